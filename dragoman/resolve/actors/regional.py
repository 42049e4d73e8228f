"""One state by the region it lies in: "the Baltic state", "the West African nation" (data/region_members.yml)."""

from __future__ import annotations

from functools import cache

from dragoman.data.files import load_yaml
from dragoman.resolve.actors.owners import state_of
from dragoman.resolve.scene import Ref, Scene, Who

# How many sentences back the state may stand.
_REACH = 8


def one_of(scene: Scene, s: int, i: int, left: list[int]) -> Ref | None:
    """The last state of the region told beside token `i` that the report has named; nobody where it named none; None elsewhere."""
    regions = {e.id for c in left if c in scene.hits[s] for e in scene.hits[s][c].entries} & _members().keys()
    if len(regions) != 1 or any(scene.hits[s][c].prefix for c in left if c in scene.hits[s]):
        return None
    members = _members()[regions.pop()]
    for e in reversed(scene.entities):
        if s - e.sentence > _REACH:
            break
        base = e.ref.who[0].id.partition(".")[0] if len(e.ref.who) == 1 and (e.sentence, e.token) < (s, i) else ""
        if base in members:
            return Ref((state_of(scene, base),), "description", "state")
    return Ref((), "description", "state")


@cache
def _members() -> dict[str, frozenset[str]]:
    return {region: frozenset(states) for region, states in load_yaml("region_members.yml").items()}


def half_of(scene: Scene, lemma: str) -> Ref | None:
    """ "The North", in a report that names North Korea: that one of the states so called that is named."""
    halves = [x for x in scene.book.words.get(lemma, ()) if x in scene.codes]
    if len(halves) != 1:
        return None
    actor = scene.book.actors[halves[0]]
    return Ref((Who(actor.id, actor.name, actor.code, actor.sector, "state"),), "description", "state")
