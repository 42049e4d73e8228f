"""Intervals that keep their word: how far the headline forecast missed in the past, put around the next one.

Misses are outcome less forecast as a share of the scale. The interval at a level takes the misses' own quantiles, unsymmetric as they are, with
the ranks of split conformal prediction (Vovk et al. 2005): of n past misses the ends are numbers floor((n+1) a) and ceil((n+1) (1-a)) in order.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from dragoman.errors import QuestionError
from dragoman.simulate.question import Array, Question

# Of 353 decisions of the European Union (DEU III, measured before this program had data of its own): per cent of the scale.
KNOWN = {"decisions": 353, "mean miss": 23.0, "median miss": 17.65, "root mean square": 29.8}


@dataclass(frozen=True, slots=True)
class Calibration:
    """Past misses of the headline, sorted, as shares of the scale; `source` says of what."""

    misses: tuple[float, ...]
    source: str = ""

    def interval(self, question: Question, value: float, *, level: float = 0.8) -> tuple[float, float]:
        """Where the outcome lies with chance `level` if this question is like the past ones; never off the scale."""
        n = len(self.misses)
        rank = (n + 1) * (1 - level) / 2
        # Rounding up to 1e-9 is float noise of the level, not a rank.
        low, high = math.floor(rank + 1e-9), math.ceil(n + 1 - rank - 1e-9)
        width = question.high - question.low
        least = value + self.misses[low - 1] * width if low >= 1 else question.low
        most = value + self.misses[high - 1] * width if high <= n else question.high
        return max(question.low, min(least, question.high)), min(question.high, max(most, question.low))


def calibrate(misses: Array, *, source: str = "") -> Calibration:
    """A calibration from misses (outcome less forecast, shares of the scale)."""
    return Calibration(tuple(sorted(round(float(miss), 6) for miss in misses)), source)


def save(calibration: Calibration, path: str | Path) -> None:
    """Write a calibration as JSON. Raises `QuestionError` where that can't be done."""
    try:
        Path(path).write_text(json.dumps(asdict(calibration)) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise QuestionError(f"Calibration '{path}' can't be written: {error.strerror}.") from error


def load(path: str | Path) -> Calibration:
    """Read a calibration. Raises `QuestionError` for a file that is none."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        misses = tuple(sorted(float(miss) for miss in data["misses"]))
        if not misses or not all(abs(miss) <= 1 for miss in misses):
            raise ValueError("misses must be shares of the scale, -1 to 1")
        return Calibration(misses, str(data.get("source", "")))
    except OSError as error:
        raise QuestionError(f"Calibration '{path}' can't be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise QuestionError(f"Calibration '{path}' is not what `dragoman backtest -o` writes: {error}.") from error


def crps(points: Array, weights: Array, outcome: float) -> float:
    """Continuous ranked probability score of weighted points: sum w|x-y| - 1/2 sum sum w w'|x-x'|, in units of the points.

    For one point it is the absolute error.

    >>> crps(np.array([0.0, 100.0]), np.array([1.0, 1.0]), 0.0)
    25.0
    """
    order = np.argsort(points, kind="stable")
    x, w = points[order], weights[order] / weights.sum()
    below = np.cumsum(w)
    # The double sum over pairs, as gaps between neighbours: each gap is crossed by below x above pairs.
    spread = float((np.diff(x) * below[:-1] * (1 - below[:-1])).sum()) if len(x) > 1 else 0.0
    return float((w * np.abs(x - outcome)).sum()) - spread


def quantile(points: Array, weights: Array, share: float) -> float:
    """The least point with `share` of the weight at or below it."""
    order = np.argsort(points, kind="stable")
    below = np.cumsum(weights[order])
    at = int(np.searchsorted(below, share * below[-1] * (1 - 1e-12)))
    return float(points[order][min(at, len(points) - 1)])
