"""Who stands together at the end of a play, and who gave way to whom on the way there.

Nothing is added to what the models say: a bloc is a run of parties whose last positions follow each other closely, agreement is two last
positions near each other, and a concession is a move that the model itself explains by another party.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragoman.errors import PlayError
from dragoman.simulate.question import Array, Question

NEAR = 0.05  # share of the scale within which parties stand together


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two parties that end near each other; `apart` in units of the question's scale."""

    parties: tuple[str, str]
    apart: float


@dataclass(frozen=True, slots=True)
class Concession:
    """How far `who` moved in all because of `to`, in units of the question's scale."""

    who: str
    to: str
    distance: float


@dataclass(frozen=True, slots=True)
class Coalitions:
    """Blocs from the low end of the scale to the high one, agreements within them, concessions, the farthest first."""

    blocs: tuple[tuple[str, ...], ...]
    agreements: tuple[Agreement, ...]
    concessions: tuple[Concession, ...]


def coalitions(
    question: Question, ends: tuple[float, ...] | Array, yielded: Array | None = None, *, near: float = NEAR
) -> Coalitions:
    """Blocs of a play that ended at `ends` (the players' order), where row i of `yielded` says how far i moved because of each other.

    `near` is the share of the scale within which two parties agree, over 0 to 1. A bloc ends where the next party is farther than that.

    >>> from dragoman.simulate.question import Player, Question
    >>> three = Question("q", "?", tuple(Player(i, i, x, 1, 1) for i, x in (("A", 0), ("B", 50), ("C", 100))))
    >>> coalitions(three, (97.0, 50.0, 100.0)).blocs
    (('B',), ('A', 'C'))
    """
    ids = [player.id for player in question.players]
    if len(ends) != len(ids) or not 0 < near <= 1:
        raise PlayError(
            f"{len(ends)} last positions for {len(ids)} parties, near {near:g}: give one each, near over 0 to 1."
        )
    reach = near * (question.high - question.low)
    order = sorted(range(len(ids)), key=lambda i: (float(ends[i]), ids[i]))
    blocs: list[list[int]] = []
    for i in order:
        if blocs and float(ends[i]) - float(ends[blocs[-1][-1]]) <= reach:
            blocs[-1].append(i)
        else:
            blocs.append([i])
    agreements = [
        Agreement((ids[i], ids[j]), abs(float(ends[i]) - float(ends[j])))
        for bloc in blocs
        for at, i in enumerate(bloc)
        for j in bloc[at + 1 :]
        if abs(float(ends[i]) - float(ends[j])) <= reach
    ]
    given = np.zeros((len(ids), len(ids))) if yielded is None else yielded
    found = [Concession(ids[i], ids[j], float(given[i, j])) for i, j in np.argwhere(given > 0).tolist()]
    found.sort(key=lambda one: (-round(one.distance, 9), one.who, one.to))
    return Coalitions(tuple(tuple(ids[i] for i in bloc) for bloc in blocs), tuple(agreements), tuple(found))
