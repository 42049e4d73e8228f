"""Date phrases of the mark-up, resolved against the day of publication (codebook 6)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

MONTHS = {
    m: n for n, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
DAYS = {d: n for n, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
NUMBERS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
FRONT = re.compile(r"^(?:on|in|at|by|during|the|late|early|earlier|later|from|of|only|just|as of)\s+")
TAIL = re.compile(
    r"(?:['’]s)?(?:\s+(?:at\s+)?(?:morning|afternoon|evening|night|midday|noon|dawn|dusk|midnight|week-?end))$"
)
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
PREFIX = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")

Days = tuple[date, date]


def prefix_days(text: str) -> Days | None:
    """The days of a prefix date or of two with a slash; None where it is neither.

    >>> prefix_days("1987-02")
    (datetime.date(1987, 2, 1), datetime.date(1987, 2, 28))
    """
    left, _, right = text.partition("/")
    low = _prefix(left)
    high = _prefix(right) if right else low
    if low is None or high is None or low[0] > high[1]:
        return None
    return low[0], high[1]


def resolve(phrase: str, published: date, *, ahead: bool = False) -> Days | None:
    """The days a phrase means, told on `published`; `ahead` where the event is still to come. None where it is not known.

    >>> resolve("on Friday", date(1987, 6, 14))
    (datetime.date(1987, 6, 12), datetime.date(1987, 6, 12))
    """
    text = re.sub(r"[\s\u00a0]+", " ", phrase.lower()).strip(" ,.")
    if text.startswith("since "):
        start = resolve(text[6:], published)
        return (start[0], published) if start else None
    before = None
    while before != text:
        before = text
        text = TAIL.sub("", FRONT.sub("", text)).strip(" ,.")
    return _plain(text, published, ahead) or _counted(text, published) or _calendar(text, published, ahead)


def _plain(text: str, day: date, ahead: bool) -> Days | None:
    one = timedelta(days=1)
    near: dict[str, Days] = {
        "today": (day, day), "tonight": (day, day), "this": (day, day), "now": (day, day), "earlier today": (day, day),
        "this morning": (day, day), "yesterday": (day - one, day - one), "last": (day - one, day - one),
        "overnight": (day - one, day), "tomorrow": (day + one, day + one),
        "day before yesterday": (day - 2 * one, day - 2 * one),
    }  # fmt: skip
    if text in near:
        return near[text]
    found = re.fullmatch(r"(last |this |next |this past |past |coming )?(\w+day)", text)
    if found and found[2] in DAYS:
        forward = ahead or (found[1] or "").strip() in ("next", "coming")
        gap = (DAYS[found[2]] - day.weekday()) % 7
        if forward:
            chosen = day + timedelta(days=gap or 7)
        else:
            back = (7 - gap) % 7
            chosen = day - timedelta(days=7 if back == 0 and (found[1] or "").startswith("last") else back)
        return chosen, chosen
    found = re.fullmatch(r"(last|this|next|past|coming|previous) (week|month|year|spring|summer|autumn|fall)", text)
    return _around(found[1], found[2], day) if found else None


def _around(which: str, unit: str, day: date) -> Days:
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        index = day.year * 12 + day.month - 1 + step
        return _month(index // 12, index % 12 + 1)
    if unit == "year":
        return date(day.year + step, 1, 1), date(day.year + step, 12, 31)
    first, last = SEASONS[unit]
    year = day.year + (1 if step > 0 and day.month >= first else 0) - (1 if step < 0 and day.month <= last else 0)
    return date(year, first, 1), _month(year, last)[1]


def _counted(text: str, day: date) -> Days | None:
    found = re.fullmatch(r"(\d+|[a-z]+(?: couple of)?) (day|week|month|year)s? ago", text)
    if not found:
        return None
    number = int(found[1]) if found[1].isdigit() else NUMBERS.get(found[1])
    if number is None:
        return None
    if found[2] in ("day", "week"):
        start = day - timedelta(days=number * (1 if found[2] == "day" else 7))
        return (
            (start, start)
            if found[2] == "day"
            else (start - timedelta(days=start.weekday()), start + timedelta(days=6 - start.weekday()))
        )
    if found[2] == "month":
        index = day.year * 12 + day.month - 1 - number
        return _month(index // 12, index % 12 + 1)
    return date(day.year - number, 1, 1), date(day.year - number, 12, 31)


def _calendar(text: str, day: date, ahead: bool) -> Days | None:
    text = re.sub(r"^\w+day,? (?:the )?(?=\d|[a-z]+\.? \d)", "", text)
    day_first = rf"(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{MONTH}(?:,? (\d{{4}}))?"
    month_first = rf"{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?"
    for pattern, order in ((month_first, (1, 2)), (day_first, (2, 1))):
        found = re.fullmatch(pattern, text)
        if found:
            month, number = MONTHS[found[order[0]][:3]], int(found[order[1]])
            try:
                chosen = date(int(found[3]) if found[3] else day.year, month, number)
                if not found[3] and chosen > day and not ahead:
                    chosen = chosen.replace(year=day.year - 1)
                elif not found[3] and chosen < day and ahead:
                    chosen = chosen.replace(year=day.year + 1)
            except ValueError:
                return None
            return chosen, chosen
    found = re.fullmatch(rf"(?:last |this |next )?{MONTH}(?: (?:of )?(\d{{4}}))?", text)
    if found:
        month = MONTHS[found[1][:3]]
        year = int(found[2]) if found[2] else day.year
        if not found[2]:
            if (month > day.month or (month == day.month and text.startswith("last"))) and not ahead:
                year -= 1
            elif month < day.month and ahead:
                year += 1
        return _month(year, month)
    if re.fullmatch(r"(?:1[89]|20)\d\d", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    return None


def _prefix(text: str) -> Days | None:
    found = PREFIX.match(text)
    if not found:
        return None
    year, month, number = int(found[1]), found[2], found[3]
    try:
        if number:
            return date(year, int(month), int(number)), date(year, int(month), int(number))
        return _month(year, int(month)) if month else (date(year, 1, 1), date(year, 12, 31))
    except (ValueError, KeyError):
        return None


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
