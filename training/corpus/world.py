"""Who is known without being declared: states, and the organisations and groups of the world book."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

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
    for line in csv.DictReader((data / "places_countries.csv").read_text(encoding="utf-8").splitlines()):
        people = tuple(w for w in line["demonyms"].split(";") if w)
        found[line["code"]] = Known(line["code"], line["name"], line["code"], "GOV", (), people)
    for row in yaml.safe_load((data / "actors" / "states.yml").read_text(encoding="utf-8")):
        old = found.get(row["id"])
        people = tuple(dict.fromkeys([*row.get("adj", []), *row.get("people", []), *(old.people if old else ())]))
        words = (*row.get("names", []), *([old.name] if old and old.name != row["name"] else []))
        found[row["id"]] = Known(
            row["id"], row["name"], row["id"], "GOV", words, people, tuple(row.get("capitals", []))
        )
    for code in EXTRA_STATES:
        found.setdefault(code, Known(code, code, code, "GOV"))
    return found


@cache
def bodies() -> dict[str, Known]:
    """Organisations, armed groups, parties and regions by their key; `id` is whom they speak for (a council: its organisation)."""
    rows: dict[str, Any] = {}
    for name in ("organisations", "groups", "regions"):
        for row in yaml.safe_load((files("dragoman.data") / "actors" / f"{name}.yml").read_text(encoding="utf-8")):
            rows.setdefault(str(row["id"]), row | ({"sector": "GOV"} if name == "regions" else {}))
    found: dict[str, Known] = {}
    for key, row in rows.items():
        whole = rows.get(row.get("part_of", ""), {})
        words = tuple(str(w) for w in row.get("names", []))
        sector, code = row.get("sector") or whole.get("sector"), row.get("code") or whole.get("code")
        if sector is None and str(row.get("part_of", ""))[:3] in states():
            sector = "GOV"
        found[key] = Known(str(row.get("part_of", key)), str(row["name"]), code, sector, words)
    return found


def look_up(word: str) -> list[Known]:
    """Whoever has `word` in an id or a name, for a writer who asks how somebody is written.

    >>> look_up("Kenya")[0].id
    'KEN'
    """
    low = plain(word)
    everybody = [*states().values(), *(Known(key, k.name, k.code, k.sector, k.words) for key, k in bodies().items())]
    return [
        k
        for k in everybody
        if low == k.id.lower() or any(low in plain(w) for w in (k.name, *k.words, *k.people, *k.capitals))
    ]


def plain(word: str) -> str:
    """A name in lower case without its accents.

    >>> plain("Lomé")
    'lome'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


@cache
def country_names() -> dict[str, str]:
    """State ids by name, plain, with and without "the"."""
    found: dict[str, str] = {}
    for state in states().values():
        for word in (state.name, *state.words):
            found.setdefault(plain(word), state.id)
            found.setdefault("the " + plain(word), state.id)
    return found


@cache
def capital_names() -> dict[str, str]:
    """State ids by capital, plain."""
    found: dict[str, str] = {}
    for state in states().values():
        for capital in state.capitals:
            found.setdefault(plain(capital), state.id)
    return found


if __name__ == "__main__":
    import sys

    for asked in sys.argv[1:]:
        for one in look_up(asked):
            print(one.id, "|", one.name, "|", one.sector, one.code)
