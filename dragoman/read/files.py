"""Files and folders to documents. What can't be read is declined with its reason, and the rest goes on."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from dragoman.model import Document, Hint, Mark, Refusal
from dragoman.read.encodings import decode
from dragoman.read.limits import Limits
from dragoman.read.pieces import wanted
from dragoman.read.pool import Ended, worker
from dragoman.read.reasons import Declined, Why, over
from dragoman.read.sniff import CONTAINERS, HEAD, Kind, kind_of, suffix_of
from dragoman.read.sources import is_url, require
from dragoman.read.walk import UNREAD, Item
from dragoman.read.worker import item_of
from dragoman.settings import Settings

__all__ = ["Memory", "decode", "read", "read_bytes"]

# Skipped in folders without a word: our own case, settings and question files, and notes that stand beside reports.
NOTES = re.compile(
    r"(?:readme|licen[cs]e|notice|changelog|changes|contributing|authors|credits)\b.*\.md", re.IGNORECASE
)
QUIET = (".db", ".db-wal", ".db-shm", ".db-journal", ".db-follow", ".toml", ".yml", ".yaml")
_ADVICE = {
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save its sheet as CSV"),
    **dict.fromkeys((".doc", ".odt", ".rtf", ".pages"), "save it as .docx or as text"),
}
# How browsers name the folder that they save beside a page.
_PAGE_PARTS = ("_files", ".files", "-files", "_fichiers", "-Dateien", "_archivos")


class Memory(Protocol):
    """What a case remembers of earlier runs, so that nothing is read twice."""

    def knows(self, document_id: str, source: str) -> bool:
        """True if the bytes with this SHA-256 are recorded; that they also stand at `source` is then noted."""

    def failed(self, document_id: str) -> str | None:
        """The reason why these bytes were declined by this version of the readers."""

    def mark(self, container: str) -> str | None:
        """How far a container was read."""

    def passed(self, container: str, count: int) -> None:
        """So many documents of a container are recorded already and not handed out again."""


def read(
    source: str | Path, *, settings: Settings | None = None, memory: Memory | None = None
) -> Iterator[Document | Refusal]:
    """Read a file, or every report in a folder and its folders, in sorted order; or the page at a web address.

    Yields a Document for each report and a Refusal for each file that is empty, binary, too large, unreadable, broken,
    of a kind that is not read, or a link that leads out of the folder. What a file is shows by its content; archives,
    tables and mails may hold many documents, each with its mark. Parsing happens in a process of its own under caps,
    which may fail without harm to the run.

    Raises ReadError when `source` itself does not exist.

    >>> [item.reason for item in read(os.devnull)]
    ['unreadable: not a regular file']
    """
    settings = settings or Settings()
    if is_url(source):
        # The fetcher and its libraries are imported only for what stands on the web.
        from dragoman.read.net import read_url

        yield from read_url(str(source), settings=settings)
        return
    root = require(source)
    limits = Limits.of(settings)
    if not root.is_dir():
        yield from _read_file(root, limits, memory)
        return
    yield from _read_folder(root, root.resolve(), limits, memory)


def read_bytes(
    data: bytes,
    source: str,
    *,
    settings: Settings | None = None,
    name: str = "",
    charset: str | None = None,
    url: str | None = None,
    hints: tuple[Hint, ...] = (),
    memory: Memory | None = None,
) -> Iterator[Document | Refusal]:
    """Bytes that came from elsewhere (a fetcher, a pipe), read like a file of the same kind.

    `name` helps where content does not tell the kind; `charset`, `url` and `hints` are what the carrier says.
    """
    limits = Limits.of(settings or Settings())
    kind = kind_of(data[:HEAD], name)
    if kind in CONTAINERS:
        yield from _read_container({"do": "walk bytes", "name": name}, source, limits, None, data)
        return
    yield from _read_single(data, kind, source, limits, memory, charset, url, hints)


def _read_folder(folder: Path, root: Path, limits: Limits, memory: Memory | None) -> Iterator[Document | Refusal]:
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield _refusal(_name(folder), Why.UNREADABLE, f"a folder: {error.strerror}")
        return
    names = {path.name.casefold() for path in paths}
    for path in paths:
        if path.name.startswith("."):
            continue
        if _is_link(path):
            refusal = _refuse_link(path, root)
            if refusal:
                yield refusal
                continue
        if path.is_dir():
            if _is_part_of_page(path.name, names):
                yield Refusal(
                    _name(path), "read", str(Declined(Why.PASSED, "the pictures and scripts of a saved page"))
                )
                continue
            yield from _read_folder(path, root, limits, memory)
            continue
        suffix = path.suffix.lower()
        if suffix not in limits.suffixes and (suffix in QUIET or NOTES.fullmatch(path.name)):
            continue
        if suffix in limits.suffixes or _is_wanted(path, limits):
            yield from _read_file(path, limits, memory)
        else:
            yield _refusal(_name(path), Why.UNKNOWN, _unknown(path, suffix, limits))


def _is_part_of_page(name: str, names: set[str]) -> bool:
    """True for the folder that a browser saves beside a page, whose name Windows may write in capitals."""
    for ending in _PAGE_PARTS:
        stem = name.removesuffix(ending).casefold()
        if name.endswith(ending) and names & {f"{stem}.html", f"{stem}.htm", f"{stem}.xhtml"}:
            return True
    return False


def _is_wanted(path: Path, limits: Limits) -> bool:
    head = _head(path)
    return head is not None and wanted(path.name, head, limits.suffixes)


def _unknown(path: Path, suffix: str, limits: Limits) -> str:
    kind = kind_of(_head(path) or b"", path.name)
    if kind in UNREAD:
        return UNREAD[kind]
    ending = f"its name ends in '{suffix}'" if suffix else "its name has no ending"
    return f"{ending}; {_ADVICE.get(suffix, 'if it is a report, name the file itself')}"


def _head(path: Path) -> bytes | None:
    """The first bytes of a file; None where it is none, or can't be read. Opening a pipe would wait for a writer."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as handle:
            return handle.read(HEAD)
    except OSError:
        return None


