"""What sixteen agency reports not met before were misread in: one invented sentence or two for each cause, read by the whole coder."""

from __future__ import annotations

import pytest
from builders import types_and_parties

from dragoman.clean import plain
from dragoman.code import code
from dragoman.parse import parse
from dragoman.resolve import resolve

CASES = [
    # the two told of together, whoever speaks, a ruler's own people
    (
        "Peru and Chile agreed to a truce on Saturday, but each accused the other of breaking the truce.",
        ["AGREE PER+CHL>", "RETREAT-ceasefire CHL+PER>", "ACCUSE-allege CHL+PER>CHL+PER", "ASSAULT CHL+PER>"],
    ),
    ("Peru and Chile clashed. Each side blamed the other.", ["ASSAULT PER+CHL>", "ACCUSE-allege PER+CHL>PER+CHL"]),
    ("The foreign minister of Peru said that there were no talks with Chile.", ["CONSULT PER+CHL>"]),
    (
        "Chile's president called on Chileans to stay at home. Chileans obeyed.",
        ["REQUEST-change CHL>CHL.CVL", "CONCEDE CHL>"],
    ),
    ("The president of Chad has bombed Chadians.", ["ASSAULT-aerial TCD>TCD.CVL"]),
    (
        "Foreign ministries including those of Norway, Chile and Peru have urged their citizens to leave Mali.",
        ["REQUEST-yield NOR+CHL+PER>NOR.CVL+CHL.CVL+PER.CVL", "RETREAT-withdraw NOR.CVL+CHL.CVL+PER.CVL>"],
    ),
    (
        "Togo accused Chad of arming rebels and has severed diplomatic relations over it.",
        ["ACCUSE-allege TGO>TCD", "AID TCD>rebels", "SANCTION-discontinue TGO>TCD"],
    ),
    # things and weapons
    ("Chile fired American missiles at Peru.", ["ASSAULT-heavy-weapons CHL>PER"]),
    ("Chile fired Norwegian-supplied Quillfire missiles at a Peruvian base.", ["ASSAULT-heavy-weapons CHL>PER"]),
    (
        "Chile's health minister said that a Peruvian rocket had struck a school, and accused Peru of a crime.",
        ["ASSAULT PER>", "ACCUSE-allege CHL>PER"],
    ),
    (
        "Chile struck Lima. Peru's health ministry said the strikes killed two nuns and wounded five others.",
        ["ASSAULT CHL>PER", "ASSAULT >?two-nuns", "ASSAULT CHL>?two-nuns", "ASSAULT CHL>?two-nuns"],
    ),
    # who is made to do what, and who has done it
    (
        "Norway pressed the Peruvian army into handing back the town of Tacna.",
        ["REQUEST-yield NOR>PER.MIL", "RETREAT-withdraw PER.MIL>"],
    ),
    (
        "Norway charged two Peruvian officers with shelling Tacna.",
        ["ACCUSE-investigate NOR>PER.MIL", "ASSAULT-heavy-weapons PER.MIL>PER.CVL"],
    ),
    ("Chile arrested a Peruvian over the raid on Arica.", ["COERCE-arrest CHL>PER", "ASSAULT PER>CHL"]),
    ("Chile and Peru shelled each other.", ["ASSAULT-heavy-weapons CHL+PER>"]),
    ("Norway ordered warships to the Red Sea.", ["MOBILIZE-troops NOR>"]),
    (
        "Chile agreed to a truce brokered by Norway.",
        ["AGREE CHL>", "RETREAT-ceasefire >", "CONSULT-third-party CHL+NOR>"],
    ),
    (
        "Rwanda fights the FDLR, a Hutu militia that is sheltered by the Congolese army.",
        ["ASSAULT RWA>fdlr", "AID COD.MIL>fdlr"],
    ),
    # no event
    ("Chile called the raids an act of sabotage.", ["ACCUSE CHL>", "ASSAULT >"]),
    ("Chile is defending itself against Peru.", []),
    ("Chile promised to stay, encouraged by calls from Peru.", ["AGREE CHL>", "REQUEST PER>CHL"]),
    ("Norway spoke to the director general of military operations of Chile.", ["CONSULT NOR+CHL>"]),
    ("Six nuns had been sheltering in a school.", []),
    ("Chile would let nobody return.", []),
    ("Residents of Lima shared a video of Chilean tanks.", []),
    # two senses
    ("The International Committee of the Red Cross suspended its operations in Gaza.", ["RETREAT icrc>"]),
    ("Chile carried out another raid off the coast of Peru.", ["ASSAULT CHL>"]),
    ("Boko Haram sent a Greek ship to the bottom of the sea.", ["ASSAULT-destroy boko-haram>GRC"]),
    (
        "The Chilean army said it had targeted a camp and regretted any harm to civilians.",
        ["ASSAULT CHL.MIL>", "CONCEDE CHL.MIL>CHL.CVL"],
    ),
    (
        "Peru condemned what it called the persecution of Kosovo Serbs.",
        ["ACCUSE-disapprove PER>", "COERCE-restrict >kosovo-serbs"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_was_misread(text: str, expected: list[str]) -> None:
    assert sorted(types_and_parties(text)) == sorted(expected)


def _actors(text: str) -> dict[str, list[str]]:
    parsed = parse(plain(text))
    return {m.text: [p.id for p in m.parties] for m in resolve(parsed) if m.kind == "actor"}


def test_the_paramilitaries_are_those_of_the_report() -> None:
    text = "Sudan's Rapid Support Forces besieged El Fasher. Residents said the paramilitaries had shelled a camp."
    assert _actors(text)["the paramilitaries"] == ["rsf"]


def test_the_federal_government_is_not_the_one_told_of_before() -> None:
    text = "ADDIS ABABA - Ethiopia's parliament met. The Eritrean government protested. Ethiopia said the federal government would pay."
    assert _actors(text)["the federal government"] == ["ETH"]


def test_the_treasury_is_its_state() -> None:
    assert _actors("The U.S. Treasury's sanctions on Lukoil took effect.")["U.S. Treasury"] == ["USA"]


def test_whose_people_are_hurt_across_a_border() -> None:
    text = "Israel counts its dead. Hamas-led militants stormed across the border, killing 40 people, before Gaza was shelled."
    assert "PSE.CVL" not in _actors(text).get("40 people", [])


def test_a_missile_is_called_so_and_is_nobody() -> None:
    assert "quillfire" not in [id for ids in _actors("Chile bought Quillfire missiles.").values() for id in ids]


def _claims(text: str) -> list[tuple[str, str, str | None]]:
    parsed = parse(plain(text))
    return [(c.event, c.status, c.place.name if c.place else None) for c in code(parsed, resolve(parsed))]


def test_who_denies_says_nothing_behind_although() -> None:
    text = "Chad denies supplying weapons to the rebels, although UN experts have accused it of lying."
    parsed = parse(plain(text))
    voices = [[(v.name, v.stance) for v in c.attribution] for c in code(parsed, resolve(parsed)) if c.event == "ACCUSE"]
    assert voices and all(name != "Chad" for chain in voices for name, _ in chain)


def test_a_mediated_truce_is_mediated_already() -> None:
    assert ("CONSULT", "actual", None) in _claims("Peru agreed to a truce brokered by Norway.")


def test_should_troops_invade_is_a_condition() -> None:
    told = _claims("The decree gives the premier powers should Peruvian troops invade Chile.")
    assert [status for event, status, _ in told if event == "ASSAULT"] == ["hypothetical"]


def test_a_town_called_by_its_name_behind_the_noun() -> None:
    told = _claims("The government of Yemen, which the rebels drove out of the capital, Sanaa, in 2014, protested.")
    assert ("ASSAULT", "actual", "Sanaa") in told


def test_a_town_told_of_what_came_before_is_not_where_it_was() -> None:
    text = "Pakistan fired missiles at Indian bases on Saturday, hours after India hit two near the garrison city of Rawalpindi."
    parsed = parse(plain(text))
    fired = next(c for c in code(parsed, resolve(parsed)) if parsed.article.text[slice(*c.trigger)] == "fired")
    assert fired.place is None or fired.place.name != "Rawalpindi"
