"""What a reader makes of one document's bytes, before it is known where they stood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model import Hint
from dragoman.model.text import HintField

MAX_HINT = 500
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes inside other bytes: the attachment of a mail, a file in an archive. `name` is where it stands in there."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a document, what its format says of it, parts of it that were not read, and documents inside it."""

    text: str
    media_type: str
    url: str | None = None
    hints: tuple[Hint, ...] = ()
    declined: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def hint(field: HintField, value: object, origin: str) -> tuple[Hint, ...]:
    """A hint as a tuple of one, on one line; none where there is no value ("None" is how some tools write none).

    >>> hint("title", " Ministers \\n meet ", "mail Subject")
    (Hint(field='title', value='Ministers meet', origin='mail Subject'),)
    >>> hint("title", "None", "news-please title")
    ()
    """
    if not isinstance(value, str):
        return ()
    line = _SPACE.sub(" ", value[: 4 * MAX_HINT]).strip()[:MAX_HINT]
    return () if line in ("", "None", "null") else (Hint(field, line, origin),)


def web_address(value: object) -> str | None:
    """The value if it is the address of a page on the web, else None.

    >>> web_address(" https://example.org/a "), web_address("cid:part1@mail")
    ('https://example.org/a', None)
    """
    if not isinstance(value, str):
        return None
    line = value.strip()
    plain = len(line) <= 2000 and not re.search(r"[\s<>\"\x00-\x1f\x7f]", line)
    return line if plain and line.lower().startswith(("http://", "https://")) else None
