"""Rows to a table for people, to tab-separated lines or JSON lines for programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from dragoman.show.rows import Row

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
# Columns of running text, and those of names, which may be folded where a terminal is narrow.
_WIDE = ("words", "reason", "title", "line", "names", "what it is")
_FOLDED = (
    "who",
    "whom",
    "where",
    "voices",
    "source",
    "question",
    "party",
    "actor",
    "name",
    "outlet",
    "offices",
    "ended",
    "how",
    "partners",
    "pair",
    "over",
    "bound by",
)
_HASH = re.compile(r"[0-9a-f]{20,64}")
_INTERVAL = re.compile(r"~?[0-9-]+/[0-9-]+")
# Running text is read with ease in so many characters, and names in so many; where there is no room for that, text has
# the lesser number, and where there is none for that either, it stands on lines of its own, below its row.
GOOD_WORDS, GOOD_NAME = 48, 14
LEAST_WORDS, LEAST_NAME, LEAST_INTERVAL, LEAST = 30, 9, 11, 23
GAP, INDENT, BETWEEN = "  ", "    ", " · "
# What would turn the rest of a line around, or end it for some readers: file names may hold such characters.
_TURNING = {
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
}
_CONTROLS = {code: f"\\u{code:04x}" for code in range(1, 0x20)}
_ESCAPES = str.maketrans({**_TURNING, **_CONTROLS, "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


def write(rows: Iterable[Row], columns: Sequence[str], *, as_json: bool = False, out: TextIO | None = None) -> int:
    """Write rows and say how many: JSON lines if asked for, a table on a terminal, tab-separated lines in a pipe.

    JSON lines hold every field of a row, tables and tab-separated lines those in `columns`.
    """
    out = out or sys.stdout
    count = 0
    if as_json:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False).translate(_TURNING) + "\n")
            count += 1
        return count
    if out.isatty():
        return _table(list(rows), columns, out)
    out.write("\t".join(columns) + "\n")
    for row in rows:
        out.write("\t".join(cell(row.get(name)) for name in columns) + "\n")
        count += 1
    return count


def cards(rows: Iterable[Row], columns: Sequence[str], *, as_json: bool = False) -> None:
    """As `write`; on a terminal each row as a card of its own, a line a field, for rows of much text."""
    if as_json or not sys.stdout.isatty():
        write(rows, columns, as_json=as_json)
        return
    width = max(len(name) for name in columns)
    for number, row in enumerate(rows):
        sys.stdout.write("\n" if number else "")
        for name in columns:
            if row.get(name) not in (None, ""):
                sys.stdout.write(f"{name:<{width}}  {on_one_line(row[name])}\n")


def cell(value: object) -> str:
    r"""A value as one cell: tabs, line breaks and other controls escaped, and no text that a spreadsheet would run.

    Text that begins with a quotation mark is quoted as in CSV: readers of tables (pandas, R, spreadsheets) take such a mark for the
    beginning of a quoted cell, and would read on to the next one, over the ends of lines. They take no mark inside a cell so.

    >>> cell("=1+1"), cell("a\tb"), cell(-1.5), cell(None), len(cell('"No," he said'))
    ("'=1+1", 'a\\tb', '-1.5', '', 17)
    """
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    text = formula_safe(str(value)).translate(_ESCAPES)
    return '"{}"'.format(text.replace('"', '""')) if text.startswith('"') else text


def formula_safe(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would take it for a formula.

    >>> formula_safe("=1+1"), formula_safe("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _table(rows: list[Row], columns: Sequence[str], out: TextIO) -> int:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False)
    # Text, and never markup: brackets in a report must not style the terminal, nor control characters reach it.
    lines = [list(columns)]
    lines += [[_short(printable(row.get(name))) for name in columns] for row in rows]
    kept, widths = _layout(lines, console.width)
    right = [bool(rows) and all(isinstance(row.get(name), int | float | None) for row in rows) for name in columns]
    for number, line in enumerate(lines):
        for shown in _folded(line[:kept], widths, right, console):
            console.print(shown, soft_wrap=True, style="bold" if number == 0 else None)
        if number == 0:
            console.print("─" * min(sum(widths) + len(GAP) * (len(widths) - 1), console.width), soft_wrap=True)
            continue
        for text in _below(columns[kept:], line[kept:]):
            for part in Text(text).wrap(console, max(console.width - len(INDENT), 1)):
                part.rstrip()
                console.print(Text(INDENT) + part, soft_wrap=True)
    return len(rows)


def _below(names: Sequence[str], values: Sequence[str]) -> Iterator[str]:
    """What stands under a row for want of room: fields with their names on one line, running text on a line of its own."""
    text = bool(names) and names[-1] in _WIDE
    fields = [f"{name} {value}" for name, value in zip(names, values[:-1] if text else values, strict=False) if value]
    if fields:
        yield BETWEEN.join(fields)
    if text:
        yield values[-1]


def _folded(line: Sequence[str], widths: Sequence[int], right: Sequence[bool], console: Console) -> Iterator[Text]:
    """One row as the lines it takes when each of its cells is folded to its width; numbers stand to the right."""
    from rich.text import Text

    cells = []
    for text, width in zip(line, widths, strict=False):
        interval = width < len(text) and _INTERVAL.fullmatch(text)
        cells.append(Text(text.replace("/", "/\n") if interval else text).wrap(console, width))
    for height in range(max(len(cell) for cell in cells)):
        shown = []
        for cell, width, on_the_right in zip(cells, widths, right, strict=False):
            part = cell[height] if height < len(cell) else Text("")
            part.rstrip()
            part.pad_left(width - part.cell_len) if on_the_right else part.pad_right(width - part.cell_len)
            shown.append(part)
        joined = Text(GAP).join(shown)
        joined.rstrip()
        yield joined


def _layout(lines: Sequence[Sequence[str]], room: int) -> tuple[int, list[int]]:
    """How many columns stand beside each other, the first ones, and how wide they are; the others go below the row."""
    from rich.cells import cell_len

    natural = [max(cell_len(one) for one in column) for column in zip(*lines, strict=False)]
    good, least = [], []
    for name, width in zip(lines[0], natural, strict=False):
        # Dates, types and numbers are read at a glance only when they stand on one line; names may be folded.
        floor = (
            LEAST_WORDS
            if name in _WIDE
            else LEAST_NAME
            if name in _FOLDED
            else LEAST_INTERVAL
            if name == "when"
            else LEAST
        )
        least.append(min(width, floor))
        good.append(min(width, {LEAST_WORDS: GOOD_WORDS, LEAST_NAME: GOOD_NAME}.get(floor, floor)))
    kept = len(natural)
    while kept > 1 and sum(least[:kept]) + len(GAP) * (kept - 1) > room:
        kept -= 1
    return kept, fitted(natural[:kept], (good[:kept], least[:kept], [1] * kept), room)


def fitted(natural: Sequence[int], floors: Iterable[Sequence[int]], room: int) -> list[int]:
    """Widths of columns that fit into `room` characters with the gaps between them: the widest give way first.

    `natural` is what each would like; none gives more than the first of the `floors` allow until all others have, and so on.

    >>> fitted([10, 60, 5], [[10, 8, 5]], 40)
    [10, 21, 5]
    """
    widths = list(natural)
    room -= len(GAP) * (len(widths) - 1)
    for floor in floors:
        while sum(widths) > room and any(width > keeps for width, keeps in zip(widths, floor, strict=True)):
            widths[max(range(len(widths)), key=lambda n: (widths[n] > floor[n], widths[n]))] -= 1
    return widths


def _short(text: str) -> str:
    """Hashes are long, and their beginning is enough to ask for one; ids of the world book stay whole."""
    return text[:10] if _HASH.fullmatch(text) else text


def printable(value: object) -> str:
    """A value for a terminal: control and direction characters shown as "?"."""
    text = "" if value is None else str(value)
    return "".join(char if char.isprintable() or char in "\n " else "?" for char in text)


def on_one_line(value: object) -> str:
    """As `printable`, for messages of one line: a file's name must not pass for a message of its own.

    >>> on_one_line("a\\ndeclined: b")
    'a?declined: b'
    """
    return printable(value).replace("\n", "?")
