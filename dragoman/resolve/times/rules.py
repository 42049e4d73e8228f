"""Rules for dates that name a day, month or season; `dates.yml` names them under `as`.

A rule gets the groups of its pattern and the frame (publication, the date told before, tense) and returns the interval
with its granularity, or None to decline. A missing year is taken from the publication; without that it is declined.
"""

from __future__ import annotations

from datetime import date

from dragoman.data.calendar import (
    MONTHS,
    ORDINALS,
    WEEKDAYS,
    Days,
    day_in,
    month_days,
    part_of,
    season_days,
    year_days,
)
from dragoman.resolve.times.book import entries
from dragoman.resolve.times.frame import Found, Frame, Groups, Rule, nearest_weekday
from dragoman.resolve.times.terms import day_within, month_within

# A date told this many days before publication belongs to an old story, which goes on in its own year.
OLD = 200


def month_of(text: str) -> int:  # 1 to 12, of a name, an abbreviation or a number
    if text.isdigit():
        return int(text)
    return MONTHS.get(text[:3]) or int(entries()["elsewhere"][text])


def told_year(frame: Frame) -> int | None:
    """The year of the old story a phrase goes on with, None where it is told from publication.

    In a report the year must stand in the same sentence ("in 2015 ..., and on 25 April ..."); a life or a chapter of
    history, which tells no day of its own time, keeps the last year told.
    """
    if frame.retold:
        return frame.year
    anchor = frame.here
    if anchor is None or not (anchor.plain and anchor.year_told) or anchor.granularity == "span":
        return None
    if frame.tense in {"future", "perfect", "present"}:
        return None
    if frame.published and (frame.published[0] - anchor.days[1]).days < OLD:
        return None
    return anchor.days[0].year


def _around(frame: Frame) -> range:
    return range(frame.latest.year - 1, frame.latest.year + 2) if frame.latest else range(0)


def _nearest(days: list[date], frame: Frame) -> date | None:
    """Of some days the one nearest to the last that a page without a date tells with its year."""
    return min(days, key=lambda day: abs((day - frame.latest).days) if frame.latest else 0, default=None)


def month_day(month: int, day: int, frame: Frame) -> date | None:
    """The day without a year: the latest not after publication, for future tense the next one.

    Where the tense does not tell, a day that would lie more than 300 days back but is at most 60 days ahead is ahead.
    """
    year = told_year(frame)
    if year is not None and (told := day_in(year, month, day)) is not None:
        return told
    if frame.published is None:
        return _nearest([d for y in _around(frame) if (d := day_in(y, month, day)) is not None], frame)
    first, last = frame.published
    years = range(last.year - 4, last.year + 5)
    every = [d for y in years if (d := day_in(y, month, day)) is not None]
    past = max((d for d in every if d <= last), default=None)
    ahead = min((d for d in every if d >= first), default=None)
    if frame.tense == "future" and ahead is not None:
        return ahead
    if (
        past
        and ahead
        and frame.tense not in {"past", "perfect"}
        and (last - past).days > 300
        and (ahead - first).days <= 60
    ):
        return ahead
    return past


def absolute(g: Groups, frame: Frame) -> Found | None:
    """Day, month and year as far as told; a weekday beside them is checked."""
    year = int(g["year"] or 0) if g.get("year") else None
    month, day = month_of(g["month"] or ""), int(g["day"] or 0) if g.get("day") else 0
    if g.get("dayword"):
        word = (g["dayword"] or "").replace(" ", "-")
        day = ORDINALS[word] if word in ORDINALS else int(word[:-2])
    if not day:
        assert year is not None
        return Found(month_days(year, month), "month", "absolute", year_told=True)
    resolved = day_in(year, month, day) if year else month_day(month, day, frame)
    weekday = g.get("weekday")
    if resolved is None:
        return day_within(month, day, frame.within, WEEKDAYS[weekday[:3]] if weekday else None) if not year else None
    if weekday and WEEKDAYS[weekday[:3]] != resolved.weekday():
        other = nearest_weekday(WEEKDAYS[weekday[:3]], frame)
        return Found((resolved, resolved), "day", "date_conflict", (other, other) if other else None, bool(year))
    return Found((resolved, resolved), "day", "absolute", year_told=bool(year))


