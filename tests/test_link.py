"""Linking: which claims are one event, what contradicts, how many origins; and that order does not matter."""

import math
import time
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.link import link
from dragoman.link.candidates import candidate_pairs, meet
from dragoman.link.compare import compare
from dragoman.link.features import Told, features, km, told
from dragoman.link.stems import stem_of
from dragoman.link.weights import weight, weights
from dragoman.link.wording import Wording
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


OUTLET, LIMA = Voice("A", "outlet"), Voice("Lima", "official", id="PER")
FISHERMAN, FORCES = Voice("a fisherman", "person"), Voice("the general staff", "official", id="PER.MIL")


@pytest.mark.parametrize(
    ("chains", "origins"),
    [
        # A headline in the report's own voice rests on whom the first sentence quotes.
        ([(OUTLET,), (OUTLET, LIMA)], ("voice:per",)),
        # So does who only passes on what somebody behind him says.
        ([(OUTLET,), (OUTLET, LIMA), (OUTLET, LIMA, FISHERMAN)], ("voice:a fisherman",)),
        # "Reportedly" names nobody, and is nobody beside those who are named.
        ([(OUTLET, Voice(None, "unnamed", anonymous=True)), (OUTLET, LIMA)], ("voice:per",)),
        ([(OUTLET,), (OUTLET, Voice(None, "unnamed", anonymous=True))], ("outlet:a",)),
        # Two who are quoted for it are two; a government and its forces are one.
        ([(OUTLET,), (OUTLET, LIMA), (OUTLET, FISHERMAN)], ("voice:a fisherman", "voice:per")),
        ([(OUTLET, LIMA), (OUTLET, FORCES)], ("voice:per",)),
        ([(OUTLET,)], ("outlet:a",)),
    ],
)
def test_a_report_and_those_whom_it_quotes_are_no_two_origins(
    chains: list[tuple[Voice, ...]], origins: tuple[str, ...]
) -> None:
    told = [claim("A", attribution=chain, trigger=(16, 23 + n)) for n, chain in enumerate(chains)]
    told = [replace(one, id=f"{n}-{one.id}") for n, one in enumerate(told)]
    _, events = link(told, [A])
    assert [(event.origin_names, event.origins) for event in events] == [(origins, len(origins))]
    assert events[0].standing == ("corroborated" if len(origins) > 1 else "single-sourced")


def test_what_a_copy_tells_in_its_own_voice_rests_on_whom_the_original_quotes() -> None:
    text = f"{SENTENCE} " + " ".join(f"word{n}" for n in range(40))
    first, copy = article("A", text=text), article("B", "2001-05-04", text)
    told = [claim("A", attribution=(Voice("A", "outlet"), LIMA)), claim("B", attribution=(Voice("B", "outlet"),))]
    _, (event,) = link(told, [first, copy])
    assert (event.reports, event.origin_names) == (2, ("voice:per",))


def test_a_denial_is_of_what_the_words_have_in_common() -> None:
    """An army that took a town has not for that done what it denies having done there."""
    text = "Ruritanian troops swept into Zenda. The army denied having hit houses."
    report = article("A", text=text)
    swept = claim("A", sentence=(0, 35), trigger=(18, 23))
    denied = claim("A", sentence=(36, 70), trigger=(61, 64), status="negated")
    assert link([swept, denied], [report])[0] == ()


def test_a_denial_contests() -> None:
    judgements, events = link([claim("A"), claim("B", status="negated")], [A, B])
    assert [j.verdict for j in judgements] == ["contrary"]
    assert {e.standing for e in events} == {"contested"}
    assert len(events) == 2


def test_other_days_and_other_parties_are_other_events() -> None:
    later = When("2001-05-02", "2001-05-02", "day", "weekday")
    for other in (claim("C", when=later), claim("C", recipients=(party("KRA"),)), claim("C", event="ACCUSE")):
        assert len(link([claim("A"), other], [A, C])[1]) == 2


