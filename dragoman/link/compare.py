"""Two claims: the same event, contrary accounts of it, or different ones; with the reasons."""

from __future__ import annotations

import re

from dragoman.link.features import Told, features
from dragoman.link.weights import Feature, chance, least, weight
from dragoman.link.wording import Wording
from dragoman.model import Claim, Judgement

UNREAL = re.compile("(future|requested|hypothetical):")
# A denial is of what was told only where something of the words says so: an army that "swept into the town" has not for that hit
# the civilians whom it denies having hit.
WORDED = frozenset({"trigger", "sentence", "name", "number", "count", "around"})
UNDATED = ("days", "one has a day", 1.0)


def compare(left: Told, right: Told, wording: Wording) -> Judgement | None:
    """A verdict and the probability that both tell of one event; None where they can't, or it is unlikely.

    `contrary` where one says it happened and the other that it did not; what is not wished, planned or expected to happen is no
    denial that it did. `unsure` is what would be the same if one of two reports had not left out the day.
    """
    a, b = left.claim, right.claim
    denied = {a.status, b.status} == {"actual", "negated"} and not (_unreal(a) or _unreal(b))
    if a.status != b.status and not denied:
        return None
    found = features(left, right, wording)
    if found is None:
        return None
    if denied and not any(group in WORDED and weight((group, name, amount)) >= 0.1 for group, name, amount in found):
        return None
    start = _start(a, b)
    score = chance(found, start)
    verdict = "contrary" if denied else "same"
    if score < least():
        if UNDATED not in found or chance([f for f in found if f != UNDATED], start) < least():
            return None
        verdict = "unsure"
    reasons = [_said(f) for f in found if abs(weight(f)) >= 0.1]
    if verdict == "unsure":
        reasons.append("no date")
    elif denied:
        reasons.append(f"status {a.status} against {b.status}")
    return Judgement(a.id, b.id, verdict, round(score, 3), tuple(reasons), "link.v3")


def likely(left: Told, right: Told, wording: Wording) -> float:
    """The probability that two claims tell of one event, whatever they say of whether it happened; 0 where they can't."""
    found = features(left, right, wording)
    return 0.0 if found is None else chance(found, _start(left.claim, right.claim))


def _start(left: Claim, right: Claim) -> str:
    return "within" if left.article_id == right.article_id else "across"


def _said(feature: Feature) -> str:
    group, name, amount = feature
    return f"{group} {name}" if amount == 1.0 else f"{group} {name} {amount:.2f}"


def _unreal(claim: Claim) -> bool:
    """Whether a negated claim tells what somebody wants, plans or expects not to happen ("so that it will no longer strike")."""
    return claim.status == "negated" and (claim.content_of is not None or any(map(UNREAL.match, claim.reasons)))
