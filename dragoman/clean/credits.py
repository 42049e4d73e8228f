"""Where a report comes from, as its page says: agencies, first publication, translation (`data/furniture_credits.yml`).

What is found tells later who copied whom and how many origins stand behind a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.clean.dateline import dateline_end
from dragoman.clean.lines import Line
from dragoman.clean.masthead import dateline_agency, known_name
from dragoman.data.files import load_yaml
from dragoman.errors import DataError
from dragoman.model import Credit
from dragoman.model.text import CreditKind

Where = Literal["start", "byline", "end"]
LONGEST_LINE = 300
# A line with none of these says nothing of an origin.
_CUE = re.compile(
    r"agenc|wire|reuters|press|\bap\b|afp|publish|appear|translat|syndicat|distribut|report|source|via|copyright|©|posted|printed|release|sponsored|permission",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: CreditKind
    where: Where
    pattern: re.Pattern[str]


def credits_of(start: Line | None, byline: str | None, ends: Iterable[Line]) -> tuple[Credit, ...]:
    """What a page says of its report's origin, in page order.

    `start` is the first line of the text, `byline` the author field, `ends` are the last lines and what was dropped.
    """
    found: list[Credit] = []
    if start is not None:
        found += _matched("start", start.text[:120], start, whole=False) or _filed_for(start)
    if byline:
        # The author field may stand in the metadata alone: it leads back to where the text begins.
        at = start or Line(0, 1, "")
        found += [
            Credit(one.kind, one.name, at.start, at.start + 1) for one in _matched("byline", byline, at, whole=True)
        ]
    for line in ends:
        if len(line.text) <= LONGEST_LINE and _CUE.search(line.text):
            found += _matched("end", line.text, line, whole=True)
    seen: dict[tuple[str, str | None], Credit] = {}
    for one in found:
        seen.setdefault((one.kind, one.name), one)
    named = {one.kind for one in seen.values() if one.name}
    # "With agencies" adds nothing where the page also names one.
    return tuple(one for one in seen.values() if one.name or one.kind not in named or one.kind != "agency")


def _filed_for(line: Line) -> Sequence[Credit]:
    """The agency of a dateline, where it is an outlet that we know: any pair of brackets may stand behind a name."""
    name = dateline_agency(line.text)
    known = known_name(name) if name else None
    end = len(line.text[: dateline_end(line.text)].rstrip(" –—-"))
    return [Credit("agency", known, line.start, line.start + end)] if known and end else []


def _matched(where: Where, text: str, line: Line, *, whole: bool) -> Sequence[Credit]:
    for rule in _rules():
        if rule.where != where:
            continue
        match = rule.pattern.fullmatch(text) if whole else rule.pattern.match(text)
        if match:
            name = match.groupdict().get("name")
            name = name.strip(" .,") if name else None
            known = known_name(name) if name else None
            end = line.start + (len(text) if whole else match.end())
            return [Credit(rule.kind, known or name, line.start, max(line.start + 1, min(end, line.end)))]
    return []


@cache
def _rules() -> tuple[_Rule, ...]:
    found = []
    for entry in load_yaml("furniture_credits.yml")["credits"]:
        try:
            flags = re.IGNORECASE if entry["where"] != "start" else 0
            found.append(_Rule(entry["kind"], entry["where"], re.compile(entry["pattern"], flags)))
        except (KeyError, re.error) as error:
            raise DataError(f"data/furniture_credits.yml: {entry} can't be used: {error}.") from error
    return tuple(found)
