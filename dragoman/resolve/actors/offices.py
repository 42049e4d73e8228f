"""Offices that are one state's by their style: "the Foreign Secretary", "Secretary of State", "Minister for Africa".

The table is data/offices.yml. An owner beside the title goes before it ("the Mexican foreign secretary"), and so does the
report where it speaks of another state that has the office and never of the first.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import NamedTuple

from dragoman.data.files import load_yaml
from dragoman.resolve.actors.home_signs import printed_in, survey
from dragoman.resolve.scene import Scene

_SPLITS = frozenset(("of", "for", "to"))


class Office(NamedTuple):
    """A title as words, the place of its head noun, whose it is, who else has one of that style, and whether only capitals make it one."""

    words: tuple[str, ...]
    head: int
    of: str
    also: tuple[str, ...]
    capital: bool


def office_of(scene: Scene, s: int, i: int) -> tuple[str, tuple[str, ...]] | None:
    """Whose the office at token `i` is by its style: the id, empty with the candidates where it stays open; None for no such office."""
    tokens = scene.parse.sentences[s].tokens
    for office in _table().get(tokens[i].text.lower(), ()):
        first = i - office.head
        if first < 0 or first + len(office.words) > len(tokens):
            continue
        if office.capital and not tokens[first].text[:1].isupper():
            continue
        if all(_is(tokens[first + n].text.lower(), word) for n, word in enumerate(office.words)):
            return _whose(scene, office)
    return None


def _is(text: str, word: str) -> bool:
    return text == word or (word == "#" and text[0].isdigit() and text.endswith(("st", "nd", "rd", "th")))


def _whose(scene: Scene, office: Office) -> tuple[str, tuple[str, ...]]:
    """The first of those who have it, unless the report speaks of another of them far more."""
    if not office.also:
        return office.of, ()
    often = _named(scene)
    here = {scene.home, printed_in(scene)} & {office.of, *office.also}
    if len(here) == 1:
        (state,) = here
        return state or office.of, ()
    others = [id for id in office.also if often[id]]
    if len(others) == 1 and not often[office.of] and others[0].islower():
        return others[0], ()  # of organisations the one that is told of
    if not others or 2 * often[office.of] >= max(often[id] for id in others):
        return office.of, ()
    return "", (office.of, *others)[:3]


def _named(scene: Scene) -> Counter[str]:
    """How often the report names each state and organisation."""
    often = Counter(survey(scene).often)
    if scene.bodies_named is None:
        scene.bodies_named = Counter(
            hit.entries[0].id for hits in scene.hits for i, hit in hits.items() if hit.head == i and hit.kind == "name"
        )
    often.update({id: n for id, n in scene.bodies_named.items() if id not in often})
    return often


@functools.cache
def _table() -> dict[str, tuple[Office, ...]]:
    """The titles of data/offices.yml by their head noun, longer ones first."""
    found: dict[str, list[Office]] = {}
    for row in load_yaml("offices.yml"):
        for title in row["words"]:
            words = tuple(title.replace("-", " - ").replace("'s", " 's").split())
            split = next((n for n, word in enumerate(words) if word in _SPLITS), len(words)) - 1
            for head in {split, 0} if words[split] == "general" else {split}:  # "secretary general" hangs either way
                office = Office(words, head, row["of"], tuple(row.get("also", ())), bool(row.get("capital")))
                found.setdefault(words[head], []).append(office)
    return {head: tuple(sorted(rows, key=lambda o: -len(o.words))) for head, rows in found.items()}
