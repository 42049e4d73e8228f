"""Arithmetic on days: intervals of months, seasons and years, shifts, and the days nearest to another."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {m: n for n, m in enumerate(_MONTHS, 1)}
WEEKDAYS = {d: n for n, d in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
FEASTS = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "may day": (5, 1),
}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 3, "a dozen": 12,
    "half a dozen": 6,
}  # fmt: skip

Days = tuple[date, date]
_PREFIX = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def published_days(published: str | None) -> Days | None:
    """The first and last day a prefix date may mean; None where it is missing or no date.

    >>> published_days("2018-04")
    (datetime.date(2018, 4, 1), datetime.date(2018, 4, 30))
    """
    match = _PREFIX.match(published or "")
    if match is None:
        return None
    year, month, day = (int(g) if g else 0 for g in match.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        return month_days(year, month) if month else year_days(year)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    """First and last day of a month; months outside 1..12 run on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_days(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def season_days(year: int, season: str) -> Days:
    """Three northern months; the winter of a year begins in its December."""
    first = SEASONS[season]
    return month_days(year, first)[0], month_days(year, first + 2)[1]


def week_days(day: date) -> Days:
    """Monday to Sunday around a day."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def shift(day: date, count: int, unit: str) -> date:
    """The day `count` units later (earlier where negative); the last day of a shorter month where needed."""
    if unit == "day":
        return day + timedelta(count)
    if unit == "week":
        return day + timedelta(7 * count)
    months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    first, last = month_days(day.year, day.month + months)
    return min(first + timedelta(day.day - 1), last)


def around(day: date, unit: str) -> tuple[Days, str]:
    """What "N units away" means around the exact day: that day, the seven days about it, that month, that year."""
    if unit == "day":
        return (day, day), "day"
    if unit == "week":
        return (day - timedelta(3), day + timedelta(3)), "week"
    if unit == "month":
        return month_days(day.year, day.month), "month"
    if unit == "year":
        return year_days(day.year), "year"
    return (year_days(day.year - 2)[0], year_days(day.year + 2)[1]), "span"


def part_of(days: Days, part: str) -> Days:
    """Early, mid or late in a month (ten days) or in a year (quarters at the ends, May to August in the middle)."""
    first, last = days
    if (last - first).days > 31:
        if part in {"early", "beginning", "start"}:
            return first, month_days(first.year, 3)[1]
        if part in {"late", "end"}:
            return month_days(last.year, 10)[0], last
        return month_days(first.year, 5)[0], month_days(first.year, 8)[1]
    if (last - first).days < 7:
        return (
            (first, first + timedelta(1)) if part in {"early", "beginning", "start"} else (first + timedelta(3), last)
        )
    if part in {"early", "beginning", "start"}:
        return first, first + timedelta(9)
    return (first + timedelta(20), last) if part in {"late", "end"} else (first + timedelta(10), first + timedelta(19))


def latest(candidates: list[date], limit: date) -> date | None:
    """The latest of the days that is not after the limit."""
    return max((d for d in candidates if d <= limit), default=None)


def day_in(year: int, month: int, day: int) -> date | None:
    """The day, or None where the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
