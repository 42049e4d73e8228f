"""Sentence boundaries that no full stop shows: a small network looks at the gaps the rules of sentences.py left open.

Scraped text runs headings, lists, addresses, greetings and signatures together, and much of the web writes no capitals.
For every gap of white space that might part two sentences the network reads six words on either side (their form,
casing and marks) and how the rules have cut the paragraph around it. It adds boundaries and takes none away.

The weights (weights/boundaries.json, made by `python -m training.boundaries`) are whole numbers and so is every sum, held
in floats that represent them exactly: the answer is the same on every machine, whatever order it adds in.
"""

from __future__ import annotations

import base64
import functools
import json
import re
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError

FORMAT = 1  # of boundaries.json
WINDOW = 6  # words looked at on either side of a gap
SCALARS = 92  # rows of what is known of a gap beside its words; see `_describe`
_TOGETHER = 1024  # gaps computed at a time: keeps memory flat
_CAPITALS = frozenset("TUMI")

_SOLID = re.compile(r"\S+")
_EDGES = re.compile(r"(\W*)(.*?)(\W*)$", re.DOTALL)
_ADDRESS = re.compile(r"(?i)(?:https?:|www\.)|\w\.(?:com|org|net|edu|gov|html?)\b")
_RUN = re.compile(r"(.)\1\1+")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]+")
LONGEST = 40

Parts = tuple[str, str, str, str]


def parts(chunk: str) -> Parts:
    """What the network knows of a word between spaces: form, marks before it, marks behind it, casing.

    >>> parts("(Joe-"), parts("12/05"), parts("WWW.acme.org"), parts("-----")
    (('joe', '(', '-', 'T'), ('#2/2', '', '', 'd5'), ('<url>', '', '', 'u'), ('=---', '', '', '-'))
    """
    head = chunk[:LONGEST]
    if _ADDRESS.search(head):
        return "<url>", "", "", "u"
    if "@" in head[1:-1]:
        return "<mail>", "", "", "u"
    found = _EDGES.match(head)
    assert found is not None
    lead, core, trail = found.groups()
    if not core:
        return "=" + _RUN.sub(r"\1\1\1", lead)[:6], "", "", "-"
    if len(chunk) > LONGEST:
        trail = chunk[len(chunk.rstrip(_MARKS)) :]
    form = core.lower().replace("’", "'")
    if core[0].isdigit() or (core[-1].isdigit() and 2 * sum(map(str.isdigit, core)) >= len(core)):
        form = "#" + _LETTERS.sub("a", _DIGITS.sub(lambda m: str(min(len(m.group()), 5)), form))[:8]
    return form, lead[-3:], trail[:3], _casing(core)


_MARKS = ".,;:!?…\"'”’»)]}>-–—*"


def _casing(core: str) -> str:
    if core[0].isdigit() or (core[-1].isdigit() and not core[0].isalpha()):
        return f"d{'a' if any(map(str.isalpha, core)) else ''}{min(len(core), 5)}"
    if len(core) == 1:
        return "I" if core.isupper() else "i"
    if core.islower():
        return "l"
    if core.isupper():
        return "U"
    if core[0].isupper():
        return "T" if core[1:].islower() else "M"
    return "m"


class Word(NamedTuple):
    """A word between spaces as the network and the description of gaps need it."""

    ids: tuple[int, int, int, int]
    opened: bool  # marks stand before it
    closed: bool  # marks stand behind it
    small: bool  # written small throughout
    capital: bool
    shouted: bool
    informal: bool  # a lone small "i"
    stopped: bool  # ends in . ! ?
    brackets: int  # opened less closed
    quotes: int


