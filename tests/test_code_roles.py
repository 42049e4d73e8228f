"""Who did it to whom: one sentence of our own for each construction the rules know, and what must not come of it."""

import pytest

from benchmarks.lexicon import claims_of
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.who.discourse import known
from dragoman.code.who.roles import World
from dragoman.code.who.understood import AUTHORITY, home_of, sites
from dragoman.code.words import words
from dragoman.model import Claim, Mention, Party


def _brief(claim: Claim, text: str) -> str:
    actors = "+".join(sorted(p.id for p in claim.actors))
    recipients = "+".join(sorted(p.id for p in claim.recipients))
    return f"{claim.event} {text[claim.trigger[0] : claim.trigger[1]]} {actors}>{recipients}"


def told(text: str) -> list[str]:
    """Claims as `EVENT trigger actors>recipients`."""
    article, claims = claims_of(text)
    return [_brief(c, article.text) for c in claims]


CONSTRUCTIONS = [
    # phrases that only mean "by"
    ("Togo has suffered a series of bombings at the hands of Ghanaian soldiers.", "ASSAULT bombings GHA.MIL>TGO"),
    ("Togo reacted to criticism on the part of Ghana.", "ACCUSE criticism GHA>TGO"),
    ("Peru was behind a series of raids on Chile.", "ASSAULT raids PER>CHL"),
    ("The Peruvian army is believed to be behind dozens of raids against Chile.", "ASSAULT raids PER.MIL>CHL"),
    ("An exchange of fire between Chile and Peru went on.", "ASSAULT exchange of fire CHL+PER>"),
    # a state of mind has no passive subject: whoever it is about stands behind "by", as the owner of the thing named
    # who denies a charge is who was charged, and not who charged; who judges it is neither
    ("Togo dismissed the allegations.", "ACCUSE allegations >TGO"),
    ("Togo denied the Ghanaian allegations.", "ACCUSE allegations GHA>TGO"),
    ("The High Court in Accra dismissed the charges.", "REJECT dismissed GHA>"),
    # nobody vetoes their own call
    ("Togo and Benin veto U.S. call for Malian pullback.", "REQUEST call USA>MLI"),
    # the bystander who speaks of a charge was not charged
    ("A refugee in the camp said the Kenyan ministry's allegations had surprised him.", "ACCUSE allegations KEN>"),
    ("Ghana is displeased by the Togolese army's lack of haste.", "ACCUSE displeased GHA>TGO.MIL"),
    # whom a demand is for stands in its content
    ("The Togolese president recommended that Ghana release the pilots.", "REQUEST recommended TGO>GHA"),
    ("Togo turned down a call from Ghana for all Malian troops to leave Benin.", "REQUEST call GHA>MLI.MIL"),
    ("Togo turned down a call from Ghana for all Malian troops to leave Benin.", "RETREAT leave MLI.MIL>"),
    ("Peru mediated for Malian troops and Tuareg fighters to withdraw from Benin.", "RETREAT withdraw MLI.MIL+tuareg>"),
    ("Intra-Afghan talks began in Doha on Monday.", "CONSULT talks AFG>"),
    (
        "Chad has been reportedly mediating for Libyan troops and Tuareg fighters to withdraw from the border.",
        "RETREAT withdraw LBY.MIL+tuareg>",
    ),
    ("Ghana hoped for Malian troops to withdraw.", "RETREAT withdraw MLI.MIL>"),
    ("Peru reminded Chile of the need to withdraw its troops.", "RETREAT withdraw CHL>"),
    ("Peru sent Chile an ultimatum to stop firing and pull back its troops.", "THREATEN ultimatum PER>CHL"),
    ("Peru sent Chile an ultimatum to stop firing and pull back its troops.", "RETREAT pull back CHL>"),
    ("Peru urged Chile to ensure a Bolivian withdrawal from the valley.", "RETREAT withdrawal BOL>"),
    ("Peru turned down Chile's offer.", "AGREE offer CHL>PER"),
    # who talks about it has not done it; an office with its owner before a name is no party beside it
    ("Peru hosted a meeting with Chile to discuss a chemical attack in Quito.", "ASSAULT chemical attack >ECU"),
    ("US Secretary of State Mike Pompeo urged Kenya to free the pilots.", "REQUEST urged USA>KEN"),
    ("The United States is angry. Secretary of State Kerry criticised Kenya.", "ACCUSE criticised USA>KEN"),
    # "for the withdrawal" is no clause, and what an article stands before is a noun
    ("Peru called for the withdrawal of all foreign troops.", "RETREAT withdrawal foreign-forces>"),
    ("Peru called for the withdrawal of all non-Chilean troops.", "REQUEST called PER>foreign-forces"),
    # purposes, aims, deeds and uses: whose they are, acts
    ("Peru uses the island as a base for attacks on Chile.", "ASSAULT attacks PER>CHL"),
    ("Peru built boats for the transfer of rifles to Chile.", "AID transfer PER>CHL"),
    ("Peru's aim was to arm the Chilean army.", "AID arm PER>CHL.MIL"),
    ("Peruvian airstrikes destroyed the depot in northern Chile.", "ASSAULT destroyed PER>CHL"),
    ("Peru's use of the road to attack Chile angered Lima.", "ASSAULT attack PER>CHL"),
    # names beside a common noun
    ("Several states, among them Peru and Chile, rejected the plan.", "REJECT rejected CHL+PER>"),
    ("Peru imposed sanctions on a fellow ally in the south, Chile.", "SANCTION sanctions PER>CHL"),
    # what is the actor's own is not whom it is done to
    ("Peru recalled its ambassador from Chile.", "SANCTION recalled PER>CHL"),
    ("They wanted to rescue the Quito government.", "AID rescue >ECU"),
    # the preposition of a pattern governs its target
    ("Peru meddled in Chile's election.", "COERCE meddled PER>CHL"),
    # what the report leaves to its reader
    ("Kenyan doctors went on strike on Monday.", "PROTEST went on strike KEN.CVL>KEN"),
    ("Kenyan planes bombed the runway near Kismayo in Somalia.", "ASSAULT bombed KEN.MIL>SOM"),
    ("The Kenyan nurse was sentenced to six years.", "SANCTION sentenced KEN>KEN.CVL"),
    # a demand answered, a deed told again
    ("Togo demanded compensation from Ghana. Ghana rejected the demand.", "REJECT rejected GHA>TGO"),
    ("Ghana offered Togo a truce. Togo welcomed the offer.", "SUPPORT welcomed TGO>GHA"),
    ("Gabon withdrew its troops on Monday. Togo had twice demanded the withdrawal.", "RETREAT withdrawal GAB>"),
    # of two who are at odds over a demand, the other one makes it; "the former" is the first of the last pair
    ("Tension grew between Peru and Chile over a demand for the Chilean army to leave.", "REQUEST demand PER>CHL.MIL"),
    ("A rift opened between Peru and Chile over the latter's demand for a pullout.", "REQUEST demand CHL>PER"),
    (
        "A rift opened between Peru and Chile over the former's demand for the withdrawal of Chilean troops.",
        "REQUEST demand PER>CHL",
    ),
    # what somebody calls a thing names it
    ("Chile opened fire on what it said were Bolivian positions.", "ASSAULT opened fire CHL>BOL"),
    ("Peru is criticising what it calls an unfair offer made by Chile.", "ACCUSE criticising PER>CHL"),
    ("Peru rejected what it described as Chilean interference.", "REJECT rejected PER>CHL"),
    # who is hit back has raided, and who hits back was raided
    (
        "Peru struck Chilean posts near the lake in retaliation for repeated air strikes in Bolivia.",
        "ASSAULT air strikes CHL>PER",
    ),
    ("Peru fired at Chilean posts in response to the shelling of Lima.", "ASSAULT shelling CHL>PER"),
    # whom somebody fought with has shot him; a bare number counts the same people
    ("The smuggler was killed in a gunfight with Peruvian police.", "ASSAULT killed PER>smugglers"),
    ("Two Peruvian villagers were killed and nine wounded in a fire.", "ASSAULT wounded >PER.CVL"),
    # an unresolved name stays a name, and whose the thing is has not done it
    ("If the regions accept Peru's offer, the dispute will end.", "AGREE accept ?regions>PER"),
    ("A scheme backed by at least several cities was dropped by Peru.", "SUPPORT backed ?at-least-several-cities>"),
    ("The 52-year-old tycoon was arrested in Lima.", "COERCE arrested PER>?52-year-old-tycoon"),
    # the deed goes on under another name; who died of it later is no other deed
    (
        "A gunman shot the Chilean envoy. Three men were wounded. Peru condemned the assassination.",
        "ASSAULT assassination gunmen>CHL",
    ),
    (
        "A gunman shot the Chilean envoy. Three men were wounded. Peru condemned the assassination.",
        "ACCUSE condemned PER>gunmen",
    ),
    # a text is whose who made it, a bus is whose who rides in it
    ("Peru vetoed a resolution drafted by Chile.", "REJECT vetoed PER>CHL"),
    ("Rebels attacked a bus carrying Chilean soldiers.", "ASSAULT attacked rebels>CHL.MIL"),
    # to whom one complains is no culprit
    ("Peru complained to the Bolivian court about Chile.", "ACCUSE complained PER>CHL"),
    # who agrees to talks, or will have none, takes part; an offer was made to whoever takes it up
    ("Peru ruled out talks with Chile's rebels.", "CONSULT talks PER+chl-opposition>"),
    ("Peru accepted Chile's invitation to talks.", "CONSULT talks CHL+PER>"),
    ("Peru accepted Chile's invitation to talks.", "AGREE invitation CHL>PER"),
    # who jailed him is asked to free him, and blamed for it
    ("A blogger was arrested in Lima on Monday. Chile condemned the arrest.", "ACCUSE condemned CHL>PER"),
    ("Kenya condemned the jailing of a nurse in Kampala.", "ACCUSE condemned KEN>UGA"),
    ("Rebels seized a Chilean pilot. Chile demanded the pilot's release.", "REQUEST demanded CHL>rebels"),
    # whose the target is, and who is supported
    ("The Peruvian bus attack shocked Chile.", "ASSAULT attack >PER"),
    ("Peruvians marched in support of the Chilean rebels.", "SUPPORT support PER>chl-opposition"),
    ("The Chilean pilot went home after his release.", "RETREAT release >CHL.MIL"),
    # who raided, killed, and who was killed, was raided
    ("Chilean gunmen were killed in a Peruvian drone strike.", "ASSAULT drone strike PER>CHL.UAF"),
    ("Men were beaten and Peruvian women raped by Chilean soldiers.", "ASSAULT raped CHL.MIL>PER.CVL"),
    ("Thousands of Kenyan nurses at Volkswagen went on strike.", "PROTEST went on strike KEN.CVL>volkswagen"),
    # blamed on whom; pressed from whom; whose deed troubles somebody; one organ sues another
    ("Peru blames the attack on Chilean rebels.", "ACCUSE blames PER>chl-opposition"),
    ("Under pressure from Chile, Peru agreed to hand over the documents.", "REQUEST pressure CHL>PER"),
    ("A Chilean threat to cut off gas supplies to Peru alarmed Bolivia.", "ACCUSE alarmed BOL>CHL"),
    ("The mayor of Quito sued the Ecuadorean government over cuts.", "ACCUSE sued ECU>ECU"),
    # the subject of a passive that has an object gets the thing; who is committed has committed himself
    ("The Peruvian observers were denied entry by Chile.", "COERCE denied entry CHL>PER"),
    ("Peru was offered help by Chile.", "AGREE offered CHL>PER"),
    ("Chile was refused a loan by Peru.", "REJECT refused PER>CHL"),
    ("Peru is committed to helping Chile.", "AGREE committed PER>CHL"),
    # headlines leave the auxiliary out; a number counts the same people; what is wished is told too
    ("Zambia accused of arming Malawian rebels", "ACCUSE accused >ZMB"),
    ("Two Zambian soldiers were killed and three others injured.", "ASSAULT injured >ZMB.MIL"),
    ("Malawi wants the withdrawal of Zambian troops.", "RETREAT withdrawal ZMB.MIL>"),
    ("Malawi wants talks with Zambia.", "CONSULT talks MWI+ZMB>"),
    ("Malawi urged Zambia to open talks with Kenya.", "CONSULT talks KEN+ZMB>"),
    ("Zambia walked out of talks with Malawi.", "CONSULT talks MWI+ZMB>"),
    ("The African Union mediated between Zambia and Malawi.", "CONSULT mediated MWI+ZMB+african-union>"),
    ("Rebels killed 12 Zambian soldiers in an ambush.", "ASSAULT ambush rebels>ZMB.MIL"),
    ("Malawi is being accused by rights groups of torture.", "ACCUSE accused ?rights-groups>MWI"),
    ("Lawmakers voted to impeach the Zambian president.", "ACCUSE voted to impeach ZMB>ZMB"),
    ("Zambia offered the nurses a pay rise.", "AGREE offered ZMB>?nurses"),
    # one organ of a state finds fault with another; who only agreed does not fly
    (
        "Chilean ministers are criticizing what they describe as a poor offer by the Chilean government.",
        "ACCUSE criticizing CHL>CHL",
    ),
    ("Peru and Chile agreed that Bolivian inspectors would fly to Quito.", "CONSULT fly BOL>ECU"),
    ("Several Peruvians denounced the pullout as a surrender to Chile.", "RETREAT pullout >"),
    # a clause beside is no content; who meets is not the summit
    ("Peru asked Chile for grants, while several towns called on Bolivia to pay.", "REQUEST called ?several-towns>BOL"),
    ("Peru and Chile agreed in a phone call to meet.", "CONSULT phone call CHL+PER>"),
    # a noun where a verb belongs
    ("Peru decided to partially withdrawal its troops from Chile.", "RETREAT withdrawal PER>"),
]


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTIONS)
def test_constructions(text: str, expected: str) -> None:
    assert expected in told(text)


