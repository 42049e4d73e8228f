"""The files of the world book: read, checked entry by entry, and a user's own file laid over them.

The shipped files hold one kind of entry each (`actors/*.yml`, `outlets.yml`); a user's file holds any of them under the
names of `SECTIONS`. An entry whose id is known changes that entry: its names are added, other fields replaced,
`remove: true` takes it out. Errors name file, line and field.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.data.files import LOADER, load_text, load_yaml
from dragoman.data.spellings import slug
from dragoman.errors import DataError

Row = dict[str, Any]
FILES = {
    "states": "actors/states.yml",
    "regions": "actors/regions.yml",
    "organisations": "actors/organisations.yml",
    "groups": "actors/groups.yml",
    "people": "actors/leaders.yml",
    "outlets": "outlets.yml",
}
# PLOVER's sectors, and IGO, NGO and LAB for what has no other
SECTORS = frozenset(
    (
        *("GOV", "MIL", "REB", "PTY", "PRM", "COP", "SPY", "LEG", "JUD", "OPP", "CVL", "UAF", "JRN", "REL", "BUS"),
        *("IGO", "NGO", "LAB", "EDU", "MED", "REF", "CRM", "AGR", "ELI"),
    )
)
NO_COUNTRY = frozenset(("IMG", "NGO", "MNC", "UNO", "IGO", "EUR"))
OUTLET_KINDS = frozenset(
    ("agency", "newspaper", "broadcaster", "site", "magazine", "state media", "monitor", "think tank")
)
ROLE = re.compile(r"(?P<office>.+?) (?P<start>\d{4}[\d-]*)\.\.(?P<end>\d{4}[\d-]*)?(?: of (?P<of>\S+))?$")
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_IDS = {"states": re.compile(r"[A-Z]{3}"), "regions": re.compile(r"region:[a-z0-9-]+")}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LISTS = ("names", "adj", "people", "capitals", "seats", "nouns", "words", "short")
_TEXTS = ("id", "name", "code", "sector", "part_of", "sponsor", "kind", "of", "after", "opposition", "note", "source")
_COMMON = ("note", "source", "remove", "names")
_NAMED = ("id", "name", "adj", "people", *_COMMON)
_PLACED = ("capitals", "seats", "bodies", "years")
SECTIONS: dict[str, tuple[str, ...]] = {
    "states": (*_NAMED, *_PLACED, "capital_years", "was", "nouns", "opposition"),
    "regions": (*_NAMED, "lower"),
    "organisations": (*_NAMED, *_PLACED, "code", "sector", "kind", "part_of", "words", "lower"),
    "groups": (*_NAMED, "code", "sector", "sponsor", "part_of", "words", "years", "lower", "kind"),
    "people": ("name", "of", "roles", "sector", "after", "she", "short", *_COMMON),
    "outlets": ("id", "name", "kind", "code", "strict", *_COMMON),
}
NEEDED = {
    "states": ("id", "name"),
    "regions": ("id", "name"),
    "organisations": ("id", "name"),
    "groups": ("id", "name", "code", "sector"),
    "people": ("name", "of", "roles"),
    "outlets": ("name", "kind", "code"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in a file: `lines` says where the entry (key "") and each of its fields begin."""

    section: str
    values: Row
    file: str
    lines: Mapping[str, int] = field(default_factory=dict)

    def where(self, name: str = "") -> str:
        """File, line, section, entry and field, for a message."""
        line = self.lines.get(name) or self.lines.get("", 0)
        place = f"{self.file}:{line}" if line else self.file
        who = self.values.get("id") or self.values.get("name") or "entry"
        return f"{place}: {self.section}: {who}" + (f": field '{name}'" if name else "")


def key_of(row: Row) -> str:
    """What makes an entry one and the same: its id, for people and outlets without one their name as an id."""
    return str(row.get("id") or slug(str(row.get("name", ""))))


@cache
def shipped(section: str) -> tuple[Row, ...]:
    """The entries that ship with the package, unchecked: a test checks them."""
    rows = load_yaml(FILES[section])
    if not isinstance(rows, list):
        raise DataError(f"{FILES[section]} must be a list of entries.")
    return tuple(rows)


@cache
def source_notes() -> dict[str, str]:
    """Where the entries of each shipped file come from; an entry's own `source` goes before."""
    return dict(load_yaml("actors/sources.yml"))


def rows_of(section: str, own: Sequence[Entry] = ()) -> tuple[Row, ...]:
    """The entries of a section: the shipped ones with a user's own laid over them."""
    mine = [entry for entry in own if entry.section == section]
    if not mine:
        return shipped(section)
    rows = {key_of(row): row for row in shipped(section)}
    for entry in mine:
        key = key_of(entry.values)
        if entry.values.get("remove"):
            rows.pop(key, None)
            continue
        old = rows.get(key, {})
        names = dict.fromkeys([*old.get("names", []), *entry.values.get("names", [])])
        rows[key] = {**old, **entry.values, **({"names": list(names)} if names else {})}
        rows[key].setdefault("source", f"the user's file {Path(entry.file).name}")
    return tuple(rows.values())


