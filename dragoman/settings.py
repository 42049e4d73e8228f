"""One frozen settings object: defaults, then a `dragoman.toml`, then arguments."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from dragoman.errors import DataError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told; every field has a default that suits a laptop.

    `max_bytes`: larger files are refused. `max_text`: longer report texts are refused, in code points.
    `group_chars`, `group_reports`: reports whose sentences are parsed together, counted in code points of the page
    and in pages; groups follow from the source alone, so an interrupted run forms the same ones again.
    `suffixes`: what is picked up from a folder; a file named by itself is read whatever its suffix.
    """

    max_bytes: int = 5_000_000
    max_text: int = 500_000
    group_chars: int = 24_000
    group_reports: int = 64
    suffixes: tuple[str, ...] = (".txt", ".html", ".htm")


def load(path: str | Path | None = None, **overrides: object) -> Settings:
    """Settings from a TOML file (`dragoman.toml` here if there is one and `path` is None), then `overrides`.

    Raises DataError for a file that can't be read, an unknown name or a value of another type.

    >>> load(max_bytes=1000).max_bytes
    1000
    """
    file = Path("dragoman.toml") if path is None else Path(path)
    values: dict[str, object] = {}
    if path is not None or file.is_file():
        try:
            values = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise DataError(f"Settings file '{file}' can't be read: {error}. Correct it or remove it.") from error
    values.update({name: value for name, value in overrides.items() if value is not None})
    return _checked(values, str(file))


def _checked(values: dict[str, object], where: str) -> Settings:
    settings = Settings()
    known = {field.name: getattr(settings, field.name) for field in fields(Settings)}
    for name, value in values.items():
        if name not in known:
            raise DataError(f"No setting '{name}' ({where}). Known settings: {', '.join(known)}.")
        if isinstance(known[name], tuple):
            if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
                raise DataError(f"Setting '{name}' has value {value!r} ({where}); give a list of strings.")
            values[name] = tuple(value)
        elif not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise DataError(f"Setting '{name}' has value {value!r} ({where}); give a whole number above 0.")
    return replace(settings, **values)  # type: ignore[arg-type]
