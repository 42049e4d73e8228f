"""What a file is taken for, by its first bytes and, where those can't tell, by its name."""

from __future__ import annotations

import pytest

from dragoman.read.sniff import kind_of, suffix_of

WRITTEN = b"From: a@b.example\r\nSubject: ferries\r\n"
RELATED = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"
KINDS = [
    # by what stands in it, whatever it is called
    (b"\x1f\x8b\x08", "a.txt", "gzip"),
    (b"PK\x03\x04", "a.txt", "zip"),
    (b"PK\x05\x06", "a.txt", "zip"),
    (b"WARC/1.0\r\n", "a.txt", "warc"),
    (b"x" * 257 + b"ustar", "a.txt", "tar"),
    (b"GIF89a", "a.txt", "binary"),
    (b"%PDF-1.4", "a.txt", "pdf"),
    (b"\n%PDF-1.4", "", "pdf"),
    (b"In %PDF- files", "a.txt", "text"),
    ("<html>".encode("utf-16"), "a", "html"),
    (b"<?xml version='1.0'?><x/>", "a", "xml"),
    # a page may print the word of a feed, a text may quote a tag
    (b"<rss><channel>", "a.xml", "feed"),
    (b"<rss><channel>", "a.html", "html"),
    (b"<notes> on <p> and <div>", "a", "html"),
    (b"<notes> on <p> and <div>", "a.txt", "text"),
    (b"<p>Talks began.", "a.txt", "html"),
    (b"a < b", "a.html", "html"),
    (b"a < b", "a.txt", "text"),
    # by its name
    (b'{"a": 1}', "", "json"),
    (b'{"a": 1}', "a.json", "json"),
    (b'{"a": 1}', "a.txt", "text"),
    (b"a,b\n1,2", "a.csv", "csv"),
    (b"a,b\n1,2", "a", "text"),
    # mail has a line of whoever carried it and one of whoever wrote it, or the name of one
    (b"Received: from x\r\n by y\r\n" + WRITTEN + b"\r\nTalks began.", "", "mail"),
    (b"From a@b.example Mon\r\nReceived: from x\r\n" + WRITTEN + b"\r\nTalks began.", "", "mail"),
    (b"Received: from x\r\n\r\n" + WRITTEN, "", "text"),
    (b"Received: from x\r\nTalks began.\r\n" + WRITTEN, "a.txt", "text"),
    (WRITTEN + b"\r\nTalks began.", "a.eml", "mail"),
    (WRITTEN + b"\r\nTalks began.", "a.txt", "text"),
    (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nTalks began.", "", "mail"),
    # a page that a browser saved as mail
    (b"From: <Saved by Blink>\r\n" + RELATED + b"\r\n", "", "mhtml"),
    (WRITTEN + RELATED + b"\r\n", "a.mht", "mhtml"),
    (WRITTEN + RELATED + b"Snapshot-Content-Location: https://courier.example/\r\n\r\n", "", "mhtml"),
    (WRITTEN + RELATED + b"\r\n", "", "mail"),
    (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n", "", "mail"),
]


@pytest.mark.parametrize(("head", "name", "kind"), KINDS)
def test_kinds(head: bytes, name: str, kind: str) -> None:
    assert kind_of(head, name) == kind


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.TXT", ".txt"),
        ("a/b.tar.gz", ".gz"),
        ("a.d/file", ""),
        ("a.d\\file", ""),
        (".profile", ""),
        ("a/.profile", ""),
    ],
)
def test_suffixes(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix
