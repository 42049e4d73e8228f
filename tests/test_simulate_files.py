"""Question files and what-ifs: what they give, and what they say of each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DragomanError, QuestionError
from dragoman.read import read
from dragoman.simulate.files import load, parse
from dragoman.simulate.question import Question
from dragoman.simulate.whatif import apply

EXAMPLES = Path(__file__).parent.parent / "examples"

GOOD = """\
id: straits
title: How much of the toll goes to Belmark?
date: 2031-03-03
scale:
  low: {at: 0, means: nothing}
  high: {at: 50, means: half}
reference: 10
notes: [per cent]
parties:
  - id: ARV
    name: Arvania
    position: {value: 5, range: [0, 12], source: "note of 1 March"}
    salience: 0.9
    capability: {value: 3, range: [2, 5]}
  - {id: BEL, position: 50, salience: {value: 0.6, range: [0.4, 0.6]}, capability: 1, note: a small state}
  - {id: NO, position: 2.5e1, salience: .5, capability: 2}
"""


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_a_whole_file() -> None:
    question = parse(GOOD)
    assert (question.id, question.low, question.high, question.high_words) == ("straits", 0, 50, "half")
    assert (question.reference, question.date, question.notes) == (10, "2031-03-03", ("per cent",))
    arvania, belmark, norway = question.players
    assert (arvania.name, arvania.position, arvania.position_range) == ("Arvania", 5, (0, 12))
    assert arvania.capability_range == (2, 5)
    assert arvania.note == "position: note of 1 March"
    assert (belmark.name, belmark.salience_range, belmark.note) == ("BEL", (0.4, 0.6), "a small state")
    # Plain YAML takes NO for the value false.
    assert (norway.id, norway.position, norway.salience_range) == ("NO", 25, None)


MISTAKES = [
    ("salience: 0.9", "salience: 1.9", "line 13: salience of ARV is 1.9, outside 0 to 1"),
    ("salience: 0.9", "salience: high", "line 13: salience of ARV is 'high', which is not a number"),
    ("salience: 0.9", "salience: .nan", "line 13: salience of ARV is '.nan'"),
    ("salience: 0.9", "salience: 1_000", "line 13: salience of ARV is '1_000'"),
    ("salience: 0.9", "saliense: 0.9", "line 13: 'saliense' is no key of a party; did you mean 'salience'?"),
    ("salience: 0.9", "salience: [0.9]", "line 13: salience of ARV is a list"),
    ("position: 50", "position: 51", "line 15: position of BEL is 51, outside 0 to 50"),
    ("position: 50", "position: 1e999", "line 15: position of BEL is '1e999', which is too large"),
    ("position: 50, ", "", "line 15: position of BEL is missing"),
    ("range: [0, 12]", "range: [12, 0]", "line 12: range of position of ARV runs backwards, from 12 to 0"),
    ("range: [0, 12]", "range: [6, 12]", "line 12: position of ARV is 5, outside its own range 6 to 12"),
    ("range: [0, 12]", "range: [0, 6, 12]", "line 12: range of position of ARV is a list; it needs two numbers"),
    ("range: [0, 12]", "range: 12", "line 12: range of position of ARV is '12'"),
    ("capability: 1,", "capability: 0,", "line 15: capability of BEL must be above 0"),
    ("capability: 1,", "capability: -1,", "line 15: capability of BEL is -1, outside 0 or more"),
    ("range: [2, 5]", "range: [0, 5]", "line 14: capability of ARV must be above 0"),
    ("id: BEL", "id: ARV", "line 15: the party 'ARV' stands twice (first in line 10)"),
    ("id: BEL", "id: B.EL", "line 15: the id 'B.EL' has other signs"),
    ("id: BEL, ", "", "line 15: a party without 'id'"),
    ("reference: 10", "reference: 60", "line 7: 'reference' is 60, outside the scale 0 to 50"),
    ("at: 50,", "at: 0,", "line 5: the scale runs from 0 to 0"),
    (", means: half", "", "line 6: 'high' of the scale says no meaning"),
    ("title: How", "tittle: How", "line 2: 'tittle' is no key of the file; did you mean 'title'?"),
    ("date: 2031-03-03", "id: twice", "line 3: 'id' stands twice in the file (first in line 1)"),
    ("notes: [per cent]", "notes: [per cent", "is not valid YAML: line"),
    ("notes: [per cent]", "notes: !!python/object:os.system [x]\nfoo: 1", "line 9: 'foo' is no key"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_mistakes_name_line_and_value(old: str, new: str, said: str) -> None:
    with pytest.raises(QuestionError) as caught:
        parse(changed(old, new), source="q.yml")
    assert said in str(caught.value)
    assert "q.yml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_mistakes_are_told_at_once() -> None:
    text = changed("salience: 0.9", "salience: much").replace("position: 50", "position: far")
    with pytest.raises(QuestionError, match=r"line 13: .*'much'.*; line 15: .*'far'"):
        parse(text)


@pytest.mark.parametrize(
    "text", ["", "just words", "- 1\n- 2", "a: b: c", "[" * 1500, "\x00", "parties: []", "&a [*a]", "{? [x] : 1}"]
)
def test_what_is_no_question(text: str) -> None:
    with pytest.raises(QuestionError):
        parse(text)


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    with pytest.raises(DragomanError):
        parse(text)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.yml").write_bytes(b"title: caf\xe9\n")
    (tmp_path / "long.yml").write_bytes(b"#" * 1_000_001)
    for name, said in (
        ("none.yml", "can't be read"),
        ("latin.yml", "not UTF-8"),
        ("long.yml", "at most"),
        (".", "can't be read"),
    ):
        with pytest.raises(QuestionError, match=said):
            load(tmp_path / name)


def test_the_example_is_a_question_and_says_how_it_ended() -> None:
    question = load(EXAMPLES / "suez" / "question.yml")
    assert len(question.players) == 10
    assert question.low_words
    assert question.high_words
    assert all(p.position_range and p.salience_range and p.capability_range for p in question.players)
    assert "22 December 1956" in (EXAMPLES / "suez" / "question.yml").read_text(encoding="utf-8")
    data = yaml.safe_load((EXAMPLES / "suez" / "question.yml").read_text(encoding="utf-8"))
    assert [p["id"] for p in data["parties"]] == [p.id for p in question.players]


def test_reading_reports_passes_question_files_over() -> None:
    assert not [item for item in read(EXAMPLES / "suez") if getattr(item, "source", "").endswith(".yml")]


@pytest.fixture
def question() -> Question:
    return parse(GOOD)


def test_overrides_set_numbers_and_take_them_as_certain(question: Question) -> None:
    found = apply(question, ["ARV.position=40", "BEL.salience = 0.1", "no.capability=7"])
    assert (found.players[0].position, found.players[0].position_range) == (40, None)
    assert found.players[0].capability_range == (2, 5)
    assert (found.players[1].salience, found.players[1].salience_range) == (0.1, None)
    assert found.players[2].capability == 7
    assert question.players[0].position == 5


def test_overrides_multiply_leave_and_follow_each_other(question: Question) -> None:
    assert apply(question, ["ARV.capability=x2"]).players[0].capability_range == (4, 10)
    assert [p.id for p in apply(question, ["-BEL"]).players] == ["ARV", "NO"]
    assert [p.id for p in apply(question, ["\u2212BEL, ARV.position=1"]).players] == ["ARV", "NO"]
    assert apply(question, ["reference=none"]).reference is None
    assert apply(question, ["reference=30"]).reference == 30
    assert apply(question, ["ARV.position=1", "ARV.position=2"]).players[0].position == 2
    assert apply(question, []) is question


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("ARW.position=40", "Did you mean 'ARV'?"),
        ("XYZZY.position=4", "Parties: ARV, BEL, NO"),
        ("ARV.positon=40", "Did you mean 'position'?"),
        ("ARV.position=near", "'near' is not a number"),
        ("ARV.position=51", "51 is outside 0 to 50"),
        ("ARV.position=nan", "outside"),
        ("ARV.salience=2", "2 is outside 0 to 1"),
        ("ARV.capability=0", "must be above 0"),
        ("ARV.capability=x0", "must be above 0"),
        ("ARV.capability=1e999", "outside"),
        ("ARV", "is not understood"),
        ("", "is not understood"),
        ("-", "names ''"),
        ("reference=99", "outside 0 to 50"),
        ("-ARV,-BEL", "fewer than two"),
    ],
)
def test_overrides_that_make_no_sense(question: Question, override: str, said: str) -> None:
    with pytest.raises(QuestionError) as caught:
        apply(question, [override])
    assert said in str(caught.value)
