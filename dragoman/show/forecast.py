"""A question played by every model, with what is uncertain about it: what `dragoman play` shows as table, JSON and page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from dragoman.errors import DragomanError, QuestionError
from dragoman.show.rows import Row
from dragoman.simulate.calibration import KNOWN, Calibration
from dragoman.simulate.coalition import Coalitions, coalitions
from dragoman.simulate.draws import Draws, Step, play_draws
from dragoman.simulate.models import HEADLINE, Model
from dragoman.simulate.question import Array, Outcome, Question
from dragoman.simulate.sensitivity import Share, Swing, sobol, tornado
from dragoman.simulate.whatif import apply

LEVEL = 0.9
MOST_LINES = 6
MOST_SWINGS = 8


@dataclass(frozen=True, slots=True)
class Forecast:
    """All that was found out about a question. `before` are the values without the what-if, by model; empty where there is none."""

    question: Question
    overrides: tuple[str, ...]
    models: Mapping[str, Model]
    outcomes: Mapping[str, Outcome]
    before: Mapping[str, float]
    declined: Mapping[str, str]
    draws: Draws | None
    swings: tuple[Swing, ...]
    shares: tuple[Share, ...]
    calibration: Calibration | None

    @property
    def headline(self) -> Outcome:
        """The weighted mean."""
        return self.outcomes[HEADLINE]


def forecast(
    question: Question,
    models: Mapping[str, Model],
    *,
    overrides: Sequence[str] = (),
    draws: int = 0,
    seed: int = 1,
    shape: str = "triangular",
    cores: int = 1,
    with_sobol: bool = False,
    calibration: Calibration | None = None,
    progress: Step | None = None,
) -> Forecast:
    """Play `question`, changed by `overrides`, with every model; a model that can't play it is in `declined` with its reason.

    Raises `DragomanError` where the headline itself can't be computed.
    """
    changed = apply(question, overrides)
    outcomes, declined = _played(changed, models)
    if HEADLINE not in outcomes:
        raise QuestionError(declined.get(HEADLINE, f"The headline '{HEADLINE}' was not played."))
    before = {name: outcome.value for name, outcome in _played(question, models)[0].items()} if overrides else {}
    drawn = None
    if draws:
        playable = {name: models[name] for name in outcomes}
        drawn = play_draws(
            changed,
            {name: model.play for name, model in playable.items()},
            draws=draws,
            seed=seed,
            shape=shape,
            cores=cores,
            many={name: model.many for name, model in playable.items() if model.many},
            progress=progress,
        )
    headline = models[HEADLINE]
    return Forecast(
        question=changed,
        overrides=tuple(overrides),
        models=models,
        outcomes=outcomes,
        before=before,
        declined=declined,
        draws=drawn,
        swings=tuple(tornado(changed, headline.play)),
        shares=tuple(sobol(changed, headline.play, many=headline.many, seed=seed, shape=shape)) if with_sobol else (),
        calibration=calibration,
    )


def model_rows(found: Forecast) -> list[Row]:
    """A row a model, the headline first: value, distance from the headline, interval of the draws, how it ended."""
    rows = []
    for name, outcome in found.outcomes.items():
        interval = found.draws.interval(name, level=LEVEL) if found.draws else None
        row: Row = {
            "model": name,
            "value": _round(outcome.value),
            "less headline": _round(outcome.value - found.headline.value),
            "5 %": _round(interval.low) if interval else None,
            "95 %": _round(interval.high) if interval else None,
            "ended": outcome.ended,
            "rounds": outcome.rounds,
            "what it is": found.models[name].title,
        }
        if found.before:
            row["without the change"] = _round(found.before[name]) if name in found.before else None
        rows.append(row)
    return rows


def columns(found: Forecast) -> tuple[str, ...]:
    """The columns of `model_rows` that say something here."""
    changed = ("without the change",) if found.before else ()
    interval = ("5 %", "95 %") if found.draws and found.draws.done else ()
    return ("model", "value", *changed, "less headline", *interval, "ended", "rounds", "what it is")


def swing_rows(found: Forecast) -> list[Row]:
    """A row an uncertain number: what the headline says at both ends of its range."""
    shares = {(share.party, share.field): share for share in found.shares}
    rows = []
    for swing in found.swings:
        share = shares.get((swing.party, swing.field))
        rows.append(
            {
                "input": f"{swing.party}.{swing.field}",
                "from": swing.low,
                "to": swing.high,
                "headline at from": _round(swing.at_low),
                "headline at to": _round(swing.at_high),
                "swing": _round(swing.width),
                **(_shares(share) if share else {}),
            }
        )
    return rows


def _shares(share: Share) -> Row:
    """Shares of variance with the half-widths of their 95 % intervals: estimates, of which one may come out above the other."""
    told = {"variance alone": (share.first, share.first_error), "variance in all": (share.total, share.total_error)}
    return {
        f"{name}{mark}": round(one, 3)
        for name, pair in told.items()
        for mark, one in zip(("", " ±"), pair, strict=True)
    }


def notes(found: Forecast) -> list[str]:
    """The headline in words, and what must be known to read it; the first line is the headline."""
    question, value = found.question, found.headline.value
    said = [f"{place(question, value)}: the mean weighted by capability and salience."]
    if found.before:
        said[0] += (
            f" Without the change ({', '.join(found.overrides)}) it is {_counted(question, found.before[HEADLINE])}."
        )
    if found.draws and found.draws.done:
        said.extend(_draw_notes(found, found.draws))
    values = [outcome.value for outcome in found.outcomes.values()]
    said.append(
        f"Models say {min(values):.4g} to {_counted(question, max(values))}, {max(values) - min(values):.3g} apart"
        + (_beside(found, max(values) - min(values)) if found.draws and found.draws.done else ".")
    )
    said.append(calibration_note(found))
    for name, outcome in found.outcomes.items():
        if "no end" in outcome.ended or "cycle" in outcome.ended:
            said.append(
                f"{name} does not settle ({outcome.ended}); its value is an average over time and not an outcome."
            )
    said.extend(f"{name} declined: {reason}" for name, reason in found.declined.items())
    return said


def place(question: Question, value: float) -> str:
    """A value with its unit and the words of its scale.

    >>> from dragoman.simulate.question import Question
    >>> place(Question("q", "?", (), 0, 10, "at once", "never"), 2.5)
    '2.5 on the scale from 0 (at once) to 10 (never)'
    """
    ends = [f"{end:g} ({words})" if words else f"{end:g}" for end, words in _ends(question)]
    return f"{measured(question, value)} on the scale from {ends[0]} to {ends[1]}"


def measured(question: Question, value: float) -> str:
    """A value with its unit, four digits of it.

    >>> from dragoman.simulate.question import Question
    >>> measured(Question("q", "?", (), unit="weeks"), 2.5)
    '2.5 weeks'
    """
    return f"{value:.4g} {question.unit}".rstrip()


def calibration_note(found: Forecast) -> str:
    """How far such headlines missed in the past."""
    question = found.question
    if found.calibration:
        low, high = found.calibration.interval(question, found.headline.value, level=0.8)
        of = f" ({found.calibration.source})" if found.calibration.source else ""
        return (
            f"By {len(found.calibration.misses)} past decisions{of}, the outcome lies between {low:.4g} and "
            f"{_counted(question, high)} with a chance of 80 %."
        )
    width = question.high - question.low
    mean, median = KNOWN["mean miss"], KNOWN["median miss"]
    return (
        f"On {KNOWN['decisions']:.0f} past decisions of the European Union this mean missed by {mean:.0f} % of the scale on average "
        f"(here {_counted(question, mean * width / 100, digits=3)}) and by more than {median * width / 100:.3g} in every second "
        "case; none of the other models tried did better on average. Whether this question is like those is for you to judge."
    )


def as_json(found: Forecast, *, full: bool = False) -> dict[str, Any]:
    """Everything as one JSON object; paths, all explanations, draws and matrices with `full`."""
    question = found.question
    answer: dict[str, Any] = {
        "question": {
            "id": question.id,
            "title": question.title,
            "low": question.low,
            "high": question.high,
            "low_words": question.low_words,
            "high_words": question.high_words,
            "unit": question.unit,
            "reference": question.reference,
            "procedure": asdict(question.procedure) if question.procedure else None,
            "what_if": list(found.overrides),
            "parties": [
                {
                    "id": p.id,
                    "name": p.name,
                    "position": p.position,
                    "salience": p.salience,
                    "capability": p.capability,
                    "note": p.note,
                }
                for p in question.players
            ],
        },
        "headline": {"model": HEADLINE, "value": found.headline.value, "calibrated": _calibrated(found)},
        "models": [
            {
                "model": name,
                "value": outcome.value,
                "without_change": found.before.get(name),
                "interval": _interval(found.draws, name),
                "ended": outcome.ended,
                "rounds": outcome.rounds,
                "positions": list(outcome.positions),
                "ends": {p.id: x for p, x in zip(question.players, outcome.positions, strict=False)},
                "details": {key: value if math.isfinite(value) else None for key, value in outcome.details.items()},
                "lines": list(explanations(found, name, full=full)),
            }
            for name, outcome in found.outcomes.items()
        ],
        "draws": None,
        "coalitions": {name: asdict(seen) for name, seen in all_coalitions(found).items()},
        "sensitivity": swing_rows(found),
        "notes": notes(found),
    }
    if found.draws:
        drawn = found.draws
        answer["draws"] = {
            "asked": drawn.asked,
            "done": drawn.done,
            "seed": drawn.seed,
            "shape": drawn.shape,
            "stopped": drawn.stopped,
            "declined": dict(drawn.declined),
        }
        if full:
            columns = zip(drawn.models, drawn.values.T.tolist(), strict=True)
            answer["draws"]["values"] = {name: [None if v != v else v for v in column] for name, column in columns}
    if full:
        answer["paths"] = {name: path.tolist() for name, path in paths(found).items()}
        answer["matrices"] = {
            name: {what: matrix.tolist() for what, matrix in matrices.items()}
            for name, matrices in all_matrices(found).items()
        }
    return answer


def explanations(found: Forecast, name: str, *, full: bool = False) -> tuple[str, ...]:
    """How a model came to its value, in words; at most `MOST_LINES` unless `full`."""
    lines = found.outcomes[name].lines
    tell = found.models[name].tell
    if full:
        return tell(found.question) if tell else lines
    return (*lines[:MOST_LINES], "... and more; see all with --full.") if len(lines) > MOST_LINES else lines


def paths(found: Forecast) -> dict[str, Array]:
    """Positions, a row a state, of each model that moves and could be played, up to where it ended."""
    return {
        name: model.path(found.question)[: found.outcomes[name].rounds + 1]
        for name, model in found.models.items()
        if model.path and name in found.outcomes
    }


def all_matrices(found: Forecast) -> dict[str, dict[str, Array]]:
    """What the first round of each model rests on."""
    return {
        name: model.matrices(found.question)
        for name, model in found.models.items()
        if model.matrices and name in found.outcomes
    }


def all_coalitions(found: Forecast) -> dict[str, Coalitions]:
    """Who ends together, and who gave way to whom, in each model that moves."""
    return {
        name: coalitions(found.question, outcome.positions, model.yielded(found.question, outcome.rounds))
        for name, model in found.models.items()
        if model.yielded and (outcome := found.outcomes.get(name)) and outcome.positions
    }


def _played(question: Question, models: Mapping[str, Model]) -> tuple[dict[str, Outcome], dict[str, str]]:
    outcomes: dict[str, Outcome] = {}
    declined: dict[str, str] = {}
    for name, model in models.items():
        try:
            outcomes[name] = model.play(question)
        except DragomanError as error:
            declined[name] = str(error)
    return outcomes, declined


def _draw_notes(found: Forecast, drawn: Draws) -> list[str]:
    interval = drawn.interval(HEADLINE, level=LEVEL)
    said = []
    if interval and found.swings:
        said.append(
            f"Within the ranges of the inputs the headline lies between {interval.low:.4g} and {_counted(found.question, interval.high)} "
            f"({100 * LEVEL:.0f} % of {drawn.done} draws, seed {drawn.seed}). This says nothing of what the model leaves out."
        )
        middle = float(np.median(drawn.of(HEADLINE)))
        if abs(middle - found.headline.value) > (interval.high - interval.low) / 5:
            said.append(
                f"Half of the draws lie above {_counted(found.question, middle)}, not above the headline: "
                "the ranges reach farther to one side of the best guesses."
            )
    elif not found.swings:
        said.append("No number has a range, so every draw is the same: give ranges where the numbers are uncertain.")
    if drawn.stopped:
        said.append(f"Stopped after {drawn.done} of {drawn.asked} draws.")
    said.extend(f"In some draws {name} declined: {reason}" for name, reason in drawn.declined)
    return said


def _counted(question: Question, value: float, *, digits: int = 4) -> str:
    """A number with what the scale counts, where the question says that."""
    return f"{value:.{digits}g} {question.unit}".rstrip()


def _beside(found: Forecast, apart: float) -> str:
    interval = found.draws.interval(HEADLINE, level=LEVEL) if found.draws else None
    if interval is None:
        return "."
    inputs = interval.high - interval.low
    if inputs >= apart:
        return f"; the ranges of the inputs move the headline by {inputs:.3g}."
    return f"; the ranges of the inputs move the headline by {inputs:.3g} only: which model is right matters more than the numbers."


def _interval(drawn: Draws | None, name: str) -> dict[str, float] | None:
    interval = drawn.interval(name, level=LEVEL) if drawn else None
    return {"low": interval.low, "high": interval.high, "level": interval.level} if interval else None


def _calibrated(found: Forecast) -> dict[str, float] | None:
    if not found.calibration:
        return None
    low, high = found.calibration.interval(found.question, found.headline.value, level=0.8)
    return {"low": low, "high": high, "level": 0.8}


def _ends(question: Question) -> tuple[tuple[float, str], tuple[float, str]]:
    return (question.low, question.low_words), (question.high, question.high_words)


def _round(value: float) -> float:
    return float(f"{value:.4g}") if abs(value) >= 1e-9 else 0.0
