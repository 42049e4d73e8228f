"""Builds a gazetteer: GeoNames, our countries, our supplement; into the file that ships or a user's own.

The same input gives the same bytes. The file that ships is a gzipped table of all places (`places.csv.gz`), read at
once; a user's gazetteer, which may hold half a million places, is an SQLite file that is read entry by entry.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.data.databases import database_address
from dragoman.data.distance import kilometres
from dragoman.data.files import load_text
from dragoman.data.gazetteer import ARTICLES, FORMAT, common_words, countries, demonyms, fold, loosen, place_words
from dragoman.data.geonames import Row, find_tables, read_alternates, read_countries, read_divisions, read_table
from dragoman.errors import DataError

LETTERS = {"country": "C", "admin area": "A", "city": "P", "base/facility": "B", "area": "R", "border": "X"}
ORDER = {"country": 0, "area": 1, "border": 2, "base/facility": 3, "admin area": 4, "city": 5}
# A GeoNames place that ours names again (same spelling) within so many km is the same one. A division is placed by its
# middle, or by the mean of its towns, and two gazetteers differ on both.
SAME = {"city": 40.0, "admin area": 900.0}
# How alike an alternate name must be to the main one (0 to 100, see `likeness`) where nothing tells its language.
ALIKE = 72.0


@dataclass
class Making:
    """One place of the gazetteer in the making; the fields are those of `gazetteer.Entry`, and `keys` its spellings."""

    name: str
    code: str
    lat: float | None
    lon: float | None
    kind: str
    population: int = 0
    division: str = ""
    capital: bool = False
    fame: int = 0
    listed: bool = False
    keys: list[str] = field(default_factory=list)


def build(
    folder: Path, *, smallest: int = 500, sites: bool = True, say: Callable[[str], None] = lambda _: None
) -> list[Making]:
    """All places from a folder of GeoNames files, with ours, best first.

    The folder holds a main table (`geonames.find_tables` says which), `admin1CodesASCII.txt` and `countryInfo.txt` (or
    `.tsv`); `alternateNamesV2.txt` is used where it is there. `say` is told of each step. Raises DataError.
    """
    info = next((p for p in (folder / "countryInfo.txt", folder / "countryInfo.tsv") if p.is_file()), None)
    if info is None:
        raise DataError(f"'{folder}' has no countryInfo.txt: put GeoNames' countryInfo.txt there.")
    iso3, neighbours = read_countries(info)
    names = read_divisions(folder / "admin1CodesASCII.txt")
    rows: list[Row] = []
    for path in find_tables(folder):
        say(f"reading {path.name}")
        rows.extend(r for r in read_table(path, smallest=smallest, sites=sites) if iso3.get(r.country))
    rows = list({row.id: row for row in rows}.values())
    alternates: dict[int, list[str]] | None = None
    if (file := folder / "alternateNamesV2.txt").is_file():
        say(f"reading {file.name}")
        wanted = {row.id for row in rows}
        alternates = read_alternates(file, wanted.__contains__)
    say(f"{len(rows)} GeoNames places")
    found = [_place(row, iso3, alternates) for row in rows]
    towns = [p for p in _divisions(names, iso3, found) + found if p.keys]
    own = read_own(neighbours)
    _drop_borrowed(towns, frozenset(key for place in own if place.kind == "country" for key in place.keys))
    places = _merge(own, towns)
    return sorted(places, key=lambda p: (ORDER[p.kind], -p.population, p.name, p.code, p.division, p.lat or 0.0))


def likeness(a: str, b: str) -> float:
    """How alike two spellings are, 0 to 100: twice their longest common subsequence over their lengths.

    >>> likeness("homs", "hims"), likeness("", "")
    (75.0, 100.0)
    """
    if not a or not b:
        return 100.0 if a == b else 0.0
    # The longest common subsequence by bits (Hyyrö 2004): a zero bit is a letter of `a` that is matched.
    at: dict[str, int] = {}
    for i, letter in enumerate(a):
        at[letter] = at.get(letter, 0) | 1 << i
    full = row = (1 << len(a)) - 1
    for letter in b:
        same = row & at.get(letter, 0)
        row = ((row + same) | (row - same)) & full
    return 200.0 * (len(a) - row.bit_count()) / (len(a) + len(b))


def add_key(place: Making, spelling: str, *, arabic: bool = False) -> None:
    """Add the folded spelling, and for Arabic-speaking countries the one without its article."""
    words = fold(spelling)
    if not words or not "".join(words).isalnum() or not "".join(words).isascii():
        return
    bare = place_words()["bare"]
    for form in (words, words[1:] if arabic and len(words) > 1 and words[0] in ARTICLES else ()):
        key = " ".join(form)
        if place.kind == "admin area" and all(word in bare for word in form):
            continue
        if len(key) >= 2 and key not in place.keys:
            place.keys.append(key)


def _place(row: Row, iso3: dict[str, str], alternates: dict[int, list[str]] | None) -> Making:
    fame = row.alternates.count(",") + 1 if row.alternates else 0
    place = Making(
        _display(row.name, row.ascii), iso3[row.country], row.lat, row.lon, row.kind, row.population, row.division,
        row.feature == "PPLC", fame if row.kind == "city" else 0,
    )  # fmt: skip
    if row.kind == "base/facility" or row.kind == "area":
        place.population = 0
    arabic = row.country in place_words()["arabic"]
    if alternates is None or row.id not in alternates:
        others = _spellings(row.ascii, row.alternates.split(","), row.population)
    else:
        others = [" ".join(fold(name)) for name in alternates[row.id]]
    for spelling in (row.name, row.ascii, *(o for o in others if len(o) >= 4)):
        add_key(place, spelling, arabic=arabic)
        if row.kind == "admin area":
            _bare_division(place, spelling, arabic=arabic)
    return place


def _bare_division(place: Making, spelling: str, *, arabic: bool) -> None:
    words = [w for w in fold(spelling) if w not in place_words()["division_words"]]
    if words and len(" ".join(words)) > 3:
        add_key(place, " ".join(words), arabic=arabic)


def _spellings(name: str, alternates: Iterable[str], population: int) -> list[str]:
    """Alternate names that English news might use: Latin script, near the main name, few for small places."""
    main = fold(name)
    whole = " ".join(main)
    scored: dict[str, float] = {}
    for alternate in alternates:
        words = fold(alternate)
        key = " ".join(words)
        if len(key) < 4 or not "".join(words).isascii() or not "".join(words).isalpha() or alternate.isupper():
            continue
        if not alternate[0].isupper() or key == whole:
            continue
        score = max(likeness(key, whole), likeness(key.replace(" ", ""), whole.replace(" ", "")))
        if words[0] in ARTICLES or (main and main[0] in ARTICLES):
            score = max(score, likeness(_no_article(words), _no_article(main)))
        if score >= ALIKE:
            scored[key] = max(score, scored.get(key, 0.0))
    most = 10 if population >= 500_000 else 6 if population >= 100_000 else 4
    return [key for key, _ in sorted(scored.items(), key=lambda item: (-item[1], item[0]))][:most]


def _no_article(words: tuple[str, ...]) -> str:
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def _display(name: str, ascii_name: str) -> str:
    """The name as English prints it: accents of Western European letters stay, scholarly transliteration goes."""
    try:
        name.encode("latin-1")
    except UnicodeEncodeError:
        return ascii_name.replace("`", "'").strip("'")
    return name.strip("'")


def _divisions(names: dict[str, tuple[str, str]], iso3: dict[str, str], found: list[Making]) -> list[Making]:
    """First-level divisions that the main table does not hold itself (`citiesN.txt` has towns only).

    Their middle is ours for large ones (`places_divisions.csv`), else the mean of their towns.
    """
    middles = {
        row["division"]: (float(row["lat"]), float(row["lon"]))
        for row in csv.DictReader(load_text("places_divisions.csv").splitlines())
    }
    towns: dict[str, list[Making]] = defaultdict(list)
    known: set[tuple[str, str]] = set()
    for place in found:
        if place.kind == "city":
            towns[place.division].append(place)
        elif place.kind == "admin area":
            known.update((place.division, key) for key in place.keys)
    places = []
    for code, (name, ascii_name) in names.items():
        if not iso3.get(code[:2]):
            continue
        inside = towns.get(code, [])
        lat, lon = middles.get(code, (None, None))
        if lat is None and inside:
            lat = round(sum(t.lat or 0.0 for t in inside) / len(inside), 2)
            lon = round(sum(t.lon or 0.0 for t in inside) / len(inside), 2)
        people = sum(t.population for t in inside)
        place = Making(_display(name, ascii_name), iso3[code[:2]], lat, lon, "admin area", people, code)
        arabic = code[:2] in place_words()["arabic"]
        for spelling in (name, ascii_name):
            add_key(place, spelling, arabic=arabic)
            _bare_division(place, spelling, arabic=arabic)
        if not any((code, key) in known for key in place.keys):
            places.append(place)
    return places


def read_own(neighbours: dict[str, str]) -> list[Making]:
    """Countries with their neighbours, and what news names beside towns and divisions (our own lists)."""
    places = []
    for row in countries():
        place = Making(row["name"], row["code"], float(row["lat"]), float(row["lon"]), "country", 0)
        place.division = neighbours.get(row["code"], "")
        for spelling in (row["name"], *filter(None, row["names"].split(";"))):
            add_key(place, spelling)
        places.append(place)
    for file in ("places_extra.csv", "places_news.csv"):
        for row in csv.DictReader(load_text(file).splitlines()):
            place = Making(row["name"], row["code"], float(row["lat"]), float(row["lon"]), row["kind"], listed=True)
            for spelling in (row["name"], *filter(None, row["names"].split(";"))):
                add_key(place, spelling.removeprefix("the "), arabic=True)
            places.append(place)
    return places


def _km(a: Making, b: Making) -> float:
    """Great-circle distance."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0 if a.kind == "admin area" else math.inf
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def _merge(own: list[Making], towns: list[Making]) -> list[Making]:
    """Ours first; a GeoNames place that ours names again only lends its facts."""
    by_key: dict[str, list[Making]] = defaultdict(list)
    for place in own:
        for key in place.keys:
            by_key[key].append(place)
    kept = []
    for town in towns:
        reach = SAME.get(town.kind, 100.0)
        same = next(
            (
                p
                for k in town.keys
                for p in by_key.get(k, ())
                if p.kind == town.kind and p.code == town.code and _km(p, town) < reach
            ),
            None,
        )
        if same is None:
            kept.append(town)
            continue
        same.keys.extend(k for k in town.keys if k not in same.keys)
        if town.population > same.population:
            same.population = town.population
        same.division = same.division or town.division
        same.capital = same.capital or town.capital
        same.fame = max(same.fame, town.fame)
    return own + kept


