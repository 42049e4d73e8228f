"""Two claims: the same event, contrary accounts of it, or different ones; with the reasons."""

from __future__ import annotations

import re

from dragoman.link.candidates import root
from dragoman.link.together import POINTS
from dragoman.model import Claim, Judgement

SAME = 0.6
UNREAL = re.compile("(future|requested|hypothetical):")


def compare(left: Claim, right: Claim) -> Judgement:
    """A verdict from features that add up to a score in [0, 1]; `contrary` where one says it happened and the other that it did not.

    `unsure` is what two reports tell of which one alone has a date, unless of one town or base: every raid is like every other.
    What is not wished, planned or expected to happen is no denial that it did.
    """
    reasons: list[str] = []
    score = 0.0
    a, b = {root(p) for p in left.actors}, {root(p) for p in right.actors}
    score += _overlap(a, b, 0.3, "actors", reasons)
    c, d = {root(p) for p in left.recipients}, {root(p) for p in right.recipients}
    score += _overlap(c, d, 0.25, "recipients", reasons)
    score += _dates(left, right, reasons)
    score += _places(left, right, reasons)
    if left.mode and right.mode:
        score += 0.05 if left.mode == right.mode else -0.1
        reasons.append(f"mode {'same' if left.mode == right.mode else 'differs'}")
    apart = (a and b and not a & b) or (c and d and not c & d)
    verdict = "different"
    if score >= SAME and not apart:
        if left.status == right.status:
            verdict = "same"
        elif {left.status, right.status} == {"actual", "negated"} and not (_unreal(left) or _unreal(right)):
            verdict = "contrary"
            reasons.append(f"status {left.status} against {right.status}")
        if verdict != "different" and left.article_id != right.article_id and _undated(left, right):
            verdict = "unsure"
            reasons.append("no date")
    return Judgement(left.id, right.id, verdict, round(max(0.0, min(1.0, score)), 3), tuple(reasons), "link.v2")


def _undated(left: Claim, right: Claim) -> bool:
    """Whether one of two claims has a day and the other none, and they don't tell of one town or base."""
    dated = [c.when is not None and bool(c.when.start) for c in (left, right)]
    if dated[0] == dated[1]:
        return False
    a, b = left.place, right.place
    return a is None or b is None or a.kind not in POINTS or (a.name, a.code) != (b.name, b.code)


def _unreal(claim: Claim) -> bool:
    """Whether a negated claim tells what somebody wants, plans or expects not to happen ("so that it will no longer strike")."""
    return claim.status == "negated" and (claim.content_of is not None or any(map(UNREAL.match, claim.reasons)))


def _overlap(left: set[str], right: set[str], weight: float, name: str, reasons: list[str]) -> float:
    if not left and not right:
        return weight / 2
    if not left or not right:
        return weight / 3
    share = len(left & right) / len(left | right)
    reasons.append(f"{name} {share:.2f}")
    return weight * share


def _dates(left: Claim, right: Claim, reasons: list[str]) -> float:
    a, b = left.when, right.when
    if a is None or b is None or not a.start or not b.start:
        return 0.05
    if left.when_span and right.when_span and (a.start, a.end) == (b.start, b.end):
        reasons.append(f"same date {a.start}")
        return 0.3
    if (a.start, a.end) == (b.start, b.end):
        return 0.25
    reasons.append("dates meet")
    return 0.15


def _places(left: Claim, right: Claim, reasons: list[str]) -> float:
    a, b = left.place, right.place
    if a is None or b is None:
        return 0.05
    if a.name == b.name:
        reasons.append(f"same place {a.name}")
        return 0.1
    return 0.05 if a.code and a.code == b.code else -0.1
