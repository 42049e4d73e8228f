"""Build `dragoman/data/places.csv.gz` from GeoNames (CC BY 4.0), our countries and our supplement.

    python -m tools.build_places [--gazetteer DIR] [--words FILE ...]

`DIR` holds `cities15000.txt`, `admin1CodesASCII.txt`, `countryInfo.tsv`. With `--words` (treebanks in CoNLL-U) the list of
everyday words in `places_common.txt.gz` is made anew: words that stand there in lower case at least twice.
The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from pathlib import Path

from dragoman.data.places_build import build, write_table

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "dragoman" / "data"


def write_words(paths: list[Path], target: Path) -> int:
    """Write the words that stand in lower case at least twice and are no names; returns how many."""
    lower: Counter[str] = Counter()
    for path in paths:
        for line in path.read_text("utf-8").split("\n"):
            f = line.split("\t")
            if len(f) == 10 and f[1].isalpha() and f[1].islower() and f[3] not in {"PROPN", "X"}:
                lower[f[1]] += 1
    words = sorted(word for word, count in lower.items() if count >= 2)
    target.write_bytes(gzip.compress("\n".join(words).encode("utf-8"), 9, mtime=0))
    return len(words)


def main() -> None:
    shared = ROOT.parent / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gazetteer", type=Path, default=shared / "gazetteer")
    parser.add_argument("--words", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=DATA / "places.csv.gz")
    arguments = parser.parse_args()
    if arguments.words:
        print(f"{write_words(arguments.words, DATA / 'places_common.txt.gz')} everyday words")
    places = build(arguments.gazetteer, smallest=0)
    print(f"{len(places)} places, {write_table(places, arguments.out)} bytes -> {arguments.out.name}")


if __name__ == "__main__":
    main()
