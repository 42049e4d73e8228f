"""Rows to a table for people, to tab-separated lines or JSON lines for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from dragoman.show.rows import Row

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


def write(rows: Iterable[Row], columns: Sequence[str], *, as_json: bool = False, out: TextIO | None = None) -> int:
    """Write rows and say how many: JSON lines if asked for, a table on a terminal, tab-separated lines in a pipe.

    JSON lines hold every field of a row, tables and tab-separated lines those in `columns`.
    """
    out = out or sys.stdout
    count = 0
    if as_json:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
        return count
    if out.isatty():
        return _table(list(rows), columns, out)
    out.write("\t".join(columns) + "\n")
    for row in rows:
        out.write("\t".join(cell(row.get(name)) for name in columns) + "\n")
        count += 1
    return count


def cell(value: object) -> str:
    r"""A value as one cell: tabs and line breaks escaped, and no text that a spreadsheet would run.

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
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        wide = name in ("words", "reason", "title")
        table.add_column(name, overflow="fold", ratio=None, min_width=30 if wide else None)
    for row in rows:
        # Text, and never markup: brackets in a report must not style the terminal, nor control characters reach it.
        table.add_row(*(Text(_short(name, printable(row.get(name)))) for name in columns))
    Console(file=out, highlight=False).print(table)
    return len(rows)


def _short(name: str, text: str) -> str:
    """Ids are long; their beginning is enough to ask for one."""
    return text[:10] if name in ("id", "report", "claim") else text


def printable(value: object) -> str:
    """A value for a terminal: control and direction characters shown as "?"."""
    text = "" if value is None else str(value)
    return "".join(char if char.isprintable() or char in "\n " else "?" for char in text)
