"""Who acts beside the subject of a verb, or with whom a relative clause goes on: "Chad, along with Niger, called"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.code.words import words

if TYPE_CHECKING:
    from dragoman.code.trees.tree import Tree

MANY = frozenset(("have", "are", "were"))
ONE = frozenset(("has", "is", "was"))


def companions(tree: Tree, own: list[int], i: int) -> list[int]:
    """Who acts beside the subject, named before the verb: "Chad, along with Niger, called", "together with Niger, Chad called"."""
    if words("companions").isdisjoint(tree.vocabulary):
        return []
    beside = [c for s in own for c in tree.children[s] if tree.dep(c) == "nmod" and c > s]
    beside += [c for c in tree.children[i] if tree.dep(c) == "obl"]
    adverbs = [c for k in (*own, i) for c in tree.children[k] if tree.tokens[c].dep == "advmod"]
    further = [g for c in adverbs if tree.forms[c] in words("companions") for g in tree.children[c]]
    return [
        *(h for g in further if g < i and tree.dep(g) in ("obl", "nmod") for h in tree.conjuncts(g)),
        *_accompanied(tree, beside, i),
    ]


def _accompanied(tree: Tree, beside: list[int], i: int) -> list[int]:
    return [
        h
        for c in beside
        if c < i and any(tree.forms[g] in words("companions") for g in tree.children[c] if g < c)
        for h in tree.conjuncts(c)
    ]


def all_named(tree: Tree, noun: int, predicate: int) -> list[int]:
    """The names that a relative clause is about: "by Chad and Niger, which have armed him" is about both, "which has" about the last.

    Empty for other nouns, and where the verb is in neither number.
    """
    while tree.tokens[noun].dep == "conj" and tree.tokens[noun].pos == "PROPN" and 0 <= tree.tokens[noun].head < noun:
        noun = tree.tokens[noun].head
    named = [c for c in tree.conjuncts(noun) if c < predicate]
    plural = any(tree.tokens[c].dep == "aux" and tree.forms[c] in MANY for c in tree.children[predicate])
    bare = tree.forms[predicate] == tree.lemmas[predicate] and not tree.has(predicate, "aux")
    single = any(tree.tokens[c].dep == "aux" and tree.forms[c] in ONE for c in tree.children[predicate])
    if len(named) < 2 or any(tree.tokens[c].pos != "PROPN" for c in named):
        return []
    return named if plural or bare else named[-1:] if single else []
