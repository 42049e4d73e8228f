""" "Report: Kenya pullout from Somalia": what a headline only names happened no more than its report says (CODEBOOK 3)."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.words import words

# Statuses of what has not happened, and may.
OPEN = frozenset({"future", "requested", "hypothetical"})
DEEDS = frozenset({"RETREAT", "ASSAULT", "MOBILIZE", "AID", "SANCTION", "CONSULT", "COOPERATE"})


def by_body(drafts: Sequence[Draft]) -> None:
    """A deed that a headline tells by a noun alone is as open as all that the body says of that deed of the same party.

    2026-11-23, of the headlines of the hand-coded pages to which this applies four of five are coded so by hand.
    """
    for draft in drafts:
        if draft.event not in DEEDS or draft.status != "actual" or not _only_named(draft):
            continue
        doers = {p.id.split(".")[0] for p in draft.roles.actors}
        told = [d.status for d in drafts if _of_the_body(d) and _same_deed(d, draft) and doers & _doers(d)]
        if told and OPEN.issuperset(told):
            draft.status = told[0]
            draft.reasons.append(f"{told[0]}:the body says no more")


def _only_named(draft: Draft) -> bool:
    """Whether a headline names a deed, and no verb of it says that it was done ("got the loan", "began the pullout")."""
    tree, token = draft.tree, draft.tree.tokens[draft.head]
    if tree.sentence.kind not in ("title", "subtitle") or token.pos not in ("NOUN", "PROPN"):
        return False
    at = draft.head
    while at >= 0 and tree.tokens[at].pos != "VERB":
        at = tree.tokens[at].head
    return at < 0 or tree.lemmas[at] in words("beholding")


def _of_the_body(draft: Draft) -> bool:
    return draft.tree.sentence.kind not in ("title", "subtitle", "caption")


def _same_deed(one: Draft, other: Draft) -> bool:
    """Of one type; a withdrawal still to come is a concession."""
    return one.trigger.entry.event == other.trigger.entry.event and one.event in (other.event, "CONCEDE")


def _doers(draft: Draft) -> set[str]:
    return {p.id.split(".")[0] for p in draft.roles.actors}
