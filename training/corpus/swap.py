"""Other names for the same report: countries, capitals, demonyms, cities, offices, declared persons and groups, spans kept right.

`swap(record, seed=7)` gives the report with states exchanged for others of the same kind (named with or without "the", as the
article would be wrong otherwise), each with its capital, demonyms and a city for a city; ministers get other fields; persons and
groups that the head declares get other invented names. The coding moves along. The same seed gives the same report.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from training.corpus import world

Record = dict[str, Any]
SPANNED = (("start", "end"), ("trigger_start", "trigger_end"))


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the old text, `[start, end)`, and what stands there instead."""

    start: int
    end: int
    new: str


@cache
def names() -> dict[str, Any]:
    """Names to give and the pools of states that may be exchanged (`names.yml`); `states` has all forms by id, `pool` its pool."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "names.yml").read_text(encoding="utf-8"))
    loaded["states"] = {state: forms for pool in loaded["pools"].values() for state, forms in pool.items()}
    loaded["pool"] = {state: name for name, pool in loaded["pools"].items() for state in pool}
    return loaded


def swap(record: Record, *, seed: int) -> Record:
    """The record with other names; a state for which no other of its kind is left keeps its own.

    The document's name gets the seed as its suffix. Texts of spans are read anew from the new text.
    """
    random = Random(f"{record['document']}:{seed}")
    states = _state_map(record, random)
    words = (
        _office_words(record, random)
        | _declared_words(record, random)
        | _city_words(record, states)
        | _state_words(states)
    )
    changes = list(_changes(record["article"]["text"], words))
    swapped = copy.deepcopy(record)
    swapped["document"] = f"{record['document']}-swap{seed}"
    _move(swapped, changes, words, states)
    return swapped


def _state_map(record: Record, random: Random) -> dict[str, str]:
    """Which state becomes which: only states whose every name is known, one to one."""
    text = record["article"]["text"]
    used = sorted(
        {party[:3] for party in _ids(record) if re.fullmatch(r"[A-Z]{3}(\..*)?", party)} & set(world.states())
    )
    used += [s for s, pattern in _patterns() if s not in used and pattern.search(text)]
    pool = [s for s in names()["states"] if s not in used]
    random.shuffle(pool)
    found = {}
    for state in used:
        if state not in names()["states"]:
            continue
        other = next((s for s in pool if names()["pool"][s] == names()["pool"][state]), None)
        if other is not None:
            pool.remove(other)
            found[state] = other
    return found


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """What shows that a text speaks of a state that may be exchanged."""
    found = []
    for state, forms in names()["states"].items():
        known = world.states()[state]
        words = sorted({w for w in (*forms, known.name, *known.people, *known.capitals) if len(w) > 3})
        found.append((state, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)))
    return found


def _state_words(states: dict[str, str]) -> dict[str, str]:
    words = {}
    for old, new in states.items():
        for left, right in zip(names()["states"][old], names()["states"][new], strict=True):
            if left and right:
                words[left] = right
    return words


def _city_words(record: Record, states: dict[str, str]) -> dict[str, str]:
    """A city of the new state for each city of the old one that a claim names as a place."""
    found: dict[str, str] = {}
    given: dict[str, int] = {}
    capitals = {form[-1] for form in names()["states"].values()}
    for event in record["events"]:
        place = event["place"]
        if (
            place
            and place["kind"] == "city"
            and place["code"] in states
            and place["name"] not in found
            and place["name"] not in capitals
        ):
            cities = names()["cities"].get(states[place["code"]], [])
            turn = given.get(place["code"], 0)
            if turn < len(cities):
                found[place["name"]] = cities[turn]
                given[place["code"]] = turn + 1
    return found


def _declared_words(record: Record, random: Random) -> dict[str, str]:
    """Persons get another family name (the given name stays, for the sake of "he" and "she"), groups another first word."""
    family, places, adjectives = (list(names()[kind]) for kind in ("family", "group_places", "group_words"))
    for pool in (family, places, adjectives):
        random.shuffle(pool)
    found: dict[str, str] = {}
    for turn, one in enumerate(record["declared"]):
        first = one["names"][0]
        parts = first.split()
        if one["voice"] is not None and len(parts) == 2 and parts[1][0].isupper() and turn < len(family):
            found[first] = f"{parts[0]} {family[turn]}"
            found[parts[1]] = family[turn]
        elif one["voice"] is None and len(parts) > 1:
            pool = places if parts[0] in places else adjectives if parts[0] in adjectives else []
            other = next((w for w in pool if w != parts[0]), None)
            if other is not None:
                found[first] = " ".join([other, *parts[1:]])
    return found


def _office_words(record: Record, random: Random) -> dict[str, str]:
    """Ministers and ministries of one field for those of another, one to one."""
    old, new = list(names()["offices"]), list(names()["offices"])
    random.shuffle(new)
    text = record["article"]["text"].lower()
    found = {}
    for left, right in zip(old, new, strict=True):
        for noun in ("minister", "ministry"):
            if f"{left} {noun}" in text and left != right:
                for shape in (str.lower, str.capitalize, str.title):
                    found[shape(f"{left} {noun}")] = shape(f"{right} {noun}")
    return found


def _changes(text: str, words: dict[str, str]) -> Iterator[Change]:
    if not words:
        return
    pattern = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
    both = {w.upper(): new.upper() for w, new in words.items()} | words
    pattern += "|" + "|".join(re.escape(w) for w in sorted((w.upper() for w in words), key=lambda w: (-len(w), w)))
    # the plural of a demonym and the genitive stay as they are: "Kenyans", "Kenya's"
    for found in re.finditer(rf"(?<!\w)(?:(an?|An?) )?({pattern})(?=s?(?!\w))", text):
        new = both[found[2]]
        yield Change(found.start(2), found.end(2), new)
        if found[1] and (new[0] in "AEIOUaeiou") != found[1].lower().endswith("n"):
            yield Change(found.start(1), found.end(1), found[1][0] + ("n" if new[0] in "AEIOUaeiou" else ""))


def _move(record: Record, changes: list[Change], words: dict[str, str], states: dict[str, str]) -> None:
    """Apply the changes to every text of the record, and move every span."""
    article = record["article"]
    old = article["text"]
    ordered = sorted(changes, key=lambda c: c.start)
    article["text"] = _apply(old, ordered)
    page_changes = sorted(_changes(article["page"], words), key=lambda c: c.start)
    page = article["page"]
    article["page"] = _apply(page, page_changes)
    for block in article["blocks"]:
        block["start"], block["end"] = _at(block["start"], ordered), _at(block["end"], ordered)
        block["page_start"] = _at(block["page_start"], page_changes)
    for drop in article["dropped"]:
        drop["start"], drop["end"] = _at(drop["start"], page_changes), _at(drop["end"], page_changes)
    article["not_body"] = [article["page"][d["start"] : d["end"]] for d in article["dropped"]]
    for sentence in article["sentences"]:
        sentence["start"], sentence["end"] = _at(sentence["start"], ordered), _at(sentence["end"], ordered)
    body = [article["text"][b["start"] : b["end"]] for b in article["blocks"] if b["kind"] == "body"]
    article["body_first"], article["body_last"] = " ".join(body[0].split()[:8]), " ".join(body[-1].split()[-8:])
    for kind in ("title", "subtitle", "byline"):
        parts = [article["text"][b["start"] : b["end"]] for b in article["blocks"] if b["kind"] == kind]
        article[kind] = " ".join(parts) or None
    article["captions"] = [article["text"][b["start"] : b["end"]] for b in article["blocks"] if b["kind"] == "caption"]
    for event in record["events"]:
        _move_event(event, article["text"], ordered, words, states)
    for chain in record["references"]:
        chain["id"] = _id(chain["id"], states)
        for mention in chain["mentions"]:
            _move_span(mention, article["text"], ordered)
    for one in record["declared"]:
        one["of"] = _id(one["of"], states)
        one["code"] = _id(one["code"], states)
        one["names"] = [_apply(n, sorted(_changes(n, words), key=lambda c: c.start)) for n in one["names"]]


def _move_event(event: Record, text: str, changes: list[Change], words: dict[str, str], states: dict[str, str]) -> None:
    for start, end in SPANNED:
        event[start], event[end] = _at(event[start], changes), _at(event[end], changes)
    event["sentence"] = text[event["start"] : event["end"]]
    event["trigger"] = text[event["trigger_start"] : event["trigger_end"]]
    for party in [*event["actors"], *event["recipients"]]:
        _move_span(party, text, changes)
        party["id"], party["code"] = _id(party["id"], states), _id(party["code"], states)
        party["name"] = _rename(party["name"], words, states)
    if event["place"]:
        _move_span(event["place"], text, changes)
        event["place"]["code"] = _id(event["place"]["code"], states)
        event["place"]["name"] = _rename(event["place"]["name"], words, states)
    if event.get("when"):
        _move_span(event["when"], text, changes)
    for voice in event["attribution"][1:]:
        _move_span(voice, None, changes)
        if voice.get("id"):
            voice["id"] = _id(voice["id"], states)
        if voice.get("name"):
            voice["name"] = _rename(voice["name"], words, states)


def _rename(name: str | None, words: dict[str, str], states: dict[str, str]) -> str | None:
    if not name:
        return name
    known = {world.states()[old].name: world.states()[new].name for old, new in states.items()}
    return known.get(name) or _apply(name, sorted(_changes(name, words), key=lambda c: c.start))


def _move_span(holder: Record, text: str | None, changes: list[Change]) -> None:
    if holder.get("start") is None:
        return
    holder["start"], holder["end"] = _at(holder["start"], changes), _at(holder["end"], changes)
    if text is not None and "text" in holder:
        holder["text"] = text[holder["start"] : holder["end"]]


def _at(position: int, changes: list[Change]) -> int:
    """Where a position of the old text stands in the new one; inside of a change: at the end of what replaced it."""
    moved = position
    for change in changes:
        if change.end <= position:
            moved += len(change.new) - (change.end - change.start)
        elif change.start < position:
            return moved + change.start + len(change.new) - position
    return moved


def _apply(text: str, changes: list[Change]) -> str:
    parts, last = [], 0
    for change in changes:
        parts += [text[last : change.start], change.new]
        last = change.end
    return "".join([*parts, text[last:]])


def _id(name: str | None, states: dict[str, str]) -> str | None:
    if name is None:
        return None
    return states.get(name[:3], name[:3]) + name[3:] if re.fullmatch(r"[A-Z]{3}(\..*)?", name) else name


def _ids(record: Record) -> Iterator[str]:
    for event in record["events"]:
        for party in [*event["actors"], *event["recipients"], *event["attribution"][1:]]:
            if party.get("id"):
                yield party["id"]
        if event["place"] and event["place"]["code"]:
            yield event["place"]["code"]
    for chain in record["references"]:
        yield chain["id"]
