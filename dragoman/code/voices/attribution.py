"""On whose word: chains of voices for every stretch of a report (CODEBOOK 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.apart import apart, unspoken
from dragoman.code.voices.certain import beyond_doubt, certainly
from dragoman.code.voices.heard import by_pronoun, joined_chain, known_as, remember
from dragoman.code.voices.hearing import UNNAMED, Hearing, Scope
from dragoman.code.voices.passed import cited_heads, told_of, told_to, within
from dragoman.code.voices.phrases import Words, outlet_at, phrase, stance_of, voice_of
from dragoman.code.voices.same import same_voice, somebody
from dragoman.code.voices.speech import (
    adding,
    aside,
    goes_on,
    hearsay,
    keeps_from,
    nobody,
    person_beside,
    quote_inside,
    said_by,
    silent_on,
    who_says,
    withholds,
)
from dragoman.code.whether.reach import evasive
from dragoman.code.who.roles import World
from dragoman.model import Voice

__all__ = ["Hearing", "Scope", "chain_at", "find_scopes"]

# What no word of saying is.
SILENT = frozenset({"DET", "PUNCT", "PRON", "NUM", "PART", "CCONJ", "PROPN"})
# What stands before a place where something is, which says nothing.
WHERE = frozenset({"over", "in", "near", "at", "across", "around", "outside", "inside", "above"})
# Nouns that find what is told: "the study found that", "a report found that".
FINDERS = frozenset({"report", "study", "survey", "review", "audit", "document", "poll"})


def find_scopes(tree: Tree, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """Every attribution the sentence's own words make; updates what was heard."""
    scopes: list[Scope] = []
    heard.said = []
    heard.number += 1
    # Most words begin no attribution: a list asked below stands in `phrases.BEGINNING`, too.
    cues, passing = words.cues & tree.vocabulary, (words.according | words.rumoured) & tree.vocabulary
    for i in [
        i
        for i, lemma in enumerate(tree.lemmas if cues or passing else ())
        if lemma in cues or (passing and tree.forms[i] in passing)
    ]:
        token, lemma, low = tree.tokens[i], tree.lemmas[i], tree.forms[i]
        if token.pos in SILENT:
            continue
        if token.pos in ("VERB", "AUX") and lemma in words.speech and not goes_on(tree, i, lemma):
            scopes.extend(_speech(tree, i, lemma, world, words, heard))
        elif token.pos == "VERB" and lemma in words.issues:
            _issues(tree, i, world, words, heard)
        elif (token.pos == "ADJ" and lemma in words.certain) or beyond_doubt(tree, i):
            scopes.extend(certainly(tree, i, world, words, heard))
        elif token.dep == "case" and low in words.according:
            scopes.extend(_according(tree, i, world, words, heard))
        elif token.pos == "NOUN" and (lemma in words.reports or lemma in words.unsourced):
            scopes.extend(_reported(tree, i, world, words, heard))
        if lemma in words.feelings:
            scopes.extend(_felt(tree, i, lemma, world, words, heard))
        if token.pos in ("VERB", "NOUN", "ADJ") and lemma in words.mute:
            scopes.extend(_silent(tree, i, world, words, heard))
        if low in words.rumoured and token.head >= 0:
            scopes.append(Scope(frozenset(tree.subtree(token.head)), (UNNAMED,), i))
        elif token.pos == "VERB" and (told := hearsay(tree, i, lemma, words)):
            scopes.append(Scope(told, (UNNAMED,), i))
    return _run_on(tree, world, words, heard, _without_denied(tree, scopes, words))


def _without_denied(tree: Tree, scopes: list[Scope], words: Words) -> list[Scope]:
    """ "denied the rebels' claim that ...": the event is told, as not having happened, by whoever denies it (CODEBOOK 3)."""
    sure = [s for s in scopes if s.chain[-1].stance in ("denies", "confirms")]
    return [
        s
        for s in scopes
        if s.cue is None
        or tree.lemmas[s.cue] not in words.reports
        or not any(
            s.tokens <= d.tokens and (d.chain[-1].stance == "denies" or s.chain == (UNNAMED,))
            for d in sure
            if d is not s
        )
    ]


