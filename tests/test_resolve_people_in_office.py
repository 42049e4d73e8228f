"""Persons speak for the office held on the day: of the report, and of the event where it has one of its own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.actors import speaks_for
from dragoman.code.who.offices import as_of
from dragoman.model import Party, When

ROWS = list(csv.DictReader((Path(__file__).parent / "persons.csv").read_text(encoding="utf-8").splitlines()))


def test_the_table_has_fifty_persons_on_both_sides_of_a_change():
    sides: dict[str, set[str]] = {}
    for row in ROWS:
        sides.setdefault(row["person"], set()).add(row["party"])
    assert sum(len(parties) > 1 for parties in sides.values()) >= 50


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['person']} {row['day']}" for row in ROWS])
def test_who_speaks_for_whom(row):
    assert speaks_for(row["person"], row["day"]) == (row["party"] or None)


def when(day: str) -> When:
    return When(day, day, "day", "absolute")


def test_the_day_of_the_event_goes_before_the_day_of_the_report():
    former = Party("barack-obama", "Barack Obama", "USA", None, "Obama", 0, 5)
    (then,) = as_of([former], when("2015-07-14"))
    assert (then.id, then.name) == ("USA", "Barack Obama")
    serving = Party("RUS", "Boris Yeltsin", "RUS", "GOV", "Yeltsin", 0, 7)
    assert as_of([serving], when("2003-01-01"))[0].id == "boris-yeltsin"
    assert as_of([serving], None)[0].id == "RUS"
