"""Every model that can be played on a question, by name. A model's module is imported when it is first played.

The table is written out and not filled by imports: what stands here is what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from itertools import islice

import numpy as np

from dragoman.errors import PlayError, QuestionError
from dragoman.simulate.question import Array, Outcome, Question

HEADLINE = "cs-mean"
MOST_STATES = 60


@dataclass(frozen=True, slots=True)
class Model:
    """A model: `title` in words, `play` for one question, `many` for the values of several at once where that is faster.

    `path` gives positions, a row a state, for models that move; `needs_reference` where nothing can be said without a reference point.
    `tell` gives every explanation where `play` keeps to the first ones, `matrices` what the first round rests on, players by players.
    """

    name: str
    title: str
    play: Callable[[Question], Outcome]
    path: Callable[[Question], Array] | None = None
    many: Callable[[Sequence[Question]], Array] | None = None
    needs_reference: bool = False
    tell: Callable[[Question], tuple[str, ...]] | None = None
    matrices: Callable[[Question], dict[str, Array]] | None = None


def table(names: Iterable[str] | None = None, *, question: Question | None = None) -> dict[str, Model]:
    """Models by name, the headline always first; all of them if none is named, less those that the question can't feed.

    Raises `QuestionError` for a name that is none.

    >>> list(table(["mean"]))
    ['cs-mean', 'mean']
    """
    if names is not None:
        chosen = list(dict.fromkeys([HEADLINE, *names]))
        for name in chosen:
            if name not in MODELS:
                near = get_close_matches(name, MODELS, n=1)
                hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(MODELS)}."
                raise QuestionError(f"No model '{name}'. {hint}")
        return {name: MODELS[name] for name in chosen}
    fits = [m for m in MODELS.values() if not (m.needs_reference and question and question.reference is None)]
    return {model.name: model for model in fits}


def _average(question: Question, *, kind: str, weights: str) -> Outcome:
    from dragoman.simulate.aggregates import AggregateOptions, play

    return play(question, AggregateOptions(kind=kind, weights=weights))  # type: ignore[arg-type]


def _averages(questions: Sequence[Question], *, kind: str, weights: str) -> Array:
    from dragoman.simulate import aggregates

    stacked = np.array([aggregates.weights_of(q, weights) for q in questions])  # type: ignore[arg-type]
    average = aggregates.weighted_mean if kind == "mean" else aggregates.weighted_median
    return average(np.array([q.positions() for q in questions]), stacked)


def _nash(question: Question) -> Outcome:
    from dragoman.simulate.aggregates import NashOptions, play

    return play(question, NashOptions())


def _election(question: Question) -> Outcome:
    from dragoman.simulate.aggregates import ElectionOptions, play

    return play(question, ElectionOptions())


def election_spread(question: Question) -> tuple[Array, Array]:
    """The election as a distribution: positions and their chances."""
    from dragoman.simulate.aggregates import election

    found = election(question)
    return found.positions, found.chances


def _challenge(question: Question, *, reading: str, lines: int | None = None) -> Outcome:
    from dragoman.simulate.challenge import play
    from dragoman.simulate.challenge_options import preset

    return play(question, preset(reading)) if lines is None else play(question, preset(reading), lines=lines)


def _challenge_tell(question: Question, *, reading: str) -> tuple[str, ...]:
    return _challenge(question, reading=reading, lines=1_000_000).lines


def _challenge_path(question: Question, *, reading: str) -> Array:
    from dragoman.simulate.challenge import states
    from dragoman.simulate.challenge_options import preset

    options = preset(reading)
    return np.array([state.positions for state in islice(states(question, options), options.rounds + 1)])


def _challenge_many(questions: Sequence[Question], *, reading: str) -> Array:
    from dragoman.simulate.challenge import play_draws
    from dragoman.simulate.challenge_options import preset

    for question in questions:
        if not (question.capabilities() * question.saliences()).sum() > 0:
            raise PlayError(f"Question '{question.id}': no party has both capability and salience.")
    positions, saliences, capabilities = (
        np.array([getattr(q, field)() for q in questions]) for field in ("positions", "saliences", "capabilities")
    )
    return play_draws(positions, saliences, capabilities, questions[0].low, questions[0].high, preset(reading)).values


def _challenge_matrices(question: Question, *, reading: str) -> dict[str, Array]:
    from dragoman.simulate.challenge import states
    from dragoman.simulate.challenge_options import preset

    first = next(islice(states(question, preset(reading)), 1, None)).judgement
    if first is None:
        return {}
    return {
        "chance to prevail": first.probability,
        "expected of challenging": first.own,
        "believed of being challenged": first.feared,
    }


def _smp_matrices(question: Question) -> dict[str, Array]:
    from dragoman.simulate.smp import from_question, path

    first = next(path(from_question(question))).challenges
    chance, gain = (np.zeros((len(question.players),) * 2) for _ in range(2))
    if first is not None:
        chance[first.initiator, first.target] = first.chance
        gain[first.initiator, first.target] = first.gain
    return {"chance to prevail of those who challenge": chance, "gain of those who challenge": gain}


def _smp(question: Question) -> Outcome:
    from dragoman.simulate.smp import play

    return play(question)


def _smp_path(question: Question) -> Array:
    from dragoman.simulate.smp import from_question, path

    states = [turn.positions[:, 0] for turn in islice(path(from_question(question)), MOST_STATES)]
    return question.low + (question.high - question.low) * np.array(states)


def beside(others: Sequence[Question]) -> Model:
    """The exchange model of a question that is traded against `others`, which stay as they are."""
    return Model("exchange", "exchange of positions with other questions", partial(_exchange, others=tuple(others)))


def _exchange(question: Question, *, others: tuple[Question, ...]) -> Outcome:
    from dragoman.simulate.exchange import play

    return play(question, beside=others)


def _closed(name: str, title: str, kind: str, weights: str) -> Model:
    return Model(
        name,
        title,
        partial(_average, kind=kind, weights=weights),
        many=partial(_averages, kind=kind, weights=weights),
    )


def _reading(name: str, title: str, reading: str) -> Model:
    return Model(
        name,
        title,
        partial(_challenge, reading=reading),
        partial(_challenge_path, reading=reading),
        partial(_challenge_many, reading=reading),
        tell=partial(_challenge_tell, reading=reading),
        matrices=partial(_challenge_matrices, reading=reading),
    )


MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        _closed(HEADLINE, "mean weighted by capability and salience", "mean", "capability-salience"),
        _closed("c-mean", "mean weighted by capability", "mean", "capability"),
        _closed("s-mean", "mean weighted by salience", "mean", "salience"),
        _closed("mean", "plain mean", "mean", "plain"),
        _closed("cs-median", "median weighted by capability and salience", "median", "capability-salience"),
        _closed("median", "plain median", "median", "plain"),
        Model("nash", "Nash bargaining from the reference point", _nash, needs_reference=True),
        Model("election", "probabilistic Condorcet election", _election),
        _reading("challenge", "challenge model, as its authors' program", "scholz-code"),
        _reading("challenge-eq31", "challenge model, as printed", "eq31"),
        Model("smp", "spatial model of politics", _smp, _smp_path, matrices=_smp_matrices),
    )
}
