"""Pages to reports: what stays, what goes, what the masthead says, and the way back to the page."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean import clean, plain
from dragoman.clean.lines import normal
from dragoman.model import Article, Document, Hint, Refusal

COURIER = """THE HARBOUR COURIER
Read in every port since 1911

Home | World | Shipping | Letters

Envoys leave Port Alba without a treaty

Three days of talks on the fishing straits end in silence, and both fleets are still at sea.

By Ines Carvalho
March 3, 2031 20:05
3 minute read.

The cutter Gannet ties up in Port Alba, March 2, 2031. (photo credit: TOMAS LIND/HARBOUR WIRE)

Dear reader,
Good journalism is not free. A subscription to The Harbour Courier costs $4 per month.

  \u2022 No ads
  \u2022 The Saturday magazine

Thank you,

Ada Moreau, Editor-in-chief

UPGRADE YOUR COURIER NOW

PORT ALBA (HWS) – Arvania\u00a0on Monday demanded that Belmark take its cutters out of the straits, an official said.

Advertisement

Belmark refused. "We will leave when we choose to leave," its foreign minister told reporters on the quay.

Cutters and quotas

Related coverage

February 27, 2031 7:10 am

Belmark counts its herring

Belmark's fishermen have landed less than half of the catch of last year, the ministry said after...

The two countries have quarrelled over the straits since 2024, when a trawler was sunk there.

Share this story: Facebook Twitter Email

Follow us on Telegram for more

The form below is guarded by reCAPTCHA; the terms of its maker apply.

