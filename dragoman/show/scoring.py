"""Scores of a case, or of a folder of exported records, as rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from dragoman.show.exporting import export
from dragoman.show.rows import Row
from dragoman.show.score import Score, score_folders
from dragoman.store import Store

MOST_ABSENT = 5


def score_rows(gold: Path, case: Path, *, note: Callable[[str], None] | None = None) -> list[Row]:
    """A row for each hand-coded document and one for all together; `note` is told how many of them the case does not have.

    Raises GoldError where a record is not in the gold format, StoreError where the case can't be opened.
    """
    if case.is_dir():
        return _rows(gold, case, note)
    with tempfile.TemporaryDirectory() as folder, Store.open(case, create=False) as store:
        export(store.view(), Path(folder))
        return _rows(gold, Path(folder), note)


def _rows(gold: Path, predicted: Path, note: Callable[[str], None] | None) -> list[Row]:
    scores = score_folders(gold, predicted)
    absent = [name for name in sorted(scores) if not (predicted / f"{name}.json").exists()]
    if absent and note:
        note(
            f"{len(absent)} of {len(scores)} hand-coded documents are not in the case, and all their claims count as missed: "
            f"{', '.join(absent[:MOST_ABSENT])}{', ...' if len(absent) > MOST_ABSENT else ''}. Files go by their names."
        )
    total = sum(scores.values(), Score())
    named = [*sorted(scores.items()), ("all", total)]
    return [{"document": name} | {key: _round(value) for key, value in one.shares().items()} for name, one in named]


def _round(value: float | int | None) -> float | int | None:
    return round(value, 3) if isinstance(value, float) else value
