"""What is still to be fetched: the feeds that a case follows, and the queue of links that feeds and lists have given.

These tables stand beside the record and are no part of it: they hold times and tries, and two equal records may have come
together in different ways. They are made when they are first needed, so older cases need no migration and older programs
open newer cases.

A link waits, is read once, and is then left alone, whatever became of it. What was recorded while the program was killed
is found again by `settle`, so nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    select,
    true,
    update,
)

from dragoman.store import schema
from dragoman.store.case import Store

State = Literal["waiting", "read", "refused"]
# How often a link is begun before it is held to be what ends the program. Killing a run by hand counts too.
MOST_STARTS = 12
# Stages whose refusal of an address settles a link.
STAGES = ("fetch", "read")
BATCH = 5_000
_FRESH: dict[str, Any] = {"state": "waiting", "next_at": 0.0, "starts": 0, "failures": 0, "reason": None}

metadata = MetaData()

# `next_at`: not to be asked before (seconds since 1970). `failures`: how often it failed since it last answered.
feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("title", Text, nullable=False, server_default=""),
    Column("etag", Text),
    Column("modified", Text),
    Column("asked_at", Float),
    Column("next_at", Float, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("gone", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
)

# `key` is what all links to one report have in common, `origin` the feed or list that gave the link first.
links = Table(
    "links",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("guid", Text),
    Column("title", Text),
    Column("published", Text),
    Column("seen_at", Float, nullable=False),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("next_at", Float, nullable=False, server_default="0"),
    Column("starts", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
    Index("links_state", "state", "next_at"),
    Index("links_guid", "origin", "guid"),
)


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed of the case; times are seconds since 1970, `waiting`, `read`, `refused` count its links."""

    url: str
    title: str
    etag: str | None
    modified: str | None
    asked_at: float | None
    next_at: float
    failures: int
    gone: bool
    reason: str | None
    waiting: int = 0
    read: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the queue. `guid` is the feed's own name for the item, `published` what the feed says of its date."""

    key: str
    url: str
    origin: str
    guid: str | None = None
    title: str | None = None
    published: str | None = None
    state: State = "waiting"
    next_at: float = 0.0
    starts: int = 0
    failures: int = 0
    reason: str | None = None


