"""The way of the data without a store: what a step does not survive is one issue, and all else goes through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import fakes
import pytest

from dragoman.errors import ModelError
from dragoman.model import Article, Parse
from dragoman.pipeline import Steps, code_articles, code_documents, record
from dragoman.settings import load
from dragoman.store import Store
from dragoman.testing import article, document

TEXTS = [
    f"{one} attacked the harbour of Belmark on Monday, the envoys said." for one in ("Arvania", "Corvia", "Delmar")
]
STEP = {"clean": "clean", "parse": "parse_many", "resolve": "resolve", "code": "code"}


def broken(stage: str, error: Exception) -> Steps:
    """The fake steps, of which one fails at whatever tells of Corvia."""
    step: Callable[..., Any] = getattr(fakes.STEPS, STEP[stage])

    def fails(given: Any, *more: Any) -> Any:
        texts = (
            [one.text for one in given]
            if stage == "parse"
            else [(given.article if hasattr(given, "article") else given).text]
        )
        if any("Corvia" in text for text in texts):
            raise error
        return step(given, *more)

    steps: dict[str, Any] = {STEP[stage]: fails}
    return replace(fakes.STEPS, **steps)


@pytest.mark.parametrize("stage", STEP)
def test_a_step_that_fails_is_one_issue_and_the_others_are_coded(stage: str) -> None:
    pages = [document(text, source=f"{n}.txt") for n, text in enumerate(TEXTS)]
    found = list(code_documents(pages, steps=broken(stage, ValueError("no such tide"))))
    assert [one.document for one in found] == pages
    assert [[claim.event for claim in one.claims] for one in found] == [["ASSAULT"], [], ["ASSAULT"]]
    assert [[(i.source, i.stage, i.reason) for i in one.issues] for one in found] == [
        [],
        [("1.txt", stage, "failed: ValueError: no such tide")],
        [],
    ]
    assert (found[1].article is None) == (stage == "clean")
    assert bool(found[1].mentions) == (stage == "code")


def test_a_model_that_can_not_be_loaded_ends_the_run() -> None:
    with pytest.raises(ModelError, match="damaged"):
        list(code_documents([document(TEXTS[1])], steps=broken("parse", ModelError("damaged"))))


def test_a_parser_that_loses_a_report_is_asked_for_each_alone() -> None:
    def forgetful(articles: Iterable[Article]) -> Iterator[Parse]:
        every = list(articles)
        return fakes.parse_many(every[:2] if len(every) > 2 else every)

    found = list(code_documents(map(document, TEXTS), steps=replace(fakes.STEPS, parse_many=forgetful)))
    assert [len(one.claims) for one in found] == [1, 1, 1]


@pytest.mark.parametrize(
    ("limits", "together"),
    [
        ({"group_reports": 2}, [2, 1]),
        ({"group_reports": 9}, [3]),
        ({"group_chars": 100}, [1, 1, 1]),
        ({"group_chars": 150}, [2, 1]),
    ],
)
def test_reports_are_parsed_in_small_groups(limits: dict[str, int], together: list[int], tmp_path: Path) -> None:
    sizes: list[int] = []

    def counted(articles: Iterable[Article]) -> Iterator[Parse]:
        every = list(articles)
        sizes.append(len(every))
        return fakes.parse_many(every)

    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    with Store.open(tmp_path / "case.db") as store:
        record(tmp_path, store, steps=replace(fakes.STEPS, parse_many=counted), settings=load(**limits))
    assert sizes == together


def test_texts_that_need_no_cleaning() -> None:
    reports = [article(text, published="2031-03-04") for text in TEXTS]
    found = list(code_articles(reports, steps=fakes.STEPS))
    assert [one.article for one in found] == reports
    assert [[p.id for c in one.claims for p in c.actors] for one in found] == [["ARV"], ["COR"], ["DEL"]]
    for one, report in zip(found, reports, strict=True):
        page = one.document
        assert (page.id, page.source, page.text, page.size) == (
            report.document_id,
            report.document_id,
            report.text,
            len(report.text),
        )
