"""No knowledge lies about unused: every list, class and frame of the data files is asked for by the program or by a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.data.files import load_yaml

ROOT = Path(__file__).resolve().parents[1] / "dragoman"
# Files of named lists, which the program takes by name. Other files are tables, of which it takes every row.
LISTS = (
    "certainty", "coalitions", "dates", "discourse", "furniture", "furniture_html", "grammar", "home", "languages", "learned",
    "linking", "magnitude", "network", "nouns", "places_words", "support", "unsaid", "voices", "where",
)  # fmt: skip


@cache
def program() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(ROOT.rglob("*.py")))


def rows() -> Iterator[dict[str, str]]:
    for file in sorted((ROOT / "data" / "lexicon").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_asked_for(name: str) -> None:
    lists: dict[Any, Any] = load_yaml(f"{name}.yml")
    assert lists
    unused = [key for key in lists if not re.search(rf"[\"'.]{re.escape(str(key))}\b", program())]
    assert not unused


def test_every_class_of_nouns_is_asked_for_by_a_row() -> None:
    asked = {name for row in rows() for name in re.findall(r"[@^]([\w-]+)", row["pattern"])}
    assert not set(load_yaml("lexicon/classes.yml")) - asked


def test_every_frame_is_named_by_a_row_or_by_what_heads_find() -> None:
    named = {row["frame"] for row in rows()} | set(load_yaml("learned.yml")["frames"].values())
    assert set(load_yaml("frames.yml")) == named


def test_every_data_file_is_read() -> None:
    tools = Path(__file__).resolve().parents[1] / "tools"
    told = program() + "".join(file.read_text(encoding="utf-8") for file in tools.glob("*.py"))
    files = [
        f for f in (ROOT / "data").rglob("*") if f.suffix in (".yml", ".csv", ".gz") and f.parent.name != "lexicon"
    ]
    assert files
    assert not [file.name for file in files if file.name not in told]
