"""Which demand, refusal, promise or complaint holds an event: the nearest one that reaches it, or the one the head links it to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.code.drafts import Draft
from dragoman.code.nesting.beside import hung_on_verb, judged, named_beside
from dragoman.code.nesting.reach import (
    GOES_ON,
    TOLD,
    doing,
    done_by_another,
    ends,
    in_struggle,
    not_what_ends,
    passes,
    relative_of,
    told_of,
    trailing,
    walled,
)
from dragoman.code.nesting.status import TALK
from dragoman.code.nesting.terms import by_leave, by_name, by_terms
from dragoman.code.what.thresholds import trust
from dragoman.code.who.topics import ON, topic_of
from dragoman.code.words import words

HOLDERS = frozenset(
    {"REQUEST", "REJECT", "AGREE", "CONCEDE", "THREATEN", "ACCUSE", "SUPPORT", "COERCE", "CONSULT", "COOPERATE"}
)
# What these hold is asked, refused or promised, whatever becomes of them.
RULING = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN", "CONCEDE"})
# What nobody asks for or promises by naming it beside something else: "calls for talks and a threat to close the border".
UNASKED = frozenset({"THREATEN", "REJECT"})
BESIDE_THE_END = "rule:wanted beside an end"


def holder_of(draft: Draft, by_head: dict[int, Draft], roots: dict[int, list[int]]) -> Draft | None:
    """The draft that holds another by a rule: by whose leave it is done, who judges it, whose content it is, under what terms."""
    return (
        by_leave(draft, by_head)
        or judged(draft, by_head)
        or _above_it(draft, by_head, roots)
        or by_terms(draft, by_head)
        or by_name(draft, by_head)
    )


def _above_it(draft: Draft, by_head: dict[int, Draft], roots: dict[int, list[int]]) -> Draft | None:
    """The nearest draft above in the tree that reaches so far down."""
    tree, at = draft.tree, draft.head
    if draft.event in TALK and draft.event != "AGREE" and trailing(tree, at):
        return None  # "threatened to strike, demanding the release of the crew": not part of what is threatened
    only: str | None = None  # the one kind of act that reaches so far
    told = False  # what somebody does whom the content names: neither asked, nor promised, nor threatened
    while at >= 0:
        token = tree.tokens[at]
        outer = by_head.get(token.head)
        if outer is not None and outer.head in roots and any(tree.under(draft.head, r) for r in roots[outer.head]):
            if ends(outer) and not_what_ends(draft, outer):
                draft.status = "actual"
                draft.reasons.append(BESIDE_THE_END)
                at = outer.head
                continue
            if named_beside(draft, outer) or _unsaid_by(draft, outer):
                return None
            if told and outer.event in RULING:
                draft.reasons.append(TOLD)
                return None
            if tree.tokens[draft.head].dep == "conj" and draft.event in UNASKED and outer.event in ("REQUEST", "AGREE"):
                return None
            return outer if only in (None, outer.event) else None
        if (
            outer is not None
            and outer.event == "CONSULT"
            and tree.tokens[outer.head].pos == "NOUN"
            and tree.marker(at) in ON
        ):
            if draft.event in ("RETREAT", "AID") and draft.status in ("actual", "future"):
                draft.status = "hypothetical"  # "refused talks on the withdrawal of its troops": it may come
                draft.reasons.append("hypothetical:talked about")
            return None  # "called for talks on the withdrawal": no withdrawal is called for
        if outer is not None and _cut_off(draft, outer):
            if draft.status in ("requested", "future", "hypothetical"):
                draft.status = "actual"
            draft.reasons.append(GOES_ON)
            return None
        if outer is not None and outer.head in roots and trailing(tree, at):
            return None
        if outer is not None and hung_on_verb(tree, at, token.head, roots.get(token.head, ())):
            return outer
        # "made a demand for", "issued a call for": the content may hang on the verb instead of the noun
        base = token.dep.partition(":")[0]
        if token.head >= 0 and base in ("xcomp", "advcl", "obl", "ccomp"):
            for c in tree.children[token.head]:
                sibling = by_head.get(c)
                if (
                    sibling is not None
                    and tree.tokens[c].dep in ("obj", "nsubj:pass")
                    and c in roots
                    and at in roots[c]
                ):
                    return sibling
        if relative_of(tree, at):
            at = token.head  # "vetoed a resolution that called on": what the text says is what is vetoed
            continue
        if in_struggle(tree, at):
            only = "SUPPORT"
        elif not passes(tree, at):
            return None
        told = told or doing(tree, at)
        at = token.head
    return None


def learned_holder(draft: Draft, drafts: Sequence[Draft], links: Mapping[tuple[int, int], float]) -> Draft | None:
    """The draft that the learned head links another to as its content (`links`), when it is sure and nothing stands between."""
    best, found = trust().content, None
    for other in drafts:
        sure = max([links.get((a, b), 0.0) for a in other.trigger.words for b in draft.trigger.words])
        if (
            sure < best
            or other is draft
            or other.event not in HOLDERS
            or draft in above(other)
            or walled(draft.tree, draft.head, other.head)
            or named_beside(draft, other)
            or _unsaid_by(draft, other)
            or _talked_about(draft, other)
            or (other.event in RULING and done_by_another(draft.tree, draft.head, other.head))
            or told_of(draft.tree, other.head, draft.head)
        ):
            continue
        best, found = sure, other
    if found is not None:
        draft.reasons.append(f"content:learned:{found.trigger.entry.lemma}")
    return found


def _cut_off(draft: Draft, cut: Draft) -> bool:
    """Whether help or joint work stands below what cuts it: "called for the suspension of aid" asks for no aid."""
    below = draft.event in ("AID", "COOPERATE", "SUPPORT", "CONSULT") and cut.event == "SANCTION"
    lemma = cut.tree.lemmas[cut.head]
    return below and (lemma in words("ending") or lemma in words("cutting"))


def _unsaid_by(draft: Draft, holder: Draft) -> bool:
    """Whether a refusal is only one to speak of what is told: "declined to say whether", "refused to confirm that it had struck"."""
    if holder.event != "REJECT":
        return False
    tree, at = draft.tree, draft.head
    while at != holder.head and at >= 0:
        head = tree.tokens[at].head
        if head >= 0 and tree.dep(at) == "ccomp" and tree.tokens[head].lemma.lower() in words("telling"):
            return head != holder.head
        at = head
    return False


def _talked_about(draft: Draft, other: Draft) -> bool:
    """Whether a draft is the topic of talks that the other holds: "called for talks on the withdrawal"."""
    topic = topic_of(draft.tree, draft.head, other.trigger.words)
    return topic is not None and other.head not in topic


def above(draft: Draft) -> list[Draft]:
    """The drafts that hold a draft, the nearest first."""
    found = []
    while draft.outer is not None:
        draft = draft.outer
        found.append(draft)
    return found
