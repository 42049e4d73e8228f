"""Structural balance: toys by hand, two exact searches against each other, and what must not matter."""

import doctest
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import PlayError
from dragoman.simulate import balance_cut
from dragoman.simulate.balance import (
    balance,
    explain,
    local_balance,
    pulls_of,
    sign_null,
    strained,
    triangle_balance,
    walk_balance,
)
from dragoman.simulate.question import Array


def graph(names: str, *ties: tuple[str, str, float]) -> Array:
    matrix = np.zeros((len(names), len(names)))
    for a, b, weight in ties:
        matrix[names.index(a), names.index(b)] = matrix[names.index(b), names.index(a)] = weight
    return matrix


def complete(size: int, weight: float = 1.0) -> Array:
    return weight * (np.ones((size, size)) - np.eye(size))


def random_graph(seed: int, size: int, *, share: float = 0.5, whole: bool = True) -> Array:
    rng = np.random.default_rng(seed)
    signs = np.triu((rng.random((size, size)) < share) * rng.choice([-1.0, 1.0], (size, size)), 1)
    if not whole:
        signs *= rng.uniform(0.1, 3, (size, size))
    return signs + signs.T


# Four players: A and B against C and D but for A's friend C.
SQUARE = graph("ABCD", ("A", "B", 1), ("C", "D", 1), ("A", "C", 1), ("A", "D", -1), ("B", "C", -1), ("B", "D", -1))
TOYS = [
    # all friends
    (complete(3), 1.0, 0.0, 1.0),
    (complete(6), 1.0, 0.0, 1.0),
    # one foe in a triangle, all foes
    (graph("ABC", ("A", "B", 1), ("B", "C", 1), ("A", "C", -1)), 0.0, 1.0, 1 - 2 / 3),
    (complete(3, -1), 0.0, 1.0, 1 - 2 / 3),
    # the enemy of my enemy
    (graph("ABC", ("A", "B", -1), ("B", "C", -1), ("A", "C", 1)), 1.0, 0.0, 1.0),
    # all foes: the best camps are two and two, with one tie against in each
    (complete(4, -1), 0.0, 2.0, 1 - 4 / 6),
    (complete(5, -1), 0.0, 4.0, 1 - 8 / 10),
    # ABC and ACD are unbalanced, ABD and BCD are not
    (SQUARE, 0.5, 1.0, 1 - 2 / 6),
    # a round of four with one foe: no triangle
    (graph("ABCD", ("A", "B", 1), ("B", "C", 1), ("C", "D", 1), ("A", "D", -1)), None, 1.0, 0.5),
    # weights: the weakest tie goes
    (graph("ABC", ("A", "B", 2), ("B", "C", 0.25), ("A", "C", -1)), 0.0, 0.25, 1 - 0.5 / 3.25),
    # two parts and one alone
    (np.kron(np.eye(2), complete(3, -1)), 0.0, 2.0, 1 - 4 / 6),
    (np.zeros((3, 3)), None, 0.0, 1.0),
    (np.zeros((1, 1)), None, 0.0, 1.0),
]


@pytest.mark.parametrize(("weights", "triangle", "least", "index"), TOYS)
def test_toys(weights: Array, triangle: float | None, least: float, index: float) -> None:
    result = balance([f"p{i}" for i in range(len(weights))], weights)
    assert result.triangle == (None if triangle is None else pytest.approx(triangle, abs=1e-12))
    assert (result.frustration.low, result.frustration.high) == pytest.approx((least, least))
    assert result.frustration.exact
    assert result.frustration.index == pytest.approx(index)
    assert (result.walk == pytest.approx(1.0)) == (least == 0)


def test_walks_of_a_triangle_by_hand() -> None:
    # Eigenvalues of the signs: -2, 1, 1 for an unbalanced triangle; 2, -1, -1 for a balanced one.
    expected = (np.exp(-2) + 2 * np.e) / (np.exp(2) + 2 * np.exp(-1))
    assert walk_balance(complete(3, -1)) == pytest.approx(expected)
    assert local_balance(complete(3, -1)) == pytest.approx([expected] * 3)


def test_walks_of_a_large_graph_do_not_overflow() -> None:
    assert walk_balance(complete(60, 100.0)) == pytest.approx(1.0)


def test_camps_ties_and_pulls_of_the_square() -> None:
    result = balance("ABCD", SQUARE)
    assert result.frustration.camps == (("A", "B"), ("C", "D"))
    assert result.frustration.ties == (("A", "C"),)
    assert [(t.players, t.balanced) for t in result.triangles] == [
        (("A", "B", "C"), False),
        (("A", "B", "D"), True),
        (("A", "C", "D"), False),
        (("B", "C", "D"), True),
    ]
    pulls = {p.players: (p.weight, p.pull, p.common) for p in result.pulls}
    assert pulls["A", "C"] == (1, -1, 2)  # B: +1 x -1, D: -1 x +1
    assert pulls["B", "D"] == (-1, -1, 2)  # A: +1 x -1, C: -1 x +1
    assert pulls["A", "B"] == (1, 0, 2)  # C: +1 x -1, D: -1 x -1
    assert [p.players for p in strained(result)] == [("A", "C")]
    assert explain(result) == (
        "Camps: A, B against C, D.",
        "The tie of A and C opposes the camps.",
        "A and C are friends; their 2 common neighbours pull them to be foes (-1.00).",
    )
    assert len(explain(result, lines=2)) == 2