def _run_on(tree: Tree, world: World, words: Words, heard: Hearing, scopes: list[Scope]) -> list[Scope]:
    """ "The sources gave three reasons": the sentences that follow are theirs, until another voice is heard."""
    if (
        heard.said
        and heard.running
        and not any(same_voice(heard.running[-1], v) for _, chain in heard.said for v in chain)
    ):
        heard.running = ()
    if heard.running:
        scopes.append(Scope(frozenset(range(len(tree.tokens))), heard.running, None))
    if words.listing.isdisjoint(tree.vocabulary):
        return scopes
    for i, token in enumerate(tree.tokens):
        if token.pos == "VERB" and tree.lemmas[i] in words.listing:
            reasons = [h for h in tree.arguments(i).get("obj", []) if tree.lemmas[h] in words.listed]
            if not any(
                tree.tokens[c].dep == "nummod" or tree.tokens[c].lemma in ("several", "many", "number")
                for h in reasons
                for c in tree.children[h]
            ):
                continue
            for speaker in tree.subjects(i):
                voice = voice_of(tree, speaker, world, words, verb=token.lemma.lower())
                if voice is not None and voice.kind not in ("outlet", "agency"):
                    heard.running = known_as(tree, speaker, voice, words, heard)
                    scopes.append(
                        Scope(
                            frozenset(range(len(tree.tokens))) - frozenset(tree.subtree(speaker)), heard.running, None
                        )
                    )
    return scopes


def chain_at(
    i: int,
    scopes: Sequence[Scope],
    publisher: Voice,
    quoted: tuple[Voice, ...],
    *,
    acts: frozenset[int] = frozenset(),
) -> tuple[Voice, ...]:
    """The chain for the word at `i`: publisher, then the scopes that cover it from the widest to the narrowest.

    `acts` are verbs whose clause is the content of what they do ("warned that it would strike"): they give it no voice.
    """
    if not scopes and not quoted:
        return (publisher,)
    chain: list[Voice] = [publisher]
    covering = [
        s for s in scopes if i in s.tokens and s.cue != i and (s.cue not in acts or s.chain[-1].stance != "asserts")
    ]
    if not covering and not quoted:
        return (publisher,)
    covering.sort(key=lambda s: -len(s.tokens))
    if quoted and all(any(same_voice(v, t) for s in covering for t in s.chain) for v in quoted):
        quoted = ()  # "according to the paper, she said it “did not matter”": the words around the quotation tell who passed it on
    for voices in ([quoted] if quoted else []) + [s.chain for s in covering]:
        for voice in voices:
            if True not in [same_voice(voice, known) for known in chain]:
                chain.append(voice)
            elif voice.stance != "asserts":
                chain = [replace(k, stance=voice.stance) if same_voice(voice, k) else k for k in chain]
    return tuple(chain)


