"""Who acts and who is acted on where the clause around, or what was told before, says it: invented sentences, one for each construction."""

from dataclasses import replace

import pytest

from benchmarks.lexicon import article_of
from dragoman.code import code
from dragoman.model import Article, Block, Claim, Sense
from dragoman.parse import parse
from dragoman.resolve import resolve


def _brief(claim: Claim, text: str) -> str:
    actors = "+".join(sorted(p.id for p in claim.actors))
    recipients = "+".join(sorted(p.id for p in claim.recipients))
    return f"{claim.event} {text[claim.trigger[0] : claim.trigger[1]]} {actors}>{recipients}"


def told(text: str) -> list[str]:
    """Claims as `EVENT trigger actors>recipients`."""
    parsed = parse(article_of(text))
    return [_brief(c, text) for c in code(parsed, resolve(parsed))]


CLAUSES = [
    # whoever is helped to do something does it
    ("Kenya is supporting Uganda in fighting al-Shabaab.", "ASSAULT fighting UGA>al-shabaab"),
    ("Peru trained and equipped Bolivian troops to attack Chile.", "ASSAULT attack BOL.MIL>CHL"),
    # whoever only speaks of a plan, or thwarts it, does not carry it out
    ("Ghana discussed the plan to attack Boko Haram.", "ASSAULT attack >boko-haram"),
    ("Togo foiled a plot to kidnap the Malian president.", "ASSAULT kidnap >MLI"),
    # whoever prevents a raid has not raided
    ("Ghana deployed troops to prevent an attack on Togo.", "ASSAULT attack >TGO"),
    # two verbs with one object, given by the model to the second
    ("Sudanese jets bombed and strafed Chadian troops.", "ASSAULT bombed SDN.MIL>TCD.MIL"),
    # who is joined, hosted or received for talks takes part in them
    ("Brazil joined Peru and Chile in Lima for talks on the border.", "CONSULT talks BRA+CHL+PER>"),
    ("The Kenyan president received the Ugandan president for talks in Nairobi.", "CONSULT talks KEN+UGA>"),
    # what is done in coordination with somebody, or in defiance of him, is done by whoever does it
    ("In cooperation with Chad, Niger arrested six smugglers.", "COOPERATE cooperation NER+TCD>"),
    ("In defiance of a French demand, Mali expelled the ambassador.", "REJECT defiance MLI>FRA"),
    # the raids that are part of the raids are by the same
    (
        "The Kenyan air force conducted four airstrikes, including strikes against Somali camps.",
        "ASSAULT strikes KEN.MIL>SOM",
    ),
    # what is done to somebody by raids that kill is said behind them
    ("Chad launched attacks which killed ten nuns.", "ASSAULT attacks TCD>TCD.REL"),
    # a campaign is aimed at whoever its infinitive is done to, and a town is taken back from somebody
    ("The report dwelt on the military campaign to deal Boko Haram a defeat.", "ASSAULT military campaign >boko-haram"),
    (
        "The general discussed the campaign to liberate the Nigerian city of Gwoza from Boko Haram.",
        "ASSAULT campaign to liberate >boko-haram",
    ),
    ("Nigeria vowed to rid Borno of Boko Haram.", "ASSAULT rid NGA>boko-haram"),
    # whoever is committed to working with somebody is committed to him
    ("Kenya remains firmly committed to working closely with Chad.", "AGREE committed KEN>TCD"),
    # whoever keeps a policy is criticised for it
    (
        "Malaysia has maintained a policy which Chad and Niger have both criticised.",
        "ACCUSE criticised NER+TCD>MYS",
    ),
    # people who are turned down
    ("The Kenyan refugees asked for shelter and were turned down.", "REJECT turned down >KEN.CVL"),
    # whoever thanks for help was helped
    ("Norway is grateful for Chad's help.", "AID help TCD>NOR"),
    # several raids are one deed's cause, and what they wreck is whose they are aimed at
    (
        "A series of Kenyan airstrikes against al-Shabaab killed three people and destroyed two depots.",
        "ASSAULT destroyed KEN>al-shabaab",
    ),
    # whoever makes gains in a war fights it, and whoever is helped in it
    ("Kenyan troops made gains in the campaign against al-Shabaab.", "ASSAULT campaign KEN.MIL>al-shabaab"),
    ("France has helped Chad in the fight against Boko Haram.", "ASSAULT fight TCD>boko-haram"),
    # whoever holds somebody frees him, where nobody else is said to, and is not freed
    ("Two sailors held by Hamas were released.", "RETREAT released hamas>?two-sailors"),
    ("Chad freed two nuns held by Boko Haram.", "RETREAT freed TCD>?two-nuns"),
    # from where somebody is handed over
    ("The drug lord was extradited from Peru to the United States.", "COOPERATE extradited PER>USA"),
    # an infinitive that the model hangs on its noun as on a verb
    ("The rebels' refusal to disarm angered the government of Colombia.", "RETREAT disarm rebels>"),
    # to keep out foreigners is done by the state they are kept out of
    ("Women in Kabul are banned from working in offices.", "COERCE banned AFG>AFG.CVL"),
    # whoever acts beside the subject
    ("France, along with Germany, condemned the coup in Niger.", "ACCUSE condemned DEU+FRA>"),
    ("Together with Germany, France called on Mali to hold elections.", "REQUEST called DEU+FRA>MLI"),
    (
        "France, together with Germany and Spain, recalled its ambassador from Minsk.",
        "SANCTION recalled DEU+ESP+FRA>BLR",
    ),
    ("Kenyan troops, alongside Ugandan soldiers, attacked al-Shabaab.", "ASSAULT attacked KEN.MIL+UGA.MIL>al-shabaab"),
    ("Sweden joined its neighbour Norway in condemning the coup in Niger.", "ACCUSE condemning NOR+SWE>"),
    # nobody is punished for what the punisher did: "its" is whoever is punished
    ("Lithuania imposed sanctions on Belarus over its jailing of a journalist.", "COERCE jailing BLR>?journalist"),
    ("Lithuania imposed sanctions on Belarus in response to its attack on Latvia.", "ASSAULT attack BLR>LVA"),
    # whoever claims it did it
    (
        "The United States condemned the attack in Kampala, for which al-Shabaab has claimed responsibility.",
        "ASSAULT attack al-shabaab>UGA",
    ),
    ("Boko Haram has claimed the attack on a market in Maroua.", "ASSAULT attack boko-haram>"),
    ("The bombing was claimed by Boko Haram.", "ASSAULT bombing boko-haram>"),
    # "its", behind "and", is whose the first is
    (
        "France condemned the Chadian regime's siege of Moussoro and its bombing of schools.",
        "ASSAULT bombing TCD>TCD.CVL",
    ),
    # when somebody hits, they are wounded by him
    ("A priest was killed when gunmen attacked a church in Bangui.", "ASSAULT killed gunmen>CAF.REL"),
    # who is met on a visit visits nobody
    ("During his visit to Kigali, the Belgian king met President Kagame.", "CONSULT visit BEL>RWA"),
    # of two verbs behind a noun the first only says who
    ("Somali troops supported by US drones retook the town of Adale.", "ASSAULT retook SOM.MIL>"),
    # a mission that fights an armed group hits that group, and not the state it helps
    (
        "AMISOM troops fought al-Shabaab near Kismayo. AMISOM jets attacked the city of Baidoa.",
        "ASSAULT attacked amisom>al-shabaab",
    ),
    ("AMISOM jets attacked the city of Baidoa.", "ASSAULT attacked amisom>SOM"),
    # the rivals of a group, and its critics, are not the group
    ("Togo attacked the rivals of Hezbollah.", "ASSAULT attacked TGO>"),
    ("Egypt and Jordan support the enemies of Hamas.", "SUPPORT support EGY+JOR>?enemies-of-hamas"),
    # when something is asked is not what is asked
    (
        "The warlord ordered his forces to advance on Bamako, as the head of the United Nations was visiting the city.",
        "REQUEST ordered warlords>",
    ),
    # at whose request somebody acts has not done it, nor is he told to
    ("Eritrea ordered the pullback at the request of the African Union.", "RETREAT pullback ERI>"),
    ("Eritrea ordered the pullback at the request of the African Union.", "REQUEST ordered ERI>"),
    # whoever is armed blockades, and demonstrates nothing by it
    ("Boko Haram has kept up its blockade of Timbuktu.", "COERCE blockade boko-haram>MLI"),
    # whom a clause behind two names is about, by its number
    ("The rebels are backed by Egypt and Oman, which have supplied them with jets.", "AID supplied EGY+OMN>"),
    ("The envoy met Chad and Niger, which has attacked Togo.", "ASSAULT attacked NER>TGO"),
    # what is past is joined to what is past
    ("Cuba accused NATO of building up a fleet and froze cooperation with the alliance.", "SANCTION froze CUB>nato"),
    ("Togo called on the rebels to pull out of Goma.", "REQUEST called TGO>rebels"),
    # with whose support somebody acts, supports him
    ("With the support of France, Chad recaptured Diffa from Boko Haram.", "SUPPORT support FRA>TCD"),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_the_clause_around_tells_who(text: str, expected: str) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("Sudanese jets bombed and strafed Chadian troops.", "ASSAULT"),
        ("Rwanda trained and equipped Congolese soldiers.", "AID"),
    ],
)
def test_two_verbs_of_one_deed_are_one_claim(text: str, once: str) -> None:
    assert [line.split()[0] for line in told(text)].count(once) == 1


