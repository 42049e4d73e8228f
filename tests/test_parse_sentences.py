"""Sentences: cut where they end, nowhere else, nothing lost."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.parse.sentences import _goes_on, abbreviations, rule_ends, split


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


CASES = [
    # abbreviations, initials, ranks, dates
    ["Gen. Ito met Mr. Aho in the U.S. on Aug. 31.", "They agreed."],
    ["The U.S. Senate voted.", "He lives in the U.S.", "The vote was close."],
    ["J. F. Olin of Acme Corp. said so.", "It grew."],
    ["He met Sgt. Maj. Lee at Ft. Harrow, N.C. on Jan. 5, 2012.", "St. Louis vs. Chicago etc.", "They won."],
    ["At 5 p.m. Monday it ended.", "At 6 a.m. the bell rang."],
    ["See No. 5 on p. 12.", "He said no.", "She said yes."],
    ["PROF. ADELE KUHN SPOKE.", "NOBODY CAME."],
    ["It cost $3.5 million.", "It rose 2.1 percent in 2014.", "12 people lost it."],
    # rows of dashes, and how letters end
    ["The ferry sails again.", "==========", "Timetable for May"],
    ["-----", "The ferry sails again.", "*****", "It was late."],
    ["The ferry sails again.", "Best regards,", "Maja Lindqvist Harbour Office"],
    ["Ada closed with her thanks, Maja with a song.", "He sends regards, Ito said."],
    # quotations
    ['"We agree," she said.', '"It is time."', "Talks go on"],
    ["“We will not go.", "We will stay,” the minister said.", "“Never!”", "Then he left."],
    ["“Who did this?” Minister Ana Ruiz asked.", "“No one knows,” she said."],
    ['"Why?" he asked.', '"Because…" she began.', "He left…", "The end."],
    ["The mayor called it “a joke.”", "Others laughed."],
    ["'Yes.'", "'No.'"],
    # brackets, footnotes, credits
    ["He said (this was on Monday. It rained.) that he would go.", "(They left early.", "She stayed.)", "Done."],
    ["The treaty was signed. [12]", "It failed.*", "Nobody wept."],
    ["Two ministers meet in Oslo, May 3, 2011.", "(photo credit: A. Holm)"],
    # dots that are no full stop
    ["They stayed at www.News.com or site.org today.", "Good."],
    ["Peace...or war?", "Maybe ...", "Nobody knows."],
    # names that begin with a small letter
    ["Twelve died.", "al-Nur said it was not involved."],
    ["1. The first thing.", "2. The second thing."],
]


@pytest.mark.parametrize("sentences", CASES, ids=lambda s: s[0][:30])
def test_sentences_end_where_they_should(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


RULES = [
    # What the rules alone find: the network may add to it, so the sentences don't show whether they do.
    ["It began at 5 p.m.", "Soldiers came."],
    ["It began at 5 p.m. EST and ended."],
    ["It began at 5 p.m. Monday in Oslo."],
    ["He said No.", "Peru agreed."],
    ["They left in Aug. Peru stayed."],
    ["They left in Aug.", "The rest stayed."],
]


@pytest.mark.parametrize("sentences", RULES, ids=lambda s: s[0][:30])
def test_where_the_rules_end_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    ends = [0, *rule_ends(text, 0, len(text)), len(text)]
    assert [part for a, b in itertools.pairwise(ends) if (part := text[a:b].strip())] == sentences


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ("The army (once in Peru ", "It left) stayed.", True),
        ("The (old) army left Peru ", "The (new) one stayed.", False),
        ("The army (once in Peru ", "It left and stayed.", False),
    ],
)
def test_nothing_ends_in_brackets_that_close(before: str, after: str, goes_on: bool) -> None:
    assert _goes_on(before + after, 0, len(before), len(before + after)) == goes_on


def test_a_missing_space_still_ends_a_sentence() -> None:
    assert cut("The army left.The rebels came in 2015.They stayed.“It is over.”The army said so.") == [
        "The army left.",
        "The rebels came in 2015.",
        "They stayed.",
        "“It is over.”",
        "The army said so.",
    ]


def test_blank_lines_and_bullets_separate() -> None:
    assert cut("Talks:\n• First point\n• Second point\n\nA line without stop\n\nAnother") == [
        "Talks:",
        "• First point",
        "• Second point",
        "A line without stop",
        "Another",
    ]


def test_a_single_line_break_is_a_space() -> None:
    assert cut("The minister said\nhe would go.") == ["The minister said\nhe would go."]


def test_a_headline_is_a_sentence() -> None:
    assert cut("Two ministers to meet in Lima") == ["Two ministers to meet in Lima"]


@pytest.mark.parametrize("text", ["", "  \n ", "...", '?? "', "X."])
def test_nearly_nothing_is_at_most_one_sentence(text: str) -> None:
    assert cut(text) == ([text.strip()] if text.strip() else [])


def test_only_the_asked_stretch_is_cut() -> None:
    text = "Left out. One here. Two here. Left out."
    assert [text[a:b] for a, b in split(text, 10, 29)] == ["One here.", "Two here."]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aB. !?…\"”“()'\n•-1U[],é", max_size=80))
def test_every_character_stands_in_one_sentence(text: str) -> None:
    spans = split(text)
    assert all(a < b for a, b in spans)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(spans))
    inside = {i for a, b in spans for i in range(a, b)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in inside)


LISTS = abbreviations()


@pytest.mark.parametrize("word", sorted(LISTS.before_name))
def test_titles_never_end_a_sentence(word: str) -> None:
    assert len(cut(f"We met {word}. The Hague was quiet.")) == 1


@pytest.mark.parametrize("word", sorted(LISTS.either))
def test_abbreviations_end_one_only_before_a_starter(word: str) -> None:
    assert len(cut(f"It was said by Acme {word}. Miller was there.")) == 1
    assert len(cut(f"It was said by Acme {word}. They were there.")) == 2


@pytest.mark.parametrize("word", sorted(LISTS.before_number))
def test_abbreviations_wait_for_their_number(word: str) -> None:
    assert len(cut(f"It was in {word}. 12 of them.")) == 1


@pytest.mark.parametrize("word", sorted(LISTS.starters))
def test_starters_begin_a_sentence_behind_a_country(word: str) -> None:
    assert len(cut(f"He went to the U.S. {word} went on and on.")) == 2


@pytest.mark.parametrize("word", sorted(LISTS.after_hour))
def test_an_hour_goes_on(word: str) -> None:
    assert len(cut(f"It began at 5 p.m. {word} and ended soon.")) == 1


@pytest.mark.parametrize("word", sorted(LISTS.speech))
def test_a_question_belongs_to_who_asks_it(word: str) -> None:
    assert len(cut(f"“Who goes there?” Mara Lund {word} at the gate.")) == 1
