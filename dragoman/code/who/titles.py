"""What a title leaves out and the text below it says of the same event."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.who.same import root, wordless
from dragoman.code.who.unnamed import NOT_KNOWN

TITLES = frozenset({"title", "subtitle"})
BELOW = 6  # sentences below a headline in which what it tells is told again
# What nobody is held to have done who is not said to.
FORCE = frozenset({"ASSAULT", "COERCE"})


def told_below(draft: Draft, after: Sequence[Draft]) -> None:
    """ "More aid for Chad", above "Norway will send Chad tents": what a title leaves out, the text below says of the same event."""
    own, hit = {root(p) for p in draft.roles.actors}, {root(p) for p in draft.roles.recipients}
    if draft.trigger.entry.frame.joint or (draft.event in FORCE and not own):
        return  # whoever meets is told as one side; who shot may be suspected only
    for later in after:
        if later.event != draft.event or later.tree.sentence.kind in TITLES or later.sentence - draft.sentence > BELOW:
            continue
        doers, done_to = {root(p) for p in later.roles.actors}, {root(p) for p in later.roles.recipients}
        same = later.trigger.entry.lemma == draft.trigger.entry.lemma if not own | hit else True
        if not own and hit <= done_to and doers - hit and same:
            draft.roles.actors = [wordless(p) for p in later.roles.actors if root(p) not in hit]
            draft.reasons.append("actor:told below the title")
        elif own and not hit and own & doers and done_to - own and _alike(draft, later) and _untold(draft):
            draft.roles.recipients = [wordless(p) for p in later.roles.recipients if root(p) not in own]
            draft.reasons.append("recipient:told below the title")
        else:
            continue
        return


def _untold(draft: Draft) -> bool:
    """Whether a title leaves out whom: "47 killed" says that it was somebody."""
    return NOT_KNOWN not in draft.reasons


def _alike(draft: Draft, later: Draft) -> bool:
    """Whether two claims tell one deed by one word, or use force both; whoever leaves or deploys does it to nobody."""
    one = draft.trigger.entry.lemma == later.trigger.entry.lemma
    return (one or draft.event in FORCE) and bool(draft.trigger.entry.frame.verb.get("recipient"))
