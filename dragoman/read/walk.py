"""A file to what stands in it: one document, or those of an archive one by one, each with the mark to go on after.

Runs in the worker process (`dragoman.read.worker`); it may be called directly where the source is trusted.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from dragoman.model import Hint
from dragoman.read import archives
from dragoman.read.encodings import decode
from dragoman.read.limits import Limits
from dragoman.read.page import Page
from dragoman.read.pieces import Piece, pieces
from dragoman.read.reasons import Declined, Why, declining, over
from dragoman.read.sniff import HEAD, Kind, kind_of

# Kinds that are known and not read here, in words that say what to do.
UNREAD: dict[Kind, str] = {
    "feed": "a feed; read what it links to with: dragoman read --links FILE",
    "xml": "XML of a kind that is not read",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A document, a refusal, or (with neither) a mark: `name` inside the file ("" for the file itself), id and size of
    its bytes, and where to go on when all up to here is recorded.
    """

    name: str
    id: str | None = None
    size: int = 0
    page: Page | None = None
    declined: Declined | None = None
    at: str | None = None


def walk(
    file: BinaryIO,
    name: str,
    limits: Limits,
    *,
    start: str | None = None,
    skip: int = 0,
    resumed: Callable[[int], None] | None = None,
    announce: Callable[[str], None] | None = None,
) -> Iterator[Item]:
    """Documents of a file from the mark `start` on; a mark that does not fit the file is ignored.

    After the items of a piece comes an Item that is nothing but the mark to go on after them, and a last one at the end.
    `resumed` is told how many documents stand before `start`, `announce` the name of each piece before it is parsed.
    The first `skip` pieces are passed over unparsed: of them comes the mark alone.
    """
    kind = kind_of(_head(file), name)
    state = _State(file, start, limits)
    if resumed and state.documents:
        resumed(state.documents)
    if state.ended:
        return
    handed = False
    try:
        for piece in pieces(file, name, kind, limits, at=state.at, passed=state.passed):
            if skip <= 0:
                if announce:
                    announce(piece.name)
                for item in _read_piece(piece, limits, 0 if kind in ("mail", "gzip") else 1):
                    state.documents += item.page is not None
                    yield item
            skip -= 1
            handed = True
            yield Item(piece.name, at=state.mark(piece.at))
    except Declined as declined:
        yield Item("", declined=declined)
        handed = True
    if not handed and not state.started and not state.passed:
        yield Item("", declined=Declined(Why.NO_REPORT, "nothing in it is a report"))
    passed = state.summary()
    if passed:
        yield Item("", declined=passed)
    yield Item("", at=state.mark())


def read_leaf(
    data: bytes,
    kind: Kind,
    limits: Limits,
    *,
    charset: str | None = None,
    url: str | None = None,
    hints: tuple[Hint, ...] = (),
) -> Page:
    """One document's bytes to its page. Raises Declined, and nothing else that a parser could be made to raise."""
    if len(data) > limits.bytes_of(kind):
        raise over(Why.TOO_LARGE, len(data), limits.bytes_of(kind), "bytes")
    with declining(kind):
        page = _read_leaf(data, kind, limits, charset, url, hints)
    if len(page.text) > limits.max_text:
        raise over(Why.TOO_LONG, len(page.text), limits.max_text, "characters")
    if not page.text.strip() and not page.parts:
        raise Declined(Why.EMPTY)
    return replace(
        page, text=_sound(page.text), hints=tuple(replace(one, value=_sound(one.value)) for one in page.hints)
    )


def _read_leaf(
    data: bytes, kind: Kind, limits: Limits, charset: str | None, url: str | None, hints: tuple[Hint, ...]
) -> Page:
    if kind == "html":
        from dragoman.read.pages import read_html

        return read_html(data, limits, charset=charset, url=url, hints=hints)
    if kind == "mhtml":
        from dragoman.read.mail import read_mhtml
        from dragoman.read.pages import read_html

        inner, inner_charset, address, found = read_mhtml(data, limits)
        return read_html(inner, limits, charset=inner_charset, url=address or url, hints=(*hints, *found))
    if kind == "mail":
        from dragoman.read.mail import read_mail

        page = read_mail(data, limits)
    elif kind == "pdf":
        from dragoman.read.pdf import read_pdf

        page = read_pdf(data, limits)
    elif kind == "zip":
        from dragoman.read.docx import read_docx

        page = read_docx(data, limits)
    elif kind == "text":
        text, reason = decode(data, charset=charset)
        if text is None:
            head, _, detail = reason.partition(": ")
            raise Declined(Why(head), detail)
        page = Page(text, "text/plain")
    else:
        raise Declined(
            Why.UNKNOWN, UNREAD.get(kind) or decode(data)[1].partition(": ")[2] or f"{kind} is not read here"
        )
    return replace(page, url=page.url or url, hints=(*hints, *page.hints))


