"""Which force a coalition is, whose an officer and a unit are, whom a regime is named after: through the real parser."""

from __future__ import annotations

import pytest

from dragoman.data.book import load_book
from dragoman.data.files import load_yaml
from dragoman.model import Article, Block
from dragoman.parse import parse_many
from dragoman.resolve import resolve

ROWS = load_yaml("coalitions.yml")["forces"]
DAY = "2017-03-04"
CASES = [
    # the coalition under its names
    ("The counter-ISIL coalition met in Rome.", DAY, {"The counter-ISIL coalition": "us-led-coalition"}),
    ("CJTF-OIR said the camp burned.", DAY, {"CJTF-OIR": "us-led-coalition"}),
    (
        "The US-led coalition struck an ISIS camp. Coalition aircraft struck again.",
        DAY,
        {"Coalition aircraft": "us-led-coalition"},
    ),
    ("Coalition advisers train Iraqi gunners near an ISIL camp.", DAY, {"Coalition advisers": "us-led-coalition"}),
    (
        "ISIL fled the hill in Iraq. We thank our coalition partners.",
        DAY,
        {"our coalition partners": "us-led-coalition"},
    ),
    # other forces, and coalitions of parties
    ("The Arab coalition bombed a Houthi depot in Yemen.", DAY, {"The Arab coalition": "SAU.MIL"}),
    ("Taliban gunmen fled. Coalition troops took the hill.", "2009-03-04", {"Coalition troops": "isaf"}),
    ("The ruling coalition in Latvia lost its majority.", DAY, {"The ruling coalition": None}),
    ("Iraq held a vote as ISIS fled. The governing coalition won.", DAY, {"The governing coalition": None}),
    ("Latvian voters chose. Coalition talks failed.", DAY, {"Coalition": None}),
    # officers by a second title, a possessor, or the service before the rank
    (
        "Gen. Jonas Quill, commander of the Peruvian navy, met Chilean sailors. “We will leave,” Quill said.",
        DAY,
        {"Gen. Jonas Quill": "PER.MIL", "We": "PER.MIL", "Quill": "PER.MIL"},
    ),
    ("The Royal Navy's Jonas Quill sailed to Togo.", DAY, {"The Royal Navy's Jonas Quill": "GBR.MIL"}),
    (
        "U.S. troops left Togo. Army Col. Ana Quill thanked the Togolese army.",
        DAY,
        {"Army Col. Ana Quill": "USA.MIL"},
    ),
    ("Army Col. Ana Quill thanked Togo.", DAY, {"Army Col. Ana Quill": "ana-quill"}),
    # units by number
    ("The 77th Fighter Squadron landed in Togo.", DAY, {"The 77th Fighter Squadron": "USA.MIL"}),
    (
        "U.S. troops left Iraq. The 5th Battalion, 9th Marines burned a depot.",
        DAY,
        {"The 5th Battalion": "USA.MIL", "9th Marines": "USA.MIL"},
    ),
    ("Fighter and bomber aircraft flew over Togo.", DAY, {"Fighter": None, "bomber": None}),
    # regimes and their leaders, in whatever spelling and year
    ("The Asad regime shelled Homs. The regime denied it.", DAY, {"The Asad regime": "SYR", "The regime": "SYR"}),
    ("The Qadhafi regime shelled Misrata.", DAY, {"The Qadhafi regime": "LBY"}),
    ("The Mubarak dictatorship jailed writers.", DAY, {"The Mubarak dictatorship": "EGY"}),
    ("The Quillan regime jailed writers.", DAY, {"The Quillan regime": None}),
    # letters of a name that stood in words
    ("Iraqi security forces took Hit. The ISF lost ten men.", DAY, {"The ISF": "IRQ.MIL"}),
    ("The Dhow Owners League met. DOL members left.", DAY, {"DOL members": "dhow-owners-league"}),
    ("Al-Qa'ida fighters fled.", DAY, {"Al-Qa'ida fighters": "al-qaeda"}),
    (
        "Da'esh fighters fled Syrian democratic forces.",
        DAY,
        {"Da'esh fighters": "isis", "Syrian democratic forces": "sdf"},
    ),
    # who comes from elsewhere is not of the country reached
    ("The Greek navy rescued asylum seekers.", DAY, {"asylum seekers": "asylum-seekers"}),
    ("Refugees crossed into Kenya.", DAY, {"Refugees": "refugees"}),
    ("Somali refugees crossed into Kenya.", DAY, {"Somali refugees": "SOM.CVL"}),
    ("A group of Peruvian women left.", DAY, {"A group of Peruvian women": "PER.CVL"}),
    ("Hungarian police beat refugees from Eritrea.", DAY, {"refugees": "ERI.CVL"}),
    ("Italy sent back people seeking asylum.", DAY, {"people": "asylum-seekers"}),
    ("Peruvian teenagers won a prize in Togo. The girls left.", DAY, {"The girls": "PER.CVL"}),
    ("Arab villagers fled a town in Iraq.", DAY, {"Arab villagers": "IRQ.CVL"}),
    ("Peru's communities want peace.", DAY, {"Peru's communities": "PER.CVL"}),
    # of several owners the one that tells most
    ("Turkish-backed Free Syrian Army fighters advanced.", DAY, {"Turkish-backed Free Syrian Army fighters": "fsa"}),
    ("Iran-backed Shia militias advanced in Iraq.", DAY, {"Iran-backed Shia militias": "irn-militias"}),
    ("Kurdish YPG fighters advanced.", DAY, {"Kurdish YPG fighters": "ypg"}),
    ("Maoist rebels burned a bus in India.", DAY, {"Maoist rebels": "naxalites"}),
    (
        "Amnesty International accused Togo. The rights group urged calm.",
        DAY,
        {"The rights group": "amnesty-international"},
    ),
    # allies by the adjective where the possessor says whose; a regime named further down; where victims fell
    ("Russia's Syrian allies fled.", DAY, {"Russia's Syrian allies": "SYR"}),
    ("Chilean allies fled.", DAY, {"Chilean allies": "chl-allies"}),
    ("Regime forces shelled Homs. Peru condemned the Assad regime.", DAY, {"Regime forces": "SYR.MIL"}),
    (
        "Chilean officials met. Chile wrote to the families of the victims of the raid in Lima.",
        DAY,
        {"the families": "PER.CVL"},
    ),
    # a group's name right before its men, a people in another state, those who are of no state
    ("M23 rebels captured a town. The rebels fled.", DAY, {"The rebels": "m23"}),
    ("Ethnic Albanian guerrillas fled.", DAY, {"Ethnic Albanian guerrillas": "ethnic-albanian-militants"}),
    ("UN peacekeepers fled Togo.", DAY, {"UN peacekeepers": "un"}),
    ("Peacekeepers fled Togo.", DAY, {"Peacekeepers": None}),
    ("Coup plotters bombed a fort in Togo.", DAY, {"Coup plotters": "coup-plotters"}),
    ("British tourists left Togo. Tourists fled.", DAY, {"British tourists": "GBR.CVL", "Tourists": "tourists"}),
    ("Hezbollah fired at Peru. The Shiite militant group fled.", DAY, {"The Shiite militant group": "hezbollah"}),
    ("The Rapid Support Forces fled. The paramilitary group said so.", DAY, {"The paramilitary group": "rsf"}),
    ("The Turkish Red Crescent sent tents.", DAY, {"The Turkish Red Crescent": "turkish-red-crescent"}),
    ("Ukraine's Western allies agreed.", DAY, {"Ukraine's Western allies": "region:west"}),
    # the enemy of a coalition, and anybody's
    ("The US-led coalition struck ISIL. Enemy forces fled.", DAY, {"Enemy forces": "isis"}),
    ("Peru sent gunboats. Enemy forces fled.", DAY, {"Enemy forces": None}),
    ("Al-Qaida's foreign fighters fled.", DAY, {"Al-Qaida's foreign fighters": "al-qaeda"}),
    ("ISIL attacked Peru. This terrorist organization must fall.", DAY, {"This terrorist organization": "isis"}),
    ("They were ruled through force or fraud in Peru.", DAY, {"force": None}),
    ("Peru met the Dhow Council. The Quillan Council left.", DAY, {"The Quillan Council": "quillan-council"}),
]


