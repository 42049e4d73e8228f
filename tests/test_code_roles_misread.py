"""Sides that were laid on the wrong party: one invented sentence for each construction that was once misread."""

import pytest
from test_code_roles import told

READ = [
    # people counted on are done to as those before, and nobody else in the clause acts
    ("There were 30 Malian combat deaths, and another 90 injured.", "ASSAULT injured >MLI"),
    ("There were 300 dead and 1,200 injured among Peruvian troops.", "ASSAULT injured >PER.MIL"),
    # from where somebody is to leave is nobody who is asked
    ("Chad has called for a withdrawal of all Kenyan forces from southern Somalia.", "REQUEST called TCD>KEN.MIL"),
    ("Chad wants the withdrawal of Malian forces from Togo.", "REQUEST wants the withdrawal TCD>MLI.MIL"),
    ("Chad demanded compensation from Mali.", "REQUEST demanded TCD>MLI"),
    # what one wishes for oneself one does oneself
    ("Kenya criticised Ethiopia's desire to build a base in Eritrea.", "MOBILIZE build a base ETH>"),
    # who gets what from whom
    ("The rebels received weapons from Iran.", "AID received IRN>rebels"),
    ("Chad received no help from Niger.", "AID help NER>TCD"),
    ("The Chadian army did not receive the backing it expected.", "AID receive the backing >TCD.MIL"),
    # what stands behind the verb belongs to its subject
    ("A rift has developed between Turkey and France over Libya.", "ACCUSE rift FRA+TUR>"),
    ("A dispute has broken out between Peru and Chile.", "ACCUSE dispute CHL+PER>"),
    # an infinitive is done by whoever the noun before it names behind "of" or "by"
    ("Norway's anger over failures by Chad to achieve victories against the rebels grew.", "ASSAULT victories TCD>rebels"),
    ("The failure of Chad and Mali to achieve victories against the rebels angered Libya.", "ASSAULT victories MLI+TCD>rebels"),
    # those who are asked in do what they come for
    ("Chadian troops are there at the invitation of Mali to fight the rebels.", "ASSAULT fight TCD.MIL>rebels"),
    ("Chadian troops are there at the invitation of Mali to fight the rebels.", "AGREE invitation MLI>TCD.MIL"),
    # those who came uninvited are asked to leave by whoever says that they must
    (
        "“Those who came into the country without a permit must leave Mali,” the Algerian minister said.",
        "REQUEST must DZA>?those-who-came",
    ),
    # whose allies they are that the subject of a relative clause has
    ("Kenya praised the Turkish side, which last year pressed its allies to accept talks.", "REQUEST pressed TUR>tur-allies"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_read(text: str, expected: str) -> None:
    assert expected in told(text)


MISREAD = [
    # what is talked about is done by nobody outside of it, and to nobody where it lies
    ("Chad's president flew to Paris for talks with Macron on military action in Mali.", "ASSAULT"),
    # how things should be, or be again, is asked of nobody
    ("Ethiopia wants Somalia to remain one country.", "REQUEST"),
    ("Turkey wants Cyprus to go back to the status quo.", "REQUEST"),
    ("Turkey wants Cyprus to go back to the status quo.", "RETREAT"),
    # what is wished for oneself
    ("Kenya criticised Ethiopia's desire to build a base in Eritrea.", "REQUEST"),
    # those who are doing something do it, and not who is blamed for striking them
    ("Chad is angry at strikes by Libya on men fighting to topple the king.", "COERCE topple LBY"),
    # thanks are nothing that is given
    ("Peru received credit for the catch.", "AID"),
]


@pytest.mark.parametrize(("text", "wrong"), MISREAD)
def test_not_misread(text: str, wrong: str) -> None:
    assert not [claim for claim in told(text) if claim.startswith(wrong) and claim.split()[-1] != ">"]


def test_the_war_that_is_fought_is_one_deed() -> None:
    fought = [
        c for c in told("Colombia has been fighting a civil war with the FARC since 1964.") if c.startswith("ASSAULT")
    ]
    assert len(fought) == 1, fought


def test_staying_in_a_pact_may_be_asked() -> None:
    assert "REQUEST wants NOR>SWE" in told("Norway wants Sweden to stay in the pact.")
