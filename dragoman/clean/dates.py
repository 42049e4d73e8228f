"""Publication dates as pages write them, to prefix dates ("2018-05-22T21:17"). What is not certain stays None.

Month names of twenty-one languages are data (`data/furniture_months.yml`). Patterns find the shape of a date, the table says
whether the word in it is a month, so that the time does not grow with the number of languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from dragoman.data.files import load_yaml

# Digits that stand in the answer as they were written are asked for as 0 to 9: `\d` is those of all scripts.
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})"
_HAS_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MONTH_WORD = r"(?P<b>[^\W\d_]{2,14}(?:-[^\W\d_]{3,8})?)"
_CLOCK = re.compile(
    r"(?<![a-su-z\d:.])([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])(?::[0-5]\d)?(?:\.\d{1,9})?\s*(am|pm|a\.m\.|p\.m\.)?(?![\d:])",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\s*(?P<zone>z\b|[+-](?:0\d|1[0-4]):?[0-5]\d\b|(?:gmt|utc)\s?[+-]\s?\d{1,2}\b|[a-z]{1,4}t\b|utc\b|msk\b)",
    re.IGNORECASE,
)
_ISO = re.compile(rf"(?<![\d.]){_YEAR}(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)")
_SHAPES = (
    _ISO,
    re.compile(rf"\b{_MONTH_WORD}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?,?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[ -]?\s?(?:(?:of|de|den)\s+|d['’])?{_MONTH_WORD}\.?,?[ -]?\s?(?:(?:de|del|do)\s+)?{_YEAR}\b",
        re.IGNORECASE,
    ),
    # Hungarian and Lithuanian order: 2019. november 19.
    re.compile(rf"\b{_YEAR}\.?\s+{_MONTH_WORD}\.?\s+(?P<d>\d{{1,2}})(?!\d)", re.IGNORECASE),
    re.compile(rf"{_YEAR}\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]\s?(?P<d>\d{{1,2}})\s?[日일]"),
    # The day comes first where dots part the numbers; with slashes only the numbers themselves can tell.
    re.compile(rf"(?<![\d.])(?P<d>3[01]|[12]\d|0?[1-9])\.\s?(?P<m>1[0-2]|0?[1-9])\.\s?{_YEAR}(?!\d)"),
    re.compile(rf"(?<![\d/.-])(?P<one>\d{{1,2}})(?P<s>[/-])(?P<two>\d{{1,2}})(?P=s){_YEAR}(?!\d)"),
)
# "LIMA, March 5, 1968", "Dili, East Timor, Sept 6 1999": before the day, the month or the weekday
_PLACE_BEFORE = re.compile(
    r"[^\W\d_a-z][\w.'’-]{2,}(?:[ -][^\W\d_][\w.'’-]{1,}){0,2}(?:, [^\W\d_a-z][\w.'’]+(?: [^\W\d_a-z][\w.'’]+)?)?,\s+"
    r"(?=[^\W\d_]+,\s|\d|[^\W\d_]{3,9}\.?\s\d{1,2},?\s\d{4})"
)
_AGENCY_BEHIND = re.compile(r"\s*\([A-Z][\w./ ]{1,14}\)\s*$")
_MONTH_ONLY = re.compile(rf"^\s*{_MONTH_WORD}\.?,?\s+(?:de\s+)?{_YEAR}\s*$", re.IGNORECASE)
_ISO_MONTH = re.compile(rf"^\s*{_YEAR}-(?P<m>0[1-9]|1[0-2])\s*$")
# What kind of text a press office puts beside the day ("MARCH 3, 2021 PRESS RELEASE").
_GENRE = re.compile(
    r"\b(?:for immediate release|(?:press|news|media) (?:release|statement|note|briefing)|statement|speech|transcript|remarks"
    r"|readout|fact sheet|communiqu[eé])\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}\b")
_NUMBER = re.compile(r"\d{3,}")
_URL_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_-]?(?P<m>0[1-9]|1[0-2])[/_-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_URL_NAMED = re.compile(rf"/{_YEAR}/(?P<b>[a-z]{{3,9}})/(?P<d>\d{{1,2}})(?=/|$)", re.IGNORECASE)
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])(?=/)")
# "/blog-2019/march-4c1b/": a year ends one part of the path and a month begins the next.
_URL_WORDS = re.compile(rf"/(?:[^/]*[-_])?{_YEAR}(?:[-_][^/]*)?/(?P<b>[a-z]{{3,9}})(?=[-_/]|$)", re.IGNORECASE)
_CITED = re.compile(rf",\s+{_MONTH_WORD}\.?\s+(?P<d>\d{{1,2}}),\s+{_YEAR}:", re.IGNORECASE)
# Arabic and Persian digits.
_DIGITS = str.maketrans({chr(base + n): str(n) for base in (0x660, 0x6F0) for n in range(10)})
LONGEST_DATE_LINE = 110


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as written: `date` is a prefix date, `zone` the offset or abbreviation beside its time, if there is one."""

    date: str
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class _Names:
    months: dict[str, int]
    around: frozenset[str]
    published: frozenset[str]
    updated: frozenset[str]


