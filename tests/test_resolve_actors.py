"""Which phrase denotes which party, on trees built by hand; no model is loaded."""

from __future__ import annotations

import pytest
from builders import readable, report

from dragoman.model import Mention, Place
from dragoman.resolve.actors.find import find_actors, parties_at


def at(parse, head: int, *, sentence: int = 0, places=()) -> str:
    """The ids that token `head` denotes, joined by "+"; "?" where it was declined, "-" where it is no mention."""
    mention = parties_at(find_actors(parse, places=places)).get((sentence, head))
    if mention is None:
        return "-"
    return "+".join(p.id for p in mention.parties) or "?"


CASES = [
    # a state by its name, its people, its capital, its seat of power
    ("Peru/PROPN/nsubj/2 agreed/VERB/root/0", 0, "PER"),
    ("The/DET/det/2 Finns/PROPN/nsubj/3 agreed/VERB/root/0", 1, "FIN"),
    ("Oslo/PROPN/nsubj/2 agreed/VERB/root/0", 0, "NOR"),
    ("The/DET/det/2 Kremlin/PROPN/nsubj/3 agreed/VERB/root/0", 1, "RUS"),
    # in a place a capital is no party
    ("They/PRON/nsubj/2 met/VERB/root/0 in/ADP/case/4 Oslo/PROPN/obl/2", 3, "-"),
    # counted people of a state are civilians
    ("Nine/NUM/nummod/2 Finns/PROPN/nsubj/3 died/VERB/root/0", 1, "FIN.CVL"),
    # adjective inside a bigger phrase
    ("Kenyan/ADJ/amod/2 raids/NOUN/nsubj/3 continued/VERB/root/0", 0, "KEN"),
    ("Kenyan/ADJ/amod/2 raids/NOUN/nsubj/3 continued/VERB/root/0", 1, "-"),
    # forces, government, police, parliament, opposition, civilians
    ("Kenyan/ADJ/amod/2 troops=troop/NOUN/nsubj/3 left/VERB/root/0", 1, "KEN.MIL"),
    ("Chadian/ADJ/amod/2 army/NOUN/compound/3 officers=officer/NOUN/nsubj/4 left/VERB/root/0", 2, "TCD.MIL"),
    ("the/DET/det/2 government/NOUN/nsubj/5 of/ADP/case/4 Iceland/PROPN/nmod/2 fell/VERB/root/0", 1, "ISL"),
    ("Peruvian/ADJ/amod/2 police/NOUN/nsubj/3 left/VERB/root/0", 1, "PER"),
    ("the/DET/det/3 Libyan/ADJ/amod/3 opposition/NOUN/nsubj/4 won/VERB/root/0", 2, "lby-opposition"),
    ("the/DET/det/3 Kenyan/ADJ/amod/3 opposition/NOUN/nsubj/4 won/VERB/root/0", 2, "KEN.OPP"),
    ("Libyan/ADJ/amod/3 rebel/NOUN/compound/3 fighters=fighter/NOUN/nsubj/4 won/VERB/root/0", 2, "lby-opposition"),
    ("Haitian/ADJ/amod/2 villagers=villager/NOUN/nsubj/3 left/VERB/root/0", 1, "HTI.CVL"),
    # two owners of one noun
    (
        "Kenyan/ADJ/amod/4 and/CCONJ/cc/3 Ugandan/ADJ/conj/1 troops=troop/NOUN/nsubj/5 left/VERB/root/0",
        3,
        "KEN.MIL+UGA.MIL",
    ),
    ("Anglo/ADJ/amod/3 -/PUNCT/punct/1 French/ADJ/amod/4 jets=jet/NOUN/nsubj/5 left/VERB/root/0", 3, "GBR.MIL+FRA.MIL"),
    # who stands behind a force does not own it
    (
        "Rwanda/PROPN/compound/3 -/PUNCT/punct/1 backed=back/VERB/amod/4 militias=militia/NOUN/nsubj/5 left/VERB/root/0",
        3,
        "rwa-militias",
    ),
    ("pro-Iranian/ADJ/amod/2 militias=militia/NOUN/nsubj/3 left/VERB/root/0", 1, "irn-militias"),
    ("anti-Iranian/ADJ/amod/2 slogans=slogan/NOUN/nsubj/3 rang/VERB/root/0", 0, "-"),
    # a group's fighters are the group
    ("Boko/PROPN/compound/2 Haram/PROPN/compound/3 fighters=fighter/NOUN/nsubj/4 fled/VERB/root/0", 2, "boko-haram"),
    # what belongs to a party stands for it
    ("They/PRON/nsubj/2 hit/VERB/root/0 Turkish/ADJ/amod/4 positions=position/NOUN/obj/2", 3, "TUR"),
    ("They/PRON/nsubj/2 hit/VERB/root/0 the/DET/det/4 positions=position/NOUN/obj/2", 3, "-"),
    # regions, foreign forces, rebels of no country
    ("Western/ADJ/amod/2 countries=country/NOUN/nsubj/3 agreed/VERB/root/0", 1, "region:west"),
    ("All/DET/det/3 foreign/ADJ/amod/3 troops=troop/NOUN/nsubj/4 left/VERB/root/0", 2, "foreign-forces"),
    ("Masked/ADJ/amod/2 gunmen=gunman/NOUN/nsubj/3 fled/VERB/root/0", 1, "gunmen"),
    ("The/DET/det/2 insurgents=insurgent/NOUN/nsubj/3 fled/VERB/root/0", 1, "insurgents"),
    # a body named after the USA unless somebody else owns it
    ("the/DET/det/4 Venezuelan/ADJ/amod/4 National/ADJ/amod/4 Guard/PROPN/nsubj/5 fired/VERB/root/0", 3, "VEN.MIL"),
    (
        "Texas/PROPN/nsubj/2 sent=send/VERB/root/0 the/DET/det/5 National/ADJ/amod/5 Guard/PROPN/obj/2",
        4,
        "USA.MIL",
    ),
    # whose it is stands there, but nobody knows them
    ("Quillish/ADJ/amod/2 police/NOUN/nsubj/3 fired/VERB/root/0", 1, "?"),
    # a word that is a company's name too, at the head of a sentence
    ("Shell/NOUN/compound/2 fragments=fragment/NOUN/nsubj/3 fell/VERB/root/0", 0, "-"),
    # talk of the weather
    ("It/PRON/expl/2 rained/VERB/root/0", 0, "-"),
]


