"""Which pairs of claims to compare: same type, a party in common, dates that may meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model import Claim, Party


def root(party: Party) -> str:
    """A party's id without its suffix: forces and government of a state are compared as one.

    >>> root(Party("RUS.MIL", "Russian forces", "RUS", "MIL", None, None, None))
    'RUS'
    """
    return party.id.split(".")[0]


def candidate_pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs worth comparing, each once, in the order of the claims.

    A claim is compared with the earlier ones of its type that share an actor (or, where it names none, a recipient).
    """
    blocks: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        seen: set[str] = set()
        for party in claim.actors or claim.recipients:
            key = (claim.event, root(party))
            for earlier in blocks.get(key, ()):
                if earlier.id not in seen and _meet(earlier, claim):
                    seen.add(earlier.id)
                    yield earlier, claim
            blocks.setdefault(key, []).append(claim)


def _meet(left: Claim, right: Claim) -> bool:
    if left.when is None or right.when is None or not left.when.start or not right.when.start:
        return True
    return left.when.start[:10] <= _upper(right.when.end) and right.when.start[:10] <= _upper(left.when.end)


def _upper(date: str) -> str:
    """A prefix date as the last day it may mean, for comparison as text."""
    return (
        date[:10] + "-12-31"[: 10 - len(date)] if len(date) == 4 else date[:10] + "-31" if len(date) == 7 else date[:10]
    )
