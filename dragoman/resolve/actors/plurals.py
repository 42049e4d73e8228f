"""Bodies that a verb has as many: "Hamas say", "the group said they had freed them"."""

from __future__ import annotations

from dragoman.resolve.scene import SUBJECT, Entity, Ref, Scene, quoted


def says(scene: Scene, e: Entity, s: int, bodies: frozenset[str]) -> bool:
    """Whether a body is the one that speaks in this sentence."""
    tokens = scene.parse.sentences[s].tokens
    over = tokens[e.token].head if e.sentence == s and e.subject else -1
    return over >= 0 and e.ref.noun in bodies and tokens[over].lemma.lower() in scene.book.speech


def told_as_many(scene: Scene, e: Entity) -> bool:
    """Whether a body's own verb has it as many: "Hamas say", "the cabinet have agreed"."""
    tokens, kids = scene.parse.sentences[e.sentence].tokens, scene.kids[e.sentence]
    verb = tokens[e.token].head
    if (
        not e.subject
        or verb < 0
        or tokens[e.token].dep == "conj"
        or any(tokens[c].dep == "conj" for c in kids[e.token])
    ):
        return False  # of "Chad and Niger have" both together are meant
    helpers = [tokens[c].text.lower() for c in kids[verb] if tokens[c].dep in ("aux", "aux:pass", "cop")]
    if helpers:
        return helpers[0] in ("are", "were", "have", "do", "aren't", "weren't", "haven't", "don't")
    return tokens[verb].pos == "VERB" and tokens[verb].text.lower() == tokens[verb].lemma.lower()


def told_of_others(scene: Scene, s: int, i: int, bodies: frozenset[str]) -> Ref:
    """ "When did we last beat Peru? They laugh at us.": the one body that the sentence before tells of, and not as who acts."""
    tokens = scene.parse.sentences[s].tokens
    before = any(e.sentence == s and e.token < i for e in scene.entities)
    if tokens[i].dep not in SUBJECT or before or quoted(scene, s, i):
        return Ref((), "pronoun")
    last = [e for e in scene.entities if e.sentence == s - 1 and len(e.ref.who) == 1 and e.ref.noun in bodies]
    found = {e.ref.who[0].id.partition(".")[0]: e.ref for e in last}
    words = scene.parse.sentences[s - 1].tokens
    if len(found) != 1 or any(e.subject and words[e.token].text.lower() != "they" for e in last):
        return Ref((), "pronoun")
    (ref,) = found.values()
    return Ref(ref.who, "pronoun", ref.noun)
