"""Who is known without being declared: states, and the organisations and groups of the world book."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

# Voices and parties often stand for these without being states of the world book: disputed or gone.
EXTRA_STATES = ("KOS", "PSE", "TWN", "SUN", "YUG", "CSK", "DDR")


@dataclass(frozen=True, slots=True)
class Known:
    """A party the corpus need not declare. `words` are its other names, `people` its demonyms, `capitals` its capitals."""

    id: str
    name: str
    code: str | None
    sector: str | None
    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


@cache
def states() -> dict[str, Known]:
    """States by id (ISO 3166-1 alpha-3; old codes for states that are gone)."""
    data = files("dragoman.data")
    found: dict[str, Known] = {}
    with (data / "places_countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            people = tuple(w for w in row["demonyms"].split(";") if w)
            found[row["code"]] = Known(row["code"], row["name"], row["code"], "GOV", (), people)
    for row in yaml.safe_load((data / "actors" / "states.yml").read_text(encoding="utf-8")):
        old = found.get(row["id"])
        people = tuple(dict.fromkeys([*row.get("adj", []), *row.get("people", []), *(old.people if old else ())]))
        words = tuple([*row.get("names", []), *([old.name] if old and old.name != row["name"] else [])])
        found[row["id"]] = Known(row["id"], row["name"], row["id"], "GOV", words, people, tuple(row.get("capitals", [])))
    for code in EXTRA_STATES:
        found.setdefault(code, Known(code, code, code, "GOV"))
    return found


@cache
def bodies() -> dict[str, Known]:
    """Organisations, armed groups, parties and regions by id."""
    found: dict[str, Known] = {}
    for name in ("organisations", "groups", "regions"):
        for row in yaml.safe_load((files("dragoman.data") / "actors" / f"{name}.yml").read_text(encoding="utf-8")):
            words = tuple(str(w) for w in row.get("names", []))
            sector = row.get("sector") or ("GOV" if name == "regions" else None)
            found.setdefault(row["id"], Known(row["id"], str(row["name"]), row.get("code"), sector, words))
    return found


@cache
def country_names() -> dict[str, str]:
    """State ids by name, in lower case, with and without "the"."""
    found: dict[str, str] = {}
    for state in states().values():
        for word in (state.name, *state.words):
            found.setdefault(word.lower(), state.id)
            found.setdefault("the " + word.lower(), state.id)
    return found


@cache
def capital_names() -> dict[str, str]:
    """State ids by capital, in lower case."""
    found: dict[str, str] = {}
    for state in states().values():
        for capital in state.capitals:
            found.setdefault(capital.lower(), state.id)
    return found
