"""Addresses that must never be dialled, in every spelling, and the doors through which one may come in."""

from __future__ import annotations

import contextlib
import functools
import gzip
import io
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import fakes
from fake_web import PUBLIC, FakeWeb, Reply, Request, dripping, endless, reply

from dragoman.errors import FetchError, ReadError
from dragoman.model import Refusal
from dragoman.read import feeds
from dragoman.read.fetch import FEEDS, Caps, Fetcher
from dragoman.read.links import load
from dragoman.read.net import read_url
from dragoman.settings import Settings
from dragoman.show.follow import read_links
from dragoman.show.following import Follower, Run
from dragoman.store import Store

# What a name server may say of a name that looks like any other.
NAMES: dict[str, tuple[str, ...]] = {
    "loop.example": ("127.0.0.1",),
    "private.example": ("10.1.2.3",),
    "metadata.example": ("169.254.169.254",),
    "shared.example": ("100.64.0.1",),
    "mixed.example": (f"{PUBLIC}9", "192.168.1.1"),
    "loop6.example": ("::1",),
    "mapped.example": ("::ffff:169.254.169.254",),
    "zone.example": ("fe80::1%eth0",),
    "local6.example": ("fd00:ec2::254",),
    "nat64.example": ("64:ff9b::a9fe:a9fe",),
    "zero.example": ("0.0.0.0",),
    "broad.example": ("255.255.255.255",),
}
FORMS: dict[str, str] = {
    "loopback": "127.0.0.1",
    "loopback, another": "127.8.9.10",
    "decimal": "2130706433",
    "octal": "0177.0.0.01",
    "octal, whole": "017700000001",
    "hexadecimal": "0x7f.0x0.0x0.0x1",
    "hexadecimal, whole": "0x7f000001",
    "hexadecimal, capital": "0X7F.1",
    "hexadecimal, empty": "0x.0x.0x.0x",
    "two parts": "127.1",
    "three parts": "127.0.1",
    "one part": "0",
    "mixed bases": "0x7f.0.0.01",
    "leading zeros": "127.000.000.001",
    "overflow": "4425673729",
    "overflowing part": "127.0.0.257",
    "trailing dot": "127.0.0.1.",
    "two trailing dots": "127.0.0.1..",
    "full-width digits": "１２７．０．０．１",
    "circled digits": "①②⑦.⓪.⓪.①",
    "ideographic stops": "127。0。0。1",
    "Arabic digits": "١٢٧.0.0.1",
    "soft hyphen": "127.0.0.1\u00ad",
    "escaped": "%31%32%37.0.0.1",
    "escaped dot": "127%2e0.0.1",
    "private 10": "10.0.0.1",
    "private 172": "172.16.5.4",
    "private 192": "192.168.0.1",
    "link-local": "169.254.1.1",
    "cloud metadata": "169.254.169.254",
    "cloud metadata, decimal": "2852039166",
    "cloud metadata, Alibaba": "100.100.100.200",
    "cloud metadata, Azure": "168.63.129.16",
    "cloud metadata, Oracle": "192.0.0.192",
    "cloud metadata, name": "metadata.google.internal",
    "carrier's network": "100.64.0.1",
    "this network": "0.0.0.0",
    "documentation": "203.0.113.9",
    "benchmarking": "198.18.0.1",
    "multicast": "224.0.0.251",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "6to4 relay": "192.88.99.1",
    "IPv6 loopback": "[::1]",
    "IPv6 loopback, long": "[0:0:0:0:0:0:0:1]",
    "IPv6 unspecified": "[::]",
    "IPv4-mapped": "[::ffff:127.0.0.1]",
    "IPv4-mapped, hexadecimal": "[::ffff:7f00:1]",
    "IPv4-mapped metadata": "[::ffff:a9fe:a9fe]",
    "IPv4-translated": "[::ffff:0:127.0.0.1]",
    "IPv4-compatible": "[::127.0.0.1]",
    "NAT64": "[64:ff9b::127.0.0.1]",
    "NAT64, private prefix": "[64:ff9b:1::10.0.0.1]",
    "6to4": "[2002:7f00:1::]",
    "Teredo": "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "ISATAP": "[2a00:1450::5efe:10.0.0.1]",
    "IPv6 link-local": "[fe80::1]",
    "IPv6 zone": "[fe80::1%eth0]",
    "IPv6 zone, escaped": "[fe80::1%25lo]",
    "IPv6 private": "[fd00::1]",
    "IPv6 metadata": "[fd00:ec2::254]",
    "IPv6 site-local": "[fec0::1]",
    "IPv6 multicast": "[ff02::1]",
    "IPv6 documentation": "[2001:db8::1]",
    "IPv6 discard": "[100::1]",
    "IPv6 unassigned": "[4000::1]",
    "IPv6 of the future": "[v1.fe80::1]",
    "user name": "news.example@127.0.0.1",
    "user name and password": "news.example:80@127.0.0.1",
    "user name, another way round": "127.0.0.1@news.example",
    "backslash": "news.example\\@127.0.0.1",
    "fragment in front": "127.0.0.1#@news.example",
    "tab": "127.0.0\t.1",
    "no-break space": "127.0.0.1\u00a0",
    "localhost": "localhost",
    "localhost, capital": "LOCALHOST",
    "localhost, trailing dot": "localhost.",
    "localhost, below": "www.localhost",
    "localhost, circled letters": "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "localhost, long s": "localho\u017ft",
    "local domain": "localhost.localdomain",
    "name without a dot": "router",
    "mDNS": "printer.local",
    "reverse name": "1.0.0.127.in-addr.arpa",
    "other port": "news.example:6379",
    "other port, escaped": "news.example:%32%32",
    "port below zero": "news.example:-80",
    "port too large": "news.example:65616",
    "port in other digits": "news.example:８０８０",
    **{f"name for {' and '.join(found)}": name for name, found in NAMES.items()},
}
SCHEMES: dict[str, str] = {
    "file": "file:///etc/passwd",
    "file, host": "file://127.0.0.1/etc/passwd",
    "gopher": "gopher://127.0.0.1:6379/_FLUSHALL",
    "ftp": "ftp://127.0.0.1/x",
    "dict": "dict://127.0.0.1:11211/stats",
    "ldap": "ldap://127.0.0.1/",
    "jar": "jar:http://127.0.0.1/x!/",
    "data": "data:text/html,<p>x",
    "javascript": "javascript:alert(1)",
    "no slashes": "http:127.0.0.1/",
    "one slash": "http:/127.0.0.1/",
    "three slashes": "http:///127.0.0.1/",
    "backslashes": "http:\\\\127.0.0.1\\",
    "scheme-relative": "//127.0.0.1/",
    "line break": "http://news.example/\r\nHost: 127.0.0.1",
}
URLS: dict[str, str] = {**{name: f"http://{host}/x" for name, host in FORMS.items()}, **SCHEMES}

