"""ZIP, gzip and tar: members one after the other, in memory only. No name of theirs ever becomes a path on disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, BinaryIO

from dragoman.read.limits import Limits
from dragoman.read.reasons import Declined, Why, over
from dragoman.read.sniff import HEAD, kind_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK = 65_536
FREE = 1_000_000  # bytes that anything may unpack to, whatever its ratio
MAX_EMPTY = 1_000
MAX_DIRECTORY = 32_000_000
MAX_NAME = 1_000
_OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint file",
}
Member = tuple[str, "bytes | Declined | None"]
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
    struct.error,
)


class Inflated(io.RawIOBase):
    """What a gzip file unpacks to, as a stream; Declined when it unpacks to too much for its size.

    Several members one after the other are one stream, as gzip itself reads them; what is no gzip behind them is left.
    """

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._limits = limits
        self._members = Members(file)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._some(len(view))
        view[: len(data)] = data
        return len(data)

    def _some(self, size: int) -> bytes:
        while True:
            if self._members.ended and not self._members.begin():
                return b""
            data = self._members.some(size)
            if data is None:
                raise Declined(Why.BROKEN, "a gzip file that stops in the middle")
            self._given += len(data)
            check_ratio(self._given, self._members.taken, self._limits)
            if data:
                return data


class Members:
    """The members of a gzip file, unpacked piece by piece; `start` is where the present one begins in the file.

    Packed bytes are handed to the decompressor in steps that begin small: it gives back what stands behind the end of
    a member, and files of very many tiny members would otherwise be copied over and over.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._buffer, self._at = b"", 0
        self._inflate = zlib.decompressobj(31)
        self._step = 512
        self._empty = 0
        self._given = False
        self.start = file.tell()
        self.taken = 0  # packed bytes used up so far, of all members

    @property
    def ended(self) -> bool:
        """True at the end of a member."""
        return self._inflate.eof

    @property
    def here(self) -> int:
        """Where the next packed byte stands in the file."""
        return self._file.tell() - len(self._buffer) + self._at

    def begin(self) -> bool:
        """Go on with the next member; False where none follows."""
        self._empty = 0 if self._given else self._empty + 1
        if self._empty > MAX_EMPTY:
            raise Declined(Why.BOMB, f"more than {MAX_EMPTY} empty gzip members one after the other")
        if not self._filled() or self._buffer[self._at : self._at + 1] != b"\x1f":
            return False
        self.start, self._inflate, self._step, self._given = self.here, zlib.decompressobj(31), 512, False
        return True

    def rest(self) -> bytes:
        """Packed bytes that were read and not used."""
        return self._buffer[self._at :]

    def some(self, size: int) -> bytes | None:
        """Up to `size` unpacked bytes of this member, b"" when none came of what was read; None at the end of the file.

        Raises Declined where the packed bytes are damaged.
        """
        if not self._filled():
            return None
        piece = self._buffer[self._at : self._at + self._step]
        try:
            data = self._inflate.decompress(piece, size)
        except zlib.error as error:
            raise Declined(Why.BROKEN, f"damaged gzip data: {str(error)[:80]}") from error
        left = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        used = len(piece) - len(left)
        self._at += used
        self.taken += used
        self._step = min(2 * self._step, BLOCK)
        self._given = self._given or bool(data)
        return data

    def _filled(self) -> bool:
        if self._at >= len(self._buffer):
            self._buffer, self._at = self._file.read(BLOCK), 0
        return bool(self._buffer)


def check_ratio(given: int, taken: int, limits: Limits) -> None:
    """Decline what unpacks to more than the limits allow for `taken` packed bytes."""
    if given > FREE and given > limits.max_ratio * taken:
        raise Declined(Why.BOMB, f"{taken} bytes unpack to more than {limits.max_ratio} times as many")
    if given > limits.max_unpacked:
        raise Declined(Why.BOMB, f"it unpacks to more than {limits.max_unpacked} bytes")


def office_kind(file: BinaryIO, limits: Limits) -> str | None:
    """What an office document in a ZIP is ("docx", or words for a kind that is not read); None for a plain archive."""
    _check_directory(file, limits)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.NameToInfo
    except _UNREADABLE as error:
        raise Declined(Why.BROKEN, f"a ZIP archive that can't be opened: {str(error)[:100]}") from error
    file.seek(0)
    for name, kind in _OFFICE.items():
        if name in names:
            return kind
    if "mimetype" in names:
        return "an e-book" if "META-INF/container.xml" in names else "an OpenDocument file"
    return None


