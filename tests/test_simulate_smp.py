"""The Spatial Model of Politics: against KTAB's own states where they are at hand, by hand, and by what must not matter."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import PlayError
from dragoman.simulate.question import Player, Question
from dragoman.simulate.smp import KTAB_DEFECTS, SmpInput, SmpOptions, ktab_options, path, play, play_many
from dragoman.simulate.smp_ktab import read_ktab

KTAB = Path(__file__).resolve().parents[2] / "shared" / "data" / "bargaining" / "ktab"
NOT_REPEATED = {"ec94|VotingRule=ASymProsp"}
"""Runs in which KTAB gives another answer each time: threads order the queue, and an asymmetric vote hangs on that order."""
EC94 = SmpInput(
    np.array([8.0, 8, 3, 16, 16, 16, 16, 5, 5, 8]),
    np.array([0.0, 50, 0, 0, 100, 100, 100, 50, 0, 50])[:, None] / 100,
    np.array([80.0, 40, 20, 80, 60, 60, 90, 10, 100, 70])[:, None] / 100,
)
"""Emission standards in the European Community of 1994: ten members (Bueno de Mesquita 1994, p. 78), years as percentages."""


@cache
def vectors() -> dict[str, list[list[object]]]:
    file = KTAB / "option_vectors.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def states(actors: SmpInput, options: SmpOptions) -> np.ndarray:
    return np.array([turn.positions for turn in path(actors, options)]) * 100


def ktab_case(name: str) -> tuple[tuple[str, ...], SmpInput]:
    file = KTAB / f"{name}.csv"
    if not file.exists():
        pytest.skip("KTAB's cases are not at hand")
    return read_ktab(file.read_text(encoding="utf-8"), where=name)


def printed(values: np.ndarray, like: np.ndarray) -> np.ndarray:
    """Ours as KTAB's run was written down: eight decimals."""
    return np.round(values, 8) - like


@pytest.mark.parametrize("run", sorted(vectors()) or ["none"])
def test_every_option_gives_ktabs_states(run: str) -> None:
    if run == "none":
        pytest.skip("KTAB's runs are not at hand")
    if run in NOT_REPEATED:
        pytest.skip("KTAB does not repeat itself here")
    case, option = run.split("|")
    name, value = option.split("=")
    ours = states(ktab_case(case)[1], ktab_options({} if name == "None" else {name: value}))
    theirs = np.array(vectors()[run], dtype=np.float64).reshape(len(vectors()[run]), *ours.shape[1:])
    assert ours.shape == theirs.shape
    assert np.abs(printed(ours, theirs)).max() < 1e-9


