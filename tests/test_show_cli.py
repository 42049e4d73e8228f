"""The command line end to end, with steps that need no model: tables, filters, errors, the stream, hostile reports."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import fakes
import pytest
from show_case import REPORTS, made, run

from dragoman.model import Claim, Mention, Parse, When
from dragoman.show.stream import code_stream


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return made(tmp_path, monkeypatch)


def test_reading_tells_what_it_did(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "reports", "--case", str(case)) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "0 reports recorded, 2 known before, 1 declined; 0 new claims" in err
    assert "declined: reports/empty.txt: read: empty" in err


def test_claims_as_tab_separated_lines(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("show", "claims", "--case", str(case), "--actor", "arv")
    head, line = capsys.readouterr().out.splitlines()
    row = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert row["who"] == "ARV"
    assert row["whom"] == "BEL"
    assert row["what"] == "REQUEST-yield"
    assert row["when"] == "2031-03-03"
    assert row["status"] == "actual"
    assert row["voices"] == "The Harbour Courier › Ana Petrova"
    assert row["words"] == "Arvania demanded on Monday that Belmark leave the straits for good."
    assert row["trigger"] == "demanded"


def test_claims_as_json(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run("show", "claims", "--case", str(case), "--json", "--since", "2031-03-04")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["what"] for row in rows] == ["ASSAULT", "RETREAT", "SUPPORT"]


@pytest.mark.parametrize("name", ["actors", "events", "positions", "refused", "report"])
def test_every_listing(case: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("show", name, "--case", str(case)) == 0
    assert "\t" in capsys.readouterr().out
    assert run("show", name, "--case", str(case), "--json") == 0
    for line in capsys.readouterr().out.splitlines():
        json.loads(line)


@pytest.mark.parametrize("name", ["nowhere", "reports/nowhere.txt"])
def test_a_misspelt_source_leaves_no_case_behind(case: Path, name: str) -> None:
    assert run("read", name, "--case", "new.db") == 2
    assert not Path("new.db").exists()


def test_an_empty_folder_is_said_to_be_empty(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("nothing").mkdir()
    assert run("read", "nothing", "--case", "x.db") == 0
    assert "nothing found that could be a report" in capsys.readouterr().err


def test_a_party_that_only_the_world_book_knows_is_no_mistake(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("show", "claims", "--case", "x.db", "--json", "--actor", "Norway") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["reports/a.txt", "a.txt"])
def test_a_report_goes_by_its_path_or_file_name(case: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("show", "claims", "--case", "x.db", "--json", "--report", name) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["what"] == "REQUEST-yield"


def test_a_file_name_is_no_message(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("reports/one\ndeclined: \u202etwo.txt").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert run("read", "reports", "--case", "x.db") == 0
    err = capsys.readouterr().err
    assert "declined: reports/one?declined: ?two.txt: read: empty" in err.splitlines()
    assert run("show", "refused", "--case", "x.db", "--json") == 0
    out = capsys.readouterr().out
    assert "\u202e" not in out
    assert "reports/one\ndeclined: \u202etwo.txt" in [json.loads(line)["source"] for line in out.splitlines()]


def test_one_report(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("show", "report", "reports/a.txt", "--case", str(case)) == 0
    out = capsys.readouterr().out
    assert "outlet: The Harbour Courier" in out
    assert "REQUEST-yield" in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("show", "claims", "--case", "none.db"), "No case at 'none.db'"),
        (("show", "claims", "--case", "x.db", "--type", "REQEST"), "Did you mean 'REQUEST'?"),
        (("show", "claims", "--case", "x.db", "--status", "done"), "No status 'done'"),
        (("show", "claims", "--case", "x.db", "--since", "May"), "is not a date"),
        (("show", "claims", "--case", "x.db", "--until", "2018-02-30"), "--until '2018-02-30' is not a date"),
        (("show", "claims", "--case", "x.db", "--event", ""), "No single event ''"),
        (("show", "events", "--case", "x.db", "--report", ""), "No single report ''"),
        (("show", "report", "zzz", "--case", "x.db"), "No single report 'zzz'"),
        (("show", "report", ".txt", "--case", "x.db"), "No single report '.txt'"),
        (("show", "claims", "--case", "x.db", "--report", "zzz"), "No single report 'zzz'"),
        (
            ("show", "claims", "--case", "x.db", "--actor", "Arvana"),
            "No party 'Arvana' in this case. Did you mean 'Arvania'?",
        ),
        (
            ("show", "claims", "--case", "x.db", "--voice", "Xqzvk"),
            "No party 'Xqzvk' in this case. 'dragoman show actors'",
        ),
        (("read", "nowhere", "--case", "x.db"), "Source 'nowhere' does not exist"),
        (("read", "reports", "--case", "x.db", "--max-bytes", "-5"), "Setting 'max_bytes' has value -5 (given)"),
        (("export", "--case", "x.db", "--format", "xml"), "No export format 'xml'"),
        (("report", "--case", "x.db", "-o", "no/such/folder.html"), "can't be written"),
        (("score", "reports", "x.db"), "No hand-coded records"),
    ],
)
def test_errors_are_one_line_and_exit_code_2(
    case: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    capsys.readouterr()
    assert run(*args) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert err.startswith("dragoman: ")
    assert len(err.splitlines()) == 1
    assert out == ""


def test_export_and_score(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--format", "gold", "--case", str(case), "-o", "out") == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["a.json", "b.json"]
    record = json.loads((tmp_path / "out" / "a.json").read_text(encoding="utf-8"))
    raw = REPORTS["a.txt"]
    for event in record["events"]:
        assert raw[event["raw_start"] : event["raw_end"]] == event["sentence"]
    capsys.readouterr()
    assert run("score", "out", str(case), "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[-1]["document"] == "all"
    assert rows[-1]["F1"] == 1


def test_the_stream_answers_line_by_line() -> None:
    text = "Arvania demanded that Belmark leave.\n\nBelmark refused, and Arvania left."
    lines = [
        json.dumps({"id": "one", "text": text, "date": "2031-03-03"}),
        "not json",
        "",
        json.dumps([1, 2]),
        json.dumps({"id": 2}),
        json.dumps({"id": 3, "text": "x", "date": "yesterday"}),
        json.dumps({"id": 4, "text": "BREAK THE RESOLVER"}),
        json.dumps({"id": 5, "text": "Nothing of note."}),
    ]
    answers = [json.loads(line) for line in code_stream(lines, steps=fakes.STEPS)]
    assert [answer["id"] for answer in answers] == ["one", None, None, 2, 3, 4, 5]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, True, False]
    first = answers[0]
    assert [claim["event"] for claim in first["claims"]] == [["REQUEST"], ["REJECT"], ["RETREAT"]]
    for mention in first["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
        assert mention["id"] in fakes.NAMES.values()
    for claim in first["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["sentence"]
        assert text[claim["trigger_start"] : claim["trigger_end"]] == claim["trigger"]
        for party in (*claim["actors"], *claim["recipients"]):
            assert text[party["start"] : party["end"]] == party["text"]


def test_every_position_of_the_stream_is_one_in_the_given_text() -> None:
    # What lies between paragraphs is longer here than in the article: each position is led back, those of dates too.
    text = "\ufeffTalks 😀 end\r\n\r\n\r\n\r\n  Arvania attacked Belmark on 4 May 2031.\r\n\r\n\r\nBelmark left."
    when = When("2031-05-04", "2031-05-04", "day", "absolute")

    def dated(parse: Parse, mentions: Sequence[Mention]) -> tuple[Claim, ...]:
        at = parse.article.text.index("4 May 2031")
        return tuple(replace(one, when=when, when_span=(at, at + 10)) for one in fakes.code(parse, mentions))

    steps = replace(fakes.STEPS, code=dated)
    (answer,) = (json.loads(line) for line in code_stream([json.dumps({"id": 1, "text": text})], steps=steps))
    assert len(answer["claims"]) == 2
    for claim in answer["claims"]:
        told = claim["when"]
        assert text[told["text_start"] : told["text_end"]] == told["text"] == "4 May 2031"
        assert text[claim["trigger_start"] : claim["trigger_end"]] == claim["trigger"]


def test_the_stream_can_clean_pages() -> None:
    text = REPORTS["a.txt"] + "\n\nSubscribe now!\n"
    (answer,) = (
        json.loads(line) for line in code_stream([json.dumps({"id": 1, "text": text})], clean=True, steps=fakes.STEPS)
    )
    assert answer["claims"][0]["attribution"][0]["name"] == "The Harbour Courier"
    for claim in answer["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["sentence"]


def test_the_stream_answers_a_line_before_the_next_one_comes() -> None:
    answered: list[str] = []

    def lines() -> Iterator[bytes]:
        for number in range(3):
            deadline = time.monotonic() + 5
            while len(answered) < number and time.monotonic() < deadline:
                time.sleep(0.001)
            assert len(answered) == number
            yield json.dumps({"id": number, "text": "Arvania attacked Belmark."}).encode()
        yield b"\xff\xfe not UTF-8"

    for line in code_stream(lines(), steps=fakes.STEPS):
        answered.append(line)
    assert [json.loads(line).get("id") for line in answered] == [0, 1, 2, None]
    assert "not UTF-8" in answered[-1]


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    listing = subprocess.Popen(
        [sys.executable, "-m", "dragoman", "actors", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert listing.stdout and listing.stderr
    assert listing.stdout.readline().startswith(b"id\t")
    listing.stdout.close()
    err = listing.stderr.read()
    listing.stderr.close()
    assert (listing.wait(), err) == (0, b"")


def test_help_answers_at_once() -> None:
    best = 9.0
    for _ in range(3):
        begin = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "dragoman", "--help"], capture_output=True, text=True, check=True)
        best = min(best, time.perf_counter() - begin)
    assert "show" in done.stdout
    # 0.1 s on an idle core; the bound leaves room for a busy one.
    assert best < 0.9
    loaded = "import sys, dragoman.show.cli; print([m for m in ('sqlalchemy', 'spacy', 'numpy', 'yaml', 'jinja2') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )
