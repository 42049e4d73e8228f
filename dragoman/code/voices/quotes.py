"""Direct speech: which words stand inside quotation marks, and who speaks them, over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import Article

# Two apostrophes are a mark, too, as plain text prints it. Without character classes it is looked for four times as fast.
MARKS = re.compile("“|”|\"|„|«|»|‟|''|‘’|’’|‘‘")
STOP = re.compile(r"[.?!](?=\s+[A-Z])")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: positions `[start, end)` in `Article.text`; `words` counts what it holds; `closed` whether its end mark stands."""

    start: int
    end: int
    words: int
    closed: bool


class Quotes:
    """Quotation marks of scraped English text."""

    OPENERS = frozenset('“"„«‟')
    CLOSERS = frozenset('”"»“')


def find_quotes(article: Article) -> list[Quote]:
    """Quotations of a report in text order. A quotation left open ends with its paragraph.

    Straight marks open and close in turn; a paragraph that begins with a mark while the one before was left open goes on
    with the same speech, as newspapers print speeches of several paragraphs.
    """
    quotes: list[Quote] = []
    for number, block in enumerate(article.blocks):
        if block.kind not in ("body", "title", "subtitle"):
            continue
        open_at: int | None = None
        for found in MARKS.finditer(article.text, block.start, block.end):
            position, mark = found.start(), found.group()
            if len(mark) > 1:
                mark = '"'
            if open_at is None:
                if mark in Quotes.OPENERS:
                    open_at = position
            elif (mark in Quotes.CLOSERS and mark != "“") or (mark == "“" and article.text[open_at] == "„"):
                quotes.append(_quote(article, open_at, position + 1, closed=True))
                open_at = None
        if open_at is not None:
            quotes.append(_quote(article, open_at, _left_open(article, number, open_at), closed=False))
    return quotes


def _left_open(article: Article, number: int, open_at: int) -> int:
    """Where a quotation without an end mark ends: with the paragraph if the next one opens again, else with the sentence."""
    block = article.blocks[number]
    following = article.blocks[number + 1] if number + 1 < len(article.blocks) else None
    if following is not None and article.text[following.start] in Quotes.OPENERS:
        return block.end
    stop = STOP.search(article.text, open_at, block.end)
    return stop.start() + 1 if stop else block.end


def _quote(article: Article, start: int, end: int, *, closed: bool) -> Quote:
    return Quote(start, end, len(article.text[start:end].split()), closed)


def quote_at(quotes: Sequence[Quote], position: int) -> int | None:
    """Index of the quotation that holds a position, else None."""
    low, high = 0, len(quotes)
    while low < high:
        middle = (low + high) // 2
        if quotes[middle].end <= position:
            low = middle + 1
        else:
            high = middle
    if low < len(quotes) and quotes[low].start <= position:
        return low
    return None
