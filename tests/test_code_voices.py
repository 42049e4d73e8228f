"""Whose word it is over whole paragraphs, and what a demand, praise or an inquiry holds: one row for each way of saying it."""

from __future__ import annotations

import pytest
from test_code_statements import told

from benchmarks.lexicon import claims_of
from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import load_words
from dragoman.code.voices.speech import last_named, said_by
from dragoman.model import Claim
from dragoman.testing import parsed

SPEECHES = [
    # a statement announced by what somebody does with it, and quoted in the next paragraph
    (
        ["Colonel Ana Ruiz issued the following statement on Friday:", "“Chile has attacked Bolivia again.”"],
        ["Ana Ruiz"],
    ),
    # a force's name before its commander's
    (
        [
            "The Harbour Task Force commander, Colonel Ana Ruiz, released the following statement:",
            "“Chile has attacked Bolivia again.”",
        ],
        ["Colonel Ana Ruiz"],
    ),
    # a statement by somebody, without a verb of saying
    (["The following is a statement by Ana Ruiz of Peru:", "Chile has attacked Bolivia again."], ["Ana Ruiz"]),
    # remarks of whoever has just been said to speak
    (
        ["Premier Ana Ruiz spoke in Lima, saying she was sad. Below are the remarks:", "Chile has attacked Bolivia."],
        ["Ana Ruiz"],
    ),
    # without "I" and "we": the page is there to print it
    (["The Peruvian minister said:", "Chile has attacked Bolivia.", "It is a sad day."], ["The Peruvian minister"]),
    # a colon within the line, and what follows in the first person
    (
        ["Ana Ruiz said: The truce is over. Chile has attacked Bolivia. We are sad.", "We shall write to both."],
        ["Ana Ruiz"],
    ),
    # a list behind a colon
    (
        [
            "Lima was calm.",
            "It rained.",
            "Shops were open.",
            "Trams ran.",
            "Ana Ruiz explained:",
            "- It is a sad day.",
            "- Chile has attacked Bolivia.",
            "The trams stopped at six.",
        ],
        ["Ana Ruiz"],
    ),
    # a word between quotation marks ends no speech
    (["The Peruvian minister said:", "We know his “peace”. Chile has attacked Bolivia."], ["The Peruvian minister"]),
    # an agency's dispatch further down a page
    (
        ["I read this on Monday and wept.", "LIMA, May 4 (Reuters) -- Chile has attacked Bolivia, a priest said."],
        ["Reuters", "a priest"],
    ),
    # marks of plain text
    (["“I am sad, '' said the abbot. Chile has attacked Bolivia."], []),
]


@pytest.mark.parametrize(("body", "names"), SPEECHES)
def test_who_has_the_floor(body: list[str], names: list[str]) -> None:
    assert told("News of the harbour", *body)["attacked"][1] == names


def test_an_interview_without_labels_is_told_by_whom_the_title_names() -> None:
    found = told(
        "Interview with the poet Ana Ruiz",
        "Ana Ruiz has lived in Lima since 1980.",
        "Did Chile bomb Peru?",
        "I do not think so. But Chile has attacked Bolivia. It was in May. I was there.",
    )
    assert found["attacked"][1] == ["Ana Ruiz"]
    assert found["bomb"][1] == []


def test_names_before_colons_take_turns() -> None:
    found = told(
        "A talk in Lima",
        "Vik: What happened in May?",
        "Ruiz: Chile has attacked Bolivia.",
        "Vik: Who told you?",
        "Ruiz: My brother did.",
    )
    assert found["attacked"][1] == ["Ruiz"]


def test_a_paragraph_far_down_is_the_only_one_behind_its_colon() -> None:
    found = told(
        "News of the harbour",
        "Lima was calm. It rained. Shops were open. Trams ran.",
        "The Peruvian minister said:",
        "Chile has attacked Bolivia.",
        "Bolivia has condemned Chile.",
    )
    assert found["attacked"][1] == ["The Peruvian minister"] and found["condemned"][1] == []


