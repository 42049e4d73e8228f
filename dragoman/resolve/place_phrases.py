"""Phrases around place names: borders, parts of countries, provinces, towns, bases, and "Paris, Texas".

Input are the gazetteer hits of one sentence; output are phrases with the kind they tell, and what narrows the choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.data.gazetteer import DASHES, POSSESSIVE, Entry, demonyms, fold, gazetteer, place_words
from dragoman.model import Sentence

HYPHEN = re.compile("[" + "".join(sorted(DASHES)) + "]")
PAIRING = DASHES | {"and", "/"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling of the gazetteer at tokens `[first, last)`; `entries` are all places of that name, may be empty."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place phrase: tokens, the places its name may mean, and what the words around say.

    `kind` and `name` are None where the gazetteer's are to be used. `near` are countries named in the same sentence,
    `told` the country said outright, `codes` the two sides of a border, `key` the bare name in lower case.
    """

    first: int
    last: int
    entries: tuple[Entry, ...]
    kind: str | None = None
    name: str | None = None
    near: frozenset[str] = frozenset()
    told: str | None = None
    codes: tuple[str, ...] = ()
    basis: str = "gazetteer"
    key: str = ""


def top(sentence: Sentence, first: int, last: int) -> int:
    """The token of `[first, last)` that the others hang on: the first whose head lies outside."""
    for index in range(first, last):
        if not first <= sentence.tokens[index].head < last:
            return index
    return last - 1


def phrases_of(sentence: Sentence, hits: Sequence[Hit]) -> list[Phrase]:
    """The place phrases of a sentence, in order; every hit ends in exactly one of them."""
    words = place_words()
    near = _countries(hits)
    out: list[Phrase] = []
    used: set[int] = set()
    border_at = [i for i, t in enumerate(sentence.tokens) if t.text.lower() in words["border"]]
    for index in border_at:
        phrase = _border(sentence, hits, index)
        if phrase is not None:
            out.append(phrase)
            used.update(range(phrase.first, phrase.last))
    for number, hit in enumerate(hits):
        if hit.first in used:
            continue
        following = hits[number + 1] if number + 1 < len(hits) else None
        out.append(_phrase(sentence, hit, following, near))
    for phrase in _unknown_sites(sentence, hits, near):
        if not any(p.first < phrase.last and phrase.first < p.last for p in out):
            out.append(phrase)
    return sorted(out, key=lambda p: p.first)


def _countries(hits: Sequence[Hit]) -> frozenset[str]:
    return frozenset(h.entries[0].code or "" for h in hits if len({e.code for e in h.entries}) == 1) - {""}


def _lower(sentence: Sentence, index: int) -> str:
    return sentence.tokens[index].text.lower() if 0 <= index < len(sentence.tokens) else ""


def _written(sentence: Sentence, first: int, last: int) -> str:
    """The words of the tokens, one space between words, none where there is none."""
    parts: list[str] = []
    end = None
    for token in sentence.tokens[first:last]:
        if end is not None and token.start > end:
            parts.append(" ")
        parts.append(token.text)
        end = token.end
    return "".join(parts)


# --- borders ---------------------------------------------------------------------------------------------------------


def _border(sentence: Sentence, hits: Sequence[Hit], index: int) -> Phrase | None:
    """The border phrase around the word "border" at `index`, or None where no side is named."""
    starts = {hit.first: hit for hit in hits}
    ends = {hit.last: hit for hit in hits}
    first, last = index, index + 1
    left: list[tuple[str, str]] = []
    at = index - 1
    while at >= 0 and _lower(sentence, at) in place_words()["border_adjectives"]:
        at -= 1
    if at >= 0 and _lower(sentence, at) in POSSESSIVE:
        at -= 1
    owner = False
    if (hit := ends.get(at + 1)) is not None:
        first, owner = hit.first, True
        left.append(_side(sentence, hit))
        at = hit.first - 1
        if _lower(sentence, at) in PAIRING and (other := ends.get(at)) is not None:
            first = other.first
            left.insert(0, _side(sentence, other))
    elif at >= 0:
        pair = re.split(HYPHEN, sentence.tokens[at].text)
        sides = [(_country(" ".join(fold(p))), p) for p in pair]
        if all(code for code, _ in sides):
            first = at
            left = [(code or "", p) for code, p in sides]
            if len(pair) == 1 and _lower(sentence, at - 1) in DASHES:
                before = sentence.tokens[at - 2].text if at >= 2 else ""
                code = _country(" ".join(fold(before)))
                if code:
                    first = at - 2
                    left.insert(0, (code, before))
    right: list[tuple[str, str]] = []
    at = index + 1
    if _lower(sentence, at) in {"with", "between", "of"}:
        link = _lower(sentence, at)
        at += 1
        while _lower(sentence, at) in {"the", "neighbouring", "neighboring", "nearby"}:
            at += 1
        if (hit := starts.get(at)) is not None:
            right.append(_side(sentence, hit))
            last = hit.last
            if link == "between" and _lower(sentence, last) == "and":
                at = last + 1
                if _lower(sentence, at) == "the":
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
        name = _written(sentence, first, last)
        if right:
            told = _possessor(sentence, index, hits)
        elif owner and (_lower(sentence, starts_last(sentence, first, hits)) in POSSESSIVE):
            told = codes[0] or None
    return Phrase(first, last, (), "border", name, told=told, codes=codes, basis="border")


