"""The record on disk: what goes in comes out, twice is once, and killing the program changes nothing."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import fakes
import pytest

from dragoman.errors import StoreError
from dragoman.model import Claim, Party, Refusal
from dragoman.pipeline import record
from dragoman.store import Filter, Store, dump
from dragoman.store.case import _write_ahead
from dragoman.testing import article, document

ROOT = Path(__file__).resolve().parents[1]
RUN = "import sys, fakes; from pathlib import Path; from dragoman.pipeline import record; from dragoman.store import Store\n"
RUN += "record(Path(sys.argv[1]), Store.open(sys.argv[2]), steps=fakes.SLOW_STEPS)"


def report(number: int) -> str:
    names = sorted(fakes.NAMES)
    one, two = names[number % 4], names[(number + 1 + number // 4) % 4]
    day = f"{number % 28 + 1} March 2031"
    return (
        f"Talks number {number} end without a word\n\n{day}\n\n"
        f"{one} demanded on that day that {two} leave the valley at once and for good.\n\n"
        f"An army of {two} attacked the harbour of {one} in the morning of the same day.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "reports"
    source.mkdir()
    for number in range(12):
        (source / f"{number:03}.txt").write_text(report(number), encoding="utf-8")
    (source / "empty.txt").write_bytes(b"")
    return source


def recorded(source: Path, case: Path) -> str:
    with Store.open(case) as store:
        record(source, store, steps=fakes.STEPS)
        return dump(store.view())


def test_what_is_recorded_comes_back(folder: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        summary = record(folder, store, steps=fakes.STEPS)
        view = store.view()
        assert (summary.recorded, summary.claims, len(summary.refused)) == (12, 24, 1)
        articles = {article.id: article for article in view.articles()}
        for article in articles.values():
            document = view.document(article.document_id)
            assert document is not None
            parse = next(fakes.parse_many([article]))
            mentions = fakes.resolve(parse)
            assert tuple(view.mentions(article.id)) == mentions
            assert tuple(view.claims(Filter(report=article.id))) == fakes.code(parse, mentions)
            for block in article.blocks:
                there = document.text[block.raw_start : block.raw_start + block.end - block.start]
                assert there == article.text[block.start : block.end]
        judgements, events = fakes.link(tuple(view.claims()), tuple(articles.values()))
        assert sorted(view.events(), key=lambda e: e.id) == sorted(events, key=lambda e: e.id)
        assert sorted(view.judgements(), key=lambda j: j.right) == sorted(judgements, key=lambda j: j.right)
        assert list(view.issues()) == [Refusal(str(folder / "empty.txt"), "read", "empty")]
        assert view.counts()["claims"] == 24
        assert view.linked()


def test_reading_twice_adds_nothing(folder: Path, tmp_path: Path) -> None:
    first = recorded(folder, tmp_path / "a.db")
    assert recorded(folder, tmp_path / "a.db") == first
    with Store.open(tmp_path / "a.db") as store:
        summary = record(folder, store, steps=fakes.STEPS)
        assert (summary.recorded, summary.known, summary.claims) == (0, 12, 0)


def test_a_copy_under_another_name_is_one_report(folder: Path, tmp_path: Path) -> None:
    (folder / "copy.txt").write_bytes((folder / "000.txt").read_bytes())
    with Store.open(tmp_path / "a.db") as store:
        summary = record(folder, store, steps=fakes.STEPS)
        assert (summary.recorded, summary.known) == (12, 1)
        article = store.view().find(str(folder / "copy.txt"))
        assert store.view().sources(article.document_id) == (str(folder / "000.txt"), str(folder / "copy.txt"))


def test_a_report_goes_by_its_name_in_its_own_capitals(tmp_path: Path) -> None:
    # One folder can't hold both names everywhere.
    for name in ("a/Talks.txt", "b/talks.TXT"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(f"Arvania attacked Belmark, says {name}.", encoding="utf-8")
    with Store.open(tmp_path / "a.db") as store:
        for folder in ("a", "b"):
            record(tmp_path / folder, store, steps=fakes.STEPS)
        view = store.view()
        assert [view.find(name).text.split()[-1] for name in ("Talks.txt", "talks.TXT")] == [
            "a/Talks.txt.",
            "b/talks.TXT.",
        ]
        with pytest.raises(StoreError, match="2 go by that"):
            view.find("TALKS.TXT")


def test_the_order_of_reading_does_not_show(folder: Path, tmp_path: Path) -> None:
    for path in sorted(folder.iterdir())[5:]:
        path.unlink()
    whole = recorded(folder, tmp_path / "a.db")
    for path in sorted(folder.iterdir(), reverse=True):
        parts = recorded(path, tmp_path / "b.db")
    assert parts == whole


def test_killed_at_any_moment_and_started_again_ends_in_the_same_record(folder: Path, tmp_path: Path) -> None:
    for number in range(12, 40):
        (folder / f"{number:03}.txt").write_text(report(number), encoding="utf-8")
    whole = recorded(folder, tmp_path / "whole.db")
    case = tmp_path / "killed.db"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", RUN, str(folder), str(case)]
    rng = random.Random(7)
    kills = 0
    for _ in range(4):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=0.45 + rng.random() * 0.35)
        except subprocess.TimeoutExpired:
            kills += 1
        process.kill()
        process.wait()
        if case.exists():
            check = sqlite3.connect(case)
            assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            check.close()
    assert kills
    assert recorded(folder, case) == whole


def test_two_programs_may_write_one_case(folder: Path, tmp_path: Path) -> None:
    whole = recorded(folder, tmp_path / "whole.db")
    case = tmp_path / "shared.db"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", RUN, str(folder), str(case)]
    both = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert recorded(folder, case) == whole


class Busy:
    """A connection to a new file that another program is just setting up as well."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def execute(self, _command: str) -> None:
        if self.answers:
            raise sqlite3.OperationalError(self.answers.pop(0))


