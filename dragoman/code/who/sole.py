"""Who "terrorists" are in a report that names one armed group and tells of its deeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.code.drafts import Draft
from dragoman.code.who.foes import armed_group
from dragoman.code.who.roles import World
from dragoman.model import Party

# The ids that the resolver gives where nobody says whose: "a terrorist attack", "the terrorists fled".
GENERIC = frozenset(
    {"terrorists", "extremists", "jihadists", "militants", "insurgents", "fighters", "attackers", "gunmen", "rebels"}
)
MEANT = frozenset({"terrorists"})
# Claims in which they are who did it, or are blamed and fought.
DEEDS = frozenset({"ASSAULT", "COERCE", "ACCUSE", "THREATEN"})


def by_sole_group(drafts: Sequence[Draft], worlds: Iterable[World]) -> None:
    """ "Condemned the terrorist attack. ... Boko Haram claimed it": the terrorists are Boko Haram, where no other armed group is named.

    Only where the report tells of a deed of violence, or of a claim to one, by the group.
    """
    if not any(_of_terror(d) or p.id in MEANT for d in drafts for p in (*d.roles.actors, *d.roles.recipients)):
        return
    named = {p.id: p for world in worlds for m in world.parties.values() for p in m.parties if armed_group(p)}
    groups = [p for id, p in named.items() if id not in GENERIC]
    if len(groups) != 1:
        return
    (group,) = groups
    if not any(d.event in ("ASSAULT", "CONCEDE") and any(p.id == group.id for p in d.roles.actors) for d in drafts):
        return
    for draft in drafts:
        if draft.event not in DEEDS:
            continue
        if _of_terror(draft) and not draft.roles.actors and not any(p.id == group.id for p in draft.roles.recipients):
            draft.roles.actors = [replace(group, text=None, start=None, end=None)]
            draft.reasons.append("actor:the one armed group of the report")
            continue
        own = {p.id for p in (*draft.roles.actors, *draft.roles.recipients)}
        if own & MEANT and group.id not in own:
            draft.roles.actors = [_as(p, group) for p in draft.roles.actors]
            draft.roles.recipients = [_as(p, group) for p in draft.roles.recipients]
            draft.reasons.append("party:the one armed group of the report")


def _as(party: Party, group: Party) -> Party:
    return replace(group, text=party.text, start=party.start, end=party.end) if party.id in MEANT else party


def _of_terror(draft: Draft) -> bool:
    """ "A terrorist attack", of whomever."""
    return draft.event == "ASSAULT" and not {"terrorist", "terror"}.isdisjoint(draft.trigger.entry.before)
