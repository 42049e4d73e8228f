"""How well pages are cleaned: title, subtitle, outlet, date, body ends and furniture, per document.

Usage: python benchmarks/clean.py [GOLD_DIR] [-v]
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from dragoman.clean import clean
from dragoman.model import Article, Document
from dragoman.read import read

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


def flat(text: str | None) -> str:
    """One case, one space, so that line breaks and quotation marks of the file do not count."""
    text = (text or "").replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')
    return re.sub(r"\s+", " ", text).strip().lower()


def checks(gold: dict, article: Article) -> dict[str, bool | None]:
    """What is right of one article; None where the gold record does not say."""
    body = flat(article.body())
    outlets = {flat(name) for name in [gold["publisher"], *gold.get("publisher_also", [])] if name}
    captions = [flat(article.text[b.start : b.end]) for b in article.blocks if b.kind == "caption"]
    date, found = gold["published"] or "", article.published or ""
    return {
        "title": flat(article.title) == flat(gold["title"]),
        "subtitle": flat(article.subtitle) == flat(gold["subtitle"]),
        "byline": flat(article.byline) == flat(gold["byline"]),
        "outlet": flat(article.outlet) in outlets if outlets else article.outlet is None,
        "published": date == found,
        "not wrong": date.startswith(found),
        "first": body.startswith(flat(gold["body_first"]).rstrip(". ")),
        "last": flat(gold["body_last"]).rstrip(". ") in body[-len(flat(gold["body_last"])) - 4 :],
        "not body": not any(flat(text) in body for text in gold["not_body"]),
        "captions": all(any(flat(want) in got for got in captions) for want in gold["captions"]),
        "no more captions": len(captions) <= len(gold["captions"]),
    }


def main() -> None:
    """Print one line a document and the totals."""
    args = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
    folder = Path(args[0]) if args else GOLD
    totals: dict[str, list[int]] = {}
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["article"]
        places = (folder / "docs", folder.parent / "reports", folder.parent / "examples" / "suez")
        pages = [p / f"{path.stem}{suffix}" for p in places for suffix in (".txt", ".html")]
        document = next(read(next(page for page in pages if page.exists())))
        article = clean(document) if isinstance(document, Document) else document
        if not isinstance(article, Article):
            print(path.stem, article)
            continue
        result = checks(gold, article)
        wrong = [name for name, ok in result.items() if ok is False]
        print(f"{path.stem:24} {'ok' if not wrong else 'wrong: ' + ', '.join(wrong)}")
        if "-v" in sys.argv:
            print("   ", article.outlet, "|", article.published, "|", article.byline, "|", article.title)
            for block in article.blocks:
                print(f"    {block.kind:9} {article.text[block.start : block.end][:110]!r}")
            for drop in article.dropped:
                print(f"    - {drop.reason:22} {document.text[drop.raw_start : drop.raw_end][:90]!r}")
        for name, ok in result.items():
            totals.setdefault(name, []).append(bool(ok))
    print({name: f"{sum(values)}/{len(values)}" for name, values in totals.items()})


if __name__ == "__main__":
    main()
