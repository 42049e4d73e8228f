"""States of their time, offices told beside a name, talks printed turn by turn: through the real parser."""

from __future__ import annotations

import pytest
from builders import report

from dragoman.data.book import load_book
from dragoman.model import Article, Block, Mention
from dragoman.parse import parse, parse_many
from dragoman.resolve import resolve
from dragoman.resolve.actors.home import filed_from
from dragoman.resolve.reference.turns import find_turns
from dragoman.resolve.scene import build


def page(text: str, published: str | None, *, dateline: int = 0) -> Article:
    blocks = [Block("body", dateline, len(text), dateline)]
    if dateline:
        blocks.insert(0, Block("dateline", 0, dateline, 0))
    return Article("a", "d", text, tuple(blocks), published=published, language="en")


def told(text: str, published: str | None = "2019-03-04", *, dateline: int = 0) -> dict[str, str]:
    """Ids by the words that name them; several joined by "+", "?" where nobody was decided on."""
    found: tuple[Mention, ...] = resolve(parse(page(text, published, dateline=dateline)))
    return {m.text: "+".join(p.id for p in m.parties) or "?" for m in found if m.kind == "actor"}


STATES = [
    ("Moscow rejected the note.", "1983-05-02", "Moscow", "SUN"),
    ("Moscow rejected the note.", "1991-12-25", "Moscow", "SUN"),
    ("Moscow rejected the note.", "1991-12-26", "Moscow", "RUS"),
    ("Moscow rejected the note.", None, "Moscow", "RUS"),
    ("The Kremlin refused.", "1975-05-02", "The Kremlin", "SUN"),
    ("Russian troops crossed the river.", "1968-08-22", "Russian troops", "SUN.MIL"),
    ("Russian lawmakers rejected the note.", "1991-03-02", "Russian lawmakers", "RUS"),
    ("Soviet troops left the valley in 1989.", "2018-05-02", "Soviet troops", "SUN.MIL"),
    ("Prague recalled its envoy.", "1985-05-02", "Prague", "CSK"),
    ("Prague recalled its envoy.", None, "Prague", "CZE"),
    ("Belgrade recalled its envoy.", "1996-05-02", "Belgrade", "YUG"),
    ("Belgrade recalled its envoy.", "2005-05-02", "Belgrade", "SCG"),
    ("Belgrade recalled its envoy.", "2015-05-02", "Belgrade", "SRB"),
    ("Karachi recalled its envoy.", "1953-05-02", "Karachi", "PAK"),
    ("Salisbury refused.", "1971-05-02", "Salisbury", "ZWE"),
    ("Leopoldville refused.", "1962-05-02", "Leopoldville", "COD"),
    ("The Viet Minh took the fort.", "1953-05-02", "The Viet Minh", "viet-minh"),
    ("The Interahamwe burned a church.", "1994-05-02", "The Interahamwe", "interahamwe"),
    ("Nepal asked the Maoists to disarm.", "2005-05-02", "the Maoists", "nepal-maoists"),
    ("Egon Krenz opened the archive.", "1989-11-02", "Egon Krenz", "DDR"),
    ("Alexander Dubcek spoke to the workers.", "1968-06-02", "Alexander Dubcek", "CSK"),
]


@pytest.mark.parametrize(("text", "day", "words", "expected"), STATES)
def test_a_name_means_the_state_of_its_day(text: str, day: str | None, words: str, expected: str):
    assert told(text, day).get(words) == expected


def test_a_town_that_was_a_capital_is_a_town_now():
    assert "Karachi" not in told("Karachi wants more water.", "2015-05-02")


def test_the_dateline_is_of_its_day_too():
    text = "MOSCOW, May 2 - Police fired."
    (sentence,) = parse_many([page(text, "1983-05-02", dateline=13)])
    assert filed_from(build(sentence, load_book())) == "SUN"


