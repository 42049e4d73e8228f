"""How a match of a regular expression may begin: patterns that can't match at a word are not tried there."""

from __future__ import annotations

import importlib
from typing import Any

# The standard library's own reader of expressions, which it does not promise to keep: a Python without it tries every
# pattern at every word, which is slower and finds the same.
try:
    ops: Any = importlib.import_module("re._constants")
    reader: Any = importlib.import_module("re._parser")
except ImportError:
    ops = reader = None

REACH = 3  # so many characters are looked at
MOST = 5000  # beginnings of one pattern; what has more may begin with anything
# Any digit stands for all, and the space for all that is white.
DIGIT, SPACE = "0", " "
# Behind this anything may stand.
ANY = "\0"


def beginnings(pattern: str) -> frozenset[str]:
    """The first three characters that a match of `pattern` may have, fewer where anything may follow or it is shorter.

    Digits are told as "0"; "" stands for a pattern that may begin with anything, or match nothing.

    >>> sorted(beginnings(r"(?:the )?[ab]\\d|[1-3]x.y|on"))
    ['0x', 'a0', 'b0', 'on', 'the']
    """
    if reader is None:
        return frozenset({""})
    return frozenset(told.rstrip(ANY) for told in _sequence(reader.parse(pattern)))


def plain(text: str) -> str:
    """The first characters of a text, as `beginnings` tells them."""
    return "".join(map(_plain, text[:REACH]))


def _plain(character: str) -> str:
    return DIGIT if character.isdigit() else SPACE if character.isspace() else character


def _sequence(sequence: Any) -> set[str]:
    """How what a sequence of operations matches may begin; ANY at the end of one says that anything may follow."""
    found = {""}
    for op, argument in sequence:
        if op not in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):  # these take no room
            found = _join(found, _one(op, argument))
        if all(map(_full, found)):
            break
    return found


def _join(left: set[str], right: set[str]) -> set[str]:
    if len(left) * len(right) > MOST:
        return {told if _full(told) else told + ANY for told in left}
    return {told if _full(told) else (told + more)[:REACH] for told in left for more in right}


def _full(told: str) -> bool:
    return len(told) == REACH or told.endswith(ANY)


def _one(op: Any, argument: Any) -> set[str]:
    if op is ops.LITERAL:
        return {_plain(chr(argument))}
    if op is ops.IN:
        return _class(argument)
    if op is ops.SUBPATTERN:
        return _sequence(argument[3])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        return _repeated(*argument)
    if op is ops.BRANCH:
        return set().union(*map(_sequence, argument[1]))
    return {ANY}


def _repeated(least: int, most: int, sequence: Any) -> set[str]:
    once, found, told = _sequence(sequence), set[str](), {""}
    for times in range(min(most, REACH) + 1):
        if times >= least:
            found |= told
        told = _join(told, once)
    return found or told


def _class(items: Any) -> set[str]:
    found: set[str] = set()
    for op, argument in items:
        if op is ops.LITERAL:
            found.add(_plain(chr(argument)))
        elif op is ops.RANGE:
            found.update(_plain(chr(code)) for code in range(argument[0], argument[1] + 1))
        elif op is ops.CATEGORY and argument is ops.CATEGORY_DIGIT:
            found.add(DIGIT)
        elif op is ops.CATEGORY and argument is ops.CATEGORY_SPACE:
            found.add(SPACE)
        else:
            return {ANY}
    return found
