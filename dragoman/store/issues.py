"""Declines in words: how many of each kind, for the summary at the end of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dragoman.model import Refusal


def by_reason(issues: Iterable[Refusal]) -> list[tuple[str, str, int]]:
    """Declines counted by stage and type of reason, without its particulars; the most frequent first.

    >>> by_reason([Refusal("a.txt", "read", "too large: 6 bytes"), Refusal("b.txt", "read", "too large: 7 bytes")])
    [('read', 'too large', 2)]
    """
    counts = Counter((issue.stage, issue.reason.partition(":")[0]) for issue in issues)
    return [(stage, reason, n) for (stage, reason), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
