"""What a sentence tells beside its dated deed: what came before it, and what those say who report it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dragoman.code.when.view import AFTER, AFTERMATH, View
from dragoman.model import When

# Steps up from a word that are looked at.
CLIMB = 12


def came_before(view: View, token: int) -> int | None:
    """The noun of what was over when its clause's deed came: "voted in May to leave, following his offer of talks".

    None where the word stands in no such phrase.
    """
    tokens = view.sentence.tokens
    for _ in range(CLIMB):
        this = tokens[token]
        if this.pos not in ("NOUN", "PROPN"):
            return None
        cases = {tokens[c].text.lower() for c in view.below.get(token, ()) if tokens[c].dep == "case"}
        if this.lemma in AFTERMATH or not cases.isdisjoint(AFTER - {"since"}):
            return token
        token = this.head
        if token < 0:
            return None
    return None


def until(when: When) -> When:
    """When something was that was over in a month or year: in it, or in the one before. On the very day otherwise.

    On the hand-coded pages what a deed came after was in its day, month or year seven times of seven.

    >>> until(When("2017-12-01", "2017-12-31", "month", "relative")).start
    '2017-11-01'
    """
    if when.granularity not in ("month", "year"):
        return when
    first = date.fromisoformat(when.start)
    if first.year == 1:
        return when
    start = first.replace(year=first.year - 1) if when.granularity == "year" else (first - timedelta(1)).replace(day=1)
    return replace(when, start=start.isoformat(), granularity="span", basis="by")


def reported(view: View, token: int) -> int | None:
    """The verb of the deed that is told on the word of those in whose words a word stands.

    "Jets struck the base on May 3, according to residents who said depots were hit": the hit is dated by the strike.
    """
    tokens = view.sentence.tokens
    for _ in range(CLIMB):
        token = tokens[token].head
        if token < 0:
            return None
        source = next((c for c in view.below.get(token, ()) if tokens[c].text.lower() == "according"), None)
        if source is not None:
            return next((n for n in range(source - 1, -1, -1) if tokens[n].pos == "VERB"), None)
    return None
