"""Who hits people from afar: "an Israeli strike killed a woman" tells of a woman of another country than the planes."""

from __future__ import annotations

from collections import Counter

from dragoman.resolve.actors.home_signs import survey
from dragoman.resolve.scene import SUBJECT, Scene, case

_HURTS = frozenset(
    ("kill", "injure", "wound", "maim", "hit", "bomb", "shell", "strike", "pound", "displace", "flatten", "destroy", "bury")
)  # fmt: skip
_OVER = frozenset(("across", "over", "through"))
_BY = frozenset(("in", "by", "during", "from"))


def struck_by(scene: Scene, s: int, i: int) -> set[str]:
    """The states whose strikes the people at token `i` are told to suffer, where the report tells of things in other states, too.

    Said in the clause ("Quillan jets bombed a market, killing ten"), or by the whole report where the clause only says "an air strike".
    """
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    verb = tokens[i].head
    while verb >= 0 and tokens[verb].pos not in ("VERB", "AUX"):
        verb = tokens[verb].head
    if verb < 0 or tokens[verb].lemma.lower() not in _HURTS:
        return set()
    # "an Israeli strike that killed a woman"; "Quillan strikes kill ten", read as two verbs
    deeds = [tokens[verb].head] if tokens[verb].dep in ("acl:relcl", "acl", "ccomp", "dep") else []
    around = [verb, *(c for c in kids[verb] if tokens[c].dep == "advcl")]
    over = tokens[verb].head
    if tokens[verb].dep == "advcl" and over >= 0 and not any(tokens[c].dep in SUBJECT for c in kids[verb]):
        hits = any(tokens[c].dep == "obj" and tokens[c].lemma.lower() in survey(scene).blows for c in kids[over])
        abroad = any(at == s and state != scene.home for at, _, state in scene.settings)
        if abroad and (hits or tokens[over].lemma.lower() in _HURTS):
            around.append(over)  # "carried out a strike on a boat, killing four people"
    for at in around:
        deeds += [
            c
            for c in kids[at]
            if tokens[c].dep in (*SUBJECT, "obl:agent") or (tokens[c].dep == "obl" and case(scene, s, c) in _BY)
        ]
    found: set[str] = set()
    for noun in (n for n in deeds if n >= 0 and n != i):
        if tokens[noun].lemma.lower() not in survey(scene).blows:
            found |= {state for at, n, state in scene.states if at == s and n == noun and tokens[n].dep in SUBJECT}
            continue
        own = {state for at, n, state in scene.states if at == s and n in kids[noun] and n < noun}
        found |= own or set(survey(scene).strikers)
    lie = Counter(state for _, _, state in scene.settings)
    here = {
        state for at, _, state in scene.settings if at == s
    }  # "a strike off the coast of Quilla, killing four people"
    return {x for x in found if here - {x} or any(n >= lie[x] for state, n in lie.items() if state != x)}


def raided_from(scene: Scene, s: int, i: int) -> set[str]:
    """The states of those who are told to have come across a border and hurt people at token `i`: it was not their own."""
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    found: set[str] = set()
    at = tokens[i].head
    while at >= 0:
        over = any(tokens[c].lemma.lower() == "border" and case(scene, s, c) in _OVER for c in kids[at])
        for doer in (c for c in kids[at] if over and tokens[c].dep in SUBJECT):
            near = {doer, *kids[doer], *(d for c in kids[doer] for d in kids[c])}  # "Quill-led militants"
            hits = [hit for n, hit in scene.hits[s].items() if n in near]
            actors = [scene.book.actors.get(hit.entries[0].id) for hit in hits]
            found |= {actor.code for actor in actors if actor is not None and actor.code is not None}
            found |= {hit.entries[0].id for hit in hits if hit.entries[0].id in scene.book.kinds["state"]}
        at = tokens[at].head
    return found


def abroad_from(scene: Scene) -> set[str]:
    """The state whose strikes the whole report tells of, where as much of it is told to happen in another: its people are not hit there."""
    lie = Counter(state for _, _, state in scene.settings)
    strikers = survey(scene).strikers - {scene.home}  # a report that is filed there tells of its own country
    return {x for x in strikers if any(n >= lie[x] for state, n in lie.items() if state != x)}
