"""Speeches and letters, whose writer nobody names; blows that do what a verb of fighting says; a deed after another one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import report

from benchmarks.lexicon import article_of
from dragoman.code import code
from dragoman.code.what.calm import is_calm
from dragoman.model import Sense, Sentence
from dragoman.parse import parse
from dragoman.resolve import resolve


def told(text: str) -> list[str]:
    """Type, trigger and parties of each claim."""
    parsed = parse(article_of(text))
    return [
        f"{c.event} {text[slice(*c.trigger)]} "
        + " > ".join("+".join(p.id for p in s) or "-" for s in (c.actors, c.recipients))
        for c in code(parsed, resolve(parsed))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I believe the government of Togo should leave the islands.",
            ["REQUEST should - > TGO", "RETREAT leave TGO > -"],
        ),
        ("We hold that the raid of the army was unacceptable.", ["ASSAULT raid - > -", "ACCUSE unacceptable - > -"]),
        (
            "We meet as citizens. The treaty must be extended. We owe it to our nation.",
            ["REQUEST must - > -", "AGREE extended - > -"],
        ),
        ("I think that the camera should have a better lens.", []),
        # not so: the paper itself says it, or tells what somebody had to do
        ("The raid of the army was unacceptable.", ["ASSAULT raid ?army > -"]),
        ("We saw that the government of Togo had to leave the islands.", ["RETREAT leave TGO > -"]),
    ],
)
def test_what_somebody_says_in_person_though_nobody_says_who(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what strikes, and what it does, are two claims
        ("Near Bol, two raids destroyed a Chadian depot.", ["ASSAULT raids - > TCD", "ASSAULT destroyed - > TCD"]),
        # whose the blow was may stay unsaid
        ("The operation cut off Boko Haram near Bol.", ["ASSAULT cut off - > boko-haram"]),
        ("They planned an operation to clear the rebels from Bol.", ["ASSAULT clear - > rebels"]),
        # first the one and then the other
        ("The rebels kidnapped and killed three Chadian soldiers.", ["ASSAULT kidnapped rebels > TCD.MIL", "ASSAULT killed rebels > TCD.MIL"]),
    ],
)  # fmt: skip
def test_blows_and_what_they_do(text: str, expected: list[str]) -> None:
    found = told(text)
    assert [e for e in expected if e not in found] == []


def test_two_verbs_for_one_deed_are_one() -> None:
    assert told("The rebels shelled and overran a Chadian post.") == ["ASSAULT shelled rebels > TCD"]


def _sentences(*lines: str) -> list[Sentence]:
    return [replace(s, sense=Sense()) for s in report(*lines).sentences]


def test_an_appeal_that_speaks_of_public_life_is_not_calm() -> None:
    ours = "We/PRON/nsubj/2 want/VERB/root/0 peace/NOUN/obj/2"
    game = "We/PRON/nsubj/2 want/VERB/root/0 goals/NOUN/obj/2"
    assert is_calm(_sentences(game, game, game), [])
    assert not is_calm(_sentences(ours, ours, game), [])


def test_a_report_in_which_every_sentence_tells_something_is_not_calm() -> None:
    pupils, game = "Pupils/NOUN/nsubj/2 march/VERB/root/0", "We/PRON/nsubj/2 want/VERB/root/0 goals/NOUN/obj/2"
    told = [replace(s, sense=Sense(events=((1, "PROTEST", 0.9),))) for s in _sentences(pupils, pupils, pupils)]
    assert not is_calm([*told, *_sentences(game)], [])
    assert is_calm([told[0], *_sentences(game)], [])
