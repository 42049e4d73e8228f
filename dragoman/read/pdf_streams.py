"""What the packed streams of a PDF unpack to, found out before PDFium unpacks them in one piece.

PDFium knows no limit: a file of 700 bytes whose page is packed twice takes it three seconds and hundreds of megabytes. Pictures are
not looked at, since it leaves them packed where only the text is asked for; filters other than Flate grow little, or are rare.
"""

from __future__ import annotations

import re
import zlib

from dragoman.read.limits import Limits
from dragoman.read.reasons import Declined, Why

# Below this, what a stream unpacks to costs PDFium less than a second, whatever its ratio.
HARMLESS = 40_000_000
PIECE, STEP = 65_536, 1_000_000
MAX_LAYERS = 4
_LONGEST_HEAD = 2_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)(?![A-Za-z])")
_PICTURE = re.compile(rb"/Subtype\s*/Image(?![A-Za-z])")


def check_streams(data: bytes, limits: Limits) -> None:
    """Raises Declined when the streams of a PDF unpack to more than they may, or are packed more often than anybody packs."""
    packed = unpacked = end = 0
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _LONGEST_HEAD) : match.start()].rpartition(b"obj")[2]
        layers = len(_FLATE.findall(head))
        if not layers or _PICTURE.search(head):
            continue
        if layers > MAX_LAYERS:
            raise Declined(Why.BOMB, f"a PDF with a stream packed {layers} times")
        if end < match.end():
            end = data.find(b"endstream", match.end())
            end = end if end >= 0 else len(data)
        body: bytes | memoryview = view[match.end() : end]
        packed += len(body)
        if packed > 2 * len(data):
            raise Declined(Why.BOMB, "a PDF whose streams lie inside each other")
        for layer in range(layers):
            most = max(HARMLESS, limits.max_ratio * packed) - unpacked
            body, size = _unpacked(body, most, keep=layer + 1 < layers)
            unpacked += size
            if size > most:
                raise Declined(Why.BOMB, f"a PDF whose streams unpack to more than {limits.max_ratio} times their size")


def _unpacked(body: bytes | memoryview, most: int, *, keep: bool) -> tuple[bytes, int]:
    """The unpacked bytes, where they are wanted, and their number; what is damaged ends where the damage is."""
    inflate = zlib.decompressobj()
    parts: list[bytes] = []
    size = at = 0
    rest: bytes | memoryview = b""
    try:
        while (rest or at < len(body)) and not inflate.eof and size <= most:
            if not rest:
                # In small pieces: what is left of one is handed back as a copy.
                rest, at = body[at : at + PIECE], at + PIECE
            part = inflate.decompress(rest, STEP)
            rest, size = inflate.unconsumed_tail, size + len(part)
            if keep:
                parts.append(part)
    except zlib.error:
        pass
    return b"".join(parts), size