@pytest.mark.parametrize(
    ("case", "turn", "actor", "dimension", "place"),
    [
        ("dummyData_3Dim", "turn", "actor", "dim", "pos"),
        ("SOE-Policy", "turn", "actor", "dim", "pos"),
        ("ec94", "Turn_t", "Act_i", "", "Pos_Coord"),
    ],
)
@pytest.mark.parametrize("compat", [True, False])
def test_cases_at_every_state(case: str, turn: str, actor: str, dimension: str, place: str, compat: bool) -> None:
    # The default options touch none of the mended defects, so both settings give KTAB's states.
    names, actors = ktab_case(case)
    ours = states(actors, SmpOptions(ktab_compat=compat))
    with (KTAB / f"{case}.positions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(ours) == max(int(row[turn]) for row in rows) + 1
    for row in rows:
        at = names.index(row[actor]) if row[actor] in names else int(row[actor])
        assert abs(ours[int(row[turn]), at, int(row[dimension]) if dimension else 0] - float(row[place])) < 1e-9


def test_ec94_first_turn_as_ktab_prints_it() -> None:
    first = next(path(EC94, ktab_options()))
    assert first.risk is not None and first.chances is not None and first.challenges is not None
    np.testing.assert_allclose(first.risk[[0, 1, 4]], [-0.5, 1.0, 0.134981463], atol=1e-9)
    np.testing.assert_allclose(first.chances[[0, 1, 4]], [0.007257557, 0.22445486, 0.099201731], atol=1e-9)
    assert first.challenges.target.tolist() == [7, 2, 7, 7, 2, 2, 2, 2, 7, 2]
    np.testing.assert_allclose(
        first.challenges.chance[[0, 1, 2, 8]], [0.951585115, 0.96985231, 0.054551312, 0.835963121], atol=1e-9
    )
    np.testing.assert_allclose(
        first.challenges.gain[[0, 1, 2, 8]], [0.618948139, 0.246985231, 0.506818914, 0.60449539], atol=1e-9
    )


def test_ec94_states_as_ktab_prints_them() -> None:
    ours = states(EC94, ktab_options())[:, :, 0]
    assert len(ours) == 14
    np.testing.assert_allclose(ours[1], [0, 49.99, 99.99, 0, 99.97, 99.97, 99.99, 49.38, 0, 50], atol=1e-9)
    np.testing.assert_allclose(ours[13], [34.19, 33.17, 33.12, 0, 33, 33, 96.4, 33.07, 36.08, 33.12], atol=1e-9)


def test_the_scale_is_part_of_the_question() -> None:
    # Positions x/10 instead of (x - 4)/6: another end. The declared scale must be shown with every result.
    wide = SmpInput(EC94.capability, 0.4 + 0.6 * EC94.positions, EC94.salience)
    weight = EC94.capability * EC94.salience[:, 0]
    ends = [states(case, ktab_options())[-1, :, 0] @ weight / weight.sum() for case in (EC94, wide)]
    np.testing.assert_allclose([4 + 6 * ends[0] / 100, ends[1] / 10], [6.436, 7.619], atol=5e-4)


# Each defect of KTAB: kept by the switch, mended without it.


def random_actors(seed: int, n: int = 9, dimensions: int = 2) -> SmpInput:
    rng = np.random.default_rng(seed)
    salience = rng.uniform(0.05, 1, (n, dimensions))
    return SmpInput(
        rng.uniform(1, 5, n), rng.random((n, dimensions)).round(3), salience / salience.sum(axis=1, keepdims=True) * 0.8
    )


@pytest.mark.parametrize(
    ("defect", "changes"),
    [
        ("receiver-probability", {"bargaining": "both"}),
        ("compromise-capability", {"bargaining": "compromise"}),
        ("commitment-without-effect", {"commitment": "full"}),
        ("one-sided-votes", {"voting": "asymmetric"}),
        ("bargains-from-positions", {"accommodation": 0.5}),
    ],
)
def test_the_switch_keeps_every_defect(defect: str, changes: dict[str, object]) -> None:
    assert defect in KTAB_DEFECTS
    ends = [states(random_actors(1), SmpOptions(ktab_compat=kept, **changes)) for kept in (True, False)]  # type: ignore[arg-type]
    assert ends[0].shape != ends[1].shape or not np.array_equal(*ends)


def test_risk_is_not_made_of_rounding() -> None:
    assert "risk-from-rounding" in KTAB_DEFECTS
    balanced = SmpInput(np.array([0.1, 0.2, 0.3]), np.array([[0.3], [0.3], [0.8]]), np.full((3, 1), 0.5))
    kept, mended = (next(path(balanced, SmpOptions(ktab_compat=c))).risk for c in (True, False))
    assert kept is not None and mended is not None
    assert np.abs(kept).max() > 0.1
    assert not mended.any()


def test_commitments_are_one_in_ktab_and_two_when_mended() -> None:
    full, no = (states(random_actors(2), ktab_options({"ThirdPartyCommit": c})) for c in ("FullCommit", "NoCommit"))
    np.testing.assert_array_equal(full, no)
    full, no = (states(random_actors(2), SmpOptions(commitment=c)) for c in ("full", "no"))  # type: ignore[arg-type]
    assert full.shape != no.shape or not np.array_equal(full, no)


# What must not matter, and what does by the model's own definition.


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 3))
def test_order_of_actors_does_not_matter(seed: int, dimensions: int) -> None:
    actors = random_actors(seed, 7, dimensions)
    order = np.random.default_rng(seed).permutation(7)
    mixed = SmpInput(actors.capability[order], actors.positions[order], actors.salience[order])
    one, other = (list(islice(path(case, SmpOptions(decimals=None)), 3)) for case in (actors, mixed))
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose(a.positions[order], b.positions, atol=1e-7)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_reflection_mirrors_the_path(seed: int) -> None:
    actors = random_actors(seed, 7, 1)
    mirror = replace(actors, positions=1 - actors.positions)
    one, other = (list(islice(path(case, SmpOptions(decimals=None)), 3)) for case in (actors, mirror))
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose(a.positions, 1 - b.positions, atol=1e-7)


