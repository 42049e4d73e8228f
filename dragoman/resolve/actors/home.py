"""Whose country it is: "the army", "residents", "the government" with no name beside them.

Evidence of three kinds, each told by the report itself: where the clause says it happened, which states the report names
and how, and where it was filed (home_signs.py). One state must stand out, of the others and of nobody, else nobody is taken.
"""

from __future__ import annotations

from collections import Counter

from dragoman.resolve.actors.home_signs import filed_from, printed_in, sides, signs, survey, weights
from dragoman.resolve.actors.struck import raided_from, struck_by
from dragoman.resolve.scene import SUBJECT, Scene, case, definite

__all__ = ["country", "filed_from", "printed_in", "same_clause", "state_at", "where"]

_SENDS = frozenset(("deploy", "send", "dispatch", "travel", "fly", "depart", "leave", "sail", "head", "ship", "post"))
# Words that only count what follows "of", and how people are met by whoever does something to them.
_SOME = frozenset(
    (
        "thousand", "hundred", "dozen", "score", "million", "number", "part", "some", "many", "most", "all", "group", "crowd",
        "lot", "majority", "handful", "section", "several", "few", "one", "two", "three",
    )
)  # fmt: skip
_LEADERS = frozenset(("president", "minister", "premier", "chancellor", "king", "leader"))
# Who rules a state, told of as somebody who is helped or fought.
_RULE = frozenset(("regime", "government", "authorities", "junta", "leadership"))
_VOICE = frozenset(("spokesman", "spokeswoman", "spokesperson", "official", "statement"))
_AGAINST = frozenset(("with", "against", "on", "upon", "into"))
# A clause that goes on from a deed told before it.
_HANGING = frozenset(("acl:relcl", "acl", "advcl", "conj"))
_POLICE = frozenset(("police", "policeman", "officer", "trooper", "gendarme"))
_WHERE = frozenset(("in", "at", "near", "outside", "inside", "around", "across", "throughout", "over", "on"))


def country(scene: Scene, s: int, i: int, *, setting: bool = False) -> tuple[str | None, tuple[str, ...]]:
    """The state that the word at token `i` belongs to, if one stands out; else None and up to three candidates.

    With `setting` ("civilians", "residents", "police") the states where things happen count before those that act.
    """
    here = same_clause(scene, s, i, setting=setting) or told_to(scene, s, i) or _speaks_for(scene, s, i)
    if here is not None:
        return here, ()
    add = weights()
    scores = {
        state: sum(add["signs"].get(sign, 0.0) * x for sign, x in found.items())
        for state, found in signs(scene, s, i, setting=setting).items()
    }
    for state in (
        struck_by(scene, s, i)
        | raided_from(scene, s, i)
        | _bound_for(scene, s, i)
        | _other_leader(scene, s, i)
        | _acting_on(scene, s, i)
    ):
        scores.pop(state, None)
    if not scores:
        return None, ()
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    best, score = ranked[0]
    if len(ranked) == 1 and best in sides(scene, s, i, scene.states) and survey(scene).often[best] == 1:
        return None, ()  # "the minister criticised Kenya", and no more: anybody's but Kenya's
    rival = max(add["nobody"], ranked[1][1] if len(ranked) > 1 else add["nobody"])
    return (best, ()) if score >= rival + add["margin"] else (None, tuple(state for state, _ in ranked[:3]))


def _speaks_for(scene: Scene, s: int, i: int) -> str | None:
    """ "Peru voiced concern; a Foreign Ministry spokesman called it a mistake": the state of the clause that he goes on from."""
    tokens = scene.parse.sentences[s].tokens
    i = tokens[i].head if tokens[i].dep == "compound" else i
    verb = tokens[i].head
    if tokens[i].lemma.lower() not in _VOICE or tokens[i].dep != "nsubj" or tokens[verb].dep != "parataxis":
        return None
    if not any(tokens[c].text.lower() in ("a", "an") for c in scene.kids[s][i]):
        return None
    before = [scene.refs.get((s, c)) for c in scene.kids[s][tokens[verb].head] if tokens[c].dep == "nsubj"]
    found = {who.id for ref in before if ref is not None for who in ref.who}
    return found.pop() if len(found) == 1 and found <= scene.book.kinds["state"] else None


