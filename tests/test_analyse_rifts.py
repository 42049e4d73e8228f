"""Who are partners, where they part, and how pairs treat each other."""

from __future__ import annotations

import doctest
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyse import Rift, held, positions, rifts, tensions
from dragoman.analyse.partners import bonds, patron, told_bonds
from dragoman.analyse.tension import pairs_of, tone_of
from dragoman.clean import plain
from dragoman.data.book import load_book
from dragoman.data.files import load_yaml
from dragoman.link import link
from dragoman.model import Article, Block, Claim, Event, Party, Voice, When
from dragoman.model.terms import QUAD_OF
from dragoman.pipeline import code_articles

TEXT = "Arvania told Belmark."
ARV, BEL, COR, GBR, USA = (
    Party(code, code, code, "GOV", None, None, None) for code in ("ARV", "BEL", "COR", "GBR", "USA")
)


def claim(name: str, event: str, *actors: Party, day: str = "1956-11-05", report: str = "r", **fields: object) -> Claim:
    base = Claim(
        name, report, event, None, actors, (), "actual", (len(name), len(name) + 1), (0, 9), when=When(day, day, "day", "absolute"),
        attribution=(Voice("The Courier", "outlet"),), confidence=0.8,
    )  # fmt: skip
    return replace(base, **fields)  # type: ignore[arg-type]


def alone(*claims: Claim) -> list[Event]:
    """Each claim as an event of its own."""
    return [
        Event(
            c.id, (c.id,), c.event, tuple(p.id for p in c.actors), tuple(p.id for p in c.recipients),
            c.when and c.when.start, c.when and c.when.end, c.status, 1, 1, "single-sourced", (), (f"outlet:{c.article_id}",),
        )
        for c in claims
    ]  # fmt: skip


def found(*claims: Claim) -> tuple[Rift, ...]:
    return rifts(claims, alone(*claims))


@pytest.mark.parametrize("entry", load_yaml("alliances.yml"), ids=lambda entry: entry["id"])
def test_an_alliance_binds_on_its_days(entry: dict[str, object]) -> None:
    one, other, on, off = entry["example"]  # type: ignore[misc]
    assert entry["id"] in {bond.by for bond in bonds((one, other), on)}
    assert bonds((one, other), on) == bonds((other, one), on)
    assert off is None or entry["id"] not in {bond.by for bond in bonds((one, other), off)}
    assert set(entry["members"]) <= set(load_book().actors)  # type: ignore[call-overload]


def test_members_of_other_days_were_never_partners() -> None:
    assert "NATO" not in {bond.by for bond in bonds(("ALB", "USA"), "1999-04-02")}
    assert bonds(("ARM", "AZE"), "1995") == ()


def test_who_stands_behind_a_group_is_its_partner() -> None:
    assert "IRN stands behind hezbollah" in {bond.by for bond in bonds(("IRN", "hezbollah"), None)}
    assert (patron("hezbollah"), patron("tur-allies"), patron("ARV")) == ("IRN", "TUR", "ARV")


TOGETHER = [
    claim("a", "COOPERATE", ARV, BEL, day="1956-09-01"),
    claim("b", "ASSAULT", ARV, BEL, recipients=(COR,), day="1956-10-01"),
]


def test_partners_by_what_is_told() -> None:
    events = alone(*TOGETHER)
    (bond,) = told_bonds(events, {}).values()
    assert (bond.by, bond.since, bond.until) == ("told: 2 events with or for each other", "1956-09-01", "1956-10-01")
    assert told_bonds(events[:1], {}) == {}  # one binds nobody
    hostile = alone(*(claim(name, "ASSAULT", ARV, recipients=(BEL,)) for name in "xy"))
    assert told_bonds(events + hostile, {}) == {}
    clash = alone(*(claim(name, "ASSAULT", ARV, BEL) for name in "xyz"))  # "ARV and BEL clashed"
    assert told_bonds(clash, {}) == {}