def read_own(path: str | Path) -> tuple[Entry, ...]:
    """A user's file of actors, checked. Raises `DataError` with file, line and field for the first thing wrong.

    The file is YAML with some of the sections states, regions, organisations, groups, people, outlets.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"The actors file '{path}' can't be read: {getattr(error, 'strerror', None) or error}."
        ) from error
    return own_entries(text, str(path))


def own_entries(text: str, file: str) -> tuple[Entry, ...]:
    """The entries of a user's file with the text `text`; `file` is its name in messages. Raises as `read_own`."""
    entries = tuple(_entries(text, file))
    for problem in problems(entries):
        raise DataError(problem)
    return entries


def every_problem(text: str, file: str) -> Iterator[str]:
    """All that is wrong with the entries of a user's file, a sentence each. Raises `DataError` where it is no YAML."""
    yield from problems(tuple(_entries(text, file)))


def _entries(text: str, path: str) -> Iterator[Entry]:
    table = _compose(text, path)
    if table is None:
        return
    if not isinstance(table, yaml.MappingNode):
        raise DataError(f"{path}:1: the file must begin with a section: {', '.join(SECTIONS)}.")
    for name_node, list_node in table.value:
        section, line = str(name_node.value), name_node.start_mark.line + 1
        if section not in SECTIONS:
            raise DataError(f"{path}:{line}: no section '{section}'{_near(section, SECTIONS)}")
        if not isinstance(list_node, yaml.SequenceNode):
            if list_node.tag.endswith(":null"):
                continue
            raise DataError(f"{path}:{line}: section '{section}' must be a list: begin each entry with '- '.")
        for node in list_node.value:
            yield _entry(section, node, path)


def shipped_entries(section: str) -> tuple[Entry, ...]:
    """The shipped entries of a section with their lines, for checking: slower than `shipped`."""
    node = _compose(load_text(FILES[section]), FILES[section])
    return tuple(_entry(section, one, FILES[section]) for one in node.value)


def _compose(text: str, file: str) -> Any:
    try:
        return yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1}" if mark else file
        raise DataError(f"{where}: not valid YAML: {getattr(error, 'problem', None) or error}.") from error


def _entry(section: str, node: Any, file: str) -> Entry:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise DataError(f"{file}:{line}: {section}: an entry must have fields: '- {{id: ..., name: ...}}'.")
    loader = yaml.SafeLoader("")
    lines, values = {"": line}, {}
    try:
        loader.flatten_mapping(node)
        for key, value in node.value:
            lines[str(key.value)] = line = key.start_mark.line + 1
            values[str(key.value)] = loader.construct_object(value, deep=True)
    # A tag that nobody knows, an alias that holds itself, a day that no month has.
    except (yaml.YAMLError, ValueError) as error:
        said = getattr(error, "problem", None) or error
        raise DataError(f"{file}:{line}: {section}: a value can't be read: {said}.") from error
    return Entry(section, values, file, lines)


def problems(entries: Sequence[Entry]) -> Iterator[str]:
    """What is wrong with entries that are laid over the shipped ones, a sentence each; nothing where all can be used."""
    mine: dict[str, set[str]] = {section: set() for section in SECTIONS}
    known = {s: {key_of(row) for row in shipped(s)} for s in SECTIONS}
    actors = set().union(*(known[s] for s in ("states", "regions", "organisations", "groups")))
    actors |= {key_of(e.values) for e in entries if e.section not in ("people", "outlets")}
    actors |= {key_of(row) for row in shipped("outlets") if row["kind"] in ("monitor", "think tank")}
    states = known["states"] | {key_of(e.values) for e in entries if e.section == "states"}
    for entry in entries:
        key = key_of(entry.values)
        if key in mine[entry.section]:
            yield f"{entry.where()} stands twice in this file: join the two entries."
        mine[entry.section].add(key)
        yield from _wrong(entry, actors, states, old=key in known[entry.section])


def _wrong(entry: Entry, actors: set[str], states: set[str], *, old: bool) -> Iterator[str]:
    row, section = entry.values, entry.section
    for name in row:
        if name not in SECTIONS[section]:
            yield f"{entry.where(name)}: no such field{_near(name, SECTIONS[section])}"
    for name in NEEDED[section]:
        if name not in row and not old:
            yield f"{entry.where()}: field '{name}' is missing. A new entry of {section} needs {', '.join(NEEDED[section])}."
    for name, value in row.items():
        wrong = _wrong_value(section, name, value, actors, states)
        if wrong:
            yield f"{entry.where(name)} has value {value!r}: {wrong}{'' if wrong.endswith(('.', '?')) else '.'}"


def _wrong_value(section: str, name: str, value: Any, actors: set[str], states: set[str]) -> str:
    if name in _LISTS:
        good = isinstance(value, list) and all(isinstance(v, str) and any(c.isalnum() for c in v) for v in value)
        return "" if good else "give a list of names, [A, B]; quote a name that YAML reads as a number or as no"
    if name in _TEXTS and name != "code" and name != "sector" and not (isinstance(value, str) and value.strip()):
        return "give a text"
    if name == "name" and not any(c.isalnum() for c in value):
        return "a name needs a letter or a digit"
    return _CHECKS[name](section, value, actors, states) if name in _CHECKS else ""


