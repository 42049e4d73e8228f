"""Offices and departments that are one state's by their style, where nobody says whose they are: through the real parser."""

from __future__ import annotations

import pytest

from dragoman.data.book import load_book
from dragoman.data.files import load_yaml
from dragoman.model import Article, Block
from dragoman.parse import parse_many
from dragoman.resolve import resolve

ROWS = load_yaml("offices.yml")
CASES = [
    # an owner beside it goes before the style, and so does a report of another state that has the office
    ("Mexican Foreign Secretary Ana Quill flew to Suva.", {"Mexican Foreign Secretary Ana Quill": "MEX"}),
    ("Pakistan's foreign secretary flew to Suva.", {"Pakistan's foreign secretary": "PAK"}),
    ("The Foreign Secretary flew to Suva. Nepal called the visit a success.", {"The Foreign Secretary": "?"}),
    ("The Foreign Secretary flew to Nepal. The United Kingdom gave boats.", {"The Foreign Secretary": "GBR"}),
    # who holds it, here and further down
    (
        "Defense Secretary Ana Quill flew to Togo. Quill thanked the crews.",
        {"Defense Secretary Ana Quill": "USA", "Quill": "USA"},
    ),
    (
        "The Minister for Africa, Jonas Quill, flew to Togo. “I thank Togo,” the Minister said.",
        {"Jonas Quill": "GBR", "I": "GBR", "the Minister": "GBR"},
    ),
    # what somebody looks after is not whose he is
    ("The Special Envoy for Togo, Ana Quill, met the rebels.", {"Ana Quill": "ana-quill"}),
    ("The UN coordinator for Togo met the rebels.", {"The UN coordinator for Togo": "un"}),
    # departments
    ("The State Department warned Togo.", {"The State Department": "USA"}),
    ("The Defense Department sent a ship to Togo.", {"The Defense Department": "USA"}),
    ("State Department spokesperson Ana Quill warned Togo.", {"State Department spokesperson Ana Quill": "USA"}),
    ("The Foreign and Commonwealth Office warned Togo.", {"The Foreign and Commonwealth Office": "GBR"}),
    ("FCO Minister Jonas Quill warned Togo.", {"FCO Minister Jonas Quill": "GBR"}),
    (
        "Pakistani diplomats met Togo's envoy. The Foreign Office called the talks useful.",
        {"The Foreign Office": "PAK"},
    ),
    ("Britain recalled its envoy. The Foreign Office warned Togo.", {"The Foreign Office": "GBR"}),
    # titles stacked before a name, and a title hung beside its owner by the tree
    (
        "Pentagon Press Secretary Ana Quill praised Togo. “We will stay,” Quill said.",
        {"Pentagon Press Secretary Ana Quill": "USA", "We": "USA", "Quill": "USA"},
    ),
    ("Ana Quill, the State Department Spokesperson, warned Togo. Quill left.", {"Ana Quill": "USA", "Quill": "USA"}),
    # an office is held in the year that is told of
    ("In 2001 President Bill Clinton met envoys of Peru.", {"President Bill Clinton": "USA"}),
    ("President Bill Clinton met envoys of Peru.", {"President Bill Clinton": "bill-clinton"}),
    # those who met as two
    (
        "The Foreign Secretary met the Peruvian foreign minister. The ministers spoke of Togo. Both countries sent ships.",
        {"The ministers": "GBR+PER", "Both countries": "GBR+PER"},
    ),
    (
        "Peruvian troops fired at Chilean troops. Both sides stopped. The foreign ministers met in Togo.",
        {"The foreign ministers": "PER+CHL"},
    ),
    ("The Peruvian foreign minister left. The ministers voted.", {"The ministers": "PER"}),
    ("The Lima accords bind Chile.", {"Lima": None}),
    ("Peru rejects repressive regimes.", {"repressive regimes": "?"}),
    ("Prime Minister Quill met the Danish prime minister.", {"Prime Minister Quill": "quill"}),
    ("President Xi met Prime Minister Modi in Delhi.", {"President Xi": "CHN", "Prime Minister Modi": "IND"}),
    (
        "Mexican Foreign Secretary Ana Quill met British officials. The Foreign Secretary left.",
        {"The Foreign Secretary": "MEX"},
    ),
    ("Kenyan Senator Ana Quill met rebels in Sudan. The senator left.", {"The senator": "KEN"}),
    ("The Department of Home Affairs deported ten men from Johannesburg.", {"The Department of Home Affairs": "ZAF"}),
    ("NATO Secretary General Ana Quill left Kyiv. The Secretary General said so.", {"The Secretary General": "nato"}),
    (
        "The European Commission fined a firm. Commission spokesman Jonas Quill left.",
        {"Commission spokesman Jonas Quill": "european-commission"},
    ),
    ("The UN envoy Brett McGurk left Togo.", {"The UN envoy": "un"}),
    # whose a ministry is, behind what it is for; a project of a government
    ("The Ministry of Foreign Affairs of Peru thanked Togo.", {"The Ministry of Foreign Affairs of Peru": "PER"}),
    ("The Minister for Foreign Affairs of Iceland, Ana Quill, left Togo.", {"Ana Quill": "ISL"}),
    ("The government's Dhow Survey Project met fishermen across New Zealand.", {"The government": "NZL"}),
    ("The Shadow Foreign Secretary rejected it.", {"The Shadow Foreign Secretary": "GBR.OPP"}),
    (
        "Israel's opposition rejected it. Opposition leader Ana Quill of Kenya left.",
        {"Opposition leader Ana Quill": "KEN.OPP"},
    ),
    # organs and offices taken up again, and a name behind where somebody is sent
    ("The State Department warned Togo. The Department said Chad had lied.", {"The Department": "USA"}),
    ("The Emir of Qatar met the Turkish president. The emir left.", {"The emir": "QAT"}),
    (
        "U.S. Ambassador to Chad Jonas Quill met rebels. Ambassador Quill left.",
        {"Jonas Quill": "USA", "Ambassador Quill": "USA"},
    ),
    # whose words a quotation behind a colon is
    ("Ana Ruiz of Peru defended the plan: “We need it.”", {"We": "PER"}),
]


