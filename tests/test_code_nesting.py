"""What is the content of what: one table of sentences, each row a way of English to hold an event or to leave it outside (CODEBOOK 4)."""

import pytest

from benchmarks.lexicon import article_of, claims_of
from dragoman.code import code
from dragoman.parse import parse
from dragoman.resolve import resolve


def held(text: str) -> dict[str, str]:
    """Each trigger's outer trigger, "" for none, and its status, by the trigger's words."""
    article, claims = claims_of(text)
    word = {c.id: article.text[c.trigger[0] : c.trigger[1]] for c in claims}
    return {word[c.id]: f"{word.get(c.content_of or '', '')} {c.status}".strip() for c in claims}


HELD = [
    # done as it was said: the clause around is the content, and stays done
    ("As agreed in Lomé, Chad withdrew its troops from Niger on Monday.", "withdrew", "agreed actual"),
    ("The rebels freed two sailors, as Chad had demanded.", "freed", "demanded actual"),
    ("As Norway demanded the release of the crew, the rebels shelled the port.", "shelled", "actual"),
    # under the terms of an agreement, over "and", too
    ("Under the accord, Chad will withdraw its troops and Niger will release prisoners.", "withdraw", "accord future"),
    ("Under the accord, Chad will withdraw its troops and Niger will release prisoners.", "release", "accord future"),
    ("Chad withdrew its troops in line with a deal with Niger.", "withdrew", "deal actual"),
    # what is said of the noun before the clause
    ("The withdrawal demanded by Norway began on Monday.", "withdrawal", "demanded actual"),
    ("Norway delivered the aid it had promised to Chad.", "delivered the aid", "promised actual"),
    ("The aid pledged by Norway has not arrived in Chad.", "aid", "pledged future"),
    ("Norway hosted the meeting at which Chad demanded compensation.", "demanded", "actual"),
    ("Chad has a policy of deporting refugees, which Norway has criticised.", "deporting", "criticised actual"),
    # what takes place, with a verb that says no more
    ("Norway urged that talks with the rebels resume.", "talks", "urged requested"),
    # a vote against, a second gerund
    ("Parliament voted against sending troops to Chad.", "sending", "voted negated"),
    ("Chad ruled out attacking Niger or imposing sanctions on it.", "sanctions", "ruled out negated"),
    # on a noun of the act's own words
    ("Italy came out in favour of dialogue with Russia.", "dialogue", "came out in favour actual"),
    # what somebody will not listen to was said by somebody else, and holds what it says
    ("Chad ignored Niger's warning that its convoys would be bombed.", "warning", "ignored actual"),
    ("Chad ignored Niger's warning that its convoys would be bombed.", "bombed", "warning hypothetical"),
    ("Chad rejected a Nigerian demand that Benin release the crew.", "release", "demand requested"),
    # to be against it is not to undo it
    ("Norway opposes the sanctions against Chad.", "sanctions", "opposes actual"),
    ("Norway opposes sanctions against Chad.", "sanctions", "opposes hypothetical"),
    ("Norway does not oppose sanctions against Chad.", "sanctions", "oppose hypothetical"),
    ("Norway rejected sanctions against Chad.", "sanctions", "rejected negated"),
    # an apology holds the deed
    ("Norway demanded an apology for the raid.", "raid", "apology actual"),
    ("Chad apologised for the raid on Mali.", "raid", "apologised actual"),
    # what somebody is backed in, opposed to, accused of, kept from
    ("Chad backed Mali in its fight against the rebels.", "fight", "backed actual"),
    ("Chad voiced opposition to the raids on Mali.", "raids", "opposition actual"),
    ("Chad accused Mali of wrecking the truce by attacking Niger.", "attacking", "accused actual"),
    ("Chad banned Libyans from selling arms to Mali.", "selling", "banned hypothetical"),
    # in a list behind "an end to", the good is wanted and does not end
    (
        "Norway demanded an end to the bombing of Lomé, humanitarian access and a ceasefire.",
        "ceasefire",
        "demanded requested",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), HELD)
def test_an_event_is_held_by_what_it_is_the_content_of(text: str, trigger: str, expected: str) -> None:
    assert held(text)[trigger] == expected


LEFT_OUT = [
    # what else somebody does, behind a comma
    ("The rebels refused to disarm, saying the army had attacked their camps.", "attacked", "actual"),
    ("Chad threatened to strike, demanding the release of its crew.", "demanding", "actual"),
    ("Norway condemned the raid, calling for talks and a truce.", "calling", "actual"),
    # what is done by somebody whom the content names
    ("Norway agreed to punish companies supplying oil to Chad.", "supplying", "actual"),
    ("Norway urged Chad to stop militias attacking refugees.", "attacking", "actual"),
    # a participle that tells more of the subject
    ("The talks promised in May have been called off twice.", "called off", "actual"),
    # what another does with what is held
    ("Norway spurned an ultimatum that Chad accepted.", "accepted", "actual"),
    # help that is to be cut goes on
    ("Chad called for the suspension of cooperation with Niger.", "cooperation", "actual"),
    ("Norway called for the suspension of aid to Chad.", "aid", "actual"),
    # the topic of talks
    ("Chad wants talks with Niger about the raids on its ports.", "raids", "actual"),
    ("Chad refused talks on the withdrawal of its troops.", "withdrawal", "hypothetical"),
    # what somebody is backed, conceded or stopped beside
    ("Chad backed Mali in its raid on Niger.", "raid", "actual"),
    ("Chad supported Mali by attacking Niger.", "attacking", "actual"),
    ("Chad conceded defeat for the raid on Mali.", "raid", "actual"),
    ("Chad imposed a curfew to keep Libyans from attacking Mali.", "attacking", "hypothetical"),
    ("Chad demanded that Mali leave Niger to avoid a raid.", "raid", "hypothetical"),
    # a past verb beside an infinitive goes with the verb above
    ("Chad asked them to withdraw and attacked Niger.", "attacked", "actual"),
    ("Chad rejected a plan that Mali, which attacked Niger, proposed.", "attacked", "actual"),
    # a deed that is to be explained has been done
    ("Norway demanded an explanation for the raid by Chad.", "raid", "actual"),
    ("Norway demanded to know why Chad shelled the port.", "shelled", "actual"),
    # acts of speech side by side
    ("Norway reiterated its support for Chad and its condemnation of the rebels.", "condemnation", "actual"),
    ("Norway refused to confirm that its troops had shelled the port.", "shelled", "hypothetical"),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), LEFT_OUT)
def test_an_event_beside_a_demand_is_not_its_content(text: str, trigger: str, expected: str) -> None:
    assert held(text)[trigger] == expected


def test_whoever_apologises_has_done_it() -> None:
    """2026-11-23: a head gave the deed to whom the apology was made ("apologised to Niger for the shelling": Niger shelled)."""
    parsed = parse(article_of("Chad apologised to Niger for the shelling of the village."))
    claims = code(parsed, resolve(parsed))
    assert [p.id for c in claims if c.event == "ASSAULT" for p in c.actors] == ["TCD"]
