"""The world book: who can be a party to the news, by which names, and when.

Files: `actors/*.yml` (states, regions, organisations, groups, leaders), `outlets.yml`, `nouns.yml`. All are YAML that an
analyst can edit; `load_book()` reads them once. Names are looked up word by word (`Book.find`): a name is found only
where the text has a capital wherever the name has one, so "us" is no state and "turkey" is a bird.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import resources
from itertools import pairwise
from typing import Any

import yaml

from dragoman.errors import DataError
from dragoman.model import Actor, Outlet

_WORD = re.compile(r"[^\W_]+")
_OFFICE = re.compile(r"(?P<office>.+?) (?P<start>\d{4}[\d-]*)\.\.(?P<end>\d{4}[\d-]*)?(?: of (?P<of>\S+))?$")


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

    def valid(self, day: str | None) -> bool:
        """Whether the name had this meaning on `day`: twenty years of grace, since history is retold."""
        if self.years is None or day is None:
            return True
        start, end = self.years
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
    common: frozenset[str]
    words_too: frozenset[str]
    words: dict[str, tuple[str, ...]]
    kinds: dict[str, frozenset[str]]
    index: dict[str, dict[tuple[str, ...], tuple[Alias, ...]]] = field(repr=False)
    longest: dict[str, int] = field(repr=False)

    def find(self, text: str) -> Iterator[Found]:
        """Every name of the book in `text`, longest first from the left, without overlap.

        >>> [text[f.start:f.end] for text in ["The US told us that the U.K. will wait."] for f in load_book().find(text)]
        ['US', 'U.K.']
        """
        flat = fold(text)
        pieces = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(flat)]
        at = 0
        while at < len(pieces):
            alias = self._longest(text, flat, pieces, at)
            if alias is not None and alias.words[0] == "the" and len(alias.words) < len(pieces) - at:
                # "The National" is a newspaper and "the National Guard" is not
                other = self._longest(text, flat, pieces, at + 1)
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

    def _longest(self, text: str, flat: str, pieces: list[tuple[str, int, int]], at: int) -> Alias | None:
        """The longest name that begins at word `at`."""
        size = self.longest.get(pieces[at][0], 0)
        if not size:
            return None
        table = self.index[pieces[at][0]]
        for length in range(min(size, len(pieces) - at), 0, -1):
            words = pieces[at : at + length]
            for alias in table.get(tuple(word for word, _, _ in words), ()):
                if _fits(alias, text, flat, words):
                    return alias
        return None

    def noun(self, lemma: str) -> NounClass | None:
        """The class of a role noun by its lower-case lemma, None for other nouns."""
        return self.nouns.get(lemma)


def fold(text: str) -> str:
    """Lower case without accents, curly quotes and no-break spaces straightened, one character for one.

    >>> fold("Erdoğan’s Élysée")
    "erdogan's elysee"
    """
    return text.translate(_FOLD)


def slug(name: str) -> str:
    """An id made of a name: lower case, hyphens, no article.

    >>> slug("The Ta'ang National Army")
    'taang-national-army'
    """
    words = re.findall(r"[a-z0-9]+", fold(name).replace("'", ""))
    return "-".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


@functools.cache
def load_book() -> Book:
    """The world book, read once. Raises `DataError` where an entry of the files can't be used."""
    actors: dict[str, Actor] = {}
    words: dict[str, tuple[str, ...]] = {}
    names: dict[str, list[Entry]] = {}

    def add(text: str, entry: Entry) -> None:
        entries = names.setdefault(text, [])
        if entry not in entries:
            entries.append(entry)

    for kind, name in (
        ("state", "states"),
        ("region", "regions"),
        ("organisation", "organisations"),
        ("group", "groups"),
    ):
        for row in _rows(f"actors/{name}.yml"):
            _add_actor(row, kind, actors, words, add)
    persons = {}
    for row in _rows("actors/leaders.yml"):
        person = _person(row)
        if person.id in persons:
            raise DataError(f"leaders.yml names {person.name!r} twice: join the two entries.")
        persons[person.id] = person
        for alias in [person.name, *row.get("names", [])]:
            add(alias, Entry("person", person.id, None))
        for alias in row.get("short", [person.name.split()[-1]]):
            add(alias, Entry("surname", person.id, None))
    outlets = {}
    for row in _rows("outlets.yml"):
        outlet = Outlet(row.get("id") or slug(row["name"]), row["name"], row["kind"], row["code"])
        outlets[outlet.id] = outlet
        if outlet.kind in ("monitor", "think tank"):  # they have heads and spokesmen, and are quoted as organisations
            actors.setdefault(outlet.id, Actor(outlet.id, outlet.name, outlet.code, "NGO", "organisation"))
        for alias in [outlet.name, *row.get("names", [])]:
            add(alias, Entry("outlet", outlet.id, None, strict=bool(row.get("strict", False))))
    for person in persons.values():
        for role in person.roles:
            if role.of.partition(".")[0] not in actors:
                raise DataError(
                    f"leaders.yml: {person.name} speaks for {role.of!r}, which no file of the world book names."
                )
    return _book(actors, persons, outlets, words, names)


