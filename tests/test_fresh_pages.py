"""The records of fresh pages hold positions and no text, and fit the pages where these are at hand."""

from __future__ import annotations

import pytest
from stand_off_records import assert_whole

from benchmarks.fresh import SETS
from benchmarks.fresh_pages import here, page, record, stand_off, together


def test_there_are_three_rounds_and_some_pages_of_the_first_two_are_kept_aside() -> None:
    told = stand_off()
    counts = {key: sum(known.has(page) for page in told) for key, known in SETS.items()}
    assert list(counts.values()) == [28, 43, 49, 30, 31, 15, 16, 31]
    # Every page is in one set, those kept aside in that of both rounds as well.
    assert sum(counts.values()) - counts["kept aside"] == len(told) == 212


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Oslo 's envoy , Ms Dahl , did n't sign .", "Oslo's envoy, Ms Dahl, didn't sign."),
        ('" We \'ll pay ( later ) , " he said', '"We\'ll pay (later)," he said'),
        ("`` No '' he said", '"No " he said'),
        ("it cost € 40 or 5 % more", "it cost €40 or 5% more"),
    ],
)
def test_words_of_a_corpus_become_a_line_of_print(words: str, line: str) -> None:
    assert together(words.split()) == line


def test_every_record_is_whole_and_holds_no_text() -> None:
    for one in stand_off():
        assert_whole(one)
        for event in one["events"]:
            first, last = event["sentence"]
            for party in (*event["actors"], *event["recipients"]):
                assert party["at"] is None or first <= party["at"][0] < party["at"][1] <= last


@pytest.mark.skipif(not here(), reason="the corpora are not at hand")
def test_the_records_fit_the_pages() -> None:
    for told in stand_off():
        text = page(told)
        for event in record(told, text)["events"]:
            assert event["trigger"] and " ".join(event["trigger"].split()) in event["sentence"]
