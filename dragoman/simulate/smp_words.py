"""Turns of the Spatial Model of Politics in words; every number in them stands in the `Turn`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.simulate.question import Question

if TYPE_CHECKING:
    from dragoman.simulate.smp import Turn

LEAST_SHARE = 0.005  # of the scale: smaller moves are not told


def turn_words(turn: Turn, question: Question, *, everything: bool = False) -> list[str]:
    """Lines on who moves in this turn and in which bargain; moves under 0.5 % of the scale only with `everything`."""
    if turn.chosen is None or turn.bargains is None or turn.challenges is None or turn.odds is None:
        return []
    span = question.high - question.low
    ids = [p.id for p in question.players]
    proposals = {
        (i, j): (p, g)
        for i, j, p, g in zip(
            turn.challenges.initiator.tolist(),
            turn.challenges.target.tolist(),
            turn.challenges.chance.tolist(),
            turn.challenges.gain.tolist(),
            strict=True,
        )
    }
    lines = []
    for actor in np.flatnonzero(turn.chosen >= 0).tolist():
        number = int(turn.chosen[actor])
        i, j = int(turn.bargains.initiator[number]), int(turn.bargains.receiver[number])
        to = (turn.bargains.initiator_to if actor == i else turn.bargains.receiver_to)[number, 0]
        before = turn.positions[actor, 0]
        if abs(to - before) < (0 if everything else LEAST_SHARE):
            continue
        chance, gain = proposals[i, j]
        partner = f"which {ids[i]} put to it" if actor == j else f"which it put to {ids[j]}"
        lines.append(
            f"round {turn.number + 1}: {ids[actor]} moves from {question.low + span * before:.2f} to {question.low + span * to:.2f} "
            f"by a bargain {partner} (chance {chance:.2f} to prevail, gain {gain:+.3f}; chosen with {turn.odds[actor]:.2f})"
        )
    return lines