def rival(scene: Scene, s: int, i: int) -> str | None:
    """ "The Quill Party called on the Prime Minister to resign": the state whose party acts where its government is told of."""
    tokens = scene.parse.sentences[s].tokens
    verb = tokens[i].head
    for c in scene.kids[s][verb] if verb >= 0 and tokens[i].dep in ("obj", "iobj", "obl") else ():
        ref = scene.refs.get((s, c)) if tokens[c].dep == "nsubj" else None
        if ref is not None and len(ref.who) == 1 and ref.who[0].sector in ("PTY", "OPP", "LAB") and ref.who[0].code:
            return ref.who[0].code
    return None


def told_to(scene: Scene, s: int, i: int) -> str | None:
    """ "Peru told Chile that it would arm the regime": the government of whoever is told so, and not of whoever says and acts."""
    tokens = scene.parse.sentences[s].tokens
    verb, says = tokens[i].head, _says(scene, s, i)
    if says is None or tokens[i].dep != "obj":
        return None
    above = scene.kids[s][tokens[verb].head]
    told = next((state_at(scene, s, c) for c in above if tokens[c].dep in ("obj", "iobj") and c < verb), None)
    return told if told != state_at(scene, s, says) else None


def _says(scene: Scene, s: int, i: int) -> int | None:
    """Who says of himself that he acts on the government at token `i`: "Peru said it would arm the regime"."""
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    verb = tokens[i].head
    if tokens[i].lemma.lower() not in _RULE or verb < 0 or tokens[verb].dep != "ccomp":
        return None
    acts = next((tokens[c] for c in kids[verb] if tokens[c].dep in SUBJECT), None)
    if acts is None or acts.pos != "PRON":
        return None
    return next((c for c in kids[tokens[verb].head] if tokens[c].dep in SUBJECT), None)


def _acting_on(scene: Scene, s: int, i: int) -> set[str]:
    """ "Peru said it would arm the regime", "Peru armed the government": not its own."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[i].lemma.lower() not in _RULE or tokens[i].dep not in ("obj", "iobj") or not definite(scene, s, i):
        return set()
    doers = [c for c in scene.kids[s][tokens[i].head] if tokens[c].dep in SUBJECT]
    says = _says(scene, s, i)
    return {state for c in (*doers, *([says] if says is not None else ())) if (state := state_at(scene, s, c))}


def _bound_for(scene: Scene, s: int, i: int) -> set[str]:
    """ "Airmen deploy to Chad": where somebody is sent is not where he is from."""
    tokens = scene.parse.sentences[s].tokens
    verb = tokens[i].head
    if verb < 0 or tokens[verb].lemma.lower() not in _SENDS or tokens[i].dep not in ("nsubj", "nsubj:pass", "obj"):
        return set()
    there = [c for c in scene.kids[s][verb] if tokens[c].dep == "obl" and case(scene, s, c) in ("to", "for", "into")]
    return {state for c in there if (state := state_at(scene, s, c)) is not None}


def _other_leader(scene: Scene, s: int, i: int) -> set[str]:
    """ "The Prime Minister and President Quill": a leader told of beside one who is named leads another state."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[i].lemma.lower() not in _LEADERS or tokens[i].dep in ("nmod:desc", "compound", "appos"):
        return set()
    beside = [c for c in scene.kids[s][i] if tokens[c].dep == "conj"]
    beside += [tokens[i].head] if tokens[i].dep == "conj" else []
    hits = [hit for c in beside for n in (c, *scene.kids[s][c]) if (hit := scene.hits[s].get(n)) is not None]
    return {scene.book.persons[e.id].of for hit in hits if hit.kind in ("person", "surname") for e in hit.entries}


