"""Reading the record. Every listing has one fixed order, so the same record always shows the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, func, or_, select

from dragoman.errors import StoreError
from dragoman.model import Article, Claim, Document, Event, Hint, Judgement, Mention, Refusal
from dragoman.store import reading, schema
from dragoman.store.codec import text, unpack
from dragoman.store.writer import claims_state


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims to show; None means any.

    `actor`, `recipient`, `voice` name an id ("RUS" also finds "RUS.MIL") or a name as written. `since`, `until` are
    prefix dates, both included: a claim passes when its interval touches theirs. `report` is an article id, the
    beginning of one, or a source path. Claims on lines that an outlet prints under report after report are left out
    unless `repeated` is true.
    """

    actor: str | None = None
    recipient: str | None = None
    voice: str | None = None
    event: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    report: str | None = None
    repeated: bool = False


class View:
    """A reader of one case; get one from `Store.view()`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def knows(self, document_id: str) -> bool:
        """True if the page with these bytes is recorded."""
        query = select(1).where(schema.documents.c.id == document_id)
        return bool(self._rows(query))

    def sources(self, document_id: str) -> tuple[str, ...]:
        """Where a page was read from, sorted."""
        query = select(schema.sources.c.source).where(schema.sources.c.document == document_id).order_by("source")
        return tuple(row[0] for row in self._rows(query))

    def document(self, document_id: str) -> Document | None:
        """The page with this id; its source is the first of the places where it was read."""
        rows = self._rows(select(schema.documents).where(schema.documents.c.id == document_id))
        if not rows:
            return None
        row = rows[0]
        source = (*self.sources(document_id), "")[0]
        h = schema.hints.c
        said = self._rows(select(h.field, h.value, h.origin).where(h.document == document_id).order_by(h.position))
        url = next((one.value for one in said if one.field == "url"), None)
        hints = tuple(Hint(one.field, one.value, one.origin) for one in said if one.field != "url")
        return Document(row.id, source, row.text, row.media_type, row.size, url, hints)

    def mark(self, container: str) -> str | None:
        """How far a container (an archive, a table of reports) is recorded; None where nothing of it is."""
        with self._engine.connect() as connection:
            return reading.mark_of(connection, container)

    def failure(self, document_id: str, *, version: str) -> str | None:
        """Why these bytes were declined by this version of the readers; None where they were not."""
        with self._engine.connect() as connection:
            return reading.failure_of(connection, document_id, version)

    def articles(self) -> Iterator[Article]:
        """All reports, by publication date (undated ones last), then by id."""
        a = schema.articles.c
        for row in self._rows(select(schema.articles).order_by(a.published.is_(None), a.published, a.id)):
            yield _article(row)

    def article(self, article_id: str) -> Article | None:
        """The report with this id."""
        rows = self._rows(select(schema.articles).where(schema.articles.c.id == article_id))
        return _article(rows[0]) if rows else None

    def find(self, name: str) -> Article:
        """The one report whose id begins with `name` or that was read from the file `name`.

        Raises StoreError when none or several do.
        """
        by_source = (
            select(schema.documents.c.article)
            .join(schema.sources, schema.sources.c.document == schema.documents.c.id)
            .where(schema.sources.c.source == name)
        )
        a = schema.articles.c
        query = select(a.id).where(or_(a.id.startswith(name, autoescape=True), a.id.in_(by_source)))
        found = sorted(row[0] for row in self._rows(query))
        article = self.article(found[0]) if len(found) == 1 else None
        if article is None:
            what = (
                f"{len(found)} reports begin so; give more of the id"
                if found
                else "list them with: dragoman show report"
            )
            raise StoreError(f"No single report '{name}': {what}.")
        return article

    def pages(self) -> tuple[tuple[str, str], ...]:
        """Ids of pages with the ids of the reports on them, sorted."""
        d = schema.documents.c
        return tuple(
            (row[0], row[1]) for row in self._rows(select(d.id, d.article).where(d.article.is_not(None)).order_by(d.id))
        )

    def claims(self, wanted: Filter | None = None) -> Iterator[Claim]:
        """Claims that pass the filter: by publication date of their report, then in the order of its text."""
        c, a = schema.claims.c, schema.articles.c
        query = select(schema.claims).join(schema.articles, c.article == a.id)
        query = _filtered(query, wanted or Filter())
        for row in self._rows(query.order_by(a.published.is_(None), a.published, a.id, c.start, c.id)):
            yield unpack(Claim, {"id": row.id, "article_id": row.article, **json.loads(row.body)})

    def repeated(self) -> dict[str, int]:
        """Claims (by id) on lines that their outlet repeats, with the number of its reports in which the line stands."""
        r = schema.repeated.c
        return {row.claim: int(row.reports) for row in self._rows(select(r.claim, r.reports).order_by(r.claim))}

    def mentions(self, article_id: str | None = None) -> Iterator[Mention]:
        """Mentions of one report, or of all, in the order in which they were found."""
        m = schema.mentions.c
        query = select(m.body).order_by(m.article, m.position)
        for row in self._rows(query if article_id is None else query.where(m.article == article_id)):
            yield unpack(Mention, json.loads(row.body))

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, sorted by the claims they compare."""
        for row in self._rows(select(schema.judgements).order_by("left", "right", "by")):
            yield Judgement(row.left, row.right, row.verdict, row.score, tuple(json.loads(row.reasons)), row.by)

    def events(self) -> Iterator[Event]:
        """All events, by their first day (undated ones last), then by id."""
        e = schema.events.c
        for row in self._rows(select(e.body).order_by(e.start.is_(None), e.start, e.id)):
            yield unpack(Event, json.loads(row.body))

    def issues(self) -> Iterator[Refusal]:
        """What was declined, sorted by source."""
        i = schema.issues.c
        for row in self._rows(select(i.source, i.stage, i.reason).order_by("source", "stage", "reason")):
            yield Refusal(row.source, row.stage, row.reason)

    def counts(self) -> dict[str, int]:
        """How many documents, articles, mentions, claims, events and issues the case holds.

        `repeated` says how many of the claims stand on lines that an outlet repeats and are not shown unless asked for.
        """
        tables = ("documents", "articles", "mentions", "claims", "events", "issues", "repeated")
        queries = {name: select(func.count()).select_from(schema.metadata.tables[name]) for name in tables}
        with self._engine.connect() as connection:
            return {name: int(connection.execute(query).scalar_one()) for name, query in queries.items()}

    def linked(self) -> bool:
        """True if the events were computed from the claims that are recorded now."""
        with self._engine.connect() as connection:
            state = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "linked")).scalar()
            return state is not None and state == claims_state(connection)

    def rows(self) -> Iterator[str]:
        """Every row of every table as one JSON line, sorted: two equal records give the same lines."""
        for table in schema.metadata.sorted_tables:
            lines = [text([table.name, dict(row._mapping)]) for row in self._rows(select(table))]
            yield from sorted(lines)

    def _rows(self, query: Select[Any]) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(query))


