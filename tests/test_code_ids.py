"""The id of a claim hashes what it asserts, written as `json.dumps` writes it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace

import pytest

from dragoman.code.ids import PROVENANCE, claim_id
from dragoman.model import Claim, Party, Place, Voice, When

PERU = Party("PER", "Peru", "PER", "GOV", 'Peru’s "new" cabinet\n', 0, 22)
SOMEBODY = Party("?a-crowd", "a crowd", None, None, None, None, None)
BARE = Claim("", "a1", "ASSAULT", None, (), (), "actual", (3, 9), (0, 40))
FULL = replace(
    BARE,
    mode="aerial",
    actors=(PERU, SOMEBODY),
    recipients=(SOMEBODY,),
    place=Place("Río 50%s", "PER", -12.05, -77.0, "city", "near"),
    place_span=(20, 24),
    when=When("2019-05-01", "2019-05-31", "month", "relative"),
    when_span=(30, 38),
    attribution=(Voice("Post", "outlet"), Voice(None, "unnamed", anonymous=True, stance="denies", start=1, end=2)),
    content_of="b2",
    background=True,
    within="title",
    context=("military", "legal"),
    magnitude=(("dead", 2, 3),),
)
CASES = {
    "nothing but its type": BARE,
    "every field": FULL,
    "a place of which only a name is known": replace(
        BARE, place=Place("the bridge", None, None, None, "base/facility")
    ),
    "a place whose position is whole degrees": replace(BARE, place=Place("Peru", "PER", -10.0, -76.0, "country")),
}


def by_json(claim: Claim) -> str:
    """What the id is, by the library's own JSON."""
    asserted = {name: value for name, value in asdict(claim).items() if name not in PROVENANCE}
    if claim.place is not None and not claim.place.precision:
        del asserted["place"]["precision"]
    text = json.dumps(asserted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


@pytest.mark.parametrize("claim", CASES.values(), ids=CASES.keys())
def test_the_id_is_that_of_its_json(claim: Claim) -> None:
    assert claim_id(claim) == by_json(claim)


@pytest.mark.parametrize("claim", CASES.values(), ids=CASES.keys())
def test_who_coded_it_and_why_is_no_part_of_it(claim: Claim) -> None:
    assert claim_id(replace(claim, id="x", confidence=0.5, reasons=("modal",))) == claim_id(claim)
