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
        page = trafilatura.bare_extraction(
            html,
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
        ("TITLE", _line(found.get("title"))),
        ("OUTLET", _line(found.get("sitename"))),
        ("BYLINE", _line(found.get("author"))),
        ("DATE", declared_date(html)),
        ("LINK", _line(found.get("url"))),
    )
    lines = [f"{name}: {value}" for name, value in header if value]
    return "\n".join(lines) + "\n\n" + body.replace("\n", "\n\n"), ""


def declared_date(html: str) -> str | None:
    """The publication date a page declares of itself, as a prefix date; None where it declares none.

    >>> declared_date('<meta property="article:published_time" content="2019-03-02T08:15:00Z">')
    '2019-03-02T08:15'
    """
    try:
        tree = lxml.html.fromstring(html.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    # lxml raises several unrelated types for pages that are no tree.
    except Exception:
        return None
    for value in _declarations(tree):
        match = _ISO.match(value)
        if match and 1900 <= int(match[1]) <= 2100 and 1 <= int(match[2]) <= 12:
            date = "-".join(part for part in match.groups()[:3] if part)
            return f"{date}T{match[4]}:{match[5]}" if match[4] and (match[4], match[5]) != ("00", "00") else date
    return None


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


def _line(value: object) -> str:
    return _SPACE.sub(" ", value).strip() if isinstance(value, str) else ""
