"""What the given real reports must and must not yield; skipped where they are not at hand."""

import json
import re
from functools import cache
from typing import Any

import pytest

from benchmarks.corpus import SHARED, coded, given

REPORTS = SHARED / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.exists(), reason="the given reports are not here")


@cache
def record(stem: str) -> dict[str, Any]:
    """The record of the report whose name begins so."""
    return coded(next(REPORTS.glob(f"{stem}*.txt")))  # type: ignore[return-value]


def find(events: list[dict[str, Any]], event: str, trigger: str) -> dict[str, Any]:
    found = [e for e in events if e["event"] == [event] and trigger in e["trigger"]]
    assert found, f"no {event} on {trigger!r}"
    return found[0]


@pytest.mark.parametrize("stem", sorted(given()) or ["none"])
def test_no_furniture_in_any_claim(stem: str) -> None:
    gold = json.loads((SHARED / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
    sentences = [" ".join(e["sentence"].split()) for e in coded(given()[stem])["events"]]  # type: ignore[attr-defined]
    captions = " ".join(gold["article"]["captions"])
    for unwanted in gold["article"]["not_body"]:
        if not any(c[:30] in unwanted for c in gold["article"]["captions"]) and unwanted not in captions:
            assert not [s for s in sentences if " ".join(unwanted.split()) in s], unwanted


@pytest.mark.parametrize("stem", ["000", "001", "002", "003", "004"])
def test_no_advertisement_in_a_claim(stem: str) -> None:
    words = re.compile(r"subscri|paywall|per month|reCAPTCHA|newsletter|Premium|Read more|Related co|Facebook", re.I)
    assert not [e["sentence"] for e in record(stem)["events"] if words.search(e["sentence"])]


def test_the_refusal_of_a_call_to_leave() -> None:
    events = record("002")["events"]
    refusal = find(events, "REJECT", "rejected")
    assert [p["id"] for p in refusal["actors"]] == ["IRN"]
    assert [p["id"] for p in refusal["recipients"]] == ["RUS"]
    assert refusal["status"] == "actual"
    call = find([e for e in events if e["content_of"] == refusal["id"]], "REQUEST", "call")
    leaving = find([e for e in events if e["content_of"] == call["id"]], "RETREAT", "leave")
    assert leaving["status"] in ("requested", "negated")


def test_the_monitor_is_a_voice_and_no_actor() -> None:
    events = record("001")["events"]
    parties = {p["id"] for e in events for p in (*e["actors"], *e["recipients"])}
    assert not {i for i in parties if "observatory" in i or i == "sohr"}
    assert any("Observatory" in (v["name"] or "") for e in events for v in e["attribution"])


def test_a_group_that_has_refused_to_comply() -> None:
    refusal = find(record("001")["events"], "REJECT", "refused")
    assert [p["id"] for p in refusal["actors"]] == ["hezbollah"]
    assert refusal["status"] == "actual"


@pytest.mark.parametrize("stem", ["000", "001", "002", "003", "004"])
def test_every_text_stands_where_it_says(stem: str) -> None:
    raw = next(REPORTS.glob(f"{stem}*.txt")).read_text(encoding="utf-8")
    for event in record(stem)["events"]:
        assert raw[event["raw_start"] : event["raw_end"]] == event["sentence"]
        assert " ".join(event["trigger"].split()) in " ".join(event["sentence"].replace("\u00a0", " ").split())