def page(text: str, day: str | None) -> Article:
    return Article("a", "d", text, (Block("body", 0, len(text), 0),), published=day, language="en")


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, str]]:
    texts = [(row["example"], row["years"][0] + "-20") for row in ROWS] + [(text, day) for text, day, _ in CASES]
    return {
        text: {m.text: "+".join(p.id for p in m.parties) or "?" for m in resolve(parse) if m.kind == "actor"}
        for (text, _), parse in zip(texts, parse_many([page(*one) for one in texts]), strict=True)
    }


@pytest.mark.parametrize("row", ROWS, ids=[row["example"][:30] for row in ROWS])
def test_the_coalition_of_an_example_is_the_force_of_its_row(found, row):
    told = found[row["example"]]
    assert row["id"] in {ids for words, ids in told.items() if "coalition" in words.lower()}, told


@pytest.mark.parametrize("row", ROWS, ids=[row["example"][:30] for row in ROWS])
def test_a_row_of_forces_names_parties_that_the_book_knows(row):
    known = load_book().actors
    named = (row["id"].partition(".")[0], *row["enemy"], *row["ground"])
    assert [id for id in named if id not in known] == []


@pytest.mark.parametrize(("text", "day", "wanted"), CASES, ids=[text[:40] for text, _, _ in CASES])
def test_whose_force(found, text, day, wanted):
    told = {words: ids for words, ids in found[text].items() if ids != "?"}
    assert {words: told.get(words) for words in wanted} == wanted, found[text]
