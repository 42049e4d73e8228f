"""What a set of compiled reports holds, counted, and held against `floors.yml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from training.corpus.codes import codes

Record = dict[str, Any]


@dataclass(slots=True)
class Counts:
    """Sums over reports; `units` counts single things by name, the counters by value."""

    units: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    links: Counter[int] = field(default_factory=Counter)
    stances: Counter[str] = field(default_factory=Counter)
    voices: Counter[str] = field(default_factory=Counter)
    registers: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    decades: Counter[str] = field(default_factory=Counter)
    splits: Counter[str] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)


def count(records: Iterable[Record]) -> Counts:
    """Count the given reports."""
    found = Counts()
    for record in records:
        _count_report(record, found)
    return found


def _count_report(record: Record, found: Counts) -> None:
    corpus, article, events = record["corpus"], record["article"], record["events"]
    for name, value in (("registers", "register"), ("regions", "region"), ("decades", "decade"), ("splits", "split")):
        getattr(found, name)[corpus[value]] += 1
    told = {(e["start"], e["end"]) for e in events}
    sentences = [s for s in article["sentences"] if s["kind"] != "byline"]
    units = found.units
    units["reports"] += 1
    units["sentences"] += len(sentences)
    units["words"] += len(article["text"].split())
    units["sentences_without_events"] += sum((s["start"], s["end"]) not in told for s in sentences)
    units["reports_without_events"] += not events
    units["furniture_reports"] += bool(article["dropped"])
    units["pronoun_mentions"] += sum(m["kind"] == "pronoun" for r in record["references"] for m in r["mentions"])
    found.lengths.update(len(article["text"][s["start"] : s["end"]].split()) for s in sentences if s["kind"] == "body")
    for event in events:
        _count_event(event, found)


def _count_event(event: Record, found: Counts) -> None:
    units, chain = found.units, event["attribution"]
    units["claims"] += 1
    units["nominal"] += event["nominal"]
    units["status_other"] += event["status"] != "actual"
    units["nested"] += event["content_of"] is not None
    units["attributed"] += len(chain) > 1
    units["anonymous"] += any(v.get("anonymous") for v in chain)
    units["background"] += event["background"]
    units["optional"] += event["optional"]
    units["magnitudes"] += any(event.get(k) is not None for k in codes()["magnitudes"])
    found.types[event["event"][0]] += 1
    found.statuses[event["status"]] += 1
    found.links[len(chain) - 1] += 1
    if len(chain) > 1:
        found.stances[chain[-1]["stance"]] += 1
        found.voices[chain[-1]["kind"]] += 1
    for mode in event["mode"][:1]:
        found.modes[f"{event['event'][0]}.{mode}"] += 1


@cache
def floors() -> dict[str, Any]:
    """What the corpus must reach (`floors.yml`)."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "floors.yml").read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what, what there is, what there should be."""

    what: str
    have: float
    floor: float

    @property
    def reached(self) -> bool:
        return self.have >= self.floor


def table(found: Counts) -> list[Row]:
    """The counts against the floors, one row for each."""
    need, units = floors(), found.units
    sentences, claims, reports = units["sentences"] or 1, units["claims"] or 1, units["reports"] or 1
    rows = [Row(name, units[name], need[name]) for name in ("reports", "sentences")]
    rows += [Row(f"type {t}", found.types[t], need["claims_per_type"]) for t in codes()["types"]]
    rows += [
        Row(f"mode {t}.{m}", found.modes[f"{t}.{m}"], need["claims_per_mode"])
        for t, modes in codes()["types"].items()
        for m in modes
    ]
    rows += [
        Row("share of nominal triggers", round(units["nominal"] / claims, 3), need["nominal_share"]),
        Row("share of status other than actual", round(units["status_other"] / claims, 3), need["status_other_share"]),
        *(
            Row(name, units[name], need[name])
            for name in ("nested", "attributed", "anonymous", "magnitudes", "background")
        ),
        *(Row(f"chains of {n} links", found.links[n], floor) for n, floor in need["chain_links"].items()),
        *(Row(f"voice {stance}", found.stances[stance], floor) for stance, floor in need["stances"].items()),
        Row(
            "share of sentences without events",
            round(units["sentences_without_events"] / sentences, 3),
            need["sentences_without_events_share"],
        ),
        Row("reports_without_events", units["reports_without_events"], need["reports_without_events"]),
        Row(
            "share of reports with furniture",
            round(units["furniture_reports"] / reports, 3),
            need["furniture_reports_share"],
        ),
        Row("pronoun_mentions", units["pronoun_mentions"], need["pronoun_mentions"]),
        *(Row(f"register {r}", found.registers[r], need["reports_per_register"]) for r in codes()["registers"]),
        *(Row(f"region {r}", found.regions[r], need["reports_per_region"]) for r in codes()["regions"]),
        Row("decades", sum(n >= need["reports_per_decade"] for n in found.decades.values()), need["decades"]),
        Row("share of test", round(found.splits["test"] / reports, 3), need["test_share"]),
        Row("share of dev", round(found.splits["dev"] / reports, 3), need["dev_share"]),
    ]
    return rows
