"""What date rules share: the frame a phrase is resolved against, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dragoman.data.calendar import NUMBERS, Days


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase is resolved against.

    `published` is the interval of publication, None where unknown; `anchor` the date told last before the phrase, with
    its granularity; `tense` past, future or unknown; `value` the constant of the pattern; `before`, `after` the text
    around the phrase (lower case), `capital` whether the phrase begins with a capital letter.
    """

    published: Days | None
    anchor: tuple[Days, str] | None
    tense: str
    value: Any
    before: str
    after: str
    capital: bool
    plural_noun_follows: bool

    @property
    def today(self) -> date | None:
        """The day of publication; None unless it is known to the day."""
        return self.published[0] if self.published and self.published[0] == self.published[1] else None


@dataclass(frozen=True, slots=True)
class Found:
    """An interval with its granularity and basis; `other` is the second reading of a phrase that contradicts itself."""

    days: Days
    granularity: str
    basis: str
    other: Days | None = None
    year_told: bool = False


Groups = Mapping[str, str | None]
Rule = Callable[[Groups, Frame], Found | None]


def number(text: str | None) -> int:
    """The count a number word means; 3 where none is said ("recent weeks")."""
    if not text:
        return 3
    return int(text) if text.isdigit() else NUMBERS[text]


def nearest_weekday(index: int, frame: Frame, which: str | None = None) -> date | None:
    """The latest such weekday not after publication, for future tense or "next" the one ahead; None without a day."""
    if frame.today is None:
        return None
    back = (frame.today.weekday() - index) % 7
    ahead = (index - frame.today.weekday()) % 7
    if which in {"next", "this coming"}:
        return frame.today + timedelta(ahead or 7)
    if which in {"last", "this past"}:
        return frame.today - timedelta(back or 7)
    return frame.today + timedelta(ahead) if frame.tense == "future" else frame.today - timedelta(back)
