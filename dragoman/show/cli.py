"""The command line. Heavy modules are imported inside the commands, so that `--help` answers at once."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dragoman import __version__
from dragoman.errors import DragomanError, as_typed
from dragoman.show import copies as copying
from dragoman.show import counts as counting
from dragoman.show import draft as drafting
from dragoman.show import follow as following
from dragoman.show import partners as partnering
from dragoman.show import play as playing
from dragoman.show import runs
from dragoman.show.actors import actors as actor_commands
from dragoman.show.correct import correct
from dragoman.show.lists import show
from dragoman.show.options import DEFAULT_CASE, AsJson, Case, Commands, Repeated, SettingsFile, viewing
from dragoman.show.places import places as place_commands
from dragoman.show.writing import write_whole

# A disk without room, a share without quota, a file as large as it may be, a disk that fails.
FULL = {getattr(errno, name, None) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EIO")}
# As a user comes to need them, and as the README has them; the framework would put groups last.
ORDER = (
    "read",
    "follow",
    "recode",
    "correct",
    "show",
    "report",
    "export",
    "score",
    "code",
    "actors",
    "places",
    "draft",
    "play",
    "backtest",
)


# What stands for a mark that the letters of a terminal do not have.
PLAINER = str.maketrans("─‘’‚“”„–—−›‹·•→\xa0", "-'''\"\"\"---><**> ") | {ord("…"): "..."}


class Ordered(TyperGroup):
    """The commands in `ORDER`."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Names of all commands."""
        return sorted(super().list_commands(ctx), key=ORDER.index)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """The command that is meant; "claims" alone is answered with where it stands."""
        below = self.commands["show"]
        if args[0] not in self.commands and args[0] in getattr(below, "commands", {}):
            ctx.fail(f"No such command '{args[0]}'. Did you mean 'show {args[0]}'?")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """As the framework does; a file where none is expected is answered with how a case is named."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            said = str(getattr(error, "message", ""))
            extra = re.search(r"unexpected extra argument\(?s?\)? \((.+)\)$", said)
            if extra and Path(extra[1]).is_file():
                error.message = f"{said}. A case is named with --case: --case {as_typed(extra[1])}"  # type: ignore[attr-defined]
            raise


app = Commands(
    name="dragoman",
    cls=Ordered,
    help="Read news reports and record who did or wants what, to whom, when, and on whose word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(show, name="show")
app.add_typer(correct, name="correct")
app.add_typer(place_commands, name="places")
app.add_typer(actor_commands, name="actors")


def main() -> None:
    """Run the command line; errors a user can act on are one line on stderr and exit code 2."""
    _open_mouth()
    try:
        try:
            with runs.choices_told():
                app(standalone_mode=True)
        finally:
            sys.stdout.flush()
    except DragomanError as error:
        typer.echo(f"dragoman: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        _shut_mouth()
        sys.exit(0)
    except OSError as error:
        # Commands say of files themselves that they can't be written; what is left is the answer, sent to a full disk by ">".
        if error.filename is not None or error.errno not in FULL:
            raise
        _shut_mouth()
        typer.echo(
            f"dragoman: The answer can't be written: {error.strerror}. Send it elsewhere, or make room.", err=True
        )
        sys.exit(2)
    except SystemExit as stop:
        # The reader of a pipe went away ("| head"): nothing is wrong, but the framework ends with 1.
        if isinstance(stop.__context__, BrokenPipeError):
            sys.exit(0)
        # Ctrl-C where no command had begun to record anything: the framework ends without a word.
        if _interrupted(stop):
            typer.echo("dragoman: stopped", err=True)
        raise


def _interrupted(error: BaseException | None) -> bool:
    """Whether Ctrl-C is why the program ends, and no command has said so: those that have leave no cause behind."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return error is not None


