"""Arithmetic on days: intervals of months, seasons and years, shifts, and the days nearest to another."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {m: n for n, m in enumerate(_MONTHS, 1)}
WEEKDAYS = {d: n for n, d in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {
    **{word: n for n, word in enumerate(_ONES.split(), 1)},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), 2)},
    **{f"{ten} {one}": 10 * n + m for n, ten in enumerate(_TENS.split(), 2) for m, one in enumerate(_ONES.split()[:9], 1)},
    "a": 1, "an": 1, "a single": 1, "couple of": 2, "a couple of": 2, "a couple": 2, "few": 3, "a few": 3, "several": 3,
    "a dozen": 12, "half a dozen": 6, "hundred": 100, "thousand": 1000, "a hundred": 100, "one hundred": 100,
}  # fmt: skip

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third"
    " twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
ORDINALS = {word: n for n, word in enumerate(_ORDINALS.split(), 1)}

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


def part_of_span(days: Days, part: str) -> Days:
    """A part of many years: "early" and "late" a quarter at either end, "mid" the middle half, or one of its halves."""
    (first, last), size = days, (days[1] - days[0]).days + 1
    low, high = {
        "early": (0.0, 0.25), "beginning": (0.0, 0.25), "start": (0.0, 0.25),
        "late": (0.75, 1.0), "later": (0.75, 1.0), "end": (0.75, 1.0),
        "first half": (0.0, 0.5), "second half": (0.5, 1.0),
    }.get(part, (0.25, 0.75))  # fmt: skip
    years = round(size / 365.25)
    start = date(first.year + round(low * years), 1, 1)
    end = date(min(last.year, first.year + max(1, round(high * years)) - 1), 12, 31)
    return start, max(start, end)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian rule, Nature 13, 1876).

    >>> easter(2018)
    datetime.date(2018, 4, 1)
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, odd = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    quarters, left = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * quarters - moon - left) % 7
    shift_ = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift_ + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (0) to Sunday (6) of a month, -1 the last.

    >>> nth_weekday(2018, 11, 3, 4)
    datetime.date(2018, 11, 22)
    """
    first, last = month_days(year, month)
    if nth < 0:
        return last - timedelta((last.weekday() - weekday) % 7)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


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
    if part in {"first half", "second half"}:
        return (first, first + timedelta(14)) if part == "first half" else (first + timedelta(15), last)
    if part in {"early", "beginning", "start"}:
        return first, first + timedelta(9)
    return (first + timedelta(20), last) if part in {"late", "end"} else (first + timedelta(10), first + timedelta(19))


def part_of_third(days: Days, part: str) -> Days:
    """The first, middle or last third of some months ("early", "mid", "late" of a season)."""
    first = {"early": 0, "late": 2, "end": 2, "beginning": 0, "start": 0}.get(part, 1)
    months = (days[1].year - days[0].year) * 12 + days[1].month - days[0].month + 1
    low = days[0].month + first * months // 3
    return month_days(days[0].year, low)[0], month_days(days[0].year, low + months // 3 - 1)[1]


def latest(candidates: list[date], limit: date) -> date | None:
    """The latest of the days that is not after the limit."""
    return max((d for d in candidates if d <= limit), default=None)


def day_in(year: int, month: int, day: int) -> date | None:
    """The day, or None where the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
