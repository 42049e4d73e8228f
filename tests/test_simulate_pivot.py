"""Procedural models: cases by hand, against a search over a grid, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import PlayError
from dragoman.simulate.pivot import PivotOptions, acceptance, pivot_outcome, pivot_voter, play
from dragoman.simulate.question import Player, Question


@pytest.mark.parametrize(
    ("proposer", "reference", "quota", "consent", "value", "pivot"),
    [
        # The setter gets its own point where the pivot would go farther.
        (50, 10, 0.6, (), 50, 1),
        # It is held to the point the pivot likes as little as the reference.
        (90, 10, 0.6, (), 70, 1),
        # A simple majority of three asks the same voter, unanimity the one nearest to the reference.
        (90, 10, 0.5, (), 70, 1),
        (90, 10, 1.0, (), 30, 0),
        # One voter of three is enough.
        (95, 10, 0.3, (), 95, 2),
        # The pivot stands on the other side of the reference: nothing passes.
        (90, 50, 0.6, (), 50, 1),
        # Change downward.
        (0, 50, 0.6, (), 30, 1),
        (0, 50, 1.0, (), 50, 2),
        # Consent of a parliament narrows the set, or closes it.
        (90, 10, 0.6, (25,), 40, 1),
        (90, 10, 0.6, (5,), 10, 1),
        (90, 10, 0.6, (80,), 70, 1),
        # Content with the reference point, the setter asks nobody.
        (10, 10, 0.6, (), 10, None),
    ],
)
def test_three_voters(
    proposer: float, reference: float, quota: float, consent: tuple[float, ...], value: float, pivot: int | None
) -> None:
    found = pivot_outcome(
        proposer=proposer, voters=[20, 40, 60], weights=[1, 1, 1], reference=reference, quota=quota, consent=consent
    )
    assert (found.value, found.pivot) == (value, pivot)


def test_weights_move_the_pivot() -> None:
    assert pivot_voter([20, 40, 60], [1, 1, 4], 0.6, upward=True) == 2
    assert pivot_voter([20, 40, 60], [1, 1, 4], 0.6, upward=False) == 2
    assert pivot_voter([20, 40, 60], [3, 1, 1], 0.6, upward=True) == 0
    assert pivot_voter([20, 40], [1, 2], 2 / 3, upward=True) == 1


def test_acceptance_is_symmetric() -> None:
    assert acceptance(40, 10) == (10, 70)
    assert acceptance(40, 60) == (20, 60)


places = st.integers(0, 20).map(lambda n: n * 5.0)


@settings(max_examples=150, deadline=None)
@given(
    places,
    st.lists(st.tuples(places, st.integers(1, 9)), min_size=1, max_size=6),
    places,
    st.sampled_from([0.3, 0.5, 0.62, 1.0]),
    st.lists(places, max_size=2),
)
def test_against_a_search_over_what_a_quota_accepts(
    proposer: float, voters: list[tuple[float, int]], reference: float, quota: float, consent: list[float]
) -> None:
    at, weights = [v[0] for v in voters], [v[1] for v in voters]
    found = pivot_outcome(
        proposer=proposer, voters=at, weights=weights, reference=reference, quota=quota, consent=consent
    )
    grid = np.unique(np.append(np.arange(-100, 201, 2.5), [proposer, reference]))
    accepts = np.array([[abs(x - v) <= abs(reference - v) for v in at] for x in grid])
    passes = accepts @ np.array(weights) >= quota * sum(weights) - 1e-9
    passes &= np.array([all(abs(x - c) <= abs(reference - c) for c in consent) for x in grid])
    # Only change towards the proposer counts: it never proposes to go the other way.
    passes &= (grid - reference) * (proposer - reference) >= 0
    best = grid[passes][np.abs(grid[passes] - proposer).argmin()]
    assert found.value == pytest.approx(best)


@settings(max_examples=60, deadline=None)
@given(places, st.lists(st.tuples(places, st.integers(1, 9)), min_size=1, max_size=6), places)
def test_order_reflection_scale_split_and_null(
    proposer: float, voters: list[tuple[float, int]], reference: float
) -> None:
    def value(voters: list[tuple[float, float]], proposer: float = proposer, reference: float = reference) -> float:
        at, weights = [v[0] for v in voters], [v[1] for v in voters]
        return pivot_outcome(proposer=proposer, voters=at, weights=weights, reference=reference, quota=0.6).value

    as_given = value([(x, float(w)) for x, w in voters])
    assert value([(x, float(w)) for x, w in reversed(voters)]) == as_given
    assert value([(x, w * 8.0) for x, w in voters]) == as_given
    assert value([(x, w / 2) for x, w in voters for _ in range(2)]) == as_given
    assert value([*((x, float(w)) for x, w in voters), (33.0, 0.0)]) == as_given
    assert 100 - value([(100 - x, float(w)) for x, w in voters], 100 - proposer, 100 - reference) == as_given


def question(reference: float | None = 10) -> Question:
    players = (
        Player("COM", "Commission", 90, 0.5, 9),
        Player("EP", "Parliament", 25, 0.5, 9),
        Player("A", "Arl", 20, 0.5, 1),
        Player("B", "Bel", 40, 0.5, 1),
        Player("C", "Cor", 60, 0.5, 1),
    )
    return Question("q", "How strict?", players, reference=reference)


def test_play_in_words() -> None:
    outcome = play(question(), PivotOptions(setter="COM", consent=("EP",), quota=0.6))
    assert (outcome.value, outcome.details["pivot"]) == (40, 40)
    assert outcome.lines == (
        "B at 40 completes 60.0% of the votes for a change from 10",
        "accepted by all who are asked: 10 to 40",
        "COM at 90 proposes 40",
    )
    alone = play(question(), PivotOptions(setter="COM", quota=0.6, weights=(("A", 1), ("B", 1), ("C", 3))))
    assert alone.value == 90
    assert "nothing is proposed" in play(question(90), PivotOptions(setter="COM")).lines[0]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: play(question(None), PivotOptions(setter="COM")), "no reference point"),
        (lambda: play(question()), "does not say who proposes.*Players: COM, EP"),
        (lambda: play(question(), PivotOptions(setter="COM", weights=(("D", 1),))), "no player 'D'"),
        (lambda: play(question(), PivotOptions(setter="COM", weights=(("COM", 1),))), "nobody is left to vote"),
        (lambda: PivotOptions(quota=1.2), "quota has value 1.2"),
        (lambda: pivot_voter([1.0], [0.0], 0.5, upward=True), "weight of 0 or more"),
    ],
)
def test_refusals_quote_what_is_wrong(make: object, words: str) -> None:
    with pytest.raises(PlayError, match=words):
        make()  # type: ignore[operator]
