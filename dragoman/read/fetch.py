"""The one fetcher: everything that Dragoman takes from the web comes through `Fetcher.get`.

It asks with GET and nothing else, sends no cookies, keeps none, and takes no proxy from the environment. It reads
robots.txt first, keeps a pause between two requests to one host, follows a few redirects and checks each like the first
address, and stops at caps of time, bytes, and bytes for one compressed byte.
"""

from __future__ import annotations

import contextlib
import email.utils
import logging
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError

from dragoman import __version__
from dragoman.errors import FetchError
from dragoman.read.addresses import Target, target
from dragoman.read.robots import Rules, parse
from dragoman.read.sockets import Meter, Outside, connect

_LOG = logging.getLogger(__name__)
AGENT = "dragoman"
USER_AGENT = f"{AGENT}/{__version__} (reads news reports for one analyst; honours robots.txt)"
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "")
FEEDS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    # Wrong, and common: what it is shows when it is read.
    "text/html",
    "text/plain",
    "application/octet-stream",
    "",
)
LISTS = (
    "text/plain",
    "text/csv",
    "text/tab-separated-values",
    "application/csv",
    "application/json",
    "application/x-ndjson",
    "application/zip",
    "application/x-zip-compressed",
    "application/octet-stream",
    "binary/octet-stream",
    "",
)
REDIRECTS = (301, 302, 303, 307, 308)
# Answers after which asking again later may help: overload, maintenance, a gateway in front.
PASSING = (408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 529)
# What is wrong with the host and not with one page of it; a redirect may be forbidden too, and then its text says so.
_HOST = ("no such host", "not reached", "certificate")
ROBOTS_BYTES = 500 * 1024
ROBOTS_SECONDS = 24 * 3600.0
MAX_RETRY_SECONDS = 7 * 24 * 3600.0
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Caps:
    """What one request may take, redirects included.

    `max_bytes`: of the answer, unpacked. `seconds`: from the look-up of the name to the last byte. `connect_seconds`: for
    look-up and dial each. `redirects`: how many are followed. `max_ratio`: bytes for one compressed byte, once more than
    1 MB came out; pages reach 30. `delay`: seconds between two requests to one host; robots.txt may ask for more, up to
    `max_delay`.
    """

    max_bytes: int = 5_000_000
    seconds: float = 30.0
    connect_seconds: float = 10.0
    redirects: int = 5
    max_ratio: int = 200
    delay: float = 1.0
    max_delay: float = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the address asked, the one that answered at last, and what came.

    `status` is 200, or 304 when nothing is new since `etag` or `modified`; `body` is then empty. `media_type` is in lower
    case without parameters, "" where the server does not tell.
    """

    url: str
    final: str
    status: int
    media_type: str
    charset: str | None
    body: bytes
    etag: str | None = None
    modified: str | None = None


class Fetcher:
    """Asks web servers, one request at a time. Remembers, for as long as it lives, robots.txt and when a host was asked."""

    def __init__(self, *, caps: Caps | None = None, outside: Outside | None = None) -> None:
        self.caps = caps or Caps()
        self.outside = outside or Outside()
        self._robots: dict[str, tuple[float, Rules]] = {}
        self._free_at: dict[str, float] = {}

    def get(
        self,
        url: str,
        *,
        types: tuple[str, ...] = PAGES,
        etag: str | None = None,
        modified: str | None = None,
        max_bytes: int | None = None,
    ) -> Answer:
        """What stands at an address, if it is of one of the content types `types` ("" admits answers without one).

        `etag` and `modified` are what an earlier answer said of itself; the server may then answer that nothing is new.

        Raises FetchError, which says whether it is for good (`lasting`) and how long the server wants to be left alone.
        """
        headers = {"Accept": ", ".join(t for t in types if t) + ", */*;q=0.1"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        at = target(url)
        asked = at
        meter = self._meter(max_bytes or self.caps.max_bytes)
        for hop in range(self.caps.redirects + 1):
            started = time.monotonic()
            self._polite(at)
            # Waiting for a host's turn is not the server's time.
            meter.deadline += time.monotonic() - started
            answer = self._ask(at, headers, types, meter, max_bytes or self.caps.max_bytes)
            if isinstance(answer, Answer):
                return Answer(url, at.url, *_rest(answer))
            if hop and answer.url in (asked.url, at.url):
                raise FetchError(url, "bad redirect", f"it leads back to '{answer.url}'")
            at = answer
        raise FetchError(url, "bad redirect", f"more than {self.caps.redirects} of them")

    def busy(self, host: str) -> float:
        """Seconds until a host may be asked again, 0 when it may be asked now."""
        return max(0.0, self._free_at.get(host, 0.0) - self.outside.now())

    def _meter(self, max_bytes: int) -> Meter:
        # Headers of a few redirects come on top of the body.
        return Meter(time.monotonic() + self.caps.seconds, max_bytes + 1_000_000)

    def _polite(self, at: Target) -> None:
        """Ask robots.txt, and wait for the host's turn."""
        rules = self._rules(at)
        if not rules.allows(at.path):
            raise FetchError(at.url, "robots.txt", f"{at.host} does not allow it")
        now = self.outside.now()
        pause = max(0.0, self._free_at.get(at.host, 0.0) - now)
        if pause:
            self.outside.sleep(pause)
        self._free_at[at.host] = now + pause + max(self.caps.delay, min(rules.delay, self.caps.max_delay))

    def _rules(self, at: Target) -> Rules:
        origin = f"{at.scheme}://{at.url.split('/')[2]}"
        known = self._robots.get(origin)
        if known and self.outside.now() - known[0] < ROBOTS_SECONDS:
            return known[1]
        rules = self._asked_rules(origin)
        self._robots[origin] = (self.outside.now(), rules)
        return rules

    def _asked_rules(self, origin: str) -> Rules:
        """RFC 9309: no such file allows all; a server that fails allows nothing for now."""
        first = at = target(f"{origin}/robots.txt")
        meter = self._meter(ROBOTS_BYTES)
        try:
            for _ in range(self.caps.redirects + 1):
                answer = self._ask(at, {"Accept": "text/plain, */*;q=0.1"}, None, meter, ROBOTS_BYTES, cut=True)
                if isinstance(answer, Answer):
                    return parse(answer.body.decode("utf-8", "replace"), agent=AGENT)
                at = answer
        except FetchError as error:
            if at is first and error.why in _HOST:
                # The page on this host would fare no better, and for the same reason.
                raise
            if error.status is None or not error.lasting:
                detail = f"it can't be read ({error.reason})"
                raise FetchError(at.url, "robots.txt", detail, lasting=error.lasting, after=error.after) from error
        return Rules()

    def _ask(
        self,
        at: Target,
        headers: dict[str, str],
        types: tuple[str, ...] | None,
        meter: Meter,
        max_bytes: int,
        *,
        cut: bool = False,
    ) -> Answer | Target:
        """One request: the page, or the checked address it redirects to."""
        connection: HTTPConnection | None = None
        try:
            connection = connect(at, meter, self.outside, seconds=self.caps.connect_seconds)
            return self._answer(connection, at, headers, types, meter, max_bytes, cut=cut)
        except FetchError:
            raise
        # urllib3 raises its own errors, the sockets and http.client theirs; ValueError comes with broken headers.
        except (HTTPError, HTTPException, OSError, ValueError, AttributeError, IndexError) as error:
            raise _broken(at, meter, self.caps, max_bytes, error) from error
        finally:
            if connection is not None:
                connection.close()

    def _answer(
        self,
        connection: HTTPConnection,
        at: Target,
        headers: dict[str, str],
        types: tuple[str, ...] | None,
        meter: Meter,
        max_bytes: int,
        *,
        cut: bool,
    ) -> Answer | Target:
        connection.request(
            "GET",
            at.path,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", "Connection": "close", **headers},
            preload_content=False,
            decode_content=False,
            enforce_content_length=True,
        )
        response = connection.getresponse()
        try:
            return self._taken(response, at, types, meter, max_bytes, cut=cut)
        finally:
            response.close()

    def _taken(
        self,
        response: BaseHTTPResponse,
        at: Target,
        types: tuple[str, ...] | None,
        meter: Meter,
        max_bytes: int,
        *,
        cut: bool,
    ) -> Answer | Target:
        if response.status in REDIRECTS and response.headers.get("Location"):
            return _next(at, response.headers["Location"])
        _check_status(at, response, self.outside.now())
        media, charset = _media(response.headers.get("Content-Type", ""))
        kept = response.headers.get("ETag"), response.headers.get("Last-Modified")
        if response.status == 304:
            return Answer(at.url, at.url, 304, media, charset, b"", *kept)
        if types is not None and media not in types:
            raise FetchError(at.url, "content type", f"'{media[:60]}', and taken are {_listed(types)}")
        length = response.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > max_bytes and not cut:
            raise FetchError(at.url, "too large", f"{length[:20]} bytes, and the limit is {max_bytes}")
        body = _body(at, response, max_bytes, self.caps.max_ratio, cut=cut)
        meter.left()
        return Answer(at.url, at.url, 200, media, charset, body, *kept)


