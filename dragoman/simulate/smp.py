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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

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
    "play_many",
    "step",
]

End = Literal["moving", "fixed point", "settled", "out of turns"]
SMALLEST_MOVE = 1e-4
SIDE_BY_SIDE = 100_000


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
    party: Party, positions: Array, ideals: Array, options: SmpOptions, draws: Array | None = None
) -> tuple[Array, Array, dict[str, Any]]:
    """One turn of plays side by side: new positions, new ideal points, and what happened in it (the later fields of `Turn`).

    `positions` and `ideals` are (plays, n, dimensions); `draws` (plays, n) in [0, 1) serve stochastic transitions.
    """
    distance = distances(party.salience, ideals, positions)
    chances, risk = risk_attitudes(distance, party, options)
    believed = believed_risk(risk, options)
    found = challenges(distance, believed, party, options)
    proposed = bargains(positions, found, distance, believed, party, options)
    utilities = bargain_utilities(ideals, positions, proposed, distance, risk, believed, party, options)
    chosen, odds = choose(utilities, queues(positions.shape[0], positions.shape[1], proposed), party, options, draws)
    after = moved(positions, proposed, chosen)
    record = {
        "risk": risk,
        "chances": chances,
        "challenges": found,
        "bargains": proposed,
        "chosen": chosen,
        "odds": odds,
    }
    return after, follow(ideals, after, options.accommodation), record


def ending(number: int, share: float, options: SmpOptions, *, still: bool) -> End:
    """D12: does play stop at state `number`, reached by a movement that is `share` of the first turn's?"""
    if number >= options.fewest_turns and share < options.stop_share:
        return "fixed point" if still else "settled"
    return "out of turns" if number >= options.most_turns else "moving"


def movement(before: Array, after: Array) -> Array:
    """Sum over actors of how far they moved, for each play."""
    result: Array = np.sqrt(((after - before) ** 2).sum(axis=-1)).sum(axis=-1)
    return result


def path(
    actors: SmpInput, options: SmpOptions | None = None, *, rng: np.random.Generator | None = None
) -> Iterator[Turn]:
    """States from the first to the end (D12): nobody moves, movement under `stop_share` of the first turn's, or `most_turns`.

    `rng` is used by stochastic transitions alone; by default it comes from `options.seed`.
    """
    options = options or SmpOptions()
    rng = rng or np.random.default_rng(np.random.SeedSequence(options.seed))
    n = len(actors.capability)
    check_rates(n, options)
    party = Party(actors.capability[None], actors.salience[None])
    positions = ideals = actors.positions[None]
    first, share, number = 0.0, None, 0
    ended: End = "moving"
    while ended == "moving":
        draws = rng.random((1, n)) if options.transitions == "stochastic" else None
        after, later, record = step(party, positions, ideals, options, draws)
        for name in ("risk", "chances", "chosen", "odds"):
            record[name] = record[name][0]
        yield Turn(number, positions[0], ideals[0], "moving", share, **record)
        distance = float(movement(positions, after)[0])
        still = distance == 0.0 and draws is None and np.array_equal(later, ideals)
        number += 1
        first = distance + SMALLEST_MOVE if number == 1 else first
        share = distance / first
        ended = ending(number, share, options, still=still)
        positions, ideals = after, later
    yield Turn(number, positions[0], ideals[0], ended, share)


def check_rates(n: int, options: SmpOptions) -> None:
    """Raises `PlayError` where a matrix of accommodation does not fit the actors."""
    shape = np.shape(options.accommodation)
    if shape not in ((), (n, n)):
        raise PlayError(
            f"Option accommodation is a matrix of shape {shape} for {n} actors; "
            "give one row and one column an actor, or one rate for all."
        )


