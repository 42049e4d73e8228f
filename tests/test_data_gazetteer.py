"""The gazetteer's readers and builder on a small GeoNames dump of invented places, the stored form, and the commands."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from pathlib import Path

import pytest
from builders import report
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman.data import gazetteer as book
from dragoman.data.files import load_text
from dragoman.data.gazetteer import KINDS, country_entry, fold, gazetteer, use
from dragoman.data.geonames import find_tables, read_alternates, read_countries, read_table
from dragoman.data.places_build import Making, add_key, build, likeness, write_file, write_table
from dragoman.errors import DataError
from dragoman.resolve.places.find import find_places
from dragoman.settings import load
from dragoman.show.cli import app

# id, name, alternates, lat, lon, class, code, country, division, people
ROWS = [
    (1, "Quorvash", "Korvash,Quorwash,Кворваш", 34.5, 36.9, "P", "PPL", "SY", "11", 1200),
    (2, "Al Brimbeh", "Brimbah,al-Brimba", 34.6, 36.8, "P", "PPLA2", "SY", "11", 0),
    (3, "Nurvel", "", 34.7, 36.8, "P", "PPL", "SY", "11", 40),
    (4, "Quorvash Air Base", "", 34.75, 36.85, "S", "AIRB", "SY", "11", 0),
    (5, "Marwith", "", 34.3, 38.2, "A", "ADM1", "SY", "11", 90_000),
    (6, "Old Quorvash", "", 34.51, 36.91, "P", "PPLH", "SY", "11", 0),
    (7, "Nowhere", "", 0, 0, "P", "PPL", "SY", "11", 9000),
    (8, "Quorvash", "", 41.0, -100.0, "P", "PPL", "US", "NE", 1300),
    (9, "Hill of Nurvel", "", 34.7, 36.8, "T", "HLL", "SY", "11", 0),
    (10, "Dambria", "", 34.0, 36.0, "P", "PPLC", "SY", "11", 100),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A folder with a small GeoNames dump, as it is downloaded."""
    lines = []
    for number, name, others, lat, lon, cls, code, country, division, people in ROWS:
        f = [
            str(number),
            name,
            name,
            others,
            str(lat),
            str(lon),
            cls,
            code,
            country,
            "",
            division,
            "",
            "",
            "",
            str(people),
        ]
        lines.append("\t".join([*f, "", "500", "Asia/Damascus", "2024-01-01"]))
    (tmp_path / "allCountries.txt").write_text("\n".join([*lines, "broken line", ""]), encoding="utf-8")
    others = [
        "1\t1\ten\tQuorvash Springs\t1",
        "2\t1\ten\tQuorro\t\t\t1",
        "3\t1\tlink\thttps://a.example\t",
        "4\t99\ten\tX\t",
    ]
    (tmp_path / "alternateNamesV2.txt").write_text("\n".join(others), encoding="utf-8")
    (tmp_path / "admin1CodesASCII.txt").write_text(
        "SY.11\tMarwith\tMarwith\t5\nUS.NE\tNebraska\tNebraska\t6\n", "utf-8"
    )
    info = [
        "#ISO\tISO3",
        _info("SY", "SYR", "IQ,JO"),
        _info("IQ", "IRQ", "SY"),
        _info("US", "USA", ""),
        _info("JO", "JOR", "SY"),
    ]
    (tmp_path / "countryInfo.txt").write_text("\n".join(info), encoding="utf-8")
    return tmp_path


def _info(iso: str, iso3: str, neighbours: str) -> str:
    return "\t".join([iso, iso3, *["x"] * 15, neighbours, ""])


@pytest.fixture
def chosen(dump: Path, tmp_path: Path):
    """The dump's gazetteer, in use."""
    target = tmp_path / "places.db"
    write_file(build(dump, smallest=500), target)
    use(target)
    yield target
    use(None)


def test_the_main_table_gives_towns_divisions_and_sites(dump: Path) -> None:
    rows = {row.id: row for row in read_table(dump / "allCountries.txt", smallest=500)}
    assert set(rows) == {1, 2, 4, 5, 8, 10}  # small towns, past towns, places without a position and hills are left out
    assert (rows[4].kind, rows[5].kind, rows[1].division, rows[2].population) == (
        "base/facility",
        "admin area",
        "SY.11",
        0,
    )
    assert {row.id for row in read_table(dump / "allCountries.txt", smallest=0, sites=False)} == {1, 2, 3, 5, 8, 10}


