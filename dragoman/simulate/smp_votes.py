"""Votes, coalitions, victories and the probabilistic Condorcet election of the Spatial Model of Politics.

Equations are numbered as KTAB's description of the model has them: a vote responds to a difference in utility, votes add up to
coalitions, two coalitions give a probability, and the election gives every option its chance to be the one that stands.
Sums run over voters one after the other: numpy's pairwise sums differ in the last bit, which decides ties between equal actors.
"""

from __future__ import annotations

import numpy as np

from dragoman.simulate.question import Array
from dragoman.simulate.smp_options import Election, SmpOptions, Victory, Voting

BINARY_BAND = 1e-8
LEAST_COALITION = 1e-8
LEAST_PRINCIPAL = 1e-10
BINARY_EDGE = 1.10
MOST_ITERATIONS = 100_000


def vote(weight: Array, gain: Array, rule: Voting) -> Array:
    """Vote of actors with `weight` on a difference in utility `gain` (positive: for the first of the two)."""
    if rule == "proportional":
        return weight * gain
    if rule == "cubic":
        return weight * (gain * gain * gain)
    if rule == "proportional-cubic":
        return weight * (0.5 * gain + 0.5 * (gain * gain * gain))
    if rule == "asymmetric":
        return np.where(gain > 0, (2.0 * weight * gain) / 3.0, weight * gain)
    binary = np.clip(gain / BINARY_BAND, -1.0, 1.0)
    if rule == "binary":
        return weight * binary
    return weight * ((1 - 0.2) * gain + 0.2 * binary)


def coalitions(utility: Array, weight: Array, rule: Voting, *, one_sided: bool = False) -> Array:
    """Strength C(a, b) of all who prefer option a to b: `utility` (actors, ..., options), `weight` (actors, ...).

    Gives (..., options, options).

    `one_sided` casts each pair's vote once, with the later option first (a defect of KTAB, felt only by asymmetric votes).
    """
    ahead = np.full((*utility.shape[1:], utility.shape[-1]), LEAST_COALITION)
    behind = ahead.copy() if one_sided else None
    for row, w in zip(utility, weight, strict=True):
        cast = vote(np.asarray(w)[..., None, None], row[..., :, None] - row[..., None, :], rule)
        ahead += np.maximum(cast, 0.0)
        if behind is not None:
            behind += np.maximum(-cast, 0.0)
    if behind is None:
        return ahead
    lower = np.tri(utility.shape[-1], dtype=bool)
    return np.where(lower, ahead, np.swapaxes(behind, -1, -2))


def victory(strength: Array, kind: Victory) -> Array:
    """Probability P(a, b) that a prevails over b, from coalition strengths; 0.5 on the diagonal."""
    mine, other = strength, np.swapaxes(strength, -1, -2)
    if kind == "binary":
        share = mine / (mine + other)
        between = (share * (BINARY_EDGE + 1.0) - 1.0) / (BINARY_EDGE - 1.0)
        mine, other = (
            np.where(one >= BINARY_EDGE * two, 1.0, np.where(two >= BINARY_EDGE * one, 1e-6, inside))
            for one, two, inside in ((mine, other, between), (other, mine, np.swapaxes(between, -1, -2)))
        )
        chance = mine / (mine + other)
    else:
        for _ in range({"linear": 0, "square": 1, "quartic": 2, "octic": 3}[kind]):
            mine, other = mine * mine, other * other
        chance = mine / (mine + other)
    spot = np.arange(strength.shape[-1])
    chance[..., spot, spot] = 0.5
    return chance


def election(strength: Array, *, kind: Election, by: Victory) -> Array:
    """Chance of every option to stand, from coalition strengths (..., options, options); sums to 1."""
    chance = victory(strength, by)
    if kind == "conditional":
        return conditional(chance)
    batch = strength.reshape(-1, *strength.shape[-2:])
    beats = chance.reshape(batch.shape)
    each = [markov(b, c if kind == "markov-incentive" else None) for b, c in zip(beats, batch, strict=True)]
    return np.array(each).reshape(strength.shape[:-1])


def conditional(chance: Array) -> Array:
    """One-step election: pi_a is proportional to the product over b of P(a, b)."""
    odds = chance[..., 0].copy()
    for b in range(1, chance.shape[-1]):
        odds *= chance[..., b]
    total = odds.sum(axis=-1, keepdims=True)
    if np.all(total > 1e-280):
        result: Array = odds / total
        return result
    # So many options that the products leave the range of floats: the same ratios through logarithms.
    with np.errstate(divide="ignore"):
        logs = np.log(chance).sum(axis=-1)
    odds = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))


def markov(beats: Array, strength: Array | None) -> Array:
    """Stationary chances of a standing option that is challenged again and again.

    Challengers are drawn evenly, or with `strength` C in proportion to C(a, b) P(a, b), the incentive to challenge b with a.
    """
    n = len(beats)
    p = np.full(n, 1.0 / n)
    if strength is None:
        challenge, tolerance = None, 1e-6
    else:
        incentive = strength * beats + np.diag(np.full(n, 1e-10))
        challenge, tolerance = incentive / incentive.sum(axis=0), 1e-8
    for _ in range(MOST_ITERATIONS):
        if challenge is None:
            q = (beats * (p[:, None] + p[None, :])).sum(axis=1) / n
        else:
            contest = p[:, None] * challenge.T
            q = (beats * (contest + contest.T)).sum(axis=1)
        change = float(np.abs(q - p).max())
        p = (p + q) / 2.0
        if change <= tolerance:
            break
    return p


def elect(utility: Array, weight: Array, options: SmpOptions) -> Array:
    """Election among options that actors with `weight` (actors, ...) value by `utility` (actors, ..., options): (..., options)."""
    one_sided = options.ktab_compat and options.voting == "asymmetric"
    strength = coalitions(utility, weight, options.voting, one_sided=one_sided)
    return election(strength, kind=options.election, by=options.victory)
