"""Texts made to slow a reader, at any size: for each reader the repetitions that cost it most."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Callable, Iterator

from benchmarks.corpus import ROOT
from benchmarks.hostile_cases import tar_header
from dragoman.read.limits import Limits

sys.path.insert(0, str(ROOT / "tests"))
import read_builders as build


def adversarial(limits: Limits) -> Iterator[tuple[str, Callable[[bytes], object], Callable[[int], bytes]]]:
    """A name, a reader, and a maker of text of a given size that is made to slow it."""
    from dragoman.read import archives, mail, pages, records, responses, walk
    from dragoman.read.docx import read_docx
    from dragoman.read.encodings import decode
    from dragoman.read.pdf import read_pdf
    from dragoman.read.sniff import HEAD, kind_of

    def repeated(unit: bytes, head: bytes = b"", tail: bytes = b"") -> Callable[[int], bytes]:
        return lambda size: head + unit * ((size - len(head) - len(tail)) // len(unit)) + tail

    def caps(data: bytes) -> None:
        # Each on its own: on the way through the reader a short page is not looked at as closely as a long one.
        pages.check_attributes(data.decode())
        pages.check_depth(data.decode())

    def through(name: str) -> Callable[[bytes], object]:
        return lambda data: list(walk.walk(io.BytesIO(data), name, limits))

    units = (
        b"a",
        b" ",
        b"\n",
        b"<",
        b"&",
        b"-",
        b"\xe2",
        b"\xff",
        b"A\x00",
        b"=?",
        b"[",
        b'{"',
        b'"',
        b"\r\n\r\n",
        b"\x00",
    )
    for unit in units:
        yield f"decode {unit!r}", decode, repeated(unit)
        yield f"sniff {unit!r}", lambda data: kind_of(data[:HEAD], "x"), repeated(unit)
    for unit in (
        b"<div>",
        b"<p>",
        b"<a href=x>",
        b"<!--",
        b"<script",
        b"&#",
        b"<meta charset=",
        b"</",
        b"<b><i>",
        b"<table><td>",
        b"<title>",
    ):
        yield f"html caps {unit!r}", caps, repeated(unit)
        yield f"html {unit!r}", lambda data: pages.read_html(data, limits), repeated(unit, b"<html><body>")
    heads = b"From: a@b.example\r\nMIME-Version: 1.0\r\n"
    for unit in (
        b"Subject: ",
        b" =?utf-8?q?",
        b"=?a?b?",
        b"a,<",
        b"(",
        b'"',
        b"X: y\r\n",
        b"\r\n ",
        b";a*0=b",
        b"Date: 1 ",
    ):
        yield (
            f"mail header {unit!r}",
            lambda data: mail.read_mail(data, limits),
            repeated(unit, heads + b"Subject: ", b"\r\n\r\nx"),
        )
    for unit in (
        b"--f\r\n",
        b"--f--\r\n",
        b"\r\n",
        b"=",
        b"=3D",
        b"begin 644 a\r\n",
        b"--f\r\nContent-Type: text/plain\r\n\r\n",
    ):
        head = heads + b"Content-Type: multipart/mixed; boundary=f\r\n\r\n--f\r\n\r\n"
        yield f"mail body {unit!r}", lambda data: mail.read_mail(data, limits), repeated(unit, head)
    for unit in (b"{", b"[", b'{"text":"a"}\n', b'"\\u', b"9", b"\\", b'{"text": [', b"\n"):
        yield f"json {unit!r}", through("a.jsonl"), repeated(unit)
    for unit in (b'"', b",", b'"",', b"a\n", b'"\n', b";", b"\t|"):
        yield f"csv {unit!r}", through("a.csv"), repeated(unit, b"text\n")
    for unit in (b"WARC/1.0\r\n", b"X: y\r\n", b"\r\n", b"WARC/1.0\r\nContent-Length: 0\r\n\r\n", b"WARC/1.", b"a"):
        yield f"warc {unit!r}", through("a.warc"), repeated(unit, b"WARC/1.0\r\n")
    for unit in (b"1\r\na\r\n", b"0;", b"f", b"\r\n"):
        yield f"http chunks {unit!r}", responses.unchunked, repeated(unit)
    for unit in (b"\x1f\x8b\x08", b"\x1f\x8b", gzip.compress(b"", mtime=0), gzip.compress(b"WARC/1.0\r\n", mtime=0)):
        yield (
            f"warc.gz {unit[:4]!r}x{len(unit)}",
            through("a.warc.gz"),
            repeated(unit, gzip.compress(b"WARC/1.0\r\n", mtime=0)),
        )
    for unit in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"a"):
        yield f"zip {unit!r}", through("a.zip"), repeated(unit, b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18)
    for unit in (build.tarred([("a.txt", b"a")])[:1024], tar_header(b"L", 512) + b"a" * 512, b"a" * 512):
        yield f"tar {unit[:4]!r}", lambda data: list(archives.tar_members(io.BytesIO(data), limits)), repeated(unit)
    for xml in ("<w:p>", "<w:t>a</w:t>", "<a>", "&amp;", "<w:p><w:r><w:t>a</w:t></w:r></w:p>", "<!-- -->", "<w:del>"):

        def make(size: int, xml: str = xml) -> bytes:
            return build.docx([], body=xml * (size // len(xml)))

        yield f"docx {xml!r}", lambda data: read_docx(data, limits), make
    for words in ("a ", "a-", ". ", "(", "aaaa "):

        def lines(size: int, words: str = words) -> bytes:
            return build.pdf([build.column([words * (80 // len(words))] * 50)] * max(1, size // 4000))

        yield f"pdf lines of {words!r}", lambda data: read_pdf(data, limits), lines
    for unit in (b"stream\n", b"9 0 obj/Fl stream\n", b"obj/Fl stream\nx\x9c\xff", b"obj/Fl stream\nendstream"):
        yield f"pdf streams {unit!r}", lambda data: read_pdf(data, limits), repeated(unit, b"%PDF-1.4\n")
    # On one page PDFium itself takes time with the square of the pieces; their number is capped.
    letters = [(10 + n % 60 * 9, 800 - n // 60 * 9, 8, "a") for n in range(500)]
    yield (
        "pdf pages of letters",
        lambda data: read_pdf(data, limits),
        lambda size: build.pdf([letters] * (size // 8192)),
    )
    yield (
        "json records",
        lambda data: records.page_of({"text": data.decode("latin-1"), "url": data.decode("latin-1")}, limits),
        repeated(b"http://"),
    )
