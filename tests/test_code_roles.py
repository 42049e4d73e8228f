"""Who did it to whom: one sentence of our own for each construction the rules know, and what must not come of it."""

import pytest

from benchmarks.lexicon import claims_of
from dragoman.code.discourse import known
from dragoman.code.lexicon import load_lexicon
from dragoman.code.roles import World
from dragoman.code.understood import AUTHORITY, home_of, sites
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
    ("Togo reacted to criticism on the part of Ghana.", "ACCUSE criticism GHA>"),
    ("Peru was behind a series of raids on Chile.", "ASSAULT raids PER>CHL"),
    ("The Peruvian army is believed to be behind dozens of raids against Chile.", "ASSAULT raids PER.MIL>CHL"),
    ("An exchange of fire between Chile and Peru went on.", "ASSAULT fire CHL+PER>"),
    # a state of mind has no passive subject: whoever it is about stands behind "by", as the owner of the thing named
    ("Ghana is displeased by the Togolese army's lack of haste.", "ACCUSE displeased GHA>TGO.MIL"),
    # whom a demand is for stands in its content
    ("The Togolese president recommended that Ghana release the pilots.", "REQUEST recommended TGO>GHA"),
    ("Togo turned down a call from Ghana for all Malian troops to leave Benin.", "REQUEST call GHA>MLI.MIL"),
    ("Togo turned down a call from Ghana for all Malian troops to leave Benin.", "RETREAT leave MLI.MIL>"),
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
    # a noun where a verb belongs
    ("Peru decided to partially withdrawal its troops from Chile.", "CONCEDE withdrawal PER>"),
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


def test_word_lists_are_no_part_of_the_lexicon_of_deeds() -> None:
    for name in ("aims", "owing", "carriers", "by_phrases"):
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
