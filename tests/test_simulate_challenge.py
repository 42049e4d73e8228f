"""The challenge model: reference rounds, the paper's table, a play by hand, every switch, endings, and what must not matter."""

import doctest
import json
import math
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from simulate_examples import EC, means, question, rounds

from dragoman.errors import PlayError
from dragoman.simulate import challenge_steps as steps
from dragoman.simulate.challenge import explain, play, play_draws, states
from dragoman.simulate.challenge_options import PRESETS, ChallengeOptions, preset

VECTORS = Path(__file__).parents[2] / "shared/data/bargaining/test_vectors.json"

# Table 2 of the same paper: rounds 1 to 8.
TABLE_MEDIANS = (8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6)
TABLE_MEANS = (7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6)


def test_table_2_of_the_paper() -> None:
    found = rounds(EC, preset("scholz-code"), 8)
    truncated = [math.floor(10 * state.median) / 10 for state in found]
    # One known mismatch: the second round's median is 9.61 here, 9.9 in print.
    assert [a == b for a, b in zip(truncated, TABLE_MEDIANS, strict=True)] == [True, False] + [True] * 6
    assert truncated[1] == 9.6
    # The printed means fit neither rounding nor truncation; they lie within 0.0613, which the floor of 0.06 allows by rounding only.
    apart = [abs(state.mean - printed) for state, printed in zip(found, TABLE_MEANS, strict=True)]
    assert round(max(apart), 2) <= 0.06


@pytest.mark.parametrize(
    ("key", "options"),
    [
        ("scholz_code_Q1", preset("scholz-code")),
        ("scholz_code_Q0.5", preset("scholz-code", status_quo=0.5)),
        ("eq31_Q1_own_leastmove_capfix", preset("eq31")),
        ("eq31_Q1_each_leastmove_capfix", preset("eq31", perspective="each")),
    ],
)
def test_twenty_rounds_of_the_reference_programs(key: str, options: ChallengeOptions) -> None:
    if not VECTORS.exists():
        pytest.skip("the shared vectors are not here")
    known = json.loads(VECTORS.read_text(encoding="utf-8"))[key]
    found = rounds(EC, options, 20)
    first = found[0].judgement
    assert first is not None
    feared = first.own.T if options.perspective == "each" else first.feared
    for name, matrix in (
        ("sec_pass1", first.security),
        ("r", first.risk),
        ("P_pass1", first.neutral),
        ("P_pass2", first.probability),
        ("E_i_Uij", first.own),
        ("E_j_Uji" if options.perspective == "each" else "E_i_Uji", feared),
        ("E_j_Uji", first.own.T),
    ):
        reference = np.array(known[name], dtype=float)
        given_ones = ~np.isnan(reference)
        assert np.abs(matrix - reference)[given_ones].max() < 1e-9, name
    words = {steps.CONFLICT: "conf", steps.COMPROMISE: "comp", steps.CAPITULATION: "capit"}
    for state, reference in zip(found, known["rounds"], strict=True):
        assert np.abs(state.positions - reference["x"]).max() < 1e-9, state.round
        assert state.median == pytest.approx(reference["median"], abs=1e-9)
        assert state.mean == pytest.approx(reference["mean"], abs=1e-9)
        assert state.moves is not None
        names = [player.id for player in EC.players]
        told = [
            (names[i], words[int(kind)], names[to])
            for i, (kind, to) in enumerate(zip(state.moves.kind, state.moves.to, strict=True))
            if to >= 0
        ]
        assert told == [tuple(move[:3]) for move in reference["moves"]], state.round


def test_the_denominator_of_all_pairs() -> None:
    # 28.333 in the authors' program for the second pass; P(NL, FR) .008784 and P(FR, NL) .011901 in the first.
    first = rounds(EC, preset("scholz-code", exponent="one"), 1)[0].judgement
    assert first is not None
    assert first.probability[0, 4] == pytest.approx(0.008784, abs=1e-6)
    assert first.probability[4, 0] == pytest.approx(0.011901, abs=1e-6)
    assert first.probability.max() < 0.0119 + 1e-4


