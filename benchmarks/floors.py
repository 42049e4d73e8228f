"""The quality gate: python -m benchmarks.floors fails where a figure falls below `gold/floors.json`.

Our own example case is always measured; the given records and treebanks where they are at hand. Floors stand a little under the
figures last measured (differences in the third place come with every change of the model) and rise with them; "most" stands over its
figure, and falls. One is lowered by hand alone, and `docs/measurements.md` then says why.
"""

from __future__ import annotations

import json
import sys
from functools import reduce
from operator import add

from benchmarks.claims import measure
from benchmarks.corpus import ROOT, SHARED
from dragoman.show.score import Score

MOST = "most"  # the one figure that is better the lower it is


def main() -> None:
    floors: dict[str, dict[str, float]] = json.loads((ROOT / "gold" / "floors.json").read_text(encoding="utf-8"))
    failed = False
    for name, wanted in floors.items():
        found = figures(name)
        if found is None:
            print(f"{name}: not at hand, skipped")
            continue
        for figure, floor in wanted.items():
            value = found[figure]
            missed = misses(figure, value, floor)
            failed |= missed
            print(
                f"{name:8} {figure:8} {value} ({'at most' if figure == MOST else 'floor'} {floor}){'  MISSED' if missed else ''}"
            )
    sys.exit(1 if failed else 0)


def misses(figure: str, value: float | int | None, floor: float) -> bool:
    """True where a figure is worse than it may be, or was not measured.

    >>> misses("F1", 0.8, 0.84), misses("F1", None, 0.84), misses("most", 1.1, 1.3), misses("most", 1.4, 1.3)
    (True, True, False, True)
    """
    return value is None or (value > floor if figure == MOST else value < floor)


def figures(name: str) -> dict[str, float | int | None] | None:
    """Measured figures of one set by name; None where its data are not here."""
    if name == "parse":
        if not (SHARED / "data" / "ewt").exists():
            return None
        from benchmarks.parse import ewt_figures

        return dict(ewt_figures(SHARED / "data"))
    if name == "quiet":
        if not (SHARED / "data" / "article_extraction").exists():
            return None
        from benchmarks.quiet import in_a_hundred

        return {MOST: round(in_a_hundred(SHARED / "data"), 2)}
    if name == "meaning":
        if not (SHARED / "data" / "propbank_ewt").exists():
            return None
        from benchmarks.meaning import factuality, roles
        from dragoman.parse.syntax import load_model

        data = SHARED / "data"
        return {
            "roles F1": round(roles(load_model(), data)["all"][2], 1),
            "factuality r": round(factuality(load_model(), data), 3),
        }
    if name == "wire":
        from benchmarks.fresh import measure_wire

        return measure_wire().shares()
    if name.startswith(("fresh", "kept aside")):
        from benchmarks.fresh import measure as fresh
        from benchmarks.fresh_pages import here

        if not here():
            return None
        scores = fresh(name)
    else:
        scores = measure(name)
    return reduce(add, scores.values(), Score()).shares() if scores else None


if __name__ == "__main__":
    main()
