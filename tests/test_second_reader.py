"""The second reader's records hold positions and no text, and fit the pages where these are at hand."""

from __future__ import annotations

import pytest
from stand_off_records import assert_whole

from benchmarks.corpus import given
from benchmarks.fresh_pages import here, stand_off
from benchmarks.second import pages, second


def test_no_page_kept_aside_was_coded_again() -> None:
    fresh = {told["document"] for told in stand_off() if not told["kept_aside"]}
    told = second()
    assert sum(one["corpus"] == "given" for one in told) == 5
    assert {one["document"] for one in told if one["corpus"] == "fresh"} <= fresh
    assert sum(len(one["events"]) for one in told) == 469


def test_every_record_is_whole_and_holds_no_text() -> None:
    for one in second():
        assert_whole(one)


@pytest.mark.skipif(not (here() and given()), reason="the pages are not at hand")
@pytest.mark.parametrize("corpus", ["given", "fresh"])
def test_the_records_fit_the_pages(corpus: str) -> None:
    for told in pages(corpus).values():
        for event in told.second["events"]:
            assert " ".join(event["trigger"].split()) in event["sentence"]
