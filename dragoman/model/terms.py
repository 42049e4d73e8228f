"""The words a claim may use: PLOVER's sixteen types in their four quarters, and what we add (docs/codebook.md)."""

from __future__ import annotations

QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {event: quad for quad, events in QUADS.items() for event in events}
STATUSES = ("actual", "future", "requested", "hypothetical", "negated")
STANCES = ("asserts", "denies", "confirms", "doubts", "no_comment")
