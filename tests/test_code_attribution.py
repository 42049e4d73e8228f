"""Chains of voices, one row for each construction: who passed on whose word, whose word it is not, and what stance he takes (CODEBOOK 7)."""

from __future__ import annotations

import pytest
from test_code_statements import told

from benchmarks.lexicon import claims_of
from dragoman.code import code
from dragoman.model import Article, Block, Claim
from dragoman.model.text import BlockKind
from dragoman.parse import parse
from dragoman.resolve import resolve

Chain = list[tuple[str | None, str]]

CHAINS: list[tuple[str, str, Chain]] = [
    # nobody has said what would be hard to say
    ("Peru may find it hard to tell its people that Chile has attacked Bolivia.", "ASSAULT", []),
    # who cites hangs on who is cited
    (
        "The Lima paper La Tribuna reported on Monday, citing a banker, that Chile had attacked Bolivia.",
        "ASSAULT",
        [("La Tribuna", "asserts"), ("a banker", "asserts")],
    ),
    (
        "The daily quoted a diplomat as saying that Chile had attacked Bolivia.",
        "ASSAULT",
        [("The daily", "asserts"), ("a diplomat", "asserts")],
    ),
    (
        "Chile attacked Bolivia on Monday, an abbot said, speaking to Reuters by telephone.",
        "ASSAULT",
        [("Reuters", "asserts"), ("an abbot", "asserts")],
    ),
    ("Chile is accused of attacking Bolivia.", "ASSAULT", [(None, "asserts")]),
    # an outlet that only carried the words
    (
        "Chile had attacked Bolivia, the premier said, quoted by Reuters.",
        "ASSAULT",
        [("Reuters", "asserts"), ("the premier", "asserts")],
    ),
    (
        "Chilean troops have attacked Bolivia, a priest told Harbour Press.",
        "ASSAULT",
        [("Harbour Press", "asserts"), ("a priest", "asserts")],
    ),
    # the report's own clause beside what was said
    (
        "The Peruvian minister said that Chile had attacked Bolivia, and two Peruvian generals resigned on Monday.",
        "RETREAT",
        [],
    ),
    # what continues is no saying
    ("Chile will not give up: it will continue to attack Bolivia.", "ASSAULT", []),
    # somebody who is not named
    ("It is feared that Chile has attacked Bolivia.", "ASSAULT", [(None, "asserts")]),
    ("Chile is feared to have attacked Bolivia.", "ASSAULT", [(None, "asserts")]),
    # fears and doubts, voiced
    ("Two priests voiced fears that Chile would attack Bolivia.", "ASSAULT", [("Two priests", "asserts")]),
    ("The abbot expressed doubt that Chile had attacked Bolivia.", "ASSAULT", [("The abbot", "doubts")]),
    # an answer kept back
    ("The abbot would not say whether Chile had attacked Bolivia.", "ASSAULT", [("The abbot", "no_comment")]),
    ("The abbot declined to say if Chile had attacked Bolivia.", "ASSAULT", [("The abbot", "no_comment")]),
    (
        "A priest would not tell Reuters whether Chile had attacked Bolivia.",
        "ASSAULT",
        [("Reuters", "asserts"), ("A priest", "no_comment")],
    ),
    (
        "A priest denied to Reuters that Chile had attacked Bolivia.",
        "ASSAULT",
        [("Reuters", "asserts"), ("A priest", "denies")],
    ),
    (
        "A priest confirmed to Reuters that Chile had attacked Bolivia.",
        "ASSAULT",
        [("Reuters", "asserts"), ("A priest", "confirms")],
    ),
    (
        "In an interview with Reuters, a priest denied that Chile had attacked Bolivia.",
        "ASSAULT",
        [("Reuters", "asserts"), ("a priest", "denies")],
    ),
    # what is denied is not that there was a raid
    ("The abbot denied that he had known of the Chilean raid.", "ASSAULT", []),
    ("The abbot denied that Chile had attacked Bolivia.", "ASSAULT", [("The abbot", "denies")]),
    ("Peru, which has denied attacking Chile, asked for observers.", "ASSAULT", [("Peru", "denies")]),
    # what somebody does to a thing is no saying of it
    ("The Peruvian premier, Ana Ruiz, defended the Chilean raid.", "ASSAULT", []),
    # a verb that does nothing but tell keeps its voice over what is promised
    ("Peru announced that it would feed Bolivia.", "AID", [("Peru", "asserts")]),
    # in the middle of a clause it speaks of that clause
    (
        "Peru has shelled Chile and, according to the abbot, has attacked Bolivia.",
        "ASSAULT",
        [],
    ),
    # whoever stands between "with" and the verb speaks
    ("The talks ended, with the abbot saying Chile had attacked Bolivia.", "ASSAULT", [("the abbot", "asserts")]),
]


