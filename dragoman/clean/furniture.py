"""What is known of pages (`data/furniture.yml`), compiled once: which lines, boxes and line ends are not the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.clean.dates import is_date_line
from dragoman.clean.lines import Line, is_terminated
from dragoman.data.files import load_yaml
from dragoman.errors import DataError

# Longer lines are paragraphs: no rule looks at them, which also bounds what a pattern can cost.
LONGEST_LINE = 420
LONGEST_APPEAL = 280  # characters of a line that asks for money, a subscription or a click
LONGEST_CAPTION_WORDS = 75
TEASERS_AT_MOST = 14  # lines under one heading of related reports
_INNER_END = re.compile(r"(?<=[a-z0-9)\"”’]{2})[.!?][\"”’)]* +[A-Z\"“‘]")
_GROUP = re.compile(r"\(\?P<\w+>")
_QUOTED = re.compile(r"[\"“”«»]")
_CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\W{0,3}$|\b(?:read more|continue reading|full story)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its reason; `where` is any, top (the first dozen lines) or tail (the last two fifths)."""

    pattern: re.Pattern[str]
    reason: str
    where: str = "any"
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A letter or box: from `opens` to `closes`, if a line between matches `proof`."""

    reason: str
    opens: re.Pattern[str]
    proof: re.Pattern[str]
    closes: re.Pattern[str]
    after: re.Pattern[str] | None
    limit: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """All rules, compiled."""

    lines: tuple[Rule, ...]
    captions: tuple[Rule, ...]
    credits: tuple[Rule, ...]
    prefixes: tuple[Rule, ...]
    suffixes: tuple[Rule, ...]
    boxes: tuple[Box, ...]
    sections: tuple[Rule, ...]
    outlets: tuple[Rule, ...]
    bylines: tuple[Rule, ...]
    fields: dict[str, str]
    labels: frozenset[str]
    nameplates: frozenset[str]
    weak_nameplates: frozenset[str]
    reader: re.Pattern[str]
    products: tuple[re.Pattern[str], ...]
    any_line: re.Pattern[str]
    any_caption: re.Pattern[str]
    any_credit: re.Pattern[str]
    any_product: re.Pattern[str]
    credit_cues: tuple[str, ...]


@cache
def furniture() -> Furniture:
    """The rules of `data/furniture.yml`. Raises DataError for an entry that can't be used."""
    data = load_yaml("furniture.yml")
    try:
        rules = {
            kind: tuple(_rule(entry, kind) for entry in data[kind])
            for kind in ("lines", "captions", "credits", "prefixes", "suffixes", "sections", "outlets", "bylines")
        }
        return Furniture(
            **rules,
            # One pattern of all: most lines match none, and asking once is a fifth of asking each.
            any_line=_any(data["lines"]),
            any_caption=_any(data["captions"]),
            any_credit=_any(data["credits"]),
            any_product=_compiled(rf"\b(?:{'|'.join(data['appeals']['product'])})\b"),
            credit_cues=tuple(str(cue) for cue in data["credit_cues"]),
            boxes=tuple(_box(entry) for entry in data["blocks"]),
            fields={word: name for name, words in data["fields"].items() for word in words},
            labels=frozenset(str(label).lower() for label in data["labels"]),
            nameplates=frozenset(str(word).lower() for word in data["nameplates"]),
            weak_nameplates=frozenset(str(word).lower() for word in data["weak_nameplates"]),
            reader=_compiled(rf"\b(?:{'|'.join(data['appeals']['reader'])})\b"),
            products=tuple(_compiled(rf"\b(?:{word})\b") for word in data["appeals"]["product"]),
        )
    except (KeyError, TypeError) as error:
        raise DataError(f"data/furniture.yml: an entry lacks {error}; every entry has pattern and reason.") from error


def drop_reason(line: Line, *, tail: bool = False, top: bool = False) -> str | None:
    """Why a line is furniture, or None; `top` and `tail` say that it stands at the beginning or end of the page."""
    if len(line.text) > LONGEST_LINE:
        return None
    rules = furniture()
    if not rules.any_line.fullmatch(line.text):
        return None
    for rule in rules.lines:
        if (rule.where == "any" or (tail if rule.where == "tail" else top)) and rule.pattern.fullmatch(line.text):
            return rule.reason
    return None


def is_appeal(text: str) -> bool:
    """True if a short paragraph speaks to its reader about the paper: subscriptions, free pages, cookies.

    >>> is_appeal("You have read two free pages today. Members read all of them.")
    True
    """
    if len(text) > LONGEST_APPEAL or _QUOTED.search(text):
        return False
    rules = furniture()
    if not rules.reader.search(text) and "|" not in text and len(text) > 120:
        return False
    if not rules.any_product.search(text):
        return False
    found = sum(1 for product in rules.products if product.search(text))
    return found >= (2 if rules.reader.search(text) else 3)


