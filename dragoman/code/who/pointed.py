"""Who is meant by words that only point into their own sentence: "the former", "what it said were Togolese posts", the other side."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.code.trees.tree import Tree
from dragoman.code.words import words
from dragoman.model import Mention, Party

NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
ORDER = {"former": 0, "latter": 1}
QUOTES = frozenset("\"“”'‘’-")
# Words within which the verb of calling stands behind "what", and the noun behind the verb.
NEAR = 8


def of_the_pair(tree: Tree, head: int, parties: Mapping[int, Mention]) -> list[Party] | None:
    """Whom "the former" or "the latter" stands for: one of the last two parties joined by "and"; None for any other word."""
    order = ORDER.get(tree.forms[head])
    if order is None or head == 0 or tree.forms[head - 1] != "the":
        return None
    if head + 1 < len(tree.tokens) and tree.tokens[head + 1].pos in NAMING:
        return None
    for first in range(head - 1, -1, -1):
        pair = tree.conjuncts(first) if first in parties and tree.tokens[first].dep != "conj" else []
        if len(pair) == 2 and pair[1] < head and pair[1] in parties:
            return list(parties[pair[order]].parties)
    return []


def called_what(tree: Tree, what: int) -> int | None:
    """The noun by which somebody calls "what": "fired on what it said were Togolese posts", "what they describe as an unfair offer"."""
    tokens = tree.tokens
    verb = next((i for i in range(what + 1, min(what + NEAR, len(tokens))) if tokens[i].pos == "VERB"), None)
    if verb is None or tokens[verb].lemma.lower() not in words("calling"):
        return None
    for i in range(verb + 1, min(verb + NEAR, len(tokens))):
        if (tokens[i].pos == "PUNCT" and tokens[i].text not in QUOTES) or tokens[i].pos == "SCONJ":
            return None
        behind = tokens[i + 1].pos if i + 1 < len(tokens) else ""
        if tokens[i].pos in ("NOUN", "PROPN") and behind not in ("NOUN", "PROPN", "PART"):
            return i
    return None


def the_other_side(tree: Tree, head: int, parties: Mapping[int, Mention], one: Party) -> list[Party]:
    """ "Tension between Chad and Mali over a demand for Mali's army to leave": where one of two is named, the other one is."""
    said = [t.text.lower() for t in tree.tokens[:head]]
    over = next((i for i in range(head - 1, -1, -1) if said[i] in ("over", "about")), None)
    if over is None or "between" not in said[:over]:
        return []
    between = over - 1 - said[:over][::-1].index("between")
    two = [w for w in range(between, over) if w in parties]
    pair = [p for w in two for p in parties[w].parties]
    others = [p for p in pair if p.id.split(".")[0] != one.id.split(".")[0]]
    return others if len(two) == len(pair) == 2 and len(others) == 1 else []


def held_for(tree: Tree, head: int) -> list[int]:
    """ "Sees Chad as a rival that would": of whom a noun behind "as" is said."""
    verb = tree.tokens[head].head
    if verb < 0 or tree.dep(head) != "obl" or tree.marker(head) != "as" or tree.passive(verb):
        return []
    if tree.tokens[verb].lemma not in words("calling"):
        return []
    return [c for c in tree.children[verb] if tree.tokens[c].dep == "obj" and c < head]
