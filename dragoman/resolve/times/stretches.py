"""Rules for stretches and for days with "last year" beside them; as all rules told from the publication, else declined."""

from __future__ import annotations

from datetime import timedelta

from dragoman.data.calendar import ORDINALS, Days, day_in, month_days, season_days, shift, week_days, year_days
from dragoman.resolve.times.frame import Found, Frame, Groups, Rule, number
from dragoman.resolve.times.rules import month_of

# "Weeks ago" is at least two of them, and so many at most: more would be called months.
MOST = {"day": 6, "week": 7, "month": 11, "year": 9, "decade": 9, "century": 9, "centurie": 9}
QUARTERS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "final": 3, "last": 3}
HALVES = {"first": 0, "second": 1, "last": 1, "final": 1}


def told_base(frame: Frame) -> Days | None:
    """The date that "the next five years" of a story long past begin at, None where they begin at publication.

    It must be told in the same sentence, or in the life or history before; what is planned begins where it is told.
    """
    anchor = frame.anchor
    if anchor is None or not anchor.plain or anchor.granularity == "span" or frame.tense != "past":
        return None
    if frame.here is None and not frame.retold:
        return None
    return anchor.days if frame.published is None or anchor.days[1] <= frame.published[1] else None


def next_one(g: Groups, frame: Frame) -> Found | None:
    """ "over the next decade": from publication on, or from the date of the story it is told in."""
    count = number(g["num"]) if g.get("num") else 1
    unit = g["unit"] or ""
    base = told_base(frame)
    if base is not None:
        return Found((base[0], shift(base[1], count, unit)), "span", "anchored")
    if frame.published is None:
        return None
    return Found((frame.published[0], shift(frame.published[1], count, unit)), "span", "relative")


def ago_untold(g: Groups, frame: Frame) -> Found | None:
    """ "weeks ago": at least two, and fewer than the next greater unit; "hours ago" is the day or the one before."""
    if frame.published is None:
        return None
    unit, (first, last) = g["unit"] or "", frame.published
    if unit in {"hour", "minute"}:
        return Found((first - timedelta(1), last), "span", "relative")
    unit = "century" if unit == "centurie" else unit
    return Found((shift(first, -MOST[unit], unit), shift(last, -2, unit)), "span", "relative")


def half_ago(g: Groups, frame: Frame) -> Found | None:
    """ "half a century ago" is the five years around, "a year and a half ago" the three months, "half a year ago" the month."""
    if frame.published is None:
        return None
    months = {"month": 0, "year": 12, "decade": 120, "century": 1200}[g["unit"] or ""]
    count = (months // 4 if g.get("quarter") else months // 2) + (months * number(g["num"]) if g.get("num") else 0)
    if g["unit"] == "month":
        middle = shift(frame.published[0], -number(g["num"]) if g.get("num") else 0, "month") - timedelta(15)
        return Found((middle - timedelta(7), middle + timedelta(7)), "span", "relative")
    middle = shift(frame.published[0], -count, "month")
    around = {"year": 1, "decade": 12, "century": 30}[g["unit"] or ""] if g.get("num") or g["unit"] != "year" else 0
    low, high = shift(middle, -around, "month"), shift(middle, around, "month")
    return Found((month_days(low.year, low.month)[0], month_days(high.year, high.month)[1]), "span", "relative")


def week_before_last(g: Groups, frame: Frame) -> Found | None:
    """ "the week before last", "the month after next"."""
    if frame.published is None:
        return None
    unit, step = g["unit"] or "", -2 if g["way"] == "before last" else 2
    first, last = frame.published
    if unit == "week":
        return Found(week_days(frame.today + timedelta(7 * step)), "week", "relative") if frame.today else None
    if unit == "month":
        return (
            Found(month_days(last.year, last.month + step), "month", "relative") if first.month == last.month else None
        )
    return Found(year_days(last.year + step), "year", "relative")


def _told(which: str, frame: Frame) -> int | None:
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(which, 0)
    return frame.published[1].year + step if frame.published else None


def of_which_year(g: Groups, frame: Frame) -> Found | None:
    """ "5 June last year", "in the summer of last year": the year counts from publication, whatever the tense."""
    year = _told(g["which"] or "", frame)
    if year is None:
        return None
    if g.get("season"):
        return Found(season_days(year, g["season"] or ""), "season", "relative", year_told=True)
    month = month_of(g["month"] or "")
    if not g.get("day"):
        return Found(month_days(year, month), "month", "relative", year_told=True) if frame.capital else None
    day = day_in(year, month, int(g["day"] or 0))
    return Found((day, day), "day", "relative", year_told=True) if day else None


def part_of_which(g: Groups, frame: Frame) -> Found | None:
    """ "the second half of last year", "the first quarter" (the latest begun, or the next to come)."""
    months = 6 if g["what"] == "half" else 3
    index = (HALVES if months == 6 else QUARTERS).get(g["nth"] or "")
    year = _told(g.get("which") or "this", frame)
    if index is None or year is None or frame.published is None:
        return None

    def part(year: int) -> Days:
        return month_days(year, 1 + index * months)[0], month_days(year, (index + 1) * months)[1]

    days = part(year)
    if not g.get("which") and frame.tense != "future" and days[0] > frame.published[1]:
        days = part(year - 1)
    return Found(days, "span", "relative")


def first_of(g: Groups, frame: Frame) -> Found | None:
    """ "the first three months of 2018", "the last days of the year 1944"."""
    unit, count = g["unit"] or "", number(g["num"]) if g.get("num") else 3
    first, last = year_days(int(g["year"] or 0))
    if g["nth"] == "first":
        return Found((first, min(last, shift(first, count, unit) - timedelta(1))), "span", "absolute", year_told=True)
    return Found((max(first, shift(last, -count, unit) + timedelta(1)), last), "span", "absolute", year_told=True)


def in_a_row(g: Groups, frame: Frame) -> Found | None:
    """ "for a second consecutive day", "for the third week running": so many of them up to the day told, else to publication."""
    word, unit = g["ordinal"] or "", g["unit"] or g["unit2"] or g["unit3"] or ""
    unit = "day" if unit == "night" else unit
    count = ORDINALS.get(word.replace(" ", "-")) or int(word[:-2])
    here = frame.here
    last = here.days if here is not None and here.granularity == "day" else frame.published
    if last is None or not 1 < count <= MOST_IN_A_ROW or frame.tense == "future":
        return None
    return Found((shift(last[0], 1 - count, unit), last[1]), "span", "duration")


def new_year(g: Groups, frame: Frame) -> Found | None:
    """ "in the new year": the first months of the next one, or of this where it has just begun."""
    if frame.published is None or frame.tense == "past":
        return None
    year = frame.published[1].year + (frame.published[1].month > NEW)
    return Found((month_days(year, 1)[0], month_days(year, 3)[1]), "span", "relative")


MOST_IN_A_ROW = 60  # "for the tenth day in a row": as many days at the most
NEW = 2  # so many months a year is new


STRETCHES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        next_one,
        ago_untold,
        half_ago,
        week_before_last,
        of_which_year,
        part_of_which,
        first_of,
        in_a_row,
        new_year,
    )
}