def is_navigation(text: str, *, tail: bool) -> bool:
    """True for a row of links: short words parted by bars, dots or wide gaps.

    >>> is_navigation("Home | World | Letters", tail=False)
    True
    """
    if len(text) > 200 or is_terminated(text):
        return False
    bars = [part.split() for part in re.split(r"\s*[|·•]\s*", text)]
    if len(bars) > 1 and all(len(part) <= 6 for part in bars):
        return len(bars) > 2 or tail or max(len(part) for part in bars) <= 3
    gaps = [part.split() for part in re.split(r" {2,}", text)]
    return len(gaps) > 2 and all(len(part) <= 3 for part in gaps)


def is_caption(line: Line) -> bool:
    """True if a line is a picture's caption: it credits a photographer or agency, or says that it is one."""
    if len(line.text) > 2 * LONGEST_LINE or len(line.text.split()) > LONGEST_CAPTION_WORDS:
        return False
    if not _has_cue(line.text) or len(_INNER_END.findall(line.text)) > 2:
        return False
    return bool(furniture().any_caption.fullmatch(line.text))


def is_credit(line: Line) -> bool:
    """True if a line is nothing but a picture credit."""
    if len(line.text) >= 120 or not _has_cue(line.text) or not furniture().any_credit.search(line.text):
        return False
    return any(_covers(rule.pattern, line.text) for rule in furniture().credits)


def _has_cue(text: str) -> bool:
    """True if a line names a maker of pictures; patterns cost ten times as much, and most lines do not."""
    lower = text.lower()
    return any(cue in lower for cue in furniture().credit_cues)


def without_credit(line: Line) -> Line:
    """A caption without the credit at its end; unchanged if nothing or only little would remain."""
    for rule in furniture().credits:
        match = None if rule.alone else rule.pattern.search(line.text, max(0, len(line.text) - 140))
        if match and match.start() >= 12:
            return line.cut(0, match.start())
    return line


def box_at(lines: Sequence[Line], first: int) -> tuple[int, str] | None:
    """The end (exclusive) of a letter or box that opens at line `first`, and its reason; None if none does."""
    for box in furniture().boxes:
        if len(lines[first].text) > LONGEST_LINE or not box.opens.fullmatch(lines[first].text):
            continue
        inside = lines[first + 1 : first + 1 + box.limit]
        closing = next((n for n, line in enumerate(inside) if box.closes.fullmatch(line.text)), None)
        if closing is None or not any(box.proof.search(line.text) for line in inside[: closing + 1]):
            continue
        end = first + closing + 2
        while end < len(lines) and box.after and len(lines[end].text) < 120 and box.after.fullmatch(lines[end].text):
            end += 1
        return end, box.reason
    return None


def section_at(lines: Sequence[Line], first: int) -> tuple[int, str] | None:
    """The end (exclusive) of a list of other reports whose heading is line `first`; None if it heads none.

    A heading without a teaser under it stays, for it may be the report's own.
    """
    text = lines[first].text
    if len(text) > 60:
        return None
    rule = next((rule for rule in furniture().sections if rule.pattern.fullmatch(text)), None)
    if rule is None:
        return None
    end = first + 1
    while end < min(len(lines), first + 1 + TEASERS_AT_MOST) and _is_teaser(lines[end].text):
        end += 1
    return (end, rule.reason) if end > first + 1 or end == len(lines) else None


def _is_teaser(text: str) -> bool:
    """A date, a headline (which ends without a full stop) or a summary that breaks off."""
    words = len(text.split())
    if is_date_line(text):
        return True
    if _CUT_OFF.search(text):
        return words <= 60
    return words <= 25 and (not is_terminated(text) or text.endswith("?"))


def _covers(pattern: re.Pattern[str], text: str) -> bool:
    match = pattern.search(text)
    return bool(match and match.start() == 0)


def _any(entries: Sequence[dict[str, Any]]) -> re.Pattern[str]:
    """All patterns of a list as one; group names are dropped, since several may share one."""
    return _compiled("|".join(f"(?:{_GROUP.sub('(?:', entry['pattern'])})" for entry in entries))


def _rule(entry: dict[str, Any], kind: str) -> Rule:
    return Rule(
        _compiled(entry["pattern"]), entry.get("reason", kind), entry.get("where", "any"), entry.get("alone", False)
    )


def _box(entry: dict[str, Any]) -> Box:
    after = entry.get("after")
    return Box(
        entry["reason"],
        _compiled(entry["opens"]),
        _compiled(entry["proof"]),
        _compiled(entry["closes"]),
        _compiled(after) if after else None,
        int(entry["limit"]),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise DataError(f"data/furniture.yml: pattern '{pattern}' is no regular expression: {error}.") from error