def test_alternate_names_without_links_and_colloquial_ones(dump: Path) -> None:
    assert read_alternates(dump / "alternateNamesV2.txt", lambda i: i < 50) == {1: ["Quorvash Springs"]}


def test_countries_and_their_neighbours(dump: Path) -> None:
    iso3, around = read_countries(dump / "countryInfo.txt")
    assert iso3["SY"] == "SYR" and around["SYR"] == "IRQ,JOR"


def test_cities_files_and_country_files_are_found(tmp_path: Path) -> None:
    for name in ("cities15000.txt", "cities500.txt", "SY.txt", "readme.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [p.name for p in find_tables(tmp_path)] == ["cities500.txt", "SY.txt"]


@pytest.mark.parametrize("file", ["allCountries.txt", "admin1CodesASCII.txt", "countryInfo.txt"])
def test_a_missing_or_empty_file_is_named(dump: Path, file: str) -> None:
    (dump / file).write_text("", encoding="utf-8")
    with pytest.raises(DataError, match=file):
        build(dump)
    (dump / file).unlink()
    with pytest.raises(DataError, match=re.escape(file) if file != "allCountries.txt" else "No GeoNames table"):
        build(dump)


def test_a_file_that_is_not_utf8_is_named(dump: Path) -> None:
    (dump / "allCountries.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match="UTF-8"):
        build(dump)


def test_what_fails_halfway_leaves_no_file_open_or_behind(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(db: sqlite3.Connection, places: object) -> None:
        opened.append(db)
        raise sqlite3.OperationalError("database or disk is full")

    opened: list[sqlite3.Connection] = []
    monkeypatch.setattr("dragoman.data.places_build._fill", broken)
    with pytest.raises(DataError, match="can't be written: database or disk is full"):
        write_file(build(dump, smallest=500), tmp_path / "a.db")
    assert not list(tmp_path.glob("a.db*"))
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


def test_both_forms_hold_the_same_places_and_the_same_bytes_each_time(dump: Path, tmp_path: Path) -> None:
    places = build(dump, smallest=500)
    first, second = tmp_path / "a.db", tmp_path / "b.db"
    assert write_file(places, first) == write_file(build(dump, smallest=500), second)
    assert first.read_bytes() == second.read_bytes()
    assert write_table(places, tmp_path / "a.gz") > 0
    write_table(places, tmp_path / "b.gz")
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_the_stored_gazetteer_finds_what_the_dump_holds(chosen: Path) -> None:
    stored = gazetteer()
    assert [(e.code, e.population) for e in stored.find("quorvash")] == [("USA", 1300), ("SYR", 1200)]
    assert stored.find("quorvash springs")[0].code == "SYR" and stored.reach("quorvash") == 3
    assert [e.name for e in stored.find("brimbeh")] == ["Al Brimbeh"]  # without its article
    assert stored.find("nowhere") == () and stored.find("") == ()
    assert stored.find("golan heights")[0].listed  # our own lists are in it too
    syria = country_entry("SYR")
    assert syria is not None and syria.division == "IRQ,JOR"
    capital = stored.capital("SYR")
    assert capital is not None and capital.name == "Dambria"
    assert [e.name for e in book.loose_find("quorvaash")] == ["Quorvash"]


def test_places_of_a_report_come_from_the_gazetteer_in_use(chosen: Path) -> None:
    parse = report("Jets/NOUN/nsubj/2 hit/VERB/root/0 Quorvash/PROPN/obj/2 in/ADP/case/5 Syria/PROPN/nmod/3",
                   names=[(0, 2, 3, "LOC")])  # fmt: skip
    town = find_places(parse)[0].place
    assert town is not None and (town.name, town.code, town.lat) == ("Quorvash", "SYR", 34.5)
    use(None)
    assert all(m.place is None or m.place.name != "Quorvash" or m.place.lat is None for m in find_places(parse))


def test_a_gazetteer_built_anew_is_read_anew(dump: Path, chosen: Path) -> None:
    old = gazetteer()
    use(chosen)
    assert gazetteer() is old and not old.find("nurvel")
    write_file(build(dump, smallest=0), chosen)
    use(chosen)
    assert gazetteer().find("nurvel")


def test_files_that_are_no_gazetteer_are_refused_and_the_old_one_stays(tmp_path: Path) -> None:
    before = gazetteer()
    (tmp_path / "text.db").write_text("no database " * 200, encoding="utf-8")
    (tmp_path / "empty.db").write_bytes(b"")
    for name in ("missing.db", "text.db", "empty.db"):
        with pytest.raises(DataError, match=name):
            use(tmp_path / name)
    assert gazetteer() is before


def test_commands_build_and_find(dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    built = runner.invoke(app, ["places", "build", "--geonames", str(dump), "--out", "mine.db", "--smallest", "0"])
    assert built.exit_code == 0 and "places = " in built.output
    (tmp_path / "dragoman.toml").write_text('places = "mine.db"\n', encoding="utf-8")
    try:
        out = runner.invoke(app, ["places", "find", "Nurvel", "--json"])
        assert json.loads(out.output.splitlines()[0])["country"] == "SYR"
    finally:
        use(None)


def test_the_setting_is_a_text() -> None:
    assert load(places="mine.db").places == "mine.db"
    with pytest.raises(DataError, match="places"):
        load(places=3)


# --- what ships ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["places_extra.csv", "places_news.csv"])
def test_our_lists_are_whole_and_plausible(file: str) -> None:
    seen = set()
    for row in csv.DictReader(load_text(file).splitlines()):
        assert row["kind"] in KINDS.values() and None not in row, row
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert (float(row["lat"]), float(row["lon"])) != (0.0, 0.0), row
        assert (row["name"], row["code"]) not in seen, row
        seen.add((row["name"], row["code"]))
        for spelling in (row["name"], *filter(None, row["names"].split(";"))):
            key = " ".join(fold(spelling.removeprefix("the ")))
            assert any(e.code == (row["code"] or None) for e in gazetteer().find(key)), spelling


def test_our_lists_stand_in_or_near_their_country() -> None:
    """A slip in a coordinate would put a town thousands of kilometres off."""
    wide = {"", "RUS", "USA", "CAN", "CHN", "PRT", "NOR", "ECU", "FRA", "GBR", "GRL"}
    for row in csv.DictReader(load_text("places_news.csv").splitlines()):
        entry = country_entry(row["code"]) if row["code"] not in wide else None
        if entry and entry.lat is not None and entry.lon is not None:
            assert abs(entry.lat - float(row["lat"])) < 25 and abs(entry.lon - float(row["lon"])) < 25, row["name"]


def test_middles_of_divisions_lie_in_divisions_there_are() -> None:
    rows = list(csv.DictReader(load_text("places_divisions.csv").splitlines()))
    assert len(rows) > 150 and len({row["division"] for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"[A-Z]{2}\.\w+", row["division"]) and -90 <= float(row["lat"]) <= 90, row


SPELLINGS = [
    ("Deir ez-Zor", "Dayr az-Zawr", "Deir Ezzor"), ("al-Raqqa", "Raqqa", "ar-Raqqah"), ("Hodeidah", "Hudaydah", "al-Hudaydah"),
    ("Kyiv", "Kiev"), ("Odesa", "Odessa"), ("Sana'a", "Sanaa"), ("Córdoba", "Cordoba"), ("São Paulo", "Sao Paulo"),
    ("Nagorno-Karabakh", "Nagorno Karabakh"), ("Homs", "Hims"), ("Latakia", "al-Ladhiqiyah"), ("Aleppo", "Halab"),
]  # fmt: skip


@pytest.mark.parametrize("spellings", SPELLINGS, ids=[row[0] for row in SPELLINGS])
def test_spellings_of_one_place(spellings: tuple[str, ...]) -> None:
    def places(spelling: str) -> set[tuple[str, str | None]]:
        words = fold(spelling)
        keys = [" ".join(words), " ".join(words[1:])]
        exact = [e for key in keys for e in gazetteer().find(key)]
        return {(e.name, e.code) for e in exact or book.loose_find(keys[0])}

    shared = set.intersection(*(places(s) for s in spellings))
    assert shared, [places(s) for s in spellings]


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_likeness_is_twice_the_longest_common_subsequence(a: str, b: str) -> None:
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            rows[i + 1][j + 1] = rows[i][j] + 1 if x == y else max(rows[i][j + 1], rows[i + 1][j])
    longest = rows[-1][-1]
    expected = 200 * longest / (len(a) + len(b)) if a and b else 100.0 * (a == b)
    assert likeness(a, b) == pytest.approx(expected) and likeness(a, b) == likeness(b, a)


def test_keys_are_folded_and_never_bare_words() -> None:
    place = Making("x", "EGY", 1.0, 2.0, "admin area")
    for spelling in ("Al-Gharbīyah", "Central Region", "!", "七"):
        add_key(place, spelling, arabic=True)
    assert place.keys == ["al gharbiyah", "gharbiyah"]
