"""Where parties stand on what others should do: one invented sentence for each way of saying so, read by the whole coder."""

from __future__ import annotations

import pytest

from dragoman.clean import plain
from dragoman.code import code
from dragoman.parse import parse
from dragoman.resolve import resolve

WITHDRAWAL = "RETREAT negated CHL>"
CASES = [
    # who will not go
    ("Chile has no intention of leaving Peru, its foreign minister said.", ["REJECT actual CHL>", WITHDRAWAL]),
    ("Chile vowed to stay in northern Peru until the rebels are gone.", ["REJECT actual CHL>", WITHDRAWAL]),
    ("Santiago insists that its troops will stay in Peru.", ["REJECT actual CHL>", "RETREAT negated CHL.MIL>"]),
    ('"We are not leaving Peru," the Chilean defence minister said.', ["REJECT actual CHL>", WITHDRAWAL]),
    (
        "Chilean troops will not leave Peru, the Chilean president said.",
        ["REJECT actual CHL.MIL>PER", "RETREAT negated CHL.MIL>"],
    ),
    # who wants others gone
    ("Lima wants Chilean troops out of Peru.", ["REQUEST actual PER>CHL.MIL", "RETREAT requested CHL.MIL>"]),
    ("Kenya wants the Chilean army out.", ["REQUEST actual KEN>CHL.MIL", "RETREAT requested CHL.MIL>"]),
    ("Kenya wants the report out by Monday.", ["REQUEST actual KEN>"]),
    # of whom it is asked
    ("Hezbollah dismissed calls for it to disarm.", ["REJECT actual hezbollah>", "RETREAT requested hezbollah>"]),
    (
        "Chile turned a deaf ear to Peruvian calls for a pullback.",
        ["REJECT actual CHL>PER", "REQUEST actual PER>CHL", "RETREAT requested CHL>"],
    ),
    (
        "Chile rejected a Peruvian call for all Kenyan troops to leave Niger.",
        ["REJECT actual CHL>PER", "REQUEST actual PER>KEN.MIL", "RETREAT requested KEN.MIL>"],
    ),
    (
        "Chile supports the withdrawal of Kenyan troops from Niger.",
        ["SUPPORT actual CHL>KEN.MIL", "RETREAT actual KEN.MIL>"],
    ),
    ("Chile urged an immediate halt to Peruvian shelling.", ["REQUEST actual CHL>PER", "RETREAT requested PER>"]),
    # "it" that is ready, and "it" that is nobody
    ("Chile said it was ready to withdraw its troops.", ["AGREE actual CHL>", "RETREAT future CHL>"]),
    ("Chile said it was too early to withdraw its troops.", ["RETREAT hypothetical CHL.MIL>"]),
    # for and against
    ("Chile is against lifting sanctions on Niger.", ["REJECT actual CHL>", "CONCEDE negated CHL>NER"]),
    ("Chile is in favour of lifting sanctions on Niger.", ["SUPPORT actual CHL>", "CONCEDE hypothetical CHL>NER"]),
    ("Chile is against the sanctions on Niger.", ["REJECT actual CHL>", "SANCTION actual >NER"]),
    # at odds: with each other, and neither with whoever the quarrel is about
    (
        "Chile and Peru are at odds over the withdrawal of Kenyan troops.",
        ["ACCUSE actual CHL+PER>", "RETREAT actual KEN.MIL>"],
    ),
    ("Chile is at odds with Peru over Niger.", ["ACCUSE actual CHL+PER>"]),
    ("Chile and Peru differ on the truce.", ["ACCUSE actual CHL+PER>"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_where_parties_stand(text: str, expected: list[str]) -> None:
    parsed = parse(plain(text))
    claims = code(parsed, resolve(parsed))
    found = [
        f"{c.event} {c.status} {'+'.join(sorted(p.id for p in c.actors))}>{'+'.join(p.id for p in c.recipients)}"
        for c in claims
    ]
    assert [e for e in expected if e not in found] == [], found
    assert all(c.content_of for c in claims if c.event in ("RETREAT", "CONCEDE") and len(expected) > 1), found
