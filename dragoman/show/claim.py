"""One claim, field by field: what stands in it, the words it was read from, where they stand, and what decided."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sized
from functools import cache
from importlib.resources import files

from dragoman.errors import DragomanError
from dragoman.model import Article, Claim, Event, Party
from dragoman.show import rows
from dragoman.show.given import called
from dragoman.show.names import name_of, origin_name
from dragoman.show.runs import count
from dragoman.store import Filter, View

COLUMNS = ("field", "value", "words", "start", "end", "decided by")
# Which field a reason speaks of, by the word before its colon; of the status the word is the status itself.
FIELD_OF = {"entry": "what", "rule": "what", "actor": "who", "recipient": "whom", "place": "where", "voice": "voice"}
UNWRITTEN = "understood, not written"


def find(view: View, name: str) -> Claim:
    """The one claim whose id begins with `name`. Raises DragomanError when none or several do."""
    found = list(view.claims(Filter(claim=name, repeated=True, struck=True)))
    if len(found) == 1:
        return found[0]
    raise DragomanError(f"No single claim '{name}': {_how_many(found)}. 'dragoman show claims' lists all.")


def event_of(view: View, name: str) -> Event:
    """The one event whose id begins with `name`, or that a claim with this id tells. Raises DragomanError when none or several do."""
    found = [one for one in view.events() if any(claim.startswith(name) for claim in one.claims)]
    if len(found) == 1:
        return found[0]
    raise DragomanError(f"No single event '{name}': {_how_many(found)}. 'dragoman show events' lists all.")


def _how_many(found: Sized) -> str:
    return f"{len(found)} go by that; give more of the id" if found else "this case holds none with such an id"


def claim_fields(view: View, claim: Claim) -> Iterator[rows.Row]:
    """The fields of a claim as rows; positions count code points of the report's text, in which `show report` prints them."""
    article = view.article(claim.article_id)
    if article is None:
        return
    event = next((one for one in view.events() if claim.id in one.claims), None)
    decided = _decided(claim)
    start, end = claim.sentence
    yield _row("claim", claim.id)
    if (why := view.struck().get(claim.id)) is not None:
        yield _row("struck out", why or "by hand", by="dragoman correct restore takes it back")
    if claim.id in (corrected := view.amended()):
        names, why = corrected[claim.id]
        yield _row(f"given by hand: {called(names)}", why, by="dragoman correct restore takes it back")
    yield _row("report", article.id)
    yield _row("source", ", ".join(view.report_sources(article.id).get(article.id, ())))
    for name in ("title", "outlet", "published", "url"):
        if value := getattr(article, name):
            yield _row(name, value, by=article.origin(name))
    yield _row("sentence", claim.within or "body", (start, end), article)
    yield _row("what", rows.what(claim), claim.trigger, article, by=decided.pop("what", ""))
    yield from _parties("who", claim.actors, article, decided.pop("who", ""))
    yield from _parties("whom", claim.recipients, article, decided.pop("whom", ""))
    yield _row("status", claim.status, by=decided.pop(claim.status, ""))
    when = claim.when
    basis = f"{when.granularity}, {when.basis}" if when and when.start else ""
    yield _row("when", rows.when(when), claim.when_span, article, by=basis)
    yield _row("where", _place(claim), claim.place_span, article, by=decided.pop("where", ""))
    said_by = decided.pop("voice", "")
    for voice in claim.attribution:
        span = (voice.start, voice.end) if voice.start is not None and voice.end is not None else None
        told = ", ".join(filter(None, (voice.kind, voice.stance.replace("_", " "), voice.verb, said_by)))
        yield _row("voice", voice.name or rows.chain((voice,)), span, article, by=told)
    for kind, low, high in claim.magnitude:
        yield _row(kind, low if low == high else f"{low} to {high}")
    if claim.content_of:
        holder = next(view.claims(Filter(claim=claim.content_of, repeated=True)), claim)
        yield _row("content of", claim.content_of, holder.trigger, article, by=rows.what(holder))
    for inner in view.claims(Filter(report=claim.article_id, repeated=True)):
        if inner.content_of == claim.id:
            yield _row("content", inner.id, inner.trigger, article, by=f"{rows.what(inner)}, {inner.status}")
    if claim.background:
        yield _row("background", "an old event retold")
    if event is not None:
        counts = (count(event.reports, "report"), count(event.origins, "origin"), count(len(event.claims), "claim"))
        yield _row("event", event.id)
        told_by = ", ".join(map(origin_name, event.origin_names))
        yield _row("standing", f"{event.standing}: {', '.join(counts)}", by=f"origins: {told_by}" if told_by else "")
        yield from beside(view, claim, event)
    yield _row(
        "confidence",
        claim.confidence,
        by="from 0 to 1; of claims with 0.8, eight in ten have the right type and parties",
    )
    if rest := "; ".join(reason for reasons in decided.values() for reason in reasons.split("; ")):
        yield _row("also", None, by=rest)


