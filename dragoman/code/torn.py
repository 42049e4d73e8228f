"""Words whose type the company in their sentence does not settle: there the learned head says which of a few it is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dragoman.code.lexicon import Entry, Frame, load_frames
from dragoman.code.thresholds import EVEN
from dragoman.code.triggers import Trigger
from dragoman.data.files import load_yaml
from dragoman.model import Sense


@cache
def _torn() -> dict[tuple[str, str], dict[str, str | None]]:
    """Types, each with its mode, between which a word is torn, by part of speech and lemma (`data/learned.yml`)."""
    raw = load_yaml("learned.yml")["torn"]
    return {(pos, word): dict(types) for pos, group in raw.items() for word, types in group.items()}


def settled(trigger: Trigger, sense: Sense) -> Trigger:
    """The trigger with the type that the head holds likelier than not, where its word is torn between that and its entry's.

    For other words the entry stands: on the given records the head was right against it in one of 35 cases.
    """
    entry = trigger.entry
    types = _torn().get((entry.pos, entry.lemma))
    if types is None or entry.event not in types:
        return trigger
    best = dict.fromkeys(types, 0.0)
    for word, event, probability in sense.events:
        if word in trigger.words and event in best:
            best[event] = max(best[event], probability)
    event = max(best, key=lambda name: best[name])
    if event == entry.event or best[event] < EVEN:
        return trigger
    return Trigger(trigger.head, _other(entry, event), trigger.words)


def _other(entry: Entry, event: str) -> Entry:
    mode = _torn()[entry.pos, entry.lemma][event]
    return replace(entry, event=event, mode=mode, frame=_frames()[event], flags=frozenset())


@cache
def _frames() -> dict[str, Frame]:
    return {event: load_frames()[name] for event, name in load_yaml("learned.yml")["frames"].items()}
