"""The page of a case: it runs and fetches nothing, every link leads somewhere, every mark of the words is theirs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from show_case import Page, made, run

from dragoman.model import Claim, Event, Party
from dragoman.show.page import EventLine, Pair, claim_card, context, events_told, page, pairs, questions
from dragoman.show.rendering import content_security_policy, part, render
from dragoman.show.timeline import EDGE, HALF, LETTER, WIDTH, timeline
from dragoman.store import Store

QUARTERS = ("speak with", "act with", "speak against", "act against")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return made(tmp_path, monkeypatch)


def test_the_page_runs_and_fetches_nothing(case: Path, tmp_path: Path) -> None:
    assert run("report", "--case", str(case), "-o", "case.html") == 0
    text = (tmp_path / "case.html").read_text(encoding="utf-8")
    found = Page()
    found.feed(text)
    assert found.tags.count("script") == 1
    assert found.tags.count("style") == 1
    assert "img" not in found.tags
    assert not found.acting
    assert not found.styles
    assert all(link.startswith("#") for link in found.links)
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "{{ 7 * 7 }}" in text
    assert "\u202e" not in text
    assert not re.search(r"https?://", text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    assert style
    assert script
    assert content_security_policy(style[1], script[1]).replace("'", "&#39;") in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_the_page_shows_words_lit_and_is_the_same_every_time(case: Path) -> None:
    with Store.open(case) as store:
        text = page(store.view(), title="x")
        assert page(store.view(), title="x") == text
        assert '<span class="actor">Arvania</span> <mark class="trigger">demanded</mark> on Monday' in text
        assert pairs(store.view().claims())[0] == Pair("COR", "DEL", (1, 0, 0, 1), 2)


def test_an_empty_case_has_a_page(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db") as store:
        assert "No dated claims." in page(store.view(), title="empty")


def test_names_of_parties_act_in_no_attribute(case: Path) -> None:
    with Store.open(case) as store:
        received = context(store.view(), "x")
    evil = '" onfocus="alert(1)" autofocus x="'
    received["names"] = dict.fromkeys(received["names"], evil) | {"COR.MIL": evil}
    text = render("page.html", received)
    found = Page()
    found.feed(text)
    assert evil not in text
    assert "&#34; onfocus=&#34;" in text
    assert not found.acting


def test_every_link_leads_to_something_on_the_page(case: Path) -> None:
    with Store.open(case) as store:
        text = page(store.view(), title="x")
    targets = set(re.findall(r' href="#([^"]+)"', text))
    assert targets <= set(re.findall(r' id="([^"]+)"', text))


def test_content_says_of_what_and_links_only_to_what_is_on_the_page(case: Path) -> None:
    with Store.open(case) as store:
        view = store.view()
        outer, inner = list(view.claims())[:2]
        article = view.article(inner.article_id)
        assert article is not None
        holders = {outer.id: "REQUEST-yield"}
        assert claim_card(replace(inner, content_of=outer.id), article, holders).holder == "REQUEST-yield"
        assert claim_card(replace(inner, content_of="hidden"), article, holders).holder is None


def test_everything_that_can_be_chosen_can_be_reached_by_keyboard(case: Path) -> None:
    with Store.open(case) as store:
        text = page(store.view(), title="x")
    rows = re.findall(r"<tr data-who=.*?</tr>", text)
    assert rows
    assert all('<a href="#claims" aria-label="' in row for row in rows)
    assert all('tabindex="0"' in one for one in re.findall(r'<div class="wide"[^>]*>', text))


def test_questions_go_by_names_and_the_most_spoken_of_comes_first() -> None:
    one = {"question": "AID by NOR", "party": "PER", "name": "Peru", "deed": "AID", "by": "NOR", "in": None}
    two = {
        "question": "RETREAT by hill in SYR",
        "party": "hill",
        "name": "Hill Guard",
        "deed": "RETREAT",
        "by": "hill",
        "in": "SYR",
    }
    cards = questions([one, two, {**two, "party": "NOR", "name": "Norway"}], {"hill": "Hill Guard"})
    assert [(card.name, card.parties, len(card.stands)) for card in cards] == [
        ("RETREAT by Hill Guard in Syria", 2, 2),
        ("AID by Norway", 1, 1),
    ]
    told = {
        **two,
        "position": 1.0,
        "date": "2031-03-04",
        "voices": "Courier",
        "words": "The guard left twice.",
        "claim": "a",
    }
    (card,) = questions([told, {**told, "claim": "b"}, {**told, "words": "It left.", "claim": "c"}], {})
    assert [stand["claims"] for stand in card.stands] == [["a", "b"], ["c"]]


def test_who_is_to_act_has_a_name_also_where_they_take_no_stand() -> None:
    row = {"question": "q", "party": "PER", "name": "Peru", "deed": "AID", "by": "?both-sides", "in": None}
    (card,) = questions([row], {"?both-sides": "both sides"})
    assert card.name == "AID by both sides"


def test_contested_events_come_first_and_what_one_report_tells_is_left_out() -> None:
    event = Event(
        "e1", ("c1", "c2"), "AID", ("NOR",), ("PER",), "2031-03-02", "2031-03-02", "actual", 1, 1, "single-sourced"
    )
    twice = replace(event, id="e2", claims=("c3", "c4"), reports=2, standing="corroborated")
    denied = replace(event, id="e3", claims=("c5",), standing="contested", status="negated")
    assert [line.claims for line in events_told([event, twice, denied])] == [("c5",), ("c3", "c4")]


def test_the_line_of_the_drawing_leaves_no_half_empty() -> None:
    found = timeline([("2031-03-02", "speak against"), ("2031-03-04", "act against")], QUARTERS)
    assert found is not None
    assert found.middle == 0
    assert max(bar.y + bar.height for bar in found.bars) == found.height == 2 * HALF
    found = timeline([*[("2031-03-02", "speak with")] * 3, ("2031-03-04", "act against")], QUARTERS)
    assert found is not None
    assert found.middle == pytest.approx(2 * HALF * 0.75)
    assert found.most == 3


@pytest.mark.parametrize(
    "dates",
    [
        ["2031-01-06", "2031-05-19"],
        ["2001-02", "2006-11"],
        ["1995-01-01", "2031-01-01"],
        ["2031-01-06"],
        ["2031-01-06", "2031-01-10"],
    ],
)
def test_dates_under_the_drawing_do_not_touch_on_a_narrow_screen(dates: list[str]) -> None:
    drawing = timeline([(date, "with") for date in dates], ("with", "against"))
    assert drawing is not None
    shown = [tick for tick in drawing.ticks if tick.narrow]
    assert shown[0] == drawing.ticks[0]
    ends = [0.0]
    for tick in shown:
        width = LETTER * len(tick.label)
        left = tick.x - (EDGE * len(tick.label) if tick.edge else width / 2)
        assert left >= ends[-1]
        ends.append(left + width)
    assert ends[-1] <= drawing.width


def test_a_case_of_one_day_is_a_bar_and_no_block() -> None:
    drawing = timeline([("2031-03-03", "with")] * 13, ("with", "against"))
    assert drawing is not None
    (bar,), (tick,) = drawing.bars, drawing.ticks
    assert bar.width < drawing.width / 10 and bar.x + bar.width / 2 == tick.x == drawing.width / 2


def test_the_first_year_stands_under_its_own_bar() -> None:
    drawing = timeline([("1956-10-29", "with"), ("2022-02-24", "with")], ("with", "against"))
    assert drawing is not None
    bar, tick = drawing.bars[0], drawing.ticks[0]
    assert tick.label == "1956" and tick.x - EDGE * 4 <= bar.x < bar.x + bar.width <= tick.x + EDGE * 4
    assert "screen and (prefers-color-scheme:dark)" in part(
        "page.css"
    )  # ink is black on paper, also for who reads at night


@pytest.mark.parametrize(("first", "unit", "earlier"), [("2031-02-27", "day", 0), ("1984-05-01", "day", 1)])
def test_old_dates_stay_away_only_where_bars_get_finer(first: str, unit: str, earlier: int) -> None:
    dated = [(first, "act with"), *[(f"2031-03-{day:02}", "speak with") for day in range(1, 31)]]
    found = timeline(dated, QUARTERS)
    assert found is not None
    assert (found.unit, found.earlier) == (unit, earlier)


def test_a_live_blog_does_not_crowd_out_the_reports_before_it() -> None:
    dated = [(f"{year}-{month:02}-05", "act with") for year in range(2016, 2019) for month in range(1, 13)]
    found = timeline([*dated, *[("2024-02-24", "speak with")] * 2000], QUARTERS)
    assert found is not None
    assert (found.unit, found.earlier) == ("year", 0)


def stand(party: str, position: float, **fields: str) -> dict[str, object]:
    row = {"question": "q", "party": party, "name": party, "deed": "AID", "by": "NOR", "in": None, "position": position}
    return {**row, "date": None, "voices": "Courier", "words": "w", "claim": "c1", **fields}


def test_questions_on_which_parties_differ_come_first_and_say_who() -> None:
    agreed = [stand(one, 1.0, question="r", deed="RETREAT") for one in ("PER", "CHL", "BOL")]
    torn = [stand("PER", 1.0), stand("CHL", -1.0), stand("BOL", 1.0), stand("BOL", -0.7)]
    first, second = questions([*agreed, *torn], {"PER": "Peru", "CHL": "Chile", "BOL": "Bolivia"})
    assert first.sides == (("for", ("Peru",)), ("against", ("Chile",)), ("both", ("Bolivia",)))
    assert first.differ and not second.differ
    assert second.sides == (("for", ("Bolivia", "Chile", "Peru")),)


def test_what_a_list_leaves_out_is_told_below_it(case: Path) -> None:
    with Store.open(case) as store:
        received = context(store.view(), "x")
    many = [stand("PER", 1.0, words=f"w {n}", claim=f"c{n}") for n in range(45)]
    received["questions"] = questions([*many, stand("CHL", 1.0)], {})
    received["told"] = [EventLine("AID", (), (), None, "actual", "contested", 1, 1, tuple(f"c{n}" for n in range(15)))]
    received["pairs"], received["pairs_left"] = [Pair("COR", "DEL", (1, 0, 0, 1), 2)] * 16, 7
    text = render("page.html", received)
    for told in (
        "6 more stands not on this page",
        "and 3 more</span>",
        "8 more pairs",
        "7 more pairs not on this page",
    ):
        assert told in text


def test_claims_can_be_chosen_by_date(case: Path) -> None:
    with Store.open(case) as store:
        text = page(store.view(), title="x")
    assert 'data-since="2031-03-03" data-until="2031-03-03"' in text
    assert text.count('type="date"') == 2


@pytest.mark.parametrize(("whom", "counted"), [("DEL", 1), ("region:west", 0), ("?both-sides", 0)])
def test_pairs_are_between_parties_that_somebody_could_name(whom: str, counted: int) -> None:
    one, other = (Party(name, name, None, None, None, None, None) for name in ("COR", whom))
    claim = Claim("c", "a", "ACCUSE", None, (one,), (other,), "actual", (0, 1), (0, 1))
    assert len(pairs([claim])) == counted


@pytest.mark.parametrize("days", [1, 3, 40, 70, 71, 200, 480, 1000, 9000, 30000])
def test_no_date_under_the_timeline_meets_the_next(days: int) -> None:
    first = date(1901, 1, 1)
    told = [(str(first + timedelta(days=n)), "against") for n in range(0, days, max(1, days // 50))]
    drawing = timeline(told, ("with", "against"))
    assert drawing is not None
    ticks = drawing.ticks
    half = EDGE * len(ticks[0].label)
    assert all(right.x - left.x >= 2 * half for left, right in pairwise(ticks))
    assert half <= ticks[0].x and ticks[-1].x <= WIDTH - half
