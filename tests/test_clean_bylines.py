"""Lines above a report that name its author and its day at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.clean import clean
from dragoman.model import Article
from dragoman.read import read

BODY = "The army shelled the town of Homs on Monday. Residents said that ten people were killed. The government denied it and accused the rebels."


def _cleaned(folder: Path, line: str) -> Article:
    file = folder / "report.txt"
    file.write_text(f"Army shells Homs\n\n{line}\n\n{BODY}\n", encoding="utf-8")
    found = clean(next(iter(read(file))))
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("By Ana Quill | July 3, 2020", "Ana Quill", "2020-07-03"),
        ("By Quill Desk | 3 July 2020", "Quill Desk", "2020-07-03"),
        ("Ana Quill | 3 July 2020 14:05 GMT", "Ana Quill", "2020-07-03T14:05"),
        ("By Ana Quill - July 3, 2020", "Ana Quill", "2020-07-03"),
        ("By Ana Quill, 3 July 2020", "Ana Quill", "2020-07-03"),
    ],
)
def test_an_author_beside_the_day(tmp_path: Path, line: str, author: str, published: str) -> None:
    article = _cleaned(tmp_path, line)
    assert (article.byline, article.published) == (author, published)
    assert article.text == f"Army shells Homs\n\n{BODY}"


def test_navigation_is_still_dropped(tmp_path: Path) -> None:
    article = _cleaned(tmp_path, "Home | World | Letters")
    assert article.byline is None
    assert article.text == f"Army shells Homs\n\n{BODY}"
