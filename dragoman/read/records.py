"""Reports kept as records: JSON of news-please, of trafilatura and of our own shape, and rows of a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
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
    "outlet": "outlet",
    "publisher": "outlet",
    "published": "published",
    "datepublished": "published",
    "date": "published",
    "updated": "updated",
    "datemodified": "updated",
    "language": "language",
    "inlanguage": "language",
    "section": "section",
    "captured": "captured",
}
_ADDRESSES = ("url", "link", "source", "source_url")


def page_of(record: object, limits: Limits) -> Page:
    """The report that a JSON object (or a row as one) holds; Declined where it holds none.

    A record with `maintext` is news-please's, one with `fingerprint` or `hostname` trafilatura's, any other ours.
    """
    if not isinstance(record, Mapping):
        raise Declined(Why.NO_REPORT, f"a JSON {type(record).__name__} where an object is wanted")
    fields = {str(name).strip().lower(): value for name, value in record.items()}
    if "maintext" in fields:
        shape, name = NEWS_PLEASE, "news-please"
    elif {"fingerprint", "hostname", "source-hostname"} & fields.keys():
        shape, name = TRAFILATURA, "trafilatura"
    else:
        shape, name = OWN, "record"
    url = next(filter(None, (web_address(fields.get(field)) for field in _ADDRESSES)), None)
    hints = _hints(fields, shape, name)
    for column in limits.text_columns:
        text = fields.get(column)
        if isinstance(text, str) and text.strip():
            return Page(text, "application/json", url, hints)
    html = fields.get("html")
    if isinstance(html, str) and html.strip():
        from dragoman.read.pages import check_html, text_of_html

        check_html(html)
        return replace(text_of_html(html, url=url), url=url, hints=hints)
    raise Declined(Why.NO_REPORT, f"a record without a text; looked for {', '.join(limits.text_columns)}")


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
        if isinstance(value, Declined | list):
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
    rows = csv.reader(text, delimiter=_separator(head.decode(encoding, "replace")))
    try:
        names = [name.strip().lower().removeprefix("\ufeff") for name in next(rows, [])]
        if not set(names) & {*limits.text_columns, "html"}:
            wanted = ", ".join(limits.text_columns)
            raise Declined(Why.NO_REPORT, f"a table without a column of texts; looked for {wanted}")
        for number, row in enumerate(rows, 1):
            if any(row):
                value = dict(zip(names, row, strict=False))
                yield number, {"i": number}, "\x1f".join(row).encode("utf-8", "replace"), value
    except csv.Error as error:
        raise Declined(Why.BROKEN, f"a table with a broken row: {error}") from error


def _hints(fields: Mapping[str, Any], shape: Shape, name: str) -> tuple[Hint, ...]:
    found: dict[HintField, tuple[Hint, ...]] = {}
    for field, target in shape.items():
        value = fields.get(field)
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
    values = value if isinstance(value, list) else [value]
    for number, one in enumerate(values, 1):
        data = b"" if isinstance(one, Declined) else json.dumps(one, sort_keys=True).encode()
        yield number, {"i": number}, data, one


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


def _separator(head: str) -> str:
    first = head.split("\n", 1)[0]
    return max(",;\t|", key=first.count)


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