def beside(view: View, claim: Claim, event: Event) -> Iterator[rows.Row]:
    """The other claims of the event, and those that contradict it, each once, with the reasons of whoever compared them.

    Where several were compared with one that contradicts the event, this claim's own reasons are told.
    """
    for other in event.claims:
        if other != claim.id:
            yield _row("told also by", _said(view, other))
    against: dict[str, tuple[bool, str]] = {}
    for found in view.judgements():
        for one, other in ((found.left, found.right), (found.right, found.left)):
            if found.verdict == "contrary" and one in event.claims:
                own = one == claim.id
                if other not in against or (own and not against[other][0]):
                    against[other] = own, "; ".join(found.reasons)
    for other, (_, reasons) in against.items():
        yield _row("contradicted by", _said(view, other), by=reasons)


def _said(view: View, id_: str) -> str:
    """A claim in one cell: its id, what it tells, and on whose word."""
    found = next(view.claims(Filter(claim=id_, repeated=True)), None)
    return f"{id_} ({rows.what(found)}, {found.status}; {rows.chain(found.attribution)})" if found else id_


def _row(
    field: str,
    value: object,
    span: tuple[int, int] | None = None,
    article: Article | None = None,
    *,
    by: str | None = "",
) -> rows.Row:
    words = rows.one_line(article.text[span[0] : span[1]]) if span and article else None
    start, end = span or (None, None)
    return {"field": field, "value": value, "words": words, "start": start, "end": end, "decided by": by or None}


def _parties(field: str, parties: tuple[Party, ...], article: Article, by: str) -> Iterator[rows.Row]:
    """A row each: id, name, country and sector. One who is nowhere written is said to be understood."""
    if not parties:
        yield _row(field, None, by=by)
    for party in parties:
        name = name_of(party.id, Counter()) if "." in party.id or party.name == party.id else party.name
        called = f"{party.id} ({', '.join(filter(None, (name, party.code, party.sector)))})"
        if party.start is None or party.end is None:
            yield _row(field, called, by="; ".join(filter(None, (UNWRITTEN, by))))
        else:
            yield _row(field, called, (party.start, party.end), article, by=by)


def _place(claim: Claim) -> str | None:
    place = claim.place
    if place is None or place.lat is None:
        return rows.where(place)
    kind = ", ".join(filter(None, (place.kind, place.precision)))
    return f"{rows.where(place)}; latitude {place.lat:g}, longitude {place.lon:g} degrees; {kind}"


def _decided(claim: Claim) -> dict[str, str]:
    """The claim's reasons by the field they speak of; an entry of the lexicon with its pattern and its example."""
    found: dict[str, list[str]] = {}
    for reason in claim.reasons:
        head = reason.partition(":")[0]
        found.setdefault(FIELD_OF.get(head, head), []).append(_told(reason))
    return {field: "; ".join(reasons) for field, reasons in found.items()}


def _told(reason: str) -> str:
    _, _, place = reason.partition("entry:")
    name, _, line = place.partition(":")
    entry = _lexicon(name).get(line) if name.endswith(".csv") else None
    return f"{reason} ('{entry['pattern']}', as in: {entry['example']})" if entry else reason


@cache
def _lexicon(name: str) -> dict[str, dict[str, str]]:
    """The entries of a file of the lexicon by their line, as reasons name them; none where there is no such file."""
    file = files("dragoman.data") / "lexicon" / name
    if not file.is_file():
        return {}
    rows_of = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return {str(number): row for number, row in enumerate(rows_of, start=2)}
