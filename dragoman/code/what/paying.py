""" "Chad will pay a heavy price", "the raid will not go unanswered", "you will regret it": threats that name the threatened (CODEBOOK 2).

The words say what is to befall somebody, and whoever says them threatens it. Told of what has befallen them, or said by nobody who is a
party, they are no event.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.code.drafts import Draft
from dragoman.code.what.modals import spoken
from dragoman.model import Voice

FRAME = "suffer"  # of `frames.yml`: its subject is who is threatened
IDLE = frozenset({"idly", "idle"})  # "will not stand idly by": whoever says so of himself threatens to act
COMING = frozenset({"future", "hypothetical"})


def paying(drafts: list[Draft], speaker: Callable[[Draft], Voice | None]) -> list[Draft]:
    """The drafts with the speakers of such threats as their actors; those that nobody threatens are left away."""
    kept = [d for d in drafts if _stands(d, speaker)]
    gone = {id(d) for d in drafts} - {id(d) for d in kept}
    for draft in kept if gone else ():
        if draft.outer is not None and id(draft.outer) in gone:
            draft.outer = None
        draft.nested = [n for n in draft.nested if id(n) not in gone]
    return kept


def _stands(draft: Draft, speaker: Callable[[Draft], Voice | None]) -> bool:
    entry = draft.trigger.entry
    if draft.event == "THREATEN" and not IDLE.isdisjoint(entry.particles):
        idle, draft.status = draft.status != "negated", "actual"
        return not idle
    if entry.frame.name != FRAME or _threat(draft, speaker):
        return True
    if entry.lemma == "pay" and "for" in entry.particles:  # "Norway would pay for it": with money
        draft.instead, draft.roles.actors, draft.roles.recipients = "AID", draft.roles.recipients, []
        return True
    return False


def _threat(draft: Draft, speaker: Callable[[Draft], Voice | None]) -> bool:
    unmet = draft.trigger.entry.lemma == "go"  # "will not go unpunished"
    if unmet != (draft.status == "negated") or not (unmet or draft.status in COMING):
        return False
    draft.roles.actors = []
    if not spoken(draft, speaker):
        return False
    draft.status = "actual"
    draft.reasons.append("actor:who says so")
    return True
