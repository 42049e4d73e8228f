"""Records to plain JSON values and back.

Fields that hold their default are left out, so rows written before a field was added read the same afterwards.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar

from dragoman.model import Article, Block, Claim, Credit, Dropped, Mention, Party, Place, Voice, When

T = TypeVar("T")

# Which fields hold other records; everything else is a plain value or a tuple of plain values.
NESTED: dict[tuple[type, str], type] = {
    (Claim, "actors"): Party,
    (Claim, "recipients"): Party,
    (Claim, "place"): Place,
    (Claim, "when"): When,
    (Claim, "attribution"): Voice,
    (Article, "blocks"): Block,
    (Article, "dropped"): Dropped,
    (Article, "credits"): Credit,
    (Mention, "parties"): Party,
    (Mention, "place"): Place,
    (Mention, "when"): When,
}
_ATOMS = frozenset((str, int, float, bool, type(None)))
_SHAPES: dict[type, tuple[tuple[str, object], ...]] = {}
MANY = (Party, Voice, Block, Dropped, Credit)


def pack(item: object) -> dict[str, Any]:
    """A record as JSON values, without the fields that hold their default.

    >>> from dragoman.model import Voice
    >>> pack(Voice("Ana Petrova", "official", stance="denies"))
    {'name': 'Ana Petrova', 'kind': 'official', 'stance': 'denies'}
    """
    out = {}
    for name, default in _shape(type(item)):
        value = getattr(item, name)
        if default is MISSING or value != default:
            out[name] = _plain(value)
    return out


def unpack(kind: type[T], data: dict[str, Any]) -> T:
    """The record of type `kind` that `pack` wrote as `data`; names it does not know are ignored."""
    values = {}
    for name, _ in _shape(kind):
        if name in data:
            value = data[name]
            inner = NESTED.get((kind, name))
            if inner is None:
                values[name] = _frozen(value)
            elif inner in MANY:
                values[name] = tuple(unpack(inner, one) for one in value)
            else:
                values[name] = unpack(inner, value) if value is not None else None
    return kind(**values)


def text(value: object) -> str:
    """JSON in one fixed form: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _shape(kind: Any) -> tuple[tuple[str, object], ...]:
    if kind not in _SHAPES:
        _SHAPES[kind] = tuple((field.name, field.default) for field in fields(kind))
    return _SHAPES[kind]


def _plain(value: Any) -> Any:
    # Most fields are plain; asking that first halves the time that writing takes.
    if type(value) in _ATOMS:
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return pack(value) if is_dataclass(value) and not isinstance(value, type) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
