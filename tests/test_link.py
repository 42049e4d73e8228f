"""Linking: which claims are one event, what contradicts, how many origins; and that order does not matter."""

import math
import time
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.link import link
from dragoman.link.candidates import _meet, candidate_pairs
from dragoman.link.compare import compare
from dragoman.link.together import _km
from dragoman.model import Article, Block, Claim, Party, Place, Voice, When

SENTENCE = "Ruritanian guns shelled the harbour of Zenda for three hours on Monday."


def article(name: str, published: str = "2001-05-03", text: str = SENTENCE) -> Article:
    return Article(
        id=name, document_id=name, text=text, blocks=(Block("body", 0, len(text), 0),), outlet=name, published=published
    )


def party(identifier: str) -> Party:
    return Party(identifier, identifier, identifier[:3], "GOV", None, None, None)


def claim(report: str, **fields: object) -> Claim:
    base = Claim(
        id="",
        article_id=report,
        event="ASSAULT",
        mode=None,
        actors=(party("RUR"),),
        recipients=(party("GRA"),),
        status="actual",
        trigger=(16, 23),
        sentence=(0, len(SENTENCE)),
        when=When("2001-04-30", "2001-04-30", "day", "weekday"),
        when_span=(64, 70),
        attribution=(Voice(report, "outlet"),),
    )
    changed = replace(base, **fields)  # type: ignore[arg-type]
    return replace(
        changed, id=f"{report}-{changed.event}-{changed.status}-{changed.trigger[0]}-{changed.attribution[-1].name}"
    )


A, B, C = (
    article("A"),
    article("B", "2001-05-04", "Another account of the shelling at Zenda harbour, in other words."),
    article("C", "2001-05-05"),
)


def test_the_same_event_in_two_reports_is_one() -> None:
    judgements, events = link([claim("A"), claim("B")], [A, B])
    assert [j.verdict for j in judgements] == ["same"]
    (event,) = events
    assert (event.reports, event.origins, event.standing) == (2, 2, "corroborated")
    assert event.id == "A-ASSAULT-actual-16-A"


def test_an_event_lasts_to_the_end_of_what_a_prefix_date_means() -> None:
    day, month = (When(date, date, "day", "absolute") for date in ("2001-04-30", "2001-04"))
    _, (event,) = link([claim("A", when=day), claim("B", when=month, trigger=(16, 23))], [A, B])
    assert (event.start, event.end) == ("2001-04", "2001-04")


def test_copied_words_are_one_origin() -> None:
    _, events = link([claim("A"), claim("C")], [A, C])
    assert [(e.reports, e.origins, e.standing) for e in events] == [(2, 1, "single-sourced")]


def test_two_outlets_that_quote_one_voice_are_one_origin() -> None:
    agency = Voice("Zenda Wire", "agency", id="zenda-wire")
    told = [
        claim("A", attribution=(Voice("A", "outlet"), agency)),
        claim("B", attribution=(Voice("B", "outlet"), agency)),
    ]
    _, events = link(told, [A, B])
    assert [(e.reports, e.origins) for e in events] == [(2, 1)]


def test_a_denial_contests() -> None:
    judgements, events = link([claim("A"), claim("B", status="negated")], [A, B])
    assert [j.verdict for j in judgements] == ["contrary"]
    assert {e.standing for e in events} == {"contested"}
    assert len(events) == 2


def test_other_days_and_other_parties_are_other_events() -> None:
    later = When("2001-05-02", "2001-05-02", "day", "weekday")
    for other in (claim("B", when=later), claim("B", recipients=(party("KRA"),)), claim("B", event="ACCUSE")):
        assert len(link([claim("A"), other], [A, B])[1]) == 2


