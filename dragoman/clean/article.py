"""A page to its report: tag every line, read the masthead, and build the article from what is left."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from dragoman.clean import declared, masthead
from dragoman.clean.credits import credits_of
from dragoman.clean.dateline import dateline_end
from dragoman.clean.dates import place_end
from dragoman.clean.furniture import without_credit
from dragoman.clean.headings import find_bylines, find_subtitle, find_title, take_declared, take_fields
from dragoman.clean.language import language
from dragoman.clean.lines import Line, split
from dragoman.clean.page import Item, Page
from dragoman.clean.published import Published, decide
from dragoman.clean.tagging import tag_bare_captions, tag_lines, trim_body
from dragoman.model import Article, Block, Credit, Document, Refusal
from dragoman.model.text import BlockKind

# What is dropped of a saved page because it stands in another part of it: no link or outlet is looked for there.
OUTSIDE_REASONS = frozenset(
    (
        "related reports",
        "comments of readers",
        "navigation",
        "side column",
        "share line",
        "tag list",
        "outside the report",
    )
)


def clean(document: Document) -> Article | Refusal:
    """The report on a page, or a Refusal when nothing of one is left.

    What is not the report is listed in `Article.dropped` with its reason. Wording is untouched: characters are only
    replaced one for one (see `clean.lines`), and every position maps back through `Article.raw`.

    >>> from dragoman.testing import document
    >>> page = clean(document("Talks in Busia\\n\\nKenya called for talks on Monday.\\n\\nShare this article"))
    >>> page.text, [line.reason for line in page.dropped]
    ('Talks in Busia\\n\\nKenya called for talks on Monday.', ['share line'])
    """
    found = masthead.Masthead()
    if document.media_type == "text/html":
        page = _saved_page(document, found)
    else:
        lines = split(document.text)
        fields, used = masthead.read_fields(lines)
        page = Page([Item(line) for line in lines[used:]])
        take_fields(page, found, fields, lines[:used])
        take_declared(found, declared.choose(declared.hinted(document)))
    tag_lines(page, saved=document.media_type == "text/html")
    find_title(page, found)
    find_subtitle(page, found)
    find_bylines(page, found)
    trim_body(page, found)
    # Pages in HTML mark their captions; lines without a full stop are headings there.
    if document.media_type != "text/html":
        tag_bare_captions(page)
    body = [item.line.text for item in page.items if item.tag == "text"]
    if not body:
        return Refusal(document.source, "clean", "no paragraph of a report is left")
    return _article(document, page, found, body)


def plain(text: str, *, name: str = "text", published: str | None = None, outlet: str | None = None) -> Article:
    """A text that is all report (no page around it) as an article: every paragraph is body.

    `text` needs at least one character that is no space; positions in the article map back to it.

    >>> plain("Kenya called for talks.", published="2019-03-05").text
    'Kenya called for talks.'
    """
    document = Document(
        hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), name, text, "text/plain", len(text)
    )
    page = Page([Item(line) for line in split(text)])
    found = masthead.Masthead(published=published, outlet=outlet)
    found.origins.update({name: "given" for name in ("published", "outlet") if getattr(found, name)})
    return _article(document, page, found, [item.line.text for item in page.items])


def _saved_page(document: Document, found: masthead.Masthead) -> Page:
    """The text of a saved page, what it declares taken into the masthead, and the rest of the page dropped."""
    said, lines, outside = declared.part(document.text)
    page = Page([Item(line) for line in lines], outside)
    chosen = declared.choose([*said, *declared.hinted(document)])
    take_declared(found, chosen)
    titled = chosen.title.line if chosen.title else None
    subtitled = chosen.subtitle.line if chosen.subtitle else None
    for one in said:
        if one.line is None:
            continue
        # The header name before the value belongs to the line as it stands in the text.
        inside = [part for part in (titled, subtitled) if part and one.line.start <= part.start < one.line.end]
        if not inside:
            page.drop(one.line, "header field")
        elif inside[0].end < one.line.end:
            page.drop(one.line.cut(inside[0].end - one.line.start, len(one.line.text)), "header field")
    return page


def _article(document: Document, page: Page, found: masthead.Masthead, body: Sequence[str]) -> Article:
    kept = _kept(page, found)
    words = _near(document, page)
    links = _links(document, page, found, words)
    if found.outlet is None:
        found.put("outlet", *masthead.outlet_of(links[:1], words, body))
    when = _when(document, page, found, words, links, body)
    if when.updated:
        found.origins["updated"] = when.updated_origin or ""
    text, blocks = _blocks(kept)
    outlet = found.outlet
    url = links[0] if "url" in found.origins and links else None
    known = {
        "title": found.title,
        "subtitle": found.subtitle_line,
        "outlet": outlet,
        "byline": found.byline,
        "published": found.published,
        "updated": when.updated,
        "url": url,
    }
    code = language(text, declared=found.language)
    return Article(
        id=hashlib.sha256(f"{outlet or ''}\n{text}".encode("utf-8", "replace")).hexdigest()[:32],
        document_id=document.id,
        text=text,
        blocks=blocks,
        dropped=tuple(sorted(page.dropped, key=lambda drop: (drop.raw_start, drop.raw_end))),
        outlet=outlet,
        title=found.title,
        subtitle=found.subtitle_line.text if found.subtitle_line else None,
        byline=found.byline,
        published=found.published,
        language=code,
        url=url,
        updated=when.updated,
        zone=when.zone,
        origins=declared.origin_pairs((name, found.origins.get(name)) for name, value in known.items() if value),
        credits=_credits(document, page, found.byline),
        notes=(when.conflict,) if when.conflict else (),
    )


def _kept(page: Page, found: masthead.Masthead) -> list[tuple[BlockKind, Line]]:
    """The lines of the report with what each is; all others are dropped."""
    kept: list[tuple[BlockKind, Line]] = []
    if found.title_line is not None and not any(item.tag == "title" for item in page.items):
        kept.append(("title", found.title_line))
    for n, item in enumerate(page.items):
        if item.tag == "caption":
            line = without_credit(item.line)
            if line.end < item.line.end:
                page.drop(Line(line.end, item.line.end, item.line.text[len(line.text) :]), "photo credit")
            kept.append(("caption", line))
        elif item.tag in ("title", "subtitle"):
            kept.append(("title" if item.tag == "title" else "subtitle", item.line))
        elif item.tag == "text":
            at = dateline_end(item.line.text)
            if at:
                kept.append(("dateline", item.line.cut(0, at)))
            kept.append(("body", item.line.cut(at, len(item.line.text)) if at else item.line))
        elif (
            item.tag == "date"
            and n + 1 < len(page.items)
            and page.items[n + 1].tag == "text"
            and place_end(item.line.text)
        ):
            # "LIMA, March 5, 1968" above the first words tells where the report was filed, as a dateline before them does.
            kept.append(("dateline", item.line))
        else:
            page.drop(item.line, item.reason or f"{item.tag} line")
    return kept


def _near(document: Document, page: Page) -> list[str]:
    """What was dropped beside the report, and not in another part of the page."""
    near = [drop for drop in page.dropped if drop.reason not in OUTSIDE_REASONS]
    return [document.text[drop.raw_start : drop.raw_end] for drop in near]


def _links(document: Document, page: Page, found: masthead.Masthead, words: Sequence[str]) -> list[str]:
    """Addresses that may be the page's, the likeliest first; a saved page declares its own."""
    links = list(found.links)
    if document.media_type == "text/html":
        return links
    above = _address_above(page)
    if above and "url" not in found.origins:
        links.insert(0, above)
        found.origins["url"] = "line above the text"
    return links + [link for text in words for link in masthead.find_links(text)]


