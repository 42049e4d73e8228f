"""The patterns of dates.yml, ready to match: one master expression that finds where a phrase begins, one each to read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dragoman.errors import DataError
from dragoman.resolve.times.book import entries
from dragoman.resolve.times.first import REACH, beginnings, plain
from dragoman.resolve.times.named import NAMED
from dragoman.resolve.times.relative import RELATIVE
from dragoman.resolve.times.rules import ABSOLUTE
from dragoman.resolve.times.stories import STORIES
from dragoman.resolve.times.stretches import STRETCHES
from dragoman.resolve.times.weeks import WEEKS
from dragoman.resolve.times.years import YEARS

RULES = {**ABSOLUTE, **YEARS, **RELATIVE, **STRETCHES, **NAMED, **STORIES, **WEEKS}
# Characters that print a plain one; the text keeps its length.
PLAIN = str.maketrans("\u2019\u2018\u2013\u2014\u2011\u2010\u00a0\n\t\u202f\u0130", "''----    i")
# What a transcript writes for a pause ("last, uh, August").
HESITATION = re.compile(r",? u(?:h|m),?(?= )")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of dates.yml: its name, rule, constant, pattern, and what of a match is no part of the date."""

    name: str
    rule: str
    value: Any
    regex: re.Pattern[str]
    skip: re.Pattern[str] | None


@cache
def cues() -> frozenset[str]:
    """Words without which, and without a figure, a sentence holds no date."""
    names = (re.split(r"[ -]", name) for name in (*entries()["periods"], *entries()["feasts"]))
    named = (word for name in names for word in ({"war", "wars"}.intersection(name) or name))
    return frozenset([*entries()["cues"], *(w for w in named if w not in {"the", "of", "in", "day", "new", "first"})])


@cache
def confidences() -> dict[str, float]:
    """How often an interval of a basis overlaps the hand-coded one (see `confidence` in dates.yml)."""
    return {str(k): float(v) for k, v in entries()["confidence"].items()}


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns of dates.yml in order; raises DataError for an entry that names no rule or does not compile."""
    book = entries()
    slots = {name: text if name in {"ord", "about"} else f"(?:{text})" for name, text in book["slots"].items()}
    for name in ("periods", "feasts", "elsewhere"):
        slots[name[:-1] if name.endswith("s") else name] = "(?:" + "|".join(map(re.escape, _longest(book[name]))) + ")"
    built = []
    for entry in book["patterns"]:
        if entry["as"] not in RULES:
            raise DataError(f"dates.yml: {entry['name']!r} uses the rule {entry['as']!r}, which no rule is called.")
        try:
            regex = re.compile(_spaced(entry["pattern"].format(**slots)))
        except (re.error, KeyError, IndexError) as error:
            raise DataError(f"dates.yml: the pattern of {entry['name']!r} does not compile: {error}.") from error
        skip = re.compile(_spaced(entry["skip"])) if entry.get("skip") else None
        built.append(Pattern(entry["name"], entry["as"], entry.get("value"), regex, skip))
    return tuple(built)


def _longest(names: Any) -> list[str]:
    return sorted(map(str, names), key=lambda name: (-len(name), name))


def _spaced(pattern: str) -> str:
    """A space of dates.yml stands for white space; never much of it, so that no page of blanks is read twice."""
    return pattern.replace("\\ ", " ").replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,6}")


NO_BEGINNING = re.compile(r"[\w/$]")
Match = Callable[[str, int], "re.Match[str] | None"]


def match_at(text: str, at: int) -> tuple[Pattern, re.Match[str]] | None:
    """The first pattern of dates.yml that matches at a character, with its match; none inside a word, a path or a price."""
    if at and NO_BEGINNING.match(text, at - 1):
        return None
    for pattern, match in _beginning_with(text[at : at + REACH]):
        if (found := match(text, at)) is not None:
            return pattern, found
    return None


@cache
def _by_beginning() -> dict[str, list[int]]:
    """The numbers of the patterns that may begin with a few characters."""
    found: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns()):
        for told in beginnings(pattern.regex.pattern):
            found.setdefault(told, []).append(number)
    return found


@lru_cache(maxsize=1 << 14)
def _beginning_with(characters: str) -> tuple[tuple[Pattern, Match], ...]:
    """The patterns that may match a text of this beginning, in order, each with its `match`."""
    told = plain(characters)
    numbers = {n for size in range(len(told) + 1) for n in _by_beginning().get(told[:size], ())}
    return tuple((patterns()[n], patterns()[n].regex.match) for n in sorted(numbers))


def lower(raw: str) -> str:
    """Lower-cased text of the same length, with plain quotes, dashes and spaces."""
    text = raw.translate(PLAIN)
    low = text.lower()
    low = low if len(low) == len(raw) else "".join(c.lower()[:1] for c in text)
    return HESITATION.sub(lambda found: " " * len(found.group()), low) if " u" in low else low
