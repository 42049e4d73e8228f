"""Stands by the events that show them: what five reports tell of one demand is one stand of one party."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analyse.positions import Stand
from dragoman.model import Event


@dataclass(frozen=True, slots=True)
class Held:
    """A stand with all claims of one event that show it alike.

    `claims` are their ids, that of `stand` first; `reports` and `origins` are the event's.
    """

    stand: Stand
    claims: tuple[str, ...]
    reports: int
    origins: tuple[str, ...]


def held(stands: Iterable[Stand], events: Iterable[Event]) -> tuple[Held, ...]:
    """Stands in their order, those of one party on one question that claims of one event show joined to the first of them.

    A claim that stands in no event is one by itself, with one report and no origin told.
    """
    of = {claim: event for event in events for claim in event.claims}
    found: dict[tuple[str, str, float, str], list[Stand]] = {}
    for stand in stands:
        event = of.get(stand.claim)
        found.setdefault((stand.question, stand.party, stand.position, event.id if event else stand.claim), []).append(
            stand
        )
    return tuple(_held(group, of.get(group[0].claim)) for group in found.values())


def _held(group: list[Stand], event: Event | None) -> Held:
    # One with a day of its own tells more than one that only stands in a report of some day.
    claims = tuple(dict.fromkeys(stand.claim for stand in group))
    return Held(group[0], claims, event.reports if event else 1, event.origin_names if event else ())
