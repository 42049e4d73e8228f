"""Parties that stand in the sentence beside their claim: one invented sentence for each construction that links them."""

import pytest
from test_code_roles import told

LINKED = [
    # participles behind "with" are told of whoever stands before them
    ("It was a dark day, with two Peruvian nurses killed in Chile.", "ASSAULT killed >PER.CVL"),
    # who owns up to a deed named by a participle, or is told to
    ("The bombings in Lima, claimed by the Quill Front, killed nine nuns.", "ASSAULT bombings quill-front>PER.REL"),
    # whom a deed is aimed at, or was seen on
    ("Violence aimed at Kenyan herders has spread.", "ASSAULT Violence >KEN.CVL"),
    ("The Ghanaian army inflicted the worst bombardment seen in years on Togo.", "ASSAULT bombardment GHA.MIL>TGO"),
    # a threat is posed to somebody by somebody
    ("Norway spoke of the threat posed to Peru by Chile.", "THREATEN threat CHL>PER"),
    # whoever is helped, or punished, by what is done is who gets it
    ("Norway is supporting Peru by providing fuel.", "AID providing NOR>PER"),
    # a word in -ing with an object is a verb
    ("Norway thanked those on the ground fighting Chile.", "ASSAULT fighting >CHL"),
    # two of one state by name, and two sorts of its people, are two
    ("Senator Ana Quill of Chile praised the Chilean president, Jonas Beck.", "SUPPORT praised CHL>CHL"),
    ("Nigerian herders attacked Nigerian farmers.", "ASSAULT attacked NGA.CVL>NGA.CVL"),
    # what is taken stands in the genitive, and has not done it
    ("The Togolese army planned the harbour's seizure.", "COERCE seizure TGO.MIL>"),
    # who puts out the statement that takes somebody to task
    ("Ghana released a statement condemning Togo.", "ACCUSE condemning GHA>TGO"),
    # whose a programme is that has a name of its own
    ("Peru's Open Harbours programme is offering rewards to Chile.", "AGREE offering PER>CHL"),
    # whoever has the first of two objects
    ("Norway welcomed the Chilean army's withdrawal from Peru.", "RETREAT withdrawal CHL.MIL>"),
    # those of a group that are named behind "including"
    ("Several countries including Chile and Peru condemned Ghana.", "ACCUSE condemned CHL+PER>GHA"),
    ("Bodies supporting Ghana include the Red Cross and Oxfam.", "SUPPORT supporting icrc+oxfam>GHA"),
    # whoever is backed in a fight fights it
    ("Norway repeated its support for Togo in the fight against the Quill Front.", "ASSAULT fight TGO>quill-front"),
    # the people of a state that shells its own towns
    ("The Syrian army shelled the town of Homs on Monday.", "ASSAULT shelled SYR.MIL>SYR.CVL"),
    # a number alone counts those counted before, whatever was done to them
    ("Nine Kenyan herders were killed and dozens were displaced.", "COERCE displaced KEN>KEN.CVL"),
    # civilians who are only told of as an adjective
    ("The Togolese army regrets civilian casualties in Ghana.", "ASSAULT casualties >GHA.CVL"),
    # whom a clause in -ing lets act
    ("Chile sells copper, enabling it to attack Peru.", "ASSAULT attack CHL>PER"),
    # the two that were named, counted in figures
    ("Peru's president met the Chilean president in Lima. The 2 leaders discussed fish.", "CONSULT discussed CHL+PER>"),
]


@pytest.mark.parametrize(("text", "expected"), LINKED)
def test_linked(text: str, expected: str) -> None:
    assert expected in told(text)


UNLINKED = [
    # a state's own troops take a town from an enemy, and not from those who live there
    ("The Syrian army captured the town of Homs on Monday.", "ASSAULT captured SYR.MIL>SYR.CVL"),
    # a state in the genitive takes, and is not taken
    ("Peru's seizure of the boat was condemned.", "COERCE seizure >PER"),
]


@pytest.mark.parametrize(("text", "wrong"), UNLINKED)
def test_not_linked(text: str, wrong: str) -> None:
    assert wrong not in told(text)
