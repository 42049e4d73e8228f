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
SOMEBODY = 0.5  # of .3 to .7 all are alike: the head is mostly sure

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Heads(NamedTuple):
    """What the model gives for a sentence of W words, A of them asked as predicates (row 0: the root, for nothing).

    `marks` (W + 1, m): logits of predicate, factuality, types and statuses; `types` (W + 1, 1 + types + 1) probabilities, the
    first of no event, the last of being somebody; `asked` (A,) words counted from 1; `roles` (A, W) numbers, 0 is none;
    `strengths` (A, W) their logits; `links` (A, kinds, W) probabilities.
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
    rows = heads.asked[1:]
    words = (rows - 1).tolist()
    sure, facts = heads.marks[1:, :2].T.tolist()
    # Where predicates are given, what was not asked is told too: no role of it is known, but whether it happened is.
    given = words if predicate >= PREDICATE else range(len(sure))
    factuality = tuple((w, round(min(max(facts[w], -3.0), 3.0), 3)) for w in given if sure[w] >= predicate)
    known = 1 + len(labels.types)
    somebody = tuple((heads.types[1:, known:] >= SOMEBODY).nonzero()[0].tolist())
    if not words:
        return Sense(factuality=factuality, somebody=somebody)
    marks = heads.marks[rows]
    types = heads.types[rows, 1:known]
    told = [sure[w] >= predicate for w in words]
    predicates = tuple(w for w, yes in zip(words, told, strict=True) if yes)
    roles = _roles(heads, words, told, labels)
    likely = types >= EVENT
    at, kinds = (found.tolist() for found in likely.nonzero())
    if not at:  # most sentences of a page that no coder asks about: no status or link is told either
        return Sense(predicates, roles, factuality, somebody=somebody)
    events = tuple(
        (words[row], labels.types[kind], share)
        for row, kind, share in zip(at, kinds, types[likely].tolist(), strict=True)
    )
    first = 2 + known
    shares = _softmax(marks[:, first : first + len(labels.statuses)])
    best, most = shares.argmax(axis=1).tolist(), shares.max(axis=1).tolist()
    may_tell = list(dict.fromkeys(at))
    linked = heads.links[1:][may_tell]
    likely = linked >= LINK
    links = tuple(
        (words[may_tell[row]], labels.links[kind], word, share)
        for row, kind, word, share in zip(*(i.tolist() for i in likely.nonzero()), linked[likely].tolist(), strict=True)
    )
    statuses = tuple((words[row], labels.statuses[best[row]], most[row]) for row in may_tell)
    return Sense(predicates, roles, factuality, events, statuses, links, somebody)


def _roles(heads: Heads, words: list[int], told: list[bool], labels: Labels) -> tuple[tuple[int, str, int], ...]:
    """Every argument; of two words in one core role of a predicate, the surer one."""
    found: dict[tuple[int, int], tuple[float, int]] = {}
    others: list[tuple[int, str, int]] = []
    roles = heads.roles[1:]
    at, to = roles.nonzero()
    strengths = heads.strengths[1:][at, to].tolist()
    for row, word, role, strength in zip(at.tolist(), to.tolist(), roles[at, to].tolist(), strengths, strict=True):
        if not told[row]:
            continue
        name = labels.roles[role - 1]
        if name.startswith("ARG") and name[3].isdigit():
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
            (*found.somebody, *(w + base for w in sense.somebody)),
        )
        base += size
    return found
