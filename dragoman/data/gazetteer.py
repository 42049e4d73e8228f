"""The gazetteer: places by every spelling.

The one that ships is read once from `places.csv.gz` (built by `tools/build_places.py`); `use` takes another one, built
from a full GeoNames dump by `dragoman places build`.

City and division data come from GeoNames (CC BY 4.0); countries and the supplement are our own files.
"""

from __future__ import annotations

import csv
import gzip
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from dragoman.data.databases import database_address
from dragoman.data.files import load_yaml
from dragoman.errors import DataError

KINDS = {"C": "country", "A": "admin area", "P": "city", "B": "base/facility", "R": "area", "X": "border"}
DASHES = frozenset("-\u2010\u2011\u2013\u2014")
POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
# Apostrophes, hamza and ayn in their printed forms, and full stops are dropped; dashes and slashes part words.
APOSTROPHES = str.maketrans("", "", "'`.\u2019\u2018\u02bb\u02bc\u02bf\u02be\u00b4")
HYPHENS = str.maketrans("-\u2010\u2011\u2013\u2014/", "      ")
NO_ACCENT = str.maketrans("\u0131\u0142\u00f8", "ilo")
# Of gazetteer files; a file of another number is refused.
FORMAT = 1
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
    """Spellings to places, all in memory: `keys` from folded spelling to line numbers.

    `longest` gives, for the first word of spellings of several words, how many words the longest of them has.
    """

    lines: tuple[str, ...]
    keys: dict[str, Any]
    longest: dict[str, int]
    entries: dict[int, Entry] = field(default_factory=dict)

    def find(self, key: str) -> tuple[Entry, ...]:
        """All places that a folded spelling names, in the order of the file; empty when there is none.

        >>> [(entry.name, entry.code) for entry in gazetteer().find("masyaf")]
        [('Masyaf', 'SYR')]
        """
        found = self.keys.get(key)
        if found is None:
            return ()
        return tuple(self.at(n) for n in ((found,) if isinstance(found, int) else found))

    def reach(self, word: str) -> int:
        """How many words the longest spelling that begins with `word` has; 1 where there is none longer."""
        return self.longest.get(word, 1)

    def at(self, number: int) -> Entry:
        """The place of a line; a negative number ~n is line n found by a spelling that is also a common word."""
        known = self.entries.get(number)
        if known is None:
            line = self.lines[~number if number < 0 else number]
            known = self.entries[number] = _entry(line, common=number < 0)
        return known

    def loosely(self, key: str) -> Sequence[str]:
        """Spellings of Arabic- and Persian-speaking countries that agree loosely with a key (`loosen`)."""
        return _loose().get(loosen(key), ())

    def capital(self, code: str) -> Entry | None:
        """The first place marked as the capital of an alpha-3 code."""
        return next((e for e in _capitals() if e.code == code), None)


class StoredGazetteer:
    """A gazetteer file that `places_build.write_file` wrote: looked up place by place, nothing is read ahead.

    Raises DataError where the file is missing, is none, or is of another format.
    """

    def __init__(self, path: Path) -> None:
        self.file = _state(path)
        if not path.is_file():
            raise DataError(
                f"No gazetteer '{path}': build one with `dragoman places build`, or clear the setting 'places'."
            )
        try:
            self._db = sqlite3.connect(database_address(path, immutable="1"), uri=True, check_same_thread=False)
            version, self._reach = self._known()
        except sqlite3.Error as error:
            raise DataError(f"'{path}' is no gazetteer ({error}): build one with `dragoman places build`.") from error
        if version != FORMAT:
            self._db.close()
            raise DataError(f"'{path}' is a gazetteer of format {version}, not {FORMAT}: build it again.")
        # A report asks for the same few hundred spellings again and again.
        self.find = lru_cache(maxsize=50_000)(self._find)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _known(self) -> tuple[int, dict[str, int]]:
        """The format, and how many words the longest name has that begins with a word."""
        try:
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            return version, dict(self._db.execute("SELECT word, words FROM reach")) if version == FORMAT else {}
        except sqlite3.Error:
            self._db.close()
            raise

    def _find(self, key: str) -> tuple[Entry, ...]:
        wanted = "SELECT line, common FROM key JOIN place USING (number) WHERE key = ? ORDER BY number"
        return tuple(_entry(line, common=bool(common)) for line, common in self._db.execute(wanted, (key,)))

    def reach(self, word: str) -> int:
        """As `Gazetteer.reach`."""
        return int(self._reach.get(word, 1))

    def loosely(self, key: str) -> Sequence[str]:
        """As `Gazetteer.loosely`."""
        wanted = "SELECT key FROM loose WHERE loose = ? ORDER BY key"
        return [row[0] for row in self._db.execute(wanted, (loosen(key),))]

    def capital(self, code: str) -> Entry | None:
        """As `Gazetteer.capital`."""
        wanted = "SELECT line FROM place WHERE capital = 1 AND code = ? ORDER BY number LIMIT 1"
        row = self._db.execute(wanted, (code,)).fetchone()
        return _entry(row[0], common=False) if row else None


