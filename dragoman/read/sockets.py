"""The two calls that touch the world outside, look-up and dial, and the meter that every answer passes through.

This is the only module that opens a socket. What is dialled is always a number that `addresses.blocked` let pass; the host
name is used again only to verify the certificate. A name is looked up once for each request, so a name server that answers
differently the second time has nobody to answer to.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from dragoman.errors import FetchError
from dragoman.read.addresses import Target, blocked

# Trying more addresses of one host costs the time that the next report needs.
MOST_ADDRESSES = 3


def look_up(host: str, port: int) -> Sequence[str]:
    """Numeric addresses of a host, as the system's resolver gives them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """A connected socket to a numeric address; no name is looked up. Raises OSError."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


@cache
def tls_context() -> ssl.SSLContext:
    """Verifies names and certificates, against the system's roots and those that `certifi` ships."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True)
class Outside:
    """The world as the fetcher meets it. Tests hand in another one; no setting and no variable of the environment can.

    Whatever `look_up` answers is checked, whatever `dial` is given has been checked.
    """

    look_up: Callable[[str, int], Sequence[str]] = look_up
    dial: Callable[[str, int, float], socket.socket] = dial
    tls: Callable[[], ssl.SSLContext] = tls_context
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Meter:
    """How long, and how many bytes, an answer may take; a socket asks it before and after each read.

    A limit on each single read is not enough: a server that sends one byte a second keeps every such limit.
    """

    deadline: float
    most: int
    used: int = 0
    broken: str = field(default="")

    def left(self) -> float:
        """Seconds left; raises TimeoutError when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            self.broken = self.broken or "slow"
            raise TimeoutError("out of time")
        return left

    def count(self, size: int) -> None:
        """Add bytes that came in; raises OSError when they are too many."""
        self.used += size
        if self.used > self.most:
            self.broken = self.broken or "large"
            raise OSError("too many bytes")


class _Plain(socket.socket):
    meter: Meter

    def recv_into(self, *args: Any, **options: Any) -> int:
        self.settimeout(self.meter.left())
        size = super().recv_into(*args, **options)
        self.meter.count(size)
        return size


class _Tls(ssl.SSLSocket):
    meter: Meter

    def recv_into(self, *args: Any, **options: Any) -> int:
        self.settimeout(self.meter.left())
        size = super().recv_into(*args, **options)
        self.meter.count(size)
        return size


class _Http(HTTPConnection):
    """A connection whose socket is already chosen: nothing is looked up, no proxy is asked."""

    given: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.given

    def close(self) -> None:
        super().close()
        self.given.close()


class _Https(HTTPSConnection):
    given: socket.socket
    meter: Meter

    def _new_conn(self) -> socket.socket:
        return self.given

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, _Tls):
            self.sock.meter = self.meter

    def close(self) -> None:
        super().close()
        # The handshake may have failed before the connection took it over.
        self.given.close()


def connect(target: Target, meter: Meter, outside: Outside, *, seconds: float) -> HTTPConnection:
    """A connection to the host of `target`, dialled by a checked number; `seconds` is the limit for look-up and dial each.

    Raises FetchError when the name isn't known, when any of its addresses is not public, or when nobody answers there;
    TimeoutError when the meter has run out.
    """
    addresses = (str(target.literal),) if target.literal is not None else _checked(target, meter, outside, seconds)
    sock = _dialled(target, addresses, meter, outside, seconds)
    plain = _Plain(sock.family, sock.type, sock.proto, fileno=sock.detach())
    plain.meter = meter
    try:
        left = meter.left()
        plain.settimeout(left)
        if target.scheme == "http":
            http = _Http(target.host, target.port, timeout=left)
            http.given = plain
            return http
        context = outside.tls()
        context.sslsocket_class = _Tls
        https = _Https(target.host, target.port, timeout=left, ssl_context=context)
        https.given, https.meter = plain, meter
        return https
    except BaseException:
        plain.close()
        raise


def _checked(target: Target, meter: Meter, outside: Outside, seconds: float) -> Sequence[str]:
    """The addresses of a host, all of them public: one that is not refuses the host, since the next answer may be it."""
    found = _within(min(seconds, meter.left()), target, outside)
    for address in found:
        why = blocked(address)
        if why:
            detail = f"'{target.host}' stands for {address}, not a public address ({why})"
            raise FetchError(target.url, "forbidden address", detail)
    return found[:MOST_ADDRESSES]


def _within(seconds: float, target: Target, outside: Outside) -> Sequence[str]:
    """Look a name up in a thread of its own: the system's resolver knows no limit of time."""
    answer: list[Sequence[str]] = []
    failure: list[Exception] = []

    def ask() -> None:
        try:
            answer.append(tuple(outside.look_up(target.host, target.port)))
        except Exception as error:
            failure.append(error)

    thread = threading.Thread(target=ask, daemon=True, name="look-up")
    thread.start()
    thread.join(seconds)
    if answer and answer[0]:
        return answer[0]
    why = f"{failure[0]}" if failure else "nobody knows it" if answer else f"no answer within {seconds:.0f} s"
    lasting = bool(answer)
    raise FetchError(target.url, "no such host", f"'{target.host}' is not found ({why})", lasting=lasting)


def _dialled(target: Target, addresses: Sequence[str], meter: Meter, outside: Outside, seconds: float) -> socket.socket:
    last: OSError | None = None
    for address in addresses:
        try:
            return outside.dial(address, target.port, min(seconds, meter.left()))
        except OSError as error:
            last = error
    raise FetchError(target.url, "not reached", _said(last), lasting=False)


def _said(error: OSError | None) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return (error.strerror if error else None) or str(error)
