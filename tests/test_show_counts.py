"""Events counted by pair and period, what a case has beyond an earlier one, and which events contradict each other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from show_case import made, run

from dragoman.model import Claim, Event, Judgement, Party
from dragoman.show.counts import count_rows
from dragoman.show.page import events_told
from dragoman.show.rows import contradictions


def party(id_: str, code: str | None = None) -> Party:
    return Party(id_, id_, code, "GOV" if code else None, None, None, None)


ARV, FORCES, PEOPLE = (party(id_, "ARV") for id_ in ("ARV", "ARV.MIL", "ARV.CVL"))
COR, NOBODY, WEST = party("COR", "COR"), party("?men"), party("region:west")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return made(tmp_path, monkeypatch)


def claim(id_: str, event: str, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> Claim:
    return Claim(id_, "r", event, None, actors, recipients, "actual", (0, 1), (0, 1))


def event(claims: tuple[str, ...], kind: str, start: str | None) -> Event:
    return Event(claims[0], claims, kind, (), (), start, start, "actual", 1, 1, "single-sourced")


CLAIMS = (
    claim("a", "ASSAULT", (ARV,), (COR,)),
    claim("b", "ASSAULT", (ARV, FORCES), (COR,)),  # of the same event
    claim("c", "REQUEST", (ARV,), (COR,)),
    claim("d", "AID", (COR,), (ARV, NOBODY, WEST)),
    claim("e", "COERCE", (FORCES,), (PEOPLE,)),
    claim("f", "AGREE", (ARV,), (ARV,)),
    claim("g", "CONSULT", (ARV,), (COR,)),
)
EVENTS = (
    event(("a", "b"), "ASSAULT", "2031-03-02"),
    event(("c",), "REQUEST", "2031-04"),
    event(("d",), "AID", None),
    event(("e",), "COERCE", "2031-04-01"),
    event(("f",), "AGREE", "2031-04-01"),
    event(("g",), "CONSULT", "2031"),
)


@pytest.mark.parametrize(
    ("by", "countries", "found"),
    [
        (None, False, [("ARV", "COR", None, 3, 4), ("ARV.MIL", "ARV.CVL", None, 1, 1), ("ARV.MIL", "COR", None, 1, 1)]),
        (None, True, [("ARV", "COR", None, 3, 4), ("ARV", "ARV", None, 1, 1), ("COR", "ARV", None, 1, 1)]),
        ("month", True, [("ARV", "ARV", "2031-04", 1, 1), ("ARV", "COR", None, 1, 1), ("ARV", "COR", "2031-03", 1, 2)]),
        ("year", True, [("ARV", "ARV", "2031", 1, 1), ("ARV", "COR", "2031", 3, 4), ("COR", "ARV", None, 1, 1)]),
    ],
)
def test_an_event_counts_once_for_a_pair(by: str | None, countries: bool, found: list[tuple[object, ...]]) -> None:
    rows = count_rows(CLAIMS, EVENTS, by=by, countries=countries)
    shown = [(row["who"], row["whom"], row.get(by or ""), row["events"], row["claims"]) for row in rows]
    assert shown[:3] == found
    assert all(sum(row[quad] for quad in row if quad.endswith(("tion", "ict"))) == row["events"] for row in rows)


def test_of_several_who_act_together_only_who_was_asked_for_counts() -> None:
    found = count_rows(CLAIMS, EVENTS, asked=("ARV.MIL", None))
    assert [(row["who"], row["whom"], row["events"]) for row in found] == [
        ("ARV.MIL", "ARV.CVL", 1),
        ("ARV.MIL", "COR", 1),
    ]


def test_counts_are_a_list_like_others(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("show", "counts", "--case", str(case), "--actor", "COR", "--json") == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["who"], row["whom"], row["material conflict"], row["events"]) == ("COR", "DEL", 1, 2)
    assert run("show", "counts", "--case", str(case), "--by", "week") == 2
    assert "Known: year, month, day" in capsys.readouterr().err
    assert run("show", "counts", "--case", str(case), "--since", "2040") == 0
    assert capsys.readouterr().err == "no pair of this case fits what was asked for\n"


def test_what_is_new_is_what_an_earlier_copy_does_not_have(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(case, "last.db")
    new = case.parent / "reports" / "c.txt"
    new.write_text("Nobody leaves\n\n5 March 2031\n\nBelmark attacked Corvia at noon.\n", encoding="utf-8")
    assert run("read", str(new), "--case", str(case)) == 0
    for kind, shown in (("claims", "ASSAULT"), ("events", "ASSAULT")):
        capsys.readouterr()
        assert run("show", kind, "--not-in", "last.db", "--case", str(case), "--json") == 0
        (row,) = map(json.loads, capsys.readouterr().out.splitlines())
        assert shown in (row.get("what"), row.get("event"))
        assert run("show", kind, "--not-in", str(case), "--case", str(case)) == 0
        assert f"no {kind[:-1]} of this case fits" in capsys.readouterr().err
    assert run("show", "claims", "--not-in", "none.db", "--case", str(case)) == 2
    assert "No case at 'none.db'" in capsys.readouterr().err


def test_an_event_names_those_that_contradict_it() -> None:
    told = [event((one,), "ASSAULT", "2031-03-02") for one in "abc"]
    judged = [Judgement("a", "b", "contrary", 0.7, (), "link"), Judgement("a", "c", "same", 0.9, (), "link")]
    found = contradictions(SimpleNamespace(judgements=lambda: iter(judged)), told)  # type: ignore[arg-type]
    assert found == {"a": ("b",), "b": ("a",)}
    contested = [Event(one.id, one.claims, "ASSAULT", (), (), None, None, "actual", 2, 1, "contested") for one in told]
    assert [line.against for line in events_told(contested, found)] == [("b",), ("a",), ()]


def test_positions_are_chosen_by_question_and_day(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for args in (("--question", "RETREAT by ARV"), ("--since", "2040"), ("--until", "1900")):
        capsys.readouterr()
        assert run("show", "positions", *args, "--case", str(case)) == 0
        assert capsys.readouterr().err == "no position of this case fits what was asked for\n"
