"""Peoples with a state elsewhere: "Serbs" in a report of Bosnia are Bosnia's Serbs, and not Serbia (data/actors/kin.yml)."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

from dragoman.data.files import load_yaml
from dragoman.resolve.scene import Hit, Scene, Who


class _Kin(NamedTuple):
    """A people of one state's name with a party of its own in another, and since when and until when."""

    state: str
    id: str
    since: str
    until: str


def at_home(scene: Scene, hit: Hit, party: Who) -> Who:
    """The party that the bare name of a people means in this report; `party` where it is the state's own."""
    rows = _kin().get(hit.alias.text, ())
    day = scene.parse.article.published
    rows = tuple(
        row
        for row in rows
        if day is not None and row.since <= day and (not row.until or day[: len(row.until)] <= row.until)
    )
    if not rows:
        return party
    named = Counter(h.entries[0].id for hits in scene.hits for h in hits.values() if h.alias.text not in _kin())
    row = max(rows, key=lambda row: named[row.state] + named[row.id])
    actor = scene.book.actors.get(row.id)
    if actor is None or named[row.state] + named[row.id] < max(1, named[party.id]):
        return party  # of two states told of, the people's own where it is told of more
    return Who(actor.id, actor.name, actor.code, actor.sector, actor.kind)


@cache
def _kin() -> dict[str, tuple[_Kin, ...]]:
    found: dict[str, tuple[_Kin, ...]] = {}
    for row in load_yaml("actors/kin.yml"):
        since, until = row["years"]
        for word in row["words"]:
            found[word] = (*found.get(word, ()), _Kin(row["in"], row["id"], since or "", until or ""))
    return found
