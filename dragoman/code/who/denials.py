"""Who denies a charge is mostly the one it was laid to, and nobody rejects what they ask for themselves (CODEBOOK 5)."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import load_words
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles, World, parties_of
from dragoman.code.who.same import root, wordless
from dragoman.code.who.unnamed import unresolved
from dragoman.model import Party

# Who dismisses a charge by judging it.
JUDGES = frozenset({"court", "judge", "tribunal", "jury", "prosecutor", "magistrate"})


def by_denial(tree: Tree, trigger: Trigger, roles: Roles, world: World) -> None:
    """Of a noun of accusation that somebody denies: they are its recipient, and never who made it.

    Asked before the learned heads; what the noun itself says ("allegations against Peru", "its own claims") goes first.
    """
    head = trigger.head
    verb = tree.tokens[head].head
    if trigger.entry.event != "ACCUSE" or roles.recipients or tree.tokens[head].pos != "NOUN" or verb < 0:
        return
    if tree.dep(head) != "obj" or tree.lemmas[verb] not in load_words().denies:
        return
    deniers = _subjects(tree, verb, world)
    own = {root(p) for p in roles.actors}
    if deniers and not any(root(p) in own for p in deniers):
        roles.recipients = deniers
        roles.reasons.append("recipient:who denies it")


def by_rejection(drafts: Sequence[Draft]) -> None:
    """ "Togo and Benin veto Ghana's call": the call is Ghana's alone, though a head links all three to it."""
    for draft in drafts:
        outer = draft.outer
        if outer is None or outer.event != "REJECT" or "actor:learned" not in draft.reasons:
            continue
        against = {root(p) for p in outer.roles.actors}
        others = [p for p in draft.roles.actors if root(p) not in against]
        if others or _there_already(
            draft
        ):  # "will not join the sanctions on Chad": they are others', whoever rejects them
            draft.roles.actors = others
    for draft in drafts:
        if draft.event == "REQUEST" and draft.outer is not None and draft.outer.event == "REJECT":
            _asked_of_whoever_rejects(draft, draft.outer)


def _there_already(draft: Draft) -> bool:
    """ "The sanctions": a deed that is told of as known, and is none of whoever is against it."""
    tree = draft.tree
    known = tree.tokens[draft.head].pos == "NOUN" and any(tree.forms[c] == "the" for c in tree.children[draft.head])
    return known and draft.status == "actual"


def _asked_of_whoever_rejects(asked: Draft, rejected: Draft) -> None:
    """ "Togo turned a deaf ear to Ghana's calls for a pullback": made to Togo, which is to pull back, where nobody else is named."""
    own = {root(p) for p in asked.roles.actors}
    others = [p for p in rejected.roles.actors if root(p) not in own]
    if not asked.roles.recipients and own and others:
        asked.roles.recipients = [wordless(p) for p in others]
        asked.reasons.append("recipient:who rejects it")
    beside = [d for d in rejected.nested if d is not asked and d.status == "requested"]
    for inner in (*asked.nested, *beside):
        learned = inner.event in ("RETREAT", "CONCEDE") and "actor:learned" in inner.reasons
        if learned and {root(p) for p in inner.roles.actors} <= own and asked.roles.recipients:
            inner.roles.actors = [wordless(p) for p in asked.roles.recipients]
            inner.reasons.append("actor:who is asked")


def _subjects(tree: Tree, verb: int, world: World) -> list[Party]:
    found: list[Party] = []
    for subject in tree.subjects(verb):
        if tree.lemmas[subject] in JUDGES:
            continue
        named = parties_of(tree, subject, world)
        other = None if named else unresolved(tree, subject, world)
        found += named or ([other] if other is not None else [])
    return found
