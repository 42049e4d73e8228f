"""What every hand-coded record without words must be, of whichever reader."""

from __future__ import annotations

from typing import Any

from dragoman.model.terms import QUAD_OF, STATUSES


def assert_whole(record: dict[str, Any]) -> None:
    """Known types and statuses, links to claims of the record, triggers within their sentences, and no text of a party."""
    ids = {event["id"] for event in record["events"]}
    for event in record["events"]:
        assert set(event["event"]) <= QUAD_OF.keys() and event["status"] in STATUSES
        assert event["content_of"] is None or event["content_of"] in ids
        first, last = event["sentence"]
        assert first <= event["trigger"][0] < event["trigger"][1] <= last
        assert not any("text" in party for party in (*event["actors"], *event["recipients"]))