# Read beside the address they stand on, these lead back to its own host, which is no harm.
RELATIVE = ("no slashes", "one slash", "three slashes", "line break", "scheme-relative", "backslashes")

Said = list[tuple[str, str]]
Door = Callable[[FakeWeb, dict[str, str], Path], Said]


def by_argument(web: FakeWeb, urls: dict[str, str], folder: Path) -> Said:
    """A URL given to `read`."""
    return [(name, _read(web, url)) for name, url in urls.items()]


def by_list(web: FakeWeb, urls: dict[str, str], folder: Path) -> Said:
    """A line of a list of links."""
    rows = ['"' + url.replace('"', '""') + '"' for url in urls.values()]
    return _listed(web, ("url\n" + "\n".join(rows) + "\n").encode(), "links.csv", folder)


def by_gdelt(web: FakeWeb, urls: dict[str, str], folder: Path) -> Said:
    """A row of an event file, zipped as they come."""
    rows = ["\t".join(["1"] * 60 + [" ".join(url.split())]) for url in urls.values()]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("20310302.export.CSV", "\n".join(rows) + "\n")
    return _listed(web, packed.getvalue(), "20310302.export.CSV.zip", folder)


def by_feed(web: FakeWeb, urls: dict[str, str], folder: Path) -> Said:
    """The address of a feed; past the check of the command line, as a case made elsewhere might have it."""
    with Store.open(folder / "feed.db") as store:
        follower = Follower(store, fetcher(web), steps=fakes.STEPS)
        follower.queue.follow(urls.values())
        run = Run()
        follower.once(run)
        return [(refusal.source, refusal.reason) for refusal in run.failed]


