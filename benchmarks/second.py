"""How well a second reader agrees with the first, by our own scorer: `python -m benchmarks.second [-v]`.

25 pages that were hand-coded before (five of the given ones, 20 fresh ones) were coded again from the bare text by a reader
who had neither the first records of them nor any output of the coder in sight (`gold/second`). The table says what either
reader would get if the other's records were the measure, and what the coder gets against each: above the readers' figures
nobody should expect to come.

A reader who is scored is treated as a program is: every claim counts, optional or not, and of each only the first reading.
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import reduce
from operator import add
from typing import Any, NamedTuple

from benchmarks.claims import COLUMNS
from benchmarks.corpus import ROOT, SHARED, coded, given
from benchmarks.fresh_pages import here, page, page_file, record, stand_off
from dragoman.show.score import Score, score_document

FOLDER = ROOT / "gold" / "second"
Record = dict[str, Any]


class Thrice(NamedTuple):
    """One page as the first reader, the second reader and the coder have it."""

    first: Record
    second: Record
    coder: Record


ROWS = (
    ("second reader against the first", lambda p: (p.first, one_reading(p.second))),
    ("first reader against the second", lambda p: (p.second, one_reading(p.first))),
    ("coder against the first", lambda p: (p.first, p.coder)),
    ("coder against the second", lambda p: (p.second, p.coder)),
)


def second() -> list[Record]:
    """The second reader's records, without the words of the pages."""
    return stand_off(FOLDER)


def pages(corpus: str) -> dict[str, Thrice]:
    """All pages of one kind ("given" or "fresh") by name; empty where their texts are not at hand."""
    found = {}
    files, told = given(), {one["document"]: one for one in stand_off()}
    for again in second():
        name = again["document"]
        if again["corpus"] != corpus or (name not in files if corpus == "given" else not here()):
            continue
        if corpus == "given":
            text = files[name].read_text(encoding="utf-8")
            first = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
            own: Record = dict(coded(files[name]))
        else:
            text = page(told[name])
            with page_file(told[name]) as file:
                first, own = record(told[name], text), dict(coded(file))
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != again["sha256"]:
            raise SystemExit(f"{name}: the text at hand is not the one that was coded.")
        found[name] = Thrice(first, record(again, text), own)
    return found


def one_reading(told: Record) -> Record:
    """A hand-coded record as a program would hand it in: of what is arguable the first reading alone, nothing optional.

    >>> one_reading({"events": [{"event": ["AID", "AGREE"], "optional": True, "also": {}, "actors": [], "recipients": []}]})
    {'events': [{'event': ['AID'], 'optional': False, 'actors': [], 'recipients': []}]}
    """
    events = []
    for event in told["events"]:
        sides = {
            side: [{k: v for k, v in party.items() if k != "also_id"} for party in event[side]]
            for side in ("actors", "recipients")
        }
        kept = {k: v for k, v in event.items() if k not in ("also", "also_status")}
        events.append({**kept, "event": event["event"][:1], "optional": False, **sides})
    return {**told, "events": events}


def main() -> None:
    for corpus in ("given", "fresh"):
        found = pages(corpus)
        print(f"\n{corpus}: {len(found)} pages" if found else f"\n{corpus}: not here, skipped")
        if found:
            print(" " * 34 + "".join(c.rjust(8) for c in COLUMNS))
        for label, sides in ROWS if found else ():
            scores = {name: score_document(*sides(told)) for name, told in found.items()}
            print(_line(label, reduce(add, scores.values(), Score())))
            for name, score in scores.items() if "-v" in sys.argv[1:] else ():
                print(_line(f"  {name}", score))


def _line(label: str, score: Score) -> str:
    shares = score.shares()
    return label.ljust(34) + "".join(("-" if shares[c] is None else str(shares[c])).rjust(8) for c in COLUMNS)


if __name__ == "__main__":
    main()