# Medians of rounds 1 to 8, to two digits, that other implementations were measured to give when one switch is changed.
MEASURED = [
    ({}, [8.42, 9.61, 9.96, 9.96, 9.96, 7.47, 8.82, 9.67]),
    ({"probability": "zero"}, [8.53, 9.69, 9.98, 9.98, 9.98, 7.51, 8.96, 9.76]),
    ({"probability": "eq31"}, [7.0] * 8),
    ({"exponent": "one"}, [8.43, 9.62, 9.96, 9.96, 9.96, 7.52, 8.87, 9.70]),
    ({"perspective": "each"}, [8.78, 9.80, 9.97, 10, 10, 10, 10, 10]),
    ({"security": "own"}, [7.0, 7.0, 9.43, 8.48, 8.48, 8.89, 8.89, 8.68]),
    ({"risk": "off"}, [9.82, 10, 10, 10, 10, 10, 10, 10]),
    # As positions come near each other the expected utilities shrink like squared distances, so even the tolerance of 1e-12 for
    # zeros shows from round 7 on; the measured run had none. Without one the last bit of a power decides round 8: 7 as measured
    # with NumPy 2.4, 10 with 1.26.
    ({"offer": "least-move", "capitulation": "active", "tolerance": 0.0}, [8.42, 9.47, 9.93, 10, 10, 10, 10, None]),
    ({"capitulation": "active"}, [8.42, 9.61, 9.96, 9.96, 9.96, 7.47, 8.82, 9.67]),
    ({"same_position": 0.5}, [8.42, 9.61, 9.96, 9.96, 9.96, 7.47, 8.82, 9.67]),
    ({"range": "current"}, [8.42, 9.61, 9.96, 9.96, 9.96, 7.47, 8.82, 9.67]),
    ({"range": "scale"}, [8.42, 9.61, 9.96, 9.96, 9.96, 7.47, 8.82, 9.67]),
    ({"vote_factor": 1.0}, [8.42, 9.61, 9.96, 9.96, 9.96, 7.47, 8.82, 9.67]),
    ({"median": "condorcet"}, [8.42, 9.61, 9.96, 9.96, 9.96, 7.47, 8.82, 9.67]),
    ({"median": "largest-vote"}, [10.0] * 8),
    ({"status_quo": 0.9}, [8.40, 9.41, 9.41, None, 7.0, None, None, None]),
    ({"status_quo": 0.75}, [8.41, 8.41, 7, None, 7, None, None, None]),
    ({"status_quo": 0.5}, [7, 7, 6.94, None, 5.22, None, None, None]),
    ({"status_quo": 0.0}, [4, 8.55, 7.08, None, 4.83, None, None, None]),
]


@pytest.mark.parametrize(("switches", "medians"), MEASURED, ids=[str(row[0]) for row in MEASURED])
def test_switches_with_a_measured_effect(switches: dict[str, object], medians: list[float | None]) -> None:
    for state, known in zip(rounds(EC, preset("scholz-code", **switches), 8), medians, strict=True):
        if known is not None:
            assert state.median == pytest.approx(known, abs=0.0051)


