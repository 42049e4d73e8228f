"""What stands where on a saved page: its lines in order, and the parts that say of themselves that they are not a report.

One walk over the tree: elements such as `nav`, and elements whose class or id says "comments", "related", "newsletter"
(`data/furniture_html.yml`), are cut out before the text is extracted. Their lines are kept with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from dragoman.read.declared import one_line, words_of_pages

# A part that holds more of the page's words than this is no box beside the report, whatever its name says.
LARGEST_PART = 0.35
LARGEST_NAV = 0.6
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS_NAMES = (
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead title tr ul"
)
BLOCKS = frozenset(_BLOCKS_NAMES.split())
# "has-sidebar" names the page around a side column, "comments-enabled" a report that has some.
_AROUND = frozenset(["has", "no", "with", "without", "w", "and", "is", "not", "single", "page", "layout", "theme"])
_WRAPS = frozenset(["content", "body", "enabled", "open", "disabled", "wrapper", "page", "layout", "container"])
_SPECIAL = {"figcaption": "caption", "time": "date"}
# Their classes say how words look.
_PLAIN_NAMES = (
    "br hr b i em strong a p img li td tr u sup sub h2 h3 h4 font code abbr wbr head title meta link html body"
)
_PLAIN = frozenset(_PLAIN_NAMES.split()) - {"p"}
_ROOTS = frozenset(("html", "body", "main", "article", "head", "h1"))


@dataclass(slots=True)
class Line:
    """A line of the page as it is shown; `reason` says in which part it stands, `kind` what marks it (date, byline...)."""

    text: str
    reason: str = ""
    kind: str = ""


@dataclass(slots=True)
class _Part:
    element: Any
    reason: str
    first: int
    size_before: int
    last: int = 0
    size: int = 0


@dataclass(slots=True)
class Layout:
    """The lines of a page in order and the parts to cut; `stamps` are dates of `time` elements by line number."""

    lines: list[Line] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)
    captions: list[Any] = field(default_factory=list)
    stamps: dict[int, str] = field(default_factory=dict)


def survey(root: Any) -> Layout:
    """The layout of a page. `root` must hold no scripts any more; it is not changed."""
    found = Layout()
    lines, captions, stamps = found.lines, found.captions, found.stamps
    elements, roots = _elements(), _ROOTS
    parts: list[_Part] = []
    part: _Part | None = None
    kinds: list[tuple[Any, str]] = []
    buffer: list[str] = []
    size = 0

    def flush() -> None:
        nonlocal size
        text = " ".join("".join(buffer).split())
        buffer.clear()
        if text:
            size += len(text)
            lines.append(Line(text, "", kinds[-1][1] if kinds else ""))

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in BLOCKS and buffer:
                flush()
            if tag not in _PLAIN and (tag in elements or tag in _SPECIAL or element.keys()):
                kind, reason = _what_it_is(element, elements)
                if kind:
                    if kind == "caption":
                        captions.append(element)
                    if buffer and kinds and kinds[-1][1] != kind:
                        flush()
                    kinds.append((element, kind))
                    if tag == "time" and element.get("datetime"):
                        stamps.setdefault(len(lines), one_line(element.get("datetime")))
                if reason and part is None and tag not in roots:
                    flush()
                    part = _Part(element, reason, len(lines), size)
            if element.text and tag not in ("head", "title"):
                buffer.append(element.text)
        else:
            if buffer and tag in BLOCKS:
                flush()
            if part is not None and part.element is element:
                flush()
                part.last, part.size = len(lines), size - part.size_before
                parts.append(part)
                part = None
            if kinds and kinds[-1][0] is element:
                flush()
                kinds.pop()
            if element.tail and element is not root:
                buffer.append(element.tail)
    flush()
    for part in parts:
        limit = LARGEST_NAV if part.element.tag in ("nav", "footer") else LARGEST_PART
        if part.size <= limit * size:
            found.parts.append(part.element)
            for line in lines[part.first : part.last]:
                line.reason = part.reason
    return found


def _what_it_is(element: Any, elements: Mapping[str, str]) -> tuple[str, str]:
    """The kind of an element's text, and the reason to cut it; "" where there is none."""
    tag = element.tag
    kind, reason = _SPECIAL.get(tag, ""), elements.get(tag, "")
    name, identity = element.get("class"), element.get("id")
    if name:
        told = _told(name[:300])
        kind, reason = kind or told[0], reason or told[1]
        if told[2]:
            reason = ""
    if identity:
        told = _told(identity[:100])
        kind = kind or told[0]
        reason = "" if told[2] else reason or told[1]
    if not reason:
        style = element.get("style")
        if (style and _HIDDEN.search(style[:500])) or element.get("hidden") is not None:
            reason = "hidden"
    return kind, reason


def cut(layout: Layout) -> None:
    """Take the parts out of the tree; the text behind an element stays."""
    for element in layout.parts:
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail and element.tail.strip():
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


@cache
def _elements() -> dict[str, str]:
    return {str(tag): str(reason) for tag, reason in words_of_pages()["elements"].items()}


@cache
def _words() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Words of classes to the reason of the part, to the kind of a short text, and those that wrap the report."""
    data = words_of_pages()
    reasons = {word: part["reason"] for part in data["parts"] for word in part["words"]}
    kinds: dict[str, str] = {}
    for name, kind in (
        ("datelines", "date"),
        ("bylines", "byline"),
        ("subtitles", "subtitle"),
        ("credits", "credit"),
        ("captions", "caption"),
    ):
        kinds.update(dict.fromkeys(data[name], kind))
    return reasons, kinds, frozenset(data["wraps"])


@lru_cache(maxsize=20_000)
def _told(attribute: str) -> tuple[str, str, bool]:
    """What a class or id says: the kind of its text, the reason to cut it, and whether it wraps the report."""
    kind = reason = ""
    for name in attribute.split():
        told = _named(name)
        if told[2]:
            return told[0] or kind, "", True
        kind, reason = kind or told[0], reason or told[1]
    return kind, reason, False


@lru_cache(maxsize=20_000)
def _named(name: str) -> tuple[str, str, bool]:
    reasons, kinds, wraps = _words()
    kind = reason = ""
    words = [word.lower() for word in _WORD.findall(name[:80])]
    named = not words or words[0] in _AROUND or words[-1] in _WRAPS
    for size in (3, 2, 1):
        for first in range(len(words) - size + 1):
            # One word says what an element is when the attribute ends or begins with it: "comments", "site-footer".
            if size == 1 and first not in (0, len(words) - 1):
                continue
            key = " ".join(words[first : first + size])
            if key in wraps:
                return kind, "", True
            if not reason and (size > 1 or not named) and key in reasons:
                reason = reasons[key]
            if not kind and key in kinds:
                kind = kinds[key]
    return kind, reason, False
