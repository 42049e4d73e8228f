"""The world book: who can be a party to the news, by which names, and when.

Files: `actors/*.yml` (states, regions, organisations, groups, leaders), `outlets.yml`, `nouns.yml`. All are YAML that an
analyst can edit; `load_book()` reads them once, with a user's own file over them (`use`). Names are looked up word by
word (`Book.find`): a name is found only where the text has a capital wherever the name has one, so "us" is no state
and "turkey" is a bird.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from dragoman.data.actor_files import source_notes
from dragoman.data.spellings import MARKS, WORD, fold, gap_mark
from dragoman.errors import DataError
from dragoman.model import Actor, Outlet

OWN_FILE = "actors.yml"
_MARKED_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")


@dataclass(frozen=True, slots=True)
class Role:
    """An office a person held from `start` to `end` (prefix dates, `end` None while in office), for party `of`."""

    office: str
    start: str
    end: str | None
    of: str

    def held(self, day: str) -> bool:
        """Whether the office was held on `day`; at the precision of the two dates, so the year alone may decide.

        >>> Role("president", "2012-05-07", None, "RUS").held("2016-04-05")
        True
        """
        return not _before(day, self.start) and (self.end is None or not _before(self.end, day))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for a party while in office, and stands for themselves (`id`) out of it."""

    id: str
    name: str
    of: str
    roles: tuple[Role, ...]
    sector: str
    after: str | None
    she: bool
    short: tuple[str, ...] = ()

    def role_on(self, day: str | None) -> Role | None:
        """The office held on `day`; the last one where no day is known; None out of office."""
        if day is None:
            return self.roles[-1] if self.roles else None
        held = [role for role in self.roles if role.held(day)]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name can stand for. `kind` is name, adjective, people, capital, seat, body, person, surname or outlet."""

    kind: str
    id: str
    sector: str | None
    years: tuple[str | None, str | None] | None = None
    strict: bool = False
    exact: bool = False

    def valid(self, day: str | None) -> bool:
        """Whether the name had this meaning on `day`: twenty years of grace, since history is retold.

        A capital has none, nor has a name that passed from one state to the next (`exact`): what was another state's
        before is this state's now ("Prague wants", "Moscow wants"). Of these, without a day, today's meaning counts.

        >>> Entry("capital", "CSK", "GOV", ("1918", "1992-12-31")).valid("1993-01-02")
        False
        """
        if self.years is None:
            return True
        start, end = self.years
        if self.exact or self.kind == "capital":
            if day is None:
                return end is None
            return (start is None or day >= start) and (end is None or day[: len(end)] <= end)
        if day is None:
            return True
        year = int(day[:4])
        return (start is None or year >= int(start[:4])) and (end is None or year <= int(end[:4]) + 20)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as words, with the capitals it must have and the marks between its words."""

    text: str
    words: tuple[str, ...]
    capitals: tuple[tuple[int, ...], ...]
    marks: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the book in a text: characters `[start, end)`, and what it can stand for."""

    start: int
    end: int
    alias: Alias


@dataclass(frozen=True, slots=True)
class NounClass:
    """Common nouns of one kind ("force"), and the id they make with an owner; see nouns.yml."""

    name: str
    id: str
    sector: str | None
    alone: str


@dataclass(frozen=True)
class Book:
    """All that is known of parties: `actors` and `outlets` by id, `persons` by id, role nouns by lemma."""

    actors: dict[str, Actor]
    persons: dict[str, Person]
    outlets: dict[str, Outlet]
    nouns: dict[str, NounClass]
    classes: dict[str, NounClass]
    modifiers: dict[str, frozenset[str]]
    honorifics: frozenset[str]
    titles: dict[str, str]
    both: frozenset[str]
    speech: frozenset[str]
    groups: frozenset[str]
    states: frozenset[str]
    shared: frozenset[str]
    prefixes: dict[str, str]
    organs: frozenset[str]
    idioms: frozenset[str]
    portfolios: frozenset[str]
    things: frozenset[str]
    humans: frozenset[str]
    aircraft: frozenset[str]
    genders: dict[str, bool]
    pairs: dict[str, tuple[str, ...]]
    sectors: dict[str, str]
    struck: frozenset[str]
    common: frozenset[str]
    words_too: frozenset[str]
    words: dict[str, tuple[str, ...]]
    kinds: dict[str, frozenset[str]]
    notes: dict[str, str] = field(repr=False)
    named: dict[str, Person] = field(repr=False)
    index: dict[str, dict[tuple[str, ...], tuple[Alias, ...]]] = field(repr=False)
    longest: dict[str, int] = field(repr=False)

    def find(self, text: str) -> Iterator[Found]:
        """Every name of the book in `text`, longest first from the left, without overlap.

        >>> [text[f.start:f.end] for text in ["The US told us that the U.K. will wait."] for f in load_book().find(text)]
        ['US', 'U.K.']
        """
        flat = fold(text)
        if text.isascii() or not MARKS.search(flat):
            pieces = [(m.group(), m.start(), m.end()) for m in WORD.finditer(flat)]
        else:
            pieces = [(MARKS.sub("", m.group()), m.start(), m.end()) for m in _MARKED_WORD.finditer(flat)]
        flat_words = tuple(word for word, _, _ in pieces)
        at = 0
        while at < len(pieces):
            if flat_words[at] not in self.longest:
                at += 1
                continue
            alias = self._longest(text, flat, pieces, flat_words, at)
            if alias is not None and alias.words[0] == "the" and len(alias.words) < len(pieces) - at:
                # "The National" is a newspaper and "the National Guard" is not
                other = self._longest(text, flat, pieces, flat_words, at + 1)
                if other is not None and len(other.words) >= len(alias.words):
                    alias, at = other, at + 1
            if alias is None:
                at += 1
                continue
            end = pieces[at + len(alias.words) - 1][2]
            if alias.text.endswith(".") and text[end : end + 1] == ".":
                end += 1
            yield Found(pieces[at][1], end, alias)
            at += len(alias.words)

    def _longest(
        self, text: str, flat: str, pieces: list[tuple[str, int, int]], words: tuple[str, ...], at: int
    ) -> Alias | None:
        """The longest name that begins at word `at`; `words` are the pieces' own."""
        size = self.longest.get(words[at], 0)
        if not size:
            return None
        table = self.index[words[at]]
        for length in range(min(size, len(words) - at), 0, -1):
            for alias in table.get(words[at : at + length], ()):
                if _fits(alias, text, flat, pieces[at : at + length]):
                    return alias
        return None

    def source(self, id: str) -> str:
        """Where an entry comes from: its own note, else that of its file. `id` of an actor, a person or an outlet.

        >>> load_book().source("KEN").partition(" (")[0]
        'public knowledge'
        """
        if id in self.notes:
            return self.notes[id]
        sections = {"state": "states", "region": "regions", "group": "groups"}
        if id in self.actors and id not in self.outlets:
            return source_notes()[sections.get(self.actors[id].kind, "organisations")]
        return source_notes()["people" if id in self.persons else "outlets"]

    def noun(self, lemma: str) -> NounClass | None:
        """The class of a role noun by its lower-case lemma, None for other nouns."""
        return self.nouns.get(lemma)


