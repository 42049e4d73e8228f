"""`dragoman actors`: the world book shown, and a user's own file written, checked and used."""

from __future__ import annotations

import json

import pytest
from builders import report
from typer.testing import CliRunner

from dragoman.data.actor_files import key_of, own_entries
from dragoman.data.book import beside, load_book, use
from dragoman.errors import DataError
from dragoman.resolve.actors.find import find_actors
from dragoman.show.cli import app

ARMY = "groups:\n- {id: plum-army, name: Plum Army, names: [PLA-X], code: KEN, sector: REB}\n"


@pytest.fixture(autouse=True)
def _shipped_again():
    yield
    use(None)


def run(*arguments: str, cwd, monkeypatch, code: int = 0) -> str:
    monkeypatch.chdir(cwd)
    result = CliRunner().invoke(app, ["actors", *arguments])
    if code == 0 and result.exception is not None:
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def test_list_and_show(tmp_path, monkeypatch):
    listed = run("list", "--code", "KEN", "--section", "groups", cwd=tmp_path, monkeypatch=monkeypatch)
    assert "mau-mau\tMau Mau\tgroups\tKEN\tREB" in listed
    row = json.loads(
        run("show", "Boris Yeltsin", "--on", "1996-07-04", "--json", cwd=tmp_path, monkeypatch=monkeypatch)
    )
    assert (row["id"], row["offices"]) == ("boris-yeltsin", "on 1996-07-04: president of RUS")
    assert "unchecked" in row["source"]


def test_add_then_show_then_check(tmp_path, monkeypatch):
    where = {"cwd": tmp_path, "monkeypatch": monkeypatch}
    run("add", "Plum Army", "--section", "groups", "--code", "KEN", "--sector", "REB", "--also", "PLA-X", **where)
    run("add", "Ana Quill", "--section", "people", "--of", "plum-army", "--office", "spokeswoman 2017-01..", **where)
    run("add", "Quill Union", "--section", "groups", "--code", "KEN", "--sector", "LAB", **where)
    text = (tmp_path / "actors.yml").read_text(encoding="utf-8")
    assert [e.values["name"] for e in own_entries(text, "actors.yml")] == ["Plum Army", "Quill Union", "Ana Quill"]
    assert "0 problems" in run("check", **where)
    assert "plum-army" in run("show", "PLA-X", **where)


def test_a_wrong_entry_is_refused_and_the_file_stays(tmp_path, monkeypatch):
    (tmp_path / "actors.yml").write_text(ARMY, encoding="utf-8")
    with pytest.raises(DataError, match=r"actors\.yml:3: groups: bad: field 'code' has value 'KENYA'"):
        run(
            *("add", "Bad", "--section", "groups", "--code", "KENYA", "--sector", "REB"),
            cwd=tmp_path,
            monkeypatch=monkeypatch,
        )
    assert (tmp_path / "actors.yml").read_text(encoding="utf-8") == ARMY


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gruops:\n- {id: a}\n", "a.yml:1: no section 'gruops'; did you mean 'groups'?"),
        (
            "groups:\n- {id: a-b, name: A, kode: KEN}\n",
            "a.yml:2: groups: a-b: field 'kode': no such field; did you mean 'code'?",
        ),
        (
            "groups:\n- id: a-b\n  name: A\n  code: KEN\n  sector: XXX\n",
            "a.yml:5: groups: a-b: field 'sector' has value 'XXX'",
        ),
        ("groups:\n- {id: a-b, name: A, code: KEN}\n", "a.yml:2: groups: a-b: field 'sector' is missing"),
        ("groups:\n- {id: A B, name: A, code: KEN, sector: REB}\n", "ids here are lower case with hyphens"),
        ("groups:\n- {id: a-b, name: A, code: KEN, sector: REB, names: A}\n", "give a list of names"),
        (
            "groups:\n- {id: a-b, name: A, code: KEN, sector: REB, years: ['1990', '1980']}\n",
            "the end is before the start",
        ),
        (
            "people:\n- {name: Ana Quill, of: nobody-known, roles: [minister 2019..]}\n",
            "nobody has the id 'nobody-known'",
        ),
        ("people:\n- {name: Ana Quill, of: KEN, roles: [minister]}\n", "should read 'office 2019-05-20..2024-01-31'"),
        ("people:\n- {name: Ana Quill, of: KEN, roles: [minister 2019..2018]}\n", "ends before it begins"),
        ("outlets:\n- {name: The Plum, kind: paper, code: KEN}\n", "kinds are agency"),
        (
            "groups:\n- {id: a-b, name: A, code: KEN, sector: REB}\n- {id: a-b, name: B, code: KEN, sector: REB}\n",
            "stands twice",
        ),
        ("groups: [\n", "not valid YAML"),
        ("groups:\n- {id: a-b, name: '...', code: KEN, sector: REB}\n", "a name needs a letter or a digit"),
        ("groups:\n- {id: a-b, name: A, code: [KEN], sector: REB}\n", "a.yml:2: groups: a-b: field 'code'"),
        ("groups:\n- {id: a-b, name: A, code: KEN, sector: [REB]}\n", "sectors are"),
        ("groups:\n- id: a-b\n  years: [2018-13-45, null]\n", "a.yml:3: groups: a value can't be read: month"),
        ("groups:\n- {id: a-b, name: !unknown A, code: KEN, sector: REB}\n", "constructor for the tag '!unknown'"),
        ("organisations:\n- {id: a-b, name: A, bodies: {Guard: [MIL]}}\n", "give names with a sector each"),
        ("states:\n- {id: KEN, was: [{id: SUN, years: 3, of: [names]}]}\n", "'was' is a list of"),
        ("states:\n- {id: KEN, was: [{id: SUN, years: ['1', '2'], of: 3}]}\n", "'was' is a list of"),
        ("- 1\n", "the file must begin with a section"),
    ],
)
def test_errors_name_line_and_field(text, told):
    with pytest.raises(DataError) as error:
        own_entries(text, "a.yml")
    assert told in str(error.value)


