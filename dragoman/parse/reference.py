"""Which mentions of a report speak of the same thing: each is joined to the mention before it that fits best, or to none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.parse.mentions import FAR, NOUN, Mentions, pair_columns

Floats = NDArray[np.float32]
WIDTH = 64  # numbers a mention has as what is referred to, and as what refers
TOGETHER = (
    512  # pairs scored at once: their numbers stay in the processor's cache, where those of all pairs of a report don't
)


def antecedents(
    mentions: Mentions, vectors: Floats, weights: Mapping[str, Floats], *, at_least: float = 0.0
) -> list[tuple[int, int, float]]:
    """(mention, mention before it that it refers back to, how sure), for every mention that refers back.

    `vectors` (M, 2 * WIDTH) are the model's for each mention: as antecedent, as anaphor. Sure is the share of the pair
    among the pairs of this mention and "none of them", 0 to 1; pairs under `at_least` are left out.
    """
    count = len(mentions.word)
    if count < 2:
        return []
    # "A convoy" and "convoys" are hardly ever somebody told before: leaving them out saves two fifths of the pairs.
    asked = (mentions.kind != NOUN) | (mentions.determiner == 1) | (mentions.determiner >= 3)
    later, earlier = candidates(count, asked)
    if not len(later):
        return []
    scores = pair_scores(mentions, vectors, later, earlier, weights)
    starts = np.searchsorted(later, np.arange(1, count + 1))
    found = []
    for mention in range(1, count):
        low, high = starts[mention - 1], starts[mention] if mention < count - 1 else len(later)
        own = scores[low:high]
        if not len(own):
            continue
        best = int(own.argmax())
        if own[best] > 0:
            top = max(0.0, float(own[best]))
            share = float(np.exp(own[best] - top) / (np.exp(own - top).sum() + np.exp(-top)))
            if share >= at_least:
                found.append((mention, int(earlier[low + best]), share))
    return found


def candidates(count: int, asked: NDArray[np.bool_] | None = None) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every mention of `count` (or those `asked` about) with each of the FAR before it: (later, earlier), in order.

    >>> [pairs.tolist() for pairs in candidates(3, np.array([True, False, True]))]
    [[2, 2], [0, 1]]
    """
    which = np.arange(count) if asked is None else np.flatnonzero(asked)
    counts = np.minimum(which, FAR)
    later = np.repeat(which, counts)
    first = np.repeat(np.cumsum(counts), counts)  # of the pairs behind those of the same mention
    return later, later + np.arange(len(later)) - first


def pair_scores(
    mentions: Mentions,
    vectors: Floats,
    later: NDArray[np.int64],
    earlier: NDArray[np.int64],
    weights: Mapping[str, Floats],
) -> Floats:
    """How well each pair fits, above 0 better than none; training has the same formula (training/reference.py)."""
    left, right = vectors[:, :WIDTH], vectors[:, WIDTH:]
    as_earlier, as_later = left @ weights["left"], right @ weights["right"]
    columns = pair_columns(mentions, later, earlier)
    scores = np.empty(len(later), dtype=np.float32)
    for start in range(0, len(later), TOGETHER):
        some = slice(start, start + TOGETHER)
        a, b = earlier[some], later[some]
        inner = (left[a] * right[b]) @ weights["both"]
        inner += as_earlier[a]
        told = columns[:, some].astype(np.float32).T @ weights["features"]
        told += as_later[b]
        inner += told
        inner += weights["bias"]
        scores[some] = np.maximum(inner, 0, out=inner) @ weights["out"]
    scores += weights["out_bias"]
    return scores


def chains(count: int, links: Sequence[tuple[int, int, float]]) -> list[list[int]]:
    """Mentions joined by their links, in text order; those that stand alone are left out.

    >>> chains(4, [(2, 0, 0.9), (3, 2, 0.8)])
    [[0, 2, 3]]
    """
    first = list(range(count))
    for later, earlier, _ in links:
        first[later] = first[earlier]
    found: dict[int, list[int]] = {}
    for mention, chain in enumerate(first):
        found.setdefault(chain, []).append(mention)
    return [c for c in found.values() if len(c) > 1]
