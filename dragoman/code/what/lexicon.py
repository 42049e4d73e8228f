"""The event lexicon: rows of `data/lexicon/*.csv`, each a pattern of words with its event, frame and example."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from dragoman.data.files import load_yaml
from dragoman.errors import DataError

EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
# Event of a row that says: these words carry no event ("heart attack").
NO_EVENT = "-"
FLAGS = ("actual", "future", "negated", "hypothetical", "requested", "weak", "content", "pair", "inner")
STATUSES = FLAGS[:5]
PARTS = ("verb", "noun", "adj")
_KNOWN = frozenset((*EVENTS, NO_EVENT))
_FLAGS = frozenset(FLAGS)


@dataclass(frozen=True, slots=True)
class Frame:
    """Which relations fill which role, for verbs and for nouns (`data/frames.yml`)."""

    name: str
    verb: dict[str, tuple[str, ...]]
    noun: dict[str, tuple[str, ...]]
    joint: bool = False
    alone: bool = False
    agent: bool = False
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon: a trigger lemma, what must stand beside it, and what it then means."""

    pattern: str
    lemma: str
    pos: str
    event: str
    mode: str | None
    frame: Frame
    flags: frozenset[str]
    particles: tuple[str, ...]
    objects: tuple[str, ...]
    object_classes: tuple[str, ...]
    subject_classes: tuple[str, ...]
    before: tuple[str, ...]
    example: str
    where: str

    @property
    def weight(self) -> int:
        """How much the pattern asks for; the heavier of two entries on one trigger wins."""
        return (
            2 * len(self.particles)
            + 3 * len(self.objects)
            + 2 * len(self.object_classes)
            + 2 * len(self.subject_classes)
            + 3 * len(self.before)
        )


class Row(NamedTuple):
    """A row of a lexicon file as it stands there, found good; `where` is its file and line."""

    pattern: str
    pos: str
    event: str
    mode: str
    frame: str
    flags: str
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by part of speech and trigger lemma, heaviest pattern first; classes of nouns beside them.

    Rows become entries when their word is first asked about: a report has a tenth of the words.
    """

    rows: dict[tuple[str, str], list[Row]]
    classes: dict[str, frozenset[str]]
    _made: dict[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)

    def of(self, pos: str, lemma: str) -> tuple[Entry, ...]:
        """The entries a word may trigger."""
        key = (pos, lemma)
        made = self._made.get(key)
        if made is None:
            if key not in self.rows:
                return ()
            made = self._made[key] = tuple(sorted(map(_entry, self.rows[key]), key=lambda e: -e.weight))
        return made

    @property
    def entries(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        """All of them."""
        return {key: self.of(*key) for key in self.rows}


@cache
def load_frames() -> dict[str, Frame]:
    """The frames by name; raises `DataError` where a slot is not a list of relation names."""
    raw: dict[str, Any] = load_yaml("frames.yml")
    frames = {}
    for name, body in raw.items():
        sides = {}
        for side in ("verb", "noun"):
            slots = body.get(side, {})
            for role, relations in slots.items():
                if not all(isinstance(r, str) for r in relations):
                    raise DataError(
                        f"frames.yml, frame {name!r}, {side} {role}: {relations!r} must list relation names."
                    )
            sides[side] = {role: tuple(relations) for role, relations in slots.items()}
        options = {k: bool(body.get(k, False)) for k in ("joint", "alone", "agent", "patient")}
        frames[name] = Frame(name=name, verb=sides["verb"], noun=sides["noun"], **options)
    return frames


def unwritten(lemma: str, pos: str, event: str, frame: str, *, mode: str | None = None, where: str) -> Entry:
    """An entry that stands in no file: for what a rule or a head finds. `where` says which, and is its pattern."""
    return Entry(
        pattern=f"({where})",
        lemma=lemma,
        pos=pos,
        event=event,
        mode=mode,
        frame=load_frames()[frame],
        flags=frozenset(),
        particles=(),
        objects=(),
        object_classes=(),
        subject_classes=(),
        before=(),
        example="",
        where=where,
    )


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon; raises `DataError` with file and line for a row that can't be used."""
    classes = {k: frozenset(v) for k, v in load_yaml("lexicon/classes.yml").items()}
    found: dict[tuple[str, str], list[Row]] = {}
    folder = resources.files("dragoman.data") / "lexicon"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".csv"):
            continue
        for lemma, row in _rows(file.read_text(encoding="utf-8"), where=file.name, classes=classes):
            found.setdefault((row.pos, lemma), []).append(row)
    return Lexicon(found, classes)


