"""Why a source is declined: a fixed list of types, so that reasons can be counted, searched and tested.

Every reason of the read stage is a type, a colon and the particulars ("too large: 6000000 bytes, and the limit is
5000000"), or the type alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from dragoman.errors import ReadError


class Why(StrEnum):
    """The type of a refusal: the words before the colon of its reason."""

    EMPTY = "empty"
    BINARY = "binary"
    NOT_TEXT = "not text"
    NO_REPORT = "no report"
    NO_TEXT_LAYER = "no text layer"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    UNREADABLE = "unreadable"
    UNKNOWN = "not a kind of report"
    UNSAFE_NAME = "unsafe name"
    LINK = "a link"
    TOO_LARGE = "too large"
    TOO_LONG = "too long"
    TOO_DEEP = "too deep"
    TOO_MANY = "too many parts"
    BOMB = "bomb"
    FORBIDDEN = "forbidden content"
    TIME = "out of time"
    MEMORY = "out of memory"
    DIED = "reader died"
    PASSED = "passed over"


class Declined(ReadError):
    """A source, or a part of it, that is not read; `why` is its type and the message the whole reason.

    >>> str(Declined(Why.TOO_DEEP, "700 levels, and the limit is 512"))
    'too deep: 700 levels, and the limit is 512'
    """

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why = why


def over(why: Why, found: object, limit: object, unit: str) -> Declined:
    """A limit that was passed, in one form of words.

    >>> str(over(Why.TOO_LARGE, 12, 10, "bytes"))
    'too large: 12 bytes, and the limit is 10'
    """
    return Declined(why, f"{found} {unit}, and the limit is {limit}")


@contextmanager
def declining(kind: str) -> Iterator[None]:
    """Nothing but `Declined` (and `MemoryError`) comes out of a reader: whatever a library raises, its file is at fault.

    >>> with declining("zip"):
    ...     b"PK".index(b"x")
    Traceback (most recent call last):
    dragoman.read.reasons.Declined: broken: ValueError in the zip reader: subsection not found
    """
    try:
        yield
    except (Declined, MemoryError):
        raise
    except RecursionError as error:
        raise Declined(Why.TOO_DEEP, f"nested deeper than the {kind} reader goes") from error
    # Libraries raise what they raise; the next file is not at fault.
    except Exception as error:
        raise Declined(Why.BROKEN, f"{type(error).__name__} in the {kind} reader: {str(error)[:100]}") from error