def find_stamp(text: str, *, day_first: bool | None = None) -> Stamp | None:
    """The first full date in a line with its time of day and zone; None without day, month and year.

    `day_first` says how to read 03/04/2019; by default such a date is none.

    >>> find_stamp("Published: 3 March 2019, 8:05 pm GMT")
    Stamp(date='2019-03-03T20:05', zone='GMT')
    >>> find_stamp("Опубликовано 7 мая 2018, 09:30").date
    '2018-05-07T09:30'
    """
    text = text.translate(_DIGITS)
    if not _HAS_YEAR.search(text):
        return None
    for shape in _SHAPES:
        for match in shape.finditer(text):
            found = _prefix(match.groupdict(), day_first=day_first)
            if found:
                clock, zone = _clock(text[: match.start()], text[match.end() :])
                return Stamp(found + clock, zone if clock else None)
    month = _MONTH_ONLY.search(text) or _ISO_MONTH.search(text)
    found = _prefix(month.groupdict()) if month else None
    return Stamp(found) if found else None


def place_end(text: str) -> int:
    """Where the date begins behind the place of a date line; 0 where no place stands before it.

    >>> "PORT ALBA, Feb. 27, 2019"[place_end("PORT ALBA, Feb. 27, 2019") :], place_end("Feb. 27, 2019")
    ('Feb. 27, 2019', 0)
    """
    place = _PLACE_BEFORE.match(text)
    return place.end() if place else 0


def is_date_line(text: str) -> bool:
    """True if a line says a date and next to nothing else.

    A place may stand before it, as papers print it.

    >>> is_date_line("Sat 2 March 2019 at 10:15 GMT"), is_date_line("On 2 March 2019 the talks failed")
    (True, False)
    >>> is_date_line("Lima, Tuesday, March 5, 1968"), is_date_line("MAY 7, 2018 PRESS RELEASE")
    (True, True)
    >>> is_date_line("PORT ALBA, Feb. 27, 2019 (HWS)"), is_date_line("Ostra, East Alba, Sept 6 1999")
    (True, True)
    """
    at = place_end(text)
    text = _AGENCY_BEHIND.sub("", text[at:]) if at else text
    if len(text) > LONGEST_DATE_LINE or not find_stamp(text):
        return False
    rest = text.translate(_DIGITS)
    for shape in (*_SHAPES, _MONTH_ONLY):
        rest = shape.sub(_blank, rest)
    rest = _GENRE.sub(" ", _OFFSET.sub(" ", _CLOCK.sub(" ", rest)))
    if _NUMBER.search(rest):
        return False
    known = _names()
    return all(word in known.around or word in known.months or _is_zone(word) for word in _WORDS.findall(rest.lower()))


def says_updated(text: str) -> bool:
    """True if a date line says that its first date is the one of a change, not of publication.

    >>> says_updated("Last updated 2 March 2019"), says_updated("1 March 2019, updated 2 March")
    (True, False)
    >>> says_updated("Alba Update, March 2, 2019")  # how a daily assessment is called
    False
    """
    year = _HAS_YEAR.search(text.translate(_DIGITS))
    words = set(_WORDS.findall(text[: year.start() if year else len(text)].lower()))
    if place_end(text):
        words.discard("update")
    return bool(words & _names().updated) and not words & _names().published


def says_published(text: str) -> bool:
    """True if a date line says that its date is the one of publication."""
    return bool(set(_WORDS.findall(text.lower())) & _names().published)


def url_date(url: str) -> str | None:
    """The date in an address: a path such as /2019/03/02/ or a number such as 20190302; the month alone if no more.

    >>> url_date("https://example.org/news/2019/03/02/talks-fail")
    '2019-03-02'
    >>> url_date("https://example.org/2019/03/talks-fail")
    '2019-03'
    """
    for pattern in (_URL_DAY, _URL_NAMED, _URL_MONTH, _URL_WORDS):
        match = pattern.search(url)
        if match:
            found = _prefix(match.groupdict())
            if found:
                return found
    return None


