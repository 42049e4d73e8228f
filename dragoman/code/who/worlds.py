"""Mentions by sentence and head word, as the coder looks them up."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.who.roles import World
from dragoman.model import Mention, Parse


def worlds_of(parse: Parse, mentions: Sequence[Mention]) -> list[World]:
    """What the resolver found in each sentence, by head word; the first mention of a word counts."""
    worlds = [World() for _ in parse.sentences]
    for mention in mentions:
        world = worlds[mention.sentence]
        if mention.kind == "actor":
            (world.parties if mention.parties else world.unresolved).setdefault(mention.head, mention)
        elif mention.kind == "place" and mention.place is not None:
            world.places.setdefault(mention.head, mention)
        elif mention.kind == "outlet":
            world.outlets.setdefault(mention.head, mention)
    for name in parse.names:
        if name.label in ("PER", "ORG"):
            worlds[name.sentence].named.update(range(name.first, name.last))
        if name.label == "PER":
            worlds[name.sentence].people.update(range(name.first, name.last))
    return worlds
