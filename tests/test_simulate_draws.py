"""Draws over the ranges and sensitivity: same bits everywhere, known answers, interrupts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import PlayError, QuestionError
from dragoman.simulate import draws, sensitivity
from dragoman.simulate.draws import at, draw, play_draws
from dragoman.simulate.models import table
from dragoman.simulate.question import Array, Outcome, Player, Procedure, Question

QUESTION = Question(
    "q",
    "How far?",
    (
        Player("A", "A", 10, 0.5, 2, position_range=(0, 30), salience_range=(0.4, 0.9)),
        Player("B", "B", 60, 0.8, 1, capability_range=(0.5, 3)),
        Player("C", "C", 100, 1.0, 1),
    ),
)


def mean(question: Question) -> Outcome:
    weights = question.capabilities() * question.saliences()
    return Outcome("mean", float((weights * question.positions()).sum() / weights.sum()))


def first(question: Question) -> Outcome:
    return Outcome("first", question.players[0].position)


def many_first(questions: list[Question]) -> Array:
    return np.array([q.players[0].position for q in questions])


def fussy(question: Question) -> Outcome:
    if question.players[0].position > 12:
        raise PlayError("'A' stands too far out")
    return Outcome("fussy", 1.0)


PLAYS = {"mean": mean, "first": first}


def test_same_bits_on_any_number_of_cores() -> None:
    one = play_draws(QUESTION, PLAYS, draws=130, seed=3)
    two = play_draws(QUESTION, PLAYS, draws=130, seed=3, cores=2)
    assert one.values.tobytes() == two.values.tobytes()
    assert one.values.tobytes() != play_draws(QUESTION, PLAYS, draws=130, seed=4).values.tobytes()


def test_more_draws_begin_with_the_same_ones() -> None:
    few, more = (play_draws(QUESTION, PLAYS, draws=n, seed=3).values for n in (70, 130))
    assert np.array_equal(few, more[:70])


def test_values_are_pinned() -> None:
    """Numbers of a seed are part of what users quote: a change of the generator must not go unseen."""
    values = play_draws(QUESTION, {"first": first}, draws=3, seed=1).values[:, 0].tolist()
    assert [round(value, 9) for value in values] == PINNED


PINNED = [8.034332135, 23.816028335, 9.663052206]


def test_draws_do_not_depend_on_order_or_on_other_parties() -> None:
    turned = replace(QUESTION, players=QUESTION.players[::-1])
    fewer = replace(QUESTION, players=QUESTION.players[:2])
    for number in range(5):
        drawn = draw(QUESTION, number, seed=1)
        assert drawn.players == draw(turned, number, seed=1).players[::-1]
        assert drawn.players[:2] == draw(fewer, number, seed=1).players
    certain = replace(QUESTION, players=(replace(QUESTION.players[0], salience_range=None), *QUESTION.players[1:]))
    assert draw(certain, 0, seed=1).players[0].position == draw(QUESTION, 0, seed=1).players[0].position


def test_what_has_no_range_stays() -> None:
    drawn = draw(QUESTION, 7, seed=1)
    assert drawn.players[2] is QUESTION.players[2]
    assert drawn.players[1].position == 60
    certain = Question("q", "?", QUESTION.players[2:])
    assert draw(certain, 7, seed=1) is certain


def test_the_fast_way_gives_the_same() -> None:
    slow = play_draws(QUESTION, PLAYS, draws=60)
    fast = play_draws(QUESTION, PLAYS, draws=60, many={"first": many_first})  # type: ignore[dict-item]
    assert np.array_equal(slow.values, fast.values)


def test_progress_and_interrupt() -> None:
    seen: list[tuple[int, int]] = []

    def step(done: int, asked: int) -> None:
        seen.append((done, asked))
        if done >= 100:
            raise KeyboardInterrupt

    whole = play_draws(QUESTION, PLAYS, draws=400, seed=2)
    part = play_draws(QUESTION, PLAYS, draws=400, seed=2, progress=step)
    assert seen == [(50, 400), (100, 400)]
    assert (part.done, part.asked, part.stopped) == (100, 400, True)
    assert not whole.stopped
    assert np.array_equal(part.values, whole.values[:100])


def test_an_interrupt_stops_the_workers_too() -> None:
    def step(done: int, asked: int) -> None:
        raise KeyboardInterrupt

    part = play_draws(QUESTION, PLAYS, draws=5000, seed=2, cores=2, progress=step)
    assert part.stopped
    assert np.array_equal(part.values, play_draws(QUESTION, PLAYS, draws=50, seed=2).values)


def test_a_model_that_declines_some_draws() -> None:
    found = play_draws(QUESTION, {"mean": mean, "fussy": fussy}, draws=100)
    assert found.declined == (("fussy", "'A' stands too far out"),)
    assert 0 < len(found.of("fussy")) < 100
    assert len(found.of("mean")) == 100
    interval = found.interval("fussy")
    assert interval
    assert (interval.low, interval.high) == (1, 1)
    never = replace(QUESTION, players=(replace(QUESTION.players[0], position=20, position_range=None),))
    assert play_draws(never, {"fussy": fussy}, draws=3).interval("fussy") is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"draws": 0}, "0 draws"),
        ({"draws": 10**9}, "draws"),
        ({"draws": 1, "seed": -1}, "-1"),
        ({"draws": 1, "shape": "normal"}, "'normal'"),
    ],
)
def test_draws_that_cannot_be_played(options: dict[str, object], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        play_draws(QUESTION, PLAYS, **options)  # type: ignore[arg-type]


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1), st.sampled_from(draws.SHAPES))
def test_a_drawn_number_lies_in_its_range(low: float, left: float, right: float, share: float, shape: str) -> None:
    mode = low + left
    high = max(mode, mode + right)
    assert low <= at(low, mode, high, share, shape=shape) <= high


def test_the_triangle_has_its_mean_and_spread() -> None:
    values = np.array([at(0, 20, 100, (n + 0.5) / 20000) for n in range(20000)])
    assert values.mean() == pytest.approx((0 + 20 + 100) / 3, abs=1e-3)
    assert values.var() == pytest.approx((100**2 + 20**2 - 100 * 20) / 18, rel=1e-3)


def test_an_interval_holds_its_share() -> None:
    found = play_draws(QUESTION, {"first": first}, draws=500, shape="uniform")
    interval = found.interval("first", level=0.8)
    assert interval
    values = found.of("first")
    assert ((values >= interval.low) & (values <= interval.high)).mean() == pytest.approx(0.8, abs=0.01)
    assert interval.low == pytest.approx(3, abs=1.5)
    assert interval.high == pytest.approx(27, abs=1.5)


def test_the_tornado_is_the_widest_swing_first() -> None:
    found = sensitivity.tornado(QUESTION, mean)
    assert {(s.party, s.field) for s in found} == {("B", "capability"), ("A", "position"), ("A", "salience")}
    assert [s.width for s in found] == sorted((s.width for s in found), reverse=True)
    position = next(s for s in found if s.field == "position")
    # Weights 1, 0.8, 1: a third or so of 30.
    assert position.at_high - position.at_low == pytest.approx(30 / 2.8)
    assert sensitivity.sweep(QUESTION, "A", "position", [0, 30], first) == [(0, 0), (30, 30)]
    assert sensitivity.tornado(Question("q", "?", QUESTION.players[2:] * 2), mean) == []


def ishigami(shares: Array) -> Array:
    x = np.pi * (2 * shares.T - 1)
    return np.asarray(np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]))


def test_sobol_indices_of_a_known_function() -> None:
    """Ishigami and Homma 1990: S = (0.3139, 0.4424, 0), T = (0.5576, 0.4424, 0.2437) with a = 7, b = 0.1."""
    found = sensitivity.indices(ishigami, 3, base=1024, seed=1)
    assert found is not None
    assert found[:, 0] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert found[:, 1] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert (found[:, 2:] < 0.2).all()
    again = sensitivity.indices(ishigami, 3, base=1024, seed=1)
    assert np.array_equal(found, again)


def test_sobol_indices_of_a_sum() -> None:
    found = sensitivity.indices(lambda x: 3 * x[:, 0] + 4 * x[:, 1], 3, base=256)
    assert found is not None
    assert found[:, 0] == pytest.approx([9 / 25, 16 / 25, 0], abs=0.02)
    assert found[:, 1] == pytest.approx([9 / 25, 16 / 25, 0], abs=0.02)


def test_sobol_of_a_question() -> None:
    found = sensitivity.sobol(QUESTION, mean, base=64)
    assert {(s.party, s.field) for s in found} == {("A", "position"), ("A", "salience"), ("B", "capability")}
    assert sum(s.first for s in found) == pytest.approx(1, abs=0.1)
    headline = table()["cs-mean"]
    quick = sensitivity.sobol(QUESTION, headline.play, base=64, many=headline.many)
    assert [s.total for s in quick] == pytest.approx([s.total for s in found])
    only = sensitivity.sobol(QUESTION, first, base=256)
    assert (only[0].party, only[0].field) == ("A", "position")
    assert only[0].total == pytest.approx(1, abs=0.1)
    assert sensitivity.sobol(QUESTION, lambda _: Outcome("flat", 5.0), base=16) == []
    with pytest.raises(QuestionError, match="100"):
        sensitivity.sobol(QUESTION, mean, base=100)


def test_the_table_of_models() -> None:
    assert next(iter(table())) == "cs-mean"
    assert "nash" not in table(question=QUESTION)
    assert "nash" in table(question=replace(QUESTION, reference=0.0))
    with pytest.raises(QuestionError, match="Did you mean 'challenge'"):
        table(["chalenge"])


@pytest.mark.parametrize("name", list(table()))
def test_every_model_plays_draws_and_stays_on_the_scale(name: str) -> None:
    model = table([name])[name]
    question = replace(QUESTION, reference=0.0, procedure=Procedure(QUESTION.players[0].id))
    found = play_draws(question, {name: model.play}, draws=6, many={name: model.many} if model.many else None)
    again = play_draws(question, {name: model.play}, draws=6)
    assert np.isfinite(found.values).all()
    assert ((found.values >= 0) & (found.values <= 100)).all()
    assert found.values == pytest.approx(again.values, abs=1e-9)
    if model.path:
        path = model.path(question)
        assert path[0] == pytest.approx(question.positions())
    if model.matrices:
        assert all(matrix.shape == (3, 3) for matrix in model.matrices(question).values())
