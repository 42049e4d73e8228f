""" "I believe that Chad should leave", "the raid was unacceptable": speeches and letters, whose writer the report does not name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.model import Voice

FIRST = frozenset({"i", "we", "us", "me", "our", "my"})
# Whoever says "I" or "we" in a report that does not say who that is.
SOMEBODY = Voice("", "person", id="?")
# From this share of sentences in the first person on a report is somebody's own speech, letter or statement.
SPEECH = 0.2


def in_person(trees: Sequence[Tree], quoted: Callable[[int], bool]) -> list[bool]:
    """For each sentence whether it is somebody's own word, outside of quotation marks: "we must act", or any of a speech.

    News in the third person has none: there a "must" with no speaker is the paper's own ("the form must be returned"). Asked
    of reports on public life only; blogs tell their readers what they must do.
    """
    own = [
        not FIRST.isdisjoint(tree.vocabulary)
        and any(form in FIRST and not quoted(t.start) for form, t in zip(tree.forms, tree.tokens, strict=True))
        for tree in trees
    ]
    speech = len(own) > 2 and sum(own) >= SPEECH * len(own)
    return [o or speech for o in own]


def unsigned(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with nobody for the actor that `SOMEBODY` stood for; what somebody "had to" do was told, and demanded by nobody."""
    kept = []
    for draft in drafts:
        if any(p.id == SOMEBODY.id for p in draft.roles.actors):
            draft.roles.actors = [p for p in draft.roles.actors if p.id != SOMEBODY.id]
            if draft.tree.forms[draft.head] in ("had", "have"):
                for inner in draft.nested:
                    inner.outer = None
                continue
        kept.append(draft)
    return kept
