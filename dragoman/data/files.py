"""The data files that ship with the package, read by name."""

from __future__ import annotations

import functools
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
        return read_yaml(load_text(name))
    except yaml.YAMLError as error:
        raise DataError(f"The data file {name!r} is not valid YAML: {error}.") from error


def read_yaml(text: str) -> Any:
    """What PyYAML's safe loader makes of one document, in a third of the time; raises yaml.YAMLError.

    Its time goes into a node and a generator for every scalar; here values are made from the parser's events at once.
    Whatever is rare in data files (anchors, aliases, tags, merged keys) is left to PyYAML.

    >>> read_yaml("{names: [Oslo, 'no'], count: 3, on: yes}")
    {'names': ['Oslo', 'no'], 'count': 3, True: True}
    """
    parser = LOADER(text)
    try:
        for _ in range(2):  # the beginnings of stream and document
            parser.get_event()
        found = _value(parser, parser.get_event())
        parser.get_event()
        if isinstance(parser.get_event(), yaml.StreamEndEvent):
            return found
    except _Unusual:
        pass
    finally:
        parser.dispose()
    return yaml.load(text, Loader=LOADER)


class _Unusual(Exception):
    """Something that only the whole of PyYAML understands."""


def _value(parser: Any, event: Any) -> Any:
    kind = type(event)
    if kind is yaml.ScalarEvent:
        return _scalar(event)
    if (kind is not yaml.MappingStartEvent and kind is not yaml.SequenceStartEvent) or event.anchor or event.tag:
        raise _Unusual
    take = parser.get_event
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(event := take()) is not yaml.SequenceEndEvent:
            items.append(_scalar(event) if type(event) is yaml.ScalarEvent else _value(parser, event))
        return items
    pairs: dict[Any, Any] = {}
    while type(event := take()) is not yaml.MappingEndEvent:
        if type(event) is not yaml.ScalarEvent:
            raise _Unusual
        key, event = _scalar(event), take()
        pairs[key] = _scalar(event) if type(event) is yaml.ScalarEvent else _value(parser, event)
    return pairs


def _scalar(event: Any) -> Any:
    if event.anchor or event.tag:
        raise _Unusual
    return _plain(event.value) if event.implicit[0] else event.value


@functools.lru_cache(maxsize=1 << 12)
def _plain(text: str) -> Any:
    """A scalar without quotation marks: a text, a number, a truth value, a date or nothing."""
    for tag, pattern in LOADER.yaml_implicit_resolvers.get(text[:1], ()):
        if pattern.match(text):
            if tag in ("tag:yaml.org,2002:merge", "tag:yaml.org,2002:value"):
                raise _Unusual
            return LOADER.yaml_constructors[tag](LOADER(""), yaml.ScalarNode(tag, text))
    return text
