"""Whom a person speaks for depends on the day of the event, not of the report (CODEBOOK 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.data.book import Book, load_book
from dragoman.model import Party, When


def as_of(parties: Sequence[Party], when: When | None) -> tuple[Party, ...]:
    """Parties with every known person put into the office held when the event took place.

    Without a date of the event's own (`when` None) the resolver's reading, by the report's date, stays.
    """
    if when is None or not parties or len(when.start) < 4:
        return tuple(parties)
    book = load_book()
    return tuple([_as_of(party, when, book) for party in parties])


def _as_of(party: Party, when: When, book: Book) -> Party:
    person = book.named.get(party.name)
    if person is None:
        return party
    role = person.role_on(when.end) or person.role_on(when.start)  # "last year" may begin before the oath
    if role is None:
        return replace(party, id=person.id) if party.id != person.id and party.id == person.of else party
    if party.id != person.id:
        return party
    actor = book.actors.get(role.of)
    return replace(party, id=role.of, code=actor.code if actor else party.code, sector=person.sector)
