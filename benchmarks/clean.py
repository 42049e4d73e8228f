"""How well pages are cleaned, and how fast: python -m benchmarks.clean [GOLD_DIR] [--gold DIR] [--data DIR] [-v] [--skip NAMES]

Four parts, each with its floor or its peer beside it:
- gold: title, subtitle, outlet, date, body ends and furniture of the hand-coded pages;
- extraction: F1 of the body on article_extraction (181 pages) beside trafilatura in the same run and the published table;
- dates: the publication date on the same pages, against `clean_dates.csv`;
- speed: pages a second of reading and cleaning beside trafilatura's fast mode, and the time on text made to be slow.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import logging
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dragoman.clean import clean
from dragoman.clean.dates import days_apart
from dragoman.model import Article, Document
from dragoman.read import read
from dragoman.read.encodings import decode
from dragoman.read.html import extract

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
DATA = ROOT.parent / "shared" / "data"
# From the benchmark's own README of 2026-03 (shingles of four words, mean precision and recall).
PUBLISHED = {
    "rs_trafilatura": 0.970,
    "AutoExtract (2019)": 0.970,
    "go_trafilatura": 0.960,
    "trafilatura 2.0.0": 0.958,
    "Diffbot (2019)": 0.951,
    "newspaper4k": 0.949,
    "readability_js": 0.947,
    "goose3": 0.896,
    "justext": 0.804,
}
_TOKEN = re.compile(r"\w+")


def flat(text: str | None) -> str:
    """One case, one space, so that line breaks and quotation marks of the file do not count."""
    text = (text or "").replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')
    return re.sub(r"\s+", " ", text).strip().lower()


def checks(gold: dict[str, Any], article: Article) -> dict[str, bool | None]:
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


def gold_part(folder: Path, *, verbose: bool) -> None:
    """One line a hand-coded page, and the totals."""
    totals: dict[str, list[int]] = {}
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["article"]
        places = (folder / "docs", folder.parent / "reports", folder.parent / "examples" / "suez")
        pages = [p / f"{path.stem}{suffix}" for p in places for suffix in (".txt", ".html")]
        document = next(iter(read(next(page for page in pages if page.exists()))))
        article = clean(document) if isinstance(document, Document) else document
        if not isinstance(document, Document) or not isinstance(article, Article):
            print(path.stem, article)
            continue
        result = checks(gold, article)
        wrong = [name for name, ok in result.items() if ok is False]
        print(f"{path.stem:24} {'ok' if not wrong else 'wrong: ' + ', '.join(wrong)}")
        if verbose:
            print("   ", article.outlet, "|", article.published, "|", article.byline, "|", article.title)
            for block in article.blocks:
                print(f"    {block.kind:9} {article.text[block.start : block.end][:110]!r}")
            for drop in article.dropped:
                print(f"    - {drop.reason:22} {document.text[drop.raw_start : drop.raw_end][:90]!r}")
        for name, ok in result.items():
            totals.setdefault(name, []).append(bool(ok))
    print({name: f"{sum(values)}/{len(values)}" for name, values in totals.items()})
    print(
        "floors: title, outlet 14/15; published 14 of those whose page shows one and 'not wrong' 15/15; not body 15/15; first, last 14/15\n"
    )


def pages_of(data: Path) -> dict[str, tuple[bytes, str]]:
    """Pages of article_extraction by id: the bytes, and the body that people found on it."""
    folder = data / "article_extraction" / "zyte"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return {
        key: (gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), truth[key]["articleBody"])
        for key in sorted(truth)
    }


def article_of(page: bytes, *, name: str = "page") -> Article | None:
    """Reading and cleaning of one page, without the process and the caps around the reader."""
    html, _ = decode(page)
    text, _ = extract(html) if html else (None, "")
    found = clean(Document(name, name, text, "text/html", len(page))) if text else None
    return found if isinstance(found, Article) else None


def shingled(truth: str, found: str, size: int) -> tuple[int, int, int]:
    """Right, superfluous and missing runs of `size` words, counted as the benchmark counts them."""
    left, right = _runs(truth, size), _runs(found, size)
    same = sum((left & right).values())
    return same, sum(right.values()) - same, sum(left.values()) - same


def _runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return Counter(run for n in range(max(1, len(words) - size + 1)) if (run := tuple(words[n : n + size])))


def f1(counts: list[tuple[int, int, int]]) -> tuple[float, float, float]:
    """F1, precision and recall: means over the pages, then their harmonic mean."""
    precision = statistics.mean(same / (same + more) for same, more, _ in counts if same + more)
    recall = statistics.mean(same / (same + less) for same, _, less in counts if same + less)
    return 2 * precision * recall / (precision + recall), precision, recall


def extraction_part(pages: dict[str, tuple[bytes, str]], articles: dict[str, Article | None], *, verbose: bool) -> None:
    """F1 of the body beside trafilatura's."""
    import trafilatura

    found = {
        "dragoman": {key: article.body() if article else "" for key, article in articles.items()},
        "trafilatura": {},
        "trafilatura fast": {},
    }
    for key, (page, _) in pages.items():
        html = decode(page)[0] or ""
        found["trafilatura"][key] = trafilatura.extract(html) or ""
        found["trafilatura fast"][key] = trafilatura.extract(html, fast=True) or ""
    print(f"body on {len(pages)} pages of article_extraction (trafilatura {trafilatura.__version__})")
    print(f"{'':20} {'F1':>6} {'P':>6} {'R':>6}   F1 of single words")
    for name, bodies in found.items():
        four = f1([shingled(truth, bodies[key], 4) for key, (_, truth) in pages.items()])
        one = f1([shingled(truth, bodies[key], 1) for key, (_, truth) in pages.items()])
        print(f"{name:20} {four[0]:6.3f} {four[1]:6.3f} {four[2]:6.3f}   {one[0]:.3f}")
    print("published: " + ", ".join(f"{name} {value:.3f}" for name, value in PUBLISHED.items()))
    print("floor: above trafilatura in the same run\n")
    if verbose:
        for key, (_, truth) in pages.items():
            same, more, less = shingled(truth, found["dragoman"][key], 4)
            if 2 * same < 0.9 * (2 * same + more + less):
                print(f"    {key[:12]} {same} right, {more} too many, {less} missing")