def _check_id(section: str, value: str, _a: set[str], _s: set[str]) -> str:
    good = _IDS.get(section, _ID).fullmatch(value)
    shape = {"states": "three capitals (KEN)", "regions": "region:name"}.get(
        section, "lower case with hyphens (al-shabaab)"
    )
    return "" if good else f"ids here are {shape}"


def _check_code(_: str, value: Any, _a: set[str], states: set[str]) -> str:
    if value is None or (isinstance(value, str) and (value in NO_COUNTRY or value in states)):
        return ""
    return f"codes are ISO 3166-1 alpha-3 (KEN) or one of {', '.join(sorted(NO_COUNTRY))}"


def _check_sector(_: str, value: Any, _a: set[str], _s: set[str]) -> str:
    good = value is None or (isinstance(value, str) and value in SECTORS)
    return "" if good else f"sectors are {', '.join(sorted(SECTORS))}"


def _check_of(_: str, value: str, actors: set[str], _s: set[str]) -> str:
    base = value.partition(".")[0]
    return "" if base in actors else f"nobody has the id {base!r}{_near(base, sorted(actors))}"


def _check_years(_: str, value: Any, _a: set[str], _s: set[str]) -> str:
    if not isinstance(value, list) or len(value) != 2 or not any(value):
        return 'give two dates, ["1975", "1991"], null for an open end'
    if any(v is not None and not (isinstance(v, str) and _DAY.fullmatch(v)) for v in value):
        return 'dates are quoted: "1975", "1975-11" or "1975-11-28"'
    start, end = value
    return "the end is before the start" if start and end and end < start[: len(end)] else ""


def _check_roles(_: str, value: Any, actors: set[str], _s: set[str]) -> str:
    if not isinstance(value, list) or not value:
        return "give at least one office"
    for text in value:
        m = ROLE.match(str(text))
        if m is None or not all(_DAY.fullmatch(m[k]) for k in ("start", "end") if m[k]):
            return f"{text!r} should read 'office 2019-05-20..2024-01-31', with nothing after .. while in office, and ' of id' for another party"
        if m["end"] and m["end"] < m["start"][: len(m["end"])]:
            return f"{text!r} ends before it begins"
        if m["of"] and m["of"].partition(".")[0] not in actors:
            return f"{text!r}: nobody has the id {m['of']!r}{_near(m['of'], sorted(actors))}"
    return ""


def _check_kind(section: str, value: str, _a: set[str], _s: set[str]) -> str:
    if section == "outlets" and value not in OUTLET_KINDS:
        return f"kinds are {', '.join(sorted(OUTLET_KINDS))}"
    return ""


def _check_bodies(_: str, value: Any, _a: set[str], _s: set[str]) -> str:
    good = isinstance(value, dict) and all(isinstance(k, str) and str(v) in SECTORS for k, v in value.items())
    return "" if good else "give names with a sector each, {National Guard: MIL}"


def _check_was(section: str, value: Any, a: set[str], s: set[str]) -> str:
    kinds = ("names", "adj", "capitals", "seats")
    right = isinstance(value, list) and all(
        isinstance(one, dict)
        and set(one) == {"id", "years", "of"}
        and isinstance(one["id"], str)
        and isinstance(one["of"], list)
        and all(kind in kinds for kind in one["of"])
        and not _check_years(section, one["years"], a, s)
        for one in value
    )
    return "" if right else "'was' is a list of {id: SUN, years: [from, to], of: [names, adj, capitals, seats]}"


def _check_capital_years(section: str, value: Any, a: set[str], s: set[str]) -> str:
    if not isinstance(value, dict):
        return 'give two dates for each capital, {Lagos: ["1960", "1991-12"]}'
    return next((wrong for span in value.values() if (wrong := _check_years(section, span, a, s))), "")


def _check_flag(_: str, value: Any, _a: set[str], _s: set[str]) -> str:
    return "" if isinstance(value, bool) else "give true or false"


def _check_after(_: str, value: Any, _a: set[str], _s: set[str]) -> str:
    return _check_sector("", value, _a, _s)


_CHECKS: dict[str, Callable[[str, Any, set[str], set[str]], str]] = {
    "id": _check_id,
    "code": _check_code,
    "sector": _check_sector,
    "after": _check_after,
    "of": _check_of,
    "part_of": _check_of,
    "sponsor": _check_of,
    "years": _check_years,
    "roles": _check_roles,
    "kind": _check_kind,
    "bodies": _check_bodies,
    "capital_years": _check_capital_years,
    "was": _check_was,
    "she": _check_flag,
    "lower": _check_flag,
    "strict": _check_flag,
    "remove": _check_flag,
}


def _near(word: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    """The end of a message about an unknown word: what was meant, or what there is."""
    close = difflib.get_close_matches(word, list(known), n=1)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; there are {', '.join(known)}." if len(known) < 20 else "."
