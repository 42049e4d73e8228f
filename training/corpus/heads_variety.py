"""More variety for the plain head: labels as PLOVER has them, other words for the parties, neighbours of words, words blotted out."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from training.corpus.heads_data import TYPES, Item, Pair, Record, Sentence, Words

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
MATERIAL = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
SIGNING = ("sign", "initial", "ink", "conclu", "seal", "finali", "ratif")
PRONOUNS = frozenset(
    {
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "them",
        "him",
        "her",
        "us",
        "his",
        "its",
        "their",
        "our",
        "who",
        "which",
        "that",
    }
    | {"you", "those", "both", "this", "these", "whom", "whose", "my", "me", "your", "one", "others", "some"}
)
LONGEST = 5  # words of a party that may stand in another's place
SAME_TYPE = 0.7  # how often the other party is one of a pair with the same type
TRIGGER = 2  # how much oftener a word of the trigger is exchanged than another

Side = str  # "source" or "target"
Pool = Mapping[tuple[Side, int | None], Sequence[tuple[str, ...]]]


def as_plover(event: Record) -> str:
    """The type that PLOVER gives an event with its status; of the content of another, only what happened is turned.

    >>> as_plover({"event": ["AID"], "status": "future", "trigger": "send", "content_of": None})
    'AGREE'
    >>> as_plover({"event": ["AID"], "status": "requested", "trigger": "send", "content_of": "e1"})
    'AID'
    """
    kind, status = str(event["event"][0]), event["status"]
    if event["content_of"] and status != "actual":
        return kind
    if status == "negated" and kind in COOPERATION:
        return "REJECT"
    if status == "future" and kind in COOPERATION:
        return "AGREE"
    if status in ("future", "hypothetical") and kind in MATERIAL:
        return "THREATEN"
    if status == "requested":
        return "REQUEST"
    if kind == "AGREE" and status == "actual" and event["trigger"].lower().startswith(SIGNING):
        return "SUPPORT"
    return kind


def parties(told: Iterable[Sentence]) -> Pool:
    """The words of all parties, by side and type, and by side alone (None); pronouns and long ones are left out."""
    found: dict[tuple[Side, int | None], list[tuple[str, ...]]] = defaultdict(list)
    for sentence in told:
        for pair in sentence.pairs:
            for side, span in (("source", pair.source), ("target", pair.target)):
                if not pair.source or not pair.target or len(span) > LONGEST:
                    continue
                words = tuple(sentence.words[w] for w in span)
                if words[0].lower() in PRONOUNS:
                    continue
                if words[0] in ("The", "A", "An"):
                    words = (words[0].lower(), *words[1:])
                found[side, pair.label].append(words)
                found[side, None].append(words)
    return found


def exchanged(sentence: Sentence, pair: Pair, pool: Pool, chance: random.Random, rate: float) -> tuple[Sentence, Pair]:
    """The sentence with other parties, each with the chance `rate`."""
    for side in ("target", "source"):
        span, other = (pair.target, pair.source) if side == "target" else (pair.source, pair.target)
        whole = bool(span) and span[-1] - span[0] + 1 == len(span)
        if not whole or set(span) & {*pair.trigger, *other} or chance.random() >= rate:
            continue
        alike = pool.get((side, pair.label), ()) if chance.random() < SAME_TYPE else ()
        given = alike or pool.get((side, None), ())
        if given:
            sentence, pair = _put(sentence, pair, side, chance.choice(given))
    return sentence, pair


def _put(sentence: Sentence, pair: Pair, side: Side, words: tuple[str, ...]) -> tuple[Sentence, Pair]:
    span = pair.source if side == "source" else pair.target
    first, last = span[0], span[-1] + 1
    shift = len(words) - len(span)

    def moved(at: Words) -> Words:
        return tuple(w if w < first else w + shift for w in at)

    new = tuple(range(first, first + len(words)))
    sentence = replace(
        sentence,
        words=sentence.words[:first] + words + sentence.words[last:],
        tags=sentence.tags[:first] + (0,) * len(words) + sentence.tags[last:],
    )
    source, target = (new, moved(pair.target)) if side == "source" else (moved(pair.source), new)
    return sentence, replace(pair, source=source, target=target, trigger=moved(pair.trigger))


def neighbours(rows: Tensor, kept: Sequence[str], *, least: float = 0.5, most: int = 6) -> dict[int, list[int]]:
    """For whole-word pieces, those whose embeddings point the same way: a cosine of `least`, at most `most`."""
    with torch.inference_mode():
        rows = rows.detach().float()
        rows = rows - rows.mean(0)
        rows = rows / rows.norm(dim=1, keepdim=True).clamp(min=1e-6)
        plain = torch.tensor([piece.isalpha() and len(piece) > 2 for piece in kept])
        found: dict[int, list[int]] = {}
        for first in range(0, len(kept), 2000):
            close = rows[first : first + 2000] @ rows.T
            close[:, ~plain] = 0
            values, at = close.topk(min(most + 1, len(kept)))
            for row, (v, i) in enumerate(zip(values.tolist(), at.tolist(), strict=True)):
                near = [n for x, n in zip(v, i, strict=True) if n != first + row and x >= least]
                if plain[first + row] and near:
                    found[first + row] = near
    return found


def varied(
    one: Item,
    near: Mapping[int, Sequence[int]],
    inner: frozenset[int],
    chance: random.Random,
    *,
    rate: float,
    blotted: float,
    unknown: int,
) -> Item:
    """An item with words exchanged for neighbours (`rate`; those of the trigger TRIGGER times as often) and pieces blotted out.

    Parties keep their words; `inner` are pieces that go on a word, so that what stands before them is no whole word.
    """
    pieces = list(one.pieces)
    trigger = {one.at[word] for word in one.trigger}
    for n in range(1, len(pieces) - 1):
        whole = pieces[n] in near and pieces[n + 1] not in inner and not one.marks[n]
        if whole and chance.random() < (TRIGGER * rate if n in trigger else rate):
            pieces[n] = chance.choice(near[pieces[n]])
        if blotted and chance.random() < blotted:
            pieces[n] = unknown
    return replace(one, pieces=tuple(pieces))


def types_of(told: Iterable[Sentence]) -> Tensor:
    """The logarithms of the shares of TYPES among pairs with both parties, each seen once more than it is."""
    counts = torch.ones(len(TYPES))
    for sentence in told:
        for pair in sentence.pairs:
            if pair.source and pair.target:
                counts[pair.label] += 1
    return (counts / counts.sum()).log()