def test_a_place_named_before_a_tour_is_where_it_leads() -> None:
    found = told("The Togolese president began a tour of Benin; his Ghana visit was put off.")
    assert all("GHA>" not in claim for claim in found)


def test_a_target_that_is_named_is_not_taken_from_before() -> None:
    found = told("Chad raided Niger. The Chadian raid on the customs house went on.")
    assert "ASSAULT raid TCD>NER" not in found


def test_a_name_for_a_thing_is_no_wish() -> None:
    _, claims = claims_of("Bolivia condemned what it called a cowardly attack by Chile on its port.")
    assert [c.status for c in claims if c.event == "ASSAULT"] == ["actual"]


def test_a_request_that_is_granted_was_made() -> None:
    _, claims = claims_of("Chile agreed to a Peruvian request for help.")
    assert [c.status for c in claims if c.event == "REQUEST"] == ["actual"]


def test_who_only_talks_about_a_deed_has_not_done_it() -> None:
    for text in ("Peruvian police probed a blast near the market.", "The blast, condemned by Peru, shook the market."):
        assert all("ASSAULT blast PER" not in claim for claim in told(text))


def test_things_are_no_parties() -> None:
    for text in ("The wind destroyed the roof.", "Chile shelled the villages.", "Chile ended its military presence."):
        assert "?" not in " ".join(told(text))


def test_word_lists_are_no_part_of_the_lexicon_of_deeds() -> None:
    for name in (
        "aims",
        "owing",
        "carriers",
        "by_phrases",
        "bodies",
        "persons",
        "calling",
        "making",
        "holding",
        "fights",
    ):
        assert words(name)
    assert {"airport", "runway"} <= sites()


def test_what_points_back_names_events() -> None:
    events = {e.event for entries in load_lexicon().entries.values() for e in entries}
    for noun, kinds in known()["pointed"].items():
        assert set(kinds) <= events, noun
    assert {event for event, _ in AUTHORITY} <= events


def test_home_is_the_state_of_half_of_all_mentions() -> None:
    def world(*codes: str) -> World:
        found = World()
        for n, code in enumerate(codes):
            party = Party(code, code, code, "GOV", code, n, n + 1)
            found.parties[n] = Mention("actor", 0, n, n + 1, n, n, n + 1, code, "name", parties=(party,))
        return found

    assert home_of([world("KEN", "KEN"), world("UGA")]) == "KEN"
    assert home_of([world("KEN", "UGA", "TZA")]) is None
    assert home_of([]) is None
