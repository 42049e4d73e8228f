"""Who acts and on whom: what docs/codebook.md forbids, and what it asks of each claim that leaves a party open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]
NO_RECIPIENT = {"RETREAT": ("withdraw", "disarm", "ceasefire", "resign")}
EACH_OTHER = frozenset(["each other", "one another"])
# Types whose claims have a recipient wherever the report tells one.
WRITTEN = frozenset(
    [
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "AGREE",
        "CONCEDE",
        "SUPPORT",
        "AID",
        "PROTEST",
        "SANCTION",
        "COERCE",
        "ASSAULT",
    ]
)
WRITTEN_MODES = {"RETREAT": ("release", "access"), "CONSULT": ("visit",)}
ARTICLES = ("the ", "a ", "an ")


def forbidden(event: Record) -> Iterator[str]:
    """Recipients that the table of types has none for, and reciprocal words as a party.

    >>> party = {"id": "KEN", "text": None}
    >>> list(forbidden({"event": ["COOPERATE"], "mode": [], "actors": [party], "recipients": [party]}))
    ['COOPERATE has no recipient: all who take part are actors']
    """
    parties = event["recipients"]
    if len(event["event"]) == 1 and parties:
        kind, mode = event["event"][0], event["mode"][0] if event["mode"] else None
        if kind == "COOPERATE":
            yield "COOPERATE has no recipient: all who take part are actors"
        if kind == "CONSULT" and mode != "visit":
            yield "CONSULT has no recipient but the host of a visit: all who consult are actors"
        if kind == "MOBILIZE" and not any(p["text"] for p in parties):
            yield "MOBILIZE has a recipient only where its sentence has words for the party it is against"
        if mode in NO_RECIPIENT.get(kind, ()):
            yield f"{kind}.{mode} has no recipient"
    for party in [*event["actors"], *parties]:
        if (party["text"] or "").lower() in EACH_OTHER:
            yield f"{party['text']!r} is no party: all who do it to each other are actors, with the words that name them"


def questions(record: Record) -> Iterator[str]:
    """By whom, to whom: asked of each claim that leaves it open though its type has it, and of names under another id."""
    events = {e["id"]: e for e in record["events"]}
    names = {
        _bare(name): one["id"] for one in record.get("declared", []) if one["voice"] is None for name in one["names"]
    }
    for event in record["events"]:
        where = f"{event['id']} {event['event'][0]} {event['trigger']!r}"
        outer = events.get(event["content_of"] or "")
        if not event["optional"]:
            if not event["actors"]:
                yield f"{where}: by whom? No doer is written; does any sentence of the report tell?{_hint(outer)}"
            if not event["recipients"] and _has_recipient(event):
                yield f"{where}: to whom? No recipient is written; does any sentence of the report tell?"
        for party in [*event["actors"], *event["recipients"]]:
            known = names.get(_bare(party["text"] or ""))
            if known is not None and known != party["id"]:
                yield f"{where}: {party['text']!r} is declared as {known!r}, but written {party['id']!r}"


def _has_recipient(event: Record) -> bool:
    kind = event["event"][0]
    if kind in ("AGREE", "ASSAULT", "ACCUSE") and len(event["actors"]) > 1:
        return False  # between the actors
    return kind in WRITTEN or (bool(event["mode"]) and event["mode"][0] in WRITTEN_MODES.get(kind, ()))


def _hint(outer: Record | None) -> str:
    if outer is None:
        return ""
    if outer["event"][0] in ("AGREE", "CONCEDE", "THREATEN") and outer["actors"]:
        return " It is the content of a promise or threat: mostly its actor ('< ^')."
    if outer["event"][0] in ("REQUEST", "ACCUSE") and outer["recipients"]:
        return " It is the content of a request or accusation: mostly its recipient ('< ^r')."
    return ""


def _bare(words: str) -> str:
    """A name as names are compared: lower case, no article; nothing for no words.

    >>> _bare("The Union")
    'union'
    """
    low = words.lower()
    return next((low[len(a) :] for a in ARTICLES if low.startswith(a)), low) or "-"
