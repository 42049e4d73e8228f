"""A saved page to text: what stands on it as a report, with the page's own statements in front and the rest behind.

trafilatura finds the text. Around it stands what `clean` needs to decide and to lose nothing:

- header lines with their origin, `TITLE (og:title): ...`, `DATE (json-ld datePublished): ...`, all of them, undecided;
- the text, a paragraph a line, captions marked as such;
- after the line `OUTSIDE`, every other line of the page that a reader sees, with the part it stands in.

The tree is parsed once, and parts that name themselves ("comments", "related", "newsletter") are cut out before the search
for the text: that halves the search and finds more.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import lxml.html
import trafilatura
from lxml import etree
from trafilatura.settings import Extractor

from dragoman.model.text import OUTSIDE
from dragoman.read.declared import Said, declared, one_line, words_of_pages
from dragoman.read.layout import Layout, Line, cut, survey

_LOG = logging.getLogger(__name__)
_ISO = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2}))?)?")
_WORD = re.compile(r"\w")
# Below this, the body that the page declares in its JSON-LD is taken, if that is longer.
SHORT_TEXT = 250
LONG_LINE, SHORT_LINE, FEWEST_FOUND = 80, 25, 0.35
LONGEST_OUTSIDE = 60_000
LARGEST_TEASERS = 0.3
_LINKED = etree.XPath("//p[.//a] | //li[.//a] | //h2[.//a] | //h3[.//a] | //h4[.//a] | //h5[.//a]")
# Lines below the headline among which the page's own date and author stand, and above it.
BELOW_TITLE, ABOVE_TITLE = 25, 6
_LONGEST_DATE = 90
_YEAR = re.compile(r"(?:19|20)\d\d|[\u0661\u0662\u06f1\u06f2][\u0660-\u0669\u06f0-\u06f9]{3}|\d{1,2}/\d{1,2}/\d\d\b")
_NEAR = ("", "share line", "author box", "side column")


def extract(html: str, *, url: str | None = None) -> tuple[str | None, str]:
    """The text of a page with its header lines: `(text, "")`, or `(None, reason)` when no report stands on it.

    `url` is where the page was fetched from, if that is known. Nothing is fetched and no script is run.
    """
    try:
        root = _tree(html)
        if root is None:
            return None, "HTML without the text of a report"
        said = declared(root)
        etree.strip_elements(root, *_machinery(), with_tail=False)
        layout = survey(root)
        cut(layout)
        _mark_captions(layout.captions)
        _open_tables(root)
        _cut_teasers(root, sum(len(line.text) for line in layout.lines if not line.reason))
        # What remains is searched a dozen times over: a third of its elements only say how words look.
        etree.strip_elements(root, "head", "img", "picture", "source", "video", "audio", with_tail=False)
        etree.strip_tags(
            root,
            "span",
            "font",
            "b",
            "strong",
            "i",
            "em",
            "u",
            "abbr",
            "small",
            "wbr",
            "time",
            "ins",
            "mark",
            "big",
            "label",
        )
        body = _body(html, root, layout, said)
    # trafilatura and lxml raise what their parsers raise; one broken page must not end a run.
    except Exception as error:
        _LOG.warning("page not extracted: %s", error)
        return None, f"HTML that can't be parsed: {type(error).__name__}"
    if not body:
        return None, "HTML without the text of a report"
    header = [
        f"{one.field.upper()} ({one.origin}): {one.value}"
        for one in [*said, *_seen(layout, said, body)]
        if one.field != "body"
    ]
    if url:
        header.append(f"LINK (fetched): {one_line(url)}")
    outside = _outside(layout.lines, body)
    parts = ["\n".join(dict.fromkeys(header)), "\n\n".join(body), "\n".join([OUTSIDE, *outside]) if outside else ""]
    return "\n\n".join(part for part in parts if part), ""


def declared_date(page: str | Any) -> str | None:
    """The publication date a page (HTML or its tree) declares of itself, as a prefix date; None where it declares none.

    >>> declared_date('<meta property="article:published_time" content="2019-03-02T08:15:00Z">')
    '2019-03-02T08:15'
    """
    tree = _tree(page) if isinstance(page, str) else page
    for one in declared(tree):
        match = _ISO.match(one.value) if one.field == "date" else None
        if match and 1900 <= int(match[1]) <= 2100 and 1 <= int(match[2]) <= 12:
            date = "-".join(part for part in match.groups()[:3] if part)
            return f"{date}T{match[4]}:{match[5]}" if match[4] and (match[4], match[5]) != ("00", "00") else date
    return None


def declared_outlet(page: str | Any) -> str | None:
    """The outlet a page declares of itself: in its metadata, or behind the bar or dash of its title; None if neither.

    >>> declared_outlet("<title>Ministers meet in Port Alba - The Harbour Courier</title>")
    'The Harbour Courier'
    """
    said = declared(_tree(page) if isinstance(page, str) else page)
    for one in said:
        if one.field == "outlet":
            return one.value
    for one in said:
        parts = re.split(r"\s+[|–—·-]\s+", one.value) if one.origin == "title" else []
        if len(parts) > 1 and len(parts[-1].split()) <= 5:
            return parts[-1]
    return None


@cache
def _parser() -> Any:
    # One class for all elements: lxml.html's own look-up is a Python call for each of them, a tenth of all time.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement))
    return parser


def _tree(html: str) -> Any:
    data = html.encode("utf-8", "replace")
    return etree.fromstring(data, _parser()) if data.strip() else None


@cache
def _machinery() -> tuple[str, ...]:
    return tuple(words_of_pages()["machinery"])


@cache
def _options() -> Extractor:
    # "recall" finds the text of more pages in the same time (F1 0.963 against 0.962, 0.952 by default); what it takes in too
    # much is furniture, and that is the work of `clean`.
    return Extractor(output_format="python", fast=True, recall=True, comments=False, tables=True, with_metadata=False)


def _body(html: str, root: Any, layout: Layout, said: Sequence[Said]) -> list[str]:
    text = _text(root, _options())
    # A page whose long lines were mostly not found was not understood: once more, whole and with trafilatura's own balance.
    expected = sum(len(line.text) for line in layout.lines if len(line.text) >= LONG_LINE and not line.reason)
    if len(text) < FEWEST_FOUND * expected:
        again = _text(_tree(html), _whole())
        text = again if len(again) > 1.5 * len(text) else text
    if len(text) < SHORT_TEXT:
        given = next((one.value.strip() for one in said if one.field == "body"), "")
        # Some pages give their body as HTML inside JSON.
        if "<" in given and ">" in given:
            inner = _tree(given)
            given = "\n".join(line.text for line in survey(inner).lines) if inner is not None else ""
        text = given if len(given) > 2 * len(text) else text
    elif sum(
        len(line.text)
        for line in layout.lines
        if len(line.text) >= LONG_LINE and not line.reason and line.text not in text
    ) > 0.25 * len(text):
        text = "\n".join(_rejoined(root, text.splitlines()))
    # Captions that stand in lists are captions still.
    lines = (line.strip().replace("- Caption: ", "Caption: ", 1) for line in text.splitlines())
    return [line for line in lines if _WORD.search(line)]


def _open_tables(root: Any) -> None:
    """Tables that lay out a page become plain parts of it: extraction would make one line of each of their rows."""
    for table in list(root.iter("table")):
        if table.find(".//p") is None and table.find(".//table") is None and table.find(".//br") is None:
            continue
        for part in table.iter("table", "tbody", "thead", "tr", "td", "th", "center"):
            part.tag = "div"


def _cut_teasers(root: Any, total: int) -> None:
    """Paragraphs that are nothing but a link and no sentence lead to other reports; where many do, it is a list on purpose."""
    found, size = [], 0
    for element in _LINKED(root):
        text = "".join(element.itertext()).strip()
        if len(text) < 12 or text[-1] in '.!?”"':
            continue
        links = element.findall(".//a")
        if len(links) == 1 and len("".join(links[0].itertext()).strip()) >= 0.95 * len(text):
            found.append(element)
            size += len(text)
    if size <= LARGEST_TEASERS * total:
        for element in found:
            parent = element.getparent()
            if parent is not None:
                element.drop_tree()


def _rejoined(root: Any, body: list[str]) -> list[str]:
    """The text with paragraphs that stand in the same kind of part as those found: some pages spread a report over several."""
    place = {line: n for n, line in enumerate(body)}
    paragraphs = [(element, " ".join("".join(element.itertext()).split())) for element in root.iter("p")]
    homes = [_home(element) for element, text in paragraphs if text in place and len(text) >= LONG_LINE]
    trusted = {home for home in homes if home and homes.count(home) > 1} if len(homes) < 2_000 else set()
    whole = " ".join(body)
    out: list[str] = []
    at = 0
    for element, text in paragraphs[:2_000]:
        if text in place:
            if place[text] >= at:
                out += body[at : place[text] + 1]
                at = place[text] + 1
        # A paragraph with line breaks stands in the text as several lines.
        elif (
            len(text) >= SHORT_LINE and _home(element) in trusted and text[:60] not in whole and text[-60:] not in whole
        ):
            out.append(text)
    return [*out, *body[at:]]


def _home(element: Any) -> str:
    parent = element.getparent()
    return (parent.get("class") or "").strip() if parent is not None else ""


def _text(root: Any, options: Extractor) -> str:
    page = trafilatura.bare_extraction(root, options=options)
    return (getattr(page, "text", None) or "").strip()


@cache
def _whole() -> Extractor:
    return Extractor(output_format="python", fast=True, comments=False, tables=True, with_metadata=False)


def _mark_captions(captions: Iterable[Any]) -> None:
    """Captions become paragraphs that say so, where the picture stood: extraction would lose or merge them."""
    for caption in captions:
        text = " ".join(" ".join(caption.itertext()).split())
        figure = caption.getparent()
        while figure is not None and figure.tag != "figure":
            figure = figure.getparent()
        old = caption if figure is None else figure
        if not text or len(text) > 600 or old.getparent() is None:
            continue
        paragraph = old.makeelement("p")
        paragraph.text = f"Caption: {text}"
        paragraph.tail = old.tail
        old.getparent().replace(old, paragraph)


def _seen(layout: Layout, said: Sequence[Said], body: Sequence[str]) -> list[Said]:
    """Dates and authors that a reader sees beside the headline, and the line under it."""
    lines = layout.lines
    titles = {one.value.lower() for one in said if one.field == "title"}
    opening = body[0]
    top = [n for n, line in enumerate(lines) if not line.reason and line.text.lower() in titles]
    start = [n for n, line in enumerate(lines) if line.text == opening]
    if not top and not start:
        return []
    texts = set(body)
    first = start[0] if start else top[0]
    begin = next(
        (n for n in range(first, len(lines)) if len(lines[n].text) >= LONG_LINE and lines[n].text in texts), None
    )
    # A headline may stand again in a bar above the page: the one nearest to the text counts.
    at = max((n for n in top if begin is None or n <= begin), default=first)
    if begin is None:
        begin = at + BELOW_TITLE
    below = range(at, min(len(lines), max(begin, at) + 4, at + 4 * BELOW_TITLE))
    found = [*_dates_of(layout, below), *_people_of(lines, below)]
    if not any(one.field == "date" for one in found):
        # A date above the headline is often the day of the visit, so only where none stands below it.
        found += _dates_of(layout, range(max(0, at - ABOVE_TITLE), at))
    if not any(one.field == "date" for one in found):
        ends = [n for n, line in enumerate(lines) if line.text == body[-1]]
        after = range(ends[-1], min(len(lines), ends[-1] + ABOVE_TITLE)) if ends else range(0)
        found += [one for one in _dates_of(layout, after) if one.origin == "date line"][:1]
    return found


def _dates_of(layout: Layout, where: range) -> list[Said]:
    found = []
    for n in where:
        line = layout.lines[n]
        if line.reason not in _NEAR:
            continue
        if n in layout.stamps:
            found.append(Said("date", "time element", layout.stamps[n]))
        if len(line.text) <= _LONGEST_DATE and _YEAR.search(line.text):
            found.append(Said("date", "date line" if line.kind == "date" else "line with a date", line.text))
    return found[:6]


def _people_of(lines: Sequence[Line], where: range) -> list[Said]:
    found = []
    for n in where:
        line = lines[n]
        if line.reason in _NEAR and line.kind == "byline" and len(line.text) <= _LONGEST_DATE:
            found.append(Said("byline", "byline", line.text))
        elif (
            not line.reason
            and line.kind == "subtitle"
            and n <= where[0] + 6
            and 4 <= len(line.text.split()) <= 60
            and not _YEAR.search(line.text[-40:])
        ):
            found.append(Said("subtitle", "line under the title", line.text))
    return found[:4]


def _outside(lines: Sequence[Line], body: Sequence[str]) -> list[str]:
    """Lines of the page that are not in the text, each behind the part it stands in; what is cut off is said."""
    kept = {line.removeprefix("Caption: ").removeprefix("- ") for line in body}
    whole = "\n".join(body)
    budget = 300_000_000 // (len(whole) + 1)
    found: list[str] = []
    size = 0
    for line in lines:
        if line.text in kept or not _WORD.search(line.text):
            continue
        # A long line that the extraction joined with another is in the text as a part of a paragraph.
        if len(line.text) > 40 and budget > 0:
            budget -= 1
            if line.text in whole:
                continue
        size += len(line.text)
        if size > LONGEST_OUTSIDE:
            found.append("[the rest of the page was not kept]")
            break
        found.append(f"[{line.reason}] {line.text}" if line.reason else line.text)
    return found