def from_question(question: Question) -> SmpInput:
    """Players of a one-dimensional question on the scale from 0 (its low end) to 1 (its high end)."""
    span = question.high - question.low
    if not span > 0:
        raise PlayError(
            f"Question {question.id!r} has a scale from {question.low} to {question.high}; the high end must be greater."
        )
    for p in question.players:
        if not (question.low <= p.position <= question.high and 0 <= p.salience <= 1 and p.capability > 0):
            raise PlayError(
                f"{p.id!r} has position {p.position:g}, salience {p.salience:g} and capability {p.capability:g} on question "
                f"{question.id!r}: {question.low:g} to {question.high:g}, 0 to 1 and above 0 can be played."
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
    'fixed point'
    """
    options = options or SmpOptions()
    actors = from_question(question)
    weight = weights(question)
    span = question.high - question.low
    turns: list[Turn] = []
    seen: dict[bytes, int] = {}
    end: tuple[str, int] | None = None
    for turn in path(actors, options):
        turns.append(turn)
        end = verdict(turn.number, turn.ended, earlier(seen, turn.number, turn.positions, turn.ideals, options))
        if end:
            break
    ended, start = end or ("", 0)
    last = turns[-1]
    means = [question.low + span * float(weighted_mean(t.positions[:, 0], weight)) for t in turns]
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


def play_many(questions: Sequence[Question], options: SmpOptions | None = None) -> Array:
    """Values of `play` for questions with as many players each, played side by side: the same numbers, many times faster.

    Every question draws from the options' seed where transitions are stochastic, as in `play`.
    """
    options = options or SmpOptions()
    sizes = sorted({len(q.players) for q in questions})
    if len(sizes) > 1:
        raise PlayError(
            f"Questions with {', '.join(map(str, sizes))} players can't be played side by side; play them one by one."
        )
    values = np.empty(len(questions))
    at_once = max(1, SIDE_BY_SIDE // (sizes[0] ** 2 if sizes else 1))
    for start in range(0, len(questions), at_once):
        values[start : start + at_once] = side_by_side(questions[start : start + at_once], options)
    return values


def side_by_side(questions: Sequence[Question], options: SmpOptions) -> Array:
    """Plays in lockstep; one that has ended leaves the others."""
    inputs = [from_question(q) for q in questions]
    n = len(inputs[0].capability)
    check_rates(n, options)
    party = Party(np.stack([i.capability for i in inputs]), np.stack([i.salience for i in inputs]))
    weight = np.stack([weights(q) for q in questions])
    rng = np.random.default_rng(np.random.SeedSequence(options.seed))
    going = np.arange(len(questions))
    positions = ideals = np.stack([i.positions for i in inputs])
    seen: list[dict[bytes, int]] = [{} for _ in questions]
    means: list[list[float]] = [[] for _ in questions]
    values, first = np.empty(len(questions)), np.zeros(len(questions))
    ends: list[End] = ["moving"] * len(questions)
    number = 0
    while True:
        level = weighted_mean(positions[:, :, 0], weight[going]).tolist()
        stay = np.ones(len(going), dtype=bool)
        for row, play_number in enumerate(going.tolist()):
            question, mean = questions[play_number], means[play_number]
            mean.append(question.low + (question.high - question.low) * level[row])
            back = earlier(seen[play_number], number, positions[row], ideals[row], options)
            if end := verdict(number, ends[row], back):
                values[play_number] = float(np.mean(mean[end[1] :]))
                stay[row] = False
        going, positions, ideals = going[stay], positions[stay], ideals[stay]
        if not len(going):
            return values
        draws = np.tile(rng.random((1, n)), (len(going), 1)) if options.transitions == "stochastic" else None
        after, later, _ = step(party.some(going), positions, ideals, options, draws)
        distance = movement(positions, after)
        still = (distance == 0.0) & (draws is None) & (later == ideals).all(axis=(1, 2))
        number += 1
        if number == 1:
            first[going] = distance + SMALLEST_MOVE
        share = distance / first[going]
        ends = [ending(number, s, options, still=z) for s, z in zip(share.tolist(), still.tolist(), strict=True)]
        positions, ideals = after, later


def earlier(seen: dict[bytes, int], number: int, positions: Array, ideals: Array, options: SmpOptions) -> int | None:
    """Number of an earlier state equal to this one, from which a deterministic path repeats itself; notes the state."""
    if options.transitions == "stochastic":
        return None
    return found if (found := seen.setdefault(positions.tobytes() + ideals.tobytes(), number)) < number else None


def verdict(number: int, ended: End, back: int | None) -> tuple[str, int] | None:
    """How a path ended and the state from which its value is averaged; None while it goes on."""
    if ended in ("fixed point", "settled"):
        return ended, number
    if back is not None:
        return ("fixed point", number) if number - back == 1 else (f"cycle of {number - back}", back + 1)
    return (f"no end within {number} rounds", 0) if ended == "out of turns" else None


def weights(question: Question) -> Array:
    """Capability times salience; `PlayError` where all are 0."""
    weight = question.capabilities() * question.saliences()
    if not weight.sum() > 0:
        raise PlayError(
            f"Question {question.id!r}: no player has both capability and salience; there is nothing to weigh."
        )
    return weight


def weighted_mean(values: Array, weight: Array) -> Array:
    """Weighted mean along the last axis."""
    result: Array = (values * weight).sum(axis=-1) / weight.sum(axis=-1)
    return result


def weighted_median(values: Array, weight: Array) -> float:
    """Lower weighted median: the least value with half the weight at or under it."""
    order = np.argsort(values, kind="stable")
    reached = weight[order].cumsum()
    return float(values[order][np.argmax(reached >= reached[-1] / 2 * (1 - 1e-12))])
