"""A case remembers which edition of the coder wrote its claims, and codes its reports anew when asked."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.edition import edition
from dragoman.pipeline import recode, record
from dragoman.settings import Settings
from dragoman.show.cli import app
from dragoman.store import Store, dump

REPORTS = {
    "one.txt": "NAIROBI, March 3, 2019 - The Plum Army attacked a police post in Garissa on Sunday, police said.\n",
    "two.txt": "NAIROBI, March 4, 2019 - Kenya demanded on Monday that Somalia hand over two officers of the Plum Army.\n",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    source = tmp_path / "reports"
    source.mkdir()
    for name, text in REPORTS.items():
        (source / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path / "case.db") as store:
        record(source, store)
    return tmp_path / "case.db"


def army(case: Path) -> set[tuple[str | None, str | None]]:
    """Country and sector of the Plum Army in all claims."""
    with Store.open(case, create=False) as store:
        named = [p for claim in store.view().claims() for p in claim.actors if p.id == "plum-army"]
        return {(party.code, party.sector) for party in named}


def test_coding_anew_with_the_same_edition_changes_nothing(case: Path) -> None:
    with Store.open(case) as store:
        before = dump(store.view())
        assert recode(store).recorded == 0
        assert dump(store.view()) == before


def test_an_actor_added_later_reaches_the_reports_known_before(case: Path) -> None:
    assert ("KEN", "REB") not in army(case)
    added = CliRunner().invoke(
        app,
        ["actors", "add", "Plum Army", "--section", "groups", "--code", "KEN", "--sector", "REB", "--case", str(case)],
    )
    assert added.exit_code == 0, added.output
    again = CliRunner().invoke(app, ["read", str(case.parent / "reports"), "--case", str(case)])
    assert "2 reports known before were coded by another edition" in again.output
    assert ("KEN", "REB") not in army(case)
    told = CliRunner().invoke(app, ["recode", "--case", str(case)])
    assert told.exit_code == 0 and "2 reports coded anew" in told.output
    assert army(case) == {("KEN", "REB")}
    once_more = CliRunner().invoke(app, ["read", str(case.parent / "reports"), "--case", str(case)])
    assert "edition" not in once_more.output


def test_a_recoded_case_is_the_case_read_anew(case: Path, tmp_path: Path) -> None:
    with Store.open(case) as store:
        with store.writer() as writer:  # as if another edition had found nothing
            for article in store.view().articles():
                writer.recode(article, edition="another")
        assert not store.view().counts()["claims"] and not store.view().linked()
        assert recode(store).recorded == 2
        recoded = dump(store.view())
    with Store.open(tmp_path / "fresh.db") as fresh:
        record(tmp_path / "reports", fresh)
        assert dump(fresh.view()) == recoded


def test_a_stopped_run_goes_on_where_it_stopped(case: Path) -> None:
    def stop(_summary: object, _source: str) -> None:
        raise KeyboardInterrupt

    with Store.open(case) as store:
        with store.writer() as writer:
            for article in store.view().articles():
                writer.recode(article, edition="another")
        with pytest.raises(KeyboardInterrupt):
            recode(store, progress=stop)
        assert recode(store).recorded == 1


def test_the_edition_changes_with_what_the_claims_depend_on(tmp_path: Path) -> None:
    own = tmp_path / "actors.yml"
    own.write_text("groups: []\n", encoding="utf-8")
    first = edition(Settings(), own)
    own.write_text("groups: [ ]\n", encoding="utf-8")
    assert len({first, edition(Settings(), own), edition(Settings(), None), edition(Settings(pipeline="x"), None)}) == 4
    assert edition(Settings(max_bytes=7), None) == edition(Settings(), None)


def test_a_file_of_actors_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert edition(Settings(), tmp_path / "none.yml") == edition(Settings(), tmp_path) == edition(Settings(), None)
    assert len(edition(Settings(), None)) == 16


def test_the_program_is_its_files_by_name_and_nothing_that_an_editor_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = importlib.import_module("dragoman.edition")
    monkeypatch.setattr(program, "__file__", str(tmp_path / "edition.py"))

    def now() -> str:
        program._program.cache_clear()
        return edition(Settings(), None)

    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "one.yml").write_text("a", encoding="utf-8")
    try:
        first = now()
        for left in (".one.yml.swp", "one.pyc"):
            (tmp_path / "data" / left).write_text("b", encoding="utf-8")
        (tmp_path / "show.py").write_text("what is shown is no part", encoding="utf-8")
        assert now() == first
        (tmp_path / "data" / "one.yml").rename(tmp_path / "data" / "two.yml")
        second = now()
        (tmp_path / "data" / "two.yml").write_text("c", encoding="utf-8")
        assert len({first, second, now()}) == 3
    finally:
        program._program.cache_clear()


def test_a_gazetteer_is_read_once_for_each_state_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places, read = tmp_path / "places.db", []
    digest = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda *asked: (read.append(asked), digest(*asked))[1])
    for content in ("one", "another"):
        places.write_text(content, encoding="utf-8")
        assert len({edition(Settings(places=str(places)), None) for _ in range(3)}) == 1
    assert len(read) == 2
