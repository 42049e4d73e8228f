"""Places told by a known one beside them: "Torrelles, west of Barcelona" is no town of that name elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.data.gazetteer import Entry, place_words
from dragoman.model import Sentence
from dragoman.resolve.places.choice import within
from dragoman.resolve.places.hits import Phrase, lower

# So far may "near" and "south of" lie; where the distance is told, half as much again and what a town measures.
NEAR_KM, TOWN_KM = 250.0, 50.0
BETWEEN = 9  # words between a place and the known one that tells where it lies
# Namesakes of the known place that are looked at.
MOST = 25
UNITS = {
    "km": 1.0,
    "kms": 1.0,
    "kilometres": 1.0,
    "kilometers": 1.0,
    "kilometre": 1.0,
    "kilometer": 1.0,
    "miles": 1.6,
    "mile": 1.6,
}
FILLERS = frozenset(
    {",", "(", "about", "some", "just", "around", "roughly", "nearly", "a", "the", "village", "town", "city", "suburb",
     "located", "which", "is", "lies", "to", "not", "far"}
)  # fmt: skip


def by_neighbours(sentences: Sequence[Sentence], groups: Sequence[Sequence[Phrase]]) -> list[list[Phrase]]:
    """The phrases with fewer places to choose from where the text says what one lies near, for the whole report.

    None of them left, the place is one that the gazetteer lacks: it keeps its name, and the country of its neighbour.
    """
    settled: dict[str, Phrase] = {}
    seen: set[tuple[str, str]] = set()
    for sentence, group in zip(sentences, groups, strict=True):
        for one, other in pairwise(group):
            if one.key in settled or (one.key, other.key) in seen or (reach := _reach(sentence, one, other)) is None:
                continue
            seen.add((one.key, other.key))
            if (left := _narrowed(one, other, reach)) is not None:
                settled[one.key] = left
    if not settled:
        return [list(group) for group in groups]
    return [[_as_settled(phrase, settled) for phrase in group] for group in groups]


def _as_settled(phrase: Phrase, settled: Mapping[str, Phrase]) -> Phrase:
    known = settled.get(phrase.key)
    if known is None or phrase.basis == "container":
        return phrase
    return replace(
        phrase, entries=known.entries, told=known.told, kind=phrase.kind or known.kind, name=phrase.name or known.name
    )


def _reach(sentence: Sentence, one: Phrase, other: Phrase) -> float | None:
    """How far apart two neighbouring phrases may lie by the words between them; None where they do not tell."""
    bare = other.last - len(other.key.split())  # "south of Cairns" is one phrase, for Cairns alone
    if other.first < one.last or not 0 < bare - one.last <= BETWEEN:
        return None
    words = [lower(sentence, i) for i in range(one.last, bare)]
    if words[-1] == "of" and len(words) > 1:
        words.pop()
        if words[-1] not in place_words()["compass"]:
            return None
    elif words[-1] not in ("near", "outside"):
        return None
    km: float | None = None
    for index, word in enumerate(words[:-1]):
        if word in UNITS and index and words[index - 1].isdigit():
            km = 1.5 * UNITS[word] * int(words[index - 1]) + TOWN_KM
        elif word not in FILLERS and not word.isdigit():
            return None
    return km if km is not None else NEAR_KM


def _narrowed(one: Phrase, other: Phrase, km: float) -> Phrase | None:
    """The first phrase with those of its places that lie near one of the second's; None where that decides nothing."""
    anchors = [e for e in other.entries if e.kind in ("city", "base/facility") and e.lat is not None]
    towns = [e for e in one.entries if e.kind == "city"]
    if not anchors or len(anchors) != len(other.entries) or not towns or len(towns) != len(one.entries):
        return None
    left = tuple(e for e in towns if any(within(e, a, km) for a in anchors[:MOST]))
    if left:
        return replace(one, entries=left) if len(left) < len(towns) else None
    code = _country(anchors)
    return replace(one, entries=(), told=code, kind=one.kind or "city") if code else None


def _country(anchors: Sequence[Entry]) -> str | None:
    """The country of a name that is one place's, or mostly one's: ten times as large as all its namesakes elsewhere."""
    first = max(anchors, key=lambda e: e.population)
    rest = [e for e in anchors if e.code != first.code]
    return first.code if all(e.population * 10 < first.population for e in rest) else None
