"""Who "you" is in a message from one state to another: "I congratulate the people of Fiji as you celebrate your day"."""

from __future__ import annotations

from dragoman.resolve.actors.owners import state_of
from dragoman.resolve.scene import SUBJECT, Ref, Scene

# What is said to the one it is said of, in the first person.
_GREETS = frozenset(("congratulate", "greet", "salute", "wish", "commend", "thank"))
_FIRST = frozenset(("i", "we"))


def addressed(scene: Scene, s: int) -> Ref | None:
    """The state that the report's own "I" or "we" has greeted so far; None where it greeted none, or several."""
    found = {}
    for n in range(s + 1):
        tokens = scene.parse.sentences[n].tokens
        for verb, token in enumerate(tokens):
            if token.pos != "VERB" or token.lemma.lower() not in _GREETS or scene.denote is None:
                continue
            kids = scene.kids[n][verb]
            if not any(tokens[c].dep in SUBJECT and tokens[c].text.lower() in _FIRST for c in kids):
                continue
            for c in kids:
                ref = scene.denote(scene, n, c) if tokens[c].dep in ("obj", "iobj") and c > verb else None
                for one in ref.who if ref is not None else ():
                    base = one.id.partition(".")[0]
                    if base in scene.book.kinds["state"]:
                        found[base] = state_of(scene, base)
    return Ref(tuple(found.values()), "pronoun", "state") if len(found) == 1 else None
