"""The data files that ship with the package, read by name."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml

from dragoman.errors import DataError

# libyaml reads ten times faster and comes with every wheel of PyYAML; the pure loader serves where it was built without.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_text(name: str) -> str:
    """A data file's text. `name` is its path below `dragoman/data`; raises `DataError` where it is missing."""
    try:
        return (resources.files("dragoman.data") / name).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"The data file {name!r} can't be read ({error}): reinstall dragoman.") from error


def load_yaml(name: str) -> Any:
    """A YAML data file; raises `DataError` with file and line where it is no YAML.

    >>> "dozen" in load_yaml("grammar.yml")["quantifiers"]
    True
    """
    try:
        return yaml.load(load_text(name), Loader=LOADER)
    except yaml.YAMLError as error:
        raise DataError(f"The data file {name!r} is not valid YAML: {error}.") from error