def test_a_case_that_two_programs_start_at_once_is_waited_for() -> None:
    connection = Busy("database is locked", "database is locked")
    _write_ahead(connection)  # type: ignore[arg-type]
    assert not connection.answers
    with pytest.raises(sqlite3.OperationalError, match="disk I/O"):
        _write_ahead(Busy("disk I/O error"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(), 24),
        (Filter(event="request"), 12),
        (Filter(actor="ARV", event="REQUEST"), 3),
        (Filter(actor="arvania", event="REQUEST"), 3),
        (Filter(recipient="ARV", event="ASSAULT"), 3),
        (Filter(voice="Ana Petrova"), 24),
        (Filter(actor="AR"), 0),
        (Filter(status="negated"), 0),
        (Filter(since="2031-03-11"), 4),
        (Filter(until="2031-03-02"), 4),
        (Filter(since="2031-03", until="2031-03"), 24),
        (Filter(since="2031-04"), 0),
        (Filter(report="nothing"), 0),
        (Filter(actor="%"), 0),
    ],
)
def test_filters(folder: Path, tmp_path: Path, wanted: Filter, count: int) -> None:
    with Store.open(tmp_path / "a.db") as store:
        record(folder, store, steps=fakes.STEPS)
        assert len(list(store.view().claims(wanted))) == count


@pytest.mark.parametrize("name", ["Élise Çavuş", "élise çavuş", "ÉLISE ÇAVUŞ"])
def test_names_of_all_alphabets_are_found_however_they_are_written(name: str, tmp_path: Path) -> None:
    page = document("Élise Çavuş met Bob.")
    report = replace(article(page.text), document_id=page.id)
    party = Party("elise-cavus", "Élise Çavuş", None, None, "Élise Çavuş", 0, 11)
    claim = Claim("one", report.id, "CONSULT", None, (party,), (), "actual", (12, 15), (0, 20))
    with Store.open(tmp_path / "a.db") as store:
        with store.writer() as writer:
            writer.add(page, report, claims=[claim])
        assert store.view().names(name)
        assert [one.id for one in store.view().claims(Filter(actor=name))] == ["one"]


