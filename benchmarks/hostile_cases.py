"""Files made to hurt a reader: bombs, broken markup, files cut in half, archives that lie, strange encodings."""

from __future__ import annotations

import gzip
import io
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator

from benchmarks.corpus import ROOT

sys.path.insert(0, str(ROOT / "tests"))
import read_builders as build


def hostile() -> Iterator[tuple[str, bytes, bool]]:
    """Name, bytes, and whether it may be read as a harmless document."""
    yield from _bombs()
    yield from _markup()
    yield from _cut()
    yield from _archives()
    yield from _encodings()


def _bombs() -> Iterator[tuple[str, bytes, bool]]:
    zeros = gzip.compress(b"\0" * 200_000_000, 9, mtime=0)
    yield "gzip-bomb.txt.gz", zeros, False
    yield "gzip-bomb.html.gz", gzip.compress(b"<html>" + b"a" * 200_000_000, 9, mtime=0), False
    yield "gzip-in-gzip.gz", gzip.compress(zeros, mtime=0), False
    yield "gzip-many-members.txt.gz", gzip.compress(b"", mtime=0) * 100_000, False
    yield "gzip-bomb.jsonl.gz", gzip.compress(b'{"text": "' + b"a" * 200_000_000, 9, mtime=0), False
    yield (
        "gzip-bomb.tar.gz",
        gzip.compress(build.tarred([("a.txt", b"")])[:512] + b"\0" * 512 + b"\0" * 100_000_000, 9, mtime=0),
        False,
    )
    flat = build.zipped({"a.html": b"<html>" + b"a" * 200_000_000})
    yield "zip-bomb.zip", flat, False
    nested = flat
    for level in range(6):
        nested = build.zipped({f"{n}-{level}.zip": nested for n in range(4)})
    yield "zip-nested.zip", nested, False
    yield "zip-overlapping.zip", _overlapping(300, 4_000_000), False
    yield "zip-many-members.zip", _many_members(120_000), False
    yield "zip-huge-directory.zip", b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, 0xFFFFFFF0, 0, 0), False
    yield "zip-quine-like.zip", build.zipped({"a.zip": build.zipped({"b.zip": build.zipped({"c.zip": flat})})}), False
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    billion = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">{laughs}]>'
    yield (
        "docx-billion-laughs.docx",
        _docx_with(f"{billion}<w:document xmlns:w='{build.WORD_XML}'>&a9;</w:document>"),
        False,
    )
    quadratic = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><x>{"&a;" * 50_000}</x>'
    yield "docx-quadratic.docx", _docx_with(quadratic), False
    yield (
        "docx-external-entity.docx",
        _docx_with('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        False,
    )
    yield "docx-external-dtd.docx", _docx_with('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>'), False
    yield "docx-bomb.docx", _docx_with("<x>" + "a" * 200_000_000), False
    yield "docx-deep.docx", _docx_with("<x>" * 500_000), False
    yield (
        "docx-endless-text.docx",
        _docx_with(f"<w:d xmlns:w='{build.WORD_XML}'><w:p><w:t>{'a ' * 5_000_000}</w:t></w:p></w:d>"),
        False,
    )
    yield "json-deep.json", b"[" * 4_000_000, False
    yield "json-deep-objects.jsonl", b'{"a":' * 800_000, False
    yield "jsonl-one-long-line.jsonl", b'{"text": "' + b"a" * 40_000_000, False
    yield "json-number.jsonl", b'{"text": ' + b"9" * 4_000_000 + b"}", False
    yield "csv-open-quote.csv", b'text\n"' + b"a, \n" * 5_000_000, False
    yield "warc-bomb.warc.gz", gzip.compress(build.warc_record("response", b"\0" * 100_000_000), 9, mtime=0), False
    packed = build.response(
        gzip.compress(b"a" * 100_000_000, mtime=0), headers=("Content-Type: text/html", "Content-Encoding: gzip")
    )
    yield "warc-packed-response.warc", build.warc_record("response", packed, url="https://a.example/"), False
    yield (
        "warc-wrong-length.warc",
        build.warc_record("response", b"x").replace(b"Length: 1", b"Length: 999999999999"),
        False,
    )
    yield "warc-endless-header.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 500_000, False
    yield "warc-long-line.warc", b"WARC/1.0\r\nX: " + b"y" * 20_000_000, False
    yield "warc-no-records.warc", b"WARC/1.0\r\n\r\n" * 200_000, False
    yield "pdf-bomb.pdf", _pdf_bomb(), False
    yield "pdf-many-pages.pdf", build.pdf([[]] * 600), False
    yield "mail-nested.eml", _nested_mail(600), False
    yield "mail-many-parts.eml", build.mail(b"x", parts=[("Content-Type: text/plain", b"y")] * 20_000), False
    yield (
        "mail-long-header.eml",
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nSubject: " + b"=?utf-8?q?a?= " * 300_000 + b"\r\n\r\n",
        False,
    )
    yield (
        "mail-bomb-attachment.eml",
        build.mail(
            b"",
            parts=[
                (
                    'Content-Type: application/zip; name="a.zip"\r\nContent-Disposition: attachment; filename="a.zip"',
                    flat,
                )
            ],
        ),
        False,
    )


def _markup() -> Iterator[tuple[str, bytes, bool]]:
    page = build.html("x").decode()
    yield "html-deep.html", b"<html><body>" + b"<div>" * 500_000 + b"text", False
    yield "html-deep-inline.html", b"<html><body>" + b"<b><i>" * 300_000 + b"text", False
    yield "html-10-MB-attribute.html", f"<html><body><p title='{'a' * 10_000_000}'>x</p></body></html>".encode(), False
    yield "html-4-MB-attribute.html", f"<html><body><p title='{'a' * 4_000_000}'>x</p></body></html>".encode(), True
    yield (
        "html-many-attributes.html",
        ("<html><body><p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">x").encode(),
        False,
    )
    yield (
        "html-many-paragraphs.html",
        page.replace("</article>", "<p>a b c</p>" * 300_000 + "</article>").encode(),
        True,
    )
    # As many as a page may have, of what costs most.
    yield (
        "html-most-paragraphs.html",
        page.replace("</article>", "<p>a b c</p>" * 14_900 + "</article>").encode(),
        True,
    )
    yield (
        "html-most-headings.html",
        page.replace("</article>", "<h1>One and the same</h1>" * 14_900 + "</article>").encode(),
        True,
    )
    yield (
        "html-many-links.html",
        page.replace("</article>", "<a href='/x'>y</a> " * 200_000 + "</article>").encode(),
        True,
    )
    yield "html-open-comment.html", b"<html><body><!--" + b"-" * 4_000_000, False
    yield "html-comments.html", b"<html><body>" + b"<!--" * 1_000_000, False
    yield "html-open-script.html", b"<html><script>" + b"<script>" * 500_000, False
    yield "html-entities.html", b"<html><body><p>" + b"&#x41;&amp;" * 400_000, False
    yield (
        "html-json-ld-deep.html",
        b"<html><script type='application/ld+json'>" + b'{"a":[' * 500_000 + b"</script>",
        False,
    )
    yield "html-tables.html", b"<html><body>" + b"<table><tr><td>" * 100_000, False
    yield "html-nested-lists.html", b"<html><body>" + b"<ul><li>" * 100_000, False
    yield "html-unclosed-tags.html", b"<html><body>" + b"<a<b<c " * 500_000, False


def _cut() -> Iterator[tuple[str, bytes, bool]]:
    lines = [build.column(["A line of words that stands on a page of the paper."] * 40) for _ in range(6)]
    whole = build.pdf(lines)
    for share in (10, 30, 50, 70, 90, 99):
        yield f"pdf-cut-{share}.pdf", whole[: len(whole) * share // 100], True
    yield "pdf-head-only.pdf", b"%PDF-1.7\n", False
    yield "pdf-scrambled.pdf", whole[:200] + bytes(reversed(whole[200:])), False
    yield "pdf-loop.pdf", whole.replace(b"/Parent 2 0 R", b"/Parent 3 0 R").replace(b"/Kids[", b"/Kids[2 0 R "), True
    yield "pdf-no-text.pdf", build.pdf([[], []]), False
    yield "zip-cut.zip", build.zipped({"a.txt": build.text()})[:-30], False
    yield "docx-cut.docx", build.docx(build.PARAGRAPHS)[:-40], False
    yield "gzip-cut.txt.gz", gzip.compress(build.text().encode())[:-20], False
    yield "warc-cut.warc.gz", build.warc([build.html("a")], gz=True)[:200], False


def _archives() -> Iterator[tuple[str, bytes, bool]]:
    names = ("../../up.txt", "/etc/cron.d/up.txt", "C:\\up.txt", "a/../../up.txt", "..\\up.txt", "\\\\host\\up.txt")
    yield "zip-traversal.zip", build.zipped(dict.fromkeys(names, build.text())), False
    yield "tar-traversal.tar", build.tarred([(name, build.text().encode()) for name in names]), False
    yield "tar-links.tar.gz", build.tarred([("a.txt", None), ("b/c.txt", None)], mode="w:gz"), False
    yield "zip-links.zip", _zip_link(), False
    yield "tar-huge-name.tar", tar_header(b"L", 4_000_000_000) + b"a" * 1000, False
    yield "tar-huge-file.tar", tar_header(b"0", 8_000_000_000) + b"a" * 1000, False
    yield "zip-encrypted.zip", _zip_flag(), False
    yield "zip-strange-method.zip", _zip_method(), False


def _encodings() -> Iterator[tuple[str, bytes, bool]]:
    text = build.text("naïve café déjà vu")
    yield "text-cut-in-a-letter.txt", text.encode()[:-4] + b"\xc3", True
    yield "text-utf-16-odd.txt", text.encode("utf-16")[:-1], True
    yield "text-mixed.txt", text.encode() + text.encode("cp1252"), True
    yield "text-nul.txt", text.encode().replace(b"a", b"\0"), False
    yield "text-noise.txt", bytes((n * 7919 + n // 251) % 256 for n in range(400_000)), False
    yield "text-cp1251.txt", ("Министры встретились в гавани и говорили о мире. " * 2000).encode("cp1251"), True
    yield "html-wrong-charset.html", build.html("naïve").replace(b"<head>", b"<head><meta charset=utf-16>"), True
    yield "html-idna-charset.html", build.html("naïve").replace(b"<head>", b"<head><meta charset=idna>"), True
    yield "text-all-bytes.txt", bytes(range(256)) * 2000, False
    yield "jsonl-lone-surrogates.jsonl", b'{"text": "\\ud800 \\udfff words enough to be one"}\n' * 3, True


def _overlapping(count: int, size: int) -> bytes:
    """A ZIP whose entries all point at the same packed bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"a" * size) + packed.flush()
    crc = zlib.crc32(b"a" * size)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(body), size, 5, 0) + b"a.txt" + body
    entries = b"".join(
        struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(body), size, 5, 0, 0, 0, 0, 0, 0)
        + b"a.txt"
        for _ in range(count)
    )
    return local + entries + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), len(local), 0)


def _many_members(count: int) -> bytes:
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    entries = entry * count
    return b"PK\x03\x04" + entries + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65535, 65535, len(entries), 4, 0)


def _docx_with(xml: str) -> bytes:
    return build.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def _pdf_bomb() -> bytes:
    data = zlib.compress(zlib.compress(b"(a) Tj " * 30_000_000, 9), 9)
    whole = build.pdf([[(10, 10, 10, "x")]], packed=False)
    stream = re.compile(rb"<</Length \d+>>stream\n.*?\nendstream", re.DOTALL)
    return stream.sub(
        lambda _: b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream" % (len(data), data), whole
    )


def _nested_mail(depth: int) -> bytes:
    head = b"From: a@b.example\r\nMIME-Version: 1.0\r\n"
    return (
        head
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
        + b"\r\nx"
    )


def tar_header(kind: bytes, size: int) -> bytes:
    head = bytearray(512)
    head[:5] = b"a.txt"
    head[100:108], head[124:136] = b"0000644\x00", b"%011o\x00" % size
    head[156:157], head[257:265] = kind, b"ustar\x0000"
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\x00 " % sum(head)
    return bytes(head)


def _zip_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def _zip_flag() -> bytes:
    data = bytearray(build.zipped({"a.txt": build.text()}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _zip_method() -> bytes:
    data = bytearray(build.zipped({"a.txt": build.text()}))
    data[8] = 14
    data[data.rfind(b"PK\x01\x02") + 10] = 14
    return bytes(data)
