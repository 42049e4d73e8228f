"""Fit the coder's confidence and say how well it holds: python -m benchmarks.calibrate [--write DATE].

Fitted on all hand-coded documents that are not kept aside: given records, our example case, pages of open corpora. One table
is made by leaving each document out in turn, another on what is kept aside.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from benchmarks.corpus import ROOT, SHARED, example, given, run, wire
from benchmarks.fresh_pages import here, page, page_file, stand_off
from benchmarks.fresh_pages import record as by_hand
from dragoman.code import confidence
from dragoman.code.drafts import Draft
from dragoman.model import Claim
from dragoman.show.gold import record
from dragoman.show.score import matched, same_parties

RIDGE = 3.0


class Example(NamedTuple):
    """A coded claim: its document, what its confidence depends on, and whether the hand-coded record has it with both parties."""

    document: str
    features: dict[str, float]
    right: bool


def examples() -> list[Example]:
    """Every claim coded on the given records, our example case and the hand-coded pages that are not kept aside."""
    pages = [told for told in stand_off() if not told["kept_aside"]] if here() else []
    return [
        *_on_files(given(), SHARED / "gold"),
        *_on_files(example(), ROOT / "gold"),
        *(one for told in pages for one in _on_page(told)),
    ]


def kept_aside() -> list[Example]:
    """Every claim coded on the pages and agency news that are kept aside."""
    pages = [told for told in stand_off() if told["kept_aside"]] if here() else []
    return [*_on_files(wire(), ROOT / "gold" / "wire"), *(one for told in pages for one in _on_page(told))]


def _on_files(files: Mapping[str, Path], folder: Path) -> Iterator[Example]:
    for stem, file in files.items():
        gold = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))["events"]
        yield from _on(stem, file, gold)


def _on_page(told: dict[str, Any]) -> Iterator[Example]:
    with page_file(told) as file:
        yield from _on(told["document"], file, by_hand(told, page(told))["events"])


def _on(stem: str, file: Path, gold: list[dict[str, Any]]) -> Iterator[Example]:
    seen: dict[tuple[object, ...], dict[str, float]] = {}

    def watch(claim: Claim, draft: Draft) -> float:
        seen[_key(claim)] = confidence.features(
            claim, draft
        )  # a claim filled in later comes again, and counts as it is then
        return 0.5

    assemble = sys.modules[
        "dragoman.code.assemble"
    ]  # the package's attribute of this name is the function, not the module
    usual = assemble.confidence
    assemble.confidence = watch  # type: ignore[attr-defined]
    try:
        document, article, _, _, claims = run(file)
    finally:
        assemble.confidence = usual  # type: ignore[attr-defined]
    coded = record(article, claims, document=stem, raw=document.text)["events"]
    right = {j for i, j in matched(gold, coded) if same_parties(gold[i], coded[j])}
    for j, claim in enumerate(claims):
        yield Example(stem, seen[_key(claim)], j in right)


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.article_id, claim.trigger, claim.event, claim.mode, claim.status


def fit(rows: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic model with a ridge on all but the constant, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = np.eye(rows.shape[1]) * RIDGE
    ridge[0, 0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-rows @ weights))
        step = np.linalg.solve(rows.T @ (rows * (p * (1 - p))[:, None]) + ridge, rows.T @ (right - p) - ridge @ weights)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def _table(title: str, expected: NDArray[np.float64], right: NDArray[np.float64]) -> None:
    print(f"\n{title}\nconfidence    claims  expected  right")
    for low, high in ((0, 0.3), (0.3, 0.45), (0.45, 0.6), (0.6, 0.75), (0.75, 1.01)):
        here = (expected >= low) & (expected < high)
        if here.any():
            print(
                f"{low:.2f} to {min(high, 1):.2f} {here.sum():8d} {expected[here].mean():9.3f} {right[here].mean():6.3f}"
            )
    mean = right.mean()
    print(f"Brier score {((expected - right) ** 2).mean():.3f} (always the mean: {mean * (1 - mean):.3f})")


def main() -> None:
    found = examples()
    names = ["always", *sorted({n for one in found for n in one.features} - {"always"})]

    def table_of(claims: list[Example]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        rows = np.array([[one.features.get(n, 0.0) for n in names] for one in claims])
        return rows, np.array([float(one.right) for one in claims])

    rows, right = table_of(found)
    documents = np.array([one.document for one in found])
    expected = np.zeros(len(found))
    for document in sorted(set(documents)):
        held = documents == document
        expected[held] = _shares(rows[held], fit(rows[~held], right[~held]))
    fitted = fit(rows, right)
    _table(
        f"{len(found)} claims of {len(set(documents))} documents, {right.mean():.3f} right; each document held out in turn",
        expected,
        right,
    )
    if kept := kept_aside():
        unseen, truly = table_of(kept)
        _table(f"{len(kept)} claims of documents kept aside, {truly.mean():.3f} right", _shares(unseen, fitted), truly)
    if "--write" in sys.argv:
        weights = dict(zip(names, (round(float(w), 3) for w in fitted), strict=True))
        text = f"# Weights of the coder's confidence, fitted by benchmarks/calibrate.py on {sys.argv[-1]}.\n"
        text += yaml.safe_dump({"weights": weights}, sort_keys=True, width=150)
        (ROOT / "dragoman" / "data" / "confidence.yml").write_text(text, encoding="utf-8")


def _shares(rows: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = 1 / (1 + np.exp(-rows @ weights))
    return shares


if __name__ == "__main__":
    main()
