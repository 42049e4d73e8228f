"""What is an act by being told, what a "must" asks of whom, and what is held by a word that does not stand above it."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import article_of
from dragoman.code import code
from dragoman.parse import parse
from dragoman.resolve import resolve


def told(text: str) -> list[str]:
    """Type, trigger, parties and status of each claim, and the trigger of what holds it."""
    parsed = parse(article_of(text))
    claims = code(parsed, resolve(parsed), by="lexicon")
    triggers = {c.id: text[slice(*c.trigger)] for c in claims}
    found = []
    for c in claims:
        sides = " > ".join("+".join(p.id for p in side) or "-" for side in (c.actors, c.recipients))
        within = f" in {triggers[c.content_of]}" if c.content_of else ""
        found.append(f"{c.event} {triggers[c.id]} {sides} {c.status}{within}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Togo's foreign minister claims that Benin shelled three villages.",
            ["ACCUSE claims TGO > BEN actual", "ASSAULT shelled BEN > - actual in claims"],
        ),
        (
            "The inquiry concluded that the Sudanese army had shelled the school.",
            ["ACCUSE concluded - > SDN.MIL actual", "ASSAULT shelled SDN.MIL > - actual in concluded"],
        ),
        (
            "The study documented the raids by the Sudanese army.",
            ["ACCUSE documented - > SDN.MIL actual", "ASSAULT raids SDN.MIL > - actual in documented"],
        ),
        # not so: who claims his own deed accuses nobody, nor does who only says so
        ("Togo claimed that Togo had shelled three villages.", ["ASSAULT shelled TGO > - actual"]),
        ("Togo's foreign minister said that Benin shelled three villages.", ["ASSAULT shelled BEN > - actual"]),
    ],
)
def test_who_claims_that_another_did_harm_accuses_him(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Togo decided to form an alliance with Ghana.",
            ["AGREE decided TGO > - actual", "COOPERATE form an alliance TGO+GHA > - future in decided"],
        ),
        (
            "Togo decided not to send troops to help Ghana.",
            ["REJECT decided TGO > - actual", "AID send TGO > GHA negated in decided"],
        ),
        ("Chad chose not to sign the treaty.", ["REJECT chose TCD > - actual", "AGREE sign the treaty TCD > - negated in chose"]),
        # not so: what nobody wished for is not refused, and who has not decided has refused nothing
        ("Togo decided not to attack Ghana.", ["ASSAULT attack TGO > GHA negated"]),
    ],
)  # fmt: skip
def test_who_decides_to_help_agrees_and_who_decides_not_to_refuses(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway announced a gift of two ambulances to Malawi.",
            ["AGREE announced NOR > MWI actual", "AID gift NOR > MWI future in announced"],
        ),
        (
            "The Dutch government's announcement that it would buy grain from Mali was early.",
            ["AGREE announcement NLD > MLI actual", "COOPERATE buy NLD > MLI future in announcement"],
        ),
    ],
)
def test_who_announces_help_promises_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_nobody_promises_the_help_of_another() -> None:
    assert not any(c.startswith("AGREE") for c in told("Norway announced that Chad would give grain to Malawi."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one "must" for all that is coordinated under it, or that it is a means to
        (
            "Chad must withdraw its troops and release the nurses, the Kenyan president said.",
            [
                "REQUEST must KEN > TCD actual",
                "RETREAT withdraw TCD > - requested in must",
                "RETREAT release TCD > TCD.CVL requested in must",
            ],
        ),
        # what must be done is not done by who says so
        (
            "The prisoners must be released, the Norwegian foreign minister said.",
            ["REQUEST must NOR > - actual", "RETREAT released - > NOR.CVL requested in must"],
        ),
        ('"Chad needs to respect the valley," the Libyan foreign minister said.', ["REQUEST needs LBY > TCD actual"]),
        # who only asks why demands nothing
        ("Why should Chad respect the valley, the Libyan foreign minister asked.", []),
    ],
)
def test_a_must_is_the_demand_of_who_says_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("Togo made an offer that Benin welcomed.", "offer", "welcomed"),
        ("The raid by Chad drew condemnation from Sudan.", "raid", "condemnation"),
        ("Peru asked Chile for medicine and for the release of the pilots.", "release", "asked"),
        ("Peru complained against the arrest of two Peruvians by Chile.", "arrest", "complained"),
        ("Libya banned Chadian firms from selling arms to Sudan.", "selling", "banned"),
        ("Bolivia demanded concessions, including the release of the pilots, from Chile.", "release", "demanded"),
        ("Kenya's war on the rebels is a sham, the Ugandan foreign minister said.", "war", "sham"),
    ],
)
def test_what_holds_an_event_from_beside_it(text: str, inner: str, outer: str) -> None:
    assert [c.rpartition(" in ")[2] for c in told(text) if c.split()[1] == inner] == [outer]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Togo made an offer that angered Benin, which condemned the raid.", "offer"),
        ("The raid by Chad followed condemnation from Sudan.", "raid"),
    ],
)
def test_what_does_not_hold_it(text: str, inner: str) -> None:
    assert all(" in " not in c for c in told(text) if c.split()[1] == inner)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chad decided to withdraw its troops from Libya.",
            ["CONCEDE decided TCD > - actual", "RETREAT withdraw TCD > - future in decided"],
        ),
        (
            "The president of Chad announced his decision to resign.",
            ["CONCEDE announced TCD > - actual", "RETREAT resign TCD > - future in announced"],
        ),
        (
            "Chad will decide to withdraw its troops.",
            ["CONCEDE decide TCD > - future", "RETREAT withdraw TCD > - future in decide"],
        ),
        # not so: no word of announcing; somebody else's; turned down
        ("Chad plans to withdraw its troops from Libya.", ["CONCEDE withdraw TCD > - future"]),
        ("Peru announced that Chad will withdraw its troops.", ["CONCEDE withdraw TCD > - future"]),
        ("Chad has not decided to withdraw its troops.", ["RETREAT withdraw TCD > - negated"]),
    ],
)
def test_who_announces_a_retreat_concedes_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected
