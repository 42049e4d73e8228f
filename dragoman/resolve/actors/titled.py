"""A title with the name behind it: "the envoy, Ana Quill", "foreign ministry spokeswoman Ana Quill", "Senators A and B"."""

from __future__ import annotations

from dragoman.model import Token
from dragoman.resolve.actors.nouns import by_noun
from dragoman.resolve.actors.remembered import Denote
from dragoman.resolve.actors.titles import title_class
from dragoman.resolve.scene import SUBJECT, Ref, Scene, conjuncts


def person_behind(scene: Scene, s: int, i: int, denote: Denote) -> Ref | None:
    """A title with the name behind it ("the envoy, Ana Quill", "Senators A and B") means the persons named."""
    tokens = scene.parse.sentences[s].tokens
    if title_class(scene, s, i) is None:
        return None
    behind = scene.names[s].get(i + 1)
    if behind is not None and behind.label == "PER" and behind.first == i + 1 and _doubled(tokens[i], tokens[i + 1]):
        return denote(scene, s, i + 1)
    for c in scene.kids[s][i]:
        if c > i and tokens[c].dep in ("appos", "flat") and _is_person(scene, s, c):
            refs = [denote(scene, s, m) for m in conjuncts(scene, s, c) if _is_person(scene, s, m)]
            found = tuple(dict.fromkeys(w for ref in refs if ref is not None for w in ref.who))
            own = by_noun(scene, s, i)
            told = own is not None and own.basis != "inferred" and own.who and own.who[0].kind != "organisation"
            if c == i + 1 and not any(k in scene.hits[s] for k in scene.kids[s][i] if k < i):
                told = False  # "foreign ministry spokeswoman Ana Quill": the ministry of whoever speaks for it
            if told and own is not None and found and own.who[0].code != found[0].code:
                return None  # the tree joined the title of one person to the name of another
            if found:
                return Ref(found, "apposition", "person", plural=len(found) > 1)
    return None


def _doubled(title: Token, name: Token) -> bool:
    """Whether a tree has both title and name as subject of one verb ("Minister Quill said")."""
    return title.text[:1].isupper() and title.dep == name.dep and title.head == name.head and title.dep in SUBJECT


def _is_person(scene: Scene, s: int, i: int) -> bool:
    hit, name = scene.hits[s].get(i), scene.names[s].get(i)
    if hit is not None and hit.head == i and hit.kind in ("person", "surname"):
        return True
    return name is not None and name.label == "PER" and hit is None
