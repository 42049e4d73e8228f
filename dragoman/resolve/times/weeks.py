"""Rules for weekdays and weeks beside another word: "the first Monday in May", "Sunday of last week", "a week ago Sunday".

See `times.rules` for what a rule is.
"""

from __future__ import annotations

from datetime import timedelta

from dragoman.data.calendar import ORDINALS, WEEKDAYS, Days, month_days, nth_weekday, shift, week_days, year_days
from dragoman.resolve.times.frame import Found, Frame, Groups, Rule, number
from dragoman.resolve.times.rules import month_of, near_month


def _month_told(g: Groups, frame: Frame) -> Days | None:
    if g.get("year"):
        return month_days(int(g["year"] or 0), month_of(g["month"] or ""))
    month = near_month(month_of(g["month"] or ""), frame)
    if month and frame.published and month[0] > frame.published[0] and frame.tense in {"past", "perfect"}:
        return month_days(month[0].year - 1, month[0].month)
    return month


def weekday_of_month(g: Groups, frame: Frame) -> Found | None:
    """ "the first Monday in May", "the last Sunday of May 1998"."""
    month = _month_told(g, frame)
    if month is None or not frame.capital:
        return None
    nth = -1 if g["nth"] in {"last", "final"} else ORDINALS[g["nth"] or ""]
    day = nth_weekday(month[0].year, month[0].month, WEEKDAYS[(g["weekday"] or "")[:3]], nth)
    if day.month != month[0].month:
        return None
    known = bool(g.get("year"))
    return Found((day, day), "day", "absolute" if known else "relative", year_told=known)


def week_of_month(g: Groups, frame: Frame) -> Found | None:
    """ "the second week of May" is its days 8 to 14, the last one its last seven."""
    month = _month_told(g, frame)
    if month is None or not frame.capital:
        return None
    if g["nth"] in {"last", "final"}:
        days = month[1] - timedelta(6), month[1]
    else:
        start = month[0] + timedelta(7 * (ORDINALS[g["nth"] or ""] - 1))
        days = start, start + timedelta(6)
    known = bool(g.get("year"))
    return Found(days, "week", "absolute" if known else "relative", year_told=known)


def weekday_of_week(g: Groups, frame: Frame) -> Found | None:
    """ "Sunday of last week", "last week on Sunday"."""
    if frame.today is None:
        return None
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(g.get("which") or g.get("which2") or "", 0)
    name = g.get("weekday") or g.get("weekday2") or ""
    day = week_days(frame.today)[0] + timedelta(7 * step + WEEKDAYS[name[:3]])
    return Found((day, day), "day", "weekday")


def weekday_ago(g: Groups, frame: Frame) -> Found | None:
    """ "a week ago Sunday", "the Sunday before last": so many weeks before the latest such day."""
    if frame.today is None:
        return None
    back = timedelta((frame.today.weekday() - WEEKDAYS[(g["weekday"] or "")[:3]]) % 7)
    day = frame.today - back - timedelta(7 * (number(g["num"]) if g.get("num") else 1))
    return Found((day, day), "day", "weekday")


def weekend_before_last(g: Groups, frame: Frame) -> Found | None:
    """ "the weekend before last"."""
    if frame.today is None:
        return None
    saturday = frame.today - timedelta((frame.today.weekday() - 5) % 7 + 7)
    return Found((saturday, saturday + timedelta(1)), "span", "relative")


def ago_between(g: Groups, frame: Frame) -> Found | None:
    """ "ten to fifteen years ago": from the one to the other."""
    if frame.published is None:
        return None
    unit, counts = g["unit"] or "", sorted((number(g["low"]), number(g["num"])))
    first, last = shift(frame.published[0], -counts[1], unit), shift(frame.published[1], -counts[0], unit)
    if unit in {"year", "decade"}:
        first, last = year_days(first.year)[0], year_days(last.year)[1]
    return Found((first, last), "span", "relative")


def beside_year(g: Groups, frame: Frame) -> Found | None:
    """ "post-1945", "pre-1967": no interval of its own; what the words mean is kept as that of "before 1967" is."""
    year = int(g["year"] or 0)
    if g["side"] == "pre":
        return Found(year_days(year), "year", "before", year_told=True, plain=(year_days(year),))
    end = frame.published[1] if frame.published else year_days(year + 50)[1]
    start = year_days(year + 1)[0]
    return Found((start, max(start, end)), "span", "before", year_told=True, plain=((start, max(start, end)),))


WEEKS: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        weekday_of_month, week_of_month, weekday_of_week, weekday_ago, weekend_before_last, ago_between, beside_year,
    )
}  # fmt: skip
