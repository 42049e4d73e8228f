"""Broken files by the thousand: python -m benchmarks.fuzz_readers --minutes M [--reader NAME] [--seed N] [--keep FOLDER].

For M minutes each, every reader is given small files that we write, changed at random: bits, bytes, lengths and tokens of its
format, pieces left out, doubled, moved and taken from other files, ends cut off. They go through the worker process, as files do
in a run. A worker that dies or runs out of time is a finding and its file is kept; so is an answer that is neither a document nor
a refusal of a known type. Floor: no crash, no hang.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import ROOT
from dragoman.model import Document, Refusal
from dragoman.read import pool, read_bytes
from dragoman.read.reasons import Why
from dragoman.settings import Settings

sys.path.insert(0, str(ROOT / "tests"))
import read_builders as build

HANG_SECONDS = 20
TYPES = sorted((str(why) for why in Why), key=len, reverse=True)
LIMITS = Settings(max_seconds=HANG_SECONDS, max_bytes=1_000_000, max_file_bytes=2_000_000, max_unpacked=20_000_000)
COMMON = (
    b"\x00",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x80",
    b"\r\n",
    b"\n\n",
    b" " * 50,
    b"A" * 300,
    b"0",
    b"-1",
    b"99999999999",
    b"\xe2",
    b"<",
    b'"',
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Small sound files of one kind and words of its format."""

    name: str
    file: str
    seeds: tuple[bytes, ...]
    tokens: tuple[bytes, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="for each reader")
    parser.add_argument("--reader", help="only this one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, default=Path("fuzz-findings"), help="where files that break something are kept"
    )
    options = parser.parse_args()
    findings = 0
    for reader in readers():
        if options.reader in (None, reader.name):
            findings += fuzz(reader, seconds=60 * options.minutes, seed=options.seed, keep=options.keep)
    print(f"{findings} crashes, hangs and untyped answers (floor 0)")
    sys.exit(1 if findings else 0)


def fuzz(reader: Reader, *, seconds: float, seed: int, keep: Path, most: int | None = None) -> int:
    """Feed one reader for so many seconds (or `most` files); how many findings there were."""
    rng = random.Random(f"{seed} {reader.name}")
    kinds: Counter[str] = Counter()
    findings = count = 0
    begun = time.monotonic()
    while time.monotonic() - begun < seconds and (most is None or count < most):
        data = mutated(rng, reader)
        count += 1
        problem = _problem(reader, data, kinds)
        if problem:
            findings += 1
            keep.mkdir(parents=True, exist_ok=True)
            path = keep / f"{reader.name}-{count}{Path(reader.file).suffix}"
            path.write_bytes(data)
            print(f"  {reader.name}: {problem}: kept as {path}", flush=True)
    common = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common(6))
    print(
        f"{reader.name:9} {count:7} files in {time.monotonic() - begun:5.0f} s, {findings} findings; {common}",
        flush=True,
    )
    return findings


def _problem(reader: Reader, data: bytes, kinds: Counter[str]) -> str | None:
    try:
        items = list(read_bytes(data, "fuzz", name=reader.file, settings=LIMITS))
    except Exception as error:
        return f"{type(error).__name__} in the program: {error}"
    if not items:
        return "no answer"
    for item in items:
        if isinstance(item, Document):
            kinds["document"] += 1
            continue
        kind = _type(item)
        kinds[kind or "untyped"] += 1
        if kind in (Why.DIED, Why.TIME):
            return item.reason
        if kind is None:
            return f"untyped: {item.reason}"
    return None


def _type(refusal: Refusal) -> str | None:
    return next((kind for kind in TYPES if refusal.reason == kind or refusal.reason.startswith(f"{kind}: ")), None)


def mutated(rng: random.Random, reader: Reader) -> bytes:
    """A sound file with one to a dozen changes."""
    data = bytearray(rng.choice(reader.seeds))
    for _ in range(min(12, 1 + int(rng.expovariate(0.5)))):
        if not data:
            break
        at = rng.randrange(len(data))
        size = min(len(data) - at, 1 + int(rng.expovariate(0.05)))
        way = rng.randrange(10)
        if way == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif way == 1:
            data[at] = rng.randrange(256)
        elif way == 2:
            del data[at : at + size]
        elif way == 3:
            data[at:at] = data[at : at + size] * rng.choice((1, 2, 50))
        elif way == 4:
            data[at:at] = rng.choice(reader.tokens + COMMON)
        elif way == 5:
            data[at : at + size] = rng.choice(reader.tokens + COMMON)
        elif way == 6:
            other = rng.choice(reader.seeds)
            begin = rng.randrange(len(other))
            data[at : at + size] = other[begin : begin + rng.randrange(1, 400)]
        elif way == 7:
            del data[at:]
        elif way == 8:
            digits = [n for n, byte in enumerate(data) if 48 <= byte <= 57]
            if digits:
                data[rng.choice(digits)] = rng.choice(b"0123456789")
        else:
            data[at:at] = bytes(rng.randrange(256) for _ in range(min(size, 16)))
    return bytes(data)


