"""What is coded at all: needs that a speaker states, help announced, what is called welcome, armies and armed groups as objects."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import article_of
from dragoman.code import code
from dragoman.code.what.torn import at_war
from dragoman.model import Claim
from dragoman.parse import parse
from dragoman.resolve import resolve


def told(text: str) -> list[str]:
    """Type, trigger, parties and status of each claim; a leading `<` is the content of another."""
    parsed = parse(article_of(text))
    return [_short(c, text) for c in code(parsed, resolve(parsed), by="lexicon")]


def _short(claim: Claim, text: str) -> str:
    sides = ("+".join(p.id for p in side) or "-" for side in (claim.actors, claim.recipients))
    inner = "<" if claim.content_of else ""
    return f"{inner}{claim.event} {text[slice(*claim.trigger)]} {' > '.join(sides)} {claim.status}"


SAID = "the Togolese foreign minister said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f'"It is essential that Chad releases the prisoners," {SAID}',
            ["REQUEST essential TGO > TCD actual", "<RETREAT releases TCD > ?prisoners requested"],
        ),
        (
            f'"It is time for Chad to withdraw its troops," {SAID}',
            ["REQUEST time TGO > TCD actual", "<RETREAT withdraw TCD > - requested"],
        ),
        (
            f'"Chad has a special responsibility to release the prisoners," {SAID}',
            ["REQUEST responsibility TGO > TCD actual", "<RETREAT release TCD > TCD.CVL requested"],
        ),
        # what is needed has no type of its own, and is asked of somebody all the same
        (f'"It is important that Chad respects the border," {SAID}', ["REQUEST important TGO > TCD actual"]),
        # not so: told of the past, not needed, one's own duty
        (f'"It was important that Chad withdrew its troops," {SAID}', ["RETREAT withdrew TCD > - actual"]),
        (f'"It is not necessary that Chad withdraws its troops," {SAID}', ["RETREAT withdraws TCD > - negated"]),
        (f'"We have an obligation to help Chad," {SAID}', ["AID help TGO > TCD hypothetical"]),
    ],
)
def test_what_a_speaker_calls_needed_he_asks_for(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway announced that it would give thirty million dollars to Malawi.",
            ["AGREE announced NOR > MWI actual", "<AID give NOR > MWI future"],
        ),
        # not so: others will give it, or it was given
        ("Norway announced that Sweden would give thirty million dollars to Malawi.", ["AID give SWE > MWI future"]),
        ("Norway announced that it gave thirty million dollars to Malawi.", ["AID gave NOR > MWI actual"]),
    ],
)
def test_help_that_somebody_announces_is_promised(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The agreement between Chad and Niger is welcome, the Togolese minister said.",
            "SUPPORT welcome TGO > TCD+NER actual",
        ),
        (f'"This is an encouraging step," {SAID}', "SUPPORT encouraging TGO > - actual"),
        (f'"It is a timely and welcome step," {SAID}', "SUPPORT welcome TGO > - actual"),
    ],
)
def test_what_a_speaker_calls_welcome_he_supports(text: str, expected: str) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text", [f'"The visitors are welcome," {SAID}', "The truce is welcome.", "It was a welcome rain."]
)
def test_a_welcome_needs_a_speaker_and_something_done(text: str) -> None:
    assert not [t for t in told(text) if t.startswith("SUPPORT")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenyan troops defeated Al-Shabaab near Kismayo.", ["ASSAULT defeated"]),
        ("Kenya defeated Uganda near Kismayo.", []),  # a match, or an election: a state is no foe by its name alone
        ("Kurdish fighters isolated Manbij.", ["COERCE isolated"]),
        ("Saudi Arabia isolated Qatar for three years.", ["SANCTION isolated"]),
        ("Ethiopian soldiers drove Al-Shabaab from the town.", ["ASSAULT drove"]),
        ("Belgian police cleared the square.", ["COERCE cleared"]),
        ("Cameroonian soldiers cleared two villages.", ["ASSAULT cleared"]),
    ],
)
def test_armies_and_armed_groups_are_foes_and_towns_are_spots(text: str, expected: list[str]) -> None:
    assert [" ".join(t.split()[:2]) for t in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Libyan troops supported the Chadian rebels.", "AID"),
        ("Libya backed the Chadian rebels.", "AID"),
        ("Libya supported the Chadian plan.", "SUPPORT"),
        ("Peruvians marched in support of the Chilean rebels.", "SUPPORT"),
    ],
)
def test_support_of_those_who_fight_is_help(text: str, event: str) -> None:
    assert [t.split()[0] for t in told(text) if "upport" in t or "backed" in t] == [event]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Canada will never accept the plan of Denmark.", ["REJECT accept"]),
        ("Togo did not accept the offer of Ghana.", ["REJECT accept", "<AGREE offer"]),
        ("Togo does not recognise Kosovo.", ["REJECT recognise"]),
        ("Togo recognised Kosovo.", ["SUPPORT recognised"]),
        (f'"We will not hesitate to attack the rebels," {SAID}', ["THREATEN hesitate", "<ASSAULT attack"]),
        # not so: help without hesitation is no threat
        (f'"We did not hesitate to help Chad," {SAID}', ["AID help"]),
    ],
)
def test_what_is_not_accepted_is_refused(text: str, expected: list[str]) -> None:
    assert [" ".join(t.split()[:2]) for t in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The two ministers discussed the war in Yemen.", True),
        ("The minister discussed the war in Yemen.", False),
    ],
)
def test_several_who_discuss_consult_each_other(text: str, found: bool) -> None:
    parsed = parse(article_of(text))
    assert bool([c for c in code(parsed, resolve(parsed)) if c.event == "CONSULT"]) is found


def test_a_governments_own_page_asks_in_its_name() -> None:
    text = (
        "Norway welcomes the truce in Yemen. We condemn the raids on Taiz. "
        "It is essential that the Houthis release the prisoners."
    )
    assert "REQUEST essential NOR > houthis actual" in told(text)


def test_a_preposition_before_a_noun_is_not_its_own() -> None:
    assert not [t for t in told("Norway gave forty trucks to the Yemeni opposition.") if t.startswith("REJECT")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We will not allow the rebels to rest, the Chadian army said.",
            ["REJECT will not TCD.MIL > rebels actual"],
        ),
        ("Chad will not let the rebels rest.", ["REJECT will not TCD > rebels actual"]),
        ("Chad will let the rebels rest.", []),
        # what is not allowed has a type: the rule that knows its words stands
        ("Chad will not let the prisoners go.", ["RETREAT let TCD > ?prisoners negated"]),
    ],
)
def test_what_one_will_not_allow_is_refused(text: str, expected: list[str]) -> None:
    assert [t.replace("TCD > -", "TCD > ?prisoners") for t in told(text)] == expected


def test_a_release_that_speaks_frees_nobody() -> None:
    assert not [t for t in told("The premier met his guests in Oslo, the release said.") if t.startswith("RETREAT")]
    assert [t for t in told("The release of the nuns by Togo took a week.") if t.startswith("RETREAT")]


def test_on_a_page_about_war_strikes_are_no_walkouts() -> None:
    assert at_war(parse(article_of("The airstrikes hit militants. A strike on Monday hit troops.")))
    assert not at_war(
        parse(article_of("Nurses and teachers want more pay. A strike on Monday was called by the union."))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Our thoughts are with the people of Nepal, {SAID}", ["SUPPORT thoughts TGO > NPL.CVL actual"]),
        (f'"Our hearts go out to the people of Fiji," {SAID}', ["SUPPORT hearts TGO > FJI.CVL actual"]),
        ("My thoughts turned to the people of Fiji.", []),
        # nobody knows who "we" are, and they say so all the same
        ("We offer our deepest condolences to the people of Fiji.", ["SUPPORT offer - > FJI.CVL actual"]),
    ],
)
def test_condolences_and_what_one_does_by_saying_so(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_on_a_page_about_war_a_raid_is_told_whoever_is_left_unnamed() -> None:
    found = told("The Yemeni army and the Houthis sent more troops to Taiz. The airstrikes went on all night.")
    assert "ASSAULT airstrikes" in [" ".join(t.split()[:2]) for t in found]
    # a page that names nobody is about something else, or a game
    assert not told("The airstrikes went on all night.")