def _drop_borrowed(places: list[Making], taken: frozenset[str]) -> None:
    """Take a spelling from a town where it is but a variant, if a country or a larger place abroad is called so.

    Nor does a town keep a spelling that English gives to its division ("Quebec" is the province, "Quebec City" the town).
    """
    division_only = place_words()["division_only"]
    owners: dict[str, Making] = {}
    for place in places:
        held = owners.get(place.keys[0])
        if held is None or place.population > held.population:
            owners[place.keys[0]] = place
    for place in places:
        own, *variants = place.keys
        place.keys = [own] + [
            key
            for key in variants
            if key not in taken
            and (key not in owners or owners[key].code == place.code or owners[key].population < place.population)
        ]
        if place.kind == "city" and place.population > 200_000 and own in division_only:
            place.keys = [k for k in place.keys if k not in division_only] + [f"{own} city"]


def _line(place: Making, common: frozenset[str]) -> str:
    folk = place_words()["never"]
    marked = place.kind in {"city", "admin area"}
    people = demonyms()
    keys = ["~" + k if marked and (k in common or k in folk or k in people or len(k) < 3) else k for k in place.keys]
    letter = LETTERS[place.kind] + ("*" if place.capital else "") + ("+" if place.listed else "")
    number = [f"{v:g}" if v is not None else "" for v in (place.lat, place.lon)]
    people_count, fame = str(place.population or ""), str(place.fame or "")
    return "\t".join([place.name, place.code, *number, letter, people_count, place.division, fame, "|".join(keys)])


