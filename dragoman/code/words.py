"""Lists of words that the coder's grammar asks for (`data/grammar.yml`)."""

from __future__ import annotations

from functools import cache

from dragoman.data.files import load_yaml


@cache
def words(name: str) -> frozenset[str]:
    """The lemmas of one list.

    >>> "dozen" in words("quantifiers")
    True
    """
    return frozenset(_lists()[name])


@cache
def _lists() -> dict[str, list[str]]:
    """All of them, read once."""
    return dict(load_yaml("grammar.yml"))
