"""The gazetteer: places by every spelling, read once from `places.csv.gz` (built by `tools/build_places.py`).

City and division data come from GeoNames (CC BY 4.0); countries and the supplement are our own files.
"""

from __future__ import annotations

import csv
import gzip
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from dragoman.data.files import LOADER
from dragoman.errors import DataError

KINDS = {"C": "country", "A": "admin area", "P": "city", "B": "base/facility", "R": "area", "X": "border"}
DASHES = frozenset("-\u2010\u2011\u2013\u2014")
POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
# Apostrophes, hamza and ayn in their printed forms, and full stops are dropped; dashes and slashes part words.
APOSTROPHES = str.maketrans("", "", "'`.\u2019\u2018\u02bb\u02bc\u02bf\u02be\u00b4")
HYPHENS = str.maketrans("-\u2010\u2011\u2013\u2014/", "      ")
NO_ACCENT = str.maketrans("\u0131\u0142\u00f8", "ilo")
ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "ad", "an", "at", "az", "ul"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. `population` is a count of people, 0 where unknown; `division` a code as "SY.10".

    `fame` is the number of names GeoNames knows for a town in all languages: Geneva in Switzerland has over a hundred,
    its namesakes in America a few. `common` marks an entry that was found by a spelling that is also an English word or
    a surname ("Nice", "Split"); `listed` one of our own supplement, which holds places known from the news.
    """

    name: str
    code: str | None
    lat: float | None
    lon: float | None
    kind: str
    population: int
    division: str
    capital: bool = False
    common: bool = False
    fame: int = 0
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Spellings to places: `keys` from folded spelling to line numbers, `longest` from first word to words in a key."""

    lines: tuple[str, ...]
    keys: dict[str, Any]
    longest: dict[str, int]
    entries: dict[tuple[int, bool], Entry] = field(default_factory=dict)

    def find(self, key: str) -> tuple[Entry, ...]:
        """All places that a folded spelling names, most populous first; empty when there is none.

        >>> [(entry.name, entry.code) for entry in gazetteer().find("masyaf")]
        [('Masyaf', 'SYR')]
        """
        found = self.keys.get(key)
        if found is None:
            return ()
        return tuple(self._entry(n) for n in ((found,) if isinstance(found, int) else found))

    def _entry(self, number: int) -> Entry:
        # A negative number marks a spelling that is also a common word; ~n keeps line 0 distinguishable.
        line, common = (~number, True) if number < 0 else (number, False)
        known = self.entries.get((line, common))
        if known is None:
            name, code, lat, lon, kind, population, division, fame, _ = self.lines[line].split("\t")
            known = self.entries[(line, common)] = Entry(
                name,
                code or None,
                float(lat) if lat else None,
                float(lon) if lon else None,
                KINDS[kind[0]],
                int(population or 0),
                division,
                "*" in kind,
                common,
                int(fame or 0),
                "+" in kind,
            )
        return known


@lru_cache(maxsize=65536)
def fold(text: str) -> tuple[str, ...]:
    """The words of a spelling without case, diacritics, apostrophes, dots and hyphens.

    >>> fold("Sharm el-Sheikh"), fold("Sana'a"), fold("U.S."), fold("Gabès")
    (('sharm', 'el', 'sheikh'), ('sanaa',), ('us',), ('gabes',))
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(NO_ACCENT))
        text = "".join(c for c in text if not unicodedata.combining(c))
    return tuple(text.lower().translate(APOSTROPHES).translate(HYPHENS).split())


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package, read on first use (about a tenth of a second) and kept."""
    try:
        raw = files("dragoman").joinpath("data/places.csv.gz").read_bytes()
    except FileNotFoundError as error:
        raise DataError("The gazetteer dragoman/data/places.csv.gz is missing: run tools/build_places.py.") from error
    lines = tuple(gzip.decompress(raw).decode("utf-8").splitlines())
    keys: dict[str, Any] = {}
    longest: dict[str, int] = {}
    for number, line in enumerate(lines):
        for key in line[line.rfind("\t") + 1 :].split("|"):
            value = number
            if key[0] == "~":
                key, value = key[1:], ~number
            held = keys.get(key)
            if held is None:
                keys[key] = value
            elif isinstance(held, int):
                keys[key] = [held, value]
            else:
                held.append(value)
            if " " in key:
                first = key[: key.index(" ")]
                count = key.count(" ") + 1
                if longest.get(first, 1) < count:
                    longest[first] = count
    return Gazetteer(lines, keys, longest)


