"""The exchange model of Stokman and Van Oosten: pairs of actors trade support on two issues and both gain alike.

Stokman and Van Oosten (1994), in Bueno de Mesquita and Stokman (eds.), European Community Decision Making, Yale University Press.
Outcomes are capability-salience weighted means; two actors on opposite sides of both outcomes each give way where they care
relatively less. All equations are in `docs/textbook/exchange.md`.

>>> import numpy as np
>>> issues = Issues(np.ones((2, 2)), np.array([[0.0, 0.0], [100.0, 100.0]]), np.array([[10.0, 90.0], [60.0, 50.0]]))
>>> [round(float(o), 4) for o in outcomes(issues)]
[85.7143, 35.7143]
>>> [(round(t.gain, 6), t.winner_to, t.partner_to) for t in trades(issues)]
[(500.0, 80.0, 100.0)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import PlayError
from dragoman.simulate.question import Array, Outcome, Question

TIE = 1e-12
ON_OUTCOME = 1e-9


@dataclass(frozen=True, slots=True)
class ExchangeOptions:
    """How pairs trade.

    `freeze`: after a trade the two positions that moved stay where they are (`moved`), or all four positions of the pair on the two issues
    (`pair`). `smallest_gain`: trades must gain each partner more than this, in units of salience times scale.
    `most_trades` bounds one play.
    """

    freeze: str = "moved"
    smallest_gain: float = 1e-9
    most_trades: int = 10_000

    def __post_init__(self) -> None:
        if self.freeze not in ("moved", "pair"):
            raise PlayError(f"Option freeze has value {self.freeze!r}. Known values: moved, pair.")


@dataclass(frozen=True, slots=True, eq=False)
class Issues:
    """Several issues decided together: `capability`, `positions`, `salience`, one row an actor, one column an issue.

    Actors without a position on an issue have capability or salience 0 there. Saliences may have any unit; gains are in it.
    """

    capability: Array
    positions: Array
    salience: Array

    def __post_init__(self) -> None:
        if not (self.capability.shape == self.positions.shape == self.salience.shape and self.positions.ndim == 2):
            raise PlayError(
                f"Capabilities {self.capability.shape}, positions {self.positions.shape} and saliences {self.salience.shape} "
                "don't fit: one row an actor, one column an issue."
            )
        for name, values, least in (
            ("Capability", self.capability, 0.0),
            ("Salience", self.salience, 0.0),
            ("Position", self.positions, -np.inf),
        ):
            wrong = np.argwhere(~(np.isfinite(values) & (values >= least)))
            if len(wrong):
                actor, issue = (int(x) for x in wrong[0])
                raise PlayError(
                    f"{name} of actor {actor + 1} on issue {issue + 1} is {values[actor, issue]:g}; "
                    f"give a finite number{' of at least 0' if least == 0 else ''}."
                )
        empty = np.flatnonzero(~((self.capability * self.salience).sum(axis=0) > 0))
        if len(empty):
            raise PlayError(
                f"Issue {empty[0] + 1}: nobody has both capability and salience; there is no outcome to expect."
            )


@dataclass(frozen=True, slots=True)
class Trade:
    """One exchange: `winner` gets its way on issue `wins`, where `partner` moves; it gives way on issue `yields`.

    `partner_to` and `winner_to` are the new positions, `gain` is what each of the two gains, `outcomes` all issues' outcomes after it,
    `others` what the remaining actors gain together (negative: they lose).
    """

    winner: int
    partner: int
    wins: int
    yields: int
    partner_to: float
    winner_to: float
    gain: float
    outcomes: tuple[float, ...] = ()
    others: float = 0.0


def outcomes(issues: Issues) -> Array:
    """Expected outcome of every issue: sum_i c_i s_i x_i / sum_i c_i s_i."""
    weight = issues.capability * issues.salience
    result: Array = (weight * issues.positions).sum(axis=0) / weight.sum(axis=0)
    return result


def shifts(issues: Issues, frozen: NDArray[np.bool_], p: int, q: int) -> tuple[Array, Array]:
    """Shifts dp and dq of the outcomes of p and q in every possible trade, (actors, actors); 0 where there is none.

    In row i, column j, j moves towards i on p and i towards j on q. With s and c saliences and capabilities, O the outcomes and W
    the sums of c s: j's full move to x_ip shifts O_p by dp = |x_ip - x_jp| c_jp s_jp / W_p, and equal gains ask for
    dq = dp (s_ip + s_jp) / (s_iq + s_jq). Neither may move beyond the other's position, nor an outcome beyond the position it moves
    to; the tighter limit sets both shifts.
    """
    x, s = issues.positions, issues.salience
    share, away = shares(issues), x - outcomes(issues)
    # Who stands on the outcome itself (a trade may have brought it there) is on no side; the last bit must not decide.
    side = np.where(np.abs(away) <= ON_OUTCOME * np.ptp(x, axis=0), 0.0, np.sign(away))
    able = ~frozen & (share > 0)
    can = np.outer(s[:, p], s[:, q]) > np.outer(s[:, q], s[:, p]) * (1 + TIE)
    can &= (np.outer(side[:, p], side[:, p]) < 0) & (np.outer(side[:, q], side[:, q]) < 0)
    can &= able[None, :, p] & able[:, None, q]
    ratio = np.add.outer(s[:, p], s[:, p]) / np.maximum(np.add.outer(s[:, q], s[:, q]), np.finfo(float).tiny)
    apart = [np.abs(np.subtract.outer(x[:, k], x[:, k])) for k in (p, q)]
    most_p = np.minimum(apart[0] * share[None, :, p], np.abs(away)[:, None, p])
    most_q = np.minimum(apart[1] * share[:, None, q], np.abs(away)[None, :, q])
    dp = np.where(can, np.minimum(most_p, most_q / np.where(can, ratio, 1.0)), 0.0)
    return dp, dp * np.where(can, ratio, 0.0)


def best_trade(issues: Issues, frozen: NDArray[np.bool_], options: ExchangeOptions) -> Trade | None:
    """The possible trade with the highest gain; of equals (to 1e-12) the first by actors, then issues."""
    s, x, share = issues.salience, issues.positions, shares(issues)
    best: tuple[float, tuple[int, ...], Trade] | None = None
    for p, q in combinations(range(x.shape[1]), 2):
        dp, dq = shifts(issues, frozen, p, q)
        gains = dp * s[:, None, p] - dq * s[:, None, q]
        top = float(gains.max())
        if not top > options.smallest_gain or (best and top < best[0] * (1 - TIE)):
            continue
        for i, j in np.argwhere(gains >= top * (1 - TIE)).tolist():
            place = (min(i, j), max(i, j), p, q)
            if best and top <= best[0] * (1 + TIE) and place >= best[1]:
                continue
            partner_to = x[j, p] + np.sign(x[i, p] - x[j, p]) * dp[i, j] / share[j, p]
            winner_to = x[i, q] + np.sign(x[j, q] - x[i, q]) * dq[i, j] / share[i, q]
            best = top, place, Trade(i, j, p, q, float(partner_to), float(winner_to), float(gains[i, j]))
    return best[2] if best else None


def shares(issues: Issues) -> Array:
    """What part of an issue's outcome each actor carries: c s / W."""
    weight = issues.capability * issues.salience
    result: Array = weight / weight.sum(axis=0)
    return result


