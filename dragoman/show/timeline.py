"""Claims over time as bars: with one another above the line, against one another below it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HALF = 960, 110
LETTER = 18  # width of a digit on a narrow screen, in units of the drawing (page.css has the size of the letters)
EDGE = 3.6  # half of that on a wide screen: as far as half of each letter reaches, a date stands off the edge (page.css, too)
GAP = 12  # between two dates on a wide screen
WIDEST = 48  # a case of one day would otherwise be one block of colour from edge to edge
MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 70, 70, 60
# Few old dates would press the news together: what lies before the bulk is gathered in one note.
KEPT = 0.96
# But not where they are told on many days: one live blog of a thousand claims must not crowd out a year of reports.
FEW_DAYS = 0.15


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle in the drawing, with the words of its tooltip."""

    x: float
    y: float
    width: float
    height: float
    quad: str
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A date under the drawing. `narrow` is true where it also has room on a narrow screen, whose letters are larger.

    `edge`: there it begins where it begins on a wide one, as its middle would not fit.
    """

    x: float
    label: str
    narrow: bool = False
    edge: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing: bars and ticks in a box of `width` by `height`, the line at `middle`.

    `unit` is day, week (named by its Monday), month or year; `earlier` counts claims before the first bar; `most` is the
    tallest bar's count. The line stands where both halves have one scale and none of the box is empty.
    """

    width: int
    height: int
    middle: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    unit: str
    earlier: int
    most: int


def timeline(dated: Sequence[tuple[str, str]], quads: Sequence[str]) -> Timeline | None:
    """The drawing of (prefix date, quarter) pairs; the first half of `quads` is drawn upwards. None without any.

    >>> found = timeline([("2019-03-02", "with"), ("2019-03-04", "against")], ("with", "against"))
    >>> [(bar.label, bar.height) for bar in found.bars]
    [('2019-03-02: 1 with', 110.0), ('2019-03-04: 1 against', 110.0)]
    """
    days = sorted((_first_day(start), quad) for start, quad in dated if len(start) >= 4)
    if not days:
        return None
    kept, unit = _kept(days)
    counts = Counter((_bin(day, unit), quad) for day, quad in kept)
    bins = _bins(kept[0][0], kept[-1][0], unit)
    upper = quads[: len(quads) // 2]
    heights = [sum(counts[b, q] for q in half) for b in bins for half in (upper, quads[len(quads) // 2 :])]
    most, tallest = max(heights), (max(heights[::2]), max(heights[1::2]))
    scale = 2 * HALF / sum(tallest)
    middle = round(tallest[0] * scale, 2)
    step = WIDTH / len(bins)
    wide = min(0.8 * step, WIDEST)
    bars = []
    for n, name in enumerate(bins):
        up = down = middle
        for quad in quads:
            height = round(scale * counts[name, quad], 2)
            if not height:
                continue
            up = round(up - height, 2) if quad in upper else up
            top = up if quad in upper else down
            label = f"{name}: {counts[name, quad]} {quad}"
            bars.append(Bar(round((n + 0.5) * step - wide / 2, 2), top, round(wide, 2), height, quad, label))
            down = down if quad in upper else round(down + height, 2)
    every = _every(step, max(map(len, bins)))
    ticks = _ticks([((n + 0.5) * step, name) for n, name in enumerate(bins) if n % every == 0])
    return Timeline(WIDTH, 2 * HALF, middle, tuple(bars), ticks, unit, len(days) - len(kept), most)


def _every(step: float, letters: int) -> int:
    """Which bars have their date under them, so that no date meets the next: the first and the last are moved in from the edge.

    >>> _every(96, 4), _every(40, 10), _every(960, 10)
    (1, 3, 1)
    """
    half = EDGE * letters
    return math.ceil((2 * half + GAP + max(0.0, half - step / 2)) / step)


def _ticks(places: Sequence[tuple[float, str]]) -> tuple[Tick, ...]:
    """The dates, each in the middle of its bar as far as the edges let it."""
    found: list[Tick] = []
    free = 0.0
    for middle, label in places:
        width, half = LETTER * len(label), EDGE * len(label)
        x = min(max(middle, half), WIDTH - half)
        edge = not found and x < width / 2
        left = x - (half if edge else width / 2)
        narrow = left >= free and left + width <= WIDTH
        free = left + width + LETTER if narrow else free
        found.append(Tick(round(x, 2), label, narrow, edge))
    return tuple(found)


def _kept(days: list[tuple[date, str]]) -> tuple[list[tuple[date, str]], str]:
    """The claims to draw and the unit of their bars: the oldest few stay away only where that makes the bars finer."""
    unit = _unit(days[0][0], days[-1][0])
    late = days[int(len(days) * (1 - KEPT)) :]
    finer = _unit(late[0][0], late[-1][0])
    told, left = ({day for day, _ in found} for found in (days, late))
    few = len(told - left) <= FEW_DAYS * len(told)
    return (late, finer) if len(days) > 25 and finer != unit and few else (days, unit)


def _first_day(prefix: str) -> date:
    parts = [int(part) for part in prefix[:10].split("-")]
    return date(*[*parts, 1, 1][:3])


def _unit(first: date, last: date) -> str:
    days = (last - first).days
    if days < MOST_DAYS:
        return "day"
    if days < MOST_WEEKS * 7:
        return "week"
    return "month" if days < MOST_MONTHS * 31 else "year"


def _bin(day: date, unit: str) -> str:
    if unit == "week":
        return (day - timedelta(days=day.weekday())).isoformat()
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]


def _bins(first: date, last: date, unit: str) -> list[str]:
    if unit == "day":
        return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    if unit == "week":
        first -= timedelta(days=first.weekday())
        return [(first + timedelta(days=n)).isoformat() for n in range(0, (last - first).days + 1, 7)]
    if unit == "year":
        return [f"{year:04d}" for year in range(first.year, last.year + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]
