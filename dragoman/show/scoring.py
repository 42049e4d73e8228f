"""Scores of a case, or of a folder of exported records, as rows."""

from __future__ import annotations

import tempfile
from pathlib import Path

from dragoman.show.exporting import export
from dragoman.show.rows import Row
from dragoman.show.score import Score, score_folders
from dragoman.store import Store


def score_rows(gold: Path, case: Path) -> list[Row]:
    """A row for each hand-coded document and one for all together.

    Raises GoldError where a record is not in the gold format, StoreError where the case can't be opened.
    """
    if case.is_dir():
        return _rows(score_folders(gold, case))
    with tempfile.TemporaryDirectory() as folder, Store.open(case, create=False) as store:
        export(store.view(), Path(folder))
        return _rows(score_folders(gold, Path(folder)))


def _rows(scores: dict[str, Score]) -> list[Row]:
    total = sum(scores.values(), Score())
    named = [*sorted(scores.items()), ("all", total)]
    return [{"document": name} | {key: _round(value) for key, value in one.shares().items()} for name, one in named]


def _round(value: float | int | None) -> float | int | None:
    return round(value, 3) if isinstance(value, float) else value