def trades(issues: Issues, options: ExchangeOptions | None = None) -> Iterator[Trade]:
    """Trades one after the other, the highest gain first, positions and outcomes worked out anew after each."""
    options = options or ExchangeOptions()
    frozen = np.zeros(issues.positions.shape, dtype=bool)
    for _ in range(options.most_trades):
        trade = best_trade(issues, frozen, options)
        if trade is None:
            return
        before = outcomes(issues)
        after = moved(issues, trade)
        new = outcomes(after)
        yield replace(trade, outcomes=tuple(new.tolist()), others=others_gain(issues, trade, before, new))
        frozen[trade.partner, trade.wins] = frozen[trade.winner, trade.yields] = True
        if options.freeze == "pair":
            frozen[trade.winner, trade.wins] = frozen[trade.partner, trade.yields] = True
        issues = after


def moved(issues: Issues, trade: Trade) -> Issues:
    """The issues after a trade."""
    positions = issues.positions.copy()
    positions[trade.partner, trade.wins] = trade.partner_to
    positions[trade.winner, trade.yields] = trade.winner_to
    return Issues(issues.capability, positions, issues.salience)


def others_gain(issues: Issues, trade: Trade, before: Array, after: Array) -> float:
    """What a trade's externalities sum to: salience times how much nearer the outcomes come, over all but the two."""
    nearer = np.abs(issues.positions - before) - np.abs(issues.positions - after)
    gains = (issues.salience * nearer).sum(axis=1)
    return float(gains.sum() - gains[trade.winner] - gains[trade.partner])


