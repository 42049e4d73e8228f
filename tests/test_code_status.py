"""Did it happen, and is it part of what is held above: words and clauses that decide, one invented sentence each."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import claims_of
from dragoman.code import code
from dragoman.code.whether.cues import load_cues
from dragoman.data.files import load_yaml
from dragoman.model import Article, Block, Claim
from dragoman.parse import parse
from dragoman.resolve import resolve


def told(text: str, event: str) -> list[Claim]:
    """The claims of one type that a sentence makes."""
    return [c for c in claims_of(text)[1] if c.event == event]


STATUS = [
    # it nearly was, or was to be
    ("Kenyan troops nearly shelled a Somali village.", "ASSAULT", "negated"),
    ("Peru almost attacked Bolivia.", "ASSAULT", "negated"),
    ("Peru is on the brink of attacking Bolivia.", "ASSAULT", "hypothetical"),
    ("Peru is about to attack Bolivia.", "ASSAULT", "future"),
    ("Peru was about to sign a treaty with Chile when Bolivia attacked it.", "AGREE", "future"),
    ("Talks between Peru and Chile are due to begin on Monday.", "CONSULT", "future"),
    ("Kenya is believed to be shelling a Somali village.", "ASSAULT", "actual"),
    # they went there to do it, or are to
    ("The Peruvian minister flew to Lima to meet Chilean envoys.", "CONSULT", "actual"),
    ("The Peruvian minister will return to Lima, visiting Chile on Friday.", "CONSULT", "future"),
    ("The Peruvian premier will fly to Lima, ending a boycott of the summit.", "CONCEDE", "future"),
    ("The Peruvian minister would resign, accusing Chile of fraud.", "ACCUSE", "actual"),
    ("Chile welcomed the agreement reached on Monday between Peru and Bolivia.", "AGREE", "actual"),
    ("I want to thank the rescuers of Chile.", "SUPPORT", "actual"),
    ("Peru wants to thank the rescuers of Chile.", "SUPPORT", "requested"),
    # something else was done instead
    ("Instead of attacking Bolivia, Peru met Bolivian envoys.", "ASSAULT", "negated"),
    ("Peru negotiated with Bolivia rather than attack it.", "ASSAULT", "negated"),
    ("Peru stopped short of accusing Bolivia.", "ACCUSE", "negated"),
    ("Peru pretended to withdraw its troops from Bolivia.", "RETREAT", "negated"),
    ("Neither Peru nor Chile attacked Bolivia.", "ASSAULT", "negated"),
    ("Peru did not attack the town and withdrew its troops.", "RETREAT", "actual"),
    ("Peru was meant to attack Bolivia in May.", "ASSAULT", "future"),
    ("Peru is inclined to attack Bolivia.", "ASSAULT", "hypothetical"),
    ("Peru insisted that Bolivia attacked Chile.", "ASSAULT", "actual"),
    ("Peru insisted that Bolivia withdraw its troops.", "RETREAT", "requested"),
    ("A ceasefire between Peru and Bolivia is to take effect on Monday.", "RETREAT", "future"),
    ("The only answer is to force a Bolivian withdrawal from Arica.", "RETREAT", "requested"),
    ("Peru decided against attacking Bolivia.", "ASSAULT", "negated"),
    ("Parliament approved sending Peruvian troops to Bolivia.", "MOBILIZE", "future"),
    ("Peru does not want to attack Bolivia.", "ASSAULT", "negated"),
    ("There is no question of attacking Bolivia, Peru said.", "ASSAULT", "negated"),
    ("There is no question that Peru attacked Bolivia.", "ASSAULT", "actual"),
    ("Peru sees no point in attacking Bolivia.", "ASSAULT", "negated"),
    # what is due lies ahead, and what something is due to does not
    ("The ministers of Peru and Chile were due to meet on Friday.", "CONSULT", "future"),
    ("Chile was due to attack Bolivia on Friday.", "ASSAULT", "future"),
    ("The Peruvian premier, who is due to arrive in Chile on Friday, rested.", "CONSULT", "future"),
    ("The deaths were due to clashes between Peru and Chile.", "ASSAULT", "actual"),
    # conditions
    ("Peru will help Chile in case of an attack by Bolivia.", "ASSAULT", "hypothetical"),
    ("Peru will help Chile in the event of an attack by Bolivia.", "ASSAULT", "hypothetical"),
    ("The general said the column would pull out only at the request of Bolivia.", "REQUEST", "hypothetical"),
    ("The general said his troops would leave only after an agreement with Bolivia.", "AGREE", "hypothetical"),
    ("Peru will only lift the blockade with the approval of Chile.", "SUPPORT", "hypothetical"),
    ("Peruvian rebels will disarm only in return for the withdrawal of the army.", "CONCEDE", "future"),
    ("Peru will help Chile provided that Bolivia withdraws its troops.", "RETREAT", "hypothetical"),
    ("Should Bolivia attack Chile, Peru would send troops.", "ASSAULT", "hypothetical"),
    ("Peru has not decided whether to attack Bolivia.", "ASSAULT", "hypothetical"),
    ("Peru can protect Chile from any Bolivian forces that refuse to leave.", "REJECT", "hypothetical"),
    # a present tense of time under what lies ahead
    ("Peru will talk to Chile after the army takes full control of Arica.", "ASSAULT", "future"),
    ("Peru talked to Chile after the army took full control of Arica.", "ASSAULT", "actual"),
    # put off, called off, forbidden, forced
    ("Peru put off an attack on Bolivia.", "ASSAULT", "future"),
    ("Peru was forced to withdraw its troops from Bolivia.", "RETREAT", "actual"),
    ("Peru tried to force Bolivia to withdraw its troops.", "RETREAT", "requested"),
    ("Peru was allowed to attack Bolivia.", "ASSAULT", "hypothetical"),
    # nobody can say, or nobody saw it
    ("There is no sign of a Peruvian withdrawal from Bolivia.", "RETREAT", "negated"),
    ("There is no evidence that Peru bombed the Bolivian village.", "ASSAULT", "hypothetical"),
    ("Peru showed no signs it was prepared to withdraw its troops.", "AGREE", "negated"),
    (
        "There was no claim of responsibility for the attacks in and near the Peruvian town of Ayacucho.",
        "ASSAULT",
        "actual",
    ),
    # what is answered, owned up to or turned down was done
    ("Peru promised a response to the bombing of its embassy by Bolivia.", "ASSAULT", "actual"),
    ("Peru apologised for the bombing of the Bolivian village.", "ASSAULT", "actual"),
    ("He pleaded guilty to the murder of a Chilean officer.", "ASSAULT", "actual"),
    ("Bolivia denied Amnesty's allegations in a statement.", "ACCUSE", "actual"),
    ("Peru did not condemn the attack on Bolivia.", "ASSAULT", "actual"),
    ("Bolivia denied any role in the attack on Chile.", "ASSAULT", "negated"),
    ("Bolivia denied that it had known of the attack on Chile.", "ASSAULT", "actual"),
    ("The minister did not know that Bolivia had attacked Chile.", "ASSAULT", "actual"),
    ("Bolivia is not aware of any attack on Chile.", "ASSAULT", "negated"),
    ("Bolivia denied responsibility for the attack on Chile.", "ASSAULT", "negated"),
    ("Bolivia denied the lie that it had attacked Chile.", "ASSAULT", "negated"),
    ("Peru promised to lift its embargo on Bolivia.", "SANCTION", "actual"),
    ("Peru lifted its embargo on Bolivia.", "SANCTION", "negated"),
    # neither confirmed nor denied; claims that are turned down; plots
    ("The envoy could not confirm the attack on Bolivia.", "ASSAULT", "hypothetical"),
    ("Peru rejected the allegation that it had attacked Bolivia.", "ASSAULT", "negated"),
    ("Peru accused Chile of plotting to attack Bolivia.", "ASSAULT", "future"),
    # said with doubt
    ("At no time did Peru attack Bolivia.", "ASSAULT", "negated"),
    ("The envoy said he would have condemned the ruling by Chile.", "ACCUSE", "hypothetical"),
    ("The talks between Peru and Chile did not continue.", "CONSULT", "actual"),
    ("The envoy would not say whether Peru had attacked Bolivia.", "ASSAULT", "hypothetical"),
    # what is not ruled out
    ("Peru did not exclude an attack on Bolivia.", "ASSAULT", "hypothetical"),
    # what somebody is after
    ("The charity is working for the release of the nurse from Bolivia.", "RETREAT", "requested"),
    ("The Peruvian ministers are expected to keep up the pressure on Bolivia.", "REQUEST", "future"),
    ("This is not just an attack on Peru.", "ASSAULT", "actual"),
]


@pytest.mark.parametrize(("text", "event", "status"), STATUS)
def test_whether_it_happened(text: str, event: str, status: str) -> None:
    found = told(text, event)
    assert found and {c.status for c in found} == {status}, [(c.event, c.status, c.reasons) for c in claims_of(text)[1]]


def test_a_promise_not_to_do_harm_is_no_threat() -> None:
    text = "Peru vowed not to attack Bolivia."
    assert told(text, "AGREE") and not told(text, "THREATEN")
    assert told("Peru vowed to attack Bolivia.", "THREATEN")


def test_what_is_to_be_avoided_and_what_follows_are_no_content() -> None:
    for text in (
        "Peru demanded that Chile withdraw its troops to prevent them from being attacked by Bolivia.",
        "Peru wants Chile to withdraw its troops, so that Bolivia will not attack Chile.",
        "Peru signed a pact with Chile, which led to the attack by Bolivia.",
    ):
        assert [c.content_of for c in told(text, "ASSAULT")] == [None], text


def test_what_is_not_ruled_out_is_open() -> None:
    attack = told("Peru did not rule out attacking Bolivia.", "ASSAULT")[0]
    assert attack.status == "hypothetical" and attack.content_of


APART = [
    # (sentence, type of what is no content of anything)
    ("Peru warned Bolivia of serious consequences at a summit in May.", "CONSULT"),
    ("Peru promised a response to the bombing of its embassy by Bolivia.", "ASSAULT"),
    ("Peru promised to repeal its heavily criticised embargo on Bolivia.", "ACCUSE"),
]


@pytest.mark.parametrize(("text", "event"), APART)
def test_occasions_and_what_was_done_before_are_no_content(text: str, event: str) -> None:
    found = told(text, event)
    assert all(c.content_of is None and c.status == "actual" for c in found), found


def report(*paragraphs: str) -> list[list[str | None]]:
    """The chains of the assaults of a report of several paragraphs, without the outlet."""
    text, blocks = "", []
    for part in paragraphs:
        blocks.append(Block("body", len(text), len(text) + len(part), len(text)))
        text += part + "\n"
    parsed = parse(Article("a", "d", text, tuple(blocks), outlet="The Example", published="2019-03-04"))
    return [[v.name for v in c.attribution[1:]] for c in code(parsed, resolve(parsed)) if c.event == "ASSAULT"]


CHAINS = [
    # nobody is cited; "it" is still the station
    (("Reuters said that Peru attacked Bolivia, without citing a source.",), [["Reuters"]]),
    # who is briefed does not speak, and who briefs him does not speak of the sentence before
    (
        ("The abbot said “Peru attacked Bolivia,” President Ola Vik was briefed by his staff.",),
        [["The abbot"]],
    ),
    # one person under two names
    (
        ("Ola Vik said Peru had attacked Bolivia. Mr Vik said he had heard that Peru shelled Chile.",),
        [["Ola Vik"], ["Ola Vik"]],
    ),
    # "they" are those who spoke before
    (
        ("Two aides to the mayor said Peru attacked Bolivia. They said Peru also shelled a Chilean bridge.",),
        [["Two aides to the mayor"], ["Two aides to the mayor"]],
    ),
    # "adding" goes on with the one who said the sentence
    (
        ('The abbot said that "if they came they would not be able to stay", adding that Peru had bombed Bolivia.',),
        [["The abbot"]],
    ),
    # who tells of a speaker stands outside of him
    (("Peru attacked Bolivia, said Ola Vik, according to Reuters.",), [["Reuters", "Ola Vik"]]),
    # words lifted into a sentence are nobody's who spoke before; a quotation that opens one goes on
    (
        ('Uganda said it was calm. Norway has condemned "the cruel Kenyan attack on Sudan".',),
        [[]],
    ),
    # "the president" is no other official of his state
    (
        ("Ambassador Ola Vik of Kenya said he was glad. Sudan attacked Juba, the president said.",),
        [["the president"]],
    ),
    # hung on the last word before the comma; a study taken for an object; an outlet that cites
    (("Peru attacked Bolivia, Reuters reported on Monday, citing two officials.",), [["Reuters", "two officials"]]),
    (("Peru attacked Bolivia, says a new study by the Lima Institute.",), [["a new study"]]),
    (
        ("According to the Daily Nation, which cited two officials, Peru attacked Bolivia.",),
        [["Daily Nation", "two officials"]],
    ),
    # nobody has said it
    (("No group has admitted carrying out the attack on the Peruvian base.",), [[]]),
    # the last word of the sentence is the verb
    (("Peru attacked Bolivia and shelled Chile, the AFP news agency reports.",), [["AFP"], ["AFP"]]),
]


@pytest.mark.parametrize(("paragraphs", "names"), CHAINS)
def test_chains(paragraphs: tuple[str, ...], names: list[list[str]]) -> None:
    assert report(*paragraphs) == names


STANCES = [
    ("Ministers neither confirmed nor denied that Peru had attacked Bolivia.", "no_comment"),
    ("Ministers refused to confirm that Peru had attacked Bolivia.", "no_comment"),
    ("Ministers confirmed that Peru had attacked Bolivia.", "confirms"),
    ("Ministers rejected the allegation that Peru had attacked Bolivia.", "denies"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_stances(text: str, stance: str) -> None:
    assert [c.attribution[-1].stance for c in told(text, "ASSAULT")] == [stance]


def test_every_cue_is_listed_once_for_what_it_does() -> None:
    raw = load_yaml("certainty.yml")
    for group in ("governors", "passives", "nouns", "traces", "marks", "modals", "adjectives"):
        words = [w for listed in raw[group].values() for w in listed]
        assert len(words) == len(set(words)), (group, sorted(w for w in set(words) if words.count(w) > 1))
    cues = load_cues()
    assert cues.firm and not cues.back_nouns & cues.nouns.keys() - {"answer"}
