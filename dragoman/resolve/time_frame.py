"""What date rules share: the frame a phrase is resolved against, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dragoman.data.calendar import NUMBERS, Days


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date told before: `year_told` with its year, `plain` as the date of something and no bound ("since 2011")."""

    days: Days
    granularity: str
    sentence: int
    year_told: bool = False
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase is resolved against.

    `published` is the interval of publication, None where unknown; `anchor` the date told last before the phrase;
    `tense` past, perfect, present, future or unknown; `value` the constant of the pattern; `before`, `after` the text
    next to the phrase (lower case, a few words), `capital` whether the phrase holds a capital letter; `sentence` its
    number; `retold` whether the report tells of years long past and of nothing around its publication, and `year` the
    year told last in such a report; `latest` the last day told with its year on a page that has no date.
    """

    published: Days | None
    anchor: Anchor | None
    tense: str
    value: Any
    before: str
    after: str
    capital: bool
    plural_noun_follows: bool
    sentence: int = 0
    retold: bool = False
    year: int | None = None
    latest: date | None = None

    @property
    def today(self) -> date | None:
        """The day of publication; None unless it is known to the day."""
        return self.published[0] if self.published and self.published[0] == self.published[1] else None

    @property
    def here(self) -> Anchor | None:
        """The date told before in the same sentence."""
        return self.anchor if self.anchor and self.anchor.sentence == self.sentence else None


@dataclass(frozen=True, slots=True)
class Found:
    """An interval with its granularity and basis; `other` is the second reading of a phrase that contradicts itself.

    `plain` is what the words alone mean where a preposition changed it ("since 2015"), or the two ends of a range.
    """

    days: Days
    granularity: str
    basis: str
    other: Days | None = None
    year_told: bool = False
    plain: tuple[Days, ...] = ()


Groups = Mapping[str, str | None]
Rule = Callable[[Groups, Frame], Found | None]


def number(text: str | None) -> int:
    """The count a number word means; 3 where none is said ("recent weeks")."""
    if not text:
        return 3
    return int(text) if text.isdigit() else NUMBERS[" ".join(text.replace("-", " ").split())]


def nearest_weekday(index: int, frame: Frame, which: str | None = None) -> date | None:
    """The latest such weekday not after publication, for future tense or "next" the one ahead; None without a day."""
    if frame.today is None:
        return None
    back = (frame.today.weekday() - index) % 7
    ahead = (index - frame.today.weekday()) % 7
    if which in {"next", "this coming", "coming"}:
        return frame.today + timedelta(ahead or 7)
    if which in {"last", "this past", "past"}:
        return frame.today - timedelta(back or 7)
    return frame.today + timedelta(ahead) if frame.tense == "future" else frame.today - timedelta(back)
