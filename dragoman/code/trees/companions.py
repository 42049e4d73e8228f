"""Who acts beside the subject of a verb: "Chad, along with Niger, called"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.code.words import words

if TYPE_CHECKING:
    from dragoman.code.trees.tree import Tree


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
