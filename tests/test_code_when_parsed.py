"""Which date a claim takes, with the real parser: what is still to come, what came before, what is told of deals."""

from __future__ import annotations

import pytest

from dragoman.code import code
from dragoman.model import Article, Block, Claim
from dragoman.parse import parse
from dragoman.resolve import resolve


def undated(text: str, event: str) -> list[Claim]:
    """The claims of a page that does not say when it was published."""
    return claims(text, event, published=None)


def claims(text: str, event: str, *, published: str | None = "2018-12-22") -> list[Claim]:
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),), outlet="The Post", published=published)
    parsed = parse(article)
    return [c for c in code(parsed, resolve(parsed), by="lexicon") if c.event == event]


def dated(text: str, event: str) -> list[tuple[str, str, str]]:
    """(start, end, basis) of the date of each claim of a type."""
    return [(c.when.start, c.when.end, c.when.basis) if c.when else ("", "", "") for c in claims(text, event)]


DATED = [
    # when an offer is to be kept is not when it was made
    ("Chile promised Bolivia 40 buses over the next decade.", "AGREE", "2018-12-22", "2018-12-22", "publication"),
    (
        "Peru demanded on Tuesday that Chile leave the islands next week.",
        "REQUEST",
        "2018-12-18",
        "2018-12-18",
        "weekday",
    ),
    # nor is when somebody signed a thing when he welcomed another, nor a day that a thing was put off to
    (
        "Chile, which signed the pact last week, welcomed the Peruvian offer.",
        "SUPPORT",
        "2018-12-22",
        "2018-12-22",
        "publication",
    ),
    ("Peru postponed to April the talks with Chile.", "REJECT", "2018-12-22", "2018-12-22", "publication"),
    (
        "The Peruvian ministers were due to meet Chilean envoys on Friday.",
        "CONSULT",
        "2018-12-28",
        "2018-12-28",
        "weekday",
    ),
    # nor are deals the inquiry into them
    (
        "Peru accused Chile of spying on a mine that dates from 2013.",
        "ACCUSE",
        "2018-12-22",
        "2018-12-22",
        "publication",
    ),
    # what a deed is told to hit was hit when it was done, and what somebody does who came in May was not done then
    ("The Bolivian raid in August hit a Chilean camp.", "ASSAULT", "2018-08-01", "2018-08-31", "relative"),
    ("The guards who fled in May shelled a Chilean camp.", "ASSAULT", "2018-12-22", "2018-12-22", "publication"),
    # what it comes after, and what it was before
    ("Riots in Sucre came two days after guards shot a farmer.", "ASSAULT", "2018-12-20", "2018-12-20", "offset"),
    (
        "Peru recalled its envoy about a month before the Nov. 8 vote.",
        "SANCTION",
        "2018-10-01",
        "2018-10-31",
        "anchored",
    ),
    # since what a review reaches back to
    ("Peru urged Chile to review all orders since May.", "REQUEST", "2018-12-22", "2018-12-22", "publication"),
    # the year in an event's name dates what is done in it, behind it or ahead of it
    (
        "Ferro resigned as Ghana's minister following the 2011 state elections.",
        "RETREAT",
        "2011-01-01",
        "2018-12-22",
        "after",
    ),
    (
        "For the 2016 Ghanaian election, the league formed an alliance with the UPC party.",
        "COOPERATE",
        "2016-01-01",
        "2016-12-31",
        "absolute",
    ),
    ("Iraqi troops crushed the 1991 uprising in Basra.", "COERCE", "1991-01-01", "1991-12-31", "absolute"),
    ("He was sacked after he refused to stop the 1991 uprising.", "REJECT", "1991-01-01", "1991-12-31", "absolute"),
    # what comes true with its infinitive
    ("Togo agreed to merge the two banks in 2003.", "AGREE", "2003-01-01", "2003-12-31", "absolute"),
    # "when" right behind a date tells its own day, whatever reaches from it
    (
        "Rebels have held the town since 2003, when they expelled the army.",
        "ASSAULT",
        "2003-01-01",
        "2003-12-31",
        "absolute",
    ),
    (
        "That changed on December 3 when leaders of Togo met in Accra.",
        "CONSULT",
        "2018-12-03",
        "2018-12-03",
        "absolute",
    ),
    # an event named by its day, and what was before a day
    ("Ghana condemned the September 11 attacks on Monday.", "ASSAULT", "2001-09-11", "2001-09-11", "absolute"),
    # days in a row end with the day told
    (
        "Guards clashed with Chadian rebels for the third day in a row.",
        "ASSAULT",
        "2018-12-20",
        "2018-12-22",
        "duration",
    ),
    # when something would be done
    (
        "Peru announced that tents would be sent to Chile when the port opened on Monday.",
        "AID",
        "2018-12-24",
        "2018-12-24",
        "weekday",
    ),
    # what those saw who are cited for a deed was when the deed was
    (
        "Chadian jets struck a base in Mali on Tuesday, according to residents who said rebel depots were hit.",
        "ASSAULT",
        "2018-12-18",
        "2018-12-18",
        "governing",
    ),
    # what came before a deed of a month was in it or in the month before
    (
        "The Peruvian parliament voted in May to renew the lease of the Chilean port, following Peru's announcement of a "
        "withdrawal of its troops from Chile.",
        "CONCEDE",
        "2018-04-01",
        "2018-05-31",
        "by",
    ),
    # who goes somewhere for talks goes there when they are
    (
        "The Peruvian minister will travel to Oslo for a meeting on Friday with Chilean envoys.",
        "CONSULT",
        "2018-12-28",
        "2018-12-28",
        "weekday",
    ),
    # what is decreed or declared is so from that day; a name has no date of its own
    ("The curfew decreed on Tuesday in Togo is being kept.", "COERCE", "2018-12-18", "2018-12-18", "weekday"),
    (
        "The truce declared by Peru in November was welcomed by Chile.",
        "CONCEDE",
        "2018-11-01",
        "2018-11-30",
        "relative",
    ),
    # what a page does by saying it, it does on its day
    ("I thank the people of Togo for their help.", "SUPPORT", "2018-12-22", "2018-12-22", "said"),
    ("We condemn the raid on the Malian mission.", "ACCUSE", "2018-12-22", "2018-12-22", "said"),
    ("We condemned the raid on the Malian mission.", "ACCUSE", "2018-12-22", "2018-12-22", "publication"),
    ("We must do a good deal before we accept the Peruvian offer.", "AGREE", "2018-12-22", "2018-12-22", "publication"),
    # last year is last year, whatever the month
    ("Chadian rebels attacked a convoy on 30 December last year.", "ASSAULT", "2017-12-30", "2017-12-30", "relative"),
]


