"""`dragoman show counts`: how many events of each quarter one party did to another, in all or month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import DragomanError
from dragoman.show.options import DEFAULT_CASE, Actor, AsJson, Case, Recipient, Report, Since, Type, Until, viewing

if TYPE_CHECKING:
    from dragoman.model import Claim, Event, Party
    from dragoman.show.rows import Row

# How many characters of a prefix date say the period.
PERIODS = {"year": 4, "month": 7, "day": 10}


def show_counts(
    case: Case = DEFAULT_CASE,
    by: Annotated[str | None, typer.Option(help="Count each year, month or day on its own.", metavar="PERIOD")] = None,
    countries: Annotated[
        bool,
        typer.Option("--countries", help="Countries in place of parties: forces, police and people are their country."),
    ] = False,
    actor: Actor = None,
    recipient: Recipient = None,
    type_: Type = None,
    status: Annotated[
        str, typer.Option(help="actual, future, requested, hypothetical or negated.", metavar="STATUS")
    ] = "actual",
    since: Since = None,
    until: Until = None,
    report: Report = None,
    as_json: AsJson = False,
) -> None:
    """How many events between whom. By quarter (verbal or material, cooperation or conflict), and by month if asked for."""
    from dragoman.model.terms import QUADS
    from dragoman.show import filters, tables
    from dragoman.store import Filter

    if by is not None and by not in PERIODS:
        raise DragomanError(f"--by '{by}' is no period. Known: {', '.join(PERIODS)}.")
    typed = Filter(actor, recipient, None, type_, status, since, until, report)
    columns = ("who", "whom", *((by,) if by else ()), "events", "claims", *QUADS)
    with viewing(case) as view:
        wanted = filters.wanted(view, typed)
        asked = (wanted.actor, wanted.recipient)
        found = count_rows(view.claims(wanted), view.events(), by=by, countries=countries, asked=asked)
        if not tables.write(found, columns, as_json=as_json):
            typer.echo("no pair of this case fits what was asked for", err=True)


def count_rows(
    claims: Iterable[Claim],
    events: Iterable[Event],
    *,
    by: str | None = None,
    countries: bool = False,
    asked: tuple[str | None, str | None] = (None, None),
) -> list[Row]:
    """A row a pair (and period), busiest first; by period, pairs in order of their names and each in order of time.

    An event counts once for a pair, in the period of its first day, however many claims tell it. Without a first day it counts in no
    period and is left to the row whose period is None. Regions, words that nobody could resolve, and parties on their own are left
    out; with `countries` also parties of no country, while what a country's parts do to each other stays. `asked` are an actor and a
    recipient, as typed: of several that a claim names, only these.
    """
    from dragoman.model.terms import QUAD_OF

    events_of = {one: event for event in events for one in event.claims}
    counted: dict[tuple[str, str, str | None], tuple[dict[str, str], Counter[str]]] = {}
    for claim in claims:
        event = events_of.get(claim.id)
        if event is None or claim.event not in QUAD_OF:
            continue
        period = (event.start or "")[: PERIODS[by]] or None if by else None
        if period and by and len(period) < PERIODS[by]:
            period = None  # "in 2031" is in no month
        for who, whom in _pairs(claim, countries=countries, asked=asked):
            told, times = counted.setdefault((who, whom, period), ({}, Counter()))
            told[event.id] = QUAD_OF[event.event]
            times["claims"] += 1
    rows = [
        {
            "who": who,
            "whom": whom,
            **({by: period} if by else {}),
            "events": len(told),
            "claims": times["claims"],
            **_quads(told),
        }
        for (who, whom, period), (told, times) in counted.items()
    ]
    if by:
        return sorted(rows, key=lambda row: (row["who"], row["whom"], row[by] or ""))
    return sorted(rows, key=lambda row: (-row["events"], -row["claims"], row["who"], row["whom"]))


def _quads(told: Mapping[str, str]) -> dict[str, int]:
    from dragoman.model.terms import QUADS

    counts = Counter(told.values())
    return {quad: counts[quad] for quad in QUADS}


def _pairs(claim: Claim, *, countries: bool, asked: tuple[str | None, str | None]) -> Iterator[tuple[str, str]]:
    """The pairs of a claim, each once."""
    seen = set()
    actor, recipient = asked
    for who in claim.actors:
        for whom in claim.recipients:
            if who.id == whom.id or not (_is_meant(who, actor) and _is_meant(whom, recipient)):
                continue
            pair = (who.code, whom.code) if countries else (who.id, whom.id)
            if pair[0] and pair[1] and pair not in seen:
                seen.add(pair)
                yield pair[0], pair[1]


def _is_meant(party: Party, asked: str | None) -> bool:
    """Whether it is somebody, and the one that was asked for, if one was."""
    from dragoman.show.rows import is_party

    somebody = not party.id.startswith(("region:", "?"))
    return somebody and (asked is None or is_party(asked.casefold(), party.id, party.name))
