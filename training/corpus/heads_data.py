"""From records of the corpus to numbers for the plain head: words, a type a word, pairs of parties with the type between them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from dragoman.code.what.lexicon import EVENTS
from dragoman.parse.tokens import words as cut_words
from dragoman.parse.wordpiece import SPECIAL_CASING, WordPieces, casing

TYPES = EVENTS
IGNORE = -100
MAX_PIECES = 256
SOURCE, TARGET = 1, 2

Record = dict[str, Any]
Words = tuple[int, ...]
Label = Callable[[Record], str]  # the type of an event, one of TYPES


@dataclass(frozen=True, slots=True)
class Pair:
    """Source and target as numbers of words (either may be empty, not both), the type between them, its trigger's words."""

    source: Words
    target: Words
    label: int
    trigger: Words


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of a sentence, their type (0 none, n the n-th of TYPES, IGNORE not told), and its pairs."""

    words: tuple[str, ...]
    tags: tuple[int, ...]
    claims: tuple[tuple[Words, tuple[int, ...], bool], ...]  # trigger, types that are right, optional
    pairs: tuple[Pair, ...]


def as_coded(event: Record) -> str:
    """The first type that an event is coded with."""
    return str(event["event"][0])


def sentences(record: Record, label: Label = as_coded) -> Iterator[Sentence]:
    """The sentences of a record with what is coded in them; bylines are left out. Pairs have the type that `label` gives."""
    text = record["article"]["text"]
    events = {e["id"]: e for e in record["events"]}
    mentions = [(m["start"], m["end"], c["id"]) for c in record["references"] for m in c["mentions"]]
    for place in record["article"]["sentences"]:
        if place["kind"] == "byline":
            continue
        start, end = place["start"], place["end"]
        spans = cut_words(text, start, end)
        inside = [e for e in events.values() if start <= e["trigger_start"] < end]
        tags = [0] * len(spans)
        claims = []
        for event in sorted(inside, key=lambda e: bool(e["optional"])):
            trigger = touched(spans, event["trigger_start"], event["trigger_end"])
            types = tuple(TYPES.index(t) + 1 for t in event["event"])
            claims.append((trigger, types, bool(event["optional"])))
            for word in trigger:
                if not tags[word]:
                    tags[word] = IGNORE if event["optional"] else types[0]
        here = [m for m in mentions if start <= m[0] < end]
        pairs = [p for e in inside for p in _pairs(e, events, spans, here, (start, end), label)]
        yield Sentence(tuple(text[a:b] for a, b in spans), tuple(tags), tuple(claims), _distinct(pairs))


def touched(spans: Sequence[tuple[int, int]], start: int, end: int) -> Words:
    """The numbers of the words that a stretch of characters touches.

    >>> touched([(0, 3), (4, 9), (9, 10)], 5, 10)
    (1, 2)
    """
    return tuple(n for n, (a, b) in enumerate(spans) if a < end and start < b)


def _pairs(
    event: Record,
    events: dict[str, Record],
    spans: Sequence[tuple[int, int]],
    mentions: list[tuple[int, int, str]],
    limits: tuple[int, int],
    label: Label,
) -> Iterator[Pair]:
    """Every actor with every recipient; parties to one thing without a recipient with each other, both ways."""

    def where(party: Record) -> Words:
        if party.get("start") is not None and limits[0] <= party["start"] < limits[1]:
            return touched(spans, party["start"], party["end"])
        # understood here, but perhaps named elsewhere in the sentence
        found = next((m for m in mentions if m[2] == party["id"]), None)
        return touched(spans, found[0], found[1]) if found else ()

    trigger = touched(spans, event["trigger_start"], event["trigger_end"])
    actors = [(a["id"], where(a)) for a in event["actors"]]
    recipients = [where(r) for r in event["recipients"]]
    for name, source in actors:
        told, at = _outermost(event, events, name), trigger
        if told is not event:
            found = touched(spans, told["trigger_start"], told["trigger_end"])
            told, at = (told, found) if found else (event, trigger)
        others = recipients or [b for other, b in actors if other != name] or [()]
        for target in others:
            if (source or target) and not set(source) & set(target):
                yield Pair(source, target, TYPES.index(label(told)), at)


def _outermost(event: Record, events: dict[str, Record], actor: str) -> Record:
    """What the actor does towards the recipient is the outermost claim of his: agreed to send is an agreement."""
    while event["content_of"]:
        outer = events[event["content_of"]]
        if actor not in [a["id"] for a in outer["actors"]]:
            break
        event = outer
    return event


def _distinct(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    found: dict[tuple[Words, Words, Words], Pair] = {}
    for pair in pairs:
        found.setdefault((pair.source, pair.target, pair.trigger), pair)
    # two acts between the same two parties can't be told apart by the marks: the first told stands for the pair
    both: dict[tuple[Words, Words], Pair] = {}
    for pair in found.values():
        both.setdefault((pair.source, pair.target), pair)
    return tuple(both.values())


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence as numbers; `marks` per piece (0 neither, SOURCE, TARGET), `label` of the pair or IGNORE."""

    pieces: tuple[int, ...]
    casings: tuple[int, ...]
    marks: tuple[int, ...]
    at: Words
    tags: tuple[int, ...]
    label: int
    trigger: Words