def zip_members(file: BinaryIO, limits: Limits, *, first: int = 0) -> Iterator[Member]:
    """The files in a ZIP archive, in the order of its directory: name, and bytes or why they are not read.

    Folders and hidden files, and the first `first` entries, come with None in place of their bytes.
    """
    _check_directory(file, limits)
    try:
        archive = zipfile.ZipFile(file)
    except _UNREADABLE as error:
        raise Declined(Why.BROKEN, f"a ZIP archive that can't be opened: {str(error)[:100]}") from error
    entries = archive.infolist()
    if len(entries) > limits.max_members:
        raise over(Why.TOO_MANY, len(entries), limits.max_members, "files in an archive")
    size = file.seek(0, io.SEEK_END)
    given = 0
    for number, info in enumerate(entries, 1):
        if number <= first or info.filename.endswith("/") or is_quiet(info.filename):
            yield info.filename, None
            continue
        name, problem = checked_name(info.filename)
        mode = info.external_attr >> 16
        if problem is None and mode and stat.S_ISLNK(mode):
            problem = Declined(Why.LINK, "links in archives are not followed")
        elif problem is None and info.flag_bits & 1:
            problem = Declined(Why.ENCRYPTED, "a file behind a password")
        elif problem is None and info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            problem = Declined(Why.BROKEN, f"compression method {info.compress_type}, which is not read")
        if problem is not None:
            yield name, problem
            continue
        try:
            with archive.open(info) as member:
                data = _capped(member, name, limits, info.compress_size)
        except Declined as declined:
            # It was unpacked all the same, so it counts.
            given += limits.max_bytes
            check_ratio(given, size, limits)
            yield name, declined
            continue
        except _UNREADABLE as error:
            yield name, Declined(Why.BROKEN, f"it can't be unpacked: {str(error)[:100]}")
            continue
        given += len(data)
        # Entries may overlap, so that each is innocent and all together are a bomb.
        check_ratio(given, size, limits)
        yield name, data


