"""Files and folders: what is read, what is declined and why, in which order, in which encoding."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DataError, ReadError
from dragoman.model import Document, Refusal
from dragoman.read import decode, read
from dragoman.settings import Settings, load

TEXT = "The envoy left Port Alba on Monday. “Naïve,” he said of the plan – and flew home.\n"


RUSSIAN = "Министры встретились в гавани и говорили о мире, но не договорились ни о чём, и каждый уехал домой.\n"


def one(path: Path, **options: int) -> Document | Refusal:
    (item,) = read(path, settings=Settings(**options))
    return item


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16 marked", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_encodings(data: bytes) -> None:
    assert decode(data) == (TEXT, "")


@pytest.mark.parametrize("encoding", ["mac-roman", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        "The envoys won’t talk, a clerk said.",
        "“We are ready,” she said.",
        "‘Never,’ said the minister.",
        "A plan—which nobody read—failed.",
        "The talks – the third this year – failed.",
        "The café in Malmö, naïve as ever, in Zürich and Genève, said “no”…",
        "It was late… and nobody came.",
        "“¿Qué pasó?” TÉLÉRAMA and Škofja Loka are named by the café’s owner, who says no more than that.",
    ],
)
def test_marks_of_an_old_macintosh_and_of_windows(encoding: str, text: str) -> None:
    text = text.replace("Š", "S") if encoding == "mac-roman" else text
    assert decode(text.encode(encoding)) == (text, "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 stuff", "binary: a PDF"),
        (b"PK\x03\x04rest", "binary: a ZIP archive or office document"),
        (b"\x89PNG\r\n", "binary: a PNG image"),
        (b"text with a \x00 in it and more text", "binary: it holds NUL bytes"),
        (bytes(range(1, 32)) * 20, "binary: "),
        (b"\x81\x8d\x8f not text", "not text"),
        ("Ужин".encode("cp1251"), "not text"),
        (b"\xff\xfe" + b"\x00\xd8" * 30, "binary: it holds NUL bytes"),
    ],
)
def test_what_is_no_text(data: bytes, reason: str) -> None:
    text, said = decode(data)
    assert text is None
    assert said.startswith(reason)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_declined(data: bytes) -> None:
    text, reason = decode(data)
    assert (text is None) == bool(reason)
    assert text is None or text.strip()


def test_a_folder_in_sorted_order_with_its_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.txt", "c.TXT", "README.md", ".hidden.txt", "case.db", "notes.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    items = list(read(tmp_path))
    assert [item.source.removeprefix(f"{tmp_path}/") for item in items] == [
        "a/b.txt",
        "a/z.txt",
        "b.txt",
        "c.TXT",
        "scan.pdf",
    ]
    assert isinstance(items[-1], Refusal)
    assert items[-1].reason == "broken: a PDF that can't be opened: damaged or cut off"


@pytest.mark.parametrize(
    ("data", "charset", "said"),
    [
        (RUSSIAN.encode("cp1251"), None, RUSSIAN),
        (RUSSIAN.encode("koi8-r"), None, RUSSIAN),
        (RUSSIAN.encode("cp866"), "cp866", RUSSIAN),
        (TEXT.encode("utf-32"), None, TEXT),
        (TEXT.encode("utf-16")[:-1], None, TEXT[:-1] + "\ufffd"),
        (TEXT.encode()[:-3] + b"\xe2\x80", None, TEXT[:-3] + "\ufffd"),
        (b"na\xc3\xafve, caf\xc3\xa9, d\xc3\xa9j\xc3\xa0 \xff vu", None, "naïve, café, déjà \ufffd vu"),
        ("“Quoted” – so".encode("cp1252"), "iso-8859-1", "“Quoted” – so"),
        ("plain words".encode("cp1252"), "punycode", "plain words"),
        ("Der Ärger am Hafen".encode("cp1252"), "no-such-charset", "Der Ärger am Hafen"),
    ],
)
def test_other_alphabets_and_damage(data: bytes, charset: str | None, said: str) -> None:
    assert decode(data, charset=charset) == (said, "")


def test_a_folder_takes_by_name_or_by_content_without_doubt(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html><body><p>" + TEXT.encode() * 5 + b"</p></body></html>"
    names = {
        "page.php": page,
        "page": page,
        "log.txt.1": TEXT.encode(),
        "LICENSE": TEXT.encode(),
        "a.odt": b"PK\x03\x04",
    }
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    found = {Path(item.source).name: type(item) for item in read(tmp_path)}
    assert found == {"page.php": Document, "page": Document, "log.txt.1": Refusal, "LICENSE": Refusal, "a.odt": Refusal}


def test_a_text_file_that_is_a_page_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"<!DOCTYPE html><html><body><p>" + TEXT.encode() * 5 + b"</p></body></html>")
    document = one(tmp_path / "page.txt")
    assert isinstance(document, Document)
    assert document.media_type == "text/html"


def test_the_pictures_of_a_saved_page_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "advert.html").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b_files").mkdir()
    (tmp_path / "b_files" / "own.txt").write_text(TEXT, encoding="utf-8")
    found = {item.source.removeprefix(f"{tmp_path}/"): getattr(item, "reason", "read") for item in read(tmp_path)}
    assert found == {
        "a.htm": "read",
        "a_files": "passed over: the pictures and scripts of a saved page",
        "b_files/own.txt": "read",
    }


def test_a_note_is_read_when_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(TEXT, encoding="utf-8")
    document = one(tmp_path / "README.md")
    assert isinstance(document, Document)
    assert document.media_type == "text/markdown"


def test_a_document_says_where_it_came_from(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    document = one(tmp_path / "a.txt")
    assert document == Document(
        hashlib.sha256(TEXT.encode()).hexdigest(), str(tmp_path / "a.txt"), TEXT, "text/plain", len(TEXT.encode())
    )


def test_too_large_and_too_long(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode() * 20)
    large, long = one(tmp_path / "a.txt", max_bytes=100), one(tmp_path / "a.txt", max_text=100)
    assert isinstance(large, Refusal)
    assert isinstance(long, Refusal)
    assert large.reason == f"too large: {len(TEXT.encode()) * 20} bytes, and the limit is 100"
    assert long.reason.startswith("too long: ")


def test_links_stay_inside_the_folder(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text(TEXT, encoding="utf-8")
    (inside / "own.txt").write_text(TEXT, encoding="utf-8")
    (inside / "a.txt").symlink_to(outside / "secret.txt")
    (inside / "b.txt").symlink_to(inside / "own.txt")
    (inside / "c").symlink_to(inside)
    (inside / "d.txt").symlink_to(tmp_path / "nowhere.txt")
    (inside / "e").symlink_to(outside)
    found = {Path(item.source).name: getattr(item, "reason", "read") for item in read(inside)}
    assert found == {
        "a.txt": "a link: it leads out of the folder",
        "b.txt": "read",
        "c": "a link: to a folder; the folder is read where it stands",
        "d.txt": "a link: it leads nowhere",
        "e": "a link: it leads out of the folder",
        "own.txt": "read",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_devices_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.other")
    other, item = read(tmp_path)
    assert isinstance(other, Refusal)
    assert isinstance(item, Refusal)
    assert item.reason == "unreadable: not a regular file"


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_declined(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    (item,) = read(tmp_path)
    assert isinstance(item, Refusal)


def test_a_missing_source_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        list(read(tmp_path / "none"))


def test_settings(tmp_path: Path) -> None:
    file = tmp_path / "dragoman.toml"
    file.write_text("max_bytes = 1000\nsuffixes = ['.txt']\n", encoding="utf-8")
    assert load(file) == Settings(max_bytes=1000, suffixes=(".txt",))
    assert load(file, max_bytes=5).max_bytes == 5
    file.write_text("max_bytes = 7\n", encoding="utf-8-sig")  # as some editors on Windows begin every file
    assert load(file).max_bytes == 7
    for text, said in (
        ("max_byte = 1", "No setting 'max_byte'"),
        ("max_bytes = 'a'", "has value 'a'"),
        ("max_bytes = true", "has value True .*a whole number above 0"),
        ("max_pages = 0", "has value 0 .*a whole number above 0"),
        ("suffixes = '.txt'", "has value '.txt' .*a list of strings"),
        ("suffixes = ['.txt', 1]", "a list of strings"),
        ("places = 3", "has value 3 .*a text in quotes"),
        ("=", "can't be read"),
    ):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match=said) as caught:
            load(file)
        assert "dragoman.toml" in str(caught.value)
    file.write_text("max_pages = 9\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"'max_bytes' has value 0 \(given\)"):
        load(file, max_bytes=0)
    with pytest.raises(DataError, match=r"none\.toml' can't be read"):
        load(tmp_path / "none.toml")


def test_the_settings_of_the_folder_one_works_in_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Settings()
    (tmp_path / "dragoman.toml").write_text("max_pages = 9\n", encoding="utf-8")
    assert load() == Settings(max_pages=9)
    assert load(max_pages=None) == Settings(max_pages=9)
