"""The line that tells how far a run is: one line, on a terminal that can take it back, and nowhere else."""

from __future__ import annotations

from io import StringIO

import pytest

from dragoman.pipeline import Summary
from dragoman.show.progress import Counting, Line, Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("width", "shown"), [(40, "ile.txt"), (80, "a long path of folders/file.txt"), (20, "")])
def test_one_line_as_wide_as_the_terminal(width: int, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", out := Terminal())
    with Progress() as progress:
        progress.step(Summary(recorded=1, claims=2), "a long path of folders/file.txt")
    line = out.getvalue().split("\r")[1]
    assert line.startswith("1 report, 2 claims, 0 declined")
    assert line.endswith(shown)
    assert len(line) < max(width, 33)


def test_what_stood_there_is_taken_back_without_a_control_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", out := Terminal())
    with Line() as line:
        for text in ("報道.txt", "b", "cde"):
            line.tell(text)
    assert out.getvalue().split("\r") == ["", "報道.txt", "b" + 7 * " ", "cde", 3 * " ", ""]


def test_names_of_wide_letters_fit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "48")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", out := Terminal())
    with Progress() as progress:
        progress.step(Summary(), "新聞" * 30 + ".txt")
    line = out.getvalue().split("\r")[1]
    assert line.endswith("聞新聞.txt")
    assert len(line) + line.count("新") + line.count("聞") < 48


def test_nothing_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    for stream in (StringIO(), Terminal()):
        monkeypatch.setattr("sys.stderr", stream)
        with Progress() as progress, Counting("draws") as counting:
            progress.step(Summary(recorded=1), "a.txt")
            counting.step(1, 2)
        assert stream.getvalue() == ""
