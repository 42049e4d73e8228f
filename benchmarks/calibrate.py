"""Fit the coder's confidence and say how well it holds: python -m benchmarks.calibrate [--write DATE].

Fitted on the given and our own hand-coded documents; the table is made by leaving each document out in turn.
"""

from __future__ import annotations

import json
import sys

import numpy as np
import yaml
from numpy.typing import NDArray

from benchmarks.corpus import ROOT, SHARED, example, given, run
from dragoman.code import confidence
from dragoman.code.drafts import Draft
from dragoman.model import Claim
from dragoman.show.gold import record
from dragoman.show.score import matched, same_parties

RIDGE = 3.0


def examples() -> list[tuple[str, dict[str, float], bool]]:
    """Document, features and rightness of every coded claim."""
    found: list[tuple[str, dict[str, float], bool]] = []
    seen: dict[tuple[object, ...], dict[str, float]] = {}

    def watch(claim: Claim, draft: Draft) -> float:
        seen[_key(claim)] = confidence.features(
            claim, draft
        )  # a claim filled in later comes again, and counts as it is then
        return 0.5

    # the package's attribute of this name is the function, not the module
    sys.modules["dragoman.code.assemble"].confidence = watch  # type: ignore[attr-defined]
    for files, folder in ((given(), SHARED / "gold"), (example(), ROOT / "gold")):
        for stem, file in files.items():
            seen.clear()
            document, article, _, _, claims = run(file)
            coded = record(article, claims, document=stem, raw=document.text)["events"]
            gold = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))["events"]
            right = {j for i, j in matched(gold, coded) if same_parties(gold[i], coded[j])}
            for j, claim in enumerate(claims):
                found.append((stem, seen[_key(claim)], j in right))
    return found


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


def main() -> None:
    found = examples()
    names = ["always", *sorted({n for _, f, _ in found for n in f} - {"always"})]
    rows = np.array([[f.get(n, 0.0) for n in names] for _, f, _ in found])
    right = np.array([float(r) for _, _, r in found])
    documents = np.array([d for d, _, _ in found])
    expected = np.zeros(len(found))
    for document in sorted(set(documents)):
        held = documents == document
        expected[held] = 1 / (1 + np.exp(-rows[held] @ fit(rows[~held], right[~held])))
    print(
        f"{len(found)} claims of {len(set(documents))} documents, {right.mean():.3f} right; each document held out in turn"
    )
    print("confidence    claims  expected  right")
    for low, high in ((0, 0.3), (0.3, 0.45), (0.45, 0.6), (0.6, 0.75), (0.75, 1.01)):
        here = (expected >= low) & (expected < high)
        if here.any():
            print(
                f"{low:.2f} to {min(high, 1):.2f} {here.sum():8d} {expected[here].mean():9.3f} {right[here].mean():6.3f}"
            )
    print(
        f"Brier score {((expected - right) ** 2).mean():.3f} (always the mean: {right.mean() * (1 - right.mean()):.3f})"
    )
    if "--write" in sys.argv:
        weights = dict(zip(names, (round(float(w), 3) for w in fit(rows, right)), strict=True))
        text = f"# Weights of the coder's confidence, fitted by benchmarks/calibrate.py on {sys.argv[-1]}.\n"
        text += yaml.safe_dump({"weights": weights}, sort_keys=True, width=150)
        (ROOT / "dragoman" / "data" / "confidence.yml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
