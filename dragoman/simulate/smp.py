"""The Spatial Model of Politics: challenges, bargains and probabilistic elections in any number of dimensions.

Compatible with KTAB, the KAPSARC Toolkit for Behavioral Analysis (MIT licence): with `ktab_compat` every state is the original's, number by
number; without it the original's defects (`KTAB_DEFECTS`) are mended. The model is described in `docs/textbook/smp.md`;
Efird, Lester and Wise (2016), Journal of East Asian Studies, doi 10.1017/jea.2015.4, apply it.

>>> import numpy as np
>>> actors = SmpInput(np.array([1.0, 2.0, 1.0]), np.array([[0.0], [0.4], [1.0]]), np.array([[0.9], [0.6], [0.5]]))
>>> [round(float(turn.positions[0, 0]), 4) for turn in path(actors)][:2]
[0.0, 0.0711]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dragoman.errors import PlayError
from dragoman.simulate.question import Array, Outcome, Question
from dragoman.simulate.smp_choice import bargain_utilities, choose, follow, moved, queues
from dragoman.simulate.smp_options import KTAB_DEFECTS, KTAB_OPTIONS, SmpOptions, ktab_options
from dragoman.simulate.smp_steps import (
    Bargains,
    Challenges,
    Index,
    Party,
    bargains,
    believed_risk,
    challenges,
    distances,
    risk_attitudes,
)
from dragoman.simulate.smp_words import turn_words

__all__ = [
    "KTAB_DEFECTS",
    "KTAB_OPTIONS",
    "SmpInput",
    "SmpOptions",
    "Turn",
    "from_question",
    "ktab_options",
    "path",
    "play",
    "step",
]

End = Literal["moving", "fixed point", "settled", "cycle", "out of turns"]
SMALLEST_MOVE = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class SmpInput:
    """Actors in space: `capability` (n) positive, `positions` (n, dimensions) in [0, 1], `salience` (n, dimensions) at most 1 in sum."""

    capability: Array
    positions: Array
    salience: Array

    def __post_init__(self) -> None:
        n = len(self.capability)
        if self.positions.ndim != 2 or self.positions.shape != self.salience.shape or len(self.positions) != n or n < 2:
            raise PlayError(
                f"Capabilities {self.capability.shape}, positions {self.positions.shape} and saliences {self.salience.shape} don't fit: "
                "two actors or more, positions and saliences one row an actor and one column a dimension."
            )
        for name, values, wrong in (
            ("capability", self.capability, ~(self.capability > 0)),
            ("position", self.positions, ~((self.positions >= 0) & (self.positions <= 1))),
            ("salience", self.salience, ~(self.salience >= 0)),
            ("sum of saliences", self.salience.sum(axis=1), ~(self.salience.sum(axis=1) <= 1 + 1e-9)),
        ):
            if wrong.any():
                at = np.argwhere(wrong)[0]
                raise PlayError(
                    f"Actor {at[0] + 1} has {name} {values[tuple(at)]!r}; positive, in [0, 1], summing to 1 at most."
                )


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A state of a path and how it was left: empty fields stand on the last state, which no turn follows.

    `moved` is the movement that led here as a share of the first turn's (None before it), `ended` why play stops here.
    """

    number: int
    positions: Array
    ideals: Array
    ended: End = "moving"
    moved: float | None = None
    risk: Array | None = None
    chances: Array | None = None
    challenges: Challenges | None = None
    bargains: Bargains | None = None
    chosen: Index | None = None
    odds: Array | None = None


def step(
    actors: SmpInput, positions: Array, ideals: Array, options: SmpOptions, rng: np.random.Generator
) -> tuple[Array, Array, dict[str, object]]:
    """One turn: new positions, new ideal points, and what happened in it (the later fields of `Turn`)."""
    party = Party(actors.capability, actors.salience)
    distance = distances(party.salience, ideals, positions)
    chances, risk = risk_attitudes(distance, party, options)
    believed = believed_risk(risk, options)
    found = challenges(distance, believed, party, options)
    proposed = bargains(positions, found, distance, believed, party, options)
    utilities = bargain_utilities(ideals, positions, proposed, distance, risk, believed, party, options)
    chosen, odds = choose(utilities, queues(len(positions), proposed), party, options, rng)
    after = moved(positions, proposed, chosen)
    record: dict[str, object] = {
        "risk": risk,
        "chances": chances,
        "challenges": found,
        "bargains": proposed,
        "chosen": chosen,
        "odds": odds,
    }
    return after, follow(ideals, after, options.accommodation), record


