"""Saved pages: the report with its own statements on title, outlet, author and date; nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.clean import clean
from dragoman.model import Article, Document, Refusal
from dragoman.read import read
from dragoman.read.html import declared_date, declared_outlet

PARAGRAPHS = [
    "Arvania on Monday demanded that Belmark take its cutters out of the straits before the end of the month.",
    "Belmark's foreign minister refused and said that the cutters would leave when the herring left, and not before.",
    "The two countries have quarrelled over the straits since a trawler was sunk there in the spring of 2024.",
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="{{charset}}">
<title>Envoys leave Port Alba | The Harbour Courier</title>
<meta name="author" content="Ines Carvalho">
<script type="application/ld+json">{{{{"@type": "NewsArticle", "datePublished": "2031-03-03T20:05:00+01:00"}}}}</script>
<script>document.write("<p>This must never be read as a report by anybody at all.</p>")</script>
</head><body><nav><a href="/">Home</a><a href="/w">World</a></nav>
<article><h1>Envoys leave Port Alba</h1>
<figure><img src="http://127.0.0.1:9/x.png"><figcaption>The cutter Gannet ties up, naïve as ever.</figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><h2>Cutters and quotas</h2><p>{PARAGRAPHS[2]}</p></article>
<footer><p>© 2031 Harbour Media Group. All rights reserved.</p></footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page(tmp_path: Path, charset: str) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.format(charset=charset).encode(charset))
    (document,) = read(tmp_path)
    assert isinstance(document, Document)
    assert document.media_type == "text/html"
    article = clean(document)
    assert isinstance(article, Article)
    assert article.title == "Envoys leave Port Alba"
    assert article.outlet == "The Harbour Courier"
    assert article.byline == "Ines Carvalho"
    assert article.published == "2031-03-03T20:05"
    assert [article.text[b.start : b.end] for b in article.blocks if b.kind == "body"] == [
        *PARAGRAPHS[:2],
        "Cutters and quotas",
        PARAGRAPHS[2],
    ]
    captions = [article.text[b.start : b.end] for b in article.blocks if b.kind == "caption"]
    assert len(captions) == 1
    assert captions[0].endswith("naïve as ever.")


@pytest.mark.parametrize(
    ("html", "date"),
    [
        ('<meta name="pubdate" content="2031-03-03">', "2031-03-03"),
        ('<meta property="article:published_time" content="2031-03-03T00:00:00Z">', "2031-03-03"),
        ('<time itemprop="datePublished" datetime="2031-03-03T07:08">x</time>', "2031-03-03T07:08"),
        ('<script type="application/ld+json">[{"@graph": [{"datePublished": "2031-03"}]}]</script>', "2031-03"),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta name="pubdate" content="yesterday">', None),
        ('<meta name="pubdate" content="2031-13-40">', None),
        ("<p>March 3, 2031</p>", None),
        ("<footer>© 2031</footer>", None),
    ],
)
def test_a_date_is_taken_only_where_the_page_declares_one(html: str, date: str | None) -> None:
    assert declared_date(f"<html><body>{html}</body></html>") == date


@pytest.mark.parametrize(
    ("html", "outlet"),
    [
        ('<meta property="og:site_name" content="Harbour Courier">', "Harbour Courier"),
        ("<title>Envoys leave – The Harbour Courier</title>", "The Harbour Courier"),
        ("<title>Envoys leave Port Alba</title>", None),
        (
            '<script type="application/ld+json">{"publisher": {"@type": "O", "name": "Harbour Courier"}}</script>',
            "Harbour Courier",
        ),
    ],
)
def test_outlets(html: str, outlet: str | None) -> None:
    assert declared_outlet(f"<html><head>{html}</head><body><p>x</p></body></html>") == outlet


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<p>",
        "plain words",
        "<div>" * 3000 + "deep",
        "<script>" + "a" * 5000,
        "<!--" * 500,
        "<title>only a title</title>",
        "&#0;&#x110000;",
        "<a href='javascript:alert(1)'>x</a>",
    ],
)
def test_broken_pages_are_read_or_declined(tmp_path: Path, html: str) -> None:
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    (item,) = read(tmp_path)
    assert isinstance(item, Document | Refusal)
