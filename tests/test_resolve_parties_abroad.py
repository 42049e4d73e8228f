"""Whom a report of several states means by "they", "the regime" and "the two foes": invented sentences through the parser."""

import pytest
from builders import parties_by_case

# (what it shows, text, {words: ids of their last mention}); "?" is "nobody decided on", "" is "no mention at all"
CASES = [
    (
        "the two states of the sentences just read, whoever else was told of further up",
        "Ghana closed its border with Niger on Friday. On Monday Togo shelled Beninese posts. The two bitter enemies have no treaty.",
        {"The two bitter enemies": "TGO+BEN"},
    ),
    (
        "both sides need not be the last two",
        "Ghana closed its border with Niger on Friday. On Monday Togo shelled Beninese posts. Lima sent both sides an offer.",
        {"both sides": "?"},
    ),
    (
        "those told of together are 'they' together",
        "The hills belong to Boko Haram and Togolese soldiers, who stayed on after they chased bandits out of the valley.",
        {"they": "boko-haram+TGO.MIL"},
    ),
    (
        "who acts in the main clause goes before who is told of in passing",
        "The hills where Ghanaian troops set up posts have been held by Togolese and Beninese troops since 2013, "
        "when they drove rebels from the valley.",
        {"they": "TGO.MIL+BEN.MIL"},
    ),
    (
        "whose influence it is that is told of",
        "In three years, Togolese and Beninese influence met in Chad. They wanted to save the bank.",
        {"They": "TGO+BEN"},
    ),
    (
        "the regime of whoever is told that it will be helped",
        "Russia can tell Damascus that it will protect the regime from Iran.",
        {"the regime": "SYR"},
    ),
    (
        "nobody arms his own regime",
        "France and Togo spoke on Monday. Paris said it would arm the regime.",
        {"the regime": "TGO"},
    ),
    (
        "the regime whose forces were named",
        "Chadian regime forces entered the valley. Ghana and Niger fear for the regime.",
        {"the regime": "TCD"},
    ),
    (
        "what a whole nation is called",
        "The Togolese have bases in Chad. Benin would like to push the hated Togolese out of the country.",
        {"the hated Togolese": "TGO"},
    ),
    ("which of its people", "Benin freed the wounded Togolese.", {"the wounded Togolese": "TGO.CVL"}),
]


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, str]]:
    return parties_by_case(CASES)


@pytest.mark.parametrize(
    ("about", "wanted"), [(about, wanted) for about, _, wanted in CASES], ids=[c[0] for c in CASES]
)
def test_party(found, about, wanted):
    told = found[about]
    assert {words: told.get(words, "") for words in wanted} == wanted, told
