"""What each line of a page is, by the rules for furniture and captions; what no rule covers stays text."""

from __future__ import annotations

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
)
from dragoman.clean.lines import Line, is_terminated
from dragoman.clean.masthead import Masthead
from dragoman.clean.page import Page


def tag_lines(page: Page, *, saved: bool = False) -> None:
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
        elif is_navigation(line.text, tail=n >= 0.6 * len(lines)) and not any(map(is_date_line, line.text.split("|"))):
            item.tag, item.reason = "dropped", "navigation"
        elif is_appeal(line.text):
            item.tag, item.reason = "dropped", "appeal to readers"
        elif is_credit(line):
            item.tag, item.reason = "dropped", "photo credit"
        elif is_caption(line):
            item.tag = "caption"
        n += 1


def trim_body(page: Page, found: Masthead) -> None:
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


def _suffix(line: Line, found: Masthead) -> tuple[Line, str] | None:
    # Only the end is searched: patterns that scan a long paragraph would cost its length again and again.
    offset = max(0, len(line.text) - LONGEST_LINE)
    for rule in furniture().suffixes:
        match = rule.pattern.search(line.text, offset)
        if match and match.start() > 0:
            name = match.groupdict().get("byline")
            found.put("byline", name.strip() if name else None, "end of the text")
            return line.cut(0, match.start()), rule.reason
    return None


def tag_bare_captions(page: Page) -> None:
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
