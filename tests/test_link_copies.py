"""Reports that repeat others, who copied whom, and lines that an outlet prints again and again."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from dragoman.clean import plain
from dragoman.link import copies_of, groups_of, repeated_lines
from dragoman.link.recycled import origins_of
from dragoman.model import Article, Claim, Credit, Voice

WORDS = [
    f"{a}{b}"
    for a in ("ba", "ko", "ri", "mu", "te", "sa", "no", "li")
    for b in ("ran", "ved", "tos", "lim", "gar", "pel")
]


def sentences(seed: int, count: int = 12) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choice(WORDS) for _ in range(11)).capitalize() + "." for _ in range(count)]


def report(
    name: str, lines: list[str], *, outlet: str = "Alba Post", published: str | None = "2031-03-04", **fields: object
) -> Article:
    article = plain("\n\n".join(lines), name=name, published=published, outlet=outlet)
    return replace(article, id=name, **fields)  # type: ignore[arg-type]


ONE, TWO = sentences(1), sentences(2)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (ONE, "copy"),
        (ONE[:6], "part"),
        ([*TWO[:2], *ONE], "near-copy"),
        ([*ONE[:5], *ONE[6:], TWO[0]], "near-copy"),
        ([*TWO[:6], *ONE[2:9], *TWO[6:]], "part"),
    ],
)
def test_copies(lines: list[str], kind: str) -> None:
    (copy,) = copies_of([report("a", ONE), report("b", lines, outlet="Belmark Times", published="2031-03-09")])
    assert (copy.article, copy.original, copy.kind, copy.told_by) == ("b", "a", kind, "dates")
    assert 0 < copy.share <= 1


@pytest.mark.parametrize("lines", [TWO, [*TWO[:6], ONE[3], *TWO[6:]], ONE[:1]])
def test_no_copies(lines: list[str]) -> None:
    assert copies_of([report("a", ONE), report("b", lines)]) == ()


@pytest.mark.parametrize(
    ("left", "right", "told_by", "original"),
    [
        (
            {"published": "2031-03-04T10:00", "zone": "+00:00"},
            {"published": "2031-03-04T10:30", "zone": "+02:00"},
            "dates",
            "b",
        ),
        ({"published": "2031-03-04T10:00"}, {"published": "2031-03-04T10:30"}, "nothing", "a"),
        ({"published": "2031-03-04"}, {"published": "2031-03-05"}, "nothing", "a"),
        ({"published": None}, {"published": "2031-03-05"}, "nothing", "b"),
        # The credit tells more than the day.
        (
            {"published": "2031-03-01", "credits": (Credit("agency", "Belmark Wire", 0, 1),)},
            {"published": "2031-03-09"},
            "credit",
            "b",
        ),
    ],
)
def test_who_copied_whom(left: dict[str, object], right: dict[str, object], told_by: str, original: str) -> None:
    pair = [report("a", ONE, outlet="Alba Post", **left), report("b", ONE, outlet="Belmark Wire", **right)]  # type: ignore[arg-type]
    for articles in (pair, pair[::-1]):
        (copy,) = copies_of(articles)
        assert (copy.told_by, copy.original) == (told_by, original)


def test_groups() -> None:
    articles = [report(name, ONE, published=f"2031-03-{day:02d}") for name, day in (("a", 1), ("b", 4), ("c", 8))]
    assert groups_of(copies_of([*articles, report("d", TWO)])) == (("a", "b", "c"),)


def ending_with(line: str, times: int) -> list[Article]:
    """Three reports of one outlet that end alike: with a paragraph that says a line so often."""
    return [report(f"r{n}", [*sentences(n + 10, 4), " ".join([line] * times)], outlet="Alba Post") for n in range(3)]


def test_repeated_lines() -> None:
    letter = "Write to the harbour desk if you saw something that we should know."
    articles = [report(f"r{n}", [*sentences(n + 10, 4), letter], outlet="Alba Post") for n in range(3)]
    other = report("x", [*sentences(40, 4), letter], outlet="Belmark Times")
    found = repeated_lines([*articles, other], ())
    assert {(one.article, articles[0].text[one.start : one.end] if one.article == "r0" else "") for one in found} >= {
        ("r0", letter)
    }
    assert {one.article for one in found} == {"r0", "r1", "r2"}
    assert all(one.reports == 3 for one in found)
    # A paragraph as long as a text of its own is printed again on purpose.
    assert {one.reports for one in repeated_lines(ending_with(letter, 6), ())} == {3}
    assert repeated_lines(ending_with(letter, 7), ()) == ()
    # Two follow-up stories with the same paragraph are no furniture, nor are copies of one report.
    assert repeated_lines(articles[:2], ()) == ()
    same = [report(name, ONE, published=f"2031-03-{day:02d}") for name, day in (("a", 1), ("b", 4), ("c", 8))]
    assert repeated_lines(same, copies_of(same)) == ()


def test_origins_need_no_copies() -> None:
    assert origins_of((), {}) == {}


def test_a_government_an_outlet_and_their_spokesmen_are_one_origin_each() -> None:
    article = report("a", ONE, outlet="The Alba Post")
    voices = [
        (Voice("Lima", "official", id="PER"), "voice:per"),
        (Voice("Ana Quill", "person", id="PER"), "voice:per"),
        (Voice("the general staff", "official", id="PER.MIL"), "voice:per"),
        (Voice("a nurse", "person", id="PER.CVL"), "voice:a nurse"),
        (Voice("a diplomat", "anonymous source", id="region:andes"), "voice:a diplomat"),
        (Voice("Alba Post", "outlet"), "outlet:alba post"),
    ]
    claims = [
        Claim(str(n), "a", "AID", None, (), (), "actual", (0, 3), (0, 9), attribution=(Voice("x", "outlet"), voice))
        for n, (voice, _) in enumerate(voices)
    ]
    own = Claim("own", "a", "AID", None, (), (), "actual", (0, 3), (0, 9))
    found = origins_of([*claims, own], {"a": article})
    assert [found[claim.id] for claim in claims] == [origin for _, origin in voices]
    assert found["own"] == "outlet:alba post"
