"""Records in the gold format: export, reading back, and the scorer (`gold/README.md`)."""

from __future__ import annotations

from typing import Any

from dragoman.model import Article, Claim, Party, Place, Voice, When


def record(
    article: Article, claims: list[Claim] | tuple[Claim, ...], *, document: str, raw: str | None = None
) -> dict[str, Any]:
    """One report's record as the gold format has it; every text carries `start` and `end` in the article's text.

    `document` names the report (the file's stem). With `raw` (the document's text) sentences are given as they stand in
    the source, and every span also in `raw_start`, `raw_end`.
    """
    ids = {claim.id: f"e{n}" for n, claim in enumerate(claims, start=1)}
    texts = article.body().split("\n\n") if article.body() else []
    return {
        "document": document,
        "article": {
            "id": article.id,
            "publisher": article.outlet,
            "title": article.title,
            "subtitle": article.subtitle,
            "byline": article.byline,
            "published": article.published,
            "body_first": " ".join(texts[0].split()[:8]) if texts else None,
            "body_last": " ".join(texts[-1].split()[-8:]) if texts else None,
            "captions": [article.text[b.start : b.end] for b in article.blocks if b.kind == "caption"],
        },
        "events": [claim_record(claim, article, ids=ids, raw=raw) for claim in claims],
    }


def claim_record(claim: Claim, article: Article, *, ids: dict[str, str], raw: str | None = None) -> dict[str, Any]:
    """One claim with the gold format's fields."""
    text = article.text
    start, end = claim.sentence
    sentence = text[start:end]
    found: dict[str, Any] = {
        "id": ids.get(claim.id, claim.id),
        "claim": claim.id,
        "sentence": raw[article.raw(start) : article.raw(end - 1) + 1] if raw is not None else sentence,
        "start": start,
        "end": end,
        "trigger": text[claim.trigger[0] : claim.trigger[1]],
        "trigger_start": claim.trigger[0],
        "trigger_end": claim.trigger[1],
        "event": [claim.event],
        "mode": [claim.mode] if claim.mode else [],
        "context": list(claim.context),
        "actors": [party_record(p) for p in claim.actors],
        "recipients": [party_record(p) for p in claim.recipients],
        "place": place_record(claim.place, claim.place_span, text),
        "date": date_record(claim.when, claim.when_span),
        "when": when_record(claim.when, claim.when_span, text),
        "status": claim.status,
        "dead": None,
        "injured": None,
        "content_of": ids.get(claim.content_of, claim.content_of) if claim.content_of else None,
        "attribution": [voice_record(v) for v in claim.attribution],
        "background": claim.background,
        "in": claim.within,
        "confidence": claim.confidence,
        "reasons": list(claim.reasons),
    }
    for kind, low, high in claim.magnitude:
        found[kind] = low if low == high else [low, high]
    if raw is not None:
        found["raw_start"], found["raw_end"] = article.raw(start), article.raw(end - 1) + 1
    return found


def party_record(party: Party) -> dict[str, Any]:
    """A party as the gold format has it."""
    return {
        "id": party.id,
        "name": party.name,
        "code": party.code,
        "sector": party.sector,
        "text": party.text,
        "start": party.start,
        "end": party.end,
    }


def place_record(place: Place | None, span: tuple[int, int] | None, text: str) -> dict[str, Any] | None:
    """A place as the gold format has it, with coordinates where they are known."""
    if place is None:
        return None
    found: dict[str, Any] = {
        "name": place.name,
        "code": place.code,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
    }
    if place.precision:
        found["precision"] = place.precision
    if span:
        found.update(text=text[span[0] : span[1]], start=span[0], end=span[1])
    return found


def date_record(when: When | None, span: tuple[int, int] | None) -> list[str] | None:
    """The inclusive interval; null where the text gives none beyond publication."""
    return [when.start, when.end] if when is not None and span is not None and when.start else None


def when_record(when: When | None, span: tuple[int, int] | None, text: str) -> dict[str, Any] | None:
    """The resolved interval with granularity and how it was found, publication dates included."""
    if when is None or not when.start:
        return None
    found: dict[str, Any] = {"start": when.start, "end": when.end, "granularity": when.granularity, "basis": when.basis}
    if span:
        found.update(text=text[span[0] : span[1]], text_start=span[0], text_end=span[1])
    return found


def voice_record(voice: Voice) -> dict[str, Any]:
    """A voice as the gold format has it; fields that say nothing are left out."""
    found: dict[str, Any] = {"name": voice.name, "kind": voice.kind}
    if voice.id:
        found["id"] = voice.id
    if voice.kind != "outlet" or voice.verb:
        found["anonymous"] = voice.anonymous
        found["stance"] = voice.stance
    if voice.verb:
        found["verb"] = voice.verb
    if voice.start is not None:
        found["start"], found["end"] = voice.start, voice.end
    return found