def gather(questions: Sequence[Question]) -> tuple[tuple[str, ...], Issues]:
    """Players' ids in order of appearance, and the questions as issues on scales from 0 to 100.

    A player who is not on a question has no weight there.
    """
    ids = tuple(dict.fromkeys(player.id for question in questions for player in question.players))
    at = {name: row for row, name in enumerate(ids)}
    capability, positions, salience = (np.zeros((len(ids), len(questions))) for _ in range(3))
    for column, question in enumerate(questions):
        if not question.high > question.low:
            raise PlayError(
                f"Question {question.id!r} has a scale from {question.low} to {question.high}; the high end must be greater."
            )
        for player in question.players:
            row = at[player.id]
            capability[row, column], salience[row, column] = player.capability, player.salience
            positions[row, column] = (player.position - question.low) / (question.high - question.low) * 100
    return ids, Issues(capability, positions, salience)


def play_all(questions: Sequence[Question], options: ExchangeOptions | None = None) -> tuple[Outcome, ...]:
    """Outcomes of questions decided together, in their order; players are the same where their ids are.

    `details`: the outcome before trading, number of trades on the question, and the gain of all other actors from all trades.
    """
    ids, issues = gather(questions)
    before = outcomes(issues)
    done = list(trades(issues, options))
    ends = issues
    for trade in done:
        ends = moved(ends, trade)
    after = outcomes(ends)
    results = []
    for column, question in enumerate(questions):
        here = [t for t in done if column in (t.wins, t.yields)]
        results.append(
            Outcome(
                model="exchange",
                value=on_scale(question, after[column]),
                ended="closed form" if len(questions) == 1 else "fixed point",
                rounds=len(here),
                positions=tuple(on_scale(question, ends.positions[ids.index(p.id), column]) for p in question.players),
                lines=tuple(trade_words(t, ids, questions) for t in here)
                or ("no trade: the outcome is the weighted mean",),
                details={
                    "before trading": on_scale(question, before[column]),
                    "trades": float(len(here)),
                    "gain of the others": sum(t.others for t in done),
                },
            )
        )
    return tuple(results)


def play(question: Question, options: ExchangeOptions | None = None, *, beside: Sequence[Question] = ()) -> Outcome:
    """Outcome of a question when it may be traded against the questions `beside` it; alone, its weighted mean."""
    return play_all((question, *beside), options)[0]


def on_scale(question: Question, value: float) -> float:
    """A place on the scale from 0 to 100 as a place on the question's own."""
    return float(question.low + value / 100 * (question.high - question.low))


def trade_words(trade: Trade, ids: Sequence[str], questions: Sequence[Question]) -> str:
    """A trade in words."""
    wins, yields = questions[trade.wins], questions[trade.yields]
    return (
        f"{ids[trade.partner]} moves to {on_scale(wins, trade.partner_to):.2f} on {wins.id} for {ids[trade.winner]}, which moves to "
        f"{on_scale(yields, trade.winner_to):.2f} on {yields.id}: {trade.gain:.2f} gained by each, {trade.others:+.2f} by the others"
    )
