"""Phrases around place names: borders, parts of countries, provinces, towns, bases, and "Paris, Texas".

Input are the gazetteer hits of one sentence; output are phrases with the kind they tell, and what narrows the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.data.gazetteer import DASHES, POSSESSIVE, Entry, capital_of, demonyms, fold, place_words
from dragoman.model import Sentence
from dragoman.resolve.places.borders import PAIRING, border, country
from dragoman.resolve.places.hits import Hit, Phrase, lower, one_country, top, written


def phrases_of(sentence: Sentence, hits: Sequence[Hit]) -> list[Phrase]:
    """The place phrases of a sentence, in order; every hit ends in exactly one of them."""
    words = place_words()
    near = _countries(sentence, hits)
    out: list[Phrase] = []
    used: set[int] = set()
    # Most sentences have none of these words; asking once is cheaper than looking at each word with each rule.
    low = [t.text.lower() for t in sentence.tokens]
    told = words["told_sites"].intersection(low)
    border_at = [i for i, word in enumerate(low) if word in words["border"]] if told else []
    for index in border_at:
        phrase = border(sentence, hits, index)
        if phrase is not None:
            out.append(phrase)
            used.update(range(phrase.first, phrase.last))
    for number, hit in enumerate(hits):
        if hit.first in used:
            continue
        following = hits[number + 1] if number + 1 < len(hits) else None
        phrase = _phrase(sentence, _container(hit, out), following, near)
        out.append(phrase)
    for phrase in _unknown_sites(sentence, hits, near) if told else ():
        if not any(p.first < phrase.last and phrase.first < p.last for p in out):
            out.append(phrase)
    return _held(sentence, sorted(out, key=lambda p: p.first))


def _held(sentence: Sentence, phrases: list[Phrase]) -> list[Phrase]:
    """The phrases with the country of what is said to hold them: "Tamar Barracks in Quito", "Hotel Luna, Sucre, Bolivia".

    Only names that the gazetteer lacks, and sites called by somebody's name, need it; it is read from the right, so that
    a row of them takes the country at its end.
    """
    for at in range(len(phrases) - 2, -1, -1):
        inner, outer = phrases[at], phrases[at + 1]
        site = inner.kind == "base/facility"
        if inner.told or (inner.entries and not site) or outer.first < inner.last:
            continue
        between = [lower(sentence, i) for i in range(inner.last, outer.first)]
        if between not in (["in"], ["in", "the"]) and not (site and between == [","]):
            continue
        codes = {e.code for e in outer.entries} if outer.entries else {outer.told}
        code = outer.told or (codes.pop() if len(codes) == 1 else None)
        if code is not None and all(e.code != code for e in inner.entries):
            phrases[at] = replace(inner, entries=(), told=code, name=inner.name or inner.key)
    return phrases


def _container(hit: Hit, before: Sequence[Phrase]) -> Hit:
    """A name that holds the one before it ("Albany, New York") is a division or a country and no town."""
    inner = before[-1] if before else None
    if (
        inner is None
        or inner.basis != "container"
        or not inner.entries
        or not inner.last <= hit.first <= inner.last + 3
    ):
        return hit
    holding = (e for e in hit.entries if e.kind in {"country", "admin area"})
    outer = tuple(e for e in holding if any(_within(i, e) for i in inner.entries))
    return Hit(hit.first, hit.last, outer, hit.label) if outer else hit


def _countries(sentence: Sentence, hits: Sequence[Hit]) -> frozenset[str]:
    return frozenset(one_country(sentence, hit) or "" for hit in hits) - {""}


# --- everything else -------------------------------------------------------------------------------------------------


def _phrase(sentence: Sentence, hit: Hit, following: Hit | None, near: frozenset[str]) -> Phrase:
    """The phrase of one hit: its container, what follows it and what stands before it."""
    words = place_words()
    entries, told, basis = _contained(sentence, hit, following)
    first, last = hit.first, hit.last
    name: str | None = None
    kind: str | None = None
    own = written(sentence, hit.first, hit.last)
    lead = hit.entries[0].kind if hit.entries else ""
    after = lower(sentence, last)
    if lead not in {"country", "area", "base/facility"} or after in words["area"]:
        at = last
        while lower(sentence, at) in words["facility_modifiers"]:
            at += 1
        noun = lower(sentence, at)
        if after in words["admin"] and lead not in {"country", "area"} and _joined(sentence, hit, last):
            kind, last = "admin area", last + 1
            if after in words["apart"]:
                # Boone County does not lie where a town Boone lies.
                entries = tuple(e for e in entries if e.kind == "admin area")
            name = f"{own} {_singular(sentence.tokens[hit.last].text.lower())}"
        elif noun in words["facility"] and lead not in {"country", "area"} and _joined(sentence, hit, at):
            kind, last = "base/facility", at + 1
            name = written(sentence, first, last)
        elif after in words["area"] and lead != "base/facility" and _joined(sentence, hit, last):
            kind, last = "area", last + 1
            name = written(sentence, first, last)
    if kind is None:
        first, kind, name = _before(sentence, hit, own, lead)
        if kind == "city" and lead == "country":
            first, kind, entries = _town_of(sentence, first, hit, entries)
    start, part = _compass(sentence, first)
    if part:
        first, kind = start, "area"
        name = written(sentence, first, last)
    if kind == "city" and name is None and not entries:
        name = own
    near_codes = frozenset({told}) if told else near
    if not entries and not name:
        name = own
    if not entries and kind is None:
        kind = _told_kind(sentence, hit)
    return Phrase(first, last, entries, kind, name, near_codes, told, basis=basis, key=own.lower())


def _told_kind(sentence: Sentence, hit: Hit) -> str | None:
    """What the last word of an unknown name says it is: a county, an airport."""
    last = lower(sentence, hit.last - 1)
    words = place_words()
    if hit.last - hit.first > 1 and last in words["admin"] - {"region", "state", "republic", "territory"}:
        return "admin area"
    return "base/facility" if hit.last - hit.first > 1 and last in words["sites"] else None


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
    if lower(sentence, at) == "the":
        at -= 1
    if lower(sentence, at) != "of":
        return hit.first, None, None
    noun = lower(sentence, at - 1)
    if noun in words["city"]:
        start = at - 1
        while start and sentence.tokens[start - 1].head == at - 1 and sentence.tokens[start - 1].dep == "compound":
            start -= 1
        return start, "city", None
    if noun in words["admin"] and noun not in {"republic", "department", "state"} and lead not in {"country", "area"}:
        return at - 1, "admin area", f"{own} {_singular(noun)}"
    return hit.first, None, None


def _town_of(
    sentence: Sentence, first: int, hit: Hit, entries: tuple[Entry, ...]
) -> tuple[int, str | None, tuple[Entry, ...]]:
    """ "The capital of Mali" is Bamako; "a port of Mali" is somewhere in Mali, and no town of that name elsewhere."""
    code = entries[0].code if entries else None
    seat = capital_of(code) if code else None
    if seat is not None and "capital" in (lower(sentence, n) for n in range(first, hit.first)):
        return first, "city", (seat,)
    if any(e.kind == "city" and e.code == code for e in entries):
        return first, "city", entries
    return hit.first, None, entries


def _compass(sentence: Sentence, first: int) -> tuple[int, bool]:
    """Where "central and western", "the north of", "north-eastern parts of" before token `first` begins."""
    compass = place_words()["compass"]
    at = first - 1
    if lower(sentence, at) == "the":
        at -= 1
    if lower(sentence, at) == "of":
        at -= 1
        noun = lower(sentence, at)
        if noun in {"part", "parts", "area", "areas", "outskirts", "half"}:
            at -= 1
            if noun == "outskirts" and lower(sentence, at) not in compass:
                return at + 1, True
            if lower(sentence, at) not in compass:
                return first, False
        elif noun not in compass:
            return first, False
    elif lower(sentence, at) not in compass or at != first - 1:
        return first, False
    start = at
    while start > 0:
        before = lower(sentence, start - 1)
        if before in compass:
            start -= 1
        elif before in (PAIRING | {"or", ","}) and lower(sentence, start - 2) in compass:
            start -= 2
        else:
            break
    return start, True


def told_precision(sentence: Sentence, phrase: Phrase) -> str:
    """How close the words say it was: "near" the place, a "part" of it, or empty for the place itself.

    "outside Tunis", "20 km west of Tunis", "on the outskirts of Tunis" are near it; "western Tunisia" is a part.
    """
    words = place_words()
    opening = lower(sentence, phrase.first)
    before = lower(sentence, phrase.first - 1)
    if opening in words["fringe"] or lower(sentence, phrase.last - 1) in words["fringe"]:
        return "near"
    if opening in words["compass"]:
        # "the west of Mali" lies in Mali, "west of Gao" does not lie in Gao.
        of = lower(sentence, phrase.first + 1) == "of"
        return "near" if of and before != "the" else "part"
    at = phrase.first - (2 if before == "the" else 1)
    if lower(sentence, at) in words["near"]:
        return "near"
    return "near" if lower(sentence, at) in ("to", "from") and lower(sentence, at - 1) in words["away"] else ""


def _contained(sentence: Sentence, hit: Hit, following: Hit | None) -> tuple[tuple[Entry, ...], str | None, str]:
    """The entries that lie in the country or division named right after ("Paris, Texas", "Homs in central Syria")."""
    if following is None or not following.entries:
        return hit.entries, None, "gazetteer"
    between = [lower(sentence, i) for i in range(hit.last, following.first)]
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
        if low == "of" and index and lower(sentence, index - 1) in words["city"] and index + 1 < len(tokens):
            last = index + 1
            while last < len(tokens) and _namelike(sentence, last) and last not in taken:
                last += 1
            if last > index + 1:
                code = _told(sentence, index - 1, last, hits)
                name = written(sentence, index + 1, last)
                out.append(Phrase(index - 1, last, (), "city", name, near, code, basis="name"))
        elif low in words["sites"] and index and index not in taken:
            first = index
            while first and lower(sentence, first - 1) in words["facility_modifiers"]:
                first -= 1
            start = first
            while start and _namelike(sentence, start - 1) and start - 1 not in taken:
                start -= 1
            if start < first and country(" ".join(fold(tokens[start].text))) is None:
                code = _told(sentence, start, index + 1, hits)
                name = written(sentence, start, index + 1)
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
            if hit.last <= first <= hit.last + 2 and lower(sentence, hit.last) in POSSESSIVE:
                return hit.entries[0].code
            if last < hit.first <= last + 4 and lower(sentence, last) in {"in", ","}:
                return hit.entries[0].code
    return None
