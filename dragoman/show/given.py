"""Fields of a claim as somebody types them, checked, and packed as a case keeps them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dragoman.errors import DragomanError
from dragoman.model import Party, When
from dragoman.store.by_hand import BY_HAND

if TYPE_CHECKING:
    from dragoman.store import View

# Fields as lists call them; `mode` and `when_span` go with another.
CALLED = {"actors": "who", "recipients": "whom", "event": "what", "status": "status", "when": "when"}
GRANULARITIES = {4: "year", 7: "month", 10: "day"}


def fields(
    view: View,
    *,
    actors: Sequence[str] | None = None,
    recipients: Sequence[str] | None = None,
    what: str | None = None,
    status: str | None = None,
    when: str | None = None,
) -> dict[str, Any]:
    """The fields that were typed, packed; what is None was not typed, and `''` says that nobody or nothing is told.

    Raises DragomanError that quotes what is not understood.
    """
    from dragoman.show.filters import checked
    from dragoman.store import Filter
    from dragoman.store.codec import pack

    found: dict[str, Any] = {}
    for field, names in (("actors", actors), ("recipients", recipients)):
        if names is not None:
            found[field] = [pack(party_of(view, name.strip())) for name in names if name.strip()]
    if what is not None:
        found["event"], found["mode"] = event_and_mode(what)
    if status is not None:
        found["status"] = checked(Filter(status=status)).status
    if when is not None:
        days = interval_of(when.strip())
        found |= {"when": pack(days) if days else None, "when_span": None}
    return found


def called(given: Sequence[str]) -> str:
    """The fields given of a claim, as lists call them.

    >>> called(["actors", "event", "mode"])
    'who, what'
    """
    return ", ".join(name for field, name in CALLED.items() if field in given)


def party_of(view: View, name: str) -> Party:
    """The party of this id or name, as nobody wrote it: of the world book ("RUS", "Russia", "RUS.MIL"), or one that the case names.

    Raises DragomanError for one that neither knows.
    """
    from dragoman.data.actor_files import SECTORS
    from dragoman.data.book import load_book
    from dragoman.show.actors import ids_of, names_in, near

    book = load_book()
    low = name.casefold()
    for claim in view.claims():
        for party in (*claim.actors, *claim.recipients):
            if party.id.casefold() == low:
                return Party(party.id, party.name, party.code, party.sector, None, None, None)
    whole, dot, sector = name.rpartition(".")
    owner, sector = (whole, sector.upper()) if dot and sector.upper() in SECTORS else (name, "")
    actor = next((book.actors[one] for one in ids_of(book, owner) if one in book.actors), None)
    if actor is None:
        hint = near(name, view.parties()) or near(name, names_in(book))
        raise DragomanError(
            f"No party '{name}' in the world book or this case.{hint} Add one with 'dragoman actors add', or leave it open with ''."
        )
    if not sector:
        return Party(actor.id, actor.name, actor.code, actor.sector, None, None, None)
    return Party(f"{actor.id}.{sector}", actor.name, actor.code, sector, None, None, None)


def event_and_mode(what: str) -> tuple[str, str | None]:
    """Type and mode as `show claims` writes them; raises DragomanError for one that there is not.

    >>> event_and_mode("request-yield"), event_and_mode("SUPPORT")
    (('REQUEST', 'yield'), ('SUPPORT', None))
    """
    from dragoman.show.filters import checked
    from dragoman.store import Filter

    typed, _, mode = what.strip().partition("-")
    event = str(checked(Filter(event=typed)).event)
    if (mode := mode.lower()) and mode not in (known := modes_of(event)):
        raise DragomanError(f"{event} has no mode '{mode}'. Known: {', '.join(known) or 'none'}.")
    return event, mode or None


def modes_of(event: str) -> list[str]:
    """The modes of a type, sorted: those that its entries of the lexicon have.

    >>> modes_of("THREATEN")
    ['relations', 'restrict', 'violence']
    """
    file = files("dragoman.data") / "lexicon" / f"{event.lower()}.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    return sorted({row["mode"] for row in csv.DictReader(lines)} - {""})


def interval_of(when: str) -> When | None:
    """A day, a month or a year, or two of them with a stroke between; None for the empty one.

    >>> interval_of("2031-03")
    When(start='2031-03-01', end='2031-03-31', granularity='month', basis='by hand')
    >>> interval_of("2031-03-01/2031-03-09").granularity
    'span'
    """
    from dragoman.data.calendar import published_days
    from dragoman.show.filters import prefix_date

    if not when:
        return None
    first, stroke, last = when.partition("/")
    days = [published_days(prefix_date(one, option="when")) for one in ((first, last) if stroke else (first,))]
    (start, _), (_, end) = days[0] or ("", ""), days[-1] or ("", "")
    if str(start) > str(end):
        raise DragomanError(f"--when '{when}' ends before it begins; exchange the two.")
    return When(str(start), str(end), "span" if stroke else GRANULARITIES[len(first)], BY_HAND)
