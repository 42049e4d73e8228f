"""Positions: who stands where on which question, read from what is demanded, promised, refused and done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.analyse import positions
from dragoman.model import Claim, Party, Place, Voice, When

ARV, BEL = (
    Party("ARV", "Arvania", "ARV", "GOV", None, None, None),
    Party("BEL", "Belmark", "BEL", "GOV", None, None, None),
)
FLEET = Party("BEL.MIL", "Belmark", "BEL", "MIL", None, None, None)


def claim(
    name: str,
    event: str,
    actors: tuple[Party, ...],
    *,
    status: str = "actual",
    of: str | None = None,
    day: str = "2031-03-03",
) -> Claim:
    return Claim(
        id=name,
        article_id="a",
        event=event,
        mode=None,
        actors=actors,
        recipients=(),
        status=status,
        trigger=(0, 1),
        sentence=(0, 9),
        place=Place("Arvania", "ARV", None, None, "country"),
        when=When(day, day, "day", "absolute"),
        attribution=(Voice("The Harbour Courier", "outlet"),),
        content_of=of,
    )


@pytest.mark.parametrize(
    ("event", "status", "content", "value"),
    [
        ("REQUEST", "actual", "requested", 1.0),
        ("REQUEST", "actual", "negated", -1.0),
        ("CONCEDE", "actual", "future", 0.7),
        ("AGREE", "future", "future", 0.7),
        ("REJECT", "actual", "negated", -1.0),
        ("AGREE", "actual", "negated", -0.7),
        ("CONCEDE", "actual", "negated", -0.7),
        ("SUPPORT", "actual", "negated", -1.0),
        ("SUPPORT", "actual", "actual", 1.0),
        ("ACCUSE", "actual", "actual", -1.0),
        ("REQUEST", "negated", "requested", None),
        ("REQUEST", "hypothetical", "requested", None),
        ("ACCUSE", "actual", "negated", None),
        ("CONSULT", "actual", "future", None),
    ],
)
def test_an_outer_claim_shows_a_stand(event: str, status: str, content: str, value: float | None) -> None:
    found = positions(
        [claim("o", event, (ARV,), status=status), claim("i", "RETREAT", (FLEET,), status=content, of="o")]
    )
    if value is None:
        assert found == ()
    else:
        (stand,) = found
        assert (stand.question, stand.party, stand.position) == ("RETREAT by BEL in ARV", "ARV", value)
        assert (stand.claim, stand.content, stand.date) == ("o", "i", "2031-03-03")
        assert stand.voices == ("The Harbour Courier",)


def test_doing_it_is_a_stand_only_where_it_was_asked() -> None:
    done = claim("d", "RETREAT", (FLEET,), day="2031-05-01")
    assert positions([done]) == ()
    asked = [claim("o", "REQUEST", (ARV,)), claim("i", "RETREAT", (FLEET,), status="requested", of="o")]
    assert [(s.party, s.position) for s in positions([*asked, done])] == [("ARV", 1.0), ("BEL.MIL", 1.0)]


def test_a_deed_of_nobody_is_no_question() -> None:
    assert positions([claim("o", "REQUEST", (ARV,)), claim("i", "RETREAT", (), status="requested", of="o")]) == ()


def test_forces_count_with_their_state_and_each_party_is_a_question() -> None:
    found = positions([claim("o", "REQUEST", (ARV,)), claim("i", "RETREAT", (FLEET, ARV), status="requested", of="o")])
    assert [stand.question for stand in found] == ["RETREAT by ARV", "RETREAT by BEL in ARV"]


def test_a_place_that_is_not_said_is_the_only_one_known() -> None:
    there = [claim("o", "REQUEST", (ARV,)), claim("i", "RETREAT", (FLEET,), status="requested", of="o")]
    unsaid = [
        claim("p", "REJECT", (BEL,)),
        replace(claim("j", "RETREAT", (FLEET,), status="negated", of="p"), place=None),
    ]
    assert {stand.question for stand in positions([*there, *unsaid])} == {"RETREAT by BEL in ARV"}


def test_a_place_that_is_said_stays_where_several_are_known() -> None:
    coast = Place("Corvania", "COR", None, None, "country")
    there = [claim("o", "REQUEST", (ARV,)), claim("i", "RETREAT", (FLEET,), status="requested", of="o")]
    elsewhere = [
        claim("p", "REQUEST", (ARV,)),
        replace(claim("j", "RETREAT", (FLEET,), status="requested", of="p"), place=coast),
        claim("r", "REQUEST", (ARV,)),
        replace(claim("k", "RETREAT", (FLEET,), status="requested", of="r"), place=None),
    ]
    assert [stand.question for stand in positions([*there, *elsewhere])] == [
        "RETREAT by BEL",
        "RETREAT by BEL in ARV",
        "RETREAT by BEL in COR",
    ]


def test_a_stand_of_an_unknown_day_has_none_and_stands_first() -> None:
    inner = {"event": "RETREAT", "actors": (FLEET,), "status": "requested"}
    dated, some_year, undated = (claim(name, "REQUEST", (ARV,)) for name in "abc")
    assert some_year.when is not None
    some_year = replace(some_year, when=replace(some_year.when, start="2029-03-03", basis="terms"))
    undated = replace(undated, when=None)
    contents = [claim(f"in {name}", of=name, **inner) for name in "abc"]  # type: ignore[arg-type]
    found = positions([dated, some_year, undated, *contents])
    assert [(stand.claim, stand.date) for stand in found] == [("b", None), ("c", None), ("a", "2031-03-03")]


def test_words_are_no_deeds_and_old_events_no_stands() -> None:
    assert positions([claim("o", "REQUEST", (ARV,)), claim("i", "ACCUSE", (BEL,), status="requested", of="o")]) == ()
    old = replace(claim("o", "REQUEST", (ARV,)), background=True)
    assert positions([old, claim("i", "RETREAT", (FLEET,), status="requested", of="o")]) == ()


def test_the_order_of_claims_does_not_show() -> None:
    claims = [
        claim("o", "REQUEST", (ARV,)),
        claim("i", "RETREAT", (FLEET,), status="requested", of="o"),
        claim("r", "REJECT", (BEL,)),
        claim("j", "RETREAT", (FLEET,), status="negated", of="r"),
    ]
    assert positions(claims) == positions(claims[::-1])
    assert [stand.position for stand in positions(claims)] == [1.0, -1.0]
