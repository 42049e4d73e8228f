"""Date lines of many languages, the decision between several dates, and what contradicts itself."""

from __future__ import annotations

import re
from datetime import datetime
from importlib import resources
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.clean.dates import Stamp, cited_date, days_apart, find_stamp, is_date_line, says_published, says_updated
from dragoman.clean.published import Seen, decide

MONTHS: dict[str, Any] = yaml.safe_load(
    resources.files("dragoman").joinpath("data/furniture_months.yml").read_text("utf-8")
)


@pytest.mark.parametrize(
    ("text", "date", "zone"),
    [
        ("2031-03-04T10:15:00Z", "2031-03-04T10:15", "+00:00"),
        ("2031-03-04T10:15:00.000-0500", "2031-03-04T10:15", "-05:00"),
        ("2031-03-04 00:00:00", "2031-03-04", None),
        ("Tue, 04 Mar 2031 10:15:00 GMT", "2031-03-04T10:15", "GMT"),
        ("March 4, 2031 at 4:05 p.m. EST", "2031-03-04T16:05", "EST"),
        ("Published 11:11 PM EST Mar 4, 2031", "2031-03-04T23:11", "EST"),
        ("Mar. 4, 2031 05:00AM", "2031-03-04T05:00", None),
        ("4 de marzo de 2031", "2031-03-04", None),
        ("le 4 février 2031 à 14h05", "2031-02-04T14:05", None),
        ("1er mars 2031", "2031-03-01", None),
        ("04.03.2031, 12:30 Uhr", "2031-03-04T12:30", None),
        ("4. März 2031", "2031-03-04", None),
        ("4 marca 2031, godz. 9:00", "2031-03-04T09:00", None),
        ("4 марта 2031 г., 10:15 МСК", "2031-03-04T10:15", None),  # zones are told in Latin letters only
        ("4 березня 2031", "2031-03-04", None),
        ("4 Mart 2031 Salı", "2031-03-04", None),
        ("٤ مارس ٢٠٣١", "2031-03-04", None),
        ("۴ مارس ۲۰۳۱", "2031-03-04", None),
        ("2031年3月4日", "2031-03-04", None),
        ("2031년 3월 4일", "2031-03-04", None),
        ("2031. március 4.", "2031-03-04", None),
        ("25/03/2031 10:20", "2031-03-25T10:20", None),
        ("03/25/2031", "2031-03-25", None),
        ("04/05/2031", None, None),
        ("30 February 2031", None, None),
        ("4 parts 2031", None, None),
        ("0001-01-01T00:00:00Z", None, None),
        ("12 March", None, None),
        ("March 2031", "2031-03", None),
        ("4 March 2031, 10:1५", "2031-03-04", None),  # digits of other scripts are none of a time of day, nor of a year
        ("4 March 20३1", None, None),
    ],
)
def test_stamps(text: str, date: str | None, zone: str | None) -> None:
    found = find_stamp(text)
    assert (found.date if found else None) == date
    assert (found.zone if found else None) == zone


def test_a_date_in_figures_needs_the_order() -> None:
    assert find_stamp("04/05/2031", day_first=True) == Stamp("2031-05-04")
    assert find_stamp("04/05/2031", day_first=False) == Stamp("2031-04-05")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Dienstag, 4. März 2031, 10:15 Uhr", True),
        ("Publié le 4 mars 2031 à 10:15 | Mis à jour le 5 mars 2031", True),
        ("Опубликовано: 4 марта 2031, 10:15", True),
        ("4 March 2031 | Belmark", False),
        ("The ministers met on 4 March 2031", False),
        ("기사입력 :[ 2031-03-04 15:24 ]", True),
        ("4 March 2031, 10:15 CEST", True),
        ("4 March 2031, 10:15 fish", False),
    ],
)
def test_date_lines(text: str, is_one: bool) -> None:
    assert is_date_line(text) == is_one


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("As told in “Talks fail,” Daily Post, March 4, 2031:", "2031-03"),
        ("Daily Post, March 25, 2031:", "2031"),  # the reprint may be of April
        ("Daily Post, December 17, 2031:", "2031-12"),
        ("Daily Post, December 18, 2031:", None),
        ("Daily Post, March 4, 2031.", None),
        ("Daily Post, Parts 4, 2031:", None),
    ],
)
def test_what_a_reprint_cites_bounds_its_date(text: str, date: str | None) -> None:
    assert cited_date(text) == date


@pytest.mark.parametrize(
    ("left", "right", "days"),
    [
        ("2031-03", "2031-04-01", 1),
        ("2031-12", "2032-01-01", 1),
        ("2031-02", "2031-02-28", 0),
        ("2031", "2032", 1),
        ("2031", "2031-07", 0),
        ("2031-03-04T23:59", "2031-03-05T00:01", 1),
    ],
)
def test_days_between_dates_of_any_length(left: str, right: str, days: int) -> None:
    assert days_apart(left, right) == days_apart(right, left) == days


def test_what_a_date_line_says() -> None:
    assert says_updated("Updated: 4 March 2031")
    assert says_updated("Aktualisiert am 4. März 2031")
    assert not says_updated("4 March 2031 | Updated 5 March 2031")
    assert says_published("Veröffentlicht am 4. März 2031")


@pytest.mark.parametrize("language", sorted(MONTHS, key=str))
def test_months_of_each_language(language: str) -> None:
    names = MONTHS[language]["months"]
    assert len(names) in (0, 12)
    for number, forms in enumerate(names, start=1):
        for form in str(forms).split():
            found = find_stamp(f"4 {form} 2031")
            assert found is not None, form
            assert found.date == f"2031-{number:02d}-04", form


