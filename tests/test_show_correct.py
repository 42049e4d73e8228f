"""Corrections by hand: they take effect at once, outlast coding anew, and can be taken back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import fakes
import pytest
from show_case import made, run

from dragoman import pipeline
from dragoman.code.ids import claim_id
from dragoman.model import Article, Claim, Mention, Parse, When
from dragoman.show.correct import with_fields
from dragoman.store import Filter, Store, by_hand


def dated(parse: Parse, mentions: Sequence[Mention]) -> Sequence[Claim]:
    """Claims that happened when the report was published, which their ids tell, as those of the coder do."""
    day = parse.article.published or ""
    found = [
        replace(c, when=When(day, day, "day", "publication") if day else None) for c in fakes.code(parse, mentions)
    ]
    return [replace(c, id=claim_id(c)) for c in found]


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(fakes, "STEPS", replace(fakes.STEPS, code=dated))
    return made(tmp_path, monkeypatch)


def first(case: Path) -> Claim:
    with Store.open(case, create=False) as store:
        return next(store.view().claims())


def listed(case: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    capsys.readouterr()
    assert run("correct", "list", "--case", str(case), "--json") == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_what_is_struck_out_is_in_no_list_and_event_until_it_is_restored(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = first(case)
    assert run("correct", "strike", claim.id[:8], "--why", "a headline", "--case", str(case)) == 0
    with Store.open(case, create=False) as store:
        view = store.view()
        assert claim.id not in {c.id for c in view.claims(Filter(repeated=True))}
        assert all(claim.id not in event.claims for event in view.events())
        assert view.counts()["struck"] == 1
    assert [(row["correction"], row["claim"], row["why"]) for row in listed(case, capsys)] == [
        ("struck out", claim.id, "a headline")
    ]
    assert run("show", "claim", claim.id, "--case", str(case)) == 0
    assert "struck out\ta headline" in capsys.readouterr().out
    assert run("correct", "restore", claim.id[:8], "--case", str(case)) == 0
    with Store.open(case, create=False) as store:
        view = store.view()
        assert claim.id in {c.id for c in view.claims()} and any(claim.id in e.claims for e in view.events())
    assert listed(case, capsys) == []


def test_a_date_given_by_hand_dates_its_claims_and_what_was_struck_out_stays_so(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = first(case)
    assert run("correct", "strike", claim.id, "--case", str(case)) == 0
    given = ("--published", "2031-04-09", "--outlet", "Harbour Mail")
    assert run("correct", "report", claim.article_id, *given, "--case", str(case)) == 0
    for anew in (False, True):
        with Store.open(case, create=False) as store:
            if anew:
                pipeline.recode(store)
            view = store.view()
            article = view.article(claim.article_id)
            assert article is not None
            assert (article.published, article.outlet) == ("2031-04-09", "Harbour Mail")
            (again,) = view.struck()
            assert again != claim.id
            assert again not in {c.id for c in view.claims(Filter(repeated=True))}
            assert any(c.when is not None and c.when.end == "2031-04-09" for c in view.claims())
    told = [(row["correction"], row["what"]) for row in listed(case, capsys)]
    assert told[:2] == [("given by hand", "outlet Harbour Mail"), ("given by hand", "published 2031-04-09")]
    assert [correction for correction, _ in told[2:]] == ["struck out"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("strike", "none"), "No single claim 'none'"),
        (("restore", "none"), "none that was corrected begins so"),
        (("report", "none", "--outlet", "Mail"), "No single report 'none'"),
        (("report", "none"), "Nothing to correct: give --published DATE, --outlet NAME or both."),
        (("report", "none", "--published", "2018-13"), "--published '2018-13' is not a date"),
        (("claim", "none", "--status", "actual"), "No single claim 'none'"),
        (("claim", "CLAIM"), "Nothing to correct: give --actor"),
        (("claim", "CLAIM", "--actor", "Nowhereland"), "No party 'Nowhereland' in the world book or this case."),
        (("claim", "CLAIM", "--actor", "RUS.NONE"), "No party 'RUS.NONE' in the world book or this case."),
        (("claim", "CLAIM", "--what", "WAR"), "No type 'WAR'."),
        (
            ("claim", "CLAIM", "--what", "THREATEN-yield"),
            "THREATEN has no mode 'yield'. Known: relations, restrict, violence.",
        ),
        (("claim", "CLAIM", "--what", "AGREE-yield"), "AGREE has no mode 'yield'. Known: none."),
        (("claim", "CLAIM", "--status", "likely"), "No status 'likely'."),
        (("claim", "CLAIM", "--when", "May"), "--when 'May' is not a date"),
        (("claim", "CLAIM", "--when", "2031-05/2031-04"), "--when '2031-05/2031-04' ends before it begins"),
    ],
)
def test_what_cannot_be_corrected(
    asked: tuple[str, ...], told: str, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = first(case)
    assert run("correct", *(before.id if one == "CLAIM" else one for one in asked), "--case", str(case)) == 2
    assert first(case) == before
    assert told in capsys.readouterr().err


def test_an_empty_field_is_not_known() -> None:
    article = Article("a", "d", "text", (), published="2031", outlet="Mail", notes=("date_conflict: two", "short"))
    found = with_fields(article, {"published": "", "outlet": " "})
    assert (found.published, found.outlet, found.notes) == (None, None, ("short",))
    assert dict(found.origins) == {"published": "given by hand", "outlet": "given by hand"}


def by_id(case: Path, id_: str) -> Claim:
    with Store.open(case, create=False) as store:
        return next(store.view().claims(Filter(claim=id_)))


def test_fields_of_a_claim_given_by_hand_stand_everywhere_until_they_are_taken_back(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = first(case)
    given = ("--actor", "Russia", "--actor", "IRN.MIL", "--recipient", "", "--what", "assault-aerial")
    assert run("correct", "claim", claim.id[:8], *given, "--why", "it was an attack", "--case", str(case)) == 0
    assert run("correct", "claim", claim.id, "--status", "negated", "--when", "2031-02", "--case", str(case)) == 0
    now = by_id(case, claim.id)
    assert [(p.id, p.code, p.sector, p.text) for p in now.actors] == [
        ("RUS", "RUS", "GOV", None),
        ("IRN.MIL", "IRN", "MIL", None),
    ]
    assert (now.recipients, now.event, now.mode, now.status) == ((), "ASSAULT", "aerial", "negated")
    assert now.when == When("2031-02-01", "2031-02-28", "month", "by hand")
    assert (now.trigger, now.attribution, now.confidence) == (claim.trigger, claim.attribution, 1.0)
    with Store.open(case, create=False) as store:
        view = store.view()
        assert view.linked()
        assert [c.id for c in view.claims(Filter(actor="RUS", event="ASSAULT", until="2031-02"))] == [claim.id]
        (event,) = [one for one in view.events() if claim.id in one.claims]
        assert (event.event, event.actors) == ("ASSAULT", ("RUS", "IRN.MIL"))
    fields = "given by hand: who, whom, what, status, when"
    assert [(row["correction"], row["what"], row["why"]) for row in listed(case, capsys)] == [
        (fields, "ASSAULT-aerial", "it was an attack")
    ]
    assert run("show", "claim", claim.id, "--case", str(case)) == 0
    shown = capsys.readouterr().out
    assert "it was an attack" in shown and "actor:by hand" in shown and "month, by hand" in shown
    assert "status\tnegated\t\t\t\tnegated:by hand" in shown
    assert run("correct", "restore", claim.id[:8], "--case", str(case)) == 0
    assert by_id(case, claim.id) == claim
    assert listed(case, capsys) == []


def test_what_was_put_right_follows_a_claim_that_is_read_otherwise(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A date given by hand, or a better coder, gives the claim another id; its words and its type are the same."""
    claim, *_, last = _all(case)
    assert run("correct", "claim", claim.id, "--actor", "PER", "--case", str(case)) == 0
    assert run("correct", "strike", last.id, "--why", "a caption", "--case", str(case)) == 0

    def better(parse: Parse, mentions: Sequence[Mention]) -> Sequence[Claim]:
        found = [replace(c, recipients=(), status="future") for c in dated(parse, mentions)]
        return [replace(c, id=claim_id(c)) for c in found]

    steps = replace(fakes.STEPS, code=better)
    monkeypatch.setattr(pipeline, "builtin", lambda settings=None: steps)
    for _ in range(2):
        with Store.open(case, create=False) as store:
            pipeline.recode(store, articles=list(store.view().articles()))
            view = store.view()
            (again,) = view.amended()
            ((struck, why),) = view.struck().items()
        now = by_id(case, again)
        assert again != claim.id and (now.trigger, now.event) == (claim.trigger, claim.event)
        assert ([p.id for p in now.actors], now.recipients, now.status) == (["PER"], (), "future")
        assert struck != last.id and why == "a caption" and struck not in {c.id for c in _all(case)}


def _all(case: Path) -> list[Claim]:
    with Store.open(case, create=False) as store:
        return list(store.view().claims(Filter(repeated=True)))


def test_of_two_claims_that_were_read_alike_nobody_knows_which_was_put_right(case: Path) -> None:
    claim = first(case)
    twin, told = replace(claim, id="twin"), replace(claim, id="told")
    before = by_hand.Correction(claim.id, (claim.trigger, claim.event), "why", None, "")
    read_as = before.read_as
    assert by_hand.followed([before], Counter({read_as: 1}), [told]) == {claim.id: told}
    assert by_hand.followed([before], Counter({read_as: 2}), [told]) == {}
    assert by_hand.followed([before], Counter({read_as: 1}), [told, twin]) == {}
    assert by_hand.followed([before], Counter({read_as: 2}), [twin, claim]) == {claim.id: claim}
