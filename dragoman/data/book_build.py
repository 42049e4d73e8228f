"""From the files of the world book to the `Book` that is looked things up in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from dragoman.data.actor_files import ROLE, read_own, rows_of
from dragoman.data.book import Alias, Book, Entry, NounClass, Person, Role
from dragoman.data.files import load_yaml
from dragoman.data.spellings import WORD, fold, gap_mark, slug
from dragoman.errors import DataError
from dragoman.model import Actor, Outlet

Add = Callable[[str, Entry], None]
"""Notes that a name leads to an entry."""

# The classes of nouns.yml whose nouns are people, but for its `collectives`
_HUMAN = frozenset(
    (
        *("force", "attacker", "government", "official", "officials", "police", "spies", "parliament", "court", "part"),
        *(
            "dissident",
            "rebel",
            "militia",
            "civilian",
            "migrant",
            "refugee",
            "media",
            "business",
            "hacker",
            "religious",
        ),
    )
)
# How print dots the letters that open the names of bodies: "US Africa Command", "U.S. Africa Command".
DOTTED = {"US": "U.S.", "UK": "U.K.", "UN": "U.N."}


def build(own: str | Path | None = None) -> Book:
    """The world book of the shipped files, with the user's file `own` laid over them.

    Raises `DataError` where an entry can't be used.
    """
    mine = read_own(own) if own else ()
    actors: dict[str, Actor] = {}
    words: dict[str, tuple[str, ...]] = {}
    names: dict[str, list[Entry]] = {}
    notes: dict[str, str] = {}

    def add(text: str, entry: Entry) -> None:
        first, _, rest = text.partition(" ")
        for form in (text, f"{DOTTED[first]} {rest}") if rest and first in DOTTED else (text,):
            entries = names.setdefault(form, [])
            if entry not in entries:
                entries.append(entry)

    def note(key: str, row: dict[str, Any]) -> None:
        if "source" in row:
            notes[key] = row["source"]

    for kind in ("state", "region", "organisation", "group"):
        for row in rows_of(kind + "s", mine):
            _add_actor(row, kind, actors, words, add)
            note(row["id"], row)
    persons = {}
    for row in rows_of("people", mine):
        person = _person(row)
        if person.id in persons:
            raise DataError(f"leaders.yml names {person.name!r} twice: join the two entries.")
        persons[person.id] = person
        note(person.id, row)
        for alias in [person.name, *row.get("names", [])]:
            add(alias, Entry("person", person.id, None))
        for alias in row.get("short", [person.name.split()[-1]]):
            add(alias, Entry("surname", person.id, None))
    outlets = {}
    for row in rows_of("outlets", mine):
        outlet = Outlet(row.get("id") or slug(row["name"]), row["name"], row["kind"], row["code"])
        outlets[outlet.id] = outlet
        note(outlet.id, row)
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
    armed = frozenset(row["id"] for row in rows_of("states", mine) if row.get("opposition") == "armed")
    return _book(actors, persons, outlets, words, names, armed, notes)


def _add_actor(
    row: dict[str, Any], kind: str, actors: dict[str, Actor], words: dict[str, tuple[str, ...]], add: Add
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
    for heir in row.get("was", ()):
        _handed_down(row, heir, entry, add)
    seated = row.get("capital_years", {})
    for alias in row.get("capitals", []):
        span = tuple(seated[alias]) if alias in seated else years
        add(alias, replace(entry, kind="capital", years=span))
    for alias in row.get("seats", []):
        span = tuple(seated[alias]) if alias in seated else years
        add(alias, replace(entry, kind="seat", years=span, exact=alias in seated))
    for alias, of in row.get("bodies", {}).items():
        add(alias, replace(entry, kind="body", id=f"{row['id']}.MIL" if of == "MIL" else row["id"], sector=of))


def _handed_down(row: dict[str, Any], before: dict[str, Any], entry: Entry, add: Add) -> None:
    """Names of a state that meant the state before it: "Russian troops" of 1968 are the Soviet Union's."""
    other = replace(entry, id=before["id"], years=tuple(before["years"]), exact=True)
    for kind, aliases in (("name", "names"), ("adjective", "adj"), ("capital", "capitals"), ("seat", "seats")):
        if aliases in before["of"]:
            for alias in [*([row["name"]] if aliases == "names" else ()), *row.get(aliases, [])]:
                add(alias, replace(other, kind=kind))
                if kind == "adjective" and alias[-1] in "nio":
                    add(alias + "s", replace(other, kind="people"))


def _person(row: dict[str, Any]) -> Person:
    roles = []
    for text in row["roles"]:
        m = ROLE.match(text)
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
    armed: frozenset[str],
    notes: dict[str, str],
) -> Book:
    classes: dict[str, NounClass] = {}
    nouns: dict[str, NounClass] = {}
    table = load_yaml("nouns.yml")
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
    by_kind["armed"] = set(armed)
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
        organs=frozenset(table["organs"]),
        idioms=frozenset(table["idioms"]),
        portfolios=frozenset(table["portfolios"]),
        things=frozenset(table["things"]),
        aircraft=frozenset(table["aircraft"]),
        humans=frozenset(noun for noun, cls in nouns.items() if cls.name in _HUMAN) - frozenset(table["collectives"]),
        genders={**dict.fromkeys(table["women"], True), **dict.fromkeys(table["men"], False)},
        pairs={word: tuple(ids) for word, ids in table["pairs"].items()},
        sectors={word: sector for sector, words in table["sectors"].items() for word in words},
        struck=frozenset(table["struck"]),
        common=frozenset(table["common"]),
        words_too=frozenset(table["words_too"]),
        words=words,
        kinds={kind: frozenset(ids) for kind, ids in by_kind.items()},
        notes=notes,
        named={person.name: person for person in persons.values()},
        index={first: {words: tuple(found) for words, found in by_words.items()} for first, by_words in index.items()},
        longest=longest,
    )


def _alias(text: str, entries: tuple[Entry, ...]) -> Alias:
    flat = fold(text)
    if flat.replace(" ", "").isalnum():  # most of the 10,000 names, in half the time
        words = tuple(flat.split())
        return Alias(text, words, tuple(map(_capitals, text.split())), ("",) * (len(words) - 1), entries)
    spans = [m.span() for m in WORD.finditer(flat)]
    if not spans:
        raise DataError(f"The world book has a name without a word: {text!r}.")
    capitals = tuple(_capitals(text[a:b]) for a, b in spans)
    marks = tuple(gap_mark(flat[a:b]) for (_, a), (b, _) in pairwise(spans))
    return Alias(text, tuple(flat[a:b] for a, b in spans), capitals, marks, entries)


def _capitals(word: str) -> tuple[int, ...]:
    """The places of the capitals in a word."""
    rest = word[1:]
    if not rest or rest.islower():  # nearly all, and 20,000 of them are asked about when a process starts
        return (0,) if word[:1].isupper() else ()
    return tuple(i for i, c in enumerate(word) if c.isupper())
