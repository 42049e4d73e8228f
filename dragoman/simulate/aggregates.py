"""Forecasts in closed form: weighted means and medians, Nash bargaining, and the probabilistic Condorcet election.

The mean weighted by capability times salience is the headline of every forecast; in back-tests on decided questions nothing
beat it. Everything else is shown beside it. The functions on arrays take positions `(..., n)`; leading axes are draws.

>>> float(weighted_mean(np.array([0.0, 100.0]), np.array([3.0, 1.0])))
25.0
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dragoman.errors import PlayError
from dragoman.simulate.question import Array, Outcome, Question

Weights = Literal["capability-salience", "capability", "salience", "plain"]
Kind = Literal["mean", "median"]

TIE = 1e-12  # share of the whole weight below which two cumulated weights count as equal; float noise flips a median otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateOptions:
    """Which average: `kind` mean or median, by which `weights`."""

    kind: Kind = "mean"
    weights: Weights = "capability-salience"


@dataclass(frozen=True, slots=True, kw_only=True)
class NashOptions:
    """How the bargain is struck.

    `loss` is what a player feels of its distance to the outcome, as a share of the scale: absolute or quadratic. `floor` is the
    least gain that counts, above 0: without it one player who likes the reference point best forbids everything. `steps` is the
    number of steps of the grid between the ends of the scale. `failure` replaces the question's reference point by a breakdown
    that is worth -`failure` to everybody (in units of the whole scale, more than 1): the larger, the nearer the result is to the
    weighted mean (quadratic loss) or median (absolute loss). `weights` are the bargaining exponents.
    """

    loss: Literal["absolute", "quadratic"] = "absolute"
    floor: float = 1e-6
    steps: int = 400
    failure: float | None = None
    weights: Weights = "capability-salience"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionOptions:
    """Who is elected and by what votes. `weights` default to capability alone, as in KTAB: in one dimension its utilities do not
    contain salience, so choose "capability-salience" to let it count. `options` are the players' positions one by one, so that
    two players at one place are two candidates (KTAB), or each distinct position once."""

    weights: Weights = "capability"
    options: Literal["players", "positions"] = "players"


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """The distribution of a Condorcet election: `positions` and their `chances`, which sum to 1."""

    positions: Array
    chances: Array


def play(question: Question, options: AggregateOptions | NashOptions | ElectionOptions | None = None) -> Outcome:
    """The aggregate that `options` name; the headline forecast if nothing is named.

    Raises PlayError where nobody has weight, or a Nash bargain has nothing to fall back on.
    """
    if isinstance(options, NashOptions):
        return play_nash(question, options)
    if isinstance(options, ElectionOptions):
        return play_election(question, options)
    return play_average(question, options or AggregateOptions())


def weights_of(question: Question, weights: Weights) -> Array:
    """The players' weights, with positive sum. Raises PlayError where all are 0, one is negative, or it or a position is no number."""
    saliences, capabilities = question.saliences(), question.capabilities()
    by_name = {
        "capability-salience": saliences * capabilities,
        "capability": capabilities,
        "salience": saliences,
        "plain": np.ones(len(question.players)),
    }
    if weights not in by_name:
        raise PlayError(f"No weights {weights!r}. Known: {', '.join(by_name)}.")
    chosen = by_name[weights]
    for player, weight in zip(question.players, chosen, strict=True):
        if not np.isfinite(player.position):
            raise PlayError(
                f"{player.name!r} of question {question.id!r} stands at {player.position}, which is not a number."
            )
        if not (np.isfinite(weight) and weight >= 0):
            raise PlayError(
                f"{player.name!r} of question {question.id!r} has weight {weight}; give a number of at least 0."
            )
    if not chosen.sum() > 0:
        raise PlayError(
            f"Nobody has any weight ({weights}) on question {question.id!r}; give one player salience and capability."
        )
    return chosen


def weighted_mean(positions: Array, weights: Array) -> Array:
    """sum w x / sum w over the last axis, in units of the scale."""
    mean: Array = (weights * positions).sum(-1) / weights.sum(-1)
    return mean


def weighted_median(positions: Array, weights: Array) -> Array:
    """The lower weighted median over the last axis: the smallest position up to which half the weight lies.

    >>> float(weighted_median(np.array([4.0, 7.0, 10.0]), np.array([1.0, 1.0, 2.0])))
    7.0
    """
    order = np.argsort(positions, axis=-1, kind="stable")
    ordered = np.take_along_axis(positions, order, -1)
    cumulated = np.take_along_axis(np.broadcast_to(weights, positions.shape), order, -1).cumsum(-1)
    total = cumulated[..., -1:]
    reached = cumulated >= total * (0.5 - TIE)
    median: Array = np.take_along_axis(ordered, reached.argmax(-1)[..., None], -1)[..., 0]
    return median


def nash_bargain(
    positions: Array, weights: Array, low: float, high: float, reference: float | None, options: NashOptions
) -> Array:
    """The point of the grid with the highest sum of w log(gain), gain = max(floor, U_i(x) - U_i(reference)); the lowest of equals.

    Without a reference U_i(breakdown) = -`options.failure`. Nash's product with unequal exponents; the floor and the grid are
    choices of the implementation.
    """
    grid = np.linspace(low, high, options.steps + 1)
    width = high - low
    loss = np.abs(grid - positions[..., None]) / width
    if options.failure is not None:
        stay: Array | float = float(options.failure)
    else:
        stay = np.abs((low if reference is None else reference) - positions[..., None]) / width
    if options.loss == "quadratic":
        loss = loss**2
        stay = stay**2 if options.failure is None else stay
    gain = np.maximum(options.floor, stay - loss)
    score = (weights[..., None] * np.log(gain)).sum(-2)
    tied = score >= score.max(-1, keepdims=True) - TIE * weights.sum(-1)[..., None]
    best: Array = grid[tied.argmax(-1)]
    return best