def readers() -> tuple[Reader, ...]:
    """Every reader with its seeds."""
    page, text = build.html("seed"), build.text("seed")
    rich = build.html(
        "rich",
        head='<meta charset="utf-8"><script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-03-03"}</script>',
    )
    table = b"<table><tr><td>1<td>2</table><ul><li>a<li>b</ul><figure><figcaption>c</figcaption></figure><!-- x -->"
    parts = [('Content-Type: text/html; name="a.html"\r\nContent-Disposition: attachment; filename="a.html"', page)]
    mails = (
        build.mail(
            text.encode(), headers=["Subject: =?utf-8?q?A_na=C3=AFve_plan?=", "Date: Mon, 03 Mar 2031 20:05:00 +0100"]
        ),
        build.mail(text.encode(), parts=parts),
        build.mail(
            b"QSBuYcOvdmUgcGxhbg==", headers=["Content-Transfer-Encoding: base64"], kind="text/plain; format=flowed"
        ),
    )
    columns = build.pdf(
        [build.column(["A line of words"] * 8) + build.column(["Another line"] * 8, left=310)] * 2, packed=False
    )
    word = build.docx(
        [], body="<w:p><w:r><w:t>One</w:t><w:tab/></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>" * 3
    )
    stored = build.zipped({"word/document.xml": f'<w:d xmlns:w="{build.WORD_XML}"><w:p><w:t>One</w:t></w:p></w:d>'})
    warc, pages = build.warc([page, rich]), [page, rich]
    members = {
        "a.html": page,
        "b.txt": text,
        "c.zip": build.zipped({"d.txt": text}),
        "e.txt.gz": gzip.compress(text.encode(), mtime=0),
    }
    records = build.json_lines([build.news_please("a"), {"text": "One."}, {"html": page.decode()}])
    tokens = {
        "html": (
            b"<div>",
            b"</div>",
            b"<!--",
            b"-->",
            b"<script>",
            b"</script>",
            b"&#x110000;",
            b"&amp",
            b"<svg>",
            b"<![CDATA[",
            b"<p title='",
        ),
        "mail": (
            b"--frontier",
            b"--frontier--",
            b"Content-Type: ",
            b"boundary=",
            b"=?utf-8?b?",
            b"?=",
            b"charset=",
            b"message/rfc822",
            b"=\r\n",
        ),
        "pdf": (
            b"obj",
            b"endobj",
            b"stream",
            b"endstream",
            b"xref",
            b"/Filter",
            b"/FlateDecode",
            b"<<",
            b">>",
            b"0 R",
            b"/Kids",
            b"/Length",
        ),
        "docx": (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"word/document.xml"),
        "json": (b"{", b"}", b"[", b"]", b'"', b"\\u", b"\\ud800", b"null", b"1e999", b'"text":', b"\n"),
        "csv": (b'"', b'""', b",", b";", b"\t", b"\r\n", b"text"),
        "archive": (
            b"PK\x03\x04",
            b"PK\x01\x02",
            b"PK\x05\x06",
            b"PK\x06\x06",
            b"../",
            b"ustar",
            b"\x1f\x8b\x08",
            b"0000644\x00",
        ),
        "warc": (
            b"WARC/1.0\r\n",
            b"WARC-Type: response\r\n",
            b"Content-Length: ",
            b"HTTP/1.1 200 OK\r\n",
            b"chunked",
            b"\r\n\r\n",
            b"\x1f\x8b\x08",
        ),
    }
    return (
        Reader(
            "text",
            "a.txt",
            (text.encode(), text.encode("utf-16"), "Ужин в гавани".encode("cp1251") * 5, "naïve".encode("cp1252")),
            COMMON,
        ),
        Reader("html", "a.html", (page, rich, page.replace(b"</article>", table + b"</article>")), tokens["html"]),
        Reader("mhtml", "a.mhtml", (build.mhtml(page), build.mhtml(rich)), tokens["mail"] + tokens["html"]),
        Reader("mail", "a.eml", mails, tokens["mail"]),
        Reader(
            "pdf",
            "a.pdf",
            (columns, build.pdf([build.column(["One"]), []], info={"Title": "T", "CreationDate": "D:2031"})),
            tokens["pdf"],
        ),
        Reader(
            "docx",
            "a.docx",
            (word, stored, build.docx(build.PARAGRAPHS, core="<dc:title>T</dc:title>")),
            tokens["docx"],
        ),
        Reader(
            "json",
            "a.jsonl",
            (records, b'[{"text": "One."}, {"text": "Two."}]', b'{\n"text": "One."\n}'),
            tokens["json"],
        ),
        Reader(
            "csv",
            "a.csv",
            (b'title,text\nOne,"a\nb"\nTwo,c\n', b"text;date\r\nOne;2031\r\n", b"text\tx\n1\t2\n"),
            tokens["csv"],
        ),
        Reader("zip", "a.zip", (build.zipped(members), build.zipped({"a.txt": text})), tokens["archive"]),
        Reader(
            "gzip",
            "a.txt.gz",
            tuple(gzip.compress(one, mtime=0) for one in (text.encode(), page, records, warc)),
            tokens["archive"],
        ),
        Reader("tar", "a.tar", (build.tarred([("a.html", page), ("l", None), ("n" * 150, b"x")]),), tokens["archive"]),
        Reader("warc", "a.warc", (warc, warc.replace(b"text/html", b"text/html; charset=utf-8")), tokens["warc"]),
        Reader("warc.gz", "a.warc.gz", (build.warc(pages, gz=True), gzip.compress(warc, mtime=0)), tokens["warc"]),
    )


if __name__ == "__main__":
    try:
        main()
    finally:
        pool.close()