def test_two_verbs_with_objects_of_their_own_are_two_claims() -> None:
    assert len(told("Sudanese jets bombed Chadian troops and strafed Libyan trucks.")) == 2


ENEMIES = [
    # a town taken back is taken from whoever is fought there, or has seized it
    (
        "Kenyan troops attacked al-Shabaab near Kismayo. On Friday they liberated the port.",
        "ASSAULT liberated KEN.MIL>al-shabaab",
    ),
    (
        "Al-Shabaab seized the port of Kismayo in May. On Friday Kenyan troops liberated the town.",
        "ASSAULT liberated KEN.MIL>al-shabaab",
    ),
    ("Ukraine attacked Russian troops near Kherson. It liberated two villages.", "ASSAULT liberated UKR>RUS.MIL"),
    # and so are those who live there
    (
        "The Nigerian army attacked Boko Haram. It liberated 300 villagers in Borno.",
        "ASSAULT liberated NGA.MIL>boko-haram",
    ),
    # where nobody is fought, nobody is guessed: it is not taken from the state it lies in
    ("On Friday Kenyan troops liberated the port of Kismayo.", "ASSAULT liberated KEN.MIL>"),
]


@pytest.mark.parametrize(("text", "expected"), ENEMIES)
def test_what_is_taken_back_is_taken_from_an_enemy(text: str, expected: str) -> None:
    assert expected in told(text)


