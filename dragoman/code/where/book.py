"""The lists of `data/where.yml`: which words tie a place to an event, and which stand for one told before."""

from __future__ import annotations

from functools import cache
from typing import Any

from dragoman.data.files import load_yaml


@cache
def where_words(name: str) -> frozenset[str]:
    """One list of `data/where.yml`.

    >>> "ASSAULT" in where_words("deeds"), "in" in where_words("locative")
    (True, True)
    """
    return frozenset(_lists()[name])


@cache
def pointing_words() -> dict[str, tuple[str, ...]]:
    """Nouns that stand for a place told before ("the town"), each with the kinds of place it may ask for."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, nouns in _lists()["pointing"].items():
        for noun in nouns:
            found[noun] = (*found.get(noun, ()), kind)
    return found


@cache
def site_words() -> dict[str, str]:
    """Nouns of places that need no name, with the kind of place each is.

    >>> site_words()["bridges"]
    'base/facility'
    """
    return {noun: kind for kind, nouns in _lists()["sites"].items() for noun in nouns}


@cache
def _lists() -> dict[str, Any]:
    """All of `data/where.yml`, read once."""
    return dict(load_yaml("where.yml"))