def dates_part(articles: dict[str, Article | None], *, verbose: bool) -> None:
    """The publication date: how many are found, and how many are wrong. A day apart counts as right: time zones."""
    path = Path(__file__).with_name("clean_dates.csv")
    rows = csv.DictReader(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    truth = {row["page"]: row["date"] for row in rows}
    right = wrong = missing = invented = 0
    for key, article in articles.items():
        want, got = truth[key[:16]], article.published if article else None
        if want and got and days_apart(want, got) <= 1:
            right += 1
        elif want and got:
            wrong += 1
        elif want:
            missing += 1
        elif got:
            invented += 1
        if verbose and (not got or not want or days_apart(want, got) > 1):
            print(f"    {key[:12]} page says {want or 'nothing'}, found {got}")
    shown = sum(1 for value in truth.values() if value)
    print(
        f"publication date: found {right}/{shown} = {right / shown:.3f} (floor 0.9), another day {wrong}, not found {missing}"
    )
    print(f"pages that show none: {len(truth) - shown}; a date given all the same: {invented} (floor 0)")
    notes = sum(bool(article and article.notes) for article in articles.values())
    zones = sum(bool(article and article.zone) for article in articles.values())
    print(f"contradictions noted on {notes} pages, time zone kept on {zones}\n")


def speed_part(pages: dict[str, tuple[bytes, str]], *, rounds: int = 3) -> None:
    """Pages a second on one core: the best of some rounds for each page, the two by turns."""
    import trafilatura

    def fast(page: bytes) -> None:
        trafilatura.extract(decode(page)[0] or "", fast=True)

    best = {"read and clean": 0.0, "trafilatura fast": 0.0}
    steps: dict[str, Callable[[bytes], object]] = {"read and clean": article_of, "trafilatura fast": fast}
    for page, _ in pages.values():
        for name, step in steps.items():
            times = []
            for _ in range(rounds):
                begin = time.process_time()
                step(page)
                times.append(time.process_time() - begin)
            best[name] += min(times)
    for name, seconds in best.items():
        print(
            f"{name:20} {len(pages) / seconds:6.1f} pages a second on one core{' (floor 60)' if name[0] == 'r' else ''}"
        )
    print()


# Texts made to be slow: shapes that repeat what patterns of the stage look for. Each grows to any size.
SLOW: dict[str, str] = {
    "one word": "a",
    "spaces": " ",
    "line breaks": "\n",
    "capitals": "A",
    "dots": ".",
    "brackets": "(",
    "dashes": "- ",
    "bars": "home | ",
    "photo": "photo: (",
    "copyright": "© 2019 ",
    "share": "share ",
    "dates": "3 May 2018 ",
    "months": "may ",
    "years": "2018 ",
    "numbers": "1",
    "clock": "10:15 ",
    "links": "http://a.b/",
    "fields": "TITLE: ",
    "declared": "DATE (x): 2018\n",
    "lines": "Ab cd\n",
    "wrapped": "a line of text that stops in the middle of what it says and goes on\n",
    "credits": "with reporting from ",
    "published": "first published in The ",
    "dear": "Dear reader,\n",
    "related": "Related\n",
    "teasers": "May 3, 2018\nA headline without an end\n",
    "bylines": "By Ab Cd and ",
    "quotes": '"',
    "zero width": "\u200b",
    "arabic digits": "٢٠١٩ ",
}
SLOW_HTML: dict[str, str] = {
    "open divs": "<div>",
    "paragraphs": "<p>A sentence of a report that stands there.</p>",
    "classes": '<div class="share-related-comments newsletter">x</div>',
    "captions": "<figure><figcaption>x y z</figcaption></figure>",
    "links": '<p><a href="/a">word</a> ',
    "metas": '<meta property="og:title" content="x">',
    "json": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>',
    "headings": "<h1>One and the same</h1>",
    "entities": "&amp;&lt;",
    "times": '<time datetime="2018-05-03">x</time>',
    "table": "<table><tr><td>x",
    "comments": "<!-- x ",
}


def slow_part(*, small: int = 16_384, large: int = 65_536) -> float:
    """The time for 64 kB against 16 kB of each slow text, whole pages and single lines; returns the worst ratio."""
    worst = 0.0
    slowest = 0.0
    for media, shapes in (("text/plain", SLOW), ("text/html", SLOW_HTML)):
        for name, shape in shapes.items():
            times = []
            for size in (small, large):
                text = (shape * (size // len(shape) + 1))[:size]
                times.append(min(_timed(text, media) for _ in range(3)))
            # Under a few milliseconds the clock tells more than the program.
            ratio = times[1] / max(times[0], 0.004)
            worst, slowest = max(worst, ratio), max(slowest, times[1])
            if ratio > 5:
                print(f"    {media} {name!r}: {times[0] * 1e3:.1f} ms, {times[1] * 1e3:.1f} ms")
    print(
        f"time of 64 kB against 16 kB, worst of {len(SLOW) + len(SLOW_HTML)}: {worst:.1f} (floor 6); slowest {slowest:.2f} s"
    )
    return worst


def _timed(text: str, media: str) -> float:
    begin = time.process_time()
    if media == "text/html":
        article_of(("<html><body>" + text).encode())
    else:
        clean(Document("x", "x", text, media, len(text)))
    return time.process_time() - begin


def main() -> None:
    """Print all parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="hand-coded records, as --gold")
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--skip", default="", help="parts to leave out: gold,extraction,dates,speed,slow")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    skip = set(args.skip.split(","))
    logging.disable(logging.CRITICAL)
    folder = args.folder or args.gold
    if "gold" not in skip and folder.exists():
        gold_part(folder, verbose=args.verbose)
    if (args.data / "article_extraction").exists() and not {"extraction", "dates", "speed"} <= skip:
        pages = pages_of(args.data)
        articles = {key: article_of(page, name=key) for key, (page, _) in pages.items()}
        if "extraction" not in skip:
            extraction_part(pages, articles, verbose=args.verbose)
        if "dates" not in skip:
            dates_part(articles, verbose=args.verbose)
        if "speed" not in skip:
            speed_part(pages)
    if "slow" not in skip:
        slow_part()


if __name__ == "__main__":
    main()
