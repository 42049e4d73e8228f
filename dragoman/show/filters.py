"""Filters as typed by a user, checked: a misspelt type must not look like an empty record."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from dragoman.errors import DragomanError
from dragoman.show.rows import QUAD_OF
from dragoman.store import Filter

STATUSES = ("actual", "future", "requested", "hypothetical", "negated")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def checked(
    actor: str | None = None,
    recipient: str | None = None,
    voice: str | None = None,
    event: str | None = None,
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
    report: str | None = None,
    *,
    repeated: bool = False,
) -> Filter:
    """A Filter, or a DragomanError that says what was possible.

    >>> checked(event="assault").event
    'ASSAULT'
    """
    if event is not None:
        event = _known(event.upper(), tuple(QUAD_OF), "type")
    if status is not None:
        status = _known(status.lower(), STATUSES, "status")
    for name, value in (("since", since), ("until", until)):
        if value is not None and not _DATE.fullmatch(value):
            raise DragomanError(f"--{name} '{value}' is not a date; write 2018, 2018-05 or 2018-05-22.")
    return Filter(actor, recipient, voice, event, status, since, until, report, repeated)


def _known(value: str, values: Sequence[str], what: str) -> str:
    if value in values:
        return value
    near = difflib.get_close_matches(value, values, 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise DragomanError(f"No {what} '{value}'.{hint} Known: {', '.join(values)}.")
