"""Claims, events and reports as tables for other programs: the same record in every format, nothing that acts."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from show_case import made, run

from dragoman.show.flat import CLAIM_COLUMNS, EVENT_COLUMNS, REPORT_COLUMNS
from dragoman.store import Store


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return made(tmp_path, monkeypatch)


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_tables_hold_the_record(case: Path, tmp_path: Path) -> None:
    assert run("export", "--case", str(case), "--format", "csv", "-o", "out") == 0
    claims, events, reports = (table(tmp_path / "out" / f"{name}.csv") for name in ("claims", "events", "reports"))
    assert [tuple(rows[0]) for rows in (claims, events, reports)] == [CLAIM_COLUMNS, EVENT_COLUMNS, REPORT_COLUMNS]
    with Store.open(case, create=False) as store:
        view = store.view()
        assert [row["claim"] for row in claims] == [claim.id for claim in view.claims()]
        assert [row["event_id"] for row in events] == [event.id for event in view.events()]
        assert {row["report"] for row in reports} == {article.id for article in view.articles()}
    first = claims[0]
    assert (first["type"], first["mode"], first["quad"]) == ("REQUEST", "yield", "verbal conflict")
    assert (first["actors"], first["recipients"], first["country"], first["lat"]) == ("ARV", "BEL", "ARV", "1.5")
    assert (first["speaker"], first["speaker_id"], first["stance"]) == ("Ana Petrova", "ARV", "asserts")
    assert (first["dead_low"], first["dead_high"], first["injured_low"]) == ("3", "5", "")
    assert first["sentence"] == "Arvania demanded on Monday that Belmark leave the straits for good."
    assert first["event_id"] in {row["event_id"] for row in events}


def test_titles_are_no_formulas(case: Path, tmp_path: Path) -> None:
    run("export", "--case", str(case), "--format", "csv", "-o", "out")
    titles = {row["title"] for row in table(tmp_path / "out" / "reports.csv")}
    assert any(title.startswith("'=HYPERLINK") for title in titles)


def test_lines_hold_the_same_claims(case: Path, tmp_path: Path) -> None:
    for kind in ("csv", "jsonl"):
        assert run("export", "--case", str(case), "--format", kind, "-o", "out") == 0
    flat = table(tmp_path / "out" / "claims.csv")
    lines = {
        name: [json.loads(line) for line in (tmp_path / "out" / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("claims", "events", "reports")
    }
    assert [one["claim"] for one in lines["claims"]] == [row["claim"] for row in flat]
    assert [one["event_id"] for one in lines["claims"]] == [row["event_id"] for row in flat]
    assert lines["claims"][0]["attribution"][-1]["name"] == "Ana Petrova"
    assert lines["events"][0]["claims"] and isinstance(lines["events"][0]["actors"], list)
    assert any(one["title"].startswith("=HYPERLINK") for one in lines["reports"])


def test_the_same_record_gives_the_same_bytes_and_no_stranger_is_overwritten(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("csv", "jsonl"):
        run("export", "--case", str(case), "--format", kind, "-o", "out")
        before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
        assert run("export", "--case", str(case), "--format", kind, "-o", "out") == 0
        assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before
        (tmp_path / "out" / f"events.{kind}").write_text('{"mine": 1}\n', encoding="utf-8")
        capsys.readouterr()
        assert run("export", "--case", str(case), "--format", kind, "-o", "out") == 2
        assert "was not exported, and may be work by hand" in capsys.readouterr().err


def test_an_empty_case_gives_empty_tables(tmp_path: Path) -> None:
    Store.open(tmp_path / "e.db").close()
    for kind in ("csv", "jsonl", "csv", "jsonl"):
        assert run("export", "--case", str(tmp_path / "e.db"), "--format", kind, "-o", str(tmp_path / "out")) == 0
    assert (tmp_path / "out" / "claims.csv").read_text("utf-8") == ",".join(CLAIM_COLUMNS) + "\n"
