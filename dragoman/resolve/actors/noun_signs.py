"""What stands beside a role noun and tells whose it is, or that nobody can say: names, "coalition", "seeking asylum"."""

from __future__ import annotations

from dragoman.resolve.scene import Scene


def seeks_asylum(scene: Scene, s: int, i: int) -> bool:
    """ "People seeking asylum", "families who sought refuge"."""
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    return any(
        tokens[c].dep.startswith("acl")
        and tokens[c].lemma.lower() in ("seek", "claim", "request")
        and any(tokens[d].dep == "obj" and tokens[d].lemma.lower() in ("asylum", "refuge") for d in kids[c])
        for c in kids[i]
    )


def named_compound(scene: Scene, s: int, i: int) -> str:
    """The unknown name before "party" or "movement": "the Quill party"."""
    tokens = scene.parse.sentences[s].tokens
    capital = tokens[i].text[0].isupper()
    for c in scene.kids[s][i]:
        word = tokens[c].text
        if capital and c < i and word[0].isupper() and tokens[c].dep in ("compound", "amod") and i in scene.names[s]:
            return scene.parse.article.text[tokens[c].start : tokens[i].end]
        unknown = c not in scene.hits[s] and scene.book.noun(word.lower()) is None
        if unknown and c < i and tokens[c].dep == "compound" and tokens[c].pos == "PROPN" and word[0].isupper():
            return word
    return ""


def shared_by(scene: Scene, s: int, i: int) -> str:
    """ "coalition forces", "international observers": of several states, so of none that could be inferred."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if c < i and tokens[c].lemma.lower() in scene.book.modifiers["shared"]:
            return tokens[c].lemma.lower()
    return ""


def named_owner(scene: Scene, s: int, i: int) -> bool:
    """Whether a name stands before the noun that resolved to nobody ("Quillish police")."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if c < i and tokens[c].dep in ("compound", "nmod:poss", "amod", "nmod:desc"):
            hit, name = scene.hits[s].get(c), scene.names[s].get(c)
            if tokens[c].text.lower() in scene.book.portfolios:
                continue  # "Labour minister"
            if (hit is not None and hit.prefix == "") or (name is not None and tokens[c].pos == "PROPN"):
                return True
    return False
