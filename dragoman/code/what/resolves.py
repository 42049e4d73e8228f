""" "We will shell the port if they land", "Chad will not sign", "Chad announced that it will help": own threats, refusals, promises (CODEBOOK 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.nesting.parties import HARM
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, unwritten
from dragoman.code.what.modals import speaking_party
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles, World
from dragoman.code.who.same import root
from dragoman.code.words import words
from dragoman.model import Voice

WILLING = frozenset({"will", "would", "'ll", "’ll", "shall", "wo", "going"})
# What others want of one, and one may say that one will not do.
YIELDING = frozenset({"RETREAT", "CONCEDE", "AGREE", "CONSULT", "SUPPORT", "AID", "COOPERATE"})
# Ways of taking a thing as it is, which one may say that one will not.
TAKING = frozenset({"AGREE", "SUPPORT", "CONCEDE"})
# What is promised by announcing it.
GIVING = frozenset({"AID", "COOPERATE", "SUPPORT"})
MODE_OF = {"RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist"}
NOT = frozenset({"not", "n't", "n’t", "never"})
BEING = frozenset({"am", "are", "is", "'m", "'re", "'s", "’m", "’re", "’s", "was", "were"})
NO_WILL = "rule:no will to is a refusal"
CONDITIONS = frozenset({"if", "unless", "until", "should", "once", "when", "whenever"})


@cache
def _entry(event: str) -> Entry:
    frame = {"THREATEN": "threaten", "REJECT": "refuse"}[event]
    return unwritten("will", "verb", event, frame, where="will")


def bare_refusals(number: int, tree: Tree, world: World, drafts: Sequence[Draft]) -> list[Draft]:
    """A REJECT for what a party "will not allow", where what it is has no PLOVER type: "Chad will not let the rebels regroup"."""
    if words("letting").isdisjoint(tree.vocabulary):
        return []
    taken = {w for d in drafts for w in (d.head, *d.trigger.words)}
    found = []
    for i, token in enumerate(tree.tokens):
        if token.pos != "VERB" or i in taken or tree.lemmas[i] not in words("letting") or tree.passive(i):
            continue
        will = _will(tree, i)
        negated = any(tree.forms[c] in NOT for c in tree.children[i])
        told = [
            p for s in tree.subjects(i) if s in world.parties for p in world.parties[s].parties if p.sector != "CVL"
        ]
        if will is None or will in taken or not negated or not told:
            continue
        whom = [
            p
            for r in ("obj", "iobj")
            for h in tree.arguments(i).get(r, [])
            if h in world.parties
            for p in world.parties[h].parties
        ]
        roles = Roles(told, [p for p in whom if p.id not in {t.id for t in told}], [])
        draft = Draft(number, tree, Trigger(will, _entry("REJECT"), _said(tree, i, will)), roles, "actual", ["will"])
        draft.mode = "change"
        found.append(draft)
    return found


def refused(drafts: Sequence[Draft]) -> None:
    """What is not accepted is refused: "did not accept the offer", "does not recognise the vote". Asked before anything is nested.

    So is what one has "no intention of" doing.
    """
    for draft in drafts:
        if draft.event == "AGREE" and draft.status == "negated" and draft.trigger.entry.lemma in words("willingness"):
            if any(draft.tree.forms[c] == "no" for c in draft.tree.children[draft.head]):
                draft.instead, draft.mode, draft.status, draft.roles.recipients = "REJECT", None, "actual", []
                draft.reasons.append(NO_WILL)
            continue
        verb = draft.tree.tokens[draft.head].pos == "VERB" and draft.trigger.entry.lemma in words("accepting")
        if verb and draft.status == "negated" and draft.event in TAKING and draft.roles.actors:
            draft.instead, draft.mode, draft.status = "REJECT", None, "actual"
            draft.reasons.append("rule:not accepted is refused")


def unwilling(drafts: Sequence[Draft]) -> None:
    """What one has no intention of doing will not be done."""
    for draft in drafts:
        if NO_WILL in draft.reasons:
            for inner in draft.nested:
                inner.status = "negated"


def unhesitating(drafts: Sequence[Draft]) -> None:
    """Who "will not hesitate to strike" threatens to."""
    for draft in drafts:
        harm = [n for n in draft.nested if n.event in HARM]
        if draft.trigger.entry.lemma == "hesitate" and draft.status == "negated" and harm:
            draft.instead, draft.mode, draft.status = "THREATEN", "violence", "actual"
            draft.reasons.append("rule:no hesitation to do harm")
            for inner in harm:
                inner.status = "hypothetical"


def insisting(drafts: Sequence[Draft], world: World) -> None:
    """Who "insists that he will not leave" refuses to."""
    for draft in drafts:
        tree, own = draft.tree, {p.id for p in draft.roles.actors}
        if draft.event != "REQUEST" or draft.trigger.entry.lemma != "insist" or not own:
            continue
        for clause in (c for c in tree.children[draft.head] if tree.tokens[c].dep == "ccomp"):
            will = any(tree.forms[c] in WILLING for c in tree.children[clause])
            said = [p for s in tree.subjects(clause) if s in world.parties for p in world.parties[s].parties]
            if not will or not said or {p.id for p in said} != own:
                continue
            inner = next((n for n in draft.nested if n.head == clause), None)
            if any(tree.forms[c] in NOT for c in tree.children[clause]):
                draft.instead, draft.mode = "REJECT", MODE_OF.get(inner.event, "change") if inner else "change"
                draft.reasons.append("rule:insists that he will not")
                if inner is not None:
                    inner.status = "negated"


@cache
def _promise() -> Entry:
    return unwritten("announce", "verb", "AGREE", "promise", where="announced")


def announced(drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]) -> list[Draft]:
    """An AGREE for each help that somebody announces he will give: "Oslo announced that it would double its aid to Malawi"."""
    found: list[Draft] = []
    for draft in drafts:
        tree, head = draft.tree, draft.head
        if draft.event not in GIVING or draft.status != "future" or draft.outer is not None or not draft.roles.actors:
            continue
        at = next((a for a in tree.ancestors(head) if tree.lemmas[a] in words("announcing")), None)
        clauses = [c for c in tree.children[at] if tree.tokens[c].dep == "ccomp"] if at is not None else []
        if at is None or not any(tree.under(head, c) for c in clauses) or any(at in d.trigger.words for d in drafts):
            continue
        same = next((d for d in found if d.head == at), None)
        party = speaking_party(speaker(draft))
        if same is None and (party is None or all(root(p) != root(party) for p in draft.roles.actors)):
            continue
        if same is None and party is not None:
            roles = Roles([party], list(draft.roles.recipients), [])
            same = Draft(draft.sentence, tree, Trigger(at, _promise(), (at,)), roles, "actual", ["announced"])
            found.append(same)
        if same is not None:
            draft.outer = same
            same.nested.append(draft)
    return found


def resolves(drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]) -> list[Draft]:
    """A THREATEN or REJECT for each harm that a speaker says he will do, and each thing asked of him that he will not.

    Harm must stand under a condition: what somebody has announced outright is a plan, and no threat.
    """
    found: list[Draft] = []
    for draft in drafts:
        if draft.outer is not None or not draft.roles.actors or draft.tree.passive(draft.head):
            continue
        will = _will(draft.tree, draft.head)
        if will is None and draft.event == "RETREAT":
            will = _not_going(draft.tree, draft.head)
        if will is not None and (heard := _heard(drafts, draft, will)) is not None:
            draft.outer, draft.status = heard, "negated"
            heard.nested.append(draft)
            heard.mode = heard.mode or MODE_OF.get(draft.event)
            continue
        if will is None or any(will in d.trigger.words for d in (*drafts, *found)):
            continue
        event = _kind(draft)
        party = speaking_party(speaker(draft)) if event is not None else None
        if event is None or party is None or all(root(p) != root(party) for p in draft.roles.actors):
            continue
        others = [p for p in draft.roles.recipients if root(p) != root(party)]
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
        if tree.tokens[c].dep == "aux" and tree.forms[c] in WILLING:
            return c
    return None


def _not_going(tree: Tree, head: int) -> int | None:
    """The "are" of "we are not leaving", which says what will not be."""
    if not tree.forms[head].endswith("ing") or not any(tree.forms[c] in NOT for c in tree.children[head]):
        return None
    return next((c for c in tree.children[head] if tree.dep(c) == "aux" and tree.forms[c] in BEING), None)


def _heard(drafts: Sequence[Draft], draft: Draft, will: int) -> Draft | None:
    """The refusal that the head has heard in the same "will not", and that holds nothing yet."""
    if _kind(draft) != "REJECT":
        return None
    own = {root(p) for p in draft.roles.actors}
    for other in drafts:
        if other.event == "REJECT" and will in other.trigger.words and other is not draft and not other.nested:
            return other if own & {root(p) for p in other.roles.actors} else None
    return None


def _said(tree: Tree, head: int, will: int) -> tuple[int, ...]:
    """ "will", or "will not" where that stands right behind it."""
    behind = will + 1
    return (will, behind) if behind in tree.children[head] and tree.forms[behind] in NOT else (will,)


def _conditional(tree: Tree, head: int) -> bool:
    """Whether a clause below the verb says on what it depends."""
    for c in tree.children[head]:
        if tree.tokens[c].dep.partition(":")[0] == "advcl" and any(
            tree.forms[g] in CONDITIONS for g in tree.children[c]
        ):
            return True
    return False