© 2031 Harbour Media Group. All rights reserved.
"""


def page(text: str) -> Document:
    return Document(
        hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), "page.txt", text, "text/plain", len(text)
    )


def cleaned(text: str) -> Article:
    article = clean(page(text))
    assert isinstance(article, Article), article
    return article


def blocks(article: Article, kind: str) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind == kind]


def test_a_page_with_everything() -> None:
    article = cleaned(COURIER)
    assert article.outlet == "The Harbour Courier"
    assert article.title == "Envoys leave Port Alba without a treaty"
    assert (
        article.subtitle
        == "Three days of talks on the fishing straits end in silence, and both fleets are still at sea."
    )
    assert article.byline == "Ines Carvalho"
    assert article.published == "2031-03-03T20:05"
    assert article.language == "en"
    assert blocks(article, "caption") == ["The cutter Gannet ties up in Port Alba, March 2, 2031."]
    assert [text.strip() for text in blocks(article, "dateline")] == ["PORT ALBA (HWS) –"]
    assert [text[:20] for text in blocks(article, "body")] == [
        "Arvania on Monday de",
        'Belmark refused. "We',
        "Cutters and quotas",
        "The two countries ha",
    ]
    assert "Arvania on Monday" in article.text
    assert {drop.reason for drop in article.dropped} == {
        "nameplate",
        "navigation",
        "byline",
        "date line",
        "reading time",
        "photo credit",
        "letter to readers",
        "subscription plea",
        "advertisement",
        "related reports",
        "share line",
        "follow line",
        "reCAPTCHA notice",
        "copyright line",
    }


def test_a_place_and_day_of_their_own_are_the_dateline() -> None:
    article = cleaned(
        "Cutters leave the straits\n\nPORT ALBA, March 2, 2031 (HWS)\n\n"
        "Arvania on Monday called two cutters home from the straits, a week after the talks of both ministers had failed.\n\n"
        "Ostrania praised the step and asked for a meeting of the harbour masters within the month.\n"
    )
    assert article.published == "2031-03-02"
    assert blocks(article, "dateline") == ["PORT ALBA, March 2, 2031 (HWS)"]
    assert len(blocks(article, "body")) == 2


def test_every_character_leads_back_to_the_page() -> None:
    article = cleaned(COURIER)
    for block in article.blocks:
        for position in range(block.start, block.end):
            assert article.text[position] == normal(COURIER)[article.raw(position)]


def test_nothing_is_lost_silently() -> None:
    article = cleaned(COURIER)
    kept = {place for b in article.blocks for place in range(b.raw_start, b.raw_start + b.end - b.start)}
    gone = {place for drop in article.dropped for place in range(drop.raw_start, drop.raw_end)}
    assert not {n for n, char in enumerate(COURIER) if not char.isspace()} - kept - gone
    assert not kept & gone


def test_fields_in_front_of_a_text() -> None:
    text = (
        "TITLE: Ferry strike ends in Port Alba LINK: https://www.example.org/2031/03/04/ferry-strike-ends\n"
        "By Ines Carvalho, Research Fellow for the Harbour Institute On 3 March, the crews of the ferries went back to "
        "work after the company gave way to their demands. Arvania praised the company. Lind/Moreau"
    )
    article = cleaned(text)
    assert article.title == "Ferry strike ends in Port Alba"
    assert article.outlet == "example.org"
    assert article.published == "2031-03-04"
    assert article.byline == "Ines Carvalho"
    assert blocks(article, "body")[0].startswith("On 3 March, the crews")
    assert blocks(article, "body")[0].endswith("praised the company.")


def test_a_credit_is_no_title() -> None:
    article = cleaned(
        "TITLE: Tomas Lind-Pool-Getty Images LINK: https://www.example.org/a\n"
        "PORT ALBA (HWS) - A court has found the harbour master guilty of taking bribes from two shipping lines. "
        "Copyright 2031 by HWS NewsWire. All rights reserved. This material may be neither sold nor sent on."
    )
    assert article.title is None
    assert blocks(article, "body")[0].endswith("two shipping lines.")
    assert article.published == "2031"


def test_lines_broken_at_a_margin_are_joined_one_for_one() -> None:
    text = (
        "Ferry sinks off Port Alba\n\n4 March 2031\n\n"
        "A ferry with forty people on board has gone down in the straits off Port Alba, the coast\n"
        "            guard of Arvania says.\n"
        "            The ship had left the harbour in the dark against the advice of the harbour master and\n"
        "            Corvia had closed its side of the straits. A spokesman said that nobody was known to\n"
        "            have died.\n"
        "            The wreck lies on the bottom of the straits within sight of land\n"
        "            Divers from Delmar were on their way, he said.\n"
        "            The straits have seen three such accidents in the last ten years.\n"
    )
    article = cleaned(text)
    body = [" ".join(one.split()) for one in blocks(article, "body")]
    assert body[0].endswith("the coast guard of Arvania says.")
    assert body[1].endswith("nobody was known to have died.")
    assert " ".join(blocks(article, "caption")[0].split()).startswith("The wreck lies on the bottom")
    assert article.text.count("\n\n") == len(article.blocks) - 1
    for block in article.blocks:
        assert len(article.text[block.start : block.end]) == block.end - block.start


def test_every_line_its_own_paragraph_stays_so() -> None:
    lines = [
        f"Minister number {n} of Arvania said nothing at all to the people who had come to the harbour."
        for n in range(9)
    ]
    article = cleaned(
        "A quiet day in Port Alba\nhttp://www.example.org/news/1\n17 December 2031\n\n" + "\n".join(lines)
    )
    assert blocks(article, "body") == lines
    assert article.published == "2031-12-17"


def test_a_title_that_stands_twice_is_kept_once() -> None:
    body = "Arvania closed the straits on Monday, and Belmark protested against it in a letter to the assembly."
    article = cleaned(f"Straits closed to trawlers\n\nMay 4, 2031\nStraits closed to trawlers.\n\n{body}\n\n{body}")
    assert blocks(article, "title") == ["Straits closed to trawlers"]
    assert blocks(article, "body") == [body, body]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Tuesday, May 6th | 3 Sivan 5791\n\nMay 2, 2031 7:10 pm\n\n", "2031-05-02T19:10"),
        ("Tuesday, May 6th | 3 Sivan 5791\n\n", None),
        ("Published: 2 May 2031\nUpdated: 4 May 2031 10:15\n\n", "2031-05-02"),
        ("2031-05-02 08:30\n\n", "2031-05-02T08:30"),
        ("May 2031\n\n", "2031-05"),
        ("", None),
    ],
)
def test_publication_dates(text: str, published: str | None) -> None:
    body = "Arvania closed the straits on 7 April 2029, and Belmark protested against it in a letter to the assembly."
    assert cleaned(f"{text}Straits closed to every trawler\n\n{body}\n\n{body}").published == published


def test_a_day_that_ran_into_the_headline_or_the_first_words() -> None:
    body = "Guilds of the lake ports met on Tuesday to agree on a common price for smoked fish."
    for text in (
        f"Lake guilds agree on a price Wednesday, March 5, 2031\n\n{body}\n\n{body}",
        f"Lake guilds agree on a price\n\nWednesday, March 5, 2031 {body}\n\n{body}",
    ):
        assert cleaned(text).published == "2031-03-05"


def test_a_section_label_is_not_the_title() -> None:
    body = "Arvania closed the straits on Monday, and Belmark protested against it in a letter to the assembly."
    article = cleaned(f"Fishing Policy News\n\nBelmark demands that the straits be opened\n\n\n{body}\n\n{body}")
    assert article.title == "Belmark demands that the straits be opened"
    assert article.outlet is None


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028"])
def test_other_line_ends(ending: str) -> None:
    article = cleaned(COURIER.replace("\n", ending))
    assert article.title == cleaned(COURIER).title
    assert article.text == cleaned(COURIER).text


def test_a_text_without_headline_has_none() -> None:
    article = cleaned("Arvania attacked Belmark on Monday. Belmark then left the valley to its neighbour.")
    assert article.title is None
    assert len(blocks(article, "body")) == 1


def test_a_page_without_a_report_is_declined() -> None:
    outcome = clean(page("Home | World | Letters\n\nSubscribe now!\n\nAdvertisement\n"))
    assert isinstance(outcome, Refusal)
    assert outcome.stage == "clean"


def test_a_mail_that_hands_on_a_report_does_not_date_it() -> None:
    text = "See below.\n\nEnvoys leave Port Alba\n\n{}PORT ALBA - Arvania demanded on Friday that Belmark leave the straits.\n"
    for line, published in (("28 February 2031\n\n", "2031-02-28"), ("", "2033-05-02T09:12")):
        sent = Hint("published", "2033-05-02T09:12", "mail Date, forwarded")
        hints = (Hint("title", "Envoys leave Port Alba", "mail Subject"), sent)
        article = clean(Document("d", "m.eml", text.format(line), "message/rfc822", 1, hints=hints))
        assert isinstance(article, Article)
        assert (article.published, article.notes) == (published, ())


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        (("", "March 5, 2031", "", ""), "2031-03-05"),
        (("", "March 5, 2031", "March 6, 2031", ""), None),  # a chronicle
        (("", "", "March 6, 2031", ""), None),
    ],
)
def test_a_date_below_a_sentence_that_stands_for_a_headline(dates: tuple[str, ...], published: str | None) -> None:
    told = (
        "Arvania demanded on Monday that Belmark withdraw its cutters from the straits.",
        "Belmark refused, and its minister said on the quay that the cutters would stay until talks had been held.",
        "The fishermen of Port Alba promised to answer, and to go out with all that swims.",
        "Nobody had left the straits by noon, the harbour office told those who waited there.",
    )
    text = "\n\n".join(line for pair in zip(dates, told, strict=True) for line in pair if line)
    article = clean(Document("d", "a.txt", text, "text/plain", 1))
    assert isinstance(article, Article)
    assert article.published == published


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Envoys leave Port Alba | The Quay Post", ("Envoys leave Port Alba", "The Quay Post")),
        ("Envoys leave Port Alba - last draft", ("Envoys leave Port Alba - last draft", None)),
    ],
)
def test_the_title_of_a_page_that_was_printed_names_its_outlet(title: str, found: tuple[str, str | None]) -> None:
    text = "Envoys leave Port Alba\n\nArvania demanded on Friday that Belmark leave the straits for good.\n"
    article = clean(Document("d", "a.pdf", text, "application/pdf", 1, hints=(Hint("title", title, "pdf Title"),)))
    assert isinstance(article, Article)
    assert (article.title, article.outlet) == found


def test_other_languages_are_told() -> None:
    text = (
        "El gobierno de la ciudad dijo que los barcos de la flota no van a salir del puerto hasta que se firme el "
        "acuerdo con los pescadores de las dos orillas, según una nota que se leyó en la radio del país."
    )
    assert cleaned(text).language == "es"
    assert cleaned("Министры встретились в гавани и не договорились ни о чём, сказал представитель.").language == "ru"


def test_a_plain_text_is_all_body() -> None:
    text = "Advertisement\n\nArvania  attacked\u00a0Belmark.\nSubscribe now!\n"
    article = plain(text, published="2031-05-02")
    assert blocks(article, "body") == ["Advertisement", "Arvania  attacked Belmark.", "Subscribe now!"]
    assert article.published == "2031-05-02"
    assert not article.dropped


def test_the_same_report_on_two_pages_has_one_id() -> None:
    one, two = cleaned(COURIER), cleaned(COURIER.replace("3 minute read.", "4 minute read."))
    assert one.id == two.id
    assert one.document_id != two.document_id


LINES = st.lists(
    st.one_of(
        st.sampled_from(COURIER.splitlines()),
        st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60),
        st.just(""),
    ),
    max_size=25,
)


@settings(max_examples=120, deadline=None)
@given(LINES)
def test_whatever_stands_on_a_page_spans_lead_back_and_nothing_is_kept_twice(lines: list[str]) -> None:
    text = "\n".join(lines)
    outcome = clean(page(text))
    if isinstance(outcome, Refusal):
        return
    there = normal(text)
    taken: set[int] = set()
    for block in outcome.blocks:
        span = range(block.raw_start, block.raw_start + block.end - block.start)
        kept = outcome.text[block.start : block.end]
        assert kept == "".join(
            " " if char in "\n\r\u0085\u2028\u2029" else char for char in there[span.start : span.stop]
        )
        assert not taken & set(span)
        taken |= set(span)
    for drop in outcome.dropped:
        assert 0 <= drop.raw_start < drop.raw_end <= len(text)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_clean_of_clean_is_clean(lines: list[str]) -> None:
    """A report that is cleaned again loses no paragraph that a rule covers: rules do not feed on each other."""
    body = "Arvania closed the straits on Monday, and Belmark protested against it in a letter to the assembly."
    outcome = clean(page("\n\n".join([*lines, body, body])))
    if isinstance(outcome, Refusal):
        return
    assert body in outcome.body()