def item(sentence: Sentence, cut: WordPieces, pair: Pair | None = None) -> Item | None:
    """Numbers of a sentence, for tagging or (with `pair`) with its two parties marked; None when it is too long."""
    pieces, cases, marks, at = [cut.first], [SPECIAL_CASING], [0], []
    for number, word in enumerate(sentence.words):
        at.append(len(pieces))
        found = cut(word)
        pieces += found
        cases += [casing(word)] * len(found)
        mark = 0 if pair is None else SOURCE * (number in pair.source) or TARGET * (number in pair.target)
        marks += [mark] * len(found)
    if not at or len(pieces) >= MAX_PIECES:
        return None
    tags = (IGNORE,) * len(at) if pair else sentence.tags
    ends = (*pieces, cut.last), (*cases, SPECIAL_CASING), (*marks, 0)
    return Item(*ends, tuple(at), tags, pair.label if pair else IGNORE, pair.trigger if pair else ())


def batches(
    items: list[Item], size: int, chance: random.Random | None = None
) -> Iterator[tuple[list[Item], dict[str, Tensor]]]:
    """All items in batches of about `size` pieces and of like length; in random order where there is a `chance`."""
    order = list(items)
    if chance:
        chance.shuffle(order)
    order.sort(key=lambda i: -(-len(i.pieces) // 4))
    groups: list[list[Item]] = [[]]
    for one in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(one.pieces) > size:
            groups.append([])
        groups[-1].append(one)
    if chance:
        chance.shuffle(groups)
    for group in groups:
        if group:
            yield group, _pad(group)


def _pad(group: list[Item]) -> dict[str, Tensor]:
    length = -(-max(len(i.pieces) for i in group) // 4) * 4
    width = max(len(i.at) for i in group)
    out = {name: torch.zeros(len(group), length, dtype=torch.long) for name in ("pieces", "casings", "marks")}
    out["mask"] = torch.zeros(len(group), length, dtype=torch.bool)
    out["at"] = torch.zeros(len(group), width, dtype=torch.long)
    out["words"] = torch.zeros(len(group), width, dtype=torch.bool)
    out["tags"] = torch.full((len(group), width), IGNORE, dtype=torch.long)
    out["trigger"] = torch.zeros(len(group), width)
    out["label"] = torch.tensor([i.label for i in group])
    for row, one in enumerate(group):
        n, w = len(one.pieces), len(one.at)
        for name in ("pieces", "casings", "marks"):
            out[name][row, :n] = torch.tensor(getattr(one, name))
        out["mask"][row, :n] = True
        out["at"][row, :w] = torch.tensor(one.at)
        out["words"][row, :w] = True
        out["tags"][row, :w] = torch.tensor(one.tags)
        for word in one.trigger:
            out["trigger"][row, word] = 1 / len(one.trigger)
    return out
