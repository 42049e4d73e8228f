"""What a claim leaves unsaid because the report has just told it: whom an answer answers, whom "the attack" was on.

CODEBOOK 5 asks that pronouns and descriptions resolve to the party meant. A refusal or an acceptance without an addressee answers
the latest demand made to whoever answers; a definite noun ("the bombing", "the Israeli attack") takes the party it leaves out from the
latest claim of the same type that shares the party it names.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.model import Party

ANSWERS = frozenset({"REJECT", "CONCEDE", "AGREE"})
ANSWERING = frozenset({"refuse", "yield", "agree", "promise", "oppose"})
DEMANDS = frozenset({"REQUEST", "THREATEN"})
# Sentences a demand or an event stays in mind; beyond it a reader needs to be told again.
REACH = 8
POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})


def complete(drafts: Sequence[Draft]) -> None:
    """Fill what the report has told before; drafts in text order."""
    for n, draft in enumerate(drafts):
        before = [d for d in drafts[:n] if draft.sentence - d.sentence <= REACH]
        noun = draft.tree.tokens[draft.head].pos == "NOUN"
        if _answers(draft) and not draft.roles.recipients and not (noun and draft.event == "AGREE"):
            _answer(draft, before)
        if (
            draft.tree.tokens[draft.head].pos == "NOUN"
            and bool(draft.roles.actors) != bool(draft.roles.recipients)
            and _definite(draft)
        ):
            _same_again(draft, before)
            outer = draft.outer
            if outer is not None and outer.event == "ACCUSE" and not outer.roles.recipients and draft.roles.actors:
                outer.roles.recipients = [
                    p for p in draft.roles.actors if _root(p) not in {_root(a) for a in outer.roles.actors}
                ]


def _answers(draft: Draft) -> bool:
    """Whether a claim says yes or no to somebody: told for itself, by a word of refusing, yielding or agreeing."""
    frame = draft.trigger.entry.frame.name
    return draft.event in ANSWERS and draft.outer is None and bool(draft.roles.actors) and frame in ANSWERING


def _answer(draft: Draft, before: Sequence[Draft]) -> None:
    own = {_root(p) for p in draft.roles.actors}
    for demand in reversed(before):
        if demand.event in DEMANDS and demand.status == "actual" and demand.roles.actors and demand is not draft.outer:
            asked = {_root(p) for p in demand.roles.recipients} | {
                _root(p) for d in demand.nested for p in d.roles.actors
            }
            if own & asked and not own & {_root(p) for p in demand.roles.actors}:
                draft.roles.recipients = [_unsaid(p) for p in demand.roles.actors]
                draft.reasons.append("recipient:answers an earlier demand")
                return


def _same_again(draft: Draft, before: Sequence[Draft]) -> None:
    named = draft.roles.actors or draft.roles.recipients
    own = {_root(p) for p in named}
    for earlier in reversed(before):
        if earlier.event != draft.event or earlier.status != "actual" or earlier.sentence == draft.sentence:
            continue
        same, other = (
            (earlier.roles.actors, earlier.roles.recipients)
            if draft.roles.actors
            else (earlier.roles.recipients, earlier.roles.actors)
        )
        if other and own & {_root(p) for p in same}:
            missing = [_unsaid(p) for p in other if _root(p) not in own]
            if draft.roles.actors:
                draft.roles.recipients = missing
            else:
                draft.roles.actors = missing
            draft.reasons.append(
                f"{'recipient' if draft.roles.actors and missing else 'actor'}:told before of the same event"
            )
            return


def _definite(draft: Draft) -> bool:
    children = draft.tree.children[draft.head]
    return any(
        draft.tree.tokens[c].dep == "nmod:poss" or draft.tree.tokens[c].text.lower() in POINTING for c in children
    )


def _unsaid(party: Party) -> Party:
    """The party without words: it is not written in this sentence."""
    return Party(party.id, party.name, party.code, party.sector, None, None, None)


def _root(party: Party) -> str:
    return party.id.split(".")[0]