def by_item(web: FakeWeb, urls: dict[str, str], folder: Path) -> Said:
    """The link of a feed's item."""
    items = "".join(
        f"<item><title>x</title><guid>{n}</guid><link>{escape(url)}</link></item>"
        for n, url in enumerate(urls.values())
    )
    feed = f"<?xml version='1.0' encoding='utf-8'?><rss><channel><title>c</title>{items}</channel></rss>"
    web.routes["feed.example/"] = reply(feed, media="application/rss+xml")
    with Store.open(folder / "item.db") as store:
        follower = Follower(store, fetcher(web), steps=fakes.STEPS)
        follower.queue.follow(["http://feed.example/"])
        run = Run()
        follower.once(run)
        return [(refusal.source, refusal.reason) for refusal in run.summary.refused + run.later]


def by_redirect(web: FakeWeb, urls: dict[str, str], folder: Path) -> Said:
    """The target of a redirect."""
    said = []
    for name, url in urls.items():
        web.routes["start.example/"] = reply(status="302 Found", Location=url.replace("\r\n", ""))
        said.append((name, _read(web, "http://start.example/")))
    return said


def by_robots(web: FakeWeb, urls: dict[str, str], folder: Path) -> Said:
    """The target of a redirect of robots.txt."""
    web.routes["start.example/"] = reply("a page that must not be reached", media="text/plain")
    said = []
    for name, url in urls.items():
        web.routes["start.example/robots.txt"] = reply(status="301 Moved", Location=url.replace("\r\n", ""))
        said.append((name, _read(web, "http://start.example/")))
    return said


DOORS: dict[str, Door] = {
    "URL argument": by_argument,
    "link list": by_list,
    "GDELT row": by_gdelt,
    "feed address": by_feed,
    "feed item": by_item,
    "redirect": by_redirect,
    "redirect of robots.txt": by_robots,
}
GOOD = ("forbidden address: ", "robots.txt: it can't be read (forbidden address: ", "no link: ")


def not_refused(said: Said) -> Said:
    """What was not refused as it should be; an address that leads back to the public host it stands on is no harm."""
    home = ("answered: 404", "read")
    return [
        one for one in said if not one[1].startswith(GOOD) and not (_is_relative(one[0]) and one[1].startswith(home))
    ]


def _is_relative(name: str) -> bool:
    return name in RELATIVE or name.startswith(("http://feed.example/", "http://news.example/"))


def _read(web: FakeWeb, url: str) -> str:
    (item,) = read_url(url, fetcher=fetcher(web))
    return item.reason if isinstance(item, Refusal) else "read"


def fetcher(web: FakeWeb, **caps: Any) -> Fetcher:
    """A fetcher that is in a hurry."""
    return Fetcher(caps=Caps(**{"seconds": 1.0, "delay": 0.0, **caps}), outside=web.outside())


