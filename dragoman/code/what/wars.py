""" "The Winter War", "the Battle of Verdun", "the Arakan Campaign": fighting that has a name of its own (CODEBOOK 2).

The heads, trained on what is news, see nothing in a war that everybody knows; readers code it wherever it is named. 2026-11-23,
on pages that nothing was trained on, they coded 38 of 49 named wars, 52 of 67 named world wars and 21 of 26 named campaigns; those
left out name a party ("the Allies of World War II") or say what kind of thing another is ("Cold War liberalism").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, unwritten
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles, World, find_roles
from dragoman.code.who.sides import CASUALTIES
from dragoman.code.who.unnamed import NOT_KNOWN
from dragoman.data.book import load_book
from dragoman.data.files import load_yaml
from dragoman.model import Party, When

# What stands in a claim's reasons where its fighting is known by a name.
NAMED = "entry:named war"
# What a name is cut into, and may be joined by.
JOINTS = frozenset({"-", "–", "‑", "'", "’"})
# Words that may stand small in a name.
SMALL = frozenset({"of", "the", "and", "for"})
# Relations by which a sentence says who fought, beside the name.
TOLD = ("between", "with", "against", "by")
# Relations of a name that says what kind of thing a noun is.
PARTS = frozenset({"compound", "amod", "nmod:desc", "flat", "nmod:poss"})
# Before one of these a name counts time or makes a party: "since the Kosovo War", "the Allies of World War II".
SINCE = frozenset({"since"})
ALLIED = frozenset({"ally", "allies", "side", "power", "powers", "campaign", "battle", "theatre", "theater", "front"})


@dataclass(frozen=True, slots=True)
class War:
    """A war known by name: who fought, side against side, when, and in which country where it was one."""

    sides: tuple[tuple[str, ...], ...]
    days: When
    land: str | None


@cache
def _wars() -> dict[tuple[str, ...], War]:
    """The wars of wars.yml by the words of each name."""
    raw: list[dict[str, Any]] = load_yaml("wars.yml")["wars"]
    return {
        tuple(name.replace("-", " ").replace("'", " ").split()): War(
            tuple(tuple(s) for s in war["sides"]), _days(war["days"]), war.get("land")
        )
        for war in raw
        for name in war["names"]
    }


def _days(ends: Sequence[Any]) -> When:
    return When(str(ends[0]), str(ends[1]), "span", "period")


@cache
def _last_words() -> frozenset[str]:
    """A word of each name by which a sentence shows that it may hold one."""
    war = {"war", "wars"}
    return frozenset(w for name in _wars() for w in (war.intersection(name) or name))


@cache
def _other() -> dict[str, frozenset[str]]:
    raw = load_yaml("wars.yml")
    return {"unfought": frozenset(raw["unfought"]), **{k: frozenset(v) for k, v in raw["fights"].items()}}


@cache
def _longest() -> int:
    return max(map(len, _wars()))


@cache
def _entry() -> Entry:
    return unwritten("war", "noun", "ASSAULT", "clash", where="named war")


def named_wars(
    trees: Sequence[Tree], worlds: Sequence[World], drafts: Sequence[Draft], *, quiet: bool = False
) -> list[Draft]:
    """An ASSAULT for each fighting that a report calls by its name, and is no claim yet; one that is gets who fought.

    Comes after all that fills a claim's sides from the rest of the report: a war of long ago is not between those it tells of.
    In a `quiet` report only a war of the list counts whose states are known.
    """
    telling = _last_words() | _other()["of"] | _other()["behind"]
    found = []
    for number, (tree, world) in enumerate(zip(trees, worlds, strict=True)):
        if not telling.isdisjoint(tree.vocabulary):
            found.extend(_named(number, tree, world, [d for d in drafts if d.sentence == number], quiet=quiet))
    return found


def _named(number: int, tree: Tree, world: World, drafts: Sequence[Draft], *, quiet: bool) -> list[Draft]:
    """Those of one sentence."""
    by_head = {d.head: d for d in drafts}
    found = []
    for words, war in _names(tree, world):
        head = next((w for w in words if tree.tokens[w].head not in words), words[0])
        if _names_another(tree, head, words) or (quiet and (war is None or not war.sides)):
            continue
        known, inside = by_head.get(head), set(words)
        if known is not None:
            known.trigger = replace(known.trigger, words=tuple(sorted({*known.trigger.words, *words})))
            if war is not None and known.event == "ASSAULT":
                known.reasons.append(NAMED)
                _who_fought(known, world, words, war)
            continue
        if any(
            d.event == "ASSAULT"
            and d.trigger.entry.frame.name not in CASUALTIES
            and not inside.isdisjoint(d.trigger.words)
            for d in drafts
        ):
            continue  # "took part in the Chaco War": told by its verb
        roles = _told(tree, head, words, world)
        draft = Draft(number, tree, Trigger(head, _entry(), words), roles, "actual", [NAMED, NOT_KNOWN])
        if war is not None:
            _who_fought(draft, world, words, war)
        found.append(draft)
    return found


def _names(tree: Tree, world: World) -> list[tuple[tuple[int, ...], War | None]]:
    """The words of each name in text order, with the war where it is one of the list."""
    found: list[tuple[tuple[int, ...], War | None]] = []
    at = [i for i, t in enumerate(tree.tokens) if t.text not in JOINTS]
    n = 0
    while n < len(at):
        listed = _listed(tree, at, n)
        if listed is not None:
            length, war = listed
            found.append((tuple(range(at[n], at[n + length - 1] + 1)), war))
            n += length
            continue
        words = _by_its_place(tree, at[n], world)
        if words is not None and not (found and words[0] <= found[-1][0][-1]):
            found.append((words, None))
        n += 1
    return found


def _listed(tree: Tree, at: Sequence[int], n: int) -> tuple[int, War] | None:
    """How many of the words from the n-th on are the name of a war of the list, the longest name first."""
    if not tree.tokens[at[n]].text[:1].isupper() and not tree.tokens[at[n]].text[:1].isdigit():
        return None
    wars = _wars()
    forms = tuple(tree.forms[i] for i in at[n : n + _longest()])
    for length in range(len(forms), 0, -1):
        war = wars.get(forms[:length])
        if war is not None and all(
            tree.tokens[i].text[:1].isupper()
            or tree.forms[i] in SMALL
            or not tree.tokens[i].text[:1].isalpha()
            or tree.tokens[i].text == "s"
            for i in at[n : n + length]
        ):
            return length, war
    return None


def _by_its_place(tree: Tree, i: int, world: World) -> tuple[int, ...] | None:
    """ "The Second Somali War", "the Civil War", "the Battle of Verdun", "the Arakan Campaign": a name made of a place or a people."""
    token, form = tree.tokens[i], tree.forms[i]
    if not token.text[:1].isupper() or token.text.isupper() or tree.sentence.kind in ("title", "subtitle"):
        return None
    if form in _other()["of"]:
        of = [c for c in tree.children[i] if tree.marker(c) == "of" and c in world.places and c > i]
        return tuple(range(i, of[0] + 1)) if of and of[0] - i <= 3 else None
    campaign = form in _other()["behind"]
    if not campaign and form not in ("war", "wars"):
        return None
    first = i
    while first > 0 and (
        (tree.tokens[first - 1].text[:1].isupper() and tree.forms[first - 1] not in SMALL)
        or tree.tokens[first - 1].text in JOINTS
    ):
        first -= 1
    before = range(first, i)
    forms = {tree.forms[b] for b in before}
    if not before or forms & _other()["unfought"] or not tree.under(before[-1], i):
        return None
    states = {p.id for b in before if b in world.parties for p in world.parties[b].parties if p.id.isupper()}
    of_somebody = bool(states) or any(b in world.places or (b in world.parties and not campaign) for b in before)
    return tuple(range(first, i + 1)) if of_somebody or (not campaign and "civil" in forms) else None


def _names_another(tree: Tree, head: int, words: Sequence[int]) -> bool:
    """Whether a name says what kind of thing another is, or since when: "Vietnam War veterans", "since the Kosovo War"."""
    token = tree.tokens[head]
    if token.dep in PARTS and token.head >= 0 and tree.tokens[token.head].pos in ("NOUN", "PROPN", "ADJ"):
        return True
    if tree.marker(head) in SINCE or any(tree.forms[c] in ("another", "new", "a") for c in tree.children[head]):
        return True
    before = tree.tokens[words[0] - 1].text if words[0] else ""
    if before in JOINTS or (words[0] and tree.forms[words[0] - 1] in ("post", "pre", "inter")):
        return True
    return token.head >= 0 and tree.marker(head) == "of" and tree.forms[token.head] in ALLIED


def _told(tree: Tree, head: int, words: Sequence[int], world: World) -> Roles:
    """Who fought by the sentence: beside the name ("between Chad and Libya"), or in it ("the Anglo-Zulu War")."""
    roles = find_roles(tree, Trigger(head, _entry(), (head,)), world)
    inside = {tree.tokens[w].start for w in words}
    civil = any(tree.forms[w] == "civil" for w in words)
    if civil:  # the people of one state among itself
        roles.actors = [p for p in roles.actors if p.start not in inside]
        roles.recipients = [p for p in roles.recipients if p.start not in inside]
    return roles


def days_of(draft: Draft) -> When | None:
    """When the war that a draft names was fought; None where it is not one of the list."""
    war = _war_of(draft)
    return war.days if war is not None else None


def land_of(draft: Draft) -> str | None:
    """The country in which the war that a draft names was fought; None where it is not one of the list, or was in several."""
    war = _war_of(draft)
    return war.land if war is not None else None


def _war_of(draft: Draft) -> War | None:
    """The war of the list that a draft names."""
    if NAMED not in draft.reasons:
        return None
    at = [i for i in range(draft.trigger.words[0], len(draft.tree.tokens)) if draft.tree.tokens[i].text not in JOINTS]
    listed = _listed(draft.tree, at, 0)
    return listed[1] if listed is not None else None


def _who_fought(draft: Draft, world: World, words: Sequence[int], war: War) -> None:
    """Who fought in a war of the list, unless the sentence says so: "the Winter War between Finland and the Soviet Union"."""
    tree, inside = draft.tree, {draft.tree.tokens[w].start for w in words}
    told = [h for r in TOLD for h in tree.arguments(draft.head).get(r, []) if h in world.parties and h not in words]
    if told:
        return
    actors = load_book().actors
    said = {p.id: p for p in (*draft.roles.actors, *draft.roles.recipients) if p.start in inside}
    fought = [actors[i] for side in war.sides for i in side]
    draft.roles.actors = [said.get(a.id, Party(a.id, a.name, a.code, a.sector, None, None, None)) for a in fought]
    draft.roles.recipients = []
    draft.reasons.append("actor:who fought in it")
