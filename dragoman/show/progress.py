"""Progress on stderr, and only where somebody watches it."""

from __future__ import annotations

import os
import shutil
import sys
from types import TracebackType

from dragoman.pipeline import Summary
from dragoman.show.runs import count


class Progress:
    """One line that is rewritten in place on a terminal; silent elsewhere."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def step(self, summary: Summary, source: str) -> None:
        """Show how far the run is."""
        if self._shown:
            told = f"{count(summary.recorded, 'report')}, {count(summary.claims, 'claim')}, {len(summary.refused)} declined  "
            # A line that is wider than the terminal could not be taken back. Of a path, its end tells most.
            room = max(shutil.get_terminal_size().columns - 1 - len(told), 0)
            name = "".join(char if char.isprintable() else "?" for char in source)
            sys.stderr.write(f"\r\x1b[2K{told}{name[len(name) - min(len(name), room, 80) :]}")
            sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
