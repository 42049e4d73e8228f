"""Rules for dates told from the publication or from the date told before; without it they decline.

See `time_rules` for what a rule is.
"""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.data.calendar import WEEKDAYS, Days, around, month_days, part_of, shift, week_days, year_days
from dragoman.resolve.time_frame import Found, Frame, Groups, Rule, nearest_weekday, number


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
        day = nearest_weekday(index, frame, which)
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


RELATIVE: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        days, overnight, weekend, weekday, unit_relative, part_of_current, end_of_current, past_span,
        next_span, following_unit, ago, shifted, day_before, comes_after, in_future, nothing,
    )
}  # fmt: skip
