"""Build `dragoman/data/places.csv.gz` from GeoNames (CC BY 4.0), our countries and our supplement.

    python tools/build_places.py --gazetteer DIR [--ewt FILE] [--gum FILE]

`DIR` holds `cities15000.txt`, `admin1CodesASCII.txt`, `countryInfo.tsv`. `--ewt`, `--gum` are training treebanks:
a spelling that they hold as a lower-case word is marked "~" and needs a name tag to count as a place ("Nice").
The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.fuzz import ratio

from dragoman.data.gazetteer import ARTICLES, countries, demonyms, fold, place_words

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "dragoman" / "data"
WORDS = place_words()
LETTERS = {"country": "C", "admin area": "A", "city": "P", "base/facility": "B", "area": "R", "border": "X"}
ISO3_FIXES = {"XK": "KOS", "AN": "", "CS": ""}


@dataclass
class Place:
    """One line of the gazetteer in the making."""

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


def add_key(place: Place, spelling: str, *, arabic: bool = False) -> None:
    """Add the folded spelling, and for Arabic-speaking countries the one without its article."""
    words = fold(spelling)
    if not words or not "".join(words).isalnum() or not "".join(words).isascii():
        return
    for form in (words, words[1:] if arabic and len(words) > 1 and words[0] in ARTICLES else ()):
        key = " ".join(form)
        if place.kind == "admin area" and all(word in WORDS["bare"] for word in form):
            continue
        if len(key) >= 2 and key not in place.keys:
            place.keys.append(key)


def spellings(name: str, ascii_name: str, alternates: str, population: int) -> list[str]:
    """Alternate names that English news might use: Latin script, near the main name, few for small places."""
    main = " ".join(fold(ascii_name))
    scored: dict[str, float] = {}
    for alternate in alternates.split(","):
        words = fold(alternate)
        key = " ".join(words)
        if len(key) < 4 or not "".join(words).isascii() or not "".join(words).isalpha() or alternate.isupper():
            continue
        if not alternate[0].isupper() or key == main:
            continue
        score = max(ratio(key, main), ratio(key.replace(" ", ""), main.replace(" ", "")))
        if words[0] in ARTICLES or fold(ascii_name)[0] in ARTICLES:
            score = max(score, ratio(_bare(words), _bare(fold(ascii_name))))
        if score >= 72:
            scored[key] = max(score, scored.get(key, 0.0))
    most = 10 if population >= 500_000 else 6 if population >= 100_000 else 4
    return [key for key, _ in sorted(scored.items(), key=lambda item: (-item[1], item[0]))][:most]


def _bare(words: tuple[str, ...]) -> str:
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def display(name: str, ascii_name: str) -> str:
    """The name as English prints it: accents of Western European letters stay, scholarly transliteration goes."""
    try:
        name.encode("latin-1")
    except UnicodeEncodeError:
        return ascii_name.replace("`", "'").strip("'")
    return name.strip("'")


def read_cities(folder: Path, iso3: dict[str, str]) -> list[Place]:
    """The towns of GeoNames `cities15000.txt`, without sections of towns and abandoned places."""
    places = []
    for line in (folder / "cities15000.txt").read_text("utf-8").split("\n"):
        f = line.split("\t")
        if len(f) < 15 or f[7] in {"PPLX", "PPLH", "PPLW", "PPLQ", "PPLCH"}:
            continue
        population = int(f[14] or 0)
        place = Place(
            display(f[1], f[2]), iso3[f[8]], round(float(f[4]), 3), round(float(f[5]), 3), "city", population,
            f"{f[8]}.{f[10]}", f[7] == "PPLC", f[3].count(",") + 1 if f[3] else 0,
        )  # fmt: skip
        for spelling in (f[1], f[2], *spellings(f[1], f[2], f[3], population)):
            add_key(place, spelling, arabic=f[8] in WORDS["arabic"])
        if place.keys:
            places.append(place)
    return places


def read_divisions(folder: Path, iso3: dict[str, str], cities: list[Place]) -> list[Place]:
    """First-level divisions; the file has no positions, so the mean of a division's towns stands for it."""
    towns: dict[str, list[Place]] = defaultdict(list)
    for city in cities:
        towns[city.division].append(city)
    places = []
    for line in (folder / "admin1CodesASCII.txt").read_text("utf-8").split("\n"):
        if line.count("\t") != 3:
            continue
        code, name, ascii_name, _ = line.split("\t")
        inside = towns.get(code, [])
        lat = round(sum(t.lat or 0.0 for t in inside) / len(inside), 2) if inside else None
        lon = round(sum(t.lon or 0.0 for t in inside) / len(inside), 2) if inside else None
        place = Place(
            display(name, ascii_name), iso3[code[:2]], lat, lon, "admin area", sum(t.population for t in inside), code
        )
        for spelling in (name, ascii_name):
            add_key(place, spelling, arabic=code[:2] in WORDS["arabic"])
            words = [w for w in fold(spelling) if w not in WORDS["division_words"]]
            if words and len(" ".join(words)) > 3:
                add_key(place, " ".join(words), arabic=code[:2] in WORDS["arabic"])
        if place.keys:
            places.append(place)
    return places


