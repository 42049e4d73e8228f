"""One voice under one name within a report, which kind of voice somebody is, and who speaks where nobody is named."""

from __future__ import annotations

from collections import Counter

import pytest
from test_code_statements import claims

from benchmarks.lexicon import claims_of
from dragoman.code.voices.one_name import once
from dragoman.code.voices.phrases import load_words
from dragoman.data.files import load_yaml
from dragoman.link.recycled import _origin
from dragoman.model import Claim, Voice
from dragoman.show.names import name_of


def voices(*paragraphs: str) -> list[list[tuple[str | None, str, str | None]]]:
    """Name, kind and id of the voices of every assault in a report, without its outlet."""
    return [_seen(claim) for _, claim in claims("News of the harbour", *paragraphs) if claim.event == "ASSAULT"]


def _seen(claim: Claim) -> list[tuple[str | None, str, str | None]]:
    return [(v.name, v.kind, v.id) for v in claim.attribution[1:]]


ONE_NAME = [
    # a monitor of the book, by its head and by its initials
    (
        "The Syrian Observatory for Human Rights said Chad attacked Niger. The Observatory said Chad bombed Mali."
        " According to SOHR, Chad shelled Togo.",
        "Syrian Observatory for Human Rights",
        "sohr",
    ),
    # a body that only the report knows; the model ends its name too soon
    (
        "The Quillan Observatory for Human Rights said on Friday that Chad attacked Niger. The Observatory said Chad bombed Mali."
        " QOHR said Chad shelled Togo.",
        "The Quillan Observatory for Human Rights",
        "quillan-observatory-for-human-rights",
    ),
    (
        "The Harbour Relief Foundation said Chad attacked Niger. The Foundation said Chad bombed Mali.",
        "The Harbour Relief Foundation",
        "harbour-relief-foundation",
    ),
    # an agency that is no news agency, whether the resolver knows it or not
    (
        "The International Atomic Energy Agency said Chad attacked Niger. The Agency said Chad bombed Mali."
        " The IAEA said Chad shelled Togo.",
        "The International Atomic Energy Agency",
        "iaea",
    ),
    (
        "The Harbour Relief Agency said Chad attacked Niger. The Agency said Chad bombed Mali.",
        "The Harbour Relief Agency",
        None,
    ),
    # a newspaper by a word of its name and by what it is
    (
        "The Northern Herald newspaper said Chad attacked Niger. The Herald said Chad bombed Mali."
        " The daily said Chad shelled Togo.",
        "Northern Herald",
        "northern-herald",
    ),
    # an agency by its initials, each time
    ("AFP said Chad attacked Niger. AFP said Chad bombed Mali.", "AFP", "agence-france-presse"),
    # a person by the last name, with and without "Mr"
    (
        "Fawaz Quill, an analyst at the Lima Institute, said Chad attacked Niger. Mr Quill said Chad bombed Mali."
        " Quill said Chad shelled Togo.",
        "Fawaz Quill",
        "fawaz-quill",
    ),
]


def test_an_agency_named_in_full_keeps_its_initials() -> None:
    found = voices("Agence France-Presse said Chad attacked Niger. AFP said Chad bombed Mali.")
    assert found == [
        [("Agence France-Presse", "agency", "agence-france-presse")],
        [("AFP", "agency", "agence-france-presse")],
    ]


@pytest.mark.parametrize(("text", "name", "id"), ONE_NAME)
def test_a_voice_has_one_name_in_a_report(text: str, name: str, id: str | None) -> None:
    found = voices(text)
    assert len(found) == text.count("said") + text.count("According")
    assert {(told[-1][0], told[-1][2]) for told in found} == {(name, id)}
    assert len({told[-1][1] for told in found}) == 1  # and one kind


def test_where_it_acts_it_is_the_same_party() -> None:
    found = claims("News of the harbour", "The Quill Liberation Front attacked Niger. The Front bombed Mali.")
    assert {tuple(p.id for p in c.actors) for _, c in found if c.event == "ASSAULT"} == {("quill-liberation-front",)}


SEVERAL = [
    "The Quillan Council said Chad attacked Niger. The Harbour Council said Chad bombed Mali."
    " The Council said Chad shelled Togo.",
    "The Harbour Relief Foundation said Chad attacked Niger. The Dockers Rights Foundation said Chad bombed Mali."
    " The Foundation said Chad shelled Togo.",
]


@pytest.mark.parametrize("text", SEVERAL)
def test_what_may_be_several_stays_undecided(text: str) -> None:
    ((name, _, id),) = voices(text)[-1]
    assert name in ("The Council", "The Foundation") and id is None


def test_both_sides_are_neither() -> None:
    ((name, _, id),) = voices("Peru and Chile met. Both sides said that Chad attacked Niger.")[-1]
    assert (name, id) == ("Both sides", None)


def test_initials_of_two_bodies_are_nobodys() -> None:
    told = [Voice(name, "organisation", id=id) for name, id in (("Quill Reef Guard", "a"), ("Quay Rope Guild", "b"))]
    found = once([[voice] for voice in (*told, Voice("QRG", "organisation"))], [])
    assert found.name((Voice(None, "outlet"), Voice("QRG", "organisation")))[1].name == "QRG"


def test_one_source_is_one_line_and_one_origin() -> None:
    names = ("Agence France-Presse", "AFP", "Agence France Presse")
    assert len({_origin(Voice(name, "agency")) for name in names}) == 1
    assert name_of("quill-reef-guard", Counter(["Ana Ruiz", "Ana Ruiz", "Quill Reef Guard"])) == "Quill Reef Guard"


