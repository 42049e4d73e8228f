"""Borders: "the X-Y border", "the border between X and Y", "its border with X", and on which side they are told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dragoman.data.gazetteer import DASHES, POSSESSIVE, demonyms, fold, gazetteer, place_words
from dragoman.model import Sentence
from dragoman.resolve.places.hits import Hit, Phrase, lower, written

HYPHEN = re.compile("[" + "".join(sorted(DASHES)) + "]")
PAIRING = DASHES | {"and", "/"}


Side = tuple[str, str]
"""A country beside a border, "" where it is not known, and the words that name it."""


def border(sentence: Sentence, hits: Sequence[Hit], index: int) -> Phrase | None:
    """The border phrase around the word "border" at `index`, or None where no side is named."""
    first, left, owned = _before(sentence, {hit.last: hit for hit in hits}, index)
    last, right = _behind(sentence, {hit.first: hit for hit in hits}, index)
    sides = [*left, *right]
    if not sides:
        return None
    codes = tuple(code for code, _ in sides)
    told: str | None = None
    if len(sides) >= 2:
        name = f"{sides[0][1]}-{sides[1][1]} border"
        told = codes[0] if left and right and codes[0] else None
    else:
        name = written(sentence, first, last)
        if right:
            told = _possessor(sentence, index, hits)
        elif owned and (lower(sentence, starts_last(first, hits)) in POSSESSIVE):
            told = codes[0] or None
    return Phrase(first, last, (), "border", name, told=told, codes=codes, basis="border")


def _before(sentence: Sentence, ends: Mapping[int, Hit], index: int) -> tuple[int, list[Side], bool]:
    """Where the phrase begins, the sides told before the word, and whether the nearest is a name that may own it."""
    at = index - 1
    while at >= 0 and lower(sentence, at) in place_words()["border_adjectives"]:
        at -= 1
    if at >= 0 and lower(sentence, at) in POSSESSIVE:
        at -= 1
    if (hit := ends.get(at + 1)) is not None:
        at = hit.first - 1
        if lower(sentence, at) in PAIRING and (other := ends.get(at)) is not None:
            return other.first, [_side(sentence, other), _side(sentence, hit)], True
        return hit.first, [_side(sentence, hit)], True
    if at < 0:
        return index, [], False
    pair = re.split(HYPHEN, sentence.tokens[at].text)
    sides = [(country(" ".join(fold(word))), word) for word in pair]
    if not all(code for code, _ in sides):
        return index, [], False
    left = [(code or "", word) for code, word in sides]
    if len(pair) == 1 and lower(sentence, at - 1) in DASHES:
        before = sentence.tokens[at - 2].text if at >= 2 else ""
        code = country(" ".join(fold(before)))
        if code:
            return at - 2, [(code, before), *left], False
    return at, left, False


def _behind(sentence: Sentence, starts: Mapping[int, Hit], index: int) -> tuple[int, list[Side]]:
    """Where the phrase ends, and the sides told behind the word: "with X", "between X and Y"."""
    at = index + 1
    link = lower(sentence, at)
    if link not in {"with", "between", "of"}:
        return index + 1, []
    at += 1
    while lower(sentence, at) in {"the", "neighbouring", "neighboring", "nearby"}:
        at += 1
    if (hit := starts.get(at)) is None:
        return index + 1, []
    if link == "between" and lower(sentence, hit.last) == "and":
        at = hit.last + 1
        if lower(sentence, at) == "the":
            at += 1
        if (other := starts.get(at)) is not None:
            return other.last, [_side(sentence, hit), _side(sentence, other)]
    return hit.last, [_side(sentence, hit)]


def starts_last(first: int, hits: Sequence[Hit]) -> int:
    """The token after the hit that begins at `first`; -1 where none begins there."""
    return next((hit.last for hit in hits if hit.first == first), -1)


def _side(sentence: Sentence, hit: Hit) -> Side:
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
