"""The process that parses what others wrote: it may run out of time or memory, or die, and the run goes on without it.

It is a Python of its own with pipes for input and output (`pool` starts it), so it needs no fork and works alike on
Linux, macOS and Windows. Both sides send frames: four bytes of length, then JSON; the request may be followed by a
frame of raw bytes. Nothing that comes back is ever executed or unpickled.
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.model import Hint
from dragoman.read.limits import Limits
from dragoman.read.page import Page
from dragoman.read.reasons import Declined, Why
from dragoman.read.walk import Item, read_leaf, walk

_LENGTH = struct.Struct(">I")
MAX_FRAME = 128_000_000
# Events of the interpreter that a reader of documents has no business with. Not a jail, but what most exploits try first.
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "shutil.")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_DESTRUCTIVE = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.truncate")


def send(file: BinaryIO, value: object) -> None:
    """Write one frame."""
    data = json.dumps(value, separators=(",", ":")).encode("ascii")
    file.write(_LENGTH.pack(len(data)) + data)
    file.flush()


def receive(file: BinaryIO) -> Any:
    """The value of the next frame. Raises EOFError where the other side is gone."""
    return json.loads(receive_bytes(file))


def send_bytes(file: BinaryIO, data: bytes) -> None:
    """Write one frame of raw bytes."""
    file.write(_LENGTH.pack(len(data)))
    file.write(data)
    file.flush()


def receive_bytes(file: BinaryIO) -> bytes:
    """The bytes of the next frame. Raises EOFError where the other side is gone."""
    (length,) = _LENGTH.unpack(_exactly(file, _LENGTH.size))
    if length > MAX_FRAME:
        raise EOFError(f"a frame of {length} bytes")
    return _exactly(file, length)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the other side is gone: first the limits, then one file or document after the other."""
    try:
        limits = limits_of(receive(requests))
        _confine(limits)
        send(answers, {"ready": True})
        while True:
            request = receive(requests)
            data = receive_bytes(requests) if request.get("data") else None
            _answer(request, data, limits, lambda value: send(answers, value))
    except (EOFError, OSError, KeyboardInterrupt):  # a pipe that nobody reads any more is EPIPE, on Windows EINVAL
        return


def limits_of(values: dict[str, Any]) -> Limits:
    """Limits from their JSON form."""
    made: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return Limits(**made)


def item_of(value: dict[str, Any]) -> Item:
    """An item from its JSON form."""
    page = value.get("page")
    made = None
    if page is not None:
        hints = tuple(Hint(*one) for one in page["hints"])
        made = Page(page["text"], page["media_type"], page["url"], hints, tuple(page["declined"]))
    declined = value.get("declined")
    problem = Declined(Why(declined[0]), declined[1]) if declined else None
    return Item(value["name"], value["id"], value["size"], made, problem, value["at"])


def _answer(request: dict[str, Any], data: bytes | None, limits: Limits, say: Callable[[object], None]) -> None:
    try:
        if request["do"] == "walk":
            with Path(request["path"]).open("rb") as file:
                _walk(file, request, limits, say)
        elif request["do"] == "walk bytes":
            _walk(io.BytesIO(data or b""), request, limits, say)
        else:
            hints = tuple(Hint(*one) for one in request.get("hints", ()))
            page = read_leaf(
                data or b"",
                request["kind"],
                limits,
                charset=request.get("charset"),
                url=request.get("url"),
                hints=hints,
            )
            say({"item": _item(Item("", page=page))})
        say({"end": True})
    except Declined as declined:
        say({"item": _item(Item("", declined=declined))})
        say({"end": True})
    except MemoryError:
        say({"out of memory": True})
        # What is left after a failed allocation is not to be trusted with the next document.
        os._exit(3)
    except OSError as error:
        say({"item": _item(Item("", declined=Declined(Why.UNREADABLE, error.strerror or type(error).__name__)))})
        say({"end": True})


def _walk(file: BinaryIO, request: dict[str, Any], limits: Limits, say: Callable[[object], None]) -> None:
    found = walk(
        file,
        request["name"],
        limits,
        start=request.get("start"),
        skip=request.get("skip", 0),
        resumed=lambda count: say({"resumed": count}),
        announce=lambda name: say({"next": name}),
    )
    for item in found:
        say({"item": _item(item)})


def _item(item: Item) -> dict[str, Any]:
    page = item.page
    return {
        "name": item.name,
        "id": item.id,
        "size": item.size,
        "at": item.at,
        "declined": _reason(item.declined) if item.declined else None,
        "page": page
        and {
            "text": page.text,
            "media_type": page.media_type,
            "url": page.url,
            "hints": [(one.field, one.value, one.origin) for one in page.hints],
            "declined": page.declined,
        },
    }


def _reason(declined: Declined) -> tuple[str, str]:
    return declined.why, str(declined).removeprefix(declined.why).removeprefix(": ")


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _confine(limits: Limits) -> None:
    """Caps that the system enforces, where it has them, and a watch on what the interpreter is asked to do."""
    try:
        import resource
    except ImportError:  # Windows has none; there, the caps on sizes and time are what holds.
        pass
    else:
        for name, value in (("RLIMIT_DATA", limits.max_memory), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
            try:
                hard = resource.getrlimit(getattr(resource, name))[1]
                wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
                resource.setrlimit(getattr(resource, name), (wanted, hard if name == "RLIMIT_DATA" else wanted))
            except (AttributeError, ValueError, OSError):
                continue
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        _, mode, flags = (*arguments, None, None)[:3]
        # `os.open` tells no mode, and some of its flags make or empty a file before a byte is written.
        if (isinstance(mode, str) and any(char in mode for char in "wax+")) or (
            isinstance(flags, int) and flags & _WRITING
        ):
            raise PermissionError(f"a reader must not write: {arguments[0]}")
    elif event.startswith(_FORBIDDEN) or event in _DESTRUCTIVE:
        raise PermissionError(f"a reader must not: {event}")


def as_values(limits: Limits) -> dict[str, Any]:
    """Limits in JSON form."""
    return asdict(limits)


def main() -> None:
    """Serve on standard input and output; whatever a library prints goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    serve(requests, answers)


if __name__ == "__main__":
    main()