def _rest(page: Answer) -> tuple[int, str, str | None, bytes, str | None, str | None]:
    return page.status, page.media_type, page.charset, page.body, page.etag, page.modified


def _next(at: Target, location: str) -> Target:
    """The address a redirect leads to, checked like the first."""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return target(urljoin(at.url, location.strip().replace(" ", "%20")))
    except ValueError:
        raise FetchError(at.url, "bad redirect", f"'{location[:200]}' is no address") from None
    except FetchError as error:
        raise FetchError(at.url, error.why, f"it redirects to '{location[:200]}': {error.reason}") from error


def _check_status(at: Target, response: BaseHTTPResponse, now: float) -> None:
    status = response.status
    if status in (200, 203, 304):
        return
    after = retry_after(response.headers.get("Retry-After"), now)
    reason = f"{status} {response.reason or ''}".strip()
    lasting = status not in PASSING
    raise FetchError(at.url, "answered", reason[:80], lasting=lasting, after=after, status=status)


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks for, 0 to 604,800; None where it says nothing that can be read.

    >>> retry_after("120", 0.0), retry_after("Thu, 01 Jan 1970 00:10:00 GMT", 0.0), retry_after("soon", 0.0)
    (120.0, 600.0, None)
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit() and len(value) < 12:
        seconds = float(value)
    else:
        try:
            seconds = email.utils.parsedate_to_datetime(value).timestamp() - now
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    return min(max(seconds, 0.0), MAX_RETRY_SECONDS)


