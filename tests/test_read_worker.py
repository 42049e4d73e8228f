"""The worker process: what ends it is declined by its type, the next document is read, and nothing is tried for ever."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import read_builders as build

from dragoman.model import Article, Block, Document, Refusal
from dragoman.pipeline import Steps, Summary, record
from dragoman.read import pool, read
from dragoman.settings import Settings
from dragoman.store import Store, dump

# Readers that do what a document says, in a worker of their own.
WILD = """
import sys, os, time, socket, subprocess
sys.path.insert(0, {root!r})
from dragoman.read import walk, worker
tame = walk._read_leaf
def wild(data, *rest):
    if b"DIE" in data: os.abort()
    if b"HANG" in data: time.sleep(60)
    if b"EAT" in data: bytearray(4_000_000_000)
    if b"DIAL" in data: socket.create_connection(("127.0.0.1", 9))
    if b"WRITE" in data: open({stolen!r}, "w")
    if b"PLANT" in data: os.close(os.open({stolen!r}, os.O_WRONLY | os.O_CREAT))
    if b"RUN" in data: subprocess.run(["true"])
    if b"PRINT" in data: print("noise"); sys.stderr.write("noise")
    if b"RECURSE" in data: wild(data, *rest)
    return tame(data, *rest)
walk._read_leaf = wild
worker.main()
"""
QUICK = Settings(max_seconds=3)


@pytest.fixture
def wild(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    pool.close()
    made = WILD.format(root=pool._ROOT, stolen=str(tmp_path / "stolen.txt"))
    monkeypatch.setattr(pool, "_COMMAND", ("-P", "-B", "-c", made))
    yield
    pool.close()


def outcome(path: Path, word: str, settings: Settings | None = None) -> str:
    (path / "a.html").write_bytes(build.html(word))
    (item,) = read(path / "a.html", settings=settings)
    return item.reason if isinstance(item, Refusal) else "read"


def test_every_way_to_end_a_worker_is_a_typed_refusal(wild: None, tmp_path: Path) -> None:
    assert outcome(tmp_path, "DIE").startswith("reader died: the reader process ended with ")
    assert outcome(tmp_path, "calm") == "read"
    assert outcome(tmp_path, "PRINT") == "read"
    assert outcome(tmp_path, "RECURSE").startswith("too deep: ")
    for word in ("DIAL", "WRITE", "PLANT", "RUN"):
        assert outcome(tmp_path, word).startswith("broken: PermissionError in the html reader: a reader must not"), word
    begun = time.perf_counter()
    assert outcome(tmp_path, "calm", QUICK) == "read"
    assert outcome(tmp_path, "HANG", QUICK) == "out of time: no answer within 3 seconds"
    assert time.perf_counter() - begun < 60
    assert not (tmp_path / "stolen.txt").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_memory_is_held(wild: None, tmp_path: Path) -> None:
    assert outcome(tmp_path, "EAT") == "out of memory: the reader would need more than 256000000 bytes"
    assert outcome(tmp_path, "calm") == "read"


def test_a_member_that_ends_the_worker_does_not_hide_the_others(wild: None, tmp_path: Path) -> None:
    words = ["a", "DIE 1", "b", "DIE 2", "c"]
    path = tmp_path / "a.zip"
    path.write_bytes(build.zipped({f"{n}.html": build.html(word) for n, word in enumerate(words)}))
    found = {item.source.split("#")[1]: isinstance(item, Document) for item in read(path)}
    assert found == {"0.html": True, "1.html": False, "2.html": True, "3.html": False, "4.html": True}


def test_an_archive_inside_an_archive_that_ends_the_worker_keeps_what_was_read(wild: None, tmp_path: Path) -> None:
    inner = build.zipped({"a.html": build.html("a"), "b.html": build.html("DIE"), "c.html": build.html("c")})
    path = tmp_path / "a.zip"
    path.write_bytes(build.zipped({"inner.zip": inner, "last.html": build.html("last")}))
    found = [(item.source.split(".zip#", 1)[1], isinstance(item, Document)) for item in read(path)]
    assert found == [("inner.zip#a.html", True), ("inner.zip", False), ("last.html", True)]


def test_leaving_in_the_middle_leaves_no_worker_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(build.zipped({f"{n}.txt": build.text(str(n)) for n in range(30)}))
    for _ in range(3):
        items = read(path)
        assert next(items).source.endswith("#0.txt")
        items.close()  # type: ignore[attr-defined]
    assert len(list(read(path))) == 30


def stub(document: Document) -> Article:
    text = " ".join(document.text.split())
    return Article(document.id[:32], document.id, text, (Block("body", 0, len(text), 0),), language="en")


def steps(clean: object = stub) -> Steps:
    return Steps(read, clean, lambda a: list(a), lambda p: (), lambda p, m: (), lambda c, a: ((), ()))  # type: ignore[arg-type,return-value]


def recorded(source: Path, case: Path, clean: object = stub, settings: Settings | None = None) -> tuple[Summary, str]:
    with Store.open(case) as store:
        summary = record(source, store, steps=steps(clean), settings=settings)
        return summary, dump(store.view())


def test_what_ended_the_worker_is_not_tried_again(wild: None, tmp_path: Path) -> None:
    source, case = tmp_path / "in", tmp_path / "a.db"
    source.mkdir()
    (source / "a.html").write_bytes(build.html("DIE"))
    (source / "b.zip").write_bytes(build.zipped({"x.html": build.html("DIE 2"), "y.html": build.html("y")}))
    first, rows = recorded(source, case)
    assert (first.recorded, len(first.refused)) == (1, 2)
    pool.close()
    started = len(pool._idle)
    second, again = recorded(source, case)
    # The page is declined from memory; of the archive its mark is looked at, and no page is parsed.
    assert [refusal.source.rsplit("/", 1)[1] for refusal in second.refused] == ["a.html"]
    assert (second.recorded, second.known, again) == (0, 1, rows)
    assert started == 0
    third, _ = recorded(source, case, settings=Settings(max_seconds=30))
    assert len(third.refused) == 2


def test_a_page_that_was_declined_is_read_when_it_has_changed(tmp_path: Path) -> None:
    page, case = tmp_path / "a.html", tmp_path / "a.db"
    page.write_bytes(b"<html><body></body></html>")
    assert len(recorded(page, case)[0].refused) == 1
    page.write_bytes(build.html("mended"))
    summary, rows = recorded(page, case)
    assert (summary.recorded, summary.refused) == (1, [])
    assert '"issues"' not in rows


class Stop(BaseException):
    pass


@pytest.mark.parametrize("every", [4])
def test_stopped_at_every_document_and_begun_again(tmp_path: Path, every: int) -> None:
    from benchmarks.kill_resume import mixed_folder

    source = tmp_path / "in"
    source.mkdir()
    numbers = mixed_folder(source, pages=2)
    settings = Settings(group_reports=1)
    whole = recorded(source, tmp_path / "whole.db", settings=settings)[1]
    count = stops = 0

    def clean(document: Document) -> Article:
        nonlocal count
        count += 1
        if count % (every + 1) == 0:
            raise Stop
        return stub(document)

    while True:
        try:
            rows = recorded(source, tmp_path / "stopped.db", clean, settings)[1]
            break
        except Stop:
            stops += 1
            assert stops < 500
    assert stops > 5
    assert rows == whole
    assert all(rows.count(f"number {number} here.") == whole.count(f"number {number} here.") > 0 for number in numbers)


def test_a_table_that_grew_goes_on_where_it_ended(tmp_path: Path) -> None:
    path, case = tmp_path / "a.jsonl", tmp_path / "a.db"
    path.write_bytes(build.json_lines([build.news_please("one"), build.news_please("two")]))
    assert recorded(path, case)[0].recorded == 2
    with path.open("ab") as file:
        file.write(build.json_lines([build.news_please("three")]))
    summary, rows = recorded(path, case)
    assert (summary.recorded, summary.known) == (1, 2)
    assert "a.jsonl#3" in rows


@pytest.mark.parametrize("gz", [False, True])
def test_a_web_archive_that_was_cut_off_goes_on_when_it_is_whole(tmp_path: Path, gz: bool) -> None:
    data = build.warc([build.html(f"page {n}") for n in range(4)], gz=gz)
    path, case = tmp_path / "a.warc", tmp_path / "a.db"
    path.write_bytes(data[: len(data) * 6 // 10])
    first = recorded(path, case)[0]
    assert 0 < first.recorded < 4
    assert any(refusal.reason.startswith("broken: the archive stops") for refusal in first.refused)
    path.write_bytes(data)
    second = recorded(path, case)[0]
    assert (first.recorded + second.recorded, second.known) == (4, first.recorded)


def test_another_archive_under_the_same_name_is_read_anew(tmp_path: Path) -> None:
    for name, one, other in (
        ("a.warc", build.warc([build.html("a")]), build.warc([build.html("b")])),
        ("a.zip", build.zipped({"a.txt": "One report."}), build.zipped({"a.txt": "Two report."})),
        ("a.json", b'[{"text": "One report."}]', b'[{"text": "Two report."}]'),
    ):
        path, case = tmp_path / name, tmp_path / f"{name}.db"
        path.write_bytes(one)
        recorded(path, case)
        assert recorded(path, case)[0].recorded == 0
        path.write_bytes(other)
        assert recorded(path, case)[0].recorded == 1, name
