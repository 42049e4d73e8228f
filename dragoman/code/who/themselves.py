"""Nobody seizes himself: a group on both sides of a deed of force stands there by a pronoun or a guess that went astray."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.who.unnamed import NOT_KNOWN
from dragoman.model import Party


def not_themselves(drafts: Sequence[Draft]) -> None:
    """ "Seized a ship and took its crew hostage", "the campaign against the front": a group is taken from the side that is only guessed.

    States are left: their police and their people have one id.
    """
    for draft in drafts:
        both = {p.id for p in draft.roles.actors} & {p.id for p in draft.roles.recipients if _group(p)}
        if not both or draft.event not in ("ASSAULT", "COERCE") or draft.trigger.entry.frame.joint:
            continue
        if "actor:learned" in draft.reasons and "recipient:learned" not in draft.reasons:
            draft.roles.actors = [p for p in draft.roles.actors if p.id not in both]
        else:
            draft.roles.recipients = [p for p in draft.roles.recipients if p.id not in both]
            draft.reasons.append(NOT_KNOWN)


def _group(party: Party) -> bool:
    return not party.id.isupper() and "." not in party.id
