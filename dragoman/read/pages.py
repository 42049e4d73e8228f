"""HTML bytes to text: caps that hold before the parser sees them, then `read.html`."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.model import Hint
from dragoman.read.encodings import decode
from dragoman.read.limits import Limits
from dragoman.read.page import Page
from dragoman.read.reasons import Declined, Why, over

MAX_OPEN = 4_096
MAX_ATTRIBUTES = 5_000
# The largest of 181 news pages has 1,800 elements. Extraction looks at each a dozen times and in places at all its neighbours:
# 300,000 empty paragraphs took it over a minute, 15,000 take 0.6 s.
MAX_ELEMENTS = 15_000
CHUNK = 65_536
# The pages that `show` writes say so themselves.
OUR_OWN = '<meta name="generator" content="Dragoman'
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Lower case must not change positions, as str.lower does with a few letters.
_LOWER_TAGS = re.compile(r"</?(?:script|style)", re.IGNORECASE)
_SCRIPTS = re.compile(r"<(script|style)")
_SCRIPTS_AND_COMMENTS = re.compile(r"<(script|style|!--)")
# These close by themselves, so that any number of them is no depth.
_CLOSING = (
    "area base br col embed hr img input link meta param source track wbr p li dd dt option optgroup tr td th thead tbody "
    "tfoot colgroup rp rt html head body"
)
_FLAT = frozenset(_CLOSING.split())
_GAP = re.compile(r"[\s\"'][^\s=>/\"'<]")


def read_html(
    data: bytes, limits: Limits, *, charset: str | None = None, url: str | None = None, hints: tuple[Hint, ...] = ()
) -> Page:
    """The report on a page, with its address and hints; `charset` is what its carrier declares."""
    declared = _META.search(data[:8192]) or _XML.match(data[:300])
    text, reason = decode(data, charset=charset or (declared[1].decode("ascii") if declared else None))
    if text is None:
        raise Declined(*_why(reason))
    if OUR_OWN in text[:4096]:
        # In a folder that is read again, the page of the case would tell of everything once more and corroborate it.
        raise Declined(Why.UNKNOWN, "a page that Dragoman wrote")
    check_html(text)
    return replace(text_of_html(text, url=url), url=url, hints=hints)


def check_html(html: str) -> None:
    """Refuse what costs extraction more than it can be worth: depth, more elements than any page has, and crowded tags.

    Parsers look each attribute up among all others of its tag, which takes time with the square of their number.
    """
    if any(len(piece) > 2 * MAX_ATTRIBUTES for piece in html.split(">")):
        check_attributes(html)
    # Nothing is deeper than it has opening tags, nor has more elements: most pages need not be looked at any closer.
    opening = html.count("<") - html.count("</")
    if opening > MAX_OPEN:
        # What hides its depth from us in a would-be comment meets the parser's own limit: it then finds no report.
        check_depth(_without(html, _SCRIPTS_AND_COMMENTS))
    if opening > MAX_ELEMENTS:
        _check_elements(html)


def check_depth(html: str) -> None:
    """Count elements that stay open, which is what a tree of the page would hold at most."""
    open_tags: dict[str, int] = {}
    depth = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _FLAT:
            continue
        if match[1]:
            if open_tags.get(name):
                open_tags[name] -= 1
                depth -= 1
        else:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += 1
            if depth > MAX_OPEN:
                raise over(Why.TOO_DEEP, f"more than {MAX_OPEN}", MAX_OPEN, "open elements")


def _check_elements(html: str) -> None:
    """Count as the parser does, which alone knows for sure what is a script, and stop as soon as there are too many."""
    from lxml import etree

    parser = etree.HTMLPullParser(events=("start",), encoding="utf-8", remove_comments=True, remove_pis=True)
    data = html.encode("utf-8", "replace")
    count = 0
    for at in range(0, len(data), CHUNK):
        parser.feed(data[at : at + CHUNK])
        count += sum(1 for _ in parser.read_events())
        if count > MAX_ELEMENTS:
            raise over(Why.TOO_MANY, f"more than {MAX_ELEMENTS}", MAX_ELEMENTS, "elements")


def check_attributes(html: str) -> None:
    for piece in _without(html, _SCRIPTS).split(">"):
        start = piece.find("<") if len(piece) > 2 * MAX_ATTRIBUTES else -1
        gaps = len(_GAP.findall(piece, start)) if start >= 0 else 0
        if gaps > MAX_ATTRIBUTES:
            raise over(Why.TOO_MANY, gaps, MAX_ATTRIBUTES, "attributes of one tag")


def _without(html: str, opening: re.Pattern[str]) -> str:
    """The page without parts in which "<" is no tag; searched by hand because a pattern would start anew at each."""
    low = _LOWER_TAGS.sub(lambda match: match.group().lower(), html)
    parts, at = [], 0
    for match in opening.finditer(low):
        if match.start() < at:
            continue
        comment = match[1] == "!--"
        head = match.end() - 1 if comment else low.find(">", match.start())
        end = low.find("-->" if comment else f"</{match[1]}", match.start())
        if comment and end < 0:
            break
        parts.append(html[at : head + 1 if head >= 0 else len(html)])
        if head < 0 or end < 0:
            return "".join(parts)
        at = max(end, head + 1)
    return "".join((*parts, html[at:]))


def text_of_html(html: str, *, url: str | None = None) -> Page:
    """What `read.html` extracts, as a Page; Declined where no report stands on the page."""
    # trafilatura and lxml take 0.3 s to import, and most cases hold no HTML.
    from dragoman.read.html import extract

    text, reason = extract(html, url=url)
    if text is None:
        if "MemoryError" in reason:
            raise MemoryError
        raise Declined(Why.NO_REPORT, reason)
    return Page(text, "text/html")


def _why(reason: str) -> tuple[Why, str]:
    head, _, detail = reason.partition(": ")
    return Why(head), detail
