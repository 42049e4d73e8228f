"""Checks of the world book as a whole: every entry, counts, and names that two parties share."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.data.actor_files import SECTIONS, problems, shipped_entries
from dragoman.data.book import Book, load_book
from dragoman.data.files import load_yaml

# What the book must hold at least; the issue that asked for it named these numbers.
LEAST = {"states": 195, "groups": 250, "organisations": 100, "outlets": 100}
LEAST_STATES_WITH_OFFICES = 60
_HEADS = (
    *("president", "prime minister", "premier", "chancellor", "king", "emir", "sultan", "emperor", "shah", "pope"),
    *("supreme leader", "leader", "head of state", "general secretary", "first secretary", "acting president"),
)


def shipped_problems() -> Iterator[str]:
    """What is wrong with the shipped world book, a sentence each."""
    for section in SECTIONS:
        entries = shipped_entries(section)
        yield from problems(entries)
        if len(entries) < LEAST.get(section, 0):
            yield f"{section}: {len(entries)} entries, and {LEAST[section]} are promised."
    known = load_yaml("actors/clashes.yml")
    book = load_book()
    for alias, ids in shared_names(book).items():
        if set(known.get(alias, {}).get("ids", ())) != ids:
            yield f"{alias!r} names {' and '.join(sorted(ids))}: write the rule that decides into actors/clashes.yml."
    for alias in known:
        if alias not in shared_names(book):
            yield f"actors/clashes.yml: {alias!r} is shared by nobody: remove it."
    full = states_with_offices(book)
    if len(full) < LEAST_STATES_WITH_OFFICES:
        yield f"people: {len(full)} states have heads and ministers, and {LEAST_STATES_WITH_OFFICES} are promised."


def shared_names(book: Book) -> dict[str, set[str]]:
    """Names that stand for several parties: by name, the ids. Family names are left out: there the report decides."""
    found: dict[str, set[str]] = {}
    for table in book.index.values():
        for aliases in table.values():
            for alias in aliases:
                ids = {e.id for e in alias.entries if e.kind != "surname"}
                if len(ids) > 1:
                    found[alias.text] = ids
    return found


def clashes(book: Book, before: Book) -> Iterator[str]:
    """Names that a user's file made ambiguous: they are decided by the countries a report names, or left open."""
    old = shared_names(before)
    for alias, ids in sorted(shared_names(book).items()):
        if old.get(alias) != ids:
            yield (
                f"the name {alias!r} now means {' or '.join(sorted(ids))}: a report must name the country of just one, "
                "else it stays open. Leave the name out, or say remove: true for the other."
            )


def states_with_offices(book: Book) -> dict[str, set[str]]:
    """States with somebody as head of state or government, and as foreign or defence minister or spokesperson."""
    found: dict[str, set[str]] = {}
    for person in book.persons.values():
        for role in person.roles:
            if role.of in book.kinds["state"]:
                kind = office_kind(role.office)
                if kind:
                    found.setdefault(role.of, set()).add(kind)
    return {state: kinds for state, kinds in found.items() if "head" in kinds and len(kinds) > 1}


def office_kind(office: str) -> str:
    """head, foreign, defence, voice (spokespeople, envoys), or "" for other offices.

    >>> office_kind("deputy foreign minister"), office_kind("prime minister"), office_kind("senator")
    ('foreign', 'head', '')
    """
    if any(
        word in office for word in ("foreign minister", "foreign secretary", "secretary of state", "foreign affairs")
    ):
        return "foreign"
    if any(word in office for word in ("defence", "defense", "army chief", "chief of staff")):
        return "defence"
    if any(word in office for word in ("spokes", "ambassador", "envoy", "press secretary")):
        return "voice"
    return "head" if office.startswith(_HEADS) else ""
