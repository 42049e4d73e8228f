"""What a report as a whole tells about its dates: a life or a history, whose birth, and the day that it says it is told on."""

from __future__ import annotations

import re

from dragoman.data.calendar import MONTHS, Days
from dragoman.model import Parse, Sentence
from dragoman.resolve.times.frame import IT_IS, Found, Frame, Groups

YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# A report of at least so many dates with their years, nearly all of them long past, tells a life or a history.
# Of many more dates it is enough that they are not those of its own year.
LIFE, LONG_AGO, LONG_LIFE = 4, 10, 12
# What stands before a year of three figures ("in 348").
OPENS_YEAR = frozenset({"in", "since", "until", "around", "circa", "c.", "ca.", "("})


def is_retold(parse: Parse, published: Days | None) -> bool:
    """Whether the report tells a life or a history: years long past, and no weekday or "yesterday" of its own time.

    Where one year of three figures is beyond doubt ("c. 614", "614 AD", "in May of 614"), others need less around them.
    """
    years = near = old = other = 0
    ancient = any(map(_tells_ancient, parse.sentences))
    for sentence in parse.sentences:
        for index, token in enumerate(sentence.tokens):
            text = token.text
            if len(text) == 4 and YEAR.fullmatch(text):
                years += 1
                old += published is not None and abs(int(text) - published[0].year) > LONG_AGO
                other += published is not None and int(text) not in (published[0].year, published[0].year - 1)
            elif len(text) == 3 and text.isdigit() and text[0] != "0" and (ancient or _opens(sentence, index)):
                after = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else None
                if after is None or after.pos in AFTER_YEAR or (ancient and after.pos in ("PROPN", "SYM")):
                    years, old, other = years + 1, old + 1, other + 1
            elif text.lower() in DEICTIC:
                near += 1
    retold = old >= 0.7 * years or (years >= LONG_LIFE and other >= 0.8 * years)
    return years >= LIFE and retold and near * 8 <= years


def _opens(sentence: Sentence, index: int) -> bool:
    return index > 0 and sentence.tokens[index - 1].text.lower() in OPENS_YEAR


AFTER_YEAR = frozenset({"PUNCT", "PRON", "DET", "ADP", "CCONJ", "VERB", "AUX"})
ERAS = frozenset({"ad", "a.d.", "ce", "c.e."})


def _tells_ancient(sentence: Sentence) -> bool:
    """Whether a figure of three digits is a year beyond doubt."""
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        if len(token.text) == 3 and token.text.isdigit() and token.text[0] != "0":
            first, last, behind = (
                tokens[at].text.lower() if 0 <= at < len(tokens) else "" for at in (index - 2, index - 1, index + 1)
            )
            if last in {"c.", "circa"} or last in ERAS or behind in ERAS:
                return True
            if last == "of" and first[:3] in MONTHS:
                return True
    return False


DEICTIC = frozenset(
    ["yesterday", "tomorrow", "overnight", "tonight", "ago",
     "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)  # fmt: skip


def own_day(found: Found, groups: Groups, frame: Frame) -> Days | None:
    """The day that the text says it is being told on ("It is Friday, May 7"), where that is near the publication."""
    if found.granularity != "day" or not groups.get("month" if found.basis == "absolute" else "weekday"):
        return None
    if not IT_IS.search(frame.before) or frame.after[:1] == "'":
        return None
    return found.days if _near(found.days, frame.published, OWN_DAY) else None


def own_line(found: Found, groups: Groups, published: Days | None) -> Days | None:
    """The publication, or the day of the page's own line of date ("Friday, May 7, 2021") where that is a few days off."""
    if found.basis != "absolute" or not (groups.get("weekday") and groups.get("year") and groups.get("day")):
        return published
    return found.days if _near(found.days, published, OWN_LINE) else published


def _near(days: Days, published: Days | None, most: int) -> bool:
    return published is not None and published[0] == published[1] and abs((days[0] - published[0]).days) <= most


# A diary may be put on a page weeks later; a page is seldom made many days before what it prints.
OWN_DAY, OWN_LINE = 45, 7
BORN = re.compile(r"(?:\bborn(?: \w+){0,4}|\bb\.) ?(?:(?:on|in|c\.|about|around) (?:the )?)?$")
LIVES = range(10, 111)


def birth_told(found: Found, before: str) -> Days | None:
    """The day or year of birth where a date is one ("born in 1928"), or a life in brackets begins ("(1928 - 2017)")."""
    if not found.year_told:
        return None
    if before.endswith("(") and found.basis == "range" and len(found.plain) == 2:
        return found.plain[0] if found.days[1].year - found.days[0].year in LIVES else None
    if not BORN.search(before):
        return None
    return found.plain[0] if found.plain else found.days
