"""The commands play and backtest end to end: headline beside every model, pipes, pages that run nothing, errors."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import typer
from show_case import Page, run
from test_simulate_backtest import HEAD, ROWS

from dragoman.show import cli, forecast, pictures, tables
from dragoman.show.forecast_page import page
from dragoman.simulate import files, models
from dragoman.simulate.question import Question

EVIL = "<script>alert('x')</script> & \"quoted\" <img src=x onerror=alert(1)> {{ 7 * 7 }}"
TEXT = f"""\
title: 'How far? {EVIL.replace("'", "''")}'
date: 2031-03-03
scale: {{low: {{at: 0, means: 'nowhere </title><b>'}}, high: {{at: 40, means: all the way}}}}
reference: 40
notes: ['a note with <i>signs</i>']
parties:
- id: ARV
  name: 'Arvania <b>&'
  position: {{value: 5, range: [0, 12], source: 'a "note" <u>'}}
  salience: 0.9
  capability: {{value: 3, range: [2, 5]}}
- {{id: BEL, position: 40, salience: {{value: 0.6, range: [0.4, 0.8]}}, capability: 1}}
- {{id: COR, position: 25, salience: 0.5, capability: 2, note: '=1+1'}}
- {{id: DEL, position: 0, salience: 0.3, capability: 1}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.yml").write_text(TEXT, encoding="utf-8")
    rows = "\n".join("\t".join(row) for row in [HEAD, *ROWS])
    (tmp_path / "past.tsv").write_text(rows + "\n", encoding="utf-8")
    return tmp_path


def table_of(text: str) -> list[dict[str, str]]:
    head, *lines = text.splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]


def test_the_headline_stands_first_and_never_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("play", "q.yml", "--model", "cs-mean") == 0
    assert len(table_of(capsys.readouterr().out)) == 1
    assert run("play", "q.yml") == 0
    out, err = capsys.readouterr()
    rows = table_of(out)
    assert rows[0]["model"] == "cs-mean"
    assert {"cs-median", "nash", "election", "challenge", "challenge-eq31", "smp"} <= {row["model"] for row in rows}
    assert float(rows[0]["value"]) == pytest.approx((0.9 * 3 * 5 + 0.6 * 40 + 25) / (2.7 + 0.6 + 1 + 0.3), abs=0.005)
    assert rows[0]["less headline"] == "0.0"
    assert {row["ended"] for row in rows} >= {"closed form"}
    assert "Models say" in err
    assert "past decisions" in err
    assert "all the way" in err


def test_what_if_stands_beside_what_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("play", "q.yml", "-m", "smp", "--what-if", "ARV.position=12", "--what-if", "-DEL") == 0
    changed = table_of(capsys.readouterr().out)
    assert run("play", "q.yml", "-m", "smp") == 0
    plain = table_of(capsys.readouterr().out)
    assert [row["without the change"] for row in changed] == [row["value"] for row in plain]
    assert changed[0]["value"] != plain[0]["value"]


def test_draws_are_the_same_every_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ("play", "q.yml", "--draws", "60", "--seed", "4", "-m", "cs-median", "--json")
    outs = []
    for extra in ((), ("--cores", "2")):
        assert run(*args, *extra) == 0
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1]
    answer = json.loads(outs[0])
    assert answer["draws"] == {
        "asked": 60,
        "done": 60,
        "seed": 4,
        "shape": "triangular",
        "stopped": False,
        "declined": {},
    }
    headline = answer["models"][0]
    assert headline["interval"]["low"] < headline["value"] < headline["interval"]["high"]
    assert "Within the ranges of the inputs" in " ".join(answer["notes"])


def test_json_holds_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("play", "q.yml", "--json", "--full", "--draws", "3", "--sobol") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["question"]["parties"][0]["note"] == 'position: a "note" <u>'
    assert len(answer["draws"]["values"]["cs-mean"]) == 3
    assert len(answer["matrices"]["challenge"]["chance to prevail"]) == 4
    assert answer["paths"]["smp"][0] == [5, 40, 25, 0]
    assert {"input", "swing", "variance alone"} <= set(answer["sensitivity"][0])
    assert run("play", "q.yml", "--json") == 0
    short = json.loads(capsys.readouterr().out)
    assert "matrices" not in short
    assert all(len(model["lines"]) <= forecast.MOST_LINES + 1 for model in short["models"])


def test_shares_of_variance_are_told_in_a_pipe_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("play", "q.yml", "--sobol") == 0
    out, err = capsys.readouterr()
    assert "variance" not in out
    assert "variance alone\tvariance alone ±\tvariance in all\tvariance in all ±" in err
    assert run("play", "q.yml") == 0
    assert "What moves the headline" not in capsys.readouterr().err


