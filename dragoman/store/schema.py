"""The tables of a case file. Every key is derived from content, never from the order in which reports were read."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Float, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import CreateIndex, CreateTable

VERSION = 1

metadata = MetaData()

# What the file is: the version of this schema, and the state of the claims that the events were computed from.
meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# A page as it was read. `article` is the report found on it; two pages may hold the same one.
documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("article", Text, nullable=True),
    Index("documents_article", "article"),
)

# Where a page was read from; the same bytes may stand in two files.
sources = Table(
    "sources",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("source", Text, primary_key=True),
)

# What the format of a page said of it, beside its text: `field` is that of `Hint`, or "url" for the page's address.
hints = Table(
    "hints",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("origin", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Text),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# By which edition of the coder a report's claims were made (`dragoman.edition`); no row where that is not known.
coded = Table(
    "coded",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    Column("edition", Text, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article", Text, ForeignKey("articles.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("event", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("since", Text),
    Column("until", Text),
    Column("place", Text),
    Column("content_of", Text),
    Column("body", Text, nullable=False),
    Index("claims_article", "article", "start"),
    Index("claims_event", "event", "since"),
    Index("claims_since", "since"),
)

# Who a claim names, for look-ups: `role` is actor, recipient or voice.
parties = Table(
    "parties",
    metadata,
    Column("claim", Text, ForeignKey("claims.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("party", Text),
    Column("name", Text),
    Index("parties_party", "party", "role"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("left", Text, primary_key=True),
    Column("right", Text, primary_key=True),
    Column("by", Text, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
)

# Recomputed from claims and judgements as a whole, never edited.
events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("event", Text, nullable=False),
    Column("start", Text),
    Column("end", Text),
    Column("status", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# Claims on lines that their outlet prints under one report after another: they stay in the record and are shown only on request.
# Recomputed with the events; `reports` says in how many reports the line stands.
repeated = Table(
    "repeated",
    metadata,
    Column("claim", Text, ForeignKey("claims.id"), primary_key=True),
    Column("reports", Integer, nullable=False),
)

# Claims that somebody has struck out by hand, and why. No key into `claims`: it outlasts coding anew, which gives a claim that is
# read alike the same id; one that is read otherwise is followed (by_hand.py).
struck = Table(
    "struck",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("why", Text, nullable=False),
)

# Claims of which somebody has given fields by hand, and why: `given` has those fields, `coded` the claim as the coder read it. The
# row in `claims`, and its parties, have the fields given.
amended = Table(
    "amended",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("given", Text, nullable=False),
    Column("coded", Text, nullable=False),
    Column("why", Text, nullable=False),
)

# What was declined, and why: `document` is None where a source could not be read at all.
issues = Table(
    "issues",
    metadata,
    Column("source", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("document", Text),
)


def create(tables: MetaData, connection: Connection) -> None:
    """Make the tables and indexes that are not there yet, always in one order.

    `MetaData.create_all` takes the indexes of a table from a set, so that two cases of the same reports differed in bytes.
    """
    for table in tables.sorted_tables:
        connection.execute(CreateTable(table, if_not_exists=True))
        for index in sorted(table.indexes, key=lambda index: index.name or ""):
            connection.execute(CreateIndex(index, if_not_exists=True))
