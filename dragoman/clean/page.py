"""A page while it is read: its lines with what each was found to be, and what was dropped already."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.clean.lines import Line
from dragoman.model import Dropped


@dataclass(slots=True)
class Item:
    """A line with what it was found to be: text, title, subtitle, caption, date, byline or dropped."""

    line: Line
    tag: str = "text"
    reason: str = ""


@dataclass(slots=True)
class Page:
    """The lines of a page in their order; `dropped` holds what is no line of it any more."""

    items: list[Item]
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, line: Line, reason: str) -> None:
        """Leave out a line, or a part of one."""
        self.dropped.append(Dropped(line.start, line.end, reason))

    def texts(self) -> list[int]:
        """Places of the lines that are text so far."""
        return [n for n, item in enumerate(self.items) if item.tag == "text"]