def dump(view: View) -> str:
    """The whole record in canonical form, for comparing two cases."""
    return "\n".join(view.rows())


def _article(row: Any) -> Article:
    return unpack(Article, {"id": row.id, "document_id": row.document, "text": row.text, **json.loads(row.body)})


def _filtered(query: Select[Any], wanted: Filter) -> Select[Any]:
    c, a, p = schema.claims.c, schema.articles.c, schema.parties.c
    for role, name in (("actor", wanted.actor), ("recipient", wanted.recipient), ("voice", wanted.voice)):
        if name:
            is_named = or_(
                func.lower(p.party) == name.lower(),
                func.lower(p.party).startswith(f"{name.lower()}.", autoescape=True),
                func.lower(p.name) == name.lower(),
            )
            query = query.where(c.id.in_(select(p.claim).where(p.role == role, is_named)))
    if not wanted.repeated:
        query = query.where(c.id.not_in(select(schema.repeated.c.claim)))
    if wanted.event:
        query = query.where(c.event == wanted.event.upper())
    if wanted.status:
        query = query.where(c.status == wanted.status.lower())
    if wanted.since:
        # A prefix date stands for its whole period: "2018-05" has not ended before "2018-05-10" (U+007F sorts last).
        query = query.where(c.until + "\x7f" >= wanted.since)
    if wanted.until:
        query = query.where(c.since <= wanted.until + "\x7f")
    if wanted.report:
        by_source = (
            select(schema.documents.c.article)
            .join(schema.sources, schema.sources.c.document == schema.documents.c.id)
            .where(schema.sources.c.source == wanted.report)
        )
        query = query.where(or_(a.id.startswith(wanted.report, autoescape=True), a.id.in_(by_source)))
    return query
