"""Averages, Nash bargaining and the Condorcet election: against worked numbers, KTAB's election, and what must not matter."""

import doctest
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulate_examples import EC

from dragoman.errors import PlayError
from dragoman.simulate.aggregates import (
    AggregateOptions,
    ElectionOptions,
    NashOptions,
    election,
    nash_bargain,
    play,
    weighted_mean,
    weighted_median,
)
from dragoman.simulate.question import Player, Question

VECTORS = Path(__file__).parents[2] / "shared/data/bargaining/test_vectors.json"


def question(*players: tuple[float, float, float], **more: float) -> Question:
    return Question("q", "Q", tuple(Player(f"p{i}", f"P{i}", *row) for i, row in enumerate(players)), **more)


@pytest.mark.parametrize(
    ("kind", "weights", "value"),
    [
        ("mean", "capability-salience", 5.003 / 0.677),
        ("mean", "capability", 7.55 / 1.01),
        ("mean", "salience", 40.6 / 6.1),
        ("mean", "plain", 6.7),
        ("median", "capability-salience", 7.0),
        ("median", "plain", 7.0),
    ],
)
def test_averages_of_the_emission_example(kind: str, weights: str, value: float) -> None:
    outcome = play(EC, AggregateOptions(kind=kind, weights=weights))  # type: ignore[arg-type]
    assert outcome.value == pytest.approx(value, abs=1e-12)
    assert outcome.ended == "closed form"


def test_the_headline_is_the_weighted_mean_and_says_who_pulls() -> None:
    outcome = play(EC)
    assert outcome.model == "cs-mean"
    assert outcome.lines[0] == "Without DE at 4 with weight 0.128: 8.18 instead of 7.39."


def test_the_aggregates_equal_the_reference_program() -> None:
    if not VECTORS.exists():
        pytest.skip("the shared vectors are not here")
    known = json.loads(VECTORS.read_text(encoding="utf-8"))
    for name, options in {
        "cs_mean": AggregateOptions(),
        "c_mean": AggregateOptions(weights="capability"),
        "s_mean": AggregateOptions(weights="salience"),
        "mean": AggregateOptions(weights="plain"),
        "cs_median": AggregateOptions(kind="median"),
    }.items():
        assert play(EC, options).value == pytest.approx(known["aggregates"][name], abs=1e-12)
    assert election(EC).chances == pytest.approx(known["ktab_ec94"]["PCE0"], abs=1e-9)


@pytest.mark.parametrize(
    ("positions", "weights", "median"),
    [
        ([0, 10], [1, 1], 0),  # a tie goes to the lower
        ([0, 10], [1, 1.001], 10),
        ([10, 0, 5], [0.3, 0.3, 0.4], 5),
        ([0, 1, 2, 3], [0.1, 0.2, 0.3, 0.6], 2),  # 0.1 + 0.2 + 0.3 is just above 0.6 in floats
        ([0, 1, 2], [0.1, 0.2, 0.3], 1),  # 0.1 + 0.2 against half of 0.6: equal, whatever the last bit
        ([3], [2], 3),
    ],
)
def test_the_lower_weighted_median(positions: list[float], weights: list[float], median: float) -> None:
    assert weighted_median(np.array(positions, dtype=float), np.array(weights)) == median


def test_draws_give_the_same_as_one_by_one() -> None:
    rng = np.random.default_rng(5)
    positions, weights = rng.random((40, 6)), rng.random((40, 6))
    for average in (weighted_mean, weighted_median):
        together = average(positions, weights)
        assert together == pytest.approx(
            [float(average(x, w)) for x, w in zip(positions, weights, strict=True)], abs=1e-15
        )
    options = NashOptions()
    together = nash_bargain(positions, weights, 0, 1, 0.4, options)
    assert together.tolist() == [
        float(nash_bargain(x, w, 0, 1, 0.4, options)) for x, w in zip(positions, weights, strict=True)
    ]


