"""Which type it is, and what is no claim, where the words alone leave it open: threats, refusals, vows, accidents, private crimes."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import claims_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a speaker's own threat, under a condition, and refusal
        (
            "Fiji will shell the reef if the trawlers stay, the Fijian defence minister said.",
            ["THREATEN will actual", "ASSAULT shell hypothetical"],
        ),
        (
            '"If they cross the river, we will bomb their camps," the Rwandan general told reporters.',
            ["THREATEN will actual", "ASSAULT bomb hypothetical"],
        ),
        ("Fiji will shell the reef on Monday, the Fijian defence minister said.", ["ASSAULT shell future"]),
        ("Tonga will shell the reef if the trawlers stay, the Fijian defence minister said.", ["ASSAULT shell future"]),
        (
            "Chad will not sign the treaty, its foreign minister said.",
            ["REJECT will not actual", "AGREE sign the treaty negated"],
        ),
        ("Chad will not sign the treaty.", ["AGREE sign the treaty negated"]),
        # a vow never to yield
        (
            "The Polish premier vowed never to negotiate with Belarus.",
            ["REJECT vowed actual", "CONSULT negotiate negated"],
        ),
        ("Ghana vowed to negotiate with Togo.", ["AGREE vowed actual", "CONSULT negotiate future"]),
        # regret for what was done
        (
            "Turkey expressed regret for shooting down the Russian plane.",
            ["CONCEDE expressed regret actual", "ASSAULT shooting down actual"],
        ),
        # leave given is no agreement
        ("The ruling allowed Peru to keep its embassy.", []),
        ("Peru agreed to the demands of Chile.", ["CONCEDE agreed actual", "REQUEST demands actual"]),
    ],
)
def test_what_a_speaker_resolves(text: str, expected: list[str]) -> None:
    article, claims = claims_of(text)
    assert [f"{c.event} {article.text[slice(*c.trigger)]} {c.status}" for c in claims] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A robber shot a clerk in a shop in Leeds.", []),
        ("A man stabbed his wife to death in Lyon.", []),
        ("Two teenagers beat a pensioner in Turin.", []),
        ("Kenyan police shot a robber in Nairobi.", ["ASSAULT"]),
        ("Militants shot a clerk in Mali.", ["ASSAULT"]),
        ("A robber shot a Kenyan soldier in Nairobi.", ["ASSAULT"]),
        # what is held to be so is asked of nobody
        ("The Peruvian ministry insisted that its soldiers had left safely.", ["RETREAT"]),
        # on what terms a source speaks
        ("A Malian officer asked not to be named.", []),
        ("A Peruvian diplomat asked that his name be withheld.", []),
        ("A Kenyan official demanded anonymity.", []),
        ("The rebels insisted on anonymity.", []),
        ("Oman asked Yemen not to name the spies.", ["REQUEST"]),
        ("Oman demanded that Yemen not be named in the report.", ["REQUEST"]),
        ("The family asked that his name be cleared by the Ghanaian court.", ["REQUEST", "CONCEDE"]),
        # what spurs a thing asks nobody
        ("Oslo encouraged spending on art.", []),
        ("Oslo encouraged rebels to leave the town of Goma.", ["REQUEST", "RETREAT"]),
        # one event by two nouns
        ("The Lima summit was a meeting between Peru and Chile.", ["CONSULT"]),
        ("Peru and Chile held a summit meeting in Lima.", ["CONSULT"]),
        ("An elderly woman was struck by a van in Cork.", []),
        ("A Libyan convoy was struck by a Chadian drone.", ["ASSAULT"]),
        ("Fiji has a trade agreement with Tonga.", []),
        ("Fiji signed a trade agreement with Tonga.", ["AGREE"]),
        ("The Samoan plan was met with silence in Fiji.", []),
        ("The Danish envoy spoke for Greenland in Oslo.", []),
        ("Sudan freed the wounded.", ["RETREAT"]),
        ("Four armed men of a Chadian tribe sat in the shade.", []),
    ],
)
def test_what_is_no_claim(text: str, expected: list[str]) -> None:
    _, claims = claims_of(text)
    assert [c.event for c in claims] == expected