def test_names_of_other_alphabets_are_several_people():
    people = "people:\n- {name: Анна Айва, of: KEN, roles: [minister 2019..]}\n- {name: Олег Айва, of: KEN, roles: [minister 2020..]}\n"
    assert [key_of(entry.values) for entry in own_entries(people, "a.yml")] == ["анна-айва", "олег-айва"]


def test_own_entries_extend_change_and_remove(tmp_path):
    file = tmp_path / "actors.yml"
    file.write_text(
        ARMY
        + "- {id: odm-kenya, names: [Plum Fighters]}\n- {id: mungiki, remove: true}\n"
        + "people:\n- {name: Ana Quill, of: plum-army, roles: ['commander 2015..2018-03', 'minister 2018-04.. of KEN']}\n",
        encoding="utf-8",
    )
    use(beside(tmp_path / "case.db"))
    book = load_book()
    assert book.actors["plum-army"].code == "KEN"
    assert book.actors["odm-kenya"].name == "Orange Democratic Movement"
    assert "mungiki" not in book.actors
    assert book.source("plum-army").startswith("the user's file")
    said = report("Plum/PROPN/compound/2 Fighters/PROPN/nsubj/3 left/VERB/root/0", published="2018-03-01")
    assert [p.id for m in find_actors(said) for p in m.parties] == ["odm-kenya"]
    spoke = "Ana/PROPN/nsubj/3 Quill/PROPN/flat/1 spoke/VERB/root/0"
    for day, party in (("2017-01-01", "plum-army"), ("2019-01-01", "KEN")):
        (mention,) = find_actors(report(spoke, names=[(0, 0, 2, "PER")], published=day))
        assert mention.parties[0].id == party
    use(None)
    assert "plum-army" not in load_book().actors


def test_a_name_that_becomes_ambiguous_is_told(tmp_path, monkeypatch):
    (tmp_path / "actors.yml").write_text(ARMY.replace("PLA-X", "Hezbollah"), encoding="utf-8")
    out = run("check", cwd=tmp_path, monkeypatch=monkeypatch, code=1)
    assert "'Hezbollah' now means hezbollah or plum-army" in out


def test_nobody_of_that_name(tmp_path, monkeypatch):
    with pytest.raises(Exception, match="Did you mean 'Hezbollah'"):
        run("show", "Hezbolah", cwd=tmp_path, monkeypatch=monkeypatch)
