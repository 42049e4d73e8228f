"""The commands that list what a case holds: claims, parties, events, positions, refusals, reports."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.show.options import (
    DEFAULT_CASE,
    Actor,
    AsJson,
    Case,
    Commands,
    NotIn,
    Recipient,
    Repeated,
    Report,
    Since,
    Status,
    Type,
    Until,
    Voice,
    beyond,
    viewing,
)

if TYPE_CHECKING:
    from dragoman.model import Article

show = Commands(help="Show what a case holds.", no_args_is_help=True, rich_markup_mode=None)


@show.command("claims")
def show_claims(
    case: Case = DEFAULT_CASE,
    actor: Actor = None,
    recipient: Recipient = None,
    voice: Voice = None,
    type_: Type = None,
    status: Status = None,
    since: Since = None,
    until: Until = None,
    report: Report = None,
    event: Annotated[
        str | None,
        typer.Option(help="Only claims that tell of this event: its id (or the beginning).", metavar="EVENT"),
    ] = None,
    not_in: NotIn = None,
    repeated: Repeated = False,
    as_json: AsJson = False,
) -> None:
    """Who did or wants what, to whom, on whose word. With date, place, status, and the words themselves."""
    from dragoman.show import filters, rows, tables
    from dragoman.show.claim import event_of
    from dragoman.store import Filter

    columns = (
        "who",
        "what",
        "whom",
        "when",
        "where",
        "status",
        "voices",
        *(("repeated",) if repeated else ()),
        *(("claim",) if sys.stdout.isatty() else ()),
        "words",
    )
    extra = () if sys.stdout.isatty() else ("trigger", "outlet", "published", "report", "claim")
    typed = Filter(actor, recipient, voice, type_, status, since, until, report, repeated)
    with viewing(case) as view:
        wanted = filters.wanted(view, typed)
        among: Collection[str] | None = event_of(view, event).claims if event is not None else None
        if (new := beyond(view, not_in)) is not None:
            among = new if among is None else new.intersection(among)
        found = rows.claim_rows(view, wanted, among=among)
        _told(tables.write(found, (*columns, *extra), as_json=as_json), "claim", typed != Filter() or among is not None)


@show.command("claim")
def show_claim(
    claim: Annotated[str, typer.Argument(help="A claim's id, or its beginning.", metavar="CLAIM")],
    case: Case = DEFAULT_CASE,
    as_json: AsJson = False,
) -> None:
    """One claim field by field. With the words each was read from, where they stand, and what decided."""
    from dragoman.show import tables
    from dragoman.show.claim import COLUMNS, claim_fields, find

    with viewing(case) as view:
        tables.write(claim_fields(view, find(view, claim)), COLUMNS, as_json=as_json)


@show.command("actors")
def show_actors(
    case: Case = DEFAULT_CASE,
    since: Since = None,
    until: Until = None,
    report: Report = None,
    repeated: Repeated = False,
    as_json: AsJson = False,
) -> None:
    """Parties: how often they act, are acted on and speak."""
    from dragoman.show import filters, rows, tables
    from dragoman.store import Filter

    columns = ("actor", "name", "code", "sector", "acts", "is acted on", "speaks", "first", "last")
    with viewing(case) as view:
        wanted = filters.wanted(view, Filter(since=since, until=until, report=report, repeated=repeated))
        tables.write(rows.actor_rows(view, wanted), columns, as_json=as_json)


@show.command("events")
def show_events(
    case: Case = DEFAULT_CASE,
    actor: Actor = None,
    recipient: Recipient = None,
    voice: Voice = None,
    type_: Type = None,
    status: Status = None,
    since: Since = None,
    until: Until = None,
    report: Report = None,
    standing: Annotated[
        str | None,
        typer.Option(help="Only events that are contested, corroborated or single-sourced.", metavar="STANDING"),
    ] = None,
    not_in: NotIn = None,
    as_json: AsJson = False,
) -> None:
    """Claims joined to events across reports. With how many reports tell of each, and how many independent origins; options
    choose events of which one claim passes."""
    from dragoman.show import filters, rows, tables
    from dragoman.store import Filter

    columns = (
        "event",
        "who",
        "whom",
        "when",
        "where",
        "status",
        "standing",
        "reports",
        "origins",
        "claims",
        "id",
        "contradicted by",
        "words",
    )
    typed = Filter(actor, recipient, voice, type_, status, since, until, report)
    only = filters.standing(standing)
    with viewing(case) as view:
        found = rows.event_rows(view, filters.wanted(view, typed), among=beyond(view, not_in))
        chosen = [row for row in found if only in (None, row["standing"])]
        _told(tables.write(chosen, columns, as_json=as_json), "event", typed != Filter() or only or not_in)


@show.command("positions")
def show_positions(
    case: Case = DEFAULT_CASE,
    actor: Annotated[
        str | None, typer.Option(help="Only what this party wants: an id or a name.", metavar="PARTY")
    ] = None,
    differing: Annotated[
        bool, typer.Option("--differing", help="Only questions on which somebody is for and somebody against.")
    ] = False,
    question: Annotated[
        str | None,
        typer.Option(help="Only questions with these words: 'RETREAT', 'RETREAT by ISR in EGY'.", metavar="WORDS"),
    ] = None,
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Where each party stands on each question. From -1 (against) to +1 (for), with the words that show it."""
    from dragoman.show import filters, rows, tables
    from dragoman.store import Filter

    columns = ("question", "party", "position", "date", "how", "word", "reports", "origins", "voices", "claim", "words")
    with viewing(case) as view:
        typed = filters.wanted(view, Filter(actor=actor, since=since, until=until))
        chosen = {"question": question, "since": since, "until": until}
        found = rows.position_rows(view, typed.actor, differing=differing, **chosen)
        _told(tables.write(found, columns, as_json=as_json), "position", actor or differing or any(chosen.values()))


