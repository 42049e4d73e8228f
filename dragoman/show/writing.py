"""Files that commands write: as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from dragoman.errors import DragomanError

# What a case, a gazetteer and every other SQLite database begin with.
_DATABASE = b"SQLite format 3\x00"


def spare(path: Path, *, what: str, made_from: Iterable[Path] = ()) -> None:
    """Refuse to write over what must not be lost: a database such as a case, or a file that the new one is made from.

    `what` names the new file in the message ("Page"). Raises DragomanError; where nothing is in the way, does nothing.
    """
    if not path.is_file():
        return
    if any(source.exists() and source.samefile(path) for source in made_from):
        raise DragomanError(f"{what} '{path}' is not written: it is made from the file of that name. Name another one.")
    with suppress(OSError), path.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise DragomanError(
                f"{what} '{path}' is not written: a case or another database has that name. Name another file."
            )


def write_whole(path: Path, text: str, *, what: str, made_from: Iterable[Path] = ()) -> None:
    """Write a text file, UTF-8 with line feeds; a full disk leaves the file that was there before as it was.

    `what` names the file in the message ("Page"). Raises DragomanError where it can't be written, or where `spare` forbids it.
    """
    spare(path, what=what, made_from=made_from)
    if path.is_dir():
        raise DragomanError(f"{what} '{path}' can't be written: it is a folder. Name a file in it.")
    if not path.parent.exists():
        raise DragomanError(f"{what} '{path}' can't be written: there is no folder '{path.parent}'. Make it first.")
    part = None
    try:
        # What is no plain file (/dev/stdout, a named pipe) can only be written into.
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        target = path.resolve()
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(target)
    except OSError as error:
        with suppress(OSError):
            if part is not None:
                part.unlink()
        raise DragomanError(f"{what} '{path}' can't be written: {error.strerror}.") from error
