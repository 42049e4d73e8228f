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
    `max_file_bytes`: larger PDFs, office documents, mails and archives inside archives are refused. `max_unpacked`:
    an archive is left when it has unpacked to more bytes; `max_ratio`: or to so many times its own size.
    `max_members`: files in one archive; `max_depth`: archives inside archives. `max_pages`: pages of a PDF.
    `max_seconds`, `max_memory`: what the reader of one document may take before it is ended, in seconds and bytes.
    `places`: a gazetteer file that `dragoman places build` wrote; empty for the one that ships.
    `actors`: your own actors file; empty for `actors.yml` beside the case, where there is one.
    `pipeline`: a spaCy pipeline with UD labels (its name or folder) to parse with; empty for the model that ships.
    `threads`: of the model that ships, while it reads one sentence.
    `text_columns`: names of the column (or JSON field) that holds the report, in the order in which they are tried.
    """

    max_bytes: int = 5_000_000
    max_text: int = 500_000
    group_chars: int = 24_000
    group_reports: int = 64
    suffixes: tuple[str, ...] = (
        *(".txt", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".eml", ".pdf", ".docx"),
        *(".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".zip", ".gz", ".tgz", ".tar", ".warc"),
    )
    max_file_bytes: int = 50_000_000
    max_unpacked: int = 4_000_000_000
    max_ratio: int = 200
    max_members: int = 100_000
    max_depth: int = 2
    max_pages: int = 500
    max_seconds: int = 10
    places: str = ""
    actors: str = ""
    pipeline: str = ""
    threads: int = 1
    max_memory: int = 256_000_000
    text_columns: tuple[str, ...] = ("text", "maintext", "body", "articlebody", "article", "content", "story")


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
            values = tomllib.loads(file.read_text(encoding="utf-8-sig"))  # some editors begin a file with a mark
        except OSError as error:
            raise DataError(f"Settings file '{file}' can't be read: {error.strerror}.") from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise DataError(f"Settings file '{file}' can't be read: {error}. Correct it or remove it.") from error
    given = {name: value for name, value in overrides.items() if value is not None}
    values.update(given)
    return _checked(values, {name: "given" if name in given else str(file) for name in values})


def _checked(values: dict[str, object], origin: dict[str, str]) -> Settings:
    settings = Settings()
    known = {field.name: getattr(settings, field.name) for field in fields(Settings)}
    for name, value in values.items():
        where = origin[name]
        if name not in known:
            raise DataError(f"No setting '{name}' ({where}). Known settings: {', '.join(known)}.")
        if isinstance(known[name], tuple):
            if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
                raise DataError(f"Setting '{name}' has value {value!r} ({where}); give a list of strings.")
            values[name] = tuple(value)
        elif isinstance(known[name], str):
            if not isinstance(value, str):
                raise DataError(f"Setting '{name}' has value {value!r} ({where}); give a text in quotes.")
        elif not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise DataError(f"Setting '{name}' has value {value!r} ({where}); give a whole number above 0.")
    return replace(settings, **values)  # type: ignore[arg-type]
