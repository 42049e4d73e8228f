"""What bytes are, by what stands in them; the name decides only where content can't (tables, bare text)."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "text", "html", "mhtml", "mail", "pdf", "zip", "gzip", "tar", "warc", "json", "csv", "feed", "xml", "binary"
]

HEAD = 8_192  # bytes that tell the kind
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"{\\rtf", "a rich-text document"),
    (b"%!PS", "a PostScript file"),
    (b"RIFF", "a picture or recording"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|table|script|link)[\s>/]", re.IGNORECASE
)
_CERTAIN_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]")
# Of these one must stand in the head of a mail; "Date:" or "Subject:" may as well open a plain text.
_CARRIED = frozenset((b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"dkim-signature"))
_WRITTEN = frozenset((b"from", b"to", b"date", b"subject", b"cc", b"reply-to", b"sender"))
_JSON_NAMES = (".json", ".jsonl", ".ndjson", ".jl")
_TABLE_NAMES = (".csv", ".tsv")
_MHTML_NAMES = (".mhtml", ".mht")
_HTML_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp")
# Kinds that show by content beyond doubt, so that a file's suffix does not matter.
CERTAIN: frozenset[Kind] = frozenset(("html", "mhtml", "mail", "pdf", "warc", "zip", "gzip", "tar"))
CONTAINERS: frozenset[Kind] = frozenset(("mail", "zip", "gzip", "tar", "warc", "json", "csv"))


def kind_of(head: bytes, name: str = "") -> Kind:
    """The kind of a file from its first bytes (`HEAD` of them are enough) and, where those can't tell, its name.

    >>> kind_of(b"<!DOCTYPE html><title>x", "page.txt"), kind_of(b"{}", "a.jsonl"), kind_of(b"{}", "a.txt")
    ('html', 'json', 'text')
    """
    suffix = suffix_of(name)
    if b"%PDF-" in head[:1024] and not head[:1].isalpha():
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"WARC/1.", b"WARC/0.")):
        return "warc"
    if head[257:262] == b"ustar":
        return "tar"
    if signature(head):
        return "binary"
    return _text_kind(_narrow(head), suffix)


def signature(data: bytes) -> str | None:
    """What a known magic number says the bytes are, in words; None for what may be text.

    >>> signature(b"GIF89a")
    'a GIF image'
    """
    for magic, name in _BINARY:
        if data.startswith(magic):
            return name
    return "a film" if data[4:8] == b"ftyp" else None


def suffix_of(name: str) -> str:
    """The suffix of a file or member name in lower case, with its dot; "" without one.

    >>> suffix_of("a/b.tar.GZ"), suffix_of("dir.d/file")
    ('.gz', '')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    dot = last.rfind(".")
    return last[dot:].lower() if dot > 0 else ""


def _text_kind(head: bytes, suffix: str) -> Kind:
    start = head.lstrip()
    if start.startswith(b"<"):
        if _CERTAIN_HTML.match(start):
            return "html"
        if _FEED.search(head[:2048]) and suffix not in _HTML_NAMES:
            return "feed"
        if _HTML.search(head) and (suffix != ".txt" or _HTML.match(start)):
            return "html"
        if start.startswith(b"<?xml"):
            return "xml"
    if suffix in _HTML_NAMES and b"<" in head:
        return "html"
    mail = _mail_kind(head, suffix)
    if mail:
        return mail
    if suffix in _JSON_NAMES or (not suffix and start.startswith((b'{"', b'[{"', b"{\n", b"[\n"))):
        return "json"
    return "csv" if suffix in _TABLE_NAMES else "text"


def _mail_kind(head: bytes, suffix: str) -> Kind | None:
    names = set()
    # A mailbox export puts a "From " line in front; folded header lines begin with a space.
    lines = head.lstrip(b"\r\n").split(b"\n")
    for line in lines[1:] if lines[0].startswith((b"From ", b">From ")) else lines:
        if not line.strip():
            break
        match = _HEADER.match(line + b"\n")
        if match:
            names.add(match[1].lower())
        elif not line.startswith((b" ", b"\t")):
            return None
    carried, written = bool(names & _CARRIED), len(names & _WRITTEN)
    if not (carried and (written or b"content-type" in names)) and not (suffix == ".eml" and written):
        return None
    related = re.search(rb"multipart/related", head[:4096], re.IGNORECASE)
    snapshot = b"snapshot-content-location" in names or suffix in _MHTML_NAMES
    return "mhtml" if related and (snapshot or b"from: <saved by" in head[:2048].lower()) else "mail"


def _narrow(head: bytes) -> bytes:
    """The head with byte-order marks off and UTF-16 made narrow, for patterns on ASCII."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")
