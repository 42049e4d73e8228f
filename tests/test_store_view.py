"""What a case gives back when it is asked for one page, one report, or what stands beside the claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import StoreError
from dragoman.model import Article, Claim, Document, Hint, Mention, Refusal, When
from dragoman.store import Filter, Store
from dragoman.store.codec import text
from dragoman.testing import article, document

FILES = (
    "papers/harbour.txt",
    "papers/harbour_two.txt",
    "wires/ferry.news.txt",
    "wires\\pier.txt",
    "crane.txt",
    "wires/100%.txt",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "a.db") as store:
        yield store


def added(store: Store, source: str, **fields: object) -> tuple[Document, Article]:
    """A page of one line, read from a file of this name, and the report on it."""
    page = replace(document(f"Boats left the quay of {source}.", source=source), **fields)  # type: ignore[arg-type]
    report = replace(article(page.text), id=page.id[:20], document_id=page.id)
    with store.writer() as writer:
        writer.add(page, report)
    return page, report


def test_a_page_comes_back_with_its_address_and_what_was_said_of_it(store: Store) -> None:
    hints = (Hint("outlet", "The Plum", "meta"), Hint("captured", "2031-03-04", "warc"), Hint("outlet", "Plum", "rss"))
    page, _ = added(store, "a.html", url="https://plum.example/boats", hints=hints)
    plain, _ = added(store, "b.txt")
    assert store.view().document(page.id) == page
    assert store.view().document(plain.id) == plain
    assert store.view().document("none") is None


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("papers/harbour.txt", 0),
        ("harbour.txt", 0),
        ("harbour", 0),  # whole before its ending, though another begins so
        ("papers/harbour", 0),
        ("harbour_t", 1),
        ("papers/harbour_t", 1),
        ("ferry.news", 2),
        ("ferry", 2),
        ("pier", 3),
        ("wires/pier", 3),  # read where folders are parted by another sign
        ("wires\\pier", 3),
        ("wires\\ferry.ne", 2),
        ("crane", 4),
        ("cra", 4),
        ("100%", 5),
        # several, none, and what is no end of a path
        ("har", None),
        ("h%r", None),
        ("arbour", None),
        ("wires", None),
        ("ships", None),
    ],
)
def test_a_report_is_found_by_its_file(store: Store, name: str, file: int | None) -> None:
    ids = [added(store, source)[1].id for source in FILES]
    if file is None:
        with pytest.raises(StoreError, match=re.escape(f"No single report '{name}'")):
            store.view().find(name)
    else:
        assert store.view().find(name).id == ids[file]


def test_a_report_coded_anew_loses_what_was_declined_in_it_and_no_more(store: Store) -> None:
    page, report = added(store, "a.txt")
    _, other = added(store, "b.txt")
    with store.writer() as writer:
        for stage in ("read", "clean", "parse", "resolve", "code"):
            writer.issue(Refusal("a.txt", stage, "failed"), document=page.id)
        writer.issue(Refusal("b.txt", "code", "failed"), document=other.document_id)
        writer.recode(report, issues=[Refusal("a.txt", "code", "failed anew")], edition="next")
    assert [(i.source, i.stage, i.reason) for i in store.view().issues()] == [
        ("a.txt", "clean", "failed"),
        ("a.txt", "code", "failed anew"),
        ("a.txt", "read", "failed"),
        ("b.txt", "code", "failed"),
    ]
    assert store.view().coded_otherwise("next") == (other.id,)


def test_claims_on_repeated_lines_are_kept_apart(store: Store) -> None:
    _, report = added(store, "a.txt")
    claims = [
        Claim(name, report.id, "CONSULT", None, (), (), "actual", (n, n + 1), (0, 9)) for n, name in enumerate("ab")
    ]
    with store.writer() as writer:
        writer.recode(report, claims=claims)
        writer.events([], [], {"a": 3})
    view = store.view()
    assert view.repeated() == {"a": 3} and view.linked()
    assert [claim.id for claim in view.claims()] == ["b"]
    assert [claim.id for claim in view.claims(Filter(repeated=True))] == ["a", "b"]
    with store.writer() as writer:
        writer.recode(report, claims=claims)
    assert view.repeated() == {} and not view.linked()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(since="2031-03-31"), "ab"),  # a month has not ended before its last day
        (Filter(since="2031-04"), ""),
        (Filter(until="2031-03"), "ab"),
        (Filter(until="2031-03-01"), "a"),
        (Filter(until="2031-02"), ""),
        (Filter(since="2031", until="2031"), "ab"),
    ],
)
def test_a_claim_dated_by_its_month_alone_stands_for_all_of_it(store: Store, wanted: Filter, found: str) -> None:
    _, report = added(store, "a.txt")
    march = When("2031-03", "2031-03", "month", "absolute")
    days = {"a": march, "b": replace(march, start="2031-03-31"), "c": None}
    claims = [
        Claim(name, report.id, "CONSULT", None, (), (), "actual", (n, n + 1), (0, 9), when=when)
        for n, (name, when) in enumerate(days.items())
    ]
    with store.writer() as writer:
        writer.recode(report, claims=claims)
    assert "".join(claim.id for claim in store.view().claims(wanted)) == found


def test_mentions_come_report_by_report_in_the_order_in_which_they_were_found(store: Store) -> None:
    reports = sorted((added(store, f"{name}.txt")[1] for name in "abc"), key=lambda one: one.id)
    with store.writer() as writer:
        for one in reversed(reports):
            found = [Mention("place", 0, 0, 1, 0, at, at + 4, "Lima", "gazetteer") for at in (9, 2)]
            writer.recode(one, mentions=found)
    assert [m.start for m in store.view().mentions()] == [9, 2] * 3
    assert [m.start for m in store.view().mentions(reports[1].id)] == [9, 2]


def test_a_row_is_the_same_text_however_it_was_made() -> None:
    assert text({"b": 1, "a": ["é", None]}) == text({"a": ["é", None], "b": 1}) == '{"a":["é",null],"b":1}'
