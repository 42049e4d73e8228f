"""The challenge model: each round every player weighs challenging every other, and gives way to the best offer it gets.

Bueno de Mesquita's model as Scholz, Calbert and Smith reconstructed it in 2011; its readings are in `challenge_options.py`, the
formulas in `challenge_steps.py`. It often has no end: then the outcome is the average over the rounds, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from dragoman.errors import PlayError
from dragoman.simulate import challenge_steps as steps
from dragoman.simulate.aggregates import weighted_mean, weights_of
from dragoman.simulate.challenge_options import ChallengeOptions
from dragoman.simulate.challenge_steps import Judgement, Moves
from dragoman.simulate.question import Array, Outcome, Question

REPEAT = 1e-9  # share of the range within which two states are the same
BLOCK = 500_000  # votes held at a time, n³ a draw: keeps memory flat; speed is about the same from 100,000 to 5 million
NONE_YET, FIXED, CYCLE, RULE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where the players stand after `round` rounds; `judgement` and `moves` led here and are None at the start."""

    round: int
    positions: Array
    median: float
    mean: float
    judgement: Judgement | None = None
    moves: Moves | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """How many plays ended. Each array has one entry a draw.

    `values` are the forecasts; `rounds` the rounds played; `endings` 0 no end, 1 fixed point, 2 cycle, 3 stopped by the rule
    asked for; `periods` of cycles (1 for a fixed point, 0 without end); `positions` `(draws, n)` where each draw stopped;
    `medians` and `means` `(draws, rounds + 1)`, NaN after a draw has ended.
    """

    values: Array
    rounds: steps.Integers
    endings: steps.Integers
    periods: steps.Integers
    positions: Array
    medians: Array
    means: Array


def play(question: Question, options: ChallengeOptions | None = None, *, lines: int = 20) -> Outcome:
    """Plays the question to its end and tells each move in words, at most `lines` of them.

    The value is the forecast at a fixed point, the average over one period of a cycle, and without end the average over all
    rounds. Details: the last median and mean, their averages over the rounds, and the period. Raises PlayError where nobody has
    weight.
    """
    options = options or ChallengeOptions()
    positions, saliences, capabilities = _inputs(question)
    paths = play_draws(positions[None], saliences[None], capabilities[None], question.low, question.high, options)
    rounds = int(paths.rounds[0])
    told: list[str] = []
    for state in states(question, options):
        told += [f"Round {state.round}: {line}" for line in explain(question, state)]
        if state.round == rounds or len(told) > lines:
            break
    if len(told) > lines:
        told = [*told[:lines], f"... further moves not told; ask for more than {lines} lines."]
    medians, means = paths.medians[0, : rounds + 1], paths.means[0, : rounds + 1]
    return Outcome(
        model="challenge",
        value=float(paths.values[0]),
        ended=_words(int(paths.endings[0]), int(paths.periods[0]), options),
        rounds=rounds,
        positions=tuple(float(x) for x in paths.positions[0]),
        lines=tuple(told),
        details={
            "median_last": float(medians[-1]),
            "mean_last": float(means[-1]),
            "median_average": float(medians[1:].mean()),
            "mean_average": float(means[1:].mean()),
            "period": float(paths.periods[0]),
        },
    )


def states(question: Question, options: ChallengeOptions | None = None) -> Iterator[State]:
    """The start and then one state a round, without end; each carries all matrices that led to it.

    >>> from dragoman.simulate.question import Player
    >>> two = (Player("a", "A", 0.0, 0.9, 1.0), Player("b", "B", 100.0, 0.5, 3.0))
    >>> [round(float(x)) for x in next(states(Question("q", "Q", two))).positions]
    [0, 100]
    """
    options = options or ChallengeOptions()
    positions, saliences, capabilities = _inputs(question)
    weights = saliences * capabilities
    initial = _spread(positions)
    scale = np.asarray(question.high - question.low)
    judgement: Judgement | None = None
    moves: Moves | None = None
    number = 0
    while True:
        span = _span(positions, initial, scale, options)
        median = float(steps.central(positions, weights, span, options))
        yield State(number, positions, median, float(weighted_mean(positions, weights)), judgement, moves)
        number += 1
        judgement, moves = advance(positions, saliences, capabilities, initial, scale, options, number)
        positions = moves.positions


