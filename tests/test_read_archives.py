"""Archives: what is in them is read, nothing of them is trusted, and reading goes on where it stopped."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections import Counter
from pathlib import Path

import pytest
import read_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Document, Refusal
from dragoman.read import read
from dragoman.read.archives import checked_name, tar_members, zip_members
from dragoman.read.limits import Limits
from dragoman.read.reasons import Declined
from dragoman.read.walk import walk
from dragoman.read.warc import Place, captures
from dragoman.settings import Settings

LIMITS = Limits.of(Settings())
TIGHT = Limits.of(Settings(max_members=5, max_bytes=100_000, max_file_bytes=200_000, max_unpacked=1_000_000))
UNSAFE = [
    "../up.txt",
    "/up.txt",
    "a/../../up.txt",
    "..\\up.txt",
    "C:\\up.txt",
    "C:up.txt",
    "//host/up.txt",
    "a\\..\\..\\up.txt",
]


def found(path: Path, name: str, data: bytes) -> dict[str, str]:
    (path / name).write_bytes(data)
    out = {}
    for item in read(path / name):
        inside = item.source.removeprefix(str(path / name)).removeprefix("#")
        out[inside] = "read" if isinstance(item, Document) else item.reason
    return out


def test_a_zip_archive(tmp_path: Path) -> None:
    inner = build.zipped({"c.txt": build.text("c"), "deep.zip": build.zipped({"d.txt": build.text("d")})})
    members = {
        "a/one.html": build.html("one"),
        "two.txt": build.text("two"),
        "inner.zip": inner,
        "word.docx": build.docx(build.PARAGRAPHS),
        "page.txt.gz": gzip.compress(build.text("gz").encode(), mtime=0),
        "__MACOSX/._two.txt": "x",
        ".hidden": "x",
        "style.css": "p {}",
        "list.jsonl": build.json_lines([build.news_please("j")]),
        "empty.txt": "",
    }
    assert found(tmp_path, "a.zip", build.zipped(members)) == {
        "a/one.html": "read",
        "two.txt": "read",
        "inner.zip#c.txt": "read",
        "inner.zip#deep.zip": "too deep: 3 levels of files in files, and the limit is 2",
        "word.docx": "read",
        "page.txt.gz": "read",
        "style.css": "not a kind of report: '.css'",
        "list.jsonl#1": "read",
        "empty.txt": "empty",
    }


def test_a_tar_archive(tmp_path: Path) -> None:
    long = "a/" + "very-long-name-" * 20 + ".txt"
    data = build.tarred(
        [("one.html", build.html("one")), ("link.txt", None), (long, build.text("long").encode())], mode="w:gz"
    )
    wanted = {"one.html": "read", "link.txt": "a link: links in archives are not followed", long: "read"}
    assert found(tmp_path, "a.tar.gz", data) == wanted
    assert found(tmp_path, "a.tgz", data) == wanted
    assert found(tmp_path, "a.tar", gzip.decompress(data)) == wanted


def test_a_tar_archive_of_nothing_but_folders_is_left_at_the_cap() -> None:
    folders = io.BytesIO()
    with tarfile.open(fileobj=folders, mode="w") as archive:
        for number in range(2 * TIGHT.max_members + 1):
            folder = tarfile.TarInfo(f"folder{number}")
            folder.type = tarfile.DIRTYPE
            archive.addfile(folder)
    folders.seek(0)
    with pytest.raises(Declined, match="too many parts: more than 5"):
        list(tar_members(folders, TIGHT))


@pytest.mark.parametrize("name", UNSAFE)
def test_names_that_lead_out_are_refused_in_words(tmp_path: Path, name: str) -> None:
    for file, data in (("a.zip", build.zipped({name: "x"})), ("a.tar", build.tarred([(name, b"x")]))):
        (reason,) = found(tmp_path, file, data).values()
        assert reason.startswith("unsafe name: "), (file, reason)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.tar", "a.zip"]


@given(st.text(max_size=60))
def test_a_name_that_passes_stays_inside(name: str) -> None:
    shown, problem = checked_name(name)
    assert shown.isprintable()
    if problem is None:
        assert not shown.startswith("/")
        assert ".." not in shown.split("/")


def test_gzip_of_everything(tmp_path: Path) -> None:
    cases = {
        "a.txt.gz": build.text("a").encode(),
        "a.html.gz": build.html("a"),
        "a.jsonl.gz": build.json_lines([build.news_please("x"), build.news_please("y")]),
        "a.csv.gz": b"text\nOne report.\n",
        "a.gz": build.html("no name"),
        "two.txt.gz": b"",
    }
    for name, data in cases.items():
        packed = gzip.compress(data, mtime=0)
        if name == "two.txt.gz":
            packed = gzip.compress(b"One report", mtime=0) + gzip.compress(b" in two parts.", mtime=0)
        assert set(found(tmp_path, name, packed).values()) == {"read"}, name


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (gzip.compress(b"\0" * 3_000_000, mtime=0), "too large"),
        (gzip.compress(b'{"text": "' + b"a" * 3_000_000, mtime=0), "too large"),
        (gzip.compress((b'{"text": "' + b"a" * 500 + b'"}\n') * 6000, mtime=0), "bomb"),
        (build.zipped({"a.txt": b"\0" * 3_000_000}), "too large"),
        (gzip.compress(b"")[:-4], "broken"),
        (gzip.compress(b"", mtime=0) * 3000, "bomb"),
        (gzip.compress(gzip.compress(b"x")), "too deep"),
        (build.zipped({f"{n}.txt": "x" for n in range(9)}), "too many parts"),
        (build.zipped({"a.txt": "x"})[:-20], "broken"),
        (b"PK\x05\x06" + b"\xff" * 18, "too many parts"),
        (build.tarred([("a.txt", b"x" * 900)])[:700], "broken"),
    ],
)
def test_bombs_and_damage(data: bytes, why: str) -> None:
    items = [item for item in walk(io.BytesIO(data), "a", TIGHT) if item.declined or item.page]
    assert items[-1].declined is not None
    assert items[-1].declined.why == why


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"WARC/1.0\r\n", b"From: a@b\r\nMIME-Version: 1.0\r\n"]),
)
def test_any_bytes_end_in_documents_or_typed_refusals(data: bytes, head: bytes) -> None:
    items = list(walk(io.BytesIO(head + data), "a.zip", TIGHT))
    assert items
    assert all(item.page or item.declined or item.at for item in items)


def test_a_damaged_member_does_not_hide_the_others() -> None:
    data = bytearray(build.zipped({"a.txt": build.text("a"), "b.txt": build.text("b")}))
    data[60] ^= 0xFF
    members = list(zip_members(io.BytesIO(data), LIMITS))
    assert isinstance(members[0][1], Declined)
    assert members[1] == ("b.txt", build.text("b").encode())


def test_a_member_without_a_name_is_declined(tmp_path: Path) -> None:
    data = build.zipped({"a": "x", "b.txt": build.text()})
    # The name of the first file is cut to nothing in both of its heads.
    data = data.replace(b"\x01\x00\x00\x00a", b"\x00\x00\x00\x00")
    at = data.index(b"PK\x01\x02")
    data = data[: at + 28] + b"\x00" + data[at + 29 : at + 46] + data[at + 47 :]
    items = list(walk(io.BytesIO(data), "a.zip", LIMITS))
    assert all(item.page or item.declined or item.at for item in items)
    assert any(item.declined for item in items)


def test_tar_members_are_streamed() -> None:
    class Once(io.BytesIO):
        def seek(self, *_: int) -> int:
            raise AssertionError

    data = build.tarred([(f"{n}.txt", b"x" * n) for n in range(5)])
    assert [name for name, _ in tar_members(Once(data), LIMITS)] == [f"{n}.txt" for n in range(5)]


@pytest.mark.parametrize("gz", [False, True])
def test_a_web_archive(tmp_path: Path, gz: bool) -> None:
    path = tmp_path / ("a.warc.gz" if gz else "a.warc")
    path.write_bytes(build.warc([build.html(f"page {n}") for n in range(3)], gz=gz))
    *pages, last = read(path)
    assert all(isinstance(page, Document) for page in pages)
    assert [page.url for page in pages if isinstance(page, Document)] == [
        f"https://courier.example/{n}" for n in range(3)
    ]
    first = pages[0]
    assert isinstance(first, Document)
    assert [(hint.field, hint.origin) for hint in first.hints] == [("captured", "warc WARC-Date")]
    assert isinstance(last, Refusal)
    assert last.reason == "passed over: 3 request, 1 status 404, 1 warcinfo"
    assert last.source == str(path)


@pytest.mark.parametrize("gz", [False, True])
def test_every_place_in_a_web_archive_is_one_to_go_on_at(gz: bool) -> None:
    data = build.warc([build.html(f"page {n}") for n in range(4)], gz=gz)
    whole = list(captures(io.BytesIO(data), LIMITS))
    for n, one in enumerate(whole):
        rest = list(captures(io.BytesIO(data), LIMITS, start=one.after))
        assert [(r.place, r.data) for r in rest] == [(w.place, w.data) for w in whole[n + 1 :]]


def test_an_archive_packed_as_one_stream() -> None:
    data = gzip.compress(build.warc([build.html(f"page {n}") for n in range(3)]), mtime=0)
    whole = list(captures(io.BytesIO(data), LIMITS))
    assert [one.place for one in whole] == [Place(0, 2), Place(0, 4), Place(0, 6)]
    assert [one.data for one in captures(io.BytesIO(data), LIMITS, start=whole[0].after)] == [
        one.data for one in whole[1:]
    ]


@pytest.mark.parametrize("gz", [False, True])
def test_a_damaged_record_does_not_hide_the_others(gz: bool) -> None:
    parts = [build.warc([build.html(f"page {n}")], gz=gz, first=n) for n in range(3)]
    middle = bytearray(parts[1])
    middle[:12] = b"\xff" * 12
    found = list(captures(io.BytesIO(parts[0] + bytes(middle) + parts[2]), LIMITS))
    assert found[0].data == build.html("page 0")
    assert found[-1].data == build.html("page 2")
    assert any(one.problem for one in found)


def test_what_http_did_to_a_page_is_undone() -> None:
    page = build.html("framed")
    chunked = (
        b"".join(b"%x\r\n%b\r\n" % (len(page[n : n + 100]), page[n : n + 100]) for n in range(0, len(page), 100))
        + b"0\r\n\r\n"
    )
    kind = "Content-Type: text/html; charset=utf-8"
    cases = [
        build.response(chunked, headers=(kind, "Transfer-Encoding: chunked")),
        build.response(page, headers=(kind, "Transfer-Encoding: chunked")),
        build.response(gzip.compress(page, mtime=0), headers=(kind, "Content-Encoding: gzip")),
        build.response(page, headers=(kind, "Content-Encoding: gzip")),
    ]
    data = b"".join(build.warc_record("response", case, url="https://courier.example/a") for case in cases)
    assert [one.data for one in captures(io.BytesIO(data), LIMITS)] == [page] * len(cases)


def test_what_is_no_page_is_counted() -> None:
    records = [
        build.warc_record(
            "response", build.response(b"x", headers=("Content-Type: image/png",)), url="https://a.example/"
        ),
        build.warc_record("response", build.response(b"x", status="301 Moved"), url="https://a.example/"),
        build.warc_record("revisit", b""),
        build.warc_record("conversion", b"Text of a page.", media="text/plain", url="https://a.example/"),
        build.warc_record("resource", b"x", media="application/<evil>", url="https://a.example/"),
    ]
    passed: Counter[str] = Counter()
    (one,) = captures(io.BytesIO(b"".join(records)), LIMITS, passed=passed)
    assert one.data == b"Text of a page."
    assert passed == {"type image/png": 1, "status 301": 1, "revisit": 1, "type unknown": 1}
