"""The frustration of a signed graph: the least weight of ties against any division into two camps.

Exact by trying all divisions up to 16 players, by integer programming (the "XOR" form of Aref and Wilson 2019, with a
constraint for each unbalanced triangle) up to `EXACT_TIES` ties, and bounded from both sides beyond. No clock limits the search,
only a number of nodes, so the answer does not depend on the machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from dragoman.simulate.question import Array

Sides = NDArray[np.int64]

TRY_ALL = 16  # players up to whom every division in two camps is tried: 32,768
EXACT_TIES = 250
RESTARTS = 50  # descents from random divisions, beyond that


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A division `sides` (+1 or -1 a player) of frustration `high`, and the bound `low` below which none lies."""

    sides: Sides
    low: float
    high: float
    exact: bool


def least_cut(weights: Array, *, nodes: int = 5_000, seed: int = 0) -> Cut:
    """The best division, component by component. Among equals any one may come, but always the same.

    >>> least_cut(np.array([[0.0, -1.0, -1.0], [-1.0, 0.0, -1.0], [-1.0, -1.0, 0.0]])).high
    1.0
    """
    n = len(weights)
    sides = np.ones(n, dtype=np.int64)
    low = high = 0.0
    exact = True
    count, label = connected_components(coo_array(weights != 0), directed=False)
    for component in range(count):
        members = np.flatnonzero(label == component)
        part = _part(weights[np.ix_(members, members)], nodes=nodes, seed=seed)
        sides[members] = part.sides
        low, high, exact = low + part.low, high + part.high, exact and part.exact
    return Cut(sides, high if exact else low, high, exact)


def frustration_of(weights: Array, sides: Sides) -> float:
    """The weight of the ties against the division `sides`: foes within a camp, friends across."""
    return float(np.maximum(-np.triu(weights) * np.outer(sides, sides), 0.0).sum())


def _part(weights: Array, *, nodes: int, seed: int) -> Cut:
    n = len(weights)
    whole = bool((weights == np.round(weights)).all())
    if n <= TRY_ALL:
        return _try_all(weights)
    sides = _flip(weights, seed)
    high = frustration_of(weights, sides)
    low = _bound(weights)
    if whole:
        low = float(np.ceil(low - 1e-9))
    if low < high and np.count_nonzero(np.triu(weights)) <= EXACT_TIES:
        found, bound = _program(weights, nodes)
        if found is not None and frustration_of(weights, found) < high:
            sides, high = found, frustration_of(weights, found)
        low = max(low, float(np.ceil(bound - 1e-6)) if whole else bound)
    slack = 1e-6 * max(1.0, high)
    return Cut(sides, min(low, high), high, bool(high - low <= slack))


def _try_all(weights: Array) -> Cut:
    n = len(weights)
    # The first player's side is fixed: a division and its mirror image are the same.
    codes = np.arange(2 ** max(n - 1, 0))
    signs = np.ones((len(codes), n))
    for place in range(1, n):
        signs[:, place] = 1 - 2 * ((codes >> (place - 1)) & 1)
    agreement = np.einsum("ci,ci->c", signs @ weights, signs) / 2
    total = float(np.abs(np.triu(weights)).sum())
    frustration = (total - agreement) / 2
    best = signs[int(np.argmax(frustration <= frustration.min() + 1e-9 * max(1.0, total)))].astype(np.int64)
    exact = frustration_of(weights, best)
    return Cut(best, exact, exact, exact=True)


def _flip(weights: Array, seed: int) -> Sides:
    """The best of `RESTARTS` descents, each from a random division: while a player has more ties against than for it, it flips."""
    best, least = np.ones(len(weights), dtype=np.int64), np.inf
    for child in np.random.SeedSequence(seed).spawn(RESTARTS):
        sides = np.random.default_rng(child).choice(np.array([-1, 1]), len(weights))
        ease = sides * (weights @ sides)
        while ease.min() < -1e-12:
            player = int(ease.argmin())
            ease -= 2 * weights[player] * sides[player] * sides
            ease[player] = -ease[player]
            sides[player] = -sides[player]
        value = frustration_of(weights, sides)
        if value < least - 1e-12:
            best, least = sides.copy(), value
    return best


def _bound(weights: Array) -> float:
    """A lower bound: unbalanced triangles without a common tie each cost their weakest tie; and n lambda/4 for the least
    eigenvalue of the signed Laplacian, since x'Lx is four times the frustration of a division x."""
    laplacian = np.diag(np.abs(weights).sum(-1)) - weights
    spectral = len(weights) * float(eigh(laplacian, eigvals_only=True, subset_by_index=[0, 0])[0]) / 4
    left = np.abs(weights)
    packed = 0.0
    for i, j, k in _unbalanced(weights):
        cost = min(left[i, j], left[j, k], left[i, k])
        if cost > 0:
            packed += cost
            for a, b in ((i, j), (j, k), (i, k)):
                left[a, b] -= cost
                left[b, a] -= cost
    return max(0.0, spectral, packed)


def _unbalanced(weights: Array) -> list[tuple[int, int, int]]:
    found = []
    for i, j in zip(*np.nonzero(np.triu(weights)), strict=True):
        for k in np.flatnonzero(weights[i] * weights[j] * weights[i, j] < 0):
            if k > j:
                found.append((int(i), int(j), int(k)))
    return found


def _program(weights: Array, nodes: int) -> tuple[Sides | None, float]:
    """0/1 programme: a side for each player, a 1 for each tie against the division. Gives the division and the proven bound."""
    n = len(weights)
    ties = [(int(i), int(j)) for i, j in zip(*np.nonzero(np.triu(weights)), strict=True)]
    place = {tie: n + number for number, tie in enumerate(ties)}
    rows: list[tuple[int, int, float]] = []
    floors: list[float] = []

    def demand(terms: list[tuple[int, float]], floor: float) -> None:
        rows.extend((len(floors), column, factor) for column, factor in terms)
        floors.append(floor)

    for tie in ties:
        i, j = tie
        if weights[tie] > 0:
            demand([(place[tie], 1), (i, -1), (j, 1)], 0)
            demand([(place[tie], 1), (i, 1), (j, -1)], 0)
        else:
            demand([(place[tie], 1), (i, -1), (j, -1)], -1)
            demand([(place[tie], 1), (i, 1), (j, 1)], 1)
    for i, j, k in _unbalanced(weights):
        demand([(place[i, j], 1), (place[j, k], 1), (place[i, k], 1)], 1)
    costs = np.concatenate([np.zeros(n), [abs(weights[tie]) for tie in ties]])
    row, column, factor = zip(*rows, strict=True)
    # The solver of SciPy 1.13 takes places of this size and no larger ones.
    places = (np.array(row, np.int32), np.array(column, np.int32))
    matrix = coo_array((np.array(factor, np.float64), places), shape=(len(floors), len(costs))).tocsr()
    upper = np.ones(len(costs))
    upper[int(np.abs(weights).sum(-1).argmax())] = 0  # mirror images are the same
    integral = np.concatenate([np.ones(n), np.zeros(len(ties))])
    answer = milp(
        costs,
        constraints=LinearConstraint(matrix, lb=np.array(floors)),
        integrality=integral,
        bounds=Bounds(np.zeros(len(costs)), upper),
        options={"node_limit": nodes, "mip_rel_gap": 0.0},
    )
    bound = answer.mip_dual_bound
    bound = float(bound) if bound is not None and np.isfinite(bound) else 0.0
    if answer.x is None:
        return None, bound
    return np.where(answer.x[:n] > 0.5, -1, 1).astype(np.int64), bound
