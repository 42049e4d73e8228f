"""Borders: "the X-Y border", "the border between X and Y", "its border with X", and on which side they are told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.data.gazetteer import DASHES, POSSESSIVE, demonyms, fold, gazetteer, place_words
from dragoman.model import Sentence
from dragoman.resolve.places.hits import Hit, Phrase, lower, written

HYPHEN = re.compile("[" + "".join(sorted(DASHES)) + "]")
PAIRING = DASHES | {"and", "/"}


def border(sentence: Sentence, hits: Sequence[Hit], index: int) -> Phrase | None:
    """The border phrase around the word "border" at `index`, or None where no side is named."""
    starts = {hit.first: hit for hit in hits}
    ends = {hit.last: hit for hit in hits}
    first, last = index, index + 1
    left: list[tuple[str, str]] = []
    at = index - 1
    while at >= 0 and lower(sentence, at) in place_words()["border_adjectives"]:
        at -= 1
    if at >= 0 and lower(sentence, at) in POSSESSIVE:
        at -= 1
    owner = False
    if (hit := ends.get(at + 1)) is not None:
        first, owner = hit.first, True
        left.append(_side(sentence, hit))
        at = hit.first - 1
        if lower(sentence, at) in PAIRING and (other := ends.get(at)) is not None:
            first = other.first
            left.insert(0, _side(sentence, other))
    elif at >= 0:
        pair = re.split(HYPHEN, sentence.tokens[at].text)
        sides = [(country(" ".join(fold(p))), p) for p in pair]
        if all(code for code, _ in sides):
            first = at
            left = [(code or "", p) for code, p in sides]
            if len(pair) == 1 and lower(sentence, at - 1) in DASHES:
                before = sentence.tokens[at - 2].text if at >= 2 else ""
                code = country(" ".join(fold(before)))
                if code:
                    first = at - 2
                    left.insert(0, (code, before))
    right: list[tuple[str, str]] = []
    at = index + 1
    if lower(sentence, at) in {"with", "between", "of"}:
        link = lower(sentence, at)
        at += 1
        while lower(sentence, at) in {"the", "neighbouring", "neighboring", "nearby"}:
            at += 1
        if (hit := starts.get(at)) is not None:
            right.append(_side(sentence, hit))
            last = hit.last
            if link == "between" and lower(sentence, last) == "and":
                at = last + 1
                if lower(sentence, at) == "the":
                    at += 1
                if (other := starts.get(at)) is not None:
                    right.append(_side(sentence, other))
                    last = other.last
    sides = [(code, name) for code, name in (*left, *right)]
    if not sides:
        return None
    codes = tuple(code or "" for code, _ in sides)
    told: str | None = None
    if len(sides) >= 2:
        name = f"{sides[0][1]}-{sides[1][1]} border"
        told = codes[0] if left and right and codes[0] else None
    else:
        name = written(sentence, first, last)
        if right:
            told = _possessor(sentence, index, hits)
        elif owner and (lower(sentence, starts_last(first, hits)) in POSSESSIVE):
            told = codes[0] or None
    return Phrase(first, last, (), "border", name, told=told, codes=codes, basis="border")


def starts_last(first: int, hits: Sequence[Hit]) -> int:
    """The token after the hit that begins at `first`; -1 where none begins there."""
    return next((hit.last for hit in hits if hit.first == first), -1)


def _side(sentence: Sentence, hit: Hit) -> tuple[str, str]:
    entry = hit.entries[0] if hit.entries else None
    return (entry.code or "" if entry else ""), written(sentence, hit.first, hit.last)


def country(word: str) -> str | None:
    """The country of a folded adjective or of a one-word country name."""
    code = demonyms().get(word)
    if code is None:
        found = gazetteer().find(word)
        code = found[0].code if found and found[0].kind == "country" else None
    return code


def _possessor(sentence: Sentence, index: int, hits: Sequence[Hit]) -> str | None:
    """The country that "its border with X" belongs to: the subject of the clause, where that is a country."""
    before = sentence.tokens[index - 1].text.lower() if index else ""
    if before not in {"its", "their"}:
        return None
    at = index
    for _ in range(len(sentence.tokens)):
        at = sentence.tokens[at].head
        if at < 0:
            return None
        for number, token in enumerate(sentence.tokens):
            if token.head == at and token.dep.startswith("nsubj"):
                for hit in hits:
                    if hit.first <= number < hit.last and hit.entries and hit.entries[0].kind == "country":
                        return hit.entries[0].code
                adjective = demonyms().get(" ".join(fold(token.text)))
                if adjective:
                    return adjective
    return None
