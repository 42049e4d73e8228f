"""What the learned heads say for or against a trigger: whether a claim of the lexicon, or one of theirs alone, stands.

How often each of these decisions is right is told beside it; `data/learned.yml` holds the thresholds.
"""

from __future__ import annotations

from collections.abc import Collection

from dragoman.code.trees.tree import Tree
from dragoman.code.what.thresholds import EVEN, calm, trust
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles
from dragoman.model import Sense

# Sectors of those whom their own state may act on.
OF_THE_PEOPLE = frozenset({"CVL", "OPP", "REB", "REF", "LAB", "JRN", "EDU", "REL", "BUS", "SOC", "AGR"})


def event_probability(sense: Sense, words: Collection[int]) -> float:
    """How likely it is that the likeliest of some words tells a claim of any type, 0 to 1; types under 0.02 count as nothing."""
    told: dict[int, float] = {}
    for word, _, probability in sense.events:
        if word in words:
            told[word] = told.get(word, 0.0) + probability
    return min(1.0, max(told.values())) if told else 0.0


def unaccompanied(sense: Sense, trigger: Trigger, roles: Roles) -> bool:
    """Whether a head's claim that it is not sure of by itself has no state and no state's forces for a party either."""
    sure = max((p for w, e, p in sense.events if w in trigger.words and e == trigger.entry.event), default=0.0)
    parties = (*roles.actors, *roles.recipients)
    return sure < trust().add and not any(p.id.isupper() and p.sector not in OF_THE_PEOPLE for p in parties)


def doubted(sense: Sense, trigger: Trigger, *, quiet: bool = False) -> bool:
    """Whether the head holds that no word of a lexicon's trigger tells anything; in a `quiet` report it must hold one likely."""
    return event_probability(sense, trigger.words) < (calm().keep if quiet else trust().keep)


def speaks_for_itself(tree: Tree, trigger: Trigger, roles: Roles) -> bool:
    """Whether an entry in whose words the head sees nothing stands by what its pattern asks for and whom its frame names.

    2026-11-23, of such claims on pages that nothing was trained on 28 of 37 are right, on the open corpus (dev) 3 of 13.
    """
    token = tree.tokens[trigger.head]
    if token.dep in ("amod", "compound") or token.pos == "PROPN" or "content" in trigger.entry.flags:
        return False
    sides = bool(roles.actors) + bool(roles.recipients) + (trigger.entry.frame.joint and len(roles.actors) > 1)
    return trigger.entry.weight >= 3 or sides > 1 or (sides == 1 and trigger.entry.weight >= 2)


def borne_out(sense: Sense, trigger: Trigger) -> bool:
    """Whether the head, too, holds it likely enough that a word of the trigger tells what its entry says.

    Then the claim stands though nobody in it is resolved: for a lone noun or an everyday verb the two are each other's company.
    """
    event = trigger.entry.event
    return any(p >= trust().bear for w, name, p in sense.events if name == event and w in trigger.words)


def told_otherwise(sense: Sense, trigger: Trigger) -> bool:
    """Whether the head holds it likelier than not that the trigger tells an event, and another one than its entry says."""
    return any(p >= EVEN and name != trigger.entry.event for w, name, p in sense.events if w in trigger.words)
