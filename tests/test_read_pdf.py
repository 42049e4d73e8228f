"""PDF with a text layer: reading order, broken words, running heads; and the layout alone, from words with places."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
import read_builders as build

from dragoman.model import Document, Refusal
from dragoman.read import read
from dragoman.read.limits import Limits
from dragoman.read.pdf_layout import PdfPage, Word, in_order, lines_of, text_of
from dragoman.read.pdf_streams import check_streams
from dragoman.read.reasons import Declined
from dragoman.settings import Settings

ONCE = zlib.compress(b"(a) Tj " * 6_000_000)
TWICE = zlib.compress(ONCE)

LEFT = [
    "Arvania on Monday demanded that Bel-",
    "mark take its cutters out of the straits",
    "before the end of the month.",
    "   The minister refused and said that the",
    "cutters would leave when the herring left,",
    "and not before, as everybody at the har-",
    "bour knows.",
]
RIGHT = [
    "The two countries have quarrelled over",
    "the straits since a trawler was sunk there",
    "in the spring of 2024.",
    "   A half-",
    "brother of the king mediated. He and his",
    "well-known aides met both envoys twice and",
    "left without",
]
WHOLE = [
    "Arvania on Monday demanded that Belmark take its cutters out of the straits before the end of the month.",
    "The minister refused and said that the cutters would leave when the herring left, and not before, as everybody at the "
    "harbour knows.",
    "The two countries have quarrelled over the straits since a trawler was sunk there in the spring of 2024.",
    "A half-brother of the king mediated. He and his well-known aides met both envoys twice and left without an agreement on "
    "the second day.",
    "They will be back in May.",
]


def margins(page: int) -> list[build.Shown]:
    return [(70, 800, 8, "The Harbour Courier, 3 March 2031"), (290, 30, 8, f"Page {page} of 2")]


def one(path: Path, data: bytes) -> Document:
    (path / "a.pdf").write_bytes(data)
    (item,) = read(path / "a.pdf")
    assert isinstance(item, Document), item
    return item


@pytest.mark.parametrize("order", ["by column", "by line"])
def test_columns_heads_and_broken_words(tmp_path: Path, order: str) -> None:
    left, right = build.column(LEFT), build.column(RIGHT, left=310)
    both = left + right if order == "by column" else [shown for pair in zip(left, right, strict=True) for shown in pair]
    second = build.column(["an agreement on the second day.", "", "They will be back in May."])
    pages = [[*margins(1), (70, 770, 20, "Envoys leave Port Alba"), *both], [*margins(2), *second]]
    info = {"Title": "Envoys leave", "Author": "Ines Carvalho", "CreationDate": "D:20310411100000Z"}
    document = one(tmp_path, build.pdf(pages, info=info))
    assert document.text.split("\n\n") == ["Envoys leave Port Alba", *WHOLE]
    assert {(hint.field, hint.value) for hint in document.hints} == {
        ("furniture", "The Harbour Courier, 3 March 2031"),
        ("furniture", "Page 1 of 2"),
        ("furniture", "Page 2 of 2"),
        ("title", "Envoys leave"),
        ("byline", "Ines Carvalho"),
        ("created", "2031-04-11T10:00"),
    }


def test_what_a_browser_prints_in_the_margins(tmp_path: Path) -> None:
    page = [
        (30, 820, 8, "4/11/31, 10:00 AM"),
        (250, 820, 8, "Envoys leave"),
        (30, 20, 8, "https://courier.example/envoys 1/1"),
    ]
    document = one(tmp_path, build.pdf([[*page, *build.column(LEFT[:3])]]))
    assert document.url == "https://courier.example/envoys"
    assert ("captured", "4/11/31, 10:00 AM") in {(hint.field, hint.value) for hint in document.hints}
    assert document.text.endswith(WHOLE[0])


def test_pages_of_pictures(tmp_path: Path) -> None:
    document = one(tmp_path, build.pdf([build.column(LEFT[:3]), [], []]))
    assert document.declined == ("no text layer: pages 2-3 of 3; the others are read",)
    (tmp_path / "b.pdf").write_bytes(build.pdf([[], []]))
    (item,) = read(tmp_path / "b.pdf")
    assert isinstance(item, Refusal)
    assert item.reason == "no text layer: a PDF of 2 pages of pictures; recognise its text first"


@pytest.mark.parametrize("share", [5, 20, 40, 60, 80, 95])
def test_a_pdf_that_is_cut_off_is_read_or_refused(tmp_path: Path, share: int) -> None:
    whole = build.pdf([build.column(LEFT)] * 3)
    (tmp_path / "a.pdf").write_bytes(whole[: len(whole) * share // 100])
    (item,) = read(tmp_path / "a.pdf")
    assert isinstance(item, Document) or item.reason.startswith(("broken: ", "no text layer: "))


def words(text: str, left: float, top: float, size: float = 10) -> list[Word]:
    """Words side by side, half as wide as high."""
    out = []
    for n, word in enumerate(text.split()):
        width = 0.5 * size * len(word)
        out.append(Word(word, left, top - size, left + width, top, n == 0))
        left += width + 0.3 * size
    return out


def test_a_heading_across_columns_parts_the_page() -> None:
    rows = [*words("A heading that is set across the whole page above two columns of text", 50, 800, 14)]
    for n in range(4):
        rows += words(f"left one {n} of the first part", 50, 770 - 14 * n) + words(
            f"right one {n} of the first part", 320, 770 - 14 * n
        )
    rows += words("A second heading that is set across the whole page between the columns", 50, 690, 14)
    for n in range(4):
        rows += words(f"left two {n} of the second part", 50, 660 - 14 * n) + words(
            f"right two {n} of the second part", 320, 660 - 14 * n
        )
    order = [line.text.split(" of ")[0] for line in in_order(lines_of(rows))]
    assert order[0].startswith("A heading")
    assert order[1:9] == [f"left one {n}" for n in range(4)] + [f"right one {n}" for n in range(4)]
    assert order[9].startswith("A second heading")
    assert order[10:] == [f"left two {n}" for n in range(4)] + [f"right two {n}" for n in range(4)]


def test_a_ragged_column_stays_one() -> None:
    rows = []
    for n, line in enumerate(
        ["short", "a line of middling length", "a", "a line that is longer than all others are here"] * 3
    ):
        rows += words(line, 50, 800 - 14 * n)
    assert [line.text for line in in_order(lines_of(rows))][:3] == ["short", "a line of middling length", "a"]


def test_short_lines_that_stand_apart_are_paragraphs() -> None:
    """As a browser prints a saved page: byline and date a line each, and more steps between paragraphs than in them."""
    page = [("Envoys leave", 0), ("By Ana Quill", 28), ("4 March 2031", 28), ("Arvania demanded twenty-", 28)]
    page += [("three cutters back and", 14), ("got none.", 14), ("Nobody was told why.", 28)]
    rows, top = [], 700
    for text, step in page:
        top -= step
        rows += words(text, 50, top)
    assert text_of([PdfPage(rows, 595, 842)])[0].split("\n\n") == [
        *("Envoys leave", "By Ana Quill", "4 March 2031"),
        *("Arvania demanded twenty-three cutters back and got none.", "Nobody was told why."),
    ]


def test_an_empty_file_of_words() -> None:
    assert text_of([PdfPage([], 595, 842)])[0] == ""


def stream(head: bytes, body: bytes) -> bytes:
    return b"7 0 obj\n<<" + head + b">>stream\n" + body + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (stream(b"/Filter/FlateDecode", ONCE), "bomb: a PDF whose streams unpack to more than 200 times their size"),
        (stream(b"/Filter[/Fl /Fl]", TWICE), "bomb: a PDF whose streams unpack to more than 200 times their size"),
        (stream(b"/Filter [/FlateDecode]", ONCE[:4000]) * 30, "bomb: a PDF whose streams unpack to"),
        (stream(b"/Filter[" + b"/Fl " * 9 + b"]", TWICE), "bomb: a PDF with a stream packed 9 times"),
        (b"7 0 obj<</Filter/Fl>>stream\n" * 9, "bomb: a PDF whose streams lie inside each other"),
        (stream(b"/Subtype/Image/Filter/FlateDecode", ONCE), None),
        (stream(b"/Length 9", ONCE), None),
        (stream(b"/Filter/FlateDecode", b"no zlib at all"), None),
        (stream(b"/Filter/FlateDecode", zlib.compress(b"BT (a) Tj ET " * 20_000)) * 3, None),
    ],
)
def test_what_streams_unpack_to_is_known_before_they_are(data: bytes, reason: str | None) -> None:
    limits = Limits.of(Settings())
    if reason is None:
        check_streams(data, limits)
        return
    with pytest.raises(Declined) as found:
        check_streams(data, limits)
    assert str(found.value).startswith(reason)


def test_a_bomb_in_a_pdf_is_told_from_a_page_of_pictures(tmp_path: Path) -> None:
    data = build.pdf([build.column(["One line"])], packed=False)
    (tmp_path / "a.pdf").write_bytes(data.replace(b"endobj", b"endobj\n" + stream(b"/Filter/FlateDecode", ONCE), 1))
    (item,) = read(tmp_path / "a.pdf")
    assert isinstance(item, Refusal) and item.reason.startswith("bomb: ")
