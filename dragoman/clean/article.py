"""A page to its report: tag every line, read the masthead, and build the article from what is left."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.clean import declared, masthead
from dragoman.clean.credits import credits_of
from dragoman.clean.dateline import dateline_end
from dragoman.clean.dates import is_date_line
from dragoman.clean.furniture import (
    LONGEST_LINE,
    box_at,
    drop_reason,
    furniture,
    is_appeal,
    is_caption,
    is_credit,
    is_navigation,
    section_at,
    without_credit,
)
from dragoman.clean.language import language
from dragoman.clean.lines import Line, is_terminated, split
from dragoman.clean.published import Published, Seen, decide
from dragoman.model import Article, Block, Credit, Document, Dropped, Refusal
from dragoman.model.text import BlockKind

# Dropped lines that stand under a headline and its subtitle, not inside a report.
UNDER_HEADLINE = ("reading time", "share line", "listen line", "letter to readers", "follow line")
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
_NAME_LINE = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}")


@dataclass(slots=True)
class _Item:
    """A line with what it was found to be: text, title, subtitle, caption, date, byline or dropped."""

    line: Line
    tag: str = "text"
    reason: str = ""


@dataclass(slots=True)
class _Page:
    items: list[_Item]
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, line: Line, reason: str) -> None:
        self.dropped.append(Dropped(line.start, line.end, reason))

    def texts(self) -> list[int]:
        return [n for n, item in enumerate(self.items) if item.tag == "text"]


def clean(document: Document) -> Article | Refusal:
    """The report on a page, or a Refusal when nothing of one is left.

    What is not the report is listed in `Article.dropped` with its reason. Wording is untouched: characters are only
    replaced one for one (see `clean.lines`), and every position maps back through `Article.raw`.
    """
    found = masthead.Masthead()
    if document.media_type == "text/html":
        page = _saved_page(document, found)
    else:
        lines = split(document.text)
        fields, used = masthead.read_fields(lines)
        page = _Page([_Item(line) for line in lines[used:]])
        _take_fields(page, found, fields, lines[:used])
        _take_declared(page, found, declared.choose(declared.hinted(document)))
    _tag(page, saved=document.media_type == "text/html")
    _find_title(page, found)
    _find_subtitle(page, found)
    _find_bylines(page, found)
    _trim_body(page, found)
    # Pages in HTML mark their captions; lines without a full stop are headings there.
    if document.media_type != "text/html":
        _tag_bare_captions(page)
    body = [item.line.text for item in page.items if item.tag == "text"]
    if not body:
        return Refusal(document.source, "clean", "no paragraph of a report is left")
    return _article(document, page, found, body)


def plain(text: str, *, name: str = "text", published: str | None = None, outlet: str | None = None) -> Article:
    """A text that is all report (no page around it) as an article: every paragraph is body.

    `text` needs at least one character that is no space; positions in the article map back to it.
    """
    document = Document(
        hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), name, text, "text/plain", len(text)
    )
    page = _Page([_Item(line) for line in split(text)])
    found = masthead.Masthead(published=published, outlet=outlet)
    found.origins.update({name: "given" for name in ("published", "outlet") if getattr(found, name)})
    return _article(document, page, found, [item.line.text for item in page.items])


def _saved_page(document: Document, found: masthead.Masthead) -> _Page:
    """The text of a saved page, what it declares taken into the masthead, and the rest of the page dropped."""
    said, lines, outside = declared.part(document.text)
    page = _Page([_Item(line) for line in lines], outside)
    chosen = declared.choose([*said, *declared.hinted(document)])
    _take_declared(page, found, chosen)
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


def _take_declared(page: _Page, found: masthead.Masthead, chosen: declared.Declared) -> None:
    """What a page or its format declares, where the page itself has not said so already."""
    if chosen.title and found.title is None:
        found.put("title", chosen.title.value, chosen.title.origin)
        found.title_line = chosen.title.line
    if chosen.subtitle and chosen.subtitle.line:
        found.declared_subtitle = chosen.subtitle.line
        found.origins.setdefault("subtitle", chosen.subtitle.origin)
    for name in ("outlet", "byline", "language"):
        one = getattr(chosen, name)
        if one:
            found.put(name, one.value, one.origin)
    if chosen.link:
        found.links.insert(0, chosen.link.value)
        found.origins["url"] = chosen.link.origin
    found.dates += chosen.dates
    found.updated += chosen.updated


def _take_fields(page: _Page, found: masthead.Masthead, fields: dict[str, Line], lines: Sequence[Line]) -> None:
    title = fields.get("title")
    if title and not is_credit(title):
        found.put("title", title.text, "header field")
        found.title_line = title
    for line in lines:
        inside = title is not None and found.title_line is not None and line.start <= title.start < line.end
        if inside and title:
            before, after = line.cut(0, title.start - line.start), line.cut(title.end - line.start, len(line.text))
            for part in (before, after):
                if part.text:
                    page.drop(part, "header field")
        else:
            page.drop(line, "header field")
    for name in ("outlet", "byline"):
        if name in fields:
            found.put(name, fields[name].text, "header field")
    if "published" in fields:
        found.dates.append(Seen("declared", "header field", fields["published"].text))
    if "link" in fields:
        found.links += masthead.find_links(fields["link"].text)
        found.origins["url"] = "header field"


def _tag(page: _Page, *, saved: bool = False) -> None:
    """Tag every line that a rule covers; what no rule covers stays text. `saved` pages mark their captions."""
    lines = [item.line for item in page.items]
    n = 0
    while n < len(lines):
        span = box_at(lines, n) or section_at(lines, n)
        if span:
            for item in page.items[n : span[0]]:
                item.tag, item.reason = "dropped", span[1]
            n = span[0]
            continue
        item, line = page.items[n], lines[n]
        place = "top" if n < 12 else "any"
        if saved and line.text.startswith("Caption: "):
            item.tag = "caption"
            n += 1
            continue
        reason = drop_reason(line, tail=n >= 0.6 * len(lines) and n > 0, top=place == "top")
        if is_date_line(line.text):
            item.tag = "date"
        elif reason:
            item.tag, item.reason = "dropped", reason
        elif is_navigation(line.text, tail=n >= 0.6 * len(lines)):
            item.tag, item.reason = "dropped", "navigation"
        elif is_appeal(line.text):
            item.tag, item.reason = "dropped", "appeal to readers"
        elif is_credit(line):
            item.tag, item.reason = "dropped", "photo credit"
        elif is_caption(line):
            item.tag = "caption"
        n += 1


def _find_title(page: _Page, found: masthead.Masthead) -> None:
    _take_nameplate(page, found)
    texts = page.texts()
    if found.title is None:
        for at, n in enumerate(texts[:5]):
            line = page.items[n].line
            following = page.items[texts[at + 1]].line if at + 1 < len(texts) else None
            if following is None:
                break
            if masthead.is_label(line.text) and masthead.could_be_title(following.text) and at + 2 < len(texts):
                page.items[n].tag, page.items[n].reason = "dropped", "section label"
            elif masthead.could_be_title(line.text):
                page.items[n].tag = "title"
                found.put("title", line.text, "first line")
                found.title_line = line
                break
            elif masthead.find_byline(line.text) is None:
                break
    title = found.title
    if title:
        for n in page.texts()[:8]:
            if masthead.same_words(page.items[n].line.text, title):
                page.items[n].tag, page.items[n].reason = "dropped", "title repeated"


def _take_nameplate(page: _Page, found: masthead.Masthead) -> None:
    """The outlet's name at the head of a page, with what stands directly under it (a motto, an edition)."""
    texts = page.texts()
    if len(texts) < 3 or not masthead.is_nameplate(page.items[texts[0]].line.text):
        return
    first = texts[0]
    end = first + 1
    while end < len(page.items) and page.items[end].line.gap == 0:
        end += 1
    after = [page.items[n].line for n in texts if n >= end]
    # With no headline below it, the first line is the headline.
    if end - first > 4 or len(after) < 2 or (found.title is None and not masthead.could_be_title(after[0].text)):
        return
    found.put("outlet", masthead.nameplate_name(page.items[first].line.text), "nameplate")
    for item in page.items[first:end]:
        if item.tag == "text":
            item.tag, item.reason = "dropped", "nameplate"


