"""Casualties told by a number alone: "nine wounded and dozens displaced", "and another 300 injured"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.who.sides import CASUALTIES
from dragoman.code.words import words
from dragoman.model import Party

# Deeds whose victims may be counted on.
DONE = frozenset({"ASSAULT", "COERCE"})
# Words by which a number goes on from one before it.
MORE = frozenset({"another", "further", "more", "other", "others", "additional"})


def by_count(drafts: Sequence[Draft]) -> None:
    """ "Two villagers were killed, nine wounded and dozens displaced": a bare number behind counted people counts the same people."""
    heads = {(d.sentence, d.head): d for d in drafts}
    for n, draft in enumerate(drafts):
        tree, token = draft.tree, draft.tree.tokens[draft.head]
        if draft.event not in DONE:
            continue
        first = heads.get((draft.sentence, token.head)) if token.dep in ("conj", "parataxis") else None
        if first is not None and first.event in DONE and first.roles.recipients:
            counts = [c for c in tree.children[draft.head] if tree.dep(c) == "nsubj" and _counting(tree, c)]
            if counts and all(p.id.startswith("?") for p in draft.roles.recipients):
                _same_people(draft, first, counts[0])
        if not draft.roles.recipients and (number := _further(draft)) is not None:
            before = [d for d in drafts[:n] if d.sentence == draft.sentence and d.head < number]
            first = before[-1] if before else None
            if first is not None and first.trigger.entry.frame.name in CASUALTIES and first.roles.recipients:
                _same_people(draft, first, number)


def _same_people(draft: Draft, first: Draft, number: int) -> None:
    said = draft.tree.tokens[number]
    draft.roles.recipients = [
        Party(p.id, p.name, p.code, p.sector, said.text, said.start, said.end) for p in first.roles.recipients
    ]
    draft.reasons.append("recipient:counted on")
    if "actor:learned" in draft.reasons:  # a head's guess does not part those from whoever killed these
        draft.roles.actors = [Party(p.id, p.name, p.code, p.sector, None, None, None) for p in first.roles.actors]


def _further(draft: Draft) -> int | None:
    """The number of casualties that are told as more of the same: "another 300 injured", "a further 20 wounded"."""
    tree, head = draft.tree, draft.head
    if draft.trigger.entry.frame.name not in CASUALTIES:
        return None
    above = tree.tokens[head].head
    counted = above >= 0 and tree.tokens[above].pos == "NUM" and tree.dep(head) in ("amod", "acl", "orphan")
    numbers = [above] if counted else [c for c in tree.children[head] if tree.dep(c) == "nummod"]
    beside = {tree.forms[c] for n in numbers for c in (*tree.children[n], *tree.children[head])}
    return numbers[0] if numbers and beside & MORE else None


def _counting(tree: Tree, head: int) -> bool:
    """A number, or a word that only counts what was told: "nine", "dozens", "three others"."""
    if any(tree.tokens[c].dep.startswith("nmod") for c in tree.children[head]):
        return False
    return tree.tokens[head].pos == "NUM" or tree.lemmas[head] in words("counting")
