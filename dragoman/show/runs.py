"""What a run of reading did, told on stderr: what was declined and why, and the sum."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.errors import as_typed

if TYPE_CHECKING:
    from dragoman.model import Refusal
    from dragoman.pipeline import Summary

    Step = Callable[[Summary, str], None]

# Declines shown one by one; the others are counted by reason.
MOST_DECLINED = 20
# How the reason of a report ends that was recorded although nothing in it is coded.
KEPT = "the report is kept and not coded"


@contextmanager
def choices_told() -> Iterator[None]:
    """What the library logs of what somebody chose, such as what a pipeline of theirs lacks, stands on stderr, once each."""
    seen: set[str] = set()

    def tell(record: logging.LogRecord) -> bool:
        if (said := record.getMessage()) not in seen:
            seen.add(said)
            typer.echo(f"dragoman: {said}", err=True)
        return True

    log = logging.getLogger("dragoman.settings")
    log.addFilter(tell)
    try:
        yield
    finally:
        log.removeFilter(tell)


def tell(summaries: Sequence[Summary], case: Path) -> None:
    """Say what reading some sources did to a case; the last summary knows how many events there are now."""
    declined = [refusal for summary in summaries for refusal in summary.refused]
    tell_declined(declined, case)
    kept = sum(refusal.reason.endswith(KEPT) for refusal in declined)
    recorded, known = sum(s.recorded for s in summaries), sum(s.known for s in summaries)
    if not (recorded or known or declined):
        typer.echo(
            "nothing found that could be a report (text, HTML, mail, PDF, Word, JSON, tables, archives of them)",
            err=True,
        )
    typer.echo(
        f"{count(recorded, 'report')} recorded, {known} known before, {len(declined)} declined"
        f"{f' ({kept} of them recorded and not coded)' if kept else ''}; "
        f"{count(sum(s.claims for s in summaries), 'new claim')}, {count(summaries[-1].events, 'event')} in {case}",
        err=True,
    )
    outdated = max(s.outdated for s in summaries)
    if outdated:
        typer.echo(
            f"{count(outdated, 'report')} known before {'was' if outdated == 1 else 'were'} coded by another edition of the "
            f"program or of your actors; to code anew: dragoman recode --case {as_typed(case)}",
            err=True,
        )


def tell_declined(declined: Sequence[Refusal], case: Path) -> None:
    """The first declines one by one, the others by reason, and where all of them are listed."""
    from dragoman.show.tables import on_one_line
    from dragoman.store.issues import by_reason

    for refusal in declined[:MOST_DECLINED]:
        typer.echo(on_one_line(f"declined: {refusal.source}: {refusal.stage}: {refusal.reason}"), err=True)
    for stage, reason, n in by_reason(declined[MOST_DECLINED:]):
        typer.echo(on_one_line(f"declined: {n} more: {stage}: {reason}"), err=True)
    if len(declined) > MOST_DECLINED:
        typer.echo(f"declined: all of them: dragoman show refused --case {as_typed(case)}", err=True)


def once_loaded(step: Step) -> Step:
    """The step, before the first of which the model, the lexicon and the gazetteer are taken out of garbage collection.

    They stay to the end of the run, and walking through them again and again costs a tenth of the time. Nothing is collected
    before: of 280,000 objects 900 are garbage then, and finding them takes a tenth of a second.
    """
    frozen = False

    def wrapped(summary: Summary, source: str) -> None:
        nonlocal frozen
        if not frozen:
            gc.freeze()
            frozen = True
        step(summary, source)

    return wrapped


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "report"), count(0, "report")
    ('1 report', '0 reports')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
