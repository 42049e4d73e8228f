"""Deeds that don't lie at the place told beside them: many at once, over years, and those near something without a name."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.where.book import where_words
from dragoman.code.where.places import clause_between
from dragoman.code.who.roles import World

NOUNS = ("NOUN", "PROPN")


def lies_apart(tree: Tree, trigger: int, world: World) -> bool:
    """Whether a deed is no one deed at one place told a sentence before, or tells by itself what it lies in or near.

    "Dozens of air strikes", "has repeatedly shelled"; "left their posts near the old mill", where nobody knows that mill;
    "police deployed in towns held by the rebels".
    """
    return _many(tree, trigger) or _near_something(tree, trigger, world) or _in_some(tree, trigger)


def _many(tree: Tree, trigger: int) -> bool:
    vocabulary = tree.vocabulary
    if where_words("many").isdisjoint(vocabulary) and where_words("often").isdisjoint(vocabulary):
        return False
    children = tree.children[trigger]
    if tree.tokens[trigger].pos == "VERB":
        return any(tree.forms[c] in where_words("often") and tree.dep(c) == "advmod" for c in children)
    over = tree.tokens[trigger].head
    row = tree.dep(trigger) == "nmod" and tree.marker(trigger) == "of" and over >= 0
    return any(tree.forms[c] in where_words("many") for c in children if c < trigger) or (
        row and tree.forms[over] in where_words("many")
    )


def _near_something(tree: Tree, trigger: int, world: World) -> bool:
    if where_words("nearby").isdisjoint(tree.vocabulary):
        return False
    for head in tree.subtree(trigger):
        if tree.tokens[head].pos not in NOUNS or tree.marker(head) not in where_words("nearby"):
            continue
        named = head in world.places or head in world.parties
        if not named and head > trigger and not clause_between(tree, head, trigger):
            return True
    return False


def _in_some(tree: Tree, trigger: int) -> bool:
    if where_words("some_places").isdisjoint(tree.vocabulary):
        return False
    return any(
        tree.forms[head] in where_words("some_places")
        and tree.marker(head) in where_words("inner")
        and not any(tree.tokens[c].dep == "det" for c in tree.children[head])
        for head in tree.children[trigger]
    )
