"""One round of the challenge model as pure functions on arrays.

Every array may have leading axes (draws of a simulation): positions are `(..., n)`, what belongs to a pair is `(..., i, j)`, votes
are `(..., voter, for, against)`. The numbers of equations are those of Scholz, Calbert and Smith 2011.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dragoman.simulate.aggregates import weighted_mean, weighted_median
from dragoman.simulate.challenge_options import ChallengeOptions
from dragoman.simulate.question import Array

Mask = NDArray[np.bool_]
Integers = NDArray[np.int64]
Number = TypeVar("Number", bound=np.generic)

NONE, CONFLICT, COMPROMISE, CAPITULATION = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """What all players think of all pairs at one state.

    `probability[i, j]` that i prevails over j; `own[i, j]` = E^i(U_ij), what i expects of challenging j; `feared[i, j]` =
    E(U_ji), what i believes j expects of challenging i; `security` and `neutral` (the probabilities) after the first pass; `risk`
    the exponents of the second.
    """

    span: Array
    median: Array
    probability: Array
    own: Array
    feared: Array
    security: Array
    risk: Array
    neutral: Array


@dataclass(frozen=True, slots=True)
class Moves:
    """Who gives way to whom. `to[i]` is the index of the challenger, -1 where i stays; `kind[i]` one of the constants above;
    `own[i]` and `feared[i]` are the two expected utilities of that pair; `positions` are the new ones."""

    to: Integers
    kind: Integers
    own: Array
    feared: Array
    positions: Array


def judge(positions: Array, saliences: Array, capabilities: Array, span: Array, options: ChallengeOptions) -> Judgement:
    """Two passes over all pairs: first everybody neutral, to find the risk each is willing to take, then with it."""
    weights = saliences * capabilities
    median = central(positions, weights, span, options)
    ones = np.ones_like(positions)
    neutral = win_probability(positions, weights, ones, span, options)
    gains = expected_utility(positions, saliences, median, span, neutral, ones[..., None], options)
    facing = np.swapaxes(gains, -1, -2)
    security = _others_sum(gains if options.security == "own" else facing)
    if options.security == "hypothetical":
        best, worst = _security_bounds(positions, saliences, weights, security, span, options)
    else:
        best, worst = security.max(-1, keepdims=True), security.min(-1, keepdims=True)
    risk = risk_exponent(security, best, worst, options)
    voters = risk if options.exponent == "own" else ones
    chance = win_probability(positions, weights, voters, span, options)
    own = expected_utility(positions, saliences, median, span, chance, risk[..., :, None], options)
    if options.perspective == "own":
        # Row: the challenger; the exponent is that of the player who is challenged, hence of the column.
        seen = expected_utility(positions, saliences, median, span, chance, risk[..., None, :], options)
    else:
        seen = own
    return Judgement(span, median, chance, own, np.swapaxes(seen, -1, -2), security, risk, neutral)


def central(positions: Array, weights: Array, span: Array, options: ChallengeOptions) -> Array:
    """The median player's position (switch A2). Shape: the leading axes."""
    if options.median == "lower":
        return weighted_median(positions, weights)
    mean = weighted_mean(positions, weights)
    if options.median == "nearest-mean":
        nearest = np.argmin(np.abs(positions - mean[..., None]), axis=-1)
        return _pick(positions, nearest)
    loss = (np.abs(positions[..., :, None] - positions[..., None, :]) * weights[..., :, None]).sum(-2)
    if options.median == "condorcet":
        # With linear votes the winner of all pairwise votes has the least weighted distance; the lower of two equals.
        floor = loss.min(-1, keepdims=True)
        ties = loss <= floor + options.tolerance * np.maximum(span, 1.0)[..., None]
        winner: Array = np.where(ties, positions, np.inf).min(-1)
        return winner
    # The appendix's "maximum value" read as the largest support in any one pair, not as the winner of all pairs.
    apart = np.abs(positions[..., :, None] - positions[..., None, :])
    votes = (apart[..., :, None, :] - apart[..., :, :, None]) * weights[..., :, None, None]
    support = np.maximum(votes, 0.0).sum(-3)
    best = support.reshape(*support.shape[:-2], -1).argmax(-1)
    return _pick(positions, best // positions.shape[-1])


def win_probability(positions: Array, weights: Array, risk: Array, span: Array, options: ChallengeOptions) -> Array:
    """P[i, j] that i prevails over j by the votes of all (equations 30 and 31; switches A3, A4, A15, A17).

    A voter k gives the pair (a, b) the vote w_k (|x_k - x_b|^r_k - |x_k - x_a|^r_k), distances as shares of the range.
    """
    n = positions.shape[-1]
    same = positions[..., :, None] == positions[..., None, :]
    if options.probability == "zero":
        chance: Array = np.zeros(same.shape)
    else:
        distance = np.abs(positions[..., :, None] - positions[..., None, :]) / span[..., None, None]
        loss = options.vote_factor * weights[..., :, None] * distance ** risk[..., :, None]
        votes = loss[..., :, None, :] - loss[..., :, :, None]
        if options.probability == "others-only":
            voter = np.arange(n)
            votes[..., voter, voter, :] = 0.0
            votes[..., voter, :, voter] = 0.0
        support = np.maximum(votes, 0.0).sum(-3)
        if options.probability == "allpairs":
            total = np.abs(votes).sum((-1, -2, -3))[..., None, None]
        else:
            total = support + np.swapaxes(support, -1, -2)
        chance = np.divide(support, total, out=np.full(support.shape, 0.5), where=total > 0)
    return np.where(same, options.same_position, chance)


def expected_utility(
    positions: Array,
    saliences: Array,
    median: Array,
    span: Array,
    chance: Array,
    risk: Array,
    options: ChallengeOptions,
) -> Array:
    """E(U_ij) of i challenging j, for the risk exponents of whoever looks: `(..., n, 1)` for i, `(..., 1, n)` for j.

    Equations 5 to 7: s_j [P Us + (1 - P) Uf] + (1 - s_j) Us - Q Usq - (1 - Q) [T Ub + (1 - T) Uw].
    """
    apart = np.abs(positions[..., :, None] - positions[..., None, :])
    share = apart / span[..., None, None]
    success, failure = _utility(share, 1.0, risk, options), _utility(share, -1.0, risk, options)
    resists = saliences[..., None, :]
    gain = resists * (chance * success + (1 - chance) * failure) + (1 - resists) * success
    gain -= options.status_quo * _utility(np.zeros(1), 1.0, risk, options)
    if options.status_quo < 1:
        from_median = np.abs(positions - median[..., None])[..., :, None]
        drift = (from_median + apart) / (2 * span[..., None, None])
        better, worse = _utility(drift, 1.0, risk, options), _utility(drift, -1.0, risk, options)
        improves = (from_median < apart) | (options.improves == "one")
        gain -= (1 - options.status_quo) * np.where(improves, better, worse)
    return gain


def risk_exponent(security: Array, best: Array, worst: Array, options: ChallengeOptions) -> Array:
    """The exponents r in [0.5, 2] from securities (equations 32 to 34; switch A7); 1 where all are equally secure."""
    width = best - worst
    flat = width <= options.tolerance * np.maximum(1.0, np.abs(best))
    relative = np.where(flat, 0.0, (2 * security - best - worst) / np.where(flat, 1.0, width))
    if options.risk == "off":
        return np.ones_like(security)
    if options.risk == "geometric":
        return np.exp2(-relative)
    exponents: Array = (1 - relative / 3) / (1 + relative / 3)
    return exponents


def octants(judgement: Judgement, options: ChallengeOptions) -> Integers:
    """What i's own view of the pair (i, j) makes i do: one of NONE, CONFLICT, COMPROMISE, CAPITULATION (figure 6)."""
    a, b = judgement.own, judgement.feared
    edge = options.tolerance if options.zeros == "strict" else -options.tolerance
    conflict = (a > edge) & (b - a > edge)
    against = (b > edge) & (-a > edge)
    compromise = against & (a + b > edge)
    capitulation = against & ~compromise & (-a - b > edge) & (options.capitulation == "active")
    kinds = np.select([conflict, compromise, capitulation], [CONFLICT, COMPROMISE, CAPITULATION], NONE)
    if options.conflict == "none":
        kinds = np.where(kinds == CONFLICT, NONE, kinds)
    return kinds


def choose(
    positions: Array, weights: Array, judgement: Judgement, options: ChallengeOptions, *, luck: Array | None = None
) -> Moves:
    """Each player takes the best of the offers made to it (section 6.2; switches A8, A10 to A12, A16).

    `luck` are uniform numbers `(..., i, j)` for conflicts decided by chance: i gives way where its number is below
    P_ji / (P_ij + P_ji).
    """
    here, there = positions[..., :, None], positions[..., None, :]
    a, b = judgement.own, judgement.feared
    kinds = np.where(here == there, NONE, octants(judgement, options))
    if options.conflict == "chance" and luck is not None:
        chance = judgement.probability
        both = chance + np.swapaxes(chance, -1, -2)
        loses = luck * both < np.swapaxes(chance, -1, -2)
        kinds = np.where((kinds == CONFLICT) & ~loses, NONE, kinds)
    if options.offer == "mutual":
        wins = (a > options.tolerance) & (a - b > options.tolerance)
        kinds = np.where(np.swapaxes(wins, -1, -2), kinds, NONE)
    size_a, size_b = np.abs(a), np.abs(b)
    both = np.where(size_a + size_b > 0, size_a + size_b, 1.0)
    average = (size_a * here + size_b * there) / both
    ratio = size_a / np.where(size_b > 0, size_b, 1.0)
    halfway = here + (there - here) * ratio if options.compromise == "shift" else average
    offered = np.where(kinds == COMPROMISE, halfway, there)
    left = kinds != NONE
    if options.offer in ("code", "class-least-move", "mutual"):
        left = _least(left, kinds.astype(np.float64), 0.0)
    close = options.tolerance * np.maximum(judgement.span, 1.0)[..., None, None]
    if options.offer == "max-utility":
        left = _least(left, -b, options.tolerance)
    elif options.offer == "code":
        left = _least(left, np.where(kinds == COMPROMISE, average, np.abs(there - here)), close)
    else:
        left = _least(left, np.abs(offered - here), close)
    if options.ties == "strongest":
        left = _least(left, -b, options.tolerance)
        left = _least(left, np.broadcast_to(-weights[..., None, :], left.shape), options.tolerance)
    first = left.argmax(-1)
    moves = left.any(-1)
    to = np.where(moves, first, -1).astype(np.int64)
    return Moves(
        to,
        np.where(moves, _pick(kinds, first), NONE).astype(np.int64),
        np.where(moves, _pick(a, first), 0.0),
        np.where(moves, _pick(b, first), 0.0),
        np.where(moves, _pick(offered, first), positions),
    )


def _utility(share: Array, sign: float, risk: Array, options: ChallengeOptions) -> Array:
    """2 - 4 (0.5 - sign share/2)^r (equations 15, 16, 22 to 24), or sign 2 share^r (switch A18). Share 0 to 1."""
    if options.utility == "loss":
        gain: Array = sign * 2 * np.where(share > 0, share, 0.0) ** risk
        return gain
    value: Array = 2 - 4 * np.maximum(0.5 - sign * 0.5 * share, 0.0) ** risk
    return value


def _others_sum(pairs: Array) -> Array:
    total: Array = pairs.sum(-1) - np.diagonal(pairs, axis1=-2, axis2=-1)
    return total


def _security_bounds(
    positions: Array, saliences: Array, weights: Array, security: Array, span: Array, options: ChallengeOptions
) -> tuple[Array, Array]:
    """Highest and lowest security of each player over the positions that any player holds (Bueno de Mesquita 1985)."""
    n = positions.shape[-1]
    best, worst = security.copy(), security.copy()
    for player in range(n):
        for other in range(n):
            if other == player:
                continue
            moved = positions.copy()
            moved[..., player] = positions[..., other]
            median = central(moved, weights, span, options)
            neutral = np.ones_like(moved)
            chance = win_probability(moved, weights, neutral, span, options)
            gains = expected_utility(moved, saliences, median, span, chance, neutral[..., None], options)
            there = _others_sum(np.swapaxes(gains, -1, -2))[..., player]
            best[..., player] = np.maximum(best[..., player], there)
            worst[..., player] = np.minimum(worst[..., player], there)
    return best, worst


def _least(left: Mask, key: Array, close: float | Array) -> Mask:
    """Of the candidates, those whose key is least, up to `close`."""
    masked = np.where(left, key, np.inf)
    least: Mask = left & (masked <= masked.min(-1, keepdims=True) + close)
    return least


def _pick(values: NDArray[Number], index: NDArray[np.intp]) -> NDArray[Number]:
    """The entry of the last axis that `index` names."""
    return np.take_along_axis(values, index[..., None], -1)[..., 0]
