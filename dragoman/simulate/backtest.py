"""How good were the models on decisions whose outcome is known, side by side with the weighted mean.

Errors are in per cent of each question's scale. Where two models are compared, they are compared on the same issues, and the interval of
their difference resamples whole proposals: issues of one proposal are decided together and are no independent evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import DragomanError, QuestionError
from dragoman.simulate.calibration import Calibration, calibrate, crps, quantile
from dragoman.simulate.decisions import Decision
from dragoman.simulate.draws import Play, Step
from dragoman.simulate.question import Array, Outcome, Question

LEVEL = 0.8  # of intervals: how many of ten outcomes should lie inside
Whole = NDArray[np.int64]
# What is asked of the decision and not of the question alone: how it was decided, what was decided with it.
OnDecision = Callable[[Decision], Outcome]
# A forecast as a distribution: points and their weights.
Spread = tuple[Array, Array]


@dataclass(frozen=True, slots=True)
class Score:
    """One forecast on the issues it could be made for; errors in per cent of the scale.

    `delta` is its mean absolute error less the headline's on the same issues, with a 95 % interval; `coverage` the share of outcomes inside
    its central 80 % interval, None for a forecast that is one number; `crps` equals the mean absolute error for those.
    """

    model: str
    issues: int
    mean_error: float
    median_error: float
    rms_error: float
    crps: float
    coverage: float | None
    delta: float
    delta_low: float
    delta_high: float


@dataclass(frozen=True, slots=True)
class SplitScore:
    """Mean absolute error of a model on issues of one kind."""

    aspect: str
    kind: str
    model: str
    issues: int
    mean_error: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """Scores of all models, the same by kind of issue, and what the headline's errors say about its next forecast."""

    headline: str
    issues: int
    proposals: int
    scores: tuple[Score, ...]
    by_kind: tuple[SplitScore, ...]
    calibration: Calibration
    declined: tuple[tuple[str, int, str], ...]
    stopped: bool = False


def backtest(
    decisions: Sequence[Decision],
    plays: Mapping[str, Play],
    *,
    headline: str,
    on_decisions: Mapping[str, OnDecision] | None = None,
    spreads: Mapping[str, Callable[[Question], Spread]] | None = None,
    resamples: int = 2000,
    seed: int = 1,
    progress: Step | None = None,
) -> Backtest:
    """Play every model on every decision and score it.

    `on_decisions` are models that need more than the question; `spreads` are forecasts that are distributions (their points' weighted
    mean is scored as a number). A `KeyboardInterrupt` ends the run early: what was played is scored, with `stopped` set.

    Raises `QuestionError` for fewer than three proposals, or without the headline.
    """
    if headline not in plays:
        raise QuestionError(f"The headline '{headline}' is not among the models: {', '.join(plays)}.")
    spreads = {**(spreads or {}), **_SPREADS}
    asked = {name: _of_question(play) for name, play in plays.items()} | dict(on_decisions or {})
    names = [*asked, *spreads]
    played = _play_all(decisions, asked, spreads, progress)
    done, declined, total = played.done, played.declined, len(decisions)
    decisions, values = decisions[:done], played.values[:done]
    groups = _groups(decisions)
    if done == 0 or groups.max() < 2:
        raise QuestionError(
            f"{done} decisions of {groups.max() + 1 if done else 0} proposals are too few: give those of three proposals or more."
        )
    widths = np.array([d.question.high - d.question.low for d in decisions])
    outcomes = np.array([d.outcome for d in decisions])
    errors = 100 * np.abs(values - outcomes[:, None]) / widths[:, None]
    base = errors[:, names.index(headline)]
    draws = np.random.default_rng(seed).integers(0, groups.max() + 1, (resamples, groups.max() + 1))
    scores = []
    for column, name in enumerate(names):
        n = column - len(asked)
        own_crps = 100 * played.crps[:done, n] if n >= 0 else None
        inside = played.inside[:done, n] if n >= 0 else None
        score = _score(name, errors[:, column], base, groups, draws, own_crps, inside)
        if score:
            scores.append(score)
    shares = (outcomes - values[:, names.index(headline)]) / widths
    scored = _calibrated(decisions, values[:, names.index(headline)], shares, groups, base, draws, headline)
    scores.extend(scored)
    return Backtest(
        headline=headline,
        issues=done,
        proposals=int(groups.max()) + 1,
        scores=tuple(sorted(scores, key=lambda s: (s.model != headline, s.mean_error, s.model))),
        by_kind=tuple(_by_kind(decisions, names, errors)),
        calibration=calibrate(shares[~np.isnan(shares)]),
        declined=tuple((name, len(reasons), reasons[0]) for name, reasons in sorted(declined.items())),
        stopped=done < total,
    )


@dataclass(slots=True)
class _Played:
    """What was forecast, a row a decision, until `done`: values of all forecasts, CRPS and hits of those that are distributions."""

    values: Array
    crps: Array
    inside: Array
    declined: dict[str, list[str]]
    done: int = 0


