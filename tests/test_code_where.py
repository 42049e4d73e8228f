"""Where a claim happened: in its own words, its target, its clause, and what the report told before. With the real parser."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import claims_of
from dragoman.code.where.book import pointing_words, site_words, where_words
from dragoman.data.files import load_yaml
from dragoman.data.gazetteer import KINDS
from dragoman.model import Claim


def placed(text: str, event: str) -> list[tuple[str | None, str | None]]:
    """(name, country) of the place of each claim of a type, in text order."""
    return [(c.place.name, c.place.code) if c.place else (None, None) for c in found(text, event)]


def found(text: str, event: str) -> list[Claim]:
    _, claims = claims_of(text)
    return [c for c in claims if c.event == event]


OWN = [
    # a part of a town, and what is told of it with "where"
    ("The outskirts of the Bolivian town of Yacuiba have been held by Chilean troops since 2013.", "COERCE", "Yacuiba", "BOL"),
    (
        "The edge of the Bolivian town of Yacuiba, where Chilean troops set up three posts, is quiet.",
        "MOBILIZE",
        "Yacuiba",
        "BOL",
    ),
    ("Rebels ambushed a convoy near Gondar on Monday.", "ASSAULT", "Gonder", "ETH"),
    ("Ecuadorian troops withdrew from Ibarra.", "RETREAT", "Ibarra", "ECU"),
    # the object is the place where a verb takes one
    ("Peruvian rebels captured Iquitos on Friday.", "ASSAULT", "Iquitos", "PER"),
    # a passive target and a noun's
    ("Iquitos was shelled by rebels.", "ASSAULT", "Iquitos", "PER"),
    ("The bombing of Iquitos killed nine people.", "ASSAULT", "Iquitos", "PER"),
    # a part of a country is in the country, and its capital is a town
    ("Chadian rebels attacked Cameroonian airfields.", "ASSAULT", "Cameroon", "CMR"),
    ("Gunmen kidnapped two doctors in the Paraguayan capital.", "ASSAULT", "Asunción", "PRY"),
    ("Gunmen kidnapped two doctors in the capital of Paraguay.", "ASSAULT", "Asunción", "PRY"),
    ("Gunmen kidnapped two doctors in a port of Mali.", "ASSAULT", "Mali", "MLI"),  # there is a town Mali in China
    # where a raider comes from is not where the raid was
    ("Raiders from Zinder attacked Kano.", "ASSAULT", "Kano", "NGA"),
    # nor where a report or a road comes from
    ("Reports from Lima say that rebels attacked Iquitos.", "ASSAULT", "Iquitos", "PER"),
    # where an event is answered is not where it was
    ("The killing of two monks was condemned in Madrid.", "ASSAULT", None, None),
    ("A court in Madrid sentenced two men over a rebel attack on soldiers.", "ASSAULT", None, None),
    # nor where what came before it was
    ("The rebel attack on a Chilean convoy came a week after riots in Lima.", "ASSAULT", None, None),
    # nor where its own side comes from, whoever is named beside
    ("Rebels backed by militias from Chad withdrew from Bamako.", "RETREAT", "Bamako", "MLI"),
    ("Along with Peru, Chile sent arms to rebels in Bolivia.", "AID", "Bolivia", "BOL"),
    # a place that tells who acts stands back behind one that tells where
    ("Farmers from villages near Oruro occupied the dam at Yacuiba.", "PROTEST", "Yacuiba", "BOL"),
    # a row of groups and states is no place
    ("Peru carried out strikes against a militia, Chad and its allies.", "ASSAULT", None, None),
    # what somebody shouts about is not where he is
    ("Gunmen shot a guard in Gondar, shouting: 'Remember Iquitos!'", "ASSAULT", "Gonder", "ETH"),
    # nor what is discussed or answered; a host has the guests at home
    ("Peru hosts a summit with Chile and Togo to discuss the drought in Mali.", "CONSULT", "Peru", "PER"),
    ("Peruvian and Chilean envoys met to discuss the drought in Mali.", "CONSULT", None, None),
    ("Peruvian and Chilean envoys met in Oslo for talks on Mali.", "CONSULT", "Oslo", "NOR"),
    ("The Peruvian envoy leads a delegation to Oslo.", "CONSULT", "Oslo", "NOR"),
    (
        "Peruvian jets bombed a Chilean camp at Iquique in retaliation for a raid in Tacna.",
        "ASSAULT",
        "Iquique",
        "CHL",
    ),
    # a war known by name is in its country
    ("He was decorated in the Second Boer War.", "ASSAULT", "South Africa", "ZAF"),
    # out of a place
    ("Rebels drove the army out of Bamako.", "ASSAULT", "Bamako", "MLI"),
    # a stance is told where its occasion was
    ("On Tuesday in Sucre, Bolivia accused Chile of lying.", "ACCUSE", "Sucre", "BOL"),
    (
        "Speaking in Oslo on Friday, the foreign minister of Bolivia condemned the shelling of Iquitos.",
        "ACCUSE",
        "Oslo",
        "NOR",
    ),
    # a country's own name speaks of it, whatever town abroad shares it
    ("Armenia accused Azerbaijan of shelling villages near Goris.", "ASSAULT", "Goris", "ARM"),
    ("At a rally in Salta, the president of Argentina accused Brazil of lying.", "ACCUSE", "Salta", "ARG"),
    ("On a visit to Quito, the president of Argentina accused Brazil of lying.", "ACCUSE", "Quito", "ECU"),
    # where somebody is from is not where he died, and nothing stands on a country
    ("Ana Quill, of Lima, was killed on Monday in northern Chile.", "ASSAULT", "northern Chile", "CHL"),
    # what somebody declares happens where the words behind it say, not at home
    ("Britain declared martial law in Egypt.", "COERCE", "Egypt", "EGY"),
    # a civil war lies in its country
    ("Chile led an intervention in Peru's civil war and imposed an embargo on an ally in the Gulf.", "ASSAULT", "Peru", "PER"),
    # but nothing happens in a week or in somebody's name
    ("Kenya closed the bridge at Busia in its fifth week of strikes.", "COERCE", "Busia", "KEN"),
    # what fighting is for is where it is fought
    ("The campaign to retake the city of Gao from rebels began.", "ASSAULT", "Gao", "MLI"),
    # the margins of a meeting are where it is; what is talked about, or discussed, is elsewhere
    ("The ministers of Chile and Peru met on the margins of the trade meeting in Geneva.", "CONSULT", "Geneva", "CHE"),
    ("Peru joined partners in Paris for talks on the drought in Gao and across Chad.", "CONSULT", "Paris", "FRA"),
    ("The ministers of Chile and Peru discussed the drought in Chad.", "CONSULT", None, None),
    # votes lie in their country, for stances too
    ("In the 1994 Bolivian general election most members supported the Green Party.", "SUPPORT", "Bolivia", "BOL"),
    ("The guilds backed Ana Quill in the Lima election.", "SUPPORT", "Lima", "PER"),
    # a government acts on its own land; what is done to a state's affairs is done inside it
    ("Chile has cracked down on smuggling.", "COERCE", "Chile", "CHL"),
    ("Chile has meddled in the affairs of Bolivia.", "COERCE", "Bolivia", "BOL"),
    # "the country" is where the town told before lies, also for who announces that troops leave it
    (
        "Kenya extended the lease of its camp in the Somali city of Baidoa, following President Ruto's announcement of a "
        "partial pullout of Kenyan troops from the country.",
        "CONCEDE",
        "Somalia",
        "SOM",
    ),
    # a word spoken in a march
    ("Thousands marched in Lima on Friday, demanding the release of miners.", "REQUEST", "Lima", "PER"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event", "name", "code"), OWN, ids=[row[0] for row in OWN])
def test_place_in_the_sentence(text: str, event: str, name: str | None, code: str | None) -> None:
    assert (name, code) in placed(text, event)


def test_who_speaks_by_telephone_is_nowhere() -> None:
    text = "The president of Peru and the president of Chile agreed in a phone call that envoys would fly to Iquitos."
    assert [c.place for c in found(text, "CONSULT") if c.mode == "phone"] == [None]


def test_travellers_are_not_killed_at_home() -> None:
    assert placed("Two Peruvian tourists were killed.", "ASSAULT") == [(None, None)]


def test_a_meeting_of_others_is_another_meeting() -> None:
    text = "Envoys of Peru and Chile met in Arica on Monday. Envoys of Chile and Ghana met on Tuesday."
    assert placed(text, "CONSULT")[-1] == (None, None)


def test_words_take_no_place_from_their_object() -> None:
    assert placed("Bolivia condemned the shelling of Iquitos.", "ACCUSE") == [(None, None)]


def test_a_withdrawal_still_to_come_is_from_somewhere() -> None:
    assert placed("Peru will withdraw its brigade from Arica.", "CONCEDE") == [("Arica", "CHL")]


def test_a_demand_is_about_the_place_of_what_is_demanded() -> None:
    text = "Bolivia demanded that Peruvian troops leave Copacabana."
    assert placed(text, "REQUEST") == placed(text, "RETREAT")
    [demand] = found(text, "REQUEST")
    assert "place:content" in demand.reasons


def test_a_demand_has_one_place_with_what_is_demanded() -> None:
    text = "Russia called for the withdrawal of all Kenyan forces from southern Sudan near the border with Chad."
    assert placed(text, "REQUEST") == placed(text, "RETREAT") != [(None, None)]


def test_what_somebody_did_not_get_was_not_done_in_his_country() -> None:
    assert placed("Togo received aid from Norway.", "AID") == [("Togo", "TGO")]
    assert placed("Togo did not receive air cover from Norway.", "AID") == [(None, None)]


TOLD = [
    # a pointing noun takes the place of its kind told before
    (
        "Rebels attacked a garrison in Iquitos on Monday. Peruvian troops recaptured the town on Friday.",
        [("Iquitos", "PER"), ("Iquitos", "PER")],
    ),
    # deeds of the same parties told beside each other share a place
    (
        "Peruvian troops attacked Colombian rebels in Iquitos. Peruvian troops killed nine Colombian rebels.",
        [("Iquitos", "PER"), ("Iquitos", "PER")],
    ),
    # one sentence and one place is no scene
    ("Gunmen killed two monks in Mandalay. Kenyan soldiers killed a smuggler.", [("Mandalay", "MMR"), (None, None)]),
]


APART = [
    # many deeds, or one that says by itself what it lies near, are told of the country alone
    (
        "Chilean warplanes struck the Bolivian airbase at Yacuiba. Chile is said to have carried out dozens of air strikes "
        "on Bolivia.",
        "ASSAULT",
        [("Yacuiba", "BOL"), ("Bolivia", "BOL")],
    ),
    (
        "Chile sent soldiers to Yacuiba in Bolivia. Chilean police have deployed in towns held by the Bolivian army.",
        "MOBILIZE",
        [("Yacuiba", "BOL"), ("Bolivia", "BOL")],
    ),
    (
        "Chilean troops withdrew from Yacuiba. Peru urged Chilean troops to withdraw from positions near the old mill.",
        "RETREAT",
        [("Yacuiba", "BOL"), ("old mill", "BOL")],
    ),
]


@pytest.mark.parametrize(("text", "event", "places"), APART, ids=[row[0][:40] for row in APART])
def test_what_lies_apart_from_the_place_told_before(
    text: str, event: str, places: list[tuple[str | None, str | None]]
) -> None:
    assert placed(text, event) == places


AGAIN = [
    # "it" is the deed of the sentence before, and lies where that did, not where what it answers did
    (
        "Peruvian jets bombed Iquique. It was retaliation for a Chilean rocket barrage on Tacna.",
        "ASSAULT",
        [("Iquique", "CHL"), ("Iquique", "CHL"), ("Tacna", "PER")],
    ),
    # a noun with "the" is the event told by it before
    (
        "Gunmen attacked a mosque in Gao on Monday. Nobody helped. The attack killed nine people.",
        "ASSAULT",
        [("Gao", "MLI"), ("Gao", "MLI"), ("Gao", "MLI")],
    ),
    # and "the talks" are the meeting
    (
        "Malian and Togolese ministers met in Accra on Monday. Nobody signed. The Malian minister praised the talks.",
        "CONSULT",
        [("Accra", "GHA"), ("Accra", "GHA")],
    ),
    # "this meeting" is kept for it, whoever is to take part
    (
        "Malian and Togolese ministers met in Accra on Monday. This meeting will be a chance for trade.",
        "CONSULT",
        [("Accra", "GHA"), ("Accra", "GHA")],
    ),
    # a demand named again, and a yes or no to it
    (
        "Peru demanded that Chilean troops leave Tacna. Chile has yet to comply with the Peruvian demand.",
        "CONCEDE",
        [("Tacna", "PER")],
    ),
    (
        "Peru demanded that Chilean troops leave Tacna. Chile has yet to comply with the Peruvian demand.",
        "REQUEST",
        [("Tacna", "PER"), ("Tacna", "PER")],
    ),
]


@pytest.mark.parametrize(("text", "event", "places"), AGAIN, ids=[f"{row[1]}-{row[0][:40]}" for row in AGAIN])
def test_what_is_named_again_lies_where_it_did(
    text: str, event: str, places: list[tuple[str | None, str | None]]
) -> None:
    assert placed(text, event) == places


@pytest.mark.parametrize(("text", "places"), TOLD, ids=[row[0][:40] for row in TOLD])
def test_place_told_before(text: str, places: list[tuple[str | None, str | None]]) -> None:
    assert placed(text, "ASSAULT") == places


def test_what_only_may_come_lies_elsewhere() -> None:
    told = "Peru raided a camp in central Chad on Monday. Peru wants to avert a war between Chad and Peru."
    assert [c.place for c in found(told, "ASSAULT") if c.status == "hypothetical"] == [None]
    [leaving] = found(
        "Togo urged Ghana to ensure a Malian withdrawal, saying that Mali plans attacks against Togo.", "RETREAT"
    )
    assert leaving.place is None or leaving.place.code != "TGO"


def test_a_scene_is_the_country_and_says_so() -> None:
    text = (
        "Guerrillas shelled Iquitos on Monday. Guerrillas bombed Pucallpa on Tuesday. "
        "A Bolivian officer was wounded when soldiers clashed with smugglers."
    )
    claims = found(text, "ASSAULT")
    scenes = [c for c in claims if "place:scene" in c.reasons]
    assert scenes and all(c.place and (c.place.kind, c.place.code) == ("country", "PER") for c in scenes)


DESCRIBED = [
    ("The army has pulled two of its boats out of the creek.", "RETREAT", "creek", "area"),
    ("Three soldiers were shot dead on Monday on the road to the mine.", "ASSAULT", "road", "area"),
    ("Peasants blocked the two bridges on Sunday.", "PROTEST", "two bridges", "base/facility"),
    ("Chile moved two battalions to the escarpment above the mine.", "MOBILIZE", "escarpment", "area"),
]


@pytest.mark.parametrize(("text", "event", "name", "kind"), DESCRIBED, ids=[row[0] for row in DESCRIBED])
def test_a_place_without_a_name(text: str, event: str, name: str, kind: str) -> None:
    [claim] = found(text, event)
    assert claim.place and (claim.place.name, claim.place.kind, claim.place.lat) == (name, kind, None)
    assert "place:described" in claim.reasons


def test_streets_one_takes_to_and_the_post_of_guards_are_no_places() -> None:
    for text in ("Students took to the streets on Monday.", "The border guards arrested two men."):
        assert not any("place:described" in c.reasons for c in claims_of(text)[1])


def test_authorities_act_at_home() -> None:
    [arrest] = found("Chilean police arrested two lawyers.", "COERCE")
    assert arrest.place and arrest.place.code == "CHL" and "place:at home" in arrest.reasons


def test_hostages_are_not_released_at_home_when_nobody_says_who_releases_them() -> None:
    assert placed("Two Chilean nurses were released on Sunday.", "RETREAT") == [(None, None)]


def test_the_border_of_two_neighbours_and_its_side() -> None:
    text = "Ecuador accused Peru of smuggling. Peru sent soldiers to the border."
    [claim] = found(text, "MOBILIZE")
    assert claim.place and (claim.place.kind, claim.place.code, claim.place.lat) == ("border", "PER", None)


def test_every_place_has_words_that_name_it_and_never_stands_at_zero() -> None:
    text = "Guerrillas shelled Iquitos. Peruvian troops fought near the town. Bolivian police arrested two men there."
    article, claims = claims_of(text)
    assert sum(claim.place is not None for claim in claims) > 1
    for claim in claims:
        if claim.place is not None:
            assert claim.place_span is not None and article.text[slice(*claim.place_span)]
            assert (claim.place.lat, claim.place.lon) != (0.0, 0.0)


def test_the_lists_are_words_of_the_types_and_kinds_there_are() -> None:
    raw = load_yaml("where.yml")
    for name, value in raw.items():
        if name not in ("pointing", "sites"):
            assert all(isinstance(word, str) and word for word in value), name
    assert {kind for kinds in pointing_words().values() for kind in kinds} <= set(KINDS.values())
    assert set(site_words().values()) <= set(KINDS.values())
    assert where_words("carried") <= where_words("moving") and where_words("directed") <= where_words("locative")
    assert not where_words("deeds") & where_words("clausal")
