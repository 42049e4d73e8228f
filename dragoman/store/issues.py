"""Declines in words: how many of each kind, for the summary at the end of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dragoman.model import Refusal


def by_reason(issues: Iterable[Refusal]) -> list[tuple[str, str, int]]:
    """Declines counted by stage and reason, the most frequent first.

    >>> by_reason([Refusal("a.txt", "read", "empty"), Refusal("b.txt", "read", "empty")])
    [('read', 'empty', 2)]
    """
    counts = Counter((issue.stage, issue.reason) for issue in issues)
    return [(stage, reason, n) for (stage, reason), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
