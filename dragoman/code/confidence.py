"""How sure the coder is that a claim is right: a share measured on hand-coded records (`data/confidence.yml`).

Right means that a hand coder has a claim of an acceptable type in the same sentence with a shared actor and recipient. The weights of a
logistic model are fitted by `benchmarks/calibrate.py`, which prints how shares and confidences agree on documents held out.
"""

from __future__ import annotations

import math
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.what.learned import LEARNED
from dragoman.code.what.sensed import event_probability, likeliest, sensed
from dragoman.code.who.unsaid import FILLED
from dragoman.data.files import load_yaml
from dragoman.model import Claim


def features(claim: Claim, draft: Draft) -> dict[str, float]:
    """What the confidence of a claim depends on, each 0 to 1; "always" is the constant."""
    parties = (*claim.actors, *claim.recipients)
    return {
        "always": 1.0,
        "actor": bool(claim.actors),
        "recipient": bool(claim.recipients),
        "both": bool(claim.actors and claim.recipients),
        "noun": draft.tree.tokens[draft.head].pos == "NOUN",
        "narrow pattern": draft.trigger.entry.weight > 0,
        "party understood": None in [p.text for p in parties],
        "party guessed": True in [FILLED in reason for reason in claim.reasons],
        "party unknown": True in [p.id.startswith("?") for p in parties],
        "state": True in [p.id.isupper() for p in parties],
        "two actors": len(claim.actors) > 1,
        "content": claim.content_of is not None,
        "has content": bool(draft.nested),
        "not actual": claim.status != "actual",
        "reported": len(claim.attribution) > 1,
        **_heads(claim, draft),
        "long sentence": len(draft.tree.tokens) > 35,
        f"type {claim.event}": 1.0,
    }


def _heads(claim: Claim, draft: Draft) -> dict[str, float]:
    """What the learned heads think of the claim: 0 to 1; nothing where the parse has none."""
    sense = draft.tree.sentence.sense
    if sense is None:
        return {}
    words = {*draft.trigger.words, draft.head}
    links = sensed(sense).links
    best = {"actor": 0.0, "recipient": 0.0}
    for word in words:
        for kind, _, p in links.get(word, ()):
            if kind in best and p > best[kind]:
                best[kind] = p
    return {
        "head: type": likeliest(sense, words, claim.event),
        "head: any event": event_probability(sense, words),
        "head: actor": best["actor"] if claim.actors else 0.0,
        "head: no recipient": 1 - best["recipient"] if not claim.recipients else 0.0,
        "found by a head": draft.trigger.entry.where.startswith(LEARNED),
        "party by a head": True
        in [r.rpartition(":")[2].startswith("learned") for r in draft.reasons if "learned" in r],
    }


def confidence(claim: Claim, draft: Draft) -> float:
    """Expected share of right claims among claims of this make, 0.05 to 0.95."""
    weights = _weights()
    score = sum([weights[name] * value for name, value in features(claim, draft).items() if value and name in weights])
    return round(min(0.95, max(0.05, 1 / (1 + math.exp(-score)))), 2)


@cache
def _weights() -> dict[str, float]:
    return {str(name): float(weight) for name, weight in load_yaml("confidence.yml")["weights"].items()}
