"""Options that several commands share, under one name each, and the case that they look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.store import View

DEFAULT_CASE = Path("case.db")

Case = Annotated[Path, typer.Option("--case", "-c", help="The case file.", metavar="FILE", show_default=True)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="A settings file (default: dragoman.toml here).", metavar="FILE")
]

Actor = Annotated[
    str | None, typer.Option(help="Only claims where this party acts: an id (RUS) or a name.", metavar="PARTY")
]
Recipient = Annotated[str | None, typer.Option(help="Only claims where this party is acted on.", metavar="PARTY")]
Voice = Annotated[str | None, typer.Option(help="Only claims on this party's word.", metavar="PARTY")]
Type = Annotated[
    str | None, typer.Option("--type", help="Only claims of this PLOVER type (REQUEST, ASSAULT, ...).", metavar="TYPE")
]
Status = Annotated[
    str | None, typer.Option(help="actual, future, requested, hypothetical or negated.", metavar="STATUS")
]
Since = Annotated[str | None, typer.Option(help="Not before this date: 2018, 2018-05 or 2018-05-22.", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="Not after this date.", metavar="DATE")]
Report = Annotated[
    str | None,
    typer.Option("--report", help="Only claims of this report: its id (or the beginning) or file.", metavar="REPORT"),
]
Repeated = Annotated[
    bool, typer.Option("--repeated", help="Also what an outlet prints under report after report (show repeated).")
]


@contextmanager
def viewing(case: Path) -> Iterator[View]:
    """The record of a case, which is let go of at the end. Raises StoreError where there is none."""
    from dragoman.store import Store

    with Store.open(case, create=False) as store:
        yield store.view()
