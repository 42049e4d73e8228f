"""Structural balance of signed graphs: do friends share their enemies?

A graph is a symmetric matrix of signed weights, 0 where two players have nothing to do with each other, positive for friends,
negative for foes. It is balanced when its players fall into two camps, friends within and foes across (Cartwright and Harary
1956). Four measures of how near it is, and for each pair what the others pull it to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.linalg import eigh

from dragoman.errors import PlayError
from dragoman.simulate.balance_cut import Cut, least_cut
from dragoman.simulate.question import Array


@dataclass(frozen=True, slots=True)
class Triangle:
    """Three players who all have to do with each other. `strength` is the product of the three weights: balanced above 0."""

    players: tuple[str, str, str]
    strength: float

    @property
    def balanced(self) -> bool:
        """Whether the enemies of each enemy are friends: an even number of the three are foes."""
        return self.strength > 0


@dataclass(frozen=True, slots=True)
class Pull:
    """A pair and what its common neighbours pull it to.

    `weight` is the tie as it stands, 0 where there is none; `pull` in [-1, 1] is the sum over common neighbours of the product of
    both ties, over its sum in absolute values; `common` counts these neighbours. `strained` says that the tie opposes its pull: a
    friend with too few common friends is a candidate for a rift, a foe with many for a settlement.
    """

    players: tuple[str, str]
    weight: float
    pull: float
    common: int

    @property
    def strained(self) -> bool:
        """Whether the tie opposes its pull."""
        return self.weight * self.pull < 0


@dataclass(frozen=True, slots=True)
class Frustration:
    """The least weight of ties that must go or change sign for balance, and the camps that leave it.

    `low` and `high` bound it in units of the weights, equal where `exact`. `index` is the share 1 - 2 high/total, 1 for a balanced
    graph (a lower bound of it where not exact). `camps` reach `high`; the first camp has the first player.
    `ties` are those that oppose the camps.
    """

    low: float
    high: float
    exact: bool
    index: float
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    ties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """All measures of one graph. `triangle` and `walk` are 1 for a balanced graph; `triangle` None where there are none.

    `local` has each player's own walk balance; `triangles` all triangles, `pulls` all pairs with a common neighbour, each in
    the players' order.
    """

    players: tuple[str, ...]
    triangle: float | None
    walk: float
    local: dict[str, float]
    frustration: Frustration
    triangles: tuple[Triangle, ...]
    pulls: tuple[Pull, ...]


def balance(players: Sequence[str], weights: Array, *, nodes: int = 5_000, seed: int = 0) -> Balance:
    """Measures the graph of `weights` among `players`.

    `nodes` bounds the search for the exact frustration, `seed` starts the search for its upper bound. Raises PlayError for a
    matrix that is not square, symmetric and finite with an empty diagonal.

    >>> triad = np.array([[0, 1, 1], [1, 0, -1], [1, -1, 0]])
    >>> balance("abc", triad).triangle, balance("abc", triad).frustration.high
    (0.0, 1.0)
    """
    graph = _graph(players, weights)
    names = tuple(players)
    return Balance(
        players=names,
        triangle=triangle_balance(graph),
        walk=walk_balance(graph),
        local=dict(zip(names, (float(x) for x in local_balance(graph)), strict=True)),
        frustration=_frustration(names, graph, least_cut(graph, nodes=nodes, seed=seed)),
        triangles=_triangles(names, graph),
        pulls=_pulls(names, graph),
    )


def triangle_balance(weights: Array) -> float | None:
    """T = (tr A³ + tr |A|³) / (2 tr |A|³): the share of balanced triangles, by weight. None without triangles.

    With signs of weight 1 it is a share of counts: 0 none balanced, 1 all.
    """
    size = np.abs(weights)
    closed = np.einsum("ij,jk,ki->", size, size, size, optimize=True)
    if not closed > 0:
        return None
    return float((np.einsum("ij,jk,ki->", weights, weights, weights, optimize=True) + closed) / (2 * closed))


def walk_balance(weights: Array) -> float:
    """K = tr e^A / tr e^|A|, in (0, 1]: closed walks of all lengths, shorter ones count more (Estrada and Benzi 2014)."""
    signed, plain = eigh(weights, eigvals_only=True), eigh(np.abs(weights), eigvals_only=True)
    # Both sums are divided by e^top, so that a graph of many ties does not overflow.
    top = float(plain.max(initial=0.0))
    return float(np.exp(signed - top).sum() / np.exp(plain - top).sum())


def local_balance(weights: Array) -> Array:
    """K_i = (e^A)_ii / (e^|A|)_ii of each player, in (0, 1]."""

    def diagonal(matrix: Array, top: float) -> Array:
        values, vectors = eigh(matrix)
        share: Array = (vectors**2 * np.exp(values - top)).sum(-1)
        return share

    top = float(eigh(np.abs(weights), eigvals_only=True).max(initial=0.0))
    return diagonal(weights, top) / diagonal(np.abs(weights), top)


def pulls_of(weights: Array) -> Array:
    """p_ij = sum_k a_ik a_kj / sum_k |a_ik a_kj| in [-1, 1]; NaN where i and j have no common neighbour."""
    size = np.abs(weights)
    common = size @ size
    np.fill_diagonal(common, 0.0)
    pull: Array = np.divide(weights @ weights, common, out=np.full(common.shape, np.nan), where=common > 0)
    return pull


def sign_null(
    weights: Array, measure: Callable[[Array], float | None], *, draws: int = 500, seed: int = 0
) -> tuple[float, float, float]:
    """How the `measure` stands among graphs with the same ties and sizes but shuffled signs.

    Gives its mean and standard deviation under shuffling, and the share of shuffled graphs at least as high as the real one
    (counting the real one, so never 0). Each draw has its own seed. Draws where the measure is None are left out; raises
    PlayError where all are.
    """
    real = measure(weights)
    rows, columns = np.nonzero(np.triu(weights))
    signs, sizes = np.sign(weights[rows, columns]), np.abs(weights[rows, columns])
    values: list[float] = []
    for child in np.random.SeedSequence(seed).spawn(draws):
        shuffled = np.zeros_like(weights)
        shuffled[rows, columns] = np.random.default_rng(child).permutation(signs) * sizes
        value = measure(shuffled + shuffled.T)
        if value is not None:
            values.append(value)
    if real is None or not values:
        raise PlayError(f"The measure has no value on a graph of {len(rows)} ties; a null needs one.")
    # 1e-12: sums in another order must not make an equal graph smaller.
    higher = sum(value >= real - 1e-12 for value in values)
    return float(np.mean(values)), float(np.std(values)), (1 + higher) / (1 + len(values))


def strained(result: Balance) -> tuple[Pull, ...]:
    """The ties that oppose their pull, the strongest pull first."""
    found = [pull for pull in result.pulls if pull.strained]
    return tuple(sorted(found, key=lambda pull: -round(abs(pull.pull), 12)))


def explain(result: Balance, *, lines: int = 20) -> tuple[str, ...]:
    """The state of balance in words: camps, ties against them, and strained pairs; at most `lines`."""
    told: list[str] = []
    first, second = result.frustration.camps
    if second:
        told.append(f"Camps: {', '.join(first)} against {', '.join(second)}.")
    for a, b in result.frustration.ties:
        told.append(f"The tie of {a} and {b} opposes the camps.")
    for pull in strained(result):
        a, b = pull.players
        tie, wanted = ("friends", "foes") if pull.weight > 0 else ("foes", "friends")
        told.append(
            f"{a} and {b} are {tie}; their {pull.common} common neighbours pull them to be {wanted} ({pull.pull:+.2f})."
        )
    return tuple(told[:lines])


def _frustration(names: tuple[str, ...], graph: Array, cut: Cut) -> Frustration:
    total = float(np.abs(np.triu(graph)).sum())
    sides = cut.sides * (cut.sides[0] if len(cut.sides) else 1)
    camps = (
        tuple(name for name, side in zip(names, sides, strict=True) if side > 0),
        tuple(name for name, side in zip(names, sides, strict=True) if side < 0),
    )
    against = tuple(
        (names[i], names[j]) for i, j in combinations(range(len(names)), 2) if graph[i, j] * sides[i] * sides[j] < 0
    )
    index = 1.0 - 2 * cut.high / total if total > 0 else 1.0
    return Frustration(low=cut.low, high=cut.high, exact=cut.exact, index=index, camps=camps, ties=against)


def _triangles(names: tuple[str, ...], graph: Array) -> tuple[Triangle, ...]:
    found = []
    for i, j in zip(*np.nonzero(np.triu(graph)), strict=True):
        for k in np.nonzero((graph[i] != 0) & (graph[j] != 0))[0]:
            if k > j:
                found.append(Triangle((names[i], names[j], names[k]), float(graph[i, j] * graph[j, k] * graph[i, k])))
    return tuple(found)


def _pulls(names: tuple[str, ...], graph: Array) -> tuple[Pull, ...]:
    pulls = pulls_of(graph)
    ties = (graph != 0).astype(np.int64)
    common = ties @ ties
    return tuple(
        Pull((names[i], names[j]), float(graph[i, j]), float(pulls[i, j]), int(common[i, j]))
        for i, j in combinations(range(len(names)), 2)
        if common[i, j]
    )


def _graph(players: Sequence[str], weights: Array) -> Array:
    graph = np.array(weights, dtype=np.float64)
    if graph.shape != (len(players), len(players)):
        raise PlayError(f"{len(players)} players need a square matrix of their ties; this one is {graph.shape}.")
    twice = next((name for n, name in enumerate(players) if name in players[:n]), None)
    if twice is not None:
        raise PlayError(f"Two players of the graph have the same name, {twice!r}; give each its own.")
    unknown = np.argwhere(~np.isfinite(graph))
    if len(unknown):
        i, j = (int(x) for x in unknown[0])
        raise PlayError(
            f"The tie of {players[i]!r} and {players[j]!r} is {graph[i, j]:g}, which is not a number; "
            "give 0 where two players have nothing to do with each other."
        )
    apart = np.argwhere(graph != graph.T)
    if len(apart):
        i, j = (int(x) for x in apart[0])
        raise PlayError(
            f"The tie of {players[i]!r} and {players[j]!r} is {graph[i, j]:g} one way and {graph[j, i]:g} the other; make it one."
        )
    if np.diagonal(graph).any():
        where = int(np.flatnonzero(np.diagonal(graph))[0])
        raise PlayError(f"{players[where]!r} has a tie to itself ({graph[where, where]:g}); give 0 there.")
    return graph
