"""Parts of the Spatial Model of Politics by hand: votes, victories, elections, utilities, bargains."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.simulate.smp import SmpOptions
from dragoman.simulate.smp_steps import distances, interpolate, rounded, utility
from dragoman.simulate.smp_votes import coalitions, election, victory, vote


@pytest.mark.parametrize(
    ("rule", "gain", "expected"),
    [
        ("proportional", 0.5, 1.0),
        ("cubic", 0.5, 0.25),
        ("proportional-cubic", 0.5, 0.625),
        ("binary", 0.5, 2.0),
        ("binary", 5e-9, 1.0),
        ("proportional-binary", -0.5, -1.2),
        ("asymmetric", 0.6, 0.8),
        ("asymmetric", -0.6, -1.2),
    ],
)
def test_votes(rule: str, gain: float, expected: float) -> None:
    assert vote(np.array(2.0), np.array(gain), rule) == pytest.approx(expected)  # type: ignore[arg-type]


def test_utility_and_distance() -> None:
    assert utility(np.array([0.0, 0.5, 1.0, 1.5]), 1.0).tolist() == [1.0, 0.75, 0.0, -1.0]
    salience = np.array([[0.6, 0.3], [0.0, 0.0]])
    found = distances(salience, np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]]))
    np.testing.assert_allclose(found, [[np.sqrt(0.8), np.sqrt(0.2)], [np.sqrt(0.5), np.sqrt(0.5)]])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("linear", 0.75), ("square", 0.9), ("quartic", 81 / 82), ("octic", 6561 / 6562), ("binary", 1 / (1 + 1e-6))],
)
def test_victory(kind: str, expected: float) -> None:
    found = victory(np.array([[1.0, 3.0], [1.0, 1.0]]), kind)  # type: ignore[arg-type]
    assert found[0, 1] == pytest.approx(expected)
    assert found[0, 1] + found[1, 0] == pytest.approx(1)
    assert found.diagonal().tolist() == [0.5, 0.5]


def test_victory_by_binary_rule_is_linear_between() -> None:
    assert victory(np.array([[1.0, 1.05], [1.0, 1.0]]), "binary")[0, 1] == pytest.approx((1.05 / 2.05 * 2.1 - 1) / 0.1)


@pytest.mark.parametrize("kind", ["conditional", "markov-uniform", "markov-incentive"])
def test_elections_sum_to_one_and_favour_the_strong(kind: str) -> None:
    strength = coalitions(
        np.array([[1.0, 0.2, 0.5], [0.1, 1.0, 0.6], [0.2, 0.3, 1.0]]), np.array([5.0, 1.0, 1.0]), "proportional"
    )
    found = election(strength, kind=kind, by="linear")  # type: ignore[arg-type]
    assert found.sum() == pytest.approx(1)
    assert found.argmax() == 0


def test_election_of_very_many_options_stays_in_range() -> None:
    n = 400
    utility_of = 1 - np.abs(np.subtract.outer(np.linspace(0, 1, n), np.linspace(0, 1, n)))
    found = election(coalitions(utility_of, np.ones(n), "proportional"), kind="conditional", by="octic")
    assert found.sum() == pytest.approx(1)


def test_bargains_by_hand() -> None:
    positions, salience = np.array([[0.0], [1.0]]), np.array([[0.5], [0.5]])
    pair = (np.array([0]), np.array([1]), np.array([0.75]))
    w_i, w_j, m = 0.25 * 0.5625, 0.25 * 0.0625, 1e-6
    found = interpolate(positions, salience, *pair, SmpOptions(decimals=None))
    np.testing.assert_allclose([f[0, 0] for f in found], [w_j / (w_i + w_j + m), (w_j + m) / (w_i + w_j + m)])
    found = interpolate(positions, salience, *pair, SmpOptions(interpolation="s1p1"))
    assert [f[0, 0] for f in found] == [0.25, 0.25]
    found = interpolate(positions, salience, *pair, SmpOptions(interpolation="s2pmax"))
    np.testing.assert_allclose([f[0, 0] for f in found], [0, 1 - 0.125 / (0.125 + 1e-6 + 0.125)])
    assert rounded(np.array([0.12345]), 4).tolist() == [0.1235]
