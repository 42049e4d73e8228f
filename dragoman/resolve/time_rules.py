"""Rules that turn the pieces of a date phrase into an interval; `dates.yml` names them under `as`.

A rule gets the groups of its pattern and the frame (publication, the date told before, tense) and returns the interval
with its granularity, or None to decline. Relative rules decline without a publication date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dragoman.resolve.calendar import (
    FEASTS,
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    Days,
    around,
    day_in,
    month_days,
    part_of,
    season_days,
    shift,
    week_days,
    year_days,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase is resolved against.

    `published` is the interval of publication, None where unknown; `anchor` the date told last before the phrase, with
    its granularity; `tense` past, future or unknown; `value` the constant of the pattern; `before`, `after` the text
    around the phrase (lower case), `capital` whether the phrase begins with a capital letter.
    """

    published: Days | None
    anchor: tuple[Days, str] | None
    tense: str
    value: Any
    before: str
    after: str
    capital: bool
    plural_noun_follows: bool

    @property
    def today(self) -> date | None:
        """The day of publication; None unless it is known to the day."""
        return self.published[0] if self.published and self.published[0] == self.published[1] else None


@dataclass(frozen=True, slots=True)
class Found:
    """An interval with its granularity and basis; `other` is the second reading of a phrase that contradicts itself."""

    days: Days
    granularity: str
    basis: str
    other: Days | None = None
    year_told: bool = False


Groups = Mapping[str, str | None]
Rule = Callable[[Groups, Frame], Found | None]


def number(text: str | None) -> int:
    """The count a number word means; 3 where none is said ("recent weeks")."""
    if not text:
        return 3
    return int(text) if text.isdigit() else NUMBERS[text]


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS[text[:3]]


def month_day(month: int, day: int, frame: Frame) -> date | None:
    """The day without a year: the latest not after publication, for future tense the next one.

    Where the tense does not tell, a day that would lie more than 300 days back but is at most 60 days ahead is ahead.
    """
    if frame.published is None:
        return None
    first, last = frame.published
    years = range(last.year - 4, last.year + 5)
    every = [d for y in years if (d := day_in(y, month, day)) is not None]
    past = max((d for d in every if d <= last), default=None)
    ahead = min((d for d in every if d >= first), default=None)
    if frame.tense == "future" and ahead is not None:
        return ahead
    if past and ahead and frame.tense != "past" and (last - past).days > 300 and (ahead - first).days <= 60:
        return ahead
    return past


def absolute(g: Groups, frame: Frame) -> Found | None:
    """Day, month and year as far as told; a weekday beside them is checked."""
    year = int(g["year"]) if g.get("year") else None
    if g.get("feast"):
        month, day = FEASTS[g["feast"] or ""]
    else:
        month, day = _month(g["month"] or ""), int(g["day"]) if g.get("day") else 0
    if not day:
        assert year is not None
        return Found(month_days(year, month), "month", "absolute", year_told=True)
    resolved = day_in(year, month, day) if year else month_day(month, day, frame)
    if resolved is None:
        return None
    weekday = g.get("weekday")
    if weekday and WEEKDAYS[weekday[:3]] != resolved.weekday():
        other = _weekday(WEEKDAYS[weekday[:3]], frame)
        return Found((resolved, resolved), "day", "date_conflict", (other, other) if other else None, bool(year))
    return Found((resolved, resolved), "day", "absolute", year_told=bool(year))


def slashes(g: Groups, frame: Frame) -> Found | None:
    """A date in figures, where only one order of day and month is possible."""
    a, b, year = int(g["first"] or 0), int(g["second"] or 0), int(g["year"] or 0)
    ways = {d for d in (day_in(year, a, b), day_in(year, b, a)) if d is not None}
    return Found((d := ways.pop(), d), "day", "absolute", year_told=True) if len(ways) == 1 else None


def fixed(g: Groups, frame: Frame) -> Found | None:
    """A name that always means the same day."""
    start, end, granularity = frame.value
    return Found((date.fromisoformat(start), date.fromisoformat(end)), granularity, "absolute", year_told=True)


def day_range(g: Groups, frame: Frame) -> Found | None:
    """Two days of one month."""
    month = _month(g["month"] or "")
    end = absolute({"month": g["month"], "day": g["day2"], "year": g.get("year")}, frame)
    start = day_in(end.days[0].year, month, int(g["day"] or 0)) if end else None
    if end is None or start is None or start >= end.days[0]:
        return None
    return Found((start, end.days[0]), "span", "absolute", year_told=bool(g.get("year")))


