""" "Chad is against lifting the embargo", "is in favour of a truce": where a party stands, told without a verb for it (CODEBOOK 2 and 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, unwritten
from dragoman.code.what.resolves import MODE_OF
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.parties import parties_of
from dragoman.code.who.roles import Roles, World

AGAINST, FAVOUR = "against", frozenset({"favour", "favor"})
FRAMES = {"REJECT": "oppose", "SUPPORT": "praise"}
NOT = frozenset({"not", "n't", "n’t", "never", "no"})


@cache
def _entry(event: str) -> Entry:
    return unwritten("be", "prep", event, FRAMES[event], where="stance")


def stances(number: int, tree: Tree, world: World, drafts: Sequence[Draft]) -> list[Draft]:
    """A REJECT for each event that a party is against, a SUPPORT for each that it is in favour of, with the event as its content.

    What is only spoken of ("against lifting it") has not happened; what there is ("against the embargo") stays as it is told.
    """
    if AGAINST not in tree.vocabulary and tree.vocabulary.isdisjoint(FAVOUR):
        return []
    taken = {w for d in drafts for w in (d.head, *d.trigger.words)}
    found: list[Draft] = []
    for event, at, said, deeds in _told(tree):
        inner = [d for d in drafts if d.head in deeds and (d.outer is None or d.outer.head not in deeds)]
        holders = [p for s in tree.subjects(said) for p in parties_of(tree, s, world)]
        holders = [p for p in holders if p.sector != "CVL" and not p.id.startswith("?")]
        if at in taken or not inner or not holders or any(tree.forms[c] in NOT for c in tree.children[said]):
            continue
        draft = Draft(number, tree, Trigger(at, _entry(event), (at,)), Roles(holders, [], []), "actual", ["stance"])
        draft.mode = MODE_OF.get(inner[0].event, "change") if event == "REJECT" else None
        for deed in inner:
            deed.outer = draft
            draft.nested.append(deed)
            if tree.tokens[deed.head].pos == "VERB":
                deed.status = "negated" if event == "REJECT" else "hypothetical"
        found.append(draft)
    return found


def _told(tree: Tree) -> Iterator[tuple[str, int, int, list[int]]]:
    """The type of each stance, the word that tells it, the word whose subject holds it, and the words it is about."""
    for i, token in enumerate(tree.tokens):
        head = token.head
        if tree.forms[i] == AGAINST and tree.dep(i) in ("mark", "case") and head > i and tree.has(head, "cop"):
            yield "REJECT", i, head, tree.conjuncts(head)
        if tree.forms[i] in FAVOUR and tree.marker(i) == "in" and tree.has(i, "cop"):
            about = [c for c in tree.children[i] if tree.dep(c) in ("acl", "nmod") and tree.marker(c) == "of"]
            yield "SUPPORT", i, i, [h for c in about for h in tree.conjuncts(c)]
