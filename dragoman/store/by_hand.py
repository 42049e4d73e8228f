"""What somebody put right by hand, kept beside what the coder read: claims struck out, and fields of claims that were given.

A claim's id tells all that it asserts, so a coder that reads one field otherwise gives it another id. What was put right follows
the claim by where it stands and as what it was read (its trigger and type), where only one claim of the report is that.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from dragoman.model import Claim
from dragoman.store import schema
from dragoman.store.codec import pack, unpack

BY_HAND = "by hand"
# Which reasons speak of a field, by the word before their colon (of a status the status itself); those of a field given no longer hold.
REASONS_OF = {"actors": "actor", "recipients": "recipient", "event": "rule", "status": "status", "when": "when"}
Reading = tuple[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right in the claim with this id: why it was `struck` out (None: it was not), and the fields `given`, packed."""

    claim: str
    read_as: Reading
    struck: str | None
    given: Mapping[str, Any] | None
    why: str


def amended(coded: Claim, given: Mapping[str, Any]) -> Claim:
    """The claim with the fields that somebody gave (packed values by field).

    Its id stays, its reasons say which fields are given, and with somebody's word for it its confidence is 1.

    >>> coded = Claim("c", "a", "ASSAULT", None, (), (), "actual", (0, 6), (0, 9), reasons=("actor:subj", "negated:not"))
    >>> found = amended(coded, {"status": "negated", "actors": []})
    >>> found.status, found.confidence, found.reasons
    ('negated', 1.0, ('actor:by hand', 'negated:by hand'))
    """
    heads = [str(given[field]) if field == "status" else head for field, head in REASONS_OF.items() if field in given]
    gone = {*heads, coded.status} if "status" in given else set(heads)
    reasons = [reason for reason in coded.reasons if reason.partition(":")[0] not in gone]
    reasons += [f"{head}:{BY_HAND}" for head in heads]
    return unpack(Claim, pack(coded) | dict(given) | {"reasons": reasons, "confidence": 1.0})


def corrections(connection: Connection, article: str) -> tuple[list[Correction], Counter[Reading]]:
    """What was put right in the claims of a report that stand in it now; with it, how many claims were read alike."""
    c, s, a = schema.claims.c, schema.struck.c, schema.amended.c
    touched = select(c.id).where(c.article == article).where(c.id.in_(select(s.claim)) | c.id.in_(select(a.claim)))
    if connection.execute(touched.limit(1)).first() is None:
        return [], Counter()
    query = (
        select(c.id, c.body, s.why, a.given, a.coded, a.why.label("reason"))
        .outerjoin(schema.struck, s.claim == c.id)
        .outerjoin(schema.amended, a.claim == c.id)
        .where(c.article == article)
    )
    found, alike = [], Counter[Reading]()
    for row in connection.execute(query.order_by(c.id)):
        coded = json.loads(row.coded or row.body)
        read_as = (coded["trigger"][0], coded["trigger"][1]), coded["event"]
        alike[read_as] += 1
        if row.why is not None or row.given is not None:
            given = None if row.given is None else json.loads(row.given)
            found.append(Correction(row.id, read_as, row.why, given, row.reason or ""))
    return found, alike


def followed(before: Sequence[Correction], alike: Counter[Reading], now: Sequence[Claim]) -> dict[str, Claim]:
    """The claim that each corrected one (by its id) is now that the report was coded anew; one that is not found is left out.

    `alike` says how many claims the report had of each trigger and type: of two that are alike nobody knows which is which.
    """
    again: dict[Reading, list[Claim]] = {}
    for claim in now:
        again.setdefault((claim.trigger, claim.event), []).append(claim)
    by_id = {claim.id: claim for claim in now}
    found = {}
    for one in before:
        there = again.get(one.read_as, [])
        if one.claim in by_id:
            found[one.claim] = by_id[one.claim]
        elif len(there) == 1 and alike[one.read_as] == 1:
            found[one.claim] = there[0]
    return found


def forget(connection: Connection, claims: Sequence[str]) -> None:
    """Take away what was put right in these claims."""
    for table in (schema.struck, schema.amended):
        connection.execute(delete(table).where(table.c.claim.in_(list(claims))))
