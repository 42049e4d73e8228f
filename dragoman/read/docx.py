"""Word documents (.docx): paragraphs in order, properties as hints. No entity, link or macro of theirs is followed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from dragoman.model import Hint
from dragoman.read.limits import Limits
from dragoman.read.page import Page, hint
from dragoman.read.reasons import Declined, Why, over

BODY = "word/document.xml"
PROPERTIES = "docProps/core.xml"
MAX_DEPTH = 256
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
# Text that does not stand on the page: deleted words, instructions of fields, the second form of a drawing.
_SILENT = frozenset(("delText", "instrText", "delInstrText", "Fallback", "del", "moveFrom"))
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?")
_PROPERTIES: dict[str, tuple[str, str]] = {
    "title": ("title", "docx title"),
    "creator": ("byline", "docx creator"),
    "created": ("created", "docx created"),
    "language": ("language", "docx language"),
}


def read_docx(data: bytes, limits: Limits) -> Page:
    """The text of a Word document, paragraphs separated by blank lines."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _member(archive, BODY, limits)
            properties = _member(archive, PROPERTIES, limits) if PROPERTIES in archive.namelist() else b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise Declined(Why.BROKEN, f"a Word document that can't be unpacked: {str(error)[:100]}") from error
    paragraphs, title = _Body(limits).read(body)
    if not paragraphs:
        raise Declined(Why.EMPTY, "a Word document without a text")
    hints = _hints(properties) if properties else ()
    if title:
        hints = hint("title", title, "docx Title paragraph") + tuple(one for one in hints if one.field != "title")
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Page("\n\n".join(paragraphs), media, hints=hints)


def _member(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise Declined(Why.ENCRYPTED, "a Word document behind a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Declined(Why.BROKEN, f"compression method {info.compress_type} in a Word document")
    with archive.open(info) as member:
        text = member.read(limits.max_file_bytes + 1)
    if len(text) > limits.max_file_bytes or len(text) > max(1_000_000, limits.max_ratio * info.compress_size):
        raise Declined(Why.BOMB, f"{name} of {info.compress_size} bytes unpacks to {len(text)} or more")
    return text


def parser() -> expat.XMLParserType:
    """An XML parser that declines document types, and with them every entity that is not one of XML's own five."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True

    def forbid(*_: object) -> int:
        raise Declined(Why.FORBIDDEN, "XML with a document type, which may define entities")

    made.StartDoctypeDeclHandler = forbid
    made.EntityDeclHandler = forbid
    made.ExternalEntityRefHandler = forbid
    return made


def parse(made: expat.XMLParserType, data: bytes) -> None:
    """Run a parser over `data`, in the words of a refusal where the XML is broken."""
    try:
        made.Parse(data, True)
    except expat.ExpatError as error:
        raise Declined(Why.BROKEN, f"XML that can't be parsed: {error}") from error
    except (ValueError, LookupError) as error:
        raise Declined(Why.BROKEN, f"XML that can't be parsed: {str(error)[:100]}") from error


class _Body:
    """Collects paragraphs while the parser walks through `word/document.xml`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._depth = self._silent = self._length = 0
        # Text boxes put paragraphs inside paragraphs: each has its own piece list, the outer goes on afterwards.
        self._open: list[list[str]] = []
        self._done: list[str] = []
        self._in_text = False
        self._style = ""
        self._title = ""

    def read(self, data: bytes) -> tuple[list[str], str]:
        made = parser()
        made.StartElementHandler = self._start
        made.EndElementHandler = self._end
        made.CharacterDataHandler = self._text
        parse(made, data)
        return self._done, self._title

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise over(Why.TOO_DEEP, self._depth, MAX_DEPTH, "levels of XML")
        space, _, tag = name.rpartition(" ")
        if tag in _SILENT and (tag != "del" or space in (_W, _STRICT)):
            self._silent += 1
        elif space not in (_W, _STRICT):
            return
        elif tag == "p":
            self._open.append([])
            self._style = ""
        elif tag == "t":
            self._in_text = True
        elif tag == "pStyle":
            self._style = attributes.get(f"{space} val", "").lower()
        elif tag in _BREAKS and self._open and not self._silent:
            self._open[-1].append(_BREAKS[tag])

    def _end(self, name: str) -> None:
        self._depth -= 1
        space, _, tag = name.rpartition(" ")
        if tag in _SILENT and (tag != "del" or space in (_W, _STRICT)):
            self._silent -= 1
        elif space in (_W, _STRICT) and tag == "t":
            self._in_text = False
        elif space in (_W, _STRICT) and tag == "p" and self._open:
            text = "".join(self._open.pop()).strip()
            if text:
                self._done.append(text)
                if self._style == "title" and not self._title:
                    self._title = text

    def _text(self, data: str) -> None:
        if self._in_text and not self._silent and self._open:
            self._length += len(data)
            if self._length > self._limits.max_text:
                raise over(Why.TOO_LONG, f"more than {self._limits.max_text}", self._limits.max_text, "characters")
            self._open[-1].append(data)


def _hints(data: bytes) -> tuple[Hint, ...]:
    found: dict[str, str] = {}
    current = [""]

    def start(name: str, _: dict[str, str]) -> None:
        current[0] = name.rpartition(" ")[2]

    def text(data: str) -> None:
        if current[0] in _PROPERTIES and data.strip():
            found[current[0]] = (found.get(current[0], "") + data)[:1000]

    def end(_: str) -> None:
        current[0] = ""

    made = parser()
    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, text
    try:
        parse(made, data)
    except Declined:
        return ()
    hints: tuple[Hint, ...] = ()
    for name, (field, origin) in _PROPERTIES.items():
        value = found.get(name)
        if value and field == "created":
            day = _DAY.match(value)
            value = day.group() if day else None
        hints += hint(field, value, origin)  # type: ignore[arg-type]
    return hints
