"""The command line. Heavy modules are imported inside the commands, so that `--help` answers at once."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.show import copies as copying
from dragoman.show import follow as following
from dragoman.show import play as playing
from dragoman.show import runs
from dragoman.show.actors import actors as actor_commands
from dragoman.show.options import DEFAULT_CASE, AsJson, Case, SettingsFile
from dragoman.show.places import places as place_commands
from dragoman.show.writing import write_whole

if TYPE_CHECKING:
    from dragoman.store import Filter, View

app = typer.Typer(
    name="dragoman",
    help="Read news reports and record who did or wants what, to whom, when, and on whose word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
show = typer.Typer(help="Show what a case holds.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(show, name="show")
app.add_typer(place_commands, name="places")
app.add_typer(actor_commands, name="actors")

Actor = Annotated[str | None, typer.Option(help="Only claims where this party acts: an id (RUS) or a name.")]
Recipient = Annotated[str | None, typer.Option(help="Only claims where this party is acted on.")]
Voice = Annotated[str | None, typer.Option(help="Only claims on this party's word.")]
Type = Annotated[str | None, typer.Option("--type", help="Only claims of this PLOVER type (REQUEST, ASSAULT, ...).")]
Status = Annotated[str | None, typer.Option(help="actual, future, requested, hypothetical or negated.")]
Since = Annotated[str | None, typer.Option(help="Not before this date: 2018, 2018-05 or 2018-05-22.")]
Until = Annotated[str | None, typer.Option(help="Not after this date.")]
Report = Annotated[
    str | None, typer.Option("--report", help="Only claims of this report: its id (or the beginning) or file.")
]
Repeated = Annotated[
    bool, typer.Option("--repeated", help="Also what an outlet prints under report after report (show repeated).")
]


def main() -> None:
    """Run the command line; errors a user can act on are one line on stderr and exit code 2."""
    _open_mouth()
    try:
        app(standalone_mode=True)
    except DragomanError as error:
        typer.echo(f"dragoman: {error}", err=True)
        sys.exit(2)
    except SystemExit as stop:
        # The reader of a pipe went away ("| head"): nothing is wrong, but the framework ends with 1.
        if isinstance(stop.__context__, BrokenPipeError):
            sys.exit(0)
        raise


def _open_mouth() -> None:
    """Names of all scripts can be written everywhere: pipes carry UTF-8, and what a terminal can't show it shows as an escape.

    On Windows both would otherwise take the code page of the country, and end at the first letter that is not in it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            own = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(encoding=None if own else "utf-8", errors="backslashreplace")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Read news reports and record who did or wants what, to whom, when, and on whose word."""


@app.command()
def read(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files or folders of reports, archives and tables of them, or web addresses."),
    ] = None,
    case: Case = DEFAULT_CASE,
    links: Annotated[
        list[str] | None, typer.Option(help="A list of web addresses: text, CSV, JSON lines or GDELT's event files.")
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option(help="With GDELT's files: only rows like this (ActionGeo_CountryCode=SY).")
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Ask for addresses again that were declined before.")] = False,
    settings: SettingsFile = None,
    max_bytes: Annotated[int | None, typer.Option(help="Refuse larger files, in bytes.")] = None,
) -> None:
    """Read reports and add what they claim to a case. What is known already is passed over."""
    from dragoman import pipeline
    from dragoman.read.sources import is_gdelt, is_url, require
    from dragoman.settings import load
    from dragoman.show.progress import Progress
    from dragoman.store import Store

    named = sources or []
    lists = [*(links or []), *(one for one in named if is_gdelt(one))]
    web = [one for one in named if is_url(one) and one not in lists]
    files = [one for one in named if one not in lists and one not in web]
    if not named and not lists:
        raise DragomanError("Nothing to read: give files, folders or web addresses, or a list of them with --links.")
    # Before a case is made: a misspelt name should leave no empty case behind.
    for source in files:
        require(source)
    chosen = load(settings, max_bytes=max_bytes)
    conditions = following.conditions(where or [])
    summaries = []
    with Store.open(case) as store, Progress() as progress:
        step = runs.once_loaded(progress.step)
        try:
            for source in files:
                summaries.append(pipeline.record(source, store, settings=chosen, progress=step))
            if web or lists:
                run = following.read_links(
                    web, lists, store, settings=chosen, progress=step, where=conditions, retry=retry
                )
                following.report(run, case)
        except KeyboardInterrupt:
            typer.echo(
                f"dragoman: stopped; what was recorded is kept in {case}, and reading again goes on there", err=True
            )
            raise typer.Exit(130) from None
    if summaries:
        runs.tell(summaries, case)


@app.command()
def recode(case: Case = DEFAULT_CASE, settings: SettingsFile = None) -> None:
    """Code the reports of a case anew. Those that an earlier version coded, or other actors and settings."""
    from dragoman import pipeline
    from dragoman.settings import load
    from dragoman.show.progress import Progress
    from dragoman.store import Store

    chosen = load(settings)
    with Store.open(case, create=False) as store, Progress() as progress:
        try:
            summary = pipeline.recode(store, settings=chosen, progress=runs.once_loaded(progress.step))
        except KeyboardInterrupt:
            typer.echo("dragoman: stopped; what was coded anew is kept, and the next recode goes on there", err=True)
            raise typer.Exit(130) from None
    runs.tell_declined(summary.refused, case)
    typer.echo(
        f"{runs.count(summary.recorded, 'report')} coded anew; {runs.count(summary.claims, 'claim')} in them, "
        f"{runs.count(summary.events, 'event')} in {case}",
        err=True,
    )


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
    repeated: Repeated = False,
    as_json: AsJson = False,
) -> None:
    """Who did or wants what, to whom, on whose word. With date, place, status, and the words themselves."""
    from dragoman.show import rows, tables

    view = _view(case)
    wanted = _filter(view, actor, recipient, voice, type_, status, since, until, report, repeated=repeated)
    found = rows.claim_rows(view, wanted)
    columns = (
        "who",
        "what",
        "whom",
        "when",
        "where",
        "status",
        "voices",
        *(("repeated",) if repeated else ()),
        "words",
    )
    extra = () if sys.stdout.isatty() else ("trigger", "outlet", "published", "report", "claim")
    tables.write(found, (*columns, *extra), as_json=as_json)


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
    from dragoman.show import rows, tables

    view = _view(case)
    wanted = _filter(view, since=since, until=until, report=report, repeated=repeated)
    columns = ("actor", "name", "code", "sector", "acts", "is acted on", "speaks", "first", "last")
    tables.write(rows.actor_rows(view, wanted), columns, as_json=as_json)


@show.command("events")
def show_events(case: Case = DEFAULT_CASE, as_json: AsJson = False) -> None:
    """Claims joined to events across reports. With how many reports tell of each, and how many independent origins."""
    from dragoman.show import rows, tables

    columns = ("event", "who", "whom", "when", "status", "standing", "reports", "origins", "claims", "id")
    tables.write(rows.event_rows(_view(case)), columns, as_json=as_json)


@show.command("positions")
def show_positions(case: Case = DEFAULT_CASE, as_json: AsJson = False) -> None:
    """Where each party stands on each question. From -1 (against) to +1 (for), with the words that show it."""
    from dragoman.show import rows, tables

    columns = ("question", "party", "position", "date", "voices", "words")
    tables.write(rows.position_rows(_view(case)), columns, as_json=as_json)


@show.command("refused")
def show_refused(case: Case = DEFAULT_CASE, as_json: AsJson = False) -> None:
    """What was declined, and why."""
    from dragoman.show import rows, tables

    tables.write(rows.refused_rows(_view(case).issues()), ("source", "stage", "reason"), as_json=as_json)


@show.command("report")
def show_report(
    report: Annotated[
        str | None, typer.Argument(help="A report's id (or its beginning) or file; none lists all.")
    ] = None,
    case: Case = DEFAULT_CASE,
    repeated: Repeated = False,
    as_json: AsJson = False,
) -> None:
    """All reports, or one with its text and claims."""
    from dragoman.show import rows, tables

    view = _view(case)
    if report is None:
        tables.write(
            rows.report_rows(view), ("report", "published", "outlet", "title", "claims", "source"), as_json=as_json
        )
        return
    article = view.find(report)
    wanted = _filter(view, report=article.id, repeated=repeated)
    if as_json:
        tables.write(rows.claim_rows(view, wanted), (), as_json=True)
        return
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
    extra = ("repeated",) if repeated else ()
    tables.write(rows.claim_rows(view, wanted), ("who", "what", "whom", "when", "status", "voices", *extra, "trigger"))


@app.command()
def report(
    case: Case = DEFAULT_CASE,
    out: Annotated[Path, typer.Option("--out", "-o", help="The page to write.")] = Path("case.html"),
) -> None:
    """Write one self-contained page of a case. Timeline, pairs, positions, and claims with their sentences."""
    from dragoman.show.page import page

    write_whole(out, page(_view(case), title=case.stem), what="Page")
    typer.echo(f"{out} written", err=True)


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(help="A folder of hand-coded records (*.json).")],
    case: Annotated[Path, typer.Argument(help="A case file, or a folder of exported records.")],
    as_json: AsJson = False,
) -> None:
    """Precision, recall and F1 of a case against hand-coded records."""
    from dragoman.show.scoring import score_rows
    from dragoman.show.tables import write

    found = score_rows(gold, case)
    write(found, tuple(found[0]), as_json=as_json)


@app.command()
def export(
    case: Case = DEFAULT_CASE,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")] = Path("export"),
    format_: Annotated[str, typer.Option("--format", "-f", help="gold: one JSON file a report.")] = "gold",
    repeated: Repeated = False,
) -> None:
    """Write the record in an exchange format."""
    from dragoman.show.exporting import export as write

    count = write(_view(case), out, format_=format_, repeated=repeated)
    typer.echo(f"{runs.count(count, 'file')} written to {out}", err=True)


@app.command()
def code(
    clean: Annotated[
        bool, typer.Option("--clean", help="Texts are whole pages: remove what is not the report.")
    ] = False,
) -> None:
    """Code texts from standard input without a case. {"id", "text", "date"?} a line in, mentions and claims a line out."""
    from dragoman.data.gazetteer import use as use_gazetteer
    from dragoman.settings import load
    from dragoman.show.stream import code_stream

    use_gazetteer(load().places or None)
    # Bytes in, so that a line in another encoding is one error; lone surrogates go out as the JSON escapes they are.
    for line in code_stream(sys.stdin.buffer, clean=clean):
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.flush()


app.command()(following.follow)
show.command("copies")(copying.show_copies)
show.command("repeated")(copying.show_repeated)
app.command()(playing.play)
app.command()(playing.backtest)


def _view(case: Path) -> View:
    from dragoman.store import Store

    return Store.open(case, create=False).view()


def _filter(
    view: View,
    actor: str | None = None,
    recipient: str | None = None,
    voice: str | None = None,
    type_: str | None = None,
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
    report: str | None = None,
    *,
    repeated: bool,
) -> Filter:
    from dragoman.show import filters

    wanted = filters.checked(actor, recipient, voice, type_, status, since, until, report, repeated=repeated)
    return filters.found(view, wanted)