def test_nash_splits_the_gain_of_two_by_their_weights() -> None:
    # From 0 both want up, to 60 and 100. Gains up to 60 grow with x for both; beyond, P0 loses what P1 gains: x in [60, 100] has
    # the gains 120 - x and x, and log(120 - x) + w log x is highest at x = 120 w / (1 + w).
    two = question((60, 1, 1), (100, 1, 3), reference=0)
    assert play(two, NashOptions()).value == pytest.approx(90, abs=0.125)


@pytest.mark.parametrize("floor", [1e-300, 1e-6, 1e-3])
def test_the_floor_takes_the_veto_from_one_at_the_reference_point(floor: float) -> None:
    # P0 loses at every x but 0, where nobody gains: floored, it drops out, and the others settle where x (180 - x) is highest.
    outcome = play(question((0, 1, 1), (100, 1, 1), (90, 1, 1), reference=0), NashOptions(floor=floor))
    assert outcome.value == 90
    assert outcome.lines == (
        "P0 at 0 loses against the reference point 0: the bargain holds only because gains are floored.",
    )


def test_a_breakdown_bad_for_all_leads_to_the_mean_or_the_median() -> None:
    mean = play(EC, NashOptions(failure=1e4, loss="quadratic", steps=6000)).value
    assert mean == pytest.approx(play(EC).value, abs=0.001)
    assert play(EC, NashOptions(failure=1e4, steps=6000)).value == pytest.approx(7.0, abs=0.001)


def test_the_election_of_two_by_hand() -> None:
    # 3 voters' weight for 100, 1 for 0: 100 wins with 3/4, its chance is 3/4 x 1/2 against 1/4 x 1/2.
    outcome = play(question((0, 1, 1), (100, 1, 3)), ElectionOptions())
    assert outcome.value == pytest.approx(75, abs=1e-6)
    assert outcome.lines[0] == "Position 100 wins with chance 0.750."


@pytest.mark.parametrize(
    ("bad", "options", "words"),
    [
        (question(), AggregateOptions(), "Nobody has any weight"),
        (question((1, 0, 1)), AggregateOptions(), "Nobody has any weight"),
        (question((1, 1, -1)), AggregateOptions(), "has weight -1"),
        (question((1, 1, float("nan"))), AggregateOptions(), "has weight nan"),
        (question((float("nan"), 1, 1)), AggregateOptions(), "not a number"),
        (question((float("inf"), 1, 1)), ElectionOptions(), "not a number"),
        (EC, NashOptions(), "no reference point"),
        (question((1, 1, float("inf"))), AggregateOptions(), "has weight inf"),
        (replace(EC, reference=4.0), NashOptions(floor=0), "floor > 0"),
        (replace(EC, reference=4.0), NashOptions(steps=0), "steps >= 1"),
        (EC, NashOptions(failure=0.5), "failure > 1"),
        (replace(EC, high=4.0), ElectionOptions(), "give low < high"),
        (EC, AggregateOptions(weights="power"), "No weights 'power'"),  # type: ignore[arg-type]
        (EC, AggregateOptions(kind="mode"), "No average 'mode'"),  # type: ignore[arg-type]
    ],
)
def test_what_can_not_be_played_is_refused(bad: Question, options: AggregateOptions, words: str) -> None:
    with pytest.raises(PlayError, match=words):
        play(bad, options)


# What must not matter. Positions and weights are multiples of a small step, so that ties do occur.
rows = st.lists(
    st.tuples(
        st.integers(0, 20).map(lambda x: 5.0 * x),
        st.integers(1, 10).map(lambda s: s / 10),
        st.integers(1, 12).map(float),
    ),
    min_size=2,
    max_size=7,
)
ALL = {
    "mean": AggregateOptions(),
    "median": AggregateOptions(kind="median"),
    "nash": NashOptions(failure=2.0, loss="quadratic"),
    "nash from a reference point": NashOptions(),
    "election": ElectionOptions(weights="capability-salience"),
    "election of positions": ElectionOptions(weights="capability-salience", options="positions"),
}
STRICT = ["mean", "median", "nash", "nash from a reference point", "election", "election of positions"]


