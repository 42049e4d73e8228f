"""From the numbers of the model's heads of meaning to a `Sense`: roles, factuality, and what may be a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Sense

PREDICATE = 0.0  # the logit from which a word is a predicate
EVENT = 0.02  # below, a type is not told; the coder asks for more
LINK = 0.1

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Heads(NamedTuple):
    """What the model gives for a sentence of W words, A of them asked as predicates (row 0: the root, for nothing).

    `marks` (W + 1, m): logits of predicate, factuality, types and statuses; `types` (W + 1, 1 + types) probabilities, the
    first of no event; `asked` (A,) words counted from 1; `roles` (A, W) numbers, 0 is none; `strengths` (A, W) their logits;
    `links` (A, kinds, W) probabilities.
    """

    marks: Floats
    types: Floats
    asked: Ints
    roles: Ints
    strengths: Floats
    links: Floats


class Labels(NamedTuple):
    """What the numbers mean, from labels.json."""

    roles: Sequence[str]
    links: Sequence[str]
    types: Sequence[str]
    statuses: Sequence[str]


def labels_of(about: dict[str, Any]) -> Labels:
    """The labels in the model's description."""
    return Labels(about["roles"], about["links"], about["types"], about["statuses"])


def read_sense(heads: Heads, labels: Labels, *, predicate: float = PREDICATE) -> Sense:
    """The sense of one sentence; `predicate` is the logit from which a word counts as one."""
    words = (heads.asked[1:] - 1).tolist()
    if not words:
        return Sense()
    marks = heads.marks[heads.asked[1:]]
    types = heads.types[heads.asked[1:], 1:]
    is_pred = marks[:, 0] >= predicate
    may_tell = types.max(axis=1) >= EVENT
    predicates = [w for w, told in zip(words, is_pred.tolist(), strict=True) if told]
    roles = _roles(heads, words, is_pred, labels)
    facts = np.clip(marks[:, 1], -3, 3).tolist()
    events = [
        (words[row], labels.types[kind], float(types[row, kind])) for row, kind in np.argwhere(types >= EVENT).tolist()
    ]
    first = 2 + heads.types.shape[1]
    statuses = _softmax(marks[:, first : first + len(labels.statuses)])
    links = heads.links[1:]
    found = [
        (words[row], labels.links[kind], word, float(links[row, kind, word]))
        for row, kind, word in np.argwhere((links >= LINK) & may_tell[:, None, None]).tolist()
    ]
    return Sense(
        tuple(predicates),
        roles,
        tuple((w, round(f, 3)) for w, f, told in zip(words, facts, is_pred.tolist(), strict=True) if told),
        tuple(events),
        tuple(
            (w, labels.statuses[best], share)
            for w, best, share, told in zip(
                words, statuses.argmax(axis=1).tolist(), statuses.max(axis=1).tolist(), may_tell.tolist(), strict=True
            )
            if told
        ),
        tuple(found),
    )


def _roles(
    heads: Heads, words: list[int], is_pred: NDArray[np.bool_], labels: Labels
) -> tuple[tuple[int, str, int], ...]:
    """Every argument; of two words in one core role of a predicate, the surer one."""
    chosen = heads.roles[1:] * is_pred[:, None]
    found: dict[tuple[int, int], tuple[float, int]] = {}
    others: list[tuple[int, str, int]] = []
    for row, word in np.argwhere(chosen).tolist():
        role = int(chosen[row, word])
        name = labels.roles[role - 1]
        if name.startswith("ARG") and name[3].isdigit():
            strength = float(heads.strengths[1 + row, word])
            if (row, role) not in found or found[row, role][0] < strength:
                found[row, role] = strength, word
        else:
            others.append((words[row], name, word))
    core = [(words[row], labels.roles[role - 1], word) for (row, role), (_, word) in found.items()]
    return tuple(sorted([*core, *others]))


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def shifted(parts: Sequence[tuple[Sense | None, int]]) -> Sense | None:
    """One sense for windows of a long sentence, each with its number of words; None where a window has none."""
    found = Sense()
    base = 0
    for sense, size in parts:
        if sense is None:
            return None
        found = Sense(
            (*found.predicates, *(p + base for p in sense.predicates)),
            (*found.roles, *((p + base, role, w + base) for p, role, w in sense.roles)),
            (*found.factuality, *((p + base, value) for p, value in sense.factuality)),
            (*found.events, *((w + base, kind, p) for w, kind, p in sense.events)),
            (*found.statuses, *((w + base, status, p) for w, status, p in sense.statuses)),
            (*found.links, *((t + base, kind, w + base, p) for t, kind, w, p in sense.links)),
        )
        base += size
    return found
