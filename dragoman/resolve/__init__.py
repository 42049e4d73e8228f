"""Parse -> mentions: who, where and when the words of a report name, each decided or declined."""

from __future__ import annotations

from dragoman.data.book import Book, load_book
from dragoman.model import Mention, Parse
from dragoman.resolve.actors.find import find_actors, parties_at
from dragoman.resolve.places.find import find_places
from dragoman.resolve.times.find import find_times

__all__ = ["find_actors", "find_places", "find_times", "parties_at", "resolve"]


def resolve(parse: Parse, *, book: Book | None = None) -> tuple[Mention, ...]:
    """Every mention of a party, an outlet, a place or a time in `parse`, by sentence and first token.

    The same words may have several ("Damascus" is a place and a government). `book` replaces the built-in world book.
    A mention that was declined has no party, place or time, and lists its candidates.

    >>> from dragoman.clean import plain
    >>> from dragoman.parse import parse
    >>> report = parse(plain("Kenya said on Monday that it would withdraw its troops.", published="2019-03-05"))
    >>> [(m.text, m.when.start if m.when else [p.id for p in m.parties]) for m in resolve(report) if m.kind != "place"]
    [('Kenya', ['KEN']), ('Monday', '2019-03-04'), ('it', ['KEN']), ('its', ['KEN']), ('its troops', ['KEN.MIL'])]
    """
    places = find_places(parse)
    book = book or load_book()
    actors = find_actors(parse, book, places=places)
    mentions = actors + places + find_times(parse, actors, book.named)
    return tuple(sorted(mentions, key=lambda m: (m.sentence, m.first, m.last, m.kind)))