def election_chances(utilities: Array, weights: Array) -> Array:
    """Chance of each option in a probabilistic Condorcet election, summing to 1 over the last axis.

    `utilities` are `(..., voter, option)`. Votes are proportional to differences of utility: C(a, b) = e + sum w max(0, u_a -
    u_b) with e = 1e-10 sum w (KTAB has 1e-8, whatever the unit of the weights), a beats b with chance C(a, b) / (C(a, b) +
    C(b, a)), and the chances are the products of an option's wins, 1/2 against itself, made to sum to 1 (KTAB's conditional
    election with proportional votes and linear victory).
    """
    gap = utilities[..., :, None] - utilities[..., None, :]
    floor = 1e-10 * weights.sum(-1)[..., None, None]
    strength = floor + (weights[..., :, None, None] * np.maximum(gap, 0.0)).sum(-3)
    wins = strength / (strength + np.swapaxes(strength, -1, -2))
    logs = np.log(wins).sum(-1)
    raw = np.exp(logs - logs.max(-1, keepdims=True))
    chances: Array = raw / raw.sum(-1, keepdims=True)
    return chances


def election(question: Question, options: ElectionOptions | None = None) -> Election:
    """The Condorcet election over the players' positions, with linear utilities on the question's scale."""
    options = options or ElectionOptions()
    weights = weights_of(question, options.weights)
    positions = question.positions()
    candidates = positions if options.options == "players" else np.unique(positions)
    utilities = 1 - np.abs(positions[:, None] - candidates[None, :]) / _width(question)
    return Election(positions=candidates, chances=election_chances(utilities, weights))


def play_average(question: Question, options: AggregateOptions) -> Outcome:
    """A weighted mean or median, with what each player's presence adds to it."""
    weights, positions = weights_of(question, options.weights), question.positions()
    average = {"mean": weighted_mean, "median": weighted_median}.get(options.kind)
    if average is None:
        raise PlayError(f"No average {options.kind!r}. Known: mean, median.")
    value = float(average(positions, weights))
    pulls: list[tuple[float, str]] = []
    for index, player in enumerate(question.players):
        rest = np.delete(weights, index)
        if rest.sum() > 0:
            without = float(average(np.delete(positions, index), rest))
            pulls.append(
                (
                    value - without,
                    f"{player.name} at {player.position:g} with weight {weights[index]:.3g}: {without:.2f}",
                )
            )
    # By size and then in the players' order: a stable sort, so equal pulls keep it.
    pulls.sort(key=lambda pull: -round(abs(pull[0]), 9))
    lines = tuple(f"Without {words} instead of {value:.2f}." for pull, words in pulls if abs(pull) > 1e-9)
    return Outcome(model=_name(options), value=value, lines=lines)


def play_nash(question: Question, options: NashOptions) -> Outcome:
    """Nash's bargain from the question's reference point, or from a breakdown that is bad for everybody."""
    if question.reference is None and options.failure is None:
        raise PlayError(
            f"Question {question.id!r} has no reference point, so a Nash bargain has nothing to fall back on; "
            "give `reference`, or the option failure=10."
        )
    if not (options.floor > 0 and options.steps >= 1) or (options.failure is not None and options.failure <= 1):
        raise PlayError(f"Nash bargaining needs floor > 0, steps >= 1 and failure > 1; got {options}.")
    weights, positions = weights_of(question, options.weights), question.positions()
    _width(question)
    value = float(nash_bargain(positions, weights, question.low, question.high, question.reference, options))
    lines: list[str] = []
    if options.failure is None and question.reference is not None:
        for player in question.players:
            if abs(player.position - value) > abs(player.position - question.reference):
                lines.append(
                    f"{player.name} at {player.position:g} loses against the reference point {question.reference:g}: "
                    "the bargain holds only because gains are floored."
                )
    step = (question.high - question.low) / options.steps
    return Outcome(model="nash", value=value, lines=tuple(lines), details={"grid_step": step})


def play_election(question: Question, options: ElectionOptions) -> Outcome:
    """The mean of the election's distribution, with the distribution itself in the lines and details."""
    result = election(question, options)
    value = float((result.positions * result.chances).sum())
    places, where = np.unique(result.positions, return_inverse=True)
    chances = np.bincount(where, weights=result.chances)
    ranked = sorted(range(len(places)), key=lambda place: (-round(float(chances[place]), 12), places[place]))
    lines = tuple(f"Position {places[place]:g} wins with chance {chances[place]:.3f}." for place in ranked)
    spread = float(np.sqrt((result.chances * (result.positions - value) ** 2).sum()))
    return Outcome(
        model="election", value=value, lines=lines, details={"mode": float(places[ranked[0]]), "deviation": spread}
    )


def _width(question: Question) -> float:
    width = question.high - question.low
    if not width > 0:
        raise PlayError(
            f"The scale of question {question.id!r} runs from {question.low:g} to {question.high:g}; give low < high."
        )
    return width


def _name(options: AggregateOptions) -> str:
    prefix = {"capability-salience": "cs-", "capability": "c-", "salience": "s-", "plain": ""}[options.weights]
    return prefix + options.kind
