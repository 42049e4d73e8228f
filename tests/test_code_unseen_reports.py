"""What twenty-two reports of kinds not met before were misread in: one invented sentence or two for each cause, read by the whole coder."""

from __future__ import annotations

import pytest
from builders import types_and_parties

from dragoman.clean import plain
from dragoman.code import code
from dragoman.parse import parse
from dragoman.resolve import resolve

CASES = [
    # who helps, who is a neighbour, to whom something is sold
    (
        "Peru said that most of the drones were shot down with the help of Chile and Kenya.",
        ["ASSAULT-heavy-weapons >PER.MIL", "AID CHL+KEN>"],
    ),
    ("The rebels seized the port with the aid of Chad.", ["ASSAULT rebels>", "AID TCD>rebels"]),
    (
        "Gunmen killed 20 Kenyan soldiers in an ambush near the border with Chad and Sudan.",
        ["ASSAULT gunmen>KEN.MIL", "ASSAULT gunmen>KEN.MIL"],
    ),
    ("Norway has sold Chile radars and lorries.", ["COOPERATE NOR>CHL"]),
    ("Norway offered Chile medical help.", ["AGREE NOR>CHL", "AID NOR>CHL"]),
    ("Peruvian officials mourned the killing of Hezbollah leader Hassan Nasrallah.", ["ASSAULT >hezbollah"]),
    # whose war, whose ship, whose coalition
    ("Chile's foreign minister discussed the war with his Peruvian counterpart.", ["CONSULT CHL+PER>"]),
    ("Two drones were shot down by the USS Quill.", ["ASSAULT-heavy-weapons USA.MIL>"]),
    (
        "In Iraq, the premier called for the departure of the international coalition.",
        ["REQUEST-yield IRQ>us-led-coalition", "RETREAT-withdraw us-led-coalition>"],
    ),
    ("Norway put the Peruvian mine under sanctions in June.", ["SANCTION NOR>PER"]),
    # threats that name the threatened
    ("Peru will pay a heavy price, Chile's premier said.", ["THREATEN CHL>PER"]),
    ("Norway would pay for the bridge in Peru.", []),
    ("Chile will not sit idly by if Peru attacks, its minister said.", ["THREATEN CHL>", "ASSAULT PER>"]),
    # words that do nothing to anybody
    ("The Chilean army declined to say whether it will take part.", []),
    ("Chile would not hesitate to defend itself.", []),
    ("Ana Quill's jet fell out of the sky near Lima.", []),
    ("Jonas Vik, an opponent of the Chilean president, left.", []),
    # a government sends troops home; men under arms plunder; water is no gun
    ("Chile expelled Peruvian troops.", ["SANCTION-expel CHL>PER.MIL"]),
    ("Boko Haram fighters looted the hospital in Kano.", ["COERCE-seize boko-haram>"]),
    ("Crowds looted shops in Lima.", ["PROTEST-riot PER.CVL>PER"]),
    ("Boko Haram detonated an explosive device.", ["ASSAULT-explosives boko-haram>"]),
    ("Kenya threatened to use force to restore the king of Chad.", ["THREATEN KEN>TCD", "ASSAULT-crowd-control KEN>"]),
    # what words go with
    ("Chinese ships fired water cannon at Peruvian boats.", ["ASSAULT-crowd-control CHN>PER"]),
    ("Chile plans to hold joint patrols with Peru.", ["COOPERATE CHL+PER>"]),
    ('Chile warned of "crushing" attacks against Peru.', ["THREATEN-violence CHL>PER", "ASSAULT CHL>PER"]),
    ("Norway armed Chile, prompting Peru to expel two Norwegian diplomats.", ["AID NOR>CHL", "SANCTION-expel PER>NOR"]),
    (
        "Six people were killed in attacks in Lima attributed to the gangs.",
        ["ASSAULT gangs>PER.CVL", "ASSAULT gangs>PER"],
    ),
    (
        "Boko Haram claimed four attacks on Chadian posts, including a drone strike on a base.",
        ["ASSAULT boko-haram>TCD", "ASSAULT-drone boko-haram>"],
    ),
    ("Firms suspended transits of the canal after the attack.", ["ASSAULT >"]),
    ("The Treasury targeted financiers of Boko Haram.", ["SANCTION NGA>boko-haram"]),
    ("Norway joined Chile's genocide case against Peru.", ["ACCUSE-investigate CHL>"]),
    (
        "Chile says settlers attacked two of its convoys and demands that Peru punish them.",
        ["ASSAULT settlers>CHL", "REQUEST-change CHL>PER", "SANCTION PER>CHL"],
    ),
    (
        "Chile supported Peru's decision, while Kenya called on all parties to leave.",
        ["SUPPORT CHL>PER", "REQUEST-yield KEN>?all-parties", "RETREAT-withdraw ?all-parties>"],
    ),
    ("Chile withdrew most favoured nation status from Peru.", ["SANCTION-discontinue CHL>PER"]),
    ("The World Food Programme warned that Chad is heading for famine.", []),
    (
        "Chile demanded that Peru stop firing, warning that it would strike.",
        ["REQUEST-yield CHL>PER", "RETREAT-ceasefire PER>", "THREATEN CHL>PER"],
    ),
    ("Chile denies sending troops to Peru.", ["MOBILIZE-troops CHL>"]),
    ("Chile evacuated its diplomats from Peru.", ["SANCTION-withdraw CHL>"]),
    ("Armenia agreed to hand over four villages.", ["AGREE ARM>", "RETREAT-withdraw ARM>"]),
    ("Boko Haram seized a ship and took its crew hostage.", ["COERCE-seize boko-haram>", "ASSAULT-abduct boko-haram>"]),
    (
        "In Chad, Boko Haram commander Abubakar Shekau gave an interview. The militant leader accused Cameroon of lying.",
        ["ACCUSE-allege boko-haram>CMR"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_was_misread(text: str, expected: list[str]) -> None:
    assert sorted(types_and_parties(text)) == sorted(expected)


GAZA = "Gaza live. In Gaza and in Rafah, shops were shut. Israel strikes went on. In Rafah, nobody slept."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who is hit from afar is no Israeli; who is hit in a report of Syria alone is a Syrian
        (f"{GAZA} At least ten people were killed when an air strike hit a house.", "PSE.CVL"),
        (f"{GAZA} An Israeli strike killed a woman.", "PSE.CVL"),
        ("Syrian air strikes killed ten villagers in Aleppo.", "SYR.CVL"),
    ],
)
def test_whose_people_are_hit(text: str, expected: str) -> None:
    assert [t for t in types_and_parties(text) if t.endswith(f">{expected}")]


def test_a_junta_has_the_army_and_the_spokesman_of_the_report() -> None:
    text = "Myanmar's junta loses a town. Beijing and China's envoy met China's friends. A junta spokesman said the army had shelled the town."
    assert any(told.startswith("ASSAULT-heavy-weapons MMR.MIL>") for told in types_and_parties(text))


def test_the_one_leader_of_an_armed_group_is_the_militant_leader() -> None:
    text = "In Chad, Boko Haram commander Abubakar Shekau gave an interview. The militant leader accused Cameroon of lying."
    assert types_and_parties(text) == ["ACCUSE-allege boko-haram>CMR"]


def test_a_place_that_somebody_turns_to_or_acts_in_beside_is_not_where_it_was() -> None:
    for text, event in (
        ("Rebels seized the town and turned to Moscow for help.", "ASSAULT"),
        ("Jordan shot down missiles, and Iraq closed its airport in Basra.", "ASSAULT"),
    ):
        parsed = parse(plain(text))
        claims = [c for c in code(parsed, resolve(parsed)) if c.event == event]
        assert claims and all(c.place is None or c.place.name not in ("Moscow", "Basra", "Iraq") for c in claims)