def advance(
    positions: Array,
    saliences: Array,
    capabilities: Array,
    initial: Array,
    scale: Array,
    options: ChallengeOptions,
    number: int,
) -> tuple[Judgement, Moves]:
    """One round, the `number`-th. `initial` is the first round's range and `scale` the question's, in units of the scale."""
    weights = saliences * capabilities
    n = positions.shape[-1]
    luck = None
    if options.conflict == "chance":
        luck = np.random.default_rng(np.random.SeedSequence([options.seed, number])).random((n, n))
    span = _span(positions, initial, scale, options)
    judgement = steps.judge(positions, saliences, capabilities, span, options)
    moves = steps.choose(positions, weights, judgement, options, luck=luck)
    if options.update == "simultaneous":
        return judgement, moves
    present = positions
    parts: list[Moves] = []
    for player in range(n):
        span = _span(present, initial, scale, options)
        seen = steps.judge(present, saliences, capabilities, span, options)
        parts.append(steps.choose(present, weights, seen, options, luck=luck))
        present = present.copy()
        present[..., player] = parts[-1].positions[..., player]
    return judgement, Moves(
        np.stack([part.to[..., player] for player, part in enumerate(parts)], -1),
        np.stack([part.kind[..., player] for player, part in enumerate(parts)], -1),
        np.stack([part.own[..., player] for player, part in enumerate(parts)], -1),
        np.stack([part.feared[..., player] for player, part in enumerate(parts)], -1),
        present,
    )


def play_draws(
    positions: Array,
    saliences: Array,
    capabilities: Array,
    low: float,
    high: float,
    options: ChallengeOptions | None = None,
) -> Paths:
    """Plays many questions of the same players at once: arrays `(draws, n)`, one row a draw.

    A draw's numbers do not depend on the draws beside it, to the last bit.
    """
    options = options or ChallengeOptions()
    draws, n = positions.shape
    block = max(1, BLOCK // max(1, n**3))
    parts = [
        _play_block(
            positions[start : start + block],
            saliences[start : start + block],
            capabilities[start : start + block],
            float(high - low),
            options,
        )
        for start in range(0, draws, block)
    ]
    return Paths(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Paths)))


def _play_block(
    positions: Array, saliences: Array, capabilities: Array, width: float, options: ChallengeOptions
) -> Paths:
    draws, n = positions.shape
    initial = _spread(positions)
    scale = np.full(draws, width)
    history = np.full((options.rounds + 1, draws, n), np.nan)
    medians = np.full((options.rounds + 1, draws), np.nan)
    means = np.full((options.rounds + 1, draws), np.nan)
    values = np.full(draws, np.nan)
    rounds = np.full(draws, options.rounds, dtype=np.int64)
    endings = np.zeros(draws, dtype=np.int64)
    periods = np.zeros(draws, dtype=np.int64)
    ends_at_once = options.stop != "rounds"
    active = np.arange(draws)
    history[0] = positions
    weights = saliences * capabilities
    for number in range(options.rounds + 1):
        if number:
            _, moves = advance(
                history[number - 1, active],
                saliences[active],
                capabilities[active],
                initial[active],
                scale[active],
                options,
                number,
            )
            history[number, active] = moves.positions
        present = history[number, active]
        span = _span(present, initial[active], scale[active], options)
        medians[number, active] = steps.central(present, weights[active], span, options)
        means[number, active] = weighted_mean(present, weights[active])
        if number == 0:
            continue
        series = medians if options.forecast == "median" else means
        kind, period = _ended(history[: number + 1, active], initial[active], series[: number + 1, active], options)
        fresh = (kind != NONE_YET) & (endings[active] == NONE_YET)
        found = active[fresh]
        endings[found], periods[found], values[found] = kind[fresh], period[fresh], series[number, found]
        for draw in found[period[fresh] > 1]:
            values[draw] = series[number + 1 - periods[draw] : number + 1, draw].mean()
        if options.stop == "falls":
            ruled = found[endings[found] == RULE]
            values[ruled] = series[number - 1, ruled]
        if ends_at_once:
            rounds[found] = number
            active = active[endings[active] == NONE_YET]
            if not active.size:
                break
    series = medians if options.forecast == "median" else means
    if options.stop == "rounds":
        values = series[options.rounds].copy()
    else:
        values[active] = series[1:, active].mean(0)
    last = history[rounds, np.arange(draws)]
    return Paths(values, rounds, endings, periods, last, medians.T, means.T)


