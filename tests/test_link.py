"""Linking: which claims are one event, what contradicts, how many origins; and that order does not matter."""

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dragoman.link import link
from dragoman.link.candidates import _meet, candidate_pairs
from dragoman.model import Article, Block, Claim, Party, Voice, When

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
