"""Other readings of a model by single switches: "smp.voting=cubic", "challenge.status_quo=0.5".

The switches are the fields of the model's options; what they mean stands with them (`ChallengeOptions`, `SmpOptions`, `NashOptions`,
`ElectionOptions`).
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dragoman.errors import PlayError, QuestionError
from dragoman.simulate.models import Changes, Model


def switched(models: Mapping[str, Model], switches: Iterable[str]) -> dict[str, Model]:
    """The models, those named in `switches` ("MODEL.SWITCH=VALUE") read otherwise and saying so in their titles.

    Raises `QuestionError` that quotes the switch: no such model among `models`, no such switch, or a value that it can't have.

    >>> from dragoman.simulate.models import table
    >>> switched(table(["smp"]), ["smp.voting=cubic", "smp.decimals=none"])["smp"].title
    'spatial model of politics (voting=cubic, decimals=none)'
    """
    found = dict(models)
    for name, texts in _by_model(models, switches).items():
        options = _options(name)
        changes = tuple((field, _value(options, field, value, text)) for field, value, text in texts)
        _check(name, options, changes)
        told = ", ".join(f"{field}={value}" for field, value, _ in texts)
        found[name] = _changed(models[name], changes, told)
    return found


def _by_model(models: Mapping[str, Model], switches: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for text in switches:
        left, equals, value = text.partition("=")
        name, dot, field = (part.strip() for part in left.partition("."))
        if not equals or not dot:
            raise QuestionError(f"Switch '{text}' is not understood. Write MODEL.SWITCH=VALUE, as in smp.voting=cubic.")
        if name not in SWITCHED:
            raise QuestionError(f"Switch '{text}': '{name}' has no switches. Models that have: {', '.join(SWITCHED)}.")
        if name not in models:
            raise QuestionError(f"Switch '{text}': '{name}' is not played here; add --model {name}.")
        found.setdefault(name, []).append((field, value.strip(), text))
    return found


def _options(name: str) -> type[Any]:
    if name.startswith("challenge"):
        from dragoman.simulate.challenge_options import ChallengeOptions

        return ChallengeOptions
    if name == "smp":
        from dragoman.simulate.smp_options import SmpOptions

        return SmpOptions
    from dragoman.simulate.aggregates import ElectionOptions, NashOptions

    return NashOptions if name == "nash" else ElectionOptions


def _value(options: type[Any], field: str, value: str, text: str) -> object:
    hints = get_type_hints(options)
    if field not in hints:
        near = get_close_matches(field, hints, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(hints)}."
        raise QuestionError(f"Switch '{text}': no switch '{field}'. {hint}")
    kinds = get_args(hints[field]) if get_origin(hints[field]) in (Union, types.UnionType) else (hints[field],)
    for kind in kinds:
        if get_origin(kind) is Literal or kind is str:
            return value
        if kind is type(None) and value == "none":
            return None
        if kind is bool and value in ("true", "false"):
            return value == "true"
        if kind in (int, float):
            try:
                return kind(value)
            except ValueError:
                continue
    raise QuestionError(f"Switch '{text}': '{value}' is no value of '{field}' ({_words(kinds)}).")


def _words(kinds: tuple[Any, ...]) -> str:
    words = {bool: "true or false", int: "a whole number", float: "a number", type(None): "none"}
    return ", or ".join(words[kind] for kind in kinds if kind in words) or "not to be set here"


def _check(name: str, options: type[Any], changes: Changes) -> None:
    try:
        options(**dict(changes))
    except PlayError as error:
        raise QuestionError(f"Switch of '{name}': {error}") from error


def _changed(model: Model, changes: Changes, told: str) -> Model:
    def put(function: Any) -> Any:
        return partial(function, changes=changes) if function else None

    return replace(
        model,
        title=f"{model.title} ({told})",
        play=put(model.play),
        path=put(model.path),
        many=put(model.many),
        tell=put(model.tell),
        matrices=put(model.matrices),
        yielded=put(model.yielded),
    )


SWITCHED = ("challenge", "challenge-eq31", "smp", "nash", "election")
