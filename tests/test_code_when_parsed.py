"""Which date a claim takes, with the real parser: what is still to come, what came before, what is told of deals."""

from __future__ import annotations

import pytest

from dragoman.code import code
from dragoman.model import Article, Block, Claim
from dragoman.parse import parse
from dragoman.resolve import resolve


def claims(text: str, event: str, *, published: str = "2018-12-22") -> list[Claim]:
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),), outlet="The Post", published=published)
    parsed = parse(article)
    return [c for c in code(parsed, resolve(parsed), by="lexicon") if c.event == event]


def dated(text: str, event: str) -> list[tuple[str, str, str]]:
    """(start, end, basis) of the date of each claim of a type."""
    return [(c.when.start, c.when.end, c.when.basis) if c.when else ("", "", "") for c in claims(text, event)]


DATED = [
    # when an offer is to be kept is not when it was made
    ("Chile promised Bolivia 40 buses over the next decade.", "AGREE", "2018-12-22", "2018-12-22", "publication"),
    (
        "Peru demanded on Tuesday that Chile leave the islands next week.",
        "REQUEST",
        "2018-12-18",
        "2018-12-18",
        "weekday",
    ),
    # nor are deals the inquiry into them
    (
        "Peru accused Chile of spying on a mine that dates from 2013.",
        "ACCUSE",
        "2018-12-22",
        "2018-12-22",
        "publication",
    ),
    # what it comes after, and what it was before
    ("Riots in Sucre came two days after guards shot a farmer.", "ASSAULT", "2018-12-20", "2018-12-20", "offset"),
    (
        "Peru recalled its envoy about a month before the Nov. 8 vote.",
        "SANCTION",
        "2018-10-01",
        "2018-10-31",
        "anchored",
    ),
    # since what a review reaches back to
    ("Peru urged Chile to review all orders since May.", "REQUEST", "2018-12-22", "2018-12-22", "publication"),
    # last year is last year, whatever the month
    ("Chadian rebels attacked a convoy on 30 December last year.", "ASSAULT", "2017-12-30", "2017-12-30", "relative"),
]


@pytest.mark.parametrize(("text", "event", "start", "end", "basis"), DATED, ids=[row[0] for row in DATED])
def test_date_in_the_sentence(text: str, event: str, start: str, end: str, basis: str) -> None:
    assert (start, end, basis) in dated(text, event)


def test_what_was_done_previously_does_not_go_on_with_the_day() -> None:
    text = "Peruvian guards shot a farmer on Thursday. The church previously urged Peru to free two miners."
    assert dated(text, "REQUEST") == [("2018-12-22", "2018-12-22", "publication")]


def test_days_before_an_event_end_the_story_of_a_day() -> None:
    text = "Peruvian guards shot a farmer on Thursday. Chadian rebels attacked a convoy days before a vote in Gao."
    assert dated(text, "ASSAULT")[-1][2] == "publication"
