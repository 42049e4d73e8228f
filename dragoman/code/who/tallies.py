"""Deeds that a report counts: a total told with its doer, then the parts of it, place by place, with nobody's name on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.drafts import Draft
from dragoman.code.what.magnitude import count
from dragoman.code.who.same import root
from dragoman.code.who.titles import TITLES
from dragoman.model import Party

# Among how many sentences a total and its parts stand; such lists are long.
REACH = 40


def by_total(drafts: Sequence[Draft]) -> None:
    """ "French forces flew 20 raids against the rebels. Near Gao, two raids burnt a depot": the two are of the 20, by and against the same.

    Drafts in text order. Only where every counted raid that has a doer has the same one, and the parts are no more than a total
    before them. A title's raids against the same are of the total below.
    """
    counted = [d for d in drafts if d.event == "ASSAULT" and _noun(d) and d.status == "actual"]
    totals = [(d, n) for d in counted if d.roles.actors and (n := _number(d)) > 1]
    if not totals or len({root(p) for d, _ in totals for p in d.roles.actors}) != 1:
        return
    for draft in counted:
        if draft.roles.actors:
            continue
        title, number = draft.tree.sentence.kind in TITLES, _number(draft)
        hit = {root(p) for p in draft.roles.recipients}
        for total, of in totals:
            same = hit <= {root(p) for p in total.roles.recipients}
            if title and hit and same:
                _take(draft, total)
                break
            part = 0 < number <= of and total.trigger.entry.lemma == draft.trigger.entry.lemma
            if part and same and 0 < draft.sentence - total.sentence <= REACH:
                _take(draft, total)
                break


def _take(draft: Draft, total: Draft) -> None:
    draft.roles.actors = [_unsaid(p) for p in total.roles.actors]
    draft.reasons.append("actor:of the total told")
    if not draft.roles.recipients and not draft.roles.actors[0].id.startswith("?"):
        draft.roles.recipients = [_unsaid(p) for p in total.roles.recipients]
        draft.reasons.extend(["recipient:of the total told"] * bool(draft.roles.recipients))


def _noun(draft: Draft) -> bool:
    return draft.tree.tokens[draft.head].pos == "NOUN"


def _number(draft: Draft) -> int:
    """How many there were, 0 where they are not counted."""
    if not draft.tree.has(draft.head, "nummod"):
        return 0
    found = count(draft.tree, draft.head, one=True)
    return found[0] if found is not None else 0


def _unsaid(party: Party) -> Party:
    return replace(party, text=None, start=None, end=None)
