"""Rows as tables, tab-separated lines and JSON lines: nothing is lost, nothing acts."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO

import pytest

from dragoman.show import tables

WORDS = (
    "On the ninth of March the envoys of Arvania walked out of the hall and would not say whether they would be back."
)
ROWS = [
    {
        "who": "ARV, BEL",
        "what": "REJECT",
        "when": "2031-03-09/2031-03-12",
        "status": "hypothetical",
        "claims": 3,
        "words": WORDS,
    },
    {
        "who": "a-party-of-hill-farmers",
        "what": "AID",
        "when": "~2031-03-09",
        "status": "actual",
        "claims": 12,
        "words": "Yes.",
    },
]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_cells_are_no_formulas_and_no_new_lines() -> None:
    out = StringIO()
    rows = [{"a": "=1+1", "b": "x\ty\nz"}, {"a": "@SUM(A1)", "b": "-5"}, {"a": -5.0, "b": None}]
    tables.write(rows, ("a", "b"), out=out)
    assert out.getvalue() == "a\tb\n'=1+1\tx\\ty\\nz\n'@SUM(A1)\t'-5\n-5.0\t\n"


def test_a_table_on_a_terminal_shows_no_control_characters() -> None:
    out = Terminal()
    tables.write([{"a": "[red]x[/red] \x1b[31mred\x07 \u202eback"}], ("a",), out=out)
    assert "[red]x[/red] ?[31mred? ?back" in out.getvalue()


@pytest.mark.parametrize("width", [12, 40, 60, 80, 100, 120, 200])
def test_a_table_loses_no_letter_however_narrow_the_terminal_is(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = Terminal()
    tables.write(ROWS, tuple(ROWS[0]), out=out)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).splitlines()
    assert max(len(line) for line in lines) <= max(width, 16)
    rule = next(number for number, line in enumerate(lines) if line.startswith("─"))
    shown = Counter("".join(lines[rule + 1 :]))
    lost = Counter("".join(str(value) for row in ROWS for value in row.values())) - shown
    assert not {letter: times for letter, times in lost.items() if letter != " "}


def test_words_stand_below_their_row_where_a_column_would_be_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    out = Terminal()
    tables.write(ROWS, tuple(ROWS[0]), out=out)
    assert "    On the ninth of March the envoys of Arvania walked out of the hall\n" in out.getvalue()


def test_what_finds_no_room_beside_stands_below_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = Terminal()
    tables.write(ROWS, tuple(ROWS[0]), out=out)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).splitlines()
    assert lines[0].split() == ["who", "what", "when"]
    assert "    status actual · claims 12" in lines
    assert "    Yes." in lines


def test_words_are_no_narrow_column_on_a_wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    out = Terminal()
    tables.write(ROWS, tuple(ROWS[0]), out=out)
    words = [line[line.index("On the ninth") :] for line in out.getvalue().splitlines() if "On the ninth" in line]
    assert len(words[0]) >= tables.LEAST_WORDS


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u2028", "\x1b", "\x85"])
def test_marks_that_turn_or_end_a_line_are_escaped(mark: str) -> None:
    row = {"a": f"one{mark}two"}
    plain, lines = StringIO(), StringIO()
    tables.write([row], ("a",), out=plain)
    tables.write([row], ("a",), as_json=True, out=lines)
    assert mark not in plain.getvalue() + lines.getvalue()
    assert f"\\u{ord(mark):04x}" in plain.getvalue() + lines.getvalue()


def test_what_is_shown_on_a_terminal_keeps_its_lines_and_spaces() -> None:
    assert tables.printable("a b\nc\td\u202e") == "a b\nc?d?"
    assert tables.printable(None) == "" and tables.printable(-5.0) == "-5.0"


def test_hashes_are_cut_and_ids_are_not() -> None:
    out = Terminal()
    tables.write([{"id": "jaish-al-islam", "claim": "498be5669426d5964f3a"}], ("id", "claim"), out=out)
    assert "jaish-al-islam  498be56694\n" in out.getvalue()


def test_cards_on_a_terminal_and_lines_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": "hill", "note": None, "source": "a\nb \u202e"}, {"id": "dale", "note": "n", "source": ""}]
    monkeypatch.setattr("sys.stdout", out := Terminal())
    tables.cards(rows, ("id", "note", "source"))
    assert out.getvalue() == "id      hill\nsource  a?b ?\n\nid      dale\nnote    n\n"
    monkeypatch.setattr("sys.stdout", pipe := StringIO())
    tables.cards(rows, ("id", "note", "source"))
    assert pipe.getvalue().splitlines()[1] == "hill\t\ta\\nb \\u202e"


def test_a_quotation_at_the_beginning_of_a_cell_takes_no_other_line_with_it() -> None:
    told = [{"words": '"We stay," he said.', "claim": "a"}, {"words": 'He said "no".', "claim": "b"}]
    out = StringIO()
    tables.write(told, ("words", "claim"), out=out)
    out.seek(0)
    assert list(csv.DictReader(out, delimiter="\t")) == told
