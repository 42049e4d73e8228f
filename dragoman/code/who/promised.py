"""To whom a promise, an offer or a threat is made that names nobody: whoever is helped, freed or punished by what it holds."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.who.same import root

# What is promised for somebody's good: he is promised it.
GOOD = frozenset({"AID", "SUPPORT", "COOPERATE", "CONCEDE", "RETREAT"})
# What is threatened is threatened to whoever it would be done to.
HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "REJECT", "ACCUSE", "MOBILIZE", "PROTEST"})
HELD = {"AGREE": GOOD, "CONCEDE": GOOD, "THREATEN": HARM}
GIVEN = "recipient:who is to get it"


def by_promise(drafts: Sequence[Draft]) -> None:
    """ "Norway offered to feed the refugees", "announced that it would arm Chad": those who are to be fed and armed; drafts in text order."""
    for draft in drafts:
        outer = draft.outer
        if outer is None or outer.roles.recipients or not outer.roles.actors or not draft.roles.recipients:
            continue
        if draft.event not in HELD.get(outer.event, frozenset()) or outer.sentence != draft.sentence:
            continue
        if outer.trigger.entry.frame.joint and len(outer.roles.actors) > 1:
            continue  # "Chad and Mali signed a pact to help Niger"
        own = {root(p) for p in outer.roles.actors}
        doers = {root(p) for p in draft.roles.actors}
        if doers and not doers & own:
            continue  # "agreed that Chad would feed Mali"
        outer.roles.recipients = [p for p in draft.roles.recipients if root(p) not in own]
        outer.reasons.extend([GIVEN] * bool(outer.roles.recipients))