class Vocabulary:
    """Numbers for forms, marks and casings; 0 is kept for what lies outside the paragraph."""

    def __init__(self, lists: list[list[str]]) -> None:
        self.lists = lists
        self._maps: list[dict[str, int]] = []
        base = 1
        for words in lists:
            self._maps.append({word: base + n for n, word in enumerate(words)})
            base += len(words)
        self.size = base
        self.word = functools.lru_cache(maxsize=1 << 16)(self._word)

    def unseen(self, form: str) -> int:
        """The number of a form that is not listed: that of its last two letters, or of anything at all."""
        return self._maps[0].get("~" + form[-2:]) or self._maps[0]["?"]

    def _word(self, chunk: str) -> Word:
        form, lead, trail, casing = parts(chunk)
        _, leads, trails, casings = self._maps
        return Word(
            (
                self._maps[0].get(form) or self.unseen(form),
                leads.get(lead) or leads["?"],
                trails.get(trail) or trails["?"],
                casings.get(casing) or casings["?"],
            ),
            bool(lead),
            bool(trail),
            casing == "l",
            casing in _CAPITALS,
            casing == "U",
            chunk == "i",
            trail[:1] in (".", "!", "?") and bool(trail),
            chunk.count("(") - chunk.count(")"),
            chunk.count('"'),
        )


def _bucket(number: int) -> int:
    for n, most in enumerate((0, 1, 2, 3, 5, 8, 12, 20, 35)):
        if number <= most:
            return n
    return 9


_BUCKETS = tuple(_bucket(n) for n in range(37))