@contextmanager
def watched(web: FakeWeb) -> Iterator[list[Any]]:
    """Everything that a socket is connected to, or asked of the system's resolver, except the local server."""
    seen: list[Any] = []
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo
    home = web.address()

    def watch(real: Callable[..., Any]) -> Callable[..., Any]:
        def connecting(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and tuple(address[:2]) != home:
                seen.append(address)
                raise OSError("a test does not leave the machine")
            return real(self, address)

        return connecting

    def looking(host: Any, *args: Any, **options: Any) -> Any:
        if host not in (home[0],):
            seen.append(host)
            raise OSError("a test does not ask name servers")
        return getaddrinfo(host, *args, **options)

    socket.socket.connect = watch(connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = watch(connect_ex)  # type: ignore[method-assign]
    socket.getaddrinfo = looking
    try:
        yield seen
    finally:
        socket.socket.connect = connect  # type: ignore[method-assign]
        socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]
        socket.getaddrinfo = getaddrinfo


def _listed(web: FakeWeb, data: bytes, name: str, folder: Path) -> Said:
    (folder / name).write_bytes(data)
    with Store.open(folder / f"{name}.db") as store, contextlib.redirect_stderr(io.StringIO()):
        run = read_links((), [str(folder / name)], store, settings=Settings(), fetcher=fetcher(web), steps=fakes.STEPS)
        said = [(refusal.source, refusal.reason) for refusal in run.summary.refused + run.later]
    return said + [(line, f"no link: {line}") for line in load(folder / name).shown]


@functools.cache
def _zeros(size: int) -> bytes:
    return gzip.compress(b"\0" * size)


_KIND = ("not a kind of report", "binary", "no report")
_FEED_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n"
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
_TEXT = "a page of words " * 40
# Answers made to hurt, and the type of the refusal (its words before the colon); "" where a report may come of it.
BOMBS: dict[str, tuple[Callable[[Request], Reply], tuple[str, ...]]] = {
    "gzip, 200 MB from 200 kB": (lambda r: reply(_zeros(200_000_000), Content_Encoding="gzip"), ("too large", "bomb")),
    "gzip, many members": (
        lambda r: reply(gzip.compress(b"x" * 1000) * 20_000, Content_Encoding="gzip"),
        ("too large",),
    ),
    "gzip in gzip": (lambda r: reply(gzip.compress(_zeros(200_000_000)), Content_Encoding="gzip"), _KIND),
    "gzip named twice": (lambda r: reply(gzip.compress(b"x"), Content_Encoding="gzip, gzip"), ("encoding",)),
    "gzip cut short": (lambda r: reply(gzip.compress(_TEXT.encode())[:-9], Content_Encoding="gzip"), ("broken",)),
    "gzip that is none": (lambda r: reply(b"words and words", Content_Encoding="gzip"), ("broken",)),
    "another encoding": (lambda r: reply(b"words", Content_Encoding="br"), ("encoding",)),
    "endless body": (lambda r: endless(_HEAD + b"\r\n", b"words " * 10_000), ("too large",)),
    "endless body in chunks": (lambda r: endless(_CHUNKED, b"1000\r\n" + b"x" * 4096 + b"\r\n"), ("too large",)),
    "endless body, announced short": (
        lambda r: endless(_HEAD + b"Content-Length: 5\r\n\r\n", b"x" * 65536),
        ("", "read"),
    ),
    "body announced large": (lambda r: reply(b"x", Content_Length="99999999999"), ("too large",)),
    "body announced below zero": (lambda r: reply(b"x", Content_Length="-1"), ("read", "broken")),
    "body cut short": (lambda r: reply(b"x", Content_Length="1000"), ("broken",)),
    "endless chunk head": (lambda r: endless(_CHUNKED, b"0" * 65536), ("broken", "too large")),
    "endless chunk extension": (lambda r: endless(_CHUNKED + b"1;", b"x" * 65536), ("broken", "too large")),
    "chunk below zero": (lambda r: _CHUNKED + b"-1\r\nx\r\n", ("broken",)),
    "endless trailers": (
        lambda r: endless(_CHUNKED + b"0\r\n", b"X: y\r\n" * 1000),
        ("broken", "too large", "out of time"),
    ),
    "endless header": (lambda r: endless(_HEAD + b"X: ", b"x" * 65536), ("broken",)),
    "endless headers": (lambda r: endless(_HEAD, b"X: y\r\n" * 1000), ("broken",)),
    "endless status line": (lambda r: endless(b"HTTP/1.1 200 ", b"x" * 65536), ("broken",)),
    "endless interim answers": (
        lambda r: endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        ("too large", "out of time"),
    ),
    "drip, headers": (lambda r: dripping(_HEAD, b"x", 0.02), ("out of time",)),
    "drip, body": (lambda r: dripping(_HEAD + b"\r\n", b"x", 0.02), ("out of time",)),
    "drip, chunks": (lambda r: dripping(_CHUNKED, b"1\r\nx\r\n", 0.02), ("out of time",)),
    "drip, status line": (lambda r: dripping(b"HTTP/1.1 200 ", b"x", 0.02), ("out of time",)),
    "silence": (lambda r: dripping(b"", b"", 0.02), ("out of time",)),
    "hang-up": (lambda r: b"", ("broken",)),
    "no HTTP": (lambda r: b"SSH-2.0-OpenSSH_9.9\r\n", ("broken",)),
    "redirect to itself": (lambda r: reply(status="302 Found", Location=r.path), ("bad redirect",)),
    "redirects in a ring": (lambda r: reply(status="302 Found", Location=_ring(r.path)), ("bad redirect",)),
    "redirects without end": (lambda r: reply(status="301 Moved", Location=r.path + "x"), ("bad redirect",)),
    "redirects that drip": (lambda r: _slow_redirect(r.path), ("bad redirect", "out of time")),
    "redirect to nothing": (
        lambda r: reply(status="302 Found", Location="http://"),
        ("forbidden address", "bad redirect"),
    ),
    "redirect, 60 kB long": (lambda r: reply(status="302 Found", Location="/" + "x" * 60_000), ("forbidden address",)),
    "picture": (lambda r: reply(b"\x89PNG", media="image/png"), ("content type",)),
    "program": (lambda r: reply(b"\x7fELF", media="application/octet-stream"), ("content type",)),
    "film, endless": (
        lambda r: endless(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", b"x" * 65536),
        ("content type",),
    ),
    "content type, 60 kB long": (lambda r: reply(b"x", media="text/" + "x" * 60_000), ("content type",)),
    "picture that calls itself a page": (lambda r: reply(b"\x89PNG\r\n" + b"\0" * 999), _KIND),
    "program that calls itself a page": (lambda r: reply(b"\x7fELF" + b"\0" * 999), _KIND),
    "zip that calls itself a page": (lambda r: reply(b"PK\x03\x04" + b"\0" * 999), _KIND),
    "gzip that calls itself a page": (lambda r: reply(_zeros(200_000_000)), _KIND),
    "page without words": (lambda r: reply("<html></html>"), ("no report",)),
    "empty page": (lambda r: reply(""), ("empty",)),
    "deep page": (lambda r: reply("<div>" * 900_000), ("too deep", "no report", "out of time", "out of memory")),
    "attribute of 4 MB": (
        lambda r: reply('<p class="' + "x" * 4_000_000 + '">words'),
        ("no report", "too large", "", "read"),
    ),
    "page of 5 million brackets": (lambda r: reply("<" * 4_999_000), ("no report", "out of time", "out of memory")),
    "charset that is none": (lambda r: reply(_TEXT, media="text/plain; charset=x" + "y" * 5000), ("", "read")),
    "no such page": (lambda r: reply(status="404 Not Found"), ("answered",)),
    "too many requests": (lambda r: reply(status="429 Slow Down", Retry_After="9" * 50), ("answered",)),
    "out of service": (lambda r: reply(status="503 Down", Retry_After="Fri, 99 Foo 2031"), ("answered",)),
    "partial answer": (lambda r: reply("x", status="206 Partial Content"), ("answered",)),
    "status that is none": (lambda r: reply("x", status="999 What"), ("answered", "broken")),
}
# The same for feeds, where another parser waits behind the fetcher.
_RSS = b"<?xml version='1.0'?><rss><channel>"
FEED_BOMBS: dict[str, tuple[Callable[[Request], Reply], tuple[str, ...]]] = {
    "billion laughs": (
        lambda r: _feed(_laughs() + b"<rss><channel><title>&l9;</title></channel></rss>"),
        ("forbidden content",),
    ),
    "quadratic entities": (
        lambda r: _feed(b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 50_000 + b'">]><rss>' + b"&a;" * 50_000 + b"</rss>"),
        ("forbidden content",),
    ),
    "entity from a file": (
        lambda r: _feed(
            b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>'
        ),
        ("forbidden content",),
    ),
    "entity from the web": (
        lambda r: _feed(b'<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]><rss/>'),
        ("forbidden content",),
    ),
    "entities in UTF-16": (
        lambda r: _feed('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY a "b">]><rss/>'.encode("utf-16")),
        ("forbidden content",),
    ),
    "document type from the web": (
        lambda r: _feed(b'<!DOCTYPE rss SYSTEM "http://127.0.0.1/x"><rss/>'),
        ("", "not a feed"),
    ),
    "inclusion": (
        lambda r: _feed(
            b'<rss xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></rss>'
        ),
        ("",),
    ),
    "endless feed": (
        lambda r: endless(_FEED_HEAD + _RSS, b"<item><title>x</title><link>/x</link></item>" * 500),
        ("too large",),
    ),
    "feed that drips": (lambda r: dripping(_FEED_HEAD + _RSS, b"<item>", 0.02), ("out of time",)),
    "deep feed": (lambda r: _feed(_RSS + b"<a>" * 1_500_000), ("too deep",)),
    "deep bases": (lambda r: _feed(_RSS + b'<a xml:base="b/c/">' * 200_000), ("too deep",)),
    "feed of empty tags": (lambda r: _feed(_RSS + b"<a/>" * 1_200_000), ("too many parts",)),
    "feed of 100,000 items": (lambda r: _feed(_RSS + b"<item><link>/1</link></item>" * 100_000), ("too many parts",)),
    "attribute of 4 MB": (
        lambda r: _feed(b'<rss a="' + b"x" * 4_900_000 + b'"><channel/></rss>'),
        ("", "broken", "not a feed"),
    ),
    "500,000 attributes": (lambda r: _feed(b"<rss " + b"".join(b'a%d="" ' % n for n in range(350_000)) + b"/>"), ("",)),
    "title of 4 MB": (lambda r: _feed(_RSS + b"<title>" + b"x" * 4_900_000 + b"</title></channel></rss>"), ("",)),
    "open CDATA": (lambda r: _feed(_RSS + b"<item><title><![CDATA[" + b"]" * 4_900_000), ("", "broken")),
    "brackets": (lambda r: _feed(b"<" * 4_900_000), ("not a feed", "broken")),
    "ampersands": (lambda r: _feed(_RSS + b"&" * 4_900_000), ("", "broken")),
    "end tags": (lambda r: _feed(_RSS + b"</a>" * 1_200_000), ("",)),
    "gzip bomb": (lambda r: _feed(_zeros(200_000_000), Content_Encoding="gzip"), ("too large", "bomb")),
    "page": (lambda r: reply("<html><body><p>words</p></body></html>"), ("not a feed",)),
    "picture": (lambda r: reply(b"\x89PNG", media="image/png"), ("content type",)),
    "nothing": (lambda r: _feed(b""), ("empty",)),
    "NUL bytes": (lambda r: _feed(b"\0" * 100_000), ("empty", "broken", "not a feed")),
    "wrong encoding": (
        lambda r: _feed(b"<?xml version='1.0' encoding='x-none'?><rss><channel/></rss>"),
        ("broken", "not a feed", ""),
    ),
}


# Left to benchmarks/hostile_net.py: a second of work each, and parsers that have tests of their own.
HEAVY = (
    *("attribute of 4 MB", "page of 5 million brackets", "500,000 attributes", "feed of 100,000 items"),
    *("feed that drips", "drip, chunks", "drip, status line", "endless trailers", "endless interim answers"),
)


def ask_page(web: FakeWeb, answer: Callable[[Request], Reply], seconds: float = 1.0) -> str:
    """What becomes of a page: the reason of its refusal, or "read"."""
    _serve(web, answer)
    (item,) = read_url("http://bomb.example/", fetcher=fetcher(web, seconds=seconds))
    return item.reason if isinstance(item, Refusal) else "read"


def ask_feed(web: FakeWeb, answer: Callable[[Request], Reply], seconds: float = 1.0) -> str:
    """What becomes of a feed: the reason of its refusal, or "" and the number of its items."""
    _serve(web, answer)
    try:
        got = fetcher(web, seconds=seconds).get("http://bomb.example/", types=FEEDS)
        return f": {len(feeds.parse(got.body, url=got.final).items)} items"
    except FetchError as error:
        return error.reason
    except ReadError as error:
        return str(error)


def _serve(web: FakeWeb, answer: Callable[[Request], Reply]) -> None:
    web.names["bomb.example"] = (f"{PUBLIC}66",)
    web.default = answer


def _feed(data: bytes, **headers: str) -> bytes:
    return reply(data, media="application/rss+xml", **headers)


def _laughs() -> bytes:
    lines = [b'<!ENTITY l0 "ha">'] + [b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)]
    return b"<?xml version='1.0'?><!DOCTYPE rss [" + b"".join(lines) + b"]>"


def _ring(path: str) -> str:
    return {"/": "/a", "/a": "/b", "/b": "/c", "/c": "/d"}.get(path, "/")


def _slow_redirect(path: str) -> Iterator[bytes]:
    for byte in reply(status="302 Found", Location=path + "x"):
        time.sleep(0.01)
        yield bytes([byte])
