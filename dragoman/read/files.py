"""Files and folders to documents. What can't be read is declined with its reason, and the rest goes on."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import ReadError
from dragoman.model import Document, Refusal
from dragoman.settings import Settings

HTML = (".html", ".htm", ".xhtml")
# Skipped in folders without a word: notes that stand beside reports, and our own case, settings and question files.
QUIET = (".md", ".db", ".db-wal", ".db-shm", ".db-journal", ".toml", ".yml", ".yaml")
SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def read(source: str | Path, *, settings: Settings | None = None) -> Iterator[Document | Refusal]:
    """Read a file, or every report in a folder and its folders, in sorted order.

    Yields a Document for each report and a Refusal for each file that is empty, binary, too large, unreadable, not
    text, of a kind that is not read, or a link that leads out of the folder. Files are read one at a time.

    Raises ReadError when `source` itself does not exist.

    >>> [item.stage for item in read("/dev/null")]
    ['read']
    """
    settings = settings or Settings()
    root = Path(source)
    if not root.exists():
        raise ReadError(f"Source '{source}' does not exist. Give a file or a folder of reports.")
    if not root.is_dir():
        yield _read_file(root, settings)
        return
    yield from _read_folder(root, root.resolve(), settings)


def decode(data: bytes, *, charset: str | None = None) -> tuple[str | None, str]:
    """What bytes say: `(text, "")`, or `(None, reason)` when they are empty, binary or in no known encoding.

    UTF-8 first (with or without a mark), UTF-16 when marked or plain from its NUL bytes, then Windows-1252 where the
    outcome looks like a Western text. `charset` is what the file declares of itself, tried after UTF-8.

    >>> decode("a naïve plan".encode("cp1252"))
    ('a naïve plan', '')
    >>> decode(b"%PDF-1.7")
    (None, 'binary: a PDF')
    """
    if not data.strip(b"\x00\t\n\r\f \xef\xbb\xbf"):
        return None, "empty"
    for magic, name in SIGNATURES:
        if data.startswith(magic):
            return None, f"binary: {name}"
    text = _decoded(data, charset)
    if text is None:
        if b"\x00" in data:
            return None, "binary: it holds NUL bytes"
        return None, "not text: neither UTF-8, UTF-16 nor Windows-1252"
    controls = len(_CONTROL.findall(text))
    if controls > len(text) // 200:
        return None, f"binary: {controls} control characters"
    if not text.strip():
        return None, "empty"
    return text, ""


def _decoded(data: bytes, charset: str | None) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _try(data, "utf-16")
    if b"\x00" in data:
        return _unmarked_utf16(data)
    text = _try(data, "utf-8-sig")
    if text is None and charset and charset.lower() not in ("utf-8", "utf8"):
        text = _try(data, charset)
    if text is None:
        text = _try(data, "cp1252")
        if text is not None and not _looks_western(text):
            return None
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text nearly every second byte is NUL, always on the same side."""
    half = len(data) / 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return _try(data, "utf-16-le")
    if even > 0.7 * half and odd < 0.05 * half:
        return _try(data, "utf-16-be")
    return None


def _looks_western(text: str) -> bool:
    """Cyrillic or Arabic bytes read as Windows-1252 are mostly accented letters; Western text has few of them."""
    accented = sum(1 for char in text if char >= "\x80")
    letters = sum(1 for char in text if char.isalpha())
    return letters > 0 and accented <= 0.15 * len(text)


def _read_folder(folder: Path, root: Path, settings: Settings) -> Iterator[Document | Refusal]:
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield Refusal(_name(folder), "read", f"unreadable folder: {error.strerror}")
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            refusal = _refuse_link(path, root)
            if refusal:
                yield refusal
                continue
        if path.is_dir():
            yield from _read_folder(path, root, settings)
            continue
        suffix = path.suffix.lower()
        if suffix in settings.suffixes:
            yield _read_file(path, settings)
        elif suffix not in QUIET:
            known = ", ".join(settings.suffixes)
            yield Refusal(_name(path), "read", f"'{suffix or 'no suffix'}' is not a kind of report; known: {known}")


def _refuse_link(path: Path, root: Path) -> Refusal | None:
    target = path.resolve()
    if not target.exists():
        return Refusal(_name(path), "read", "a link that leads nowhere")
    if not target.is_relative_to(root):
        return Refusal(_name(path), "read", "a link that leads out of the folder")
    if target.is_dir():
        return Refusal(_name(path), "read", "a link to a folder; the folder is read where it stands")
    return None


def _read_file(path: Path, settings: Settings) -> Document | Refusal:
    name = _name(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Refusal(name, "read", "not a regular file")
        with path.open("rb") as handle:
            data = handle.read(settings.max_bytes + 1)
    except OSError as error:
        return Refusal(name, "read", f"unreadable: {error.strerror}")
    if len(data) > settings.max_bytes:
        return Refusal(name, "read", f"too large: {status.st_size} bytes, and the limit is {settings.max_bytes}")
    html = path.suffix.lower() in HTML
    declared = _CHARSET.search(data[:4096]) if html else None
    text, reason = decode(data, charset=declared.group(1).decode("ascii") if declared else None)
    if text is None:
        return Refusal(name, "read", reason)
    if html:
        # trafilatura and lxml take 0.3 s to import, and most cases hold no HTML.
        from dragoman.read.html import extract

        text, reason = extract(text)
        if text is None:
            return Refusal(name, "read", reason)
    if len(text) > settings.max_text:
        return Refusal(name, "read", f"too long: {len(text)} characters, and the limit is {settings.max_text}")
    media = "text/html" if html else "text/markdown" if path.suffix.lower() == ".md" else "text/plain"
    return Document(hashlib.sha256(data).hexdigest(), name, text, media, len(data))


def _name(path: Path) -> str:
    """The path as the user gave it, with forward slashes; bytes that are no text stay visible as escapes."""
    return os.path.normpath(path).replace(os.sep, "/").encode("utf-8", "backslashreplace").decode("utf-8")
