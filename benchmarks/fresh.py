"""Claims on pages that were hand-coded before the program had seen them: `python -m benchmarks.fresh [-v]`.

Statements of governments and armies (re3d), Wikinews (GUM), weblogs and analysis (EWT), coded blind by the codebook. Two in
three pages then served to find what the coder did not know; the others were **kept aside**: nobody has looked at an error on
them, so they say how far it carries. Both figures stand beside those of the given pages, which the coder grew up with.
"""

from __future__ import annotations

import sys
import tempfile
from functools import reduce
from operator import add
from pathlib import Path

from benchmarks.claims import COLUMNS, table
from benchmarks.corpus import run
from benchmarks.fresh_pages import here, page, record, stand_off
from dragoman.show.gold import record as coded
from dragoman.show.score import Score, score_document

# What the coder of the night before, 2026-11-23 at 02:00, had on them, before any of its rules was written with these pages in sight.
BEFORE = {
    "development": {"F1": 0.668, "who_F1": 0.320},
    "kept aside": {"F1": 0.640, "who_F1": 0.334},
}


def measure(*, kept_aside: bool) -> dict[str, Score]:
    """Scores by page of those kept aside, or of the others."""
    scores = {}
    with tempfile.TemporaryDirectory() as folder:
        for told in stand_off():
            if told["kept_aside"] != kept_aside:
                continue
            text = page(told)
            file = Path(folder) / f"{told['document']}.txt"
            file.write_text(text, encoding="utf-8")
            _, article, _, _, claims = run(file)
            found = coded(article, claims, document=told["document"])
            scores[told["document"]] = score_document(record(told, text), found)
    return scores


def main() -> None:
    if not here():
        print("fresh pages: ../shared/data is not here, skipped")
        return
    for name, kept in (("development", False), ("kept aside", True)):
        scores = measure(kept_aside=kept)
        whole = reduce(add, scores.values(), Score()).shares()
        print(f"\n{name}: {len(scores)} pages; before: claims F1 {BEFORE[name]['F1']}, who F1 {BEFORE[name]['who_F1']}")
        print(table(scores) if "-v" in sys.argv[1:] else "  ".join(f"{c} {whole[c]}" for c in COLUMNS))


if __name__ == "__main__":
    main()
