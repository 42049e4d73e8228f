"""The event lexicon: rows of `data/lexicon/*.csv`, each a pattern of words with its event, frame and example."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by part of speech and trigger lemma, heaviest pattern first; classes of nouns beside them."""

    entries: dict[tuple[str, str], tuple[Entry, ...]]
    classes: dict[str, frozenset[str]]

    def of(self, pos: str, lemma: str) -> tuple[Entry, ...]:
        """The entries a word may trigger."""
        return self.entries.get((pos, lemma), ())


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
    found: dict[tuple[str, str], list[Entry]] = {}
    folder = resources.files("dragoman.data") / "lexicon"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".csv"):
            continue
        for entry in read_entries(file.read_text(encoding="utf-8"), where=file.name, classes=classes):
            found.setdefault((entry.pos, entry.lemma), []).append(entry)
    return Lexicon({k: tuple(sorted(v, key=lambda e: -e.weight)) for k, v in found.items()}, classes)


def read_entries(text: str, *, where: str, classes: dict[str, frozenset[str]]) -> list[Entry]:
    """Entries of one CSV file.

    >>> row = "pattern,pos,event,mode,frame,flags,example\\npull out,verb,RETREAT,withdraw,leave,,They pulled out.\\n"
    >>> read_entries(row, where="x.csv", classes={})[0].particles
    ('out',)
    """
    entries = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        entries.append(_entry(row, where=f"{where}:{number}", classes=classes))
    return entries


def _entry(row: dict[str, str], *, where: str, classes: dict[str, frozenset[str]]) -> Entry:
    frames = load_frames()
    words = row["pattern"].split()
    flags = frozenset(row["flags"].split())
    subjects = tuple(w[1:] for w in words if w.startswith("^"))
    plain = [w for w in words if not w.startswith("^")]
    lemma, rest = plain[0], plain[1:]
    problems = [
        *(
            f"unknown event {row['event']!r}; known: {', '.join(EVENTS)}"
            for _ in [0]
            if row["event"] not in (*EVENTS, NO_EVENT)
        ),
        *(f"unknown frame {row['frame']!r}; known: {', '.join(frames)}" for _ in [0] if row["frame"] not in frames),
        *(
            f"unknown part of speech {row['pos']!r}; known: verb, noun, adj"
            for _ in [0]
            if row["pos"] not in ("verb", "noun", "adj")
        ),
        *(f"unknown flag {f!r}; known: {', '.join(FLAGS)}" for f in sorted(flags - set(FLAGS))),
        *(f"unknown class {c!r}" for c in [*subjects, *(w[1:] for w in rest if w[0] == "@")] if c not in classes),
    ]
    if problems:
        raise DataError(f"Lexicon {where}, pattern {row['pattern']!r}: {'; '.join(problems)}.")
    return Entry(
        pattern=row["pattern"],
        lemma=lemma,
        pos=row["pos"],
        event=row["event"],
        mode=row["mode"] or None,
        frame=frames[row["frame"]],
        flags=flags,
        particles=tuple(w for w in rest if w[0] not in "=@~"),
        objects=tuple(w[1:] for w in rest if w[0] == "="),
        object_classes=tuple(w[1:] for w in rest if w[0] == "@"),
        subject_classes=subjects,
        before=tuple(w[1:] for w in rest if w[0] == "~"),
        example=row["example"],
        where=where,
    )
