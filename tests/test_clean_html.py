"""Saved pages: what they declare is weighed, parts that name themselves are cut, and nothing is lost."""

from __future__ import annotations

import re
import time
from importlib import resources
from typing import Any

import pytest
import yaml

from dragoman.clean import clean
from dragoman.clean.declared import REASONS, Statement, choose
from dragoman.model import Article, Document, Refusal
from dragoman.model.text import OUTSIDE
from dragoman.read.declared import declared
from dragoman.read.html import extract
from dragoman.read.layout import _named, survey

DATA: dict[str, Any] = yaml.safe_load(
    resources.files("dragoman").joinpath("data/furniture_html.yml").read_text("utf-8")
)
PARAGRAPHS = [
    "Arvania on Monday demanded that Belmark take its cutters out of the straits before the end of the month.",
    "Belmark's foreign minister refused and said that the cutters would leave when the herring left, and not before.",
    "The two countries have quarrelled over the straits since a trawler was sunk there in the spring of 2024.",
]


def page(
    body: str = "", *, head: str = "", title: str = "Envoys leave Port Alba", under: str = "", lang: str = "en"
) -> str:
    text = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    return (
        f'<html lang="{lang}"><head><title>{title} | The Harbour Courier</title>{head}</head><body>'
        f"<nav><a href='/'>Home</a><a href='/w'>World news</a></nav><article><h1>{title}</h1>{under}{text}{body}</article>"
        "<footer><p>© 2031 Harbour Media Group. All rights reserved.</p></footer></body></html>"
    )


def cleaned(html: str) -> Article:
    text, reason = extract(html)
    assert text, reason
    article = clean(Document("d", "page.html", text, "text/html", len(html)))
    assert isinstance(article, Article), article
    return article


def test_a_page_says_where_each_field_comes_from() -> None:
    head = (
        '<link rel="canonical" href="https://courier.example/2031/03/03/envoys">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Envoys leave Port Alba", '
        '"datePublished": "2031-03-03T20:05:00+01:00", "dateModified": "2031-03-04T06:00:00+01:00", '
        '"author": [{"@type": "Person", "name": "Ines Carvalho"}], "publisher": {"name": "The Harbour Courier"}}</script>'
    )
    article = cleaned(
        page(head=head, under='<p class="standfirst">Three days of talks on the straits end in silence.</p>')
    )
    assert article.title == "Envoys leave Port Alba"
    assert article.subtitle == "Three days of talks on the straits end in silence."
    assert (article.outlet, article.byline) == ("The Harbour Courier", "Ines Carvalho")
    assert (article.published, article.zone, article.updated) == ("2031-03-03T20:05", "+01:00", "2031-03-04T06:00")
    assert article.url == "https://courier.example/2031/03/03/envoys"
    assert article.origin("published") == "json-ld datePublished"
    assert article.origin("title") == "h1"
    assert article.origin("url") == "canonical"
    assert article.origin("outlet") == "json-ld publisher"
    assert article.body().split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (
            '<div class="related-articles"><p>Belmark counts its herring and finds few of them this year.</p></div>',
            "related reports",
        ),
        (
            '<section id="comments"><p>I have never liked the harbour of Port Alba very much.</p></section>',
            "comments of readers",
        ),
        ('<div class="newsletter-signup"><p>The week in the straits, on Fridays, for you.</p></div>', "newsletter"),
        ('<div class="social-share"><p>Send this to somebody who sails.</p></div>', "share line"),
        ("<aside><p>The tide table of the week for all ports of Arvania.</p></aside>", "side column"),
        ('<div class="cookie-banner"><p>We keep small files on your machine.</p></div>', "cookie notice"),
        ('<div style="display:none"><p>Words that nobody sees on the page.</p></div>', "hidden"),
        ('<div class="author-bio"><p>Ines Carvalho has written of the straits since 2019.</p></div>', "author box"),
    ],
)
def test_parts_that_name_themselves_are_cut_and_kept(part: str, reason: str) -> None:
    html = page(part)
    article = cleaned(html)
    words = re.sub(r"<[^>]+>", "", part)
    text = extract(html)[0] or ""
    assert words not in article.text
    assert [text[d.raw_start : d.raw_end] for d in article.dropped if d.reason == reason] == [f"[{reason}] {words}"]


