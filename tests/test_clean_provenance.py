"""Credits of agencies and first publication, languages, and the time that hostile text takes."""

from __future__ import annotations

import re
import time
from importlib import resources
from typing import Any

import pytest
import yaml

from dragoman.clean import clean, name_of
from dragoman.clean.credits import credits_of
from dragoman.clean.language import language
from dragoman.clean.lines import Line
from dragoman.model import Article, Document

CREDITS: dict[str, Any] = yaml.safe_load(
    resources.files("dragoman").joinpath("data/furniture_credits.yml").read_text("utf-8")
)
LANGUAGES: dict[str, Any] = yaml.safe_load(
    resources.files("dragoman").joinpath("data/languages.yml").read_text("utf-8")
)
BODY = "Arvania closed the straits on Monday, and Belmark protested against it in a letter to the assembly."


def line(text: str) -> Line:
    return Line(0, len(text), text)


@pytest.mark.parametrize("entry", CREDITS["credits"], ids=[entry["example"][:40] for entry in CREDITS["credits"]])
def test_credit_rules(entry: dict[str, Any]) -> None:
    text = entry["example"]
    if entry["where"] == "start":
        found = credits_of(line(text), None, [])
    elif entry["where"] == "byline":
        found = credits_of(None, text, [])
    else:
        found = credits_of(None, None, [line(text)])
    assert [credit.kind for credit in found] == [entry["kind"]]
    assert (found[0].name or "").lower() == entry.get("name", "").lower()


@pytest.mark.parametrize(
    "text",
    [
        "The press was kept away from the harbour.",
        "Reporting by the two sides differed.",
        "The agency said that forty ships were waiting.",
        "The decree was first published in March, he said, and nobody read it.",
        "His source, the minister said, was reliable.",
    ],
)
def test_sentences_are_no_credits(text: str) -> None:
    assert not credits_of(line(text), "Ines Carvalho", [line(text)])


def test_credits_lead_back_to_the_page() -> None:
    text = f"Straits closed to trawlers\n\nPORT ALBA (Reuters) - {BODY}\n\n{BODY}\n\nThis article was first published in Alba Weekly.\n"
    article = clean(Document("d", "x.txt", text, "text/plain", len(text)))
    assert isinstance(article, Article)
    assert [(one.kind, one.name) for one in article.credits] == [
        ("agency", "Reuters"),
        ("first published", "Alba Weekly"),
    ]
    assert text[article.credits[0].raw_start : article.credits[0].raw_end] == "PORT ALBA (Reuters)"
    assert "first published" not in article.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Les ministres se sont réunis dans le port et ont déclaré que les navires ne partiraient pas avant la fin du mois, selon une source.",
            "fr",
        ),
        (
            "Die Minister haben sich im Hafen getroffen und gesagt, dass die Schiffe nicht vor dem Ende des Monats auslaufen werden, wie es hieß.",
            "de",
        ),
        (
            "Bakanlar limanda bir araya geldi ve gemilerin ay sonuna kadar ayrılmayacağını söyledi, ancak bu konuda yeni bir açıklama daha olacak.",
            "tr",
        ),
        (
            "Ministrowie spotkali się w porcie i powiedzieli, że statki nie odpłyną przed końcem miesiąca, ale nie jest to pewne po tym spotkaniu.",
            "pl",
        ),
        (
            "Para menteri bertemu di pelabuhan dan mengatakan bahwa kapal itu tidak akan berangkat sebelum akhir bulan ini karena cuaca yang buruk.",
            "id",
        ),
        ("وقال الوزير إن السفن التي في الميناء لن تغادر قبل نهاية الشهر وقد أعلن ذلك من قبل", "ar"),
        ("وزیر گفت که کشتی ها در بندر هستند و از این ماه برای سفر آماده می شوند", "fa"),
        (
            "Міністри зустрілися в гавані та не домовилися ні про що, але це не кінець, як вони сказали після зустрічі.",
            "uk",
        ),
        ("大臣は港で会談し、船は月末まで出港しないと述べた。", "ja"),
        ("部长们在港口会面并表示船只不会离开。", "zh"),
        ("The ministers met in the harbour.", "en"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language(text) == code
    assert name_of(code) == LANGUAGES["names"][code]


ODD = "zxq "  # a word of no language
SPANISH = "Los ministros se reunieron en el puerto de la capital y no firmaron."


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        (BODY * 3, "fr-FR", "en"),
        (ODD * 80, "so", "so"),
        (ODD * 80, None, None),
        # the page says English, and the text is not
        (ODD * 80, "en", None),
        # a little English is found in texts of any language, much is not
        ("the " * 10 + ODD * 70, "so", "so"),
        ("the " * 10 + ODD * 70, "en", None),
        ("the " * 10 + ODD * 70, None, None),
        ("the " * 16 + ODD * 64, "so", "en"),
        ("el la de " * 4 + ODD * 70, "so", "es"),
        ("el la de " * 2 + ODD * 70, "so", "so"),
        ("el la de " * 2 + ODD * 70, "en", None),
        # short texts
        (ODD * 2, None, "en"),
        (ODD * 2, "en", "en"),
        (ODD * 2, "fr", "fr"),
        ("The ministers met in the harbour.", "fr", "en"),
        (SPANISH, None, "es"),
        (SPANISH, "en", "es"),
        # a name in another script, and a text in it with a few Latin words
        ("The ministers met Министры in the harbour of the city on Monday and left it.", None, "en"),
        ("Министры встретились at the OSCE.", None, "ru"),
        # kana among Chinese signs are Japanese; one sign in fifty is a quotation
        ("港湾大臣の会議は" * 8, None, "ja"),
        ("港湾大臣会議" * 8 + "の", None, "zh"),
    ],
)
def test_the_page_decides_only_where_the_text_does_not(text: str, declared: str | None, code: str | None) -> None:
    assert language(text, declared=declared) == code


