"""How sure the coder is that a claim is right: a share measured on hand-coded records (`data/confidence.yml`).

Right means that a hand coder has a claim of an acceptable type in the same sentence with a shared actor and recipient. The weights of a
logistic model are fitted by `benchmarks/calibrate.py`, which prints how shares and confidences agree on documents held out.
"""

from __future__ import annotations

import math
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.what.believed import event_probability
from dragoman.code.what.learned import LEARNED
from dragoman.data.files import load_yaml
from dragoman.model import Claim


def features(claim: Claim, draft: Draft) -> dict[str, float]:
    """What the confidence of a claim depends on, each 0 to 1; "always" is the constant."""
    parties = (*claim.actors, *claim.recipients)
    return {
        "always": 1.0,
        "actor": float(bool(claim.actors)),
        "recipient": float(bool(claim.recipients)),
        "both": float(bool(claim.actors and claim.recipients)),
        "noun": float(draft.tree.tokens[draft.head].pos == "NOUN"),
        "narrow pattern": float(draft.trigger.entry.weight > 0),
        "party understood": float(None in [p.text for p in parties]),
        "state": float(True in [p.id.isupper() for p in parties]),
        "two actors": float(len(claim.actors) > 1),
        "content": float(claim.content_of is not None),
        "has content": float(bool(draft.nested)),
        "not actual": float(claim.status != "actual"),
        "reported": float(len(claim.attribution) > 1),
        **_heads(claim, draft),
        "long sentence": float(len(draft.tree.tokens) > 35),
        f"type {claim.event}": 1.0,
    }


def _heads(claim: Claim, draft: Draft) -> dict[str, float]:
    """What the learned heads think of the claim: 0 to 1; nothing where the parse has none."""
    sense = draft.tree.sentence.sense
    if sense is None:
        return {}
    words = {*draft.trigger.words, draft.head}
    typed, links = 0.0, {"actor": 0.0, "recipient": 0.0}
    for word, event, probability in sense.events:
        if event == claim.event and word in words and probability > typed:
            typed = probability
    for word, kind, _, probability in sense.links:
        if word in words and kind in links and probability > links[kind]:
            links[kind] = probability
    return {
        "head: type": typed,
        "head: any event": event_probability(sense, words),
        "head: actor": links["actor"] if claim.actors else 0.0,
        "head: no recipient": 1 - links["recipient"] if not claim.recipients else 0.0,
        "found by a head": float(draft.trigger.entry.where.startswith(LEARNED)),
        "party by a head": float(any("learned" in r and r.split(":")[-1].startswith("learned") for r in draft.reasons)),
    }


def confidence(claim: Claim, draft: Draft) -> float:
    """Expected share of right claims among claims of this make, 0.05 to 0.95."""
    weights = _weights()
    score = sum([weights.get(name, 0.0) * value for name, value in features(claim, draft).items() if value])
    return round(min(0.95, max(0.05, 1 / (1 + math.exp(-score)))), 2)


@cache
def _weights() -> dict[str, float]:
    return {str(name): float(weight) for name, weight in load_yaml("confidence.yml")["weights"].items()}