def asked(*, day: str = "1956-11-01", report: str = "r") -> tuple[Claim, Claim]:
    """The United States asks Corvania to leave."""
    return (
        claim("us", "REQUEST", USA, day=day, report=report),
        claim("leave", "RETREAT", COR, status="requested", content_of="us", mode="withdraw", report=report),
    )


def refused(*, day: str = "1956-11-05", event: str = "REJECT") -> tuple[Claim, Claim]:
    """Britain wants it to stay."""
    return (
        claim("gb", event, GBR, day=day, report="s"),
        claim("stay", "RETREAT", COR, status="negated", content_of="gb", mode="withdraw", report="s"),
    )


def test_partners_apart_on_a_question() -> None:
    (rift,) = found(*asked(), *refused())
    assert (rift.partners, rift.kind, rift.over) == (("GBR", "USA"), "apart", "RETREAT-withdraw by COR")
    assert [(side.party, side.sign, side.claims, side.reports) for side in rift.sides] == [
        ("GBR", -1, ("gb",), 1),
        ("USA", 1, ("us",), 1),
    ]
    assert (rift.since, rift.last, rift.closed, rift.confidence) == ("1956-11-05", "1956-11-05", None, 0.8)
    assert "NATO" in {bond.by for bond in rift.bonds} and rift.origins == ("outlet:r", "outlet:s")


def test_the_same_words_between_parties_that_nothing_binds_are_no_rift() -> None:
    strangers = [replace(c, actors=(ARV,)) if GBR in c.actors else c for c in (*asked(), *refused())]
    assert found(*strangers) == ()


def test_before_the_treaty_they_were_no_partners() -> None:
    assert found(*asked(day="1938-10-01"), *refused(day="1938-11-01")) == ()


def test_a_party_that_changes_its_mind_closes_the_rift() -> None:
    came_round = (
        claim("gb2", "SUPPORT", GBR, day="1956-12-03", report="s"),
        claim(
            "leave2", "RETREAT", COR, content_of="gb2", mode="withdraw", report="s", day="1956-12-03", status="future"
        ),
    )
    (rift,) = found(*asked(), *refused(), *came_round)
    assert (rift.closed, rift.sides[0].sign, rift.since) == ("1956-12-03", -1, "1956-11-05")


def test_without_days_nothing_is_said_of_since_when() -> None:
    undated = [replace(c, when=None) for c in (*asked(), *refused())]
    (rift,) = found(*undated)
    assert (rift.since, rift.last, rift.closed) == (None, None, None)


def test_a_deed_long_after_the_words_breaks_nothing() -> None:
    left = claim("left", "RETREAT", COR, mode="withdraw", day="1957-03-07", report="t")
    bond = [claim(name, "COOPERATE", GBR, COR, report="t") for name in ("j", "k")]
    assert [r.partners for r in found(*refused(day="1956-10-30"), left, *bond)] == []
    soon = replace(left, when=When("1956-11-20", "1956-11-20", "day", "absolute"))
    assert [r.partners for r in found(*refused(day="1956-10-30"), soon, *bond)] == [("COR", "GBR")]


def test_a_demand_without_an_answer_and_through_those_one_stands_behind() -> None:
    day = When("2018-06-08", "2018-06-08", "day", "absolute")
    rus, militias = (
        Party("RUS", "Russia", "RUS", "GOV", None, None, None),
        Party("irn-militias", "m", "IRN", "PRM", None, None, None),
    )
    demand = claim("d", "REQUEST", rus, when=day)
    leave = claim("l", "RETREAT", militias, status="requested", content_of="d", when=day)
    (rift,) = found(demand, leave)
    assert (rift.partners, rift.kind, rift.sides[0].through) == (("IRN", "RUS"), "demanded", ("irn-militias",))
    help_ = claim("h", "AID", militias, status="requested", content_of="d", when=day)
    assert found(demand, help_) == ()  # who asks for help has not fallen out