@pytest.mark.parametrize(
    "wrap",
    [
        "has-sidebar",
        "post-content related",
        "page-content w-sidebar",
        "article-body comments-open",
        "no-comments",
        "entry-content share",
    ],
)
def test_the_wrap_of_a_report_is_never_cut(wrap: str) -> None:
    html = page().replace("<article>", f'<article><div class="{wrap}">').replace("</article>", "</div></article>")
    assert cleaned(html).body().split("\n\n") == PARAGRAPHS


def test_a_part_that_holds_most_of_the_page_is_no_box() -> None:
    html = page().replace("<article>", '<div class="promo">').replace("</article>", "</div>")
    assert PARAGRAPHS[0] in cleaned(html).body()


def test_every_line_that_a_reader_sees_is_kept_or_dropped() -> None:
    html = page('<div class="related"><p>Belmark counts its herring and finds few.</p></div><p>Share this</p>')
    text = extract(html)[0] or ""
    article = cleaned(html)
    kept = {place for b in article.blocks for place in range(b.raw_start, b.raw_start + b.end - b.start)}
    gone = {place for d in article.dropped for place in range(d.raw_start, d.raw_end)}
    marker = set(range(text.index(OUTSIDE), text.index(OUTSIDE) + len(OUTSIDE)))
    lost = "".join(text[n] for n in range(len(text)) if n not in kept | gone | marker and not text[n].isspace())
    assert re.fullmatch(r"(?:[A-Z]+\([^()]+\):)*", lost), lost
    for words in ("Home", "World news", "Belmark counts its herring", "All rights reserved"):
        assert words in text
    for block in article.blocks:
        assert (
            article.text[block.start : block.end] == text[block.raw_start : block.raw_start + block.end - block.start]
        )


def test_captions_stand_apart() -> None:
    figure = (
        "<figure><img src='x'><figcaption>The cutter Gannet ties up at the quay of Port Alba.</figcaption></figure>"
    )
    article = cleaned(page(figure))
    assert [article.text[b.start : b.end] for b in article.blocks if b.kind == "caption"]
    assert "Gannet" not in article.body()


@pytest.mark.parametrize(
    ("head", "under", "published", "conflict"),
    [
        ("", '<p class="date">4 March 2031 at 10:15</p>', "2031-03-04T10:15", False),
        ("", '<time datetime="2031-03-04T10:15:00+02:00">yesterday</time>', "2031-03-04T10:15", False),
        ("", "<p>Dienstag, 4. März 2031</p>", "2031-03-04", False),
        ("", "<p>Last updated 4 March 2031</p>", None, False),
        ("", "", None, False),
        (
            '<meta property="article:published_time" content="2031-03-04T01:10:00Z">',
            '<p class="date">March 3, 2031</p>',
            "2031-03-03",
            False,
        ),
        (
            '<meta name="pubdate" content="2033-01-01">',
            '<p class="date">Published 4 March 2031</p>',
            "2033-01-01",
            True,
        ),
        (
            '<meta name="pubdate" content="0001-01-01T00:00:00Z">',
            '<p class="date">4 March 2031</p>',
            "2031-03-04",
            False,
        ),
        (
            '<meta name="pubdate" content="2033-01-01"><link rel="canonical" href="https://courier.example/2031/03/04/a">',
            '<p class="date">4 March 2031</p>',
            "2031-03-04",
            True,
        ),
    ],
)
def test_the_date_of_publication(head: str, under: str, published: str | None, conflict: bool) -> None:
    article = cleaned(page(head=head, under=under))
    assert article.published == published
    assert bool(article.notes) == conflict
    assert all(note.startswith("date_conflict: ") for note in article.notes)


def test_dates_of_other_things_are_not_taken() -> None:
    other = (
        '<div class="related"><p class="date">1 January 2030</p><p>Belmark counts its herring</p></div>'
        "<p>Crawled 5 May 2032</p>"
    )
    figure = "<figure><figcaption>The quay of Port Alba on 2 February 2029.</figcaption></figure>"
    assert cleaned(page(other + figure)).published is None


def test_the_day_of_the_visit_above_the_headline_gives_way() -> None:
    html = page(under='<p class="date">4 March 2031</p>').replace("<article>", "<p>Thursday, 6 March 2031</p><article>")
    article = cleaned(html)
    assert article.published == "2031-03-04"
    assert not article.notes


def said(*pairs: tuple[str, str, str]) -> list[Statement]:
    return [Statement(field, origin, None, value) for field, origin, value in pairs]


