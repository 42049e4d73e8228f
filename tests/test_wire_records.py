"""The agency news written for measuring: every report has a record, and every record is whole and fits its report."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus import wire
from dragoman.model.terms import QUAD_OF, STATUSES

PARTY = re.compile(r"[A-Z]{3}(\.[A-Z]{3})?|(region:)?[a-z0-9]+(-[a-z0-9]+)*")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def loaded(file: Path) -> tuple[str, dict[str, Any]]:
    return file.read_text(encoding="utf-8"), json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))


def test_there_are_sixteen_reports_each_with_its_record() -> None:
    assert len(wire()) == 16
    assert {file.stem for file in next(iter(wire().values())).parent.glob("*.json")} == set(wire())


def test_the_readme_tells_how_many_claims_there_are() -> None:
    records = [loaded(file)[1] for file in wire().values()]
    events = [event for one in records for event in one["events"]]
    readme = (next(iter(wire().values())).parent / "README.md").read_text(encoding="utf-8")
    assert f"| claims | {len(events)}, of which" in readme
    assert f"of which {sum(event['optional'] for event in events)} are optional" in readme
    assert f"| positions | {sum(len(one['positions']) for one in records)} |" in readme


@pytest.mark.parametrize("stem", wire())
def test_a_record_fits_its_report(stem: str) -> None:
    text, record = loaded(wire()[stem])
    page = record["article"]
    assert record["document"] == stem and DAY.fullmatch(page["published"][:10])
    for told in (page["title"], page["body_first"], page["body_last"], *page["not_body"], *page["captions"]):
        assert told in text
    for event in record["events"]:
        assert event["sentence"] in text and event["trigger"] in event["sentence"]
        assert set(event["event"]) <= QUAD_OF.keys()
        assert {event["status"], *event.get("also_status", ())} <= set(STATUSES)
        assert event["attribution"][0]["kind"] == "outlet"
        assert all(DAY.fullmatch(day) for day in event["date"] or ())
        for party in (*event["actors"], *event["recipients"]):
            assert PARTY.fullmatch(party["id"]) and party["sector"]
            assert party["text"] is None or party["text"] in text


@pytest.mark.parametrize("stem", wire())
def test_links_of_a_record_lead_to_its_claims(stem: str) -> None:
    _, record = loaded(wire()[stem])
    ids = [event["id"] for event in record["events"]]
    assert len(set(ids)) == len(ids)
    assert {event["content_of"] for event in record["events"]} - {None} <= set(ids)
    for position in record["positions"]:
        assert set(position["events"]) <= set(ids) and -1 <= position["position"] <= 1
