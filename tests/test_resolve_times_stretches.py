"""Stretches, "last year" beside a day, days before a feast, and lives told with few years. With the real parser."""

from __future__ import annotations

import pytest

from dragoman.model import Article, Block, Mention
from dragoman.parse import parse
from dragoman.resolve.times.find import find_times


def times(*sentences: str, published: str | None = "2019-03-06") -> list[Mention]:
    text = " ".join(sentences)
    return find_times(parse(Article("a", "d", text, (Block("body", 0, len(text), 0),), published=published)))


def days(mention: Mention) -> tuple[str, str] | None:
    return (mention.when.start, mention.when.end) if mention.when else None


LAST = [
    # what is to last begins at publication; in a story told with its year it begins there
    (("The firm promised 40 jobs over the next decade.",), "2019-03-06", "2029-03-06"),
    (("In 1871 he fled, and over the next decade he hid in the hills.",), "1871-01-01", "1881-12-31"),
    (("In 1871 he fled, and in the next five years he hid in the hills.",), "1871-01-01", "1876-12-31"),
    # half units
    (("Surveyors mapped the pass half a year ago.",), "2018-09-01", "2018-09-30"),
    (("Surveyors mapped the pass a month and a half ago.",), "2019-01-15", "2019-01-29"),
    # the month beside it takes the year of what was told
    (("The bridge opened in 1931.", "It fell in May of the following year."), "1932-05-01", "1932-05-31"),
    # a conference that is to be held is ahead
    (("Envoys praised a conference on fishing, to be held at Accra in June.",), "2019-06-01", "2019-06-30"),
    # a decade may be told with a hyphen
    (("Smugglers came in the mid-1980s, peasants say.",), "1983-01-01", "1987-12-31"),
]


@pytest.mark.parametrize(("sentences", "start", "end"), LAST, ids=[" ".join(row[0]) for row in LAST])
def test_the_last_date(sentences: tuple[str, ...], start: str, end: str) -> None:
    assert days(times(*sentences)[-1]) == (start, end)


@pytest.mark.parametrize(
    ("text", "end", "basis"),
    [
        ("Miners will leave by 1 June.", "2019-06-01", "by"),
        ("Miners will stay until 1 June.", "2019-06-01", "until"),
        ("Miners will stay through 1 June.", "2019-06-01", "until"),
        ("Miners will leave before 1 June.", "2019-05-31", "by"),
    ],
)
def test_what_lies_ahead_lasts_from_publication_to_its_bound(text: str, end: str, basis: str) -> None:
    [found] = times(text)
    assert (days(found), found.basis) == (("2019-03-06", end), basis)


def test_days_before_a_feast_are_counted_from_it() -> None:
    counted, feast = times("Monks closed the gate two days before Christmas.")
    assert counted.text == "two days before" and days(counted) == ("2018-12-23", "2018-12-23")
    assert feast.text == "Christmas" and feast.basis == "before"


def test_a_month_before_a_vote_is_counted_from_its_day() -> None:
    counted, vote = times("Guards left about a month before the Nov. 8 vote.")
    assert days(counted) == ("2018-10-01", "2018-10-31")
    assert vote.text == "Nov. 8"


def test_what_it_comes_before_lies_ahead() -> None:
    [found] = times("The quarrel came a day before a meeting of miners in Potosí.")
    assert (found.basis, days(found), found.anchor) == (
        "offset",
        ("2019-03-07", "2019-03-07"),
        "publication 2019-03-06",
    )


def test_how_long_there_was_no_such_thing_is_no_time_to_come() -> None:
    assert times("The island will see its largest harvest in three years.") == []


def test_days_before_that_are_not_counted_are_declined() -> None:
    [found] = times("Miners walked out days before the ballot.")
    assert found.when is None


def test_a_life_of_our_own_time_keeps_its_years() -> None:
    life = [
        f"In {year} she rowed for the {name} club."
        for year, name in zip(range(2001, 2013), "abcdefghijkl", strict=True)
    ]
    *_, last = times(*life, "On 6 July she moved to Arica.", published="2013-05-02")
    assert days(last) == ("2012-07-06", "2012-07-06")


def test_a_life_of_long_ago_has_years_of_three_figures() -> None:
    life = ("He was born in 347.", "He was baptised in 366 .", "He wrote in 391 , 403 and in 405 .", "In 420 he died.")
    assert days(times(*life)[-1]) == ("0420-01-01", "0420-12-31")
    assert times("They waited in 300 lorries.", "They came in 200 carts.", "In 400 tents they slept.") == []