def write_table(places: Sequence[Making], target: Path) -> int:
    """Write the gzipped table that ships with the package; returns its size in bytes."""
    lines = [_line(place, common_words()) for place in places]
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0, compresslevel=9) as packed:
        packed.write(("\n".join(lines) + "\n").encode("utf-8"))
    target.write_bytes(buffer.getvalue())
    return len(buffer.getvalue())


def write_file(places: Sequence[Making], target: Path) -> int:
    """Write a gazetteer file for `gazetteer.use`; an existing one is replaced. Returns its size in bytes.

    Raises DataError where the file can't be written, or where a file of that name is no gazetteer.
    """
    replaceable(target)
    fresh = target.with_name(target.name + ".part")
    try:
        fresh.unlink(missing_ok=True)
        # Closed whatever happens: Windows lets nobody delete or rename a file that is open.
        with closing(sqlite3.connect(fresh)) as db, db:
            db.execute("PRAGMA journal_mode=OFF")
            db.execute("CREATE TABLE place (number INTEGER PRIMARY KEY, code TEXT, capital INTEGER, line TEXT)")
            db.execute(
                "CREATE TABLE key (key TEXT, number INTEGER, common INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID"
            )
            db.execute("CREATE TABLE reach (word TEXT PRIMARY KEY, words INTEGER) WITHOUT ROWID")
            db.execute("CREATE TABLE loose (loose TEXT, key TEXT, PRIMARY KEY (loose, key)) WITHOUT ROWID")
            _fill(db, places)
            db.execute(f"PRAGMA user_version={FORMAT}")
        fresh.replace(target)
    except (OSError, sqlite3.Error) as error:
        fresh.unlink(missing_ok=True)
        raise DataError(f"The gazetteer '{target}' can't be written: {error}.") from error
    return target.stat().st_size