@pytest.mark.parametrize(("name", "chance_a"), [("scholz-code", 0.9 / 4.8), ("eq31", 0.9 / 2.4)])
def test_two_players_by_hand(name: str, chance_a: float) -> None:
    # A at 0 with weight 0.9, B at 100 with weight 1.5: the worked example of docs/textbook/challenge.md.
    two = question((0, 0.9, 1), (100, 0.5, 3))
    chance_b = chance_a * 1.5 / 0.9
    of_a = 0.5 * (2 * chance_a - 2 * (1 - chance_a)) + 0.5 * 2  # neutral: Us = 2, Uf = -2, Usq = 0
    of_b = 0.9 * (2 * chance_b - 2 * (1 - chance_b)) + 0.1 * 2
    state = rounds(two, preset(name), 1)[0]
    seen, moves = state.judgement, state.moves
    assert seen is not None
    assert moves is not None
    assert seen.probability == pytest.approx(np.array([[0, chance_a], [chance_b, 0]]), abs=1e-12)
    assert seen.security == pytest.approx([of_b, of_a], abs=1e-12)  # what the other expects
    assert seen.risk == pytest.approx([2.0, 0.5])
    # With r = 2: Us = 2, Uf = -2, Usq = 1; with r = 1/2: Us = 2, Uf = -2, Usq = 2 - 4 sqrt(1/2).
    assert seen.own[0, 1] == pytest.approx(of_a - 1, abs=1e-12)
    assert seen.feared[0, 1] == pytest.approx(of_b - 1, abs=1e-12)
    assert seen.own[1, 0] == pytest.approx(of_b - 2 + math.sqrt(8), abs=1e-12)
    assert seen.feared[1, 0] == pytest.approx(of_a - 2 + math.sqrt(8), abs=1e-12)
    assert moves.kind.tolist() == [steps.NONE, steps.CONFLICT]
    assert state.positions.tolist() == [0, 0]
    outcome = play(two, preset(name))
    assert (outcome.value, outcome.ended, outcome.rounds) == (0, "fixed point", 2)


@pytest.mark.parametrize("distance", [0.0, 0.3, 1.0])
def test_utilities_of_the_neutral_are_linear(distance: float) -> None:
    one = np.ones(1)
    for utility in ("scaled", "loss"):
        options = preset("scholz-code", utility=utility)
        assert steps._utility(distance * one, 1.0, one, options) == pytest.approx(2 * distance)
        assert steps._utility(distance * one, -1.0, one, options) == pytest.approx(-2 * distance)


def judged(own: float, feared: float) -> steps.Judgement:
    pair = np.array([[0.0, own], [-9.0, 0.0]]), np.array([[0.0, feared], [-9.0, 0.0]])
    return steps.Judgement(
        np.array(1.0), np.array(0.0), np.full((2, 2), 0.5), *pair, np.zeros(2), np.ones(2), np.zeros((2, 2))
    )


@pytest.mark.parametrize(
    ("own", "feared", "switches", "kind", "place"),
    [
        (0.2, 0.5, {}, steps.CONFLICT, 1.0),
        (0.2, 0.5, {"conflict": "none"}, steps.NONE, 0.0),
        (0.5, 0.2, {}, steps.NONE, 0.0),  # i prevails: the other gets an offer
        (-0.2, 0.5, {}, steps.COMPROMISE, 0.4),
        (-0.2, 0.5, {"compromise": "weighted"}, steps.COMPROMISE, 5 / 7),
        (-0.5, 0.2, {}, steps.NONE, 0.0),  # capitulation is dead code
        (-0.5, 0.2, {"capitulation": "active"}, steps.CAPITULATION, 1.0),
        (-0.5, -0.2, {"capitulation": "active"}, steps.NONE, 0.0),
        (0.0, 0.5, {}, steps.NONE, 0.0),
        (0.0, 0.5, {"zeros": "weak"}, steps.CONFLICT, 1.0),
        (0.3, 0.3, {}, steps.NONE, 0.0),
        (0.3, 0.3, {"zeros": "weak"}, steps.CONFLICT, 1.0),
        (0.2, 0.5, {"offer": "mutual"}, steps.NONE, 0.0),  # the other does not think that it wins
    ],
)
def test_octants(own: float, feared: float, switches: dict[str, object], kind: int, place: float) -> None:
    moves = steps.choose(np.array([0.0, 1.0]), np.ones(2), judged(own, feared), preset("scholz-code", **switches))
    assert moves.kind[0] == kind
    assert moves.positions[0] == pytest.approx(place)
    assert moves.positions[1] == 1.0


