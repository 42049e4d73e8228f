"""The record to files, one format by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from dragoman.errors import DragomanError
from dragoman.show.gold import record
from dragoman.show.writing import write_whole
from dragoman.store import Filter, View


def export(view: View, folder: Path, *, format_: str = "gold", repeated: bool = False) -> int:
    """Write the record of a case to `folder` and say how many files that made.

    `repeated` also writes claims on lines that an outlet prints under report after report.

    Raises DragomanError for an unknown format or a folder that can't be written.
    """
    writers: dict[str, Callable[..., Iterator[tuple[str, str]]]] = {"gold": gold_files}
    if format_ not in writers:
        raise DragomanError(f"No export format '{format_}'. Known formats: {', '.join(writers)}.")
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in writers[format_](view, repeated=repeated):
            write_whole(folder / name, text, what="Record")
            count += 1
    except OSError as error:
        raise DragomanError(f"Folder '{folder}' can't be written: {error.strerror}.") from error
    return count


def gold_files(view: View, *, repeated: bool = False) -> Iterator[tuple[str, str]]:
    """Every page's record in the gold format, as file name and text; two pages of one name get a number.

    Pages that hold the same report each get their file.
    """
    taken: dict[str, int] = {}
    for document_id, article_id in sorted(view.pages()):
        article, document = view.article(article_id), view.document(document_id)
        if article is None or document is None:
            continue
        claims = tuple(view.claims(Filter(report=article.id, repeated=repeated)))
        raw = document.text if article.document_id == document.id else None
        stem = re.sub(r"[^\w.-]", "_", PurePosixPath(document.source).stem) or "report"
        taken[stem] = taken.get(stem, 0) + 1
        name = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
        text = json.dumps(
            record(article, claims, document=name, raw=raw), ensure_ascii=False, indent=1, sort_keys=False
        )
        yield f"{name}.json", text + "\n"