def ready(*claims: Claim) -> tuple[list[Told], Wording]:
    wording = Wording([A, B, C], claims)
    return [told(one, wording) for one in claims], wording


def spot(name: str, kind: str, lat: float | None = None, lon: float | None = None, code: str = "RUR") -> Place:
    return Place(name, code, lat, lon, kind)


def day(number: int, basis: str = "weekday") -> When:
    return When(f"2001-04-{number:02}", f"2001-04-{number:02}", "day", basis)


ZENDA_TOWN, STRELSAU_TOWN = spot("Zenda", "city", 48.1, 12.0), spot("Strelsau", "city", 49.4, 12.9)
HARBOUR, RURITANIA = spot("Zenda harbour", "base/facility", 48.12, 12.03), spot("Ruritania", "country", 48.5, 12.5)
SAID: dict[str, object] = {"when": day(30, "publication"), "when_span": None}
FEATURES: list[tuple[dict[str, object], dict[str, object], str, str]] = [
    # (what the first claim has, what the second has, group, what holds of it; "apart": they can't be one event)
    ({}, {}, "actors", "equal"),
    ({}, {"actors": (party("RUR.MIL"),)}, "actors", "equal"),
    ({}, {"actors": (party("RUR"), party("KRA"))}, "actors", "share"),
    ({}, {"actors": ()}, "actors", "one open"),
    ({"actors": ()}, {"actors": ()}, "actors", "both open"),
    ({}, {"actors": (party("KRA"),)}, "actors", "apart"),
    ({}, {"recipients": (party("KRA"),)}, "recipients", "apart"),
    ({}, {"recipients": (Party("?five-villagers", "five villagers", None, None, "five villagers", 0, 5),)}, "recipients", "vague"),
    ({"recipients": (Party("?all-villagers", "all villagers", None, None, "all villagers", 0, 5),)},
     {"recipients": (Party("?five-villagers", "five villagers", None, None, "five villagers", 0, 5),)}, "recipients", "described"),
    ({"actors": (Party("RUR", "Rupert Hentzau", "RUR", "GOV", None, None, None),)},
     {"actors": (Party("RUR", "Fritz Tarlenheim", "RUR", "GOV", None, None, None),)}, "actors", "other person"),
    ({"actors": (Party("RUR", "Rupert Hentzau", "RUR", "GOV", None, None, None),)},
     {"actors": (Party("rupert-hentzau", "Rupert Hentzau", None, None, None, None, None),)}, "actors", "equal"),
    ({"event": "CONSULT"}, {"event": "CONSULT", "actors": (party("RUR"), party("GRA")), "recipients": ()}, "actors", "equal"),
    ({}, {}, "days", "same day"),
    ({}, {"when": None}, "days", "one has a day"),
    ({"when": None}, {"when": When("", "", "unknown", "none")}, "days", "no day"),
    ({}, {"when": When("2001-04", "2001-04", "month", "stated")}, "days", "within"),
    ({}, {"when": When("1999", "2001-05", "span", "since")}, "days", "long"),
    ({"when": When("2001-04", "2001-04", "month", "stated")}, {"when": When("2001-04", "2001-04", "month", "stated")}, "days", "within"),
    ({"when": When("2001", "2001", "year", "stated")}, {"when": When("2001", "2001", "year", "stated")}, "days", "same stretch"),
    # "shelled on Monday" is of Monday; "the shelling" in a report of Monday may be told days later
    ({}, {"when": day(29)}, "days", "apart"),
    (SAID, SAID, "days", "published together"),
    ({**SAID, "when": day(29, "publication")}, SAID, "days", "published on the next day"),
    ({**SAID, "when": day(26, "publication")}, SAID, "days", "published days apart"),
    ({"when": day(29)}, SAID, "days", "told on the day"),
    ({"when": day(28)}, SAID, "days", "told soon after"),
    ({"when": day(25)}, SAID, "days", "told days after"),
    ({"when": day(20)}, SAID, "days", "apart"),
    ({**SAID, "when": day(29, "publication")}, {}, "days", "one day apart"),
    ({**SAID, "when": day(28, "publication")}, {}, "days", "apart"),
    ({"place": ZENDA_TOWN}, {"place": ZENDA_TOWN}, "place", "same"),
    ({"place": ZENDA_TOWN}, {"place": HARBOUR}, "place", "near"),
    ({"place": ZENDA_TOWN}, {"place": RURITANIA}, "place", "inside"),
    ({"place": RURITANIA}, {"place": RURITANIA}, "place", "same land"),
    ({"place": RURITANIA}, {"place": spot("Graustark", "country", code="GRA")}, "place", "other land"),
    ({"place": ZENDA_TOWN}, {"place": STRELSAU_TOWN}, "place", "apart"),
    ({"magnitude": (("dead", 14, 14),)}, {"magnitude": (("dead", 10, 19),)}, "count", "same"),
    ({"magnitude": (("dead", 14, 14),)}, {"magnitude": (("dead", 16, 16),)}, "count", "differs"),
    ({"magnitude": (("dead", 14, 14),)}, {"magnitude": (("dead", 90, 90),)}, "count", "far"),
    ({"mode": "artillery"}, {"mode": "artillery"}, "mode", "same"),
    ({"mode": "artillery"}, {"mode": "aerial"}, "mode", "differs"),
    ({}, {"event": "COERCE"}, "type", "near"),
    ({}, {"event": "ACCUSE"}, "type", "apart"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "group", "name"), FEATURES, ids=[f"{r[2]} {r[3]} {n}" for n, r in enumerate(FEATURES)]
)
def test_what_two_claims_share(left: dict[str, object], right: dict[str, object], group: str, name: str) -> None:
    # In A the trigger is "shelled".
    for one, two in (("A", "C"), ("C", "A")):
        pair, wording = ready(claim(one, **left), claim(two, **right))
        for a, b in (pair, pair[::-1]):
            found = features(a, b, wording)
            assert found is None if name == "apart" else found is not None and (group, name, 1.0) in found


