"""What the learned heads say of a sentence, by the words they say it of: a sentence's triggers, parties and confidences all ask."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dragoman.code.once import once
from dragoman.model import Sense


@dataclass(frozen=True, slots=True)
class Sensed:
    """`events` and `links` as in `Sense`, by their first word; `told` how likely a word tells a claim of any one type."""

    events: dict[int, list[tuple[str, float]]]
    told: dict[int, float]
    links: dict[int, list[tuple[str, int, float]]]


@once
def sensed(sense: Sense) -> Sensed:
    """The index of one sentence's sense."""
    events: dict[int, list[tuple[str, float]]] = {}
    told: dict[int, float] = {}
    for word, event, probability in sense.events:
        if word in events:
            events[word].append((event, probability))
            told[word] += probability
        else:
            events[word] = [(event, probability)]
            told[word] = probability
    links: dict[int, list[tuple[str, int, float]]] = {}
    for word, kind, other, probability in sense.links:
        if word in links:
            links[word].append((kind, other, probability))
        else:
            links[word] = [(kind, other, probability)]
    return Sensed(events, told, links)


def event_probability(sense: Sense, words: Collection[int]) -> float:
    """How likely it is that the likeliest of some words tells a claim of any type, 0 to 1; types under 0.02 count as nothing."""
    told = sensed(sense).told
    return min(1.0, max([told[word] for word in words if word in told], default=0.0))


def likeliest(sense: Sense, words: Collection[int], event: str) -> float:
    """How likely it is that the likeliest of some words tells a claim of one type."""
    events = sensed(sense).events
    best = 0.0
    for word in words:
        for name, probability in events.get(word, ()):
            if probability > best and name == event:
                best = probability
    return best
