"""Deaths in an earthquake or a crash are nobody's doing, and no claims between parties (CODEBOOK 1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.words import words

# Frames of what is told of the victims alone; whoever attacks or clashes is told by another.
TOLL = frozenset({"kill", "die"})
OFTEN = 2  # sentences that name a disaster, where no violence is told: then the report is about it


def without_mishaps(drafts: Sequence[Draft], trees: Sequence[Tree]) -> list[Draft]:
    """The drafts without tolls that a disaster or an accident took.

    A toll nobody is named for goes where its sentence names a disaster and tells no violence, and everywhere in a report that names
    disasters in several sentences and tells no violence at all.
    """
    named = {n for n, tree in enumerate(trees) if _names_one(tree)}
    if not named:
        return list(drafts)
    violent = {d.sentence for d in drafts if d.event == "ASSAULT" and not _toll(d)}
    about = not violent and len(named) >= OFTEN
    gone = {id(d) for d in drafts if _toll(d) and (about or (d.sentence in named and d.sentence not in violent))}
    for draft in drafts:
        if draft.outer is not None and id(draft.outer) in gone:
            draft.outer = None
        draft.nested = [n for n in draft.nested if id(n) not in gone]
    return [d for d in drafts if id(d) not in gone]


def _toll(draft: Draft) -> bool:
    """Whether a draft tells who died, was hurt or what was destroyed, and nobody who did it."""
    if draft.event != "ASSAULT" or (draft.roles.actors and not (_by_one(draft) or _only_tells(draft))):
        return False
    entry = draft.trigger.entry
    return entry.frame.name in TOLL or entry.lemma in words("tolls")


def _by_one(draft: Draft) -> bool:
    """Whether the subject itself is a disaster: "the Fiji earthquakes left scores dead" names a place and no doer."""
    return any(draft.tree.lemmas[s] in _disasters() for s in draft.tree.subjects(draft.head))


def _only_tells(draft: Draft) -> bool:
    """ "Killing forty, according to the Fijian police": who is named tells of it."""
    starts = {p.start for p in draft.roles.actors}
    tree = draft.tree
    tells = [i for i, t in enumerate(tree.tokens) if t.start in starts]
    return bool(tells) and all(any(tree.marker(a) == "according" for a in (i, *tree.ancestors(i))) for i in tells)


def _names_one(tree: Tree) -> bool:
    disasters = _disasters()
    if disasters.isdisjoint(tree.vocabulary):
        return False
    return any(t.pos == "NOUN" and tree.lemmas[i] in disasters for i, t in enumerate(tree.tokens))


@cache
def _disasters() -> frozenset[str]:
    return load_lexicon().classes["disaster"] - words("ambiguous_disasters")