WORDS = [
    # (a sentence, another one of another report, what they share, what they don't)
    ("Guns shelled Zenda.", "Ruritania hit Zenda after the shelling.", {"trigger same"}, set()),
    ("Guns shelled the Kestrel works.", "The Kestrel works were shelled.", {"name shared", "trigger same"}, set()),
    ("Guns shelled the Kestrel works.", "The Albatross docks were shelled.", set(), {"name shared"}),
    ("Guns shelled it with 340 rounds.", "They shelled it; 340 rounds fell.", {"number shared"}, {"number other"}),
    (
        "Guns shelled five villages.",
        "Guns shelled seven villages.",
        {"number other", "number other in like words"},
        set(),
    ),
    # a year, a day of the week and "one" are no numbers and no names
    ("Guns shelled it in 1998.", "In 1998 one gun shelled it.", set(), {"number shared", "number other"}),
    ("Guns shelled it on Monday.", "Guns shelled a house on Monday.", set(), {"name shared"}),
]


@pytest.mark.parametrize(("left", "right", "shared", "absent"), WORDS, ids=[row[0] for row in WORDS])
def test_what_two_sentences_share(left: str, right: str, shared: set[str], absent: set[str]) -> None:
    pair = []
    for name, text in (("A", left), ("B", right)):
        trigger = text.index("shell")
        pair.append(claim(name, trigger=(trigger, trigger + 7), sentence=(0, len(text)), when=None, when_span=None))
    # In a case of two alone no word would be rare.
    wording = Wording([article("A", text=left), article("B", text=right), C], pair)
    one, two = (told(c, wording) for c in pair)
    found = {f"{group} {name}" for group, name, _ in features(one, two, wording) or ()}
    assert shared <= found and not absent & found


