"""What an outlet prints under report after report: kept in the record, in no view unless asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import fakes
import pytest

from dragoman import pipeline
from dragoman.show.page import page
from dragoman.store import Filter, Store, schema

LETTER = "Arvania attacked Belmark in the spring of 2024, and this paper has reported on the straits ever since."
NEWS = (
    "Corvia praised Delmar on Monday for opening the mountain road to carts.",
    "Delmar refused on Tuesday to let Corvia count the carts on the road.",
    "Belmark demanded on Friday that Delmar close the mountain road again.",
)
# Enough of its own in each, or the three would be copies of one report.
MORE = (
    "Herds had waited below the pass since the first snow melted, and drovers slept beside their fires for a week.",
    "Clerks at the toll house wrote down every wheel in a green book until somebody carried the book away at night.",
    "Shepherds of the upper farms said that nobody had asked them, although the gravel came out of their own stream.",
)


def written(folder: Path, *, outlet: str = "The Harbour Courier", news: tuple[str, ...] = NEWS) -> Path:
    folder.mkdir(exist_ok=True)
    for text in news:
        n = NEWS.index(text)
        name = f"{re.sub(r'[^a-z]', '', outlet.lower())}-{n}.txt"
        head = f"{outlet}\n\nNews of the road, part {n}\n\n{n + 3} March 2031\n\n"
        (folder / name).write_text(f"{head}{text}\n\n{MORE[n]}\n\n{LETTER}\n", encoding="utf-8")
    return folder


def told(rows: str) -> list[str]:
    return sorted(json.loads(line)["words"] for line in rows.splitlines())


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(pipeline, "builtin", lambda settings=None: fakes.STEPS)
    with Store.open(tmp_path / "x.db") as store:
        pipeline.record(written(tmp_path / "reports"), store)
        yield store


def test_no_view_shows_them_unless_asked(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from show_case import run

    monkeypatch.chdir(tmp_path)
    case = ("--case", "x.db")
    run("show", "claims", *case, "--json")
    assert told(capsys.readouterr().out) == sorted(NEWS)
    run("show", "claims", *case, "--json", "--repeated")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(row["words"], row["repeated"]) for row in rows} == {(one, None) for one in NEWS} | {
        (LETTER, "in 3 reports")
    }
    assert len(rows) == 6
    run("show", "claims", *case, "--repeated", "--actor", "ARV")
    head, *lines = capsys.readouterr().out.splitlines()
    assert "repeated" in head.split("\t") and len(lines) == 3

    for switch, acts in (((), 0), (("--repeated",), 3)):
        run("show", "actors", *case, "--json", *switch)
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [row["acts"] for row in rows if row["actor"] == "ARV"] == [acts]

    name = next(iter(store.view().articles())).id
    run("show", "report", name, *case, "--json")
    assert len(capsys.readouterr().out.splitlines()) == 1
    run("show", "report", name, *case, "--json", "--repeated")
    assert len(capsys.readouterr().out.splitlines()) == 2
    run("show", "report", *case, "--json")
    assert [json.loads(line)["claims"] for line in capsys.readouterr().out.splitlines()] == [1, 1, 1]

    for switch, count in (((), 3), (("--repeated",), 6)):
        run("export", *case, "--out", "out", *switch)
        records = [json.loads(path.read_text(encoding="utf-8")) for path in Path("out").glob("*.json")]
        assert sum(len(one["events"]) for one in records) == count

    shown = page(store.view(), title="x")
    assert "<b>3</b> claims (3 more on lines that an outlet repeats)" in shown


def test_nothing_is_lost_and_events_agree(store: Store) -> None:
    view = store.view()
    shown = {claim.id for claim in view.claims()}
    hidden = view.repeated()
    assert set(hidden.values()) == {3} and len(hidden) == 3
    assert {claim.id for claim in view.claims(Filter(repeated=True))} == shown | set(hidden)
    assert {one for event in view.events() for one in event.claims} == shown
    assert view.counts()["claims"] == 6 and view.counts()["repeated"] == 3


def test_a_line_is_shown_until_it_is_known_to_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "builtin", lambda settings=None: fakes.STEPS)
    with Store.open(tmp_path / "y.db") as store:
        pipeline.record(written(tmp_path / "two", news=NEWS[:2]), store)
        assert len(list(store.view().claims())) == 4
        # Another outlet's report is no third one.
        pipeline.record(written(tmp_path / "other", outlet="The Alba Gazette", news=NEWS[2:]), store)
        assert len(list(store.view().claims())) == 6
        pipeline.record(written(tmp_path / "three"), store)
        assert len(list(store.view().claims(Filter(repeated=True)))) == 8
        assert len(list(store.view().claims())) == 5


def test_a_case_of_before_is_linked_again(store: Store, tmp_path: Path) -> None:
    with store.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE repeated")
        connection.execute(schema.meta.update().where(schema.meta.c.key == "linked").values(value="of another program"))
    with Store.open(tmp_path / "x.db") as again:
        assert len(list(again.view().claims())) == 6
        pipeline.record(tmp_path / "reports", again)
        assert len(list(again.view().claims())) == 3
