""" "We will shell the port if they land", "Chad will not sign": a speaker's own threat or refusal, carried by "will" (CODEBOOK 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.lexicon import Entry, unwritten
from dragoman.code.modals import speaking_party
from dragoman.code.nesting import HARM
from dragoman.code.roles import Roles
from dragoman.code.tree import Tree
from dragoman.code.triggers import Trigger
from dragoman.code.words import words
from dragoman.model import Party, Voice

WILLING = frozenset({"will", "would", "'ll", "’ll", "shall", "wo", "going"})
# What others want of one, and one may say that one will not do.
YIELDING = frozenset({"RETREAT", "CONCEDE", "AGREE", "CONSULT", "SUPPORT", "AID", "COOPERATE"})
MODE_OF = {"RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist"}
NOT = frozenset({"not", "n't", "n’t", "never"})
CONDITIONS = frozenset({"if", "unless", "until", "should", "once", "when", "whenever"})


@cache
def _entry(event: str) -> Entry:
    frame = {"THREATEN": "threaten", "REJECT": "refuse"}[event]
    return unwritten("will", "verb", event, frame, where="will")


def resolves(drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]) -> list[Draft]:
    """A THREATEN or REJECT for each harm that a speaker says he will do, and each thing asked of him that he will not.

    Harm must stand under a condition: what somebody has announced outright is a plan, and no threat.
    """
    found: list[Draft] = []
    for draft in drafts:
        if draft.outer is not None or not draft.roles.actors or draft.tree.passive(draft.head):
            continue
        will = _will(draft.tree, draft.head)
        if will is None or any(will in d.trigger.words for d in (*drafts, *found)):
            continue
        event = _kind(draft)
        party = speaking_party(speaker(draft)) if event is not None else None
        if event is None or party is None or all(_root(p) != _root(party) for p in draft.roles.actors):
            continue
        others = [p for p in draft.roles.recipients if _root(p) != _root(party)]
        outer = Draft(
            draft.sentence,
            draft.tree,
            Trigger(will, _entry(event), _said(draft.tree, draft.head, will)),
            Roles([party], others, []),
            "actual",
            ["will"],
        )
        outer.mode = "violence" if draft.event == "ASSAULT" else MODE_OF.get(draft.event) if event == "REJECT" else None
        if event == "THREATEN":
            draft.status = "hypothetical"  # what is threatened (CODEBOOK 3)
        draft.outer = outer
        outer.nested.append(draft)
        found.append(outer)
    return found


def _kind(draft: Draft) -> str | None:
    if draft.event in HARM and draft.status in ("future", "hypothetical"):
        return "THREATEN" if _conditional(draft.tree, draft.head) else None
    if draft.event in YIELDING and draft.status == "negated" and draft.trigger.entry.lemma not in words("happening"):
        return "REJECT"
    return None


def _will(tree: Tree, head: int) -> int | None:
    for c in tree.children[head]:
        if tree.tokens[c].dep == "aux" and tree.tokens[c].text.lower() in WILLING:
            return c
    return None


def _said(tree: Tree, head: int, will: int) -> tuple[int, ...]:
    """ "will", or "will not" where that stands right behind it."""
    behind = will + 1
    return (will, behind) if behind in tree.children[head] and tree.tokens[behind].text.lower() in NOT else (will,)


def _conditional(tree: Tree, head: int) -> bool:
    """Whether a clause below the verb says on what it depends."""
    for c in tree.children[head]:
        if tree.tokens[c].dep.partition(":")[0] == "advcl" and any(
            tree.tokens[g].text.lower() in CONDITIONS for g in tree.children[c]
        ):
            return True
    return False


def _root(party: Party) -> str:
    return party.id.split(".")[0]
