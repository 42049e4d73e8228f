"""Claims and judgements to events: recomputed each time, never edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.link.candidates import last_day, root
from dragoman.link.together import join, told_by
from dragoman.model import Claim, Event, Judgement


def assemble_events(
    claims: Sequence[Claim], judgements: Sequence[Judgement], origins: Mapping[str, str]
) -> tuple[Event, ...]:
    """Events in the order of their first claim. `origins` gives each claim's origin.

    Claims joined by "same" are one event, the surest pairs first, as long as all that are joined can be one (`together`);
    it is contested where a "contrary" judgement touches it, corroborated where two
    origins or more tell it, else single-sourced.
    """
    parent = {c.id: c.id for c in claims}

    def find(x: str) -> str:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    order = {c.id: n for n, c in enumerate(claims)}
    told = {c.id: told_by(c) for c in claims}
    same = [j for j in judgements if j.verdict == "same"]
    for judgement in sorted(same, key=lambda j: (-j.score, order[j.left], order[j.right])):
        a, b = sorted((find(judgement.left), find(judgement.right)), key=order.__getitem__)
        both = join(told[a], told[b]) if a != b else None
        if both is not None:
            parent[b], told[a] = a, both
    contested = {find(x) for j in judgements if j.verdict == "contrary" for x in (j.left, j.right)}
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(find(claim.id), []).append(claim)
    return tuple(_event(first, group, contested, origins) for first, group in groups.items())


def _event(first: str, group: Sequence[Claim], contested: set[str], origins: Mapping[str, str]) -> Event:
    sources = {origins[c.id] for c in group}
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
    )
