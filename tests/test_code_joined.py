"""What the claims of a sentence share, what is nobody's deed, and trees with a torn name or a strayed clause: invented sentences."""

import pytest

from benchmarks.lexicon import article_of
from dragoman.code import code
from dragoman.parse import parse
from dragoman.resolve import resolve


def told(text: str) -> list[str]:
    """Claims as `EVENT trigger actors>recipients status`."""
    parsed = parse(article_of(text))
    return [
        f"{c.event} {text[c.trigger[0] : c.trigger[1]]} {'+'.join(p.id for p in c.actors)}>"
        f"{'+'.join(p.id for p in c.recipients)} {c.status}"
        for c in code(parsed, resolve(parsed))
    ]


PARTIES = [
    # a threat joined to a reproach is meant for the same
    ("The Chadian president criticised Mali sharply on Monday and threatened action.", "THREATEN threatened TCD>MLI actual"),
    # what is hit in the passive is hit by whoever hit before, unless it is their own, or was before
    ("Israeli warplanes struck the airbase, said activists who said Hezbollah depots were hit.", "ASSAULT hit ISR.MIL>hezbollah actual"),
    ("Israel struck Gaza after an Israeli barracks was hit.", "ASSAULT hit >ISR actual"),
    # a number alone is as many more of those counted before
    ("The Dutch navy rescued 300 Syrian refugees, and the Danish navy saved 40 more.", "AID saved DNK.MIL>SYR.CVL actual"),
    ("The Kenyan raid killed five Somali soldiers and wounded 12.", "ASSAULT wounded KEN>SOM.MIL actual"),
    ("Kenyan soldiers killed the Somali sheikh and arrested 12 more.", "COERCE arrested KEN.MIL> actual"),
    # what gives somebody away accuses nobody by itself: whoever says so does
    ("Danish officials said the bombing bears the hallmarks of Islamic State.", "ACCUSE bears the hallmarks DNK>isis actual"),
    ('"All traces point to Burundi," the Rwandan minister said.', "ACCUSE point RWA>BDI actual"),
    ("The raid bears the hallmarks of Burundi.", "ACCUSE bears the hallmarks >BDI actual"),
    # who joins an organisation does something together with it
    ("Albania joined NATO in 2009.", "COOPERATE joined NATO ALB+nato> actual"),
    # what is one's own is taken from nobody
    ("The Sudanese town of Wad Madani has been held by Sudanese troops since May.", "COERCE held SDN.MIL> actual"),
    # not to want is to want that not
    ("Egypt does not want Ethiopia to attack Eritrea.", "REQUEST want EGY>ETH actual"),
    ("Egypt does not want Ethiopia to attack Eritrea.", "ASSAULT attack ETH>ERI negated"),
    # who insists that he will not, refuses
    ("Armenia insisted that it will not leave.", "REJECT insisted ARM> actual"),
    ("Mali demanded that Chad leave.", "RETREAT leave TCD> requested"),
    # where it was is not whom it hit
    ("Turkey has turned a blind eye to France's air strike in Libya against the rebels' presence.", "ASSAULT air strike FRA>rebels actual"),
    ("In May Pakistan struck Indian posts in Kashmir in retaliation for air strikes in Sri Lanka.", "ASSAULT air strikes IND>PAK actual"),
    ("India said it was retaliation for a Pakistani barrage on its posts in Kashmir.", "ASSAULT retaliation IND>PAK actual"),
    # fighters protest against whose deed sparked it, and not against the state they are of
    ("A Turkish raid in Iraq sparked protests by the Iraqi militant group Kataib Hezbollah.", "PROTEST protests kataib-hezbollah>TUR actual"),
    # whoever has the base has the jets that leave it
    ("The United States runs an airfield in Niger, from which drones strike at militants in Mali.", "ASSAULT strike USA.MIL>militants actual"),
    # of whom a noun behind "as" is said
    ("Kenya sees Ethiopia as a rival that has shelled Somali towns.", "ASSAULT shelled ETH>SOM actual"),
    # whose an answer is, the refusal joined to it is
    ("Mali is worried about Chad's answer, or rather flat refusal to leave.", "REJECT refusal TCD> actual"),
    # they did what the noun before said
    ("The Chadian deployment shows that rebels are being defeated. They deployed at night.", "MOBILIZE deployed TCD> actual"),
    # whom somebody makes do it does it; what somebody has to do with, he does himself
    ("The rebels made the Kenyan army leave Somalia.", "RETREAT leave KEN.MIL> actual"),
    ("Kenya has troops to withdraw from Somalia.", "RETREAT withdraw KEN> hypothetical"),
    # what a deal should bring about is asked by whoever says so
    ("A settlement should encourage Mali to withdraw its troops, the Turkish president said.", "REQUEST encourage TUR>MLI actual"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_what_a_sentence_says_of_both(text: str, expected: str) -> None:
    assert expected in told(text)


NONE = [
    ("There was no word on casualties.", "ASSAULT"),
    ("Togo avoids the Ukrainian jets that fly over Poland.", "MOBILIZE fly"),
    ("Chad uses the airport in Mali that the Chadians rely on to fly in their troops.", "MOBILIZE fly"),
    ('"The canal is not on our agenda of discussion," the Egyptian foreign minister said.', "CONSULT"),
    ("Netanyahu needs a peaceful Lebanon.", "REQUEST"),
    (
        "In May Pakistan struck Indian posts in Kashmir in retaliation for air strikes in Sri Lanka.",
        "ASSAULT retaliation",
    ),
    ("Peru asked to be left in peace.", "RETREAT"),
    ("Chad sees the growth of the league as a threat to its harvest.", "THREATEN"),
    ("Chad invited Niger to fight against terrorism.", "ASSAULT terrorism"),
]


@pytest.mark.parametrize(("text", "event"), NONE)
def test_what_is_nobodys_deed(text: str, event: str) -> None:
    assert not [claim for claim in told(text) if claim.startswith(event)]


def test_nobody_says_what_he_only_continues_to_do() -> None:
    text = "The Kenyans will not yield: they will likely continue to press Ethiopia to leave Somalia."
    parsed = parse(article_of(text))
    assert all(len(c.attribution) == 1 for c in code(parsed, resolve(parsed)))