def tar_members(file: BinaryIO, limits: Limits) -> Iterator[Member]:
    """The files in a tar archive, streamed: name, and bytes, why they are not read, or None for what is not meant."""
    long_name = ""
    long_size: int | None = None
    count = given = 0
    while True:
        head = _exactly(file, 512)
        if len(head) < 512 or head.count(0) == 512:
            if head and len(head) < 512:
                raise Declined(Why.BROKEN, "a tar archive that stops in the middle")
            return
        name, size, kind = _tar_header(head)
        count += 1
        if count > 2 * limits.max_members:
            raise over(Why.TOO_MANY, f"more than {limits.max_members}", limits.max_members, "files in an archive")
        if kind in b"LKxg" and kind:
            if size > BLOCK:
                raise Declined(Why.BOMB, f"a tar header of {size} bytes")
            data = _exactly(file, -(-size // 512) * 512)[:size]
            if kind == b"L":
                long_name = data.rstrip(b"\x00").decode("utf-8", "replace")
            elif kind == b"x":
                long_name, long_size = _pax(data, long_name)
            continue
        name, size = long_name or name, size if long_size is None else long_size
        long_name, long_size = "", None
        item: Member | None
        if kind in (b"0", b"\x00", b"7"):
            item, read = _tar_file(file, name, size, limits)
        else:
            read = 0
            item = None if kind == b"5" else (checked_name(name)[0], _tar_other(kind))
            if kind in (b"1", b"2", b"3", b"4", b"5", b"6"):
                size = 0
        given += read
        check_size(given, limits)
        if not _skip(file, -(-size // 512) * 512 - read):
            raise Declined(Why.BROKEN, "a tar archive that stops in the middle")
        yield item if item is not None and not is_quiet(name) else (name, None)


def check_size(given: int, limits: Limits) -> None:
    """Decline an archive that holds more than `max_unpacked` bytes."""
    if given > limits.max_unpacked:
        raise Declined(Why.BOMB, f"it unpacks to more than {limits.max_unpacked} bytes")


def checked_name(name: str) -> tuple[str, Declined | None]:
    """A member's name fit to be shown, and why it is not read where it wants to lead out of the archive.

    >>> checked_name("a/b.txt")
    ('a/b.txt', None)
    >>> str(checked_name("../../etc/cron.d/x")[1])
    "unsafe name: '../../etc/cron.d/x' leads out of the archive"
    """
    flat = name.replace("\\", "/")
    shown = "".join(char if char.isprintable() else "?" for char in flat)[:MAX_NAME]
    parts = flat.split("/")
    # "C:" is a drive on Windows, also without a slash behind it.
    if flat.startswith("/") or ".." in parts or flat[1:2] == ":" or parts[0].endswith(":"):
        return shown, Declined(Why.UNSAFE_NAME, f"'{shown[:200]}' leads out of the archive")
    if not flat or len(flat) > MAX_NAME or "\x00" in flat:
        return shown, Declined(Why.UNSAFE_NAME, f"a name of {len(flat)} characters")
    return shown, None


def is_quiet(name: str) -> bool:
    """True for what stands in archives without being meant: hidden files, and what macOS puts beside each file."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or (parts[-1].startswith(".") and parts[-1] not in (".", ".."))


def _capped(member: IO[bytes], name: str, limits: Limits, packed: int) -> bytes:
    """The bytes of a member, as many as its kind may have."""
    read = member.read
    head = read(HEAD)
    most = limits.bytes_of(kind_of(head, name))
    data = head + read(max(0, most - len(head)) + 1)
    if len(data) > FREE and len(data) > limits.max_ratio * max(packed, 1):
        raise Declined(Why.BOMB, f"{packed} bytes unpack to more than {limits.max_ratio} times as many")
    if len(data) > most:
        raise over(Why.TOO_LARGE, f"more than {most}", most, "bytes")
    return data


def _check_directory(file: BinaryIO, limits: Limits) -> None:
    """Refuse a directory too large to load, before `zipfile` loads it."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise Declined(Why.BROKEN, "a ZIP archive without its end")
    count, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    wide = tail.rfind(b"PK\x06\x06", 0, at)
    if wide >= 0 and len(tail) >= wide + 48:
        count, length = struct.unpack("<QQ", tail[wide + 32 : wide + 48])
    if count > limits.max_members:
        raise over(Why.TOO_MANY, count, limits.max_members, "files in an archive")
    # The directory is read by its length, whatever count it states.
    if length > MAX_DIRECTORY:
        raise over(Why.TOO_MANY, length, MAX_DIRECTORY, "bytes of directory")
    if length > 46 * limits.max_members:
        file.seek(max(0, size - len(tail) + at - length))
        count = file.read(length).count(b"PK\x01\x02")
        if count > limits.max_members:
            raise over(Why.TOO_MANY, count, limits.max_members, "files in an archive")
    file.seek(0)


def _tar_header(head: bytes) -> tuple[str, int, bytes]:
    total = sum(head) - sum(head[148:156]) + 8 * 32
    try:
        stated = int(head[148:156].strip(b" \x00") or b"0", 8)
        field = head[124:136]
        if field[0] & 0x80:
            size = int.from_bytes(field[1:], "big")
        else:
            size = int(field.strip(b" \x00") or b"0", 8)
    except ValueError as error:
        raise Declined(Why.BROKEN, "a tar archive with a damaged header") from error
    if stated != total:
        raise Declined(Why.BROKEN, "a tar archive with a damaged header")
    name = head[:100].split(b"\x00")[0]
    prefix = head[345:500].split(b"\x00")[0] if head[257:262] == b"ustar" else b""
    whole = prefix + b"/" + name if prefix else name
    return whole.decode("utf-8", "replace"), size, head[156:157]


def _tar_file(file: BinaryIO, name: str, size: int, limits: Limits) -> tuple[Member, int]:
    shown, problem = checked_name(name)
    if problem is not None:
        return (shown, problem), 0
    head = _exactly(file, min(size, HEAD))
    most = limits.bytes_of(kind_of(head, name))
    if size > most:
        return (shown, over(Why.TOO_LARGE, size, most, "bytes")), len(head)
    data = head + _exactly(file, size - len(head))
    if len(data) < size:
        raise Declined(Why.BROKEN, "a tar archive that stops in the middle")
    return (shown, data), len(data)


def _tar_other(kind: bytes) -> Declined:
    if kind in (b"1", b"2"):
        return Declined(Why.LINK, "links in archives are not followed")
    return Declined(Why.UNREADABLE, "not a regular file")


def _pax(data: bytes, name: str) -> tuple[str, int | None]:
    """Path and size of an extended header, whose records are "LENGTH KEY=VALUE\\n"."""
    size = None
    for record in data.split(b"\n"):
        _, _, pair = record.partition(b" ")
        key, _, value = pair.partition(b"=")
        if key == b"path":
            name = value.decode("utf-8", "replace")
        elif key == b"size" and value.isdigit() and len(value) < 16:
            size = int(value)
    return name, size


def _exactly(file: BinaryIO, size: int) -> bytes:
    parts = []
    while size > 0:
        data = file.read(min(size, BLOCK))
        if not data:
            break
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def _skip(file: BinaryIO, size: int) -> bool:
    while size > 0:
        data = file.read(min(size, BLOCK))
        if not data:
            return False
        size -= len(data)
    return True
