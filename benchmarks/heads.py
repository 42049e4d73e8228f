"""The lexicon, the learned heads, and both: `python -m benchmarks.heads`.

Claims and who F1 on the given records and on the dev part of the open corpus (where `data/learned.yml` was chosen), by the
scorer of `dragoman score`. `--part test` is for the end of an issue.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any, get_args

from benchmarks.corpus import SHARED, article_of, given, run
from dragoman.code import By, code
from dragoman.model import Mention, Parse
from dragoman.parse import parse_many
from dragoman.resolve import resolve
from dragoman.show.gold import record
from dragoman.show.score import Score, score_document
from training.corpus.load import reports
from training.corpus.readings import allow

Case = tuple[dict[str, Any], Parse, tuple[Mention, ...]]


def corpus(part: str) -> Iterator[Case]:
    """Hand-coded record, parse and mentions of the reports of a part of the open corpus."""
    records = list(reports(part, strict=False))
    articles = [article_of(r) for r in records]
    for told, parsed in zip(records, parse_many(articles), strict=True):
        yield allow(told), parsed, tuple(resolve(parsed))


def given_records() -> Iterator[Case]:
    """The given records."""
    for stem, file in given().items():
        gold = json.loads((SHARED / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
        _, _, parsed, mentions, _ = run(file)
        yield gold, parsed, tuple(mentions)


def measure(cases: list[Case], by: By) -> dict[str, float | None]:
    """The shares of all documents together."""
    total = Score()
    for gold, parsed, mentions in cases:
        claims = code(parsed, mentions, by=by)
        total += score_document(gold, record(parsed.article, claims, document=gold["document"]))
    return total.shares()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="dev", choices=["train", "dev", "test"])
    args = parser.parse_args()
    shown = ("P", "R", "F1", "who_P", "who_R", "who_F1", "status", "speaker", "nested")
    print(f"{'':24}" + "".join(f"{name:>9}" for name in shown))
    for title, cases in (
        ("given records", list(given_records())),
        (f"open corpus, {args.part}", list(corpus(args.part))),
    ):
        for by in get_args(By):
            shares = measure(cases, by)
            row = "".join(f"{v:9.3f}" if (v := shares.get(name)) is not None else f"{'-':>9}" for name in shown)
            print(f"{title + ': ' + by:24.24}{row}", flush=True)


if __name__ == "__main__":
    main()
