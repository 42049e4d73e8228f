"""Date phrases: every example of dates.yml, the rules of CODEBOOK 6, and what must not be taken for a date."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.code.when.dates import Dates
from dragoman.data.calendar import around, month_days, part_of, published_days, season_days, shift, week_days
from dragoman.model import Article, Block, Mention, Name, Parse, Sentence, Token
from dragoman.resolve.times.find import entries, find_times, patterns

VERBS = {"said": "say", "came": "come", "fled": "flee", "met": "meet"}


def report(*sentences: str, published: str | None = None, names: tuple[Name, ...] = ()) -> Parse:
    """A parse without trees: every word hangs on the first verb, words ending in -s are plural nouns."""
    text = " ".join(sentences)
    out, at = [], 0
    for sentence in sentences:
        start = text.index(sentence, at)
        at = start + len(sentence)
        found = list(re.finditer(r"\w+(?:[-./]\w+)*|'s|[^\w\s]", sentence))
        words = [m.group() for m in found]
        root = next((i for i, w in enumerate(words) if w.endswith("ed") or w in VERBS), len(words) - 1)
        tokens = []
        for i, m in enumerate(found):
            word = m.group()
            lemma = VERBS.get(word, word[:-1] if word.endswith("s") else word[:-2] if word.endswith("ed") else word)
            pos = "VERB" if i == root else "AUX" if word in {"will", "have"} else "NOUN"
            dep = "root" if i == root else "aux" if pos == "AUX" else "obl"
            tokens.append(
                Token(word, start + m.start(), start + m.end(), lemma.lower(), pos, dep, -1 if i == root else root)
            )
        out.append(Sentence(start, at, tuple(tokens), "body", 0))
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),), published=published)
    return Parse(article, tuple(out), names)


EXAMPLES = [(entry["name"], example) for entry in entries()["patterns"] for example in entry["examples"]]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else None)
def test_dates_yml_example(name: str, example: list[str]) -> None:
    text, published, start, end, granularity, *earlier = example
    parse = report(*earlier, text, published=published)
    last = len(parse.sentences) - 1
    found = [m for m in find_times(parse) if m.sentence == last and m.when]
    if not start:
        assert found == []
        return
    assert [(m.when.start, m.when.end, m.when.granularity) for m in found if m.when] == [(start, end, granularity)]


def test_every_pattern_has_an_example_and_compiles() -> None:
    assert all(entry["examples"] for entry in entries()["patterns"])
    assert len(patterns()) == len({p.name for p in patterns()}) == len(entries()["patterns"])


def spans(mentions: list[Mention]) -> list[tuple[str, str]]:
    """(start, end) of the resolved mentions."""
    return [(m.when.start, m.when.end) for m in mentions if m.when]


# --- publication unknown or known to the month -----------------------------------------------------------------------


def test_without_publication_absolute_dates_resolve_and_relative_ones_are_declined() -> None:
    found = find_times(report("Rebels attacked on 5 April 2016 and on Friday.", "Guards resigned yesterday."))
    assert [(m.text, m.when is None) for m in found] == [("5 April 2016", False), ("Friday", True), ("yesterday", True)]
    assert all(m.basis == "declined" for m in found if m.when is None)


def test_publication_known_to_the_month_gives_years_and_months_but_no_weekdays() -> None:
    parse = report(
        "Guards resigned last year.", "Guards resigned in March.", "Guards resigned on Friday.", published="2019-05"
    )
    found = find_times(parse)
    assert spans(found) == [("2018-01-01", "2018-12-31"), ("2019-03-01", "2019-03-31")]
    assert found[-1].when is None


# --- conflicts, ranges, bounds ---------------------------------------------------------------------------------------


def test_a_bracketed_date_that_is_not_the_weekday_keeps_both_readings() -> None:
    (mention,) = find_times(report("The ferry capsized on Friday [March 5].", published="2019-03-06"))
    assert mention.basis == "date_conflict"
    assert mention.when is not None and mention.when.start == "2019-03-05"
    assert mention.candidates == ("2019-03-01/2019-03-01",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drills lasted from 2 April to 5 May 2015.", [("2015-04-02", "2015-05-05")]),
        ("Drills lasted from Monday to Wednesday.", [("2019-03-04", "2019-03-06")]),
        ("Fighting raged between May 2017 and August 2018.", [("2017-05-01", "2018-08-31")]),
        ("Since Monday guards stayed away.", [("2019-03-04", "2019-03-06")]),
        ("From 2015 on guards stayed away.", [("2015-01-01", "2019-03-06")]),
        ("Guards stayed away until Monday.", [("2019-03-04", "2019-03-04")]),
        ("Guards stayed away before 2011.", []),
        ("Guards stayed away after the 2012 riots.", [("2012-01-01", "2012-12-31")]),
        ("He visited on Monday and Tuesday.", [("2019-03-04", "2019-03-04"), ("2019-03-05", "2019-03-05")]),
    ],
)
def test_ranges_and_bounds(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(find_times(report(text, published="2019-03-06"))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The second sun may march in may.",
        "They walked for two hours.",
        "The tower lasted 49 years.",
        "He signed up for a two-day visit.",
        "The 37-year-old walked away.",
        "Ministers May and August argued.",
        "It cost $2015 and 1,989 votes.",
        "They waited in two weeks of rain.",
    ],
)
def test_no_date(text: str) -> None:
    assert find_times(report(text, published="2019-03-06")) == []


def test_parts_of_names_are_no_dates() -> None:
    names = (Name(0, 0, 3, "ORG"), Name(0, 4, 6, "PER"))
    parse = report("The Friday Club met Theresa May.", published="2019-03-06", names=names)
    assert find_times(parse) == []


def test_spans_fit_tokens_and_leave_out_the_preposition() -> None:
    parse = report("Guards resigned on April 5, 2016.", published="2019-03-06")
    (mention,) = find_times(parse)
    assert parse.article.text[mention.start : mention.end] == "April 5, 2016"
    assert mention.first <= mention.head < mention.last


# --- which date a claim has ------------------------------------------------------------------------------------------


def tree(*rows: tuple[str, str, str, int], published: str | None = "2019-03-06") -> Parse:
    """A parse of one sentence from (word, tag, relation, head)."""
    text = " ".join(word for word, *_ in rows)
    tokens, at = [], 0
    for word, pos, dep, head in rows:
        tokens.append(Token(word, at, at + len(word), VERBS.get(word, word.lower()), pos, dep, head))
        at += len(word) + 1
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),), published=published)
    return Parse(article, (Sentence(0, len(text), tuple(tokens), "body", 0),), ())


TOLD = (
    ("Envoys", "NOUN", "nsubj", 1), ("said", "VERB", "root", -1), ("on", "ADP", "case", 3),
    ("Monday", "PROPN", "obl", 1), ("rebels", "NOUN", "nsubj", 5), ("struck", "VERB", "ccomp", 1),
    ("a", "DET", "det", 7), ("convoy", "NOUN", "obj", 5), ("in", "ADP", "case", 9), ("February", "PROPN", "obl", 5),
)  # fmt: skip


def test_the_nearest_governing_date_wins() -> None:
    parse = tree(*TOLD)
    mentions = find_times(parse)
    assert Dates(parse, mentions).of(0, 1)[1].start == "2019-03-04"
    assert Dates(parse, mentions).of(0, 5)[1].start == "2019-02-01"
    assert Dates(parse, mentions).of(0, 7)[1].start == "2019-02-01"


def test_a_clause_without_a_date_takes_the_one_above_and_says_so() -> None:
    parse = tree(*TOLD[:8])
    mention, when = Dates(parse, find_times(parse)).of(0, 5)
    assert mention is not None and (when.start, when.basis) == ("2019-03-04", "governing")


def test_a_date_inside_another_clause_does_not_count() -> None:
    parse = tree(
        ("Envoys", "NOUN", "nsubj", 1), ("said", "VERB", "root", -1), ("rebels", "NOUN", "nsubj", 3),
        ("struck", "VERB", "ccomp", 1), ("in", "ADP", "case", 5), ("February", "PROPN", "obl", 3),
    )  # fmt: skip
    assert Dates(parse, find_times(parse)).of(0, 3)[1].start == "2019-02-01"
    assert Dates(parse, find_times(parse)).of(0, 1)[1].basis == "publication"


def test_a_date_that_belongs_to_the_object_does_not_date_the_verb() -> None:
    parse = tree(
        ("Envoys", "NOUN", "nsubj", 1), ("condemned", "VERB", "root", -1), ("the", "DET", "det", 4),
        ("2011", "NUM", "compound", 4), ("invasion", "NOUN", "obj", 1),
    )  # fmt: skip
    mentions = find_times(parse)
    assert Dates(parse, mentions).of(0, 4)[1].start == "2011-01-01"
    assert Dates(parse, mentions).of(0, 1)[1].basis == "publication"


def test_the_day_of_a_speech_is_carried_to_the_sentences_that_go_on_with_it() -> None:
    first = tree(
        ("Okafor", "PROPN", "nsubj", 1), ("said", "VERB", "root", -1), ("so", "ADV", "advmod", 1),
        ("on", "ADP", "case", 4), ("Monday", "PROPN", "obl", 1),
    )  # fmt: skip
    text = first.article.text + " He said rebels fled"
    rows = [
        ("He", "PRON", "nsubj", 1), ("said", "VERB", "root", -1), ("rebels", "NOUN", "nsubj", 3),
        ("fled", "VERB", "ccomp", 1),
    ]  # fmt: skip
    at, tokens = len(first.article.text) + 1, []
    for word, pos, dep, head in rows:
        tokens.append(Token(word, at, at + len(word), VERBS.get(word, word.lower()), pos, dep, head))
        at += len(word) + 1
    second = Sentence(tokens[0].start, tokens[-1].end, tuple(tokens), "body", 0)
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),), published="2019-03-06")
    parse = Parse(article, (*first.sentences, second), ())
    mention, when = Dates(parse, find_times(parse)).of(1, 3)
    assert mention is not None and (when.start, when.basis) == ("2019-03-04", "carried")


def test_no_date_at_all() -> None:
    rows = (("Envoys", "NOUN", "nsubj", 1), ("left", "VERB", "root", -1))
    parse = tree(*rows)
    mention, when = Dates(parse, []).of(0, 1)
    assert mention is None and (when.start, when.end, when.granularity) == ("2019-03-06", "2019-03-06", "unknown")
    parse = tree(*rows, published=None)
    mention, when = Dates(parse, []).of(0, 1)
    assert mention is None and (when.start, when.end, when.basis) == ("", "", "none")


# --- arithmetic ------------------------------------------------------------------------------------------------------

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@given(DAYS, st.integers(-40, 40), st.sampled_from(["day", "week", "month", "year"]))
def test_shift_there_and_back_stays_within_a_month(day: date, count: int, unit: str) -> None:
    assert abs((shift(shift(day, count, unit), -count, unit) - day).days) <= 3


@given(DAYS, st.sampled_from(["day", "week", "month", "year", "decade"]))
def test_around_holds_the_day(day: date, unit: str) -> None:
    (start, end), _ = around(day, unit)
    assert start <= day <= end


@given(DAYS)
def test_weeks_months_and_parts(day: date) -> None:
    start, end = week_days(day)
    assert start.weekday() == 0 and (end - start).days == 6 and start <= day <= end
    month = month_days(day.year, day.month)
    parts = [part_of(month, part) for part in ("early", "mid", "late")]
    assert parts[0][0] == month[0] and parts[-1][1] == month[1]
    assert all(a[1] < b[0] for a, b in pairwise(parts))
    assert season_days(day.year, "winter")[1].month == 2


@given(DAYS)
def test_published_days_reads_every_prefix(day: date) -> None:
    text = day.isoformat()
    for prefix in (text, text[:7], text[:4], text + "T10:00"):
        found = published_days(prefix)
        assert found is not None and found[0] <= day <= found[1]
    assert published_days(None) is None and published_days("2018-13-40") is None


@given(DAYS, st.sampled_from(["Monday", "Wednesday", "Sunday"]))
def test_a_weekday_is_never_after_publication_nor_a_week_before(day: date, weekday: str) -> None:
    (mention,) = find_times(report(f"Guards resigned on {weekday}.", published=day.isoformat()))
    assert mention.when is not None
    resolved = date.fromisoformat(mention.when.start)
    assert 0 <= (day - resolved).days <= 6 and resolved.strftime("%A") == weekday
