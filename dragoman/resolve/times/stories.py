"""Rules for stories: "that summer", "the week before that", parts of decades and centuries, ages of whom the report is about.

See `times.rules` for what a rule is.
"""

from __future__ import annotations

import re
from datetime import timedelta

from dragoman.data.calendar import (
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    Days,
    day_in,
    month_days,
    part_of_third,
    published_days,
    season_days,
    shift,
    week_days,
    year_days,
)
from dragoman.resolve.times.book import entries
from dragoman.resolve.times.frame import Found, Frame, Groups, Rule, nearest_weekday, number
from dragoman.resolve.times.rules import either_way, month_of
from dragoman.resolve.times.years import TENS, spelled_year

AFTER = frozenset({"following", "next", "subsequent"})
BEFORE = frozenset({"previous", "preceding", "prior"})
FORWARD = 3  # "the years that followed" are as many as "recent years"
ROMAN = {"i": 1, "v": 5, "x": 10}
HALVES = {"half": 50, "quarter": 25}


def _told_days(frame: Frame) -> Days | None:
    """The date told before, as a day, month or year; the start of a story."""
    return frame.anchor.days if frame.anchor is not None else None


def that_named(g: Groups, frame: Frame) -> Found | None:
    """ "that October", "the following spring": of the date told before; the one it lies in, the next or the one before."""
    if not frame.capital and g.get("month"):
        return None
    base, which = _told_days(frame), (g["which"] or "").split()[-1]
    if base is None or frame.anchor is None or frame.anchor.granularity == "span":
        return None

    def of(year: int) -> Days:
        return season_days(year, g["season"] or "") if g.get("season") else month_days(year, month_of(g["month"] or ""))

    every = [of(base[0].year + step) for step in (-2, -1, 0, 1, 2)]
    if which in AFTER:
        fit = [d for d in every if d[0] > base[1]][:1]
    elif which in BEFORE:
        fit = [d for d in every if d[1] < base[0]][-1:]
    else:
        fit = [d for d in every if d[0] <= base[0] <= d[1]] or [of(base[0].year)]
    return Found(fit[0], "season" if g.get("season") else "month", "anchored") if fit else None


def then_after(g: Groups, frame: Frame) -> Found | None:
    """ "in the decades that followed": some of them, from the date or the stretch told before, but not past publication."""
    base = frame.stretch.days if frame.stretch is not None else None
    if base is None:
        return None
    counted = g.get("num") or g.get("num2")
    count = number(counted) if counted else FORWARD
    end = shift(base[1], count, g.get("unit") or g.get("unit2") or g.get("unit3") or "")
    if frame.published is not None and base[1] < frame.published[1]:
        end = min(end, frame.published[1])
    return Found((base[1], end), "span", "anchored")


def this_period(g: Groups, frame: Frame) -> Found | None:
    """ "in this period": the stretch told last, of more than a month."""
    base = frame.stretch.days if frame.stretch is not None else None
    if base is None or (base[1] - base[0]).days <= 31:
        return None
    return Found(base, "span", "anchored")


SUPPOSED = re.compile(r"\b(?:if|when|whenever|whether|unless|until|that|which) (?:it|this)\b[^,;.]*$")


def telling(g: Groups, frame: Frame) -> Found | None:
    """ "it is our last day here", "this is a good year for wine": the day, week, season or year of the telling."""
    if frame.published is None or SUPPOSED.search(frame.before):
        return None
    unit = g["unit"] or ""
    if unit in SEASONS:
        year = frame.published[1].year
        fit = [d for d in (season_days(y, unit) for y in (year - 1, year)) if d[0] <= frame.published[1] <= d[1]]
        return Found(fit[0], "season", "relative") if fit else None
    if unit == "year":
        return Found(year_days(frame.published[1].year), "year", "relative")
    if unit == "month":
        return Found(month_days(frame.published[1].year, frame.published[1].month), "month", "relative")
    if frame.today is None:
        return None
    if unit == "week":
        return Found(week_days(frame.today), "week", "relative")
    return Found((frame.today, frame.today), "day", "relative")


def period_edge(g: Groups, frame: Frame) -> Found | None:
    """ "the outbreak of World War II" is its first day, "the end" its last."""
    start, end = entries()["periods"][" ".join((g["name"] or "").split())]
    low, high = published_days(str(start)), published_days(str(end))
    if low is None or high is None:
        return None
    day = high[1] if g["edge"] in {"end", "close", "conclusion"} else low[0]
    return Found((day, day), "day", "period", year_told=True, plain=((low[0], high[1]),))


