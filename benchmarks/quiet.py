"""False claims where nothing political happens: `python -m benchmarks.quiet`.

The gold bodies of pages of sport, science, products, entertainment and business in the article-extraction corpus (the ids in
`quiet_pages.txt`, chosen by what the pages are about; the gate for calm reports was set while looking at them).
Every claim counts as false. Fails where there are more in 100 sentences than "quiet" in `gold/floors.json` allows, by lexicon and
heads together; either alone is only told.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from benchmarks.corpus import ROOT
from dragoman.code import By, code
from dragoman.model import Article, Block, Claim, Mention, Parse
from dragoman.parse import parse_many
from dragoman.resolve import resolve

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
    most = json.loads((ROOT / "gold" / "floors.json").read_text(encoding="utf-8"))["quiet"]["most"]
    parses, mentions = read(args.data)
    count = sum(len(p.sentences) for p in parses)
    failed = False
    for by in get_args(By):
        found = claims(parses, mentions, by=by)
        if args.show and by == "both":
            for parsed, claim in found:
                print(claim.event, parsed.article.text[slice(*claim.trigger)], claim.reasons[0], sep=" | ")
                print("    " + parsed.article.text[slice(*claim.sentence)].replace("\n", " "))
        rate = 100 * len(found) / count
        told = ", ".join(f"{k} {v}" for k, v in Counter(claim.event for _, claim in found).most_common(6))
        limit = f" (at most {most})" if by == "both" else ""
        print(
            f"{by:8} {len(found)} claims in {count} sentences of {len(parses)} pages: {rate:.2f} in 100{limit}; {told}"
        )
        failed |= by == "both" and rate > most
    if failed:
        sys.exit(f"FAILED: more than {most} false claims in 100 sentences.")


def read(data: Path) -> tuple[list[Parse], list[tuple[Mention, ...]]]:
    """The pages, parsed and with what they mention."""
    parses = list(parse_many(articles(data)))
    return parses, [tuple(resolve(p)) for p in parses]


def claims(
    parses: Sequence[Parse], mentions: Sequence[tuple[Mention, ...]], *, by: By = "both"
) -> list[tuple[Parse, Claim]]:
    """Every claim that is found, each a false one."""
    return [(p, claim) for p, found in zip(parses, mentions, strict=True) for claim in code(p, found, by=by)]


def in_a_hundred(data: Path) -> float:
    """False claims in 100 sentences."""
    parses, mentions = read(data)
    return 100 * len(claims(parses, mentions)) / sum(len(p.sentences) for p in parses)


if __name__ == "__main__":
    main()