@pytest.mark.parametrize("seed", range(5))
def test_scale_of_capabilities_hardly_matters(seed: int) -> None:
    # Not at all but for the smallest coalitions (1e-8, 1e-10), which are added to sums of capabilities.
    actors = random_actors(seed)
    larger = replace(actors, capability=actors.capability * 8)
    one, other = (list(islice(path(case), 2))[1].positions for case in (actors, larger))
    np.testing.assert_allclose(one, other, atol=1.01e-4)


def test_two_halves_are_not_one_actor() -> None:
    # By definition: each half brings its own position to the election and its own challenge. Close after one turn, not at the end.
    halves = np.array([0, 1, 2, 3, 4, 5, 6, 6, 7, 8, 9])
    capability = EC94.capability[halves].copy()
    capability[[6, 7]] /= 2
    split = SmpInput(capability, EC94.positions[halves], EC94.salience[halves])
    one, two = states(EC94, SmpOptions())[:, :, 0], states(split, SmpOptions())[:, :, 0]
    weigh = [(c.capability * c.salience[:, 0]) for c in (EC94, split)]
    means = [[float(s[t] @ w / w.sum()) * 0.06 + 4 for t in (1, -1)] for s, w in ((one, weigh[0]), (two, weigh[1]))]
    np.testing.assert_allclose(means, [[7.4422, 6.436], [7.4419, 6.4303]], atol=6e-4)


def test_an_actor_of_no_weight_matters() -> None:
    # By definition: its position is an option in the election from which attitudes to risk are inferred.
    null = SmpInput(
        np.append(EC94.capability, 1e-9),
        np.append(EC94.positions, [[0.2]], axis=0),
        np.append(EC94.salience, [[0.5]], axis=0),
    )
    with_null, without = (next(path(case)).risk for case in (null, EC94))
    assert with_null is not None and without is not None
    assert np.abs(with_null[:-1] - without).max() > 1e-3


def test_everyone_of_one_mind_stays() -> None:
    alike = SmpInput(np.array([1.0, 2.0, 3.0]), np.full((3, 2), 0.4), np.full((3, 2), 0.3))
    turns = list(path(alike))
    assert turns[-1].ended == "fixed point"
    assert (turns[-1].positions == 0.4).all()


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10_000),
    st.sampled_from(["s1p1", "s2p2", "s2pmax"]),
    st.sampled_from(["initiator", "both", "compromise"]),
)
def test_nobody_leaves_the_range_of_positions(seed: int, interpolation: str, bargaining: str) -> None:
    actors = random_actors(seed, 6, 2)
    options = SmpOptions(interpolation=interpolation, bargaining=bargaining, most_turns=8)  # type: ignore[arg-type]
    for turn in path(actors, options):
        assert (turn.positions >= actors.positions.min(axis=0) - 1e-4).all()
        assert (turn.positions <= actors.positions.max(axis=0) + 1e-4).all()


def test_the_same_seed_gives_the_same_stochastic_path() -> None:
    actors = random_actors(3)
    one, again, other = (states(actors, SmpOptions(transitions="stochastic", seed=s, most_turns=6)) for s in (5, 5, 6))
    np.testing.assert_array_equal(one, again)
    assert one.shape != other.shape or not np.array_equal(one, other)


def test_accommodation_by_matrix_is_the_rate_on_its_diagonal() -> None:
    actors = random_actors(4, 5)
    matrix = tuple(tuple(0.25 if i == j else 0.0 for j in range(5)) for i in range(5))
    by_rate, by_matrix = (states(actors, SmpOptions(accommodation=a, most_turns=5)) for a in (0.25, matrix))
    np.testing.assert_allclose(by_rate, by_matrix, atol=1.01e-2)


def test_a_ktab_file_with_empty_and_extra_cells() -> None:
    text = 'Toll,"How high, and for whom",2,2,0,,,\nActor,Description,Power,P0,S0,P1,S1,,\nA,a,3,10,40,20,60,,\n\nB,b,5,80,30,0,20\n'
    names, actors = read_ktab(text)
    assert names == ("A", "B")
    assert actors.positions.tolist() == [[0.1, 0.2], [0.8, 0.0]]
    assert actors.salience.tolist() == [[0.4, 0.6], [0.3, 0.2]]
    assert actors.capability.tolist() == [3, 5]


# The question and its outcome.