def _add_actor(
    row: dict[str, Any], kind: str, actors: dict[str, Actor], words: dict[str, tuple[str, ...]], add: Any
) -> None:
    code = row["id"] if kind == "state" else row.get("code")
    sector = row.get("sector", "GOV" if kind == "state" else None)
    target = row.get("part_of", row["id"])
    if row["id"] in actors:
        raise DataError(f"The world book names the id {row['id']!r} twice.")
    actors[row["id"]] = Actor(row["id"], row["name"], code, sector, row.get("kind", kind))
    for noun in row.get("words", []) + row.get("nouns", []):
        words[noun.lower()] = (*words.get(noun.lower(), ()), target)
    years = tuple(row["years"]) if "years" in row else None
    entry = Entry("name", target, sector, years)
    for alias in [row["name"], *row.get("names", [])]:
        add(alias.removeprefix("the "), entry)
    for alias in row.get("adj", []):
        add(alias, replace(entry, kind="adjective"))
        if alias[-1] in "nio" and alias not in row.get("people", []):
            add(alias + "s", replace(entry, kind="people"))
    for alias in row.get("people", []):
        add(alias, replace(entry, kind="people"))
    for alias in row.get("capitals", []):
        add(alias, replace(entry, kind="capital"))
    for alias in row.get("seats", []):
        add(alias, replace(entry, kind="seat"))
    for alias, of in row.get("bodies", {}).items():
        add(alias, replace(entry, kind="body", id=f"{row['id']}.MIL" if of == "MIL" else row["id"], sector=of))


def _person(row: dict[str, Any]) -> Person:
    roles = []
    for text in row["roles"]:
        m = _OFFICE.match(text)
        if m is None:
            raise DataError(
                f"leaders.yml: {row['name']}: no office reads {text!r}; write 'office from..to' or 'office from.. of id'."
            )
        roles.append(Role(m["office"], m["start"], m["end"], m["of"] or row["of"]))
    return Person(
        slug(row["name"]),
        row["name"],
        row["of"],
        tuple(roles),
        row.get("sector", "GOV"),
        row.get("after"),
        bool(row.get("she", False)),
        tuple(row.get("short", [row["name"].split()[-1]])),
    )