def _find_subtitle(page: _Page, found: masthead.Masthead) -> None:
    """The line under the headline, if something of the masthead parts it from the text."""
    texts = page.texts()
    if found.declared_subtitle:
        # Where it also stands in the text it is kept there, once.
        same = [n for n in texts[:4] if masthead.same_words(page.items[n].line.text, found.declared_subtitle.text)]
        if same and len(texts) > len(same):
            page.drop(found.declared_subtitle, "header field")
            page.items[same[0]].tag = "subtitle"
            found.subtitle_line = page.items[same[0]].line
        else:
            found.subtitle_line = found.declared_subtitle
            page.items.insert(0, _Item(found.declared_subtitle, "subtitle"))
        return
    if found.title is None or len(texts) < 2:
        return
    first, second = page.items[texts[0]], page.items[texts[1]]
    if masthead.find_byline(first.line.text) or not masthead.could_be_subtitle(_unlabelled(first.line).text):
        return
    # A subtitle stands above the text: a first line that is much of the page is the text.
    between = page.items[texts[0] + 1 : texts[1]]
    parted = any(
        item.tag in ("date", "byline") or (item.tag == "dropped" and item.reason in UNDER_HEADLINE) for item in between
    ) or bool(masthead.find_byline(second.line.text) and len(texts) > 2)
    pictured = any(item.tag == "caption" for item in between)
    open_end = not is_terminated(first.line.text)
    long_text = is_terminated(second.line.text) and len(second.line.text.split()) >= 12
    labelled = _unlabelled(first.line) is not first.line
    if parted or labelled or (open_end and (pictured or long_text)):
        line = _unlabelled(first.line)
        if line is not first.line:
            page.drop(Line(first.line.start, line.start, ""), "section label")
        first.line, first.tag = line, "subtitle"
        found.subtitle_line = line
        found.origins["subtitle"] = "line under the title"


