"""Parties that the words around an event put on its sides: one invented sentence for each construction."""

import pytest
from test_code_roles import told

AROUND = [
    # who has, wins or lives by somebody's help is helped
    ("Togo enjoys the support of France.", "SUPPORT support FRA>TGO"),
    ("Togo has the backing of Ghana.", "SUPPORT backing GHA>TGO"),
    ("Mali cannot survive without French help.", "AID help FRA>MLI"),
    ("Kenya received Chinese loans.", "AID loans CHN>KEN"),
    ("Most loans went to Indonesia and Thailand.", "AID loans >IDN+THA"),
    # nouns and verbs by which a deed is borne
    ("Chad was the target of attacks by Libya.", "ASSAULT attacks LBY>TCD"),
    ("Libya has been subjected to air strikes by Egypt.", "ASSAULT air strikes EGY>LBY"),
    ("Kenya was exhausted by raids from Uganda.", "ASSAULT raids UGA>KEN"),
    ("Ghana defended Togo against the terrorism of Boko Haram.", "ASSAULT terrorism boko-haram>TGO"),
    # verbs whose subject does the deed behind their preposition, or forgoes it
    ("Nigerian troops refrained from attacks on Cameroon.", "ASSAULT attacks NGA.MIL>CMR"),
    ("Chile was involved in raids on Peru.", "ASSAULT raids CHL>PER"),
    # who leads a deed does it
    ("The Saudi-led strikes killed ten nuns in Yemen.", "ASSAULT strikes SAU>YEM.REL"),
    # one owner, or one victim, of two deeds
    ("Libya's response and refusal to pay angered Malta.", "REJECT refusal LBY>"),
    ("The bombing and shelling of Kurdish camps by the Turkish army went on.", "ASSAULT bombing TUR.MIL>kurds"),
    ("The bombing and shelling of Kurdish camps by the Turkish army went on.", "ASSAULT shelling TUR.MIL>kurds"),
    # "of" before an infinitive is who refuses
    ("The refusal of Greece to recognise Kosovo angered Albania.", "REJECT refusal GRC>"),
    # from whom a thing is asked, though it stands behind what it is for
    ("Chile requested assistance for the search from Peru.", "REQUEST requested CHL>PER"),
    # a judged thing is its owner's, and not of whoever it is shared with
    ("Norway rejected Sweden's compromise with Denmark.", "REJECT rejected NOR>SWE"),
    # whose the thing is that belongs to the phrase itself
    ("Chad struck a Libyan target.", "ASSAULT struck TCD>LBY"),
    # of whom it is said
    ("Norway said that Peru was delighted that Japan has signed.", "SUPPORT delighted PER>JPN"),
    # a relative clause without a pronoun, behind a verb of wishing
    ("Uganda expelled the rebels Kenya had promised to help.", "AID help KEN>rebels"),
    # what stands before a siege is besieged, and before sanctions, sanctioned
    ("The Peruvian embassy siege ended.", "COERCE siege >PER"),
    ("Sweden opposes Cuba sanctions.", "REJECT opposes SWE>CUB"),
    # a house in which something is rejected rejects it
    ("A treaty with China was rejected in the Kenyan parliament.", "REJECT rejected KEN>CHN"),
    # "its" behind help is who is helped
    ("Norway helped Mali in its fight against the rebels.", "ASSAULT fight MLI>rebels"),
    ("Kenya voiced support for Mali in its fight against the rebels.", "ASSAULT fight MLI>rebels"),
    ("Mali thanked France for its help.", "AID help FRA>MLI"),
    # people in the places that are besieged or shelled
    ("Two million Syrians live in areas besieged by the army.", "COERCE besieged SYR.MIL>SYR.CVL"),
    ("Two million Ukrainians live in areas shelled by Russia.", "ASSAULT shelled RUS>UKR.CVL"),
    # whom money is given to help
    ("Belgium will give 20 million euros to help Kenyan farmers.", "AID give BEL>KEN.CVL"),
    # who is among those that are counted
    (
        "Guerrillas mounted an attack that left 6 dead, 4 Kenyan soldiers among them.",
        "ASSAULT left 6 dead guerrillas>KEN.MIL",
    ),
    # whoever is called a threat
    ("The Taliban are a greater threat to Iran than Oman.", "THREATEN threat taliban>IRN"),
    # a promise is made to whoever is to get what it holds
    ("Japan announced that it would feed Somali refugees.", "AGREE announced JPN>SOM.CVL"),
    # a sum of dollars is nobody
    ("Togo offers US$78 million for a Ghanaian plant.", "AGREE offers TGO>"),
    # who discusses a third one's deed does not meet him
    ("Kenya and Uganda discussed Togo's raids.", "CONSULT discussed KEN+UGA>"),
    # help does somebody good, and somebody may get it
    ("The grant helped Peru rebuild its ports.", "AID grant >PER"),
    ("Mali is eligible for a loan of six million dollars.", "AID loan >MLI"),
    # two names that a hyphen joins
    ("The India-Pakistan talks collapsed on Monday.", "CONSULT talks IND+PAK>"),
    ("The Armenia-Azerbaijan clashes went on.", "ASSAULT clashes ARM+AZE>"),
    ("The Guinea-Bissau talks collapsed on Monday.", "CONSULT talks GNB>"),
    # who answers with a thing has done it, and who answers a thing has not
    ("Kazakhstan replied by warning that the station would be seized.", "THREATEN warning KAZ>"),
    ("The mayors of Lima and Quito came out with a promise of help.", "AGREE promise ECU+PER>"),
    ("Chile came under attack.", "ASSAULT attack >CHL"),
    # goods are had from whoever made them
    ("Poland will buy 180 American howitzers.", "COOPERATE buy POL>USA"),
    ("Kenya purchased 20 Boeing aircraft.", "COOPERATE purchased KEN>boeing"),
    # nobody seizes what is his
    ("Peru agreed to the seizure of Peru's ships.", "COERCE seizure >PER"),
    # somebody named, an organ with a name, and the body it belongs to are several of one state or body
    ("Ruto praised the government's record in Kenya.", "SUPPORT praised KEN>KEN"),
    ("The Security Council asked the Secretary-General for a report.", "REQUEST asked un>un"),
    (
        "The Kenyan Electoral Commission rejected a request of the Truth Commission.",
        "REJECT rejected KEN>KEN",
    ),
    ("Putin praised the Kremlin.", "SUPPORT praised RUS>"),
    # two who clash hit each other, and nobody who lives there
    ("Peru and Chile clashed on the border at Arica.", "ASSAULT clashed CHL+PER>"),
    # those named at the end of the sentence are of those who abstained
    (
        "Fifty countries supported the plan, none opposed it, and nineteen abstained, among them Peru, Chile and Kenya.",
        "SUPPORT supported ?fifty-countries>",
    ),
    # some of many
    (
        "Many of his old comrades, including Otto Kern and Hans Rohm, refused to join the Quill Party.",
        "REJECT refused hans-rohm+otto-kern>",
    ),
]


@pytest.mark.parametrize(("text", "expected"), AROUND)
def test_around(text: str, expected: str) -> None:
    assert expected in told(text)


def test_a_citys_seizure_is_not_its_deed() -> None:
    assert not any("?city" in claim for claim in told("Kenya plans for the city's ultimate seizure by the army."))