def that_year(g: Groups, frame: Frame) -> Found | None:
    """A month or day of the year told before."""
    if frame.anchor is None:
        return None
    year = str(frame.anchor[0][0].year)
    found = absolute({"month": g["month"], "day": g.get("day"), "year": year}, frame)
    return Found(found.days, found.granularity, "anchored") if found else None


def day_of_month(g: Groups, frame: Frame) -> Found | None:
    """ "on the 12th": the latest such day not after publication, for future tense the next."""
    if frame.published is None:
        return None
    first, last = frame.published
    day = int(g["day"] or 0)
    starts = [month_days(last.year, last.month + n)[0] for n in range(-3, 4)]
    every = [d for m in starts if (d := day_in(m.year, m.month, day)) is not None]
    fit = [d for d in every if d >= first][:1] if frame.tense == "future" else [d for d in every if d <= last][-1:]
    return Found((fit[0], fit[0]), "day", "relative") if fit else None


def _near_month(month: int, frame: Frame, which: str | None = None) -> Days | None:
    if frame.published is None:
        return None
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
    """ "last December"."""
    days = _near_month(_month(g["month"] or ""), frame, g["which"])
    return Found(days, "month", "relative") if days else None


PREPOSITIONS = ("in", "since", "until", "till", "by", "during", "through", "from", "before", "after", "to", "between",
                "and", "throughout", "around", "for")  # fmt: skip
OWNERS = ("the", "its", "his", "her", "their", "'s", "this", "our", "a")


def bare_month(g: Groups, frame: Frame) -> Found | None:
    """A month alone: after a preposition, or before a noun as in "the June vote"; never "march" the noun."""
    text = g["month"] or ""
    word = frame.before.split()[-1] if frame.before.split() else ""
    if not frame.capital:
        return None
    if text in {"may", "march", "mar.", "jan.", "sept"}:
        if word not in PREPOSITIONS[:12] or (text == "may" and word in {"from", "by"}):
            return None
    elif word not in PREPOSITIONS and word not in OWNERS and not g.get("own") and not word.endswith("'s"):
        # "Experts warned August ..." may be a person's name; the start of a sentence is not told apart either.
        return None
    days = _near_month(_month(text), frame)
    return Found(days, "month", "relative") if days else None


def part_month(g: Groups, frame: Frame) -> Found | None:
    """ "late October", "mid-June 2015"."""
    month = _month(g["month"] or "")
    days = month_days(int(g["year"] or 0), month) if g.get("year") else _near_month(month, frame)
    return Found(part_of(days, g["part"] or ""), "span", "absolute" if g.get("year") else "relative") if days else None


def part_year(g: Groups, frame: Frame) -> Found | None:
    """ "mid-2015", "the end of 2016"."""
    return Found(part_of(year_days(int(g["year"] or 0)), g["part"] or ""), "span", "absolute", year_told=True)


def fraction(g: Groups, frame: Frame) -> Found | None:
    """Halves and quarters of a year."""
    months = 6 if g["what"] == "half" else 3
    index = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // months - 1}[g["nth"] or ""]
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
    today = frame.published[1]
    every = [season_days(today.year + n, name) for n in (-2, -1, 0, 1)]
    if g.get("which") in {"next", "coming"}:
        fit = [d for d in every if d[0] > today][:1]
    elif g.get("which") == "this":
        fit = [d for d in every if d[0] <= today <= d[1]] or [every[2]]
    else:
        fit = [d for d in every if d[1] < today][-1:]
    return Found(fit[0], "season", "relative") if fit else None


def decade(g: Groups, frame: Frame) -> Found | None:
    """ "the late 1980s": the last three of its years, early the first three, mid the middle four."""
    text = g["year"] or ""
    start = int(text) if text.isdigit() else 1900 + int(text[1:])
    low, high = {"early": (0, 2), "beginning": (0, 2), "start": (0, 2), "late": (7, 9), "end": (7, 9)}.get(
        g.get("part") or "", (3, 6) if g.get("part") else (0, 9)
    )
    return Found((year_days(start + low)[0], year_days(start + high)[1]), "span", "absolute", year_told=True)


def year_range(g: Groups, frame: Frame) -> Found | None:
    """ "2011-2013", "2014-15"."""
    start, end = g["year"] or "", g["year2"] or ""
    last = int(end) if len(end) == 4 else int(start[:2] + end)
    if last <= int(start):
        return None
    return Found((year_days(int(start))[0], year_days(last)[1]), "span", "absolute", year_told=True)


YEAR_CUES = frozenset(
    [*PREPOSITIONS, *OWNERS, "of", "late", "early", "mid", "year", "or", "back", "as", "than", "summer", "winter"]
)


