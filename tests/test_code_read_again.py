"""What reports of a dozen kinds were misread in: one invented sentence or two for each cause, read by the whole coder."""

from __future__ import annotations

import pytest

from dragoman.clean import plain
from dragoman.code import code
from dragoman.parse import parse
from dragoman.resolve import resolve

CASES = [
    # three that were named together
    (
        "Chile, Peru and Kenya signed a pact. Norway urged the three states to coordinate patrols.",
        ["AGREE CHL+PER+KEN>", "REQUEST NOR>CHL+PER+KEN", "COOPERATE CHL+PER+KEN>"],
    ),
    (
        "Chile, Peru and Kenya signed a pact. None of the three has threatened to leave.",
        ["AGREE CHL+PER+KEN>", "THREATEN CHL+PER+KEN>"],
    ),
    ("Chile and Peru signed a pact. The three states met in Lima.", ["AGREE CHL+PER>", "CONSULT ?three-states>"]),
    # the two states of the sentence, though more were named before
    (
        "Kenya met Norway in Oslo. Chile's foreign minister visited Lima, and the two governments agreed to resume trade.",
        ["CONSULT KEN+NOR>", "AGREE CHL+PER>", "CONSULT CHL>PER", "COOPERATE CHL+PER>"],
    ),
    # nobody consults with who asks for the report
    ("The Chilean minister spoke to reporters in Geneva.", []),
    ("The Chilean minister spoke to the Harbour Courier about Peru.", []),
    ("The Chilean minister met journalists in Geneva.", []),
    ("The Chilean minister met his Peruvian colleague and spoke to the press.", ["CONSULT CHL+PER>"]),
    # fronts that are named for a cause
    (
        "The Coastal Rally for the Unity of Chile attacked Peru.",
        ["ASSAULT coastal-rally-for-the-unity-of-chile>PER"],
    ),
    # each is both who says it and to whom
    ("Chile and Peru blamed each other for the drought.", ["ACCUSE CHL+PER>CHL+PER"]),
    ("Chile and Peru traded threats over the islet.", ["THREATEN CHL+PER>CHL+PER"]),
    ("Chile and Peru met each other in Oslo.", ["CONSULT CHL+PER>"]),
    # an area in a state has forces of its own, a state agencies that others have, too
    ("Forces from Ethiopia's northern Tigray region attacked the army.", ["ASSAULT tigray>ETH.MIL"]),
    ("Ethiopia's Tigray forces attacked Eritrea.", ["ASSAULT tigray>ERI"]),
    ("Norway imposed sanctions on Eritrea's National Security Agency.", ["SANCTION NOR>ERI.SPY"]),
    # beside whom they fought, and whose troops they were
    (
        "Chile, whose troops fought alongside the Kenyan army, left Peru.",
        ["COOPERATE CHL.MIL+KEN.MIL>", "RETREAT CHL>"],
    ),
    # words that are no such deed
    ("Hezbollah struck a military camp in Israel.", ["ASSAULT hezbollah>ISR"]),
    ("Rwandan troops struck camp.", ["RETREAT RWA.MIL>"]),
    ("Chile summons Peruvian ambassador", ["ACCUSE CHL>PER"]),
    ("Chile has reopened talks with Peru.", ["CONSULT CHL+PER>"]),
    # whose envoy goes home, and from where
    ("Rabat is considering the recall of its ambassador from Madrid.", ["SANCTION MAR>ESP"]),
    ("Turkey's recall of its ambassador to Peru lasted two weeks.", ["SANCTION TUR>PER"]),
    ("Chile ordered the recall of its ambassador from Lima.", ["REQUEST CHL>", "SANCTION CHL>PER"]),
    ("The recall of ambassadors went on.", ["SANCTION >"]),
    # whose the missile was, has killed them
    (
        "While Chilean forces fought the rebels near Lima, a missile hit a market, killing nine Peruvians.",
        ["ASSAULT >PER.CVL", "ASSAULT CHL.MIL>rebels"],
    ),
    # whose pullout is demanded, nobody says: not that of who demands it
    ("Norway has repeatedly demanded their withdrawal.", ["REQUEST NOR>", "RETREAT >"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_was_misread(text: str, expected: list[str]) -> None:
    parsed = parse(plain(text))
    claims = code(parsed, resolve(parsed))
    sides = [["+".join(p.id for p in side) for side in (c.actors, c.recipients)] for c in claims]
    assert sorted(f"{c.event} {a}>{r}" for c, (a, r) in zip(claims, sides, strict=True)) == sorted(expected)


def test_a_capital_that_stands_for_its_government_is_no_place_where_things_are() -> None:
    text = "Chile called on Washington to press Peru. It says rebels store weapons in houses there."
    parsed = parse(plain(text))
    claims = code(parsed, resolve(parsed))
    assert [c.place for c in claims if c.event == "MOBILIZE"] == [None]
    parsed = parse(plain("The envoy arrived in Lima on Monday. Rebels attacked a depot there."))
    (attack,) = [c for c in code(parsed, resolve(parsed)) if c.event == "ASSAULT"]
    assert attack.place is not None and attack.place.name == "Lima"
