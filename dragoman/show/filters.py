"""Filters as typed by a user, checked: a misspelt type must not look like an empty record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.errors import DragomanError
from dragoman.model.terms import QUAD_OF, STATUSES
from dragoman.store import Filter, View

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def wanted(view: View, typed: Filter) -> Filter:
    """What was typed, `checked`, and then `found` in the case."""
    return found(view, checked(typed))


def checked(typed: Filter) -> Filter:
    """The filter with its type and status as the record writes them; raises DragomanError, which says what was possible.

    >>> checked(Filter(event="assault")).event
    'ASSAULT'
    """
    for name in ("since", "until"):
        if (value := getattr(typed, name)) is not None:
            prefix_date(value, option=name)
    if typed.since and typed.until and typed.since > typed.until + "\x7f":
        raise DragomanError(f"--since '{typed.since}' is later than --until '{typed.until}'; exchange the two.")
    event, status = typed.event, typed.status
    return replace(
        typed,
        event=None if event is None else _known(event.upper(), tuple(QUAD_OF), "type"),
        status=None if status is None else _known(status.lower(), STATUSES, "status"),
    )


def standing(value: str | None) -> str | None:
    """The standing of an event as the record writes it; raises DragomanError, which says what was possible.

    >>> standing("Contested")
    'contested'
    """
    known = ("contested", "corroborated", "single-sourced")
    return None if value is None else _known(value.lower(), known, "standing")


def prefix_date(value: str, *, option: str) -> str:
    """The date, if it is a year, a month or a day of the calendar; raises DragomanError for anything else.

    >>> prefix_date("2018-05", option="since")
    '2018-05'
    """
    try:
        there = bool(_DATE.fullmatch(value) and date(*[*map(int, value.split("-")), 1, 1][:3]))
    except ValueError:
        there = False
    if not there:
        raise DragomanError(f"--{option} '{value}' is not a date; write 2018, 2018-05 or 2018-05-22.")
    return value


def found(view: View, typed: Filter) -> Filter:
    """The filter with its parties and report looked up in the case, and parties that only the world book knows by their id.

    Raises DragomanError for a party that neither knows, StoreError where `report` is no one report.
    """
    return replace(
        typed,
        actor=_party(view, typed.actor),
        recipient=_party(view, typed.recipient),
        voice=_party(view, typed.voice),
        report=view.find(typed.report).id if typed.report is not None else None,
    )


def _party(view: View, name: str | None) -> str | None:
    if name is None or view.names(name):
        return name
    from dragoman.data.book import load_book
    from dragoman.show.actors import ids_of, names_in, near

    book = load_book()
    ids = ids_of(book, name)
    # A voice has the name that the report gives it: who asks for "Algemeiner" finds "The Algemeiner".
    called = [book.outlets[one].name for one in ids if one in book.outlets]
    if there := next(filter(view.names, (*ids, *called)), None):
        return there
    if not ids:
        hint = near(name, view.parties()) or near(name, names_in(book))
        raise DragomanError(f"No party '{name}' in this case.{hint} 'dragoman show actors' lists all.")
    return ids[0]


def _known(value: str, values: Sequence[str], what: str) -> str:
    if value in values:
        return value
    from dragoman.show.actors import near

    raise DragomanError(f"No {what} '{value}'.{near(value, values)} Known: {', '.join(values)}.")
