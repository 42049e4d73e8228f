"""Firms taken up again: "the carmaker", "the oil giant", "the Korean firm", "both companies"."""

from __future__ import annotations

from dragoman.resolve.reference.pronouns import best
from dragoman.resolve.scene import Entity, Ref, Scene

NOUNS = frozenset(
    {
        "company", "firm", "corporation", "carrier", "retailer", "airline", "automaker", "carmaker", "maker",
        "manufacturer", "planemaker", "chipmaker", "drugmaker", "steelmaker", "brewer", "bank", "lender", "insurer",
        "conglomerate", "chain", "operator", "contractor", "supplier", "giant", "startup", "builder"
    }
)  # fmt: skip
# Said of the same firm again, and not of another one.
_AILING = frozenset(
    ("ailing", "bankrupt", "beleaguered", "embattled", "giant", "restructured", "struggling", "troubled")
)
_NAMED = frozenset(("name", "guessed", "acronym", "apposition"))


def taken_up(scene: Scene, s: int, i: int, left: list[int]) -> Ref | None:
    """The firm named before that "the company" means; of the state told beside it, where one is ("the Danish brewer")."""
    if _another(scene, s, i):
        return None
    codes = {e.id for c in left if c in scene.hits[s] for e in scene.hits[s][c].entries} & scene.book.kinds["state"]
    if not codes and any(c in scene.hits[s] for c in left):
        return None
    found = best(scene, s, i, lambda e: _firm(e, codes), reach=4 if codes else 3, basis="description")
    return found if found.who else None


def together(scene: Scene, s: int, i: int) -> Ref | None:
    """ "The companies" after "Hyundai and Kia"."""
    if any(c > i for c in scene.kids[s][i]):
        return None
    found = best(scene, s, i, _firms, reach=4, basis="description")
    return found if found.who else None


def _another(scene: Scene, s: int, i: int) -> bool:
    """Whether the words before make it another firm than the one named: "the third company", and not "the oil giant"."""
    tokens = scene.parse.sentences[s].tokens
    return any(
        tokens[c].dep == "nummod" or (tokens[c].dep == "amod" and tokens[c].lemma.lower() not in _AILING)
        for c in scene.kids[s][i]
        if c not in scene.hits[s]
    )


def _firm(e: Entity, codes: set[str]) -> bool:
    party = e.ref.who[0] if len(e.ref.who) == 1 else None
    if party is None or e.ref.basis not in _NAMED or e.ref.noun != "organisation":
        return False
    if codes:
        return party.sector == "BUS" and party.code in codes
    return party.sector == "BUS" or (party.sector is None and party.code is None)


def _firms(e: Entity) -> bool:
    """Firms named together ("Hyundai and Kia")."""
    named = e.ref.basis in _NAMED and len(e.ref.who) > 1
    return named and all(w.sector == "BUS" or (w.sector is None and w.code is None) for w in e.ref.who)
