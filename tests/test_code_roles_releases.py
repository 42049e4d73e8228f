"""Press releases of forces and ministries, and encyclopedias: whose raids a list counts, whose mission it is, who claimed what."""

import pytest
from test_code_roles import told

from benchmarks.lexicon import claims_of
from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.what.triggers import find_triggers
from dragoman.code.who.discourse import definite
from dragoman.code.who.roles import Roles
from dragoman.model import Article, Block
from dragoman.parse import parse

SIDES = [
    # "against" belongs to the deed, however many machines stand between
    (
        "Kenyan forces conducted nine strikes using fighter, bomber and attack aircraft against al-Shabab targets.",
        "ASSAULT strikes KEN.MIL>al-shabaab",
    ),
    (
        "French forces conducted six raids coordinated with the Malian army using jets as well as rocket artillery against Ansar Dine camps.",
        "ASSAULT raids FRA.MIL>ansar-dine",
    ),
    # what is done by whoever the second of two passives names
    ("The warlord was struck and killed by a Kenyan airstrike near Jilib.", "ASSAULT struck KEN>warlords"),
    ("The warlord was bombed and killed by Kenyan aircraft.", "ASSAULT bombed KEN>warlords"),
    # an infinitive belongs to the noun of undertaking that is nearer, and that noun's adjective or possessor does it
    (
        "The Danish minister commented on the start of the Nigerian mission to recapture the town of Bama.",
        "ASSAULT recapture NGA>",
    ),
    # the parts of a total that has a doer
    (
        "French forces conducted 20 strikes against Ansar Dine in Mali. Near Gao, two strikes damaged supply routes.",
        "ASSAULT strikes FRA.MIL>ansar-dine",
    ),
    # who holds a meeting invites to it
    ("China was invited to NASA-sponsored talks in Houston.", "AGREE invited nasa>CHN"),
    ("Norway was invited to Chad's summit.", "AGREE invited TCD>NOR"),
    # who owns up to a deed has done it, as far as is told; who denies it is told not to have
    ("Boko Haram claimed responsibility for the raid on Bama.", "ASSAULT raid boko-haram>NGA"),
    ("Boko Haram claimed responsibility for the raid on Bama.", "CONCEDE claimed responsibility boko-haram>"),
    ("The Libyan army denied responsibility for the bombing.", "ASSAULT bombing LBY.MIL>"),
    # an operation is against those whom its aim names
    ("The raids were part of the Kenyan operation to destroy al-Shabab.", "ASSAULT operation KEN>al-shabaab"),
    # whose account of something it is, whose inquiry
    (
        "Norway welcomed the African Union's summary of its inquiry into the attack on a ferry.",
        "ACCUSE inquiry african-union>",
    ),
    # the terrorists of a report that names one armed group
    (
        "Norway condemned the terrorist attack in Bama. Boko Haram claimed the attack.",
        "ACCUSE condemned NOR>boko-haram",
    ),
    (
        "Norway condemned the terrorist attacks in Bama. Boko Haram killed ten nuns on Friday.",
        "ASSAULT terrorist attacks boko-haram>NGA",
    ),
    # a desk of a ministry is the ministry's, and a command of an army the army's, however it is dotted
    ("At the request of Peru's Africa Desk, envoys met in Lima.", "REQUEST request PER>"),
    ("U.S. Africa Command bombed an al-Shabab camp near Jilib.", "ASSAULT bombed USA.MIL>al-shabaab"),
    # letters, bodies and offices of a state
    ("USG officials met Chadian rebels.", "CONSULT met USA+tcd-opposition>"),
    ("HMG welcomed the decision of the Libyan parliament.", "SUPPORT welcomed the decision GBR>LBY"),
    ("Special Advisor Ada Quill will travel to Togo.", "CONSULT travel USA>TGO"),
    ("Deputy Assistant Secretary Jonas Quill met Togolese officials.", "CONSULT met TGO+USA>"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SIDES)
def test_sides(text: str, expected: str) -> None:
    assert expected in told(text)


NOBODYS = [
    # kinds of aircraft are no attack, and letters for things nobody
    ("Kenyan forces used attack, bomber and fighter aircraft.", "ASSAULT attack"),
    ("Kenyan raids in Somalia destroyed an IED and a UAV launch site of al-Shabab.", "uav"),
    # discord is no army, and a man with a bomb no aircraft
    ("The Kenyan bishop condemned violence and division.", "MIL"),
    ("Kenya mourned. The bomber struck a market in Kisumu.", "MIL"),
    # who comes home, or flies back, yields nothing
    ("The Kenyan president returned to Chad on Monday.", "RETREAT"),
    ("Thousands of refugees returned to Syria.", "RETREAT"),
    ("All Kenyan aircraft returned to base.", "RETREAT"),
    ("The Norwegian premier left for Chad.", "RETREAT"),
    ("Kenyan troops left for Somalia.", "RETREAT"),
    ("The Kenyan delegation left Togo for talks in Lima.", "REJECT"),
    # common goals are no joint work
    ("Norway and Peru confirmed their shared commitment to peace.", "COOPERATE"),
    # of two armed groups either may be meant
    (
        "Norway condemned the terrorist attack in Bama. Boko Haram killed ten nuns. Al-Shabab killed two monks.",
        "condemned NOR>boko-haram",
    ),
    # nobody claimed it
    ("No group claimed responsibility for the raid.", "no-group"),
]


@pytest.mark.parametrize(("text", "unexpected"), NOBODYS)
def test_nobodys(text: str, unexpected: str) -> None:
    assert unexpected not in "\n".join(told(text))


def test_what_is_owned_up_to_has_happened() -> None:
    _, claims = claims_of("Libya accepted responsibility for the bombing. Boko Haram took responsibility for the raid.")
    assert [c.status for c in claims if c.event == "ASSAULT"] == ["actual", "actual"]


@pytest.mark.parametrize(
    ("said", "pointing"),
    [("this act of mass murder", True), ("an act of mass murder", False), ("the raid", True), ("mass murder", False)],
)
def test_an_act_that_is_pointed_at_is_the_one_told_of(said: str, pointing: bool) -> None:
    text = f"Kenya mourned the victims of {said}."
    (sentence,) = parse(Article("a", "d", text, (Block("body", 0, len(text), 0),), language="en")).sentences
    tree = Tree(sentence)
    drafts = [
        Draft(0, tree, trigger, Roles([], [], []), "actual", [])
        for trigger in find_triggers(tree, load_lexicon(), {}, set())
        if trigger.entry.event == "ASSAULT"
    ]
    assert [definite(draft) for draft in drafts] == [pointing]