@pytest.mark.parametrize(("text", "event", "start", "end", "basis"), DATED, ids=[row[0] for row in DATED])
def test_date_in_the_sentence(text: str, event: str, start: str, end: str, basis: str) -> None:
    assert (start, end, basis) in dated(text, event)


def test_what_was_done_previously_does_not_go_on_with_the_day() -> None:
    text = "Peruvian guards shot a farmer on Thursday. The church previously urged Peru to free two miners."
    assert dated(text, "REQUEST") == [("2018-12-22", "2018-12-22", "publication")]


def test_days_before_an_event_end_the_story_of_a_day() -> None:
    text = "Peruvian guards shot a farmer on Thursday. Chadian rebels attacked a convoy days before a vote in Gao."
    assert dated(text, "ASSAULT")[-1][2] == "publication"


def test_a_day_that_nobody_can_tell_is_not_replaced_by_one_above_it() -> None:
    text = "The mine where Russian troops set up three posts on Monday has been held by rebels since 2013."
    assert [c.when.start if c.when else "" for c in undated(text, "MOBILIZE")] == [""]


def test_the_days_of_a_journey_are_those_of_what_is_told_of_it() -> None:
    text = "The Togolese minister visited Ghana on 4 April and Mali from 6-7 April 2016. He met the Malian president."
    assert (c := undated(text, "CONSULT")[-1].when) and (c.start, c.end, c.basis) == (
        "2016-04-04",
        "2016-04-07",
        "carried",
    )


def test_a_noun_names_again_what_a_verb_told() -> None:
    text = "On Tuesday Ghana suspended trade with Togo. The markets have been calm. Mali condemned the suspension."
    assert ("2018-12-18", "2018-12-18", "carried") in dated(text, "SANCTION")


def test_what_a_day_comes_after_is_not_of_that_day() -> None:
    text = "Markets in Lima fell on Tuesday. In the aftermath of Peru's invasion of Chile, investors sold bonds."
    assert all(start != "2018-12-18" for start, _, _ in dated(text, "ASSAULT"))


def test_a_day_without_a_year_takes_that_of_the_event_beside_it() -> None:
    text = "The president of Togo met the president of Ghana on 3 March for the 2016 Gulf summit."
    assert any(c.when and c.when.start == "2016-03-03" for c in undated(text, "CONSULT"))


def test_the_day_of_an_event_rather_than_the_year_in_its_name() -> None:
    text = "The kings of Ghana and Togo met on 3 March for the 2016 Ghana-Togo Summit. The Summit is the first of its kind."
    assert {c.when.start for c in undated(text, "CONSULT") if c.when} == {"2016-03-03"}


def test_a_war_of_another_name_is_another_war() -> None:
    text = "The Chaco War began in June 1932. Paraguayan rebels fought in the Carpet War."
    assert dated(text, "ASSAULT")[-1][2] == "publication"


def test_since_a_month_reaches_to_the_last_day_told_where_the_page_has_no_date() -> None:
    text = "Since May 2013, Chadian rebels have held the mine. The Malian army shelled the mine on 3 March 2016."
    [held] = undated(text, "COERCE")
    assert held.when and (held.when.start, held.when.end, held.when.basis) == ("2013-05-01", "2016-03-03", "since")


def test_this_war_is_the_one_told_in_the_same_sentence() -> None:
    text = "The government was praised after Peru fought in the 1965 war with Chile, but this war had ruined farmers in Peru."
    assert {c.when.start for c in undated(text, "ASSAULT") if c.when} == {"1965-01-01"}


@pytest.mark.parametrize(
    ("when", "background"),
    [
        ("on 10 May 1998", False),
        ("in April 1998", False),
        ("in March 1998", True),
        ("in December 1997", True),
        ("in 1997", True),
        ("in 1998", False),
    ],
)
def test_what_is_dated_months_before_the_report_is_background(when: str, background: bool) -> None:
    for published, expected in (("1998-06-20", background), (None, False)):
        (claim,) = claims(f"Chadian troops shelled the Malian army {when}.", "ASSAULT", published=published)
        assert claim.background == expected