def turn_of(g: Groups, frame: Frame) -> Found | None:
    """ "the turn of the twentieth century": ten years about its beginning; without its number it follows the date told."""
    if g.get("millennium"):
        start = 2000
    elif g.get("ordinal"):
        word = (g["ordinal"] or "").replace(" ", "-")
        start = 100 * (int(word[:-2]) if word[0].isdigit() else ORDINALS[word]) - 100
    elif frame.anchor is not None and (frame.retold or frame.here is not None):
        start = (frame.anchor.days[0].year // 100 + 1) * 100
    else:
        return None
    if not 0 < start <= 2000:
        return None
    return Found((year_days(start - 5)[0], year_days(start + 5)[1]), "span", "absolute", year_told=True)


def _part_years(start: int, size: int, nth: str, unit: int) -> Days | None:
    """The nth `unit` years of `size` from `start`; "last" counts from the end."""
    index = size // unit if nth in {"last", "final", "closing"} else 1 if nth in {"opening", "early"} else ORDINALS[nth]
    if index * unit > size:
        return None
    return year_days(start + (index - 1) * unit)[0], year_days(start + index * unit - 1)[1]


def part_of_century(g: Groups, frame: Frame) -> Found | None:
    """ "the first decade of the 21st century", "the last quarter of the 19th century", "the first half of the 1990s"."""
    if g.get("ordinal"):
        word = (g["ordinal"] or "").replace(" ", "-")
        start, size = 100 * (int(word[:-2]) if word[0].isdigit() else ORDINALS[word]) - 100, 100
    elif g.get("word"):
        start, size = 1900 + 10 * (TENS.index(g["word"] or "") + 2), 10
    else:
        text = (g["year"] or "").lstrip("'")
        start = int(text) if len(text) == 4 else 1900 + int(text)
        size = 100 if start % 100 == 0 and start < 2000 else 10
    if start < 1 or start > 2000 + 99:
        return None
    nth, what = g["nth"] or "", g["what"] or ""
    if what == "decade" or what == "year":
        unit = (10 if what == "decade" else 1) * (number(g["num"]) if g.get("num") else 1)
        if what == "year" and not g.get("num"):
            unit = 3
        days = (
            _part_years(start, size, nth, unit)
            if nth in {"first", "last", "final", "opening", "closing"}
            else (_part_years(start, size, nth, 10) if what == "decade" and size == 100 else None)
        )
    else:
        days = _part_years(start, size, nth, size // {"half": 2, "third": 3, "quarter": 4}[what])
    return Found(days, "span", "absolute", year_told=True) if days else None


def roman_century(g: Groups, frame: Frame) -> Found | None:
    """ "the XIX century"."""
    values = [ROMAN[c] for c in g["roman"] or ""]
    index = sum(-v if any(w > v for w in values[n + 1 : n + 2]) else v for n, v in enumerate(values))
    if not 2 <= index <= 21:
        return None
    return Found((year_days((index - 1) * 100)[0], year_days(index * 100 - 1)[1]), "span", "absolute", year_told=True)


def month_list(g: Groups, frame: Frame) -> Found | None:
    """ "March and April 1945": both months; the year stands behind the last."""
    year = int(g["year"] or 0)
    first, last = month_days(year, month_of(g["month"] or "")), month_days(year, month_of(g["month2"] or ""))
    if first[0] >= last[0]:
        return None
    return Found((first[0], last[1]), "span", "range", year_told=True, plain=(first, last))


def to_present(g: Groups, frame: Frame) -> Found | None:
    """ "2013 - present": to the publication."""
    year = int(g["year"] or 0)
    first = month_days(year, month_of(g["month"] or "")) if g.get("month") else year_days(year)
    if frame.published is None or first[0] > frame.published[1]:
        return Found(
            first, "month" if g.get("month") else "year", "absolute", year_told=True
        )  # a page that was changed after its day
    return Found((first[0], frame.published[1]), "span", "since", year_told=True, plain=(first, frame.published))


def short_year(g: Groups, frame: Frame) -> Found | None:
    """ "in '95": of the century in which it was before the publication; without a publication of the last."""
    value = int(g.get("year") or g.get("year2") or 0)
    limit = frame.published[1].year if frame.published else 1999
    year = limit - limit % 100 + value
    year = year if year <= limit else year - 100
    return Found(year_days(year), "year", "absolute", year_told=True)


def short_month(g: Groups, frame: Frame) -> Found | None:
    """ "May '98"."""
    year = short_year(g, frame)
    if year is None:
        return None
    return Found(month_days(year.days[0].year, month_of(g["month"] or "")), "month", "absolute", year_told=True)


def short_slashes(g: Groups, frame: Frame) -> Found | None:
    """ "12/25/98": where only one order of day and month is possible."""
    a, b, year = int(g["first"] or 0), int(g["second"] or 0), short_year(g, frame)
    return either_way(year.days[0].year, a, b) if year else None


def part_season(g: Groups, frame: Frame) -> Found | None:
    """ "late summer 1992": one of its three months; without a year the latest begun."""
    part, name = g["part"] or "", g["season"] or ""
    if g.get("year"):
        whole = season_days(int(g["year"] or 0), name)
        return Found(part_of_third(whole, part), "span", "absolute", year_told=True, plain=(whole,))
    if frame.published is None or frame.tense != "past":
        return None
    year = frame.published[1].year
    whole = [d for d in (season_days(y, name) for y in (year - 2, year - 1, year)) if d[0] <= frame.published[1]][-1]
    return Found(part_of_third(whole, part), "span", "relative", plain=(whole,))


def season_now(g: Groups, frame: Frame) -> Found | None:
    """ "the winter has been quiet": the season of the publication; out of season it may be any."""
    if frame.published is None:
        return None
    year, last = frame.published[1].year, frame.published[1]
    fit = [d for d in (season_days(y, g["season"] or "") for y in (year - 1, year)) if d[0] <= last <= d[1]]
    return Found(fit[0], "season", "relative") if fit else None


def letter_day(g: Groups, frame: Frame) -> Found | None:
    """ "the 12th of October last", "the 3rd inst.": from the date the letter tells before, else from publication."""
    base = _told_days(frame) if frame.retold or frame.here is not None else frame.published
    if base is None:
        return None
    day, way = int(g["day"] or 0), (g["way"] or "").rstrip(".")
    if g.get("month"):
        every = [d for y in (-1, 0, 1) if (d := day_in(base[0].year + y, month_of(g["month"] or ""), day)) is not None]
        fit = [d for d in every if d > base[1]][:1] if way == "next" else [d for d in every if d <= base[0]][-1:]
    else:
        step = {"ult": -1, "ultimo": -1, "prox": 1, "proximo": 1}.get(way, 0)
        month = month_days(base[0].year, base[0].month + step)[0]
        fit = [d] if (d := day_in(month.year, month.month, day)) is not None else []
    return Found((fit[0], fit[0]), "day", "anchored" if base != frame.published else "relative") if fit else None


def in_ages(g: Groups, frame: Frame) -> Found | None:
    """ "in her late twenties": from the birth of whom the report is about, where it tells one birth only."""
    if frame.born is None or not frame.retold:
        return None
    first = int(g["age"] or 0) if g.get("age") else 10 * (TENS.index(g["word"] or "") + 2)
    low, high = {"early": (0, 4), "mid": (3, 7), "late": (6, 10)}.get(g.get("part") or "", (0, 10))
    start, end = shift(frame.born[0], first + low, "year"), shift(frame.born[1], first + high, "year") - timedelta(1)
    return Found((start, end), "span", "anchored")


def from_day(g: Groups, frame: Frame) -> Found | None:
    """ "a week from Monday", "two weeks from today"."""
    if frame.today is None:
        return None
    name = g["from"] or ""
    if name in {"today", "tomorrow", "yesterday"}:
        start = frame.today + timedelta({"today": 0, "tomorrow": 1, "yesterday": -1}[name])
    else:
        near = nearest_weekday(WEEKDAYS[name[:3]], frame, "next")
        assert near is not None
        start = near
    day = shift(start, number(g["num"]), g["unit"] or "")
    return Found((day, day), "day", "relative")


def this_time(g: Groups, frame: Frame) -> Found | None:
    """ "this time last year": the two weeks about the same day."""
    if frame.today is None:
        return None
    day = shift(frame.today, 1 if g["which"] == "next" else -1, g["unit"] or "")
    return Found((day - timedelta(7), day + timedelta(7)), "span", "relative")


def past_half(g: Groups, frame: Frame) -> Found | None:
    """ "the past half century", "the last quarter-century"."""
    if frame.published is None:
        return None
    months = {"century": 12, "decade": 1.2, "year": 0.12}[g["unit"] or ""] * HALVES[g["half"] or ""]
    return Found((shift(frame.published[0], -round(months), "month"), frame.published[1]), "span", "relative")


def retold_range(g: Groups, frame: Frame) -> Found | None:
    """ "360 - 366" in a life or a history of long ago."""
    start, end = int(g["year"] or 0), int(g["year2"] or 0)
    if not frame.retold or start >= end or end - start > 150 or frame.plural_noun_follows:
        return None
    ends = year_days(start), year_days(end)
    return Found((ends[0][0], ends[1][1]), "span", "range", year_told=True, plain=ends)


def old_winter(g: Groups, frame: Frame) -> Found | None:
    """ "the winter of 373 - 374", "the winter of 1776-77": the one that begins in the first of the years."""
    start = int(g["year"] or 0)
    return Found(season_days(start, g["season"] or ""), "season", "absolute", year_told=True)


def spoken_month(g: Groups, frame: Frame) -> Found | None:
    """ "April of fifteen eighteen"."""
    year = spelled_year(g, frame)
    if year is None:
        return None
    return Found(month_days(year.days[0].year, month_of(g["month"] or "")), "month", "absolute", year_told=True)


STORIES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        that_named, then_after, this_period, telling, period_edge, turn_of, part_of_century, roman_century, month_list,
        to_present, short_year, short_month, short_slashes, part_season, season_now, letter_day, in_ages, from_day,
        this_time, past_half, retold_range, old_winter, spoken_month,
    )
}  # fmt: skip
