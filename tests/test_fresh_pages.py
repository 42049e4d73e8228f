"""The records of fresh pages hold positions and no text, and fit the pages where these are at hand."""

from __future__ import annotations

import pytest

from benchmarks.fresh_pages import here, page, record, stand_off
from dragoman.model.terms import QUAD_OF, STATUSES


def test_every_record_is_whole_and_holds_no_text() -> None:
    told = stand_off()
    assert len(told) == 43 and sum(page["kept_aside"] for page in told) == 15
    for one in told:
        ids = {event["id"] for event in one["events"]}
        for event in one["events"]:
            assert set(event["event"]) <= QUAD_OF.keys() and event["status"] in STATUSES
            assert event["content_of"] is None or event["content_of"] in ids
            first, last = event["sentence"]
            assert first <= event["trigger"][0] < event["trigger"][1] <= last
            for party in (*event["actors"], *event["recipients"]):
                assert "text" not in party
                assert party["at"] is None or first <= party["at"][0] < party["at"][1] <= last


@pytest.mark.skipif(not here(), reason="the corpora are not at hand")
def test_the_records_fit_the_pages() -> None:
    for told in stand_off():
        text = page(told)
        for event in record(told, text)["events"]:
            assert event["trigger"] and " ".join(event["trigger"].split()) in event["sentence"]