def replaceable(target: Path) -> None:
    """Refuse to write a gazetteer over something else, such as a case. Raises DataError."""
    if not target.is_file() or not target.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(database_address(target), uri=True)) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        tables = set()
    if not {"place", "key", "reach"} <= tables:
        raise DataError(f"'{target}' is no gazetteer and is left as it is. Name another file with -o.")


def _fill(db: sqlite3.Connection, places: Sequence[Making]) -> None:
    reach: dict[str, int] = {}
    romanised = place_words()["romanised"]
    for number, place in enumerate(places):
        line = _line(place, common_words())
        db.execute("INSERT INTO place VALUES (?, ?, ?, ?)", (number, place.code, int(place.capital), line))
        for key in line[line.rfind("\t") + 1 :].split("|"):
            spelled = key.removeprefix("~")
            db.execute("INSERT OR IGNORE INTO key VALUES (?, ?, ?)", (spelled, number, int(key != spelled)))
            first = spelled.split(" ", 1)[0]
            reach[first] = max(reach.get(first, 1), spelled.count(" ") + 1)
            if place.code in romanised and len(spelled) > 4:
                db.execute("INSERT OR IGNORE INTO loose VALUES (?, ?)", (loosen(spelled), spelled))
    many = ((word, words) for word, words in sorted(reach.items()) if words > 1)
    db.executemany("INSERT INTO reach VALUES (?, ?)", many)