def _media(value: str) -> tuple[str, str | None]:
    media, _, rest = value.partition(";")
    charset = None
    for parameter in rest.split(";"):
        name, _, said = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = said.strip().strip("\"'")[:40] or None
    return media.strip().lower(), charset


def _body(at: Target, response: BaseHTTPResponse, most: int, ratio: int, *, cut: bool) -> bytes:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    chunks = response.stream(CHUNK, decode_content=False)
    if encoding not in ("", "identity"):
        if encoding not in ("gzip", "x-gzip"):
            raise FetchError(at.url, "encoding", f"'{encoding[:60]}', and asked was gzip")
        chunks = inflated(chunks, most=most, ratio=ratio, name=at.url)
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size > most:
            if cut:
                break
            raise FetchError(at.url, "too large", f"more than {most} bytes")
    return b"".join(parts)[:most]


def inflated(chunks: Iterator[bytes], *, most: int, ratio: int, name: str) -> Iterator[bytes]:
    """Unpack gzip piece by piece. Raises FetchError at more than `most` bytes, at more than `ratio` for one, or when broken.

    >>> import gzip
    >>> b"".join(inflated(iter([gzip.compress(b"words")]), most=10, ratio=200, name="x"))
    b'words'
    """
    came = gave = 0
    unpacker = zlib.decompressobj(wbits=31)
    begun = False
    for chunk in chunks:
        came += len(chunk)
        while chunk:
            if unpacker.eof:
                # Several members may follow one another; zeros behind the last are padding.
                if not chunk.strip(b"\x00"):
                    break
                unpacker = zlib.decompressobj(wbits=31)
            begun = True
            try:
                out = unpacker.decompress(chunk, CHUNK)
            except zlib.error as error:
                raise FetchError(name, "broken", f"its gzip ({error})") from error
            gave += len(out)
            if gave > most:
                raise FetchError(name, "too large", f"more than {most} bytes, unpacked")
            if gave > 1_000_000 and gave > ratio * came:
                raise FetchError(name, "bomb", f"it unpacks to more than {ratio} times its size")
            if out:
                yield out
            chunk = unpacker.unconsumed_tail or unpacker.unused_data
    if begun and not unpacker.eof:
        raise FetchError(name, "broken", "it ends in the middle of its gzip", lasting=False)


def _broken(at: Target, meter: Meter, caps: Caps, max_bytes: int, error: Exception) -> FetchError:
    if meter.broken == "slow" or isinstance(error, TimeoutError) or "timed out" in str(error):
        return FetchError(at.url, "out of time", f"more than {caps.seconds:g} s", lasting=False)
    if meter.broken == "large":
        return FetchError(at.url, "too large", f"more than {max_bytes} bytes")
    said = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in said or "doesn't match" in said:
        return FetchError(at.url, "certificate", f"not good for '{at.host}' ({said[:160]})")
    _LOG.info("%s failed", at.url, exc_info=error)
    return FetchError(at.url, "broken", f"{type(error).__name__}: {said[:160]}", lasting=False)


def _listed(types: tuple[str, ...]) -> str:
    return ", ".join(one for one in types if one)