def test_a_full_disk_is_said_and_leaves_what_was_there(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        before = dump(store.view())
        with store._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
        with pytest.raises(StoreError, match="full"), store.writer() as writer:
            writer.add(document("Nothing but words. " * 2000), None)
        assert dump(store.view()) == before


def test_a_failed_write_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        record(folder / "000.txt", store, steps=fakes.STEPS)
        before = dump(store.view())
        with pytest.raises(RuntimeError), store.writer() as writer:
            writer.issue(Refusal("x", "read", "never kept"))
            raise RuntimeError
        assert dump(store.view()) == before


def test_what_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No case at"):
        Store.open(tmp_path / "none.db", create=False)
    with pytest.raises(StoreError, match="does not exist"):
        Store.open(tmp_path / "no" / "a.db")
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path)
    (tmp_path / "text.db").write_text("this is a text and no database\n" * 10, encoding="utf-8")
    with pytest.raises(StoreError, match="not a case file"):
        Store.open(tmp_path / "text.db")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE things (name TEXT)")
    other.commit()
    other.close()
    with pytest.raises(StoreError, match="another program"):
        Store.open(tmp_path / "other.db")


def test_a_newer_case_is_refused(tmp_path: Path) -> None:
    Store.open(tmp_path / "a.db").close()
    newer = sqlite3.connect(tmp_path / "a.db")
    newer.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    newer.commit()
    newer.close()
    with pytest.raises(StoreError, match="schema version 99"):
        Store.open(tmp_path / "a.db")


def test_a_report_that_breaks_a_step_is_an_issue_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "001.txt").write_text(
        report(1) + "\nBREAK THE PARSER of all who read this line to its end.\n", encoding="utf-8"
    )
    (folder / "002.txt").write_text(
        report(2) + "\nBREAK THE RESOLVER of all who read this line to its end.\n", encoding="utf-8"
    )
    (folder / "003.txt").write_text(
        "Les ministres se sont réunis dans la ville et ont parlé de la paix avec les envoyés du roi pendant trois jours, "
        "mais ils ne sont pas parvenus à un accord et se quittent sans avoir fixé la date de la prochaine rencontre.\n",
        encoding="utf-8",
    )
    with Store.open(tmp_path / "a.db") as store:
        summary = record(folder, store, steps=fakes.STEPS)
        reasons = {Path(one.source).name: f"{one.stage}: {one.reason}" for one in store.view().issues()}
    assert reasons["001.txt"].startswith("parse: failed: ValueError")
    assert reasons["002.txt"].startswith("resolve: failed: KeyError")
    assert reasons["003.txt"].startswith("clean: not in English")
    assert summary.claims == 18


def test_two_cases_of_the_same_reports_are_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    program = "import sys, fakes; from pathlib import Path; from dragoman.pipeline import record; from dragoman.store import Store\n"
    program += "with Store.open(sys.argv[2]) as store: record(Path(sys.argv[1]), store, steps=fakes.STEPS)"
    cases = [tmp_path / "a.db", tmp_path / "b.db"]
    for seed, case in enumerate(cases):
        env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "PYTHONHASHSEED": str(seed)}
        subprocess.run([sys.executable, "-c", program, str(folder), str(case)], env=env, check=True)
    assert cases[0].read_bytes() == cases[1].read_bytes()


def test_a_case_damaged_behind_its_head_is_said_to_be_damaged(folder: Path, tmp_path: Path) -> None:
    recorded(folder, tmp_path / "x.db")
    data = bytearray((tmp_path / "x.db").read_bytes())
    with sqlite3.connect(tmp_path / "x.db") as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claims'").fetchone()
    connection.close()
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    (tmp_path / "x.db").write_bytes(data)
    with Store.open(tmp_path / "x.db") as store, pytest.raises(StoreError, match=r"the file is damaged \("):
        dump(store.view())


def test_a_case_on_a_read_only_disk_can_be_looked_at(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = recorded(folder, tmp_path / "x.db")
    before = sorted(path.name for path in tmp_path.iterdir())
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Store.open(tmp_path / "x.db", create=False) as store:
        assert dump(store.view()) == wanted
        with (
            pytest.raises(StoreError, match="can't be written: attempt to write a readonly database"),
            store.writer() as writer,
        ):
            writer.issue(Refusal("a", "read", "empty"))
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    with sqlite3.connect(tmp_path / "x.db") as connection:  # a case of before tables were added
        connection.execute("DROP TABLE struck")
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    with Store.open(tmp_path / "x.db", create=False) as store:
        assert dump(store.view()) == wanted and store.view().struck() == {}
    (tmp_path / "x.db-wal").write_bytes(b"what was recorded last")
    with pytest.raises(StoreError, match="still stands in 'x"):
        Store.open(tmp_path / "x.db", create=False)