PORT, PIER, FORT, CAMP = (
    Place(name, code, None, None, "populated place")
    for name, code in (("Zenda", "RUR"), ("Hentzau", "RUR"), ("Strelsau", "GRA"), ("Tarlenheim", None))
)
SCORES: list[tuple[dict[str, object], dict[str, object], float, str]] = [
    # (what the first claim has, what the second has, score, a reason that is given)
    ({}, {}, 0.9, "same date 2001-04-30"),
    ({}, {"actors": (party("RUR"), party("GRA"))}, 0.75, "actors 0.50"),
    ({}, {"actors": (party("RUR.MIL"),)}, 0.9, "actors 1.00"),
    ({}, {"recipients": ()}, 0.733, "actors 1.00"),
    ({"recipients": ()}, {"recipients": ()}, 0.775, "actors 1.00"),
    ({}, {"recipients": (party("KRA"),)}, 0.65, "recipients 0.00"),
    ({}, {"when": None}, 0.65, "actors 1.00"),
    ({"when": None}, {}, 0.65, "actors 1.00"),
    ({}, {"when": When("", "", "unknown", "none")}, 0.65, "actors 1.00"),
    ({"when": When("", "", "unknown", "none")}, {}, 0.65, "actors 1.00"),
    # the day of the report is weaker than a day that is said
    ({"when_span": None}, {}, 0.85, "actors 1.00"),
    ({}, {"when_span": None}, 0.85, "actors 1.00"),
    ({}, {"when": When("2001-04", "2001-04", "month", "stated")}, 0.75, "dates meet"),
    ({"place": PORT}, {"place": PORT}, 0.95, "same place Zenda"),
    ({"place": PORT}, {}, 0.9, "actors 1.00"),
    ({"place": PORT}, {"place": PIER}, 0.9, "actors 1.00"),
    ({"place": PORT}, {"place": FORT}, 0.75, "actors 1.00"),
    ({"place": CAMP}, {"place": replace(CAMP, name="Ruritz")}, 0.75, "actors 1.00"),
    ({"mode": "artillery"}, {"mode": "artillery"}, 0.95, "mode same"),
    ({"mode": "artillery"}, {"mode": "aerial"}, 0.8, "mode differs"),
    ({"mode": "artillery"}, {}, 0.9, "actors 1.00"),
]


@pytest.mark.parametrize(("left", "right", "score", "reason"), SCORES)
def test_what_two_claims_have_in_common_adds_up(
    left: dict[str, object], right: dict[str, object], score: float, reason: str
) -> None:
    found = compare(claim("A", **left), claim("B", **right))
    assert found.score == score and reason in found.reasons


@pytest.mark.parametrize("side", ["actors", "recipients"])
def test_parties_apart_are_never_one_event_but_no_party_may_be_any(side: str) -> None:
    alike = {"place": PORT, "mode": "artillery"}
    assert compare(claim("A", **alike), claim("B", **alike, **{side: (party("KRA"),)})).verdict == "different"
    assert compare(claim("A", **alike), claim("B", **alike, **{side: ()})).verdict == "same"
    assert compare(claim("A", **alike, **{side: ()}), claim("B", **alike)).verdict == "same"


def test_a_plan_and_a_deed_are_not_joined() -> None:
    assert len(link([claim("A"), claim("B", status="future")], [A, B])[1]) == 2


CLAIMS = [
    claim("A"),
    claim("B"),
    claim("C"),
    claim("B", status="negated", trigger=(1, 5)),
    claim("C", recipients=(), trigger=(2, 5)),
    claim("A", event="ACCUSE", trigger=(3, 5)),
]


@given(st.permutations(CLAIMS), st.permutations([A, B, C]))
def test_order_does_not_matter(claims: list[Claim], articles: list[Article]) -> None:
    assert link(claims, articles) == link(CLAIMS, [A, B, C])


@given(st.lists(st.sampled_from(CLAIMS), unique=True))
def test_every_claim_stands_in_exactly_one_event(claims: list[Claim]) -> None:
    _, events = link(claims, [A, B, C])
    assert sorted(c for e in events for c in e.claims) == sorted(c.id for c in claims)


DATES = ["2001", "2001-02", "2001-04", "2001-04-30", "2001-05-01", "2001-05-03", "2002-01-01", "1999", "2001-02-30"]
WHENS = st.one_of(
    st.none(),
    st.builds(
        lambda one, two: When(*sorted((one, two)), "span", "stated"), st.sampled_from(DATES), st.sampled_from(DATES)
    ),
)


@given(st.lists(WHENS, max_size=12))
def test_every_pair_whose_dates_may_meet_is_compared_once(whens: list[When | None]) -> None:
    claims = [replace(claim("A", when=when), id=f"c{number}") for number, when in enumerate(whens)]
    wanted = [(one.id, two.id) for n, two in enumerate(claims) for one in claims[:n] if _meet(one, two)]
    assert [(one.id, two.id) for one, two in candidate_pairs(claims)] == wanted