TOLD = [
    # the meeting, the accord: who took part was told before
    ("Kenya met Uganda in Nairobi. The talks were friendly.", "CONSULT talks KEN+UGA>"),
    (
        "Spain and France signed a fishing accord on Monday. Italy welcomed the deal.",
        "AGREE deal ESP+FRA>",
    ),
    # and not whoever only welcomes it, who welcomes those who agreed
    (
        "Spain and France reached an agreement on fishing on Monday. Italy welcomed the agreement.",
        "AGREE agreement ESP+FRA>",
    ),
    ("Spain and France signed a fishing accord on Monday. Italy welcomed the deal.", "SUPPORT welcomed ITA>ESP+FRA"),
    # the veto, by whatever a head makes of who reacts to it, who is criticised for it
    ("Hungary vetoed a loan to Ukraine. The veto drew criticism from Poland.", "REJECT veto HUN>UKR"),
    ("Hungary vetoed a loan to Ukraine. The veto drew criticism from Poland.", "ACCUSE criticism POL>HUN"),
    (
        "Armenian forces shelled Azerbaijani troops in Terter. Azerbaijan vowed revenge for the attack.",
        "THREATEN vowed revenge AZE>ARM.MIL",
    ),
    # the operation: whose it was
    (
        "A military operation carried out by Chad in Borno began in May. The operation killed 40 fighters.",
        "ASSAULT killed TCD>fighters",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_was_told_before_tells_who(text: str, expected: str) -> None:
    assert expected in told(text)


def test_talks_still_to_come_are_not_those_told_before() -> None:
    assert "CONSULT talks KEN+UGA>" not in told(
        "Kenya met Uganda in Nairobi. The talks that will be held in Oslo are secret."
    )


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("More aid for Chad", "Norway said on Monday that it would send more aid to Chad.", "AID aid NOR>TCD"),
        ("Bomb kills ten in Idlib", "A car bomb planted by Turkey killed ten in Idlib, Syria said.", "ASSAULT kills >"),
    ],
)
def test_what_a_title_leaves_out_the_text_says_unless_it_is_who_shot(title: str, text: str, expected: str) -> None:
    start = len(title) + 2
    whole = Article(
        "a",
        "d",
        f"{title}\n\n{text}",
        (Block("title", 0, len(title), 1), Block("body", start, start + len(text), 0)),
        published="2020-05-01",
    )
    parsed = parse(whole)
    first = [c for c in code(parsed, resolve(parsed)) if c.within == "title"]
    assert [line for line in (_brief(c, whole.text) for c in first) if line == expected]


def test_somebody_nobody_knows_is_nobody_else() -> None:
    lines = told("Poland protested to Belarus. Polish police searched the embassy and arrested four.")
    assert "COERCE arrested POL>" in lines


def test_a_strike_that_hits_is_no_walkout() -> None:
    one = parse(article_of("A Danish strike hit a Chadian depot."))
    (sentence,) = one.sentences
    at = [t.text for t in sentence.tokens].index("strike")
    sense = Sense(events=((at, "PROTEST", 0.9),))
    (claim,) = (
        c
        for c in code(replace(one, sentences=(replace(sentence, sense=sense),)), resolve(one))
        if "rule:a strike that hits" in c.reasons
    )
    assert (claim.event, [p.id for p in claim.actors]) == ("ASSAULT", ["DNK"])
