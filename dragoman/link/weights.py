"""The weights of `data/linking.yml`: what speaks for and against two claims telling of one event."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from dragoman.data.files import load_yaml

# A group of things that may hold of a pair, which of them does, and how much of it.
Feature = tuple[str, str, float]


def weight(feature: Feature) -> float:
    """What a feature adds to the sum, in logits.

    >>> weight(("trigger", "same", 1.0)) > 0 > weight(("number", "other", 1.0))
    True
    """
    group, name, amount = feature
    return float(amount * weights()[group][name])


def chance(found: list[Feature], start: str) -> float:
    """The probability that two claims tell of one event: `start` is "across" two reports or "within" one.

    >>> chance([], "across") < 0.05
    True
    """
    return 1 / (1 + math.exp(-(weights()["start"][start] + sum(map(weight, found)))))


def least() -> float:
    """The least probability at which two claims are joined."""
    return float(weights()["same"])


@cache
def near_types(event: str) -> tuple[str, ...]:
    """The types by which other words tell the same deed: a ship is seized (COERCE) or captured (ASSAULT).

    >>> near_types("SANCTION"), near_types("CONSULT")
    (('COERCE',), ())
    """
    pairs = weights()["near types"]
    return tuple(other for pair in pairs if event in pair for other in pair if other != event)


@cache
def weights() -> Mapping[str, Any]:
    """The data file, by groups."""
    return dict(load_yaml("linking.yml"))
