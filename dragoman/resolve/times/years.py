"""Rules for years and decades: which numbers are one, and which of a decade's years are meant.

See `times.rules` for what a rule is.
"""

from __future__ import annotations

import re

from dragoman.data.calendar import year_days
from dragoman.resolve.times.frame import Found, Frame, Groups, Rule, number
from dragoman.resolve.times.rules import OWNERS, PREPOSITIONS

OWN_AGE = ("his", "her", "their", "my", "your", "our", "its", "low", "high", "upper", "lower")
MEASURED = frozenset(
    {"temperature", "temperatures", "degrees", "aged", "women", "men", "low", "highs", "lows", "percentile"}
)
TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def decade(g: Groups, frame: Frame) -> Found | None:
    """ "the late 1980s": the last five of its years, early the first five, mid the middle ones (as GUM reads them)."""
    text = g["year"] or ""
    if text.isdigit() and len(text) == 2:
        if frame.before.rstrip().endswith(OWN_AGE) or not set(frame.before.split()).isdisjoint(MEASURED):
            return None  # "men in their 50s", "temperatures in the 80s"
        text = "'" + text
        if text in {"'20", "'10"} and frame.published and frame.published[1].year >= 2022:
            return None
    if g.get("word"):
        start = 1900 + 10 * (TENS.index(g["word"] or "") + 2)
    else:
        start = int(text) if text.isdigit() else 1900 + int(text[1:])
    low, high = {
        "early": (0, 4),
        "beginning": (0, 2),
        "start": (0, 2),
        "late": (5, 9),
        "later": (5, 9),
        "end": (7, 9),
    }.get(g.get("part") or "", (3, 7) if g.get("part") else (0, 9))
    high = {"mid": 7, "late": 9}.get(g.get("till") or "", high)
    whole = year_days(start)[0], year_days(start + 9)[1]
    plain = (whole,) if (low, high) != (0, 9) else ()
    return Found(
        (year_days(start + low)[0], year_days(start + high)[1]), "span", "absolute", year_told=True, plain=plain
    )


def year_range(g: Groups, frame: Frame) -> Found | None:
    """ "2011-2013", "2014-15"."""
    start, end = g["year"] or "", g["year2"] or ""
    last = int(end) if len(end) == 4 else int(start[:2] + end)
    if last <= int(start) or last > 2100:
        return None
    ends = year_days(int(start)), year_days(last)
    return Found((ends[0][0], ends[1][1]), "span", "range", year_told=True, plain=ends)


YEAR_CUES = frozenset(
    [
        *PREPOSITIONS, *OWNERS, "of", "late", "early", "mid", "year", "or", "back", "as", "than", "summer", "winter", "circa",
        "c.", "ca.", "born", "died", "reigned", "begun", "started", "completed", "built", "founded", "-",
    ]
)  # fmt: skip


# What follows a year in a reference, or in a list of years.
SOURCE = re.compile(r"[)\];]|,? (?:and |or |& )?(?:1[5-9]|20)\d\d\b(?! \w+s\b)")


def spelled_year(g: Groups, frame: Frame) -> Found | None:
    """ "nineteen eighty-four"."""
    value = 100 * number(g["high"]) + number(g["low"])
    if value > 2060 or frame.plural_noun_follows:
        return None
    return Found(year_days(value), "year", "absolute", year_told=True)


def year(g: Groups, frame: Frame) -> Found | None:
    """A year in figures; a count before a plural noun ("2000 soldiers") is none."""
    words = frame.before.split()
    word = words[-1].lstrip("([") or "(" if words else ""
    owned = word in YEAR_CUES or (not words and frame.after[:1] in {",", ":"}) or word.endswith(("'s", "(", "["))
    if word in {"and", "or"}:
        owned = bool(frame.here and frame.here.year_told) or owned  # "in 1687 and 1689"
    if word.endswith(",") and frame.after[:1] in {".", ")", ";", ""}:
        owned = True  # "Aberdeen, 1859."
    if SOURCE.match(frame.after) and not word.isdigit():
        owned = True  # "(Okoye 1859)", "in three years: 1838, 1842 and 1851"
    opens = word in {"in", "since"} and (len(words) == 1 or words[-2][-1] in ':;,."')  # "In 1982 poachers burned it"
    if (
        frame.plural_noun_follows
        and not (owned and (opens or word in {"and", "or"}))
        and not (word in OWNERS or word.endswith("'s") or word in {"of", "since"})
    ):
        return None
    if word == "than" and words[-2:-1] in (["earlier"], ["later"]):
        word = "in"
    if word.endswith(("$", "#", "nr", "about", "some", "than")) or (not owned and word.isdigit()):
        return None
    value = int(g["year"] or 0)
    if value > 2100:
        return None
    if not owned and not 1900 <= value <= 2100:
        return None
    return Found(year_days(value), "year", "absolute", year_told=True)


YEARS: dict[str, Rule] = {rule.__name__: rule for rule in (decade, year_range, spelled_year, year)}
