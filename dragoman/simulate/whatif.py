"""What if: a question with some numbers changed, or without a party."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from dragoman.errors import QuestionError
from dragoman.simulate.question import Player, Procedure, Question

FIELDS = ("position", "salience", "capability")
_CHANGE = re.compile(r"(?P<id>[^.=\s]+)\.(?P<field>[a-z]+)\s*=\s*(?P<value>\S+)")


def apply(question: Question, overrides: Iterable[str]) -> Question:
    """The question after each override, in order. The range of a number that is set is given up: it is taken as certain.

    "IRN.position=40", "IRN.salience=0.2", "IRN.capability=5" set a number; a capability may also be a multiple, "IRN.capability=x2". "-IRN" takes
    the party out. "reference=30" and "reference=none" set what holds without agreement. "setter=USA", "quota=0.7", "consent=EP" (or several,
    "consent=EP+UNO", or "none") and "IRN.votes=10" change the procedure. Several may stand in one text, with commas between.

    Raises `QuestionError` that quotes the override.

    >>> from dragoman.simulate.question import Player, Procedure, Question
    >>> q = Question("q", "?", (Player("A", "A", 0, 1, 1), Player("B", "B", 50, 1, 1), Player("C", "C", 100, 1, 1)))
    >>> [p.position for p in apply(q, ["A.position=40", "-C"]).players]
    [40.0, 50]
    """
    for override in overrides:
        for one in override.split(","):
            question = _one(question, one.strip())
    return question


def _one(question: Question, override: str) -> Question:
    if override.startswith(("-", "\u2212")):
        player = _find(question, override[1:].strip(), override)
        left = tuple(p for p in question.players if p is not player)
        if len(left) < 2:
            raise QuestionError(f"What-if '{override}' leaves fewer than two parties.")
        return replace(question, players=left, procedure=_without(question.procedure, player.id))
    name, _, value = (part.strip() for part in override.partition("="))
    if name == "reference":
        return replace(question, reference=_reference(question, value, override))
    if name in ("setter", "quota", "consent"):
        return replace(question, procedure=_procedure(question, name, value, override))
    match = _CHANGE.fullmatch(override)
    if not match:
        raise QuestionError(
            f"What-if '{override}' is not understood. Write PARTY.position=40, PARTY.salience=0.5, "
            "PARTY.capability=2 (or x2 for twice), PARTY.votes=10, -PARTY, reference=30, setter=PARTY, quota=0.7 or consent=PARTY."
        )
    if match["field"] == "votes":
        player = _find(question, match["id"], override)
        return replace(question, procedure=_votes(question, player.id, match["value"], override))
    if match["field"] not in FIELDS:
        known = (*FIELDS, "votes")
        near = get_close_matches(match["field"], known, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
        raise QuestionError(f"What-if '{override}' changes '{match['field']}', which a party does not have. {hint}")
    player = _find(question, match["id"], override)
    changed = _changed(question, player, match["field"], match["value"], override)
    return replace(question, players=tuple(changed if p is player else p for p in question.players))


def _changed(question: Question, player: Player, field: str, value: str, override: str) -> Player:
    if field == "position":
        number = _number(value, override, question.low, question.high)
        return replace(player, position=number, position_range=None)
    if field == "salience":
        return replace(player, salience=_number(value, override, 0.0, 1.0), salience_range=None)
    if value.startswith("x"):
        times = _number(value[1:], override, 0.0, math.inf)
        between = player.capability_range
        player = replace(
            player,
            capability=player.capability * times,
            capability_range=(between[0] * times, between[1] * times) if between else None,
        )
    else:
        player = replace(player, capability=_number(value, override, 0.0, math.inf), capability_range=None)
    if not 0 < player.capability < math.inf:
        raise QuestionError(
            f"What-if '{override}' gives a capability of {player.capability:g}; it must be above 0. "
            f"Write -{player.id} to take the party out."
        )
    return player


def _procedure(question: Question, name: str, value: str, override: str) -> Procedure:
    if name == "setter":
        setter = _find(question, value, override).id
        if question.procedure is None:
            return Procedure(setter)
        left = tuple(id_ for id_ in question.procedure.consent if id_ != setter)
        return replace(question.procedure, setter=setter, consent=left)
    present = _present(question, override)
    if name == "quota":
        quota = _number(value, override, 0.0, 1.0)
        if quota == 0:
            raise QuestionError(f"What-if '{override}': a quota of 0 asks nobody; give a share of the votes over 0.")
        return replace(present, quota=quota)
    named = [] if value == "none" else [_find(question, one.strip(), override).id for one in value.split("+")]
    if present.setter in named:
        raise QuestionError(f"What-if '{override}': '{present.setter}' proposes and can't be asked to consent besides.")
    return replace(present, consent=tuple(dict.fromkeys(named)))


def _votes(question: Question, id_: str, value: str, override: str) -> Procedure:
    present = _present(question, override)
    # Where capabilities were the votes, they stay so for the others.
    asked = {present.setter, *present.consent}
    votes = dict(
        present.votes
        if present.votes is not None
        else [(p.id, p.capability) for p in question.players if p.id not in asked]
    )
    votes[id_] = _number(value, override, 0.0, math.inf)
    return replace(present, votes=tuple(votes.items()))


def _present(question: Question, override: str) -> Procedure:
    if question.procedure is None:
        raise QuestionError(
            f"What-if '{override}' changes a procedure that the question does not have. Say who proposes first: setter=PARTY."
        )
    return question.procedure


def _without(procedure: Procedure | None, id_: str) -> Procedure | None:
    if procedure is None or procedure.setter == id_:
        return None
    votes = None if procedure.votes is None else tuple((name, n) for name, n in procedure.votes if name != id_)
    return replace(procedure, consent=tuple(name for name in procedure.consent if name != id_), votes=votes)


def _reference(question: Question, value: str, override: str) -> float | None:
    return None if value == "none" else _number(value, override, question.low, question.high)


def _number(value: str, override: str, low: float, high: float) -> float:
    try:
        number = float(value)
    except ValueError:
        raise QuestionError(f"What-if '{override}': '{value}' is not a number.") from None
    if not (math.isfinite(number) and low <= number <= high):
        bounds = f"{low:g} to {high:g}" if high < math.inf else f"{low:g} or more"
        raise QuestionError(f"What-if '{override}': {value} is outside {bounds}.")
    return number


def _find(question: Question, id_: str, override: str) -> Player:
    for player in question.players:
        if player.id == id_:
            return player
    ids = [player.id for player in question.players]
    folded = [player for player in question.players if player.id.lower() == id_.lower()]
    if len(folded) == 1:
        return folded[0]
    near = get_close_matches(id_, ids, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Parties: {', '.join(ids[:30])}."
    raise QuestionError(f"What-if '{override}' names '{id_}', who is no party to the question. {hint}")