def loosen(key: str) -> str:
    """A spelling reduced to what romanisations of Arabic and Persian agree on.

    >>> loosen("al dayr azzour") == loosen("dair azzur")
    True
    """
    words = key.split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    text = "".join(w for w in words if w not in ARTICLES)
    for old, new in (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ai", "ay"), ("ei", "ay"), ("ey", "ay"), ("dj", "j")):
        text = text.replace(old, new)
    text = text.replace("q", "k").replace("y", "i").replace("e", "a").replace("o", "u")
    squeezed = "".join(c for i, c in enumerate(text) if i == 0 or text[i - 1] != c)
    return squeezed[:-1] if squeezed.endswith("ah") else squeezed


@cache
def _loose() -> dict[str, list[str]]:
    book = gazetteer()
    romanised = place_words()["romanised"]
    found: dict[str, list[str]] = {}
    for line in book.lines:
        fields = line.split("\t")
        if fields[1] in romanised:
            for key in fields[8].split("|"):
                if len(key) > 4 and key not in (held := found.setdefault(loosen(key.removeprefix("~")), [])):
                    held.append(key.removeprefix("~"))
    return found


def loose_find(key: str) -> tuple[Entry, ...]:
    """Places of Arabic- and Persian-speaking countries whose romanised name agrees loosely with `key`; often none.

    >>> [entry.name for entry in loose_find("masyaaf")]
    ['Masyaf']
    """
    if len(key) < 5:
        return ()
    book = gazetteer()
    entries = (e for k in _loose().get(loosen(key), ()) for e in book.find(k))
    return tuple(dict.fromkeys(e for e in entries if e.code in place_words()["romanised"]))


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and people names of countries, folded ("iraqi", "south korean"), to their alpha-3 codes.

    >>> demonyms()["iraqi"], demonyms()["serbs"]
    ('IRQ', 'SRB')
    """
    found: dict[str, str] = {}
    for row in countries():
        for word in filter(None, row["demonyms"].split(";")):
            key = " ".join(fold(word))
            found[key] = row["code"]
            found.setdefault(key + "s", row["code"])
    return found


@cache
def countries() -> tuple[dict[str, str], ...]:
    """The rows of `places_countries.csv`: code, name, lat, lon, names, demonyms."""
    text = files("dragoman").joinpath("data/places_countries.csv").read_text("utf-8")
    rows = tuple(csv.DictReader(text.splitlines()))
    for code, count in Counter(row["code"] for row in rows).items():
        if count > 1:
            raise DataError(f"places_countries.csv lists {code!r} {count} times: keep one row.")
    return rows


@cache
def country_entry(code: str) -> Entry | None:
    """The country of an alpha-3 code; its `division` lists the codes of its neighbours, parted by commas.

    >>> country_entry("PRT").division
    'ESP'
    """
    for row in countries():
        if row["code"] == code:
            return next((e for e in gazetteer().find(" ".join(fold(row["name"]))) if e.kind == "country"), None)
    return None


@cache
def place_words() -> dict[str, frozenset[str]]:
    """The word lists of `places_words.yml`, each a set of lower-case words."""
    text = files("dragoman").joinpath("data/places_words.yml").read_text("utf-8")
    return {name: frozenset(words) for name, words in yaml.load(text, Loader=LOADER).items()}


@cache
def abbreviations() -> dict[str, str]:
    """How news prints divisions after a comma, with dots: "Fla." to "florida"."""
    text = files("dragoman").joinpath("data/places_abbreviations.yml").read_text("utf-8")
    return {str(short): str(name) for short, name in yaml.load(text, Loader=LOADER).items()}