def test_a_terminal_gets_words_and_no_control_characters(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "q.yml").write_text(TEXT.replace("'Arvania <b>&'", '"Arvania\\e[31m\\u202e"'), encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("play", "q.yml", "--full", "--draws", "5") == 0
    out = capsys.readouterr().out
    # Bold heads are the table's own; colours and directions of the file are not let through.
    assert "\x1b[31m" not in out
    assert "\u202e" not in out
    assert "first round: chance to prevail" in out
    assert "What moves the headline" in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("play", "none.yml"), "Question file 'none.yml' can't be read"),
        (("play", "q.yml", "--model", "smb"), "No model 'smb'. Did you mean 'smp'?"),
        (("play", "q.yml", "--what-if", "ARV.position=400"), "400 is outside 0 to 40"),
        (("play", "q.yml", "--draws", "9", "--shape", "bell"), "No shape 'bell'"),
        (("play", "q.yml", "--calibration", "q.yml"), "is not what `dragoman backtest -o` writes"),
        (("play", "q.yml", "-o", "no/page.html"), "Page 'no/page.html' can't be written"),
        (("play", "q.yml", "--beside", "none.yml"), "can't be read"),
        (("backtest", "none.tsv"), "can't be read"),
        (("backtest", "q.yml"), "lacks the columns"),
        (("backtest", "past.tsv", "--capability", "gdp"), "No coding 'gdp'"),
    ],
)
def test_errors_are_one_line_and_exit_code_2(
    folder: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    assert run(*args) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert err.startswith("dragoman: ")
    assert len(err.splitlines()) == 1
    assert out == ""


def test_a_question_beside_another_is_traded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = TEXT.replace("salience: 0.9", "salience: 0.1").replace(
        "position: 40, salience: {", "position: 1, salience: {"
    )
    (folder / "other.yml").write_text(other, encoding="utf-8")
    assert run("play", "q.yml", "--beside", "other.yml", "-m", "mean") == 0
    assert "exchange" in {row["model"] for row in table_of(capsys.readouterr().out)}


def test_backtest_to_calibration_to_forecast(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backtest", "past.tsv", "-o", "c.json", "--resamples", "100") == 0
    out, err = capsys.readouterr()
    rows = table_of(out)
    assert rows[0]["model"] == "cs-mean"
    assert {"smp", "pivot", "exchange", "positions by weight", "election, as chances"} <= {row["model"] for row in rows}
    assert "6 issues of 5 proposals, 2 lines passed over" in err
    assert run("play", "q.yml", "-m", "mean", "--calibration", "c.json") == 0
    assert "By 6 past decisions (past), the outcome lies between" in capsys.readouterr().err
    assert run("backtest", "past.tsv", "-m", "mean", "--json", "--resamples", "100") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["scores"][0]["model"] == "cs-mean"
    assert answer["passed_over"][0]["reason"] == "no outcome"


def test_the_page_runs_and_fetches_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("play", "q.yml", "--draws", "12", "-o", "p.html") == 0
    text = (folder / "p.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<img" not in text
    assert "<b>&" not in text
    assert "</title><b>" not in text
    assert "<u>" not in text
    assert "&lt;script&gt;alert" in text
    assert "{{ 7 * 7 }}" in text
    found = Page()
    found.feed(text)
    assert not found.acting
    assert not found.styles
    assert found.tags.count("style") == 1
    assert all(link.startswith("#") for link in found.links)
    assert set(re.findall(r"https?://[^\s\"<]+", text)) <= {"http://www.w3.org/2000/svg"}
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert f"style-src &#39;sha256-{digest}&#39;" in policy[1]
    assert "default-src &#39;none&#39;" in policy[1]
    assert "script-src" not in policy[1]
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert run("play", "q.yml", "--draws", "12", "-o", "again.html") == 0
    assert (folder / "again.html").read_text(encoding="utf-8") == text
    for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        tree = ET.fromstring(svg)
        for node in tree.iter():
            assert not [name for name in node.attrib if name.startswith("on") or name == "style"]
            for name in ("x", "y", "cx", "cy", "width", "height"):
                if name in node.attrib:
                    assert np.isfinite(float(node.attrib[name]))


def test_pictures_of_small_and_flat_questions() -> None:
    question = files.parse(TEXT)
    flat = Question("f", "flat", tuple(question.players[:2]), 0, 40)
    path = np.array([[5.0, 5.0]])
    for svg in (
        pictures.positions_picture(flat, path, title="p"),
        pictures.power_picture(flat, {"cs-mean": 5.0}, title="p"),
        pictures.challenge_picture(flat, np.zeros((2, 2)), np.zeros((2, 2)), title="p"),
        pictures.tornado_picture(flat, [], 5.0, title="p"),
        pictures.forecast_picture(flat, {"cs-mean": 5.0}, None, "cs-mean", title="p"),
    ):
        assert ET.fromstring(svg).attrib["aria-label"] == "p"


def test_names_in_a_picture_do_not_cover_each_other() -> None:
    found = pictures._apart([100.0, 100.0, 101.0, 20.0, 300.0], 0, 300)
    heights = [y for _, y in found]
    assert sorted(place for place, _ in found) == [0, 1, 2, 3, 4]
    assert all(b - a >= 15.9 for a, b in pairwise(heights))
    assert max(heights) <= 300


def test_a_page_without_ranges_or_draws(tmp_path: Path) -> None:
    text = re.sub(r"\{value: ([\d.]+)[^}]*\}", r"\1", TEXT)
    found = forecast.forecast(files.parse(text), models.table(["cs-median"]))
    assert not found.swings
    assert "What moves the headline" not in page(found)
    assert forecast.columns(found) == ("model", "value", "less headline", "ended", "rounds", "what it is")


def test_cells_of_a_question_are_no_formulas() -> None:
    assert tables.cell("=1+1") == "'=1+1"


def test_every_option_is_told_in_the_how_to() -> None:
    told = (Path(__file__).parent.parent / "docs" / "how-to" / "play.md").read_text(encoding="utf-8")
    commands = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
    missing = [
        option
        for name in ("play", "backtest")
        for parameter in commands[name].params
        for option in parameter.opts
        if option.startswith("--") and option not in ("--help", "--out") and option not in told
    ]
    assert not missing
    assert all(f"`{name}`" in told for name in ("scale", "position", "salience", "capability", "range", "source"))
