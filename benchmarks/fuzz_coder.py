"""Reports made up at random from our own sentences, damaged here and there: `python -m benchmarks.fuzz_coder [HOW MANY]`.

Each is cleaned, parsed, resolved and coded. A fault of ours declines a report (`dragoman show refused`), so there must be none: the
command prints how many reports failed, with the faults, and fails where any did.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import sys
from collections import Counter
from functools import cache
from importlib import resources

from benchmarks.corpus import ROOT
from dragoman.clean import plain
from dragoman.code import code
from dragoman.parse import parse
from dragoman.resolve import resolve
from dragoman.show.gold import record

STRAY = ('"', "“", "”", "(", ")", "—", "...", "said", "that", "not", ",", "No.", "-", "’s")
MANY = 500


@cache
def sentences() -> tuple[str, ...]:
    """The examples of the lexicon and the paragraphs of the Suez case."""
    found: list[str] = []
    for file in sorted((resources.files("dragoman.data") / "lexicon").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
            found += [row["example"] for row in rows if row.get("example")]
    for page in sorted((ROOT / "examples" / "suez").glob("*.txt")):
        found += [p for p in page.read_text(encoding="utf-8").split("\n\n") if p.strip()]
    return tuple(found)


@cache
def names() -> tuple[str, ...]:
    """Words with a capital, which may stand for anybody and any place once they are moved."""
    return tuple(sorted({word for text in sentences() for word in re.findall(r"\b[A-Z][a-z]+\b", text)}))


def report(seed: int) -> str:
    """Three to nine paragraphs; in each up to four words are another name, in capitals, gone, or have something stray before them."""
    chance = random.Random(seed)
    return "\n\n".join(_paragraph(chance) for _ in range(chance.randint(3, 9)))


def _paragraph(chance: random.Random) -> str:
    words = " ".join(chance.choice(sentences()) for _ in range(chance.randint(1, 3))).split(" ")
    for _ in range(chance.randint(0, 4)):
        at, what = chance.randrange(len(words)), chance.random()
        if what < 0.4:
            words[at] = chance.choice(names())
        elif what < 0.6:
            words[at] = words[at].upper()
        elif what < 0.8 and len(words) > 1:
            del words[at]
        else:
            words.insert(at, chance.choice(STRAY))
    return " ".join(words)


def fault(text: str) -> str | None:
    """What went wrong when the text was read, as it would be told; None where nothing did."""
    try:
        article = plain(text)
        parsed = parse(article)
        record(article, code(parsed, resolve(parsed)), document="made up")
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("many", nargs="?", type=int, default=MANY)
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds, one a report")
    args = parser.parse_args()
    found = {seed: why for seed in range(args.seed, args.seed + args.many) if (why := fault(report(seed))) is not None}
    for why, often in Counter(found.values()).most_common():
        print(f"{often:5} {why}   first at seed {next(s for s, w in found.items() if w == why)}")
    print(f"{len(found)} of {args.many} made-up reports could not be coded (floor 0)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
