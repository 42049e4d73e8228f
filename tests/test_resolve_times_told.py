"""What a text tells about its own dates: the day it is told on, births, years of long ago, and words beside weekdays. With the real parser."""

from __future__ import annotations

import pytest

from dragoman.model import Article, Block, Mention
from dragoman.parse import parse
from dragoman.resolve.times.find import entries, find_times, patterns
from dragoman.resolve.times.first import beginnings, plain
from dragoman.resolve.times.frame import number


def times(*paragraphs: str, published: str | None = "2019-03-06") -> list[Mention]:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block("body", at, at + len(paragraph), at))
        at += len(paragraph) + 2
    return find_times(parse(Article("a", "d", text, tuple(blocks), published=published)))


def days(mention: Mention) -> tuple[str, str] | None:
    return (mention.when.start, mention.when.end) if mention.when else None


LAST = [
    # the text says what day it is
    (("Hello! It is Monday, February 4th.", "I fed the goats yesterday."), "2019-02-03", "2019-02-03"),
    (("It's currently 2:40 a.m. on Friday.", "I fed the goats today."), "2019-03-08", "2019-03-08"),
    # but not of another year, and not what belongs to a day
    (("It is Friday's train that fell.", "I fed the goats today."), "2019-03-06", "2019-03-06"),
    (("It is May 4, 2011.", "I fed the goats today."), "2019-03-06", "2019-03-06"),
    # the page's own line stands above the day it was made
    (("Goats win prize", "Friday, March 8, 2019", "Goats won a prize yesterday."), "2019-03-07", "2019-03-07"),
    (("Goats win prize", "Thursday, March 8, 2018", "Goats won a prize yesterday."), "2019-03-05", "2019-03-05"),
    # a vote that is on a day, or a plan of one's own for it, lies ahead
    (("The ballot is on Friday.",), "2019-03-08", "2019-03-08"),
    (("The ballot is Sunday.",), "2019-03-10", "2019-03-10"),
    (("We have a hearing on Monday.",), "2019-03-11", "2019-03-11"),
    (("We condemn the bombing on Friday.",), "2019-03-01", "2019-03-01"),
    # the first months of a story, and pauses of a speaker
    (("It was in the morning of 30 May 1832.", "She left the following day."), "1832-05-31", "1832-05-31"),
    (("Settlers came during last uh August.",), "2018-08-01", "2018-08-31"),
    # "that year" is the year told last, of whatever clause
    (("In 1937 she went to Oruro, where she was made a judge in 1939.", "That same year she fled."), "1939-01-01", "1939-12-31"),
    # letters
    (("In 1859 and on 2 December 1859 he wrote twice.", "In 1861 he wrote.", "In 1862 he wrote.", "He spoke of the 12th of October last."),
     "1861-10-12", "1861-10-12"),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "start", "end"), LAST, ids=[" ".join(row[0]) for row in LAST])
def test_the_last_date(paragraphs: tuple[str, ...], start: str, end: str) -> None:
    assert days(times(*paragraphs)[-1]) == (start, end)


def test_the_day_before_an_outbreak_is_counted_from_its_first_day() -> None:
    first, war = times("The day before the outbreak of World War II she sailed.")
    assert days(first) == ("1939-08-31", "1939-08-31") and war.basis == "before"


BORN = (
    "Asta Berg (23 January 1928 - 31 July 2017) was a judge.",
    "She was called in 1950.",
    "In 1962 she sat in Turku.",
)


def test_an_age_is_counted_from_the_only_birth() -> None:
    assert days(times(*BORN, "She rowed into her late seventies.")[-1]) == ("2004-01-23", "2008-01-22")
    other = "Her son, born in 1955, rows."
    assert [m.text for m in times(*BORN, other, "She rowed into her late seventies.")][-1] == "1955"


def test_years_of_long_ago_in_a_life() -> None:
    life = (
        "Ansgar (c. 314 - 368) was a monk.",
        "He came to Tabor around 328.",
        "In 348 Pachom died.",
        "Later that year he left.",
    )
    assert [days(m) for m in times(*life)] == [
        ("0314-01-01", "0368-12-31"),
        ("0328-01-01", "0328-12-31"),
        ("0348-01-01", "0348-12-31"),
        ("0348-01-01", "0348-12-31"),
    ]
    assert times("They hired 314 - 368 men.", "They sold 328 carts.", "In 348 villages it rained.") == []


def test_what_is_told_beside_a_year_has_no_interval() -> None:
    (mention,) = times("They drew the post-1945 border.")
    assert mention.when is None and mention.basis == "before" and mention.candidates == ("1946-01-01/2019-03-06",)


@pytest.mark.parametrize(
    ("text", "value"),
    [("two hundred and ten", 210), ("a thousand", 1000), ("10,000", 10_000), ("twenty-five", 25), ("three hundred", 300), (None, 3)],
)  # fmt: skip
def test_numbers_in_words(text: str | None, value: int) -> None:
    assert number(text) == value


def test_a_pattern_is_tried_where_it_may_begin() -> None:
    assert beginnings(r"x?\d") == {"x0", "0"}
    assert beginnings(r".a") == {""} and beginnings(r"x?") == {"", "x"}
    assert beginnings(r"(?:a\s)?(?:b|cd)+e") == {"a b", "a c", "be", "bbe", "bbb", "bbc", "bcd", "cde", "cdb", "cdc"}
    assert beginnings(r"[1-9]\d*,x{4}") == {"000", "00,", "0,x"} and beginnings(r"a\wb") == {"a"}
    firsts = {pattern.name: beginnings(pattern.regex.pattern) for pattern in patterns()}
    assert not any("" in first for first in firsts.values())
    for entry in entries()["patterns"]:
        pattern = next(p for p in patterns() if p.name == entry["name"])
        for text, *_ in entry["examples"]:
            for at in range(len(text)):
                if pattern.regex.match(text.lower(), at):
                    first = plain(text[at:].lower())
                    assert any(first.startswith(told) for told in firsts[entry["name"]]), first
