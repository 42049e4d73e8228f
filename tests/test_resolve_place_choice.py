"""Which namesake is meant, and how close the words say it was. Sentences are built without a parser."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_resolve_places import report

from dragoman.clean import plain
from dragoman.data.gazetteer import gazetteer
from dragoman.model import Parse
from dragoman.parse import parse
from dragoman.resolve.places.choice import within
from dragoman.resolve.places.find import find_places


def codes(parse: Parse) -> list[tuple[str, str | None]]:
    """(words, country) of each place mention, None where it was left open."""
    return [(m.text, m.place.code if m.place else None) for m in find_places(parse)]


PRECISION = [
    ("Gunmen fought* in Gao", ""),
    ("Gunmen fought* near Gao", "near"),
    ("Gunmen fought* outside the town of Gao", "near"),
    ("Gunmen fought* close to Gao", "near"),
    ("Gunmen fought* 20 kilometres from Gao", "near"),
    ("Gunmen fought* 20 km west of Gao", "near"),
    ("Gunmen fought* on the outskirts of Gao", "near"),
    ("Gunmen fought* in the west of Mali", "part"),
    ("Gunmen fought* in northern Mali", "part"),
]


@pytest.mark.parametrize(("text", "precision"), PRECISION, ids=[text for text, _ in PRECISION])
def test_how_close_the_words_say_it_was(text: str, precision: str) -> None:
    [mention] = find_places(report(text))
    assert mention.place is not None and mention.place.precision == precision
    assert mention.place.code == "MLI"


def test_towns_around_speak_for_a_namesake() -> None:
    local = report(
        "Crowds marched* in Cambridge", "Crowds marched* in Somerville and Worcester", "Officers left* Boston"
    )
    assert ("Cambridge", "USA") in codes(local)
    british = report(
        "Crowds marched* in Cambridge", "Crowds marched* in Norwich and Peterborough", "Officers left* London"
    )
    assert ("Cambridge", "GBR") in codes(british)


@pytest.mark.parametrize(
    ("named", "state"), [("Kenya", "KEN"), ("Kenya Kenya Kenya Ethiopia", "KEN"), ("Kenya Ethiopia", None)]
)
def test_a_border_is_with_the_neighbour_that_most_is_said_of(named: str, state: str | None) -> None:
    told = report(*(f"{name} closed* camps" for name in named.split()), "Guards patrol* the Somali border")
    assert codes(told)[-1] == ("Somali border", state)


@pytest.mark.parametrize(("named", "state"), [("Mali Mali Chad", "MLI"), ("Mali Chad", None)])
@pytest.mark.parametrize("site", ["Quorv Airport", "Quorv Province"])
def test_a_site_nobody_knows_lies_where_most_of_the_report_does(site: str, named: str, state: str | None) -> None:
    told = report(
        *(f"{name} closed* camps" for name in named.split()), f"Officers searched* {site}", names=((site, "LOC"),)
    )
    assert codes(told)[-1] == (site, state)


def test_a_name_that_holds_the_one_before_it_is_no_town() -> None:
    kinds = [(m.text, m.place.kind) for m in find_places(report("Crowds marched* in Albany , New York")) if m.place]
    assert kinds == [("Albany", "city"), ("New York", "admin area")]


def test_a_county_does_not_lie_where_a_town_of_its_name_lies() -> None:
    [mention] = find_places(report("Officers searched* Boone County", names=(("Boone County", "LOC"),)))
    assert mention.place is not None and (mention.place.kind, mention.place.lat) == ("admin area", None)


def test_the_outlet_is_at_home_in_its_country() -> None:
    told = report("Gunmen fought* in San Rafael", names=(("San Rafael", "LOC"),))
    assert find_places(told)[0].place is None
    at_home = Parse(replace(told.article, outlet="Los Angeles Times"), told.sentences, told.names)
    assert codes(at_home) == [("San Rafael", "USA")]


def test_distance_on_a_flat_map_crosses_the_date_line() -> None:
    suva, london = gazetteer().find("suva")[0], gazetteer().find("london")[0]
    east, west = replace(suva, lat=-18.0, lon=179.9), replace(suva, lat=-18.0, lon=-179.9)
    assert within(east, west, 30.0) and not within(suva, london, 5000.0)
    assert not within(replace(suva, lat=None), suva, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Quillstead met the Chadian minister. The army attacked a camp in Quillstead.",
        "The Kenyan minister, Peter Brandel, spoke on Monday. Troops shelled a camp near Brandel.",
    ],
)
def test_a_place_no_gazetteer_knows_may_be_called_like_a_person(text: str) -> None:
    # It had no entry to be weighed, and the whole report was declined for it.
    [mention] = find_places(parse(plain(text)))
    assert mention.text == text.split()[-1].removesuffix(".")
    assert mention.place is not None and mention.place.code is None