def test_every_value_of_every_switch_plays() -> None:
    hints = {field.name: field for field in fields(ChallengeOptions)}
    assert len(hints) == 25
    for name, known in {
        "range": ("initial", "current", "scale"),
        "median": ("lower", "condorcet", "largest-vote", "nearest-mean"),
        "probability": ("allpairs", "eq31", "others-only", "zero"),
        "security": ("others", "own", "hypothetical"),
        "risk": ("thirds", "off", "geometric"),
        "offer": ("code", "class-least-move", "least-move", "max-utility", "mutual"),
        "improves": ("median", "one"),
        "conflict": ("full", "none", "chance"),
        "update": ("simultaneous", "sequential"),
        "stop": ("settle", "rounds", "no-move", "tolerance", "falls"),
        "ties": ("order", "strongest"),
        "utility": ("scaled", "loss"),
        "forecast": ("median", "mean"),
    }.items():
        for value in known:
            outcome = play(EC, preset("scholz-code", status_quo=0.75, rounds=6, **{name: value}))
            assert 4 <= outcome.value <= 10, (name, value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"probability": "eq32"}, "No probability 'eq32'.*allpairs"),
        ({"status_quo": 1.5}, "status_quo.*1.5"),
        ({"rounds": 0}, "at least 1"),
        ({"tolerance": 1.0}, "tolerance"),
        ({"vote_factor": 0.0}, "vote_factor"),
        ({"speed": 3}, "Unknown switch.*range"),
    ],
)
def test_a_bad_switch_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(PlayError, match=words):
        preset("eq31", **changes)


def test_a_bad_preset_or_question_is_refused() -> None:
    with pytest.raises(PlayError, match=r"No preset 'bdm'.*scholz-code, eq31"):
        preset("bdm")
    with pytest.raises(PlayError, match="Nobody has any weight"):
        play(question((1, 0, 1)))
    with pytest.raises(PlayError, match="not a number"):
        play(question((float("nan"), 1, 1)))


# Endings.


def test_the_emission_example_wanders_for_long() -> None:
    outcome = play(EC, preset("scholz-code"), lines=1)
    assert outcome.ended == "no end within 50 rounds"
    assert outcome.value == pytest.approx(outcome.details["median_average"])
    # "The results do not stabilise", says the paper; in the end they repeat every 70 rounds. The last bit of a power decides when
    # they come to that (after round 165 with NumPy 2.4, 274 with 1.26), and not to what.
    long = play(EC, preset("scholz-code", rounds=600), lines=0)
    assert long.ended == "cycle of 70"
    assert long.value == pytest.approx(8.394884, abs=1e-6)
    played = rounds(EC, preset("scholz-code"), long.rounds + 70)
    assert np.abs(played[-1].positions - played[-71].positions).max() < 1e-9
    assert (min(s.median for s in played), max(s.median for s in played)) == pytest.approx((7.0, 10.0), abs=0.02)
    assert (min(s.mean for s in played), max(s.mean for s in played)) == pytest.approx((7.23, 7.61), abs=0.0051)
    assert long.value == pytest.approx(np.mean([s.median for s in played[-70:]]))


def test_a_cycle_is_named_with_its_period_and_averaged_over_it() -> None:
    options = preset("scholz-code", offer="class-least-move", forecast="mean")
    outcome = play(EC, options)
    assert outcome.ended == "cycle of 8"
    assert outcome.value == pytest.approx(np.mean(means(EC, options, outcome.rounds)[-8:]))
    again = rounds(EC, options, outcome.rounds + 8)
    assert np.abs(again[-1].positions - again[-9].positions).max() < 1e-8


def test_the_stop_rules() -> None:
    played = rounds(EC, preset("scholz-code"), 20)
    falls = play(EC, preset("scholz-code", stop="falls"))
    assert (falls.ended, falls.rounds, falls.value) == ("stopped as the forecast fell", 6, played[4].median)
    fixed = play(EC, preset("scholz-code", stop="rounds", rounds=20))
    assert (fixed.rounds, fixed.value) == (20, played[19].median)
    loose = play(EC, preset("scholz-code", stop="tolerance", stop_tolerance=0.6))
    assert (loose.ended, loose.rounds) == ("stopped by small moves", 1)
    still = play(EC, preset("scholz-code", risk="off", stop="no-move"))
    assert still.ended == "no end within 50 rounds"  # a cycle of 2, which this rule does not look for


