"""Positions through speech about speech, threats of one's own, what is lifted, and what was demanded before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyse import held, positions
from dragoman.analyse.chains import BY_EVENT
from dragoman.clean import plain
from dragoman.model import Claim, Event, Party, Voice, When
from dragoman.model.terms import STATUSES
from dragoman.pipeline import code_articles

ARV, BEL, COR = (
    Party(code, name, code, "GOV", None, None, None)
    for code, name in (("ARV", "Arvania"), ("BEL", "Belmark"), ("COR", "Corvania"))
)
TODAY = When("2031-03-03", "2031-03-03", "day", "absolute")


def claim(name: str, event: str, *actors: Party, of: str | None = None, at: int = 0, **fields: object) -> Claim:
    base = Claim(
        name, "a", event, None, actors, (), "actual", (at, at + 1), (0, 99), when=TODAY, content_of=of,
        attribution=(Voice("The Courier", "outlet"),),
    )  # fmt: skip
    return replace(base, **fields)  # type: ignore[arg-type]


def taken(*claims: Claim) -> list[tuple[str, str, float, str]]:
    return [(s.question, s.party, s.position, s.how) for s in positions(claims)]


@pytest.mark.parametrize(
    ("outer", "inner", "value"),
    [
        ("REJECT", "REQUEST", -1.0),  # rejected a call to withdraw
        ("REQUEST", "REQUEST", 1.0),  # pressed an ally to demand it
        ("AGREE", "REQUEST", 0.7),
        ("SUPPORT", "REQUEST", 1.0),
        ("ACCUSE", "REJECT", 1.0),  # accused it of refusing
        ("REJECT", "AGREE", -1.0),  # rejected the plan to do it
        ("CONCEDE", "REQUEST", 0.7),  # gave in to the demand
        ("REJECT", "ACCUSE", None),  # who rejects allegations is not for what is alleged
        ("REJECT", "THREATEN", None),
        ("REJECT", "SUPPORT", None),
    ],
)
def test_speech_of_speech(outer: str, inner: str, value: float | None) -> None:
    found = taken(
        claim("o", outer, ARV), claim("i", inner, BEL, of="o"), claim("d", "RETREAT", COR, of="i", status="requested")
    )
    of_arv = [(position, how) for _, party, position, how in found if party == "ARV"]
    assert of_arv == ([] if value is None else [(value, f"{outer} of {inner} of RETREAT")])


@pytest.mark.parametrize(
    ("event", "deed", "by", "status", "value"),
    [
        ("THREATEN", "ASSAULT", ARV, "hypothetical", 0.7),  # who threatens to strike is ready to
        ("THREATEN", "ASSAULT", ARV, "negated", -0.7),
        ("THREATEN", "MOBILIZE", BEL, "hypothetical", -1.0),  # who warns of another's deed is against it
        ("THREATEN", "RETREAT", BEL, "hypothetical", 1.0),  # an ultimatum to leave
        ("REQUEST", "ASSAULT", BEL, "requested", 1.0),
        ("REQUEST", "ASSAULT", BEL, "actual", -1.0),  # demanded an end of the strikes
        ("REQUEST", "AGREE", BEL, "actual", None),  # to revoke a treaty, or to explain it
        ("CONCEDE", "SANCTION", ARV, "actual", -0.7),  # lifted them
        ("CONCEDE", "RETREAT", ARV, "future", 0.7),
        ("REQUEST", "CONCEDE", BEL, "negated", None),  # have yet to comply with the demand
        ("ACCUSE", "AID", ARV, "actual", None),  # its own deed
    ],
)
def test_what_is_said_of_ones_own_and_of_others_deeds(
    event: str, deed: str, by: Party, status: str, value: float | None
) -> None:
    found = taken(claim("o", event, ARV), claim("d", deed, by, of="o", status=status))
    assert [position for _, party, position, how in found if how != "deed"] == ([] if value is None else [value])


def test_who_accuses_speaks_of_the_deeds_of_the_accused() -> None:
    blamed = claim("o", "ACCUSE", ARV, recipients=(BEL,))
    assert taken(blamed, claim("d", "ASSAULT", COR, of="o")) == []
    assert taken(blamed, claim("d", "ASSAULT", replace(BEL, id="BEL.MIL"), of="o")) == [
        ("ASSAULT by BEL", "ARV", -1.0, "ACCUSE of ASSAULT")
    ]


def test_a_veto_of_a_demand_is_no_demand_of_the_same_party() -> None:
    found = taken(
        claim("o", "REJECT", ARV),
        claim("i", "REQUEST", ARV, BEL, of="o"),
        claim("d", "RETREAT", COR, of="i", status="requested"),
    )
    assert {(party, position) for _, party, position, _ in found} == {("ARV", -1.0), ("BEL", 1.0)}


def test_what_stands_in_a_refusal_is_negated_for_that_alone() -> None:
    """ "She refused to promise that it would be kept out." """
    found = taken(
        claim("o", "REJECT", ARV),
        claim("i", "AGREE", ARV, of="o", status="negated"),
        claim("d", "COERCE", ARV, of="i", status="negated"),
    )
    assert found == [("COERCE by ARV", "ARV", -1.0, "REJECT of AGREE of COERCE")]


def test_a_party_takes_one_stand_in_one_breath() -> None:
    agreed = claim("o", "AGREE", ARV, BEL)
    push = claim("i", "REQUEST", ARV, BEL, of="o", status="future")
    found = taken(agreed, push, claim("d", "RETREAT", COR, of="i", status="requested"))
    assert [(party, position) for _, party, position, _ in found] == [("ARV", 1.0), ("BEL", 1.0)]


@pytest.mark.parametrize(("bare", "answer", "value"), [("CONCEDE", "REJECT", -1.0), ("REQUEST", "CONCEDE", 0.7)])
def test_an_answer_without_a_deed_is_to_what_was_demanded_before(bare: str, answer: str, value: float) -> None:
    def told(at: int, to: Party) -> list[Claim]:
        return [
            claim("q", "REQUEST", ARV, at=10),
            claim("d", "RETREAT", BEL, of="q", status="requested", mode="withdraw", at=12),
            claim("o", answer, BEL, at=at, recipients=(to,)),
            claim("b", bare, BEL if bare == "CONCEDE" else ARV, of="o", at=at + 1),
        ]

    how = f"{answer} of an earlier REQUEST of RETREAT-withdraw"
    question = "RETREAT-withdraw by BEL"
    assert taken(*told(20, ARV)) == [
        (question, "ARV", 1.0, "REQUEST of RETREAT-withdraw"),
        (question, "BEL", value, how),
    ]
    for elsewhere in (told(5, ARV), told(20, COR)):  # before it was demanded; an answer to somebody else
        assert all("earlier" not in how for *_, how in taken(*elsewhere))


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Kenya rejected a call from Uganda for all foreign troops to leave Rwanda.", {("KEN", -1.0), ("UGA", 1.0)}),
        (
            "Uganda demanded that Kenya withdraw from Rwanda. Kenya has refused to comply.",
            {("KEN", -1.0), ("UGA", 1.0)},
        ),
        ("Kenya demanded an end to Ugandan air strikes on Busia.", {("KEN", -1.0)}),
        ("Kenya threatened to strike Uganda.", {("KEN", 0.7)}),
        ("Kenya refused to lift its sanctions on Uganda.", {("KEN", 1.0)}),
        ("Kenya accused Uganda of refusing to withdraw from Rwanda.", {("KEN", 1.0), ("UGA", -1.0)}),
    ],
)
def test_in_sentences(text: str, stands: set[tuple[str, float]]) -> None:
    (coded,) = code_articles([plain(text)])
    assert {(stand.party, stand.position) for stand in positions(coded.claims)} == stands


def test_modes_of_yielding_and_those_sanctioned_are_questions_of_their_own() -> None:
    asked = claim("o", "REQUEST", ARV)
    deeds = [
        claim("d", "RETREAT", BEL, of="o", status="requested", mode="withdraw"),
        claim("e", "RETREAT", BEL, of="o", status="requested", mode="release"),
        claim("f", "SANCTION", BEL, of="o", status="requested", recipients=(COR,)),
        claim("g", "ASSAULT", BEL, of="o", status="requested", mode="aerial"),
    ]
    assert [question for question, *_ in taken(asked, *deeds)] == [
        "ASSAULT by BEL",
        "RETREAT-release by BEL",
        "RETREAT-withdraw by BEL",
        "SANCTION by BEL on COR",
    ]


@pytest.mark.parametrize(
    ("voices", "word"),
    [
        ((Voice("The Courier", "outlet"),), "report"),
        ((Voice("The Courier", "outlet"), Voice("its envoy", "official", id="ARV")), "own"),
        ((Voice("The Courier", "outlet"), Voice("Belmark", "official", id="BEL")), "another"),
    ],
)
def test_whose_word_it_is(voices: tuple[Voice, ...], word: str) -> None:
    asked = claim("o", "REQUEST", replace(ARV, id="ARV.MIL"), attribution=voices)
    (stand,) = positions([asked, claim("d", "RETREAT", BEL, of="o", status="requested")])
    assert stand.word == word


def test_a_day_that_only_publication_bounds_is_that_day() -> None:
    month = When("2031-03-01", "2031-03-31", "unknown", "publication")
    (stand,) = positions(
        [claim("o", "REQUEST", ARV, when=month), claim("d", "RETREAT", BEL, of="o", status="requested")]
    )
    assert stand.date == "2031-03-31"


def test_what_reports_retell_is_one_stand() -> None:
    told = [
        part
        for name in "abc"
        for part in (claim(name, "REQUEST", ARV), claim(f"in {name}", "RETREAT", BEL, of=name, status="requested"))
    ]
    event = Event(
        "a", ("a", "b"), "REQUEST", ("ARV",), (), None, None, "actual", 2, 1, "single-sourced", ("b",), ("voice:x",)
    )
    one, other = held(positions(told), [event])
    assert (one.claims, one.reports, one.origins) == (("a", "b"), 2, ("voice:x",))
    assert (other.claims, other.reports, other.origins) == (("c",), 1, ())


PARTIES = st.sampled_from([ARV, BEL, COR])
CLAIMS = st.lists(
    st.tuples(st.sampled_from([*BY_EVENT, "RETREAT", "ASSAULT", "SANCTION"]), PARTIES, st.sampled_from(STATUSES), st.integers(-1, 7)),
    max_size=8,
)  # fmt: skip


@given(CLAIMS)
def test_any_nesting_gives_stands_in_range_in_any_order(told: list[tuple[str, Party, str, int]]) -> None:
    """Also where claims hold each other in a ring, or hold what is not there."""
    claims = [
        claim(str(n), event, who, of=str(of) if of >= 0 else None, at=n, status=status)
        for n, (event, who, status, of) in enumerate(told)
    ]
    found = positions(claims)
    assert found == positions(claims[::-1])
    assert all(-1 <= stand.position <= 1 and stand.position for stand in found)
    assert len(set(found)) == len(found)
