"""Procedural models: an agenda setter proposes what the pivotal voter just prefers to the reference point.

Setter models go back to Romer and Rosenthal (1978), Public Choice 33(4); their European form to Steunenberg (1994), Journal of
Institutional and Theoretical Economics 150(4), and Crombez (1996), British Journal of Political Science 26(2). Preferences are
single-peaked and symmetric: a voter accepts what is no farther from it than the reference point. Equations: `docs/textbook/pivot.md`.

>>> pivot_outcome(proposer=90.0, voters=[20.0, 40.0, 60.0], weights=[1, 1, 1], reference=10.0, quota=0.6).value
70.0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.errors import PlayError
from dragoman.simulate.question import Outcome, Question

TIE = 1e-12


@dataclass(frozen=True, slots=True)
class PivotOptions:
    """Who sets the agenda and how is it voted.

    - `setter`: id of the player that proposes; it does not vote.
    - `consent`: ids of players who must each accept besides the vote (the European Parliament under co-decision); they do not vote either.
    - `quota`: share of the voters' weight that must accept, over 0 to 1; 1 is unanimity. The default is a qualified majority of
      62 votes out of 87 (Council of fifteen members).
    - `weights`: votes per player, as pairs of id and weight; players left out do not vote. None: capabilities are the votes.
    """

    setter: str | None = None
    consent: tuple[str, ...] = ()
    quota: float = 62 / 87
    weights: tuple[tuple[str, float], ...] | None = None

    def __post_init__(self) -> None:
        if not 0 < self.quota <= 1:
            raise PlayError(f"Option quota has value {self.quota!r}; it is a share of the votes, over 0 and at most 1.")


@dataclass(frozen=True, slots=True)
class PivotResult:
    """What passes: `value`, the number of the pivotal voter (None where nobody is asked) and the ends of what is accepted by all."""

    value: float
    pivot: int | None
    accepted: tuple[float, float]


def pivot_voter(voters: Sequence[float], weights: Sequence[float], quota: float, *, upward: bool) -> int:
    """The voter whose consent completes the quota when the change goes `upward` (or downward).

    Voters are asked from the one that wants most of the change to the one that wants least; ties stand in the order given.
    """
    places, votes = np.asarray(voters, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if len(places) == 0 or len(places) != len(votes) or (votes < 0).any() or not votes.sum() > 0:
        raise PlayError(
            f"{len(places)} voters with weights {votes.tolist()}: give every voter a weight of 0 or more, one over 0."
        )
    order = np.argsort(-places if upward else places, kind="stable")
    reached = votes[order].cumsum()
    return int(order[np.argmax(reached >= quota * votes.sum() * (1 - TIE))])


def acceptance(place: float, reference: float) -> tuple[float, float]:
    """What an actor at `place` accepts: all x with |x - place| <= |reference - place|, as (low, high)."""
    reach = abs(reference - place)
    return place - reach, place + reach


def pivot_outcome(
    *,
    proposer: float,
    voters: Sequence[float],
    weights: Sequence[float],
    reference: float,
    quota: float,
    consent: Sequence[float] = (),
) -> PivotResult:
    """The point nearest to the proposer that the pivotal voter and everybody in `consent` accept; else the reference point."""
    if proposer == reference:
        return PivotResult(reference, None, (reference, reference))
    upward = proposer > reference
    pivot = pivot_voter(voters, weights, quota, upward=upward)
    sets = [acceptance(place, reference) for place in (voters[pivot], *consent)]
    # Every set holds the reference point, so their intersection does; change goes one way only.
    low, high = max(s[0] for s in sets), min(s[1] for s in sets)
    low, high = (reference, max(reference, high)) if upward else (min(reference, low), reference)
    return PivotResult(min(max(proposer, low), high), pivot, (low, high))


def play(question: Question, options: PivotOptions | None = None) -> Outcome:
    """What the procedure lets pass. `details`: the pivotal voter's position and the ends of what is accepted.

    Without `options` the question's own procedure is played. Declines (`PlayError`) without a reference point, or where the setter or those who
    must consent are not named among the players.
    """
    if options is None and question.procedure:
        said = question.procedure
        options = PivotOptions(said.setter, said.consent, said.quota, said.votes)
    options = options or PivotOptions()
    places = {p.id: p.position for p in question.players}
    if options.setter is None:
        raise PlayError(
            f"Question {question.id!r} does not say who proposes: give 'procedure' with a setter in the question file, "
            f"or a setter. Players: {', '.join(places)}."
        )
    if question.reference is None:
        raise PlayError(
            f"Question {question.id!r} has no reference point; a procedural model needs what holds if nothing is agreed."
        )
    for name in (options.setter, *options.consent, *(n for n, _ in options.weights or ())):
        if name not in places:
            raise PlayError(
                f"Question {question.id!r} has no player {name!r} to propose, consent or vote. Players: {', '.join(places)}."
            )
    asked = {options.setter, *options.consent}
    votes = dict(options.weights) if options.weights is not None else {p.id: p.capability for p in question.players}
    voters = [p for p in question.players if p.id in votes and p.id not in asked]
    if not voters:
        raise PlayError(
            f"Question {question.id!r}: nobody is left to vote beside {', '.join(sorted(str(a) for a in asked))}."
        )
    result = pivot_outcome(
        proposer=places[options.setter],
        voters=[p.position for p in voters],
        weights=[votes[p.id] for p in voters],
        reference=question.reference,
        quota=options.quota,
        consent=[places[name] for name in options.consent],
    )
    details = {"reference": question.reference, "accepted from": result.accepted[0], "accepted to": result.accepted[1]}
    if result.pivot is None:
        lines = [f"{options.setter} is content with the reference point {question.reference:g}; nothing is proposed"]
    else:
        pivot = voters[result.pivot]
        details["pivot"] = pivot.position
        lines = [
            f"{pivot.id} at {pivot.position:g} completes {options.quota:.1%} of the votes for a change from {question.reference:g}",
            f"accepted by all who are asked: {result.accepted[0]:g} to {result.accepted[1]:g}",
            f"{options.setter} at {places[options.setter]:g} proposes {result.value:g}",
        ]
    return Outcome(model="pivot", value=result.value, lines=tuple(lines), details=details)
