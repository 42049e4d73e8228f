"""Pages on which a government speaks for itself: statements printed without quotation marks, and whose "I" and "we" they hold."""

from __future__ import annotations

import pytest

from dragoman.code import code
from dragoman.model import Article, Block, Claim
from dragoman.parse import parse
from dragoman.resolve import resolve


def claims(title: str, *paragraphs: str) -> list[tuple[str, Claim]]:
    """The trigger and the claim of every claim in the body of an undated page."""
    text, blocks = "", []
    for kind, part in [("title", title), *(("body", p) for p in paragraphs)]:
        blocks.append(Block(kind, len(text), len(text) + len(part), len(text)))  # type: ignore[arg-type]
        text += part + "\n"
    parsed = parse(Article("a", "d", text, tuple(blocks), title=title, language="en"))
    found = code(parsed, resolve(parsed))
    return [(text[slice(*c.trigger)], c) for c in found if c.sentence[0] >= blocks[1].start]


def told(title: str, *paragraphs: str) -> dict[str, tuple[list[str], list[str | None]]]:
    """By trigger: whose act it is, and on whose word it is told."""
    return {
        word: ([p.id for p in claim.actors], [v.name for v in claim.attribution[1:]])
        for word, claim in claims(title, *paragraphs)
    }


def test_we_is_the_state_whose_statement_it_is() -> None:
    found = told(
        "Norway Condemns Raid on Ferry",
        "Norway strongly condemns the raid on the Gozo ferry. We offer our condolences to the people of Malta.",
        "We urge both sides to keep the truce.",
    )
    assert found["urge"] == (["NOR"], [])
    assert (["NOR"], []) in [found[word] for word in found if word != "urge"]


@pytest.mark.parametrize(
    "body",
    [
        "Norway condemned the raid on Monday. We urge both sides to keep the truce.",  # a report of it, and an outlet's own we
        '"Norway condemns the raid," the envoy said. We urge both sides to keep the truce.',
        "Norway condemns the raid. We were told to leave the harbour and refused.",
    ],
)
def test_we_of_anybody_else_stays_open(body: str) -> None:
    found = [p.id for _, claim in claims("Ferry raided", body) for p in claim.actors if p.text == "We"]
    assert "NOR" not in found


def test_a_speech_behind_a_colon_is_the_speakers() -> None:
    found = told(
        "Minister comments on the truce",
        "After talks in Oslo the Peruvian foreign minister said:",
        "I welcome the agreement between Chile and Bolivia. Bolivia has attacked Chile again.",
        "On Friday the Peruvian foreign minister will visit Chile.",
    )
    assert found["welcome"][0] == ["PER"]
    assert found["attacked"][1] == ["the Peruvian foreign minister"]
    assert found["visit"][1] == []
    assert found["talks"][1] == []


def test_a_page_that_prints_one_statement_needs_no_first_person() -> None:
    found = told(
        "Three raids",
        "The Peruvian foreign minister said:",
        "Bolivia has attacked Chile.",
        "Chile has attacked Bolivia.",
    )
    assert all(voices == ["The Peruvian foreign minister"] for word, (_, voices) in found.items() if word == "attacked")


def test_a_statement_by_somebody_is_told_by_her() -> None:
    found = told(
        "Statement by Foreign Minister Ana Ruiz on the ceasefire",
        "Chile has attacked Bolivia again. I have spoken to both governments, and I condemn the raid.",
    )
    assert found["attacked"][1] == ["Ana Ruiz"]


def test_the_label_of_an_answer_is_no_name() -> None:
    found = told(
        "Taken question", "QUESTION: Has Chile attacked Bolivia?", "ANSWER: Chile has not attacked Bolivia since May."
    )
    assert {name for _, voices in found.values() for name in voices} <= {None}


def test_as_somebody_announced_tells_of_the_clause_beside_it() -> None:
    found = told(
        "Aid",
        "As Deputy Premier Ana Ruiz announced on Monday, Peru will send ten helicopters to Bolivia.",
    )
    assert ["Ana Ruiz"] in [voices for _, voices in found.values()]


def test_a_pronoun_is_never_a_name() -> None:
    parsed = parse(Article("a", "d", "We extend our thanks.", (Block("body", 0, 21, 0),), language="en"))
    assert parsed.names == ()
    assert [(m.text, m.parties) for m in resolve(parsed)] == [("We", ()), ("our", ())]


def test_a_label_of_the_press_tells_its_own_sentence() -> None:
    found = told(
        "Press review",
        "Reuters: Chile has attacked Bolivia. Peru has met Chilean envoys.",
        "Lima: Peru has accused Chile of fraud.",
    )
    assert found["attacked"][1] == ["Reuters"]
    assert found["met"][1] == [] and found["accused"][1] == []


def test_nobody_says_what_it_is_too_early_to_say() -> None:
    found = told("Lima", "Officers in Lima say it is too early to say whether Chile attacked Bolivia.")
    assert found["attacked"][1] == ["Officers in Lima"]


def test_whoever_answers_is_the_one_the_page_names() -> None:
    found = told(
        "Talk with Ana Ruiz of the Peruvian ministry",
        "QUESTION: Did you meet anybody in May?",
        "ANSWER: I met Chilean envoys.",
        "QUESTION: And in June?",
        "ANSWER: I accused Bolivia of fraud.",
    )
    assert found["accused"][0] == ["ana-ruiz"]


@pytest.mark.parametrize(
    ("opening", "further"),
    [
        ("I would challenge anyone to stay calm after hearing Ana Quill, the poet, who told us that:", []),
        ("Ana Quill, the mayor, said:", ["Ana Quill"]),
    ],
)
def test_whom_a_speech_cites_has_one_paragraph_of_it(opening: str, further: list[str]) -> None:
    found = told(
        "Remarks on the floods",
        opening,
        "Chile arrested nine Peruvian envoys.",
        "Chile welcomed three Peruvian ministers on Monday.",
    )
    assert (found["arrested"][1], found["welcomed"][1]) == (["Ana Quill"], further)
