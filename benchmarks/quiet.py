"""False claims where nothing political happens: `python -m benchmarks.quiet`.

The gold bodies of pages of sport, science, products, entertainment and business in the article-extraction corpus (the ids in
`quiet_pages.txt`, chosen by what the pages are about; the gate for calm reports was set while looking at them).
Every claim counts as false. Floor: 2 in 100 sentences.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import get_args

from dragoman.code import By, code
from dragoman.model import Article, Block
from dragoman.parse import parse_many
from dragoman.resolve import resolve

FLOOR = 2.0
PAGES = frozenset(Path(__file__).with_name("quiet_pages.txt").read_text(encoding="utf-8").split())


def articles(data: Path) -> list[Article]:
    """The pages' gold bodies, a block a paragraph."""
    path = data / "article_extraction" / "zyte" / "ground-truth.json"
    found = []
    for key, page in sorted(json.loads(path.read_text(encoding="utf-8")).items()):
        if key[:8] in PAGES:
            text, blocks, at = page["articleBody"], [], 0
            for part in text.split("\n"):
                if part.strip():
                    start = at + len(part) - len(part.lstrip())
                    blocks.append(Block("body", start, start + len(part.strip()), start))
                at += len(part) + 1
            found.append(Article(key, key, text, tuple(blocks), published="2019-11-20", language="en"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--show", action="store_true", help="print every claim with its sentence")
    args = parser.parse_args()
    parses = list(parse_many(articles(args.data)))
    mentions = [tuple(resolve(p)) for p in parses]
    count = sum(len(p.sentences) for p in parses)
    for by in get_args(By):
        types: Counter[str] = Counter()
        for parsed, found in zip(parses, mentions, strict=True):
            for claim in code(parsed, found, by=by):
                types[claim.event] += 1
                if args.show and by == "both":
                    print(claim.event, parsed.article.text[slice(*claim.trigger)], claim.reasons[0], sep=" | ")
                    print("    " + parsed.article.text[slice(*claim.sentence)].replace("\n", " "))
        rate = 100 * types.total() / count
        told = ", ".join(f"{k} {v}" for k, v in types.most_common(6))
        print(
            f"{by:8} {types.total()} claims in {count} sentences of {len(parses)} pages: {rate:.2f} in 100 (floor {FLOOR}); {told}"
        )


if __name__ == "__main__":
    main()
