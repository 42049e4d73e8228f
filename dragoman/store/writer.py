"""Adding to the record inside one transaction. What is already there is left as it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from dragoman.model import Article, Claim, Document, Event, Judgement, Mark, Mention, Refusal
from dragoman.store import by_hand, reading, schema
from dragoman.store.codec import pack, text, unpack


class Writer:
    """Adds reports, issues and events; get one from `Store.writer()`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        document: Document,
        article: Article | None,
        *,
        mentions: Sequence[Mention] = (),
        claims: Sequence[Claim] = (),
        issues: Iterable[Refusal] = (),
        edition: str = "",
    ) -> bool:
        """Record a page with the report on it; `article` is None for a page that holds none. True if the page is new.

        `edition` says by which edition of the coder its claims were made, as far as that is known.

        A report that is already recorded from another page is not recorded again: the page then points to it.
        """
        self.source(document)
        page = {
            "id": document.id,
            "media_type": document.media_type,
            "size": document.size,
            "text": document.text,
            "article": article.id if article else None,
        }
        new = not self._has(schema.documents.c.id == document.id)
        if new:
            self._put(schema.documents, [page])
            self._put(schema.sources, [{"document": document.id, "source": document.source}])
            self._put(schema.hints, _hint_rows(document))
            # What stood in the way of reading this source before does so no more.
            stale = (schema.issues.c.source == document.source) & (schema.issues.c.stage == "read")
            self._connection.execute(delete(schema.issues).where(stale))
            for reason in document.declined:
                self.issue(Refusal(document.source, "read", reason), document=document.id)
            for issue in issues:
                self.issue(issue, document=document.id)
            if article and not self.holds(article):
                self._put(schema.articles, [_report_row(article)])
                self._found(article.id, mentions, claims, edition)
        return new

    def holds(self, article: Article) -> bool:
        """True if this report is recorded, be it from another page."""
        return self._has(schema.articles.c.id == article.id)

    def recode(
        self,
        article: Article,
        *,
        mentions: Sequence[Mention] = (),
        claims: Sequence[Claim] = (),
        issues: Iterable[Refusal] = (),
        edition: str = "",
    ) -> None:
        """Put other mentions and claims in the place of a recorded report's; events must then be computed anew.

        Its date and outlet become those of `article`, where somebody has corrected them. What was put right in its claims stays.
        """
        corrected, alike = by_hand.corrections(self._connection, article.id)
        told = update(schema.articles).where(schema.articles.c.id == article.id)
        self._connection.execute(told.values(**_report_row(article)))
        c, m, d = schema.claims.c, schema.mentions.c, schema.coded.c
        before = select(c.id).where(c.article == article.id)
        for table, column in ((schema.parties, schema.parties.c.claim), (schema.repeated, schema.repeated.c.claim)):
            self._connection.execute(delete(table).where(column.in_(before)))
        for table, column in ((schema.claims, c.article), (schema.mentions, m.article), (schema.coded, d.article)):
            self._connection.execute(delete(table).where(column == article.id))
        i = schema.issues.c
        stale = (i.document == article.document_id) & i.stage.in_(("parse", "resolve", "code"))
        self._connection.execute(delete(schema.issues).where(stale))
        self._found(article.id, mentions, claims, edition)
        self._correct_again(corrected, by_hand.followed(corrected, alike, claims))
        for issue in issues:
            self.issue(issue, document=article.document_id)
        self._connection.execute(delete(schema.meta).where(schema.meta.c.key == "linked"))

    def source(self, document: Document) -> None:
        """Note one more place where a page that is already recorded was read from."""
        if self._has(schema.documents.c.id == document.id):
            self._put(schema.sources, [{"document": document.id, "source": document.source}])

    def issue(self, refusal: Refusal, *, document: str | None = None) -> None:
        """Record what was declined, and why; the same issue is kept once."""
        row = {"source": refusal.source, "stage": refusal.stage, "reason": refusal.reason, "document": document}
        self._put(schema.issues, [row])

    def mark(self, mark: Mark) -> None:
        """Record how far a container is read, with the last thing that was read from it."""
        reading.put_mark(self._connection, mark)

    def failure(self, refusal: Refusal, *, version: str) -> None:
        """Record that the bytes of a declined source are not to be tried again by this version of the readers."""
        if refusal.document:
            reading.put_failure(self._connection, refusal.document, version, refusal.reason)

    def events(
        self, judgements: Iterable[Judgement], events: Iterable[Event], repeated: Mapping[str, int] | None = None
    ) -> None:
        """Replace all computed judgements and events.

        `repeated` has the claims on lines that their outlet repeats, by id, and in how many reports the line stands.
        """
        for table in (schema.judgements, schema.events, schema.repeated):
            self._connection.execute(delete(table))
        self._put(schema.repeated, [{"claim": one, "reports": count} for one, count in (repeated or {}).items()])
        self._put(
            schema.judgements,
            [
                {
                    "left": one.left,
                    "right": one.right,
                    "by": one.by,
                    "verdict": one.verdict,
                    "score": one.score,
                    "reasons": text(list(one.reasons)),
                }
                for one in judgements
            ],
        )
        self._put(
            schema.events,
            [
                {
                    "id": one.id,
                    "event": one.event,
                    "start": one.start,
                    "end": one.end,
                    "status": one.status,
                    "standing": one.standing,
                    "body": text(pack(one)),
                }
                for one in events
            ],
        )
        self._connection.execute(delete(schema.meta).where(schema.meta.c.key == "linked"))
        self._put(schema.meta, [{"key": "linked", "value": claims_state(self._connection)}])

    def strike(self, claims: Mapping[str, str]) -> None:
        """Leave claims (by id, with the reason) out of the record as it is shown, until they are restored."""
        self._connection.execute(delete(schema.struck).where(schema.struck.c.claim.in_(list(claims))))
        self._put(schema.struck, [{"claim": one, "why": why} for one, why in claims.items()])

    def amend(self, claim: str, given: Mapping[str, Any], why: str = "") -> None:
        """Put fields (packed, by name) in the place of those that the coder read in a recorded claim, until it is restored.

        Fields given before stay where they are not given again, and so does the reason.
        """
        a, c = schema.amended.c, schema.claims.c
        before = self._connection.execute(select(schema.amended).where(a.claim == claim)).first()
        row = self._connection.execute(select(c.id, c.article, c.body).where(c.id == claim)).one()
        coded = before.coded if before else row.body
        merged = {**(json.loads(before.given) if before else {}), **given}
        self._connection.execute(delete(schema.amended).where(a.claim == claim))
        told = why or (before.why if before else "")
        self._put(schema.amended, [{"claim": claim, "given": text(merged), "coded": coded, "why": told}])
        self._rewrite(by_hand.amended(_claim_of(row.id, row.article, coded), merged))

    def restore(self, claims: Iterable[str]) -> None:
        """Take claims back into the record as it is shown, as the coder read them."""
        a, c = schema.amended.c, schema.claims.c
        wanted = list(claims)
        query = select(c.id, c.article, a.coded).join(schema.amended, a.claim == c.id).where(c.id.in_(wanted))
        for row in self._connection.execute(query).all():
            self._rewrite(_claim_of(row.id, row.article, row.coded))
        by_hand.forget(self._connection, wanted)

    def _correct_again(self, before: Sequence[by_hand.Correction], now: Mapping[str, Claim]) -> None:
        """Put the same right in the claims that the corrected ones are now."""
        by_hand.forget(self._connection, list(now))
        for one in before:
            if (claim := now.get(one.claim)) is None:
                continue
            if one.struck is not None:
                self.strike({claim.id: one.struck})
            if one.given is not None:
                self.amend(claim.id, one.given, one.why)

    def _rewrite(self, claim: Claim) -> None:
        parties = schema.parties
        self._connection.execute(delete(parties).where(parties.c.claim == claim.id))
        self._connection.execute(
            update(schema.claims).where(schema.claims.c.id == claim.id).values(**_claim_row(claim))
        )
        self._put(parties, list(_party_rows(claim)))

    def _found(self, article: str, mentions: Sequence[Mention], claims: Sequence[Claim], edition: str) -> None:
        self._put(
            schema.mentions,
            [
                {"article": article, "position": n, "kind": m.kind, "text": m.text, "body": text(pack(m))}
                for n, m in enumerate(mentions)
            ],
        )
        self._put(schema.coded, [{"article": article, "edition": edition}] if edition else [])
        self._put(schema.claims, [_claim_row(claim) for claim in claims])
        self._put(schema.parties, [row for claim in claims for row in _party_rows(claim)])

    def _put(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table).prefix_with("OR IGNORE"), rows)

    def _has(self, condition: Any) -> bool:
        return self._connection.execute(select(1).where(condition)).first() is not None


