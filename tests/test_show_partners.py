"""Rifts and tension as lists and on the page; a question file drafted from a case, which can be played as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from show_case import run

from dragoman.errors import DragomanError
from dragoman.pipeline import record
from dragoman.show.draft import draft_of
from dragoman.show.page import page
from dragoman.simulate.files import load
from dragoman.simulate.models import MODELS
from dragoman.store import Store

TOLD = {
    "a": "Harbour Courier. The United States demanded on Monday that Uganda withdraw its troops from Rwanda.",
    "b": "Britain rejected a call from Washington on Tuesday for Ugandan troops to leave Rwanda.",
    "c": "Some rebels demanded that Kenya withdraw its troops from Rwanda.",
}
QUESTION = "RETREAT-withdraw by UGA in RWA"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("draft")
    reports = folder / "reports"
    reports.mkdir()
    for name, text in TOLD.items():
        (reports / f"{name}.txt").write_text(f"March 5, 2031\n\n{text}\n", encoding="utf-8")
    with Store.open(folder / "x.db") as store:
        record(reports, store)
    return folder / "x.db"


def test_a_draft_can_be_played(case: Path, tmp_path: Path) -> None:
    assert run("draft", QUESTION, "--case", str(case), "-o", str(tmp_path / "q.yml")) == 0
    question = load(tmp_path / "q.yml")
    assert {p.id: (p.position, p.position_range) for p in question.players} == {
        "GBR": (-1.0, (-1.0, 0.0)),  # one origin, and not London itself
        "UGA": (0.0, (-1.0, 1.0)),  # who is to act has not been heard
        "USA": (1.0, None),  # two reports say so
    }
    assert all("a case does not tell this" in (p.note or "") for p in question.players)
    assert -1 <= MODELS["cs-mean"].play(question).value <= 1


def test_a_question_is_found_in_any_capitals_and_one_that_is_none_is_refused(case: Path) -> None:
    view = Store.open(case).view()
    assert draft_of(view, f"  {QUESTION.lower()} ") == draft_of(view, QUESTION)
    with pytest.raises(DragomanError, match="Near it: RETREAT-withdraw by UGA in RWA"):
        draft_of(view, "RETREAT by UGA in RWA")
    with pytest.raises(DragomanError, match="show positions"):
        draft_of(view, "AID by NOR")


def rows(case: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert run("show", *words, "--case", str(case), "--json") == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_rifts_say_who_stands_where_on_whose_word(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (rift,) = rows(case, capsys, "rifts")
    assert (rift["partners"], rift["over"], rift["kind"]) == ("GBR, USA", QUESTION, "apart")
    assert rift["where"] == "GBR against (1 claim, 1 origin); USA for (2 claims, 2 origins)"
    assert (rift["since"], rift["bound by"], rift["own word"]) == ("2031-03-04", "NATO", 0)
    assert rift["words"].count(" | ") == 1 and len(rift["sides"]) == 2  # type: ignore[attr-defined,arg-type]
    assert rows(case, capsys, "rifts", "--actor", "United Kingdom") == [rift]
    assert rows(case, capsys, "rifts", "--actor", "UGA") == []


def test_tension_counts_events_and_gives_no_interval_for_few(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = {row["pair"]: row for row in rows(case, capsys, "tension")}
    assert set(found) == {"GBR, USA", "UGA, USA", "KEN, rebels"}
    assert (found["UGA, USA"]["events"], found["UGA, USA"]["tone"], found["UGA, USA"]["low"]) == (2, -0.4, None)


def test_the_page_has_the_rifts(case: Path) -> None:
    with Store.open(case) as store:
        text = page(store.view(), title="x")
    section = text[text.index('<section id="rifts">') :]
    assert "RETREAT-withdraw by Uganda in Rwanda" in section and "United Kingdom against (1 claim, 1 origin)" in section


def test_what_fits_nothing_says_so(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "rifts", "--case", str(case), "--actor", "UGA") == 0
    assert "no rift" in capsys.readouterr().err
