"""On whose word: chains of voices for every stretch of a report (CODEBOOK 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dragoman.code.quotes import Quotes
from dragoman.code.roles import World
from dragoman.code.tree import Tree
from dragoman.code.voices import Words, phrase, voice_of
from dragoman.model import Voice

SAYABLE = frozenset({"VERB", "ADJ", "NOUN", "PROPN", "AUX"})
UNNAMED = Voice(None, "unnamed", anonymous=True)


@dataclass(frozen=True, slots=True)
class Scope:
    """Words of one sentence that stand on a voice's word; `chain` outermost first, without the publisher."""

    tokens: frozenset[int]
    chain: tuple[Voice, ...]
    cue: int | None


@dataclass(slots=True)
class Hearing:
    """What was heard so far in a report: voices by the noun that names them, and the last to speak."""

    sources: dict[str, tuple[Voice, ...]] = field(default_factory=dict)
    outlet: tuple[Voice, ...] = ()
    last: tuple[Voice, ...] = ()
    said: list[tuple[int, tuple[Voice, ...]]] = field(default_factory=list)
    running: tuple[Voice, ...] = ()
    persons: dict[str, Voice] = field(default_factory=dict)


def find_scopes(tree: Tree, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """Every attribution the sentence's own words make; updates what was heard."""
    scopes: list[Scope] = []
    heard.said = []
    for i, token in enumerate(tree.tokens):
        lemma = token.lemma.lower()
        if token.pos in ("VERB", "AUX") and lemma in words.speech:
            scopes.extend(_speech(tree, i, lemma, world, words, heard))
        elif token.text.lower() in words.according and token.dep == "case":
            scopes.extend(_according(tree, i, world, words, heard))
        elif token.pos == "NOUN" and lemma in words.reports:
            scopes.extend(_reported(tree, i, world, words, heard))
        if token.text.lower() in ("reportedly", "allegedly", "purportedly", "supposedly") and token.head >= 0:
            scopes.append(Scope(frozenset(tree.subtree(token.head)), (UNNAMED,), i))
        elif token.pos == "VERB" and lemma in words.hearsay and tree.passive(i):
            inner = [c for c in tree.children[i] if tree.dep(c) in ("xcomp", "ccomp")]
            agent = any(tree.tokens[c].dep in ("obl:agent",) or tree.marker(c) == "by" for c in tree.children[i])
            if inner and not agent:
                scopes.append(Scope(frozenset(j for c in inner for j in tree.subtree(c)), (UNNAMED,), i))
    return _run_on(tree, world, words, heard, scopes)


def _run_on(tree: Tree, world: World, words: Words, heard: Hearing, scopes: list[Scope]) -> list[Scope]:
    """ "The sources gave three reasons": the sentences that follow are theirs, until another voice is heard."""
    if heard.said and heard.running and not any(_same(heard.running[-1], v) for _, chain in heard.said for v in chain):
        heard.running = ()
    if heard.running:
        scopes.append(Scope(frozenset(range(len(tree.tokens))), heard.running, None))
    for i, token in enumerate(tree.tokens):
        if token.pos == "VERB" and token.lemma.lower() in words.listing:
            reasons = [h for h in tree.arguments(i).get("obj", []) if tree.tokens[h].lemma.lower() in words.listed]
            if not any(
                tree.tokens[c].dep == "nummod" or tree.tokens[c].lemma in ("several", "many", "number")
                for h in reasons
                for c in tree.children[h]
            ):
                continue
            for speaker in tree.subjects(i):
                voice = voice_of(tree, speaker, world, words, verb=token.lemma.lower())
                if voice is not None and voice.kind not in ("outlet", "agency"):
                    heard.running = _known(tree, speaker, voice, words, heard)
                    scopes.append(
                        Scope(
                            frozenset(range(len(tree.tokens))) - frozenset(tree.subtree(speaker)), heard.running, None
                        )
                    )
    return scopes


def chain_at(i: int, scopes: Sequence[Scope], publisher: Voice, quoted: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """The chain for the word at `i`: publisher, then the scopes that cover it from the widest to the narrowest."""
    chain: list[Voice] = [publisher]
    covering = sorted((s for s in scopes if i in s.tokens and s.cue != i), key=lambda s: -len(s.tokens))
    for voices in ([quoted] if quoted else []) + [s.chain for s in covering]:
        for voice in voices:
            if not any(_same(voice, known) for known in chain):
                chain.append(voice)
            elif voice.stance != "asserts":
                chain = [replace(k, stance=voice.stance) if _same(voice, k) else k for k in chain]
    return tuple(chain)


def _same(left: Voice, right: Voice) -> bool:
    """The same voice named again ("Lavrov", "the Russian foreign minister" share an id only with their state: names decide)."""
    if left.name is None or right.name is None:
        return left.kind == right.kind and left.name is right.name
    a, b = left.name.lower(), right.name.lower()
    return (
        a == b
        or (left.id is not None and left.id == right.id and left.kind == right.kind == "outlet")
        or a.endswith(" " + b)
        or b.endswith(" " + a)
    )


def _speech(tree: Tree, i: int, lemma: str, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """ "X said that ...", "..., X said", "X denied the raid", "X accused Y of ...", "X was quoted as saying ..."."""
    token = tree.tokens[i]
    content = _content(tree, i, lemma, words)
    speakers = _speakers(tree, i, lemma, words)
    voices = [v for s in speakers for v in [voice_of(tree, s, world, words, verb=lemma)] if v is not None]
    if not voices:
        return []
    chain = _known(tree, speakers[0], voices[0], words, heard)
    cited = _citing(tree, i, world, words, heard)
    if lemma in words.cites and not tree.passive(i):  # "the report cited a source as saying"
        inner = [
            v
            for o in tree.arguments(i).get("obj", [])
            for v in [voice_of(tree, o, world, words, verb=lemma)]
            if v is not None
        ]
        cited = _known(tree, tree.arguments(i)["obj"][0], inner[0], words, heard) if inner else ()
    if lemma in words.acts and not _quote_inside(tree, content):
        return []
    full = _append(chain, cited) if cited else chain
    heard.last = full
    heard.said.append((i, full))
    if not content:
        return []
    _remember(tree, speakers[0], full, words, heard)
    # what stands around the speech verb ("on Monday", the speaker's own description) is the outer voice's word
    own = {i, *(j for s in speakers for j in tree.subtree(s))}
    own -= {j for c in content for j in tree.subtree(c)} if token.dep != "parataxis" else set()
    tokens = (
        frozenset(j for c in content for j in tree.subtree(c)) - own if token.dep != "parataxis" else frozenset(content)
    )
    return [Scope(tokens, full, i)]


def _content(tree: Tree, i: int, lemma: str, words: Words) -> list[int]:
    """Heads of what is said; for a parenthetical "..., X said" all words outside it."""
    token = tree.tokens[i]
    found = [c for c in tree.children[i] if _is_content(tree, i, c, lemma, words)]
    after = any(
        tree.tokens[c].text == ";" for c in tree.children[i] if c < i
    )  # "...; Kiev blamed Moscow": said for itself
    if not found and token.dep == "parataxis" and token.head >= 0 and not after:
        inside = set(tree.subtree(i))
        return [j for j in tree.subtree(token.head) if j not in inside]
    return found


def _is_content(tree: Tree, i: int, c: int, lemma: str, words: Words) -> bool:
    """Whether a word under a verb of saying heads what is said."""
    child, base, marker = tree.tokens[c], tree.dep(c), tree.marker(c)
    if base == "ccomp":
        return True
    if base == "parataxis":
        return child.pos in SAYABLE and child.lemma.lower() not in words.speech
    if lemma in words.cites and marker == "as":
        return base in ("advcl", "xcomp", "acl", "obl")  # "was quoted as rejecting"
    if base == "xcomp" and lemma not in words.acts and lemma not in ("continue", "read"):
        return True
    if child.dep in ("obj", "nsubj:pass") and lemma in words.objects:
        return child.dep == "obj" or lemma not in ("report", "describe")
    if lemma in words.accusations and marker in ("of", "for", "with", "over"):
        return base in ("obl", "advcl", "acl", "nmod", "xcomp")
    return base in ("obl", "advcl") and lemma in ("warn", "complain") and marker in ("of", "about", "against")


def _speakers(tree: Tree, i: int, lemma: str, words: Words) -> list[int]:
    token = tree.tokens[i]
    if tree.passive(i):
        if lemma in words.cites or lemma in ("report", "hear"):
            return tree.arguments(i).get("obj", [])
        return tree.arguments(i).get("subj", [])
    if (
        token.dep in ("xcomp", "advcl", "acl")
        and token.head >= 0
        and tree.tokens[token.head].lemma.lower() in words.cites
        and token.text.lower() == "saying"
    ):
        governor = token.head
        if tree.passive(governor):
            return tree.subjects(governor)
        return [h for c in tree.children[governor] if tree.tokens[c].dep == "obj" for h in tree.conjuncts(c)]
    return tree.subjects(i)


def _citing(tree: Tree, i: int, world: World, words: Words, heard: Hearing) -> tuple[Voice, ...]:
    """The inner voice of "X reported, citing Y" and "X reported, quoting Y as saying"."""
    # A "citing" behind a comma belongs to who reports, also where the model hangs it on what is reported.
    inner = [
        c
        for h in tree.children[i]
        if tree.dep(h) == "ccomp"
        for c in tree.children[h]
        if any(tree.tokens[g].text == "," for g in tree.children[c])
    ]
    candidates = [*tree.children[i], *inner, *(c for s in tree.subjects(i) for c in tree.children[s])]
    for c in candidates:
        token = tree.tokens[c]
        if (
            tree.dep(c) in ("advcl", "conj", "xcomp", "acl")
            and token.lemma.lower() in words.cites
            and token.text.lower().endswith("ing")
        ):
            return _cited(tree, c, world, words, heard)
    return ()


def _cited(tree: Tree, verb: int, world: World, words: Words, heard: Hearing) -> tuple[Voice, ...]:
    """Whom a citing verb cites, and whom that one cites in turn ("quoting a dispatch that cited a diplomat")."""
    for g in tree.arguments(verb).get("obj", []):
        voice = voice_of(tree, g, world, words, verb=tree.tokens[verb].lemma.lower())
        if voice is not None:
            chain = _known(tree, g, voice, words, heard)
            for c in tree.children[g]:
                if tree.dep(c) == "acl" and tree.tokens[c].lemma.lower() in words.cites and c != verb:
                    return _append(chain, _cited(tree, c, world, words, heard))
            return chain
    return ()


def _according(tree: Tree, i: int, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """ "according to X": everything the phrase is hung on, without X itself."""
    head = tree.tokens[i].head
    if head < 0:
        return []
    voice = voice_of(tree, head, world, words, verb="according to")
    if voice is None:
        start, end, text = phrase(tree, head)
        voice = Voice(text, "document", verb="according to", start=start, end=end)
    chain = _known(tree, head, voice, words, heard)
    _remember(tree, head, chain, words, heard)
    heard.last = chain
    top = tree.tokens[head].head
    if top < 0:
        return [Scope(frozenset(range(len(tree.tokens))) - frozenset(tree.subtree(head)), chain, i)]
    while tree.tokens[top].head >= 0 and tree.dep(top) in ("obl", "nmod", "obj", "conj", "appos", "nsubj"):
        top = tree.tokens[top].head
    if (
        i and tree.tokens[i - 1].text == ","
    ):  # set off by a comma it speaks of the whole clause, whatever the model hangs it on
        while tree.tokens[top].head >= 0 and tree.dep(top) in ("advcl", "xcomp", "acl", "conj"):
            top = tree.tokens[top].head
    return [Scope(frozenset(tree.subtree(top)) - frozenset(tree.subtree(head)), chain, i)]


def _reported(tree: Tree, i: int, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """ "US claims that ...", "a report by X that ...": a noun with its clause; unnamed when nobody owns it."""
    clauses = [c for c in tree.children[i] if tree.tokens[c].dep in ("ccomp", "acl") and tree.marker(c) == "that"]
    if not clauses:
        return []
    args = tree.arguments(i)
    tokens = frozenset(j for c in clauses for j in tree.subtree(c))
    for relation in ("poss", "by", "from", "pre"):
        for head in args.get(relation, []):
            voice = voice_of(tree, head, world, words, verb=tree.tokens[i].lemma.lower())
            if voice is not None:
                return [Scope(tokens, _known(tree, head, voice, words, heard), i)]
    return []


def _known(tree: Tree, head: int, voice: Voice, words: Words, heard: Hearing) -> tuple[Voice, ...]:
    """The chain a definite description leads back to: "the sources", "the paper" heard before."""
    lemma = tree.tokens[head].lemma.lower()
    definite = any(
        tree.tokens[c].text.lower() in ("the", "these", "this", "those")
        for c in tree.children[head]
        if tree.tokens[c].dep == "det"
    )
    if (
        definite
        and voice.kind in ("anonymous source", "official", "analyst")
        and lemma in heard.sources
        and not _specified(tree, head)
    ):
        known = heard.sources[lemma]
        return (*known[:-1], replace(known[-1], verb=voice.verb, stance=voice.stance))
    if (
        definite
        and voice.kind == "official"
        and not voice.anonymous
        and voice.id in heard.persons
        and not _specified(tree, head)
    ):
        person = heard.persons[voice.id]  # "the spokeswoman", heard by name before
        return (replace(person, verb=voice.verb, stance=voice.stance, start=voice.start, end=voice.end),)
    if (
        definite
        and voice.kind in ("outlet", "document")
        and voice.id is None
        and lemma in words.outlets
        and heard.outlet
    ):
        known = heard.outlet
        return (*known[:-1], replace(known[-1], verb=voice.verb, stance=voice.stance))
    return (voice,)


def _specified(tree: Tree, head: int) -> bool:
    return any(tree.dep(c) in ("nmod", "amod", "compound") for c in tree.children[head])


def _remember(tree: Tree, head: int, chain: tuple[Voice, ...], words: Words, heard: Hearing) -> None:
    lemma = tree.tokens[head].lemma.lower()
    if chain and chain[-1].kind in ("anonymous source", "official", "analyst") and lemma in words.anonymous:
        outer = heard.outlet if len(chain) == 1 and chain[-1].anonymous and lemma == "source" else ()
        heard.sources[lemma] = _append(outer, chain) if outer else chain
    for n, voice in enumerate(chain):
        if (
            voice.id
            and voice.name
            and voice.kind in ("official", "person")
            and not voice.anonymous
            and voice.name[:1].isupper()
            and " " in voice.name
        ):
            heard.persons[voice.id] = voice
        if voice.kind in ("outlet", "agency") and voice.id is not None:
            heard.outlet = chain[: n + 1]
        if voice.kind == "anonymous source" and voice.name:
            heard.sources.setdefault(voice.name.lower().split()[-1].rstrip("s"), chain[: n + 1])
            if "source" in voice.name.lower():
                heard.sources["source"] = chain[: n + 1]


def _append(outer: tuple[Voice, ...], inner: tuple[Voice, ...]) -> tuple[Voice, ...]:
    return (*outer, *(v for v in inner if not any(_same(v, k) for k in outer)))


def _quote_inside(tree: Tree, content: list[int]) -> bool:
    return any(
        tree.tokens[j].text in Quotes.OPENERS
        for c in content
        for j in (tree.subtree(c) if c < len(tree.tokens) else [])
    )