@pytest.mark.parametrize(("text", "event", "chain"), CHAINS)
def test_on_whose_word(text: str, event: str, chain: Chain) -> None:
    assert chain in _chains(text, event), _chains(text, event)


def test_who_passed_a_quotation_on_stays_outside() -> None:
    text = (
        "According to the London-based newspaper Al-Hayat, the abbot said that Chile “had attacked and bombed Bolivia.”"
    )
    assert [name for name, _ in _chains(text, "ASSAULT")[0]] == ["Al-Hayat", "the abbot"]


def test_a_demand_in_somebodys_own_words_is_told_by_him_and_in_reported_speech_by_the_report() -> None:
    own = _chains('"Chile must withdraw its troops," the Peruvian minister said.', "REQUEST")
    assert own == [[("the Peruvian minister", "asserts")]]
    assert _chains("The Peruvian minister said that Chile must withdraw its troops.", "REQUEST") == [[]]


def test_a_spokesman_speaks_for_whose_he_is() -> None:
    _, claims = claims_of("A Peruvian army spokesman said that Chile had attacked Bolivia.")
    assert [c.attribution[-1].anonymous for c in claims if c.event == "ASSAULT"] == [False]


def test_words_in_marks_of_two_apostrophes_are_their_speakers() -> None:
    found = told("News", "‘’Chile has attacked Bolivia. It bombed Peru,’’ the abbot said.")
    assert found["attacked"][1] == found["bombed"][1] == ["the abbot"]


def headed(*parts: tuple[BlockKind, str], outlet: str | None = None) -> list[Claim]:
    """The claims of a page of these blocks; the first is its title."""
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(kind, len(text), len(text) + len(part), len(text)))
        text += part + "\n"
    page = parse(Article("a", "d", text, tuple(blocks), title=parts[0][1], outlet=outlet, language="en"))
    return list(code(page, resolve(page)))


@pytest.mark.parametrize("who", ["Mine chief Ana Ruiz", "The mine chief Ana Ruiz"])
def test_a_headline_names_an_office_and_the_report_its_holder(who: str) -> None:
    found = headed(("title", "Chile has attacked Bolivia: mine chief"), ("body", f"{who} said that it was a sad day."))
    assert [c.attribution[-1].name for c in found if c.within == "title"] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("title", "voices"),
    [
        ("Report: Chile Has Attacked Bolivia", ["Reuters", "a new report"]),
        ("Chile Has Attacked Bolivia", ["Reuters"]),
    ],
)
def test_a_headline_of_a_report_is_told_by_the_report_and_not_by_the_page_itself(title: str, voices: list[str]) -> None:
    found = headed(
        ("title", title),
        ("subtitle", "Chilean raid kills ten Bolivian soldiers"),  # the line below says more of it
        ("body", "Chile has attacked Bolivia, a new report says. An abbot told Reuters that it was a sad day."),
        outlet="Reuters",
    )
    assert {c.within for c in found} == {"title", "subtitle", None}
    assert all([v.name for v in c.attribution] == voices for c in found if c.within)


def test_an_editors_note_is_not_the_guests_word() -> None:
    found = told(
        "Harbours",
        "Ana Ruiz, head of the Harbour Institute, talks about the sea.",
        "We are sad. Chile has attacked Bolivia.",
        "*Editor's note: Peru bombed Ecuador in 1941.",
    )
    assert found["attacked"][1] == ["Ana Ruiz"]
    assert found["bombed"][1] == []


def test_a_guest_who_speaks_for_somebody_known_has_their_id() -> None:
    [claim] = headed(
        ("title", "Harbours"),
        ("body", "Ana Ruiz, head of the Harbour Institute, talks about the sea."),
        ("body", "We are sad. Chile has attacked Bolivia."),
    )
    assert [(v.name, v.id) for v in claim.attribution[1:]] == [("Ana Ruiz", "harbour-institute")]


def test_an_office_that_answers_in_its_own_name_is_nobody_else() -> None:
    found = told("Questions", "QUESTION: What was done?", "ANSWER: Chile has attacked Bolivia.")
    assert found["attacked"][1] == []


def _chains(text: str, event: str) -> list[Chain]:
    _, claims = claims_of(text)
    return [[(v.name, v.stance) for v in c.attribution[1:]] for c in claims if c.event == event]
