"""Who says that he will not go or be made to, and of whom a demand told before is said to be made: one invented case for each construction."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import claims_of

STAY = ["REJECT will stay actual CHL", "RETREAT stay negated CHL"]
CASES = [
    # staying abroad, told of oneself
    ('"We will stay in Peru as long as Lima wants it," the Chilean foreign minister said.', STAY),
    (
        "The Chilean defence minister said that Chile would stay in Peru until the vote.",
        ["REJECT would stay actual CHL", STAY[1]],
    ),
    (
        "A Chilean official said that Santiago will maintain an advisory role in Peru.",
        ["REJECT will maintain actual CHL", "RETREAT maintain negated CHL"],
    ),
    (
        "Chile's presence in Peru is lawful and will last as long as Peru wants it, Chilean spokesman Luis Beck said.",
        ["REJECT will last actual CHL", "RETREAT last negated CHL"],
    ),
    # at home, of somebody else, of a state of mind, or not: no refusal to leave
    ('"We will stay in Chile," the Chilean foreign minister said.', []),
    ("The Kenyan foreign minister said that Chile will stay in Peru.", []),
    ("Chile will remain committed to its partners, the Chilean foreign minister said.", []),
    ("Chilean democracy shall long endure, the Chilean president said.", []),
    # force that cannot be put on one
    ("Nobody can force Chile to sign, the Chilean foreign minister said.", ["REJECT force actual CHL"]),
    (
        '"They will be unable to force us to leave Peru," the Chilean foreign minister said.',
        ["REJECT force actual CHL", "RETREAT leave negated CHL"],
    ),
    ("Kenya cannot impose its terms on Chile, the Chilean foreign minister said.", ["REJECT impose actual CHL"]),
    ("Chile will not force Peru to sign, the Chilean foreign minister said.", []),
    ("Nobody can force Peru to sign, the Chilean foreign minister said.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_will_not_go_refuses_to(text: str, expected: list[str]) -> None:
    article, claims = claims_of(text)
    found = [
        f"{c.event} {article.text[slice(*c.trigger)]} {c.status} {' '.join(p.id.split('.')[0] for p in c.actors)}"
        for c in claims
        if c.event in ("REJECT", "RETREAT")
    ]
    assert found == expected


def test_what_will_not_be_is_the_content_of_the_refusal() -> None:
    _, claims = claims_of(CASES[0][0])
    refusal, stay = (next(c for c in claims if c.event == event) for event in ("REJECT", "RETREAT"))
    assert (refusal.mode, stay.content_of) == ("yield", refusal.id)
    assert stay.place is not None
    assert stay.place.code == "PER"


DEMAND = "The Chilean president demanded on Monday that foreign troops withdraw from Peru. "
CLARIFIED = [
    (
        "His envoy said that the Chilean president's remarks were aimed at Kenya and Uganda.",
        [("REQUEST", "aimed", ["KEN", "UGA"]), ("RETREAT", "remarks", [])],
    ),
    (
        "His envoy said that the Chilean president's statement involved the Kenyan troops in Peru.",
        [("REQUEST", "involved", ["KEN"]), ("RETREAT", "statement", [])],
    ),
    # of somebody who has demanded nothing, and a statement that is about nobody
    ("The Ghanaian president's remarks were aimed at Kenya and Uganda.", []),
    ("The Chilean president's remarks were aimed at calming the markets.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CLARIFIED)
def test_of_whom_a_demand_is_made_after_all(sentence: str, expected: list[tuple[str, str, list[str]]]) -> None:
    article, claims = claims_of(DEMAND + sentence)
    found = [
        (c.event, article.text[slice(*c.trigger)], [p.id.split(".")[0] for p in c.recipients])
        for c in claims
        if "clarified" in c.reasons
    ]
    assert sorted(found) == sorted(expected)
    assert {c.place.code for c in claims if "clarified" in c.reasons and c.place} <= {"PER"}


TURNED_DOWN = [
    ("The Kenyan foreign minister said that this topic is not on the agenda.", ["CHL.MIL"]),
    ("That is out of the question, the Kenyan foreign minister said.", ["CHL.MIL"]),
    ("Nobody came. The Kenyan foreign minister said that the issue was off the table.", ["CHL.MIL"]),
    # pointing at nothing, and at something of its own
    ("The Kenyan foreign minister said that higher tariffs are off the table.", []),
    ("The Kenyan foreign minister said that a withdrawal by Uganda is off the table.", ["UGA"]),
]


@pytest.mark.parametrize(("sentence", "expected"), TURNED_DOWN)
def test_what_is_off_the_agenda_was_demanded_before(sentence: str, expected: list[str]) -> None:
    text = "The Peruvian president demanded on Monday that Chilean troops withdraw from Bolivia. " + sentence
    _, claims = claims_of(text)
    refusals = {c.id for c in claims if c.event == "REJECT"}
    assert len(refusals) == 1
    found = [p.id for c in claims if c.event == "RETREAT" and c.content_of in refusals for p in c.actors]
    assert found == expected


def test_a_refusal_points_at_no_demand_told_long_ago() -> None:
    text = (
        "The Peruvian president demanded that Chilean troops withdraw from Bolivia. " + "It rained in the hills. " * 8
    )
    _, claims = claims_of(text + "This topic is not on the agenda, the Kenyan foreign minister said.")
    refusal = next(c for c in claims if c.event == "REJECT")
    assert [c for c in claims if c.content_of == refusal.id] == []