OFFICES = [
    # the office behind the name, of an organ whose state the report tells
    ("Chile protested on Monday. Ana Quill of the foreign ministry praised the pilots.", "Ana Quill", "CHL"),
    # said of the person in a clause of its own
    ("Ana Quill is the foreign minister of Norway. Quill rejected the plan.", "Quill", "NOR"),
    # an honorific between title and name
    ("Minister U Ba Quill of Myanmar rejected the plan.", "Ba Quill", "MMR"),
    # named first, the office told later
    (
        "Ana Quillmark rejected the plan on Monday. Norway was divided. The Norwegian foreign minister, Ana Quillmark, left.",
        "Ana Quillmark",
        "NOR",
    ),
    # the office beside the name is not kept for life, so what is told is of the days when it was held
    ("The plan was rejected by Prime Minister Tony Blair, the report says.", "Prime Minister Tony Blair", "GBR"),
    ("James Baker, secretary of state, praised Egypt.", "James Baker", "USA"),
    ("The former secretary of state James Baker praised Egypt.", "James Baker", "james-baker"),
    # one name alone of somebody who ruled in the year told, or long ago one of the states told of
    ("In 1961, Tito condemned the Egyptian envoy.", "Tito", "YUG"),
    ("The Soviet Union fell apart. Gorbachev had signed a treaty with Germany.", "Gorbachev", "SUN"),
    ("In 1990, Gorbachev praised Egypt. In those years Gorbachev wrote to Cairo.", "Gorbachev", "SUN"),
    ("Gorbachev sells bread in Oslo.", "Gorbachev", None),
]


@pytest.mark.parametrize(("text", "words", "expected"), OFFICES)
def test_an_office_told_beside_the_name_tells_whom_a_person_speaks_for(text: str, words: str, expected: str):
    assert told(text).get(words) == expected


def test_a_minister_of_one_of_two_states_is_of_the_likelier_one():
    text = (
        "Norway and Denmark met on Monday. Norway had asked for it. Norway wants the cod. "
        "Fisheries minister Ola Quill rejected the plan."
    )
    assert told(text).get("Fisheries minister Ola Quill") == "NOR"


def test_a_minister_of_nobody_knows_where_stays_a_name():
    assert told("Fisheries minister Ola Quill rejected the plan.").get("Fisheries minister Ola Quill") == "ola-quill"


TALK = (
    "Ana Quill, the Norwegian fisheries minister, has read the letter. Q: Have they asked you for ships? "
    "A: They have asked me twice. Q: And you refused? A: I refused."
)


def test_in_an_interview_i_and_you_are_the_one_who_is_asked():
    found = told(TALK)
    assert found["you"] == found["me"] == found["I"] == "NOR"


def test_you_is_nobody_outside_of_a_talk():
    assert "you" not in told("Ana Quill, the Norwegian minister, left. They asked you for ships.")


def test_a_list_with_one_label_is_no_talk():
    parse_ = report("NEWS:/PROPN/root/0 Peru/PROPN/appos/1", "Chile/PROPN/nsubj/2 left/VERB/root/0")
    assert find_turns(build(parse_, load_book())) == ["", ""]


def test_the_we_of_a_statement_is_whoever_signs_it():
    text = "We, the bishops of Peru, met on Monday. We reject the use of force. The rain went on."
    found = [m for m in resolve(parse(page(text, "2019-03-04"))) if m.text == "We" and m.kind == "actor"]
    assert [p.id for m in found for p in m.parties] == ["PER.REL", "PER.REL"]


NOUNS = [
    ("Kenyan riflemen", "KEN.MIL"),
    ("a Peruvian frigate", "PER.MIL"),
    ("the Danish home secretary", "DNK"),
    ("Ghanaian jailers", "GHA"),
    ("a Polish jury", "POL"),
    ("Belgian lumberjacks", "BEL.CVL"),
    ("Bolivian street vendors", "BOL.CVL"),
    ("a Greek stringer", "GRC.CVL"),
    ("Swiss shareholders", "CHE.BUS"),
    ("a Chadian marabout", "TCD.REL"),
]


def test_more_trades_and_ranks_have_a_country():
    pages = [page(f"{words[0].upper()}{words[1:]} attacked the bridge.", "2019-03-04") for words, _ in NOUNS]
    wrong = []
    for (words, expected), parsed in zip(NOUNS, parse_many(pages), strict=True):
        ids = {p.id for m in resolve(parsed) if m.kind == "actor" for p in m.parties}
        if expected not in ids:
            wrong.append((words, expected, ids))
    assert len(wrong) <= 1, wrong


def test_an_outlet_called_a_newspaper_is_nobodys_press():
    assert "a newspaper" not in told("The Evening Plum, a newspaper, reported that rebels attacked Juba.")
    assert told("Kenyan newspapers, the police and the clergy objected.")["Kenyan newspapers"] == "KEN.CVL"