def read_own(neighbours: dict[str, str]) -> list[Place]:
    """Countries with their neighbours, and the supplement."""
    places = []
    for row in countries():
        place = Place(row["name"], row["code"], float(row["lat"]), float(row["lon"]), "country", 0)
        place.division = neighbours.get(row["code"], "")
        for spelling in (row["name"], *filter(None, row["names"].split(";"))):
            add_key(place, spelling)
        places.append(place)
    with (DATA / "places_extra.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = Place(row["name"], row["code"], float(row["lat"]), float(row["lon"]), row["kind"], listed=True)
            for spelling in (row["name"], *filter(None, row["names"].split(";"))):
                add_key(place, spelling.removeprefix("the "), arabic=True)
            places.append(place)
    return places


def distance(a: Place, b: Place) -> float:
    """Great-circle distance in kilometres."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def merge(own: list[Place], towns: list[Place]) -> list[Place]:
    """Ours first; a GeoNames town that ours names again (same spelling, within 40 km) only lends its facts."""
    by_key: dict[str, list[Place]] = defaultdict(list)
    for place in own:
        if place.kind in {"city", "admin area"}:
            for key in place.keys:
                by_key[key].append(place)
    kept = []
    for town in towns:
        # Divisions are placed by the mean of their towns, which may stand far from where we put them.
        near = 250 if town.kind == "admin area" else 40
        same = next(
            (p for k in town.keys for p in by_key.get(k, ()) if p.kind == town.kind and distance(p, town) < near), None
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


def drop_borrowed(places: list[Place], taken: frozenset[str]) -> None:
    """Take a spelling from a town where it is but a variant, if a country or a larger place abroad is called so."""
    owners: dict[str, Place] = {}
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


def common_words(paths: list[Path]) -> frozenset[str]:
    """Words that stand in lower case at least twice in the treebanks, with names that are mostly people's."""
    lower: Counter[str] = Counter()
    for path in paths:
        for line in path.read_text("utf-8").split("\n"):
            f = line.split("\t")
            if len(f) == 10 and f[1].isalpha() and f[1].islower() and f[3] not in {"PROPN", "X"}:
                lower[f[1]] += 1
    return frozenset(word for word, count in lower.items() if count >= 2)


def write(places: list[Place], common: frozenset[str], target: Path) -> tuple[int, int]:
    """Write the gazetteer; returns (places, bytes)."""
    folk = frozenset(demonyms()) | WORDS["never"]
    lines = []
    order = {"country": 0, "area": 1, "border": 2, "base/facility": 3, "admin area": 4, "city": 5}
    for p in sorted(places, key=lambda p: (order[p.kind], -p.population, p.name, p.code, p.division)):
        marked = p.kind in {"city", "admin area"}
        keys = ["~" + k if marked and (k in common or k in folk or len(k) < 3) else k for k in p.keys]
        letter = LETTERS[p.kind] + ("*" if p.capital else "") + ("+" if p.listed else "")
        number = [f"{v:g}" if v is not None else "" for v in (p.lat, p.lon)]
        lines.append(
            "\t".join(
                [
                    p.name,
                    p.code,
                    *number,
                    letter,
                    str(p.population or ""),
                    p.division,
                    str(p.fame or ""),
                    "|".join(keys),
                ]
            )
        )
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0, compresslevel=9) as packed:
        packed.write(("\n".join(lines) + "\n").encode("utf-8"))
    target.write_bytes(buffer.getvalue())
    return len(lines), len(buffer.getvalue())


def main() -> None:
    """Read the arguments and build."""
    shared = ROOT.parent / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gazetteer", type=Path, default=shared / "gazetteer")
    parser.add_argument("--ewt", type=Path, default=shared / "ewt" / "en_ewt-ud-train.conllu")
    parser.add_argument("--gum", type=Path, default=shared / "gum" / "en_gum-ud-train.conllu")
    parser.add_argument("--out", type=Path, default=DATA / "places.csv.gz")
    arguments = parser.parse_args()
    table = [line.split("\t") for line in (arguments.gazetteer / "countryInfo.tsv").read_text("utf-8").split("\n")]
    rows = [row for row in table if len(row) > 17 and not row[0].startswith("#")]
    iso3 = {row[0]: ISO3_FIXES.get(row[0], row[1]) for row in rows}
    neighbours = {iso3[row[0]]: ",".join(sorted(iso3[c] for c in row[17].split(",") if c in iso3)) for row in rows}
    cities = read_cities(arguments.gazetteer, iso3)
    towns = read_divisions(arguments.gazetteer, iso3, cities) + cities
    own = read_own(neighbours)
    drop_borrowed(towns, frozenset(key for place in own if place.kind == "country" for key in place.keys))
    places = merge(own, towns)
    count, size = write(places, common_words([arguments.ewt, arguments.gum]), arguments.out)
    print(f"{count} places, {size} bytes -> {arguments.out.name}")


if __name__ == "__main__":
    main()
