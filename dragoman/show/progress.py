"""Progress on stderr, and only where somebody watches it."""

from __future__ import annotations

import sys
from types import TracebackType

from dragoman.pipeline import Summary


class Progress:
    """One line that is rewritten in place on a terminal; silent elsewhere."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def step(self, summary: Summary, source: str) -> None:
        """Show how far the run is."""
        if self._shown:
            name = "".join(char if char.isprintable() else "?" for char in source)[-50:]
            line = f"{summary.recorded} reports, {summary.claims} claims, {len(summary.refused)} declined  {name}"
            sys.stderr.write(f"\r\x1b[2K{line[:110]}")
            sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