class _State:
    """How far the walk has come, and what it has passed over."""

    def __init__(self, file: BinaryIO, start: str | None, limits: Limits) -> None:
        self._file, self._version = file, limits.version()
        self.passed: Counter[str] = Counter()
        self._first = (-1, b"")
        self.documents = 0
        self.at: dict[str, Any] = {}
        self._print = ""
        self._load(start)
        self.started = bool(self.at)
        # An archive or table that only grew goes on where it ended; others are the same or are read anew.
        self.ended = self.at.get("end") == self._size()

    def _load(self, start: str | None) -> None:
        try:
            at = json.loads(start or "{}")
            if not isinstance(at, dict) or at.get("v") != self._version:
                return
            # Where nothing was handed out there is no offset yet.
            same = at["h"] == (self._before(int(at["o"])) if "o" in at else self._whole())
        except (ValueError, KeyError, TypeError, OSError):
            return
        if same:
            self.at = at
            self.documents = int(at.get("d", 0))
            self.passed = Counter(at.get("c", {}))

    def _before(self, offset: int) -> str:
        """A fingerprint of what stands before `offset`: the first and the last kilobytes of it.

        A file that only grew at its end has the same; it tells another file, or one that was written anew.
        """
        place = self._file.tell()
        size = min(offset, 4096)
        if self._first[0] != size:
            self._file.seek(0)
            self._first = size, self._file.read(size)
        self._file.seek(offset - size)
        last = self._file.read(size)
        self._file.seek(place)
        return hashlib.sha256(self._first[1] + last).hexdigest()[:32]

    def _whole(self) -> str:
        """A fingerprint of all bytes, for what can't be gone into in the middle."""
        if not self._print:
            place = self._file.tell()
            self._file.seek(0)
            digest = hashlib.sha256()
            while block := self._file.read(1 << 20):
                digest.update(block)
            self._file.seek(place)
            self._print = digest.hexdigest()[:32]
        return self._print

    def summary(self) -> Declined | None:
        """What was passed over, in one refusal."""
        if not self.passed:
            return None
        counts = sorted(self.passed.items(), key=lambda pair: (-pair[1], pair[0]))
        return Declined(Why.PASSED, ", ".join(f"{count} {words}" for words, count in counts))

    def mark(self, at: dict[str, Any] | None = None) -> str:
        """The mark after a piece, or after everything: with all that is needed to go on there."""
        if at is not None:
            known = {"v": self._version, "d": self.documents, "c": dict(sorted(self.passed.items()))}
            self.at = {**at, **known, "h": self._before(int(at["o"])) if "o" in at else self._whole()}
            return _compact(self.at)
        return _compact(
            {"v": self._version, "d": 0, "h": self.at.get("h") or self._whole(), **self.at, "end": self._size()}
        )

    def _size(self) -> int:
        place = self._file.tell()
        size = self._file.seek(0, 2)
        self._file.seek(place)
        return size


def _read_piece(piece: Piece, limits: Limits, depth: int) -> Iterator[Item]:
    digest, size = hashlib.sha256(piece.data).hexdigest(), len(piece.data)
    if piece.problem is not None:
        yield Item(piece.name, declined=piece.problem)
        return
    try:
        if piece.record is not None:
            from dragoman.read.records import page_of

            if isinstance(piece.record, Declined):
                raise piece.record
            page = page_of(piece.record, limits)
            page = replace(
                page, text=_sound(page.text), hints=tuple(replace(h, value=_sound(h.value)) for h in page.hints)
            )
            if len(page.text) > limits.max_text:
                raise over(Why.TOO_LONG, len(page.text), limits.max_text, "characters")
            yield Item(piece.name, digest, size, page)
            return
        kind = kind_of(piece.data[:HEAD], piece.file or piece.name)
        if kind == "zip" and (office := archives.office_kind(io.BytesIO(piece.data), limits)):
            if office != "docx":
                raise Declined(Why.UNKNOWN, office)
        elif kind in ("zip", "gzip", "tar", "warc", "json", "csv"):
            yield from _nested(piece, kind, limits, depth + 1)
            return
        page = read_leaf(piece.data, kind, limits, charset=piece.charset, url=piece.url, hints=piece.hints)
    except Declined as declined:
        # Without its traceback, which would keep the frames and the bytes of every refusal.
        yield Item(piece.name, digest, size, declined=declined.with_traceback(None))
        return
    if page.text.strip():
        yield Item(piece.name, digest, size, replace(page, parts=()))
    for part in page.parts:
        inner = Piece(_inside(piece.name, part.name), part.data, {})
        if depth >= limits.max_depth:
            yield Item(inner.name, declined=over(Why.TOO_DEEP, depth + 1, limits.max_depth, "levels of files in files"))
        else:
            yield from _read_piece(inner, limits, depth + 1)


def _nested(piece: Piece, kind: Kind, limits: Limits, depth: int) -> Iterator[Item]:
    if depth > limits.max_depth:
        yield Item(piece.name, declined=over(Why.TOO_DEEP, depth, limits.max_depth, "levels of files in files"))
        return
    file = io.BytesIO(piece.data)
    state = _State(file, None, limits)
    count = 0
    try:
        for inner in pieces(file, piece.name, kind, limits, at={}, passed=state.passed):
            for item in _read_piece(replace(inner, name=_inside(piece.name, inner.name)), limits, depth):
                count += 1
                yield item
    except Declined as declined:
        yield Item(piece.name, declined=declined)
        return
    passed = state.summary()
    if passed or not count:
        yield Item(piece.name, declined=passed or Declined(Why.NO_REPORT, "nothing in it is a report"))


def _inside(outer: str, inner: str) -> str:
    return f"{outer}#{inner}" if outer and inner else outer or inner


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return head


def _sound(text: str) -> str:
    """Without lone surrogates, which JSON can spell and no file can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
