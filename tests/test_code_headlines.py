"""What a headline only names happened no more than its report says."""

from __future__ import annotations

import pytest

from dragoman.code import code
from dragoman.model import Article, Block
from dragoman.parse import parse
from dragoman.resolve import resolve

CASES = [
    # the body says that it is still to come, or only wanted
    ("Report: Kenyan withdrawal from Somalia", "Kenya will withdraw from Somalia in May.", "future"),
    ("Kenyan withdrawal from Somalia", "Somalia demanded that Kenya withdraw from the coast.", "requested"),
    # the body says that it was done, or nothing of it
    ("Kenyan withdrawal from Somalia", "Kenya withdrew from Somalia in May.", "actual"),
    ("Kenyan withdrawal from Somalia", "Togo condemned Benin on Monday.", "actual"),
    # told by its verb
    ("Kenya withdraws from Somalia", "Somalia demanded that Kenya withdraw from the coast.", "actual"),
]


@pytest.mark.parametrize(("title", "body", "status"), CASES)
def test_headlines(title: str, body: str, status: str) -> None:
    blocks = (
        Block("title", 0, len(title), 0),
        Block("body", len(title) + 1, len(title) + 1 + len(body), len(title) + 1),
    )
    page = parse(Article("a", "d", f"{title}\n{body}", blocks, title=title, language="en"))
    found = [c for c in code(page, resolve(page), by="lexicon") if c.within == "title"]
    assert [c.status for c in found] == [status]
