"""The record to files, one format by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from dragoman.errors import DragomanError
from dragoman.show.flat import csv_files, jsonl_files
from dragoman.show.gold import record
from dragoman.show.writing import write_whole
from dragoman.store import Filter, View

# In bytes of UTF-8: file systems take 255 with the ending, and the name of a page on the web may be far longer.
LONGEST_STEM = 200
# Columns by which a table shows that an export made it; later ones were added with time.
SAME_COLUMNS = 5
# Names that Windows keeps for its devices, whatever stands behind the dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)", re.IGNORECASE)


def export(view: View, folder: Path, *, format_: str = "gold", repeated: bool = False) -> int:
    """Write the record of a case to `folder` and say how many files that made.

    `format_` is gold (one JSON file a report), csv or jsonl (claims, events and reports, a file each). `repeated` also writes
    claims on lines that an outlet prints under report after report.

    Raises DragomanError for an unknown format, a folder that can't be written, or a file in the way that no export made.
    """
    writers: dict[str, Callable[..., Iterator[tuple[str, str]]]]
    writers = {"gold": gold_files, "csv": csv_files, "jsonl": jsonl_files}
    if (format_ := format_.lower()) not in writers:
        raise DragomanError(f"No export format '{format_}'. Known formats: {', '.join(writers)}.")
    count = 0
    try:
        if folder.exists() and not folder.is_dir():
            raise DragomanError(f"'{folder}' is a file and no folder; name the folder that the records go to.")
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in writers[format_](view, repeated=repeated):
            if not _ours(folder / name, text):
                raise DragomanError(
                    f"'{folder / name}' is not written: the file of that name was not exported, and may be work by hand. "
                    "Export to another folder."
                )
            write_whole(folder / name, text, what="Record")
            count += 1
    except OSError as error:
        raise DragomanError(f"Folder '{folder}' can't be written: {error.strerror}.") from error
    return count


def _ours(file: Path, text: str) -> bool:
    """True where there is no such file yet, or one that an export made: its table begins with the same columns, as that of an
    earlier version does that had fewer; its lines have the same fields.

    Hand-coded records know of no ids of reports.
    """
    if not file.exists() or not file.stat().st_size:
        return True
    try:
        with file.open(encoding="utf-8") as old:
            if file.suffix == ".json":
                return "id" in json.load(old)["article"]
            first = old.readline()
            if file.suffix == ".csv":
                return first.split(",")[:SAME_COLUMNS] == text[: text.index("\n")].split(",")[:SAME_COLUMNS]
            return bool(json.loads(first).keys() & {"claim", "event_id", "report"})
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def gold_files(view: View, *, repeated: bool = False) -> Iterator[tuple[str, str]]:
    """Every page's record in the gold format, as file name and text; where two pages have one name, the second gets a number.

    Pages that hold the same report each get their file.
    """
    taken: set[str] = set()
    for document_id, article_id in sorted(view.pages()):
        article, document = view.article(article_id), view.document(document_id)
        if article is None or document is None:
            continue
        claims = tuple(view.claims(Filter(report=article.id, repeated=repeated)))
        raw = document.text if article.document_id == document.id else None
        name = free_name(PurePosixPath(document.source).stem, taken)
        text = json.dumps(
            record(article, claims, document=name, raw=raw), ensure_ascii=False, indent=1, sort_keys=False
        )
        yield f"{name}.json", text + "\n"


def free_name(stem: str, taken: set[str]) -> str:
    """A name for a file that every system can hold, and that is none of those `taken`, to which it is added.

    Letters of either case are one, and so are the spellings of a letter with a mark: on Windows and macOS "Talks.json" would be
    written over "talks.json", and macOS takes "é" and "e" with an accent behind it for the same.

    >>> names: set[str] = set()
    >>> [free_name(stem, names) for stem in ("talks", "talks-2", "Talks", "nul", "a: b?")]
    ['talks', 'talks-2', 'Talks-3', '_nul', 'a__b_']
    """
    stem = (
        re.sub(r"[^\w.-]", "_", normalize("NFC", stem)).encode("utf-8")[:LONGEST_STEM].decode("utf-8", "ignore")
        or "report"
    )
    stem = f"_{stem}" if _DEVICES.match(stem) else stem
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
