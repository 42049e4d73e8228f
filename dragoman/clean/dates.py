"""Publication dates as pages write them, to prefix dates ("2018-05-22T21:17"). What is not certain stays None."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTH = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_CLOCK = re.compile(
    r"(?<![a-su-z\d:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE
)
_DATES = (
    re.compile(r"\b(?P<y>(?:19|20)\d\d)[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"\b(?P<b>{_NAMES})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of\s+)?(?P<b>{_NAMES})\.?,?[ -]+(?P<y>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"^(?P<b>{_NAMES})\.?,?\s+(?P<y>(?:19|20)\d\d)$", re.IGNORECASE),
)
# Words that may stand beside the date on a line of its own.
_AROUND = re.compile(
    rf"\b(?:{_DAY}|published|posted|publication|first|last|updated?|modified|issued|date[d]?|on|at|of|by|time|created|"
    r"[a-z]{2,5}t|gmt|utc|local|am|pm|a\.m\.?|p\.m\.?|hrs?|h|z|t|eastern|central|pacific|[+-]\d{1,2}:?\d{2})\b",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(r"[^\W\d_]|\d{3,}")
_URL_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_-]?(?P<m>0[1-9]|1[0-2])[/_-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_URL_NAMED = re.compile(rf"/(?P<y>(?:19|20)\d\d)/(?P<b>{_NAMES})/(?P<d>\d{{1,2}})(?=/|$)", re.IGNORECASE)
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])(?=/)")
# "/blog-2019/march-4c1b/": a year ends one part of the path and a month begins the next.
_URL_WORDS = re.compile(rf"/(?:[^/]*[-_])?(?P<y>(?:19|20)\d\d)(?:[-_][^/]*)?/(?P<b>{_NAMES})(?=[-_/]|$)", re.IGNORECASE)
_CITED = re.compile(rf",\s+(?P<b>{_NAMES})\.?\s+(?P<d>\d{{1,2}}),\s+(?P<y>(?:19|20)\d\d):", re.IGNORECASE)


def find_date(text: str) -> str | None:
    """The full date in a line, with its time of day where one stands beside it; None without day, month and year.

    >>> find_date("Published: 3 March 2019, 8:05 pm")
    '2019-03-03T20:05'
    >>> find_date("Tuesday, March 3rd")
    """
    for pattern in _DATES:
        match = pattern.search(text)
        if match:
            found = _prefix(match.groupdict())
            if found and len(found) == 10:
                return found + _clock(text[: match.start()] + " | " + text[match.end() :])
            return found
    return None


def is_date_line(text: str) -> bool:
    """True if a line says a date and next to nothing else.

    >>> is_date_line("Sat 2 March 2019 at 10:15 GMT"), is_date_line("On 2 March 2019 the talks failed")
    (True, False)
    """
    if len(text) > 90 or not find_date(text):
        return False
    rest = text
    for pattern in _DATES:
        rest = pattern.sub(" ", rest)
    rest = _AROUND.sub(" ", _CLOCK.sub(" ", rest))
    return not _LEFT_OVER.search(rest)


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


def _prefix(parts: dict[str, str | None]) -> str | None:
    year = int(parts["y"] or 0)
    name = parts.get("b")
    month = _MONTH[name.lower()] if name else int(parts.get("m") or 0)
    day = parts.get("d")
    if not day:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, int(day)).isoformat()
    except ValueError:
        return None


def _clock(rest: str) -> str:
    match = _CLOCK.search(rest)
    if not match:
        return ""
    hour = int(match[1])
    half = (match[3] or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return ""
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"T{hour:02d}:{match[2]}"
