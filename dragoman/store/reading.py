"""What reading remembers beside the record: how far containers were read, and what was declined and is not tried again.

These tables are no part of the record and are made when they are first needed, so older cases open as they are.
"""

from __future__ import annotations

from weakref import WeakSet

from sqlalchemy import Column, Connection, Engine, MetaData, Table, Text, delete, insert, inspect, select

from dragoman.model import Mark
from dragoman.store import schema

metadata = MetaData()
# Cases that are known to hold the tables: asking costs more than reading a row.
_made: WeakSet[Engine] = WeakSet()

# How far a container (an archive, a table of reports) is recorded, in the words of its reader.
marks = Table("marks", metadata, Column("container", Text, primary_key=True), Column("at", Text, nullable=False))

# Bytes that a version of the readers declined: the same bytes are not tried again by the same version.
failures = Table(
    "failures",
    metadata,
    Column("document", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("reason", Text, nullable=False),
)


def put_mark(connection: Connection, mark: Mark) -> None:
    """Note how far a container is recorded; in the transaction that records what stands before the mark."""
    _make(connection)
    connection.execute(delete(marks).where(marks.c.container == mark.container))
    connection.execute(insert(marks), [{"container": mark.container, "at": mark.at}])


def put_failure(connection: Connection, document: str, version: str, reason: str) -> None:
    """Note that these bytes were declined."""
    _make(connection)
    connection.execute(delete(failures).where(failures.c.document == document))
    connection.execute(insert(failures), [{"document": document, "version": version, "reason": reason}])


def mark_of(connection: Connection, container: str) -> str | None:
    """How far a container is recorded; None where nothing of it is."""
    if not _is_made(connection):
        return None
    return connection.execute(select(marks.c.at).where(marks.c.container == container)).scalar()


def failure_of(connection: Connection, document: str, version: str) -> str | None:
    """Why this version declined these bytes; None where it did not."""
    if not _is_made(connection):
        return None
    wanted = (failures.c.document == document) & (failures.c.version == version)
    return connection.execute(select(failures.c.reason).where(wanted)).scalar()


def _make(connection: Connection) -> None:
    if connection.engine not in _made:
        # Not noted as made here: the transaction may still fail.
        schema.create(metadata, connection)


def _is_made(connection: Connection) -> bool:
    if connection.engine not in _made and inspect(connection).has_table(failures.name):
        _made.add(connection.engine)
    return connection.engine in _made