def starts_last(sentence: Sentence, first: int, hits: Sequence[Hit]) -> int:
    """The token after the hit that begins at `first`; -1 where none begins there."""
    return next((hit.last for hit in hits if hit.first == first), -1)


def _side(sentence: Sentence, hit: Hit) -> tuple[str, str]:
    entry = hit.entries[0] if hit.entries else None
    return (entry.code or "" if entry else ""), _written(sentence, hit.first, hit.last)


def _country(word: str) -> str | None:
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


# --- everything else -------------------------------------------------------------------------------------------------


def _phrase(sentence: Sentence, hit: Hit, following: Hit | None, near: frozenset[str]) -> Phrase:
    """The phrase of one hit: its container, what follows it and what stands before it."""
    words = place_words()
    entries, told, basis = _contained(sentence, hit, following)
    first, last = hit.first, hit.last
    name: str | None = None
    kind: str | None = None
    own = _written(sentence, hit.first, hit.last)
    lead = hit.entries[0].kind if hit.entries else ""
    after = _lower(sentence, last)
    if lead not in {"country", "area", "base/facility"} or after in words["area"]:
        at = last
        while _lower(sentence, at) in words["facility_modifiers"]:
            at += 1
        noun = _lower(sentence, at)
        if after in words["admin"] and lead not in {"country", "area"} and _joined(sentence, hit, last):
            kind, last = "admin area", last + 1
            name = f"{own} {_singular(sentence.tokens[hit.last].text.lower())}"
        elif noun in words["facility"] and lead not in {"country", "area"} and _joined(sentence, hit, at):
            kind, last = "base/facility", at + 1
            name = _written(sentence, first, last)
        elif after in words["area"] and lead != "base/facility" and _joined(sentence, hit, last):
            kind, last = "area", last + 1
            name = _written(sentence, first, last)
    if kind is None:
        first, kind, name = _before(sentence, hit, own, lead)
    start, part = _compass(sentence, first)
    if part:
        first, kind = start, "area"
        name = _written(sentence, first, last)
    if kind == "city" and name is None and not entries:
        name = own
    near_codes = frozenset({told}) if told else near
    if not entries and not name:
        name = own
    return Phrase(first, last, entries, kind, name, near_codes, told, basis=basis, key=own.lower())


def _singular(noun: str) -> str:
    return noun[:-3] + "y" if noun.endswith("ies") else noun[:-1] if noun.endswith("s") else noun


def _joined(sentence: Sentence, hit: Hit, index: int) -> bool:
    """Whether the noun at `index` and the name are one phrase (adjacent, one hanging on the other or on one head)."""
    tokens = sentence.tokens
    head = top(sentence, hit.first, hit.last)
    if tokens[head].head in {index, tokens[index].head}:
        return True
    return hit.first <= tokens[index].head < hit.last


def _before(sentence: Sentence, hit: Hit, own: str, lead: str) -> tuple[int, str | None, str | None]:
    """ "province of X", "port city of X": the kind, from where, and the name it makes."""
    words = place_words()
    at = hit.first - 1
    if _lower(sentence, at) == "the":
        at -= 1
    if _lower(sentence, at) != "of":
        return hit.first, None, None
    noun = _lower(sentence, at - 1)
    if noun in words["city"]:
        start = at - 1
        while start and sentence.tokens[start - 1].head == at - 1 and sentence.tokens[start - 1].dep == "compound":
            start -= 1
        return start, "city", None
    if noun in words["admin"] and noun not in {"republic", "department", "state"} and lead not in {"country", "area"}:
        return at - 1, "admin area", f"{own} {_singular(noun)}"
    return hit.first, None, None


