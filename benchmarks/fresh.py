"""Claims on pages that were hand-coded before the program had seen them: `python -m benchmarks.fresh [-v]`.

Statements of governments and armies (re3d), Wikinews (GUM), weblogs and analysis (EWT), news of companies (MEANTIME) and
sentences of an encyclopedia (CrossNER), coded blind by the codebook in three rounds. Most pages then served to find what the
coder did not know; the others were **kept aside**: nobody has looked at an error on them, so they say how far it carries. Both
figures stand beside those of the given pages, which the coder grew up with. Last comes agency news written for measuring
(`gold/wire`), kept aside as well and never shown page by page.
"""

from __future__ import annotations

import json
import sys
from functools import cache, reduce
from operator import add
from typing import Any, NamedTuple

from benchmarks.claims import COLUMNS, table
from benchmarks.corpus import coded as coded_file
from benchmarks.corpus import run, wire
from benchmarks.fresh_pages import here, page, page_file, record, stand_off
from dragoman.show.gold import record as coded
from dragoman.show.score import Score, score_document


class Set(NamedTuple):
    """Which pages are measured together: of which rounds and corpora, and whether they are kept aside."""

    rounds: tuple[int, ...]
    kept_aside: bool = False
    corpora: tuple[str, ...] = ("re3d", "GUM", "EWT")

    def has(self, told: dict[str, Any]) -> bool:
        return told["round"] in self.rounds and told["kept_aside"] == self.kept_aside and told["corpus"] in self.corpora


SETS = {
    "fresh 1": Set((1,)),
    "fresh 2, statements": Set((2,)),
    "fresh 2, companies": Set((2,), corpora=("MEANTIME", "CrossNER")),
    "fresh 3, statements": Set((3,)),
    "fresh 3, sentences": Set((3,), corpora=("MEANTIME", "CrossNER")),
    "kept aside 1": Set((1,), kept_aside=True),
    "kept aside 2": Set((2,), kept_aside=True),
    "kept aside": Set((1, 2), kept_aside=True),
}

# What the coder had on each round before any of its rules was written with pages of it in sight: that of 2026-11-23 at 02:00
# on the first, that of 06:00 on the second, that of 15:00 on the third.
BEFORE = {
    "fresh 1": {"F1": 0.668, "who_F1": 0.320},
    "fresh 2, statements": {"F1": 0.715, "who_F1": 0.332},
    "fresh 2, companies": {"F1": 0.624, "who_F1": 0.247},
    "fresh 3, statements": {"F1": 0.628, "who_F1": 0.278},
    "fresh 3, sentences": {"F1": 0.713, "who_F1": 0.355},
    "kept aside 1": {"F1": 0.640, "who_F1": 0.334},
    "kept aside 2": {"F1": 0.694, "who_F1": 0.244},
}


def measure(name: str) -> dict[str, Score]:
    """Scores by page of one set."""
    return {told["document"]: _score(told["document"]) for told in _pages().values() if SETS[name].has(told)}


def measure_wire() -> Score:
    """The score of all the agency news together, which is all that anybody should see of it."""
    scores = (
        score_document(json.loads(f.with_suffix(".json").read_text("utf-8")), coded_file(f)) for f in wire().values()
    )
    return reduce(add, scores, Score())


@cache
def _pages() -> dict[str, dict[str, Any]]:
    return {told["document"]: told for told in stand_off()}


@cache
def _score(document: str) -> Score:
    """How the coder does on one page."""
    told = _pages()[document]
    with page_file(told) as file:
        _, article, _, _, claims = run(file)
    return score_document(record(told, page(told)), coded(article, claims, document=document))


def main() -> None:
    if here():
        _fresh()
    else:
        print("fresh pages: ../shared/data is not here, skipped")
    print(f"\nwire, kept aside: {len(wire())} reports")
    print(_line(measure_wire()))


def _fresh() -> None:
    for name in SETS:
        scores = measure(name)
        before = BEFORE.get(name)
        then = f"; before: claims F1 {before['F1']}, who F1 {before['who_F1']}" if before else ""
        print(f"\n{name}: {len(scores)} pages{then}")
        print(table(scores) if "-v" in sys.argv[1:] else _line(reduce(add, scores.values(), Score())))


def _line(score: Score) -> str:
    shares = score.shares()
    return "  ".join(f"{c} {shares[c]}" for c in COLUMNS)


if __name__ == "__main__":
    main()
