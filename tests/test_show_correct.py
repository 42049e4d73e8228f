"""Corrections by hand: they take effect at once, outlast coding anew, and can be taken back."""

from __future__ import annotations

import json
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
from dragoman.store import Filter, Store


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
        (("restore", "none"), "none that was struck out begins so"),
        (("report", "none", "--outlet", "Mail"), "No single report 'none'"),
        (("report", "none"), "Nothing to correct: give --published DATE, --outlet NAME or both."),
        (("report", "none", "--published", "2018-13"), "--published '2018-13' is not a date"),
    ],
)
def test_what_cannot_be_corrected(
    asked: tuple[str, ...], told: str, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("correct", *asked, "--case", str(case)) == 2
    assert told in capsys.readouterr().err


def test_an_empty_field_is_not_known() -> None:
    article = Article("a", "d", "text", (), published="2031", outlet="Mail", notes=("date_conflict: two", "short"))
    found = with_fields(article, {"published": "", "outlet": " "})
    assert (found.published, found.outlet, found.notes) == (None, None, ("short",))
    assert dict(found.origins) == {"published": "given by hand", "outlet": "given by hand"}
