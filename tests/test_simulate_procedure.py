"""Who proposes and how it is voted: in the question file, on the command line, and as a what-if."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from show_case import run

from dragoman.errors import QuestionError
from dragoman.simulate import files, models
from dragoman.simulate.question import Procedure
from dragoman.simulate.whatif import apply

TEXT = """\
title: How strict?
scale: {unit: points, low: {at: 0, means: loose}, high: {at: 100, means: strict}}
reference: 10
procedure:
  setter: COM
  quota: 0.6
  consent: [EP]
  votes: {ARL: 1, BEL: 1, COR: 1}
parties:
- {id: COM, position: 90, salience: 0.5, capability: 9}
- {id: EP, position: 25, salience: 0.5, capability: 9}
- {id: ARL, position: 20, salience: 0.5, capability: 1}
- {id: BEL, position: 40, salience: 0.5, capability: 1}
- {id: COR, position: 60, salience: 0.5, capability: 5}
"""
BARE = "\n".join(line for line in TEXT.splitlines() if not line.startswith(("procedure", "  "))) + "\n"


def value(question: files.Question) -> float:
    return models.MODELS["pivot"].play(question).value


def test_the_file_says_how_it_is_voted() -> None:
    question = files.parse(TEXT)
    assert question.procedure == Procedure("COM", 0.6, ("EP",), (("ARL", 1.0), ("BEL", 1.0), ("COR", 1.0)))
    assert question.unit == "points"
    assert value(question) == 40
    assert "pivot" in models.table(question=question)
    bare = files.parse(BARE)
    assert bare.procedure is None
    assert "pivot" not in models.table(question=bare)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("setter: COM", "setter: COMM", "line 5: 'COMM' of 'setter' is no party; did you mean 'COM'?"),
        ("  setter: COM\n", "", "line 5: 'procedure' lacks setter"),
        ("setter", "seter", "line 5: 'seter' is no key of 'procedure'; did you mean 'setter'?"),
        ("quota: 0.6", "quota: 60", "line 6: 'quota' is 60; it is a share of the votes"),
        ("quota: 0.6", "quota: most", "line 6: 'quota' is 'most', which is not a number"),
        ("[EP]", "[EP, PARL]", "line 7: 'PARL' of 'consent' is no party"),
        ("[EP]", "COM", "line 7: 'COM' proposes and can't be asked to consent"),
        ("ARL: 1", "ARL: -1", "line 8: votes of 'ARL' are -1; give 0 or more"),
        ("ARL: 1", "DEL: 1", "line 8: 'DEL' of 'votes' is no party"),
        ("{ARL: 1, BEL: 1, COR: 1}", "7", "line 8: 'votes' is '7'; give each voter's"),
    ],
)
def test_mistakes_name_their_line(old: str, new: str, said: str) -> None:
    with pytest.raises(QuestionError) as error:
        files.parse(TEXT.replace(old, new, 1))
    assert said in str(error.value)


def test_a_procedure_that_is_no_mapping() -> None:
    with pytest.raises(QuestionError, match="line 2: 'procedure' is 'COM'; it needs setter"):
        files.parse("title: x\nprocedure: COM\n")


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        (["quota=1"], 30),
        (["consent=none"], 70),
        (["consent=none", "quota=1"], 30),
        (["consent=EP+ARL"], 30),
        (["setter=ARL"], 20),
        (["setter=EP"], 25),  # who proposes is not asked to consent besides
        (["COR.votes=9", "consent=none"], 90),
        (["ARL.votes=0,BEL.votes=0", "consent=none"], 90),
        (["-EP"], 70),
        (["-EP", "-COR"], 30),
        (["reference=60", "consent=none"], 60),
    ],
)
def test_what_if_the_procedure_were_another(overrides: list[str], expected: float) -> None:
    assert value(apply(files.parse(TEXT), overrides)) == expected


def test_votes_of_one_leave_the_others_their_capabilities() -> None:
    question = apply(files.parse(BARE), ["setter=COM", "consent=EP", "BEL.votes=2"])
    assert question.procedure == Procedure("COM", 1.0, ("EP",), (("ARL", 1.0), ("BEL", 2.0), ("COR", 5.0)))
    assert apply(question, ["-COM"]).procedure is None
    assert apply(question, ["-BEL"]).procedure == Procedure("COM", 1.0, ("EP",), (("ARL", 1.0), ("COR", 5.0)))


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("setter=COMM", "names 'COMM', who is no party to the question. Did you mean 'COM'?"),
        ("quota=0", "a quota of 0 asks nobody"),
        ("quota=1.5", "1.5 is outside 0 to 1"),
        ("quota=most", "'most' is not a number"),
        ("consent=COM", "'COM' proposes and can't be asked"),
        ("ARL.votes=-1", "-1 is outside 0 or more"),
        ("ARL.vote=1", "Did you mean 'votes'?"),
    ],
)
def test_what_ifs_that_make_no_sense(override: str, said: str) -> None:
    with pytest.raises(QuestionError) as error:
        apply(files.parse(TEXT), [override])
    assert said in str(error.value)
    with pytest.raises(QuestionError, match="Say who proposes first"):
        apply(files.parse(BARE), ["quota=0.5"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.yml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bare.yml").write_text(BARE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("q.yml",), 40),
        (("q.yml", "--quota", "1"), 30),
        (("q.yml", "--consent", "ARL"), 30),
        (("q.yml", "--votes", "ARL=1", "--votes", "COR=9"), 40),
        (("bare.yml", "--setter", "COM"), 30),
        (("bare.yml", "--setter", "COM", "--quota", "0.6"), 40),  # EP votes now, and is the pivot
        (("bare.yml", "--setter", "COM", "--quota", "0.6", "--votes", "BEL=2", "--votes", "COR=1"), 70),
        (("bare.yml", "--setter", "COM", "--what-if", "setter=EP"), 25),
    ],
)
def test_options_of_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], expected: float
) -> None:
    assert run("play", *args, "-m", "pivot", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert {m["model"]: m["value"] for m in answer["models"]}["pivot"] == expected
    assert answer["question"]["procedure"]["setter"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("q.yml", "--setter", "CON"), "Option '--setter CON' names 'CON'"),
        (("q.yml", "--quota", "2"), "Option '--quota 2': 2.0 is outside 0 to 1"),
        (("bare.yml", "--quota", "0.5"), "Say who proposes first"),
        (("q.yml", "--votes", "ARL"), "Option '--votes ARL' is not understood"),
    ],
)
def test_options_that_make_no_sense(
    folder: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    assert run("play", *args) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""


def test_without_a_procedure_the_model_declines_and_says_what_is_missing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("play", "bare.yml", "-m", "pivot") == 0
    assert "pivot declined: Question 'bare' does not say who proposes" in capsys.readouterr().err
