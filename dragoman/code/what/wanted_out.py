""" "Chad wants Malian troops out of the north", "wants them gone": a demand to withdraw, told without a verb for it (CODEBOOK 2 and 4)."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.leaving import withdrawal
from dragoman.code.who.parties import parties_of
from dragoman.code.who.roles import World
from dragoman.code.words import words

GONE = frozenset({"out", "gone"})


def wanted_out(number: int, tree: Tree, world: World, drafts: Sequence[Draft]) -> list[Draft]:
    """The withdrawal that is the content of each wish for somebody to be out or gone; things and news that are to be out are none."""
    if tree.vocabulary.isdisjoint(GONE):
        return []
    taken = {w for d in drafts for w in (d.head, *d.trigger.words)}
    found: list[Draft] = []
    for draft in drafts:
        if draft.event != "REQUEST" or draft.nested or draft.trigger.entry.lemma not in words("wishes"):
            continue
        objects = tree.arguments(draft.head).get("obj", [])
        doers = [p for h in objects for p in parties_of(tree, h, world)]
        out = next((i for h in objects for i in _out(tree, draft.head, h) if i not in taken), None)
        if out is None or not doers:
            continue
        draft.mode = "yield"
        found.append(withdrawal(out, doers, "requested", draft, "wanted out"))
    return found


def _out(tree: Tree, verb: int, wanted: int) -> list[int]:
    """The "out" or "gone" behind the object, wherever the model hangs it: on the verb, on the object, or on the place."""
    behind = [i for i in tree.subtree(verb) if i > wanted and tree.forms[i] in GONE]
    return [i for i in behind if tree.tokens[i].head in {verb, wanted, *tree.children[wanted], *tree.children[verb]}]
