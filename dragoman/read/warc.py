"""WARC archives (.warc, .warc.gz), streamed: captured pages one by one, and where to go on after each.

Written for this and not taken from a library because reading must be able to stop and go on at any record, and because
every length that a file states about itself is held against a cap before anything is read.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from dragoman.model import Hint
from dragoman.model.text import HintField
from dragoman.read.archives import BLOCK, Members, check_ratio
from dragoman.read.limits import Limits
from dragoman.read.page import hint, web_address
from dragoman.read.reasons import Declined, Why, over
from dragoman.read.responses import MAX_HEADERS, Body, body_of, charset_of, unwanted

MAX_LINE = 16_384
_GZIP = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\s*$")
MAX_BROKEN = 50
_MAX_KINDS = 40
_KINDS = ("request", "metadata", "warcinfo", "revisit", "continuation")
_HINTS: tuple[tuple[str, HintField], ...] = (
    ("WARC-Date", "captured"),
    ("WARC-Identified-Content-Language", "language"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: at the byte `offset` of the file, or as number `inner` in the gzip member that does."""

    offset: int
    inner: int = 0


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as an archive holds it: bytes without their HTTP framing, and what the archive says of them.

    `problem` stands instead of the bytes where the record can't be read. `place` is where the record begins and
    `after` where the next one does.
    """

    place: Place
    after: Place
    data: bytes = b""
    url: str | None = None
    charset: str | None = None
    hints: tuple[Hint, ...] = ()
    problem: Declined | None = None


def captures(
    file: BinaryIO, limits: Limits, *, start: Place | None = None, passed: Counter[str] | None = None
) -> Iterator[Capture]:
    """Captured pages from `start` on; what is no page is counted in `passed` under words for what it is."""
    passed = Counter() if passed is None else passed
    start = start or Place(0)
    file.seek(start.offset)
    gzipped = file.read(3) == _GZIP
    file.seek(start.offset)
    stream: _Plain | _Gzipped = _Gzipped(file, limits) if gzipped else _Plain(file, start.offset)
    for _ in range(start.inner):
        try:
            record = _record(stream)
            if record is None:
                return
            stream.skip(record.length)
        except Declined:
            return
    broken = 0
    while True:
        # Lines between records belong to none of them.
        place = stream.place()
        try:
            record = _record(stream)
            if record is None:
                return
            place = record.place
            found = _capture(record, place, stream, limits, passed)
            stream.settle()
        except Declined as declined:
            broken += 1
            if broken > MAX_BROKEN:
                yield Capture(
                    place, place, problem=over(Why.BROKEN, broken, MAX_BROKEN, "broken records one after the other")
                )
                return
            if not stream.resync():
                # The mark stays before it: an archive that is still being written goes on there.
                yield Capture(place, place, problem=declined)
                return
            yield Capture(place, stream.place(), problem=declined)
            continue
        broken = 0
        if found is not None:
            yield replace(found, after=stream.place())


@dataclass(slots=True)
class _Record:
    place: Place
    headers: dict[str, str]
    length: int


class _Plain:
    """An uncompressed archive as a stream of bytes with places."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file, self._at = file, offset

    def place(self) -> Place:
        return Place(self._at)

    def began(self) -> None:
        """A record begins here."""

    def settle(self) -> None:
        """Any line of a plain archive is a place to go on at."""

    def line(self) -> bytes:
        data = self._file.readline(MAX_LINE)
        self._at += len(data)
        return data

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._at += len(data)
        return data

    def skip(self, size: int) -> None:
        end = self._file.seek(0, 2)
        if self._at + size > end:
            self._at = end
            raise Declined(Why.BROKEN, "the archive stops in the middle of a record")
        self._at = self._file.seek(self._at + size)

    def resync(self) -> bool:
        """Go to the next line that begins a record; False where there is none."""
        self._file.seek(self._at)
        tail = b"\n"
        while block := self._file.read(BLOCK):
            data = tail + block
            found = data.find(b"\nWARC/1.")
            if found >= 0:
                self._at = self._file.tell() - len(data) + found + 1
                self._file.seek(self._at)
                return True
            tail = data[-8:]
        self._at = self._file.tell()
        return False


