"""Pure steps of one turn of the Spatial Model of Politics: distances, risk, challenges, bargains, choice.

Numbers D1 to D12 are those of the model's description in `docs/textbook/smp.md`. Positions lie in [0, 1] on every dimension, saliences of
an actor sum to at most 1. Arrays over actors keep their order; `ideals` are where utilities are measured from (the positions
themselves unless there is accommodation). Plays stand side by side: every array over actors has a first axis over plays, which know
nothing of one another, so that thousands of draws cost little more than a few. Sums keep the original's order in each play.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.simulate.question import Array
from dragoman.simulate.smp_options import SmpOptions
from dragoman.simulate.smp_votes import LEAST_PRINCIPAL, elect, vote

Index = NDArray[np.intp]
ROWS = 1_600
"""Challenges looked at together."""
BLOCK = 8_000
"""Numbers worked on at once: arrays of 64 kB stay in the cache and under the size for which memory is mapped afresh each time
(with 200 kB a turn of 160 actors takes twice as long)."""
EVEN = 1e-9
"""Election results no farther apart than this are equal: their differences are rounding, and attitudes to risk would magnify it."""
SHARES: dict[str, tuple[float, float, float]] = {
    "none": (1.0, 0.0, 1.0),
    "one-third": (2.0, 1.0, 3.0),
    "half": (1.0, 1.0, 2.0),
    "two-thirds": (1.0, 2.0, 3.0),
    "full": (0.0, 1.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class Party:
    """All actors at once: `capability` (plays, n), `salience` (plays, n, dimensions)."""

    capability: Array
    salience: Array

    @property
    def attention(self) -> Array:
        """S_i: the sum of an actor's saliences."""
        total = np.zeros(self.capability.shape)
        for k in range(self.salience.shape[-1]):
            total += self.salience[..., k]
        return total

    @property
    def weight(self) -> Array:
        """W_i = S_i c_i."""
        return self.attention * self.capability

    def some(self, plays: Index) -> Party:
        """The actors of some of the plays."""
        return Party(self.capability[plays], self.salience[plays])


@dataclass(frozen=True, slots=True)
class Challenges:
    """Who challenges whom in which play: initiator and target by index, the initiator's chance to prevail, its gain in utility."""

    play: Index
    initiator: Index
    target: Index
    chance: Array
    gain: Array


@dataclass(frozen=True, slots=True)
class Bargains:
    """Proposed bargains of all plays in the order they are queued: positions for the initiator and for the receiver (m, dimensions)."""

    play: Index
    initiator: Index
    receiver: Index
    initiator_to: Array
    receiver_to: Array


def distances(salience: Array, origin: Array, positions: Array) -> Array:
    """D1: d_ij = sqrt( sum_k (s_ik (o_ik - p_jk))² / sum_k s_ik² ), judged with the first actor's saliences.

    An actor that cares for no dimension judges all of them alike.
    """
    s = np.where(salience.any(axis=-1, keepdims=True), salience, 1.0)
    above = np.zeros((*origin.shape[:-1], positions.shape[-2]))
    below = np.zeros(origin.shape[:-1])
    for k in range(positions.shape[-1]):
        step = (origin[..., :, k, None] - positions[..., None, :, k]) * s[..., :, k, None]
        above += step * step
        below += s[..., :, k] * s[..., :, k]
    result: Array = np.sqrt(above / below[..., None])
    return result


def utility(distance: Array, risk: Array | float) -> Array:
    """D2: u = (1 - d)(1 + d R), with R alone where d passes 1."""
    return (1.0 - distance) * (1.0 + np.minimum(distance, 1.0) * risk)


def risk_attitudes(distance: Array, party: Party, options: SmpOptions) -> tuple[Array, Array]:
    """D3 to D5: the election among present positions and the risk attitude R_i it implies; R = 0 where all chances are equal."""
    values = np.moveaxis(utility(distance, 0.0), 1, 0)
    chances = elect(values, party.capability.T, options)
    low, high = chances.min(axis=-1, keepdims=True), chances.max(axis=-1, keepdims=True)
    even = high - low <= (0.0 if options.ktab_compat else EVEN)
    width = np.where(even, 1.0, high - low)
    if options.risk_range == "min":
        risk = (chances - low) / width
    elif options.risk_range == "max":
        risk = (2 * chances - (high + low)) / width
    else:
        risk = (3 * chances - (high + 2 * low)) / (2 * width)
    return chances, np.where(even, 0.0, risk)


