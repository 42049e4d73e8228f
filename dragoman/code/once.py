"""Answers kept for what was last asked about: what many rules ask of one sentence is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
# As many sentences as a report of the common length has; a longer one is worked out again.
MOST = 64


def once(ask: Callable[[T], R]) -> Callable[[T], R]:
    """The function, which remembers its last answers, each for the very same object and not for an equal one.

    It serves what is told by whole sentences, whose hashes take longer than most answers.

    >>> asked: list[str] = []
    >>> length = once(lambda word: asked.append(word) or len(word))
    >>> length("truce"), length("truce"), asked
    (5, 5, ['truce'])
    """
    known: dict[int, tuple[T, R]] = {}

    def answer(about: T) -> R:
        key = id(about)
        held = known.get(key)
        if held is not None and held[0] is about:
            return held[1]
        if len(known) >= MOST:
            known.clear()
        told = ask(about)
        known[key] = about, told  # what is held here keeps its id
        return told

    return answer
