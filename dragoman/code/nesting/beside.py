"""What holds an event that does not stand below it: "an offer that Togo welcomed", "the raid drew protests", "asked for seed and for the release"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import RELATIVES, Tree
from dragoman.code.words import words

# What is said of a deed by somebody who answers it.
JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
# What is only said, and stands beside what else is said.
SPOKEN = JUDGING | {"REQUEST", "THREATEN"}


def judged(draft: Draft, by_head: dict[int, Draft]) -> Draft | None:
    """Who welcomes, condemns or rejects a deed in a clause beside it: "an offer that Togo welcomed", "the raid drew protests"."""
    tree, head = draft.tree, draft.head
    plan = _plan(tree, head)
    for noun in (head, *plan) if tree.tokens[head].pos == "NOUN" else plan:
        for c in tree.children[noun]:
            outer = by_head.get(c)
            if outer is not None and outer.event in JUDGING and tree.tokens[c].dep == "acl:relcl" and _of_what(tree, c):
                return outer
    if tree.tokens[head].pos != "NOUN":
        return None
    verb = tree.tokens[head].head
    if tree.dep(head) != "nsubj" or tree.tokens[verb].lemma.lower() not in words("drawing"):
        return None
    drawn = (by_head.get(c) for c in tree.children[verb] if tree.dep(c) == "obj")
    return next((d for d in drawn if d is not None and d.event in JUDGING), None)


def _plan(tree: Tree, at: int) -> list[int]:
    """The plan, policy or decision whose content a word is: "a policy of turning boats away, which Togo condemned"."""
    if tree.dep(at) not in ("acl", "nmod"):
        return []
    noun = tree.tokens[at].head
    if noun < 0 or tree.tokens[noun].pos != "NOUN":
        return []
    if tree.marker(at) not in ("of", "to", "for"):
        return []
    lemma = tree.tokens[noun].lemma
    return [noun] if lemma in words("documents") or lemma in words("deciding") else []


def named_beside(draft: Draft, holder: Draft) -> bool:
    """Whether an act of speech is named beside the holder's own noun: "reiterated its support for Chad and its condemnation of the raids"."""
    token = draft.tree.tokens[draft.head]
    if token.dep != "conj" or token.pos != "NOUN" or draft.event not in SPOKEN or draft.head in holder.trigger.words:
        return False
    at = draft.head
    while draft.tree.tokens[at].dep == "conj":
        at = draft.tree.tokens[at].head
    return at in holder.trigger.words and at != holder.head and draft.tree.tokens[at].pos == "NOUN"


def _of_what(tree: Tree, verb: int) -> bool:
    """Whether a relative clause says what somebody does about the noun before it, and not what the noun does."""
    kids = tree.children[verb]
    named = any(tree.dep(c) == "nsubj" and tree.tokens[c].lemma.lower() not in RELATIVES for c in kids)
    own = any(tree.dep(c) in ("obj", "ccomp") and tree.tokens[c].lemma.lower() not in RELATIVES for c in kids)
    return named and not own and not tree.passive(verb)


def hung_on_verb(tree: Tree, at: int, above: int, roots: Sequence[int]) -> bool:
    """ "Asked for seed and for the release of": a second noun that the parser coordinates with the verb and not with the first."""
    token = tree.tokens[at]
    if token.dep == "conj" and token.pos == "VERB" and _second_gerund(tree, at, above, roots):
        return True
    if token.dep != "conj" or token.pos != "NOUN" or tree.tokens[above].pos != "VERB":
        return False
    if any(tree.tokens[c].dep in ("cop", "nsubj") for c in tree.children[at]):
        return False
    marker = tree.marker(at)
    return any(r < at and tree.tokens[r].pos in ("NOUN", "PROPN") and marker in (None, tree.marker(r)) for r in roots)


def _second_gerund(tree: Tree, at: int, above: int, roots: Sequence[int]) -> bool:
    """ "Ruled out sending troops or imposing sanctions": an "-ing" form beside a finite verb belongs to the one before it."""

    def bare(i: int) -> bool:
        return tree.tokens[i].text.lower().endswith("ing") and not any(
            tree.dep(c) in ("aux", "nsubj", "cop") for c in tree.children[i]
        )

    return (
        bare(at)
        and not tree.tokens[above].text.lower().endswith("ing")
        and any(above < r < at and bare(r) for r in roots)
    )


def beside_another(drafts: Sequence[Draft], by_head: dict[int, Draft]) -> None:
    """ "Warned that mills would be seized and their owners tried": what a head nests takes what is coordinated with it along."""
    for draft in drafts:
        tree, head = draft.tree, draft.head
        if draft.outer is not None or tree.tokens[head].dep != "conj":
            continue
        first = by_head.get(tree.tokens[head].head)
        if first is None or first.outer is None or first.outer is draft or first.event == "ACCUSE":
            continue
        if not any(r.startswith("content:learned") for r in first.reasons):
            continue
        if tree.tokens[head].pos == tree.tokens[first.head].pos and not tree.has(head, "aux"):
            draft.outer = first.outer
            draft.reasons.append("content:with the first")