def year(g: Groups, frame: Frame) -> Found | None:
    """A year in figures; a count before a plural noun ("2000 soldiers") is none."""
    words = frame.before.split()
    word = words[-1] if words else ""
    owned = word in YEAR_CUES or word.endswith("'s")
    if frame.plural_noun_follows and not (word in OWNERS or word.endswith("'s") or word in {"of", "since"}):
        return None
    if word.endswith(("$", "#", "nr", "about", "some", "than")) or (not owned and word.isdigit()):
        return None
    value = int(g["year"] or 0)
    if not owned and not 1900 <= value <= 2100:
        return None
    return Found(year_days(value), "year", "absolute", year_told=True)


def days(g: Groups, frame: Frame) -> Found | None:
    """A fixed number of days from publication."""
    if frame.today is None:
        return None
    day = frame.today + timedelta(int(frame.value))
    return Found((day, day), "day", "relative")


def overnight(g: Groups, frame: Frame) -> Found | None:
    """The night before publication: two days."""
    return Found((frame.today - timedelta(1), frame.today), "span", "relative") if frame.today else None


def weekend(g: Groups, frame: Frame) -> Found | None:
    """Saturday and Sunday: the latest begun, or the next for "next" and for future tense."""
    if frame.today is None:
        return None
    saturday = frame.today - timedelta((frame.today.weekday() - 5) % 7)
    which = g.get("which") or ""
    if which == "next" or (which != "last" and "past" not in which and frame.tense == "future"):
        saturday += timedelta(7)
    return Found((saturday, saturday + timedelta(1)), "span", "relative")


def _weekday(index: int, frame: Frame, which: str | None = None) -> date | None:
    if frame.today is None:
        return None
    back = (frame.today.weekday() - index) % 7
    ahead = (index - frame.today.weekday()) % 7
    if which in {"next", "this coming"}:
        return frame.today + timedelta(ahead or 7)
    if which in {"last", "this past"}:
        return frame.today - timedelta(back or 7)
    return frame.today + timedelta(ahead) if frame.tense == "future" else frame.today - timedelta(back)


def weekday(g: Groups, frame: Frame) -> Found | None:
    """The latest such day not after publication, for future tense the next one."""
    index, which = WEEKDAYS[(g["weekday"] or "")[:3]], g.get("which")
    if not frame.capital and which is None:
        return None
    if which in {"the following", "the next", "the previous"}:
        if frame.anchor is None or frame.anchor[1] != "day":
            return None
        start = frame.anchor[0][0]
        forward = timedelta((index - start.weekday()) % 7 or 7)
        day: date | None = start + forward if which != "the previous" else start - timedelta(7) + forward % timedelta(7)
    else:
        day = _weekday(index, frame, which)
    return Found((day, day), "day", "weekday") if day else None


