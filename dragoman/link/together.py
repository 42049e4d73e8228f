"""Whether claims can be one event, all of them together: one time, one place, one direction.

Pairs are judged two by two, and a claim without a day or a place is like any other of its kind: through it, strikes of 2018
and of 2022 became one event. So what is known of a group holds for every claim that joins it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from dragoman.data.distance import kilometres
from dragoman.link.candidates import last_day, root
from dragoman.model import Claim, Place

# Towns and bases farther apart than this are two places, and what happened there two events. A base is told by the town it
# lies near, and gazetteers differ by some kilometres about both.
APART_KM = 40.0
POINTS = frozenset({"city", "base/facility"})

Sides = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Common:
    """What the claims of a group have told: the days they share ("" where none is known), points, and who does it to whom."""

    first: str
    last: str
    points: tuple[Place, ...]
    sides: frozenset[Sides]


def told_by(claim: Claim) -> Common:
    """What one claim tells of an event."""
    when, place = claim.when, claim.place
    dated = when is not None and bool(when.start) and not when.of_some_year
    point = place is not None and place.kind in POINTS and place.lat is not None
    return Common(
        first=when.start[:10] if when is not None and dated else "",
        last=last_day(when.end) if when is not None and dated else "",
        points=(place,) if place is not None and point else (),
        sides=frozenset({(frozenset(map(root, claim.actors)), frozenset(map(root, claim.recipients)))}),
    )


def join(left: Common, right: Common) -> Common | None:
    """What two groups tell together; None where they can't be one event.

    They can't where no day is common to all, where two points lie more than `APART_KM` apart, or where one side does to the
    other what the other does to it ("Chad struck Mali" and "Mali struck Chad").
    """
    first = max(left.first, right.first)
    last = min((day for day in (left.last, right.last) if day), default="")
    if first and last and first > last:
        return None
    if any(_km(a, b) > APART_KM for a, b in product(left.points, right.points)):
        return None
    if any(_opposite(a, b) for a, b in product(left.sides, right.sides)):
        return None
    return Common(first, last, _distinct((*left.points, *right.points)), left.sides | right.sides)


def _opposite(left: Sides, right: Sides) -> bool:
    return bool(left[0] & right[1] and left[1] & right[0]) and not left[0] & right[0]


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({(p.name, p.lat, p.lon): p for p in places}.values())


def _km(a: Place, b: Place) -> float:
    """Kilometres between two places; none where one has no position."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return kilometres(a.lat, a.lon, b.lat, b.lon)
