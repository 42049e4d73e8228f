"""A saved page to text: what stands on it as a report, with its own statements on title, outlet, author and date.

trafilatura finds the text. Metadata come as header lines (`TITLE:`, `OUTLET:`, `BYLINE:`, `DATE:`, `LINK:`) in front
of it, the shape that `clean` also reads in plain text. A date is taken only where the page declares one: free-text
search for dates takes crawl dates and related stories for the publication date.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
import trafilatura

_LOG = logging.getLogger(__name__)
_ISO = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2}))?)?")
_PUBLISHER = re.compile(r'"publisher"\s*:\s*\{[^{}]{0,400}?"name"\s*:\s*"([^"]{2,60})"')
_SPACE = re.compile(r"\s+")
_DATE_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publication_date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
)


def extract(html: str) -> tuple[str | None, str]:
    """The text of a page, header lines first: `(text, "")`, or `(None, reason)` when no report stands on it.

    Nothing is fetched and no script is run. Comments and tables are left out; headings and captions stay.
    """
    try:
        tree = _tree(html)
        declared, sitename = declared_date(tree), declared_outlet(tree)
        _mark_captions(tree)
        page = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    # trafilatura and lxml raise what their parsers raise; one broken page must not end a run.
    except Exception as error:
        _LOG.warning("page not extracted: %s", error)
        return None, f"HTML that can't be parsed: {type(error).__name__}"
    found: dict[str, Any] = page.as_dict() if page is not None and hasattr(page, "as_dict") else page or {}
    body = (found.get("text") or "").strip()
    if not body:
        return None, "HTML without the text of a report"
    header = (
        ("TITLE", _title(_line(found.get("title")), sitename)),
        ("OUTLET", sitename),
        ("BYLINE", _line(found.get("author"))),
        ("DATE", declared),
        ("LINK", _line(found.get("url"))),
    )
    lines = [f"{name}: {value}" for name, value in header if value]
    return "\n".join(lines) + "\n\n" + body.replace("\n", "\n\n"), ""


def declared_date(page: str | Any) -> str | None:
    """The publication date a page (HTML or its tree) declares of itself, as a prefix date; None where it declares none.

    >>> declared_date('<meta property="article:published_time" content="2019-03-02T08:15:00Z">')
    '2019-03-02T08:15'
    """
    tree = _tree(page) if isinstance(page, str) else page
    for value in _declarations(tree):
        match = _ISO.match(value)
        if match and 1900 <= int(match[1]) <= 2100 and 1 <= int(match[2]) <= 12:
            date = "-".join(part for part in match.groups()[:3] if part)
            return f"{date}T{match[4]}:{match[5]}" if match[4] and (match[4], match[5]) != ("00", "00") else date
    return None


def declared_outlet(page: str | Any) -> str | None:
    """The outlet a page declares of itself: in its metadata, or behind the bar or dash of its title; None if neither.

    >>> declared_outlet("<title>Ministers meet in Port Alba - The Harbour Courier</title>")
    'The Harbour Courier'
    """
    tree = _tree(page) if isinstance(page, str) else page
    for name in ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:app:name:iphone"):
        for meta in tree.xpath("//meta"):
            if (meta.get("property") or meta.get("name") or "").lower() == name and _line(meta.get("content")):
                return _line(meta.get("content"))
    for script in tree.xpath("//script[@type='application/ld+json']"):
        match = _PUBLISHER.search(script.text or "")
        if match:
            return _line(match.group(1))
    title = _line("".join(tree.xpath("//title[1]//text()")))
    parts = re.split(r"\s+[|–—·-]\s+", title)
    return parts[-1] if len(parts) > 1 and len(parts[-1].split()) <= 5 else None


def _tree(html: str) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)


def _mark_captions(tree: Any) -> None:
    """Captions become paragraphs that say so, where the picture stood: extraction would lose or merge them."""
    for caption in list(tree.iter("figcaption")):
        text = _line(" ".join(caption.itertext()))
        figure = caption.getparent()
        while figure is not None and figure.tag != "figure":
            figure = figure.getparent()
        old = caption if figure is None else figure
        if not text or old.getparent() is None:
            continue
        paragraph = lxml.html.Element("p")
        paragraph.text = f"Caption: {text}"
        paragraph.tail = old.tail
        old.getparent().replace(old, paragraph)


def _declarations(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from _published(data, 0)
    metas = {(m.get("property") or m.get("name") or m.get("itemprop") or "").lower(): m for m in tree.xpath("//meta")}
    for name in _DATE_META:
        if name in metas:
            yield metas[name].get("content") or ""
    for time in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"):
        yield time.get("datetime") or time.get("content") or ""


def _published(data: object, depth: int) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(data, dict):
        value = data.get("datePublished")
        if isinstance(value, str):
            yield value
        for inner in data.values():
            yield from _published(inner, depth + 1)
    elif isinstance(data, list):
        for inner in data:
            yield from _published(inner, depth + 1)


def _title(title: str, outlet: str | None) -> str:
    """The title without the outlet that pages put behind it."""
    parts = re.split(r"\s+[|–—·-]\s+", title)
    return title[: title.rindex(parts[-1])].rstrip(" |–—·-") if len(parts) > 1 and parts[-1] == outlet else title


def _line(value: object) -> str:
    return _SPACE.sub(" ", value).strip() if isinstance(value, str) else ""
