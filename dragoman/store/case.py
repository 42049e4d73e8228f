"""Opening a case file: one SQLite database in write-ahead mode, refused when it is not ours or newer than we are."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import CreateTable

from dragoman.data.databases import database_address
from dragoman.errors import StoreError, as_typed
from dragoman.store import schema
from dragoman.store.view import View, said
from dragoman.store.writer import Writer

MAGIC = b"SQLite format 3\x00"
WAIT_SECONDS = 30


class Store:
    """A case: hands out a Writer (one transaction) and a View (reads only)."""

    def __init__(self, engine: Engine, path: str) -> None:
        self._engine = engine
        self.path = path

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Store:
        """Open the case at `path`, and start a new one there if there is none and `create` says so.

        Raises StoreError when the file is missing and `create` is false, is no case of ours, was written by a newer
        version, or can't be opened.
        """
        file = Path(path)
        if not file.exists() and not create:
            raise StoreError(f"No case at '{path}'. Start one with: dragoman read SOURCE --case {as_typed(path)}")
        if not file.parent.exists():
            raise StoreError(f"Folder '{file.parent}' does not exist, so no case can be kept at '{path}'.")
        if file.is_dir():
            raise StoreError(f"'{path}' is a folder; a case is one file, such as '{file / 'case.db'}'.")
        if not create and not file.stat().st_size:
            # Opened as a case it would be filled with our tables, and it may be a report whose name was given by mistake.
            raise StoreError(f"'{path}' is not a case file: it is empty.")
        still = not create and not os.access(file.parent, os.W_OK)
        if still and _unsaved(file):
            raise StoreError(
                f"Case '{path}' lies where nothing can be written, and what was recorded last still stands in '{file.name}-wal' "
                "beside it. Copy both to a folder of your own and open the case there."
            )
        engine = _engine(file, still=still)
        store = cls(engine, str(path))
        try:
            if file.exists() and file.stat().st_size and _head(file) != MAGIC:
                raise StoreError(f"'{path}' is not a case file: it is no SQLite database.")
            store._prepare()
        except BaseException as error:
            # On Windows, a file that was opened in vain could otherwise not be moved or deleted as long as the program runs.
            engine.dispose()
            if isinstance(error, DBAPIError | OSError):
                raise StoreError(f"Case '{path}' can't be opened: {said(error)}.") from error
            raise
        return store

    def view(self) -> View:
        """A reader of the record."""
        return View(self._engine, self.path)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """One transaction: all that is added inside is recorded, or none of it.

        Raises StoreError when the file can't be written.
        """
        with self.transaction() as connection:
            yield Writer(connection)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """As `writer`, for the parts of the store that keep tables of their own."""
        try:
            with self._engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    # A full disk makes SQLite take all back by itself: then nothing is left to take back, and that is no news.
                    with suppress(DBAPIError):
                        connection.exec_driver_sql("ROLLBACK")
                    raise
                connection.exec_driver_sql("COMMIT")
        except DBAPIError as error:
            raise StoreError(f"Case '{self.path}' can't be written: {said(error)}.") from error

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _prepare(self) -> None:
        with self._engine.connect() as connection:
            tables = "SELECT name FROM sqlite_master WHERE type='table' UNION SELECT name FROM sqlite_temp_master"
            names = set(connection.exec_driver_sql(tables).scalars())
            if not names:
                self._create(connection)
                return
            if "meta" not in names:
                raise StoreError(f"'{self.path}' is not a case file: it is a database of another program.")
            if not schema.metadata.tables.keys() <= names:
                # A case of before a table was added; rows of the others are as they were.
                self._create(connection)
            row = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()
        if row is None or not row.isdigit():
            raise StoreError(f"'{self.path}' is not a case file: it does not say its schema version.")
        if int(row) > schema.VERSION:
            raise StoreError(
                f"Case '{self.path}' has schema version {row} and this program knows {schema.VERSION}. "
                "Open it with a newer version of dragoman."
            )

    def _create(self, connection: Connection) -> None:
        # Two programs may start the same case at once: whoever comes second finds the tables made.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        schema.create(schema.metadata, connection)
        rows = insert(schema.meta).prefix_with("OR IGNORE")
        connection.execute(rows, [{"key": "schema", "value": str(schema.VERSION)}])
        connection.exec_driver_sql("COMMIT")


def _engine(file: Path, *, still: bool) -> Engine:
    # Connections are kept: closing the last one of a database folds its log back, 17 ms a time when measured.
    # A path with '?' or '#' must not be read as a URL, so the connection is made from the path itself.
    return create_engine("sqlite://", creator=lambda: _connect(file, still=still), poolclass=QueuePool, pool_size=2)


def _connect(file: Path, *, still: bool) -> Any:
    # Without an isolation level nobody opens transactions but we: one that is opened on the way takes its lock late, and fails
    # where another program writes.
    if still:
        # Write-ahead mode wants files of its own beside the case, also for reading: on a read-only disk it can't have them.
        address = database_address(file, immutable="1")
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        _complete(connection)
    else:
        connection = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
    # For names such as "Élise", which SQLite's own "lower" leaves as they are: they would be found under no spelling.
    connection.create_function("caseless", 1, _caseless, deterministic=True)
    return connection


def _complete(connection: sqlite3.Connection) -> None:
    """Empty tables of this connection's own in the place of those that a case of before has not, and that can't be added to it."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    for table in schema.metadata.sorted_tables if "meta" in names else ():
        if table.name not in names:
            made = str(CreateTable(table).compile(dialect=sqlite.dialect()))
            connection.execute(made.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))


def _caseless(name: str | None) -> str | None:
    return name.casefold() if name is not None else None


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Set the mode; a new file held by another program that does the same is refused at once, whatever the time-out."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _unsaved(file: Path) -> bool:
    log = file.with_name(file.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _head(file: Path) -> bytes:
    with file.open("rb") as handle:
        return handle.read(len(MAGIC))