def claims_state(connection: Connection) -> str:
    """A fingerprint of the recorded claims: events computed for another one are out of date."""
    # Counted up when what is computed from the same claims becomes another: cases linked before are then linked again.
    digest = hashlib.sha256(b"4\n")
    kept = schema.claims.c.id.not_in(select(schema.struck.c.claim))
    for one in connection.execute(select(schema.claims.c.id).where(kept).order_by(schema.claims.c.id)).scalars():
        digest.update(one.encode())
        digest.update(b"\n")
    a = schema.amended.c
    for row in connection.execute(select(a.claim, a.given).order_by(a.claim)):
        digest.update(f"{row.claim} {row.given}\n".encode())
    return digest.hexdigest()


def _claim_of(id_: str, article: str, body: str) -> Claim:
    return unpack(Claim, {"id": id_, "article_id": article, **json.loads(body)})


def _report_row(article: Article) -> dict[str, Any]:
    body = pack(article)
    for column in ("id", "document_id", "text"):
        body.pop(column)
    return {
        "id": article.id,
        "document": article.document_id,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "text": article.text,
        "body": text(body),
    }


def _hint_rows(document: Document) -> list[dict[str, Any]]:
    found = [("url", document.url, "")] if document.url else []
    found += [(hint.field, hint.value, hint.origin) for hint in document.hints]
    return [
        {"document": document.id, "position": n, "field": field, "value": value, "origin": origin}
        for n, (field, value, origin) in enumerate(found)
    ]


def _claim_row(claim: Claim) -> dict[str, Any]:
    body = pack(claim)
    for column in ("id", "article_id"):
        body.pop(column)
    return {
        "id": claim.id,
        "article": claim.article_id,
        "start": claim.trigger[0],
        "event": claim.event,
        "mode": claim.mode,
        "status": claim.status,
        "since": claim.when.start if claim.when else None,
        "until": claim.when.end if claim.when else None,
        "place": claim.place.code if claim.place else None,
        "content_of": claim.content_of,
        "body": text(body),
    }


def _party_rows(claim: Claim) -> list[dict[str, Any]]:
    named = [("actor", n, party.id, party.name) for n, party in enumerate(claim.actors)]
    named += [("recipient", n, party.id, party.name) for n, party in enumerate(claim.recipients)]
    voices = [("voice", n, voice.id, voice.name) for n, voice in enumerate(claim.attribution)]
    return [
        {"claim": claim.id, "role": role, "position": n, "party": party, "name": name}
        for role, n, party, name in [*named, *voices]
    ]