def cited_date(text: str) -> str | None:
    """What a reprint's opening citation ("..., Daily Post, March 4, 2019:") says of its own date.

    The reprint is not older than what it cites and seldom two weeks younger, so the part of the date that does not
    change within two weeks holds.

    >>> cited_date("As told in “Talks fail,” Daily Post, March 4, 2019:")
    '2019-03'
    """
    match = _CITED.search(text)
    cited = _prefix(match.groupdict()) if match else None
    if not cited:
        return None
    later = (date.fromisoformat(cited) + timedelta(days=14)).isoformat()
    return cited[:7] if cited[:7] == later[:7] else cited[:4] if cited[:4] == later[:4] else None


def days_apart(left: str, right: str) -> int:
    """Days between two prefix dates; 0 where the shorter one covers the longer.

    >>> days_apart("2019-03-02T10:00", "2019-03-04"), days_apart("2019-03", "2019-03-31"), days_apart("2019", "2018-12-30")
    (2, 0, 2)
    """
    first, second = _bounds(left), _bounds(right)
    return max(0, (max(first[0], second[0]) - min(first[1], second[1])).days)


def _bounds(prefix: str) -> tuple[date, date]:
    year = int(prefix[:4])
    if len(prefix) < 7:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(prefix[5:7])
    if len(prefix) < 10:
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    day = date.fromisoformat(prefix[:10])
    return day, day


@cache
def _names() -> _Names:
    data: dict[str, Any] = load_yaml("furniture_months.yml")
    months: dict[str, int] = {}
    around: set[str] = set()
    published: set[str] = set()
    updated: set[str] = set()
    for language in data.values():
        for number, forms in enumerate(language["months"], start=1):
            for form in str(forms).split():
                months.setdefault(form, number)
        for forms in language["days"]:
            around |= set(str(forms).split())
        for kind, words in (("published", published), ("updated", updated), ("around", around)):
            for phrase in language[kind]:
                words |= set(str(phrase).lower().split())
    return _Names(months, frozenset(around | published | updated), frozenset(published), frozenset(updated - published))


def _is_zone(word: str) -> bool:
    return word in ("utc", "z", "t", "msk") or (2 <= len(word) <= 5 and word.endswith("t") and word.isascii())


def _blank(match: re.Match[str]) -> str:
    """Nothing in place of a date, and the words themselves where the month is none."""
    return " " if any(_prefix(match.groupdict(), day_first=first) for first in (True, False)) else match.group()


def _prefix(parts: dict[str, str | None], *, day_first: bool | None = None) -> str | None:
    year = int(parts["y"] or 0)
    name = parts.get("b")
    if name:
        month = _names().months.get(name.lower(), 0)
        if not month:
            return None
    elif parts.get("one"):
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        if one > 12 or one == two or (day_first and two <= 12):
            parts, month = {**parts, "d": str(one)}, two
        elif two > 12 or day_first is False:
            parts, month = {**parts, "d": str(two)}, one
        else:
            return None
    else:
        month = int(parts.get("m") or 0)
    if not 1 <= month <= 12:
        return None
    day = parts.get("d")
    if not day:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, int(day)).isoformat()
    except ValueError:
        return None


def _clock(before: str, after: str) -> tuple[str, str | None]:
    """The time of day beside a date, behind it rather than before, and its zone."""
    for rest in (after[:60], before[-40:]):
        match = _CLOCK.search(rest)
        if not match:
            continue
        hour = int(match[1])
        half = (match[3] or "").lower().replace(".", "")
        if half and not 1 <= hour <= 12:
            return "", None
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        zone = _ZONE.match(rest, match.end())
        if not half and (hour, match[2]) == (0, "00"):
            # Midnight to the minute is how systems write a day without a time.
            return "", None
        return f"T{hour:02d}:{match[2]}", _zone(zone["zone"]) if zone else None
    return "", None


def _zone(text: str) -> str:
    """ "+0100" as "+01:00", "Z" as "+00:00"; abbreviations as they are, in capitals."""
    text = text.upper().replace(" ", "")
    if text == "Z":
        return "+00:00"
    if text[0] in "+-" and len(text) == 5:
        return f"{text[:3]}:{text[3:]}"
    return text
