"""What the mark-up (corpus/README.md) writes down, as dataclasses: not yet checked against the text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file: where (line from 1) and a sentence that quotes the value and says what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class LineError(Exception):
    """A line that can't be read; `str` is the message of the `Problem` made from it."""


@dataclass(frozen=True, slots=True)
class Words:
    """Quoted words and which of their occurrences in the sentence is meant (from 1; None where there is but one)."""

    text: str
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party as written: an id (or a declared name) and its words. `copy` is "a", "r" or "^": the actors, the recipients, or
    the same role of the claim above."""

    id: str
    words: Words | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place as written; `copy` where it is the one above."""

    words: Words | None = None
    kind: str | None = None
    code: str | None = None
    name: str | None = None
    copy: bool = False


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date as written: its words, the days given for it; `copy` where it is the one above."""

    words: Words | None = None
    days: str | None = None
    copy: bool = False


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A link of a chain as written; `person` where a declared name (@name) stands for kind and id."""

    kind: str | None
    id: str | None = None
    person: str | None = None
    words: Words | None = None
    verb: Words | None = None
    stance: str = "asserts"
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A chain as written. `mode` is "set" (these links), "add" (these after the current ones) or "same" (the last sentence's)."""

    mode: str
    links: tuple[VoiceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as written."""

    line: int
    indent: int
    label: str | None
    events: tuple[tuple[str, str | None], ...]
    trigger: Words
    nominal: bool
    actors: tuple[PartyLine, ...] = ()
    recipients: tuple[PartyLine, ...] = ()
    place: PlaceLine | None = None
    date: DateLine | None = None
    status: str | None = None
    also_status: str | None = None
    magnitude: tuple[tuple[str, int, int], ...] = ()
    content_of: str | None = None
    background: bool = False
    optional: bool = False
    context: tuple[str, ...] = ()
    chain: ChainLine | None = None
    chain_here: ChainLine | None = None


@dataclass(slots=True)
class SentenceLine:
    """A line of text, its kind (a block kind, or "furniture" with the reason) and what is coded under it."""

    line: int
    kind: str
    text: str
    new_paragraph: bool
    reason: str | None = None
    claims: list[ClaimLine] = field(default_factory=list)
    references: list[tuple[int, PartyLine]] = field(default_factory=list)
    last_chain: ChainLine | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """A name the head declares: a party (`sector`, `code`) or a person (`voice` a kind of voice, `speaks_for` an id)."""

    id: str
    names: tuple[str, ...]
    sector: str | None = None
    code: str | None = None
    voice: str | None = None
    speaks_for: str | None = None


@dataclass(slots=True)
class ReportLines:
    """One report as written."""

    file: str
    line: int
    id: str
    date: str
    outlet: str | None
    register: str
    region: str
    declared: dict[str, Declared] = field(default_factory=dict)
    sentences: list[SentenceLine] = field(default_factory=list)