def _when(
    document: Document,
    page: Page,
    found: masthead.Masthead,
    words: Sequence[str],
    links: Sequence[str],
    body: Sequence[str],
) -> Published:
    """When the report was published, by all witnesses; `found.published` is set."""
    if found.published is not None:
        return Published(found.published)
    saved = document.media_type == "text/html"
    # Lists and references hold dates of other things; a saved page shows its own beside the headline.
    beside = saved and bool(found.dates)
    lines = [] if beside else [item.line.text for item in page.items if item.tag == "date"]
    # "By our staff, Port Alba, 3 March 2019"
    lines += [] if beside else [item.line.text for item in page.items if item.tag == "byline"]
    # 03/04/2019 is the third of April except where English is written, and there it may be either.
    told = (found.language or language(" ".join(body), declared=None) or "en")[:2].lower()
    seen = [*found.dates, *masthead.seen_dates(lines, links[:1], body, found.title)]
    when = decide(seen, found.updated, day_first=None if told == "en" else True)
    found.put("published", when.date, when.origin or "")
    if found.published is None and not saved:
        found.put("published", *masthead.hinted_date(words, body))
    return when


def _address_above(page: Page) -> str | None:
    """The address in a line of its own above the text, which is the page's; None where several stand there."""
    found = set()
    for item in page.items:
        if item.tag == "text":
            break
        if item.reason == "address of a page":
            found.update(masthead.find_links(item.line.text))
    return found.pop() if len(found) == 1 else None


def _credits(document: Document, page: Page, byline: str | None) -> tuple[Credit, ...]:
    """Provenance: in the dateline, the author field, the last lines of the text and what was dropped near it."""
    body = [item.line for item in page.items if item.tag == "text"]
    ends = [
        Line(drop.raw_start, drop.raw_end, document.text[drop.raw_start : drop.raw_end])
        for drop in page.dropped
        if drop.reason not in OUTSIDE_REASONS and drop.reason != "header field" and drop.raw_end - drop.raw_start <= 400
    ]
    return credits_of(body[0] if body else None, byline, [*body[-2:], *ends])


def _blocks(kept: Iterable[tuple[BlockKind, Line]]) -> tuple[str, tuple[Block, ...]]:
    parts, blocks, at = [], [], 0
    for kind, line in sorted(kept, key=lambda pair: pair[1].start):
        blocks.append(Block(kind, at, at + len(line.text), line.start))
        parts.append(line.text)
        at += len(line.text) + 2
    return "\n\n".join(parts), tuple(blocks)