ONE_SENTENCE = [
    # an inquiry finds
    ("The inquiry concluded that Kenya had attacked Sudan.", ["The inquiry"]),
    ("The commission found that Kenya had attacked Sudan.", ["The commission"]),
    # hearsay that nobody owns; somebody who confirms it owns it
    ("There were rumours that Kenya had attacked Sudan.", [None]),
    ("Uganda confirmed reports that Kenya had attacked Sudan.", ["Uganda"]),
    # adjectives of saying
    ("The Ugandan envoy was certain that Kenya had attacked Sudan.", ["The Ugandan envoy"]),
    ("The Ugandan envoy made it plain that Kenya had attacked Sudan.", ["The Ugandan envoy"]),
    ("The Ugandan envoy left no doubt that Kenya had attacked Sudan.", ["The Ugandan envoy"]),
    ("The Ugandan envoy spelled out that Kenya had attacked Sudan.", ["The Ugandan envoy"]),
    ("It is clear that Kenya has attacked Sudan.", []),
    # the stand of a people as a whole is told by whoever tells of it
    ("Diplomats said the Ugandans had made it clear that Kenya had attacked Sudan.", ["Diplomats"]),
    # to deny somebody a thing is to say nothing
    ("The pact will deny the rebels a base to attack Sudan.", []),
]


@pytest.mark.parametrize(("text", "names"), ONE_SENTENCE)
def test_whose_word_one_sentence_is(text: str, names: list[str | None]) -> None:
    _, claims = claims_of(text)
    assert names in [[v.name for v in c.attribution[1:]] for c in claims if c.event == "ASSAULT"]


def test_who_stands_alone_between_a_comma_and_said_speaks() -> None:
    one = parsed(
        "The/DET/det/2 row/NOUN/nsubj/9 ebbed=ebb/VERB/ccomp/9 over/ADP/case/5 fish/NOUN/obl/3 ,/PUNCT/punct/3 "
        "the/DET/det/8 bulletin/NOUN/nmod/5 said=say/VERB/root/0 ./PUNCT/punct/9"
    )
    tree, words = Tree(one.sentences[0]), load_words()
    assert last_named(tree, 8, "say", words) == 7
    assert said_by(tree, 8, "say", words) == [2, 1]
    assert last_named(tree, 8, "vow", words) is None


def test_a_release_leads_back_to_whose_it_was() -> None:
    found = told(
        "News of the harbour",
        "The port was shut, according to a Peruvian government news release. Chile has attacked Bolivia, the release said.",
    )
    assert [name or "" for name in found["attacked"][1]] != []


HELD = [
    ("Kenya supports Uganda in its fight against the rebels.", "SUPPORT", "ASSAULT"),
    ("Kenya reopened the ferry bombing investigation.", "ACCUSE", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "outer", "inner"), HELD)
def test_what_is_held(text: str, outer: str, inner: str) -> None:
    assert (outer, inner) in _held(text)


def test_a_meeting_holds_nothing() -> None:
    assert not _held("Kenya and Uganda discussed the fight against the rebels in Sudan.")


def _held(text: str) -> set[tuple[str, str]]:
    _, claims = claims_of(text)
    by_id: dict[str, Claim] = {c.id: c for c in claims}
    return {(by_id[c.content_of].event, c.event) for c in claims if c.content_of}


STATUS = [
    ("Kenyan troops are working with Uganda to defeat the rebels.", "actual"),
    ("The militia fought to free the valley from the rebels.", "actual"),
    ("Kenyan troops were instrumental in defeating the rebels.", "actual"),
    ("Kenya is interested in defeating the rebels.", "hypothetical"),
    ("Kenya remains committed to defeating the rebels.", "future"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_status_of_what_somebody_is_at_work_on(text: str, status: str) -> None:
    _, claims = claims_of(text)
    assert status in [c.status for c in claims if c.event == "ASSAULT"], [(c.event, c.status) for c in claims]
