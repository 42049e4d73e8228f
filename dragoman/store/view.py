"""Reading the record. Every listing has one fixed order, so the same record always shows the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, or_, select
from sqlalchemy.exc import DBAPIError

from dragoman.errors import StoreError
from dragoman.model import Article, Claim, Document, Event, Hint, Judgement, Mention, Refusal
from dragoman.store import reading, schema
from dragoman.store.codec import text, unpack
from dragoman.store.writer import claims_state


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims to show; None means any.

    `actor`, `recipient`, `voice` name an id ("RUS" also finds "RUS.MIL") or a name as written. `since`, `until` are
    prefix dates, both included: a claim passes when its interval touches theirs, and one without a date passes neither.
    `report` is an article id, the beginning of one, a source path or the end of one. Claims on lines that an outlet prints
    under report after report are left out unless `repeated` is true, those that somebody has struck out unless `struck` is.
    `claim` is the beginning of a claim's id.
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
    claim: str | None = None
    struck: bool = False


class View:
    """A reader of one case; get one from `Store.view()`."""

    def __init__(self, engine: Engine, path: str) -> None:
        self._engine = engine
        self._path = path

    def knows(self, document_id: str) -> bool:
        """True if the page with these bytes is recorded."""
        query = select(1).where(schema.documents.c.id == document_id)
        return bool(self._rows(query))

    def sources(self, document_id: str) -> tuple[str, ...]:
        """Where a page was read from, sorted."""
        query = select(schema.sources.c.source).where(schema.sources.c.document == document_id).order_by("source")
        return tuple(row[0] for row in self._rows(query))

    def report_sources(self, article_id: str | None = None) -> dict[str, tuple[str, ...]]:
        """Where each report (or this one) was read from, sorted, by its id; several pages may hold one report."""
        d, s = schema.documents.c, schema.sources.c
        query = select(d.article, s.source).join(schema.sources, s.document == d.id).where(d.article.is_not(None))
        query = query if article_id is None else query.where(d.article == article_id)
        found: dict[str, list[str]] = {}
        for article, source in self._rows(query.order_by(d.article, s.source)):
            found.setdefault(article, []).append(source)
        return {article: tuple(sources) for article, sources in found.items()}

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
        with self._reading() as connection:
            return reading.mark_of(connection, container)

    def failure(self, document_id: str, *, version: str) -> str | None:
        """Why these bytes were declined by this version of the readers; None where they were not."""
        with self._reading() as connection:
            return reading.failure_of(connection, document_id, version)

    def articles(self) -> Iterator[Article]:
        """All reports, by publication date (undated ones last), then by id."""
        a = schema.articles.c
        for row in self._rows(select(schema.articles).order_by(a.published.is_(None), a.published, a.id)):
            yield _article(row)

    def coded_otherwise(self, edition: str) -> tuple[str, ...]:
        """The reports that another edition of the coder coded, or one not known: their ids, sorted."""
        a, c = schema.articles.c, schema.coded.c
        query = select(a.id).outerjoin(schema.coded, c.article == a.id)
        other = c.edition.is_(None) | (c.edition != edition)
        return tuple(row.id for row in self._rows(query.where(other).order_by(a.id)))

    def article(self, article_id: str) -> Article | None:
        """The report with this id."""
        rows = self._rows(select(schema.articles).where(schema.articles.c.id == article_id))
        return _article(rows[0]) if rows else None

    def find(self, name: str) -> Article:
        """The one report whose id begins with `name`, or that was read from the file `name` or one of that name in a folder.

        A file's name may stand without its ending, or cut short, where no other report goes by it. Raises StoreError when
        none or several do.
        """
        found = self._rows(select(schema.articles.c.id).where(_is_report(name)))
        found = found or self._by_file(name, whole=True) or self._by_file(name, whole=False)
        if len(found) > 1:
            found = self._spelled(name) or found
        if len(found) > 1:
            raise StoreError(f"No single report '{name}': {len(found)} go by that; give more of the id or of the path.")
        article = self.article(found[0][0]) if found else None
        if article is None:
            raise StoreError(
                f"No single report '{name}': this case holds none with such an id or file. 'dragoman show report' lists all."
            )
        return article

    def _spelled(self, name: str) -> list[tuple[str]]:
        """Ids of the reports read from a file of this name in these very capitals: where names are compared, "A.txt" is "a.txt"."""
        d, s = schema.documents.c, schema.sources.c
        same = (func.substr(s.source, -len(name) - 1) == slash + name for slash in ("/", "\\"))
        wanted = select(d.article).join(schema.sources, s.document == d.id).where(or_(s.source == name, *same))
        return list(self._rows(wanted.where(d.article.is_not(None)).distinct()))

    def _by_file(self, name: str, *, whole: bool) -> list[tuple[str]]:
        """Ids of the reports read from a file that has this name before its ending, or (not `whole`) whose name begins so."""
        d, s = schema.documents.c, schema.sources.c
        name = name.replace("\\", "/")
        cuts = (name + "." * whole, name.replace("/", "\\") + "." * whole)
        near = or_(
            *(s.source.contains(before + cut, autoescape=True) for cut in cuts for before in ("/", "\\")),
            *(s.source.startswith(cut, autoescape=True) for cut in cuts),
        )
        rows = self._rows(
            select(d.article, s.source).join(schema.sources, s.document == d.id).where(d.article.is_not(None), near)
        )
        found = set()
        for article, source in rows:
            path, _, ending = source.replace("\\", "/").rpartition(".")
            stem = path if whole else path[: len(path) - len(path.rpartition("/")[2]) + len(name.rpartition("/")[2])]
            if "/" not in ending and (stem == name or stem.endswith(f"/{name}")):
                found.add(article)
        return [(article,) for article in sorted(found)]

    def names(self, name: str) -> bool:
        """True if some claim names a party or voice by this id or name."""
        return bool(self._rows(select(1).where(_is_party(name)).limit(1)))

    def parties(self) -> tuple[str, ...]:
        """Ids and names of all parties and voices that claims name, sorted."""
        p = schema.parties.c
        return tuple(sorted({one for row in self._rows(select(p.party, p.name).distinct()) for one in row if one}))

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

        `repeated` says how many of the claims stand on lines that an outlet repeats and are not shown unless asked for, `struck`
        how many somebody has struck out.
        """
        tables = ("documents", "articles", "mentions", "claims", "events", "issues", "repeated")
        queries = {name: select(func.count()).select_from(schema.metadata.tables[name]) for name in tables}
        there = schema.struck.c.claim.in_(select(schema.claims.c.id))
        queries["struck"] = select(func.count()).select_from(schema.struck).where(there)
        with self._reading() as connection:
            return {name: int(connection.execute(query).scalar_one()) for name, query in queries.items()}

    def struck(self) -> dict[str, str]:
        """The claims that somebody has struck out, by id, and why; also those that the coder no longer makes."""
        return {row.claim: row.why for row in self._rows(select(schema.struck).order_by(schema.struck.c.claim))}

    def amended(self) -> dict[str, tuple[tuple[str, ...], str]]:
        """The claims of which fields were given by hand, by id: those fields, and why; also those that the coder no longer makes."""
        a = schema.amended.c
        rows = self._rows(select(a.claim, a.given, a.why).order_by(a.claim))
        return {row.claim: (tuple(sorted(json.loads(row.given))), row.why) for row in rows}

    def linked(self) -> bool:
        """True if the events were computed from the claims that are recorded now."""
        with self._reading() as connection:
            state = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "linked")).scalar()
            return state is not None and state == claims_state(connection)

    def rows(self) -> Iterator[str]:
        """Every row of every table as one JSON line, sorted: two equal records give the same lines."""
        for table in schema.metadata.sorted_tables:
            lines = [text([table.name, dict(row._mapping)]) for row in self._rows(select(table))]
            yield from sorted(lines)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Raises StoreError where the file is damaged behind its beginning, or held by another program."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise StoreError(f"Case '{self._path}' can't be read: {said(error)}.") from error

    def _rows(self, query: Select[Any]) -> list[Any]:
        with self._reading() as connection:
            return list(connection.execute(query))