class Queue:
    """The feeds and links of one case. Every method is one transaction; `now` is seconds since 1970.

    Raises StoreError when the case can't be written.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.transaction() as connection:
            schema.create(metadata, connection)

    def follow(self, urls: Iterable[str]) -> int:
        """Put feeds on the list; how many are new. One that was given up, or is left alone for a while, is due again."""
        added = 0
        with self._store.transaction() as connection:
            for url in urls:
                added += connection.execute(insert(feeds).prefix_with("OR IGNORE").values(url=url)).rowcount
                due = {"gone": 0, "next_at": 0.0, "reason": None, "failures": 0}
                connection.execute(update(feeds).where(feeds.c.url == url, feeds.c.failures > 0).values(**due))
        return added

    def drop(self, url: str) -> bool:
        """Take a feed off the list; its links stay. False if it was not on it."""
        with self._store.transaction() as connection:
            return bool(connection.execute(delete(feeds).where(feeds.c.url == url)).rowcount)

    def feeds(self) -> tuple[Followed, ...]:
        """All feeds, sorted by address."""
        counts: dict[str, dict[str, int]] = {}
        with self._store.transaction() as connection:
            query = select(links.c.origin, links.c.state, func.count()).group_by(links.c.origin, links.c.state)
            for origin, state, count in connection.execute(query):
                counts.setdefault(origin, {})[state] = count
            rows = list(connection.execute(select(feeds).order_by(feeds.c.url)))
        return tuple(
            Followed(**{**row._mapping, "gone": bool(row.gone)}, **counts.get(row.url, {}))  # type: ignore[arg-type]
            for row in rows
        )

    def answered(
        self,
        url: str,
        found: Iterable[Link],
        *,
        now: float,
        next_at: float,
        title: str | None = None,
        etag: str | None = None,
        modified: str | None = None,
    ) -> int:
        """A feed answered: its new links join the queue and its marks are kept, both or neither; how many are new.

        Were the marks kept alone, the items would be lost: the server says next time that nothing is new.
        """
        values: dict[str, Any] = {"asked_at": now, "next_at": next_at, "failures": 0, "reason": None}
        values |= {"etag": etag, "modified": modified}
        if title:
            values["title"] = title
        with self._store.transaction() as connection:
            added = sum(self._join(connection, link, now) for link in found)
            connection.execute(update(feeds).where(feeds.c.url == url).values(**values))
        return added

    def failed(self, url: str, reason: str, *, now: float, next_at: float, gone: bool = False) -> None:
        """A feed did not answer, or not with a feed; `gone` when it will not be asked again."""
        values = {"asked_at": now, "next_at": next_at, "reason": reason, "gone": int(gone)}
        with self._store.transaction() as connection:
            connection.execute(update(feeds).where(feeds.c.url == url).values(failures=feeds.c.failures + 1, **values))

    def add(self, found: Iterable[Link], *, now: float) -> int:
        """Links join the queue in their order; how many are new."""
        count = select(func.count()).select_from(links)
        rows = iter(found)
        with self._store.transaction() as connection:
            before = int(connection.execute(count).scalar_one())
            # A day of GDELT has 100,000 links; one statement each would take a minute.
            while batch := [_row(link, now) for link in islice(rows, BATCH)]:
                connection.execute(insert(links).prefix_with("OR IGNORE"), batch)
            return int(connection.execute(count).scalar_one()) - before

    def settle(self) -> None:
        """Take note of what is recorded already: links that were read, or refused, when the program was killed."""
        i = schema.issues.c
        declined = i.stage.in_(STAGES)
        reason = select(func.min(i.reason)).where(i.source == links.c.url, declined).scalar_subquery()
        # "In", and not a look-up for each link: the tables are searched once, however many links wait.
        read = links.c.url.in_(select(schema.sources.c.source))
        refused = links.c.url.in_(select(i.source).where(declined))
        waits = links.c.state == "waiting"
        with self._store.transaction() as connection:
            connection.execute(update(links).where(waits, read).values(state="read"))
            connection.execute(update(links).where(waits, refused).values(state="refused", reason=reason))

    def due(self, *, now: float) -> tuple[Link, ...]:
        """Links that may be asked now, in the order in which they came."""
        return self._select(and_(links.c.state == "waiting", links.c.next_at <= now))

    def waiting(self) -> tuple[Link, ...]:
        """Links that are not settled, due or not, in the order in which they came."""
        return self._select(links.c.state == "waiting")

    def links(self, *, origin: str | None = None) -> tuple[Link, ...]:
        """All links, or those that one feed or list gave first, in the order in which they came."""
        return self._select(links.c.origin == origin if origin is not None else true())

    def start(self, link: Link) -> bool:
        """Note that a link is begun, before anything is done with it; False if that happened too often."""
        with self._store.transaction() as connection:
            row = links.c.key == link.key
            connection.execute(update(links).where(row).values(starts=links.c.starts + 1))
            return int(connection.execute(select(links.c.starts).where(row)).scalar_one()) <= MOST_STARTS

    def done(self, link: Link, state: State, reason: str | None = None) -> None:
        """A link is settled for good."""
        with self._store.transaction() as connection:
            connection.execute(update(links).where(links.c.key == link.key).values(state=state, reason=reason))

    def later(self, link: Link, reason: str, *, next_at: float) -> None:
        """A link failed and may be tried again."""
        values = {"reason": reason, "next_at": next_at, "starts": 0}
        with self._store.transaction() as connection:
            row = links.c.key == link.key
            connection.execute(update(links).where(row).values(failures=links.c.failures + 1, **values))

    def defer(self, found: Iterable[Link], *, next_at: float) -> None:
        """Links are left alone for a while through no fault of theirs."""
        with self._store.transaction() as connection:
            for link in found:
                connection.execute(update(links).where(links.c.key == link.key).values(next_at=next_at))

    def again(self, keys: Iterable[str]) -> int:
        """Refused links wait again, at the user's word, and what was recorded of the refusal is taken back; how many."""
        i = schema.issues.c
        count = 0
        with self._store.transaction() as connection:
            for one in keys:
                chosen = and_(links.c.key == one, links.c.state == "refused")
                url = connection.execute(select(links.c.url).where(chosen)).scalar()
                if url is None:
                    continue
                connection.execute(update(links).where(links.c.key == one).values(**_FRESH))
                connection.execute(delete(schema.issues).where(i.source == url, i.stage.in_(STAGES)))
                count += 1
        return count

    def _join(self, connection: Any, link: Link, now: float) -> int:
        # The same item may come back under another address, and the same address under another name.
        if link.guid is not None:
            known = select(1).where(links.c.origin == link.origin, links.c.guid == link.guid)
            if connection.execute(known).first() is not None:
                return 0
        return int(connection.execute(insert(links).prefix_with("OR IGNORE").values(**_row(link, now))).rowcount)

    def _select(self, condition: Any) -> tuple[Link, ...]:
        columns = [links.c[name] for name in Link.__dataclass_fields__]
        with self._store.transaction() as connection:
            rows = connection.execute(select(*columns).where(condition).order_by(links.c.number))
            return tuple(Link(**row._mapping) for row in rows)


def _row(link: Link, now: float) -> dict[str, Any]:
    names = ("key", "url", "origin", "guid", "title", "published")
    return {**{name: getattr(link, name) for name in names}, "seen_at": now}
