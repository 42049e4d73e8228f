"""Whether a report is about something else than politics: sport and business use the same verbs, and lack the company."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.what.thresholds import EVEN, calm
from dragoman.code.who.roles import World
from dragoman.code.words import words
from dragoman.model import Sense, Sentence

# Sectors of people whose doings are no politics by themselves: a firm offers, a player attacks.
PRIVATE = frozenset({"CVL", "BUS", "JRN", "EDU", "LAB", "REL", "AGR", "MED", "ENV", "NGO"})


def is_calm(sentences: Sequence[Sentence], worlds: Sequence[World]) -> bool:
    """Whether few sentences of a report tell an event, by the head, and few name a state, an army, an armed group or a body.

    Sport and business use the same verbs ("attack", "strike", "offer"); what they lack is the company. A speech or an appeal
    that speaks of peace, law and rights lacks it as well ("we must act"), and is about politics all the same; and so is a report in
    which something is done or demanded in nearly every sentence, if only by wardens, pupils and dockers whom no table knows.
    """
    senses = [s.sense for s in sentences]
    if not senses or any(s is None for s in senses):
        return False
    told = sum(_tells(s) for s in senses if s is not None)
    named = sum(map(_names_a_state, worlds))
    if told + named >= calm().signs * len(senses):
        return False
    public = _of_public_life(sentences)
    return public < calm().public * len(senses) and told + public < calm().full * len(senses)


def is_political(sentences: Sequence[Sentence]) -> bool:
    """Whether a good part of the sentences have a word of public life."""
    return _of_public_life(sentences) >= calm().public * len(sentences)


def _of_public_life(sentences: Sequence[Sentence]) -> int:
    """How many sentences have a word of public life: "treaty", "refugees", "amendment"."""
    public = words("public_life")
    return sum([not public.isdisjoint([t.lemma.lower() for t in s.tokens if t.pos != "PROPN"]) for s in sentences])


def _names_a_state(world: World) -> bool:
    """Whether a sentence names a state, an army, an armed group or a body."""
    for mention in world.parties.values():
        for party in mention.parties:
            if party.sector not in PRIVATE and (party.code or party.sector):
                return True
    return False


def _tells(sense: Sense) -> bool:
    """Whether a word of the sentence tells an event likelier than not."""
    sums: dict[int, float] = {}
    for word, _, probability in sense.events:
        if probability > EVEN:
            return True
        sums[word] = sums.get(word, 0.0) + probability
    return max(sums.values(), default=0.0) > EVEN
