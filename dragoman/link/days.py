"""When the event of a claim was: the days it names, or those before its report was published.

A report that names no day tells of the last days before it: one outlet writes on Friday of what another dates to Thursday. The
same holds of "the raid" in a sentence about Friday. A deed in the past tense with a day of its own is of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model import Claim

# How far back a telling without a day of its own may look. Longer, and every raid is told by the reports of the next one.
BACK = 7
# A stretch of more days than these ("in early May") is no day that two reports can share.
SHORT = 3
# What lasted longer ("since 2011") is a state of affairs, of which many events are part.
LONG = 31
_LOOSE = frozenset({"publication", "carried", "governing", "anchored"})


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day as ordinals, whether they are the event's own or those of its telling, and whether a phrase names them."""

    first: int
    last: int
    own: bool
    named: bool

    @property
    def earliest(self) -> int:
        """The first day on which the event may have been."""
        return self.first if self.own or self.last - self.first > SHORT else self.first - BACK

    @property
    def latest(self) -> int:
        """The last day on which it may have been: nobody tells of it before, but for the clocks of two countries."""
        return self.last if self.own else self.last + 1


def days_of(claim: Claim, deed: bool) -> Days | None:
    """The days of a claim, `deed` where its trigger is a past tense; None where it has none, or none in any calendar."""
    when = claim.when
    if when is None or not when.start or when.of_some_year:
        return None
    try:
        first = date.fromisoformat((when.start[:10] + "-01-01")[:10])
        year, month, day = (int(part) for part in last_day(when.end).split("-"))
        # The thirty-first of a short month stands for its end.
        last = date(year, month, 1) + timedelta(days=day - 1)
    except (ValueError, OverflowError):
        return None
    if first > last:
        return None
    named = claim.when_span is not None and when.basis not in _LOOSE
    return Days(first.toordinal(), last.toordinal(), named and (deed or claim.status != "actual"), named)


def last_day(day: str) -> str:
    """A prefix date as the last day it may mean, for comparison as text.

    >>> last_day("2018"), last_day("2018-02"), last_day("2018-02-03T10:15")
    ('2018-12-31', '2018-02-31', '2018-02-03')
    """
    return day[:10] + "-12-31"[: 10 - len(day)] if len(day) == 4 else day[:10] + "-31" if len(day) == 7 else day[:10]


def days_between(left: Days | None, right: Days | None) -> tuple[str, bool]:
    """How the days of two claims stand to each other, and whether one event may have both."""
    if left is None or right is None:
        return ("no day" if left is right else "one has a day"), True
    if right.first < left.first:
        left, right = right, left
    gap = right.first - left.last
    if gap <= 0:
        longest = max(left.last - left.first, right.last - right.first)
        if longest > LONG:
            return ("same stretch" if (left.first, left.last) == (right.first, right.last) else "long"), True
        if longest > SHORT:
            return "within", True
        return ("same day" if left.own or right.own else "published together"), True
    if right.own:
        return "one day apart", gap == 1 and not left.own
    if gap > BACK:
        return "days after", False
    if left.named and right.named:
        return "other day", True
    if left.own:
        return ("told on the day" if gap <= 1 else "told soon after" if gap <= 3 else "told days after"), True
    return ("published on the next day" if gap == 1 else "published days apart"), True
