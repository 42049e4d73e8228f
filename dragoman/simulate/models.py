"""Every model that can be played on a question, by name. A model's module is imported when it is first played.

The table is written out and not filled by imports: what stands here is what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

from dragoman.errors import PlayError, QuestionError
from dragoman.simulate.question import Array, Outcome, Question

HEADLINE = "cs-mean"
MOST_STATES = 60  # rounds of a play that are drawn
MOST_TOLD = 1_000_000
Changes = tuple[tuple[str, Any], ...]
"""Options of a model that differ from its own defaults, by name."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model: `title` in words, `play` for one question, `many` for the values of several at once where that is faster.

    `path` gives positions, a row a state, for models that move; `needs_reference` where nothing can be said without a reference point,
    `needs_procedure` without knowing who proposes and how it is voted.
    `yielded` says how far each party (row) moved in all because of each other (column), in the first so many rounds.
    `tell` gives every explanation where `play` keeps to the first ones, `matrices` what the first round rests on, players by players.
    """

    name: str
    title: str
    play: Callable[[Question], Outcome]
    path: Callable[[Question], Array] | None = None
    many: Callable[[Sequence[Question]], Array] | None = None
    needs_reference: bool = False
    needs_procedure: bool = False
    tell: Callable[[Question], tuple[str, ...]] | None = None
    matrices: Callable[[Question], dict[str, Array]] | None = None
    yielded: Callable[[Question, int], Array] | None = None


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
    return {model.name: model for model in MODELS.values() if not question or _fits(model, question)}


def _fits(model: Model, question: Question) -> bool:
    if model.needs_procedure and question.procedure is None:
        return False
    return not (model.needs_reference and question.reference is None)


def _average(question: Question, *, kind: str, weights: str) -> Outcome:
    from dragoman.simulate.aggregates import AggregateOptions, play

    return play(question, AggregateOptions(kind=kind, weights=weights))  # type: ignore[arg-type]


def _averages(questions: Sequence[Question], *, kind: str, weights: str) -> Array:
    from dragoman.simulate import aggregates

    stacked = np.array([aggregates.weights_of(q, weights) for q in questions])  # type: ignore[arg-type]
    average = aggregates.weighted_mean if kind == "mean" else aggregates.weighted_median
    return average(np.array([q.positions() for q in questions]), stacked)


def _nash(question: Question, *, changes: Changes = ()) -> Outcome:
    from dragoman.simulate.aggregates import NashOptions, play

    return play(question, NashOptions(**dict(changes)))


def _election(question: Question, *, changes: Changes = ()) -> Outcome:
    from dragoman.simulate.aggregates import ElectionOptions, play

    return play(question, ElectionOptions(**dict(changes)))


def election_spread(question: Question) -> tuple[Array, Array]:
    """The election as a distribution: positions and their chances."""
    from dragoman.simulate.aggregates import election

    found = election(question)
    return found.positions, found.chances


def _challenge(question: Question, *, reading: str, changes: Changes = (), lines: int | None = None) -> Outcome:
    from dragoman.simulate.challenge import play
    from dragoman.simulate.challenge_options import preset

    options = preset(reading, **dict(changes))
    return play(question, options) if lines is None else play(question, options, lines=lines)


def _challenge_tell(question: Question, *, reading: str, changes: Changes = ()) -> tuple[str, ...]:
    return _challenge(question, reading=reading, changes=changes, lines=MOST_TOLD).lines


def _challenge_path(question: Question, *, reading: str, changes: Changes = ()) -> Array:
    from dragoman.simulate.challenge import states
    from dragoman.simulate.challenge_options import preset

    options = preset(reading, **dict(changes))
    return np.array([state.positions for state in islice(states(question, options), options.rounds + 1)])


def _challenge_many(questions: Sequence[Question], *, reading: str, changes: Changes = ()) -> Array:
    from dragoman.simulate.challenge import play_draws
    from dragoman.simulate.challenge_options import preset

    for question in questions:
        if not (question.capabilities() * question.saliences()).sum() > 0:
            raise PlayError(f"Question '{question.id}': no party has both capability and salience.")
    positions, saliences, capabilities = (
        np.array([getattr(q, field)() for q in questions]) for field in ("positions", "saliences", "capabilities")
    )
    return play_draws(
        positions, saliences, capabilities, questions[0].low, questions[0].high, preset(reading, **dict(changes))
    ).values


def _challenge_matrices(question: Question, *, reading: str, changes: Changes = ()) -> dict[str, Array]:
    from dragoman.simulate.challenge import states
    from dragoman.simulate.challenge_options import preset

    first = next(islice(states(question, preset(reading, **dict(changes))), 1, None)).judgement
    if first is None:
        return {}
    return {
        "chance to prevail": first.probability,
        "expected of challenging": first.own,
        "believed of being challenged": first.feared,
    }


def _challenge_yielded(question: Question, rounds: int, *, reading: str, changes: Changes = ()) -> Array:
    from dragoman.simulate.challenge import states
    from dragoman.simulate.challenge_options import preset

    total = np.zeros((len(question.players),) * 2)
    before = question.positions()
    for state in islice(states(question, preset(reading, **dict(changes))), 1, rounds + 1):
        if state.moves is not None:
            for who, to in enumerate(state.moves.to.tolist()):
                if to >= 0:
                    total[who, to] += abs(float(state.positions[who] - before[who]))
        before = state.positions
    return total


def _smp_yielded(question: Question, rounds: int, *, changes: Changes = ()) -> Array:
    from dragoman.simulate.smp import SmpOptions, from_question, path

    total = np.zeros((len(question.players),) * 2)
    span = question.high - question.low
    for turn in islice(path(from_question(question), SmpOptions(**dict(changes))), rounds):
        if turn.chosen is None or turn.bargains is None:
            break
        for who in np.flatnonzero(turn.chosen >= 0).tolist():
            number = int(turn.chosen[who])
            i, j = int(turn.bargains.initiator[number]), int(turn.bargains.receiver[number])
            to = (turn.bargains.initiator_to if who == i else turn.bargains.receiver_to)[number, 0]
            total[who, j if who == i else i] += span * abs(float(to - turn.positions[who, 0]))
    return total


def _smp_matrices(question: Question, *, changes: Changes = ()) -> dict[str, Array]:
    from dragoman.simulate.smp import SmpOptions, from_question, path

    first = next(path(from_question(question), SmpOptions(**dict(changes)))).challenges
    chance, gain = (np.zeros((len(question.players),) * 2) for _ in range(2))
    if first is not None:
        chance[first.initiator, first.target] = first.chance
        gain[first.initiator, first.target] = first.gain
    return {"chance to prevail of those who challenge": chance, "gain of those who challenge": gain}


def _smp(question: Question, *, changes: Changes = ()) -> Outcome:
    from dragoman.simulate.smp import SmpOptions, play

    return play(question, SmpOptions(**dict(changes)))


def _smp_tell(question: Question, *, changes: Changes = ()) -> tuple[str, ...]:
    from dragoman.simulate.smp import SmpOptions, play

    return play(question, SmpOptions(**dict(changes)), lines=MOST_TOLD).lines


def _smp_many(questions: Sequence[Question], *, changes: Changes = ()) -> Array:
    from dragoman.simulate.smp import SmpOptions, play_many

    return play_many(questions, SmpOptions(**dict(changes)))


def _smp_path(question: Question, *, changes: Changes = ()) -> Array:
    from dragoman.simulate.smp import SmpOptions, from_question, path

    turns = path(from_question(question), SmpOptions(**dict(changes)))
    states = [turn.positions[:, 0] for turn in islice(turns, MOST_STATES)]
    return question.low + (question.high - question.low) * np.array(states)


def _pivot(question: Question) -> Outcome:
    from dragoman.simulate.pivot import play

    return play(question)


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
        yielded=partial(_challenge_yielded, reading=reading),
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
        Model(
            "smp",
            "spatial model of politics",
            _smp,
            _smp_path,
            _smp_many,
            tell=_smp_tell,
            matrices=_smp_matrices,
            yielded=_smp_yielded,
        ),
        Model(
            "pivot", "what a setter can get past the pivotal voter", _pivot, needs_reference=True, needs_procedure=True
        ),
    )
}
