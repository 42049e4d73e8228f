"""Reports kept as records: JSON of news-please, of trafilatura and of our own shape, and rows of a table."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from dragoman.model import Hint
from dragoman.model.text import HintField
from dragoman.read.encodings import SAMPLE, encoding_of
from dragoman.read.limits import Limits
from dragoman.read.page import Page, hint, web_address
from dragoman.read.reasons import Declined, Why, over

# Field of the record to field of the hint; the first that holds anything is taken. Times of download are "captured".
Shape = dict[str, HintField]
Row = tuple[int, dict[str, int], bytes, object]  # its number, where to go on after it, its bytes, its value
NEWS_PLEASE: Shape = {
    "title": "title",
    "description": "subtitle",
    "authors": "byline",
    "source_domain": "outlet",
    "date_publish": "published",
    "date_modify": "updated",
    "language": "language",
    "date_download": "captured",
}
TRAFILATURA: Shape = {
    "title": "title",
    "author": "byline",
    "sitename": "outlet",
    "hostname": "outlet",
    "source-hostname": "outlet",
    "date": "published",
    "language": "language",
    "filedate": "captured",
}
OWN: Shape = {
    "title": "title",
    "headline": "title",
    "subtitle": "subtitle",
    "byline": "byline",
    "author": "byline",
    "authors": "byline",
    "outlet": "outlet",
    "publisher": "outlet",
    "publisher name": "outlet",
    "site name": "outlet",
    "source": "outlet",
    "source name": "outlet",
    "newspaper": "outlet",
    "published": "published",
    "date published": "published",
    "published at": "published",
    "published date": "published",
    "publish date": "published",
    "publication date": "published",
    "pub date": "published",
    "date": "published",
    "updated": "updated",
    "date modified": "updated",
    "updated at": "updated",
    "language": "language",
    "in language": "language",
    "section": "section",
    "captured": "captured",
}
_ADDRESSES = ("url", "link", "source", "source_url")
_PARTED = re.compile(r"[\s_-]+")
# Of the fields that a record without a text does have, so many are told, each with so many letters.
TOLD, TOLD_LETTERS = 12, 30
# What `dragoman export` writes: a gold record; claims, as lines and as a table; events; reports.
OURS = "a record that Dragoman exported"
_EXPORTED = (
    ("document", "article", "events"),
    ("claim", "event_id", "report"),
    ("event_id", "standing", "origins"),
    ("report", "claims", "sources"),
)
# What stands around a list of reports is labels and numbers; a longer text is a report itself.
LONGEST_LABEL = 200


def page_of(record: object, limits: Limits) -> Page:
    """The report that a JSON object (or a row as one) holds; Declined where it holds none.

    A record with `maintext` is news-please's, one with `fingerprint` or `hostname` trafilatura's, any other ours.
    """
    if not isinstance(record, Mapping):
        raise Declined(Why.NO_REPORT, f"a JSON {type(record).__name__} where an object is wanted")
    if is_ours(record):
        raise Declined(Why.UNKNOWN, OURS)
    fields = {str(name).strip().lower(): value for name, value in record.items()}
    if "maintext" in fields:
        shape, name = NEWS_PLEASE, "news-please"
    elif {"fingerprint", "hostname", "source-hostname"} & fields.keys():
        shape, name = TRAFILATURA, "trafilatura"
    else:
        shape, name = OWN, "record"
    url = next(filter(None, (web_address(fields.get(field)) for field in _ADDRESSES)), None)
    hints = _hints(fields, shape, name)
    alike = {_alike(field): value for field, value in fields.items()}
    for column in limits.text_columns:
        text = alike.get(_alike(column))
        if isinstance(text, str) and text.strip():
            return Page(text, "application/json", url, hints)
    html = fields.get("html")
    if isinstance(html, str) and html.strip():
        from dragoman.read.pages import check_html, text_of_html

        check_html(html)
        return replace(text_of_html(html, url=url), url=url, hints=hints)
    raise _textless("a record without a text", fields, limits)


def is_ours(record: object) -> bool:
    """True for a record that `dragoman export` wrote, or the columns of one: such files often stand beside the reports.

    >>> is_ours({"document": "a", "article": {}, "events": []}), is_ours({"document": "a", "text": "..."})
    (True, False)
    """
    return isinstance(record, Mapping | list) and any(all(name in record for name in names) for names in _EXPORTED)


def _alike(name: str) -> str:
    """A field's name as it is compared: "Published At", "published_at" and "publishedAt" are one.

    >>> _alike("Published_At") == _alike("publishedAt")
    True
    """
    return _PARTED.sub("", name).lower()


def _textless(what: str, names: Iterable[str], limits: Limits) -> Declined:
    """The refusal of a table or record in which no field is known to hold the text: what it has, and what may be done."""
    names = list(names)
    empty = next((name for name in names if _alike(name) in map(_alike, limits.text_columns)), None)
    if empty:
        return Declined(Why.NO_REPORT, f"a record whose '{empty}' holds no text")
    has = [name[:TOLD_LETTERS] for name in names if name]
    told = ", ".join(has[:TOLD]) + (f" and {len(has) - TOLD} more" if len(has) > TOLD else "")
    looked = f"{what}; looked for {', '.join(limits.text_columns)}"
    if not told:
        return Declined(Why.NO_REPORT, looked)
    return Declined(Why.NO_REPORT, f"{looked}; it has {told}: name the right one as text_columns in dragoman.toml")


def json_records(file: BinaryIO, limits: Limits, *, start: int = 0, line: int = 0) -> Iterator[Row]:
    """Records of a JSON file, numbered from 1; a value may be a Declined.

    One object a line, then the place to go on at is a byte offset (`start` and `line` continue there); or a whole file
    that is one object or a list of them, which must fit into `max_file_bytes`.
    """
    most = limits.bytes_of("json")
    at = start
    if start:
        file.seek(start)
    else:
        first = _first_line(file, most)
        at = first[0]
        value = _value(first[1])
        if is_ours(value):
            yield 1, {"o": at, "l": 1}, first[1].strip(), Declined(Why.UNKNOWN, OURS)
            return
        if isinstance(value, Declined | list) or _listed(value) is not None:
            yield from _whole(file, first[1], limits, value)
            return
        line = 1
        yield line, {"o": at, "l": line}, first[1].strip(), value
    while data := file.readline(most + 1):
        at += len(data)
        line += 1
        if len(data) > most:
            at += _rest_of_line(file)
            yield line, {"o": at, "l": line}, b"", over(Why.TOO_LARGE, f"more than {most}", most, "bytes a line")
        elif data.strip():
            yield line, {"o": at, "l": line}, data.strip(), _value(data)


def csv_records(file: BinaryIO, limits: Limits) -> Iterator[Row]:
    """Rows of a table as records, numbered from 1; Declined where no column holds a text."""
    head = file.read(SAMPLE)
    encoding = encoding_of(head, cut=len(head) == SAMPLE)
    if encoding is None:
        raise Declined(Why.NOT_TEXT, "a table in an unknown encoding")
    text = io.TextIOWrapper(io.BufferedReader(_Joined(head, file)), encoding, "replace", newline="")
    csv.field_size_limit(4 * limits.max_text)
    separator, told = _separator(head.decode(encoding, "replace"))
    rows = csv.reader(text, delimiter=separator)
    try:
        if told:
            next(rows, None)
        names = [name.strip().lower().removeprefix("\ufeff") for name in next(rows, [])]
        if is_ours(names):
            raise Declined(Why.UNKNOWN, OURS)
        if not {_alike(name) for name in names} & {*map(_alike, limits.text_columns), "html"}:
            raise _textless("a table without a column of texts", names, limits)
        for number, row in enumerate(rows, 1):
            if any(row):
                value = dict(zip(names, row, strict=False))
                yield number, {"i": number}, "\x1f".join(row).encode("utf-8", "replace"), value
    except csv.Error as error:
        raise Declined(Why.BROKEN, f"a table with a broken row: {error}") from error


def _hints(fields: Mapping[str, Any], shape: Shape, name: str) -> tuple[Hint, ...]:
    found: dict[HintField, tuple[Hint, ...]] = {}
    alike = {_alike(field): value for field, value in fields.items()} if shape is OWN else {}
    for field, target in shape.items():
        value = alike.get(_alike(field)) if shape is OWN else fields.get(field)
        if target == "outlet" and isinstance(value, str) and "/" in value:
            continue  # a source that is a path or an address is no name
        if isinstance(value, list):
            value = ", ".join(str(one) for one in value[:20] if isinstance(one, str))
        elif isinstance(value, Mapping):
            value = value.get("name")
        if not found.get(target):
            found[target] = hint(target, value, f"{name} {field}")
    return tuple(one for group in found.values() for one in group)


def _value(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        encoding = encoding_of(line)
        if encoding is None:
            return Declined(Why.NOT_TEXT, "a record in an unknown encoding")
        try:
            return json.loads(line.decode(encoding, "replace"))
        except (ValueError, RecursionError):
            return Declined(Why.BROKEN, "not JSON")
    except RecursionError:
        return Declined(Why.TOO_DEEP, "JSON nested deeper than can be read")
    except ValueError as error:
        return Declined(Why.BROKEN, f"not JSON: {str(error)[:100]}")


def _first_line(file: BinaryIO, most: int) -> tuple[int, bytes]:
    """Where the first line that holds anything ends, and the line."""
    at = 0
    while data := file.readline(most + 1):
        at += len(data)
        if data.strip(b" \t\r\n\xef\xbb\xbf"):
            return at, data
    raise Declined(Why.EMPTY)


def _whole(file: BinaryIO, first: bytes, limits: Limits, value: object) -> Iterator[Row]:
    rest = file.read(max(0, limits.max_file_bytes - len(first)) + 1)
    if len(first) + len(rest) > limits.max_file_bytes:
        most = limits.max_file_bytes
        raise over(Why.TOO_LARGE, f"more than {most}", most, "bytes of one JSON value")
    if rest.strip():
        whole = _value(first + rest)
        if isinstance(whole, Declined):
            # The first line alone may be what is broken.
            yield from _lines(first + rest)
            return
        value = whole
    listed = None if is_ours(value) else _listed(value)
    values = [value] if listed is None else listed
    for number, one in enumerate(values, 1):
        data = b"" if isinstance(one, Declined) else json.dumps(one, sort_keys=True).encode()
        yield number, {"i": number}, data, one


def _listed(value: object) -> list[Any] | None:
    """The records of a list, or of the answer of a news service: an object whose one list of objects they are; else None.

    >>> _listed({"status": "ok", "articles": [{"content": "..."}]})
    [{'content': '...'}]
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping) or any(isinstance(value.get(name), str) for name in ("text", "maintext", "html")):
        return None
    lists = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], Mapping)]
    texts = any(isinstance(one, str) and len(one) > LONGEST_LABEL for one in value.values())
    return lists[0] if len(lists) == 1 and not texts else None


def _lines(data: bytes) -> Iterator[Row]:
    at = 0
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        at += len(line)
        if line.strip():
            yield number, {"o": at, "l": number}, line.strip(), _value(line)


def _rest_of_line(file: BinaryIO) -> int:
    passed = 0
    while line := file.readline(1_000_000):
        passed += len(line)
        if line.endswith(b"\n"):
            break
    return passed


def _separator(head: str) -> tuple[str, bool]:
    """What parts the columns, and whether the first line is there only to say so ("sep=;", for a spreadsheet)."""
    first = head.split("\n", 1)[0]
    told = re.fullmatch(r"\ufeff?\"?sep=([,;\t|])\"?\s*", first, re.IGNORECASE)
    return (told[1], True) if told else (max(",;\t|", key=first.count), False)


class _Joined(io.RawIOBase):
    """A head that was read already, and the file behind it."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self._head, self._file = head, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            size = min(len(buffer), len(self._head))
            buffer[:size], self._head = self._head[:size], self._head[size:]
            return size
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
