"""A web on loopback: host names that stand for public addresses, which are dialled to one local server.

The fetcher checks addresses as it does in life; only look-up and dial are handed in. Whatever was dialled is noted, and
what is not one of the addresses given here goes to the real `dial`, where a test sees it.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.read import sockets

Reply = bytes | Iterable[bytes]
PUBLIC = "9.9.9."  # never really dialled


def reply(
    body: bytes | str = b"", *, status: str = "200 OK", media: str | None = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """A whole answer; header names are written with underscores."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"Content-Type: {media}"] if media is not None else []
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    fields.setdefault("Content-Length", str(len(data)))
    lines += [f"{name}: {value}" for name, value in fields.items() if value]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + data


@dataclass
class Request:
    """What a server was asked: host, path, headers in lower case."""

    host: str
    path: str
    headers: dict[str, str]


@dataclass
class FakeWeb:
    """Routes are keyed by "host/path"; a value is the answer, or a function of the request that gives it."""

    routes: dict[str, Reply | Callable[[Request], Reply]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    clock: float = 1_900_000_000.0
    default: Callable[[Request], Reply] | None = None
    wrap: Callable[[socket.socket], socket.socket] | None = None

    def __enter__(self) -> FakeWeb:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._listener.settimeout(0.1)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()
        self._listener.close()

    def outside(self) -> sockets.Outside:
        return sockets.Outside(look_up=self.look_up, dial=self.dial, now=lambda: self.clock, sleep=self.sleep)

    def look_up(self, host: str, port: int) -> tuple[str, ...]:
        self.looked_up.append(host)
        if host in self.names:
            return self.names[host]
        if any(key.split("/")[0] == host for key in self.routes):
            return (f"{PUBLIC}{1 + sum(host.encode()) % 250}",)
        raise OSError(f"no such host: {host}")

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append((address, port))
        if address.startswith(PUBLIC):
            return socket.create_connection(self.address(), seconds)
        return sockets.dial(address, port, seconds)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock += seconds

    def address(self) -> tuple[str, int]:
        """Where the local server listens."""
        host, port = self._listener.getsockname()
        return str(host), int(port)

    def paths(self) -> list[str]:
        """What was asked, without robots.txt."""
        return [f"{one.host}{one.path}" for one in self.asked if one.path != "/robots.txt"]

    def _serve(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(10)
            if self.wrap:
                connection = self.wrap(connection)
            data = b""
            while b"\r\n\r\n" not in data:
                piece = connection.recv(65536)
                if not piece:
                    return
                data += piece
            request = _request(data)
            self.asked.append(request)
            for piece in self._pieces(request):
                if self._stopped.is_set():
                    return
                connection.sendall(piece)
        except OSError:
            pass  # the fetcher hung up, which is what many tests are about
        finally:
            connection.close()

    def _pieces(self, request: Request) -> Iterator[bytes]:
        route = self.routes.get(request.host + request.path)
        if route is None and self.default is not None and request.path != "/robots.txt":
            route = self.default
        if callable(route):
            route = route(request)
        if route is None:
            yield reply("nothing here", status="404 Not Found")
        elif isinstance(route, bytes):
            yield route
        else:
            yield from route


def _request(data: bytes) -> Request:
    lines = data.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon:
            break
        headers[name.strip().lower()] = value.strip()
    return Request(headers.get("host", ""), lines[0].split(" ")[1], headers)


def dripping(head: bytes, piece: bytes, seconds: float) -> Iterator[bytes]:
    """An answer that never ends, a piece at a time."""
    yield head
    while True:
        time.sleep(seconds)
        yield piece


def endless(head: bytes, piece: bytes) -> Iterator[bytes]:
    yield head
    while True:
        yield piece
