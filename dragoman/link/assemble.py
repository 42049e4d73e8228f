"""Claims and judgements to events: recomputed each time, never edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from dragoman.link.days import last_day
from dragoman.link.features import Told
from dragoman.link.independent import Origins, independent
from dragoman.link.parties import root
from dragoman.link.together import join, told_by
from dragoman.model import Claim, Event, Judgement

# The least mean probability between the claims of two groups, and how many of a group are asked.
MEAN, CROWD = 0.4, 12


def assemble_events(
    told: Sequence[Told],
    judgements: Sequence[Judgement],
    origins: Origins,
    likely: Callable[[Told, Told], float],
) -> tuple[Event, ...]:
    """Events in the order of their first claim.

    Claims joined by "same" are one event, the surest pairs first, as long as all that are joined can be one (`together`) and
    on the whole look like it: `likely` says how much any two do, whether judged or not. An event is contested where a "contrary"
    judgement touches it, corroborated where two origins or more tell it, else single-sourced.
    """
    claims = [one.claim for one in told]
    parent = {c.id: c.id for c in claims}

    def find(x: str) -> str:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    order = {c.id: n for n, c in enumerate(claims)}
    common = {one.claim.id: told_by(one) for one in told}
    members = {one.claim.id: [one] for one in told}
    same = [j for j in judgements if j.verdict == "same"]
    for judgement in sorted(same, key=lambda j: (-j.score, order[j.left], order[j.right])):
        a, b = sorted((find(judgement.left), find(judgement.right)), key=order.__getitem__)
        both = join(common[a], common[b]) if a != b else None
        if both is not None and _alike(members[a], members[b], likely):
            parent[b], common[a] = a, both
            members[a] += members.pop(b)
    contested = {find(x) for j in judgements if j.verdict == "contrary" for x in (j.left, j.right)}
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(find(claim.id), []).append(claim)
    return tuple(_event(first, group, contested, origins) for first, group in groups.items())


def _alike(left: Sequence[Told], right: Sequence[Told], likely: Callable[[Told, Told], float]) -> bool:
    """Whether the claims of two groups look like one event on average: one sure pair must not join two crowds."""
    pairs = list(product(left[:CROWD], right[:CROWD]))
    return len(pairs) == 1 or sum(likely(a, b) for a, b in pairs) >= MEAN * len(pairs)


def _event(first: str, group: Sequence[Claim], contested: set[str], origins: Origins) -> Event:
    sources = independent(group, origins)
    dated = [c.when for c in group if c.when and c.when_span and c.when.start and not c.when.of_some_year] or [
        c.when for c in group if c.when and c.when.start
    ]
    standing = "contested" if first in contested else "corroborated" if len(sources) > 1 else "single-sourced"
    return Event(
        id=first,
        claims=tuple(c.id for c in group),
        event=group[0].event,
        actors=tuple(sorted({root(p) for c in group for p in c.actors})),
        recipients=tuple(sorted({root(p) for c in group for p in c.recipients})),
        start=min((w.start for w in dated), default=None),
        end=max((w.end for w in dated), key=last_day, default=None),
        status=group[0].status,
        reports=len({c.article_id for c in group}),
        origins=len(sources),
        standing=standing,
        aliases=tuple(c.id for c in group[1:]),
        origin_names=sources,
    )
