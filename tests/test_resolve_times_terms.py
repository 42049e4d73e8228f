"""Days without a year on a page without a date: in the terms of those it names with their office. With the real parser."""

from __future__ import annotations

import pytest

from dragoman.model import Article, Block
from dragoman.parse import parse
from dragoman.resolve import resolve

CASES = [
    # one year alone fits
    ("Foreign Secretary Boris Johnson and Secretary of State John Kerry met envoys on 10 December.", ("2016-12-10", "2016-12-10", "day")),
    # a few do: the interval holds them all
    ("Defense Secretary Ash Carter met envoys on 24 November.", ("2015-11-24", "2016-11-24", "span")),
    # a weekday tells which
    ("Defense Secretary Ash Carter met envoys on Thursday, 24 November.", ("2016-11-24", "2016-11-24", "day")),
    ("Defense Secretary Ash Carter met envoys on Thanksgiving Day.", ("2015-11-26", "2016-11-24", "span")),
    ("Defense Secretary Ash Carter met two envoys in October.", ("2014-10-01", "2016-10-31", "span")),
    # out of office, under another office, or with none, a name tells no time
    ("Former Defense Secretary Ash Carter met envoys on 24 November.", None),
    ("Deputy Defense Secretary Ash Carter met envoys on 24 November.", None),
    ("Ash Carter met envoys on 24 November.", None),
    # an office held for long tells next to nothing
    ("Chancellor Angela Merkel met envoys on 24 November.", None),
    # and those who look back from later write when they do
    ("Defense Secretary Ash Carter met envoys on 24 November, and a book of 2021 tells of it.", None),
]  # fmt: skip


def spans(text: str, published: str | None = None) -> list[tuple[str, str, str]]:
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),), published=published)
    found = [
        m.when for m in resolve(parse(article)) if m.kind == "time" and m.when is not None and m.when.basis == "terms"
    ]
    return [(w.start, w.end, w.granularity) for w in found]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[row[0] for row in CASES])
def test_a_day_in_the_terms_of_those_named(text: str, expected: tuple[str, str, str] | None) -> None:
    assert spans(text) == ([expected] if expected else [])


def test_a_page_with_a_date_needs_no_terms() -> None:
    assert not spans(CASES[1][0], "2016-12-01")
