"""A raid and the deaths in it are one deed: what the one leaves open of who did it to whom, the other tells."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.who.same import root


def killers(draft: Draft, by_head: dict[int, Draft]) -> None:
    """ "forty were killed in a raid by X": who raided, killed; who was killed, was raided; "rebels killed them in an ambush"."""
    args = draft.tree.arguments(draft.head)
    for relation in ("in", "by", "subj", "during", "from"):
        for head in args.get(relation, []):
            cause = by_head.get(head)
            if cause is None or cause.event != "ASSAULT":
                continue
            guessed = not draft.roles.actors or "actor:learned" in draft.reasons
            if cause.roles.actors and guessed and (not draft.roles.actors or "actor:learned" not in cause.reasons):
                draft.roles.actors = list(cause.roles.actors)
                draft.reasons.append(f"actor:from {cause.trigger.entry.lemma}")
            if relation in ("in", "by", "during"):
                _same_deed(draft, cause)
            if draft.roles.actors:
                return


def _same_deed(draft: Draft, cause: Draft) -> None:
    """What a raid leaves open is told by who was killed in it, and by whom."""
    if not cause.roles.actors and draft.roles.actors and "actor:learned" not in draft.reasons:
        hit = {root(p) for p in cause.roles.recipients}
        cause.roles.actors = [p for p in draft.roles.actors if root(p) not in hit]
        cause.reasons.extend([f"actor:from {draft.trigger.entry.lemma}"] * bool(cause.roles.actors))
    if not cause.roles.recipients and draft.roles.recipients and cause.roles.actors:
        own = {root(p) for p in cause.roles.actors}
        cause.roles.recipients = [p for p in draft.roles.recipients if root(p) not in own]
        cause.reasons.extend([f"recipient:from {draft.trigger.entry.lemma}"] * bool(cause.roles.recipients))
