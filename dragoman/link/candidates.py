"""Which pairs of claims to compare: same type, a party in common, dates that may meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.model import Claim, Party

# Intervals up to so many days are found by their days, up to so many by their months; longer ones are compared with all.
# Without this, 4,000 claims of one party and type took 2.8 s of processor time, and twice as many four times as long.
DAYS, MONTHS = 10, 100


def root(party: Party) -> str:
    """A party's id without its suffix: forces and government of a state are compared as one.

    >>> root(Party("RUS.MIL", "Russian forces", "RUS", "MIL", None, None, None))
    'RUS'
    """
    return party.id.split(".")[0]


def candidate_pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs worth comparing, each once, in the order of the claims.

    A claim is compared with the earlier ones of its type that share an actor (or, where it names none, a recipient).
    """
    blocks: dict[tuple[str, str], _Block] = defaultdict(_Block)
    for number, claim in enumerate(claims):
        seen: set[int] = set()
        for party in claim.actors or claim.recipients:
            block = blocks[claim.event, root(party)]
            for earlier in sorted(block.near(claim)):
                if earlier not in seen and claims[earlier].id != claim.id and _meet(claims[earlier], claim):
                    seen.add(earlier)
                    yield claims[earlier], claim
            block.add(number, claim)


@dataclass(slots=True)
class _Block:
    """The claims of one type and party so far, by their numbers, where a later one looks for those of its time."""

    every: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    by_day: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    of_months: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_month: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, claim: Claim) -> None:
        self.every.append(number)
        span = _span(claim)
        if span is None or span[1] - span[0] >= MONTHS:
            self.long.append(number)
            return
        for month in _months(*span):
            self.by_month[month].append(number)
            if span[1] - span[0] >= DAYS:
                self.of_months[month].append(number)
        if span[1] - span[0] < DAYS:
            for day in range(span[0], span[1] + 1):
                self.by_day[day].append(number)

    def near(self, claim: Claim) -> Iterable[int]:
        """All claims whose interval may meet that of this one, and some that do not."""
        span = _span(claim)
        if span is None or span[1] - span[0] >= MONTHS:
            return self.every
        months = _months(*span)
        if span[1] - span[0] >= DAYS:
            return {*self.long, *(one for month in months for one in self.by_month.get(month, ()))}
        days = range(span[0], span[1] + 1)
        return {
            *self.long,
            *(one for month in months for one in self.of_months.get(month, ())),
            *(one for day in days for one in self.by_day.get(day, ())),
        }


def _span(claim: Claim) -> tuple[int, int] | None:
    """First and last day of a claim, as ordinals; None where it is not dated, or not in order."""
    if claim.when is None or not claim.when.start:
        return None
    try:
        first = date.fromisoformat((claim.when.start[:10] + "-01-01")[:10])
        year, month, day = (int(part) for part in last_day(claim.when.end).split("-"))
        # The thirty-first of a short month stands for its end.
        last = date(year, month, 1) + timedelta(days=day - 1)
    except (ValueError, OverflowError):
        # A step of a stranger may give a day that is in no calendar: compared as text, as all are in the end.
        return None
    return (first.toordinal(), last.toordinal()) if first <= last else None


def _months(first: int, last: int) -> range:
    one, two = date.fromordinal(first), date.fromordinal(last)
    return range(12 * one.year + one.month, 12 * two.year + two.month + 1)


def _meet(left: Claim, right: Claim) -> bool:
    if left.when is None or right.when is None or not left.when.start or not right.when.start:
        return True
    return left.when.start[:10] <= last_day(right.when.end) and right.when.start[:10] <= last_day(left.when.end)


def last_day(day: str) -> str:
    """A prefix date as the last day it may mean, for comparison as text.

    >>> last_day("2018"), last_day("2018-02"), last_day("2018-02-03T10:15")
    ('2018-12-31', '2018-02-31', '2018-02-03')
    """
    return day[:10] + "-12-31"[: 10 - len(day)] if len(day) == 4 else day[:10] + "-31" if len(day) == 7 else day[:10]
