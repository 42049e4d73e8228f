"""Readers for GeoNames files (CC BY 4.0): the main table, alternate names, first-level divisions, countries.

The main table comes as `allCountries.txt`, one file a country (`SY.txt`) or `cities500.txt` to `cities15000.txt`, all of
one format: 19 tab-separated columns, UTF-8, no header. Files are read line by line: `allCountries.txt` has twelve
million of them. Layout: https://download.geonames.org/export/dump/readme.txt
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DataError

# What GeoNames codes differently from ISO 3166-1 or what no longer exists.
ISO3_FIXES = {"XK": "KOS", "AN": "", "CS": "", "YU": ""}
# Sections of towns, historical, abandoned and destroyed places.
NO_TOWN = frozenset({"PPLX", "PPLH", "PPLW", "PPLQ", "PPLCH"})
# Feature codes beside populated places that news names, and the kind they have here.
SITES = {
    **dict.fromkeys(
        ["AIRB", "MILB", "NVB", "INSM", "AIRP", "DAM", "PSN", "NSY", "SPCE", "RFGC", "BDGX"], "base/facility"
    ),
    **dict.fromkeys(
        ["STRT", "GULF", "SEA", "CHN", "PEN", "ISLS", "RGN", "DSRT", "VAL", "PASS", "CAPE", "AREA"], "area"
    ),
    **dict.fromkeys(["ISL", "MTS", "LK", "STM", "CNL", "RF", "PLN", "PLAT"], "area"),
}
# Alternate "names" in these languages are no names: links, codes, post codes.
NO_LANGUAGE = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "piny", "abbr"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the main table that is wanted; `kind` is ours, `division` a code as "SY.10"."""

    id: int
    name: str
    ascii: str
    alternates: str
    lat: float
    lon: float
    kind: str
    feature: str
    country: str
    division: str
    population: int


def read_countries(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """From `countryInfo.txt`: ISO alpha-2 to alpha-3, and alpha-3 to its neighbours parted by commas.

    Raises DataError where the file is missing or is no such table.
    """
    rows = [line.split("\t") for line in _lines(path) if line and not line.startswith("#")]
    rows = [row for row in rows if len(row) > 17]
    if not rows:
        raise DataError(f"'{path}' is no GeoNames countryInfo.txt: no line has 18 tab-separated columns.")
    iso3 = {row[0]: ISO3_FIXES.get(row[0], row[1]) for row in rows}
    around = {iso3[row[0]]: ",".join(sorted(iso3[c] for c in row[17].split(",") if iso3.get(c))) for row in rows}
    return iso3, around


def read_divisions(path: Path) -> dict[str, tuple[str, str]]:
    """From `admin1CodesASCII.txt`: division code ("SY.10") to name and ASCII name."""
    found = {}
    for line in _lines(path):
        if line.count("\t") == 3:
            code, name, ascii_name, _ = line.split("\t")
            found[code] = (name, ascii_name)
    if not found:
        raise DataError(f"'{path}' is no GeoNames admin1CodesASCII.txt: no line has 4 tab-separated columns.")
    return found


def read_table(path: Path, *, smallest: int = 0, sites: bool = True) -> Iterator[Row]:
    """The towns, divisions, districts and, with `sites`, bases, straits and the like of a main table.

    `smallest`: towns of fewer people are left out unless they are seats of a division or a capital. Lines that can't be
    read are skipped. Raises DataError where the file is missing or holds no such line at all.
    """
    good = False
    for line in _lines(path):
        f = line.split("\t")
        if len(f) < 15:
            continue
        try:
            place = _row(f, smallest=smallest, sites=sites)
        except ValueError:
            continue
        good = True
        if place is not None:
            yield place
    if not good:
        raise DataError(f"'{path}' is no GeoNames main table: no line has its 19 tab-separated columns.")


def _row(f: list[str], *, smallest: int, sites: bool) -> Row | None:
    population = int(f[14] or 0)
    feature = f[7]
    if f[6] == "P" and feature not in NO_TOWN:
        if population < smallest and not feature.startswith(("PPLA", "PPLC")):
            return None
        kind = "city"
    elif feature in ("ADM1", "ADM2"):
        kind = "admin area"
    elif sites and feature in SITES and f[6] in "SLTH":
        kind = SITES[feature]
    else:
        return None
    lat, lon = round(float(f[4]), 3), round(float(f[5]), 3)
    if lat == 0 and lon == 0:
        return None  # a place without a position, not one in the Gulf of Guinea
    return Row(int(f[0]), f[1], f[2] or f[1], f[3], lat, lon, kind, feature, f[8], f"{f[8]}.{f[10]}", population)


def read_alternates(path: Path, wanted: Callable[[int], bool]) -> dict[int, list[str]]:
    """From `alternateNamesV2.txt`: the English and unmarked names of the places that `wanted` asks for by id.

    Historic names are kept (reports of the time use them); colloquial ones are not.
    """
    found: dict[int, list[str]] = {}
    for line in _lines(path):
        f = line.split("\t")
        if len(f) < 4 or not f[1].isdigit() or f[2] not in ("en", "") or f[2] in NO_LANGUAGE:
            continue
        if len(f) > 6 and f[6] == "1":
            continue
        if wanted(int(f[1])):
            found.setdefault(int(f[1]), []).append(f[3])
    return found


def find_tables(folder: Path) -> list[Path]:
    """The main tables of a folder: `allCountries.txt` if it is there, else the smallest `citiesN.txt` and country files.

    Raises DataError, which names what was looked for, where there is none.
    """
    whole = folder / "allCountries.txt"
    if whole.is_file():
        return [whole]
    cities = sorted(folder.glob("cities[0-9]*.txt"), key=lambda p: int("".join(c for c in p.stem if c.isdigit())))
    countries = sorted(p for p in folder.glob("[A-Z][A-Z].txt"))
    if not cities and not countries:
        raise DataError(f"No GeoNames table in '{folder}': put allCountries.txt, cities500.txt or SY.txt there.")
    return [*cities[:1], *countries]


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield line.rstrip("\n").rstrip("\r")
    except OSError as error:
        raise DataError(f"The GeoNames file '{path}' can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise DataError(f"The GeoNames file '{path}' is not UTF-8 (byte {error.start}): unpack it again.") from error
