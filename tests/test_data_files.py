"""Data files are read by a short way that says what PyYAML says."""

import os
import sqlite3
from collections import Counter
from contextlib import closing
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.data.databases import database_address
from dragoman.data.files import LOADER, read_yaml


def shipped() -> list[Traversable]:
    found = []
    places = [resources.files("dragoman.data"), resources.files("dragoman.parse")]
    while places:
        for one in places.pop().iterdir():
            if one.is_dir():
                places.append(one)
            elif one.name.endswith(".yml"):
                found.append(one)
    return sorted(found, key=str)


def typed(value: Any) -> Any:
    """The value with its types, so that 1, 1.0 and True differ."""
    if isinstance(value, dict):
        return [(typed(k), typed(v)) for k, v in value.items()]
    return [typed(v) for v in value] if isinstance(value, list) else (type(value), repr(value))


@pytest.mark.parametrize("file", shipped(), ids=lambda f: f.name)
def test_every_data_file_is_read_as_pyyaml_reads_it(file: Traversable) -> None:
    text = file.read_text(encoding="utf-8")
    assert typed(read_yaml(text)) == typed(yaml.load(text, Loader=LOADER))


@pytest.mark.parametrize("file", shipped(), ids=lambda f: f.name)
def test_no_key_stands_twice_in_one_mapping(file: Traversable) -> None:
    """YAML takes the last of two lists of one name and says nothing: half of `enacting` was lost that way."""
    twice = []
    nodes = [yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            keys = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
            twice += [f"{file.name}:{node.start_mark.line + 1}: {key}" for key, count in keys.items() if count > 1]
            nodes += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
    assert not twice


@pytest.mark.parametrize("name", ["plain.db", "what? #1 100%41.db", "Élise ‘x’.db", os.fsdecode(b"not utf-8 \xff.db")])
def test_a_database_of_any_name_has_an_address(name: str, tmp_path: Path) -> None:
    try:
        with closing(sqlite3.connect(tmp_path / name)) as db, db:
            db.execute("CREATE TABLE things (name TEXT)")
    except (OSError, sqlite3.Error, UnicodeError):
        pytest.skip("no such name here")
    for options in ({}, {"immutable": "1"}):
        with closing(sqlite3.connect(database_address(tmp_path / name, **options), uri=True)) as db:
            assert db.execute("SELECT count(*) FROM things").fetchone() == (0,)
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                db.execute("DROP TABLE things")


ODD = [
    "a: &x [1, 2]\nb: *x\n",
    "base: &b {k: 1}\nmore: {<<: *b, j: 2}\n",
    "a: !!str 12\nb: !!set {x, y}\n",
    "[1, 2.5, .inf, 0x1F, 0o7, 1_000, 12:30, ~, null, yes, No, 2018-05-22, '2018', \"on\", =, 1e3]\n",
    "? [a, b]\n: 1\n",
    "{1: x, 1.0: y, true: z}\n",
    "a: 1\na: 2\n",
    "|\n  two\n  lines\n",
    "",
    "# nothing\n",
    "a:\n- \n- b\n",
]


@pytest.mark.parametrize("text", ODD)
def test_what_is_rare_is_read_as_pyyaml_reads_it(text: str) -> None:
    try:
        expected = typed(yaml.load(text, Loader=LOADER))
    except yaml.YAMLError as error:
        with pytest.raises(type(error)):
            read_yaml(text)
        return
    assert typed(read_yaml(text)) == expected


@pytest.mark.parametrize("text", ["a: [1", "a: 1\n---\nb: 2\n", "a: b: c", "\t- x: *none"])
def test_what_is_no_yaml_is_told(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        read_yaml(text)
