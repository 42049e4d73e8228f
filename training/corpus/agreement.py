"""Two codings of the same reports, compared: `python -m training.corpus.agreement corpus/reports corpus/second`.

The second coder works from the bare text (`--bare FILE` prints it: the mark-up without its coding lines, declared names kept) and knows
nothing of the first coding. Reports are paired by id; their texts must be the same. Scores are those of `dragoman.show.score`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.show.score import Score, score_document
from training.corpus.compile import compile_files

Record = dict[str, Any]
FLOORS = {"F1": 0.85, "who_F1": 0.80, "status": 0.92, "speaker": 0.92}


def bare(text: str) -> str:
    """The mark-up without coding lines.

    >>> bare("= a | 1987-06-12 | x | agency | africa\\nKenya sent troops.\\n  MOBILIZE.troops sent\\n")
    '= a | 1987-06-12 | x | agency | africa\\nKenya sent troops.\\n'
    """
    return "".join(line for line in text.splitlines(keepends=True) if not (line.startswith(" ") and line.strip()))


def agree(first: list[Record], second: list[Record]) -> tuple[dict[str, Score], Counter[str], list[str]]:
    """Scores by report (the first coding as gold), disagreements by kind ("only first ASSAULT", ...), and what could not be compared."""
    others = {r["document"]: r for r in second}
    scores: dict[str, Score] = {}
    kinds: Counter[str] = Counter()
    wrong = []
    for record in first:
        other = others.pop(record["document"], None)
        if other is None:
            continue
        if other["article"]["text"] != record["article"]["text"]:
            wrong.append(
                f"{record['document']!r}: the texts of the two codings differ; the second must keep the text as it is."
            )
            continue
        scores[record["document"]] = score_document(record, other)
        left = {(e["trigger_start"], e["event"][0]) for e in record["events"] if not e["optional"]}
        right = {(e["trigger_start"], e["event"][0]) for e in other["events"] if not e["optional"]}
        kinds.update(f"only first {t}" for _, t in left - right)
        kinds.update(f"only second {t}" for _, t in right - left)
        kinds.update(_confused(record, other))
    wrong += [f"{name!r} of the second coding is not in the first: keep the ids." for name in sorted(others)]
    return scores, kinds, wrong


def _confused(record: Record, other: Record) -> list[str]:
    """Same trigger, another type, mode or status."""
    found = []
    seconds: dict[int, list[Record]] = {}
    for event in other["events"]:
        seconds.setdefault(event["trigger_start"], []).append(event)
    for event in record["events"]:
        same = seconds.get(event["trigger_start"])
        if not same:
            continue
        # one word may carry several claims: compare with the likest
        match = max(same, key=lambda e: sum(e[field] == event[field] for field in ("event", "mode", "status")))
        for field in ("event", "mode"):
            if event[field][:1] != match[field][:1]:
                found.append(f"{field} {(event[field] or ['-'])[0]} / {(match[field] or ['-'])[0]}")
        if event["status"] != match["status"]:
            found.append(f"status {event['status']} / {match['status']}")
        if event["event"][:1] == match["event"][:1]:
            found += _parties(event, match)
    return found


def _parties(event: Record, match: Record) -> list[str]:
    """Where a party was written by one coder only, or the two wrote parties of different states or groups."""
    found = []
    for role in ("actors", "recipients"):
        one, two = ({p["id"].split(".")[0] for p in e[role]} for e in (event, match))
        if one != two and not one & two:
            kind = "only second" if not one else "only first" if not two else "differ"
            found.append(f"{role} {kind} {event['event'][0]}")
    return found


def main(arguments: list[str] | None = None) -> int:
    """The command; returns 1 where a floor of the issue is not reached or something can't be compared."""
    parser = argparse.ArgumentParser(
        description="Compare two codings of the same reports, or print the bare text for a second coder."
    )
    parser.add_argument("first", nargs="?", type=Path)
    parser.add_argument("second", nargs="?", type=Path)
    parser.add_argument("--bare", type=Path, help="print this file without its coding")
    options = parser.parse_args(arguments)
    if options.bare:
        print(bare(options.bare.read_text(encoding="utf-8")), end="")
        return 0
    if not options.first or not options.second:
        parser.error("give two folders (first coding, second coding), or --bare FILE")
    first, _ = compile_files([options.first])
    second, problems = compile_files([options.second])
    scores, kinds, wrong = agree(first, second)
    for message in [*map(str, problems), *wrong]:
        print("WRONG  " + message, file=sys.stderr)
    shares = sum(scores.values(), Score()).shares()
    print(f"{len(scores)} reports coded twice")
    low = [name for name, floor in FLOORS.items() if (shares[name] or 0) < floor]
    for name, value in shares.items():
        print(f"{name}: {value}" + (f" (floor {FLOORS[name]})" if name in FLOORS else ""))
    for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[:25]:
        print(f"  {number} {kind}")
    return 1 if low or wrong or problems or not scores else 0


if __name__ == "__main__":
    raise SystemExit(main())
