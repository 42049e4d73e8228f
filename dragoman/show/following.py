"""Working the queue: ask feeds for new links, fetch what waits, and hand each page to the pipeline.

A page goes through the whole pipeline before the next is fetched, in a group of its own, so what is recorded of it does not
depend on what was fetched beside it or on where a run was stopped. Hosts take turns, so that the pause that one wants is
time for the others.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from dragoman import pipeline
from dragoman.errors import FetchError, ReadError
from dragoman.model import Document, Hint, Refusal
from dragoman.pipeline import Steps, Summary
from dragoman.read import feeds as formats
from dragoman.read import net
from dragoman.read.fetch import FEEDS, Fetcher
from dragoman.read.links import key
from dragoman.read.page import hint
from dragoman.settings import Settings
from dragoman.store import Store
from dragoman.store.feeds import Followed, Link, Queue

MINUTE = 60.0
DAY = 86_400.0
# How often a page is asked that fails in a way that may pass, and how long it is left alone after the first failure.
TRIES = 3
PAUSE = 10 * MINUTE
# A feed that fails so often in a row is asked no more, until it is named again.
FEED_TRIES = 20
# Failures in a row after which a host is left alone for this run.
HOST_TRIES = 2


@dataclass(slots=True)
class Run:
    """What a run did: `summary` of the pages, `feeds` asked, those that had news, new links, and what is to be tried again."""

    summary: Summary = field(default_factory=Summary)
    feeds: int = 0
    unchanged: int = 0
    links: int = 0
    failed: list[Refusal] = field(default_factory=list)
    later: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class Follower:
    """Reads what a case follows. `fetcher` is the only way out; `progress` is called after each page.

    `steps` and `settings` are those of the pipeline; `tries` is how often a page is asked that fails in passing.
    """

    store: Store
    fetcher: Fetcher
    steps: Steps | None = None
    settings: Settings = field(default_factory=Settings)
    tries: int = TRIES
    progress: Callable[[Summary, str], None] | None = None
    queue: Queue = field(init=False)

    def __post_init__(self) -> None:
        self.queue = Queue(self.store)

    def once(self, run: Run) -> None:
        """Ask every feed that is due, then read every link that is due; `run` is filled on the way.

        Raises StoreError when the case can't be written. Everything done before an interrupt is kept.
        """
        self.queue.settle()
        for feed in self.queue.feeds():
            if not feed.gone and feed.next_at <= self.now():
                self.ask(feed, run)
        self.read(run)

    def now(self) -> float:
        """Seconds since 1970."""
        return self.fetcher.outside.now()

    def ask(self, feed: Followed, run: Run) -> None:
        """Ask one feed for links that are new; what it says of itself is kept for the next time."""
        run.feeds += 1
        try:
            answer = self.fetcher.get(feed.url, types=FEEDS, etag=feed.etag, modified=feed.modified)
            if answer.status == 304:
                run.unchanged += 1
                marks = {"etag": answer.etag or feed.etag, "modified": answer.modified or feed.modified}
                self.queue.answered(feed.url, (), now=self.now(), next_at=0.0, **marks)
                return
            found = formats.parse(answer.body, url=answer.final)
        except ReadError as error:
            self._feed_failed(feed, error, run)
            return
        links = [Link(key(i.link), i.link, feed.url, i.key, i.title, i.published) for i in found.items]
        run.links += self.queue.answered(
            feed.url,
            links,
            now=self.now(),
            next_at=0.0,
            title=found.title,
            etag=answer.etag,
            modified=answer.modified,
        )

    def add(self, urls: Iterable[str], *, origin: str, run: Run, retry: bool = False) -> frozenset[str]:
        """Links join the queue; the keys of all of them. With `retry`, those that were refused wait again."""
        found = [Link(key(url), url, origin) for url in urls]
        run.links += self.queue.add(found, now=self.now())
        keys = frozenset(link.key for link in found)
        if retry:
            self.queue.again(sorted(keys))
        return keys

    def read(self, run: Run, *, wanted: frozenset[str] | None = None) -> None:
        """Fetch and record the links that are due, all of them or those with the keys `wanted`; then join the events."""
        self.queue.settle()
        turns: dict[str, deque[Link]] = {}
        for link in self.queue.due(now=self.now()):
            if wanted is None or link.key in wanted:
                turns.setdefault(_host(link), deque()).append(link)
        misses: dict[str, int] = {}
        while turns:
            host = min(turns, key=self.fetcher.busy)
            link = turns[host].popleft()
            error = self._one(link, run)
            misses[host] = misses.get(host, 0) + 1 if error else 0
            # Others of a host that is overloaded, or not there, would only fail the same way.
            if error and (error.after or misses[host] >= HOST_TRIES):
                pause = self._pause(error, 0)
                self.queue.defer(turns[host], next_at=self.now() + pause)
                run.later += [
                    Refusal(left.url, "fetch", f"its host is left alone: {error.reason}") for left in turns[host]
                ]
                turns[host].clear()
            if not turns[host]:
                del turns[host]
        pipeline.relink(self.store, steps=self.steps)
        run.summary.events = self.store.view().counts()["events"]

    def _one(self, link: Link, run: Run) -> FetchError | None:
        """One link from the queue to the record; the error, where its host did not answer as it should."""
        if not self.queue.start(link):
            self._refuse(link, "reader died: the program ended each time while this was read", run)
            return None
        try:
            answer = self.fetcher.get(link.url)
        except FetchError as error:
            if error.lasting or link.failures + 1 >= self.tries:
                self._refuse(link, error.reason, run)
            else:
                self.queue.later(link, error.reason, next_at=self.now() + self._pause(error, link.failures))
                run.later.append(Refusal(link.url, "fetch", error.reason))
            return None if error.lasting else error
        self._record(link, list(net.documents(answer, settings=self.settings, hints=_hints(link))), run)
        return None

    def _record(self, link: Link, items: list[Document | Refusal], run: Run) -> None:
        steps = replace(self._steps(), read=lambda source, **_: iter(items))
        summary = pipeline.record(link.url, self.store, steps=steps, settings=self.settings, link=False)
        _sum(run.summary, summary)
        refusals = [item for item in items if isinstance(item, Refusal)]
        if refusals and len(refusals) == len(items):
            self.queue.done(link, "refused", refusals[0].reason)
        else:
            self.queue.done(link, "read")
        if self.progress:
            self.progress(run.summary, link.url)

    def _steps(self) -> Steps:
        self.steps = self.steps or pipeline.builtin(self.settings)
        return self.steps

    def _refuse(self, link: Link, reason: str, run: Run) -> None:
        refusal = Refusal(link.url, "fetch", reason)
        with self.store.writer() as writer:
            writer.issue(refusal)
        self.queue.done(link, "refused", reason)
        run.summary.refused.append(refusal)
        if self.progress:
            self.progress(run.summary, link.url)

    def _feed_failed(self, feed: Followed, error: ReadError, run: Run) -> None:
        reason = error.reason if isinstance(error, FetchError) else str(error)
        gone = feed.failures + 1 >= FEED_TRIES
        if isinstance(error, FetchError):
            gone = gone or error.why == "forbidden address" or error.status == 410
            pause = self._pause(error, feed.failures)
        else:
            pause = PAUSE
        self.queue.failed(feed.url, reason, now=self.now(), next_at=self.now() + pause, gone=gone)
        refusal = Refusal(feed.url, "feed", reason)
        run.failed.append(refusal)
        if gone:
            with self.store.writer() as writer:
                writer.issue(refusal)

    def _pause(self, error: FetchError, failures: int) -> float:
        """Seconds until the next try: what the server asks for, or longer each time, at most a day."""
        return max(error.after or 0.0, min(PAUSE * 4.0 ** min(failures, 6), DAY))


def _hints(link: Link) -> tuple[Hint, ...]:
    """What the feed says of an item; what the page says of itself comes first, and the cleaner weighs them."""
    return (*hint("title", link.title, "feed title"), *hint("published", link.published, "feed date"))


def _host(link: Link) -> str:
    """The host whose turn a link waits for. Keys begin with it; those of addresses that are refused begin with anything."""
    return re.split(r"[/:?]", link.key, maxsplit=1)[0]


def _sum(total: Summary, part: Summary) -> None:
    total.recorded += part.recorded
    total.known += part.known
    total.claims += part.claims
    total.words += part.words
    total.refused += part.refused