def _refusal(source: str, why: Why, detail: str) -> Refusal:
    return Refusal(source, "read", str(Declined(why, detail)))


def _is_link(path: Path) -> bool:
    """True for symbolic links and for junctions, which lead to another folder on Windows and are no symbolic links."""
    try:
        status = path.lstat()
    except OSError:
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == junction


def _refuse_link(path: Path, root: Path) -> Refusal | None:
    target = path.resolve()
    if not target.exists():
        return _refusal(_name(path), Why.LINK, "it leads nowhere")
    if not target.is_relative_to(root):
        return _refusal(_name(path), Why.LINK, "it leads out of the folder")
    if target.is_dir():
        return _refusal(_name(path), Why.LINK, "to a folder; the folder is read where it stands")
    return None


def _read_file(path: Path, limits: Limits, memory: Memory | None) -> Iterator[Document | Refusal]:
    name = _name(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield _refusal(name, Why.UNREADABLE, "not a regular file")
            return
        with path.open("rb") as handle:
            head = handle.read(HEAD)
            kind = kind_of(head, path.name)
            if kind in CONTAINERS:
                data = b""
            else:
                most = limits.bytes_of(kind)
                data = head + handle.read(max(0, most + 1 - len(head)))
                if len(data) > most:
                    yield Refusal(name, "read", str(over(Why.TOO_LARGE, status.st_size, most, "bytes")))
                    return
    except OSError as error:
        yield _refusal(name, Why.UNREADABLE, error.strerror or type(error).__name__)
        return
    if kind in CONTAINERS:
        request = {"do": "walk", "path": str(path.absolute()), "name": path.name}
        yield from _read_container(request, name, limits, memory)
    else:
        yield from _read_single(data, kind, name, limits, memory, None, None, ())


def _read_single(
    data: bytes,
    kind: Kind,
    source: str,
    limits: Limits,
    memory: Memory | None,
    charset: str | None,
    url: str | None,
    hints: tuple[Hint, ...],
) -> Iterator[Document | Refusal]:
    digest = hashlib.sha256(data).hexdigest()
    if memory is not None:
        if memory.knows(digest, source):
            return
        reason = memory.failed(digest)
        if reason is not None:
            yield Refusal(source, "read", reason, digest)
            return
    if kind in ("text", "binary"):
        # Nothing but decoding: not worth the way to the worker and back, nor its start.
        text, reason = decode(data, charset=charset)
        if text is None:
            yield Refusal(source, "read", reason)
        elif len(text) > limits.max_text:
            yield Refusal(source, "read", str(over(Why.TOO_LONG, len(text), limits.max_text, "characters")))
        else:
            media = "text/markdown" if suffix_of(source) == ".md" else "text/plain"
            yield Document(digest, source, text, media, len(data), url, hints)
        return
    request = {
        "do": "leaf",
        "kind": kind,
        "charset": charset,
        "url": url,
        "hints": [(h.field, h.value, h.origin) for h in hints],
    }
    try:
        with worker(limits) as chosen:
            (answer,) = chosen.ask(request, data)
    except Ended as ended:
        yield Refusal(source, "read", str(ended.declined), digest)
        return
    yield _handed(item_of(answer["item"]), source, digest, len(data))


def _read_container(
    request: dict[str, Any], source: str, limits: Limits, memory: Memory | None, data: bytes | None = None
) -> Iterator[Document | Refusal]:
    """What stands in a container; a piece that ends the worker is declined, and the rest goes on behind it.

    An item is held back until it is known which mark belongs to it.
    """
    at = memory.mark(source) if memory else None
    held: Document | Refusal | None = None
    lost: Refusal | None = None
    while True:
        piece: str | None = None
        skipping = lost is not None
        try:
            with worker(limits) as chosen:
                for answer in chosen.ask({**request, "start": at, "skip": int(skipping)}, data):
                    if "resumed" in answer:
                        if memory and not skipping:
                            memory.passed(source, answer["resumed"])
                    elif "next" in answer:
                        piece = answer["next"]
                    else:
                        item = item_of(answer["item"])
                        if item.page is None and item.declined is None:
                            held, lost = lost or held, None
                            at, piece = item.at, None
                            held = held and replace(held, mark=Mark(source, at or ""))
                            continue
                        if held is not None:
                            yield held
                        held = _handed(item, source, item.id if item.page else None, item.size)
            if held is not None:
                yield held
            return
        except Ended as ended:
            if held is not None:
                yield held
            held = None
            if piece is None or lost:
                # Not one document but the container itself is too much.
                yield Refusal(source, "read", str(ended.declined))
                return
            lost = Refusal(f"{source}#{piece}" if piece else source, "read", str(ended.declined))


def _handed(item: Item, source: str, digest: str | None, size: int) -> Document | Refusal:
    name = f"{source}#{item.name}" if item.name else source
    if item.page is None:
        return Refusal(name, "read", str(item.declined or Why.BROKEN), digest)
    page = item.page
    return Document(digest or "", name, page.text, page.media_type, size, page.url, page.hints, page.declined)


def _name(path: Path) -> str:
    """The path as the user gave it, with forward slashes; bytes that are no text stay visible as escapes."""
    return os.path.normpath(path).replace(os.sep, "/").encode("utf-8", "backslashreplace").decode("utf-8")