def test_deeds_against_each_other_are_counted_once() -> None:
    blame = claim("b", "ACCUSE", USA, recipients=(GBR,), report="r")
    retold = claim("bb", "ACCUSE", USA, recipients=(GBR,), report="s")
    one = replace(alone(blame)[0], claims=("b", "bb"), reports=2)
    (rift,) = rifts([blame, retold], [one])
    assert (rift.over, rift.deeds, rift.claims) == ("each other", (("ACCUSE", "USA", 1),), ("b", "bb"))
    # What shows a stand on a question is told there.
    veto = replace(refused()[0], recipients=(USA,))
    assert [r.kind for r in found(*asked(), veto, refused()[1])] == ["apart"]


def event(
    kind: str, who: tuple[str, ...], whom: tuple[str, ...], day: str | None = "2031-03-01", *claims: str
) -> Event:
    return Event(f"{kind}{who}{whom}{day}", claims, kind, who, whom, day, day, "actual", 1, 1, "single-sourced")


def test_every_type_has_a_tone_and_conflict_is_below_zero() -> None:
    scores = load_yaml("tone.yml")
    assert set(scores) == set(QUAD_OF)
    for name, found_ in scores.items():
        assert min(found_.values()) >= -10 and max(found_.values()) <= 10
        assert name == "REQUEST" or (found_["score"] < 0) == ("conflict" in QUAD_OF[name])


def test_the_mode_that_most_claims_have_decides_the_tone() -> None:
    told = {
        name: claim(name, "RETREAT", ARV, mode=mode)
        for name, mode in zip("abc", ("withdraw", "ceasefire", "ceasefire"), strict=True)
    }
    assert tone_of(event("RETREAT", ("ARV",), ("BEL",), None, *"abc"), told) == 7.5
    assert tone_of(event("RETREAT", ("ARV",), ("BEL",)), told) == 6.5


def test_pairs_of_an_event() -> None:
    assert list(pairs_of(event("ASSAULT", ("ARV", "BEL"), ("COR",)), {})) == [("ARV", "COR"), ("BEL", "COR")]
    assert list(pairs_of(event("CONSULT", ("BEL", "ARV"), ()), {})) == [("ARV", "BEL")]
    assert list(pairs_of(event("ASSAULT", ("ARV",), ("ARV", "?men", "region:west")), {})) == []


def test_a_tension_is_a_mean_drawn_to_zero_with_an_interval_from_five_events() -> None:
    four = [event("ASSAULT", ("ARV",), ("BEL",), f"2031-03-0{n}") for n in range(1, 5)]
    (one,) = tensions(four, {})
    assert (one.pair, one.events, one.conflict, one.tone, one.low, one.high) == (
        ("ARV", "BEL"),
        4,
        4,
        -5.14,
        None,
        None,
    )
    (five,) = tensions([*four, event("AID", ("BEL",), ("ARV",), "2031-03-09")], {})
    assert five.low is not None and five.high is not None and five.low <= five.tone <= five.high
    (one_day,) = tensions([replace(e, start="2031-03-01") for e in four * 2], {})
    assert one_day.low is None
    (undated,) = tensions([event("ASSAULT", ("ARV",), ("BEL",), None)], {})
    assert (undated.lately, undated.first) == (None, None)


def test_lately_forgets_and_says_nothing_of_what_is_long_past() -> None:
    old = [event("ASSAULT", ("ARV",), ("BEL",), "2021-01-01")]
    new = [event("AID", ("ARV",), ("BEL",), f"2031-03-0{n}") for n in (1, 2)]
    (both,) = tensions(old + new, {})
    assert both.lately is not None and both.lately > both.tone
    assert tensions(old, {}, until="2031-03-02")[0].lately is None
    assert tensions(new, {}, until="1931-03-02")[0].lately == 4.0  # nothing weighs more than a whole event


