"""Which pairs of claims to compare: same type or one like it, a party, a name, a town or a number in common, days that may meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dragoman.link.days import Days
from dragoman.link.features import POINTS, Told
from dragoman.link.weights import near_types

# Intervals up to so many days are found by their days, up to so many by their months; longer ones are compared with all.
# Without this, 4,000 claims of one party and type took 2.8 s of processor time, and twice as many four times as long.
DAYS, MONTHS = 10, 100


def candidate_pairs(claims: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs worth comparing, each once, in the order of the claims.

    A claim is compared with the earlier ones of its type or one like it that share a party on either side, a rare name, a town
    or a number of dead.
    """
    blocks: dict[tuple[str, str], _Block] = defaultdict(_Block)
    for number, told in enumerate(claims):
        seen: set[int] = set()
        for key in keys(told):
            for event in (told.claim.event, *near_types(told.claim.event)):
                near = blocks[event, key].near(told.days) if (event, key) in blocks else ()
                for earlier in sorted(near):
                    if (
                        earlier not in seen
                        and claims[earlier].claim.id != told.claim.id
                        and meet(claims[earlier], told)
                    ):
                        seen.add(earlier)
                        yield claims[earlier], told
            blocks[told.claim.event, key].add(number, told.days)


def keys(told: Told) -> list[str]:
    """What a claim is found by among those of its type."""
    claim, place = told.claim, told.claim.place
    found = [*sorted(told.all.ids), *sorted(f"name {stem}" for stem in told.words.names)]
    if place is not None and place.kind in POINTS:
        found.append(f"place {place.name}")
    return found + [f"{name} {low}" for name, low, _ in claim.magnitude if low > 2]


@dataclass(slots=True)
class _Block:
    """The claims of one type and party so far, by their numbers, where a later one looks for those of its time."""

    every: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    by_day: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    of_months: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_month: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, days: Days | None) -> None:
        self.every.append(number)
        if days is None or days.latest - days.earliest >= MONTHS:
            self.long.append(number)
            return
        span = days.latest - days.earliest
        for month in _months(days):
            self.by_month[month].append(number)
            if span >= DAYS:
                self.of_months[month].append(number)
        if span < DAYS:
            for day in range(days.earliest, days.latest + 1):
                self.by_day[day].append(number)

    def near(self, days: Days | None) -> Iterable[int]:
        """All claims whose interval may meet this one, and some that do not."""
        if days is None or days.latest - days.earliest >= MONTHS:
            return self.every
        months = _months(days)
        if days.latest - days.earliest >= DAYS:
            return {*self.long, *(one for month in months for one in self.by_month.get(month, ()))}
        return {
            *self.long,
            *(one for month in months for one in self.of_months.get(month, ())),
            *(one for day in range(days.earliest, days.latest + 1) for one in self.by_day.get(day, ())),
        }


def _months(days: Days) -> range:
    one, two = (date.fromordinal(max(1, day)) for day in (days.earliest, days.latest))
    return range(12 * one.year + one.month, 12 * two.year + two.month + 1)


def meet(left: Told, right: Told) -> bool:
    """Whether some day may be that of both."""
    a, b = left.days, right.days
    return a is None or b is None or (a.earliest <= b.latest and b.earliest <= a.latest)
