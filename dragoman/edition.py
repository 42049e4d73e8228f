"""Which edition of the coder wrote a report's claims: the program, its knowledge, and what the user adds to it.

A report is coded once and passed over when it is read again. After an upgrade, or after an actor was added, its claims are
those of before: the record says so, and `pipeline.recode` codes it anew.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from dragoman.settings import Settings

# What stands between a cleaned report and its claims.
PARTS = ("model", "data", "parse", "resolve", "code")


def edition(settings: Settings, actors: Path | None) -> str:
    """Sixteen hexadecimal digits: equal for the same program, knowledge, `actors` file, gazetteer and pipeline.

    >>> edition(Settings(), None) == edition(Settings(max_pages=9), None)  # what is read has no part in it
    True
    >>> edition(Settings(), None) == edition(Settings(pipeline="en_news"), None)
    False
    """
    digest = hashlib.sha256(_program().encode())
    digest.update(repr(settings.pipeline).encode())
    for file in (actors, Path(settings.places) if settings.places else None):
        digest.update(_bytes_of(file) if file is not None and file.is_file() else b"none")
    return digest.hexdigest()[:16]


def _bytes_of(file: Path) -> bytes:
    stat = file.stat()
    return _hash(str(file.resolve()), stat.st_mtime_ns, stat.st_size)


@functools.lru_cache(maxsize=8)
def _hash(file: str, changed: int, size: int) -> bytes:
    # Once for each state of a file: a gazetteer may have hundreds of megabytes, and `follow` asks for every page it reads.
    with Path(file).open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").digest()


@functools.cache
def _program() -> str:
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for part in PARTS:
        for file in sorted((root / part).rglob("*"), key=lambda file: file.relative_to(root).as_posix()):
            # What the system or an editor leaves beside the files (.DS_Store, .swp) is no part of the program.
            if file.is_file() and file.suffix != ".pyc" and not file.name.startswith("."):
                digest.update(f"{file.relative_to(root).as_posix()}\n".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