def _book(
    actors: dict[str, Actor],
    persons: dict[str, Person],
    outlets: dict[str, Outlet],
    words: dict[str, tuple[str, ...]],
    names: dict[str, list[Entry]],
) -> Book:
    classes: dict[str, NounClass] = {}
    nouns: dict[str, NounClass] = {}
    table = _yaml("nouns.yml")
    for name, row in table.items():
        if isinstance(row, dict) and "nouns" in row:
            classes[name] = NounClass(name, row["id"], row["sector"], row["alone"])
            for noun in row["nouns"]:
                nouns.setdefault(noun.lower(), classes[name])
    index: dict[str, dict[tuple[str, ...], list[Alias]]] = {}
    longest: dict[str, int] = {}
    for text, entries in names.items():
        alias = _alias(text, tuple(entries))
        index.setdefault(alias.words[0], {}).setdefault(alias.words, []).append(alias)
        longest[alias.words[0]] = max(longest.get(alias.words[0], 0), len(alias.words))
    by_kind: dict[str, set[str]] = {}
    for actor in actors.values():
        by_kind.setdefault(actor.kind, set()).add(actor.id)
    by_kind["armed"] = {row["id"] for row in _rows("actors/states.yml") if row.get("opposition") == "armed"}
    return Book(
        actors=actors,
        persons=persons,
        outlets=outlets,
        nouns=nouns,
        classes=classes,
        modifiers={kind: frozenset(forms) for kind, forms in table["modifiers"].items()},
        honorifics=frozenset(table["honorifics"]),
        titles=dict(table["titles"]),
        both=frozenset(table["both"]),
        speech=frozenset(table["speech"]),
        groups=frozenset(table["groups"]),
        states=frozenset(table["states"]),
        shared=frozenset(table["shared"]),
        prefixes=dict(table["prefixes"]),
        common=frozenset(table["common"]),
        words_too=frozenset(table["words_too"]),
        words=words,
        kinds={kind: frozenset(ids) for kind, ids in by_kind.items()},
        index={first: {words: tuple(found) for words, found in by_words.items()} for first, by_words in index.items()},
        longest=longest,
    )


def _alias(text: str, entries: tuple[Entry, ...]) -> Alias:
    flat = fold(text)
    spans = [m.span() for m in _WORD.finditer(flat)]
    if not spans:
        raise DataError(f"The world book has a name without a word: {text!r}.")
    capitals = tuple(tuple(i for i in range(b - a) if text[a + i].isupper()) for a, b in spans)
    marks = tuple(_mark(flat[a:b]) for (_, a), (b, _) in pairwise(spans))
    return Alias(text, tuple(flat[a:b] for a, b in spans), capitals, marks, entries)


def _fits(alias: Alias, text: str, flat: str, pieces: list[tuple[str, int, int]]) -> bool:
    for (_, start, _), capitals in zip(pieces, alias.capitals, strict=True):
        for i in capitals:
            if not text[start + i].isupper():
                return False
    gaps = [(a, b) for (_, _, a), (_, b, _) in pairwise(pieces)]
    return all(b - a <= 3 and _mark(flat[a:b]) == mark for (a, b), mark in zip(gaps, alias.marks, strict=True))


def _mark(gap: str) -> str:
    """What stands between two words, but for what spellings vary in: spaces, hyphens, points."""
    return gap.translate(_LOOSE)


def _before(day: str, other: str) -> bool:
    size = min(len(day), len(other), 10)
    return day[:size] < other[:size]


def _rows(name: str) -> list[dict[str, Any]]:
    rows = _yaml(name)
    if not isinstance(rows, list):
        raise DataError(f"{name} must be a list of entries.")
    return rows


def _yaml(name: str) -> Any:
    text = resources.files("dragoman.data").joinpath(name).read_text(encoding="utf-8")
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise DataError(f"{name} is not readable YAML: {error}") from error


def _fold_table() -> dict[int, str]:
    table = {code: chr(code).lower() for code in range(65, 91)}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = base if len(base) == 1 else chr(code)
    table |= {ord("ı"): "i", ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l", ord("đ"): "d", ord("Đ"): "d"}
    return table | {
        0x2018: "'",
        0x2019: "'",
        0x02BC: "'",
        0x2010: "-",
        0x2011: "-",
        0x2013: "-",
        0xA0: " ",
        0x202F: " ",
    }


_FOLD = _fold_table()
_LOOSE = str.maketrans("", "", " -.'")