# A title, a report below it, and what words of the report mean.
STATEMENTS = [
    (
        "Statement by the Foreign Minister of Peru",
        "I condemn the raid in Togo. We urge calm.",
        {"I": "PER", "We": "PER"},
    ),
    ("Joint statement by Peru and Chile on the raid", "We condemn the raid in Togo.", {"We": "PER+CHL"}),
    (
        "New aid for Togo",
        "Norway will provide ten boats to Togo, bringing to forty the boats we have given. Our aid will grow.",
        {"we": "NOR", "Our": "NOR"},
    ),
    ("Russia and the raid", "Russia attacked Togo, and we must respond. Our leaders sleep.", {"we": "?", "Our": "?"}),
]


def page(text: str, title: str = "") -> Article:
    whole = f"{title}\n{text}" if title else text
    start = len(whole) - len(text)
    blocks = [Block("body", start, len(whole), start)]
    if title:
        blocks.insert(0, Block("title", 0, start - 1, 0))
    return Article("a", "d", whole, tuple(blocks), published="2019-03-04", language="en")


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, str]]:
    texts = [row["example"] for row in ROWS] + [text for text, _ in CASES]
    return {
        text: {m.text: "+".join(p.id for p in m.parties) or "?" for m in resolve(parse) if m.kind == "actor"}
        for text, parse in zip(texts, parse_many([page(text) for text in texts]), strict=True)
    }


@pytest.mark.parametrize("row", ROWS, ids=[row["words"][0] for row in ROWS])
def test_the_example_of_a_style_means_whose_it_is(found, row):
    text = row["example"].lower()
    title = next(words for words in row["words"] if words.removeprefix("#").strip() in text).removeprefix("# ")
    told = {words.lower().removeprefix("the "): ids for words, ids in found[row["example"]].items()}
    assert told.get(title) == row["of"] or any(
        title in w and ids.partition(".")[0] == row["of"] for w, ids in told.items()
    ), told


@pytest.mark.parametrize("row", ROWS, ids=[row["words"][0] for row in ROWS])
def test_a_row_names_parties_that_the_book_knows(row):
    known = load_book().actors
    assert [id for id in (row["of"], *row.get("also", ())) if id not in known] == []
    assert row["of"] not in row.get("also", ())


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:40] for text, _ in CASES])
def test_whose_office(found, text, wanted):
    assert {words: found[text].get(words) for words in wanted} == wanted, found[text]


@pytest.mark.parametrize(("title", "text", "wanted"), STATEMENTS, ids=[title for title, _, _ in STATEMENTS])
def test_whose_statement(title, text, wanted):
    (parse,) = parse_many([page(text, title)])
    told = {m.text: "+".join(p.id for p in m.parties) or "?" for m in resolve(parse) if m.kind == "actor"}
    assert {words: told.get(words) for words in wanted} == wanted, told