def named_twice(g: Groups, frame: Frame) -> Found | None:
    """A day whose month is spelt in another language, with day and year beside it."""
    year, month = int(g["year"] or 0), int(entries()["elsewhere"][g["month"] or ""])
    if not g.get("day"):
        return Found(month_days(year, month), "month", "absolute", year_told=True)
    day = day_in(year, month, int(g["day"] or 0))
    return Found((day, day), "day", "absolute", year_told=True) if day else None


def slashes(g: Groups, frame: Frame) -> Found | None:
    """A date in figures, where only one order of day and month is possible."""
    a, b, year = int(g["first"] or 0), int(g["second"] or 0), int(g["year"] or 0)
    if g.get("dot") == "." and (day := day_in(year, b, a)) is not None:
        return Found((day, day), "day", "absolute", year_told=True)  # with dots the day comes first
    return either_way(year, a, b)


def either_way(year: int, a: int, b: int) -> Found | None:
    """The day that two numbers mean, whichever is the month; None where both may be, or neither.

    >>> either_way(2018, 12, 25).days[0].isoformat(), either_way(2018, 4, 5)
    ('2018-12-25', None)
    """
    ways = {day for day in (day_in(year, a, b), day_in(year, b, a)) if day is not None}
    return Found((day := ways.pop(), day), "day", "absolute", year_told=True) if len(ways) == 1 else None


def fixed(g: Groups, frame: Frame) -> Found | None:
    """A name that always means the same day."""
    start, end, granularity = frame.value
    return Found((date.fromisoformat(start), date.fromisoformat(end)), granularity, "absolute", year_told=True)


def fixed_since(g: Groups, frame: Frame) -> Found | None:
    """A name that always means the same day once that day has been; before it any such day of the year."""
    start = date.fromisoformat(frame.value[0])
    if frame.published is None or frame.published[1] >= start:
        return fixed(g, frame)
    day = month_day(start.month, start.day, frame)
    return Found((day, day), "day", "absolute") if day else None


def day_range(g: Groups, frame: Frame) -> Found | None:
    """Two days of one month."""
    month = month_of(g["month"] or "")
    end = absolute({"month": g["month"], "day": g["day2"], "year": g.get("year")}, frame)
    start = day_in(end.days[0].year, month, int(g["day"] or 0)) if end else None
    if end is None or start is None or start >= end.days[0]:
        return None
    if end.basis == "terms":
        return Found((start, end.days[1]), "span", "terms")
    return Found((start, end.days[0]), "span", "absolute", year_told=bool(g.get("year")))


def that_year(g: Groups, frame: Frame) -> Found | None:
    """A month or day of the year told before."""
    if frame.anchor is None:
        return None
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(g.get("which") or "", 0)
    year = str(frame.anchor.days[0].year + step)
    found = absolute({"month": g["month"], "day": g.get("day"), "year": year}, frame)
    return Found(found.days, found.granularity, "anchored") if found else None


def day_of_month(g: Groups, frame: Frame) -> Found | None:
    """ "on the 12th": the latest such day not after publication, for future tense the next."""
    if frame.published is None:
        return None
    first, last = frame.published
    day = int(g["day"] or 0) if g.get("day") else ORDINALS[(g["word"] or "").replace(" ", "-")]
    starts = [month_days(last.year, last.month + n)[0] for n in range(-3, 4)]
    every = [d for m in starts if (d := day_in(m.year, m.month, day)) is not None]
    ahead, back = [d for d in every if d >= first][:1], [d for d in every if d <= last][-1:]
    fit = ahead if frame.tense == "future" else back
    if frame.tense == "present" and ahead and back and (ahead[0] - first) < (last - back[0]):
        fit = ahead
    return Found((fit[0], fit[0]), "day", "relative") if fit else None


def near_month(month: int, frame: Frame, which: str | None = None) -> Days | None:
    """The days of the month that a phrase means: nearest to the report, or the one that `which` ("last", "next") says."""
    year = told_year(frame) if which is None else None
    if year is not None:
        return month_days(year, month)
    if frame.published is None:
        near = _nearest([date(y, month, 15) for y in _around(frame)], frame) if which is None else None
        return month_days(near.year, month) if near else None
    first, last = frame.published
    if which in {"next", "coming"} or (which is None and frame.tense == "future"):
        year = first.year if month > first.month or (which is None and month == first.month) else first.year + 1
    elif which == "this":
        year = last.year
    elif which in {"last", "past"}:
        year = last.year if month < last.month else last.year - 1
    else:
        year = last.year if month <= last.month else last.year - 1
    return month_days(year, month)


