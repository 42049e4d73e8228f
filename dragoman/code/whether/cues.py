"""Words that decide whether an event is told as having happened (`data/certainty.yml`), grouped for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.data.files import load_yaml


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `data/certainty.yml`, grouped for look-up."""

    negation: frozenset[str]
    determiners: frozenset[str]
    subjects: frozenset[str]
    modals: dict[str, str]
    governors: dict[str, str]
    marks: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    through: frozenset[str]
    doing: frozenset[str]
    passives: dict[str, str]
    traces: dict[str, str]
    no_time: frozenset[str]
    nearly: frozenset[str]
    implied: frozenset[str]
    striving: frozenset[str]
    back_nouns: frozenset[str]
    back_verbs: frozenset[str]
    parts: frozenset[str]
    confirming: frozenset[str]
    turning_down: frozenset[str]
    firm: frozenset[str]


@cache
def load_cues() -> Cues:
    """The shipped cue words."""
    raw: dict[str, Any] = load_yaml("certainty.yml")

    def inverse(group: dict[str, list[str]]) -> dict[str, str]:
        return {str(word): status for status, words in group.items() for word in words}

    return Cues(
        negation=frozenset(raw["negation_words"]),
        determiners=frozenset(raw["negative_determiners"]),
        subjects=frozenset(raw["negative_subjects"]),
        modals=inverse(raw["modals"]),
        governors=inverse(raw["governors"]),
        marks=inverse(raw["marks"]),
        nouns=inverse(raw["nouns"]),
        adjectives=inverse(raw["adjectives"]),
        through=frozenset(raw["through"]),
        doing=frozenset(raw["doing"]),
        passives=inverse(raw["passives"]),
        traces=inverse(raw["traces"]),
        no_time=frozenset(raw["no_time"]),
        nearly=frozenset(raw["nearly"]),
        implied=frozenset(raw["implied"]),
        striving=frozenset(raw["striving"]),
        back_nouns=frozenset(raw["looking_back"]["nouns"]),
        back_verbs=frozenset(raw["looking_back"]["verbs"]),
        confirming=frozenset(raw["confirming"]),
        turning_down=frozenset(raw["turning_down"]),
        parts=frozenset(raw["parts"]),
        firm=frozenset(raw["firm"]),
    )