def values(players: list[tuple[float, float, float]], name: str, *, reference: float = 35.0) -> float:
    return play(question(*players, reference=reference), ALL[name]).value


@pytest.mark.parametrize("name", STRICT)
@given(players=rows, factor=st.sampled_from([7.0, 1e-3, 1e4]), data=st.data())
@settings(max_examples=25, deadline=None)
def test_order_and_unit_of_capability_do_not_matter(
    name: str, players: list[tuple[float, float, float]], factor: float, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(players))
    scaled = [(x, s, c * factor) for x, s, c in shuffled]
    assert values(scaled, name) == pytest.approx(values(players, name), abs=1e-6)


@pytest.mark.parametrize("name", ["mean", "median", "nash", "nash from a reference point", "election of positions"])
@given(players=rows)
@settings(max_examples=25, deadline=None)
def test_splitting_a_player_does_not_matter(name: str, players: list[tuple[float, float, float]]) -> None:
    (x, s, c), *rest = players
    assert values([(x, s, c / 2), (x, s, c / 2), *rest], name) == pytest.approx(values(players, name), abs=1e-6)


def test_the_election_of_players_violates_splitting_by_definition() -> None:
    # Each half is a candidate of its own, so a place with two candidates has more of the distribution.
    whole, halves = [(0.0, 1.0, 1.0), (100.0, 1.0, 2.0)], [(0.0, 1.0, 1.0), (100.0, 1.0, 1.0), (100.0, 1.0, 1.0)]
    assert values(whole, "election") == pytest.approx(200 / 3, abs=1e-4)
    assert values(halves, "election") == pytest.approx(600 / 7, abs=1e-4)


@pytest.mark.parametrize("name", ["mean", "election", "election of positions"])
@given(players=rows)
@settings(max_examples=25, deadline=None)
def test_reflection(name: str, players: list[tuple[float, float, float]]) -> None:
    mirrored = [(100 - x, s, c) for x, s, c in players]
    assert values(mirrored, name) == pytest.approx(100 - values(players, name), abs=1e-6)


def test_the_lower_median_violates_reflection_at_a_tie_by_definition() -> None:
    two = [(0.0, 1.0, 1.0), (100.0, 1.0, 1.0)]
    assert values(two, "median") == 0
    assert values([(100 - x, s, c) for x, s, c in two], "median") == 0
    assert values([(0.0, 1.0, 1.0), (100.0, 1.0, 1.5)], "median") == 100
    assert values([(100.0, 1.0, 1.0), (0.0, 1.0, 1.5)], "median") == 0


@pytest.mark.parametrize("name", ["mean", "nash", "election of positions"])
@given(players=rows, place=st.integers(0, 20).map(lambda x: 5.0 * x))
@settings(max_examples=25, deadline=None)
def test_a_player_without_weight_does_not_matter(
    name: str, players: list[tuple[float, float, float]], place: float
) -> None:
    # For the election only where others stand there too: a new place is a new candidate, whoever proposes it.
    if name == "election of positions":
        place = players[-1][0]
    step = 100 / NashOptions().steps + 1e-6 if name == "nash" else 1e-6
    assert values([*players, (place, 1.0, 1e-12)], name) == pytest.approx(values(players, name), abs=step)


def test_the_election_violates_the_null_player_by_definition() -> None:
    # A place that nobody of weight holds is a candidate as good as its support.
    ends = [(0.0, 1.0, 1.0), (100.0, 1.0, 2.0)]
    assert values([*ends, (50.0, 1.0, 1e-12)], "election of positions") != pytest.approx(
        values(ends, "election"), abs=0.1
    )


def test_the_textbook_page_runs() -> None:
    page = Path(__file__).parents[1] / "docs/textbook/aggregates.md"
    assert doctest.testfile(str(page), module_relative=False).failed == 0
