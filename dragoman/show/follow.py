"""`dragoman follow`, and links as sources of `dragoman read`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import DragomanError, as_typed
from dragoman.show.options import DEFAULT_CASE, Case, SettingsFile
from dragoman.show.runs import MOST_DECLINED, count, tell_declined

if TYPE_CHECKING:
    from dragoman.pipeline import Steps, Summary
    from dragoman.read.fetch import Fetcher
    from dragoman.settings import Settings
    from dragoman.show.following import Follower, Run
    from dragoman.store import Store
    from dragoman.store.feeds import Queue

LINKS_BYTES = 300_000_000


def follow(
    feeds: Annotated[
        list[str] | None, typer.Argument(help="Addresses of feeds to put on the case's list.", metavar="ADDRESS")
    ] = None,
    case: Case = DEFAULT_CASE,
    every: Annotated[
        float | None, typer.Option(help="Go on, and ask again every so many minutes.", metavar="MINUTES", min=1.0)
    ] = None,
    drop: Annotated[list[str] | None, typer.Option(help="Take a feed off the list.", metavar="ADDRESS")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show the list and ask nobody.")] = False,
    settings: SettingsFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --list: one JSON object a line.")] = False,
) -> None:
    """Keep a list of feeds, and read what is new in them. Once, or every so many minutes; the list is kept in the case."""
    from dragoman.data.gazetteer import use as use_gazetteer
    from dragoman.read.addresses import target
    from dragoman.read.net import make_fetcher
    from dragoman.read.sources import is_url
    from dragoman.settings import load
    from dragoman.show.following import Follower
    from dragoman.show.progress import Progress
    from dragoman.store import Store
    from dragoman.store.feeds import Queue

    chosen = load(settings)
    use_gazetteer(chosen.places or None)
    # Before a case is made: a misspelt address should leave no empty case behind.
    for feed in feeds or ():
        if not is_url(feed) and Path(feed).is_file():
            raise DragomanError(
                f"'{feed}' is a file, and a feed is followed by its address. Read what a saved one links to with: "
                f"dragoman read --links {as_typed(feed)} --case {as_typed(case)}"
            )
    addresses = [target(feed.strip()).url for feed in feeds or ()]
    if not addresses and not case.exists():
        raise DragomanError(
            f"No case at '{case}'. Start one with a feed: dragoman follow ADDRESS --case {as_typed(case)}"
        )
    with Store.open(case, create=bool(addresses)) as store:
        queue = Queue(store)
        _change(queue, addresses, drop or ())
        if list_:
            _show(queue, as_json=as_json)
            return
        if drop and not feeds:
            return
        if not queue.feeds():
            raise DragomanError(
                f"No feed is followed in '{case}'. Name one: dragoman follow ADDRESS --case {as_typed(case)}"
            )
        with alone(case), Progress() as progress:
            follower = Follower(store, make_fetcher(chosen), settings=chosen, progress=progress.step)
            try:
                for run in rounds(follower, every):
                    report(run, case)
            except KeyboardInterrupt:
                typer.echo(f"dragoman: stopped; what was read is kept in {case}, and the rest waits there", err=True)
                raise typer.Exit(130) from None


def rounds(follower: Follower, every: float | None) -> Iterator[Run]:
    """Ask and read once, or again and again with `every` minutes from one beginning to the next; each run as it ends."""
    from dragoman.show.following import Run

    while True:
        began = follower.now()
        run = Run()
        follower.once(run)
        yield run
        if every is None:
            return
        follower.fetcher.outside.sleep(max(0.0, began + every * 60 - follower.now()))


def read_links(
    sources: Sequence[str],
    lists: Sequence[str],
    store: Store,
    *,
    settings: Settings,
    progress: Callable[[Summary, str], None] | None = None,
    where: Mapping[str, str] | None = None,
    retry: bool = False,
    fetcher: Fetcher | None = None,
    steps: Steps | None = None,
) -> Run:
    """Read web addresses, and the links of lists (files, or addresses of lists); what was read before is passed over.

    Raises ReadError when a list can't be read, FetchError when one can't be fetched.
    """
    from dragoman.read import links
    from dragoman.read.fetch import LISTS
    from dragoman.read.net import make_fetcher
    from dragoman.read.sources import is_url
    from dragoman.show.following import Follower, Run

    fetcher = fetcher or make_fetcher(settings)
    follower = Follower(store, fetcher, steps=steps, settings=settings, progress=progress)
    run = Run()
    wanted = follower.add(sources, origin="", run=run, retry=retry)
    for name in lists:
        if is_url(name):
            answer = follower.fetcher.get(name, types=LISTS, max_bytes=LINKS_BYTES)
            found = links.load(answer.body, name=name, where=where)
        else:
            found = links.load(name, where=where)
        for line in found.shown:
            typer.echo(f"dragoman: {name}: no link: {_on_one_line(line)}", err=True)
        typer.echo(
            f"{name}: {len(found.links)} links, {found.repeated} repeated, {found.skipped} lines without one"
            + (f", {found.passed} not chosen" if where else ""),
            err=True,
        )
        wanted |= follower.add(found.links, origin=name, run=run, retry=retry)
    follower.read(run, wanted=wanted)
    return run


def conditions(values: Sequence[str]) -> dict[str, str]:
    """`--where` options as columns and values. Raises DragomanError for one without an equals sign.

    >>> conditions(["EventRootCode=10"])
    {'EventRootCode': '10'}
    """
    found = {}
    for value in values:
        name, equals, wanted = value.partition("=")
        if not equals or not name.strip():
            raise DragomanError(
                f"Condition '{value}' has no column and value; write, for example, ActionGeo_CountryCode=SY."
            )
        found[name.strip()] = wanted.strip()
    return found


def report(run: Run, case: Path) -> None:
    """Say on stderr what a run did: what was declined, what waits, and the sum."""
    for refusal in run.failed:
        typer.echo(_on_one_line(f"no answer: {refusal.source}: {refusal.reason}"), err=True)
    tell_declined(run.summary.refused, case)
    for refusal in run.later[:MOST_DECLINED]:
        typer.echo(_on_one_line(f"to be tried again: {refusal.source}: {refusal.reason}"), err=True)
    asked = (
        f"{count(run.feeds, 'feed')} asked, {run.unchanged} unchanged, {len(run.failed)} without answer, "
        if run.feeds
        else ""
    )
    summary = run.summary
    typer.echo(
        f"{asked}{count(run.links, 'new link')}; {count(summary.recorded, 'report')} recorded, {summary.known} known before, "
        f"{len(summary.refused)} declined, {len(run.later)} to be tried again; "
        f"{count(summary.claims, 'new claim')}, {count(summary.events, 'event')} in {case}",
        err=True,
    )


@contextmanager
def alone(case: Path) -> Iterator[None]:
    """Keeps a second `follow` off the same case while this one runs; the lock goes with the program, however it ends.

    Two of them would fetch the same page at the same moment. Raises DragomanError when another one runs.
    """
    import sqlite3

    file = case.with_name(case.name + "-follow")
    lock = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise DragomanError(
                f"Another `dragoman follow` is reading into '{case}' ({error}). Stop it first."
            ) from error
        yield
    finally:
        lock.close()


def _change(queue: Queue, addresses: Sequence[str], drop: Sequence[str]) -> None:
    queue.follow(addresses)
    for feed in drop:
        if not queue.drop(feed):
            raise DragomanError(f"Feed '{feed}' is not on the list. See it with: dragoman follow --list")


def _show(queue: Queue, *, as_json: bool) -> None:
    from dragoman.show import tables

    rows = [
        {
            "feed": feed.url,
            "title": feed.title,
            "asked": _when(feed.asked_at),
            "not before": _when(feed.next_at or None),
            "read": feed.read,
            "waiting": feed.waiting,
            "declined": feed.refused,
            "state": "given up" if feed.gone else "failing" if feed.failures else "followed",
            "reason": feed.reason,
        }
        for feed in queue.feeds()
    ]
    columns = ("feed", "title", "asked", "not before", "read", "waiting", "declined", "state", "reason")
    tables.write(rows, columns, as_json=as_json, out=sys.stdout)


def _when(seconds: float | None) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%MZ") if seconds else None


def _on_one_line(text: str) -> str:
    from dragoman.show.tables import on_one_line

    return on_one_line(text)
