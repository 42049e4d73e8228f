"""What a speaker calls somebody, what no words of the lexicon may tell, and whom only a disaster hurt."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import article_of
from dragoman.code import code
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.what.mishaps import without_mishaps
from dragoman.code.words import words
from dragoman.model import Claim
from dragoman.parse import parse
from dragoman.resolve import resolve


def told(text: str) -> list[str]:
    """Type, trigger and parties of each claim."""
    parsed = parse(article_of(text))
    return [_short(c, text) for c in code(parsed, resolve(parsed), by="lexicon")]


def _short(claim: Claim, text: str) -> str:
    sides = ("+".join(p.id for p in side) or "-" for side in (claim.actors, claim.recipients))
    return f"{claim.event} {text[slice(*claim.trigger)]} {' > '.join(sides)}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paraguay is a reckless neighbour, Bolivia's foreign minister said.", []),
        ("Paraguay's decree is illegal, Bolivia's foreign minister said.", ["ACCUSE illegal BOL > PRY"]),
        ("The Laotian government said that Thailand was a bully.", ["ACCUSE bully LAO > THA"]),
        # not so: what it says of itself, what it denies, what it may be, what the paper says itself
        ("The Laotian government said that Laos was a failure.", []),
        ("The Laotian government said that Thailand was not a bully.", []),
        ("The Laotian government said that Thailand may be a bully.", []),
        ("Thailand is a bully.", []),
        # nobody is judged
        ("The Laotian government said that the weather was terrible and illegal.", []),
    ],
)
def test_a_verdict_is_an_accusation_by_who_gives_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Togolese minister said that the withdrawal of its troops was not even on the agenda.",
            ["REJECT agenda TGO > - actual"],
        ),
        (
            "A ceasefire is not an option, the Laotian government said.",
            ["REJECT option LAO > - actual"],
        ),
        ("Paraguay said the river border was non-negotiable.", ["REJECT non-negotiable PRY > - actual"]),
        # not so: what may be, what is not refused, what nobody known says
        ("The Laotian government said that a truce may be off the table.", []),
        ("The Laotian government said that a truce was not off the table.", []),
        ("A merger is out of the question.", []),
    ],
)
def test_what_is_out_of_the_question_is_refused_by_who_says_so(text: str, expected: list[str]) -> None:
    parsed = parse(article_of(text))
    claims = code(parsed, resolve(parsed), by="lexicon")
    assert [f"{_short(c, text)} {c.status}" for c in claims if c.event == "REJECT"] == expected
    refusals = {c.id for c in claims if c.event == "REJECT"}
    assert all(c.status == "negated" for c in claims if c.content_of in refusals)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tonga's premier described the Fijian ballot as rigged.", ["ACCUSE described TON > FJI"]),
        ("Tonga's premier described the Fijian plan as constructive.", ["SUPPORT described TON > FJI"]),
        ("Tonga's premier described the Fijian plan as long.", []),
        ("Paraguay's president called the Bolivian minister.", []),
    ],
)
def test_the_word_decides_what_describing_is(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two strong earthquakes struck northern Peru and left 90 people dead.",
        "A ferry accident killed 30 Kenyans.",
        "Fiji earthquakes leave scores dead in the islands. Ten villages were flattened by the quake.",
        "The landslide buried a village in Nepal. Six houses were destroyed and ten people were injured. The flood went on.",
    ],
)
def test_disasters_hurt_nobody_on_purpose(text: str) -> None:
    assert [c for c in told(text) if c.startswith("ASSAULT")] == []


def test_a_raid_after_an_earthquake_is_still_a_raid() -> None:
    text = "The earthquake killed ten Peruvians. Rebels attacked a Peruvian post and killed four soldiers."
    assert [c.split()[1] for c in told(text) if c.startswith("ASSAULT")] == ["attacked", "killed"]


def test_without_a_disaster_nothing_goes() -> None:
    assert without_mishaps([], []) == []
    assert words("ambiguous_disasters") <= load_lexicon().classes["disaster"]


@pytest.mark.parametrize(
    "text",
    [
        "Requests for comment to the Danish embassy went unanswered.",
        "The Danish liberals promised lower taxes in their manifesto.",
        "Security threats to Denmark include the Arctic.",
        "The liberal narrowly beat the Danish minister in Jutland.",
        "Danish police targeted speeding on the bridge.",
    ],
)
def test_everyday_words_tell_nothing_in_such_company(text: str) -> None:
    parsed = parse(article_of(text))
    assert code(parsed, resolve(parsed)) == ()


def test_part_of_a_name_is_no_event() -> None:
    parsed = parse(article_of("The Federal Bureau of Investigation met Kenyan officials."))
    assert [c.event for c in code(parsed, resolve(parsed), by="lexicon")] == ["CONSULT"]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Two Corsican militants bombed a tax office in Bastia.", "explosives"),
        ("Saudi jets bombed a camp near Saada.", "aerial"),
        ("The bombing of a Corsican tax office by Corsican militants was condemned.", "explosives"),
        ("A Kosovo policeman fired six shots at the Serbian envoy.", "firearms"),
        ("Hezbollah fired rockets at northern Israel.", "heavy-weapons"),
    ],
)
def test_who_and_what_decide_the_mode_of_an_assault(text: str, mode: str) -> None:
    parsed = parse(article_of(text))
    assert [c.mode for c in code(parsed, resolve(parsed), by="lexicon") if c.event == "ASSAULT"] == [mode]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bolivia's foreign minister said that Chile must respect the river.", ["REQUEST must BOL > CHL"]),
        ("Bolivia's foreign minister said that Chile should know the river.", []),
        ("Bolivia's foreign minister said that Bolivia must respect the river.", []),
        ("Chile must respect the river.", []),
        # what it wants done has a type: the claim holds it
        (
            "Bolivia's foreign minister said that Chile must withdraw its troops.",
            ["REQUEST must BOL > CHL", "RETREAT withdraw CHL > -"],
        ),
    ],
)
def test_what_a_party_must_do_is_asked_of_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quito protested against the Peruvian patrols.", "ACCUSE protested ECU > PER"),
        ("Quito's protest over the Peruvian patrols was handed over.", "ACCUSE protest ECU > "),
        ("The Ecuador protests began in June.", "PROTEST protests ECU.CVL > ECU"),
        ("Ecuador's biggest protest drew thousands.", "PROTEST protest ECU.CVL > ECU"),
        ("Thousands of students protested against the Peruvian government.", "PROTEST protested ?students > PER"),
    ],
)
def test_governments_complain_and_crowds_demonstrate(text: str, expected: str) -> None:
    assert told(text)[0].split()[:2] == expected.split()[:2]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Norway urged Sweden to ratify the treaty.", "change"),
        ("Norway urged Sweden to send doctors.", "assist"),
        ("Norway urged Sweden to meet the rebels.", "meet"),
    ],
)
def test_what_is_asked_for_gives_the_mode(text: str, mode: str) -> None:
    parsed = parse(article_of(text))
    assert [c.mode for c in code(parsed, resolve(parsed), by="lexicon") if c.event == "REQUEST"] == [mode]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fiji and Samoa discussed a fishing zone.", ["CONSULT discussed FJI+WSM > -"]),
        ("The government of Fiji discussed a fishing zone.", []),
        ("Samoa defended Fiji on Friday.", ["SUPPORT defended WSM > FJI"]),
        ("American jets defended Samoa against the drones.", ["AID defended USA.MIL > WSM"]),
    ],
)
def test_who_takes_part_decides_the_type(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The health ministry of Peru warned people not to swim.", []),
        ("Peru warned Chile that its boats would be sunk.", ["THREATEN", "ASSAULT"]),
        ("Chile wants to keep its port.", []),
        ("Chile wants to meet the Bolivian president.", ["REQUEST", "CONSULT"]),
        ("Chile wants Bolivia to withdraw its troops.", ["REQUEST", "RETREAT"]),
        ("Norway is trying to kill the nap.", []),
        ("Rebels killed a Norwegian general.", ["ASSAULT"]),
        ("Denmark warned of a storm on the bridge.", []),
    ],
)
def test_advice_own_wishes_and_dead_plans_are_no_claims(text: str, types: list[str]) -> None:
    assert [c.split()[0] for c in told(text)] == types
