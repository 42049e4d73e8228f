"""One document of each format: its text, its address, and what the format says of title, author and dates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import read_builders as build

from dragoman.model import Document, Hint, Refusal
from dragoman.read import read, read_bytes
from dragoman.read.reasons import Why

PART = 'Content-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"'


def items(path: Path, name: str, data: bytes) -> list[Document | Refusal]:
    (path / name).write_bytes(data)
    return list(read(path / name))


def one(path: Path, name: str, data: bytes) -> Document:
    (item,) = items(path, name, data)
    assert isinstance(item, Document), item
    return item


def said(document: Document) -> dict[str, str]:
    return {hint.field: hint.value for hint in document.hints}


def test_mail(tmp_path: Path) -> None:
    headers = ["Subject: RE: =?utf-8?q?A_na=C3=AFve_plan?=", "Date: Mon, 03 Mar 2031 20:05:00 +0100"]
    document = one(tmp_path, "a.eml", build.mail(build.text().encode(), headers=headers))
    assert document.text == build.text().strip()
    assert document.hints == (
        Hint("title", "A naïve plan", "mail Subject"),
        Hint("byline", "Ines Carvalho", "mail From"),
        Hint("published", "2031-03-03T20:05", "mail Date"),
    )


@pytest.mark.parametrize(
    ("mark", "hints"),
    [
        ("", ()),
        (
            "---------- Forwarded message ---------\nFrom: Ana Quill <a@wire.example>\nDate: Fri, Feb 28, 2031 at 10:15 AM\n"
            "Subject: A plan\nTo: <list@desk.example>\n\n",
            (
                Hint("byline", "Ana Quill", "forwarded From"),
                Hint("published", "Fri, Feb 28, 2031 at 10:15 AM", "forwarded Date"),
            ),
        ),
        (
            "-----Original Message-----\nFrom: Harbour Wire\nSent: Friday, February 28, 2031 10:15 AM\nTo: Desk\n\n",
            (
                Hint("byline", "Harbour Wire", "forwarded From"),
                Hint("published", "Friday, February 28, 2031 10:15 AM", "forwarded Date"),
            ),
        ),
    ],
)
def test_a_mail_that_hands_on_another_one_is_not_its_writer(tmp_path: Path, mark: str, hints: tuple[Hint, ...]) -> None:
    headers = ["Subject: FW: A plan", "Date: Mon, 03 Mar 2031 20:05:00 +0100"]
    document = one(tmp_path, "a.eml", build.mail(f"See below.\n\n{mark}{build.text()}".encode(), headers=headers))
    own = (Hint("title", "A plan", "mail Subject"), Hint("published", "2031-03-03T20:05", "mail Date, forwarded"))
    assert document.hints == (*hints, *own)
    assert document.text.endswith(build.text().strip())
    assert document.text.startswith("See below.") is not bool(mark)


def test_a_mail_under_another_name_is_a_mail(tmp_path: Path) -> None:
    assert one(tmp_path, "saved.txt", build.mail(build.text().encode())).media_type == "message/rfc822"


def test_text_that_opens_with_fields_is_no_mail(tmp_path: Path) -> None:
    document = one(tmp_path, "a.txt", f"Date: 3 March 2031\nSubject: Envoys\n\n{build.text()}".encode())
    assert document.media_type == "text/plain"


def test_the_body_of_a_mail_that_reads_best(tmp_path: Path) -> None:
    html = ("Content-Type: text/html; charset=utf-8", build.html("in HTML"))
    whole = one(tmp_path, "a.eml", build.mail(build.text("in plain").encode(), parts=[html]))
    stub = one(tmp_path, "b.eml", build.mail(b"See this mail in your browser.", parts=[html]))
    assert (whole.media_type, "in plain" in whole.text) == ("message/rfc822", True)
    assert (stub.media_type, "in HTML" in stub.text) == ("text/html", True)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("quoted-printable", "A na=C3=AFve plan, =\r\nsaid twice."),
        ("base64", "QSBuYcOvdmUgcGxhbiwgc2FpZCB0d2ljZS4="),
        ("8bit", "A naïve plan, said twice."),
    ],
)
def test_transfer_encodings(tmp_path: Path, coding: str, body: str) -> None:
    data = build.mail(body.encode(), headers=[f"Content-Transfer-Encoding: {coding}"])
    assert one(tmp_path, "a.eml", data).text == "A naïve plan, said twice."


def test_lines_that_a_mail_program_broke_are_whole_again(tmp_path: Path) -> None:
    data = build.mail(b"The cutters \r\nleave.\r\n\r\nNobody \r\nwaves.\r\n", kind="text/plain; format=flowed")
    assert one(tmp_path, "a.eml", data).text == "The cutters leave.\n\nNobody waves."


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    parts = [
        (PART.format(kind="text/html", name="page.html"), build.html("attached")),
        (PART.format(kind="application/pdf", name="paper.pdf"), build.pdf([build.column(["A cutter ties up."])])),
        (PART.format(kind="image/png", name="map.png"), b"\x89PNG"),
        ("Content-Type: message/rfc822", build.mail(b"A mail in a mail.")),
        (PART.format(kind="application/zip", name="a.zip"), build.zipped({"in.txt": build.text("zipped")})),
    ]
    found = items(tmp_path, "a.eml", build.mail(b"Please read.", parts=parts))
    assert [item.source.removeprefix(str(tmp_path)) for item in found] == [
        "/a.eml",
        "/a.eml#page.html",
        "/a.eml#paper.pdf",
        "/a.eml#mail 5",
        "/a.eml#a.zip#in.txt",
    ]
    assert all(isinstance(item, Document) for item in found)


def test_a_saved_page_in_mail_form(tmp_path: Path) -> None:
    document = one(tmp_path, "a.mhtml", build.mhtml(build.html("saved")))
    assert document.media_type == "text/html"
    assert document.url == "https://courier.example/envoys"
    # The date in the head is when the page was saved.
    assert said(document)["captured"] == "2031-04-11T10:00"
    assert "published" not in said(document)


def test_word(tmp_path: Path) -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Envoys leave</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>The cutters</w:t><w:tab/><w:t xml:space='preserve"
        "'> leave &amp; wave.</w:t></w:r>"
        "<w:del><w:r><w:delText>not this</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    core = "<dc:title>Draft 3</dc:title><dc:creator>Ines Carvalho</dc:creator><dcterms:created>2031-03-03T20:05:00Z</dcterms:created>"
    document = one(tmp_path, "a.docx", build.docx([], body=body, core=core))
    assert document.text == "Envoys leave\n\nThe cutters\t leave & wave.\n\nIn a cell."
    assert said(document) == {"title": "Envoys leave", "byline": "Ines Carvalho", "created": "2031-03-03T20:05"}


def test_records_of_news_please(tmp_path: Path) -> None:
    document = one(tmp_path, "a.jsonl", build.json_lines([build.news_please("x")]))
    assert document.text == build.text("x")
    assert document.url == "https://courier.example/x"
    assert said(document) == {
        "title": "Envoys leave x",
        "byline": "Ines Carvalho, Tomas Lind",
        "outlet": "courier.example",
        "published": "2031-03-03 20:05:00",
        "language": "en",
        "captured": "2031-04-11 10:00:00",
    }
    assert document.source.endswith("a.jsonl#1")


def test_records_of_trafilatura_and_of_our_own(tmp_path: Path) -> None:
    theirs = {"text": build.text(), "raw_text": "no", "title": "T", "date": "2031-03-03", "hostname": "courier.example"}
    theirs |= {"fingerprint": "abc", "filedate": "2031-04-11", "sitename": "The Harbour Courier"}
    ours = {
        "text": build.text("own"),
        "outlet": "Courier",
        "author": ["A", "B"],
        "datePublished": "2031-03-04",
        "section": "World",
    }
    first, second = items(tmp_path, "a.jsonl", build.json_lines([theirs, ours]))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert said(first) == {
        "title": "T",
        "outlet": "The Harbour Courier",
        "published": "2031-03-03",
        "captured": "2031-04-11",
    }
    assert said(second) == {"byline": "A, B", "outlet": "Courier", "published": "2031-03-04", "section": "World"}


@pytest.mark.parametrize("value", [[{"text": build.text("a")}, {"text": build.text("b")}], {"text": build.text("c")}])
def test_a_whole_json_file(tmp_path: Path, value: object) -> None:
    found = items(tmp_path, "a.json", json.dumps(value, indent=2).encode())
    assert [type(item) for item in found] == [Document] * (len(value) if isinstance(value, list) else 1)


def test_a_record_may_hold_a_page(tmp_path: Path) -> None:
    record = {"html": build.html("held").decode(), "url": "https://courier.example/h"}
    document = one(tmp_path, "a.jsonl", build.json_lines([record]))
    assert (document.media_type, document.url) == ("text/html", "https://courier.example/h")


def test_broken_records_do_not_stop_the_others(tmp_path: Path) -> None:
    lines = [b'{"text": "One."}', b"{broken", b"[1, 2]", b'"word"', b'{"title": "no text"}', b'{"text": "\\ud800 two"}']
    found = items(tmp_path, "a.jsonl", b"\n".join(lines) + b"\n\n" + b'{"text": "Three."}')
    assert [item.text if isinstance(item, Document) else item.reason.split(":")[0] for item in found] == [
        "One.",
        Why.BROKEN,
        Why.NO_REPORT,
        Why.NO_REPORT,
        Why.NO_REPORT,
        "\ufffd two",
        "Three.",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables(tmp_path: Path, separator: str) -> None:
    rows = [("Title", "Body", "Date"), ("One", 'She said ""no"".\n\nTwice.', "2031-03-03"), ("Two", "He left.", "")]
    data = "\ufeff" + "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    first, second = items(tmp_path, "a.csv", data.encode())
    assert isinstance(first, Document)
    assert first.text == 'She said "no".\n\nTwice.'
    assert said(first) == {"title": "One", "published": "2031-03-03"}
    assert second.source.endswith("a.csv#2")


def test_a_table_without_texts_is_refused(tmp_path: Path) -> None:
    (item,) = items(tmp_path, "a.csv", b"id,notes\n1,x\n")
    assert isinstance(item, Refusal)
    assert item.reason.startswith("no report: a table without a column of texts; looked for text, ")


def test_bytes_from_elsewhere() -> None:
    (document,) = read_bytes(build.html("fetched"), "https://courier.example/a", url="https://courier.example/b")
    assert isinstance(document, Document)
    assert (document.source, document.url) == ("https://courier.example/a", "https://courier.example/b")
    found = list(read_bytes(build.zipped({"a.txt": build.text()}), "upload"))
    assert [item.source for item in found] == ["upload#a.txt"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", build.docx([]), "empty: a Word document without a text"),
        ("a.docx", build.zipped({"xl/workbook.xml": ""}), "not a kind of report: an Excel workbook"),
        (
            "a.docx",
            build.zipped({"word/document.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}),
            "forbidden content: XML with",
        ),
        ("a.docx", build.zipped({"word/document.xml": "<x>"}), "broken: XML that can't be parsed"),
        ("a.eml", build.mail(b""), "empty: a mail without a text"),
        (
            "a.mhtml",
            build.mhtml(b"x").replace(b"Content-Type: text/html", b"Content-Type: image/png"),
            "no report: a saved page",
        ),
        ("a.xml", b"<?xml version='1.0'?><rss><channel/></rss>", "not a kind of report: a feed"),
        ("a.html", b"<html><body></body></html>", "no report: "),
        ("a.html", b"<html><body>" + b"<div>" * 25_000, "too deep: more than 4096 open elements"),
        ("a.html", b"<html><body>" + b"<p>a" * 25_000, "too many parts: more than 15000 elements"),
        ("a.eml", build.mail(b"<div>" * 5_000, kind="text/html"), "too deep: more than 4096 open elements"),
        ("a.eml", build.mail(b"<p>a" * 25_000, kind="text/html"), "too many parts: more than 15000 elements"),
        ("a.json", b"[" * 100_000, "too deep: JSON"),
        ("a.jsonl", b"", "empty"),
    ],
)
def test_refusals_are_typed(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (item,) = items(tmp_path, name, data)
    assert isinstance(item, Refusal)
    assert item.reason.startswith(reason)
    assert any(item.reason == why or item.reason.startswith(f"{why}: ") for why in Why)


def test_a_script_full_of_tags_is_no_crowded_page(tmp_path: Path) -> None:
    head = f"<script>{'a<b;' * 30_000}</script><!-- {'<div>' * 30_000} -->"
    assert one(tmp_path, "a.html", build.html("x", head=head)).text


@pytest.mark.parametrize(
    "trick", [b"<!-- <script> -->", b"<script/>", b"<p title='<script>'>", b"<textarea></textarea><style/>"]
)
def test_nothing_hides_a_crowded_page(tmp_path: Path, trick: bytes) -> None:
    for many in (b"<p>a" * 25_000, b"<b>" * 25_000):
        (item,) = items(tmp_path, "a.html", b"<html><body>" + trick + b"</style></script>" + many)
        assert isinstance(item, Refusal) and item.reason.startswith(("too many parts: more", "too deep: more")), item


def test_a_mail_keeps_what_it_holds_beside_a_page_that_costs_too_much(tmp_path: Path) -> None:
    page = PART.format(kind="text/html", name="").replace('; filename=""', "").replace("attachment", "inline")
    note = PART.format(kind="text/plain", name="note.txt")
    parts = [(page, b"<p>a" * 25_000), (note, build.text("note").encode())]
    found = items(tmp_path, "a.eml", build.mail(b"See below.", parts=parts))
    assert [item.source.rpartition("#")[2] for item in found if isinstance(item, Document)][-1] == "note.txt"
    assert any(
        reason.startswith("too many parts: more than 15000 elements")
        for item in found
        if isinstance(item, Document)
        for reason in item.declined
    )
