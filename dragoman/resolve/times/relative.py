"""Rules for dates told from the publication or from the date told before; without it they decline.

See `times.rules` for what a rule is.
"""

from __future__ import annotations

import re
from datetime import timedelta

from dragoman.data.calendar import WEEKDAYS, Days, around, month_days, part_of, shift, week_days, year_days
from dragoman.resolve.times.frame import Found, Frame, Groups, Rule, nearest_weekday, number
from dragoman.resolve.times.stretches import next_one, told_base


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
    if which in {"the following", "the next", "the previous", "that", "that same", "the same"}:
        if frame.anchor is None or frame.anchor.granularity not in {"day", "week"}:
            return None
        start = frame.anchor.days[0]
        if which in {"that", "that same", "the same"}:
            monday = week_days(start)[0] + timedelta(index)
            return Found((monday, monday), "day", "anchored")
        forward = timedelta((index - start.weekday()) % 7 or 7)
        told = start + forward if which != "the previous" else start - timedelta(7) + forward % timedelta(7)
        return Found((told, told), "day", "anchored")
    day = nearest_weekday(index, frame, which)
    return Found((day, day), "day", "weekday") if day else None


def _current(unit: str, which: str | None, frame: Frame) -> Days | None:
    """This, last or next week, month, year, decade, century."""
    if frame.published is None:
        return None
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which or "", 0)
    first, last = frame.published
    if unit == "quarter":
        month = (last.month - 1) // 3 * 3 + 1 + 3 * step
        return month_days(last.year, month)[0], month_days(last.year, month + 2)[1]
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
    if found and unit == "week" and g["which"] == "this" and frame.today and frame.tense in {"past", "perfect"}:
        found = found[0], min(found[1], max(found[0], frame.today))  # what has happened this week is not to come
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
    """ "the end of the year", "by year end"."""
    unit, which = (g["end"], "the") if g.get("end") else (g["unit"], g["which"])
    found = _current(unit or "", "this" if which == "the" else which, frame)
    if found is None:
        return None
    part = "end" if g.get("end") else g["part"] or ""
    plain = ((found[1], found[1]),) if part == "end" else ()  # as a deadline it is the last day
    return Found(part_of(found, part), "span", "relative", plain=plain)


