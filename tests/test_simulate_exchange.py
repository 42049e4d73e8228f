"""The exchange model: the published two-actor example exactly, the limits of a trade by hand, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import PlayError
from dragoman.simulate.exchange import ExchangeOptions, Issues, moved, outcomes, play, play_all, trades
from dragoman.simulate.question import Player, Question


def two(
    first: tuple[float, float] = (0.0, 0.0), salience: tuple[tuple[float, float], ...] = ((10, 90), (60, 50))
) -> Issues:
    return Issues(np.ones((2, 2)), np.array([first, (100.0, 100.0)]), np.array(salience, dtype=np.float64))


def test_the_example_of_two_actors_exactly() -> None:
    issues = two()
    np.testing.assert_allclose(outcomes(issues), [6000 / 70, 5000 / 140], rtol=1e-15)
    (trade,) = trades(issues)
    assert (trade.winner, trade.partner, trade.wins, trade.yields) == (1, 0, 0, 1)
    np.testing.assert_allclose([trade.partner_to, trade.winner_to, trade.gain], [100, 80, 500], rtol=1e-14)
    np.testing.assert_allclose(trade.outcomes, [100, 200 / 7], rtol=1e-14)
    assert trade.others == pytest.approx(0)


def test_a_move_that_is_too_long_on_the_second_issue_becomes_the_full_move_there() -> None:
    # Actor 2 cares little for the second issue: matching a full move on the first would take it beyond the partner's position.
    issues = two(salience=((40, 90), (60, 2)))
    (trade,) = trades(issues)
    assert trade.winner_to == pytest.approx(0)
    assert trade.partner_to == pytest.approx((100 * 2 / 92) * (92 / 100) * 100 / 40)
    gains = [trade.outcomes[0] - 60, 200 / 92 - trade.outcomes[1]]
    assert trade.gain == pytest.approx(gains[0] * 60 - gains[1] * 2)
    assert trade.gain == pytest.approx(gains[1] * 90 - gains[0] * 40)


def test_an_outcome_does_not_pass_the_partners_position() -> None:
    # A third actor holds the outcome of issue 1 near actor 2, so that actor 1's full move would carry it beyond actor 2.
    issues = Issues(
        np.ones((3, 2)),
        np.array([[0.0, 0.0], [52.0, 100.0], [100.0, 0.0]]),
        np.array([[45.0, 90.0], [60.0, 40.0], [45.0, 60.0]]),
    )
    assert 50 < outcomes(issues)[0] < 52
    first = next(t for t in trades(issues) if {t.winner, t.partner} == {0, 1})
    assert (first.winner, first.wins) == (1, 0)
    assert first.outcomes[0] == pytest.approx(52)
    assert first.partner_to < 52


def test_no_trade_without_opposite_sides() -> None:
    assert not list(trades(two(first=(0.0, 100.0))))
    assert not list(trades(two(salience=((10, 50), (12, 60)))))  # equal relative salience: nothing to gain


def test_who_is_left_out_may_lose() -> None:
    issues = Issues(
        np.ones((3, 2)),
        np.array([[0.0, 0.0], [100.0, 100.0], [0.0, 100.0]]),
        np.array([[10.0, 90.0], [60.0, 50.0], [30.0, 30.0]]),
    )
    first = next(trades(issues))
    assert {first.winner, first.partner} == {0, 1}
    assert first.others < 0


def random_issues(seed: int, n: int = 6, m: int = 3) -> Issues:
    rng = np.random.default_rng(seed)
    return Issues(rng.uniform(1, 5, (n, m)), rng.uniform(0, 100, (n, m)), rng.uniform(1, 100, (n, m)))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000), st.sampled_from(["moved", "pair"]))
def test_partners_gain_alike_and_nothing_overshoots(seed: int, freeze: str) -> None:
    issues = random_issues(seed)
    used = set()
    for trade in trades(issues, ExchangeOptions(freeze=freeze)):
        before, after = outcomes(issues), np.array(trade.outcomes)
        x, s = issues.positions, issues.salience
        i, j, p, q = trade.winner, trade.partner, trade.wins, trade.yields
        nearer = np.abs(x - before) - np.abs(x - after)
        assert nearer[i] @ s[i] == pytest.approx(trade.gain, rel=1e-6, abs=1e-6)
        assert nearer[j] @ s[j] == pytest.approx(trade.gain, rel=1e-6, abs=1e-6)
        assert min(x[i, p], x[j, p]) - 1e-9 <= trade.partner_to <= max(x[i, p], x[j, p]) + 1e-9
        assert min(x[i, q], x[j, q]) - 1e-9 <= trade.winner_to <= max(x[i, q], x[j, q]) + 1e-9
        assert (x[i, p] - after[p]) * (x[i, p] - before[p]) >= -1e-6
        assert (x[j, q] - after[q]) * (x[j, q] - before[q]) >= -1e-6
        assert not {(j, p), (i, q)} & used
        used |= {(j, p), (i, q)}
        issues = moved(issues, trade)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 100_000))
def test_order_reflection_and_scales_do_not_matter(seed: int) -> None:
    issues = random_issues(seed)
    end = ends(issues)
    order = np.random.default_rng(seed).permutation(6)
    mixed = Issues(issues.capability[order], issues.positions[order], issues.salience[order])
    np.testing.assert_allclose(ends(mixed), end, atol=1e-6)
    np.testing.assert_allclose(
        ends(Issues(issues.capability, 100 - issues.positions, issues.salience)), 100 - end, atol=1e-6
    )
    np.testing.assert_allclose(ends(Issues(issues.capability * 7, issues.positions, issues.salience)), end, atol=1e-6)
    null = Issues(
        *(
            np.vstack([a, np.full((1, 3), v)])
            for a, v in ((issues.capability, 0), (issues.positions, 5), (issues.salience, 9))
        )
    )
    np.testing.assert_allclose(ends(null), end, atol=1e-6)


def test_two_halves_trade_otherwise_than_one_actor() -> None:
    # By definition: each half carries half the outcome's weight and finds its own partners, one trade at a time.
    issues = random_issues(3)
    split = Issues(*(np.vstack([a, a[:1]]) for a in (issues.capability, issues.positions, issues.salience)))
    split.capability[[0, -1]] /= 2
    np.testing.assert_allclose(outcomes(split), outcomes(issues))
    assert np.abs(ends(split) - ends(issues)).max() > 0.1


def test_thirty_actors_on_six_issues_are_quick() -> None:
    assert sum(1 for _ in trades(random_issues(1, 30, 6))) > 30


def test_trades_end_where_the_options_say() -> None:
    whole, few = (list(trades(random_issues(1), given)) for given in (None, ExchangeOptions(most_trades=2)))
    assert len(whole) > 2 and [(t.winner, t.partner, t.gain) for t in few] == [
        (t.winner, t.partner, t.gain) for t in whole[:2]
    ]


def ends(issues: Issues) -> np.ndarray:
    for trade in trades(issues):
        issues = moved(issues, trade)
    return outcomes(issues)


def questions() -> tuple[Question, Question]:
    tariff = (Player("A", "Arl", 0, 0.1, 1), Player("B", "Bel", 10, 0.6, 1))
    quota = (Player("A", "Arl", -1, 0.9, 1), Player("B", "Bel", 1, 0.5, 1))
    return Question("tariff", "How high?", tariff, low=0, high=10), Question(
        "quota", "How wide?", quota, low=-1, high=1
    )


def test_questions_are_traded_on_their_own_scales() -> None:
    first, second = play_all(questions())
    assert first.details["before trading"] == pytest.approx(60 / 7)
    assert first.value == pytest.approx(10)
    assert second.value == pytest.approx(-1 + 2 * 2 / 7)
    assert first.positions == pytest.approx((10, 10))
    assert "A moves to 10.00 on tariff for B, which moves to 0.60 on quota: 5.00 gained by each" in first.lines[0]


def test_alone_a_question_keeps_its_weighted_mean() -> None:
    outcome = play(questions()[0])
    assert outcome.value == pytest.approx(60 / 7)
    assert outcome.lines == ("no trade: the outcome is the weighted mean",)
    assert outcome.ended == "closed form" and play_all(questions())[0].ended == "fixed point"
    assert play(questions()[0], beside=questions()[1:]).value == pytest.approx(10)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: ExchangeOptions(freeze="none"), "Known values: moved"),
        (lambda: Issues(np.ones((2, 2)), np.ones((2, 1)), np.ones((2, 2))), "don't fit"),
        (lambda: Issues(np.ones((2, 1)), np.ones((2, 1)), np.zeros((2, 1))), "Issue 1: nobody"),
        (
            lambda: Issues(-np.ones((2, 1)), np.ones((2, 1)), np.ones((2, 1))),
            "Capability of actor 1 on issue 1 is -1; give",
        ),
        (
            lambda: Issues(np.ones((2, 1)), np.ones((2, 1)), np.array([[1], [np.nan]])),
            "Salience of actor 2 on issue 1 is nan",
        ),
        (
            lambda: Issues(np.ones((2, 1)), np.array([[1], [np.inf]]), np.ones((2, 1))),
            "Position of actor 2 on issue 1 is inf",
        ),
        (lambda: play(Question("q", "?", questions()[0].players, low=5, high=5)), "the high end must be greater"),
    ],
)
def test_refusals_quote_what_is_wrong(make: object, words: str) -> None:
    with pytest.raises(PlayError, match=words):
        make()  # type: ignore[operator]