def _unlabelled(line: Line) -> Line:
    for rule in furniture().prefixes:
        match = rule.pattern.match(line.text) if rule.reason == "section label" else None
        if match:
            return line.cut(match.end(), len(line.text))
    return line


def _find_bylines(page: _Page, found: masthead.Masthead) -> None:
    """Lines that name the author, above the text or at its end."""
    texts = page.texts()
    body = [n for n in texts if _is_paragraph(page.items[n].line)]
    first, last = (body[0], body[-1]) if body else (len(page.items), -1)
    for n, item in enumerate(page.items):
        if first < n <= last or item.tag != "text":
            continue
        name = masthead.find_byline(item.line.text)
        beside = [page.items[k].tag for k in (n - 1, n + 1) if 0 <= k < len(page.items)]
        if name is None and n < first and "date" in beside and _NAME_LINE.fullmatch(item.line.text):
            name = item.line.text
        if name:
            item.tag, item.reason = "byline", "byline"
            found.put("byline", name, "line of its own")
    for n, item in enumerate(page.items):
        # A date alone between two paragraphs heads a part of the report (a chronicle): it stays.
        if item.tag == "date" and first < n < last:
            item.tag = "text"


def _is_paragraph(line: Line) -> bool:
    return is_terminated(line.text) and len(line.text.split()) >= 8


