"""Checks of the corpus: `python -m training.corpus.validate corpus/reports [--counts] [--shared ../shared]`.

A record is checked apart from the compiler that made it: spans, ids, types, modes, statuses, trees. Then the reports against each
other (the same sentence with other names), against the real texts (runs of eight words), and against the counts of `floors.yml`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.corpus import world
from training.corpus.advice import advice
from training.corpus.codes import codes
from training.corpus.compile import compile_files
from training.corpus.counts import count, table
from training.corpus.parties import forbidden

Record = dict[str, Any]
RUN = 8
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
ID = re.compile(r"[A-Z]{3}(\.[A-Z]{3})?|[a-z0-9]+(-[a-z0-9]+)*|region:[a-z-]+")
READ_SUFFIXES = (".txt", ".tsv", ".csv", ".conllu", ".xml", ".jsonl", ".json", ".md", ".tml")
LARGEST = 60_000_000  # gazetteers and the like hold no sentences


def check(record: Record) -> list[str]:
    """What is wrong with one record: each a sentence that names the claim and quotes the value."""
    text = record["article"]["text"]
    ids = [e["id"] for e in record["events"]]
    wrong = [f"the id {i!r} is given twice" for i, n in Counter(ids).items() if n > 1]
    known = set(ids)
    for event in record["events"]:
        wrong += [f"{event['id']} ({event['trigger']!r}): {message}" for message in _check_event(event, text, known)]
    wrong += _check_trees(record["events"])
    for chain in record["references"]:
        wrong += [
            f"mention {m['text']!r} of {chain['id']} is not in the text"
            for m in chain["mentions"]
            if text[m["start"] : m["end"]] != m["text"]
        ]
    page = record["article"]["page"]
    for block in record["article"]["blocks"]:
        length = block["end"] - block["start"]
        if page[block["page_start"] : block["page_start"] + length] != text[block["start"] : block["end"]]:
            wrong.append(f"the block {text[block['start'] : block['end']][:30]!r} stands elsewhere on the page")
    return wrong


def _check_event(event: Record, text: str, ids: set[str]) -> Iterator[str]:
    types = codes()["types"]
    for kind in event["event"]:
        if kind not in types:
            yield f"{kind!r} is no type"
    allowed = {m for t in event["event"] for m in types.get(t, [])}
    yield from (f"{m!r} is no mode of {event['event']}" for m in event["mode"] if m not in allowed)
    if event["status"] not in codes()["statuses"].values():
        yield f"{event['status']!r} is no status"
    if text[event["start"] : event["end"]] != event["sentence"]:
        yield "its sentence is not at its place"
    spans = [("trigger", event["trigger"], event["trigger_start"], event["trigger_end"])]
    yield from forbidden(event)
    parties = [*event["actors"], *event["recipients"]]
    spans += [("party", p["text"], p["start"], p["end"]) for p in parties if p["text"] is not None]
    if event["place"]:
        spans.append(("place", event["place"]["text"], event["place"]["start"], event["place"]["end"]))
    if event.get("when"):
        spans.append(("date", event["when"]["text"], event["when"]["start"], event["when"]["end"]))
    for name, words, start, end in spans:
        if not words or text[start:end] != words:
            yield f"the {name} {words!r} is not at [{start}, {end})"
        elif name in ("trigger", "party") and not (event["start"] <= start and end <= event["end"]):
            yield f"the {name} {words!r} is outside of the sentence"
    for voice in event["attribution"][1:]:
        if voice.get("start") is not None and not text[voice["start"] : voice["end"]]:
            yield f"the voice {voice['name']!r} is nowhere"
        if voice.get("stance") not in codes()["stances"]:
            yield f"{voice.get('stance')!r} is no stance"
    for party in [*parties, *event["attribution"][1:]]:
        name = party.get("id")
        if name is not None and not ID.fullmatch(name):
            yield f"the id {name!r} is neither a country code nor lower-case-with-hyphens"
        elif (
            name
            and name[:3].isupper()
            and name[:3] not in world.states()
            and name[:3] not in codes()["codes_besides_states"]
        ):
            yield f"{name[:3]!r} is no country"
    for party in parties:
        if party["sector"] is not None and party["sector"] not in codes()["sectors"]:
            yield f"{party['sector']!r} is no sector"
    if event["content_of"] is not None and event["content_of"] not in ids:
        yield f"its outer claim {event['content_of']!r} is not in the report"
    if event["date"] and event["date"][0] > event["date"][1]:
        yield f"its date {event['date']} runs backwards"


def _check_trees(events: list[Record]) -> list[str]:
    outer = {e["id"]: e["content_of"] for e in events}
    wrong = []
    for start in outer:
        seen, at = {start}, outer[start]
        while at is not None and at not in seen:
            seen.add(at)
            at = outer.get(at)
        if at is not None:
            wrong.append(f"{start} is within itself")
    return wrong


def words(text: str) -> list[str]:
    """The words of a text as runs compare them: lower case, without signs."""
    return WORD.findall(text.lower())


def runs(text: str, size: int = RUN) -> set[tuple[str, ...]]:
    """All runs of `size` words."""
    found = words(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


def templates(records: Iterable[Record]) -> list[str]:
    """Sentences that are the same but for names and numbers, or share a run of ten words, in different reports."""
    seen: dict[str, tuple[str, str]] = {}
    shared: dict[tuple[str, ...], str] = {}
    found = []
    for record in records:
        text, name = record["article"]["text"], record["document"]
        for sentence in record["article"]["sentences"]:
            line = text[sentence["start"] : sentence["end"]]
            # A headline in capitals would be all mask and no sentence.
            if len(line.split()) >= 6 and sentence["kind"] != "byline" and not line.isupper():
                mask = " ".join(re.sub(r"\b[A-Z]\w*|\d[\d,.]*", "_", w) for w in line.split())
                other = seen.setdefault(mask, (name, line))
                if other[0] != name or (other[1] != line):
                    found.append(
                        f"{name}: {line[:70]!r} is the same as in {other[0]} but for names: write another sentence."
                    )
        for run in sorted(runs(text, 10)):
            other_name = shared.setdefault(run, name)
            if other_name != name:
                found.append(f"{name}: {' '.join(run)!r} stands also in {other_name}: say it otherwise.")
                break
    return found


def shared_runs(records: Iterable[Record], shared: Path) -> list[str]:
    """Runs of eight words that our reports share with texts under `shared`; empty where the folder is absent."""
    ours: dict[tuple[str, ...], str] = {}
    for record in records:
        text = "\n".join([record["article"]["text"], *record["article"]["not_body"]])
        for line in text.split("\n"):
            for run in runs(line):
                ours.setdefault(run, record["document"])
    # A cheap first look: most words of real text start none of our runs.
    starts = {run[:3] for run in ours}
    found: dict[tuple[str, ...], str] = {}
    for file in _texts(shared):
        tokens = words(_plain(file))
        for i in range(len(tokens) - RUN + 1):
            if tuple(tokens[i : i + 3]) in starts:
                run = tuple(tokens[i : i + RUN])
                if run in ours:
                    found.setdefault(run, f"{file.parent.name}/{file.name}")
    return [
        f"{ours[run]}: {' '.join(run)!r} stands in {where}: say it in your own words."
        for run, where in sorted(found.items())
    ]


def _texts(shared: Path) -> Iterator[Path]:
    for name in ("reports", "gold", "data"):
        for file in sorted((shared / name).rglob("*")):
            if (
                file.is_file()
                and file.suffix in READ_SUFFIXES
                and file.stat().st_size < LARGEST
                and "gazetteer" not in file.parts
            ):
                yield file


def _plain(file: Path) -> str:
    text = file.read_text(encoding="utf-8", errors="ignore")
    if file.suffix == ".conllu":
        return "\n".join(line[9:] for line in text.splitlines() if line.startswith("# text = "))
    return (
        re.sub(r"<[^>]{0,200}>", " ", text)
        if file.suffix in (".xml", ".tml") or file.parts[-3:-1] == ("plv",) or file.suffix == ".tsv"
        else text
    )


def sheet(records: list[Record]) -> str:
    """A short account of some reports, for whoever wrote them."""
    found = count(records)
    units = found.units
    claims, sentences = units["claims"] or 1, units["sentences"] or 1
    wanted = {
        "sentences without events": (units["sentences_without_events"] / sentences, 0.25),
        "nominal triggers": (units["nominal"] / claims, 0.35),
        "status other than actual": (units["status_other"] / claims, 0.38),
        "nested (a sentence)": (units["nested"] / sentences, 0.33),
        "attributed (a sentence)": (units["attributed"] / sentences, 0.65),
        "numbers (a sentence)": (units["magnitudes"] / sentences, 0.085),
        "background (a sentence)": (units["background"] / sentences, 0.06),
    }
    low = [f"{name} {have:.2f} of {want}" for name, (have, want) in wanted.items() if have < want]
    return (
        (f"LOW, write more of: {'; '.join(low)}\n" if low else "")
        + f"{units['reports']} reports, {units['sentences']} sentences ({units['sentences_without_events'] / sentences:.0%} without events), "
        f"{units['claims']} claims: {units['nominal'] / claims:.0%} nominal, {units['status_other'] / claims:.0%} not actual, "
        f"{units['nested']} nested, {units['attributed']} attributed, {units['anonymous']} anonymous, {units['magnitudes']} with numbers, "
        f"{units['background']} background, {units['furniture_reports']} reports with furniture\n"
        f"types: {', '.join(f'{t} {found.types[t]}' for t in codes()['types'])}\n"
        f"links: {dict(sorted(found.links.items()))}; stances: {dict(sorted(found.stances.items()))}"
    )


def main(arguments: list[str] | None = None) -> int:
    """The command; returns 1 where something is wrong or, with --counts, too little."""
    parser = argparse.ArgumentParser(description="Check reports in the mark-up of the corpus.")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--counts", action="store_true", help="hold the counts against floors.yml")
    parser.add_argument(
        "--shared", type=Path, help="folder of real texts: no run of eight words may be shared with them"
    )
    parser.add_argument("--quiet", action="store_true", help="no advice")
    options = parser.parse_args(arguments)
    records, problems = compile_files(options.paths)
    wrong = [str(p) for p in problems]
    for record in records:
        wrong += [f"{record['document']}: {message}" for message in check(record)]
    wrong += templates(records)
    if options.shared:
        if options.shared.is_dir():
            wrong += shared_runs(records, options.shared)
        else:
            print(f"no folder {str(options.shared)!r}: runs of eight words not compared")
    for message in wrong:
        print("WRONG  " + message, file=sys.stderr)
    if not options.quiet:
        for record in records:
            for message in advice(record):
                print(f"advice {record['document']}: {message}")
    print(sheet(records))
    short = [row for row in table(count(records)) if not row.reached] if options.counts else []
    if options.counts:
        for row in table(count(records)):
            print(f"{'ok   ' if row.reached else 'SHORT'} {row.what}: {row.have} of {row.floor}")
    print(f"{len(wrong)} wrong, {len(short)} short")
    return 1 if wrong or short else 0


if __name__ == "__main__":
    raise SystemExit(main())
