"""Claims against hand-coded records: python -m benchmarks.claims [-v] [given|example].

Peer figures: research on the given documents, Universal PETRARCH fed by a parser of the same kind at its best settings.
"""

from __future__ import annotations

import sys
from functools import reduce
from operator import add

from benchmarks.corpus import ROOT, SHARED, coded, example, given
from dragoman.show.score import Score, score_document

PEER = {"F1": 0.387, "who_F1": 0.101}
COLUMNS = ("gold", "pred", "P", "R", "F1", "who_P", "who_R", "who_F1", "status", "date", "place", "speaker", "nested")


def measure(name: str) -> dict[str, Score]:
    """Scores by document of one set."""
    import json

    files, folder = (given(), SHARED / "gold") if name == "given" else (example(), ROOT / "gold")
    return {
        stem: score_document(json.loads((folder / f"{stem}.json").read_text(encoding="utf-8")), coded(file))
        for stem, file in files.items()
    }


def table(scores: dict[str, Score]) -> str:
    """A plain table, one line a document and one for all."""
    lines = ["document".ljust(24) + "".join(c.rjust(8) for c in COLUMNS)]
    for stem, score in [*scores.items(), ("ALL", reduce(add, scores.values(), Score()))]:
        shares = score.shares()
        lines.append(
            stem[:23].ljust(24) + "".join(("-" if shares[c] is None else str(shares[c])).rjust(8) for c in COLUMNS)
        )
    return "\n".join(lines)


def main() -> None:
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or ["given", "example"]
    for name in names:
        scores = measure(name)
        if not scores:
            print(f"{name}: not here, skipped")
            continue
        print(f"\n{name}: {len(scores)} documents")
        print(table(scores))
    print(f"\npeer on the given documents: claims F1 {PEER['F1']}, who F1 {PEER['who_F1']}")


if __name__ == "__main__":
    main()
