"""Who says so, what is held by what and whether it happened: the coder on news habits beyond one plain clause."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import claims_of
from dragoman.code import code
from dragoman.code.words import words
from dragoman.data.files import load_yaml
from dragoman.model import Article, Block, Claim
from dragoman.parse import parse
from dragoman.resolve import resolve


def report(*paragraphs: str, title: str | None = None) -> tuple[str, tuple[Claim, ...]]:
    """The claims of a report of several paragraphs, with its text."""
    parts = [("title", title)] if title else []
    parts += [("body", p) for p in paragraphs]
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(kind, len(text), len(text) + len(part), len(text)))  # type: ignore[arg-type]
        text += part + "\n"
    article = Article("a", "d", text, tuple(blocks), outlet="The Example", title=title, published="2019-03-04")
    parsed = parse(article)
    return text, code(parsed, resolve(parsed))


def chains(text: str, event: str) -> list[list[str | None]]:
    """The chains of the claims of one type, without the outlet."""
    return [[v.name for v in c.attribution[1:]] for c in claims_of(text)[1] if c.event == event]


ONE_SENTENCE = [
    # an office and its name, before or behind
    ("Kenya attacked Sudan, the Foreign Minister, Ola Vik, announced.", ["Ola Vik"]),
    # of two subjects the nearer one speaks; a name that lost its verb
    ("According to the radio, Kenya attacked Sudan.", ["the radio"]),
    # nobody's word
    ("Kenya attacked Sudan according to plan.", []),
    # whoever tells, tells
    ("Kenya attacked Sudan, the baker said.", ["the baker"]),
    # heard from somebody
    (
        "A Norwegian envoy said she had heard from shepherds that Kenya attacked Sudan.",
        ["A Norwegian envoy", "shepherds"],
    ),
    # citing behind a comma, before the verb
    ("Reuters, citing a diplomat, reported that Kenya attacked Sudan.", ["Reuters", "a diplomat"]),
    # what is denied is the denier's word
    ("Uganda denied the rebels' claim that Kenya attacked Sudan.", ["Uganda"]),
]


@pytest.mark.parametrize(("text", "names"), ONE_SENTENCE)
def test_the_chain_of_one_sentence(text: str, names: list[str]) -> None:
    assert names in chains(text, "ASSAULT")


def test_what_is_demanded_keeps_the_chain_of_the_demand() -> None:
    for text in ("Kenya urged Sudan to release the prisoners.", "Kenya demanded that Sudan withdraw its troops."):
        assert chains(text, "RETREAT") == [[]], text


def test_no_comment_is_a_stance_and_no_negation() -> None:
    _, claims = claims_of("A Kenyan spokesman would not comment on the attack on Sudan.")
    attack = next(c for c in claims if c.event == "ASSAULT")
    assert attack.status == "actual"
    assert attack.attribution[-1].stance == "no_comment"


def test_the_paper_and_it_are_the_outlet_heard_before() -> None:
    text, claims = report("Reuters reported that Kenya attacked Sudan.", "The report said that Kenya shelled Juba.")
    assert [c.attribution[-1].name for c in claims if c.event == "ASSAULT"] == ["Reuters", "Reuters"], text


def test_a_headline_names_its_source_behind_a_colon() -> None:
    _, claims = report("It was calm on Monday.", title="Kenya attacked Sudan: army chief")
    assert [c.attribution[-1].kind for c in claims if c.event == "ASSAULT"] == ["official"]


def test_a_report_in_a_headline_is_the_first_source_of_the_body() -> None:
    _, claims = report("Reuters said that Kenya attacked Sudan.", title="Report: Kenya attacked Sudan")
    assert [c.attribution[-1].name for c in claims if c.event == "ASSAULT"] == ["Reuters", "Reuters"]


def test_a_guest_who_is_introduced_has_the_floor() -> None:
    _, claims = report(
        "Peter Oba, director of the Harbour Institute, talks about the north and its people.",
        "Kenya attacked Sudan. Kenyan troops shelled Juba. Our government must condemn it.",
    )
    assert [c.attribution[-1].name for c in claims if c.event == "ASSAULT"][:1] == ["Peter Oba"]


def test_an_interview_is_told_by_whoever_answers() -> None:
    _, claims = report(
        "Marta Oyelaran has led the miners for a year.",
        "Q: What happened in the spring?",
        "A: Kenya attacked Sudan.",
        "Q: And Uganda attacked Rwanda?",
    )
    told = {c.actors[0].id: [v.name for v in c.attribution[1:]] for c in claims if c.event == "ASSAULT" and c.actors}
    assert told["KEN"] == ["Marta Oyelaran"]
    assert told["UGA"] == []


def test_nothing_is_said_by_a_verb_without_words_to_say() -> None:
    _, claims = report(
        "“Kenya attacked Sudan at dawn,” the Ugandan envoy Peter Oba said. Peru should not maintain a base there.",
        "“Then it shelled the harbour of Juba for a day,” he added.",
    )
    assert {c.attribution[-1].name for c in claims if c.event == "ASSAULT"} == {"Peter Oba"}


HELD = [
    # (sentence, outer type, inner type, status of the inner)
    ("The drones were flown over Sudan with the consent of Uganda.", {"AGREE", "SUPPORT"}, "MOBILIZE", "actual"),
    ("Kenya has yet to comply with the Ugandan demand.", {"REQUEST"}, "CONCEDE", "negated"),
    ("Kenya is troubled by Uganda's plan to attack Sudan.", {"ACCUSE"}, "ASSAULT", "future"),
    ("Kenya could demand that Sudan withdraw its troops.", {"REQUEST"}, "RETREAT", "requested"),
]


@pytest.mark.parametrize(("text", "outer", "inner", "status"), HELD)
def test_what_holds_what(text: str, outer: set[str], inner: str, status: str) -> None:
    _, claims = claims_of(text)
    by_id = {c.id: c for c in claims}
    found = [(by_id[c.content_of].event, c.status) for c in claims if c.event == inner and c.content_of]
    assert found and found[0][0] in outer and found[0][1] == status, [(c.event, c.status, c.content_of) for c in claims]


def test_what_was_done_to_what_is_asked_for_is_not_asked_for() -> None:
    _, claims = claims_of("Kenya demanded the release of sailors arrested by Sudan in May.")
    assert [(c.status, c.content_of) for c in claims if c.event == "COERCE"] == [("actual", None)]


STATUS = [
    # a means that was used, and a habit
    ("Kenya used the strait to attack Sudan.", "actual"),
    ("Kenya has taken to attacking Sudan at night.", "actual"),
    # nobody admits what happened
    ("Nobody has admitted attacking Sudan.", "actual"),
    # what stands on the event's own verb leaves no doubt
    ("Kenyan troops may also have attacked Sudan.", "hypothetical"),
    ("Uganda said it would appeal, and attacked Sudan.", "actual"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_status(text: str, status: str) -> None:
    _, claims = claims_of(text)
    assert status in [c.status for c in claims if c.event == "ASSAULT"]


QUIET = [
    "The two ministers are friends, and Kenya is talking about the unity of the continent.",
]


@pytest.mark.parametrize("text", QUIET)
def test_talking_about_something_consults_nobody(text: str) -> None:
    assert not [c for c in claims_of(text)[1] if c.event == "CONSULT"]


def test_the_lists_hold_lemmas_once() -> None:
    voices = load_yaml("voices.yml")
    for name in ("plain", "rules", "expresses", "mute", "introduces", "alone"):
        assert len(voices[name]) == len(set(voices[name])), name
        assert all(w == w.lower() for w in voices[name]), name
    for name in ("ending", "leave", "obeying", "means", "mute"):
        assert words(name), name


def test_a_reprint_stands_on_the_word_of_the_outlet_it_was_taken_from() -> None:
    _, claims = report(
        "More on it is to be read here: “Kenya attacks Sudan at dawn,” Reuters, May 4, 2018:",
        "Kenya attacked Sudan, a diplomat said.",
        "Kenya shelled Juba, according to the diplomat.",
        "Uganda attacked Rwanda.",
        "Uganda attacked Burundi, a priest said.",
    )
    told = [[v.name for v in c.attribution[1:]] for c in claims if c.event == "ASSAULT"]
    assert told == [["Reuters"], ["Reuters", "a diplomat"], ["Reuters", "a diplomat"], [], ["a priest"]]


def test_whoever_spoke_to_an_outlet_stands_inside_of_it() -> None:
    _, claims = report(
        "Peter Oba told Reuters that Kenya attacked Sudan.",
        "An aide told the agency that Uganda attacked Rwanda.",
        "A priest told a radio station in the port that Chad attacked Niger.",
    )
    told = [[v.name for v in c.attribution[1:]] for c in claims if c.event == "ASSAULT"]
    assert told == [["Reuters", "Peter Oba"], ["Reuters", "An aide"], ["A priest"]]