@show.command("refused")
def show_refused(case: Case = DEFAULT_CASE, as_json: AsJson = False) -> None:
    """What was declined, and why."""
    from dragoman.show import rows, tables

    with viewing(case) as view:
        tables.write(rows.refused_rows(view.issues()), ("source", "stage", "reason"), as_json=as_json)


@show.command("report")
def show_report(
    report: Annotated[
        str | None, typer.Argument(help="A report's id (or its beginning) or file; none lists all.", metavar="REPORT")
    ] = None,
    case: Case = DEFAULT_CASE,
    repeated: Repeated = False,
    as_json: AsJson = False,
) -> None:
    """All reports, or one with its text and claims."""
    from dragoman.show import filters, rows, tables
    from dragoman.store import Filter

    with viewing(case) as view:
        if report is None:
            columns = ("report", "published", "outlet", "title", "claims", "source", "notes")
            tables.write(rows.report_rows(view), columns, as_json=as_json)
            return
        article = view.find(report)
        wanted = filters.wanted(view, Filter(report=article.id, repeated=repeated))
        if as_json:
            tables.write(rows.claim_rows(view, wanted), (), as_json=True)
            return
        _tell(article, view.report_sources(article.id).get(article.id, ()))
        columns = (
            "who",
            "what",
            "whom",
            "when",
            "where",
            "status",
            "voices",
            *(("repeated",) if repeated else ()),
            "trigger",
        )
        tables.write(rows.claim_rows(view, wanted), (*columns, "claim"))


def _told(number: int, noun: str, chosen: object) -> None:
    """An empty list is no mistake, but it must not look like one where somebody has chosen what to see."""
    if chosen and not number:
        typer.echo(f"no {noun} of this case fits what was asked for", err=True)


def _tell(article: Article, sources: Sequence[str]) -> None:
    """What the report says of itself, each with where it was found, and its text."""
    from dragoman.show import tables

    typer.echo(f"report: {article.id}")
    typer.echo(f"source: {tables.on_one_line(', '.join(sources))}")
    for name in ("title", "subtitle", "outlet", "byline", "published", "updated", "url", "language"):
        value = getattr(article, name)
        if value:
            origin = article.origin(name)
            typer.echo(f"{name}: {tables.printable(value)}{f'  ({tables.printable(origin)})' if origin else ''}")
    for credit in article.credits:
        typer.echo(f"{credit.kind}: {tables.printable(credit.name or 'not named')}")
    for note in article.notes:
        typer.echo(tables.printable(note))
    typer.echo("\n" + tables.printable(article.text) + "\n")