def _entry(line: str, *, common: bool) -> Entry:
    name, code, lat, lon, kind, population, division, fame, _ = line.split("\t")
    return Entry(
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
def _shipped() -> Gazetteer:
    """The gazetteer that ships with the package, read on first use (a seventh of a second) and kept."""
    try:
        raw = files("dragoman").joinpath("data/places.csv.gz").read_bytes()
    except FileNotFoundError as error:
        raise DataError("The gazetteer dragoman/data/places.csv.gz is missing: reinstall dragoman.") from error
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


_chosen: StoredGazetteer | None = None


def gazetteer() -> Gazetteer | StoredGazetteer:
    """The gazetteer in use: the one that ships with the package, or the one chosen with `use`."""
    return _chosen if _chosen is not None else _shipped()


def use(path: str | Path | None) -> None:
    """Look places up in a gazetteer file from now on, in all of this process; None goes back to the one that ships.

    A file that was built anew since it was chosen is opened anew. Raises DataError where the file is no gazetteer; the one in use then stays.
    """
    global _chosen
    if _chosen is not None and path is not None and _chosen.file == _state(Path(path)):
        return
    old, _chosen = _chosen, None if path is None else StoredGazetteer(Path(path))
    if old is not None:
        old.close()
    country_entry.cache_clear()
    capital_of.cache_clear()


def _state(path: Path) -> tuple[str, int, int] | None:
    """Which file this is, and as of when; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return str(path.resolve()), stat.st_mtime_ns, stat.st_size


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
    romanised = place_words()["romanised"]
    found: dict[str, list[str]] = {}
    for line in _shipped().lines:
        fields = line.split("\t")
        if fields[1] in romanised:
            for key in fields[8].split("|"):
                if len(key) > 4 and key not in (held := found.setdefault(loosen(key.removeprefix("~")), [])):
                    held.append(key.removeprefix("~"))
    return found


@cache
def _capitals() -> tuple[Entry, ...]:
    book = _shipped()
    return tuple(book.at(n) for n, line in enumerate(book.lines) if "\tP*" in line)


def loose_find(key: str) -> tuple[Entry, ...]:
    """Places of Arabic- and Persian-speaking countries whose romanised name agrees loosely with `key`; often none.

    >>> [entry.name for entry in loose_find("masyaaf")]
    ['Masyaf']
    """
    if len(key) < 5:
        return ()
    book = gazetteer()
    entries = (e for k in book.loosely(key) for e in book.find(k))
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
def capital_of(code: str) -> Entry | None:
    """The capital of an alpha-3 code, the largest where the gazetteer marks several.

    >>> capital_of("PRT").name
    'Lisbon'
    """
    return gazetteer().capital(code)


@cache
def common_words() -> frozenset[str]:
    """Words of everyday English in lower case: a place called so ("Nice", "Split") needs a name tag to count."""
    raw = files("dragoman").joinpath("data/places_common.txt.gz").read_bytes()
    return frozenset(gzip.decompress(raw).decode("utf-8").split())


@cache
def place_words() -> dict[str, frozenset[str]]:
    """The word lists of `places_words.yml`, each a set of lower-case words.

    `told_sites` is made of three of them: words without which a sentence tells of no border and no unlisted site.
    """
    lists = {name: frozenset(words) for name, words in load_yaml("places_words.yml").items()}
    lists["told_sites"] = lists["border"] | lists["sites"] | lists["city"]
    return lists


@cache
def abbreviations() -> dict[str, str]:
    """How news prints divisions after a comma, with dots: "Fla." to "florida"."""
    return {str(short): str(name) for short, name in load_yaml("places_abbreviations.yml").items()}
