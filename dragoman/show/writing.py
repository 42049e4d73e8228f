"""Files that commands write: as a whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from dragoman.errors import DragomanError


def write_whole(path: Path, text: str, *, what: str) -> None:
    """Write a text file, UTF-8 with line feeds; a full disk leaves the file that was there before as it was.

    `what` names the file in the message ("Page"). Raises DragomanError where it can't be written.
    """
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