@pytest.mark.parametrize(
    ("statements", "title", "outlet"),
    [
        (
            said(("title", "h1", "Ferries stop"), ("title", "title", "Ferries stop - Alba Post")),
            "Ferries stop",
            "Alba Post",
        ),
        (
            said(("title", "og:title", "Ferries stop | Alba Post"), ("outlet", "og:site_name", "Alba Post")),
            "Ferries stop",
            "Alba Post",
        ),
        (
            said(
                ("title", "h1", "Alba Post"),
                ("title", "og:title", "Ferries stop"),
                ("outlet", "og:site_name", "Alba Post"),
            ),
            "Ferries stop",
            "Alba Post",
        ),
        (
            said(("title", "h1", "More news"), ("title", "og:title", "Ferries stop in Alba")),
            "Ferries stop in Alba",
            None,
        ),
        (said(("outlet", "og:site_name", "reuters.com")), None, "Reuters"),
        (said(("outlet", "og:site_name", "U.S."), ("outlet", "json-ld publisher", "Reuters")), None, "Reuters"),
        (said(("link", "canonical", "https://www.albapost.example/a")), None, "albapost.example"),
        (said(("title", "og:title", "Arvania - Belmark talks fail")), "Arvania - Belmark talks fail", None),
    ],
)
def test_titles_and_outlets(statements: list[Statement], title: str | None, outlet: str | None) -> None:
    found = choose(statements)
    assert (found.title.value if found.title else None) == title
    assert (found.outlet.value if found.outlet else None) == outlet


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("By Ines Carvalho | 4 March 2031", "Ines Carvalho"),
        ("Ines Carvalho, Tomas Lind", "Ines Carvalho, Tomas Lind"),
        ("https://facebook.example/ines", None),
        ("ines@courier.example", None),
        ("Von Ines Carvalho", "Ines Carvalho"),
    ],
)
def test_bylines(written: str, name: str | None) -> None:
    found = choose(said(("byline", "meta author", written))).byline
    assert (found.value if found else None) == name


def test_two_reports_in_one_page_declare_nothing_together() -> None:
    import lxml.html

    one = '{"@type": "NewsArticle", "headline": "One", "datePublished": "2031-01-01"}'
    two = '{"@type": "NewsArticle", "headline": "Two", "datePublished": "2031-02-02"}'
    root = lxml.html.document_fromstring(f'<script type="application/ld+json">[{one}, {two}]</script><p>x</p>')
    assert not [item for item in declared(root) if item.field == "date"]


def test_a_body_in_the_metadata_serves_where_the_page_shows_none() -> None:
    text = " ".join(PARAGRAPHS)
    html = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}"}}</script><p>Loading</p>'
    )
    assert PARAGRAPHS[0] in (extract(html)[0] or "")


def test_data_of_pages_is_in_order() -> None:
    assert {part["reason"] for part in DATA["parts"]} | set(DATA["elements"].values()) <= REASONS | {"page footer"}
    words = [word for part in DATA["parts"] for word in part["words"]]
    assert len(words) == len(set(words))
    assert not set(words) & set(DATA["wraps"])
    for part in DATA["parts"]:
        for word in part["words"]:
            assert word == word.lower()
            assert _named(word.replace(" ", "-"))[1] == part["reason"], word
    for word in DATA["wraps"]:
        assert _named(word.replace(" ", "_"))[2], word


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 4000 + "deep",
        "<p class='" + "share-" * 20_000 + "'>x</p>",
        "<figure><figcaption>" * 900 + "x",
        '<script type="application/ld+json">' + "[" * 50_000 + "</script><p>x</p>",
        '<meta property="og:title" content="' + "x" * 200_000 + '">',
        "<h1>One and the same</h1>" * 3000,
        "<p>" + "word " * 40_000,
    ],
)
def test_hostile_pages_end_soon(html: str) -> None:
    begin = time.process_time()
    text, _ = extract(html)
    if text:
        assert isinstance(clean(Document("d", "x", text, "text/html", len(html))), Article | Refusal)
    assert time.process_time() - begin < 4


def test_survey_leaves_the_tree_alone() -> None:
    import lxml.html

    root = lxml.html.document_fromstring(page('<div class="related"><p>x y</p></div>'))
    before = lxml.html.tostring(root)
    survey(root)
    assert lxml.html.tostring(root) == before