def test_everybody_at_one_place_and_one_alone() -> None:
    for alone in (question((40, 1, 1)), question((40, 1, 1), (40, 0.2, 5))):
        for name in PRESETS:
            outcome = play(alone, preset(name))
            assert (outcome.value, outcome.ended, outcome.lines) == (40, "fixed point", ())
    assert play(question((40, 1, 1), (40, 0.2, 5)), preset("eq31", conflict="chance")).ended == "fixed point"


def test_conflicts_by_chance_depend_on_the_seed_alone() -> None:
    values = [play(EC, preset("eq31", conflict="chance", seed=seed, forecast="mean")).value for seed in (1, 1, 2)]
    assert values[0] == values[1] != values[2]


def test_draws_together_equal_plays_one_by_one_to_the_last_bit() -> None:
    rng = np.random.default_rng(8)
    positions = np.clip(EC.positions() + rng.normal(0, 0.3, (12, 10)), 4, 10)
    saliences = np.clip(EC.saliences() + rng.normal(0, 0.05, (12, 10)), 0.05, 1)
    capabilities = EC.capabilities() * rng.uniform(0.9, 1.1, (12, 10))
    for name in PRESETS:
        paths = play_draws(positions, saliences, capabilities, 4, 10, preset(name))
        for draw in range(12):
            players = tuple(
                replace(p, position=float(x), salience=float(s), capability=float(c))
                for p, x, s, c in zip(EC.players, positions[draw], saliences[draw], capabilities[draw], strict=True)
            )
            outcome = play(replace(EC, players=players), preset(name), lines=0)
            assert outcome.value == paths.values[draw]
            assert outcome.rounds == paths.rounds[draw]
        parts = [
            play_draws(positions[i : i + 5], saliences[i : i + 5], capabilities[i : i + 5], 4, 10, preset(name))
            for i in (0, 5)
        ]
        assert np.concatenate([part.positions for part in parts]).tolist() == paths.positions[:10].tolist()


# Words.


def test_each_move_is_told() -> None:
    assert explain(EC, rounds(EC, preset("scholz-code"), 1)[0]) == (
        "BE compromises with FR: -0.11 against 0.24, now at 8.416.",
        "LU loses a conflict to BE: 0.25 against 0.54, now at 7.",
        "IE loses a conflict to LU: 0.54 against 0.68, now at 4.",
    )
    assert explain(EC, next(states(EC))) == ()


def test_the_telling_is_capped() -> None:
    outcome = play(EC, lines=5)
    assert len(outcome.lines) == 6
    assert outcome.lines[-1].startswith("... further moves not told")
    assert play(EC, preset("scholz-code", rounds=1), lines=3).lines[-1].startswith("Round 1: IE")


def test_the_textbook_page_runs() -> None:
    page = Path(__file__).parents[1] / "docs/textbook/challenge.md"
    assert doctest.testfile(str(page), module_relative=False).failed == 0


def test_the_transform_of_1997_says_what_is_missing() -> None:
    with pytest.raises(PlayError, match=r"A7.*Missing: its formula.*International Interactions 23.*security='own'"):
        preset("scholz-code", risk="1997")


def test_no_other_mean_is_nearer_to_the_table() -> None:
    # The means differ by 0.0613 and not 0.06; another weighting of the same positions is farther off.
    found = [state.positions for state in rounds(EC, preset("scholz-code"), 8)]
    apart = {
        name: max(abs(float(x @ w / w.sum()) - printed) for x, printed in zip(found, TABLE_MEANS, strict=True))
        for name, w in (
            ("both", EC.capabilities() * EC.saliences()),
            ("capability", EC.capabilities()),
            ("salience", EC.saliences()),
            ("none", np.ones(10)),
        )
    }
    assert apart["both"] == pytest.approx(0.0613, abs=1e-4)
    assert min(apart["capability"], apart["salience"], apart["none"]) > 0.3
