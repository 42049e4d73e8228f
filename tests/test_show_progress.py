"""The line that tells how far a run is: one line, on a terminal that can take it back, and nowhere else."""

from __future__ import annotations

from io import StringIO

import pytest

from dragoman.pipeline import Summary
from dragoman.show.progress import Progress


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
    line = out.getvalue().split("\x1b[2K")[1].rstrip("\r")
    assert line.startswith("1 report, 2 claims, 0 declined")
    assert line.endswith(shown)
    assert len(line) < max(width, 33)


def test_nothing_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    for stream in (StringIO(), Terminal()):
        monkeypatch.setattr("sys.stderr", stream)
        with Progress() as progress:
            progress.step(Summary(recorded=1), "a.txt")
        assert stream.getvalue() == ""
