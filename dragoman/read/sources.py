"""What a source is, told from its name alone: a web address, a list of links, or else a file or folder."""

from __future__ import annotations

import re
from pathlib import Path

from dragoman.errors import ReadError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_HOST = re.compile(r"(www\.[\w.-]+|[\w-]+(\.[\w-]+)*\.(com|org|net|info|int|gov|edu))(/|$)", re.IGNORECASE)
_GDELT = re.compile(r"\d{8}(\d{6})?(\.translation)?\.(export|mentions)\.csv(\.zip)?", re.IGNORECASE)


def is_url(source: object) -> bool:
    """True for what begins like a web address.

    >>> is_url("https://news.example/a"), is_url("reports/a.html")
    (True, False)
    """
    return isinstance(source, str) and _URL.match(source) is not None


def is_gdelt(source: str | Path) -> bool:
    """True for the name or address of one of GDELT's event or mention files.

    >>> is_gdelt("20310302.export.CSV.zip"), is_gdelt("export.csv")
    (True, False)
    """
    return _GDELT.fullmatch(str(source).replace("\\", "/").rsplit("/", 1)[-1]) is not None


def require(source: str | Path) -> Path:
    """The file or folder; raises ReadError where there is none."""
    if not str(source).strip():
        # Path("") is the folder one stands in, and a variable of the shell that is empty must not read all of it.
        raise ReadError("Source '' is empty. Give a file or a folder of reports; this folder is '.'.")
    path = Path(source)
    try:
        there = path.exists()
    except OSError as error:
        raise ReadError(f"Source '{source}' can't be looked at: {error.strerror}.") from error
    if not there:
        raise ReadError(f"Source '{source}' does not exist. {_instead(str(source))}")
    return path


def _instead(source: str) -> str:
    """What somebody may have meant who names a source that is not there."""
    if source == "-":
        return "From a pipe: save it as a file first, or code it without a case with: dragoman code"
    if any(sign in source for sign in "*?["):
        return "Patterns are not filled in here; give the folder."
    if _HOST.match(source):
        return f"A page on the web begins with https://: https://{source}"
    return "Give a file or a folder of reports."