def _trim_body(page: _Page, found: masthead.Masthead) -> None:
    """Cut furniture that runs into the first and the last paragraphs."""
    texts = page.texts()
    if texts:
        first = page.items[texts[0]]
        for rule in furniture().prefixes:
            match = rule.pattern.match(first.line.text)
            rest = first.line.cut(match.end(), len(first.line.text)) if match else first.line
            if match and len(rest.text.split()) >= 8:
                page.drop(Line(first.line.start, rest.start, ""), rule.reason)
                found.put("byline", match.groupdict().get("byline"), "beginning of the text")
                first.line = rest
    for n in texts[-2:]:
        item = page.items[n]
        for _ in range(3):
            cut = _suffix(item.line, found)
            if cut is None:
                break
            rest, reason = cut
            page.drop(Line(rest.end, item.line.end, item.line.text[len(rest.text) :]), reason)
            item.line = rest


def _suffix(line: Line, found: masthead.Masthead) -> tuple[Line, str] | None:
    # Only the end is searched: patterns that scan a long paragraph would cost its length again and again.
    offset = max(0, len(line.text) - LONGEST_LINE)
    for rule in furniture().suffixes:
        match = rule.pattern.search(line.text, offset)
        if match and match.start() > 0:
            name = match.groupdict().get("byline")
            found.put("byline", name.strip() if name else None, "end of the text")
            return line.cut(0, match.start()), rule.reason
    return None


def _tag_bare_captions(page: _Page) -> None:
    """Captions without a credit: whole clauses without a full stop, on pages whose paragraphs have one."""
    texts = page.texts()
    lines = [page.items[n].line for n in texts]
    closed = sum(is_terminated(line.text) for line in lines)
    if len(lines) < 5 or closed < 0.7 * len(lines):
        return
    bare = [n for n, line in zip(texts[1:-1], lines[1:-1], strict=True) if _is_bare_caption(line)]
    # Many of them are the headings of a long text.
    if len(bare) <= max(3, len(lines) // 8):
        for n in bare:
            page.items[n].tag = "caption"


def _is_bare_caption(line: Line) -> bool:
    words = line.text.split()
    if is_terminated(line.text) or line.text[-1] in ",-–—" or not 7 <= len(words) <= 30 or "http" in line.text:
        return False
    return line.text[0].isupper() and sum(word[0].islower() for word in words) > len(words) / 2


def _article(document: Document, page: _Page, found: masthead.Masthead, body: Sequence[str]) -> Article:
    kept: list[tuple[BlockKind, Line]] = []
    if found.title_line is not None and not any(item.tag == "title" for item in page.items):
        kept.append(("title", found.title_line))
    for item in page.items:
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
        else:
            page.drop(item.line, item.reason or f"{item.tag} line")
    near = [drop for drop in page.dropped if drop.reason not in OUTSIDE_REASONS]
    words = [document.text[drop.raw_start : drop.raw_end] for drop in near]
    lines = [item.line.text for item in page.items if item.tag == "date"]
    saved = document.media_type == "text/html"
    links = list(found.links)
    if saved:
        # Lists and references hold dates and links of other things; a saved page shows its own beside the headline.
        lines = [] if found.dates else lines
    else:
        links += [link for text in words for link in masthead.find_links(text)]
    if found.outlet is None:
        found.put("outlet", *masthead.outlet_of(links[:1], words, body))
    if found.published is None:
        # 03/04/2019 is the third of April except where English is written, and there it may be either.
        told = (found.language or language(" ".join(body), declared=None) or "en")[:2].lower()
        seen = [*found.dates, *masthead.seen_dates(lines, links[:1], body)]
        when = decide(seen, found.updated, day_first=None if told == "en" else True)
        found.put("published", when.date, when.origin or "")
        if found.published is None and not saved:
            found.put("published", *masthead.hinted_date(words, body))
    else:
        when = Published(found.published)
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


def _credits(document: Document, page: _Page, byline: str | None) -> tuple[Credit, ...]:
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
