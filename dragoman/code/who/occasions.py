"""A deed told beside another that says who did it: one of several, or the hour in which it was done."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.who.same import wordless

# What tells of the hour of a deed by another.
HOURS = frozenset({"when", "as", "after"})


def by_instance(drafts: Sequence[Draft]) -> None:
    """ "Claimed four attacks, including a drone strike on the base": whoever made the four made that one."""
    heads = {(d.sentence, d.head): d for d in drafts}
    for draft in drafts:
        tree, over = draft.tree, draft.tree.tokens[draft.head].head
        if draft.roles.actors or tree.tokens[draft.head].pos != "NOUN" or tree.marker(draft.head) != "including":
            continue
        while over >= 0 and (draft.sentence, over) not in heads and tree.tokens[over].pos in ("NOUN", "PROPN"):
            over = tree.tokens[over].head  # "attacks on posts in the north, including": hung on the posts
        whole = heads.get((draft.sentence, over))
        if whole is None or whole.event != draft.event:
            near = [
                d for (s, h), d in heads.items() if s == draft.sentence and h < draft.head and d.event == draft.event
            ]
            whole = max(near, key=lambda d: d.head, default=None)
        if whole is not None and whole.roles.actors:
            draft.roles.actors = [wordless(p) for p in whole.roles.actors]
            draft.reasons.append("actor:one of several told of")


def by_hour(drafts: Sequence[Draft]) -> None:
    """ "Dozens were wounded when Turkish jets hit a market": whoever hit it wounded them."""
    heads = {(d.sentence, d.head): d for d in drafts}
    for draft in drafts:
        tree = draft.tree
        unsaid = not draft.roles.actors or "actor:told before of the same event" in draft.reasons
        if not unsaid or draft.event != "ASSAULT" or draft.trigger.entry.frame.name not in ("kill", "die"):
            continue
        for clause in (c for c in tree.children[draft.head] if tree.dep(c) == "advcl"):
            if not any(tree.forms[c] in HOURS for c in tree.children[clause] if c < clause):
                continue
            deed = heads.get((draft.sentence, clause))
            if deed is None or deed.trigger.entry.frame.joint:
                continue  # "when soldiers clashed with smugglers": either
            if deed.event == "ASSAULT" and deed.roles.actors and deed.status == "actual":
                told = {p.id for p in draft.roles.recipients}
                draft.roles.actors = [p for p in deed.roles.actors if p.id not in told]
                draft.reasons.extend([f"actor:from {deed.trigger.entry.lemma}"] * bool(draft.roles.actors))
                break
