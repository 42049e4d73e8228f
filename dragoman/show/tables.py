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
_WIDE = ("words", "reason", "title", "line", "names")
_FOLDED = ("who", "whom", "where", "voices", "source", "question", "party", "actor", "name", "outlet", "offices")
_HASH = re.compile(r"[0-9a-f]{20,64}")
_INTERVAL = re.compile(r"~?[0-9-]+/[0-9-]+")
# Where running text can't have so much beside the other columns, it stands on lines of its own, below its row.
LEAST_WORDS = 30
GAP = "  "
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

    >>> cell("=1+1"), cell("a\tb"), cell(-1.5), cell(None)
    ("'=1+1", 'a\\tb', '-1.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    text = str(value)
    return ("'" if text.startswith(_FORMULA) else "") + text.translate(_ESCAPES)


def _table(rows: list[Row], columns: Sequence[str], out: TextIO) -> int:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False)
    # Text, and never markup: brackets in a report must not style the terminal, nor control characters reach it.
    lines = [list(columns)]
    lines += [[_short(printable(row.get(name))) for name in columns] for row in rows]
    widths, tight = _widths(lines, console.width)
    below = tight and len(columns) > 3 and columns[-1] in _WIDE and bool(rows)
    if below:
        widths, _ = _widths([line[:-1] for line in lines], console.width)
    right = [bool(rows) and all(isinstance(row.get(name), int | float | None) for row in rows) for name in columns]
    for number, line in enumerate(lines):
        for shown in _folded(line, widths, right, console):
            console.print(shown, soft_wrap=True, style="bold" if number == 0 else None)
        if number == 0:
            console.print("─" * min(sum(widths) + len(GAP) * (len(widths) - 1), console.width), soft_wrap=True)
        elif below:
            for part in Text(line[-1]).wrap(console, max(console.width - 4, 1)):
                part.rstrip()
                console.print(Text("    ") + part, soft_wrap=True)
    return len(rows)


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


def _widths(lines: Sequence[Sequence[str]], room: int) -> tuple[list[int], bool]:
    """Widths of the columns, and whether some had to give more than is good to read."""
    from rich.cells import cell_len

    natural = [max(cell_len(one) for one in column) for column in zip(*lines, strict=False)]
    # Dates, types and numbers are read at a glance only when they stand on one line; names may be folded.
    least, narrow = [], []
    for name, width in zip(lines[0], natural, strict=False):
        floor = LEAST_WORDS if name in _WIDE else 9 if name in _FOLDED else 11 if name == "when" else 23
        least.append(min(width, floor))
        narrow.append(min(width, 4 if name in _FOLDED else floor))
    tight = sum(least) + len(GAP) * (len(least) - 1) > room
    return fitted(natural, (least, narrow, [1] * len(natural)), room), tight


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