def path(
    actors: SmpInput, options: SmpOptions | None = None, *, rng: np.random.Generator | None = None
) -> Iterator[Turn]:
    """States from the first to the end (D12): nobody moves, movement under `stop_share` of the first turn's, or `most_turns`.

    `rng` is used by stochastic transitions alone; by default it comes from `options.seed`.
    """
    options = options or SmpOptions()
    rng = rng or np.random.default_rng(np.random.SeedSequence(options.seed))
    if (
        not isinstance(options.accommodation, int | float)
        and np.shape(options.accommodation) != (len(actors.capability),) * 2
    ):
        raise PlayError(
            f"Option accommodation is a matrix of shape {np.shape(options.accommodation)} for {len(actors.capability)} actors; "
            "give one row and one column an actor, or one rate for all."
        )
    positions = ideals = actors.positions
    first, share, ended = 0.0, None, "moving"
    number = 0
    while True:
        if ended != "moving":
            yield Turn(number, positions, ideals, ended, share)  # type: ignore[arg-type]
            return
        after, later, record = step(actors, positions, ideals, options, rng)
        yield Turn(number, positions, ideals, "moving", share, **record)  # type: ignore[arg-type]
        distance = float(np.sqrt(((after - positions) ** 2).sum(axis=1)).sum())
        still = distance == 0.0 and options.transitions == "deterministic" and np.array_equal(later, ideals)
        number += 1
        first = distance + SMALLEST_MOVE if number == 1 else first
        share = distance / first
        if number >= options.fewest_turns and share < options.stop_share:
            ended = "fixed point" if still else "settled"
        elif number >= options.most_turns:
            ended = "out of turns"
        positions, ideals = after, later


def from_question(question: Question) -> SmpInput:
    """Players of a one-dimensional question on the scale from 0 (its low end) to 1 (its high end)."""
    span = question.high - question.low
    if not span > 0:
        raise PlayError(
            f"Question {question.id!r} has a scale from {question.low} to {question.high}; the high end must be greater."
        )
    return SmpInput(
        question.capabilities(), ((question.positions() - question.low) / span)[:, None], question.saliences()[:, None]
    )


def play(question: Question, options: SmpOptions | None = None, *, lines: int = 20) -> Outcome:
    """Play a question to its end; the value is the capability-salience weighted mean of where the actors end.

    At most `lines` moves are told in words, `ended` is "fixed point" (nobody moves), "settled" (KTAB's stop rule: a turn moved less than
    `stop_share` of the first), "cycle of N" or "no end within N rounds".

    A path that comes back to an earlier state is a cycle, one that runs out of turns has no end: the value is then the mean of that mean
    over the cycle's states, or over all states. `details`: weighted median, first weighted mean, movement of the last turn
    as a share of the first, chance that the likeliest position stands at the start. The model depends on the declared scale:
    the same positions on a longer scale play differently.

    >>> from dragoman.simulate.question import Player
    >>> three = (Player("A", "A", 0, 0.9, 1), Player("B", "B", 40, 0.6, 2), Player("C", "C", 100, 0.5, 1))
    >>> play(Question("q", "How far?", three)).ended
    'settled'
    """
    options = options or SmpOptions()
    actors = from_question(question)
    weight = question.capabilities() * question.saliences()
    if not weight.sum() > 0:
        raise PlayError(
            f"Question {question.id!r}: no player has both capability and salience; there is nothing to weigh."
        )
    span = question.high - question.low
    turns: list[Turn] = []
    seen: dict[bytes, int] = {}
    ended, start = "", 0
    for turn in path(actors, options):
        turns.append(turn)
        key = turn.positions.tobytes() + turn.ideals.tobytes()
        if options.transitions == "deterministic" and turn.ended not in ("fixed point", "settled") and key in seen:
            start = seen[key] + 1
            ended = f"cycle of {turn.number - seen[key]}"
            break
        seen[key] = turn.number
    last = turns[-1]
    if not ended:
        start = last.number
        if last.ended == "out of turns":
            start, ended = 0, f"no end within {last.number} rounds"
        else:
            ended = last.ended
    means = [question.low + span * float(weight @ t.positions[:, 0] / weight.sum()) for t in turns]
    ends = question.low + span * np.mean([t.positions[:, 0] for t in turns[start:]], axis=0)
    told = [line for t in turns for line in turn_words(t, question)] if lines > 0 else []
    if len(told) > lines:
        told = [*told[:lines], f"... {len(told) - lines} more moves not told; ask for more than {lines} lines."]
    opening = turns[0].chances
    return Outcome(
        model="smp",
        value=float(np.mean(means[start:])),
        ended=ended,
        rounds=last.number,
        positions=tuple(ends.tolist()),
        lines=tuple(told),
        details={
            "weighted median": weighted_median(ends, weight),
            "first weighted mean": means[0],
            "last movement": last.moved or 0.0,
            "opening chance of the strongest position": 1.0 if opening is None else float(opening.max()),
        },
    )


def weighted_median(values: Array, weight: Array) -> float:
    """Lower weighted median: the least value with half the weight at or under it."""
    order = np.argsort(values, kind="stable")
    reached = weight[order].cumsum()
    return float(values[order][np.argmax(reached >= reached[-1] / 2 * (1 - 1e-12))])