def dump(view: View) -> str:
    """The whole record in canonical form, for comparing two cases."""
    return "\n".join(view.rows())


def _article(row: Any) -> Article:
    return unpack(Article, {"id": row.id, "document_id": row.document, "text": row.text, **json.loads(row.body)})


def _filtered(query: Select[Any], wanted: Filter) -> Select[Any]:
    c, p = schema.claims.c, schema.parties.c
    for role, name in (("actor", wanted.actor), ("recipient", wanted.recipient), ("voice", wanted.voice)):
        if name:
            query = query.where(c.id.in_(select(p.claim).where(p.role == role, _is_party(name))))
    if not wanted.repeated:
        query = query.where(c.id.not_in(select(schema.repeated.c.claim)))
    if not wanted.struck:
        query = query.where(c.id.not_in(select(schema.struck.c.claim)))
    if wanted.event:
        query = query.where(c.event == wanted.event.upper())
    if wanted.status:
        query = query.where(c.status == wanted.status.lower())
    if wanted.since:
        # A prefix date stands for its whole period: "2018-05" has not ended before "2018-05-10" (U+007F sorts last).
        query = query.where(c.until != "", c.until + "\x7f" >= wanted.since)
    if wanted.until:
        query = query.where(c.since != "", c.since <= wanted.until + "\x7f")
    if wanted.claim is not None:
        query = query.where(c.id.startswith(wanted.claim, autoescape=True))
    if wanted.report:
        query = query.where(_is_report(wanted.report))
    return query


def _is_party(name: str) -> ColumnElement[bool]:
    """ "RUS" is also "RUS.MIL", and a party is known by the name that a report gives it."""
    p, low = schema.parties.c, name.casefold()
    # SQLite's own function knows the letters of English alone, and for those it is ten times as fast.
    small = func.lower if name.isascii() else func.caseless
    party = small(p.party)
    return or_(party == low, party.startswith(f"{low}.", autoescape=True), small(p.name) == low)


def _is_report(name: str) -> ColumnElement[bool]:
    """A report by the beginning of its id, by its path as it was read, or by the end of that path."""
    a, s = schema.articles.c, schema.sources.c
    by_source = (
        select(schema.documents.c.article)
        .join(schema.sources, s.document == schema.documents.c.id)
        .where(or_(s.source == name, *(s.source.endswith(slash + name, autoescape=True) for slash in ("/", "\\"))))
    )
    return or_(a.id.startswith(name, autoescape=True), a.id.in_(by_source))


def said(error: Exception) -> str:
    """What a database error says, in words for somebody who does not know the database."""
    words = str(getattr(error, "orig", None) or error).rstrip(".")
    if "locked" in words:
        return f"another program is writing to it ({words}); try again when that one has ended"
    if "malformed" in words or "not a database" in words:
        return f"the file is damaged ({words}); take a copy, or read the reports into a new case"
    if "unable to open" in words:
        return f"{words}; a case needs a folder that can be written to"
    return words
