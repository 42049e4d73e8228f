"""The dates of GUM as the time benchmark reads them: running text, normalised values, and how one meets another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dragoman.data.calendar import Days, published_days
from dragoman.model import Article, Block

FIRST, LAST = date.min, date.max
ATTRIBUTE = re.compile(r'(\w+):::"([^"]*)"')


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A phrase `[start, end)` of the text and what it means; `days` None where that is no interval of the calendar.

    `open_start`, `open_end`: only the other bound is told ("since 2005" has no end).
    """

    start: int
    end: int
    text: str
    value: str
    days: Days | None
    open_start: bool = False
    open_end: bool = False


@dataclass(slots=True)
class Page:
    """A document of GUM: its paragraphs as an article, with the day it was made."""

    id: str
    created: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    dates: list[GoldDate] = field(default_factory=list)

    def article(self) -> Article:
        """All paragraphs as body, one blank line between them."""
        blocks, at = [], 0
        for text in self.paragraphs:
            blocks.append(Block("body", at, at + len(text), at))
            at += len(text) + 2
        return Article(self.id, self.id, "\n\n".join(self.paragraphs), tuple(blocks), published=self.created)


def pages(path: Path) -> Iterator[Page]:
    """The documents of a CoNLL-U file of GUM, with their dates at characters of the article's text."""
    page: Page | None = None
    base = 0
    pending: list[tuple[int, str]] = []  # where a date opened, and its tag
    for lines in _sentences(path):
        told = [line for line in lines if line.startswith("#")]
        name = next((line.split(" = ")[1] for line in told if line.startswith("# newdoc id")), None)
        if name or page is None:
            if page is not None:
                yield page
            page, base, pending = Page(name or ""), 0, []
        created = next((line.split(" = ")[1] for line in told if line.startswith("# meta::dateCreated")), None)
        page.created = created or page.created
        if any(line.startswith("# newpar") and "_block" not in line for line in told) or not page.paragraphs:
            base += len(page.paragraphs[-1]) + 2 if page.paragraphs else 0
            page.paragraphs.append("")
        _read(page, base, pending, [line.split("\t") for line in lines if not line.startswith("#")])
    if page is not None:
        yield page


def _sentences(path: Path) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line:
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _read(page: Page, base: int, pending: list[tuple[int, str]], rows: Iterable[list[str]]) -> None:
    """Add the words of a sentence to the last paragraph, and its dates to the page."""
    covered, space = 0, bool(page.paragraphs[-1])
    for row in rows:
        number, word, misc = row[0], row[1], row[9]
        if "." in number:
            continue
        if "-" in number:  # "don't" in one piece; its words carry the mark-up, the surface stands here
            covered = int(number.split("-")[1])
            _append(page, word, space)
            space = "SpaceAfter=No" not in misc
            continue
        within = int(number) <= covered
        if not within:
            _append(page, word, space)
        end = base + len(page.paragraphs[-1])
        start = end - len(word)
        tags = re.findall(r"<[^>]*>", misc.partition("XML=")[2])
        pending += [(start, tag) for tag in tags if tag.startswith("<date")]
        for _ in range(sum(tag == "</date>" for tag in tags)):
            if pending:
                first, tag = pending.pop()
                text = page.paragraphs[-1][max(0, first - base) :]
                page.dates.append(_gold(first, end, text, tag))
        if not within:
            space = "SpaceAfter=No" not in misc


def _append(page: Page, word: str, space: bool) -> None:
    page.paragraphs[-1] += (" " if space else "") + word


def _gold(start: int, end: int, text: str, tag: str) -> GoldDate:
    values = dict(ATTRIBUTE.findall(tag))
    value = " ".join(f"{k}={v}" for k, v in values.items() if k != "rend")
    low = published_days(values.get("when") or values.get("from") or values.get("notBefore"))
    high = published_days(values.get("when") or values.get("to") or values.get("notAfter"))
    days = None
    if low and high and low[0] <= high[1]:
        days = low[0], high[1]
    elif (low or high) and len({"from", "to", "notBefore", "notAfter"} & set(values)) == 1:
        days = (low[0] if low else FIRST), (high[1] if high else LAST)
    return GoldDate(start, end, text, value, days, days is not None and not low, days is not None and not high)


def meets(gold: GoldDate, days: Days) -> bool:
    """Whether two intervals overlap."""
    return gold.days is not None and gold.days[0] <= days[1] and days[0] <= gold.days[1]


def same(gold: GoldDate, days: Days) -> bool:
    """Whether two intervals are the same; a bound that is not told is not compared."""
    if gold.days is None:
        return False
    return (gold.open_start or gold.days[0] == days[0]) and (gold.open_end or gold.days[1] == days[1])


WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
NAMES = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")


def contradicted(page: Page) -> bool:
    """Whether the annotation of a page is at odds with itself or with the day the page is said to be made.

    A phrase that is one weekday is given a day that is another, or "today" a day that is not `dateCreated`: the page's days
    were then counted from a day that nobody who reads the page is told.
    """
    created = published_days(page.created)
    for gold in page.dates:
        if gold.days is None or gold.days[0] != gold.days[1]:
            continue
        named = WEEKDAY.search(gold.text)
        if named and NAMES.index(named.group(1).lower()) != gold.days[0].weekday():
            return True
        if gold.text.lower() == "today" and created and created[0] == created[1] and gold.days != created:
            return True
    return False
