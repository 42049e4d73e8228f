"""The record as tables for other programs: claims, events and reports, each as CSV or as JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.model import Article, Claim, Party
from dragoman.model.terms import QUAD_OF
from dragoman.show import rows
from dragoman.show.gold import claim_record
from dragoman.show.names import names_of
from dragoman.show.tables import formula_safe
from dragoman.store import Filter, View

# Several values of one cell are parted by this; ids and names of parties hold none.
SEVERAL = "; "
COUNTED = ("dead", "injured", "arrested", "size")


def csv_files(view: View, *, repeated: bool = False) -> Iterator[tuple[str, str]]:
    """claims.csv, events.csv and reports.csv, as names and texts; UTF-8, commas, the first row names the columns."""
    yield "claims.csv", _csv(_claim_rows(view, repeated), CLAIM_COLUMNS)
    yield "events.csv", _csv(_event_rows(view), EVENT_COLUMNS)
    yield "reports.csv", _csv(_report_rows(view), REPORT_COLUMNS)


def jsonl_files(view: View, *, repeated: bool = False) -> Iterator[tuple[str, str]]:
    """claims.jsonl, events.jsonl and reports.jsonl; a claim has the fields of the gold format and the id of its report."""
    events = _events_of(view)
    yield "claims.jsonl", _jsonl(_record(article, claim, events) for article, claim in _told(view, repeated))
    told = ({**row, "actors": list(e.actors), "recipients": list(e.recipients)} for row, e in _events(view))
    yield "events.jsonl", _jsonl({**row, "claims": row["claims"].split(SEVERAL)} for row in told)
    yield "reports.jsonl", _jsonl({**row, "sources": row["sources"].split(SEVERAL)} for row in _report_rows(view))


def _record(article: Article, claim: Claim, events: Mapping[str, str]) -> rows.Row:
    found = claim_record(claim, article, ids={})
    del found["id"]  # the same as "claim": there is no short one where all reports are in one file
    return {"claim": claim.id, "event_id": events.get(claim.id), "report": article.id, **found}


def _told(view: View, repeated: bool) -> Iterator[tuple[Article, Claim]]:
    article: Article | None = None
    for claim in view.claims(Filter(repeated=repeated)):
        if article is None or article.id != claim.article_id:
            article = view.article(claim.article_id)
        if article is not None:
            yield article, claim


def _events_of(view: View) -> dict[str, str]:
    return {one: event.id for event in view.events() for one in event.claims}


CLAIM_COLUMNS = (
    *("claim", "event_id", "type", "mode", "quad", "status", "actors", "actor_names", "recipients", "recipient_names"),
    *("date_start", "date_end", "date_granularity", "date_basis"),
    *("place", "country", "lat", "lon", "place_kind", "place_precision"),
    *("voices", "speaker", "speaker_id", "speaker_kind", "stance", "anonymous"),
    *("content_of", "background", "in", "contexts"),
    *(f"{kind}_{end}" for kind in COUNTED for end in ("low", "high")),
    *("confidence", "reasons", "trigger", "sentence", "sentence_start", "sentence_end"),
    *("report", "outlet", "published", "title", "url"),
)
EVENT_COLUMNS = (
    "event_id",
    "type",
    "status",
    "actors",
    "recipients",
    "start",
    "end",
    "standing",
    "reports",
    "origins",
    "claims",
)
REPORT_COLUMNS = ("report", "outlet", "published", "updated", "title", "byline", "language", "url", "claims", "sources")


def _claim_rows(view: View, repeated: bool) -> Iterator[rows.Row]:
    events = _events_of(view)
    called = names_of(view.claims(Filter(repeated=repeated)))
    for article, claim in _told(view, repeated):
        place, date, text = claim.place, claim.when, article.text
        speaker = claim.attribution[-1] if claim.attribution else None
        counted = {kind: (low, high) for kind, low, high in claim.magnitude}
        row: rows.Row = {
            "claim": claim.id,
            "event_id": events.get(claim.id),
            "type": claim.event,
            "mode": claim.mode,
            "quad": QUAD_OF.get(claim.event),
            "status": claim.status,
            "actors": _ids(claim.actors),
            "actor_names": SEVERAL.join(called[party.id] for party in claim.actors),
            "recipients": _ids(claim.recipients),
            "recipient_names": SEVERAL.join(called[party.id] for party in claim.recipients),
            "voices": rows.chain(claim.attribution),
            "content_of": claim.content_of,
            "background": claim.background,
            "in": claim.within,
            "contexts": SEVERAL.join(claim.context),
            "confidence": claim.confidence,
            "reasons": SEVERAL.join(claim.reasons),
            "trigger": text[claim.trigger[0] : claim.trigger[1]],
            "sentence": rows.one_line(text[claim.sentence[0] : claim.sentence[1]]),
            "sentence_start": claim.sentence[0],
            "sentence_end": claim.sentence[1],
            "report": article.id,
            "outlet": article.outlet,
            "published": article.published,
            "title": article.title,
            "url": article.url,
        }
        if date is not None and date.start:
            row |= {"date_start": date.start, "date_end": date.end}
            row |= {"date_granularity": date.granularity, "date_basis": date.basis}
        if place is not None:
            row |= {"place": place.name, "country": place.code, "lat": place.lat, "lon": place.lon}
            row |= {"place_kind": place.kind, "place_precision": place.precision}
        if speaker is not None:
            row |= {"speaker": speaker.name, "speaker_id": speaker.id, "speaker_kind": speaker.kind}
            row |= {"stance": speaker.stance, "anonymous": speaker.anonymous}
        for kind, (low, high) in counted.items():
            row |= {f"{kind}_low": low, f"{kind}_high": high}
        yield row


def _events(view: View) -> Iterator[tuple[rows.Row, Any]]:
    for event in view.events():
        yield (
            {
                "event_id": event.id,
                "type": event.event,
                "status": event.status,
                "actors": SEVERAL.join(event.actors),
                "recipients": SEVERAL.join(event.recipients),
                "start": event.start,
                "end": event.end,
                "standing": event.standing,
                "reports": event.reports,
                "origins": event.origins,
                "claims": SEVERAL.join(event.claims),
            },
            event,
        )


def _event_rows(view: View) -> Iterator[rows.Row]:
    return (row for row, _ in _events(view))


def _report_rows(view: View) -> Iterator[rows.Row]:
    counts: Mapping[str, int] = {row["report"]: row["claims"] for row in rows.report_rows(view)}
    for article in view.articles():
        yield {
            "report": article.id,
            "outlet": article.outlet,
            "published": article.published,
            "updated": article.updated,
            "title": article.title,
            "byline": article.byline,
            "language": article.language,
            "url": article.url,
            "claims": counts.get(article.id, 0),
            "sources": SEVERAL.join(view.sources(article.document_id)),
        }


def _ids(parties: Iterable[Party]) -> str:
    return SEVERAL.join(party.id for party in parties)


def _csv(found: Iterable[rows.Row], columns: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in found:
        writer.writerow(_cell(row.get(name)) for name in columns)
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value) if isinstance(value, int | float) else formula_safe(str(value))


def _jsonl(found: Iterable[rows.Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
