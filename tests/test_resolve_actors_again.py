"""Pronouns and descriptions that take up somebody named before, on trees built by hand."""

from __future__ import annotations

import pytest
from builders import report

from dragoman.resolve.actors.find import find_actors, parties_at

PERU = "Peru/PROPN/nsubj/2 protested/VERB/root/0"
PERU_CHILE = "Peru/PROPN/nsubj/2 warned=warn/VERB/root/0 Chile/PROPN/obj/2"
BOTH = "Peru/PROPN/nsubj/4 and/CCONJ/cc/3 Chile/PROPN/conj/1 met=meet/VERB/root/0"
MERKEL = "Angela/PROPN/nsubj/3 Merkel/PROPN/flat/1 spoke/VERB/root/0"

CASES = [
    # a state is "it", and owns "its troops"
    ([PERU, "It/PRON/nsubj/2 left/VERB/root/0"], 0, "PER"),
    ([PERU, "Its/PRON/nmod:poss/2 troops=troop/NOUN/nsubj/3 left/VERB/root/0"], 1, "PER.MIL"),
    # the subject before the object
    ([PERU_CHILE, "It/PRON/nsubj/2 left/VERB/root/0"], 0, "PER"),
    # the subject of the same clause owns "its"
    (
        [
            "Chile/PROPN/nsubj/2 agreed/VERB/root/0",
            "Peru/PROPN/nsubj/2 moved/VERB/root/0 its/PRON/nmod:poss/4 troops=troop/NOUN/obj/2",
        ],
        3,
        "PER.MIL",
    ),
    # a body is "they" where its verb has it as many, and where it is the one that speaks; not beside another that may be meant
    (["Hamas/PROPN/nsubj/2 say/VERB/root/0 they/PRON/nsubj/4 fled=flee/VERB/ccomp/2"], 2, "hamas"),
    (["Hamas/PROPN/nsubj/2 said=say/VERB/root/0 they/PRON/nsubj/4 fled=flee/VERB/ccomp/2"], 2, "hamas"),
    (["Hamas/PROPN/nsubj/2 fired=fire/VERB/root/0", "They/PRON/nsubj/2 fled=flee/VERB/root/0"], 0, "?"),
    # one gunman is "he", whoever he is with; the ambassador he shot is not nearer
    (
        [
            "The/DET/det/2 gunman/NOUN/nsubj/3 shot=shoot/VERB/root/0 Peru's/PROPN/nmod:poss/5 ambassador/NOUN/obj/3",
            "He/PRON/nsubj/2 fled=flee/VERB/root/0",
        ],
        0,
        "gunmen",
    ),
    # a group, by a noun the book knows for it, and by its country
    (
        ["Hezbollah/PROPN/nsubj/2 fired/VERB/root/0", "The/DET/det/2 group/NOUN/nsubj/3 fled/VERB/root/0"],
        1,
        "hezbollah",
    ),
    (
        [
            "Hamas/PROPN/nsubj/4 and/CCONJ/cc/3 Hezbollah/PROPN/conj/1 fired/VERB/root/0",
            "The/DET/det/3 Lebanese/ADJ/amod/3 group/NOUN/nsubj/4 fled/VERB/root/0",
        ],
        2,
        "hezbollah",
    ),
    # two countries
    ([BOTH, "Both/DET/det/2 countries=country/NOUN/nsubj/3 agreed/VERB/root/0"], 1, "PER+CHL"),
    ([BOTH, "They/PRON/nsubj/2 agreed/VERB/root/0"], 0, "PER+CHL"),
    ([BOTH, "The/DET/det/2 former/ADJ/nsubj/3 agreed/VERB/root/0"], 1, "PER"),
    ([BOTH, "The/DET/det/2 latter/ADJ/nsubj/3 agreed/VERB/root/0"], 1, "CHL"),
    # a noun that fits one state only
    (
        [
            "Jordan/PROPN/nsubj/2 warned=warn/VERB/root/0 Chile/PROPN/obj/2",
            "The/DET/det/2 kingdom/NOUN/nsubj/3 waits/VERB/root/0",
        ],
        1,
        "JOR",
    ),
    # plural groups
    (
        [
            "Chadian/ADJ/amod/2 rebels=rebel/NOUN/nsubj/3 fled/VERB/root/0",
            "The/DET/det/2 rebels=rebel/NOUN/nsubj/3 fired/VERB/root/0",
        ],
        1,
        "tcd-opposition",
    ),
    ([PERU, "He/PRON/nsubj/2 left/VERB/root/0"], 0, "?"),  # no person was named
    (["They/PRON/nsubj/2 left/VERB/root/0"], 0, "?"),
]


@pytest.mark.parametrize(("lines", "head", "ids"), CASES)
def test_who_is_taken_up(lines, head, ids):
    parse = report(*lines)
    mention = parties_at(find_actors(parse))[len(lines) - 1, head]
    assert ("+".join(p.id for p in mention.parties) or "?") == ids


@pytest.mark.parametrize(("word", "ids"), [("She", "DEU"), ("He", "?")])
def test_women_are_she(word, ids):
    parse = report(MERKEL, f"{word}/PRON/nsubj/2 left/VERB/root/0", names=[(0, 0, 2, "PER")])
    mention = parties_at(find_actors(parse))[1, 0]
    assert ("+".join(p.id for p in mention.parties) or "?") == ids


def test_i_in_a_quotation_is_its_speaker():
    parse = report(
        "“/PUNCT/punct/3 I/PRON/nsubj/3 refuse/VERB/ccomp/6 ,/PUNCT/punct/3 ”/PUNCT/punct/3"
        " said=say/VERB/root/0 Angela/PROPN/nsubj/6 Merkel/PROPN/flat/7",
        names=[(0, 6, 8, "PER")],
    )
    (party,) = parties_at(find_actors(parse))[0, 1].parties
    assert (party.id, party.name) == ("DEU", "Angela Merkel")


def test_we_outside_a_quotation_is_declined():
    parse = report(PERU, "We/PRON/nsubj/2 left/VERB/root/0")
    assert parties_at(find_actors(parse))[1, 0].parties == ()


def test_two_level_candidates_are_declined_and_kept():
    parse = report(
        "Angela/PROPN/nsubj/6 Merkel/PROPN/flat/1 and/CCONJ/cc/4 Theresa/PROPN/conj/1 May/PROPN/flat/4 met=meet/VERB/root/0",
        "She/PRON/nsubj/2 left/VERB/root/0",
        names=[(0, 0, 2, "PER"), (0, 3, 5, "PER")],
    )
    mention = parties_at(find_actors(parse))[1, 0]
    assert mention.parties == ()
    assert set(mention.candidates) >= {"DEU", "GBR"}
