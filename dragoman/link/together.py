"""Whether claims can be one event, all of them together: one time, one place, one direction.

Pairs are judged two by two, and a claim without a day or a place is like any other of its kind: through it, strikes of 2018
and of 2022 became one event. So what is known of a group holds for every claim that joins it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from dragoman.link.features import APART_KM, POINTS, Told, km
from dragoman.model import Place

Sides = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Common:
    """What the claims of a group have told: the days they share (None where none is known), points, and who does it to whom."""

    first: int | None
    last: int | None
    points: tuple[Place, ...]
    sides: frozenset[Sides]


def told_by(told: Told) -> Common:
    """What one claim tells of an event."""
    place = told.claim.place
    point = place is not None and place.kind in POINTS and place.lat is not None
    return Common(
        first=told.days.earliest if told.days else None,
        last=told.days.latest if told.days else None,
        points=(place,) if place is not None and point else (),
        sides=frozenset({(told.actors.ids, told.recipients.ids)}),
    )


def join(left: Common, right: Common) -> Common | None:
    """What two groups tell together; None where they can't be one event.

    They can't where no day is common to all, where two points lie more than `APART_KM` apart, or where one side does to the
    other what the other does to it ("Chad struck Mali" and "Mali struck Chad").
    """
    first = max((day for day in (left.first, right.first) if day is not None), default=None)
    last = min((day for day in (left.last, right.last) if day is not None), default=None)
    if first is not None and last is not None and first > last:
        return None
    if any(km(a, b) > APART_KM for a, b in product(left.points, right.points)):
        return None
    if any(_opposite(a, b) for a, b in product(left.sides, right.sides)):
        return None
    return Common(first, last, _distinct((*left.points, *right.points)), left.sides | right.sides)


def _opposite(left: Sides, right: Sides) -> bool:
    return bool(left[0] & right[1] and left[1] & right[0]) and not left[0] & right[0]


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({(p.name, p.lat, p.lon): p for p in places}.values())
