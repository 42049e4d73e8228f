"""Fighting that has a name of its own: the wars of wars.yml, each by its example, and names made of a place."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.lexicon import article_of
from dragoman.code import code
from dragoman.data.book import load_book
from dragoman.data.files import load_yaml
from dragoman.parse import parse
from dragoman.resolve import resolve

WARS: list[dict[str, Any]] = load_yaml("wars.yml")["wars"]
# What makes a page one about politics: on a calm one only wars count whose states are known.
STIR = "Libya attacked Chad. Togo condemned the attack by Mali. "


def named(text: str) -> list[str]:
    """Trigger, parties, place and years of each claim of fighting that is known by a name."""
    parsed = parse(article_of(STIR + text))
    found = []
    for claim in code(parsed, resolve(parsed), by="lexicon"):
        words = parsed.article.text[slice(*claim.trigger)]
        if claim.event == "ASSAULT" and words[0].isupper():
            who = "+".join(p.id for p in (*claim.actors, *claim.recipients)) or "-"
            place = claim.place.name if claim.place else "-"
            years = f"{claim.when.start[:4]}-{claim.when.end[:4]}" if claim.when and claim.when_span else "-"
            found.append(f"{words} | {who} | {place} | {years}")
    return found


@pytest.mark.parametrize("war", WARS, ids=lambda war: war["names"][0])
def test_each_war_is_known(war: dict[str, Any]) -> None:
    (told,) = named(war["example"])
    words, who, place, years = told.split(" | ")
    assert place != "-" or "land" not in war
    assert words.lower() in war["names"]
    assert who == ("+".join(i for side in war["sides"] for i in side) or "-")
    assert years == f"{war['days'][0].isoformat()[:4]}-{war['days'][1].isoformat()[:4]}"


def test_those_who_fought_are_in_the_world_book() -> None:
    actors = load_book().actors
    assert [i for war in WARS for side in war["sides"] for i in side if i not in actors] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who fought is told beside the name
        (
            "The Winter War between Finland and the Soviet Union was short.",
            ["Winter War | FIN+SUN | - | 1939-1940"],
        ),
        # a name that is in no list: made of a people or a place
        ("The Anglo-Zulu War began over cattle.", ["Anglo-Zulu War | GBR+zulus | - | -"]),
        ("The Costa Rican Civil War went on.", ["Costa Rican Civil War | - | Costa Rica | -"]),
        ("The Battle of Verdun went on.", ["Battle of Verdun | - | Verdun | -"]),
        ("The Sicily Campaign failed.", ["Sicily Campaign | - | Sicily | -"]),
        # the name says what another thing is, or since when
        ("Vietnam War veterans met in Lyon.", []),
        ("It was the worst storm since the Winter War.", []),
        ("Nobody wants another Gulf War.", []),
        ("The letters of the Allies of World War II are lost.", []),
        # not fought with arms, or no name
        ("The Cold War ended.", []),
        ("The Kenya Trade War went on.", []),
        ("The campaign in Iowa went on.", []),
    ],
)
def test_names_of_fighting(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_a_calm_page_has_only_wars_between_known_states() -> None:
    parsed = parse(article_of("She painted in World War II. He painted in the Chaco War."))
    claims = code(parsed, resolve(parsed))
    assert [parsed.article.text[slice(*c.trigger)] for c in claims] == ["Chaco War"]