def _speech(tree: Tree, i: int, lemma: str, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """ "X said that ...", "..., X said", "X denied the raid", "X accused Y of ...", "X was quoted as saying ..."."""
    content = said_by(tree, i, lemma, words)
    speakers = [
        s
        for s in who_says(tree, i, lemma, words, world)
        if not (s in world.places and tree.marker(s) in WHERE)  # "leaflets over Lima, telling all to go"
        and (tree.tokens[s].head == i or tree.forms[s] != "it" or tree.dep(i) == "conj")  # "it is too early to say"
    ]
    voices = [v for s in speakers for v in [voice_of(tree, s, world, words, verb=lemma)] if v is not None]
    if not voices and content and speakers:
        voices = somebody(tree, speakers[0], lemma, words)
    if not voices or nobody(tree, speakers[0]) or (lemma == "deny" and keeps_from(tree, i, content)):
        return []
    if voices[0].stance in ("confirms", "denies") and evasive(tree, i):
        voices = [
            replace(voices[0], stance="no_comment"),
            *voices[1:],
        ]  # "could not confirm", "neither confirmed nor denied"
    if voices[0].stance == "asserts" and withholds(tree, i, content):
        voices = [replace(voices[0], stance="no_comment"), *voices[1:]]
    chain = by_pronoun(tree, speakers[0], voices[0], heard) or known_as(tree, speakers[0], voices[0], words, heard)
    cited = _citing(tree, i, world, words, heard)
    if lemma in words.cites and not tree.passive(i):  # "the report cited a source as saying"
        whom = cited_heads(tree, i)
        inner = [v for o in whom for v in [voice_of(tree, o, world, words, verb=lemma)] if v is not None]
        cited = known_as(tree, whom[0], inner[0], words, heard) if inner else ()
        if cited:  # "quoted a clerk as denying that"
            says = [tree.lemmas[c] for c in content if tree.marker(c) == "as"]
            cited = (*cited[:-1], replace(cited[-1], stance=stance_of(says[0] if says else lemma, words)))
    finder = tree.lemmas[speakers[0]]
    found = lemma == "find" and (finder in FINDERS or finder in words.inquirers)
    if (lemma in words.acts and not found and not quote_inside(tree, content)) or unspoken(tree, i):
        return []
    full = joined_chain(chain, cited) if cited else chain
    full = joined_chain(_through(tree, i, lemma, world, words, heard), full)
    if not content and lemma not in words.plain and lemma not in words.alone:
        return []  # "should not maintain a base", "will start thinking": nothing is said
    heard.speaks(full)
    heard.said.append((i, full))
    if not content:
        return []
    remember(tree, speakers[0], full, words, heard)
    # what stands around the speech verb ("on Monday", the speaker's own description) is the outer voice's word
    own = {i, *[j for s in speakers for j in tree.subtree(s)]}
    beside = aside(tree, i)
    inside = frozenset(content if beside else [j for c in content for j in tree.subtree(c)])
    if not beside:
        own -= inside
    if lemma in words.denies:  # "denied the allegations": that they were made is not the denier's word
        own |= {c for c in content if tree.lemmas[c] in words.reports and tree.dep(c) == "obj"}
    tokens = inside if beside else inside - own
    return [Scope(tokens - apart(tree, i, content if not beside else [], words), full, i)]


def _through(tree: Tree, i: int, lemma: str, world: World, words: Words, heard: Hearing) -> tuple[Voice, ...]:
    """The outlet that a speaker spoke to, which tells of it: "told Reuters that", "told the paper", "in an interview with Reuters"."""
    for head in told_to(tree, i, lemma, words):
        voice = voice_of(tree, head, world, words, verb=lemma)
        if voice is None or voice.kind not in ("outlet", "agency"):
            continue
        chain = known_as(tree, head, replace(voice, stance="asserts"), words, heard)
        named = outlet_at(world, head) is not None or tree.tokens[head].pos == "PROPN"
        if chain != (replace(voice, stance="asserts"),) or named or voice.id is not None:
            return chain  # "a radio station" that has no name or owner passes nothing on that could be traced
    return ()


def _citing(tree: Tree, i: int, world: World, words: Words, heard: Hearing) -> tuple[Voice, ...]:
    """The inner voice of "X reported, citing Y" and "X reported, quoting Y as saying"."""
    if words.cites.isdisjoint(tree.vocabulary):
        return ()
    # A "citing" behind a comma belongs to who reports, also where the model hangs it on what is reported or on the source.
    if tree.tokens[i].dep not in ("root", "parataxis", "conj", "appos") and tree.tokens[i].head >= 0:
        near = {*tree.children[i], *(c for s in tree.subjects(i) for c in tree.children[s])}
    else:
        near = {c for c in range(1, len(tree.tokens)) if tree.tokens[c - 1].text == ","}
        near |= {*tree.children[i], *(c for s in tree.subjects(i) for c in tree.children[s])}
    for c in sorted(near):
        token = tree.tokens[c]
        if token.pos == "VERB" and token.lemma.lower() in words.cites and token.text.lower().endswith("ing"):
            if tree.marker(c) == "without":
                continue  # "reported, without citing anybody"
            return _cited(tree, c, world, words, heard)
    return ()


def _cited(tree: Tree, verb: int, world: World, words: Words, heard: Hearing) -> tuple[Voice, ...]:
    """Whom a citing verb cites, and whom that one cites in turn ("quoting a dispatch that cited a diplomat")."""
    for g in cited_heads(tree, verb):
        voice = voice_of(tree, g, world, words, verb=tree.lemmas[verb])
        if voice is not None:
            chain = known_as(tree, g, voice, words, heard)
            for c in tree.children[g]:
                if tree.dep(c) == "acl" and tree.lemmas[c] in words.cites and c != verb:
                    return joined_chain(chain, _cited(tree, c, world, words, heard))
            return chain
    return ()


def _according(tree: Tree, i: int, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """ "according to X": everything the phrase is hung on, without X itself."""
    head = tree.tokens[i].head
    if head < 0 or tree.lemmas[head] in words.rules:
        return []
    if head + 1 < len(tree.tokens) and tree.lemmas[head + 1] in words.outlets and head not in world.outlets:
        head += 1  # "according to the Lima-based Spanish daily", where the model hangs the adjective and the noun side by side
    voice = voice_of(tree, head, world, words, verb="according to")
    if voice is None:
        start, end, text = phrase(tree, head)
        voice = Voice(text, "document", verb="according to", start=start, end=end)
    chain = known_as(tree, head, voice, words, heard)
    for c in tree.children[head]:
        if (
            tree.dep(c) == "acl"
            and tree.lemmas[c] in words.cites
            and (tree.tokens[c].dep == "acl:relcl" or tree.forms[c].endswith("ing"))
        ):  # "the paper, which cited", "two papers citing"
            chain = joined_chain(chain, _cited(tree, c, world, words, heard))
    remember(tree, head, chain, words, heard)
    heard.speaks(chain)
    top = tree.tokens[head].head
    if top < 0:
        return [Scope(frozenset(range(len(tree.tokens))) - frozenset(tree.subtree(head)), chain, i)]
    inside = within(tree, i, head, top)
    if inside is not None:
        return [
            Scope(frozenset(tree.subtree(inside)) - frozenset(j for j in tree.subtree(head) if j > i + 1), chain, i)
        ]
    while tree.tokens[top].head >= 0 and tree.dep(top) in ("obl", "nmod", "obj", "conj", "appos", "nsubj"):
        top = tree.tokens[top].head
    if i and tree.tokens[i - 1].text == ",":
        # set off by a comma it speaks of the whole clause, whatever the model hangs it on
        last = tree.tokens[-1].text in '.!?”"' and max(tree.subtree(head)) >= len(tree.tokens) - 3
        while tree.tokens[top].head >= 0 and (
            tree.dep(top) in ("advcl", "xcomp", "acl")
            or (tree.dep(top) == "conj" and last)
            or told_of(tree, top, i, words)
        ):
            top = tree.tokens[top].head
    # "according to" itself stays inside, so that the scope is wider than that of the words it tells of
    return [Scope(frozenset(tree.subtree(top)) - frozenset(j for j in tree.subtree(head) if j > i + 1), chain, i)]


def _reported(tree: Tree, i: int, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """ "US claims that ...", "a report by X that ...": a noun with its clause; unnamed when nobody owns it."""
    clauses = [c for c in tree.children[i] if tree.tokens[c].dep in ("ccomp", "acl") and tree.marker(c) == "that"]
    if not clauses:
        return []
    args = tree.arguments(i)
    tokens = frozenset(j for c in clauses for j in tree.subtree(c))
    for relation in ("poss", "by", "from", "pre"):
        for head in sorted(args.get(relation, []), key=lambda h: (tree.tokens[h].pos != "PROPN", abs(h - i), h)):
            if relation == "from" and head in world.places:  # "reports from Lima that": nobody says whose
                return [Scope(tokens, _citing(tree, i, world, words, heard) or (UNNAMED,), i)]
            voice = voice_of(tree, head, world, words, verb=tree.lemmas[i])
            if voice is not None:
                chain = known_as(tree, head, voice, words, heard)
                return [Scope(tokens, joined_chain(chain, _citing(tree, i, world, words, heard)), i)]
    several = tree.forms[i] != tree.lemmas[i] or tree.tokens[i].lemma in (
        "talk",
        "speculation",
    )
    return [Scope(tokens, (UNNAMED,), i)] if several and tree.lemmas[i] in words.unsourced else []


def _issues(tree: Tree, i: int, world: World, words: Words, heard: Hearing) -> None:
    """ "The mayor issued the following statement:", "The statement below was released by the mayor": hers is what is quoted next."""
    objects = [c for c in tree.children[i] if tree.tokens[c].dep in ("obj", "nsubj:pass")]
    if not any(tree.lemmas[c] in words.statements for c in objects):
        return
    coming = tree.tokens[-1].text == ":" or any(t.text.lower() in ("following", "below") for t in tree.tokens)
    for subject in tree.arguments(i).get("subj", [])[:1]:
        speaker = person_beside(tree, subject, i, world)
        voice = voice_of(tree, speaker, world, words, verb="say")
        if voice is None or voice.kind in ("outlet", "document") or nobody(tree, speaker):
            continue
        if voice.id is None and not coming:
            continue
        chain = by_pronoun(tree, speaker, voice, heard) or known_as(tree, speaker, voice, words, heard)
        remember(tree, speaker, chain, words, heard)
        heard.speaks(chain)
        heard.said.append((i, chain))


def _felt(tree: Tree, i: int, lemma: str, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """ "The pilots voiced fears that the strip would be shelled": what is voiced is told as by a verb of saying."""
    over = tree.tokens[i].head
    if tree.dep(i) != "obj" or over < 0 or tree.lemmas[over] not in words.voicing or tree.passive(over):
        return []
    clauses = [c for c in tree.children[i] if tree.dep(c) in ("acl", "ccomp") and tree.marker(c) == "that"]
    outer = adding(tree, over, "add", words)
    speakers = tree.subjects(over if outer is None else outer)
    voice = voice_of(tree, speakers[0], world, words, verb="say") if clauses and speakers else None
    if voice is None or nobody(tree, speakers[0]):
        return []
    voice = replace(voice, verb=tree.lemmas[over], stance=stance_of(lemma, words))
    chain = by_pronoun(tree, speakers[0], voice, heard) or known_as(tree, speakers[0], voice, words, heard)
    heard.speaks(chain)
    return [Scope(frozenset(j for c in clauses for j in tree.subtree(c)), chain, i)]


def _silent(tree: Tree, i: int, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """ "would not comment on the raid", "had no comment on it": told of somebody who neither says yes nor no."""
    speaker, topics = silent_on(tree, i)
    voice = voice_of(tree, speaker, world, words, verb=tree.lemmas[i]) if speaker is not None else None
    if voice is None or speaker is None or not topics:
        return []
    chain = by_pronoun(tree, speaker, voice, heard) or known_as(tree, speaker, voice, words, heard)
    chain = (*chain[:-1], replace(chain[-1], stance="no_comment"))
    return [Scope(frozenset(j for c in topics for j in tree.subtree(c)), chain, i)]
