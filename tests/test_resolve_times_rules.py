"""Date rules beyond the examples of dates.yml: properties, tense, named days, and what a phrase was counted from."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.data.calendar import ORDINALS, easter, nth_weekday, part_of_span, published_days, year_days
from dragoman.model import Article, Block, Mention, Parse, Sentence, Token
from dragoman.resolve.times.find import entries, find_times
from dragoman.resolve.times.named import feast_day
from dragoman.resolve.times.tense import tense_at

PUBLISHED = "2019-03-06"  # a Wednesday


def flat(*sentences: str, published: str | None = PUBLISHED, kind: str = "body") -> Parse:
    """A parse whose words all hang on the first word of their sentence, which is a verb in the past."""
    text, out = " ".join(sentences), []
    at = 0
    for sentence in sentences:
        start = text.index(sentence, at)
        at = start + len(sentence)
        tokens = tuple(
            Token(
                m.group(),
                start + m.start(),
                start + m.end(),
                "happen" if n == 0 else m.group().lower(),
                "VERB" if n == 0 else "NOUN",
                "root" if n == 0 else "obl",
                -1 if n == 0 else 0,
            )
            for n, m in enumerate(re.finditer(r"\w+(?:[-./]\w+)*|'s|[^\w\s]", sentence))
        )
        out.append(Sentence(start, at, tokens, kind, 0))  # type: ignore[arg-type]
    article = Article("a", "d", text, (Block("body", 0, max(1, len(text)), 0),), published=published)
    return Parse(article, tuple(s for s in out if s.tokens), ())


def spans(mentions: list[Mention]) -> list[tuple[str, str]]:
    """(start, end) of the resolved ones."""
    return [(m.when.start, m.when.end) for m in mentions if m.when]


# --- what a phrase comes to, how exact it is, and from what it is counted ----------------------------------------------

COUNTED = [
    # (phrase, day of the report, first and last day, grain, basis); the last date of the sentence counts
    ("Miners will leave before the end of May.", "2020-04-20", "2020-04-20", "2020-05-31", "span", "by"),
    ("Miners will leave before the end of 2021.", "2020-04-20", "2020-04-20", "2021-12-31", "span", "by"),
    ("Miners will leave before May 20.", "2020-04-20", "2020-04-20", "2020-05-19", "span", "by"),
    ("Mapped it the month before last.", PUBLISHED, "2019-01-01", "2019-01-31", "month", "relative"),
    ("Left the year after next.", PUBLISHED, "2021-01-01", "2021-12-31", "year", "relative"),
    ("Mapped it two and a half years ago.", PUBLISHED, "2016-08-29", "2016-09-12", "span", "relative"),
    ("Mapped it two and a half months ago.", PUBLISHED, "2018-12-15", "2018-12-29", "span", "relative"),
    ("Fled a week ago Sunday.", PUBLISHED, "2019-02-24", "2019-02-24", "day", "weekday"),
    ("Fell the second week of May 2018.", PUBLISHED, "2018-05-08", "2018-05-14", "week", "absolute"),
    ("Fell the second week of May.", PUBLISHED, "2018-05-08", "2018-05-14", "week", "relative"),
    ("Fell the last week of May.", PUBLISHED, "2018-05-25", "2018-05-31", "week", "relative"),
    ("Fled after 1 March.", PUBLISHED, "2019-03-01", "2019-03-06", "span", "after"),
    ("Fled after 1 June.", PUBLISHED, "2018-06-01", "2019-03-06", "span", "after"),
    ("Stay until 1 June.", PUBLISHED, "2018-06-01", "2018-06-01", "day", "until"),
    ("Fled in 1931 and again the previous year.", PUBLISHED, "1930-01-01", "1930-12-31", "year", "anchored"),
    ("Fled in May 1931 and again the preceding month.", PUBLISHED, "1931-04-01", "1931-04-30", "month", "anchored"),
    ("Fled in May 1931 and again the month before.", PUBLISHED, "1931-04-01", "1931-04-30", "month", "anchored"),
    ("Fled in the thirties.", PUBLISHED, "1930-01-01", "1939-12-31", "span", "absolute"),
    ("Fled in the '30s.", PUBLISHED, "1930-01-01", "1939-12-31", "span", "absolute"),
    ("Fled in the coming days.", PUBLISHED, "2019-03-06", "2019-03-13", "span", "relative"),
    ("Fled last May.", PUBLISHED, "2018-05-01", "2018-05-31", "month", "relative"),
    ("Fled last March.", PUBLISHED, "2018-03-01", "2018-03-31", "month", "relative"),
    ("Fled next April.", PUBLISHED, "2019-04-01", "2019-04-30", "month", "relative"),
    ("Fled next March.", PUBLISHED, "2020-03-01", "2020-03-31", "month", "relative"),
    ("Fled this May.", PUBLISHED, "2019-05-01", "2019-05-31", "month", "relative"),
    ("Fled in May and June.", PUBLISHED, "2018-06-01", "2018-06-30", "month", "relative"),
    # told in the middle of it
    ("Runs from 3 January to 9 March.", "2019-01-28", "2019-01-03", "2019-03-09", "span", "range"),
    ("Fled this winter.", "2018-12-01", "2018-12-01", "2019-02-28", "season", "relative"),
    ("Fled this summer.", PUBLISHED, "2018-06-01", "2018-08-31", "season", "relative"),
    ("Fled this summer.", "2019-06-01", "2019-06-01", "2019-08-31", "season", "relative"),
]


@pytest.mark.parametrize(("text", "published", "start", "end", "grain", "basis"), COUNTED)
def test_interval_grain_and_basis(text: str, published: str, start: str, end: str, grain: str, basis: str) -> None:
    mention = find_times(flat(text, published=published))[-1]
    assert mention.when is not None and mention.basis == basis
    assert (mention.when.start, mention.when.end, mention.when.granularity, mention.when.basis) == (
        start,
        end,
        grain,
        basis,
    )


# --- properties -------------------------------------------------------------------------------------------------------

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1))
EXAMPLES = sorted({example[0] for entry in entries()["patterns"] for example in entry["examples"]})


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=5), st.one_of(st.none(), DAYS))
def test_every_interval_begins_before_it_ends(sentences: list[str], day: date | None) -> None:
    for mention in find_times(flat(*sentences, published=day.isoformat() if day else None)):
        if mention.when:
            assert mention.when.start <= mention.when.end
            assert mention.confidence is None or 0 < mention.confidence < 1
        assert mention.first <= mention.head < mention.last


@settings(deadline=None)
@given(
    DAYS, st.integers(-500, 500),
    st.sampled_from(["yesterday", "today", "overnight", "three days ago", "the day before yesterday", "in the past ten days"]),
)  # fmt: skip
def test_shifting_publication_shifts_what_is_told_from_it(day: date, count: int, phrase: str) -> None:
    text = f"Happened {phrase}."
    (before,) = spans(find_times(flat(text, published=day.isoformat())))
    (after,) = spans(find_times(flat(text, published=(day + timedelta(count)).isoformat())))
    assert [date.fromisoformat(d) + timedelta(count) for d in before] == [date.fromisoformat(d) for d in after]


@settings(deadline=None)
@given(DAYS, st.integers(-60, 60), st.sampled_from(["Monday", "last Friday", "this week", "last week", "Sunday night"]))
def test_shifting_publication_by_weeks_shifts_weekdays(day: date, weeks: int, phrase: str) -> None:
    text = f"Happened {phrase}."
    (before,) = spans(find_times(flat(text, published=day.isoformat())))
    (after,) = spans(find_times(flat(text, published=(day + timedelta(7 * weeks)).isoformat())))
    assert [date.fromisoformat(d) + timedelta(7 * weeks) for d in before] == [date.fromisoformat(d) for d in after]


@settings(deadline=None)
@given(DAYS, st.integers(-400, 400))
def test_the_day_after_a_full_date_does_not_depend_on_publication(told: date, count: int) -> None:
    published = (told + timedelta(count)).isoformat()
    text = f"Happened on {told.day} {told:%B} {told.year}."
    found = spans(find_times(flat(text, "Happened again the next day.", published=published)))
    following = (told + timedelta(1)).isoformat()
    assert found == [(told.isoformat(),) * 2, (following, following)]


PIECES = st.sampled_from(
    ["9999", "May", "may", "12", "the", "of", "last", "days", "ago", "99999999999999 years ago", "century", "BC", "AD", "-",
     "2019", "00", "century", "Sunday", "(", "in", "for", "9999 decades ago", "31 February", "from", "to", "since", "’s", "İ"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=14),
    st.sampled_from([PUBLISHED, "0001-01-01", "9999-12-31", None]),
)
def test_no_text_breaks_it(words: list[str], published: str | None) -> None:
    for mention in find_times(flat(" ".join(words) or "-", published=published)):
        assert mention.when is None or mention.when.start <= mention.when.end


@pytest.mark.parametrize("piece", ["7 May ", "the end of ", "2019-", "from 2011 to Monday "])
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    took = []
    for size in (4_000, 16_000):
        parse = flat((piece * (size // len(piece) + 1))[:size])
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            find_times(parse)
            best = min(best, time.process_time() - began)
        took.append(max(best, 0.003))
    assert took[1] / took[0] < 9  # linear is 4, a square 16


# --- data -------------------------------------------------------------------------------------------------------------


def test_periods_have_days_in_order() -> None:
    for name, (start, end) in entries()["periods"].items():
        low, high = published_days(str(start)), published_days(str(end))
        assert low and high and low[0] <= high[1], name
        assert name == name.lower()


def test_feasts_fall_in_every_year() -> None:
    for name in entries()["feasts"]:
        assert feast_day(name, 2019).year == 2019, name


def test_months_elsewhere_are_months() -> None:
    assert all(1 <= month <= 12 and name == name.lower() for name, month in entries()["elsewhere"].items())


def test_confidence_is_stated_for_bases_that_exist() -> None:
    assert all(0 < value < 1 for value in entries()["confidence"].values())


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(1818, "03-22"), (1943, "04-25"), (2000, "04-23"), (2016, "03-27"), (2019, "04-21"), (2038, "04-25")],
)
def test_easter(year: int, sunday: str) -> None:
    assert easter(year).isoformat() == f"{year}-{sunday}"


@given(st.integers(1600, 2400))
def test_easter_is_a_sunday_between_its_bounds(year: int) -> None:
    day = easter(year)
    assert day.weekday() == 6 and date(year, 3, 22) <= day <= date(year, 4, 25)


def test_nth_weekday_counts_from_either_end() -> None:
    assert nth_weekday(2019, 5, 0, -1) == date(2019, 5, 27)
    assert nth_weekday(2019, 9, 0, 1) == date(2019, 9, 2)


def test_parts_of_a_century_lie_inside_it() -> None:
    days = year_days(1800)[0], year_days(1899)[1]
    for part in ("early", "mid", "late", "first half", "second half"):
        low, high = part_of_span(days, part)
        assert days[0] <= low < high <= days[1]


def test_ordinals_name_the_days_of_a_month() -> None:
    assert sorted(ORDINALS.values()) == list(range(1, 32))


# --- what was found and how -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "basis", "anchor"),
    [
        ("Happened on 5 April 2016.", "absolute", None),
        ("Happened on 5 January.", "absolute", "publication 2019-03-06"),
        ("Happened yesterday.", "relative", "publication 2019-03-06"),
        ("Happened on Monday.", "weekday", "publication 2019-03-06"),
        ("Happened since 2015.", "since", "publication 2019-03-06"),
    ],
)
def test_a_phrase_says_what_it_was_counted_from(text: str, basis: str, anchor: str | None) -> None:
    (mention,) = find_times(flat(text))
    assert (mention.basis, mention.anchor) == (basis, anchor)
    assert mention.confidence == entries()["confidence"][basis]


def test_a_day_counted_from_another_says_which() -> None:
    found = find_times(flat("Happened on 5 April 2016.", "Happened again two days later."))
    assert found[-1].anchor == "told 2016-04-05" and found[-1].when is not None and found[-1].when.start == "2016-04-07"


def test_a_widened_phrase_keeps_what_its_words_mean() -> None:
    (since,) = find_times(flat("Happened since 2015."))
    assert since.candidates == ("2015-01-01/2015-12-31",)
    (span,) = find_times(flat("Happened from March to June 2015."))
    assert spans([span]) == [("2015-03-01", "2015-06-30")]
    assert span.candidates == ("2015-03-01/2015-03-31", "2015-06-01/2015-06-30")


@pytest.mark.parametrize(
    "phrase",
    ["in fiscal year 2017", "in the last financial year", "during Ramadan", "at the end of Ramadan", "for Eid al-Adha", "in FY2018",
     "over the rainy season", "in 480 BC"],
)  # fmt: skip
def test_other_calendars_are_found_and_declined(phrase: str) -> None:
    (mention,) = find_times(flat(f"Happened {phrase}."))
    assert mention.when is None and mention.basis == "declined"


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        # a page without a date: a day without a year lies by the last one told with its year
        (["Happened on 28 March 2018.", "Happened on March 30."], ("2018-03-30", "2018-03-30")),
        (["Happened on 3 January 2018.", "Happened on December 30."], ("2017-12-30", "2017-12-30")),
        (["Happened in early November 2005.", "Happened on 5 November."], ("2005-11-05", "2005-11-05")),
        (["Happened from 5-6 April 2016.", "Happened on 10 April."], ("2016-04-10", "2016-04-10")),
    ],
)
def test_a_page_without_a_date(sentences: list[str], expected: tuple[str, str]) -> None:
    found = find_times(flat(*sentences, published=None))
    assert spans(found)[-1] == expected
    assert found[-1].anchor is not None and found[-1].anchor.startswith("told ")


def test_an_old_story_goes_on_in_its_own_year() -> None:
    assert spans(find_times(flat("Happened in 2011, and again on 25 April.")))[-1] == ("2011-04-25", "2011-04-25")
    life = ["Happened in 1848.", "Happened in 1851.", "Happened in 1860.", "Happened in 1871.", "Happened on 2 June."]
    assert spans(find_times(flat(*life)))[-1] == ("1871-06-02", "1871-06-02")


# --- tense ------------------------------------------------------------------------------------------------------------


def clause(*rows: tuple[str, str, str, str, int], kind: str = "body") -> Sentence:
    """A sentence from (word, lemma, tag, relation, head)."""
    tokens, at = [], 0
    for word, lemma, pos, dep, head in rows:
        tokens.append(Token(word, at, at + len(word), lemma, pos, dep, head))
        at += len(word) + 1
    return Sentence(0, at, tuple(tokens), kind, 0)  # type: ignore[arg-type]


def verbal(*helpers: str, verb: str, lemma: str) -> Sentence:
    """Helpers, verb and "on Friday"."""
    n = len(helpers)
    rows = [(h, h, "AUX", "aux", n) for h in helpers]
    rows += [
        (verb, lemma, "VERB", "root", -1),
        ("on", "on", "ADP", "case", n + 2),
        ("Friday", "Friday", "PROPN", "obl", n),
    ]
    return clause(*rows)


@pytest.mark.parametrize(
    ("helpers", "verb", "lemma", "tense"),
    [
        (("will",), "meet", "meet", "future"),
        ((), "met", "meet", "past"),
        ((), "meet", "meet", "future"),  # a timetable
        ((), "condemns", "condemn", "present"),
        (("could",), "meet", "meet", "future"),
        (("would", "have"), "met", "meet", "unknown"),
        (("has",), "met", "meet", "perfect"),
        (("had",), "met", "meet", "past"),
        (("is",), "meeting", "meet", "future"),
        (("was",), "struck", "strike", "past"),
        ((), "cut", "cut", "past"),
    ],
)
def test_tense(helpers: tuple[str, ...], verb: str, lemma: str, tense: str) -> None:
    sentence = verbal(*helpers, verb=verb, lemma=lemma)
    assert tense_at(sentence, len(sentence.tokens) - 1) == tense


@pytest.mark.parametrize(
    ("word", "lemma", "tense"),
    [("agreed", "agree", "future"), ("plan", "plan", "future"), ("managed", "manage", "past")],
)
def test_an_infinitive_is_ahead_after_a_verb_of_intent(word: str, lemma: str, tense: str) -> None:
    sentence = clause(
        ("They", "they", "PRON", "nsubj", 1), (word, lemma, "VERB", "root", -1), ("to", "to", "PART", "mark", 3),
        ("meet", "meet", "VERB", "xcomp", 1), ("on", "on", "ADP", "case", 5), ("Friday", "Friday", "PROPN", "obl", 3),
    )  # fmt: skip
    assert tense_at(sentence, 5) == tense


def test_what_is_warned_of_is_ahead() -> None:
    rows = (
        ("Porters", "porter", "NOUN", "nsubj", 1), ("warned", "warn", "VERB", "root", -1), ("of", "of", "ADP", "case", 4),
        ("a", "a", "DET", "det", 4), ("walkout", "walkout", "NOUN", "obl", 1), ("on", "on", "ADP", "case", 6),
        ("Friday", "Friday", "PROPN", "nmod", 4),
    )  # fmt: skip
    assert tense_at(clause(*rows), 6) == "future"
    assert tense_at(clause(*rows[:6], ("Friday", "Friday", "PROPN", "obl", 1)), 6) == "past"


def test_headlines_tell_the_past_in_the_present() -> None:
    rows = (
        ("Ministers", "minister", "NOUN", "nsubj", 1), ("meet", "meet", "VERB", "root", -1), ("on", "on", "ADP", "case", 3),
        ("Friday", "Friday", "PROPN", "obl", 1),
    )  # fmt: skip
    assert tense_at(clause(*rows, kind="title"), 3) == "present"


def test_a_long_chain_of_verbs_is_no_trouble() -> None:
    rows = [("go", "go", "VERB", "root" if n == 0 else "conj", n - 1) for n in range(3000)]
    sentence = clause(*rows, ("Friday", "Friday", "PROPN", "obl", 2999))
    assert tense_at(sentence, 3000) == "unknown"
