"""Whose country it is: "the army", "residents", "the government" with no name beside them.

Three kinds of evidence, each told by the report itself: where the clause says it happened, which states the report names
(near by and in the whole report), and where it was filed. One state must stand out, else nobody is taken.
"""

from __future__ import annotations

import re

from dragoman.data.gazetteer import fold, gazetteer
from dragoman.resolve.scene import Scene, case

# How much a state counts: each time the report names it, once more in the same sentence, less with each sentence that
# passed; and once for the dateline. Set on 550 reports of the open corpus (train), where a filed-from place decides two
# in three of such words, and kept because the given reports lose nothing by it.
_EVERY, _SAME, _FADES, _MARGIN = 0.2, 1.0, 0.65, 1.4
_FILED, _FILED_SETTING = 1.5, 1.0
_WHERE = frozenset(("in", "at", "near", "outside", "inside", "around", "across", "throughout", "over", "on"))
_CUT = re.compile(r"[,(–—-]")


def filed_from(scene: Scene) -> str | None:
    """The state that the report's dateline names or lies in; None without a dateline, or where it names no known place.

    The United Nations and the seat of an organisation are no state's news, so they give None.
    """
    article = scene.parse.article
    for block in article.blocks:
        if block.kind != "dateline":
            continue
        words = _CUT.split(article.text[block.start : block.end], maxsplit=1)[0].strip()
        for found in scene.book.find(words.title() if words.isupper() else words):
            state = found.alias.entries[0].id
            return state if state in scene.book.kinds["state"] else None
        entries = gazetteer().find(" ".join(fold(words)))
        code = max(entries, key=lambda e: (e.listed, e.population)).code if entries else None
        return code if code in scene.book.kinds["state"] else None
    return None


def country(scene: Scene, s: int, i: int, *, setting: bool = False) -> tuple[str | None, tuple[str, ...]]:
    """The state that the word at token `i` belongs to, if one stands out; else None and up to three candidates.

    With `setting` ("civilians", "residents", "police") the states where things happen count before those that act.
    """
    here = same_clause(scene, s, i)
    if here is not None:
        return here, ()
    scores: dict[str, float] = {}
    for at, token, state in scene.settings if setting and scene.settings else scene.states:
        scores[state] = scores.get(state, 0.0) + _EVERY
        if at == s and token < i:
            scores[state] += _SAME
        elif at < s:
            scores[state] += _FADES ** (s - at)
    if scene.home is not None:
        scores[scene.home] = scores.get(scene.home, 0.0) + (_FILED_SETTING if setting else _FILED)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked:
        return None, ()
    if len(ranked) == 1 or ranked[0][1] >= _MARGIN * ranked[1][1]:
        return ranked[0][0], ()
    return None, tuple(state for state, _ in ranked[:3])


def same_clause(scene: Scene, s: int, i: int) -> str | None:
    """ "In Cairo, officials ...", "650 people were killed in Port Said": the place of the clause the word is an argument of."""
    tokens = scene.parse.sentences[s].tokens
    verb = i
    if tokens[i].dep in ("nmod:desc", "compound", "appos") and tokens[tokens[i].head].pos == "PROPN":
        verb = tokens[i].head  # a title stands where its name stands
    while tokens[verb].dep == "conj" and tokens[verb].head >= 0 and tokens[verb].pos != "VERB":
        verb = tokens[verb].head
    if tokens[verb].dep not in ("nsubj", "nsubj:pass", "obj", "obl:agent"):
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
    return found.pop() if len(found) == 1 else None


def state_at(scene: Scene, s: int, i: int) -> str | None:
    """The state that the place at token `i` lies in."""
    code = scene.places.get((s, i))
    if code is None:
        hit = scene.hits[s].get(i)
        if hit is None or hit.head != i or hit.kind not in ("name", "capital"):
            return None
        code = hit.entries[0].id.partition(".")[0]
    return code if code in scene.book.kinds["state"] else None