def test_a_pair_without_common_neighbours_has_no_pull() -> None:
    path = graph("ABC", ("A", "B", 1), ("B", "C", -1))
    assert np.isnan(pulls_of(path)[0, 1])
    assert [(p.players, p.pull) for p in balance("ABC", path).pulls] == [(("A", "C"), -1)]


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_the_programme_finds_what_trying_all_finds(seed: int, whole: bool) -> None:
    weights = random_graph(seed, 11, whole=whole)
    tried = balance_cut._try_all(weights)
    brute = min(balance_cut.frustration_of(weights, np.array((1, *rest))) for rest in product((1, -1), repeat=10))
    assert tried.high == pytest.approx(brute)
    sides, bound = balance_cut._program(weights, 5000)
    assert sides is not None
    assert balance_cut.frustration_of(weights, sides) == pytest.approx(brute)
    assert bound == pytest.approx(brute)
    assert balance_cut._bound(weights) <= brute + 1e-9
    assert balance_cut.frustration_of(weights, balance_cut._flip(weights, 0)) >= brute - 1e-9


def test_exact_beyond_trying_all() -> None:
    # Two camps of 12 and 13 with three ties turned: at most three against, and here exactly three.
    side = np.array([1] * 12 + [-1] * 13)
    weights = np.abs(random_graph(3, 25, share=0.4)) * np.outer(side, side)
    turned = [(i, j) for i, j in zip(*np.nonzero(np.triu(weights)), strict=True)][::40][:3]
    for i, j in turned:
        weights[i, j] = weights[j, i] = -weights[i, j]
    cut = balance_cut.least_cut(weights)
    assert (cut.low, cut.high, cut.exact) == (3, 3, True)


def test_bounded_for_many_players() -> None:
    weights = random_graph(1, 120, share=0.2)
    first, again = balance_cut.least_cut(weights), balance_cut.least_cut(weights)
    assert not first.exact
    assert 0 < first.low < first.high < np.count_nonzero(np.triu(weights)) / 2
    assert first.high == balance_cut.frustration_of(weights, first.sides)
    assert (first.sides == again.sides).all()


def test_signs_against_shuffled_signs() -> None:
    side = np.array([1] * 5 + [-1] * 5)
    weights = complete(10) * np.outer(side, side)
    mean, deviation, chance = sign_null(weights, triangle_balance, draws=99, seed=4)
    assert 0.4 < mean < 0.65
    assert deviation > 0
    assert chance == pytest.approx(0.01)
    assert sign_null(weights, triangle_balance, draws=99, seed=4) == (mean, deviation, chance)
    # All friends: shuffling changes nothing.
    assert sign_null(complete(4), walk_balance, draws=9)[2] == 1
    with pytest.raises(PlayError, match="no value"):
        sign_null(np.zeros((3, 3)), triangle_balance)


@pytest.mark.parametrize(
    ("players", "weights", "words"),
    [
        ("AB", np.zeros((3, 3)), r"square matrix.*\(3, 3\)"),
        ("AA", np.zeros((2, 2)), "same name, 'A'"),
        ("AB", np.array([[0, 1], [-1, 0]]), "'A' and 'B' is 1 one way and -1 the other"),
        ("AB", np.array([[0, 1], [1, 2]]), "'B' has a tie to itself"),
        ("AB", np.array([[0, np.nan], [np.nan, 0]]), "not a number"),
    ],
)
def test_a_bad_graph_is_refused(players: str, weights: Array, words: str) -> None:
    with pytest.raises(PlayError, match=words):
        balance(players, weights)


# What must not matter.


@given(seed=st.integers(0, 10**6), size=st.integers(2, 8), whole=st.booleans(), data=st.data())
@settings(max_examples=30, deadline=None)
def test_order_and_switching_do_not_matter(seed: int, size: int, whole: bool, data: st.DataObject) -> None:
    weights = random_graph(seed, size, whole=whole)
    names = [f"p{i}" for i in range(size)]
    before = balance(names, weights)
    order = data.draw(st.permutations(range(size)))
    # One who changes all friends into foes and all foes into friends leaves every cycle's sign as it was.
    turn = np.array(data.draw(st.lists(st.sampled_from([1, -1]), min_size=size, max_size=size)))
    after = balance([names[i] for i in order], (weights * np.outer(turn, turn))[np.ix_(order, order)])
    assert after.triangle == (None if before.triangle is None else pytest.approx(before.triangle))
    assert after.walk == pytest.approx(before.walk)
    assert after.frustration.high == pytest.approx(before.frustration.high)
    assert after.frustration.index == pytest.approx(before.frustration.index)
    for name in names:
        assert after.local[name] == pytest.approx(before.local[name])


@given(seed=st.integers(0, 10**6), size=st.integers(2, 8))
@settings(max_examples=30, deadline=None)
def test_two_camps_are_balanced_and_only_they(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    side = rng.choice([-1.0, 1.0], size)
    weights = np.abs(random_graph(seed, size)) * np.outer(side, side)
    result = balance([f"p{i}" for i in range(size)], weights)
    assert result.frustration.high == 0
    assert result.walk == pytest.approx(1)
    assert result.triangle in (None, pytest.approx(1))
    assert not strained(result)


@given(seed=st.integers(0, 10**6), size=st.integers(3, 8))
@settings(max_examples=30, deadline=None)
def test_frustration_removed_leaves_balance(seed: int, size: int) -> None:
    weights = random_graph(seed, size)
    names = [f"p{i}" for i in range(size)]
    frustration = balance(names, weights).frustration
    assert len(frustration.ties) == frustration.high
    for a, b in frustration.ties:
        weights[names.index(a), names.index(b)] = weights[names.index(b), names.index(a)] = 0
    assert walk_balance(weights) == pytest.approx(1)
    assert 0 <= frustration.high <= np.count_nonzero(np.triu(weights)) + len(frustration.ties)


def test_the_textbook_page_runs() -> None:
    page = Path(__file__).parents[1] / "docs/textbook/balance.md"
    assert doctest.testfile(str(page), module_relative=False).failed == 0
