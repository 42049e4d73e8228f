"""Which force "the coalition" is: the one that fights whom the report tells of (data/coalitions.yml), and no coalition of parties."""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any

from dragoman.data.files import load_yaml
from dragoman.resolve.scene import Scene, Who, case

_WORD = "coalition"


def force_at(scene: Scene, s: int, i: int) -> Who | None:
    """The force that "coalition" at token `i` means; None for other words, and for a coalition of parties."""
    tokens, known = scene.parse.sentences[s].tokens, _known()
    if tokens[i].lemma.lower() != _WORD:
        return None
    for c in scene.kids[s][i]:
        token = tokens[c]
        if c < i and token.dep in ("amod", "compound", "nmod:poss", "nmod:desc") and not _kind(scene, s, c):
            return None
    below = {tokens[c].dep: tokens[c].text.lower() for c in scene.kids[s][i]}
    if below.get("det") in ("a", "an") and any(
        tokens[c].dep == "nmod" and tokens[c].pos == "NOUN" and case(scene, s, c) == "of" for c in scene.kids[s][i]
    ):
        return None  # "a coalition of militias"
    over = tokens[tokens[i].head].lemma.lower() if tokens[i].dep in ("compound", "amod", "nmod:desc") else ""
    if over in known["parties"]:
        return None
    if any(tokens[c].text.lower() in known["worldwide"] for c in scene.kids[s][i] if c < i):
        return _on_its_ground(scene, s)
    return told(scene)


def _on_its_ground(scene: Scene, s: int) -> Who | None:
    """ "The international coalition": no neighbours' alliance; the one whose ground the sentence names, else the report's."""
    here = {hit.entries[0].id for i, hit in scene.hits[s].items() if hit.head == i}
    rows = [row for row in _known()["forces"] if "." not in row["id"] and _in_years(scene, row)]
    found = {row["id"] for row in rows if here.intersection(row["ground"])}
    if len(found) == 1:
        return _who(scene, found.pop())
    force = told(scene)
    return force if force is not None and "." not in force.id else None


def told(scene: Scene) -> Who | None:
    """The one force that the report's coalition can be; None where none or several can."""
    if scene.coalition is None:
        scene.coalition = _told(scene)
    return scene.coalition[0] if scene.coalition else None


def enemy(scene: Scene) -> Who | None:
    """Whom "the enemy" is in a report of a coalition: the one group of its row that the report names; None else."""
    force = told(scene)
    if force is None:
        return None
    named = {hit.entries[0].id for hits in scene.hits for i, hit in hits.items() if hit.head == i}
    found = {id for row in _known()["forces"] if row["id"] == force.id for id in row["enemy"] if id in named}
    if len(found) != 1:
        return None
    actor = scene.book.actors[found.pop()]
    return Who(actor.id, actor.name, actor.code, actor.sector, actor.kind)


def _kind(scene: Scene, s: int, c: int) -> bool:
    """Whether the word before says no more than that it is a force: "the wider", "the 60-nation", "our coalition"."""
    token = scene.parse.sentences[s].tokens[c]
    word = token.text.lower()
    return word in _known()["kinds"] or token.pos in ("PRON", "NUM") or any(x.isdigit() for x in word) or _against(word)


def _against(word: str) -> bool:
    return word.startswith(("anti-", "counter-")) or word in ("anti", "counter")


def _told(scene: Scene) -> tuple[Who, ...]:
    named: Counter[str] = Counter()
    for hits in scene.hits:
        named.update(hit.entries[0].id for i, hit in hits.items() if hit.head == i)
    force = _is_force(scene)
    scores: dict[str, float] = {}
    for row in _known()["forces"]:
        if not _in_years(scene, row):
            continue
        enemy, ground = (sum(named[id] for id in row[part]) for part in ("enemy", "ground"))
        fits = enemy or (force and ground)
        own = named[row["id"]] if row["id"] != "SAU.MIL" else 0  # "Saudi forces" are no coalition
        if fits or own:
            scores[row["id"]] = max(scores.get(row["id"], 0), 3 * own + 2 * enemy + ground)
    best = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    if not best or (len(best) > 1 and best[0][1] < 2 * best[1][1]):
        return ()
    return (_who(scene, best[0][0]),)


def _in_years(scene: Scene, row: dict[str, Any]) -> bool:
    since, until = row["years"]
    day = scene.day or since
    return since <= day[:10] and (until is None or day[: len(until)] <= until)


def _who(scene: Scene, id: str) -> Who:
    base, _, suffix = id.partition(".")
    actor = scene.book.actors[base]
    if suffix:
        return Who(id, f"{actor.name}-led coalition", actor.code, suffix, "force")
    return Who(actor.id, actor.name, actor.code, actor.sector, actor.kind)


def _is_force(scene: Scene) -> bool:
    """Whether the report tells of "coalition forces" or the like."""
    force = _known()["force"]
    for sentence in scene.parse.sentences:
        for n, token in enumerate(sentence.tokens[:-1]):
            if token.text.lower() == _WORD and sentence.tokens[n + 1].lemma.lower() in force:
                return True
    return False


@functools.cache
def _known() -> dict[str, Any]:
    raw = load_yaml("coalitions.yml")
    return {
        "forces": raw["forces"],
        **{part: frozenset(raw[part]) for part in ("kinds", "worldwide", "force", "parties")},
    }
