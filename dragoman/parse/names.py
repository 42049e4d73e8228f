"""Names from what the model says of each word: B, I or O and a kind, in an order that makes sense."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FORBIDDEN = -1e9

# No name begins or ends with one of these, and an address is none.
_EDGES = frozenset((",", "of", "for", "and", "in", "at", "on", "/", "&", '"', "'", "(", ")", ";", ":"))
_TRAILING = _EDGES | {"the", "-"}
_ADDRESS = re.compile(r".@.|^(?:https?:|www\.)|\.(?:com|net|org|gov|edu|docx?|pdf)\b")

# Between two parts of a person's name ("Bashir al-Hamed").
_PARTICLES = frozenset({"-", "al", "el", "ul", "bin", "ibn", "abu", "de", "van", "von", "ad", "as", "ash", "an"})


def transitions(tags: Sequence[str]) -> NDArray[np.float64]:
    """What it costs to go from one tag to the next: nothing, or FORBIDDEN where an I would continue no name of its kind.

    The first row is for the beginning of a sentence.

    >>> (transitions(["O", "B-PER", "I-PER"]) < 0).tolist()
    [[False, False, True], [False, False, True], [False, False, False], [False, False, False]]
    """
    before = ["O", *tags]
    free = [[b[0] != "I" or (a[0] != "O" and a[1:] == b[1:]) for b in tags] for a in before]
    return np.where(free, 0.0, FORBIDDEN)


def best_tags(scores: Floats, costs: NDArray[np.float64]) -> list[int]:
    """The best row of tags in which no I stands without its B: `scores` (words, tags) are the model's.

    Word by word the model's best tags contradict each other in one sentence of fifty ("B-PER I-ORG"); only there the whole row
    is weighed (Viterbi). Nothing is learned for it: a transition is allowed or not.

    >>> costs = transitions(["O", "B-PER", "I-PER", "B-ORG", "I-ORG"])
    >>> best_tags(np.array([[0, 5, 0, 4, 0], [0, 0, 3, 0, 6]], dtype=np.float32), costs)
    [3, 4]
    """
    tags = scores.argmax(axis=1)
    before = np.concatenate(([0], tags[:-1] + 1))
    if not costs[before, tags].any():
        alone: list[int] = tags.tolist()
        return alone
    total = costs[0] + scores[0]
    behind = []
    for row in scores[1:].astype(np.float64):
        ways = total[:, None] + costs[1:]
        best = ways.argmax(axis=0)
        behind.append(best)
        total = ways[best, np.arange(len(best))] + row
    found = [int(total.argmax())]
    for best in reversed(behind):
        found.append(int(best[found[-1]]))
    return found[::-1]


def names_of(tags: list[str], words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Names from B/I/O tags as (first, last, label), `last` exclusive; an I that continues nothing begins a name.

    Two persons with only particles or a hyphen between them are one ("Haddad-Adel", "Omar al-Amin"). A town in capitals before a
    person who begins the sentence is a dateline that has lost its dash ("NAIROBI Esther Wanjiru, who"), and no part of the name.
    """
    names: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        label = tag[2:]
        start, end, kind = names[-1] if names else (0, -9, "")
        if kind == label and (
            (tag[0] == "I" and end == i)
            or (label == "PER" and end < i <= end + 3 and all(w.lower() in _PARTICLES for w in words[end:i]))
            or (label == "PER" and end == i and words[i - 1] in ("-", ","))
        ):
            names[-1] = (start, i + 1, label)
        elif words[i] != "-":
            names.append((i, i + 1, label))
    if names and _dateline_glued(names[0], words):
        names[0] = (1, names[0][1], "PER")
    return [part for name in names for part in _parts(*name, words)]


class _Lists(NamedTuple):
    titles: frozenset[str]
    states: frozenset[str]
    before_state: frozenset[str]


@functools.cache
def _lists() -> _Lists:
    text = (resources.files("dragoman.parse") / "names.yml").read_text(encoding="utf-8")
    lists = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return _Lists(**{name: frozenset(words) for name, words in lists.items()})


def _parts(start: int, end: int, label: str, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """A name without marks and small words at its edges; two where a slash or nothing at all stands between them.

    On UNER EWT dev 78.4 instead of 76.7 span F1 (2026-11-23).
    """
    while end > start and words[end - 1].lower() in _TRAILING:
        end -= 1
    while start < end and words[start].lower() in _EDGES:
        start += 1
    if start == end:
        return
    if end == start + 1:
        word = words[start]
        if not (_ADDRESS.search(word) or (label == "PER" and word.lower() in _lists().titles)):
            yield start, end, label
        return
    for at in range(start + 1, end - 1):
        if words[at] == "/":
            yield start, at, label
            yield at + 1, end, label
            return
    before, last = words[end - 2].lower(), words[end - 1].lower()
    parted = label == "LOC" and last in _lists().states and before not in _lists().before_state
    if parted and not before.endswith(_OF):
        yield start, end - 1, label
        yield end - 1, end, label
    else:
        yield start, end, label


_OF = ("ern", "ish", "ian", "ese", "'s", "’s")  # "Kurdish Iraq", "Egypt's Sinai"


def part_dateline(
    names: Sequence[tuple[int, int, str]], heads: list[int], deps: list[str], words: Sequence[str]
) -> None:
    """Take the dateline of `names_of` out of the tree too, in place: what hung on the town hangs on the person.

    >>> heads, deps = [3, 0, 0, -1], ["nsubj", "flat", "flat", "root"]
    >>> part_dateline([(1, 3, "PER")], heads, deps, ["NAIROBI", "Esther", "Wanjiru", "resigned"])
    >>> heads, deps
    ([1, 3, 1, -1], ['dep', 'nsubj', 'flat', 'root'])
    """
    if not names or names[0][0] != 1 or heads[1] != 0 or not _dateline_glued((0, *names[0][1:]), words):
        return
    above, label = heads[0], deps[0]
    heads[:] = [1 if h == 0 else h for h in heads]
    heads[0], deps[0] = 1, "dep"
    heads[1], deps[1] = above, label


def _dateline_glued(name: tuple[int, int, str], words: Sequence[str]) -> bool:
    start, end, kind = name
    return (
        (start, kind) == (0, "PER") and end > 1 and len(words[0]) > 3 and words[0].isupper() and not words[1].isupper()
    )