def _shut_mouth() -> None:
    """What still waits to be written goes nowhere: Python would try again at its end, and complain."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _open_mouth() -> None:
    """Names of all scripts can be written everywhere: pipes carry UTF-8, and what a terminal can't show it shows as a plainer mark
    or an escape.

    On Windows both would otherwise take the code page of the country, and end at the first letter that is not in it; and lines
    would end as its own do, so that the next program in the pipe finds a carriage return behind the last cell.
    """
    codecs.register_error("legible", _legible)
    # Closed by whoever started the program (">&-", a service without a console): nothing is read, and what is said is lost.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            own = stream.isatty() or "PYTHONIOENCODING" in os.environ
            errors = "legible" if stream.isatty() else "backslashreplace"
            stream.reconfigure(encoding=None if own else "utf-8", errors=errors)
            if not stream.isatty():
                stream.reconfigure(newline="\n")


def _legible(error: UnicodeError) -> tuple[str | bytes, int]:
    """Marks that a terminal's encoding lacks: a line of dashes for a rule, straight quotation marks for curved ones."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return lacking.translate(PLAINER).encode("ascii", "backslashreplace").decode("ascii"), error.end


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
        typer.Argument(
            help="Files or folders of reports, archives and tables of them, or web addresses.", metavar="SOURCE"
        ),
    ] = None,
    case: Case = DEFAULT_CASE,
    links: Annotated[
        list[str] | None,
        typer.Option(help="A list of web addresses: text, CSV, JSON lines or GDELT's event files.", metavar="LIST"),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            help="With GDELT's files: only rows like this (ActionGeo_CountryCode=SY).", metavar="COLUMN=VALUE"
        ),
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Ask for addresses again that were declined before.")] = False,
    settings: SettingsFile = None,
    max_bytes: Annotated[int | None, typer.Option(help="Refuse larger files, in bytes.", metavar="BYTES")] = None,
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
    if conditions and not lists:
        raise DragomanError("--where chooses rows of GDELT's files or of a list; none is given. Name one with --links.")
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


@app.command()
def report(
    case: Case = DEFAULT_CASE,
    out: Annotated[Path, typer.Option("--out", "-o", help="The page to write.", metavar="FILE")] = Path("case.html"),
    title: Annotated[
        str | None, typer.Option(help="What stands above it (default: the name of the case).", metavar="TEXT")
    ] = None,
) -> None:
    """Write one self-contained page of a case. Timeline, pairs, positions, and claims with their sentences."""
    from dragoman.show.page import page

    with viewing(case) as view:
        write_whole(out, page(view, title=title or case.stem), what="Page")
    typer.echo(f"{out} written", err=True)


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(help="A folder of hand-coded records (*.json).", metavar="GOLD")],
    case: Annotated[Path, typer.Argument(help="A case file, or a folder of exported records.", metavar="CASE")],
    as_json: AsJson = False,
) -> None:
    """Precision, recall and F1 of a case against hand-coded records."""
    from dragoman.show.scoring import score_rows
    from dragoman.show.tables import write

    found = score_rows(gold, case, note=lambda told: typer.echo(f"dragoman: {told}", err=True))
    write(found, tuple(found[0]), as_json=as_json)


@app.command()
def export(
    case: Case = DEFAULT_CASE,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.", metavar="FOLDER")] = Path(
        "export"
    ),
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="gold: one JSON file a report; csv, jsonl: claims, events and reports as tables.",
            metavar="FORMAT",
        ),
    ] = "gold",
    repeated: Repeated = False,
) -> None:
    """Write the record in an exchange format."""
    from dragoman.show.exporting import export as write

    with viewing(case) as view:
        count = write(view, out, format_=format_, repeated=repeated)
    typer.echo(f"{runs.count(count, 'file')} written to {out}", err=True)


@app.command()
def code(
    clean: Annotated[
        bool, typer.Option("--clean", help="Texts are whole pages: remove what is not the report.")
    ] = False,
    settings: SettingsFile = None,
) -> None:
    """Code texts from standard input without a case. {"id", "text", "date"?} a line in, mentions and claims a line out."""
    from dragoman import pipeline
    from dragoman.data.book import use as use_actors
    from dragoman.data.gazetteer import use as use_gazetteer
    from dragoman.settings import load
    from dragoman.show.stream import code_stream, lines_of

    chosen = load(settings)
    use_gazetteer(chosen.places or None)
    use_actors(chosen.actors or None)
    if sys.stdin.isatty():
        ends = "Ctrl-Z and Enter end" if os.name == "nt" else "Ctrl-D ends"
        typer.echo(f'dragoman: reading lines such as {{"id": 1, "text": "..."}}; {ends} them', err=True)
    # Bytes in, so that a line in another encoding is one error; lone surrogates go out as the JSON escapes they are.
    for line in code_stream(lines_of(sys.stdin.fileno()), clean=clean, steps=pipeline.builtin(chosen)):
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.flush()


app.command()(following.follow)
show.command("counts")(counting.show_counts)
show.command("copies")(copying.show_copies)
show.command("repeated")(copying.show_repeated)
show.command("tension")(partnering.show_tension)
show.command("rifts")(partnering.show_rifts)
app.command()(drafting.draft)
app.command()(playing.play)
app.command()(playing.backtest)
