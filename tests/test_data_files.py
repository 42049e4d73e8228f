"""Data files are read by a short way that says what PyYAML says."""

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import pytest
import yaml

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
