"""What date rules share: the frame a phrase is resolved against, and what they find."""

from __future__ import annotations

import re
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
    year told last in such a report; `latest` the last day told with its year on a page that has no date; `stretch` the
    date told last whatever its length; `born` the only birth the report tells; `within` the days between which a page that
    has no date was written.
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
    stretch: Anchor | None = None
    born: Days | None = None
    within: Days | None = None

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


# "It is currently 9:46 a.m., Friday": what is told then is the day of the telling.
IT_IS = re.compile(
    r"(?:^|\W)(?:today|it)(?: is|'s)(?: now| currently)?(?: about)?(?: \d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)?,?)?(?: on| the)? $"
)


# "The vote is on Friday", "I have an exam on Friday": a day said of what is, or of one's own plans, is to come.
AHEAD = re.compile(
    r"(?:\b(?:is|are)(?: on| due| due on)? (?:this )?|'re back on "
    r"|\b(?:i|we|you)(?: (?:have|need|get|gotta|start|leave|work|play|fly|go)|'ve got| have got| got to)\b"
    r"(?! (?:been|seen|had|heard|read|told|\w+ed)\b)[^.;,\"]*)$"
)


def number(text: str | None) -> int:
    """The count a number word means ("two hundred and ten"); 3 where none is said ("recent weeks")."""
    if not text:
        return 3
    plain = " ".join(text.replace("-", " ").replace(",", "").split())
    if plain.isdigit():
        return int(plain)
    if plain in NUMBERS:
        return NUMBERS[plain]
    head, _, rest = plain.partition("thousand" if "thousand" in plain else "hundred")
    size = 1000 if "thousand" in plain else 100
    return (number(head.strip()) if head.strip() else 1) * size + (
        number(rest.removeprefix(" and").strip()) if rest else 0
    )


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
    if IT_IS.search(frame.before) and frame.after[:1] != "'":
        return frame.today + timedelta(ahead) if ahead <= 3 else frame.today - timedelta(back)
    if frame.tense in {"present", "unknown", "perfect"} and AHEAD.search(frame.before) and frame.after[:1] != "'":
        return frame.today + timedelta(ahead)
    return frame.today + timedelta(ahead) if frame.tense == "future" else frame.today - timedelta(back)