EVENTS = st.lists(
    st.builds(
        event,
        st.sampled_from(sorted(QUAD_OF)),
        st.sampled_from([("ARV",), ("ARV", "BEL"), ()]),
        st.sampled_from([("COR",), ("BEL",), (), ("?x",)]),
        st.sampled_from([None, "2031", "2031-02", "2031-02-31", "2031-03-05T10:00", "0001-01-01", "9999-12-31"]),
    ),
    max_size=12,
)


@given(EVENTS)
def test_any_events_give_tones_in_range_in_any_order(events: list[Event]) -> None:
    found_ = tensions(events, {})
    assert found_ == tensions(events[::-1], {}) or len({e.start for e in events}) > 1
    for one in found_:
        assert -10 <= one.tone <= 10 and 0 <= one.conflict <= one.events
        assert one.low is None or (one.high is not None and -10 <= one.low <= one.high <= 10)


def test_the_order_of_reports_does_not_show() -> None:
    articles = [Article(n, n, TEXT, (Block("body", 0, len(TEXT), 0),), outlet=n, published="1956-11-06") for n in "rs"]
    claims = [*asked(), *refused(), claim("b", "ACCUSE", USA, recipients=(GBR,))]
    one, other = (rifts(order, link(order, articles)[1]) for order in (claims, claims[::-1]))
    assert one == other


def test_the_textbook_page_runs() -> None:
    page = Path(__file__).parents[1] / "docs/textbook/positions.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert tried and not failed


@pytest.mark.parametrize(("recipient", "pairs"), [("USA.MIL", ["GBR, USA"]), ("USA.CVL", []), ("USA.REB", [])])
def test_a_deed_against_a_states_people_or_rebels_is_none_against_the_state(recipient: str, pairs: list[str]) -> None:
    blow = claim("b", "COERCE", GBR, recipients=(replace(USA, id=recipient),))
    (event_,) = (replace(one, recipients=("USA",)) for one in alone(blow))  # an event knows no parts of states
    assert [", ".join(rift.partners) for rift in rifts([blow], [event_])] == pairs
    assert [", ".join(one.pair) for one in tensions([event_], {"b": blow})] == (pairs or [f"GBR, {recipient}"])


def test_arms_for_a_states_rebels_make_no_partner_of_it() -> None:
    given = [claim(name, "AID", ARV, recipients=(replace(BEL, id="BEL.REB"),)) for name in "ab"]
    assert set(told_bonds(alone(*given), {c.id: c for c in given})) == {("ARV", "BEL.REB")}


def test_what_five_papers_copy_counts_once() -> None:
    text = (
        "LONDON - Britain rejected a call from Washington on Tuesday for Ugandan troops to leave Rwanda.\n\n"
        "The harbour was quiet in the morning, and the markets opened late because of the fog that had come in from the sea at night. "
        "Fishermen mended their nets on the quay, as they do on every day on which no boat can leave, and talked of prices."
    )
    reports = [
        plain(text, name=outlet, outlet=outlet, published=f"2031-03-0{day}")
        for day, outlet in enumerate(("Alba Post", "Coast Mail", "Delta Times", "East Herald", "Fjord News"), start=5)
    ]
    claims = [one for coded in code_articles(reports) for one in coded.claims]
    _, events = link(claims, reports)
    stands = held(positions(claims), events)
    assert {(h.stand.party, h.reports, h.origins) for h in stands} == {
        ("GBR", 5, ("outlet:alba post",)),
        ("USA", 5, ("outlet:alba post",)),
    }
    (rift,) = rifts(claims, events)
    assert (rift.kind, len(rift.origins), [side.reports for side in rift.sides]) == ("apart", 1, [5, 5])
    (pair,) = tensions(events, {c.id: c for c in claims})[:1]
    assert (pair.events, pair.reports) == (1, 5)
