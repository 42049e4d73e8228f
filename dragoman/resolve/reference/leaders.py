""" "The rebel leader", "the mercenary boss": the one leader of an armed group whom the report has named."""

from __future__ import annotations

from dragoman.resolve.scene import Ref, Scene, definite

_LEADING = frozenset(("boss", "chief", "commander", "head", "kingpin", "leader", "supremo", "warlord"))
_FOLLOWING = frozenset(
    ("cartel", "gang", "guerrilla", "insurgent", "jihadist", "mercenary", "militant", "militia", "paramilitary", "rebel", "separatist")
)  # fmt: skip
_ARMED = frozenset(("PRM", "REB", "UAF", "SEP", "INS"))


def leader_meant(scene: Scene, s: int, i: int) -> Ref | None:
    """Who leads the armed group that a description only calls by its kind; None where nobody, or two, were named so far."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[i].text.lower() not in _LEADING or not definite(scene, s, i):
        return None
    left = [c for c in scene.kids[s][i] if c < i and tokens[c].dep in ("amod", "compound")]
    if not left or any(tokens[c].lemma.lower() not in _FOLLOWING for c in left):
        return None
    if any(c > i and tokens[c].dep in ("appos", "flat", "nmod") for c in scene.kids[s][i]):
        return None  # "the rebel leader Ana Quill", "the rebel leader in the north"
    found = {
        e.ref.who[0].name: e.ref.who[0]
        for e in scene.entities
        if len(e.ref.who) == 1 and e.ref.who[0].kind == "person" and e.ref.who[0].sector in _ARMED
    }
    return Ref(tuple(found.values()), "description", "person") if len(found) == 1 else None
