"""Places that a report points back to: "the town", "our border", "from the country", "there"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.where.aside import told_elsewhen
from dragoman.code.where.book import pointing_words, where_words
from dragoman.code.where.places import levels_above, locates, of_another_doer
from dragoman.code.who.roles import World
from dragoman.data.gazetteer import country_entry, fold
from dragoman.model import Mention, Place

# Sentences that a place stays in mind for "the town".
TOWN = 8


def pointed(
    draft: Draft, worlds: Sequence[World], happening: AbstractSet[str | None], *, within: bool = False
) -> Mention | None:
    """The place that "the town", "our border" or "there" in the trigger's words stands for.

    `happening` are the countries where something in the report happens.
    With `within` only in the words that hang on the trigger: "spoke in Lima of a pullout from the country".
    """
    tree, world = draft.tree, worlds[draft.sentence]
    pointing = pointing_words()
    if "there" not in tree.vocabulary and pointing.keys().isdisjoint(tree.vocabulary):
        return None
    for level, at in enumerate([draft.head] if within else levels_above(tree, draft.head)):
        for head in tree.subtree(at):
            token, low = tree.tokens[head], tree.forms[head]
            if low == "there" and token.dep == "advmod":
                return _latest(draft, worlds, None, token.start, "")
            kinds = pointing.get(low, ())
            if (
                not kinds
                or token.pos != "NOUN"
                or of_another_doer(tree, head, at)
                or told_elsewhen(tree, head, draft.head)
                or not locates(tree, head, draft.event, world, trigger=draft.head, level=level)
            ):
                continue
            owner = _owner(tree, head)
            if owner is None:
                continue
            if (called := _called(tree, head, world)) is not None:
                return called
            if owner >= 0:
                mention = world.parties.get(owner)
                code = mention.parties[0].code if mention and mention.parties else None
                place = country_of(code)
                if place is not None and mention is not None:
                    if "border" in kinds:
                        place = Place(f"{place.name} border", place.code, None, None, "border")
                    return replace(mention, kind="place", parties=(), place=place)
            for kind in kinds:
                mention = _latest(draft, worlds, kind, token.start, low, happening if kind == "country" else None)
                if mention is None and kind == "country":
                    mention = _latest(draft, worlds, kind, token.start, low)
                if mention is None and kind == "country":
                    mention = _around(draft, _latest(draft, worlds, None, token.start, low))
                if mention is None and kind == "border":
                    mention = _between(draft, worlds, head)
                if mention is not None:
                    return mention
    return None


def _called(tree: Tree, head: int, world: World) -> Mention | None:
    """ "The capital, Quito", "the garrison city of Quito": its name stands beside it."""
    for c in tree.children[head]:
        named = tree.dep(c) == "appos" or (tree.dep(c) == "nmod" and tree.marker(c) == "of")
        if named and c > head and c in world.places and tree.tokens[c].pos == "PROPN":
            return world.places[c]
    return None


def _around(draft: Draft, inner: Mention | None) -> Mention | None:
    """The country of a town told before: "the camp near Quito ... from the country"."""
    place = country_of(inner.place.code) if inner is not None and inner.place is not None else None
    if inner is None or place is None or place.code in {p.code for p in draft.roles.actors}:
        return None
    return replace(inner, place=place)


def _owner(tree: Tree, head: int) -> int | None:
    """The possessive before a pointing noun, -1 for "the", "this"; None where the noun does not point back."""
    for child in tree.children[head]:
        token = tree.tokens[child]
        low = token.text.lower()
        if low in where_words("determiners") and child < head:
            return child if token.dep == "nmod:poss" else -1
    return None


def _latest(
    draft: Draft,
    worlds: Sequence[World],
    kind: str | None,
    before: int,
    noun: str,
    happening: AbstractSet[str | None] | None = None,
) -> Mention | None:
    """The place of a kind told last before a position, a few sentences back; for an area one that has the noun in its name.

    Of countries only those that are `happening`, where given.
    """
    for number in range(draft.sentence, max(-1, draft.sentence - TOWN), -1):
        mentions = sorted(worlds[number].places.values(), key=lambda m: -m.start)
        for mention in mentions:
            place = mention.place
            if place is None or mention.start >= before or (kind is not None and place.kind != kind):
                continue
            if kind is None and (place.kind == "country" or _government(worlds[number], mention)):
                continue
            if kind in ("area", "base/facility") and noun.rstrip("s") not in " ".join(fold(place.name)):
                continue
            if kind == "country" and place.code in {p.code for p in draft.roles.actors}:
                continue
            if happening is not None and place.code not in happening:
                continue
            return mention
    return None


def _government(world: World, mention: Mention) -> bool:
    """A capital that stands for who sits in it: "called on Washington ... stores weapons there"."""
    party = world.parties.get(mention.head)
    return party is not None and party.basis == "capital" and party.start == mention.start


def _between(draft: Draft, worlds: Sequence[World], head: int) -> Mention | None:
    """The border of the two states a report speaks of most, where they are neighbours; it is told on the actor's side."""
    counted: Counter[str] = Counter()
    for world in worlds:
        counted.update(p.code for m in world.parties.values() for p in m.parties if p.code)
        counted.update(m.place.code for m in world.places.values() if m.place and m.place.code)
    two = [code for code, _ in counted.most_common(2)]
    entries = [country_entry(code) for code in two]
    if len(two) < 2 or entries[0] is None or entries[1] is None or two[1] not in entries[0].division.split(","):
        return None
    side = next((p.code for p in draft.roles.actors if p.code in two), two[0])
    name = f"{entries[0].name}-{entries[1].name} border"
    token = draft.tree.tokens[head]
    place = Place(name, side, None, None, "border")
    return Mention(
        "place", draft.sentence, head, head + 1, head, token.start, token.end, token.text, "border", place=place
    )


def country_of(code: str | None) -> Place | None:
    """The country of an ISO code as a place, where the gazetteer has it."""
    entry = country_entry(code) if code else None
    return Place(entry.name, entry.code, entry.lat, entry.lon, entry.kind) if entry else None
