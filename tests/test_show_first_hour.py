"""What somebody meets in the first hour: odd files and tables, questions to a case, answers that nobody can take."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from show_case import made, run

from dragoman.model import Claim, Event, Judgement, Voice
from dragoman.read import read
from dragoman.read.limits import Limits
from dragoman.read.records import page_of
from dragoman.settings import Settings
from dragoman.show.claim import beside
from dragoman.show.stream import lines_of
from dragoman.store import Store

TEXT = "Arvania demanded on Monday that Belmark leave the straits for good, and Belmark refused to."


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return made(tmp_path, monkeypatch)


def ids(case: Path) -> tuple[str, str]:
    """The first claim of the case and the event that it tells."""
    with Store.open(case, create=False) as store:
        view = store.view()
        claim = next(view.claims())
        return claim.id, next(event.id for event in view.events() if claim.id in event.claims)


@pytest.mark.parametrize(
    ("name", "text", "columns", "found"),
    [
        ("a.csv", f'Headline,Published At,Source,Content\nRow,2031-03-04,Courier,"{TEXT}"\n', (), "Courier"),
        (
            "a.csv",
            f'title,pub_date,source_name,Article Text\nRow,2031-03-04,Courier,"{TEXT}"\n',
            ("Article Text",),
            "Courier",
        ),
        ("a.csv", f'title,date,source,text\nRow,2031-03-04,/home/ana/row.txt,"{TEXT}"\n', (), None),
        (
            "a.json",
            json.dumps({"publishedAt": "2031-03-04", "source": {"name": "Courier"}, "content": TEXT}),
            (),
            "Courier",
        ),
        (
            "a.json",
            json.dumps({"status": "ok", "articles": [{"publishedAt": "2031-03-04", "content": TEXT}]}),
            (),
            None,
        ),
        ("a.csv", f'sep=;\nTitle;Date;Source;Text\nRow;2031-03-04;Courier;"{TEXT}"\n', (), "Courier"),
        ("a.json", json.dumps({"articles": [{"date": "2031-03-04", "content": TEXT}]}, indent=1), (), None),
    ],
)
def test_fields_go_by_the_names_that_others_give_them(
    tmp_path: Path, name: str, text: str, columns: tuple[str, ...], found: str | None
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    settings = Settings(text_columns=columns) if columns else Settings()
    (page,) = read(tmp_path / name, settings=settings)
    hints = {hint.field: hint.value for hint in page.hints}
    assert (hints["published"], hints.get("outlet")) == ("2031-03-04", found)
    assert TEXT in page.text


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "Title,Lead\na,b\n", "it has title, lead: name the right one as text_columns in dragoman.toml"),
        ("a.json", '{"headline": "a"}', "it has headline: name the right one as text_columns in dragoman.toml"),
        ("a.jsonl", '{"headline": "a", "text": " "}', "no report: a record whose 'text' holds no text"),
        ("a.jpg", "a", "its name ends in '.jpg'; if it is a report, name the file itself"),
        ("a", "a", "its name has no ending; if it is a report"),
        ("a.xls", "a", "save its sheet as CSV"),
        ("clip.md", "a", "its name ends in '.md'; if it is a report"),
    ],
)
def test_a_refusal_says_what_may_be_done(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (item,) = read(tmp_path)
    assert said in item.reason


def test_notes_beside_reports_are_passed_over_unless_asked_for(tmp_path: Path) -> None:
    for name in ("README.md", "licence-texts.md", "case.db"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert list(read(tmp_path)) == []
    assert len(list(read(tmp_path, settings=Settings(suffixes=(".md",))))) == 2


def test_an_object_with_a_text_of_its_own_is_no_list_of_reports() -> None:
    record = {"body": TEXT * 3, "related": [{"title": "Another"}]}
    assert page_of(record, Limits.of(Settings())).text == TEXT * 3


@pytest.mark.parametrize("kind", ["csv", "jsonl", "gold"])
def test_what_was_exported_is_no_report(case: Path, kind: str) -> None:
    assert run("export", "--case", str(case), "--format", kind, "-o", "out") == 0
    reasons = {item.reason for item in read("out")}
    assert reasons == {"not a kind of report: a record that Dragoman exported"}


def test_the_same_report_on_two_pages_is_one_and_keeps_both_sources(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (case.parent / "reports" / "a.txt").read_text("utf-8")
    with (case.parent / "again.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], [text]])
    capsys.readouterr()
    assert run("read", "again.csv", "--case", str(case)) == 0
    assert "0 reports recorded, 1 known before, 0 declined; 0 new claims" in capsys.readouterr().err
    assert run("show", "report", "--case", str(case), "--json") == 0
    sources = [json.loads(line)["source"] for line in capsys.readouterr().out.splitlines()]
    assert "again.csv#1, reports/a.txt" in sources


@pytest.mark.parametrize(
    ("args", "number"),
    [
        (("claims", "--since", "2031", "--until", "2031-03"), 5),
        (("claims", "--since", "2032"), 0),
        (("events", "--actor", "ARV"), 1),
        (("events", "--actor", "ARV", "--type", "assault"), 0),
        (("positions", "--actor", "Delmar"), 0),
    ],
)
def test_lists_hold_what_was_asked_for_and_say_when_nothing_is(
    case: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], number: int
) -> None:
    capsys.readouterr()
    assert run("show", *args, "--case", str(case)) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) - 1 == number, out
    assert err == ("" if number else f"no {args[0][:-1]} of this case fits what was asked for\n")


def test_an_event_leads_to_its_claims_and_a_claim_to_its_words(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim, event = ids(case)
    capsys.readouterr()
    assert run("show", "claims", "--event", event[:8], "--case", str(case), "--json") == 0
    assert claim in [json.loads(line)["claim"] for line in capsys.readouterr().out.splitlines()]
    assert run("show", "claim", claim[:8], "--case", str(case), "--json") == 0
    fields = {row["field"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (fields["what"]["value"], fields["what"]["words"]) == ("REQUEST-yield", "demanded")
    assert fields["who"]["value"].startswith("ARV (") and fields["event"]["value"] == event
    with Store.open(case, create=False) as store:
        article = store.view().article(fields["report"]["value"])
    assert article is not None
    for row in fields.values():
        if row["words"]:
            assert " ".join(article.text[row["start"] : row["end"]].split()) == row["words"]


def test_events_say_their_words_and_go_by_their_standing(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, event = ids(case)
    capsys.readouterr()
    assert run("show", "events", "--case", str(case), "--json") == 0
    rows = {row["id"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert rows[event]["words"].startswith("Arvania demanded on Monday")
    assert run("show", "events", "--standing", "contested", "--case", str(case)) == 0
    assert capsys.readouterr().err == "no event of this case fits what was asked for\n"


def test_reasons_stand_on_the_page_for_those_who_have_no_pointer(case: Path, tmp_path: Path) -> None:
    claim, _ = ids(case)
    assert run("report", "--case", str(case), "-o", "page.html") == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count('<details class="why"><summary>') == page.count('<div class="claim ') == 5
    assert f'<span class="id">{claim}</span></p></details>' in page


def test_a_report_goes_by_the_beginning_of_its_file_name(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = case.parent / "reports" / "long-name.txt"
    file.write_text("Nobody leaves\n\n3 March 2031\n\nBelmark attacked Arvania.\n", encoding="utf-8")
    assert run("read", str(file), "--case", str(case)) == 0
    for name, code in (("long", 0), ("reports/long-n", 0), ("ong-name", 2), ("ports/long", 2)):
        assert run("show", "report", name, "--case", str(case)) == code, name
        assert ("Nobody leaves" in capsys.readouterr().out) is (code == 0)


def test_a_claim_names_those_that_tell_the_same_and_those_that_contradict_it() -> None:
    claims = {
        id_: Claim(id_, "r", "ASSAULT", None, (), (), status, (0, 1), (0, 1), attribution=(Voice(voice, "outlet"),))
        for id_, status, voice in (("a", "actual", "Post"), ("b", "actual", "Mail"), ("c", "negated", "Courier"))
    }
    contrary = Judgement("c", "b", "contrary", 0.7, ("same date",), "link.v1")
    view = SimpleNamespace(claims=lambda wanted: iter([claims[wanted.claim]]), judgements=lambda: [contrary])
    event = Event("a", ("a", "b"), "ASSAULT", (), (), None, None, "actual", 2, 2, "contested")
    for first in ([], [Judgement("a", "c", "contrary", 0.6, ("same place",), "link.v1")]):  # once, by its own reasons
        view.judgements = lambda first=first: [*first, contrary]
        (_, found) = beside(view, claims["a"], event)
        assert (found["value"][:1], found["decided by"]) == ("c", "same place" if first else "same date")
    view.judgements = lambda: [contrary]
    assert [(row["field"], row["value"], row["decided by"]) for row in beside(view, claims["a"], event)] == [
        ("told also by", "b (ASSAULT, actual; Mail)", None),
        ("contradicted by", "c (ASSAULT, negated; Courier)", "same date"),
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("show", "claims", "--since", "2030", "--until", "2018"), "--since '2030' is later than --until '2018'"),
        (("show", "claims", "--event", "none"), "No single event 'none'"),
        (("show", "events", "--standing", "doubted"), "Known: contested, corroborated, single-sourced."),
        (("show", "claim", "none"), "No single claim 'none'"),
        (("show", "claim", ""), "give more of the id"),
        (("report", "x.db"), "A case is named with --case: --case x.db"),
        (("show", "claims", "reports/a.txt"), "A case is named with --case"),
        (("claims",), "Did you mean 'show claims'?"),
        (("actors", "list", "--sector", "ZZZ"), "No sector 'ZZZ'. Known: AGR, "),
        (("report", "-o", "reports"), "it is a folder. Name a file in it."),
        (("read", "-"), "code it without a case with: dragoman code"),
        (("read", "*.txt"), "Patterns are not filled in here; give the folder."),
        (("read", "www.news.example/a"), "begins with https://: https://www.news.example/a"),
        (("follow", "reports/a.txt"), "Read what a saved one links to with: dragoman read --links reports/a.txt"),
        (("show", "claims", "-c", "my case.db"), "dragoman read SOURCE --case 'my case.db'"),
    ],
)
def test_one_line_says_what_to_do(
    case: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    capsys.readouterr()
    of_case = () if args[0] in ("claims", "actors") or "-c" in args else ("--case", str(case))
    assert run(*args, *of_case) == 2
    assert said in capsys.readouterr().err


def test_a_report_named_as_a_case_by_mistake_stays_as_it_is(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = case.parent / "reports" / "empty.txt"
    assert run("show", "claims", "--case", str(empty)) == 2
    assert "is not a case file: it is empty" in capsys.readouterr().err
    assert empty.read_bytes() == b""


def test_tables_tell_the_country_of_every_party_and_the_place_of_every_event(case: Path, tmp_path: Path) -> None:
    assert run("export", "--case", str(case), "--format", "csv", "-o", "out") == 0
    claims, events = (
        list(csv.DictReader((tmp_path / "out" / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in ("claims", "events")
    )
    assert (claims[0]["actor_countries"], claims[0]["actor_sectors"]) == ("ARV", "GOV")
    told = next(event for event in events if event["event_id"] == claims[0]["event_id"])
    assert (told["actor_countries"], told["quad"], told["country"]) == ("ARV", "verbal conflict", "ARV")


def test_positions_of_an_export_count_in_the_text_of_the_report(case: Path, tmp_path: Path) -> None:
    for kind in ("csv", "jsonl"):
        assert run("export", "--case", str(case), "--format", kind.upper(), "-o", "out") == 0
    reports = (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()
    texts = {row["report"]: row["text"] for row in map(json.loads, reports)}
    rows = list(csv.DictReader((tmp_path / "out" / "claims.csv").read_text("utf-8").splitlines()))
    for row in rows:
        for name in ("trigger", "sentence"):
            words = texts[row["report"]][int(row[f"{name}_start"]) : int(row[f"{name}_end"])]
            assert " ".join(words.split()) == row[name].removeprefix("'")
    assert len(rows) == 5


def test_a_table_of_an_earlier_version_is_replaced_and_a_stranger_s_is_not(case: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    table = tmp_path / "out" / "claims.csv"
    table.write_text("claim,event_id,type,mode,quad,status,sentence\n", encoding="utf-8")
    assert run("export", "--case", str(case), "--format", "csv", "-o", "out") == 0
    table.write_text("claim,by hand\n", encoding="utf-8")
    assert run("export", "--case", str(case), "--format", "csv", "-o", "out") == 2
    assert table.read_text(encoding="utf-8") == "claim,by hand\n"


def test_a_date_in_doubt_and_one_given_by_hand_are_told_of_in_the_list_and_on_the_page(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paragraphs = "".join(f"<p>{line} {TEXT}</p>" for line in ("On the quay:", "In the hall:", "By radio:"))
    page = (
        "<html><head><meta property='article:published_time' content='2033-01-01T08:00:00Z'></head><body><article>"
        f"<h1>Envoys leave Port Alba</h1><p class='date'>March 4, 2031</p>{paragraphs}</article></body></html>"
    )
    (case.parent / "c.html").write_text(page, encoding="utf-8")
    assert run("read", "c.html", "--case", str(case)) == 0
    capsys.readouterr()
    doubt = "date_conflict: article:published_time says 2033-01-01, date line says 2031-03-04"
    for told in (doubt, "published given by hand"):
        assert run("report", "--case", str(case), "-o", "page.html") == 0
        assert told in (case.parent / "page.html").read_text(encoding="utf-8")
        assert run("show", "report", "--case", str(case), "--json") == 0
        rows = {row["source"]: row["notes"] for row in map(json.loads, capsys.readouterr().out.splitlines())}
        assert rows["c.html"] == (doubt if told == doubt else None)
        assert run("correct", "report", "c.html", "--published", "2031-03-04", "--case", str(case)) == 0


def test_a_report_that_is_kept_and_not_coded_is_told_of(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = case.parent / "a_de.txt"
    file.write_text("Die Regierung forderte am Montag den Abzug. Der Minister sagte, man werde nicht warten.\n" * 3)
    capsys.readouterr()
    assert run("read", str(file), "--case", str(case)) == 0
    told = capsys.readouterr().err
    assert "1 report recorded, 0 known before, 1 declined (1 of them recorded and not coded); 0 new claims" in told


def test_an_answer_that_finds_no_room_is_one_line(case: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with full.open("w") as out:
        done = subprocess.run(
            [sys.executable, "-m", "dragoman", "actors", "list"],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("dragoman: The answer can't be written: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed otherwise there")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_stream_that_is_closed_is_no_error(closed: str) -> None:
    for command in ("code < /dev/null", "actors list --sector SPY"):
        line = f"exec {sys.executable} -m dragoman {command} {closed}"
        done = subprocess.run(["sh", "-c", line], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ([b"a\nb", b"c\n", b"\nd"], [b"a", b"bc", b"", b"d"]),
        ([b""], [b""]),
        ([b"a" * 70_000 + b"\n"], [b"a" * 70_000, b""]),
    ],
)
def test_lines_of_a_stream(written: list[bytes], lines: list[bytes]) -> None:
    reader, writer = os.pipe()
    pieces = subprocess.Popen(
        [sys.executable, "-c", f"import sys\nfor one in {written!r}: sys.stdout.buffer.write(one); sys.stdout.flush()"],
        stdout=writer,
    )
    os.close(writer)
    assert list(lines_of(reader)) == lines
    os.close(reader)
    assert pieces.wait() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_a_stream_that_waits_for_a_line_can_be_stopped() -> None:
    # A suite that a shell started in the background ignores Ctrl-C, and its children would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        waiting = subprocess.Popen(
            [sys.executable, "-m", "dragoman", "code"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert waiting.stdin and waiting.stdout and waiting.stderr
    waiting.stdin.write(b"nothing\n")
    waiting.stdin.flush()
    assert b"not JSON" in waiting.stdout.readline()
    time.sleep(0.1)
    waiting.send_signal(signal.SIGINT)
    err = waiting.stderr.read()
    for pipe in (waiting.stdin, waiting.stdout, waiting.stderr):
        pipe.close()
    assert (waiting.wait(), err) == (130, b"dragoman: stopped\n")
