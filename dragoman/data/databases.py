"""Where a database file is, as SQLite is told."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urlencode


def database_address(path: Path, **options: str) -> str:
    """The address by which `sqlite3.connect(..., uri=True)` opens the file at `path`, for reading alone unless `options` say otherwise.

    Not `Path.as_uri`: of a folder on a Windows network it makes an address with a host, which SQLite refuses.

    >>> database_address(Path("/news/what?.db"), immutable="1").endswith("/news/what%3F.db?mode=ro&immutable=1")
    True
    """
    return f"file:{quote(os.fsencode(path.resolve()))}?{urlencode({'mode': 'ro', **options})}"