def explain(question: Question, state: State) -> tuple[str, ...]:
    """The moves of the round that led to `state`, in words: who gives way to whom, and the two expected utilities."""
    if state.moves is None:
        return ()
    names = [player.name for player in question.players]
    told = []
    for index, (to, kind) in enumerate(zip(state.moves.to, state.moves.kind, strict=True)):
        if to < 0:
            continue
        verb = VERBS[int(kind)].format(names[index], names[int(to)])
        sums = f"{state.moves.own[index]:.2f} against {state.moves.feared[index]:.2f}"
        told.append(f"{verb}: {sums}, now at {state.positions[index]:.4g}.")
    return tuple(told)


VERBS = {
    steps.CONFLICT: "{} loses a conflict to {}",
    steps.COMPROMISE: "{} compromises with {}",
    steps.CAPITULATION: "{} capitulates to {}",
}


def _ended(
    history: Array, initial: Array, series: Array, options: ChallengeOptions
) -> tuple[steps.Integers, steps.Integers]:
    """Kind of ending and period of each draw, given its states up to now: `(rounds + 1, draws, n)`."""
    moved = np.abs(history[-1] - history[-2]).max(-1)
    close = np.abs(history[:-1] - history[-1]).max(-1) <= REPEAT * initial
    lag = np.where(close.any(0), 1 + np.argmax(close[::-1], axis=0), 0)
    if options.conflict == "chance":
        # What did not happen by chance may happen next round, so a state that repeats proves nothing; but all at one place do.
        lag = np.where(np.ptp(history[-1], axis=-1) == 0, 1, 0)
    elif options.stop == "no-move":
        lag = np.where(lag == 1, 1, 0)
    kind = np.select([lag == 1, lag > 1], [FIXED, CYCLE], NONE_YET).astype(np.int64)
    ruled = np.zeros(kind.shape, dtype=np.bool_)
    if options.stop == "tolerance":
        ruled = moved <= options.stop_tolerance * initial
    elif options.stop == "falls":
        ruled = series[-1] < series[-2] - REPEAT * initial
    kind = np.where(ruled & (kind != FIXED), RULE, kind)
    return kind, np.where((kind == FIXED) | (kind == CYCLE), lag, 0)


def _words(ending: int, period: int, options: ChallengeOptions) -> str:
    if ending == FIXED:
        return "fixed point"
    if ending == CYCLE:
        return f"cycle of {period}"
    if ending == RULE:
        return {"tolerance": "stopped by small moves", "falls": "stopped as the forecast fell"}[options.stop]
    return f"no end within {options.rounds} rounds"


def _inputs(question: Question) -> tuple[Array, Array, Array]:
    weights_of(question, "capability-salience")
    positions = question.positions()
    if not np.isfinite(positions).all():
        raise PlayError(
            f"A position of question {question.id!r} is not a number; give one on {question.low:g} to {question.high:g}."
        )
    return positions, question.saliences(), question.capabilities()


def _spread(positions: Array) -> Array:
    """max - min, 1 where all stand together (nothing is then divided by it but zeros)."""
    width = positions.max(-1) - positions.min(-1)
    spread: Array = np.where(width > 0, width, 1.0)
    return spread


def _span(positions: Array, initial: Array, scale: Array, options: ChallengeOptions) -> Array:
    if options.range == "scale":
        return scale
    return initial if options.range == "initial" else _spread(positions)
