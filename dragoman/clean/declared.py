"""What a page declares of its report, weighed: header lines and hints in, one title, outlet, author, date and address out.

Saved pages state these things several times over; `read` passes all of it on with its origin, and here one is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.clean.dates import is_date_line, says_published
from dragoman.clean.lines import Line, split
from dragoman.clean.masthead import known_name, outlet_host, same_words
from dragoman.clean.published import Seen
from dragoman.model import Document, Dropped
from dragoman.model.text import OUTSIDE

_HEADER = re.compile(r"(TITLE|SUBTITLE|OUTLET|BYLINE|DATE|UPDATED|LANGUAGE|LINK|DESCRIPTION) \(([^()\n]{1,60})\): ")
_TAIL = re.compile(r"\s+[|–—·»•-]+\s+|\s*[|»•]\s*")
_WORDS = re.compile(r"\w+")
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|org|net|html?)\b", re.IGNORECASE)
_BY = re.compile(
    r"\s*(?:written |posted |reported |story |published )?(?:by|von|par|por|di|door|av|автор|yazan)\b:?\s+",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s*(?:[|•·–—]|\bon\s+[A-Z\d]|\d{1,2}[:.]\d\d|\b(?:updated|published|posted|follow|today|yesterday)\b|\d{1,2}/\d{1,2}/\d{2}|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)",
    re.IGNORECASE,
)
# A mail that hands on another one was sent after that: its date is the last word asked.
_KINDS = {"date line": "shown", "time element": "shown", "line with a date": "loose", "mail Date, forwarded": "loose"}
# What `read` may say of a part of the page.
REASONS = frozenset(
    (
        *(
            "comments of readers",
            "related reports",
            "share line",
            "newsletter",
            "cookie notice",
            "advertisement",
            "author box",
        ),
        *("tag list", "navigation", "side column", "page footer", "pop-up", "hidden"),
    )
)
# A headline on the page is the page's own when it shares this many of its words with what the page declares.
SHARED_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """A declared value, where it stands, and its line in the document (None for hints, which stand beside the text)."""

    field: str
    origin: str
    line: Line | None
    value: str


@dataclass(slots=True)
class Declared:
    """What was chosen; every value with its origin, and the lines that held nothing but statements."""

    title: Statement | None = None
    subtitle: Statement | None = None
    outlet: Statement | None = None
    byline: Statement | None = None
    link: Statement | None = None
    language: Statement | None = None
    dates: list[Seen] = field(default_factory=list)
    updated: list[Seen] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def part(text: str) -> tuple[list[Statement], list[Line], list[Dropped]]:
    """The text of a saved page in three: what it declares, its lines, and what stands outside of it with the reason."""
    end = text.find(f"\n{OUTSIDE}\n")
    lines = split(text if end < 0 else text[:end], wrapped=False)
    said: list[Statement] = []
    at = 0
    while at < len(lines) and (match := _HEADER.match(lines[at].text)):
        value = lines[at].cut(match.end(), len(lines[at].text))
        if value.text:
            said.append(Statement(match[1].lower(), match[2], value, value.text))
        at += 1
    return said, lines[at:], list(_outside(text, end + 1)) if end >= 0 else []


def _outside(text: str, start: int) -> Iterator[Dropped]:
    """The lines behind the marker, each whole; hundreds of them, so nothing else is asked about them."""
    for line in text[start:].split("\n"):
        if line and not line.isspace():
            reason = line[1 : line.index("]")] if line[0] == "[" and "]" in line else ""
            yield Dropped(start, start + len(line), reason if reason in REASONS else "outside the report")
        start += len(line) + 1


def hinted(document: Document) -> list[Statement]:
    """What the format says beside the text: a record's fields, a mail's head, the address of the fetch."""
    fields = {"published": "date", "created": "", "captured": "", "furniture": "", "section": ""}
    said = [
        Statement(fields.get(one.field, one.field), one.origin, None, one.value)
        for one in document.hints
        if fields.get(one.field, one.field)
    ]
    if document.url:
        said.append(Statement("link", "address of the document", None, document.url))
    return said


def choose(said: Sequence[Statement]) -> Declared:
    """One value a field, from all that is declared."""
    found = Declared(lines=[one.line for one in said if one.line])
    links = [one for one in said if one.field == "link" and one.value.startswith(("http://", "https://"))]
    by_trust = sorted(links, key=lambda one: one.origin != "canonical")
    found.link = next((one for one in by_trust if _is_page(one.value)), by_trust[0] if by_trust else None)
    found.outlet = _outlet(said, found.link)
    found.title = _title(said, found.outlet.value if found.outlet else None)
    found.subtitle = _subtitle(said, found.title)
    found.byline = _byline(said, found.outlet.value if found.outlet else None)
    languages = [one for one in said if one.field == "language"]
    found.language = languages[0] if languages else None
    for one in said:
        kind = _KINDS.get(one.origin, "declared")
        if one.origin == "line with a date" and not (is_date_line(one.value) or says_published(one.value)):
            continue
        if one.field == "date":
            found.dates.append(Seen(kind, one.origin, one.value))
        elif one.field == "updated":
            found.updated.append(Seen("declared", one.origin, one.value))
    return found


def _is_page(link: str) -> bool:
    """True for an address with a path: some pages declare the front page of their site."""
    return len(re.sub(r"^https?://[^/]*/?", "", link)) > 1


def _title(said: Sequence[Statement], outlet: str | None) -> Statement | None:
    titles = [_without_tail(one, outlet, said) for one in said if one.field == "title"]
    titles = [one for one in titles if one.value and not (outlet and same_words(one.value, outlet))]
    declared = [one for one in titles if one.origin not in ("h1", "title")]
    heads = [one for one in titles if one.origin == "h1"]
    page = [one for one in titles if one.origin == "title"]
    for wanted in [*declared, *page]:
        for head in heads:
            if _shared(head.value, wanted.value) >= SHARED_WORDS:
                return head
    # Two statements that agree outweigh one; then in the order of trust.
    for one in declared:
        if any(one is not other and same_words(one.value, other.value) for other in [*declared, *page]):
            return one
    return next(iter([*declared, *heads[:1], *page]), None)


def _without_tail(one: Statement, outlet: str | None, said: Sequence[Statement]) -> Statement:
    """A title without the outlet or section that pages put behind it."""
    text = one.value
    known = [other.value for other in said if other.field == "outlet"] + ([outlet] if outlet else [])
    longest = max((len(other.value) for other in said if other.field == "title" and other.origin == "h1"), default=0)
    for _ in range(3):
        cuts = [match for match in _TAIL.finditer(text) if match.start() >= 8]
        if not cuts:
            break
        tail = text[cuts[-1].end() :]
        of_outlet = any(_key(tail) == _key(name) or _key(name) in _key(tail) for name in known if _key(name))
        section = one.origin == "title" and longest and cuts[-1].start() >= longest
        if not (of_outlet or section or (known_name(tail) and len(tail.split()) <= 5)):
            break
        text = text[: cuts[-1].start()].rstrip()
    if text == one.value:
        return one
    return Statement(one.field, one.origin, one.line.cut(0, len(text)) if one.line else None, text)


def _subtitle(said: Sequence[Statement], title: Statement | None) -> Statement | None:
    for one in said:
        if (
            one.field == "subtitle"
            and len(one.value.split()) >= 4
            and not (title and _shared(one.value, title.value) > 0.8)
        ):
            return one
    return None


def _outlet(said: Sequence[Statement], link: Statement | None) -> Statement | None:
    names = [
        one
        for one in said
        if one.field == "outlet" and len(one.value) <= 80 and not one.value.startswith(("http", "@"))
    ]
    for one in names:
        if known_name(one.value):
            return Statement(one.field, one.origin, one.line, known_name(one.value) or one.value)
    written = [one for one in names if not _ADDRESS.search(one.value)]
    host = outlet_host(link.value) if link else None
    if written:
        return written[0]
    tail = _named_in_title(said)
    if tail and not (host and known_name(host)):
        return tail
    if link and host:
        return Statement(
            "outlet",
            link.origin,
            link.line,
            names[0].value if names and known_name(host) is None else known_name(host) or host,
        )
    return names[0] if names else None


def _named_in_title(said: Sequence[Statement]) -> Statement | None:
    """The outlet behind the bar or dash of a page's title, where what stands before it is the headline.

    A page printed to PDF keeps its title as that of the file; there only a bar shows that it was a page's.
    """
    for one in said:
        cuts = list(_TAIL.finditer(one.value)) if one.origin in ("title", "pdf Title") else []
        if not cuts or cuts[-1].start() < 8 or (one.origin == "pdf Title" and "|" not in cuts[-1][0]):
            continue
        tail = one.value[cuts[-1].end() :].strip()
        others = [other.value for other in said if other.field == "title" and other is not one]
        agreed = any(same_words(one.value[: cuts[-1].start()], other) for other in others) or not others
        if 1 <= len(tail.split()) <= 5 and (agreed or known_name(tail)) and not _ADDRESS.search(tail):
            return Statement("outlet", one.origin, one.line, known_name(tail) or tail)
    return None


def _byline(said: Sequence[Statement], outlet: str | None) -> Statement | None:
    for one in said:
        if one.field != "byline":
            continue
        name = _person(one.value)
        if name and not (outlet and _key(name) == _key(outlet)):
            return Statement(one.field, one.origin, one.line, name)
    return None


def _person(text: str) -> str | None:
    """The names in a byline, without "by", addresses and what stands behind the name."""
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    cut = _AFTER_NAME.search(text)
    if cut:
        text = text[: cut.start()]
    text = text.strip(" ,;:-|")
    if (
        _ADDRESS.search(text)
        or not 3 <= len(text) <= 120
        or len(text.split()) > 14
        or any(char.isdigit() for char in text)
    ):
        return None
    return text if any(char.isupper() or ord(char) > 0x250 for char in text) else None


def _shared(left: str, right: str) -> float:
    """The share of the words of the shorter text that stand in the other, 0 to 1."""
    first, second = set(_WORDS.findall(left.lower())), set(_WORDS.findall(right.lower()))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _key(name: str) -> str:
    return re.sub(r"\W+", "", name.lower()).removeprefix("the")


def origin_pairs(found: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Fields with their origin, sorted, without those that have none."""
    return tuple(sorted((name, origin) for name, origin in found if origin))
