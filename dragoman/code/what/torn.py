"""Words whose type the company in their sentence does not settle: there the learned head says which of a few it is."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from functools import cache

from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, Frame, load_frames
from dragoman.code.what.sensed import likeliest
from dragoman.code.what.thresholds import EVEN
from dragoman.code.what.triggers import Trigger
from dragoman.code.words import words
from dragoman.data.files import load_yaml
from dragoman.model import Parse, Sense

NOMINAL = frozenset({"NOUN", "PROPN"})


@cache
def _torn() -> dict[tuple[str, str], dict[str, str | None]]:
    """Types, each with its mode, between which a word is torn, by part of speech and lemma (`data/learned.yml`)."""
    raw = load_yaml("learned.yml")["torn"]
    return {(pos, word): dict(types) for pos, group in raw.items() for word, types in group.items()}


def at_war(parse: Parse) -> bool:
    """Whether a page speaks of war more than of work: its strikes are no walkouts then, whatever the head holds."""
    war, work = words("warring"), words("working")
    either, balance = war | work, 0
    for sentence in parse.sentences:
        lemmas = [token.lemma.lower() for token in sentence.tokens]
        if either.isdisjoint(lemmas):
            continue
        for i, lemma in enumerate(lemmas):
            if lemma in either and sentence.tokens[i].pos in NOMINAL:
                balance += (lemma in war) - (lemma in work)
    return balance > 0


def deed_of_war(tree: Tree, trigger: Trigger) -> bool:
    """A noun that means nothing but fighting: on a page about war it is told, whoever is left unnamed ("the airstrikes went on")."""
    token, entry = tree.tokens[trigger.head], trigger.entry
    plain = token.pos == "NOUN" and token.dep not in ("compound", "amod") and entry.pos == "noun"
    return plain and entry.event == "ASSAULT" and not entry.flags


def dealt(tree: Tree, noun: Trigger, verbs: Container[int]) -> bool:
    """Whether a noun of fighting does what one of some verbs of fighting says: "two raids levelled the depot" is a raid as well."""
    token = tree.tokens[noun.head]
    if noun.entry.event != "ASSAULT" or noun.entry.pos != "noun" or token.head not in verbs:
        return False
    return token.dep == "nsubj" and noun.entry.lemma in words("blows") and not tree.passive(token.head)


def settled(trigger: Trigger, sense: Sense, *, war: bool = False) -> Trigger:
    """The trigger with the type that the head holds likelier than not, where its word is torn between that and its entry's.

    For other words the entry stands: on the given records the head was right against it in one of 35 cases.
    """
    entry = trigger.entry
    types = _torn().get((entry.pos, entry.lemma))
    if types is None or entry.event not in types or entry.subject_classes or entry.before:
        return (
            trigger  # who does it has settled it, or the word before: "students occupied the hall", "a military strike"
        )
    best = dict.fromkeys(types, 0.0)
    for event in best:
        best[event] = likeliest(sense, trigger.words, event)
    event = max(best, key=lambda name: best[name])
    if war and entry.lemma == "strike" and event == "PROTEST":
        return trigger
    if event == entry.event or best[event] < EVEN:
        return trigger
    return Trigger(trigger.head, _other(entry, event), trigger.words)


def _other(entry: Entry, event: str) -> Entry:
    mode = _torn()[entry.pos, entry.lemma][event]
    return replace(entry, event=event, mode=mode, frame=_frames()[event], flags=frozenset())


@cache
def _frames() -> dict[str, Frame]:
    return {event: load_frames()[name] for event, name in load_yaml("learned.yml")["frames"].items()}
