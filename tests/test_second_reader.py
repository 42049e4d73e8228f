"""The second reader's records hold positions and no text, and fit the pages where these are at hand."""

from __future__ import annotations

import pytest

from benchmarks.corpus import given
from benchmarks.fresh_pages import here, stand_off
from benchmarks.second import pages, second
from dragoman.model.terms import QUAD_OF, STATUSES


def test_no_page_kept_aside_was_coded_again() -> None:
    fresh = {told["document"] for told in stand_off() if not told["kept_aside"]}
    told = second()
    assert sum(one["corpus"] == "given" for one in told) == 5
    assert {one["document"] for one in told if one["corpus"] == "fresh"} <= fresh
    assert sum(len(one["events"]) for one in told) == 469


def test_every_record_is_whole_and_holds_no_text() -> None:
    for one in second():
        ids = {event["id"] for event in one["events"]}
        for event in one["events"]:
            assert set(event["event"]) <= QUAD_OF.keys() and event["status"] in STATUSES
            assert event["content_of"] is None or event["content_of"] in ids
            first, last = event["sentence"]
            assert first <= event["trigger"][0] < event["trigger"][1] <= last
            assert not any("text" in party for party in (*event["actors"], *event["recipients"]))


@pytest.mark.skipif(not (here() and given()), reason="the pages are not at hand")
@pytest.mark.parametrize("corpus", ["given", "fresh"])
def test_the_records_fit_the_pages(corpus: str) -> None:
    for told in pages(corpus).values():
        for event in told.second["events"]:
            assert " ".join(event["trigger"].split()) in event["sentence"]
