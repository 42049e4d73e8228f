"""Parties that a sentence says in so many words: one invented sentence for each construction."""

import pytest
from test_code_roles import told

SAID = [
    # words that only count whom they stand for
    ("Two Kenyan nurses, both of whom had accused Peru of fraud, left Lima.", "ACCUSE accused KEN.CVL>PER"),
    ("Chilean police arrested nine Peruvian nurses and beat each of them.", "ASSAULT beat CHL>PER.CVL"),
    # of whom they met, they demand it
    (
        "Two Kenyan officers who met their Chilean counterparts made a demand at the airport.",
        "REQUEST demand KEN.MIL>CHL",
    ),
    ("The Kenyan minister met the Ugandan envoy and demanded an apology.", "REQUEST demanded KEN>UGA"),
    # gains against somebody are fought for, on whatever ground
    (
        "Kenyan troops have made strong gains on the ground against the Ugandan rebels.",
        "ASSAULT made strong gains KEN.MIL>uga-opposition",
    ),
    # arms handed to others are no disarmament
    ("Norway handed over ten tanks to Chad.", "AID handed over NOR>TCD"),
    ("The FARC handed over their weapons to the United Nations.", "RETREAT handed over farc>"),
    # nobody knows whose aircraft strike a country
    ("A drone hit a depot in southern Lebanon.", "ASSAULT hit >"),
    # a deed that is called something is no walkout; whom one gives a day is to go; nobody strikes his own
    ("Norway called the strike a violation of the truce.", "ACCUSE called NOR>"),
    ("Norway gave the Kenyan troops two weeks to leave.", "RETREAT leave KEN.MIL>"),
    ("Kenya shelled Uganda, two days after Uganda struck its bases.", "ASSAULT struck UGA>KEN"),
    # what one feels done to one
    ("The Kenyan farmers feel betrayed by Uganda.", "REJECT betrayed UGA>KEN.CVL"),
    # who is prepared to do something says so
    ("Chile is prepared to help Peru.", "AGREE prepared CHL>PER"),
    # a second clause about a noun, hung on it as if it were another noun
    (
        "Chile fears that its crews are near Peruvian depots where both Kenyan and Ghanaian troops are stationed, and that are "
        "shelled by the Norwegians.",
        "ASSAULT shelled NOR>PER",
    ),
    # whose a text is that stands as the subject
    ("A motion supported by Chile has asked Peru to pay.", "REQUEST asked CHL>PER"),
    # of two subjects the description before the comma is no other person
    ("A pastor of the Reformed Church, Jonas Beck was detained in Accra on Monday.", "COERCE detained GHA>jonas-beck"),
    # whose a thing is that comes from somebody
    ("The proposal came from Ana Beck, the Chilean foreign minister.", "REQUEST proposal CHL>"),
    # somebody by name and the organ of the same state are two
    ("Harold Beck, Peru's chancellor, warned the cabinet that he would close the banks.", "THREATEN warned PER>PER"),
    # who stands between the verb of accusing and its gerund is accused
    (
        "Chile on Monday accused Kenyan militiamen of setting fire to 12 houses, while Nairobi said the owners had lit them.",
        "ACCUSE accused CHL>ken-militias",
    ),
    # a name that hangs beside the noun for it; who is given leave has not given it
    ("Mali signed a deal with Chilean copper giant Codelco to open a mine.", "AGREE signed a deal MLI>codelco"),
    ("The Kenyan nurses were not granted permission to leave Qatar.", "AGREE granted permission >"),
    # the verb above says who acts
    ("Kenyan bishops praised the Peruvian president for freeing a nurse.", "RETREAT freeing PER>?nurse"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_said(text: str, expected: str) -> None:
    assert expected in told(text)
