"""The end of a turn in the Spatial Model of Politics: every actor chooses among the bargains it takes part in (D10, D11)."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from dragoman.simulate.question import Array
from dragoman.simulate.smp_options import SmpOptions
from dragoman.simulate.smp_steps import Bargains, Index, Party, distances, utility
from dragoman.simulate.smp_votes import elect


def queues(n: int, proposed: Bargains) -> list[list[int]]:
    """Bargains each actor takes part in, as numbers of `proposed`; -1, the status quo, stands first."""
    found: list[list[int]] = [[-1] for _ in range(n)]
    for number, (i, j) in enumerate(zip(proposed.initiator.tolist(), proposed.receiver.tolist(), strict=True)):
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
    """Utility to every actor of every bargain's outcome and, last column, of the status quo: the mean over all positions.

    The order of the sum (initiator, receiver, the others) is the original's: it decides ties in the last bit.
    """
    n, m = len(positions), len(proposed.initiator)
    origin = positions if options.ktab_compat else ideals
    present = utility(distance, np.diagonal(believed)[:, None])
    to_i = utility(distances(party.salience, origin, proposed.initiator_to), risk[:, None])
    to_j = utility(distances(party.salience, origin, proposed.receiver_to), risk[:, None])
    stays = np.ones((n, m + 1))
    stays[proposed.initiator, np.arange(m)] = 0.0
    stays[proposed.receiver, np.arange(m)] = 0.0
    total = np.zeros((n, m + 1))
    total[:, :m] = to_i + to_j
    for other in range(n):
        total += present[:, other, None] * stays[other]
    return total / n


def choose(
    utilities: Array, queued: list[list[int]], party: Party, options: SmpOptions, rng: np.random.Generator
) -> tuple[Index, Array]:
    """D10: number of the bargain each actor takes (-1: status quo) and its chance in that actor's election.

    Stochastic transitions take one number a turn for every actor, so a path does not depend on who has how many bargains.
    """
    n = len(queued)
    chosen = np.full(n, -1, dtype=np.intp)
    odds = np.ones(n)
    draws = rng.random(n) if options.transitions == "stochastic" else None
    by_length: defaultdict[int, list[int]] = defaultdict(list)
    for actor, queue in enumerate(queued):
        if len(queue) > 1:
            by_length[len(queue)].append(actor)
    for length in sorted(by_length):
        actors = np.array(by_length[length])
        numbers = np.array([queued[a] for a in by_length[length]])
        chances = elect(utilities[:, numbers], party.capability, options)
        if draws is None:
            best = chances.argmax(axis=-1)
        else:
            reached = chances.cumsum(axis=-1) < draws[actors, None]
            best = np.minimum(reached.sum(axis=-1), length - 1)
        rows = np.arange(len(actors))
        chosen[actors] = numbers[rows, best]
        odds[actors] = chances[rows, best]
    return chosen, odds


def moved(positions: Array, proposed: Bargains, chosen: Index) -> Array:
    """D11: all actors go at once to what their chosen bargain has for them."""
    result = positions.copy()
    for actor, number in enumerate(chosen.tolist()):
        if number >= 0:
            mine = proposed.initiator[number] == actor
            result[actor] = (proposed.initiator_to if mine else proposed.receiver_to)[number]
    return result


def follow(ideals: Array, positions: Array, accommodation: float | tuple[tuple[float, ...], ...]) -> Array:
    """Ideal points after the turn: accommodated positions, and the old ideal with what is left of the weight."""
    if isinstance(accommodation, int | float):
        if accommodation == 1:
            return positions
        return accommodation * positions + (1.0 - accommodation) * ideals
    rates = np.array(accommodation, dtype=np.float64)
    left = np.maximum(0.0, 1.0 - rates.sum(axis=1, keepdims=True))
    result: Array = rates @ positions + left * ideals
    return result
