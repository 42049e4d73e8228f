"""From the mark-up to records in the gold format: `python -m training.corpus.compile corpus/reports --out FOLDER`.

Deterministic; every span is exact; what can't be compiled is told with file, line, the value and what to do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from training.corpus.claims import Coder
from training.corpus.lines import Problem, ReportLines
from training.corpus.markup import read
from training.corpus.quoted import Site
from training.corpus.readings import allow

LICENSE = "CC BY 4.0"
SPLITS = ("train", "dev", "test")

Record = dict[str, Any]


def compile_text(text: str, *, file: str, split: str = "train") -> tuple[list[Record], list[Problem]]:
    """The records of a file in the mark-up and what is wrong with it; a report with a wrong line is left out.

    >>> records, problems = compile_text('= a-1 | 1987-06-12 | the agency | agency | africa\\nKenya sent troops.\\n', file="a.txt")
    >>> records[0]["article"]["text"], problems
    ('Kenya sent troops.', [])
    """
    reports, problems = read(text, file)
    found, ids = [], set()
    bad_lines = [p.line for p in problems]
    for number, report in enumerate(reports):
        end = reports[number + 1].line if number + 1 < len(reports) else 10**9
        record, wrong = compile_report(report, split=split)
        problems += wrong
        if report.id in ids:
            problems.append(
                Problem(file, report.line, f"The id {report.id!r} stands twice in this file: give each report its own.")
            )
        ids.add(report.id)
        if not wrong and not any(report.line <= line < end for line in bad_lines):
            found.append(record)
    return found, sorted(problems, key=lambda p: p.line)


def compile_report(report: ReportLines, *, split: str = "train") -> tuple[Record, list[Problem]]:
    """The record of one report, with the problems of its lines."""
    problems: list[Problem] = []
    try:
        published = date.fromisoformat(report.date)
    except ValueError:
        published = date(2000, 1, 1)
        problems.append(Problem(report.file, report.line, f"The date {report.date!r} is no day of the calendar."))
    sites, text, page, blocks, dropped = _layout(report)
    coder = Coder(report, text, published, problems)
    for site in sites:
        coder.sentence(site)
    coder.link()
    if not any(s.kind == "body" for s in report.sentences):
        problems.append(
            Problem(
                report.file,
                report.line,
                f"The report {report.id!r} has no body: write at least one sentence at the margin.",
            )
        )
    record: Record = {
        "document": report.id,
        "corpus": {
            "invented": True, "license": LICENSE, "split": split, "register": report.register, "region": report.region,
            "decade": report.date[:3] + "0s",
        },
        "article": _article(report, sites, text, page, blocks, dropped),
        "events": coder.events,
        "references": coder.chains(),
        "declared": [_declared(d) for d in report.declared.values()],
        "positions": [],
    }  # fmt: skip
    return record, problems


def _declared(one: Any) -> Record:
    return {
        "id": one.id,
        "names": list(one.names),
        "sector": one.sector,
        "code": one.code,
        "voice": one.voice,
        "of": one.speaks_for,
    }


def _layout(report: ReportLines) -> tuple[list[Site], str, str, list[Record], list[Record]]:
    """The text, the page with its furniture, and where the sentences stand in the text."""
    text = page = ""
    blocks: list[Record] = []
    dropped: list[Record] = []
    sites: list[Site] = []
    for number, line in enumerate(report.sentences):
        if line.kind == "furniture":
            page += "\n\n" if page else ""
            dropped.append({"start": len(page), "end": len(page) + len(line.text), "reason": line.reason})
            page += line.text
            continue
        joins = (
            bool(blocks)
            and line.kind == "body" == blocks[-1]["kind"]
            and not line.new_paragraph
            and report.sentences[number - 1].kind == "body"
        )
        gap = " " if joins else "\n\n"
        text += gap if text else ""
        page += gap if page else ""
        start = len(text)
        if joins:
            blocks[-1]["end"] = start + len(line.text)
        else:
            blocks.append({"kind": line.kind, "start": start, "end": start + len(line.text), "page_start": len(page)})
        text += line.text
        page += line.text
        sites.append(Site(line, start, start + len(line.text), len(sites)))
    return sites, text, page, blocks, dropped


def _article(
    report: ReportLines, sites: list[Site], text: str, page: str, blocks: list[Record], dropped: list[Record]
) -> Record:
    def kind(name: str) -> list[str]:
        return [text[b["start"] : b["end"]] for b in blocks if b["kind"] == name]

    body = kind("body")
    return {
        "publisher": report.outlet,
        "title": " ".join(kind("title")) or None,
        "subtitle": " ".join(kind("subtitle")) or None,
        "byline": " ".join(kind("byline")) or None,
        "published": report.date,
        "body_first": " ".join(body[0].split()[:8]) if body else None,
        "body_last": " ".join(body[-1].split()[-8:]) if body else None,
        "not_body": [page[d["start"] : d["end"]] for d in dropped],
        "captions": kind("caption"),
        "text": text,
        "page": page,
        "blocks": blocks,
        "dropped": dropped,
        "sentences": [{"start": s.start, "end": s.end, "kind": s.line.kind} for s in sites],
    }


def sources(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Files in the mark-up under the given paths, each with its split (the folder's name; train where it tells none)."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    return [(f, f.parent.name if f.parent.name in SPLITS else "train") for f in found]


def compile_files(paths: Iterable[Path]) -> tuple[list[Record], list[Problem]]:
    """All records under the given paths, in order of file, and all problems; a report's id must be unique among them."""
    records: list[Record] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for file, split in sources(paths):
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(str(file), 0, f"The file can't be read ({error}): save it as UTF-8 text."))
            continue
        found, wrong = compile_text(text, file=str(file), split=split)
        problems += wrong
        for record in found:
            other = seen.setdefault(record["document"], str(file))
            if other != str(file):
                problems.append(
                    Problem(
                        str(file),
                        0,
                        f"The id {record['document']!r} is also in {other}: begin ids with the file's name.",
                    )
                )
            records.append(record)
    return records, problems


def dump(record: Record) -> str:
    """A record as the text of its file; the same record gives the same bytes."""
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """The command; returns 1 where something is wrong (the reports that are right are written all the same)."""
    parser = argparse.ArgumentParser(description="Compile the mark-up of the corpus into records in the gold format.")
    parser.add_argument("paths", nargs="+", type=Path, help="files, or folders that hold train/, dev/ and test/")
    parser.add_argument("--out", type=Path, help="folder for <split>/<report>.json; left out: only check")
    options = parser.parse_args(arguments)
    records, problems = compile_files(options.paths)
    if options.out:
        for record in records:
            file = options.out / record["corpus"]["split"] / f"{record['document']}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dump(allow(record)), encoding="utf-8")
    for problem in problems:
        print(problem, file=sys.stderr)
    claims = sum(len(r["events"]) for r in records)
    sentences = sum(len(r["article"]["sentences"]) for r in records)
    print(f"{len(records)} reports, {sentences} sentences, {claims} claims, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
