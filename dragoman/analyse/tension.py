"""How two parties treat each other: the mean tone of what is told to have happened between them, and how much that is.

Both are kept apart: a sum of tones would take a well-reported quarrel for a bad one. With few events there is no number to trust,
and none is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

import numpy as np

from dragoman.analyse.parties import sides_of, unknown
from dragoman.analyse.partners import Pair
from dragoman.data.files import load_yaml
from dragoman.model import Claim, Event

# A pair's mean is drawn to 0 as if so many neutral events stood beside those told; older ones count half after so many days.
SHRINK, HALF_LIFE = 3.0, 90.0
FEWEST, FEWEST_DAYS = 5, 4  # events, and days that brought them, for an interval
HEARD = 0.5  # of what is older than this many events of today nothing is said of late
DRAWS, SEED = 1000, 1
# What parties do together: all are on one side.
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})


@dataclass(frozen=True, slots=True)
class Tension:
    """A pair: `events` told between them, `conflict` of these, in how many `reports`, from `first` to `last` (prefix dates).

    `tone` is the mean score of the events, -10 (assault) to +10 (aid), drawn towards 0 while they are few; `low` and `high` hold nine in
    ten of the means of days drawn anew, None with fewer than five events or four days. `lately` is the mean in which an event
    counts half for every 90 days before `until`, None where all together then weigh less than half an event.
    """

    pair: Pair
    events: int
    conflict: int
    reports: int
    tone: float
    low: float | None
    high: float | None
    lately: float | None
    first: str | None
    last: str | None
    claims: tuple[str, ...]


def tensions(events: Iterable[Event], claims: Mapping[str, Claim], *, until: str | None = None) -> tuple[Tension, ...]:
    """Every pair between whom an event is told to have happened, most events first.

    Each event counts once, however many claims tell it; what is planned, demanded, only possible or denied does not. `until` is the
    day from which `lately` looks back: the last day of the case where none is given.
    """
    told: dict[Pair, list[Event]] = {}
    for event in events:
        if event.status == "actual":
            for pair in pairs_of(event, claims):
                told.setdefault(pair, []).append(event)
    days = [day for found in told.values() for event in found if (day := _day(event)) is not None]
    end = _number(until) if until else None
    end = end if end is not None else max(days, default=0)
    found = [_tension(pair, events_of, claims, end) for pair, events_of in told.items()]
    return tuple(sorted(found, key=lambda one: (-one.events, one.pair)))


def tone_of(event: Event, claims: Mapping[str, Claim]) -> float:
    """The score of an event, by its type and the mode that most of its claims have."""
    scores = _scores()[event.event]
    modes = Counter(mode for one in event.claims if one in claims and (mode := claims[one].mode) in scores)
    mode = min(modes, key=lambda name: (-modes[name], name), default=None)
    return scores[mode] if mode else scores["score"]


def pairs_of(event: Event, claims: Mapping[str, Claim]) -> Iterator[Pair]:
    """Who does it to whom, as pairs in order, each once; those who meet or agree are pairs among themselves."""
    actors, recipients = sides_of(event, claims)
    found = {(min(a, b), max(a, b)) for a in actors for b in recipients if a != b}
    if event.event in MUTUAL:
        found |= set(combinations(sorted(set(actors)), 2))
    for a, b in sorted(found):
        if not unknown(a) and not unknown(b):
            yield a, b


def _tension(pair: Pair, events: Sequence[Event], claims: Mapping[str, Claim], end: int) -> Tension:
    tones = np.array([tone_of(event, claims) for event in events])
    days = [_day(event) for event in events]
    low, high = _interval(tones, days)
    dated = [(tone, day) for tone, day in zip(tones, days, strict=True) if day is not None]
    weights = np.array([2.0 ** (-max(0, end - day) / HALF_LIFE) for _, day in dated])
    heard = bool(dated) and weights.sum() >= HEARD
    lately = float(weights @ np.array([tone for tone, _ in dated]) / (SHRINK + weights.sum())) if heard else None
    starts = [event.start for event in events if event.start]
    ids = tuple(dict.fromkeys(one for event in events for one in event.claims))
    return Tension(
        pair,
        len(events),
        int((tones < 0).sum()),
        len({claims[one].article_id for one in ids if one in claims}),
        round(float(tones.sum() / (SHRINK + len(tones))), 2),
        low,
        high,
        None if lately is None else round(lately, 2) + 0.0,
        min(starts, default=None),
        max(starts, default=None),
        ids,
    )


def _interval(tones: np.ndarray, days: Sequence[int | None]) -> tuple[float | None, float | None]:
    """Between which nine in ten means lie when days are drawn anew: what one day brings hangs together."""
    blocks: dict[object, list[float]] = {}
    for number, (tone, day) in enumerate(zip(tones, days, strict=True)):
        blocks.setdefault(day if day is not None else f"undated {number}", []).append(float(tone))
    if len(tones) < FEWEST or len(blocks) < FEWEST_DAYS:
        return None, None
    sums = np.array([sum(block) for block in blocks.values()])
    counts = np.array([len(block) for block in blocks.values()])
    drawn = np.random.default_rng(SEED).integers(0, len(sums), size=(DRAWS, len(sums)))
    means = sums[drawn].sum(axis=1) / (SHRINK + counts[drawn].sum(axis=1))
    low, high = np.quantile(means, (0.05, 0.95))
    return round(float(low), 2), round(float(high), 2)


def _day(event: Event) -> int | None:
    return _number(event.start) if event.start else None


def _number(day: str) -> int | None:
    """A prefix date as the number of its first day; None where it is no day of the calendar.

    >>> _number("2018-05-22") - _number("2018-05"), _number("2018-02-31")
    (21, None)
    """
    try:
        return date.fromisoformat((day[:10] + "-01-01")[:10]).toordinal()
    except ValueError:
        return None


@cache
def _scores() -> Mapping[str, Mapping[str, float]]:
    return {
        event: {name: float(value) for name, value in scores.items()} for event, scores in load_yaml("tone.yml").items()
    }
