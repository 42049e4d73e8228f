"""From scores of heads to one well-formed tree a sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

LEAST = 1e4  # no head counts as worse than the best one by more than this


def decode(scores: Scores) -> list[int]:
    """The best tree with one root: `scores[i, j]` says how well head `j` fits word `i`, `j` 0 being the root.

    Returns a head for every word, counted from 1, 0 for the one root. Nearly always every word's best head makes a
    tree; only where it does not, Chu-Liu and Edmonds' algorithm is run.

    >>> decode(np.array([[0.0, -9.0, 5.0], [3.0, 1.0, -9.0]], dtype=np.float32))
    [2, 0]
    """
    heads: list[int] = scores.argmax(axis=1).tolist()
    if is_tree(heads):
        return heads
    return _one_root(scores.astype(np.float64))


def settled(scores: Scores, leftward: NDArray[np.bool_]) -> list[int] | None:
    """The best heads where they make a tree whatever else is asked; None where other heads have to be weighed.

    `leftward` says of every word whether its relation to its best head allows no head to the right. Where such a head
    stands to the right it would have to be weighed against the next best; where none does, relations could only make the
    other heads worse, and the best ones stay what they are.

    >>> scores = np.array([[0.0, -9.0, 5.0], [3.0, 1.0, -9.0]], dtype=np.float32)
    >>> settled(scores, np.array([False, False])), settled(scores, np.array([True, False]))
    ([2, 0], None)
    """
    best = scores.argmax(axis=1)
    heads: list[int] = best.tolist()
    if leftward.any() and (leftward & (best > np.arange(1, len(heads) + 1))).any():
        return None
    return heads if is_tree(heads) else None


def is_tree(heads: list[int]) -> bool:
    """One root (0), and every word leads to it.

    >>> is_tree([2, 0, 2]), is_tree([2, 1, 0]), is_tree([0, 0])
    (True, False, False)
    """
    if heads.count(0) != 1:
        return False
    state = bytearray(len(heads) + 1)  # 0 not seen, 1 on the present path, 2 known to reach the root
    state[0] = 2
    for start in range(1, len(heads) + 1):
        if state[start]:
            continue
        path = []
        at = start
        while not state[at]:
            state[at] = 1
            path.append(at)
            at = heads[at - 1]
        if state[at] == 1:
            return False
        for word in path:
            state[word] = 2
    return True


def _one_root(scores: NDArray[np.float64]) -> list[int]:
    """The best tree among those with exactly one root."""
    n = scores.shape[0]
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = np.maximum(scores - scores.max(axis=1, keepdims=True), -LEAST)
    full[np.arange(n + 1), np.arange(n + 1)] = -np.inf
    heads: list[int] = _edmonds(full)[1:].tolist()
    if heads.count(0) > 1:
        # A penalty on every arc from the root, larger than all other differences together, leaves one: a tree with
        # one root always exists, and a second root can never pay. It costs many contractions, so it comes last.
        full[1:, 0] -= LEAST * (n + 1)
        heads = _edmonds(full)[1:].tolist()
    return heads


def _edmonds(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Best arborescence from node 0; `scores[i, j]` is the arc from `j` to `i`; one cycle is contracted a call."""
    n = scores.shape[0]
    heads = np.zeros(n, dtype=np.int64)
    heads[1:] = scores[1:].argmax(axis=1)
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    nodes = np.array(cycle)
    won = scores[nodes, heads[nodes]]
    # Into the cycle: the arc gained less the arc of the cycle it breaks. Out of it: the best member.
    into = scores[np.ix_(nodes, outside)] - won[:, None]
    out_of = scores[np.ix_(outside, nodes)]
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    small[m, :m] = into.max(axis=0)
    small[:m, m] = out_of.max(axis=1)
    small[0] = -np.inf
    found = _edmonds(small)
    result = heads.copy()
    for i in range(1, m):
        head = int(found[i])
        result[outside[i]] = nodes[out_of[i].argmax()] if head == m else outside[head]
    enters = int(found[m])
    broken = int(into[:, enters].argmax())
    result[nodes[broken]] = outside[enters]
    return result


def _cycle(heads: NDArray[np.int64]) -> list[int] | None:
    """The nodes of one cycle, if there is one."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path: list[int] = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return path[path.index(at) :]
        for node in path:
            state[node] = 2
    return None
