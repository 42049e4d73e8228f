"""What the learned heads say for or against a trigger: whether a claim of the lexicon, or one of theirs alone, stands.

How often each of these decisions is right is told beside it; `data/learned.yml` holds the thresholds.
"""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.what.sensed import event_probability, likeliest, sensed
from dragoman.code.what.thresholds import EVEN, calm, trust
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles
from dragoman.model import Sense

# Sectors of those whom their own state may act on.
OF_THE_PEOPLE = frozenset({"CVL", "OPP", "REB", "REF", "LAB", "JRN", "EDU", "REL", "BUS", "SOC", "AGR"})


def unaccompanied(sense: Sense, trigger: Trigger, roles: Roles) -> bool:
    """Whether a head's claim that it is not sure of by itself has no state and no state's forces for a party either."""
    sure = likeliest(sense, trigger.words, trigger.entry.event)
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
    if trigger.entry.frame.name == "suffer":
        return True  # a threat, if somebody says it (`what.paying`)
    if token.dep in ("amod", "compound") or token.pos == "PROPN" or "content" in trigger.entry.flags:
        return False
    sides = bool(roles.actors) + bool(roles.recipients) + (trigger.entry.frame.joint and len(roles.actors) > 1)
    return trigger.entry.weight >= 3 or sides > 1 or (sides == 1 and trigger.entry.weight >= 2)


def borne_out(sense: Sense, trigger: Trigger) -> bool:
    """Whether the head, too, holds it likely enough that a word of the trigger tells what its entry says.

    Then the claim stands though nobody in it is resolved: for a lone noun or an everyday verb the two are each other's company.
    """
    return likeliest(sense, trigger.words, trigger.entry.event) >= trust().bear


def told_otherwise(sense: Sense, trigger: Trigger) -> bool:
    """Whether the head holds it likelier than not that the trigger tells an event, and another one than its entry says."""
    events = sensed(sense).events
    return any(p >= EVEN and name != trigger.entry.event for w in trigger.words for name, p in events.get(w, ()))
