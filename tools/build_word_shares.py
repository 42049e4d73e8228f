"""How common English words are, for `dragoman/link`: `python -m tools.build_word_shares ../shared/data/gum ../shared/data/ewt`.

Counts in how many texts of the training parts of two treebanks (GUM's freely licensed genres, EWT) a stem stands, in their first
500 words: news reports are about as long. `dragoman/data/word_shares.csv` has every stem of at least eight texts in a thousand.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.link.stems import stems

FILE = Path(__file__).parent.parent / "dragoman" / "data" / "word_shares.csv"
LEAST_WORDS, MOST_WORDS, LEAST_SHARE = 60, 500, 0.008


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    texts = [text for folder in parser.parse_args().folders for text in _texts(folder) if len(text) > LEAST_WORDS]
    counts = Counter(stem for text in texts for stem in set(stems(" ".join(text[:MOST_WORDS]))))
    rows = [
        (stem, round(1000 * count / len(texts))) for stem, count in counts.items() if count >= LEAST_SHARE * len(texts)
    ]
    rows.sort(key=lambda row: (-row[1], row[0]))
    FILE.write_text("stem,per mille\n" + "".join(f"{stem},{share}\n" for stem, share in rows), encoding="utf-8")
    print(f"{len(rows)} stems of {len(texts)} texts")


def _texts(folder: Path) -> Iterator[list[str]]:
    for file in sorted(folder.rglob("*train*.conllu")):
        words: list[str] = []
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newdoc"):
                yield words
                words = []
            elif line.startswith("# text ="):
                words += line.partition("=")[2].split()
        yield words


if __name__ == "__main__":
    main()
