"""What a saved page declares of its report: JSON-LD, meta elements, microdata and its own headings.

Nothing is decided here: every statement is passed on with where it stands, and `clean` weighs them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from dragoman.data.files import load_yaml

_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_VISIBLE = etree.XPath("//*[@itemprop] | //h1 | //title | //time[@pubdate] | //a[@rel='author']")
LONGEST_JSON = 1_000_000
LONGEST_VALUE = 400
MOST_HEADINGS = 200  # of a page that may be its title


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: `field` is title, subtitle, outlet, byline, date, updated, language, link or body."""

    field: str
    origin: str
    value: str


@cache
def words_of_pages() -> dict[str, Any]:
    """`data/furniture_html.yml`."""
    found: dict[str, Any] = load_yaml("furniture_html.yml")
    return found


def declared(root: Any) -> list[Said]:
    """All that a page declares, JSON-LD before meta elements before microdata and headings.

    >>> import lxml.html
    >>> page = lxml.html.document_fromstring('<meta property="og:title" content="Ferries stop"><h1>Ferries stop</h1>')
    >>> [(one.field, one.origin) for one in declared(page)]
    [('title', 'og:title'), ('title', 'h1')]
    """
    found = list(_metas(root))
    links = [one.value for one in found if one.field == "link"]
    return [*_linked_data(root, links), *found, *_visible(root)]


def one_line(value: object) -> str:
    """A value as one line of plain words; "" where it is none."""
    return _SPACE.sub(" ", value[: 4 * LONGEST_VALUE]).strip()[:LONGEST_VALUE] if isinstance(value, str) else ""


def _metas(root: Any) -> Iterator[Said]:
    names = _meta_names()
    seen: dict[str, list[Said]] = {}
    for meta in root.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).lower()
        value = one_line(meta.get("content"))
        if name in names and value:
            seen.setdefault(name, []).append(Said(names[name], name if ":" in name else f"meta {name}", value))
    # In the order of trust, not of the page; a field said twice under one name keeps the first.
    for name in names:
        if name in seen:
            yield from seen[name][: 4 if names[name] == "byline" else 1]
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and one_line(link.get("href")):
            yield Said("link", "canonical", one_line(link.get("href")))
            break
    lang = one_line(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    if lang:
        yield Said("language", "html lang", lang)


@cache
def _meta_names() -> dict[str, str]:
    fields = {"published": "date"}
    return {
        str(name).lower(): fields.get(field, field)
        for field, names in words_of_pages()["meta"].items()
        for name in names
    }


def _visible(root: Any) -> Iterator[Said]:
    """Microdata of the report, and the headings that may be its title."""
    headings = 0
    for element in _VISIBLE(root):
        prop = element.get("itemprop")
        if prop in ("datePublished", "dateModified", "headline", "alternativeHeadline"):
            field = {"datePublished": "date", "dateModified": "updated", "headline": "title"}.get(prop, "subtitle")
            value = one_line(element.get("content") or element.get("datetime") or _text(element))
            if value and element.tag != "meta" and not _is_teaser(element):
                yield Said(field, f"itemprop {prop}", value)
        elif element.tag == "time" and element.get("pubdate") is not None and element.get("datetime"):
            yield Said("date", "time pubdate", one_line(element.get("datetime")))
        elif element.tag == "a" and element.get("rel") == "author" and not _is_teaser(element):
            value = one_line(_text(element))
            if value:
                yield Said("byline", "rel author", value)
        elif element.tag in ("h1", "title") and headings < MOST_HEADINGS:
            headings += 1
            value = one_line(_text(element))
            if value:
                yield Said("title", element.tag, value)


def _text(element: Any) -> str:
    return " ".join(element.itertext())


def _is_teaser(element: Any) -> bool:
    """True inside a list of other reports: a heading that links, or an element that stands in a side column."""
    return any(parent.tag in ("aside", "nav", "footer", "li") for parent in element.iterancestors())


def _linked_data(root: Any, links: list[str]) -> Iterator[Said]:
    reports: list[dict[str, Any]] = []
    pages: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            for node in _nodes(_parsed(script.text), 0):
                kinds = _kinds(node)
                if kinds & _report_types() or (not kinds and node.keys() & {"headline", "datePublished", "publisher"}):
                    reports.append(node)
                elif "WebPage" in kinds:
                    pages.append(node)
    chosen = _one_report(reports, links)
    if chosen is not None:
        yield from _statements(chosen, "json-ld")
    elif not reports and len(pages) == 1:
        yield from (
            one for one in _statements(pages[0], "json-ld page") if one.field in ("date", "updated", "language")
        )


def _parsed(text: str) -> Any:
    if len(text) > LONGEST_JSON:
        return None
    text = (
        text.strip()
        .removeprefix("<![CDATA[")
        .removeprefix("<!--")
        .removesuffix("-->")
        .removesuffix("]]>")
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        try:
            return json.loads(_CONTROL.sub(" ", text), strict=False)
        except (ValueError, RecursionError):
            return None


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Things described at the top of the data, in lists and graphs; not what they mention, quote or lead to."""
    if depth > 4:
        return
    if isinstance(data, list):
        for one in data[:200]:
            yield from _nodes(one, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), dict | list):
                yield from _nodes(data[key], depth + 1)


def _kinds(node: dict[str, Any]) -> set[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {str(one).rsplit("/", 1)[-1] for one in kinds if one}


@cache
def _report_types() -> frozenset[str]:
    return frozenset(words_of_pages()["reports"])


def _one_report(reports: list[dict[str, Any]], links: list[str]) -> dict[str, Any] | None:
    """The report that the page is about: the only one, or the one whose address is the page's; else none."""
    if len(reports) < 2:
        return reports[0] if reports else None
    wanted = {_plain(link) for link in links}
    same = [one for one in reports if {_plain(url) for url in _urls(one)} & wanted]
    if same:
        return same[0]
    dates = {one_line(one.get("datePublished"))[:10] for one in reports}
    return reports[0] if len(dates) == 1 else None


def _urls(node: dict[str, Any]) -> list[str]:
    page = node.get("mainEntityOfPage")
    found = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return [one for one in found if isinstance(one, str) and one]


def _plain(link: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[#?].*$|/$", "", link)


def _statements(node: dict[str, Any], origin: str) -> Iterator[Said]:
    for field, key in (
        ("title", "headline"),
        ("subtitle", "alternativeHeadline"),
        ("date", "datePublished"),
        ("updated", "dateModified"),
        ("language", "inLanguage"),
    ):
        value = node.get(key)
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("alternateName") or value.get("name") if isinstance(value, dict) else value
        if one_line(value):
            yield Said(field, f"{origin} {key}", one_line(value))
    names = [name for name in (_name(one) for one in _many(node.get("author") or node.get("creator"))) if name]
    if names:
        yield Said("byline", f"{origin} author", ", ".join(dict.fromkeys(names))[:LONGEST_VALUE])
    for one in _many(node.get("publisher"))[:1]:
        if _name(one):
            yield Said("outlet", f"{origin} publisher", _name(one))
    for url in _urls(node)[:1]:
        if url.startswith("http"):
            yield Said("link", f"{origin} url", one_line(url))
    body = node.get("articleBody")
    if isinstance(body, str) and body.strip():
        yield Said("body", f"{origin} articleBody", body)


def _many(value: Any) -> list[Any]:
    return value[:12] if isinstance(value, list) else [value] if value else []


def _name(value: Any) -> str:
    if isinstance(value, dict):
        name = value.get("name")
        return one_line(name[0] if isinstance(name, list) and name else name)
    return one_line(value)
