"""The id of a claim: a hash of everything it asserts, and of nothing about who coded it or why."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from json.encoder import encode_basestring as text

from dragoman.model import Claim, Party, Place, Voice, When

# What says who coded a claim and how, and is no part of what it asserts: everything else is written by `_claim`.
PROVENANCE = frozenset({"id", "confidence", "reasons"})


def claim_id(claim: Claim) -> str:
    """Hash of everything a claim asserts, as JSON with its keys in order and no spaces (ARCHITECTURE, types)."""
    return hashlib.sha256(_claim(claim).encode()).hexdigest()[:20]


def _claim(claim: Claim) -> str:
    """As `json.dumps` writes it; that one takes six times as long, a tenth of all coding."""
    place, when = claim.place, claim.when
    return (
        f'{{"actors":[{",".join(map(_party, claim.actors))}],"article_id":{text(claim.article_id)}'
        f',"attribution":[{",".join(map(_voice, claim.attribution))}]'
        f',"background":{"true" if claim.background else "false"},"content_of":{_word(claim.content_of)}'
        f',"context":[{",".join(map(text, claim.context))}]'
        f',"event":{text(claim.event)},"magnitude":[{",".join(map(_count, claim.magnitude))}],"mode":{_word(claim.mode)}'
        f',"place":{"null" if place is None else _place(place)},"place_span":{_span(claim.place_span)}'
        f',"recipients":[{",".join(map(_party, claim.recipients))}]'
        f',"sentence":{_span(claim.sentence)},"status":{text(claim.status)},"trigger":{_span(claim.trigger)}'
        f',"when":{"null" if when is None else _when(when)},"when_span":{_span(claim.when_span)},"within":{_word(claim.within)}}}'
    )


def _party(party: Party) -> str:
    code, end, sector, start, said = party.code, party.end, party.sector, party.start, party.text
    return (
        f'{{"code":{"null" if code is None else text(code)},"end":{"null" if end is None else end},"id":{text(party.id)}'
        f',"name":{text(party.name)},"sector":{"null" if sector is None else text(sector)}'
        f',"start":{"null" if start is None else start},"text":{"null" if said is None else text(said)}}}'
    )


@lru_cache(maxsize=64)  # most claims of a report stand on the word of the same few
def _voice(voice: Voice) -> str:
    return (
        f'{{"anonymous":{"true" if voice.anonymous else "false"},"end":{_number(voice.end)},"id":{_word(voice.id)},"kind":{text(voice.kind)}'
        f',"name":{_word(voice.name)},"stance":{text(voice.stance)},"start":{_number(voice.start)},"verb":{_word(voice.verb)}}}'
    )


def _place(place: Place) -> str:
    # Left out where it is empty: ids of claims from before the field was added stay.
    precision = f',"precision":{text(place.precision)}' if place.precision else ""
    return (
        f'{{"code":{_word(place.code)},"kind":{text(place.kind)},"lat":{_number(place.lat)},"lon":{_number(place.lon)}'
        f',"name":{text(place.name)}{precision}}}'
    )


def _when(when: When) -> str:
    return (
        f'{{"basis":{text(when.basis)},"end":{text(when.end)},"granularity":{text(when.granularity)}'
        f',"start":{text(when.start)}}}'
    )


def _count(count: tuple[str, int, int]) -> str:
    """
    >>> _count(("dead", 2, 3))
    '["dead",2,3]'
    """
    return f"[{text(count[0])},{count[1]},{count[2]}]"


def _word(value: str | None) -> str:
    return "null" if value is None else text(value)


def _number(value: float | None) -> str:
    return "null" if value is None else repr(value)


def _span(span: tuple[int, int] | None) -> str:
    return "null" if span is None else f"[{span[0]},{span[1]}]"