@pytest.mark.parametrize(("line", "head", "ids"), CASES)
def test_a_phrase_denotes_a_party(line, head, ids):
    assert at(report(line), head) == ids


PEOPLE = [
    # in office on the day, out of office, before
    ("Angela/PROPN/nsubj/3 Merkel/PROPN/flat/1 spoke/VERB/root/0", "2018-05-22", "DEU"),
    ("Angela/PROPN/nsubj/3 Merkel/PROPN/flat/1 spoke/VERB/root/0", "2023-05-22", "angela-merkel"),
    # no day known: the office counts
    ("Angela/PROPN/nsubj/3 Merkel/PROPN/flat/1 spoke/VERB/root/0", None, "DEU"),
]


@pytest.mark.parametrize(("line", "day", "ids"), PEOPLE)
def test_a_person_speaks_for_the_office_of_the_day(line, day, ids):
    assert at(report(line, names=[(0, 0, 2, "PER")], published=day), 0) == ids


def test_a_person_keeps_their_own_name():
    parse = report(
        "German/ADJ/amod/2 Chancellor/PROPN/nmod:desc/3 Angela/PROPN/nsubj/5 Merkel/PROPN/flat/3 left/VERB/root/0"
    )
    (party,) = parties_at(find_actors(parse))[0, 2].parties
    assert (party.id, party.name, party.sector, party.text) == (
        "DEU",
        "Angela Merkel",
        "GOV",
        "German Chancellor Angela Merkel",
    )


def test_an_unknown_spokesman_speaks_for_the_owner_of_the_title_and_is_known_by_surname_after():
    parse = report(
        "Icelandic/ADJ/amod/2 envoy/NOUN/nmod:desc/3 Arto/PROPN/nsubj/5 Quill/PROPN/flat/3 left/VERB/root/0",
        "Quill/PROPN/nsubj/2 returned/VERB/root/0",
        names=[(0, 2, 4, "PER"), (1, 0, 1, "PER")],
    )
    assert at(parse, 2) == "ISL"
    assert at(parse, 0, sentence=1) == "ISL"


def test_a_former_minister_stands_for_themselves():
    parse = report(
        "former/ADJ/amod/3 Icelandic/ADJ/amod/3 minister/NOUN/nmod:desc/4 Arto/PROPN/nsubj/6 Quill/PROPN/flat/4 left/VERB/root/0",
        names=[(0, 3, 5, "PER")],
    )
    assert at(parse, 3) == "arto-quill"


def test_an_unknown_person_gets_a_slug_and_a_title_behind_a_comma_decides():
    parse = report(
        "Ana/PROPN/nsubj/3 Quill/PROPN/flat/1 sang/VERB/root/0",
        "Ben/PROPN/nsubj/7 Stone/PROPN/flat/1 ,/PUNCT/punct/5 Danish/ADJ/amod/5 ambassador/NOUN/appos/1 ,/PUNCT/punct/5 left/VERB/root/0",
        names=[(0, 0, 2, "PER"), (1, 0, 2, "PER")],
    )
    assert at(parse, 0) == "ana-quill"
    assert at(parse, 0, sentence=1) == "DNK"


