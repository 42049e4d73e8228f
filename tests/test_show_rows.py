"""Rows of parties: what a state is called and what others are, whoever of them the claims tell of."""

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.data.actor_files import SECTORS
from dragoman.model import Claim, Party, When
from dragoman.show.names import PARTS, name_of
from dragoman.show.page import draw
from dragoman.show.rows import actor_rows, position_rows


def rows(*parties: tuple[str, str | None]) -> dict[str, Any]:
    """Rows by id of a record in which each party acts once, in that order."""
    claims = [
        Claim(str(n), "a", "ACCUSE", None, (Party(name, name, name[:3], sector, None, None, None),), (), "actual", (n, n + 1), (0, 9))
        for n, (name, sector) in enumerate(parties)
    ]  # fmt: skip
    view: Any = SimpleNamespace(claims=lambda wanted: iter(claims))
    return {row["actor"]: row for row in actor_rows(view)}


@pytest.mark.parametrize(
    ("told", "sector"),
    [
        ([("KEN", "COP"), ("KEN", "COP"), ("KEN", "GOV")], "GOV"),  # its police are the state
        ([("KEN.MIL", "MIL")], "MIL"),
        ([("KENlaw", "LEG"), ("KENlaw", "PTY"), ("KENlaw", "PTY")], "PTY"),
        ([("KENlaw", "PTY"), ("KENlaw", "LEG")], "LEG"),  # as often: by name
        ([("KENlaw", None)], None),
    ],
)
def test_the_sector_of_a_party(told, sector):
    (row,) = rows(*told).values()
    assert row["sector"] == sector and row["acts"] == len(told)


@pytest.mark.parametrize(
    ("when", "first", "drawn"),
    [
        (When("2018-01-23", "2018-01-23", "day", "absolute"), "2018-01-23", True),
        (When("2018-01-23", "2018-01-23", "day", "terms"), "2018-01-23", True),  # the one year that fits
        (When("2017-01-23", "2021-01-23", "day", "terms"), None, False),  # one of five days, it is not known which
    ],
)
def test_a_day_of_some_year_begins_nothing_and_has_no_bar(when, first, drawn):
    party = Party("KEN", "Kenya", "KEN", None, None, None, None)
    claim = Claim("1", "a", "ACCUSE", None, (party,), (), "actual", (1, 2), (0, 9), when=when)
    view: Any = SimpleNamespace(claims=lambda wanted: iter([claim]))
    (row,) = actor_rows(view)
    assert row["first"] == first
    assert (draw([claim]) is not None) == drawn


def test_every_part_of_a_state_has_a_word() -> None:
    assert set(PARTS) == SECTORS
    assert name_of("KEN.MED", Counter()) == "Kenya (medics)"


def test_only_questions_on_which_parties_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = Claim("c", "a", "REQUEST", None, (), (), "actual", (0, 1), (0, 4))
    article = SimpleNamespace(id="a", text="Go!!")
    view: Any = SimpleNamespace(claims=lambda: iter([claim]), articles=lambda: iter([article]), events=lambda: iter(()))
    told = [("PER", 1.0, "leave"), ("CHL", -1.0, "leave"), ("PER", 1.0, "aid"), ("CHL", 0.7, "aid")]
    stands = [
        SimpleNamespace(
            question=question, party=party, name=party, position=position, date=None, claim="c", how="deed",
            word="report", deed=SimpleNamespace(what=question, who="NOR", place=None, whom=None),
        )
        for party, position, question in told
    ]  # fmt: skip
    monkeypatch.setattr("dragoman.analyse.positions", lambda claims: stands)
    assert [(row["question"], row["claim"]) for row in position_rows(view, differing=True)] == [("leave", "c")] * 2
    assert len(position_rows(view)) == 4 and len(position_rows(view, "per", differing=True)) == 1