def _play_all(
    decisions: Sequence[Decision],
    asked: Mapping[str, OnDecision],
    spreads: Mapping[str, Callable[[Question], Spread]],
    progress: Step | None,
) -> _Played:
    """Every model on every decision; a `KeyboardInterrupt` leaves the rows behind `done` as they are."""
    blank = np.full((len(decisions), len(spreads)), np.nan)
    found = _Played(np.full((len(decisions), len(asked) + len(spreads)), np.nan), blank, blank.copy(), {})
    try:
        for row, decision in enumerate(decisions):
            for column, (name, play) in enumerate(asked.items()):
                try:
                    found.values[row, column] = play(decision).value
                except DragomanError as error:
                    found.declined.setdefault(name, []).append(str(error))
            for n, (name, spread) in enumerate(spreads.items()):
                try:
                    points, weights = spread(decision.question)
                except DragomanError as error:
                    found.declined.setdefault(name, []).append(str(error))
                    continue
                width = decision.question.high - decision.question.low
                found.values[row, len(asked) + n] = float((points * weights).sum() / weights.sum())
                found.crps[row, n] = crps(points, weights, decision.outcome) / width
                ends = [quantile(points, weights, share) for share in ((1 - LEVEL) / 2, (1 + LEVEL) / 2)]
                found.inside[row, n] = ends[0] <= decision.outcome <= ends[1]
            found.done = row + 1
            if progress:
                progress(found.done, len(decisions))
    except KeyboardInterrupt:
        pass
    return found


def by_procedure(decisions: Sequence[Decision]) -> dict[str, OnDecision]:
    """The pivot model by each decision's own procedure, and the exchange model over the issues of each proposal."""
    together: dict[str, list[Question]] = {}
    for decision in decisions:
        together.setdefault(decision.proposal, []).append(decision.question)

    def pivot(decision: Decision) -> Outcome:
        from dragoman.simulate.pivot import PivotOptions, play

        options = PivotOptions(decision.setter, decision.consent, decision.quota, decision.votes)
        return play(decision.question, options)

    def exchange(decision: Decision) -> Outcome:
        from dragoman.simulate.exchange import play

        others = [question for question in together[decision.proposal] if question is not decision.question]
        return play(decision.question, beside=others)

    return {"pivot": pivot, "exchange": exchange}


def difference(delta: Array, groups: Whole, draws: Whole) -> tuple[float, float, float]:
    """The mean of paired differences with a 95 % interval from resampled groups.

    `groups` are numbers 0..g-1, one a difference; `draws` a row a resample of g group numbers. Sums and counts a group keep it exact
    where the groups differ in size.
    """
    count = int(draws.max()) + 1
    sums = np.bincount(groups, weights=delta, minlength=count)
    sizes = np.bincount(groups, minlength=count)
    totals = sizes[draws].sum(axis=1)
    means = sums[draws].sum(axis=1)[totals > 0] / totals[totals > 0]
    low, high = np.quantile(means, [0.025, 0.975])
    return float(delta.mean()), float(low), float(high)


def _score(
    name: str, errors: Array, base: Array, groups: Whole, draws: Whole, own_crps: Array | None, inside: Array | None
) -> Score | None:
    made = ~np.isnan(errors) & ~np.isnan(base)
    if not made.any():
        return None
    found = errors[made]
    delta, low, high = difference(found - base[made], groups[made], draws)
    return Score(
        model=name,
        issues=int(made.sum()),
        mean_error=float(found.mean()),
        median_error=float(np.median(found)),
        rms_error=float(np.sqrt((found**2).mean())),
        crps=float(found.mean() if own_crps is None else np.nanmean(own_crps[made])),
        coverage=None if inside is None else float(np.nanmean(inside[made])),
        delta=delta,
        delta_low=low,
        delta_high=high,
    )


def _calibrated(
    decisions: Sequence[Decision], values: Array, shares: Array, groups: Whole, base: Array, draws: Whole, headline: str
) -> list[Score]:
    """The headline with the errors of all other proposals around it: no proposal is judged by an interval it helped to make."""
    found, inside = np.full(len(values), np.nan), np.full(len(values), np.nan)
    for group in range(int(groups.max()) + 1):
        others = shares[(groups != group) & ~np.isnan(shares)]
        if len(others) < 2:
            continue
        known = calibrate(others)
        for row in np.flatnonzero((groups == group) & ~np.isnan(values)).tolist():
            question = decisions[row].question
            width = question.high - question.low
            points = np.clip(values[row] + others * width, question.low, question.high)
            found[row] = 100 * crps(points, np.ones(len(points)), decisions[row].outcome) / width
            low, high = known.interval(question, float(values[row]), level=LEVEL)
            inside[row] = low <= decisions[row].outcome <= high
    score = _score(f"{headline}, calibrated", base, base, groups, draws, found, inside)
    return [score] if score else []


def _by_kind(decisions: Sequence[Decision], names: Sequence[str], errors: Array) -> list[SplitScore]:
    kinds = sorted({kind for decision in decisions for kind in decision.kinds})
    found = []
    for aspect, kind in kinds:
        rows = np.array([(aspect, kind) in decision.kinds for decision in decisions])
        for column, name in enumerate(names):
            here = errors[rows, column]
            here = here[~np.isnan(here)]
            if len(here):
                found.append(SplitScore(aspect, kind, name, len(here), float(here.mean())))
    return found


def _of_question(play: Play) -> OnDecision:
    return lambda decision: play(decision.question)


def _groups(decisions: Sequence[Decision]) -> Whole:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(d.proposal, len(numbers)) for d in decisions], dtype=np.int64)


def _positions(question: Question) -> Spread:
    weights = question.capabilities() * question.saliences()
    # All weights zero says nothing about who prevails: every position alike.
    return question.positions(), weights if weights.sum() > 0 else np.ones(len(weights))


def _alike(question: Question) -> Spread:
    return question.positions(), np.ones(len(question.players))


def _uniform(question: Question) -> Spread:
    points = question.low + (np.arange(200) + 0.5) / 200 * (question.high - question.low)
    return points, np.ones(200)


_SPREADS: dict[str, Callable[[Question], Spread]] = {
    "positions by weight": _positions,
    "positions alike": _alike,
    "anywhere on the scale": _uniform,
}