KINDS = [
    ("The mayor's press service said Chad had attacked Niger.", "organisation"),
    ("A local doctors' union said Chad had attacked Niger.", "organisation"),
    ("Amnesty International was sad. It said Chad had attacked Niger.", "organisation"),
    ("Aid workers said Chad had attacked Niger.", "anonymous source"),
    ("Medics at two hospitals said Chad had attacked Niger.", "anonymous source"),
    ("Peru's spy agency said Chad had attacked Niger.", "official"),
    ("The state news agency said Chad had attacked Niger.", "outlet"),
    ("The panel's report said Chad had attacked Niger.", "document"),
    ("Ana Ruiz, director of the Institute of Harbour Studies, said Chad had attacked Niger.", "analyst"),
    ("The analyst Ana Ruiz said Chad had attacked Niger.", "analyst"),
    ("Premier Ana Ruiz of Peru was sad. She said Chad had attacked Niger.", "official"),
    ("A farmer in Kenya, Ana Ruiz, said Chad had attacked Niger.", "person"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text: str, kind: str) -> None:
    assert voices(text)[-1][-1][1] == kind


NAMED = [
    # the name before the noun of the press, and not who runs it
    ("The Houthi-run Al Dhow television said Chad had attacked Niger.", [("Al Dhow", "al-dhow")]),
    # on whose air it was said
    ("Ana Ruiz said on the Sputnik news agency that Chad had attacked Niger.", [("Sputnik", "sputnik"), ("Ana Ruiz", "ana-ruiz")]),
    # diplomats of a state that nobody names
    ("Mali was calm. Chad attacked Niger, diplomats said.", [("diplomats", None)]),
    ("Mali was calm. Chad attacked Niger, officials on both sides said.", [("officials", None)]),
    # whoever is bidden does not speak, nor who is spoken of
    (
        "Norway's envoy, Ola Vik, told the crowd to leave and said Chad would attack Niger.",
        [("Ola Vik", "NOR")],
    ),
    # what somebody else says meanwhile is the report's own
    ("Peru said that Chad had bombed Mali, while Chile accused Chad of attacking Niger.", [("Chile", "CHL")]),
    # what one only feels is no word of his
    ("Ola Vik of Norway said Peru felt attacked.", [("Ola Vik", "NOR")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "chain"), NAMED)
def test_who_says_so(text: str, chain: list[tuple[str, str | None]]) -> None:
    assert [(name, id) for name, _, id in voices(text)[-1]] == chain


STANCES = [
    ("Ola Vik of Norway would not resign and denied that he had attacked Chad.", "denies"),
    ("Peru could not confirm or deny that Chad had attacked Niger.", "no_comment"),
    ("Peru acknowledged that it had held exercises but denied attacking Niger.", "denies"),
    ("The Courier quoted a clerk as denying that Chad attacked Niger.", "denies"),
    ("A priest doubted that Chad attacked Niger.", "doubts"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_stance(text: str, stance: str) -> None:
    found = [c for _, c in claims("News of the harbour", text) if c.event == "ASSAULT"]
    assert found[-1].attribution[-1].stance == stance


def test_a_report_above_the_body_is_the_outlet_that_the_body_names() -> None:
    found = claims(
        "Chad attacked Niger, according to a report",
        "According to a report in the Northern Herald newspaper, Chad attacked Niger.",
    )
    assert [c.attribution[-1].name for _, c in found if c.event == "ASSAULT"] == ["Northern Herald"]


def hearsay() -> list[str]:
    """The examples of `data/hearsay.yml`."""
    raw = load_yaml("hearsay.yml")
    behind = [entry["example"] for entry in raw["behind"].values()]
    return [*raw["adverbs"].values(), *raw["to"].values(), *behind, *raw["charged"].values()]


@pytest.mark.parametrize("example", hearsay())
def test_somebody_unnamed_says_so(example: str) -> None:
    (claim,) = [c for c in claims_of(example)[1] if c.event == "ASSAULT"]
    assert [(v.kind, v.anonymous) for v in claim.attribution[1:]] == [("unnamed", True)]


KNOWN = [
    # somebody named says so
    ("Chad is believed by Peru to have bombed Mali.", ["Peru"]),
    ("Chad was reported by Ola Vik to have bombed Mali.", ["Ola Vik"]),
    # told aside
    ("Chad bombed Mali, it was reported.", [None]),
    # a thing that is seen, and no deed
    ("Chad bombed Mali and is seen as an enemy.", []),
]


@pytest.mark.parametrize(("text", "names"), KNOWN)
def test_hearsay_and_what_is_none(text: str, names: list[str | None]) -> None:
    (claim,) = [c for c in claims_of(text)[1] if c.event == "ASSAULT"]
    assert [v.name for v in claim.attribution[1:]] == names


def test_the_words_of_hearsay_are_read() -> None:
    words = load_words()
    assert "reportedly" in words.rumoured and words.behind["credit"] == "with" and "blame" in words.charged


BESIDES = [
    # what cannot be joined to a past verb is the speaker's own act, told by the report
    ("Ola Vik of Norway said Chad would leave and demanded that Mali withdraw.", (["NOR"], [])),
    ("Ola Vik of Norway said he was ready to talk and demanded that Mali withdraw.", (["NOR"], [])),
    # behind "had" it may be the rebels' as well
    ("Ola Vik of Norway said rebels had seized the ship and demanded ransom.", (["rebels"], ["Ola Vik"])),
]


@pytest.mark.parametrize(("text", "found"), BESIDES)
def test_what_somebody_does_beside_saying(text: str, found: tuple[list[str], list[str]]) -> None:
    (claim,) = [c for _, c in claims("News of the harbour", text) if c.event == "REQUEST"]
    assert ([p.id for p in claim.actors], [v.name for v in claim.attribution[1:]]) == found
