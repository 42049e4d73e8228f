"""Event nouns that are cut at their hyphen, and everyday senses of words of conflict."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import claims_of


def told(text: str) -> list[str]:
    """Type, mode and parties of each claim that the lexicon finds."""
    found = []
    for c in claims_of(text)[1]:
        sides = " > ".join("+".join(p.id for p in side) or "-" for side in (c.actors, c.recipients))
        found.append(f"{c.event}.{c.mode or ''} {sides}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey's build-up on the Syrian border went on.", ["MOBILIZE.troops TUR > -"]),
        ("The pull-out of French troops from Niger began.", ["RETREAT.withdraw FRA.MIL > -"]),
        ("The call-up of Russian reservists went on.", ["MOBILIZE.troops RUS.MIL > -"]),
        ("Iran carried out a counter-strike on Israel.", ["ASSAULT. IRN > ISR"]),
        ("Togo co-operated with Benin.", ["COOPERATE. TGO+BEN > -"]),
        # typed with spaces
        ("Peru's co - operation with Chile grew.", ["COOPERATE. PER+CHL > -"]),
        ("The pull - out of French troops from Niger began.", ["RETREAT.withdraw FRA.MIL > -"]),
        ("Libya launched a counter - attack against Chad.", ["ASSAULT. LBY > TCD"]),
        ("Mali declared a cease - fire on Monday.", ["RETREAT.ceasefire MLI > -"]),
    ],
)
def test_a_hyphen_parts_no_event(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Danish teacher ran as a liberal in Sweden.",
        "The Danish crown rose against the dollar.",
        "Danish shares closed down four percent.",
        "The Danish plane flies to Sweden twice a day.",
        "The Dane has held the position since May.",
        "The Danish mayor sought reelection.",
        "The Danish minister was charged with overseeing the vote.",
        "The men associated with the Danish club sat in Sweden.",
        "The Danish minister hails from a Swedish town.",
    ],
)
def test_everyday_senses_are_no_claims(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Finnish soldiers left for a deployment in Lebanon.", ["MOBILIZE.troops FIN.MIL > -"]),
        ("Iraq's use of chemical weapons was noted.", ["ASSAULT.unconventional IRQ > -"]),
        ("Jordan was steadfast in its support of Palestine.", ["SUPPORT. JOR > PSE"]),
        ("The exit of French troops from Mali was noted.", ["RETREAT.withdraw FRA.MIL > -"]),
    ],
)
def test_what_stands_beside_a_word_says_what_it_is(text: str, expected: list[str]) -> None:
    assert told(text) == expected
