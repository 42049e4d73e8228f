"""Lists of words that the coder's grammar asks for (`data/grammar.yml`)."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml


@cache
def words(name: str) -> frozenset[str]:
    """The lemmas of one list.

    >>> "dozen" in words("quantifiers")
    True
    """
    raw = yaml.safe_load((resources.files("dragoman.data") / "grammar.yml").read_text(encoding="utf-8"))
    return frozenset(raw[name])