class _Gzipped:
    """An archive of gzip members, one a record as a rule, as a stream of bytes with places."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._out, self._at = b"", 0
        self._restart()

    def place(self) -> Place:
        # At the end of a member the next record is the first of the next member.
        if self._at >= len(self._out) and self._members.ended:
            return Place(self._members.here)
        return Place(self._members.start, self._records)

    def began(self) -> None:
        self._records += 1

    def line(self) -> bytes:
        end = self._out.find(b"\n", self._at)
        while end < 0 and len(self._out) - self._at < MAX_LINE and self._fill():
            end = self._out.find(b"\n", self._at)
        last = end + 1 if end >= 0 else len(self._out)
        return self._take(min(last - self._at, MAX_LINE))

    def settle(self) -> None:
        """Step over the empty lines behind a record, so that `place` is the beginning of the next member."""
        for _ in range(4):
            while self._out[self._at : self._at + 1] in (b"\r", b"\n"):
                self._at += 1
            if self._at < len(self._out) or self._members.ended:
                return
            try:
                self._fill()
            except Declined:
                return

    def read(self, size: int) -> bytes:
        parts = []
        while size > 0 and (self._at < len(self._out) or self._fill()):
            data = self._take(min(size, len(self._out) - self._at))
            size -= len(data)
            parts.append(data)
        return b"".join(parts)

    def skip(self, size: int) -> None:
        while size > 0:
            if self._at >= len(self._out) and not self._fill():
                raise Declined(Why.BROKEN, "the archive stops in the middle of a record")
            size -= len(self._take(min(size, len(self._out) - self._at)))

    def resync(self) -> bool:
        """Go to the next gzip member that begins a record; False where there is none."""
        self._file.seek(self._members.start + 1)
        tail = b""
        while block := self._file.read(BLOCK):
            data = tail + block
            base = self._file.tell() - len(data)
            found = data.find(_GZIP)
            while 0 <= found < len(data) - 2048 or (found >= 0 and len(block) < BLOCK):
                if _opens(data[found : found + 2048]):
                    self._file.seek(base + found)
                    self._restart()
                    return True
                found = data.find(_GZIP, found + 1)
            # A member that begins in the last bytes of a block is looked at again with the next one.
            tail = data[-2048:] if len(block) == BLOCK else b""
        return False

    def _take(self, size: int) -> bytes:
        data = self._out[self._at : self._at + size]
        self._at += len(data)
        return data

    def _fill(self) -> bool:
        """Unpack some more; False at the end of the file. A new member is begun only when the last one is used up."""
        self._out, self._at = self._out[self._at :], 0
        while True:
            if self._members.ended:
                if self._out:
                    return False
                if not self._members.begin():
                    # Zeros behind the last member are padding; anything else is a member whose head is lost.
                    if self._members.rest().strip(b"\x00"):
                        raise Declined(Why.BROKEN, "no gzip member where one should begin")
                    return False
                self._records, self._given, self._taken = 0, 0, self._members.taken
            data = self._members.some(BLOCK)
            if data is None:
                if self._members.here > self._members.start:
                    raise Declined(Why.BROKEN, "the archive stops in the middle of a record")
                return False
            self._given += len(data)
            check_ratio(self._given, self._members.taken - self._taken, self._limits)
            if data:
                self._out += data
                return True

    def _restart(self) -> None:
        self._members = Members(self._file)
        self._records = self._given = self._taken = 0
        self._out, self._at = b"", 0


def _opens(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data, 64).startswith(b"WARC/1.")
    except zlib.error:
        return False


def _record(stream: _Plain | _Gzipped) -> _Record | None:
    """The head of the next record; None at the end of the archive."""
    line = b"\r\n"
    place = stream.place()
    for _ in range(64):
        if line.strip():
            break
        place = stream.place()
        line = stream.line()
        if not line:
            return None
    if not _VERSION.match(line):
        raise Declined(Why.BROKEN, "no WARC record where one should begin")
    stream.began()
    headers: dict[str, str] = {}
    for _ in range(MAX_HEADERS):
        line = stream.line()
        if not line.endswith(b"\n"):
            raise Declined(Why.BROKEN, "the archive stops in the head of a record")
        if not line.strip():
            break
        name, _, value = line.partition(b":")
        headers[name.strip().lower().decode("latin-1")] = value.strip().decode("utf-8", "replace")
    else:
        raise over(Why.TOO_MANY, f"more than {MAX_HEADERS}", MAX_HEADERS, "lines in the head of a record")
    length = headers.get("content-length", "")
    if not length.isascii() or not length.isdigit() or len(length) > 15:
        raise Declined(Why.BROKEN, f"a record of '{length[:20]}' bytes")
    return _Record(place, headers, int(length))


def _capture(
    record: _Record, place: Place, stream: _Plain | _Gzipped, limits: Limits, passed: Counter[str]
) -> Capture | None:
    """What a record holds for us, with the next place still to be set; None, counted, when it is no page."""
    kind = record.headers.get("warc-type", "").lower()
    if kind not in ("response", "resource", "conversion"):
        stream.skip(record.length)
        _count(passed, kind if kind in _KINDS else "other records")
        return None
    url = web_address(record.headers.get("warc-target-uri", "").strip("<>"))
    hints: tuple[Hint, ...] = ()
    for name, field in _HINTS:
        hints += hint(field, record.headers.get(name.lower()), f"warc {name}")
    if record.length > limits.max_file_bytes + BLOCK:
        stream.skip(record.length)
        problem = over(Why.TOO_LARGE, record.length, limits.max_file_bytes, "bytes")
        return Capture(place, place, url=url, hints=hints, problem=problem)
    block = stream.read(record.length)
    if len(block) < record.length:
        raise Declined(Why.BROKEN, "the archive stops in the middle of a record")
    media = record.headers.get("content-type", "").lower()
    try:
        if kind == "response" and media.startswith("application/http"):
            body = body_of(block, limits)
        else:
            body = unwanted(media) or Body(block, charset_of(media))
    except Declined as declined:
        return Capture(place, place, url=url, hints=hints, problem=declined)
    if isinstance(body, str):
        _count(passed, body)
        return None
    return Capture(place, place, body.data, url, body.charset, hints)


def _count(passed: Counter[str], words: str) -> None:
    # A hostile archive must not grow the count: beyond a number of kinds they are one.
    passed[words if words in passed or len(passed) < _MAX_KINDS else "other records"] += 1
