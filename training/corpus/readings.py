"""The other ids that a party of the corpus may go by (`also_id` of the gold format).

A report declares the bodies it invents under an id of its own (`@ quay-men`). Nobody who reads the report can know that id:
docs/codebook.md makes an unknown body's id from its name, and gives people who are only described ("the strikers") the id of
their country. Both are right readings of the same words, and whoever measures against the corpus has to allow them.
"""

from __future__ import annotations

import re
from typing import Any

from dragoman.data.spellings import slug

Record = dict[str, Any]
# Words that stand for somebody and say nothing of who it is.
POINTERS = re.compile(
    r"i|me|my|we|us|our|you|your|he|him|his|she|her|it|its|they|them|their|who|whose|which|that|this|these|those"
)


def allow(record: Record) -> Record:
    """The same record with `also_id` at each party that is a declared body: by its names, and, described, by its country.

    >>> party = {"id": "quay-men", "text": "the strikers"}
    >>> told = {"declared": [{"id": "quay-men", "names": ["Quay Men's League"], "code": "GHA", "voice": None}],
    ...         "events": [{"actors": [party], "recipients": []}]}
    >>> allow(told)["events"][0]["actors"][0]["also_id"]
    ['quay-mens-league', 'GHA']
    """
    bodies = {one["id"]: one for one in record["declared"] if one["voice"] is None}
    events = [
        event
        | {
            role: [_allowed(party, bodies.get(party["id"])) for party in event[role]]
            for role in ("actors", "recipients")
        }
        for event in record["events"]
    ]
    return record | {"events": events}


def _allowed(party: Record, body: Record | None) -> Record:
    if body is None:
        return party
    others = [slug(name) for name in body["names"] if name[:1].isupper()]
    if body["code"] is not None and party["text"] and _described(party["text"], body["names"]):
        others.append(body["code"])
    return party | {"also_id": [o for o in others if o != party["id"]]}


def _described(text: str, names: list[str]) -> bool:
    """Whether words tell what somebody is and not which: no name of theirs, no pronoun."""
    low = text.lower()
    if POINTERS.fullmatch(low):
        return False
    return not any(re.search(rf"\b{re.escape(_bare(name))}\b", low) for name in names)


def _bare(name: str) -> str:
    return re.sub(r"^(the|a|an) ", "", name.lower())