def beneath(scene: Scene, s: int, i: int, depth: int = 3) -> str | None:
    """ "The families of the victims of the raid in Lima": the state of the one place told within the phrase; None for several."""
    tokens, found = scene.parse.sentences[s].tokens, set()
    for c in scene.kids[s][i]:
        if c < i or tokens[c].dep not in ("nmod", "obl", "acl"):
            continue
        here = state_at(scene, s, c) if case(scene, s, c) in _WHERE else None
        found.add(here or (beneath(scene, s, c, depth - 1) if depth else None))
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def where(scene: Scene, s: int) -> str | None:
    """The one state that the sentence's places lie in, else the report's; None where they lie in several alike."""
    here = {state for (at, _), state in scene.places.items() if at == s and state in scene.book.kinds["state"]}
    if len(here) == 1:
        return here.pop()
    often = Counter(state for _, _, state in scene.settings).most_common(2)
    if not often or (len(often) > 1 and often[1][1] * 2 > often[0][1]):
        return None
    return often[0][0]


def same_clause(scene: Scene, s: int, i: int, *, setting: bool = False) -> str | None:
    """ "In Cairo, officials ...", "650 people were killed in Port Said": the place of the clause the word is an argument of.

    With `setting` ("the crowd") also of one that is met there: "fired on a crowd near Lima".
    """
    tokens = scene.parse.sentences[s].tokens
    verb = i
    if tokens[i].dep in ("nmod:desc", "compound", "appos") and tokens[tokens[i].head].pos == "PROPN":
        verb = tokens[i].head  # a title stands where its name stands
    while (
        tokens[verb].dep == "nmod" and case(scene, s, verb) == "of" and tokens[tokens[verb].head].lemma.lower() in _SOME
    ):
        verb = tokens[verb].head  # "thousands of people"
    while tokens[verb].dep == "conj" and tokens[verb].head >= 0 and tokens[verb].pos != "VERB":
        verb = tokens[verb].head
    met = setting and tokens[verb].dep == "obl" and case(scene, s, verb) in _AGAINST
    if tokens[verb].dep not in ("nsubj", "nsubj:pass", "obj", "obl:agent") and not met:
        return None
    verb = tokens[verb].head
    found: set[str | None] = set()
    if tokens[verb].dep == "acl:relcl" and any(tokens[c].text.lower() == "where" for c in scene.kids[s][verb]):
        found.add(state_at(scene, s, tokens[verb].head))  # "in Quito, where students marched"
    for c in scene.kids[s][verb]:
        if tokens[c].dep != "obl" or case(scene, s, c) not in _WHERE:
            continue
        found.add(state_at(scene, s, c))
    found.discard(None)
    if setting and not found and tokens[verb].pos == "VERB":
        found = _of_the_police(scene, s, verb)
    if setting and not found:
        return _place_above(scene, s, verb)
    return found.pop() if len(found) == 1 else None


def _of_the_police(scene: Scene, s: int, verb: int) -> set[str | None]:
    """ "Police in Lima clear a hall and arrest students": those whom the police of a town arrest are there."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[verb].dep == "conj":
        verb = tokens[verb].head
    subjects = [c for c in scene.kids[s][verb] if tokens[c].dep == "nsubj" and tokens[c].lemma.lower() in _POLICE]
    there = [c for n in subjects for c in scene.kids[s][n] if tokens[c].dep == "nmod" and case(scene, s, c) in _WHERE]
    return {state for c in there if (state := state_at(scene, s, c)) is not None}


def _place_above(scene: Scene, s: int, verb: int) -> str | None:
    """ "A raid in Lima which killed ten people", "shelled a market in Lima, killing ten people": where the deed before was."""
    tokens = scene.parse.sentences[s].tokens
    for _ in range(2):
        if tokens[verb].dep not in _HANGING or tokens[verb].head < 0:
            return None
        verb = tokens[verb].head
        there = [verb, *(c for c in scene.kids[s][verb] if tokens[c].dep == "obj")]
        places = [
            c
            for n in there
            for c in scene.kids[s][n]
            if tokens[c].dep in ("obl", "nmod") and case(scene, s, c) in _WHERE
        ]
        found = {state for c in (verb, *places) if (state := state_at(scene, s, c)) is not None}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def state_at(scene: Scene, s: int, i: int) -> str | None:
    """The state that the place at token `i` lies in."""
    code = scene.places.get((s, i))
    if code is None:
        hit = scene.hits[s].get(i)
        if hit is None or hit.head != i or hit.kind not in ("name", "capital"):
            return None
        code = hit.entries[0].id.partition(".")[0]
    return code if code in scene.book.kinds["state"] else None
