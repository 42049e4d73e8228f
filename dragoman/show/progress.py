"""Progress on stderr, and only where somebody watches it."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dragoman.show.runs import count

if TYPE_CHECKING:
    from dragoman.pipeline import Summary


class Line:
    """One line that is rewritten in place on a terminal; silent elsewhere. It is blank when the block is left.

    Blanks and no control sequences take the old words away: a console of Windows would show those as they stand.
    """

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._taken = 0

    def tell(self, text: str) -> None:
        """Show `text`, which must be printable and no wider than the terminal, in place of what stood there."""
        if self.shown:
            taken = _columns(text)
            sys.stderr.write(f"\r{text}{' ' * (self._taken - taken)}")
            sys.stderr.flush()
            self._taken = taken

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.tell("")
        if self.shown:
            sys.stderr.write("\r")
            sys.stderr.flush()


class Progress(Line):
    """How far a run of reading is: reports, claims, what was declined, and the page it is at."""

    def step(self, summary: Summary, source: str) -> None:
        """Show how far the run is."""
        if self.shown:
            told = f"{count(summary.recorded, 'report')}, {count(summary.claims, 'claim')}, {len(summary.refused)} declined  "
            # A line that is wider than the terminal could not be taken back. Of a path, its end tells most.
            room = min(max(shutil.get_terminal_size().columns - 1 - len(told), 0), 80)
            name = "".join(char if char.isprintable() else "?" for char in source)
            while _columns(name) > room:
                name = name[max(1, len(name) - room) :]
            self.tell(told + name)


class Counting(Line):
    """How many of so many are done; `what` says of what ("draws")."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def step(self, done: int, asked: int) -> None:
        """Show how far the run is."""
        self.tell(f"{done} of {asked} {self._what} (Ctrl-C shows what there is)")


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: letters of East Asia take two, marks on letters none.

    >>> _columns("a.txt"), _columns("報道.txt"), _columns("e\u0301")
    (5, 8, 1)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
