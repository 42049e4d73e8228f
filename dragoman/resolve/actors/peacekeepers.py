"""Whose peacekeepers a report speaks of: the United Nations' where it names a mission of theirs, or the one other body that keeps a peace."""

from __future__ import annotations

from dragoman.resolve.scene import Scene, Who

_KEEP = frozenset(("peacekeeper", "peace keeper", "peacekeeping force", "peacekeeping troop", "peacekeeping mission"))
# Bodies other than the United Nations that send peacekeepers under their own name.
_OTHERS = frozenset(
    (
        *("african-union", "amisom", "amis", "ecowas", "ecomog", "misca", "afisma", "sadc", "samim", "samidrc"),
        *("cis", "csto", "nato", "kfor", "isaf", "eufor", "eu", "arab-league", "unitaf", "mfo-sinai"),
    )
)
# Agencies of the United Nations that are written in capitals as its missions are, and keep no peace.
_AGENCIES = frozenset(("unhcr", "unicef", "unesco", "unrwa", "unctad", "unep", "unfpa", "unaids", "unido", "undp"))
_MISSIONS = ("un", "minu", "monu", "onu")
_THEIRS = frozenset(("peacekeeper", "peacekeeping", "peacekeepers", "mission", "force", "troop", "soldier", "convoy"))


def the_peacekeepers(scene: Scene, lemma: str) -> Who | None:
    """The party that "the peacekeepers" are where nothing by the noun says whose; None for other nouns, or where several come into question."""
    if lemma not in _KEEP:
        return None
    found: set[str] = set()
    for s, hits in enumerate(scene.hits):
        tokens = scene.parse.sentences[s].tokens
        for hit in {id(h): h for h in hits.values()}.values():
            actor = scene.book.actors.get(hit.entries[0].id) if hit.entries[0].kind == "name" else None
            if actor is None:
                continue
            mission = actor.id.startswith(_MISSIONS) and actor.name.isupper() and actor.id not in _AGENCIES
            behind = tokens[hit.last].lemma.lower() if hit.last < len(tokens) else ""
            if actor.code == "UNO" and (mission or (actor.id == "un" and behind in _THEIRS)):
                found.add("un")
            elif actor.id in _OTHERS:
                found.add(actor.id)
    if "un" not in found and len(found) != 1:
        return None
    body = scene.book.actors["un" if "un" in found else found.pop()]
    return Who(body.id, body.name, body.code, body.sector, body.kind)