def _current(unit: str, which: str | None, frame: Frame) -> Days | None:
    """This, last or next week, month, year, decade, century."""
    if frame.published is None:
        return None
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which or "", 0)
    first, last = frame.published
    if unit == "week":
        return week_days(frame.today + timedelta(7 * step)) if frame.today else None
    if unit == "month":
        return month_days(last.year, last.month + step) if first.month == last.month else None
    if unit == "year":
        return year_days(last.year + step)
    size = 10 if unit == "decade" else 100
    start = (last.year // size + step) * size
    return year_days(start)[0], year_days(start + size - 1)[1]


def unit_relative(g: Groups, frame: Frame) -> Found | None:
    """ "last month", "this year"."""
    unit = g["unit"] or ""
    found = _current(unit, g["which"], frame)
    return Found(found, unit if unit in {"week", "month", "year"} else "span", "relative") if found else None


def part_of_current(g: Groups, frame: Frame) -> Found | None:
    """ "earlier this month" ends at publication, "later this year" begins there; "late last year" is a part."""
    found = _current(g["unit"] or "", g["which"], frame)
    if found is None or frame.published is None:
        return None
    part, (first, last) = g["part"] or "", found
    if part == "earlier" and g["which"] == "this":
        return Found((first, max(first, frame.published[1])), "span", "relative")
    if part == "later" and g["which"] == "this":
        return Found((min(last, frame.published[0]), last), "span", "relative")
    if part in {"earlier", "later"}:
        return Found(found, g["unit"] or "", "relative")
    return Found(part_of(found, part), "span", "relative")


def end_of_current(g: Groups, frame: Frame) -> Found | None:
    """ "the end of the year"."""
    found = _current(g["unit"] or "", "this" if g["which"] == "the" else g["which"], frame)
    return Found(part_of(found, g["part"] or ""), "span", "relative") if found else None


def past_span(g: Groups, frame: Frame) -> Found | None:
    """A stretch up to publication: "over the past two years"; "for months" and "recent weeks" count as three."""
    if frame.published is None:
        return None
    unit = g["unit"] or ""
    count = number(g["num"]) if g.get("num") else frame.value or (7 if unit == "day" else 3)
    first, last = frame.published
    if unit in {"hour", "minute"}:
        return Found((shift(first, -max(1, count // 24) if unit == "hour" else 0, "day"), last), "span", "relative")
    return Found((shift(first, -count, unit), last), "span", "relative")


def next_span(g: Groups, frame: Frame) -> Found | None:
    """A stretch from publication on: "in the coming days"."""
    unit = g["unit"] or ""
    if frame.published is None:
        return None
    if unit in {"hour", "minute"}:
        return Found((frame.published[0], frame.published[1] + timedelta(1)), "span", "relative")
    count = number(g.get("num")) if g.get("num") else 7 if unit == "day" else 3
    return Found((frame.published[0], shift(frame.published[1], count, unit)), "span", "relative")


def following_unit(g: Groups, frame: Frame) -> Found | None:
    """ "the next day", "the following year", "that month": counted from the date told before."""
    if frame.anchor is None:
        return None
    (start, end), granularity = frame.anchor
    unit, which = g["unit"] or "", g["which"] or ""
    unit = "day" if unit in {"night", "morning", "evening"} else unit
    step = 0 if "that" in which or which == "same" else -1 if which in {"previous", "preceding"} else 1
    if unit == "day":
        if granularity != "day":
            return None
        day = (end if step > 0 else start) + timedelta(step)
        return Found((day, day), "day", "anchored")
    if unit == "week":
        if granularity not in {"day", "week"}:
            return None
        return Found(week_days(start + timedelta(7 * step)), "week", "anchored")
    if unit == "month":
        return Found(month_days(start.year, start.month + step), "month", "anchored") if granularity != "year" else None
    return Found(year_days(start.year + step), "year", "anchored")


def _offset(base: Days, granularity: str, count: int, unit: str, basis: str) -> Found | None:
    if unit in {"hour", "minute"}:
        low, high = sorted((base[0], base[0] + timedelta(1 if count > 0 else -1)))
        return Found((low, high), "span", basis)
    fine = {"day": 0, "week": 1, "month": 2, "year": 3, "decade": 4}
    if fine.get(granularity, 4) > fine[unit]:
        return None
    days_, grain = around(shift(base[0], count, unit), unit)
    return Found(days_, grain, basis)


def ago(g: Groups, frame: Frame) -> Found | None:
    """ "two weeks ago": the seven days around, the month, the year; "two weeks ago today" is that day."""
    if frame.published is None:
        return None
    grain = "day" if frame.today else "month" if frame.published[0].month == frame.published[1].month else "year"
    found = _offset(frame.published, grain, -number(g["num"]), g["unit"] or "", "relative")
    if found and g.get("today") and frame.today:
        day = shift(frame.today, -number(g["num"]), g["unit"] or "")
        return Found((day, day), "day", "relative")
    return found


def shifted(g: Groups, frame: Frame) -> Found | None:
    """ "three days later": from the date told before; "a day earlier" without one from publication."""
    back = g["way"] in {"earlier", "before", "previously"}
    if frame.anchor is None:
        if not back or frame.today is None:
            return None
        anchor: tuple[Days, str] = ((frame.today, frame.today), "day")
    else:
        anchor = frame.anchor
    return _offset(*anchor, -number(g["num"]) if back else number(g["num"]), g["unit"] or "", "anchored")


def day_before(g: Groups, frame: Frame) -> Found | None:
    """ "the day before"."""
    return shifted({"num": "a", "unit": "day", "way": g["way"]}, frame)


def comes_after(g: Groups, frame: Frame) -> Found | None:
    """ "It comes a week after ...": what is told after it lies that far before the news."""
    base = ((frame.today, frame.today), "day") if frame.today else None
    return _offset(*base, -number(g["num"]), g["unit"] or "", "relative") if base else None


def in_future(g: Groups, frame: Frame) -> Found | None:
    """ "in two weeks", where the verb is future; else it is a duration."""
    if frame.tense != "future" or frame.today is None:
        return None
    return _offset((frame.today, frame.today), "day", number(g["num"]), g["unit"] or "", "relative")


def nothing(g: Groups, frame: Frame) -> Found | None:
    """Words that look like a date and are none."""
    return None


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        absolute, slashes, fixed, day_range, that_year, day_of_month, modified_month, bare_month, part_month, part_year,
        fraction, season, decade, year_range, year, days, overnight, weekend, weekday, unit_relative, part_of_current,
        end_of_current, past_span, next_span, following_unit, ago, shifted, day_before, comes_after, in_future, nothing,
    )
}  # fmt: skip