def _compass(sentence: Sentence, first: int) -> tuple[int, bool]:
    """Where "central and western", "the north of", "north-eastern parts of" before token `first` begins."""
    compass = place_words()["compass"]
    at = first - 1
    if _lower(sentence, at) == "the":
        at -= 1
    if _lower(sentence, at) == "of":
        at -= 1
        noun = _lower(sentence, at)
        if noun in {"part", "parts", "area", "areas", "outskirts", "half"}:
            at -= 1
            if noun == "outskirts" and _lower(sentence, at) not in compass:
                return at + 1, True
            if _lower(sentence, at) not in compass:
                return first, False
        elif noun not in compass:
            return first, False
    elif _lower(sentence, at) not in compass or at != first - 1:
        return first, False
    start = at
    while start > 0:
        before = _lower(sentence, start - 1)
        if before in compass:
            start -= 1
        elif before in (PAIRING | {"or", ","}) and _lower(sentence, start - 2) in compass:
            start -= 2
        else:
            break
    return start, True


def _contained(sentence: Sentence, hit: Hit, following: Hit | None) -> tuple[tuple[Entry, ...], str | None, str]:
    """The entries that lie in the country or division named right after ("Paris, Texas", "Homs in central Syria")."""
    if following is None or not following.entries:
        return hit.entries, None, "gazetteer"
    between = [_lower(sentence, i) for i in range(hit.last, following.first)]
    if between in (["and"], [","], ["or"]) and hit.entries and following.entries[0].kind == "admin area":
        # "Georgia and Florida": divisions are told with divisions of the same country.
        beside = tuple(e for e in hit.entries if e.kind == "admin area" and e.code == following.entries[0].code)
        if beside and hit.entries[0].kind == "country":
            return beside, beside[0].code, "container"
    rest = [w for w in between if w not in place_words()["compass"] and w not in {"the", "and"}]
    if rest not in ([","], ["in"], [",", "in"], ["("]):
        return hit.entries, None, "gazetteer"
    outer = [e for e in following.entries if e.kind in {"country", "admin area"}]
    if not outer or (following.entries[0].kind == "city" and "," not in rest):
        return hit.entries, None, "gazetteer"
    inside = tuple(e for e in hit.entries if e.kind != "country" and any(_within(e, o) for o in outer))
    if inside:
        return inside, inside[0].code, "container"
    if not hit.entries:
        return (), outer[0].code, "container"
    return hit.entries, None, "gazetteer"


def _within(inner: Entry, outer: Entry) -> bool:
    if inner == outer or inner.code != outer.code:
        return False
    return outer.kind == "country" or inner.division == outer.division


def _unknown_sites(sentence: Sentence, hits: Sequence[Hit], near: frozenset[str]) -> list[Phrase]:
    """ "the village of X" and "the X airbase" whose X the gazetteer does not hold."""
    words = place_words()
    tokens = sentence.tokens
    taken = {i for hit in hits for i in range(hit.first, hit.last)}
    out: list[Phrase] = []
    for index, token in enumerate(tokens):
        low = token.text.lower()
        if low == "of" and index and _lower(sentence, index - 1) in words["city"] and index + 1 < len(tokens):
            last = index + 1
            while last < len(tokens) and _namelike(sentence, last) and last not in taken:
                last += 1
            if last > index + 1:
                code = _told(sentence, index - 1, last, hits)
                name = _written(sentence, index + 1, last)
                out.append(Phrase(index - 1, last, (), "city", name, near, code, basis="name"))
        elif low in words["sites"] and index and index not in taken:
            first = index
            while first and _lower(sentence, first - 1) in words["facility_modifiers"]:
                first -= 1
            start = first
            while start and _namelike(sentence, start - 1) and start - 1 not in taken:
                start -= 1
            if start < first and _country(" ".join(fold(tokens[start].text))) is None:
                code = _told(sentence, start, index + 1, hits)
                name = _written(sentence, start, index + 1)
                out.append(Phrase(start, index + 1, (), "base/facility", name, near, code, basis="name"))
    return out


def _namelike(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    if token.text in DASHES:
        return True
    if token.pos != "PROPN" or token.text.lower() in place_words()["facility_modifiers"]:
        return False
    return token.text[0].isupper() or "-" in token.text


def _told(sentence: Sentence, first: int, last: int, hits: Sequence[Hit]) -> str | None:
    """The country said together with a site: an adjective or a possessor before it, "in X" or ", X" after it."""
    for at in range(max(0, first - 3), first):
        code = demonyms().get(" ".join(fold(sentence.tokens[at].text)))
        if code is not None:
            return code
    for hit in hits:
        if hit.entries and hit.entries[0].code and len({e.code for e in hit.entries}) == 1:
            if hit.last <= first <= hit.last + 2 and _lower(sentence, hit.last) in POSSESSIVE:
                return hit.entries[0].code
            if last < hit.first <= last + 4 and _lower(sentence, last) in {"in", ","}:
                return hit.entries[0].code
    return None
