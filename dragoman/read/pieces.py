"""A file cut into the pieces that can be read one by one: members of archives, records, captured pages. Nothing is parsed.

A piece carries the mark to go on after it: `o`, a byte offset (`k` records or `l` lines behind it), where the file can be
gone into in the middle, or `i`, how many pieces to pass over, where it can't.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from dragoman.model import Hint
from dragoman.read import archives, warc
from dragoman.read.limits import Limits
from dragoman.read.reasons import Declined, Why, declining, over
from dragoman.read.sniff import CERTAIN, HEAD, Kind, kind_of, suffix_of


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that are one document or an archive inside an archive, or why they are not read; nothing is parsed yet.

    `at` is the mark after it. `record` is a parsed record in place of bytes that would have to be parsed. `file` is a
    name that helps to tell the kind, where `name` is none.
    """

    name: str
    data: bytes
    at: dict[str, Any]
    charset: str | None = None
    url: str | None = None
    hints: tuple[Hint, ...] = ()
    record: object = None
    problem: Declined | None = None
    file: str = ""


def pieces(
    file: BinaryIO, name: str, kind: Kind, limits: Limits, *, at: dict[str, Any], passed: Counter[str]
) -> Iterator[Piece]:
    """The pieces of a file after the mark `at`; what is passed over in a web archive is counted in `passed`.

    Raises Declined where the file can't be cut any further, and nothing else that a file could be made to raise.
    """
    with declining(kind):
        yield from _pieces(file, name, kind, limits, at, passed)


def _pieces(
    file: BinaryIO, name: str, kind: Kind, limits: Limits, at: dict[str, Any], passed: Counter[str]
) -> Iterator[Piece]:
    file.seek(0)
    if kind == "warc" or (kind == "gzip" and is_warc(file, limits)):
        start = warc.Place(int(at.get("o", 0)), int(at.get("k", 0)))
        for one in warc.captures(file, limits, start=start, passed=passed):
            after = {"o": one.after.offset, "k": one.after.inner}
            label = f"{one.place.offset}.{one.place.inner}" if one.place.inner else str(one.place.offset)
            yield Piece(label, one.data, after, one.charset, one.url, one.hints, problem=one.problem)
        return
    first = int(at.get("i", 0))
    if kind in ("json", "csv"):
        yield from _records(file, kind, at, limits)
    elif kind == "zip" and (office := archives.office_kind(file, limits)):
        if office != "docx":
            raise Declined(Why.UNKNOWN, office)
        yield from _whole_file(file, name, kind, limits, first)
    elif kind in ("zip", "tar"):
        yield from _members(file, kind, limits, first)
    elif kind == "gzip":
        yield from _unpacked(file, name, limits, first)
    else:
        yield from _whole_file(file, name, kind, limits, first)


def _whole_file(file: BinaryIO, name: str, kind: Kind, limits: Limits, first: int) -> Iterator[Piece]:
    size = file.seek(0, 2)
    file.seek(0)
    if size > limits.bytes_of(kind):
        raise over(Why.TOO_LARGE, size, limits.bytes_of(kind), "bytes")
    if first == 0:
        yield Piece("", file.read(), {"i": 1}, file=name)


def _records(file: BinaryIO, kind: Kind, at: dict[str, Any], limits: Limits) -> Iterator[Piece]:
    from dragoman.read.records import csv_records, json_records

    first, start = int(at.get("i", 0)), int(at.get("o", 0))
    if kind == "json":
        values = json_records(file, limits, start=start, line=int(at.get("l", 0)))
    else:
        values = csv_records(file, limits)
    for number, after, data, value in values:
        if "o" in after or number > first:
            yield Piece(str(number), data, after, record=value)


def _members(file: BinaryIO, kind: Kind, limits: Limits, first: int) -> Iterator[Piece]:
    members = archives.zip_members(file, limits, first=first) if kind == "zip" else archives.tar_members(file, limits)
    for number, (name, data) in enumerate(members, 1):
        if number <= first or data is None:
            continue
        at = {"i": number}
        if isinstance(data, Declined):
            yield Piece(name, b"", at, problem=data)
        elif wanted(name, data[:HEAD], limits.suffixes):
            yield Piece(name, data, at)
        else:
            problem = Declined(Why.UNKNOWN, f"'{suffix_of(name) or 'no suffix'}'")
            yield Piece(name, b"", at, problem=problem)


def _unpacked(file: BinaryIO, name: str, limits: Limits, first: int) -> Iterator[Piece]:
    """What a gzip file holds: an archive or a table as a stream, else one document."""
    inner = io.BufferedReader(archives.Inflated(file, limits), archives.BLOCK)
    inner_name = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    head = _peek(inner)
    kind = kind_of(head, inner_name)
    if kind == "tar":
        yield from _members(inner, kind, limits, first)
    elif kind in ("json", "csv"):
        # What is unpacked as a stream can't be gone into in the middle: it is numbered.
        for piece in _records(inner, kind, {}, limits):
            if int(piece.name) > first:
                yield replace(piece, at={"i": int(piece.name)})
    elif kind == "gzip":
        raise Declined(Why.TOO_DEEP, "gzip inside gzip")
    elif first == 0:
        most = limits.bytes_of(kind)
        data = inner.read(most + 1)
        if len(data) > most:
            raise over(Why.TOO_LARGE, f"more than {most}", most, "bytes unpacked")
        yield Piece("", data, {"i": 1}, file=inner_name)


def wanted(name: str, head: bytes, suffixes: tuple[str, ...]) -> bool:
    """True if a file in a folder or archive is taken for a report: by its suffix, or where that is not one of the
    kinds we know, by content that leaves no doubt.
    """
    suffix = suffix_of(name)
    return suffix in suffixes or (suffix not in KNOWN_SUFFIXES and kind_of(head, name) in CERTAIN)


_SUFFIXES = (
    ".txt .html .htm .xhtml .mhtml .mht .eml .pdf .docx .json .jsonl .ndjson .csv .tsv .zip .gz .tgz .tar .warc .xlsx .pptx "
    ".odt .epub .jar .apk .whl .md"
)
KNOWN_SUFFIXES = frozenset(_SUFFIXES.split())


def _peek(file: Any) -> bytes:
    head: bytes = file.peek(HEAD)
    return head[:HEAD]


def is_warc(file: BinaryIO, limits: Limits) -> bool:
    """True if a gzip file holds a web archive."""
    file.seek(0)
    try:
        head = archives.Inflated(file, limits).read(16) or b""
    except Declined:
        head = b""
    file.seek(0)
    return head.startswith((b"WARC/1.", b"WARC/0."))