_own: tuple[str, int, int] | None = None


def use(path: str | Path | None) -> None:
    """From now on `load_book()` lays the user's file of actors at `path` over the shipped ones; None: the shipped ones.

    Raises `DataError` with file, line and field where the file can't be used.
    """
    global _own
    if path is None:
        _own = None
        return
    file = Path(path)
    try:
        stat = file.stat()
    except OSError as error:
        raise DataError(f"The actors file '{path}' can't be read: {error.strerror}.") from error
    key = (str(file.resolve()), stat.st_mtime_ns, stat.st_size)
    _load(key)  # what is wrong with it is said now and not at the first report
    _own = key


def beside(case: str | Path) -> Path | None:
    """The user's own actors of a case: `actors.yml` in the folder of the case file, None where there is none."""
    file = Path(case).parent / OWN_FILE
    return file if file.is_file() else None


def load_book() -> Book:
    """The world book, read once, with the user's own file if `use` named one.

    Raises `DataError` where an entry of the files can't be used.
    """
    return _load(_own)


@functools.lru_cache(maxsize=4)
def _load(own: tuple[str, int, int] | None) -> Book:
    from dragoman.data.book_build import build

    return build(own[0] if own else None)


def _fits(alias: Alias, text: str, flat: str, pieces: list[tuple[str, int, int]]) -> bool:
    for (word, start, end), capitals in zip(pieces, alias.capitals, strict=True):
        letters = text[start:end] if end - start == len(word) else MARKS.sub("", text[start:end])
        for i in capitals:
            if not letters[i].isupper():
                return False
    gaps = [(a, b) for (_, _, a), (_, b, _) in pairwise(pieces)]
    return all(b - a <= 3 and gap_mark(flat[a:b]) == mark for (a, b), mark in zip(gaps, alias.marks, strict=True))


def _before(day: str, other: str) -> bool:
    size = min(len(day), len(other), 10)
    return day[:size] < other[:size]
