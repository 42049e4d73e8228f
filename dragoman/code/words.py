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
    raw = load_yaml("grammar.yml")
    return frozenset(raw[name])