def past_span(g: Groups, frame: Frame) -> Found | None:
    """A stretch up to publication: "over the past two years"; "for months" and "recent weeks" count as three."""
    if frame.published is None:
        return None
    unit = g["unit"] or ""
    count = number(g["num"]) if g.get("num") else frame.value or (7 if unit == "day" else 3)
    first, last = frame.published
    if unit == "fortnight":
        unit, count = "week", 2 * count
    unit = "century" if unit == "centurie" else unit
    if unit in {"hour", "minute"}:
        return Found((shift(first, -max(1, count // 24) if unit == "hour" else 0, "day"), last), "span", "relative")
    return Found((shift(first, -count, unit), last), "span", "relative")


def for_counted(g: Groups, frame: Frame) -> Found | None:
    """ "have held it for fifteen years" reaches to publication; "held it for fifteen years" is how long it took."""
    return past_span(g, frame) if frame.tense == "perfect" else None


def next_span(g: Groups, frame: Frame) -> Found | None:
    """A stretch from publication on: "in the coming days"."""
    unit = g["unit"] or g.get("unit2") or ""
    if g.get("num") and unit not in {"hour", "minute", "fortnight"} and told_base(frame) is not None:
        return next_one(g, frame)  # "in 1655 he enlisted, and in the next five years he served both kings"
    if frame.published is None:
        return None
    if unit in {"hour", "minute"}:
        return Found((frame.published[0], frame.published[1] + timedelta(1)), "span", "relative")
    count = number(g.get("num")) if g.get("num") else 7 if unit == "day" else 3
    return Found((frame.published[0], shift(frame.published[1], count, unit)), "span", "relative")


LATEST = frozenset({"that", "that same", "same"})


def following_unit(g: Groups, frame: Frame) -> Found | None:
    """ "the next day", "the following year", "that month": counted from the date told before."""
    anchor = frame.anchor
    if g["unit"] == "year" and g["which"] in LATEST and frame.stretch and frame.stretch.granularity != "span":
        anchor = frame.stretch  # "who left in 1939; that same year", though another year dates the sentence
    if anchor is None:
        return None
    (start, end), granularity = anchor.days, anchor.granularity
    unit, which = g["unit"] or "", g["which"] or ""
    unit = "day" if unit in {"night", "morning", "evening", "afternoon"} else unit
    step = 0 if "that" in which or which == "same" else -1 if which in {"previous", "preceding", "before"} else 1
    if unit == "day":
        if granularity == "span" and (end - start).days <= 6 and step:
            granularity = "day"  # "the next day" after a night or a weekend
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


def offset_of(base: Days, granularity: str, count: int, unit: str, basis: str) -> Found | None:
    """The interval `count` units from another, as exact as the unit; None where the other is coarser than the unit."""
    if unit in {"hour", "minute"}:
        low, high = sorted((base[0], base[0] + timedelta(1 if count > 0 else -1)))
        return Found((low, high), "span", basis)
    if unit == "fortnight":
        unit, count = "week", 2 * count
    fine = {"day": 0, "week": 1, "month": 2, "year": 3, "decade": 4, "century": 4}
    if fine.get(granularity, 4) > fine[unit]:
        return None
    days_, grain = around(shift(base[0], count, unit), unit)
    return Found(days_, grain, basis)


def ago(g: Groups, frame: Frame) -> Found | None:
    """ "two weeks ago": the seven days around, the month, the year; "two weeks ago today" is that day."""
    if frame.published is None:
        return None
    if g["unit"] == "centurie":
        g = {**g, "unit": "century"}
    grain = "day" if frame.today else "month" if frame.published[0].month == frame.published[1].month else "year"
    found = offset_of(frame.published, grain, -number(g["num"]), g["unit"] or "", "relative")
    if found and g.get("today") and frame.today:
        day = shift(frame.today, -number(g["num"]), g["unit"] or "")
        day += timedelta({"tomorrow": 1, "yesterday": -1}.get(g["today"] or "", 0))
        return Found((day, day), "day", "relative")
    if found and g.get("half") and frame.today and g["unit"] in {"month", "year"}:
        middle = shift(
            shift(frame.today, -number(g["num"]), g["unit"] or ""), -15 if g["unit"] == "month" else -182, "day"
        )
        return Found((middle - timedelta(7), middle + timedelta(7)), "span", "relative")
    return found


def shifted(g: Groups, frame: Frame) -> Found | None:
    """ "three days later": from the date told before; "a day earlier" without one from publication."""
    back = g["way"] in {"earlier", "before", "previously"}
    anchor = _base(frame)
    if anchor is None:
        if not back or frame.today is None:
            return None
        return offset_of((frame.today, frame.today), "day", -number(g["num"]), g["unit"] or "", "relative")
    return offset_of(*anchor, -number(g["num"]) if back else number(g["num"]), g["unit"] or "", "anchored")


def _base(frame: Frame) -> tuple[Days, str] | None:
    """The date told before, as far as another may be counted from it: a short span counts as its last day."""
    if frame.anchor is None:
        return None
    days, grain = frame.anchor.days, frame.anchor.granularity
    if grain == "span" and (days[1] - days[0]).days <= 6:
        return (days[1], days[1]), "day"
    return days, grain


def offset(g: Groups, frame: Frame) -> Found | None:
    """ "a day after guards shot a farmer": what is told after "after" lies a day before what the sentence tells.

    That is dated by the words before, or by the publication where it is told as having just happened. Of a sentence
    that gives itself no date nothing can be counted.
    """
    back = g["way"] in {"after", "following"}
    count = number(g["num"]) if g.get("num") else 1
    step, unit = -count if back else count, "day" if g["unit"] == "night" else g["unit"] or ""
    if frame.here is not None and frame.here.plain:
        anchor = _base(frame)
        return offset_of(*anchor, step, unit, "offset") if anchor else None
    if frame.today is not None and frame.tense in {"perfect", "present"} and back:
        return offset_of((frame.today, frame.today), "day", step, unit, "offset")
    return None


def same_day(g: Groups, frame: Frame) -> Found | None:
    """ "earlier in the day", "in the afternoon": the day told before, else that of publication."""
    anchor = _base(frame)
    if anchor is not None and anchor[1] == "day":
        return Found(anchor[0], "day", "anchored")
    if anchor is not None or frame.today is None or frame.tense not in {"past", "perfect"}:
        return None
    return Found((frame.today, frame.today), "day", "relative")


def since_then(g: Groups, frame: Frame) -> Found | None:
    """ "since then": from the date told before to publication."""
    if frame.anchor is None or not frame.anchor.plain or frame.published is None:
        return None
    start, last = frame.anchor.days[0], frame.published[1]
    return Found((start, last), "span", "since", plain=(frame.anchor.days,)) if start <= last else None


def clock(g: Groups, frame: Frame) -> Found | None:
    """The hour that an entry of a running report begins with: the day of publication."""
    if frame.today is None or frame.before.strip():
        return None
    return Found((frame.today, frame.today), "day", "relative")


def within(g: Groups, frame: Frame) -> Found | None:
    """ "within a month": from publication on where it is still to come."""
    unit = g["unit"] or ""
    count = number(g["num"]) if g.get("num") else 7 if unit == "day" else 3
    if frame.today is None or frame.tense in {"past", "perfect"}:
        return None
    if unit in {"hour", "minute"}:
        return Found((frame.today, frame.today + timedelta(max(1, count // 24))), "span", "relative")
    return Found((frame.today, shift(frame.today, count, unit)), "span", "relative")


def long_span(g: Groups, frame: Frame) -> Found | None:
    """ "a decade-long blockade": the stretch up to publication."""
    if frame.published is None:
        return None
    unit = g["unit"] or ""
    if unit in {"day", "hour", "minute"}:
        return None  # a day-long strike may have been any day
    count = number(g["num"]) if g.get("num") else 3 if g.get("many") else 1
    return Found((shift(frame.published[0], -count, unit), frame.published[1]), "span", "duration")


def counted_span(g: Groups, frame: Frame) -> Found | None:
    """ "a three-week tour" that is being told: the stretch up to publication, nearly; one still to come is declined."""
    words = frame.before.split()[-2:]
    if frame.published is None or frame.tense in {"future", "unknown"} or "for" in words:
        return None  # "arrived for a two-day visit" looks ahead
    return Found(
        (shift(frame.published[0], -number(g["num"]), g["unit"] or ""), frame.published[1]), "span", "duration"
    )


def early_in(g: Groups, frame: Frame) -> Found | None:
    """ "early in the year", "later in the month": of the date told before, else of publication."""
    if frame.anchor is not None and frame.retold:
        found: Days | None = year_days(frame.anchor.days[0].year) if g["unit"] == "year" else None
    else:
        found = _current(g["unit"] or "", "this", frame)
    if found is None or frame.published is None:
        return None
    part, (first, last) = g["part"] or "", found
    if part == "earlier":
        return Found((first, min(last, max(first, frame.published[1]))), "span", "relative")
    if part == "later":
        return Found((max(first, min(last, frame.published[0])), last), "span", "relative")
    return Found(part_of(found, part), "span", "relative")


def day_before(g: Groups, frame: Frame) -> Found | None:
    """ "the day before", "the year after"."""
    unit = "day" if g["unit"] == "night" else g["unit"]
    return shifted({"num": "a", "unit": unit, "way": g["way"]}, frame)


def ahead(g: Groups, frame: Frame) -> Found | None:
    """ "two weeks from now", "in the months ahead"."""
    if frame.today is None or frame.published is None:
        return None
    if g.get("num"):
        return offset_of((frame.today, frame.today), "day", number(g["num"]), g["unit"] or "", "relative")
    return next_span(g, frame)


def comes_after(g: Groups, frame: Frame) -> Found | None:
    """ "It comes a week after ...": what is told after it lies that far before the news; "a week before" lies ahead."""
    base = ((frame.today, frame.today), "day") if frame.today else None
    step = -number(g["num"]) if g["way"] == "after" else number(g["num"])
    return offset_of(*base, step, g["unit"] or "", "offset") if base else None


# "the largest rise in three years", "a record low in ten years": how long there was none.
RECORD = re.compile(r"\b(?:first|only|last|most|least|record|\w{2,12}est) [^,.;:]*$")


def in_future(g: Groups, frame: Frame) -> Found | None:
    """ "in two weeks", where the verb is future; else it is a duration."""
    if frame.tense != "future" or frame.today is None or RECORD.search(frame.before):
        return None
    return offset_of((frame.today, frame.today), "day", number(g["num"]), g["unit"] or "", "relative")


RELATIVE: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        days, overnight, weekend, weekday, unit_relative, part_of_current, end_of_current, past_span,
        next_span, for_counted, following_unit, ago, shifted, offset, same_day, within, long_span, early_in, day_before,
        ahead, comes_after, in_future, since_then, clock, counted_span,
    )
}  # fmt: skip
