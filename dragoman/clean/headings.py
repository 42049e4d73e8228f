"""What stands above and around the text: the title, the outlet's nameplate, the subtitle, bylines, and what the page declares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.clean import declared, masthead
from dragoman.clean.dates import is_date_line
from dragoman.clean.furniture import furniture, is_credit
from dragoman.clean.lines import Line, is_terminated
from dragoman.clean.page import Item, Page
from dragoman.clean.published import Seen

# Dropped lines that stand under a headline and its subtitle, not inside a report.
UNDER_HEADLINE = ("reading time", "share line", "listen line", "letter to readers", "follow line")
_NAME_LINE = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}")


def take_declared(found: masthead.Masthead, chosen: declared.Declared) -> None:
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


def take_fields(page: Page, found: masthead.Masthead, fields: dict[str, Line], lines: Sequence[Line]) -> None:
    """What the header fields of a plain text say ("Title: ..."); their lines are dropped."""
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


def find_title(page: Page, found: masthead.Masthead) -> None:
    """The headline: what is declared, else the first line that can be one; lines that repeat it are dropped."""
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
            elif _author(line.text) is None:
                break
    title = found.title
    if title:
        for n in page.texts()[:8]:
            if masthead.same_words(page.items[n].line.text, title):
                page.items[n].tag, page.items[n].reason = "dropped", "title repeated"


def _take_nameplate(page: Page, found: masthead.Masthead) -> None:
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


def find_subtitle(page: Page, found: masthead.Masthead) -> None:
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
            page.items.insert(0, Item(found.declared_subtitle, "subtitle"))
        return
    if found.title is None or len(texts) < 2:
        return
    first, second = page.items[texts[0]], page.items[texts[1]]
    if _author(first.line.text) or not masthead.could_be_subtitle(unlabelled(first.line).text):
        return
    # A subtitle stands above the text: a first line that is much of the page is the text.
    between = page.items[texts[0] + 1 : texts[1]]
    parted = any(
        item.tag in ("date", "byline") or (item.tag == "dropped" and item.reason in UNDER_HEADLINE) for item in between
    ) or bool(_author(second.line.text) and len(texts) > 2)
    pictured = any(item.tag == "caption" for item in between)
    open_end = not is_terminated(first.line.text)
    long_text = is_terminated(second.line.text) and len(second.line.text.split()) >= 12
    labelled = unlabelled(first.line) is not first.line
    if parted or labelled or (open_end and (pictured or long_text)):
        line = unlabelled(first.line)
        if line is not first.line:
            page.drop(Line(first.line.start, line.start, ""), "section label")
        first.line, first.tag = line, "subtitle"
        found.subtitle_line = line
        found.origins["subtitle"] = "line under the title"


def unlabelled(line: Line) -> Line:
    """A line without the label in front of it ("OPINION | ...")."""
    for rule in furniture().prefixes:
        match = rule.pattern.match(line.text) if rule.reason == "section label" else None
        if match:
            return line.cut(match.end(), len(line.text))
    return line


def find_bylines(page: Page, found: masthead.Masthead) -> None:
    """Lines that name the author, above the text or at its end."""
    texts = page.texts()
    body = [n for n in texts if _is_paragraph(page.items[n].line)]
    first, last = (body[0], body[-1]) if body else (len(page.items), -1)
    for n, item in enumerate(page.items):
        if first < n <= last or item.tag != "text":
            continue
        name = _author(item.line.text)
        beside = [page.items[k].tag for k in (n - 1, n + 1) if 0 <= k < len(page.items)]
        if name is None and n < first and "date" in beside and _NAME_LINE.fullmatch(item.line.text):
            name = item.line.text
        if name:
            item.tag, item.reason = "byline", "byline"
            found.put("byline", name, "line of its own")
    inside = [n for n, item in enumerate(page.items) if item.tag == "date" and first < n < last]
    for n in inside:
        # A date alone between two paragraphs heads a part of the report (a chronicle): it stays. Where a sentence stands in place of
        # a headline, the only date, right below it, is the one of the report.
        if not (found.title is None and inside == [first + 1]):
            page.items[n].tag = "text"


def _author(text: str) -> str | None:
    """Who a line says has written the report; None for other lines."""
    return masthead.find_byline(text) or _beside_its_date(text)


def _beside_its_date(text: str) -> str | None:
    """ "By Ana Quill | 3 July 2020", "Ana Quill | 3 July 2020 14:05": who wrote it, in one line with the day."""
    parts = [part.strip() for part in re.split(r"\s[|\u2013\u2014-]\s", text)]
    if not 2 <= len(parts) <= 4 or not any(map(is_date_line, parts)):
        return None
    named = (masthead.find_byline(part) or (part if _NAME_LINE.fullmatch(part) else None) for part in parts)
    return next((name for name in named if name), None)


def _is_paragraph(line: Line) -> bool:
    return is_terminated(line.text) and len(line.text.split()) >= 8