def believed_risk(risk: Array, options: SmpOptions) -> Array:
    """D6: R[h, a], what h believes of a's attitude to risk: a mix of its own and a's."""
    own, other, whole = SHARES[options.risk_estimate]
    return (own * risk[:, :, None] + other * risk[:, None, :]) / whole


def estimate(
    plays: Index,
    judges: Index,
    targets: Index,
    sides: Index,
    distance: Array,
    believed: Array,
    party: Party,
    options: SmpOptions,
) -> tuple[Array, Array]:
    """D7: chance that i prevails over j and the change in i's utility, as h sees it.

    Index arrays `plays` b, `judges` h, `targets` j and `sides` i broadcast together: (rows, 1) and (1, columns), or all of one length.
    """
    b, h, i, j = plays, judges, sides, targets
    attention, weight = party.attention, party.weight

    def seen(actor: Index, at: Index) -> Array:
        return utility(distance[b, actor, at], believed[b, h, actor])

    u_ii, u_ij, u_ji, u_jj = seen(i, i), seen(i, j), seen(j, i), seen(j, j)
    votes_i = vote(weight[b, i], u_ii - u_ij, options.voting)
    votes_j = vote(weight[b, j], u_ji - u_jj, options.voting)
    for_i = LEAST_PRINCIPAL + np.maximum(votes_i, 0.0) + np.maximum(votes_j, 0.0)
    for_j = LEAST_PRINCIPAL + np.maximum(-votes_i, 0.0) + np.maximum(-votes_j, 0.0)
    shape = np.broadcast_shapes(b.shape, h.shape, i.shape, j.shape)
    principals = (for_i, for_j)
    for_i, for_j = np.broadcast_to(for_i, shape).copy(), np.broadcast_to(for_j, shape).copy()
    chunk = max(1, BLOCK // for_i.size)
    for start in range(0, weight.shape[1], chunk):
        members = np.arange(start, min(start + chunk, weight.shape[1]))
        third = third_party_votes(members, (b, h, i, j), weight, distance, believed, principals, options)
        # One after the other, as the original adds: a tie of two equal actors as targets hangs on the last bit of these sums.
        for row_i, row_j in zip(np.maximum(third, 0.0), np.minimum(third, 0.0), strict=True):
            for_i += row_i
            for_j -= row_j
    chance, other = for_i / (for_i + for_j), for_j / (for_i + for_j)
    wins, loses = u_ii + u_ii, u_ij + u_ij
    contest = chance * wins + other * loses
    s_j = attention[b, j]
    gain = (1 - s_j) * wins + s_j * contest - (u_ii + u_ij)
    return chance, gain


def third_party_votes(
    members: Index,
    contest: tuple[Index, Index, Index, Index],
    weight: Array,
    distance: Array,
    believed: Array,
    principals: tuple[Array, Array],
    options: SmpOptions,
) -> Array:
    """Votes of third parties n, `members`, on i against j as h sees it in play b, first axis n; 0 for i and j themselves."""
    b, h, i, j = contest
    for_i, for_j = principals
    n = members.reshape(-1, *([1] * h.ndim))
    w = np.where(n == i, 0.0, weight[b, n])
    risk = believed[b, h, n]
    u_ni = utility(distance[b, n, i], risk)
    u_nj = utility(distance[b, n, j], risk)
    u_nn = utility(distance[b, n, n], risk)
    joins = vote(w, u_ni - u_nj, options.voting)
    with_i = for_i + np.maximum(joins, 0.0)
    with_j = for_j - np.minimum(joins, 0.0)
    p_first = p_second = with_i / (with_i + with_j)
    if options.commitment != "semi" and not options.ktab_compat:
        # Each value with the chances of the side the third party would then stand on.
        force = np.abs(joins)
        p_first = (for_i + force) / (for_i + force + for_j)
        p_second = for_i / (for_i + for_j + force)
    three_i, three_j = u_ni + u_ni + u_ni, u_nj + u_nj + u_nj
    two_i, two_j = u_ni + u_ni + u_nn, u_nj + u_nj + u_nn
    if_i, if_not_i, if_j_fails, if_j = {
        "semi": (two_i, three_j, three_i, two_j),
        "full": (three_i, three_j, three_i, three_j),
        "no": (two_i, two_j, two_i, two_j),
    }[options.commitment]
    q_first = 1.0 - p_first
    q_second = q_first if p_second is p_first else 1.0 - p_second
    side_i = p_first * if_i + q_first * if_not_i
    side_j = p_second * if_j_fails + q_second * if_j
    votes = vote(w, side_i - side_j, options.voting)
    np.copyto(votes, 0.0, where=n == j)
    return votes


def challenges(distance: Array, believed: Array, party: Party, options: SmpOptions) -> Challenges:
    """D7 and D8: every actor's best challenge by its own estimate; the first of equals; none under the smallest gain."""
    plays, n = party.capability.shape
    targets = np.arange(n)[None, :]
    chance, gain = np.empty((plays * n, n)), np.empty((plays * n, n))
    rows = max(1, ROWS // n)
    for start in range(0, plays * n, rows):
        block = np.arange(start, min(start + rows, plays * n))
        b, i = block[:, None] // n, block[:, None] % n
        chance[block], gain[block] = estimate(b, i, targets, i, distance, believed, party, options)
    every = np.arange(plays * n)
    gain[every, every % n] = -np.inf
    best = gain.argmax(axis=1)
    who = np.flatnonzero(gain[every, best] > options.smallest_gain)
    return Challenges(who // n, who % n, best[who], chance[who, best[who]], gain[who, best[who]])


def interpolate(
    positions: Array, salience: Array, i: Index, j: Index, chance: Array, options: SmpOptions
) -> tuple[Array, Array]:
    """D9: where i and j would meet, dimension by dimension, if i prevails with `chance`."""
    x_i, x_j, s_i, s_j, p = positions[i], positions[j], salience[i], salience[j], chance[:, None]
    least = 1e-6
    if options.interpolation == "s2pmax":
        q = 1.0 - p
        d_i, d_j = np.maximum(0.0, q - p), np.maximum(0.0, p - q)
        f = (d_i * s_j**2) / ((d_i * s_j**2) + least + ((1 - d_i) * s_i**2))
        g = (d_j * s_i**2) / ((d_j * s_i**2) + least + ((1 - d_j) * s_j**2))
        return x_i + f * (x_j - x_i), x_j + g * (x_i - x_j)
    if options.interpolation == "s1p1":
        w_i, w_j = s_i * p, s_j * (1 - p)
    else:
        w_i, w_j = (s_i * s_i) * (p * p), (s_j * s_j) * ((1 - p) * (1 - p))
    b_i = ((w_i + least) * x_i + w_j * x_j) / (w_i + least + w_j)
    b_j = (w_i * x_i + (least + w_j) * x_j) / (w_i + least + w_j)
    return rounded(b_i, options.decimals), rounded(b_j, options.decimals)


def rounded(values: Array, decimals: int | None) -> Array:
    """Half up, as the original rounds positions ("to avoid spurious precision")."""
    if decimals is None:
        return values
    scale = 10.0**decimals
    result: Array = np.trunc(0.5 + values * scale) / scale
    return result


def bargains(
    positions: Array, found: Challenges, distance: Array, believed: Array, party: Party, options: SmpOptions
) -> Bargains:
    """D9: what is proposed, in the order of initiators; with bargaining 'both' the initiator's wording stands first."""
    n = positions.shape[1]
    b, i, j = found.play, found.initiator, found.target
    flat = positions.reshape(-1, positions.shape[-1]), party.salience.reshape(-1, positions.shape[-1])
    mine = interpolate(*flat, b * n + i, b * n + j, found.chance, options)
    if options.bargaining == "initiator" or not len(i):
        return Bargains(b, i, j, *mine)
    chance, gain = estimate(b, j, j, i, distance, believed, party, options)
    theirs = interpolate(*flat, b * n + i, b * n + j, gain if options.ktab_compat else chance, options)
    if options.bargaining == "both":
        pairs = [np.stack([m, t], axis=1).reshape(-1, positions.shape[-1]) for m, t in zip(mine, theirs, strict=True)]
        return Bargains(np.repeat(b, 2), np.repeat(i, 2), np.repeat(j, 2), pairs[0], pairs[1])
    attention = party.attention
    w_i = (party.capability[b, i] * attention[b, i])[:, None]
    w_j = (party.capability[b, i if options.ktab_compat else j] * attention[b, j])[:, None]
    # Two who care for nothing have no weight to go by: they meet halfway.
    idle = w_i + w_j == 0.0
    w_i, w_j = np.where(idle, 1.0, w_i), np.where(idle, 1.0, w_j)
    mixed = [(w_i * m + w_j * t) / (w_i + w_j) for m, t in zip(mine, theirs, strict=True)]
    return Bargains(b, i, j, mixed[0], mixed[1])
