"""Descriptions that take up somebody named before: "the group", "the kingdom", "both countries", "the former"; and
whose "the army" is when nothing beside it tells.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.resolve.pronouns import best
from dragoman.resolve.scene import Entity, Ref, Scene, Who, definite

_NO_PLURAL = frozenset(["force", "army", "military", "president", "minister", "leader", "delegation", "ministry"])
# How much a state counts for "the army": each time the report names it, once more in the same sentence, less with each
# sentence that passed. Set on hand-coded reports, where 100 values around these gave the same within two parties in 140;
# at this margin four in five that are decided are right.
_EVERY, _SAME, _FADES, _MARGIN = 0.2, 1.0, 0.65, 1.4
_PAIRED = frozenset(["state", "person", "government", "official", "officials", "group", "organisation", "force"])


def describe(scene: Scene, s: int, i: int) -> Ref | None:
    """Who a description means; a `Ref` without parties where it was declined, None for other phrases."""
    tokens = scene.parse.sentences[s].tokens
    token, lemma = tokens[i], tokens[i].lemma.lower()
    if token.dep in ("compound", "nmod:desc", "amod"):
        return None
    left = [c for c in scene.kids[s][i] if c < i]
    marks = {tokens[c].text.lower() for c in left}
    named = any(c in scene.hits[s] for c in left)
    if lemma in ("former", "latter") and "the" in marks:
        return _pair_member(scene, s, 0 if lemma == "former" else 1)
    if marks & {"both", "two"} and lemma in scene.book.both and not named:
        return _pair(scene, s)
    if not definite(scene, s, i) or any(_told(scene, s, c, i) for c in scene.kids[s][i]):
        return None
    if token.text.lower() != lemma:
        bare = all(tokens[c].dep in ("det", "case", "punct") for c in scene.kids[s][i])
        if lemma in scene.book.both and lemma not in _NO_PLURAL and bare:
            return best(scene, s, i, _several, reach=2, basis="description")
        return None
    half = token.text in ("North", "South") and any(i in scene.codes for i in scene.book.words.get(lemma, ()))
    if (lemma in scene.book.states or half) and not named:
        return best(scene, s, i, _state(scene, lemma), reach=3, basis="description")
    cls = scene.book.noun(lemma)
    if lemma in scene.book.groups and (
        cls is None or cls.name in ("group", "party", "militia") or lemma in scene.book.words
    ):
        codes = {e.id for c in left if c in scene.hits[s] for e in scene.hits[s][c].entries}
        codes &= scene.book.kinds["state"]
        if named and not codes:
            return None
        found = best(scene, s, i, _group(scene, lemma, codes), reach=4, basis="description")
        return found if found.who or (not codes and found.candidates) else None
    return None


def again(scene: Scene, s: int, noun: str) -> Ref | None:
    """ "The militias" after "Iranian militias": the last ones of that kind whose country was told."""
    for e in reversed(scene.entities):
        if s - e.sentence > 6:
            return None
        if e.ref.noun == noun and e.ref.plural and len(e.ref.who) == 1 and e.ref.who[0].code is not None:
            return Ref(e.ref.who, "description", noun, True)
    return None


def country(scene: Scene, s: int, i: int, *, setting: bool = False) -> tuple[str | None, tuple[str, ...]]:
    """The state that "the government", "the army" belongs to: near by and in the whole report, if one stands out.

    With `setting` ("civilians", "residents") the states where things happen count before those that act.
    """
    scores: dict[str, float] = {}
    for at, token, state in scene.settings if setting and scene.settings else scene.states:
        scores[state] = scores.get(state, 0.0) + _EVERY
        if at == s and token < i:
            scores[state] += _SAME
        elif at < s:
            scores[state] += _FADES ** (s - at)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked:
        return None, ()
    if len(ranked) == 1 or ranked[0][1] >= _MARGIN * ranked[1][1]:
        return ranked[0][0], ()
    return None, tuple(state for state, _ in ranked[:3])


def _told(scene: Scene, s: int, c: int, i: int) -> bool:
    """Whether child `c` already tells whose or which the phrase at `i` is, so that it takes up nobody."""
    dep = scene.parse.sentences[s].tokens[c].dep
    return dep in ("nmod", "appos", "nmod:poss", "flat") or (dep == "compound" and c in scene.hits[s])


def _several(e: Entity) -> bool:
    return (e.ref.plural or len(e.ref.who) > 1 or e.ref.noun == "region") and e.ref.noun != "civilian"


def _state(scene: Scene, lemma: str) -> Callable[[Entity], bool]:
    named = frozenset(scene.book.words.get(lemma, ()))

    def fits(e: Entity) -> bool:
        return e.ref.noun == "state" and len(e.ref.who) == 1 and (not named or e.ref.who[0].id in named)

    return fits


def _group(scene: Scene, lemma: str, codes: set[str] | frozenset[str]) -> Callable[[Entity], bool]:
    named = frozenset(scene.book.words.get(lemma, ()))

    def fits(e: Entity) -> bool:
        if len(e.ref.who) != 1 or e.ref.noun not in ("group", "organisation"):
            return False
        party = e.ref.who[0]
        if codes:
            return party.code in codes
        return not named or party.id in named or e.ref.basis in ("guessed", "acronym")

    return fits


def _pair(scene: Scene, s: int) -> Ref:
    """The last two parties of one kind: coordinated ones first, else the last two states named."""
    found: list[Who] = []
    for e in reversed(scene.entities):
        if s - e.sentence > 3:
            break
        if len(e.ref.who) == 2 and e.ref.basis != "pronoun":
            return Ref(e.ref.who, "description", "pair", True)
        if len(e.ref.who) == 1 and e.ref.noun in _PAIRED:
            party = e.ref.who[0]
            base = party.id.partition(".")[0]
            if base not in {w.id for w in found}:
                found.append(party._replace(id=base))
    states = [w for w in found if w.id in scene.book.kinds["state"]]
    if len(states) > 2:
        return Ref((), "description", candidates=tuple(w.id for w in states[:3]))
    pair = states if len(states) == 2 else found[:2]
    return Ref(tuple(reversed(pair)), "description", "pair", True) if len(pair) == 2 else Ref((), "description")


def _pair_member(scene: Scene, s: int, which: int) -> Ref:
    """ "The former", "the latter": of the last two that are joined by "and"."""
    for at in (s, s - 1):
        if at < 0:
            break
        line = [e for e in scene.entities if e.sentence == at and len(e.ref.who) == 1]
        tokens = scene.parse.sentences[at].tokens
        for second in reversed(line):
            if tokens[second.token].dep == "conj":
                firsts = [e for e in line if e.token == tokens[second.token].head]
                if firsts:
                    return Ref((firsts[0] if which == 0 else second).ref.who, "description", "state")
    return Ref((), "description")
