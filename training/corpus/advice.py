"""What looks like a slip in a coded report, though it may be right: advice for whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from training.corpus.codes import codes
from training.corpus.parties import questions

Record = dict[str, Any]


def advice(record: Record) -> list[str]:
    """What looks like a slip, though it may be right."""
    found = []
    for event in record["events"]:
        where = f"{event['id']} {event['event'][0]} {event['trigger']!r}"
        if event["event"] == ["RETREAT"] and event["status"] == "future":
            found.append(
                f"{where}: a retreat still to come, announced by its own side, is the content of a CONCEDE; is the CONCEDE coded?"
            )
        if {"dead", "injured"} & {k for k in ("dead", "injured") if event.get(k)} and event["event"][0] not in (
            "ASSAULT",
            "PROTEST",
            "COERCE",
        ):
            found.append(f"{where}: casualties belong to the claim that killed or hurt, mostly ASSAULT")
        if event["event"][0] == "REQUEST" and event["status"] == "requested" and not event["content_of"]:
            found.append(f"{where}: a demand that was made is actual; what it asks for is requested")
        found += [f"{where}: {message}" for message in _around(event)]
    found += questions(record)
    found += _sentences(record)
    sentences = record["article"]["sentences"]
    long = [s for s in sentences if s["end"] - s["start"] > 420]
    found += [
        f"{record['article']['text'][s['start'] : s['start'] + 40]!r}...: over 420 characters; is it one sentence?"
        for s in long
    ]
    return found


def _around(event: Record) -> Iterator[str]:
    """Slips that the words before the trigger tell."""
    at = event["trigger_start"] - event["start"]
    # the month is no modal: "May" is left as it is
    before = [w if w == "May" else w.lower() for w in re.findall(r"n't|[\w'’]+", event["sentence"][:at])[-2:]]
    actual = event["status"] == "actual"
    for kind, wanted in (("modals", "hyp"), ("negators", "neg")):
        cue = next((w for w in before if w in codes()[kind]), None)
        if (
            actual
            and cue
            and not event["nominal"]
            and event["event"][0] != "REJECT"
            and (kind == "modals" or cue == before[-1])
        ):
            yield f"told as actual after {cue!r}: should it be {wanted}?"
    word = event["trigger"]
    if (
        before
        and before[-1] in codes()["determiners"]
        and not event["nominal"]
        and " " not in word
        and not word.endswith(("ed", "ing"))
    ):
        yield f"after {before[-1]!r}: is it a noun? then write *{word}"


def _sentences(record: Record) -> Iterator[str]:
    """Sentences with words of speech and no voice, and event words that carry no claim."""
    events: dict[int, list[Record]] = {}
    for event in record["events"]:
        events.setdefault(event["start"], []).append(event)
    text = record["article"]["text"]
    for sentence in record["article"]["sentences"]:
        line, told = text[sentence["start"] : sentence["end"]], events.get(sentence["start"], [])
        if told and all(len(e["attribution"]) == 1 for e in told):
            cue = _pattern("speech").search(line)
            if cue and not any(e["sentence"][e["trigger_start"] - e["start"] :].startswith(cue[0]) for e in told):
                yield f"{line[:50]!r}: {cue[0]!r}, but it has no voice; is everything in it the outlet's own word?"
        if record["events"] and sentence["kind"] != "byline":
            spans = [(e["trigger_start"] - e["start"], e["trigger_end"] - e["start"]) for e in told]
            for word in _pattern("event_words").finditer(line):
                if not any((a <= word.start() and word.end() <= b) or word.start() <= a < word.end() for a, b in spans):
                    yield f"{line[:50]!r}: {word[0]!r} is not coded; is it no event?"


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(codes()[kind], key=len, reverse=True)))})(?!\w)", re.IGNORECASE
    )
