"""The hand-coded documents the benchmarks measure on: the given ones (where they exist) and our own example case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dragoman.clean import clean
from dragoman.clean.dateline import dateline_end
from dragoman.code import code
from dragoman.model import Article, Block, Claim, Document, Mention, Parse
from dragoman.parse import parse
from dragoman.read import read
from dragoman.resolve import resolve
from dragoman.show.gold import record

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def given() -> dict[str, Path]:
    """Files of the given hand-coded documents by stem; empty where `../shared` is absent."""
    files = [*sorted((SHARED / "reports").glob("*.txt")), *sorted((SHARED / "gold" / "docs").glob("*.txt"))]
    return {f.stem: f for f in files if (SHARED / "gold" / f"{f.stem}.json").exists()}


def example() -> dict[str, Path]:
    """Files of the example case by stem."""
    return {
        f.stem: f for f in sorted((ROOT / "examples" / "suez").iterdir()) if (ROOT / "gold" / f"{f.stem}.json").exists()
    }


def wire() -> dict[str, Path]:
    """Files of the agency news written for measuring by stem: kept aside, so print totals only."""
    return {file.stem: file for file in sorted((ROOT / "gold" / "wire").glob("*.txt"))}


def run(file: Path) -> tuple[Document, Article, Parse, tuple[Mention, ...], tuple[Claim, ...]]:
    """One file through the whole way, in memory."""
    document = next(iter(read(file)))
    if not isinstance(document, Document):
        raise SystemExit(f"{file} was refused: {document.reason}")
    article = clean(document)
    if not isinstance(article, Article):
        raise SystemExit(f"{file} was refused: {article.reason}")
    parsed = parse(article)
    mentions = resolve(parsed)
    return document, article, parsed, mentions, code(parsed, mentions)


def article_of(told: dict[str, Any]) -> Article:
    """The article of a report of the open corpus, its dateline a block of its own as cleaning has it."""
    page = told["article"]
    blocks = []
    for block in page["blocks"]:
        start, end = block["start"], block["end"]
        cut = dateline_end(page["text"][start:end]) if block["kind"] == "body" else 0
        if cut:
            blocks.append(Block("dateline", start, start + cut, start))
        blocks.append(Block(block["kind"], start + cut, end, start + cut))
    return Article(
        told["document"], told["document"], page["text"], tuple(blocks), outlet=page["publisher"], title=page["title"],
        published=page["published"], language="en",
    )  # fmt: skip


def coded(file: Path) -> dict[str, object]:
    """The record of one file in the gold format."""
    document, article, _, _, claims = run(file)
    return record(article, claims, document=file.stem, raw=document.text)
