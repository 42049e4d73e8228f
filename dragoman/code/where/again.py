"""Deeds and demands that a report names again: "the summit", "it was retaliation", "heeded the demand" lie where they were told to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from dragoman.code.drafts import Draft
from dragoman.code.where.book import where_words
from dragoman.code.where.pointed import country_of
from dragoman.model import Mention, Party

# Sentences in which another of the same parties is looked for, and that a deed's place stays for it.
REACH = 8
# Retellings of the same meeting or trial are kept; acts without bodily whereabouts take no scene.
SCENE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "PROTEST"})
SENTENCE = attrgetter("sentence")


@dataclass(frozen=True, slots=True)
class Located:
    """A claim's place and what decided it: "" for the sentence's own words, else the rule's name."""

    mention: Mention
    basis: str = ""


def said_again(draft: Draft, drafts: Sequence[Draft], found: dict[int, Located]) -> Mention | None:
    """The place of the main deed of the sentence before, which "it was retaliation", "this was the worst raid" speak of again."""
    tree = draft.tree
    if draft.event not in SCENE or not any(tree.dep(c) == "cop" for c in tree.children[draft.head]):
        return None
    if not any(tree.dep(c) == "nsubj" and tree.forms[c] in where_words("again") for c in tree.children[draft.head]):
        return None
    before = [d for d in _of_sentence(drafts, draft.sentence - 1) if d.event in SCENE]
    main = min(before, key=lambda d: (_depth(d), d.head), default=None)
    located = found.get(id(main)) if main is not None else None
    return located.mention if located is not None else None


def of_demand(draft: Draft, drafts: Sequence[Draft], found: dict[int, Located]) -> None:
    """A demand named again, and a yes or no to one, is about the place that the demand is about ("has yet to heed the demand")."""
    if draft.event not in where_words("about"):
        return
    again = named_again(draft, drafts, found)
    if again is not None:
        found[id(draft)] = Located(again, "told before")
        return
    children = draft.tree.children[draft.head]
    for other in _of_sentence(drafts, draft.sentence):
        if other.event == "REQUEST" and other.head in children:
            if id(other) not in found:
                of_demand(other, drafts, found)
            if id(other) in found:
                found[id(draft)] = Located(found[id(other)].mention, "content")


def named_again(draft: Draft, drafts: Sequence[Draft], found: dict[int, Located]) -> Mention | None:
    """The place told of the event that a definite noun names again: "met at a summit in Lima ... the summit ended"."""
    tree = draft.tree
    if tree.tokens[draft.head].pos != "NOUN":
        return None
    beside = [tree.forms[c] for c in tree.children[draft.head] if c < draft.head]
    if where_words("pointing_at").isdisjoint(beside) or not where_words("another").isdisjoint(beside):
        return None
    if draft.event in where_words("deeds") and any(
        tree.dep(c) == "nmod" for c in tree.children[draft.head] if c > draft.head
    ):
        return None  # "the war between Peru and Chile" is told anew
    here = draft.sentence
    first, last = (bisect_left(drafts, number, key=SENTENCE) for number in (here - REACH, here))
    for other in reversed(drafts[first:last]):
        located = found.get(id(other))
        same = other.event == draft.event and _like(other.tree.lemmas[other.head], tree.lemmas[draft.head])
        if not same or located is None or located.basis in ("scene", "at home"):
            continue
        sides = (
            (draft.roles.actors, other.roles.actors),
            (draft.roles.recipients, other.roles.recipients),
        )
        others = any(a and b and {root_of(p) for p in a}.isdisjoint(root_of(p) for p in b) for a, b in sides)
        if others:
            return None
        several = tree.forms[draft.head] != tree.lemmas[draft.head] not in where_words("meetings")
        place = country_of(code_of(located.mention)) if several else None
        return (
            replace(located.mention, place=place) if place is not None else located.mention
        )  # "the raids" of one town?
    return None


def _like(lemma: str, other: str) -> bool:
    """Whether two words may tell one event: the same word, or two for a meeting ("met in Lima ... the talks")."""
    return lemma == other or {lemma, other} <= where_words("meetings")


def _of_sentence(drafts: Sequence[Draft], number: int) -> Sequence[Draft]:
    """The drafts of one sentence; they stand in the order of the text."""
    return drafts[bisect_left(drafts, number, key=SENTENCE) : bisect_left(drafts, number + 1, key=SENTENCE)]


def _depth(draft: Draft) -> int:
    """How many words stand above the trigger in its sentence."""
    at, steps = draft.tree.tokens[draft.head].head, 0
    while at >= 0:
        at, steps = draft.tree.tokens[at].head, steps + 1
    return steps


def code_of(mention: Mention) -> str | None:
    """The country of a place."""
    return mention.place.code if mention.place is not None else None


def root_of(party: Party) -> str:
    """A party's id without its sector."""
    return party.id.split(".")[0]
