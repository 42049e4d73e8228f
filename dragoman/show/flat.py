"""The record as tables for other programs: claims, events and reports, each as CSV or as JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.model import Article, Claim, Party
from dragoman.model.terms import QUAD_OF
from dragoman.show import rows
from dragoman.show.gold import claim_record
from dragoman.show.names import names_of, origin_name
from dragoman.show.tables import formula_safe
from dragoman.store import Filter, View

# Several values of one cell are parted by this; ids and names of parties hold none.
SEVERAL = "; "
# Columns of an event's place, and what they are of it.
_PLACE = {"place": "name", "country": "code", "lat": "lat", "lon": "lon", "place_kind": "kind"}
COUNTED = ("dead", "injured", "arrested", "size")


def csv_files(view: View, *, repeated: bool = False) -> Iterator[tuple[str, str]]:
    """claims.csv, events.csv and reports.csv, as names and texts; UTF-8, commas, the first row names the columns."""
    yield "claims.csv", _csv(_claim_rows(view, repeated=repeated), CLAIM_COLUMNS)
    yield "events.csv", _csv(_event_rows(view), EVENT_COLUMNS)
    yield "reports.csv", _csv(_report_rows(view), REPORT_COLUMNS)


def jsonl_files(view: View, *, repeated: bool = False) -> Iterator[tuple[str, str]]:
    """claims.jsonl, events.jsonl and reports.jsonl; a claim has the fields of the gold format and the id of its report.

    A report has its text, in which all positions count.
    """
    events = _events_of(view)
    texts = {article.id: article.text for article in view.articles()}
    yield "claims.jsonl", _jsonl(_record(article, claim, events) for article, claim in _told(view, repeated=repeated))
    yield "events.jsonl", _jsonl(_event_rows(view))
    yield "reports.jsonl", _jsonl({**row, "text": texts[row["report"]]} for row in _report_rows(view))


def _record(article: Article, claim: Claim, events: Mapping[str, str]) -> rows.Row:
    found = claim_record(claim, article, ids={})
    del found["id"]  # the same as "claim": there is no short one where all reports are in one file
    return {"claim": claim.id, "event_id": events.get(claim.id), "report": article.id, **found}


def _told(view: View, *, repeated: bool) -> Iterator[tuple[Article, Claim]]:
    article: Article | None = None
    for claim in view.claims(Filter(repeated=repeated)):
        if article is None or article.id != claim.article_id:
            article = view.article(claim.article_id)
        if article is not None:
            yield article, claim


def _events_of(view: View) -> dict[str, str]:
    return {one: event.id for event in view.events() for one in event.claims}


CLAIM_COLUMNS = (
    *("claim", "event_id", "type", "mode", "quad", "status"),
    *(f"{role}{told}" for role in ("actor", "recipient") for told in ("s", "_names", "_countries", "_sectors")),
    *("date_start", "date_end", "date_granularity", "date_basis"),
    *("place", "country", "lat", "lon", "place_kind", "place_precision"),
    *("voices", "speaker", "speaker_id", "speaker_kind", "stance", "anonymous"),
    *("content_of", "background", "in", "contexts"),
    *(f"{kind}_{end}" for kind in COUNTED for end in ("low", "high")),
    *("confidence", "reasons", "trigger", "trigger_start", "trigger_end", "sentence", "sentence_start", "sentence_end"),
    *("report", "outlet", "published", "title", "url"),
)
EVENT_COLUMNS = (
    *("event_id", "type", "quad", "status", "actors", "actor_countries", "recipients", "recipient_countries"),
    *("start", "end", "place", "country", "lat", "lon", "place_kind"),
    *("standing", "reports", "origins", "claims", "origin_names", "contradicted_by"),
)
REPORT_COLUMNS = ("report", "outlet", "published", "updated", "title", "byline", "language", "url", "claims", "sources")


def _claim_rows(view: View, *, repeated: bool) -> Iterator[rows.Row]:
    events = _events_of(view)
    called = names_of(view.claims(Filter(repeated=repeated)))
    for article, claim in _told(view, repeated=repeated):
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
            **_parties("actor", claim.actors, called),
            **_parties("recipient", claim.recipients, called),
            "voices": rows.chain(claim.attribution),
            "content_of": claim.content_of,
            "background": claim.background,
            "in": claim.within,
            "contexts": SEVERAL.join(claim.context),
            "confidence": claim.confidence,
            "reasons": SEVERAL.join(claim.reasons),
            "trigger": rows.one_line(text[claim.trigger[0] : claim.trigger[1]]),
            "trigger_start": claim.trigger[0],
            "trigger_end": claim.trigger[1],
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


def _event_rows(view: View) -> Iterator[rows.Row]:
    """Events; one's place is the one that most of its claims tell, the first of them where several do."""
    claims = {claim.id: claim for claim in view.claims(rows.EVERY)}
    countries = {p.id: p.code for claim in claims.values() for p in (*claim.actors, *claim.recipients) if p.code}
    events = list(view.events())
    against = rows.contradictions(view, events)
    for event in events:
        told = Counter(place for one in event.claims if one in claims and (place := claims[one].place))
        place = max(told, key=told.__getitem__, default=None)
        yield {
            "event_id": event.id,
            "type": event.event,
            "quad": QUAD_OF.get(event.event),
            "status": event.status,
            "actors": list(event.actors),
            "actor_countries": [countries.get(one) for one in event.actors],
            "recipients": list(event.recipients),
            "recipient_countries": [countries.get(one) for one in event.recipients],
            "start": event.start,
            "end": event.end,
            **{told: getattr(place, name, None) for told, name in _PLACE.items()},
            "standing": event.standing,
            "reports": event.reports,
            "origins": event.origins,
            "claims": list(event.claims),
            "origin_names": [origin_name(one) for one in event.origin_names],
            "contradicted_by": list(against.get(event.id, ())),
        }


def _report_rows(view: View) -> Iterator[rows.Row]:
    counts: Mapping[str, int] = {row["report"]: row["claims"] for row in rows.report_rows(view)}
    sources = view.report_sources()
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
            "sources": list(sources.get(article.id, ())),
        }


def _parties(role: str, parties: Iterable[Party], called: Mapping[str, str]) -> rows.Row:
    """Ids, names, countries and sectors of parties, each list in the same order; empty where a country or sector is not known."""
    found = list(parties)
    return {
        f"{role}s": [party.id for party in found],
        f"{role}_names": [called[party.id] for party in found],
        f"{role}_countries": [party.code for party in found],
        f"{role}_sectors": [party.sector for party in found],
    }


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
    if isinstance(value, list):
        return formula_safe(SEVERAL.join(str(one or "") for one in value))
    return "" if value is None else str(value) if isinstance(value, int | float) else formula_safe(str(value))


def _jsonl(found: Iterable[rows.Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