def describe(
    words: list[Word], ruled: list[bool], *, terminal: bool
) -> tuple[list[int], list[tuple[int, ...]], list[int]]:
    """The words behind which a sentence may end, the rows that describe each such gap, and those of the paragraph.

    `ruled` says behind which words the rules end a sentence (the last one included), `terminal` whether the paragraph
    ends in a mark. A gap between two small words without a mark is never looked at.
    """
    count = len(words)
    ahead, right = [0] * count, [0] * count
    stop = run = 0
    for i in range(count - 1, -1, -1):
        stop = 0 if ruled[i] else stop + 1
        run = run + 1 if words[i].capital else 0
        ahead[i], right[i] = stop, run
    found: list[int] = []
    known: list[tuple[int, ...]] = []
    since = left = depth = quotes = capitals = informal = lone = sentences = 0
    before = words[0]
    for i in range(count):
        word = before
        since += 1
        left = left + 1 if word.capital else 0
        capitals += word.capital
        lone += word.informal
        depth = max(0, depth + word.brackets)
        quotes += word.quotes
        end = ruled[i]
        if end:
            depth = 0
            sentences += 1
        if i + 1 < count:
            before = after = words[i + 1]
            if word.stopped and after.small and not after.opened:
                informal += 1
            if end or word.closed or after.opened or not word.small or not after.small:
                next_end = ahead[i + 1] + 1
                found.append(i)
                known.append(
                    (
                        1 if end else 0,
                        2 + _BUCKETS[min(since, 36)],
                        12 + _BUCKETS[min(next_end, 36)],
                        22 + 2 * (i + next_end >= count - 1) + terminal,
                        26 + min(left, 7),
                        34 + min(right[i + 1], 7),
                        42 + (depth > 0),
                        44 + (quotes & 1),
                        46 + (i < 3),
                        48 + (word.shouted and after.shouted),
                    )
                )
        if end:
            since = 0
    paragraph = [
        50 + _BUCKETS[min(count, 36)],
        60 + min(informal, 3),
        64 + min(lone, 2),
        67 + min(10 * capitals // count, 9),
        77 + _BUCKETS[min(count // sentences, 36)],
        87 + min(sentences - 1, 4),
    ]
    return found, known, paragraph


class Network:
    """The weights, and the sums over them."""

    def __init__(self, about: dict[str, Any]) -> None:
        if about.get("format") != FORMAT:
            raise ModelError(
                f"boundaries.json has format {about.get('format')!r}, not {FORMAT}: install dragoman again"
            )
        self.vocabulary = Vocabulary([about["words"], about["leads"], about["trails"], about["casings"]])
        first, second = about["hidden"]
        self.words = _table(about["table"], "int8", (self.vocabulary.size, -1))
        width = self.words.shape[1]
        self.scalars = _table(about["scalars"], "<i4", (SCALARS, first))
        self.first = _table(about["first"], "<i2", (2 * WINDOW * width, first))
        self.second = _table(about["second"], "<i2", (first, second))
        self.bias = _table(about["bias"], "<i4", (second,))
        self.last = _table(about["last"], "<i2", (second,))
        self.shift, self.shift2 = 2.0 ** -about["shifts"][0], 2.0 ** -about["shifts"][1]
        self.least = float(about["least"])  # the sum from which on a gap is a boundary
        # Well-kept text, which ends in a mark and begins its sentences with capitals, needs better evidence.
        self.strict = float(about.get("strict", 4.5 * self.least))

    def sums(
        self, ids: NDArray[np.int64], gaps: NDArray[np.int64], known: NDArray[np.int64], paragraph: list[int]
    ) -> Any:
        """The sum of every gap; `ids` are those of the paragraph's words with WINDOW empty ones on either side."""
        embedded = self.words[ids].sum(axis=1)
        windows = embedded[gaps[:, None] + np.arange(1, 2 * WINDOW + 1)].reshape(len(gaps), -1)
        hidden = windows @ self.first + self.scalars[known].sum(axis=1) + self.scalars[paragraph].sum(axis=0)
        hidden = np.floor(np.maximum(hidden, 0.0) * self.shift)
        hidden = np.floor(np.maximum(hidden @ self.second + self.bias, 0.0) * self.shift2)
        return hidden @ self.last


def _table(text: str, kind: str, shape: tuple[int, ...]) -> NDArray[np.float64]:
    return np.frombuffer(base64.b64decode(text), dtype=kind).astype(np.float64).reshape(shape)


@functools.cache
def network() -> Network:
    """The network that ships with the package. Raises ModelError when its file is of another version."""
    path = resources.files("dragoman.parse") / "weights" / "boundaries.json"
    return Network(json.loads(path.read_text(encoding="utf-8")))


def words_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words between spaces as spans in `text`."""
    return [match.span() for match in _SOLID.finditer(text, start, end)]


def rule_flags(spans: list[tuple[int, int]], ends: list[int]) -> list[bool]:
    """Behind which of the words one of `ends` (ascending) lies; always behind the last."""
    flags = [False] * len(spans)
    at = 0
    for end in ends:
        while at < len(spans) and spans[at][1] < end:
            at += 1
        if at < len(spans) and spans[at][1] == end:
            flags[at] = True
    flags[-1] = True
    return flags


def add(text: str, start: int, end: int, ends: list[int]) -> list[int]:
    """Where sentences end in the paragraph `text[start:end]` beside `ends`, where the rules end them (ascending)."""
    spans = words_of(text, start, end)
    if len(spans) < 3:
        return []
    net = network()
    words = [net.vocabulary.word(text[a:b]) for a, b in spans]
    ruled = rule_flags(spans, ends)
    terminal = text[spans[-1][1] - 1] in TERMINAL
    gaps, known, paragraph = describe(words, ruled, terminal=terminal)
    least = net.strict if terminal and 60 in paragraph and 64 in paragraph else net.least
    asked = [n for n, gap in enumerate(gaps) if not ruled[gap]]
    if not asked:
        return []
    empty = [(0, 0, 0, 0)] * WINDOW
    more: list[int] = []
    ids = np.array([*empty, *(word.ids for word in words), *empty])
    for first in range(0, len(asked), _TOGETHER):
        some = asked[first : first + _TOGETHER]
        places = np.array([gaps[n] for n in some])
        low, high = int(places[0]), int(places[-1])
        sums = net.sums(ids[low : high + 2 * WINDOW + 1], places - low, np.array([known[n] for n in some]), paragraph)
        more += [spans[gaps[n]][1] for n, total in zip(some, sums.tolist(), strict=True) if total >= least]
    return more


TERMINAL = ".!?\"”’)'"
