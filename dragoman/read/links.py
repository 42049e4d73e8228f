"""Lists of links: a link a line, a table with a column of them, JSON lines, a saved feed, or GDELT's event files; plain or zipped."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from dragoman.data.files import load_yaml
from dragoman.errors import FetchError, ReadError
from dragoman.read import feeds, gdelt
from dragoman.read.addresses import target
from dragoman.read.sources import is_url

COLUMNS = ("url", "link", "sourceurl", "source_url", "href", "mentionidentifier")
MAX_LINE = 100_000
MAX_LINKS = 300_000  # a day of GDELT has a third of it
# A day of GDELT is 60 MB and six times its zipped size.
MAX_UNPACKED = 1_000_000_000
MAX_RATIO = 100
MAX_FEED = 20_000_000  # bytes of a saved feed; one of 10,000 items has a third of it
MAX_SKIPPED_SHOWN = 20
_WEB = re.compile(r"https?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkList:
    """The links of a list in its order, each report once; `repeated` counts links left out as the same report,
    `skipped` lines without a link (the first of them, as they stand), `passed` rows that a filter left out."""

    links: tuple[str, ...]
    repeated: int = 0
    passed: int = 0
    skipped: int = 0
    shown: tuple[str, ...] = ()


def key(url: str) -> str:
    """What two links to one report have in common: the address without scheme, fragment and marks of who clicked.

    >>> key("http://News.Example/a/?utm_source=mail&id=3#top")
    'news.example/a?id=3'
    """
    try:
        parts = urlsplit(target(url).url)
    except (FetchError, ValueError):
        return url.strip()
    kept = [part for part in parts.query.split("&") if part and not _tracks(part.partition("=")[0].lower())]
    return parts.netloc + parts.path.rstrip("/") + ("?" + "&".join(kept) if kept else "")


def load(source: str | Path | bytes, *, name: str | None = None, where: Mapping[str, str] | None = None) -> LinkList:
    """The links of a file, or of bytes that were read from `name`; each report once.

    `where` keeps only the rows of an event file whose columns have these values, such as
    `{"ActionGeo_CountryCode": "SY", "EventRootCode": "10"}`; a value ending in `*` fits what begins so.

    Raises ReadError when the list can't be read, is no text, too long, or unpacks to too much.
    """
    shown = name or (str(source) if not isinstance(source, bytes) else "list")
    if not where and (feed := _saved_feed(source, shown)) is not None:
        return _collected(_from_feed(feed, shown))
    with _lines(source, shown) as lines:
        return _collected(_found(lines, where or {}, shown))


def _collected(found: Iterable[tuple[str, str]]) -> LinkList:
    links: dict[str, str] = {}
    counts = {"repeated": 0, "passed": 0, "skipped": 0}
    shown: list[str] = []
    for kind, value in found:
        if kind == "link":
            value = value.strip()
            known = links.setdefault(key(value), value)
            counts["repeated"] += known is not value
            if len(links) > MAX_LINKS:
                raise ReadError(f"too many parts: more than {MAX_LINKS} links in one list")
        else:
            counts[kind] += 1
            if kind == "skipped" and len(shown) < MAX_SKIPPED_SHOWN:
                shown.append(value[:200])
    return LinkList(tuple(links.values()), counts["repeated"], counts["passed"], counts["skipped"], tuple(shown))


def _found(lines: Iterator[str], where: Mapping[str, str], name: str) -> Iterator[tuple[str, str]]:
    """Links, and what stood where none was: ("link", url), ("skipped", line) or ("passed", "")."""
    first = next((line for line in lines if line.strip()), "")
    columns = gdelt.columns(first)
    if where and columns is None:
        raise ReadError(f"'{name}' is no event file of GDELT, so rows can't be chosen by {', '.join(where)}.")
    rest = _again(first, lines)
    if columns is not None:
        yield from gdelt.links(rest, columns, where)
    elif first.lstrip().startswith("{"):
        yield from _from_json(rest)
    elif _column(first) is not None:
        yield from _from_table(first, lines)
    else:
        yield from _from_lines(rest)


def _from_lines(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        line = line.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        yield ("link", line) if is_url(line) and " " not in line else ("skipped", line)


def _saved_feed(source: str | Path | bytes, name: str) -> bytes | None:
    """The bytes of a feed that somebody saved; None where the list is something else. A feed may well be one long line."""
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else Path(source).open("rb") as handle:
            if not handle.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                return None
            handle.seek(0)
            data = handle.read(MAX_FEED + 1)
    except OSError as error:
        raise ReadError(f"List '{name}' can't be read: {error.strerror or error}.") from error
    if len(data) > MAX_FEED:
        raise ReadError(f"'{name}' is refused: a saved feed longer than {MAX_FEED} bytes.")
    return data


def _from_feed(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """The links of a feed (RSS, Atom); what it says besides stands on the pages themselves."""
    try:
        found = feeds.parse(data, url="")
    except ReadError as error:
        raise ReadError(f"'{name}' is no list of links: {error}") from error
    for item in found.items:
        yield ("link", item.link) if is_url(item.link) else ("skipped", item.link)


def _from_json(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        values = {str(k).lower(): v for k, v in row.items()} if isinstance(row, dict) else {}
        link = next((values[c] for c in COLUMNS if isinstance(values.get(c), str) and values[c]), None)
        yield ("link", link) if link else ("skipped", line)


def _from_table(first: str, lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    found = _column(first)
    if found is None:
        return
    at, separator = found
    try:
        for row in csv.reader(lines, delimiter=separator):
            if row:
                yield ("link", row[at]) if len(row) > at and row[at].strip() else ("skipped", separator.join(row))
    except csv.Error as error:
        raise ReadError(f"broken: the table of links ({error})") from error


def _column(first: str) -> tuple[int, str] | None:
    """Which column of a table holds the links, and what separates the columns; None where the line is no head."""
    if _WEB.match(first.lstrip("\ufeff \"'")):
        return None
    for separator in ("\t", ",", ";"):
        names = [name.strip().strip('"').lower() for name in first.lstrip("\ufeff").rstrip("\r\n").split(separator)]
        for wanted in COLUMNS:
            if wanted in names:
                return names.index(wanted), separator
    return None


@contextmanager
def _lines(source: str | Path | bytes, name: str) -> Iterator[Iterator[str]]:
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else Path(source).open("rb") as handle:
            if handle.read(4) != b"PK\x03\x04":
                handle.seek(0)
                yield _decoded(handle, name)
                return
            handle.seek(0)
            with zipfile.ZipFile(handle) as archive:
                members = [one for one in archive.infolist() if not one.is_dir()]
                if len(members) != 1:
                    raise ReadError(f"'{name}' holds {len(members)} files; a zipped list holds one.")
                if members[0].flag_bits & 1:
                    raise ReadError(f"'{name}' is encrypted.")
                most = min(MAX_UNPACKED, max(members[0].compress_size, 10_000) * MAX_RATIO)
                with archive.open(members[0]) as member:
                    yield _decoded(member, name, most=most)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise ReadError(f"'{name}' is a broken ZIP archive ({error}).") from error
    except OSError as error:
        raise ReadError(f"List '{name}' can't be read: {error.strerror or error}.") from error


def _decoded(handle: IO[bytes], name: str, most: int = MAX_UNPACKED) -> Iterator[str]:
    came = 0
    if handle.read(3) != b"\xef\xbb\xbf":
        handle.seek(0)
    while line := handle.readline(MAX_LINE + 1):
        came += len(line)
        if len(line) > MAX_LINE:
            raise ReadError(f"'{name}' is no list of links: a line is longer than {MAX_LINE} bytes.")
        if came > most:
            raise ReadError(f"'{name}' is refused: unpacked it is longer than {most} bytes.")
        if b"\x00" in line:
            raise ReadError(f"'{name}' is no list of links: it holds NUL bytes.")
        yield line.decode("utf-8", "replace")


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def _tracks(name: str) -> bool:
    exact, prefixes = _tracking()
    return name in exact or name.startswith(prefixes)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    names: list[str] = load_yaml("network.yml")["tracking"]
    exact = frozenset(name for name in names if not name.endswith("*"))
    return exact, tuple(name[:-1] for name in names if name.endswith("*"))
