"""The command line end to end, with steps that need no model: tables, filters, errors, the stream, hostile reports."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import fakes
import pytest

from dragoman import pipeline
from dragoman.show import cli, tables
from dragoman.show.page import Pair, content_security_policy, page, pairs
from dragoman.show.stream import code_stream
from dragoman.store import Store

REPORTS = {
    "a.txt": (
        "The Harbour Courier\n\nEnvoys leave Port Alba without a treaty\n\n3 March 2031\n\n"
        "Arvania demanded on Monday that Belmark leave the straits for good.\n\n"
        "Belmark refused to answer what Arvania had written to it in the spring.\n"
    ),
    "b.txt": (
        "=HYPERLINK of the \"minister\" <script>alert('title')</script>\n\n4 March 2031\n\n"
        "Corvia attacked Delmar <img src=x onerror=alert(1)> & <a href='javascript:alert(2)'>left</a> \u202ethe valley.\n\n"
        "{{ 7 * 7 }} {% raw %} Corvia praised Delmar ${8*8} `on` the way out.\n"
    ),
    "empty.txt": "",
}


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pipeline, "builtin", lambda settings=None: fakes.STEPS)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run("read", "reports", "--case", "x.db") == 0
    return tmp_path / "x.db"


def run(*args: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["dragoman", *args])
        try:
            cli.main()
        except SystemExit as stop:
            return int(stop.code or 0)
    return 0


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
        (("show", "report", "zzz", "--case", "x.db"), "No single report 'zzz'"),
        (("read", "nowhere", "--case", "x.db"), "Source 'nowhere' does not exist"),
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


class Page(HTMLParser):
    """What a browser would see: tags, attributes that act, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.acting: list[str] = []
        self.links: list[str] = []
        self.styles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.acting.append(name)
            if name == "style":
                self.styles.append(value or "")
            if name in ("href", "src", "action", "data", "xlink:href"):
                self.links.append(value or "")


def test_the_page_runs_and_fetches_nothing(case: Path, tmp_path: Path) -> None:
    assert run("report", "--case", str(case), "-o", "case.html") == 0
    text = (tmp_path / "case.html").read_text(encoding="utf-8")
    found = Page()
    found.feed(text)
    assert found.tags.count("script") == 1
    assert found.tags.count("style") == 1
    assert "img" not in found.tags
    assert not found.acting
    assert not found.styles
    assert all(link.startswith("#") for link in found.links)
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "{{ 7 * 7 }}" in text
    assert "\u202e" not in text
    assert not re.search(r"https?://", text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    assert style
    assert script
    assert content_security_policy(style[1], script[1]).replace("'", "&#39;") in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_the_page_shows_words_lit_and_is_the_same_every_time(case: Path) -> None:
    with Store.open(case) as store:
        text = page(store.view(), title="x")
        assert page(store.view(), title="x") == text
        assert '<span class="actor">Arvania</span> <mark class="trigger">demanded</mark> on Monday' in text
        assert pairs(store.view().claims())[0] == Pair("COR", "DEL", (1, 0, 0, 1), 2)


def test_an_empty_case_has_a_page(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db") as store:
        assert "No dated claims." in page(store.view(), title="empty")


def test_cells_are_no_formulas_and_no_new_lines() -> None:
    out = StringIO()
    rows = [{"a": "=1+1", "b": "x\ty\nz"}, {"a": "@SUM(A1)", "b": "-5"}, {"a": -5.0, "b": None}]
    tables.write(rows, ("a", "b"), out=out)
    assert out.getvalue() == "a\tb\n'=1+1\tx\\ty\\nz\n'@SUM(A1)\t'-5\n-5.0\t\n"


def test_a_table_on_a_terminal_shows_no_control_characters() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    tables.write([{"a": "[red]x[/red] \x1b[31mred\x07 \u202eback"}], ("a",), out=out)
    assert "[red]x[/red] ?[31mred? ?back" in out.getvalue()


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