def test_the_rarer_a_word_the_more_it_tells() -> None:
    texts = ["The army took Zenda.", "The army left Strelsau.", "The army took the Kestrel works near Zenda."]
    wording = Wording([article(str(n), text=text) for n, text in enumerate(texts)])
    weights_ = [wording.weight(stem_of(word)) for word in ("the", "army", "Zenda", "Kestrel")]
    assert weights_ == sorted(weights_) and weights_[0] < 0.1 < 0.5 < weights_[-1]
    assert wording.story("0", "2") == wording.story("2", "0") > wording.story("0", "1")
    assert wording.story("0", "0") <= 1


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    told_of = {(row[2], row[3]) for row in FEATURES if row[3] != "apart"}
    elsewhere = {("actors", "kin"), ("actors", "described"), ("actors", "vague"), ("recipients", "kin")}
    elsewhere |= {(side, name) for side in ("actors", "recipients") for _, name in told_of}
    elsewhere |= {("days", name) for name in ("of the report", "day of the report", "other day")}
    elsewhere |= {
        ("trigger", "same"),
        ("sentence", "alike"),
        ("sentence", "one"),
        ("around", "alike"),
        ("story", "alike"),
    }
    elsewhere |= {("story", "undated"), ("lead", "both"), ("lead", "title"), ("name", "shared"), ("name", "other")}
    elsewhere |= {("number", name) for name in ("shared", "other", "other in like words")}
    groups = {key: value for key, value in weights().items() if isinstance(value, dict) and key != "start"}
    known = {(group, name) for group, names in groups.items() for name in names}
    assert told_of <= known <= told_of | elsewhere
    assert all(weight((*one, 1.0)) == weights()[one[0]][one[1]] for one in known)


@pytest.mark.parametrize("side", ["actors", "recipients"])
def test_parties_apart_are_never_one_event_but_no_party_may_be_any(side: str) -> None:
    alike = {"place": ZENDA_TOWN, "mode": "artillery"}
    (one, other, open_), wording = ready(
        claim("A", **alike), claim("B", **alike, **{side: (party("KRA"),)}), claim("B", **alike, **{side: ()})
    )
    assert compare(one, other, wording) is None
    for pair in ((one, open_), (open_, one)):
        found = compare(*pair, wording)
        assert found is not None and found.verdict == "same" and f"{side} one open" in found.reasons


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
    ready_, _ = ready(*claims)
    wanted = [(one.claim.id, two.claim.id) for n, two in enumerate(ready_) for one in ready_[:n] if meet(one, two)]
    assert [(one.claim.id, two.claim.id) for one, two in candidate_pairs(ready_)] == wanted


def test_hours_keep_no_claims_of_one_day_apart() -> None:
    days = ("2001-04-30T10:15", "2001-04-30", "2001-04-30T08:00", "2001-05-01T08:00")
    (one, two, three, four), _ = ready(*(replace(claim("A", when=When(d, d, "day", "stated")), id=d) for d in days))
    assert list(candidate_pairs([one, two, three, four])) == [(one, two), (one, three), (two, three)]


def test_a_claim_is_not_compared_with_itself() -> None:
    both = claim("A", actors=(party("RUR"), party("RUR.MIL")))
    assert list(candidate_pairs(ready(both, both)[0])) == []


def test_many_claims_of_one_party_are_not_all_compared() -> None:
    days = [f"{2001 + n // 336}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(3000)]
    claims, _ = ready(
        *(replace(claim("A", when=When(d, d, "day", "stated")), id=d + str(n)) for n, d in enumerate(days))
    )
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
     {"when": None}, 3),
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
    assert 0 <= km(a, b) <= 20_016
    assert math.isclose(km(a, b), km(b, a), abs_tol=1e-6)
    assert km(place("Lima", -12.05, -77.04), place("Quito", -0.22, -78.51)) == pytest.approx(1325, abs=10)
