"""What a verb of saying says, and who says it, in one sentence's tree."""

from __future__ import annotations

from dragoman.code.roles import World
from dragoman.code.tree import Tree
from dragoman.code.voices import Words, outlet_at

SAYABLE = frozenset({"VERB", "ADJ", "NOUN", "PROPN", "AUX"})
# Parts of one name or noun phrase, from its last word up to its head.
PARTS = frozenset({"flat", "compound", "nmod:desc"})
# What the parser makes of a speaker it hangs elsewhere ("after a visit to Quito, Moreno said").
MISLAID = frozenset({"appos", "obj", "flat", "nsubj", "obl", "obl:unmarked", "nmod", "dep", "conj", "root"})


def said_by(tree: Tree, i: int, lemma: str, words: Words) -> list[int]:
    """Heads of what is said; for a parenthetical "..., X said" all words outside it."""
    token = tree.tokens[i]
    found = [c for c in tree.children[i] if _is_content(tree, i, c, lemma, words)]
    if (
        found and lemma in words.plain
    ):  # "saying attempts at a truce were pointless": the subject of what is said, taken for an object
        found += [
            c
            for c in tree.children[i]
            if i < c < found[0] and tree.tokens[c].dep == "obj" and not tree.has(found[0], "nsubj")
        ]
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


def who_says(tree: Tree, i: int, lemma: str, words: Words, world: World) -> list[int]:
    """Heads of the nominals that name the speaker of the verb at `i`."""
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
    if lemma in ("hear", "learn", "understand"):  # "had heard from a diplomat that"
        return [
            h for c in tree.children[i] if tree.dep(c) == "obl" and tree.marker(c) == "from" for h in tree.conjuncts(c)
        ] or tree.subjects(i)
    own = [c for c in tree.children[i] if tree.tokens[c].dep == "nsubj"]
    if len(own) > 1:  # "..., the news site Elva reported": of two subjects the model gives, the nearer one speaks
        return tree.conjuncts(min(own, key=lambda c: (abs(c - i), c)))
    if not own and lemma in words.plain and token.text.lower() != "saying":
        mislaid = _beside(tree, i, world)
        if mislaid is not None:
            return [mislaid]
    return tree.subjects(i)


def _beside(tree: Tree, i: int, world: World) -> int | None:
    """Somebody right before or behind a verb of saying that has no subject: "..., Moreno said", "..., said Moreno"."""
    for at in (i - 1, i + 1):
        if not 0 <= at < len(tree.tokens):
            continue
        token = tree.tokens[at]
        if token.pos not in ("PROPN", "NOUN"):
            continue
        outlet = outlet_at(world, at)
        if outlet is not None and (at < i or tree.tokens[outlet.head].dep in MISLAID):
            return outlet.head
        while tree.tokens[at].dep in PARTS and 0 <= i - tree.tokens[at].head <= 6:
            at = tree.tokens[at].head
        known = at in world.parties or at in world.outlets
        begins = at == 0 or tree.tokens[min([at, *_left(tree, at)]) - 1].pos == "PUNCT"
        if known and tree.tokens[at].dep in MISLAID and tree.marker(at) is None and (begins or at > i):
            return at
    return None


def _left(tree: Tree, at: int) -> list[int]:
    return [j for c in tree.children[at] if c < at and tree.tokens[c].pos != "PUNCT" for j in tree.subtree(c)]


def apart(tree: Tree, i: int, content: list[int], words: Words) -> frozenset[int]:
    """Words under what is said that are the report's own: "..., expressing regret over it", "...; the union has protested"."""
    found: set[int] = set()
    if not any(t.text == ";" or (t.dep == "advcl" and t.lemma.lower() in words.expresses) for t in tree.tokens):
        return frozenset()
    for top in content:
        if top <= i:
            continue
        for c in tree.subtree(top):
            token = tree.tokens[c]
            if c == top or token.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
                continue
            first = min(tree.subtree(c))
            before = tree.tokens[first - 1].text if first else ""
            mark = tree.tokens[first].text
            own = (
                token.dep == "advcl"
                and token.text.lower().endswith("ing")
                and token.lemma.lower() in words.expresses
                and "," in (before, mark)
                and tree.tokens[c].head == top
            )
            clause = (
                tree.dep(c) in ("conj", "parataxis")
                and ";" in (before, mark)
                and tree.marker(c) != "that"
                and tree.has(c, "nsubj")
            )
            if own or clause:
                found.update(tree.subtree(c))
    return frozenset(found)


def cited_heads(tree: Tree, verb: int) -> list[int]:
    """Heads of what a citing verb cites; where the model hangs it elsewhere, the nominal right behind the verb."""
    found = [h for h in tree.arguments(verb).get("obj", []) if h > verb]
    called = [
        o
        for h in found
        if tree.tokens[h].pos == "PRON"
        for c in tree.children[h]
        if tree.tokens[c].lemma in ("call", "describe", "term")
        for o in tree.arguments(c).get("obj", [])
    ]
    if called or found:
        return called or found
    at = verb + 1
    while at < len(tree.tokens) and tree.tokens[at].pos in ("PUNCT", "DET", "ADJ", "NUM"):
        at += 1
    if at >= len(tree.tokens) or tree.tokens[at].pos not in ("NOUN", "PROPN"):
        return []
    while tree.tokens[at].head > at and tree.tokens[at].dep in ("compound", "amod", "nmod:desc", "nmod:poss"):
        at = tree.tokens[at].head
    return [at]


def silent_on(tree: Tree, i: int) -> tuple[int | None, list[int]]:
    """Who would say nothing, and about what: "would not comment on", "declined to comment on", "had no comment on"."""
    token = tree.tokens[i]
    top = i
    if token.pos == "NOUN":
        if not any(tree.tokens[c].lemma.lower() == "no" for c in tree.children[i]) or token.dep != "obj":
            return None, []
        top = token.head
    elif token.dep == "xcomp" and tree.tokens[token.head].lemma.lower() in ("decline", "refuse"):
        top = token.head
    elif not any(tree.tokens[c].text.lower() in ("not", "n't", "n’t") for c in tree.children[i]):
        return None, []
    topics = [
        c
        for h in {i, top}
        for c in tree.children[h]
        if tree.dep(c) in ("obl", "nmod", "advcl", "ccomp") and tree.marker(c) in ("on", "about", "whether", "if")
    ]
    speakers = tree.subjects(top)
    return (speakers[0] if speakers else None), sorted(topics)