def test_a_name_behind_of_a_state_speaks_for_it():
    parse = report(
        "Ana/PROPN/nsubj/5 Quill/PROPN/flat/1 of/ADP/case/4 Iceland/PROPN/nmod/1 objected/VERB/root/0",
        names=[(0, 0, 2, "PER")],
    )
    assert at(parse, 0) == "ISL"


def test_a_short_name_without_its_country_is_declined():
    line = "Mr./PROPN/nmod:desc/2 Khan/PROPN/nsubj/3 sang/VERB/root/0"
    assert at(report(line, names=[(0, 1, 2, "PER")], published="2020-01-01"), 1) != "PAK"


def test_the_month_is_no_prime_minister():
    assert (
        at(report("They/PRON/nsubj/2 left/VERB/root/0 in/ADP/case/4 May/PROPN/obl/2", published="2018-05-22"), 3) == "-"
    )


def test_a_party_inside_a_persons_name_is_no_party():
    parse = report("Paris/PROPN/nsubj/3 Quill/PROPN/flat/1 sang/VERB/root/0", names=[(0, 0, 2, "PER")])
    assert at(parse, 0) == "paris-quill"


def test_an_unknown_body_gets_a_slug_and_its_acronym_is_learned():
    parse = report(
        "The/DET/det/4 Quill/PROPN/compound/4 Relief/PROPN/compound/4 Fund/PROPN/nsubj/8 (/PUNCT/punct/6"
        " QRF/PROPN/appos/4 )/PUNCT/punct/6 left/VERB/root/0",
        "QRF/PROPN/nsubj/2 returned/VERB/root/0",
        names=[(0, 1, 4, "ORG"), (1, 0, 1, "ORG")],
    )
    assert at(parse, 3) == "quill-relief-fund"
    assert at(parse, 0, sentence=1) == "quill-relief-fund"


def test_the_army_is_of_the_one_country_the_report_names():
    lines = ("Peru/PROPN/nsubj/2 agreed/VERB/root/0", "The/DET/det/2 army/NOUN/nsubj/3 left/VERB/root/0")
    assert at(report(*lines), 1, sentence=1) == "PER.MIL"


def test_the_army_of_two_countries_is_declined_with_candidates():
    parse = report(
        "Peru/PROPN/nsubj/4 and/CCONJ/cc/3 Chile/PROPN/conj/1 agreed/VERB/root/0",
        "The/DET/det/2 army/NOUN/nsubj/3 left/VERB/root/0",
    )
    mention = parties_at(find_actors(parse))[1, 1]
    assert mention.parties == ()
    assert set(mention.candidates) == {"PER", "CHL"}


def test_places_tell_whose_the_civilians_are():
    parse = report(
        "Peru/PROPN/nsubj/2 struck/VERB/root/0 civilians=civilian/NOUN/obj/2 in/ADP/case/5 Quillburg/PROPN/nmod/3"
    )
    place = Mention(
        "place", 0, 4, 5, 4, 0, 1, "Quillburg", "gazetteer", place=Place("Quillburg", "CHL", 0.0, 0.0, "city")
    )
    assert at(parse, 2, places=[place]) == "CHL.CVL"


def test_a_shared_name_is_settled_by_what_else_the_report_names():
    line = "Congo/PROPN/nsubj/2 agreed/VERB/root/0"
    assert at(report(line), 0) == "?"
    assert at(report(line, "Kinshasa/PROPN/nsubj/2 agreed/VERB/root/0"), 0) == "COD"


def test_outlets_are_no_parties():
    parse = report("The/DET/det/2 Guardian/PROPN/nsubj/3 said=say/VERB/root/0 so/ADV/advmod/3")
    (mention,) = find_actors(parse)
    assert (mention.kind, mention.outlet, mention.parties) == ("outlet", "guardian", ())


def test_a_party_on_the_map_of_outlets_too_is_an_outlet_where_it_speaks():
    told = "RSF/PROPN/nsubj/2 said=say/VERB/root/0 so/ADV/advmod/2"
    assert at(report(told), 0) == "rsf"  # a force may speak; only names that are outlets are outlets


def test_mentions_quote_the_phrase_without_its_relative_clause():
    parse = report(
        "Three/NUM/nummod/3 Kenyan/ADJ/amod/3 officers=officer/NOUN/nsubj/6 who/PRON/nsubj/5 fled/VERB/acl:relcl/3 spoke/VERB/root/0"
    )
    assert readable(find_actors(parse))[:2] == ["Kenyan = KEN", "Three Kenyan officers = KEN.MIL"]


def test_the_same_report_gives_the_same_mentions():
    parse = report("Kenyan/ADJ/amod/2 troops=troop/NOUN/nsubj/3 left/VERB/root/0", "They/PRON/nsubj/2 fled/VERB/root/0")
    assert find_actors(parse) == find_actors(parse)
