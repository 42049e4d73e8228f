"""Small sound files of every kind that is read, before they are broken: `benchmarks.fuzz_readers` throws them at the readers."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.corpus import ROOT

sys.path.insert(0, str(ROOT / "tests"))
import read_builders as build

WORD_BODIES = (
    "<w:p><w:r><w:t>One</w:t><w:tab/></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>" * 3,
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>One</w:t></w:r></w:p></w:tc></w:tr></w:tbl>&amp;<!-- x -->",
)
# What hurts readers of any kind.
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
    """Small sound files of one kind, words of its format, and for packed formats what is inside and how to pack it."""

    name: str
    file: str
    seeds: tuple[bytes, ...]
    tokens: tuple[bytes, ...]
    inside: tuple[bytes, ...] = ()
    pack: Callable[[bytes], bytes] | None = None


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
    members: dict[str, str | bytes] = {
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
        Reader(
            "mhtml",
            "a.mhtml",
            (build.mhtml(page), build.mhtml(rich)),
            tokens["mail"] + tokens["html"],
            inside=(page, rich),
            pack=build.mhtml,
        ),
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
            inside=tuple(f'<w:d xmlns:w="{build.WORD_XML}">{inner}</w:d>'.encode() for inner in WORD_BODIES),
            pack=lambda xml: build.zipped({"word/document.xml": xml, "docProps/core.xml": xml}),
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
        Reader(
            "zip",
            "a.zip",
            (build.zipped(members), build.zipped({"a.txt": text})),
            tokens["archive"],
            inside=(page, warc, records, build.zipped({"a.txt": text})),
            pack=lambda data: build.zipped({"a": data, "b.html": data, "c.jsonl": data, "d.zip": data}),
        ),
        Reader(
            "gzip",
            "a.txt.gz",
            tuple(gzip.compress(one, mtime=0) for one in (text.encode(), page, records, warc)),
            tokens["archive"],
            inside=(text.encode(), page, records, warc),
            pack=_gzipped,
        ),
        Reader(
            "tar",
            "a.tar",
            (build.tarred([("a.html", page), ("l", None), ("n" * 150, b"x")]),),
            tokens["archive"],
            inside=(page, records, build.zipped({"a.txt": text})),
            pack=lambda data: build.tarred([("a.html", data), ("b.jsonl", data), ("c", data)]),
        ),
        Reader(
            "warc",
            "a.warc",
            (warc, warc.replace(b"text/html", b"text/html; charset=utf-8")),
            tokens["warc"],
            inside=(
                build.response(page),
                build.response(page, headers=["Content-Type: text/html", "Content-Encoding: gzip"]),
            ),
            pack=lambda block: build.warc_record("response", block, url="https://courier.example/1") * 2,
        ),
        Reader(
            "warc.gz",
            "a.warc.gz",
            (build.warc(pages, gz=True), gzip.compress(warc, mtime=0)),
            tokens["warc"],
            inside=(warc,),
            pack=_gzipped,
        ),
    )


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