def modified_month(g: Groups, frame: Frame) -> Found | None:
    """ "last December"; "this august body" and "this may" are none."""
    if not frame.capital:
        return None
    days = near_month(month_of(g["month"] or ""), frame, g["which"])
    return Found(days, "month", "relative") if days else None


PREPOSITIONS = (
    "in", "since", "until", "till", "by", "during", "through", "from", "before", "after", "to",
    "between", "throughout", "around", "as", "early", "late", "for",
)  # fmt: skip
OWNERS = ("the", "its", "his", "her", "their", "'s", "this", "our", "a")


def bare_month(g: Groups, frame: Frame) -> Found | None:
    """A month alone: after a preposition, or before a noun as in "the June vote"; never "march" the noun."""
    text = g["month"] or ""
    word = frame.before.split()[-1] if frame.before.split() else ""
    if not frame.capital:
        return None
    if word in {"and", "or"} and frame.here and frame.here.granularity in {"month", "day", "span"}:
        word = "to"  # "in May and June"
    if text in {"may", "march", "mar.", "jan.", "sept"}:
        if word not in PREPOSITIONS[:12] or (text == "may" and word in {"from", "by"}):
            return None
    elif word not in PREPOSITIONS and word not in OWNERS and not g.get("own") and not word.endswith("'s"):
        # "Experts warned August ..." may be a person's name; the start of a sentence is not told apart either.
        return None
    days = near_month(month_of(text), frame)
    return Found(days, "month", "relative") if days else month_within(month_of(text), frame.within)


def part_month(g: Groups, frame: Frame) -> Found | None:
    """ "late October", "mid-June 2015"."""
    if not frame.capital:
        return None
    month = month_of(g["month"] or "")
    days = month_days(int(g["year"] or 0), month) if g.get("year") else near_month(month, frame)
    if days is None:
        return None
    basis = "absolute" if g.get("year") else "relative"
    return Found(part_of(days, g["part"] or ""), "span", basis, year_told=bool(g.get("year")), plain=(days,))


def part_year(g: Groups, frame: Frame) -> Found | None:
    """ "mid-2015", "the end of 2016"."""
    days = year_days(int(g["year"] or 0))
    return Found(part_of(days, g["part"] or ""), "span", "absolute", year_told=True, plain=(days,))


def fraction(g: Groups, frame: Frame) -> Found | None:
    """Halves and quarters of a year."""
    months = 6 if g.get("what") == "half" else 3
    nth = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // months - 1, "latter": 1}
    index = int(g["q"] or 0) - 1 if g.get("q") else nth[g["nth"] or ""]
    if index * months >= 12:
        return None
    year = int(g["year"] or 0)
    first = index * months + 1
    return Found((month_days(year, first)[0], month_days(year, first + months - 1)[1]), "span", "absolute")


def season(g: Groups, frame: Frame) -> Found | None:
    """A season of a told year, or the last, this or next one."""
    name = g["season"] or ""
    if g.get("year"):
        return Found(season_days(int(g["year"] or 0), name), "season", "absolute", year_told=True)
    if frame.published is None:
        return None
    today, which = frame.published[1], g.get("which")
    every = [season_days(today.year + n, name) for n in (-2, -1, 0, 1)]
    ahead = frame.tense == "future" or (frame.tense == "present" and frame.capital)
    if which is None and frame.tense != "past" and not ahead:
        return None  # "the passes close in winter" tells a habit
    if which in {"next", "coming"} or (which is None and ahead):
        fit = [d for d in every if d[0] > today][:1]
    elif which == "this" and frame.tense == "past":
        fit = [d for d in every if d[0] <= today][-1:]
    elif which == "this":
        fit = [d for d in every if d[0] <= today <= d[1]] or [every[2]]
    elif which is None:
        fit = [d for d in every if d[0] <= today][-1:]
    else:
        fit = [d for d in every if d[1] < today][-1:]
    return Found(fit[0], "season", "relative") if fit else None


ABSOLUTE: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        absolute, named_twice, slashes, fixed, fixed_since, day_range, that_year, day_of_month, modified_month, bare_month,
        part_month, part_year, fraction, season,
    )
}  # fmt: skip
