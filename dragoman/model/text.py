"""What stands on the page: documents, articles, sentences and words.

Positions are half-open `[start, end)` and count Unicode code points (not bytes).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dragoman.errors import DragomanError

# The line in the text of a saved page behind which everything else that stands on the page follows.
OUTSIDE = "=== outside the report ==="

BlockKind = Literal["title", "subtitle", "byline", "dateline", "body", "caption"]
HintField = Literal[
    "title",
    "subtitle",
    "byline",
    "outlet",
    "published",
    "updated",
    "language",
    "section",
    "created",
    "captured",
    "furniture",
]


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
class Hint:
    """What the format says of the report, beside its text: a field, its value as written, and where it stood.

    `origin` names format and field ("mail Subject", "news-please date_publish", "pdf Title"). "published" and
    "updated" are the publisher's own dates; "captured" (a crawl, a saving) and "created" (of a file) never are.
    "furniture" is a line that was left out of the text: a running head, a page number.
    """

    field: HintField
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How far reading has come in a container (an archive, a table of reports) with the item that carries the mark.

    `container` is the source it is read from; `at` is for the reader alone, which checks before it goes on there that
    the bytes before are still the same.
    """

    container: str
    at: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it was read: decoded text and where it came from.

    `id` is the SHA-256 of the bytes (hex), `source` the path or name it was read from, `text` what the bytes say
    (for HTML: the text that was extracted from it, `media_type` then stays "text/html"). `url` is the address the
    format gives for it, `hints` what the format says of title, author and dates, `declined` why parts of it (pages of a
    PDF) were not read. `mark` is set inside containers.
    """

    id: str
    source: str
    text: str
    media_type: str
    size: int
    url: str | None = None
    hints: tuple[Hint, ...] = ()
    declined: tuple[str, ...] = ()
    mark: Mark | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source, or a part of the work on it, that was declined, and why; kept so that nothing is lost silently.

    `document` is the SHA-256 of the bytes where they were read and must not be tried again as they are.
    """

    source: str
    stage: str
    reason: str
    document: str | None = field(default=None, compare=False)
    mark: Mark | None = field(default=None, compare=False)


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


CreditKind = Literal["agency", "first published", "translation", "release"]


@dataclass(frozen=True, slots=True)
class Credit:
    """Words of a page on where its report comes from: `[raw_start, raw_end)` in `Document.text`.

    `kind` is agency (the report or part of it is theirs), first published (it appeared elsewhere before), translation
    (made by a machine, or from another language) or release (a statement handed out). `name` is who, as far as it is said.
    """

    kind: CreditKind
    name: str | None
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A report without its furniture, wording untouched.

    `text` holds title, subtitle, body paragraphs and captions in page order, separated by blank lines. `published`
    is a prefix date ("2018", "2018-05", "2018-05-22", "2018-05-22T21:17") or None where the page does not tell.
    `id` is a hash of outlet and text.

    `url` is its canonical address, `updated` when it was last changed (a prefix date), `zone` the offset or abbreviation
    that the page writes beside the time of publication. `origins` says for each of these fields where it was found, as
    pairs such as ("published", "json-ld datePublished"). `credits` are what it says of its provenance, `notes` what
    contradicts itself on the page ("date_conflict: ...").
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
    url: str | None = None
    updated: str | None = None
    zone: str | None = None
    origins: tuple[tuple[str, str], ...] = ()
    credits: tuple[Credit, ...] = ()
    notes: tuple[str, ...] = ()

    def origin(self, field: str) -> str | None:
        """Where `field` was found on the page; None where it was not, or where that was not recorded."""
        return dict(self.origins).get(field)

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
class Sense:
    """What the model says of a sentence beside its tree; words are numbered from 0 within the sentence.

    `roles`: (predicate, PropBank role such as "ARG0" or "ARGM-TMP", head word of the argument). `predicates`: all words that
    are predicates. `factuality`: (predicate, did it happen, from -3 surely not to 3 surely so). `events`: (word, PLOVER type,
    probability) of words that may tell a claim, every type of at least 0.02. `statuses`: (word, the likeliest of actual,
    future, requested, hypothetical and negated, its probability). `links`: (word that tells the claim, "actor", "recipient", "content" or
    "voice", word, probability of at least 0.1). `somebody`: verbs, nouns and adjectives that stand for persons or a body of them
    ("airframers", "the wounded").
    """

    predicates: tuple[int, ...] = ()
    roles: tuple[tuple[int, str, int], ...] = ()
    factuality: tuple[tuple[int, float], ...] = ()
    events: tuple[tuple[int, str, float], ...] = ()
    statuses: tuple[tuple[int, str, float], ...] = ()
    links: tuple[tuple[int, str, int, float], ...] = ()
    somebody: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tree: `[start, end)` in `Article.text`; `block` is the index of its block in the article.

    `sense` is None where the parser gives trees only.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    kind: BlockKind
    block: int
    sense: Sense | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name found by the model: tokens `[first, last)` of sentence number `sentence`; PER, ORG, LOC or MISC."""

    sentence: int
    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """An article with its sentences, trees and names.

    `chains` are mentions that the model holds to speak of one thing, each as (number of the sentence, head word in it), in
    text order; empty where the parser has no head for reference.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    chains: tuple[tuple[tuple[int, int], ...], ...] = ()
