"""Filters as typed by a user, checked: a misspelt type must not look like an empty record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.errors import DragomanError
from dragoman.model.terms import QUAD_OF, STATUSES
from dragoman.store import Filter, View

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
        if value is not None:
            prefix_date(value, option=name)
    return Filter(actor, recipient, voice, event, status, since, until, report, repeated)


def wanted(
    view: View,
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
    """What was typed, `checked`, and then `found` in the case."""
    return found(view, checked(actor, recipient, voice, event, status, since, until, report, repeated=repeated))


def prefix_date(value: str, *, option: str) -> str:
    """The date, if it is a year, a month or a day; raises DragomanError for anything else.

    >>> prefix_date("2018-05", option="since")
    '2018-05'
    """
    if not _DATE.fullmatch(value):
        raise DragomanError(f"--{option} '{value}' is not a date; write 2018, 2018-05 or 2018-05-22.")
    return value


def found(view: View, wanted: Filter) -> Filter:
    """The filter with its parties and report looked up in the case, and parties that only the world book knows by their id.

    Raises DragomanError for a party that neither knows, StoreError where `report` is no one report.
    """
    return replace(
        wanted,
        actor=_party(view, wanted.actor),
        recipient=_party(view, wanted.recipient),
        voice=_party(view, wanted.voice),
        report=view.find(wanted.report).id if wanted.report else None,
    )


def _party(view: View, name: str | None) -> str | None:
    if name is None or view.names(name):
        return name
    from dragoman.data.book import load_book
    from dragoman.show.actors import ids_of, names_in, near

    book = load_book()
    ids = ids_of(book, name)
    if not ids:
        hint = near(name, view.parties()) or near(name, names_in(book))
        raise DragomanError(f"No party '{name}' in this case.{hint} 'dragoman show actors' lists all.")
    return ids[0]


def _known(value: str, values: Sequence[str], what: str) -> str:
    if value in values:
        return value
    from dragoman.show.actors import near

    raise DragomanError(f"No {what} '{value}'.{near(value, values)} Known: {', '.join(values)}.")
