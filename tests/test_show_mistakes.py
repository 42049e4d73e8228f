"""What a user may do wrong on the command line: nothing is lost by it, and one line says what to do."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fakes
import pytest
import typer
from show_case import made, run

from dragoman.__main__ import main
from dragoman.data.places_build import replaceable
from dragoman.errors import DataError, DragomanError
from dragoman.show.cli import ORDER, app
from dragoman.show.exporting import free_name
from dragoman.show.score import score_folders
from dragoman.show.stream import code_stream
from dragoman.show.writing import spare, write_whole

QUESTION = Path(__file__).resolve().parents[1] / "examples" / "suez" / "question.yml"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return made(tmp_path, monkeypatch)


def test_a_page_is_not_written_over_the_case(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = case.read_bytes()
    assert run("report", "--case", str(case), "-o", str(case)) == 2
    assert "is not written: a case or another database has that name" in capsys.readouterr().err
    assert case.read_bytes() == before


@pytest.mark.parametrize(("second", "option"), [("--case", "--case"), ("-c", "--case"), ("--actor", "--actor")])
def test_an_option_given_twice_is_said(
    case: Path, second: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("show", "claims", "--actor", "ARV", "--case", str(case), second, "other", "--json", "--json") == 2
    assert f"Option '{option}' is given 2 times, and takes one value." in capsys.readouterr().err


def test_a_forecast_is_not_written_over_its_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = tmp_path / "question.yml"
    question.write_bytes(QUESTION.read_bytes())
    assert run("play", str(question), "-o", str(question)) == 2
    assert "it is made from the file of that name" in capsys.readouterr().err
    assert question.read_bytes() == QUESTION.read_bytes()


def test_what_stands_in_the_way_and_may_go(tmp_path: Path) -> None:
    page, source = tmp_path / "page.html", tmp_path / "source.yml"
    spare(page, what="Page", made_from=[source, page])
    write_whole(page, "old", what="Page", made_from=[source])
    write_whole(page, "new", what="Page")
    assert page.read_text(encoding="utf-8") == "new"
    (tmp_path / "link").symlink_to(page)
    with pytest.raises(DragomanError, match="made from the file of that name"):
        spare(tmp_path / "link", what="Page", made_from=[page])


def test_a_gazetteer_is_not_written_over_a_case(case: Path, tmp_path: Path) -> None:
    for file in (case, tmp_path / "reports" / "a.txt"):
        with pytest.raises(DataError, match="is no gazetteer and is left as it is"):
            replaceable(file)
    replaceable(tmp_path / "none.db")
    with sqlite3.connect(tmp_path / "places.db") as db:
        for table in ("place", "key", "reach"):
            db.execute(f"CREATE TABLE {table} (x)")
    db.close()
    replaceable(tmp_path / "places.db")


def test_records_coded_by_hand_are_not_overwritten(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", "--case", str(case), "-o", "out") == 0
    assert run("export", "--case", str(case), "-o", "out") == 0
    by_hand = '{"document": "a", "article": {"title": "Envoys leave"}, "events": []}'
    (tmp_path / "out" / "a.json").write_text(by_hand, encoding="utf-8")
    capsys.readouterr()
    assert run("export", "--case", str(case), "-o", "out") == 2
    assert "was not exported, and may be work by hand" in capsys.readouterr().err
    assert (tmp_path / "out" / "a.json").read_text(encoding="utf-8") == by_hand


def test_a_name_that_is_free_is_free_on_every_system() -> None:
    taken: set[str] = set()
    stems = ("a", "a-2", "a", "A", "a", "CON", "com1.old", "", "..", "ぁ" * 400)
    names = [free_name(stem, taken) for stem in stems]
    assert names == ["a", "a-2", "a-3", "A-4", "a-5", "_CON", "_com1.old", "report", "..", "ぁ" * 66]
    assert max(len(f"{name}.json".encode()) for name in names) < 255


def test_gold_records_that_an_editor_began_with_a_mark_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"events": []}', encoding="utf-8-sig")
    assert list(score_folders(tmp_path, tmp_path)) == ["a"]


def test_a_page_may_have_a_title(case: Path, tmp_path: Path) -> None:
    assert run("report", "--case", str(case), "--title", "Straits <b>& envoys", "-o", "page.html") == 0
    assert "<h1>Straits &lt;b&gt;&amp; envoys</h1>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_our_own_pages_are_no_reports(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    assert run("report", "--case", str(case), "-o", str(pages / "case.html")) == 0
    assert run("play", str(QUESTION), "-m", "median", "-o", str(pages / "play.html")) == 0
    capsys.readouterr()
    assert run("read", str(pages), "--case", str(case)) == 0
    err = capsys.readouterr().err
    assert err.count("read: not a kind of report: a page that Dragoman wrote") == 2
    assert "0 reports recorded, 0 known before, 2 declined" in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("read", "", "--case", "new.db"), "Source '' is empty."),
        (("read", "reports", "--where", "a=b", "--case", "new.db"), "--where chooses rows of GDELT's files"),
        (
            ("read", "reports", "--settings", "none.toml", "--case", "new.db"),
            "can't be read: No such file or directory.",
        ),
        (("follow", "nonsense", "--case", "new.db"), "it does not begin with http or https"),
        (("follow", "--case", "new.db"), "Start one with a feed: dragoman follow ADDRESS --case new.db"),
        (("export", "--case", "x.db", "-o", "reports/a.txt"), "is a file and no folder"),
        (("play", str(QUESTION), "--pictures", "reports/a.txt"), "is a file and no folder"),
        (("play", str(QUESTION), "--shape", "round"), "No shape 'round'"),
        (("play", str(QUESTION), "--votes", "EGY"), "--votes IRN=10"),
        (("actors", "show", "Hezbollah", "--on", "Friday"), "--on 'Friday' is not a date"),
        (("actors", "add", " ", "--section", "groups"), "The name is empty"),
    ],
)
def test_one_line_says_what_is_wrong(
    case: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    capsys.readouterr()
    assert run(*args) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert len(err.splitlines()) == 1
    assert out == ""
    assert not Path("new.db").exists()


def commands(command: Any, *words: str) -> Iterator[tuple[str, Any]]:
    for name, below in getattr(command, "commands", {}).items():
        if hasattr(below, "commands"):
            yield from commands(below, *words, name)
        else:
            yield " ".join([*words, name]), below


def test_help_says_what_goes_behind_an_option() -> None:
    for name, command in commands(typer.main.get_command(app)):
        for one in command.params:
            if one.name != "help" and not getattr(one, "is_flag", False):
                assert one.metavar, f"{name}: {one.name}"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"text": "Arvania attacked Belmark.", "date": "2018-99"}, "date '2018-99' is not 2018"),
        ({"text": "Arvania attacked Belmark.", "date": "2018-02-30"}, "date '2018-02-30' is not 2018"),
        ({"text": "Arvania attacked Belmark.", "date": "2018-02"}, None),
        ({"text": "Arvania attacked Belmark.", "date": "2018"}, None),
        ({"text": "Arvania attacked Belmark.", "date": "2018-02-28T21:17Z"}, None),
        (
            {
                "text": "Der Minister hat gestern die Stadt verlassen, und die Gespräche sind nach dem Angriff gescheitert."
            },
            "not in English but in German; not coded",
        ),
    ],
)
@pytest.mark.parametrize("clean", [False, True])
def test_the_stream_answers_what_it_does_not_code(line: dict[str, str], said: str | None, clean: bool) -> None:
    (answer,) = code_stream([json.dumps(line)], steps=fakes.STEPS, clean=clean)
    assert (json.loads(answer).get("error") or "").startswith(said or "")
    assert ("error" in json.loads(answer)) is (said is not None)


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_the_stream_takes_no_number_that_json_does_not_know(number: str) -> None:
    (answer,) = code_stream([f'{{"id": {number}, "text": "Arvania left."}}'], steps=fakes.STEPS)
    assert json.loads(answer)["error"].startswith("not JSON: ") and json.loads(answer)["id"] is None


@pytest.mark.parametrize("clean", [False, True])
def test_an_outlet_that_is_given_is_the_voice_of_a_page_too(clean: bool) -> None:
    text = "Arvania demanded that Belmark leave."
    (answer,) = code_stream([json.dumps({"text": text, "outlet": "The Post"})], steps=fakes.STEPS, clean=clean)
    assert "The Post" in json.dumps(json.loads(answer)["claims"])


def test_the_stream_keeps_to_the_settings(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.toml").write_text('actors = "none.yml"\n', encoding="utf-8")
    assert run("code", "--settings", "own.toml") == 2
    assert "The actors file 'none.yml' can't be read: No such file or directory." in capsys.readouterr().err


def test_documents_that_the_case_does_not_have_are_told(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--case", str(case), "-o", "gold") == 0
    record = Path("gold/a.json").read_text(encoding="utf-8")
    capsys.readouterr()
    assert run("score", "gold", str(case)) == 0
    assert capsys.readouterr().err == ""
    Path("gold/elsewhere.json").write_text(record, encoding="utf-8")
    assert run("score", "gold", str(case)) == 0
    assert "1 of 3 hand-coded documents are not in the case" in capsys.readouterr().err


def test_help_lists_the_commands_as_one_comes_to_need_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    listed = capsys.readouterr().out.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == list(ORDER)


def test_problems_are_counted_in_words(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("actors", "check", "none.yml") == 1
    assert capsys.readouterr().err.splitlines() == [
        "none.yml: can't be read: No such file or directory",
        "none.yml: 1 problem",
    ]


@pytest.mark.parametrize("name", ["a", "reports/a", "ports/a"])
def test_a_report_goes_by_its_file_name_without_the_ending(
    case: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("show", "report", name, "--case", str(case)) == (2 if name == "ports/a" else 0)
    assert ("Envoys leave Port Alba" in capsys.readouterr().out) is (name != "ports/a")


def test_an_interrupt_while_the_program_loads_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "dragoman.show.cli", SimpleNamespace(main=interrupted))
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 130
    assert capsys.readouterr().err == "dragoman: stopped\n"


def test_an_interrupt_before_anything_is_recorded_is_one_line(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(path: object = None, **overrides: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dragoman.settings.load", interrupted)
    capsys.readouterr()
    assert run("read", "reports", "--case", str(case)) == 130
    assert capsys.readouterr().err.strip() == "dragoman: stopped"
