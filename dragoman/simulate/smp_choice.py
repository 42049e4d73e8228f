"""The end of a turn in the Spatial Model of Politics: every actor chooses among the bargains it takes part in (D10, D11)."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from dragoman.simulate.question import Array
from dragoman.simulate.smp_options import SmpOptions
from dragoman.simulate.smp_steps import Bargains, Index, Party, distances, utility
from dragoman.simulate.smp_votes import elect


def queues(plays: int, n: int, proposed: Bargains) -> list[list[int]]:
    """Bargains each actor takes part in, play after play, as numbers of `proposed`; the status quo stands first.

    The status quo of play b has the number of bargains in all, plus b.
    """
    m = len(proposed.initiator)
    found: list[list[int]] = [[m + b] for b in range(plays) for _ in range(n)]
    first, second = proposed.play * n + proposed.initiator, proposed.play * n + proposed.receiver
    for number, (i, j) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        found[i].append(number)
        found[j].append(number)
    return found


def bargain_utilities(
    ideals: Array,
    positions: Array,
    proposed: Bargains,
    distance: Array,
    risk: Array,
    believed: Array,
    party: Party,
    options: SmpOptions,
) -> Array:
    """Utility to every actor of a play of its bargains' outcomes, then of each play's status quo: means over all positions.

    The order of the sum (initiator, receiver, the others) is the original's: it decides ties in the last bit.
    """
    plays, n = positions.shape[:2]
    b, m = proposed.play, len(proposed.play)
    origin = positions if options.ktab_compat else ideals
    present = utility(distance, np.diagonal(believed, axis1=1, axis2=2)[..., None])
    ends = np.stack([proposed.initiator_to, proposed.receiver_to], axis=1)
    value = utility(distances(party.salience[b], origin[b], ends), risk[b][..., None])
    of = np.append(b, np.arange(plays))
    stays = np.ones((m + plays, n))
    stays[np.arange(m), proposed.initiator] = 0.0
    stays[np.arange(m), proposed.receiver] = 0.0
    total = np.zeros((m + plays, n))
    total[:m] = value[..., 0] + value[..., 1]
    for other in range(n):
        total += present[of, :, other] * stays[:, other, None]
    result: Array = total.T / n
    return result


def choose(
    utilities: Array, queued: list[list[int]], party: Party, options: SmpOptions, draws: Array | None
) -> tuple[Index, Array]:
    """D10: number of the bargain each actor takes (-1: status quo) and its chance in that actor's election, (plays, n) each.

    Stochastic transitions take one number a turn for every actor, `draws` (plays, n), so a path does not depend on who has how many
    bargains; None takes the likeliest, the first of equals.
    """
    plays, n = party.capability.shape
    none = utilities.shape[1] - plays
    chosen = np.full(plays * n, -1, dtype=np.intp)
    odds = np.ones(plays * n)
    by_length: defaultdict[int, list[int]] = defaultdict(list)
    for actor, queue in enumerate(queued):
        if len(queue) > 1:
            by_length[len(queue)].append(actor)
    for length in sorted(by_length):
        actors = np.array(by_length[length])
        numbers = np.array([queued[a] for a in by_length[length]])
        chances = elect(utilities[:, numbers], party.capability[actors // n].T, options)
        if draws is None:
            best = chances.argmax(axis=-1)
        else:
            reached = chances.cumsum(axis=-1) < draws.reshape(-1)[actors, None]
            best = np.minimum(reached.sum(axis=-1), length - 1)
        rows = np.arange(len(actors))
        taken = numbers[rows, best]
        chosen[actors] = np.where(taken >= none, -1, taken)
        odds[actors] = chances[rows, best]
    return chosen.reshape(plays, n), odds.reshape(plays, n)


def moved(positions: Array, proposed: Bargains, chosen: Index) -> Array:
    """D11: all actors go at once to what their chosen bargain has for them."""
    result = positions.copy()
    play, actor = np.nonzero(chosen >= 0)
    number = chosen[play, actor]
    mine = (proposed.initiator[number] == actor)[:, None]
    result[play, actor] = np.where(mine, proposed.initiator_to[number], proposed.receiver_to[number])
    return result


def follow(ideals: Array, positions: Array, accommodation: float | tuple[tuple[float, ...], ...]) -> Array:
    """Ideal points after the turn: accommodated positions, and the old ideal with what is left of the weight."""
    if isinstance(accommodation, int | float):
        if accommodation == 1:
            return positions
        return accommodation * positions + (1.0 - accommodation) * ideals
    rates = np.array(accommodation, dtype=np.float64)
    left = np.maximum(0.0, 1.0 - rates.sum(axis=-1, keepdims=True))
    result: Array = rates @ positions + left * ideals
    return result