def read_entries(text: str, *, where: str, classes: dict[str, frozenset[str]]) -> list[Entry]:
    """Entries of one CSV file.

    >>> row = "pattern,pos,event,mode,frame,flags,example\\npull out,verb,RETREAT,withdraw,leave,,They pulled out.\\n"
    >>> read_entries(row, where="x.csv", classes={})[0].particles
    ('out',)
    """
    return [_entry(row) for _, row in _rows(text, where=where, classes=classes)]


def _rows(text: str, *, where: str, classes: dict[str, frozenset[str]]) -> Iterator[tuple[str, Row]]:
    """The rows of one CSV file, each with its lemma; raises `DataError` for the first that can't be used."""
    frames = load_frames()
    lines = csv.reader(io.StringIO(text))
    columns = {name: n for n, name in enumerate(next(lines))}
    order = [columns[name] for name in Row._fields[:-1]]
    for number, cells in enumerate(filter(None, lines), start=2):
        if len(cells) < len(columns):
            raise DataError(f"Lexicon {where}:{number} has {len(cells)} of {len(columns)} columns.")
        row = Row._make([*(cells[n] for n in order), f"{where}:{number}"])
        pattern = row.pattern.split()
        good = row.event in _KNOWN and row.frame in frames and row.pos in PARTS and _flags(row.flags) <= _FLAGS
        asked = [w[1:] for w in pattern if w[0] in "@^"] if "@" in row.pattern or "^" in row.pattern else ()
        if not good or not all(name in classes for name in asked):
            raise DataError(
                f"Lexicon {row.where}, pattern {row.pattern!r}: {'; '.join(_problems(row, asked, classes))}."
            )
        yield next(w for w in pattern if w[0] != "^"), row


def _problems(row: Row, asked: Iterable[str], classes: dict[str, frozenset[str]]) -> list[str]:
    """What keeps a row from being used."""
    found = [f"unknown event {row.event!r}; known: {', '.join(EVENTS)}"] if row.event not in _KNOWN else []
    if row.frame not in load_frames():
        found.append(f"unknown frame {row.frame!r}; known: {', '.join(load_frames())}")
    if row.pos not in PARTS:
        found.append(f"unknown part of speech {row.pos!r}; known: {', '.join(PARTS)}")
    found += [f"unknown flag {flag!r}; known: {', '.join(FLAGS)}" for flag in sorted(_flags(row.flags) - _FLAGS)]
    return [*found, *(f"unknown class {name!r}" for name in asked if name not in classes)]


@cache
def _flags(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _entry(row: Row) -> Entry:
    words = row.pattern.split()
    lemma, *rest = (w for w in words if w[0] != "^")
    return Entry(
        pattern=row.pattern,
        lemma=lemma,
        pos=row.pos,
        event=row.event,
        mode=row.mode or None,
        frame=load_frames()[row.frame],
        flags=_flags(row.flags),
        particles=tuple(w for w in rest if w[0] not in "=@~"),
        objects=tuple(w[1:] for w in rest if w[0] == "="),
        object_classes=tuple(w[1:] for w in rest if w[0] == "@"),
        subject_classes=tuple(w[1:] for w in words if w[0] == "^"),
        before=tuple(w[1:] for w in rest if w[0] == "~"),
        example=row.example,
        where=row.where,
    )
