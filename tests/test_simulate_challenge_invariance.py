"""The challenge model: what must not matter, and where the model lets it matter by its own definition."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulate_examples import EC, means, question, rounds

from dragoman.simulate.challenge_options import PRESETS, preset
from dragoman.simulate.question import Player, Question

# What must not matter. Positions are drawn without structure: at equal distances the choice between two offers is a tie (below).


def drawn(seed: int, size: int) -> Question:
    rng = np.random.default_rng(seed)
    return question(*zip(rng.uniform(0, 100, size), rng.uniform(0.1, 1, size), rng.uniform(0.1, 9, size), strict=True))


def turned(played: Question, order: list[int]) -> Question:
    return replace(played, players=tuple(played.players[i] for i in order))


@pytest.mark.parametrize("name", list(PRESETS))
@given(seed=st.integers(0, 10**6), data=st.data())
@settings(max_examples=15, deadline=None)
def test_order_of_players(name: str, seed: int, data: st.DataObject) -> None:
    played = drawn(seed, 6)
    order = data.draw(st.permutations(range(6)))
    before, after = rounds(played, preset(name), 2)[-1], rounds(turned(played, order), preset(name), 2)[-1]
    assert after.positions == pytest.approx(before.positions[order], abs=1e-6)


def test_order_matters_to_equal_offers_unless_the_strongest_is_taken() -> None:
    # BE at 7 loses conflicts on both sides, 3 away each: the first in the list is taken. Means 7.55 and 7.27.
    backwards = turned(EC, list(range(9, -1, -1)))
    assert means(EC, preset("eq31"), 1) == pytest.approx([7.550198], abs=1e-6)
    assert means(backwards, preset("eq31"), 1) == pytest.approx([7.27], abs=0.005)
    assert means(EC, preset("scholz-code"), 5) == pytest.approx(means(backwards, preset("scholz-code"), 5), abs=1e-9)
    strongest = preset("eq31", ties="strongest")
    assert means(EC, strongest, 5) == pytest.approx(means(backwards, strongest, 5), abs=1e-9)


@pytest.mark.parametrize("name", list(PRESETS))
@given(seed=st.integers(0, 10**6), factor=st.sampled_from([7.0, 1e-4, 1e5]))
@settings(max_examples=15, deadline=None)
def test_unit_of_capability(name: str, seed: int, factor: float) -> None:
    played = drawn(seed, 6)
    scaled = replace(played, players=tuple(replace(p, capability=p.capability * factor) for p in played.players))
    assert means(scaled, preset(name), 3) == pytest.approx(means(played, preset(name), 3), abs=1e-6)


@pytest.mark.parametrize("name", list(PRESETS))
@given(seed=st.integers(0, 10**6), shift=st.floats(-50, 50), factor=st.floats(0.2, 5))
@settings(max_examples=15, deadline=None)
def test_unit_and_zero_of_the_scale(name: str, seed: int, shift: float, factor: float) -> None:
    played = drawn(seed, 6)
    moved = replace(played, players=tuple(replace(p, position=shift + factor * p.position) for p in played.players))
    expected = [shift + factor * mean for mean in means(played, preset(name), 2)]
    assert means(moved, preset(name), 2) == pytest.approx(expected, abs=1e-5)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_reflection_of_the_printed_model(seed: int) -> None:
    played = drawn(seed, 6)
    mirrored = replace(played, players=tuple(replace(p, position=100 - p.position) for p in played.players))
    expected = [100 - mean for mean in means(played, preset("eq31"), 3)]
    assert means(mirrored, preset("eq31"), 3) == pytest.approx(expected, abs=1e-6)


def test_the_program_violates_reflection_by_definition() -> None:
    # Among compromises it takes the smallest position, not the least move, so the direction of the axis matters.
    mirrored = replace(EC, players=tuple(replace(p, position=14 - p.position) for p in EC.players))
    assert means(EC, preset("scholz-code"), 4)[3] == pytest.approx(7.3581, abs=1e-4)
    assert 14 - means(mirrored, preset("scholz-code"), 4)[3] == pytest.approx(7.6039, abs=1e-4)


def test_both_violate_splitting_a_player_by_definition() -> None:
    # Security and offers count players, not weight. UK in two halves: little in the program, much in the printed model.
    uk = next(p for p in EC.players if p.id == "UK")
    halves = tuple(replace(uk, id=name, name=name, capability=uk.capability / 2) for name in ("UK1", "UK2"))
    at = EC.players.index(uk)
    split = replace(EC, players=(*EC.players[:at], *halves, *EC.players[at + 1 :]))
    assert means(split, preset("scholz-code"), 1) == pytest.approx([7.4618], abs=1e-4)
    assert means(EC, preset("scholz-code"), 1) == pytest.approx([7.4613], abs=1e-4)
    assert means(split, preset("eq31"), 1) == pytest.approx([6.133], abs=1e-3)


@pytest.mark.parametrize("name", list(PRESETS))
def test_both_violate_the_null_player_by_definition(name: str) -> None:
    # One without weight still stands in everybody's security, and its conflicts can be won.
    more = replace(EC, players=(*EC.players, Player("N", "N", 5.0, 0.5, 1e-9)))
    assert means(more, preset(name), 5) != pytest.approx(means(EC, preset(name), 5), abs=1e-3)
