"""Options that several commands share, under one name each, and the case that they look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand

if TYPE_CHECKING:
    from dragoman.store import View

DEFAULT_CASE = Path("case.db")
Function = TypeVar("Function", bound=Callable[..., Any])

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
NotIn = Annotated[
    Path | None,
    typer.Option(
        "--not-in", help="Only claims that this other case, a copy kept from last time, does not have.", metavar="FILE"
    ),
]


class Once(TyperCommand):
    """A command that takes an option once, unless it is one for several values.

    The framework would let a second `--case` take the place of the first without a word, and an answer come from another case.
    """

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """As the framework does."""
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(given).items():
            several = getattr(option, "multiple", True) or getattr(option, "is_flag", True)
            if times > 1 and not several:
                ctx.fail(f"Option '{max(option.opts, key=len)}' is given {times} times, and takes one value.")
        return super().parse_args(ctx, args)


class Commands(typer.Typer):
    """The framework's list of commands; each is one of `Once`."""

    def command(self, name: str | None = None, **options: Any) -> Callable[[Function], Function]:
        """Adds a command."""
        return super().command(name, **{"cls": Once, **options})


@contextmanager
def viewing(case: Path) -> Iterator[View]:
    """The record of a case, which is let go of at the end. Raises StoreError where there is none."""
    from dragoman.store import Store

    with Store.open(case, create=False) as store:
        yield store.view()


def beyond(view: View, other: Path | None) -> frozenset[str] | None:
    """Ids of the claims that `view` has and another case has not; None where no other case is named."""
    from dragoman.store import Filter

    if other is None:
        return None
    every = Filter(repeated=True, struck=True)
    with viewing(other) as before:
        known = {claim.id for claim in before.claims(every)}
    return frozenset(claim.id for claim in view.claims(every)) - known