def test_hours_keep_no_claims_of_one_day_apart() -> None:
    days = ("2001-04-30T10:15", "2001-04-30", "2001-04-30T08:00", "2001-05-01T08:00")
    one, two, three, four = (replace(claim("A", when=When(day, day, "day", "stated")), id=day) for day in days)
    assert list(candidate_pairs([one, two, three, four])) == [(one, two), (one, three), (two, three)]


def test_a_claim_is_not_compared_with_itself() -> None:
    both = claim("A", actors=(party("RUR"), party("RUR.MIL")))
    assert list(candidate_pairs([both])) == []


def test_many_claims_of_one_party_are_not_all_compared() -> None:
    days = [f"{2001 + n // 336}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(3000)]
    claims = [replace(claim("A", when=When(day, day, "day", "stated")), id=day + str(n)) for n, day in enumerate(days)]
    begin = time.process_time()
    assert len(list(candidate_pairs(claims))) < 60_000
    # 0.1 s on an idle core, 1.6 s when each was held against all earlier ones.
    assert time.process_time() - begin < 1


def place(name: str, lat: float | None, lon: float | None, kind: str = "city") -> Place:
    return Place(name, "GRA", lat, lon, kind)


def years(start: str, end: str) -> When:
    return When(start, end, "span", "absolute")


ZENDA, STRELSAU = place("Zenda", 48.1, 12.0), place("Strelsau", 49.4, 12.9)
DOCKS = place("Zenda docks", 48.12, 12.03, "base/facility")
LAND = place("Graustark", 48.5, 12.5, "country")

# what a third claim, of the whole country or without a day, must not join: (first, second, third, events)
BRIDGES = [
    ("other years", {"when": years("1998-05-01", "1998-05-31")}, {"when": years("2002-09-01", "2002-09-30")},
     {"when": None}, 2),
    ("other towns", {"place": ZENDA}, {"place": STRELSAU}, {"place": LAND}, 2),
    ("one town and its docks", {"place": ZENDA}, {"place": DOCKS}, {"place": LAND}, 1),
    ("each at the other", {"actors": (party("RUR"),), "recipients": (party("GRA"),), "place": ZENDA},
     {"actors": (party("GRA"),), "recipients": (party("RUR"),), "place": ZENDA},
     {"actors": (party("RUR"), party("GRA")), "recipients": (), "place": ZENDA}, 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "third", "count"), [row[1:] for row in BRIDGES], ids=[r[0] for r in BRIDGES]
)
def test_no_claim_joins_two_that_cannot_be_one_event(
    first: dict[str, object], second: dict[str, object], third: dict[str, object], count: int
) -> None:
    told = [claim("A", trigger=(n, n + 2), **fields) for n, fields in enumerate((first, second, third))]
    for order in permutations(told):
        _, events = link(order, [A])
        assert len(events) == count
        assert sorted(c for e in events for c in e.claims) == sorted(c.id for c in told)


def test_a_report_without_a_date_is_not_held_to_tell_the_same() -> None:
    dated, undated = claim("A", place=LAND), claim("B", place=LAND, when=None, when_span=None)
    (judgement,), events = link([dated, undated], [A, B])
    assert (judgement.verdict, judgement.reasons[-1], len(events)) == ("unsure", "no date", 2)
    _, events = link([replace(dated, place=ZENDA), replace(undated, place=ZENDA)], [A, B])
    assert len(events) == 1


def test_what_is_wished_not_to_happen_denies_nothing() -> None:
    told, denied = claim("A"), claim("B", status="negated", reasons=("negated:not",))
    assert [j.verdict for j in link([told, denied], [A, B])[0]] == ["contrary"]
    for unreal in ({"reasons": ("future:will", "negated:no longer")}, {"content_of": "a demand"}):
        assert link([told, replace(denied, **unreal)], [A, B])[0] == ()


@given(st.tuples(*[st.floats(-90, 90), st.floats(-180, 180)] * 2))
def test_distances_of_places(where: tuple[float, float, float, float]) -> None:
    a, b = place("a", *where[:2]), place("b", *where[2:])
    assert 0 <= _km(a, b) <= 20_016
    assert math.isclose(_km(a, b), _km(b, a), abs_tol=1e-6)
    assert _km(place("Lima", -12.05, -77.04), place("Quito", -0.22, -78.51)) == pytest.approx(1325, abs=10)