def question(**fields: object) -> Question:
    rows = zip(
        ("NL", "BE", "LU", "DE", "FR", "IT", "UK", "IE", "DK", "GR"),
        EC94.capability,
        EC94.positions[:, 0],
        EC94.salience[:, 0],
        strict=True,
    )
    players = tuple(Player(name, name, 4 + 6 * float(x), float(s), float(c)) for name, c, x, s in rows)
    return Question("ec94", "Years of delay", players, low=4, high=10, **fields)  # type: ignore[arg-type]


def test_play_gives_the_weighted_mean_on_the_questions_scale() -> None:
    outcome = play(question())
    assert outcome.value == pytest.approx(6.436, abs=5e-4)
    assert (outcome.ended, outcome.rounds) == ("settled", 13)
    assert outcome.details["first weighted mean"] == pytest.approx(7.389955686853767)
    assert len(outcome.lines) == 21 and "more moves not told" in outcome.lines[-1]
    assert outcome.lines[0].startswith("round 1: LU moves from 4.00 to 10.00 by a bargain")
    assert len(play(question(), lines=1000).lines) > 21


def test_a_path_without_end_gives_its_mean_over_time() -> None:
    outcome = play(question(), ktab_options({"VotingRule": "PropCbc"}))
    assert outcome.ended.startswith(("cycle of", "no end within"))
    assert 4 <= outcome.value <= 10


def some_draws(n: int) -> list[Question]:
    rng = np.random.default_rng(7)
    base = question()
    return [
        replace(
            base,
            players=tuple(
                replace(
                    p,
                    position=float(np.clip(p.position + rng.normal(0, 0.3), 4, 10)),
                    salience=float(np.clip(p.salience + rng.normal(0, 0.05), 0.02, 1)),
                )
                for p in base.players
            ),
        )
        for _ in range(n)
    ]


@pytest.mark.parametrize(
    "options",
    [
        SmpOptions(),
        ktab_options({"VotingRule": "PropCbc"}, most_turns=30),
        SmpOptions(bargaining="both", accommodation=0.5, most_turns=12),
        SmpOptions(transitions="stochastic", seed=3, most_turns=8),
        SmpOptions(risk_range="min", bargaining="compromise", election="markov-uniform", most_turns=5),
    ],
)
def test_side_by_side_gives_the_same_bits_as_one_by_one(options: SmpOptions) -> None:
    questions = [question(), *some_draws(7)]
    np.testing.assert_array_equal(play_many(questions, options), [play(q, options).value for q in questions])


def test_side_by_side_refuses_questions_of_different_sizes() -> None:
    base = question()
    with pytest.raises(PlayError, match="9, 10 players"):
        play_many([base, replace(base, players=base.players[1:])])


def test_standing_still_is_a_fixed_point_and_no_cycle() -> None:
    alike = replace(question(), players=tuple(replace(p, position=6.0) for p in question().players))
    outcome = play(alike)
    assert (outcome.value, outcome.ended, outcome.lines) == (pytest.approx(6.0), "fixed point", ())


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: SmpOptions(voting="loud"), "Known values: proportional"),  # type: ignore[arg-type]
        (lambda: SmpOptions(accommodation=1.5), "accommodation"),
        (lambda: SmpOptions(accommodation=((0.9, 0.9), (0.0, 1.0))), "row sums"),
        (lambda: SmpOptions(most_turns=0), "most_turns 0"),
        (lambda: ktab_options({"Voting": "Prop"}), "No KTAB option 'Voting'"),
        (lambda: ktab_options({"VotingRule": "Proportional"}), "no value 'Proportional'"),
        (lambda: SmpInput(np.ones(2), np.array([[0.5], [1.5]]), np.ones((2, 1))), "Actor 2 has position"),
        (lambda: SmpInput(np.ones(2), np.full((2, 2), 0.5), np.full((2, 2), 0.6)), "sum of saliences"),
        (lambda: SmpInput(np.array([1.0, 0.0]), np.ones((2, 1)), np.ones((2, 1))), "Actor 2 has capability"),
        (lambda: next(path(EC94, SmpOptions(accommodation=((1.0,),)))), "for 10 actors"),
        (lambda: read_ktab("A, b, 2, 1\nhead\nX,x,1,2,3\n"), "announces 2 actors, 1 follow"),
        (lambda: read_ktab("A, b, 2, 1\nhead\nX,x,1,much,3\nY,y,1,2,3\n"), "line 3: .much."),
        (lambda: read_ktab("nothing"), "third and fourth place"),
    ],
)
def test_refusals_quote_what_is_wrong(make: object, words: str) -> None:
    with pytest.raises(PlayError, match=words):
        make()  # type: ignore[operator]
