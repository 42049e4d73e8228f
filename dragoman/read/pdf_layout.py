"""Words with places to paragraphs in reading order: lines, columns, running heads, hyphens. No PDF is needed for it.

Places are in points, y upwards, as PDF has them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from dragoman.model import Hint
from dragoman.read.page import hint, web_address

MARGIN = 0.12  # running heads and feet stand in this share of the page, above and below
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|página)?[\s–—-]*\d{1,4}\s*(?:(?:of|/|von|de)\s*\d{1,4})?[\s–—-]*", re.IGNORECASE
)
_PRINTED_FOOT = re.compile(
    r"(?P<url>(?:https?://|file:/)\S+)(?:\s+(?:page\s+)?\d{1,4}\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE
)
_PRINTED_HEAD = re.compile(
    r"(?P<stamp>\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?)(?:\s.*)?"
)
_TERMINAL = re.compile(r"[.!?…:][\"'”’»)\]]*$")
# Before these a hyphen at the end of a line belongs to the word.
_PREFIXES = (
    "anti co cross ex half mid multi non post pre pro quasi self semi two three vice well "
    "twenty thirty forty fifty sixty seventy eighty ninety"
)
_KEPT_PREFIXES = frozenset(_PREFIXES.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box; `breaks` is True for the first word of a line as the file has it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class PdfPage:
    """The words of one page and its size."""

    words: list[Word]
    width: float
    height: float


@dataclass(slots=True)
class Found:
    """What stood in the margins: hints, and the address that a browser printed."""

    hints: tuple[Hint, ...] = ()
    url: str | None = None


@dataclass(slots=True)
class Line:
    """A line, or the piece of one between two wide gaps."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    column: tuple[float, float] = field(default=(0.0, 0.0))

    @property
    def size(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def text_of(pages: Sequence[PdfPage]) -> tuple[str, Found]:
    """Paragraphs in reading order, separated by blank lines, and what stood in the margins."""
    all_lines = [lines_of(page.words) for page in pages]
    found = _without_margins(all_lines, pages)
    ordered = [line for lines in all_lines for line in in_order(lines)]
    words = Counter(word.lower() for line in ordered for word in re.findall(r"[\w-]+", line.text))
    return "\n\n".join(_paragraphs(ordered, words)), found


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Words to lines, cut where a gap is too wide to be a space."""
    lines: list[Line] = []
    run: list[Word] = []
    for word in words:
        if run:
            last = run[-1]
            size = max(word.top - word.bottom, 1.0)
            level = abs((word.top + word.bottom) - (last.top + last.bottom)) / 2 < 0.5 * size
            close = -0.5 * size < word.left - last.right < 1.5 * size
            if (word.breaks and not (level and close)) or not level or not close:
                lines.append(_line(run))
                run = []
        run.append(word)
    if run:
        lines.append(_line(run))
    return lines


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page in reading order: columns from left to right between the lines that span them."""
    gutters = _gutters(lines)
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    edges = [left, *gutters, right]
    columns = list(pairwise(edges))
    bands: list[list[list[Line]]] = [[[] for _ in columns]]
    out: list[Line] = []

    def close() -> None:
        for column in bands[-1]:
            out.extend(_joined(sorted(column, key=lambda one: (-one.middle, one.left))))
        bands.append([[] for _ in columns])

    for line in sorted(lines, key=lambda one: (-one.top, one.left)):
        crossed = [x for x in gutters if line.left < x - 1 and line.right > x + 1]
        if crossed:
            close()
            line.column = (left, right)
            out.append(line)
        else:
            at = next(
                n for n, (_, end) in enumerate(columns) if (line.left + line.right) / 2 <= end or n == len(columns) - 1
            )
            line.column = columns[at]
            bands[-1][at].append(line)
    close()
    return _measured(out)


def _measured(lines: list[Line]) -> list[Line]:
    """With each column as wide as its text is."""
    edges: dict[tuple[float, float], tuple[float, float]] = {}
    for line in lines:
        low, high = edges.get(line.column, (line.left, line.right))
        edges[line.column] = (min(low, line.left), max(high, line.right))
    for line in lines:
        line.column = edges[line.column]
    return lines


def _line(words: Sequence[Word]) -> Line:
    return Line(
        " ".join(word.text for word in words),
        min(word.left for word in words),
        min(word.bottom for word in words),
        max(word.right for word in words),
        max(word.top for word in words),
    )


def _joined(lines: list[Line]) -> Iterator[Line]:
    """Pieces at one height in one column are one line again."""
    last: Line | None = None
    for line in lines:
        if last is not None and abs(last.middle - line.middle) < 0.4 * line.size and line.left >= last.right - 1:
            last.text += " " + line.text
            last.right = max(last.right, line.right)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _gutters(lines: Sequence[Line]) -> list[float]:
    """Where white runs down between columns: few lines cross, and several stand side by side on both hands."""
    if len(lines) < 6:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    width = right - left
    if width <= 0:
        return []
    size = median(line.size for line in lines)
    step = 2.0
    cover = [0] * (int(width / step) + 3)
    for line in lines:
        cover[int((line.left - left) / step)] += 1
        cover[min(int((line.right - left) / step) + 1, len(cover) - 1)] -= 1
    running = 0
    for n, change in enumerate(cover):
        running += change
        cover[n] = running
    most = max(1, int(0.15 * len(lines)))
    found, start = [], None
    for n, count in enumerate([*cover[:-1], len(lines)]):
        if count <= most:
            start = n if start is None else start
        elif start is not None:
            x = left + step * (start + n) / 2
            if start > 0 and step * (n - start) >= max(6.0, 0.5 * size) and _divides(lines, x, width):
                found.append(x)
            start = None
    return found


def _divides(lines: Sequence[Line], x: float, width: float) -> bool:
    before = [line for line in lines if line.right <= x + 1]
    after = [line for line in lines if line.left >= x - 1]
    if len(before) < 3 or len(after) < 3:
        return False
    sides = []
    for side, other in ((before, after), (after, before)):
        low, high = min(line.bottom for line in other), max(line.top for line in other)
        beside = [line for line in side if low <= line.middle <= high]
        # Columns of text are wide; a column of numbers or dates beside its text is a table.
        wide = max((line.right - line.left for line in beside), default=0.0)
        sides.append(len(beside) >= 3 and wide >= 0.18 * width)
    return all(sides)


def _without_margins(pages: list[list[Line]], sizes: Sequence[PdfPage]) -> Found:
    """Take running heads, page numbers and a browser's print marks out of `pages`, in place."""
    seen: Counter[tuple[str, int]] = Counter()
    marginal: list[list[tuple[Line, str, int]]] = []
    for lines, page in zip(pages, sizes, strict=True):
        here = []
        for line in _edge_lines(lines):
            high = line.middle > (1 - MARGIN) * page.height
            low = line.middle < MARGIN * page.height
            if high or low:
                here.append((line, _DIGITS.sub("#", line.text.casefold()), round(line.middle / 12)))
        marginal.append(here)
        for key in {(text, level) for _, text, level in here}:
            seen[key] += 1
    needed = max(2, -(-2 * len(pages) // 5))
    found = Found()
    texts: Counter[str] = Counter()
    for lines, here in zip(pages, marginal, strict=True):
        for line, text, level in here:
            foot, head = _PRINTED_FOOT.fullmatch(line.text), _PRINTED_HEAD.fullmatch(line.text)
            # A line may shift by a point between pages, and so fall into the next level.
            count = seen[text, level] + seen[text, level - 1] + seen[text, level + 1]
            if foot:
                found.url = found.url or web_address(foot["url"])
            elif head and not any(one.field == "captured" for one in found.hints):
                found.hints += hint("captured", head["stamp"], "pdf printed head")
            if foot or head or count >= needed or _PAGE_NUMBER.fullmatch(line.text):
                lines.remove(line)
                texts[line.text] += 1
    for text in list(texts)[:20]:
        found.hints += hint("furniture", text, f"pdf margin, {texts[text]} pages" if texts[text] > 1 else "pdf margin")
    return found


def _edge_lines(lines: Sequence[Line]) -> list[Line]:
    by_height = sorted(lines, key=lambda line: -line.middle)
    return by_height if len(by_height) <= 8 else by_height[:4] + by_height[-4:]


def _paragraphs(lines: Sequence[Line], words: Counter[str]) -> Iterator[str]:
    """Lines to paragraphs, across columns and pages where a sentence goes on."""
    if not lines:
        return
    leading = _leading(lines)
    text = lines[0].text
    for last, line in pairwise(lines):
        if _begins(last, line, leading):
            yield _soft(text)
            text = line.text
        else:
            text = _glued(text, line.text, words)
    yield _soft(text)


def _leading(lines: Sequence[Line]) -> float:
    """How far the lines of a paragraph stand apart. Behind a full line the paragraph mostly goes on; a page of short lines
    (heading, byline, date, paragraphs of one line, as browsers print them) has more steps between paragraphs than in them.
    """
    steps = [
        (last.middle - line.middle, _is_full(last))
        for last, line in pairwise(lines)
        if last.column == line.column and 0 < last.middle - line.middle < 4 * line.size
    ]
    inside = [step for step, full in steps if full] or [step for step, _ in steps]
    return median(inside) if inside else 14.0


def _begins(last: Line, line: Line, leading: float) -> bool:
    """True if a paragraph begins with `line`."""
    ended = bool(_TERMINAL.search(last.text))
    step = last.middle - line.middle
    goes_on = not ended and line.text[:1].islower()
    if last.column != line.column or step <= 0 or step > 6 * leading:
        return not goes_on and (ended or abs(last.size - line.size) > 0.15 * line.size or not _is_full(last))
    if abs(last.size - line.size) > 0.15 * max(last.size, line.size) and not goes_on:
        return True
    if step > 1.35 * leading:
        return not goes_on
    indent = line.left - line.column[0]
    indented = 0.7 * line.size < indent < 5 * line.size and last.left - last.column[0] < 0.5 * line.size
    if indented and (ended or not goes_on):
        return True
    return ended and not _is_full(last)


def _is_full(line: Line) -> bool:
    low, high = line.column
    return line.right > high - 0.12 * (high - low)


def _glued(text: str, following: str, words: Counter[str]) -> str:
    """A line put behind another; a word that was broken between them is whole again."""
    match = re.search(r"([^\W\d_]{2,})([-\u00ad\u2010])$", text[-60:])
    if not match or not following[:1].isalpha():
        return f"{text} {following}"
    soft = match[2] == "\u00ad"
    head = match[1]
    tail = re.match(r"[\w-]+", following)
    whole, apart = head + (tail.group() if tail else ""), f"{head}-{tail.group() if tail else ''}"
    if not soft and following[:1].isupper():
        return text + following
    if words[apart.lower()] > words[whole.lower()]:
        return f"{text[:-1]}-{following}"
    if not soft and not words[whole.lower()] and head.lower() in _KEPT_PREFIXES:
        return text + following
    return text[:-1] + following


def _soft(text: str) -> str:
    return text.replace("\u00ad", "-") if text.endswith("\u00ad") else text.replace("\u00ad", "")
