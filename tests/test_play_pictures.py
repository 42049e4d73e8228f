"""Pictures as files and on the page: SVG that stands alone, PNG, and names from a hostile file in both."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from show_case import Page, run
from test_show_play import EVIL, TEXT

from dragoman.errors import DragomanError
from dragoman.show import drawings, forecast
from dragoman.show.forecast_page import drawings as all_drawings
from dragoman.show.forecast_page import page
from dragoman.show.pictures import power_picture
from dragoman.simulate import files, models

HOSTILE = TEXT.replace("'Arvania <b>&'", "'" + EVIL.replace("'", "''") + "'").replace(
    "scale: {", "scale: {unit: '<i>weeks</i>', "
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.yml").write_text(HOSTILE, encoding="utf-8")
    return tmp_path


def found(text: str = TEXT) -> forecast.Forecast:
    question = files.parse(text)
    return forecast.forecast(question, models.table(question=question), draws=8)


def test_every_party_is_named_in_the_picture_of_power() -> None:
    question = files.load(Path(__file__).resolve().parents[1] / "examples" / "suez" / "question.yml")
    drawn = power_picture(question, {"cs-mean": 6.6, "challenge": 4.5}, title="Power")
    labels = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
    assert {player.id for player in question.players} <= set(labels)
    assert labels[-2:] == ["cs-mean 6.6", "challenge 4.5"]  # last, so that no line runs through them


def test_every_picture_is_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("play", "q.yml", "--draws", "8", "--pictures", "out/svg") == 0
    assert "pictures written to out/svg" in capsys.readouterr().err
    names = {file.stem for file in (folder / "out" / "svg").iterdir()}
    assert {
        "forecasts",
        "power",
        "tornado",
        "positions-smp",
        "coalitions-smp",
        "coalitions-challenge",
        "challenges-challenge",
    } <= names
    for file in (folder / "out" / "svg").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "var(--" not in text
        assert "@media" not in text
        assert "<script" not in text and "<img" not in text and "<b>" not in text and "<i>" not in text
        assert set(re.findall(r"https?://[^\s\"<]+", text)) <= {"http://www.w3.org/2000/svg"}
        tree = ET.fromstring(text)
        assert {"width", "height", "viewBox", "aria-label"} <= set(tree.attrib)
        assert not [n for n in tree.iter() for name in n.attrib if name.startswith("on") or name.endswith("href")]


def test_files_have_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        drawings.write(all_drawings(found()), tmp_path / name, kind="svg")
    one, two = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("a", "b"))
    assert one
    assert one == two


def test_png(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("resvg_py")
    assert run("play", "q.yml", "-m", "cs-median", "--pictures", "out", "--format", "png", "-o", "p.html") == 0
    written = sorted((folder / "out").iterdir())
    assert written
    for file in written:
        data = file.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert int.from_bytes(data[16:20], "big") == 2 * 960
    text = (folder / "p.html").read_text(encoding="utf-8")
    assert "<svg" not in text
    assert text.count("data:image/png;base64,") == len(written)
    first = re.search(r"base64,([^\"]+)\"", text)
    assert first and base64.b64decode(first[1]) == (folder / "out" / "forecasts.png").read_bytes()
    parsed = Page()
    parsed.feed(text)
    assert parsed.tags.count("img") == len(written)
    assert not parsed.acting
    assert "img-src data:" in text


def test_the_page_of_a_hostile_file_has_every_picture_and_no_tag_of_the_file(folder: Path) -> None:
    assert run("play", "q.yml", "--draws", "8", "-o", "p.html") == 0
    text = (folder / "p.html").read_text(encoding="utf-8")
    assert "<script" not in text and "<img" not in text and "<i>weeks" not in text and "onerror=alert(1)>" not in text
    assert "&lt;i&gt;weeks&lt;/i&gt;" in text
    assert "Who stands together: smp" in text
    assert text.count("<svg") == len(all_drawings(found(HOSTILE)))
    parsed = Page()
    parsed.feed(text)
    assert not parsed.acting


def test_numbers_have_their_unit() -> None:
    text = TEXT.replace("scale: {", "scale: {unit: weeks, ")
    one = found(text)
    assert forecast.notes(one)[0].startswith(f"{one.headline.value:.4g} weeks on the scale from 0")
    shown = page(one)
    assert '<span class="unit">weeks</span>' in shown
    assert "All values in weeks on the scale" in shown
    assert ">weeks</text>" in shown
    assert "headline, weeks</text>" in shown


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--format", "gif"), "No format 'gif' of pictures. Known: svg, png."),
        (("--pictures", "q.yml"), "Pictures can't be written to 'q.yml'"),
    ],
)
def test_errors(folder: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str) -> None:
    assert run("play", "q.yml", *args) == 2
    assert said in capsys.readouterr().err


def test_without_the_library_png_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "resvg_py", None)
    drawings.png.cache_clear()
    with pytest.raises(DragomanError, match="pip install 'resvg-py"):
        drawings.png(all_drawings(found())[0].svg)
    with pytest.raises(ValueError, match="not one of our pictures"):
        drawings.standalone("<svg/>")