def test_every_language_has_a_name_and_words() -> None:
    names = LANGUAGES["names"]
    for script in LANGUAGES["scripts"].values():
        assert set(script["languages"]) <= set(names)
        if len(script["languages"]) > 1:
            assert set(script["languages"]) <= set(LANGUAGES["words"])
    assert set(LANGUAGES["words"]) <= set(names)


SLOW = ["a", " ", "\n", "A", "(", "- ", "home | ", "photo: (", "© 2019 ", "share ", "3 May 2018 ", "2018 ", "1", "10:15 ",
    "TITLE: ", "Ab cd\n", "a line of text that stops in the middle of what it says and goes on\n", "first published in The ",
    "Dear reader,\n", "Related\n", "By Ab Cd and ", '"', "\u200b", "٢٠١٩ ", "http://a.b/", "with reporting from "]  # fmt: skip


@pytest.mark.parametrize("shape", SLOW)
def test_time_grows_with_the_text_and_no_faster(shape: str) -> None:
    """Four times the text takes at most six times as long; what takes next to no time is not compared."""
    times = []
    for size in (8_192, 32_768):
        text = (shape * (size // len(shape) + 1))[:size]
        document = Document("x", "x", text, "text/plain", size)
        best = 9.0
        for _ in range(2):
            begin = time.process_time()
            clean(document)
            best = min(best, time.process_time() - begin)
        times.append(best)
    assert times[1] < max(6 * times[0], 0.1), times


def test_patterns_of_the_data_are_bounded() -> None:
    for entry in CREDITS["credits"]:
        assert not re.search(r"(?<!\\)\.[*+]", entry["pattern"]), entry["pattern"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Port Alba (VNA) – Ministers met in the harbour on Monday.", "Vietnam News Agency"),
        ("Port Alba, SANA- Ministers met in the harbour on Monday.", "SANA"),
        ("PORT ALBA (HWS) – Ministers met in the harbour on Monday.", None),
        ("Alba Workers' Party (AWP) – Ministers met in the harbour on Monday.", None),
    ],
)
def test_a_dateline_credits_an_agency_that_is_known(text: str, name: str | None) -> None:
    found = credits_of(line(text), None, [])
    assert [(one.kind, one.name) for one in found] == ([("agency", name)] if name else [])
    assert all(text[: one.raw_end] in ("Port Alba (VNA)", "Port Alba, SANA") for one in found)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("https://news.example/straits/1", "https://news.example/straits/1"),
        ("Source: https://news.example/straits/1", "https://news.example/straits/1"),
        ("https://news.example/1\n\nhttps://other.example/2", None),
        ("", None),
    ],
)
def test_an_address_alone_above_the_text_is_the_page_s(head: str, url: str | None) -> None:
    text = (
        f"Straits closed to trawlers\n\n{head}\n\n17 March 2031\n\n{BODY}\n\n{BODY} Again.\n\nhttps://third.example/3\n"
    )
    article = clean(Document("d", "x.txt", text, "text/plain", len(text)))
    assert isinstance(article, Article)
    assert article.url == url
    assert article.origin("url") == ("line above the text" if url else None)
