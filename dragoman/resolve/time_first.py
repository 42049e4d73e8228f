"""With which characters a regular expression may begin: patterns that can't match at a word are not tried there."""

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

# Any digit stands for all.
DIGIT = "0"


def beginnings(pattern: str) -> frozenset[str] | None:
    """The characters, digits as "0", that a match of `pattern` may begin with; None where it may be any, or none at all.

    >>> sorted(beginnings(r"(?:the )?[ab]\\d|[1-3]x"))
    ['0', 'a', 'b', 't']
    """
    if reader is None:
        return None
    found, empty = _first(reader.parse(pattern))
    return None if found is None or empty else frozenset(DIGIT if c.isdigit() else c for c in found)


def _first(sequence: Any) -> tuple[set[str] | None, bool]:
    """The first characters of a sequence of operations (None: any), and whether it may match nothing."""
    found: set[str] = set()
    for op, argument in sequence:
        if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            continue  # takes no room
        some, empty = _one(op, argument)
        if some is None:
            return None, False
        found |= some
        if not empty:
            return found, False
    return found, True


def _one(op: Any, argument: Any) -> tuple[set[str] | None, bool]:
    if op is ops.LITERAL:
        return {chr(argument)}, False
    if op is ops.IN:
        return _class(argument), False
    if op is ops.SUBPATTERN:
        return _first(argument[3])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        some, empty = _first(argument[2])
        return some, empty or argument[0] == 0
    if op is ops.BRANCH:
        each = [_first(branch) for branch in argument[1]]
        if any(some is None for some, _ in each):
            return None, False
        return set().union(*(some for some, _ in each if some)), any(empty for _, empty in each)
    return None, False


def _class(items: Any) -> set[str] | None:
    found: set[str] = set()
    for op, argument in items:
        if op is ops.LITERAL:
            found.add(chr(argument))
        elif op is ops.RANGE:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        elif op is ops.CATEGORY and argument is ops.CATEGORY_DIGIT:
            found.add(DIGIT)
        elif op is ops.CATEGORY and argument is ops.CATEGORY_SPACE:
            found.add(" ")
        else:
            return None
    return found
