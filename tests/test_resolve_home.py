"""Whose country "the police" and "residents" are: datelines, what speaks for a state, and when nobody is taken."""

from __future__ import annotations

import re

import pytest

from dragoman.clean.dateline import dateline_end
from dragoman.data.book import load_book
from dragoman.data.files import load_yaml
from dragoman.data.gazetteer import gazetteer
from dragoman.model import Article, Block, Parse
from dragoman.parse import parse_many
from dragoman.resolve import resolve
from dragoman.resolve.actors.filed import filed, of_its_day, printed_under
from dragoman.resolve.actors.home_signs import weights


def page(text: str, day: str = "2014-05-06", outlet: str | None = None) -> Article:
    cut = dateline_end(text)
    blocks = [Block("dateline", 0, cut, 0)] if cut else []
    return Article(
        "a", "d", text, (*blocks, Block("body", cut, len(text), cut)), published=day, outlet=outlet, language="en"
    )


LINES = [
    # what stands behind the town decides between its namesakes
    ("HYDERABAD, Pakistan, May 2 - Weavers met.", {}, "PAK"),
    ("HYDERABAD, May 2 - Weavers met.", {}, "IND"),
    ("PARIS, Mo. (ZZN) - A mill burned.", {}, "USA"),
    ("LONDON, Ont. - A mill burned.", {}, "CAN"),
    ("ERBIL, Iraq, May 2 - A mill burned.", {}, "IRQ"),
    # else the states the report speaks of
    ("SAN JOSE, May 2 - A mill burned.", {"CRI": 2}, "CRI"),
    ("SAN JOSE, May 2 - A mill burned.", {}, "USA"),
    # a hyphen of the town's own
    ("PORT-AU-PRINCE, May 2 - A mill burned.", {}, "HTI"),
    ("ALMA-ATA - A mill burned.", {}, "KAZ"),
    # bodies of many states and towns nobody knows
    ("UNITED NATIONS, N.Y., May 2 - Envoys met.", {}, None),
    ("BRUSSELS, May 2 - Envoys met.", {}, None),
    ("QUILLMOUTH, May 2 - A mill burned.", {}, None),
    # the first words of a paper of old
    ("From our own Correspondent, Nairobi, May 2 The mill has burned.", {}, "KEN"),
    ("Lima, by way of Callao, Nov. 8 It has been put about that the mill burned.", {}, "PER"),
    ("Tirana, 2 May 1931 The mill has burned.", {}, "ALB"),
    ("Peru met Chile on May 2 in Quito.", {}, None),
    ("A mill burned.", {}, None),
]


@pytest.mark.parametrize(("text", "named", "state"), LINES)
def test_where_a_report_was_filed(text: str, named: dict[str, int], state: str | None):
    assert filed(Parse(page(text), (), ()), load_book(), named).state == state


def test_a_town_behind_which_its_division_stands_is_that_of_the_whole_report():
    text = "LONDON, Ky. (ZZN) - A mill burned in London on Monday, police said."
    (parsed,) = parse_many([page(text)])
    found = resolve(parsed)
    assert [m.place.code for m in found if m.kind == "place" and m.place is not None] == ["USA"]
    assert [p.id for m in found if m.text == "police" for p in m.parties] == ["USA"]


@pytest.mark.parametrize(
    ("town", "outlet", "code"),
    [
        ("Hamilton", "plum.co.nz", "NZL"),
        ("Hamilton", "plum.ca", "CAN"),
        ("Windsor", "plum.co.uk", "GBR"),
        ("Wellington", "plum.ca", "NZL"),
    ],
)
def test_a_town_of_a_local_paper_is_the_one_next_door(town: str, outlet: str, code: str):
    (parsed,) = parse_many([page(f"Bakers met in {town} on Monday. The mayor thanked them.", outlet=outlet)])
    assert [m.place.code for m in resolve(parsed) if m.kind == "place" and m.place is not None] == [code]


@pytest.mark.parametrize(
    ("outlet", "code"),
    [
        ("plum.example.ca", "CAN"),
        ("wqzy.com", "USA"),
        ("www.kqzytv.com", "USA"),
        ("wqzyx.com", None),
        ("plum.com", None),
        (None, None),
    ],
)
def test_the_country_of_a_web_address(outlet: str | None, code: str | None):
    assert printed_under(outlet) == code


def test_towns_lay_in_the_states_of_their_day():
    assert of_its_day("SVN", "1975-03-04") == "YUG"
    assert of_its_day("SVK", None) == "SVK"
    for row in load_yaml("gone.yml"):
        assert {row["id"], *row["now"]} <= load_book().kinds["state"]
        assert row["since"] < row["until"]


WORDS = [
    # a foreigner in passing is no sign of whose the soldiers are
    (
        "Soldiers cut the wire at the salt works on Monday. The pickers went home. A Danish nun praised them. She had cooked.",
        "Soldiers",
        "?",
    ),
    # nor is whoever is named once, and as the one it is done to
    ("Soldiers attacked Ghana on Monday.", "Soldiers", "?"),
    ("The government blamed Togo for the fire.", "The government", "?"),
    # nor is an ambassador: he is away from home
    (
        "The Danish ambassador called on Ghana on Monday. The Danish consul wept. Ghana was glad, and Ghana sang. The army rested.",
        "The army",
        "GHA.MIL",
    ),
    # the lead counts more than a name further down
    (
        "A mill burned in Ghana on Monday. The millers wept. The roof fell in. A bell came from Togo. The army rested.",
        "The army",
        "GHA.MIL",
    ),
    # whose the last ones of that kind were
    (
        "Ghana protested to Togo on Monday. Togo was silent. Two Togolese corvettes had fired at the mole. The warships withdrew.",
        "The warships",
        "TGO.MIL",
    ),
    # coins
    (
        "Flour comes from Togo and salt from Nigeria. Bakers shut over a tax of two thousand naira on ovens. Police kept away.",
        "Police",
        "NGA",
    ),
]


@pytest.mark.parametrize(("text", "words", "expected"), WORDS)
def test_whose_they_are(text: str, words: str, expected: str):
    (parsed,) = parse_many([page(text)])
    found = {m.text: "+".join(p.id for p in m.parties) or "?" for m in resolve(parsed) if m.kind == "actor"}
    assert found.get(words) == expected


def test_the_data_of_home():
    known = weights()
    states = load_book().kinds["state"]
    assert set(known["money"].values()) <= states
    assert set(known["before"]) == {"often", "near", "first", "filed", "side", "title", "printed", "inner"}
    assert all(re.fullmatch(r"[a-z: ]+", sign) for sign in known["signs"])
    assert gazetteer().find("hyderabad")