def test_no_word_is_two_months() -> None:
    seen: dict[str, tuple[int, str]] = {}
    for language, data in MONTHS.items():
        for number, forms in enumerate(data["months"], start=1):
            for form in str(forms).split():
                assert seen.setdefault(form, (number, language))[0] == number, (form, language, seen[form])


def seen(*pairs: tuple[str, str]) -> list[Seen]:
    return [Seen(kind, f"{kind} {n}", text) for n, (kind, text) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("dates", "published", "conflict"),
    [
        ([("declared", "2031-03-04T10:15:00+01:00"), ("shown", "4 March 2031")], "2031-03-04T10:15", False),
        ([("declared", "2031-03-04"), ("shown", "4 March 2031, 10:15")], "2031-03-04T10:15", False),
        # Universal time is a day ahead of the place where the page is read.
        ([("declared", "2031-03-05T02:00:00Z"), ("shown", "March 4, 2031 9:00 PM EST")], "2031-03-04T21:00", False),
        # Two witnesses against one.
        ([("declared", "2034-01-01"), ("shown", "4 March 2031"), ("address", "2031-03-04")], "2031-03-04", True),
        # A system that writes its date into ten fields is one of them.
        (
            [*[("declared", "2034-01-01")] * 10, ("shown", "4 March 2031"), ("address", "2031-03-04")],
            "2031-03-04",
            True,
        ),
        ([("declared", "2034-01-01"), ("loose", "4 March 2031")], "2034-01-01", False),
        ([("address", "2031-03"), ("shown", "4 March 2031")], "2031-03-04", False),
        ([("address", "2031-03")], "2031-03", False),
        # Of the dates that may be one moment the page shows the same day: universal time is that of the place.
        (
            [("declared", "2031-03-04T23:30Z"), ("shown", "4 March 2031"), ("loose", "5 March 2031")],
            "2031-03-04T23:30",
            False,
        ),
        ([("declared", "2031-03-04T23:30Z"), ("shown", "5 March 2031")], "2031-03-05", False),
        # A day without an hour weighs no less than one with it, a month alone does.
        ([("declared", "2031-03-04"), ("shown", "9 March 2031, 10:15")], "2031-03-04", True),
        ([("declared", "2031-02"), ("shown", "9 March 2031, 10:15")], "2031-03-09T10:15", False),
        ([("shown", "4 March 2031"), ("loose", "9 March 2031, 10:15")], "2031-03-04", False),
        ([("declared", "2031-03-04"), ("shown", "4 March 2031"), ("shown", "9 March 2031")], "2031-03-04", False),
        ([("declared", "2031-03-04"), ("shown", "4 March 2031"), ("address", "2031-03-09")], "2031-03-04", True),
        ([("shown", "Updated 4 March 2031")], None, False),
        ([("shown", "Updated 9 March 2031"), ("shown", "4 March 2031")], "2031-03-04", False),
        ([], None, False),
    ],
)
def test_decisions(dates: list[tuple[str, str]], published: str | None, conflict: bool) -> None:
    found = decide(seen(*dates))
    assert found.date == published
    assert bool(found.conflict) == conflict


def test_a_change_is_no_contradiction() -> None:
    found = decide(
        seen(("declared", "2031-03-04"), ("shown", "9 March 2031")), [Seen("declared", "meta", "2031-03-09T10:00Z")]
    )
    assert found.date == "2031-03-04"
    assert found.updated == "2031-03-09T10:00"
    assert found.conflict is None


# Random text hardly ever holds a date: what dates are made of, whole and broken, with digits of five scripts.
PIECES = (
    *["2031", "20३1", "۲۰۳۱", "1899", "03", "3", "31", "٣", "१", "５", "March", "Mart", "Sept.", "May"],
    *[
        "Tuesday",
        "of",
        "-",
        "/",
        ".",
        ":",
        ",",
        "T",
        "th",
        "年",
        "月",
        "日",
        "10:15",
        "1०:1५",
        "24:00",
        "pm",
        "a.m.",
        "GMT",
        "Z",
        "+0100",
    ],
    " ",
)


# In this order the pieces are dates more often than not, and of days that are in no calendar.
DATED = st.tuples(
    st.sampled_from(["", "Tuesday ", "Published "]),
    st.sampled_from(["1", "3", "29", "30", "31", "5"]),
    st.sampled_from([" ", " of ", ". "]),
    st.sampled_from(["March", "Mart", "Sept.", "May", "February", "April"]),
    st.sampled_from([" 2031", ", 2032", " 20३1"]),
    st.sampled_from(
        ["", ", 10:15", " 24:00", " at 1०:1५", ", 11:59 pm", ", 12:00 a.m.", "T10:15Z", ", 10:15 +0100", " 13:61"]
    ),
).map("".join)


def test_dates_are_among_what_is_asked() -> None:
    assert find_stamp("Tuesday 31 of March 2031, 11:59 pm") == Stamp("2031-03-31T23:59", None)


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | DATED)
def test_whatever_is_asked_a_stamp_is_a_date(text: str) -> None:
    found = find_stamp(text)
    if found:
        datetime.fromisoformat((found.date + "-01")[:10] + found.date[10:])  # a day that is in the calendar
        assert re.fullmatch("[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?", found.date)
        assert days_apart(found.date, found.date) == 0
    assert found or not is_date_line(text)
