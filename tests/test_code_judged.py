"""Judgements of deeds whose doers stay unsaid, and demands that name nobody, or somebody apart from the deed."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import article_of
from dragoman.code import code
from dragoman.model import Claim
from dragoman.parse import parse
from dragoman.resolve import resolve


def told(text: str, event: str) -> list[str]:
    """Trigger and parties of each claim of a type, and the type of what it holds."""
    parsed = parse(article_of(text))
    claims = code(parsed, resolve(parsed), by="lexicon")
    return [_short(c, claims, text) for c in claims if c.event == event]


def _short(claim: Claim, claims: tuple[Claim, ...], text: str) -> str:
    sides = ("+".join(p.id for p in side) or "-" for side in (claim.actors, claim.recipients))
    held = "".join(f" [{c.event} {c.status}]" for c in claims if c.content_of == claim.id)
    return f"{text[slice(*claim.trigger)]} {' > '.join(sides)}{held}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # said of a deed, whoever did it
        (
            '"The attack on the school was unacceptable," the Danish minister said.',
            ["unacceptable DNK > -"],
        ),
        ("The Norwegian government said the shelling was inexcusable.", ["inexcusable NOR > -"]),
        (
            '"It is shameful that Chad is arming the rebels," the Libyan minister said.',
            ["shameful LBY > TCD [AID actual]"],
        ),
        # who is guilty is accused by whoever says so, and did it
        ("Rwanda said Burundi was guilty of the attack on Kigali.", ["guilty RWA > BDI [ASSAULT actual]"]),
        ("Burundi is guilty of arming the rebels, Rwanda said.", ["guilty RWA > BDI [AID actual]"]),
        ("The colonel is guilty.", []),
        # pointed at, exclaimed, one of its kind
        ('"This is a reprehensible act," the Kenyan president said.', ["reprehensible KEN > -"]),
        ('"What a disgrace!" the Swedish minister said.', ["disgrace SWE > -"]),
        ('"It is one of the most appalling incidents," the Swedish minister said.', ["appalling SWE > -"]),
        # only a clause is judged so
        ('"It is dangerous to arm the rebels," the Libyan minister said.', ["dangerous LBY > -"]),
        ('"The road is dangerous," the Libyan minister said.', []),
        # what there is no excuse for, and what is shown by it
        ('"There can be no excuse for the bombing," the Irish minister said.', ["excuse IRL > -"]),
        ('"There was an excuse for the bombing," the Irish minister said.', []),
        # not so: weather, what is denied, what the paper says itself
        ('"The storm was appalling," the Irish minister said.', []),
        ('"The attack would be unacceptable," the Irish minister said.', []),
        ("The attack on the school was unacceptable.", []),
    ],
)
def test_deeds_are_judged(text: str, expected: list[str]) -> None:
    assert told(text, "ACCUSE") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"This must stop," the Irish minister said.', ["must IRL > -"]),
        ('"The votes must be counted," the Irish minister said.', ["must IRL > -"]),
        ('"There must be justice," the Irish minister said.', ["must IRL > -"]),
        ('"The plan must cover the islands," the Irish minister said.', ["must IRL > -"]),
        ('"There is an urgent need to act," the Irish minister said.', ["need IRL > -"]),
        ('"There is no longer a need to act," the Irish minister said.', []),
        # whose turn it is
        ('"The onus is on Iran to free the crew," the Irish minister said.', ["onus IRL > IRN"]),
        ('"It is up to Iran to free the crew," the Irish minister said.', ["up IRL > IRN"]),
        # not so: of oneself, asked, told by nobody
        ('"We must act," the Irish minister said.', []),
        ("This must stop.", []),
    ],
)
def test_demands_that_name_nobody(text: str, expected: list[str]) -> None:
    assert told(text, "REQUEST") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The announcement of the truce is welcome," the Irish minister said.', ["welcome IRL > -"]),
        ('"This is a positive step," the Irish minister said.', ["positive IRL > -"]),
        ('"This is a positive and welcome step," the Irish minister said.', ["positive IRL > -"]),
        ('"This is a positive test," the Irish minister said.', []),
    ],
)
def test_steps_are_praised_once(text: str, expected: list[str]) -> None:
    assert told(text, "SUPPORT") == expected
