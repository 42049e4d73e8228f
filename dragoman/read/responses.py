"""HTTP responses as archives keep them: the page without status, head, chunks and compression, or why it is passed over."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from dragoman.read.archives import BLOCK, check_ratio
from dragoman.read.limits import Limits
from dragoman.read.reasons import Declined, Why, over

MAX_HEADERS = 200
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,40}/[a-z0-9][a-z0-9.+-]{0,60}")
_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}(?:;[^\r\n]{0,200})?\r?\n")
_READ = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/octet-stream", "")


@dataclass(frozen=True, slots=True)
class Body:
    """A page as it was sent, and the charset that was sent with it."""

    data: bytes
    charset: str | None


def body_of(block: bytes, limits: Limits) -> Body | str:
    """The page in a response, or words for what it is where it is none ("status 404", "type image/png").

    Raises Declined where the response is damaged, or unpacks to too much.
    """
    head, gap, _ = block[:BLOCK].partition(b"\r\n\r\n")
    if not gap:
        head, gap, _ = block[:BLOCK].partition(b"\n\n")
    status = _STATUS.match(head)
    if not gap or not status:
        raise Declined(Why.BROKEN, "a response without its HTTP head")
    if status[1] != b"200":
        return f"status {status[1].decode()}"
    headers = {}
    for line in head.split(b"\n")[1 : MAX_HEADERS + 1]:
        name, _, value = line.partition(b":")
        headers[name.strip().lower()] = value.strip().decode("latin-1").lower()
    media = headers.get(b"content-type", "")
    words = unwanted(media)
    if words:
        return words
    data = block[len(head) + len(gap) :]
    if "chunked" in headers.get(b"transfer-encoding", ""):
        data = unchunked(data)
    return Body(_unpacked(data, headers.get(b"content-encoding", ""), limits), charset_of(media))


def unwanted(media: str) -> str | None:
    """Words for a media type that is not read; None for one that is.

    >>> unwanted("text/html; charset=utf-8"), unwanted("image/png")
    (None, 'type image/png')
    """
    name = media.split(";")[0].strip()
    if name in _READ:
        return None
    return f"type {name}" if _TYPE.fullmatch(name) else "type unknown"


def charset_of(media: str) -> str | None:
    """The charset that a Content-Type states."""
    found = _CHARSET.search(media[:300])
    return found[1] if found else None


def unchunked(data: bytes) -> bytes:
    """Without HTTP's chunk lengths; archives that took them out already are left as they are."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(data, at):
        size = int(match.group().split(b";")[0].strip(), 16)
        if size == 0:
            return b"".join(parts)
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if data[at : at + 2] == b"\r\n" else 1 if data[at : at + 1] == b"\n" else 0
    return b"".join(parts) if len(parts) > 1 and at >= len(data) else data


def _unpacked(data: bytes, encoding: str, limits: Limits) -> bytes:
    """Without HTTP's compression; archives that took it off already are left as they are."""
    if encoding in ("br", "zstd") and data.lstrip()[:1] != b"<":
        raise Declined(Why.UNREADABLE, f"a response packed with {encoding}")
    if not data.startswith(b"\x1f\x8b") and encoding != "deflate":
        return data
    for bits in (47, -15):
        try:
            out = zlib.decompressobj(bits).decompress(data, limits.max_bytes + 1)
        except zlib.error:
            continue
        if len(out) > limits.max_bytes:
            raise over(Why.TOO_LARGE, f"more than {limits.max_bytes}", limits.max_bytes, "bytes unpacked")
        check_ratio(len(out), len(data), limits)
        return out
    return data
