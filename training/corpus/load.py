"""Compiled reports of the corpus, by split, for whoever trains or measures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.corpus.compile import SPLITS, compile_files

ROOT = Path(__file__).parents[2] / "corpus" / "reports"


def reports(split: str | None = None, *, root: Path = ROOT, strict: bool = True) -> Iterator[dict[str, Any]]:
    """Records in the gold format (see `compile`), of one split or of all, in order of file.

    Raises ValueError where the split is not train, dev or test, or where a file does not compile (run `validate` on it);
    with `strict=False` reports that do not compile are left out instead.
    """
    if split is not None and split not in SPLITS:
        raise ValueError(f"{split!r} is no split: one of {', '.join(SPLITS)}.")
    records, problems = compile_files([root / split] if split else [root])
    if problems and strict:
        raise ValueError(
            f"{len(problems)} problems in the corpus, the first: {problems[0]}. Run training.corpus.validate."
        )
    yield from records
