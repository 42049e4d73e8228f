"""Words of politics in an everyday sense, and those whose sides say that they mean another type."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.lexicon import article_of, claims_of
from dragoman.model import Party
from dragoman.parse import parse
from dragoman.resolve import resolve


def told(text: str) -> list[str]:
    """Type, mode and parties of each claim."""
    _, claims = claims_of(text)
    return [f"{c.event}.{c.mode or ''} {_ids(c.actors)} > {_ids(c.recipients)}" for c in claims]


def _ids(parties: Sequence[Party]) -> str:
    return "+".join(p.id for p in parties) or "-"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # done to a thing
        ("The Danish choir demonstrated great skill in Oslo.", []),
        ("The skill demonstrated by the Danish minister in Oslo was noted.", []),
        ("Pensioners demonstrated in Oslo against Denmark.", ["PROTEST"]),
        ("The Danish soldiers packed up the tents in Mali to mail them home.", []),
        ("Danish soldiers packed up in Mali.", ["RETREAT"]),
        ("The Danish premier spoke French with ease.", []),
        ("Ghana's premier gave Togo's premier a horse in Lomé.", []),
        # a place to rest
        ("The Danish ministry sent its clerks to a lakeside retreat in Sweden.", []),
        ("The army's retreat from Agdam was hurried.", ["RETREAT"]),
        # where a private person goes
        ("Quilla Marsh left for Peru in 1938.", []),
        ("The Danish premier arrived in Lima on Sunday.", ["CONSULT"]),
        # sheets of paper
        ("Forty Danes were fed, according to the release.", []),
        ("Mali thanked Chad, the release said.", ["SUPPORT"]),
        # on the road
        ("Forty Malians were injured by a lorry in Gao.", []),
        ("Forty Malians were injured by a bomb in Gao.", ["ASSAULT"]),
        # to what was before
        ("Chad demanded that Malian troops go back to the status quo.", ["REQUEST"]),
        ("Chad demanded that Malian troops go back to their base.", ["REQUEST", "RETREAT"]),
        # ills
        ("Norway will fight malaria.", []),
        ("Norway promised Chad to fight malaria.", ["AGREE"]),
        ("Niger promised to fight Boko Haram.", ["THREATEN", "ASSAULT"]),
        ("Norway promised to regulate the sale of fish.", ["AGREE", "COERCE"]),
        # at the polls
        ("Senator Ana Quill won a second term, beating the Liberal Party of Canada.", []),
        ("The Canadian Liberals took Ontario in the election.", []),
        ("Malian soldiers beat the Tuareg rebels before the election.", ["ASSAULT"]),
        # of nothing
        ("The Danish minister washed her hands for a minute.", []),
        ("Nigeria washed its hands of the mission.", ["REJECT"]),
        ("Peru has trucks for the delivery of aid to Chad.", ["AID"]),
        ("Ana Quill became a member of the Danish parliament.", []),
        ("Slovenia became a member of NATO in 2004.", ["COOPERATE"]),
        # one's own mind
        ("Denmark refuses to see the signs in Russia.", []),
        # what a thing is like
        ("The museum in Mali showed looted vases.", []),
        ("The Malian actor played in supporting roles.", []),
        ("The farmers waited for the promised land titles in Mali.", []),
        ("Signed agreements between Chad and Mali lay on the desk.", ["AGREE"]),
        # kinds of aircraft
        ("Danish forces used attack, fighter and remotely piloted aircraft.", []),
        # who only tells of a mishap
        ("A storm hit Fiji, killing forty and wounding nine, according to Fijian police.", []),
    ],
)
def test_everyday_senses(text: str, expected: list[str]) -> None:
    _, claims = claims_of(text)
    assert [c.event for c in claims] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebel forces met Peruvian troops at the ford.", ["ASSAULT. rebels+PER.MIL > -"]),
        ("Chilean ministers met Peruvian officers at the ford.", ["CONSULT. CHL+PER.MIL > -"]),
        ("Danish soldiers were fired by the army.", ["SANCTION.expel DNK.MIL > DNK.MIL"]),
        ("The Danish army fired rockets at Russia.", ["ASSAULT.heavy-weapons DNK.MIL > RUS"]),
        ("Serbia agreed to all demands.", ["CONCEDE. SRB > -", "REQUEST. - > SRB"]),
        (
            "Ordered to disband, Malian rebels sang.",
            ["REQUEST.yield - > mli-opposition", "RETREAT.disarm mli-opposition > -"],
        ),
    ],
)
def test_sides_say_which_type(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Shah Abbas I built a bridge.", []),  # and not the president of Palestine
        ("Iraq's oil reserves grew.", ["IRQ"]),  # and no soldiers
        ("A revolutionary idea came up.", []),
        ("The revolutionaries came up.", ["revolutionaries"]),
    ],
)
def test_things_and_old_kings_are_no_party_of_today(text: str, ids: list[str]) -> None:
    parsed = parse(article_of(text))
    found = {p.id for m in resolve(parsed) for p in m.parties} - {"abbas", "IRN"}
    assert sorted(found) == ids
