"""Weight of members in a vote: the Shapley-Shubik index, with the voting rules of the Council of the European Union.

Shapley and Shubik 1954 (American Political Science Review 48:787-792): i's share of all orders of the members in which i is the one who turns the
losing coalition of those before it into a winning one, sum over sizes s of s! (n - 1 - s)! / n! times the swings of that size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil, comb
from typing import Any

import numpy as np

from dragoman.data.files import load_yaml


@dataclass(frozen=True, slots=True)
class Rule:
    """A voting rule from the date `since` on: a coalition wins with `quota` of the weights and `members` members.

    `enough` members win whatever their weights (None: never). `votes` are in the order of the file.
    """

    since: str
    votes: tuple[tuple[str, int], ...]
    quota: int
    members: int = 0
    enough: int | None = None


@cache
def rules() -> tuple[Rule, ...]:
    """The Council's rules for a qualified majority, earliest first."""
    data: dict[str, Any] = load_yaml("council.yml")
    found = []
    for entry in data["rules"]:
        votes = tuple((str(id_), int(n)) for id_, n in entry["votes"].items())
        total = sum(n for _, n in votes)
        quota = entry["quota"] if "quota" in entry else ceil(entry["share"] * total)
        members = ceil(entry.get("members", 0) * len(votes))
        blocking = entry.get("blocking")
        enough = len(votes) - blocking + 1 if blocking else None
        found.append(Rule(str(entry["since"]), votes, quota, members, enough))
    return tuple(found)


def rule_at(date: str | None, present: frozenset[str]) -> Rule:
    """The rule of a date (ISO, or None), or the first later one under which all of `present` are members.

    A proposal made before an enlargement is often decided after it, with the new members' positions on record.
    """
    known = rules()
    ids = [{id_ for id_, _ in rule.votes} for rule in known]
    start = max((n for n, rule in enumerate(known) if date and rule.since <= date), default=0)
    inside = [n for n in range(start, len(known)) if present <= ids[n]]
    return known[inside[0]] if inside else known[-1]


@cache
def power(rule: Rule) -> Mapping[str, float]:
    """Each member's Shapley-Shubik index under a rule; they sum to 1."""
    weights = np.array([n for _, n in rule.votes], dtype=np.int64)
    count, total = len(weights), int(weights.sum())
    sizes = np.arange(count)
    # 1 / (n C(n-1, s)) = s! (n-1-s)! / n!
    share = np.array([1.0 / (count * comb(count - 1, int(s))) for s in sizes])
    found = {}
    for i, (id_, weight) in enumerate(rule.votes):
        # Coalitions of the others by size and weight.
        ways = np.zeros((count, total + 1))
        ways[0, 0] = 1.0
        for other in np.delete(weights, i):
            ways[1:, other:] += ways[:-1, : total + 1 - other].copy()
        summed = np.arange(total + 1)
        before = _wins(rule, sizes[:, None], summed[None, :])
        after = _wins(rule, sizes[:, None] + 1, summed[None, :] + weight)
        found[id_] = float((share[:, None] * ways * (after & ~before)).sum())
    return found


def _wins(rule: Rule, size: np.ndarray[Any, Any], weight: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    won = (weight >= rule.quota) & (size >= rule.members)
    return won if rule.enough is None else won | (size >= rule.enough)
