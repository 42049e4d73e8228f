"""What stands on the page: documents, articles, sentences and words.

Positions are half-open `[start, end)` and count Unicode code points (not bytes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.errors import DragomanError

BlockKind = Literal["title", "subtitle", "byline", "dateline", "body", "caption"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, half-open, in code points; refuses `start >= end`.

    >>> Span(3, 7).of("to Rome today")
    'Rome'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.start >= self.end:
            raise DragomanError(f"Span [{self.start}, {self.end}) is empty or reversed: start must be before end.")

    def of(self, text: str) -> str:
        """The words the span covers in `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it was read: decoded text and where it came from.

    `id` is the SHA-256 of the bytes (hex), `source` the path or name it was read from, `text` what the bytes say
    (for HTML: the text that was extracted from it, `media_type` then stays "text/html").
    """

    id: str
    source: str
    text: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source, or a part of the work on it, that was declined, and why; kept so that nothing is lost silently."""

    source: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A kept stretch of the report: `[start, end)` in `Article.text`, beginning at `raw_start` in `Document.text`.

    Inside a block characters may be replaced one for one (a line break by a space), so positions map by addition.
    """

    kind: BlockKind
    start: int
    end: int
    raw_start: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of the page that is not the report: `[raw_start, raw_end)` in `Document.text`, and the reason."""

    raw_start: int
    raw_end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """A report without its furniture, wording untouched.

    `text` holds title, subtitle, body paragraphs and captions in page order, separated by blank lines. `published`
    is a prefix date ("2018", "2018-05", "2018-05-22", "2018-05-22T21:17") or None where the page does not tell.
    `id` is a hash of outlet and text.
    """

    id: str
    document_id: str
    text: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    outlet: str | None = None
    title: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None

    def raw(self, position: int) -> int:
        """Where the character at `position` of `text` stands in `Document.text`; separators map to the block before."""
        at = self.blocks[0]
        for block in self.blocks:
            if block.start > position:
                break
            at = block
        return at.raw_start + min(position, at.end) - at.start

    def body(self) -> str:
        """The body paragraphs alone, separated by blank lines; a dateline stands before the paragraph it opens."""
        parts: list[str] = []
        line = ""
        for block in self.blocks:
            if block.kind == "dateline":
                line = self.text[block.start : block.end].rstrip() + " "
            elif block.kind == "body":
                parts.append(line + self.text[block.start : block.end])
                line = ""
        return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `[start, end)` in `Article.text`, UD tag, lemma, and its head in the sentence (-1 for the root)."""

    text: str
    start: int
    end: int
    lemma: str
    pos: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tree: `[start, end)` in `Article.text`; `block` is the index of its block in the article."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    kind: BlockKind
    block: int


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name found by the model: tokens `[first, last)` of sentence number `sentence`; PER, ORG, LOC or MISC."""

    sentence: int
    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """An article with its sentences, trees and names."""

    article: Article
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
