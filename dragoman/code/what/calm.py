"""Whether a report is about something else than politics: sport and business use the same verbs, and lack the company."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.what.thresholds import EVEN, calm
from dragoman.code.who.roles import World
from dragoman.model import Sense

# Sectors of people whose doings are no politics by themselves: a firm offers, a player attacks.
PRIVATE = frozenset({"CVL", "BUS", "JRN", "EDU", "LAB", "REL", "AGR", "MED", "ENV", "NGO"})


def is_calm(senses: Sequence[Sense | None], worlds: Sequence[World]) -> bool:
    """Whether few sentences of a report tell an event, by the head, and few name a state, an army, an armed group or a body.

    Sport and business use the same verbs ("attack", "strike", "offer"); what they lack is the company.
    """
    if not senses or any(s is None for s in senses):
        return False
    told = sum(_tells(s) for s in senses if s is not None)
    named = sum(
        any(p.sector not in PRIVATE and (p.code or p.sector) for m in world.parties.values() for p in m.parties)
        for world in worlds
    )
    return told + named < calm().signs * len(senses)


def _tells(sense: Sense) -> bool:
    """Whether a word of the sentence tells an event likelier than not."""
    if any(probability > EVEN for _, _, probability in sense.events):
        return True
    sums: dict[int, float] = {}
    for word, _, probability in sense.events:
        sums[word] = sums.get(word, 0.0) + probability
    return any(value > EVEN for value in sums.values())
