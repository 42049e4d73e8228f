"""Words as the language model sees them: word pieces of an uncased vocabulary, and one casing class a word.

The same code prepares the training data and the text at run time, so that the two cannot drift apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

# Marks that differ in print and not in grammar; the treebanks hold mostly the plain ones.
_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
        "…": "...", "‐": "-", "‑": "-", "−": "-", "\u00ad": None, "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip

CASINGS = 8
_LOWER, _TITLE, _UPPER, _LETTER, _MIXED, _NUMBER, _MARK, _SPECIAL = range(CASINGS)
SPECIAL_CASING = _SPECIAL
TITLE_CASING, UPPER_CASING, LOWER_CASING = _TITLE, _UPPER, _LOWER

MAX_LETTERS = 60  # of a word; what is longer is cut


def casing(word: str) -> int:
    """The casing class of a word, 0 to 6 (7 is kept for the marks that begin and end a sentence).

    >>> [casing(word) for word in ("peace", "Oslo", "NATO", "A", "iPad", "1998", "?")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    letters = [c for c in word if c.isalpha()]
    if any(c.isdigit() for c in word):
        return _NUMBER
    if not letters:
        return _MARK
    upper = sum(c.isupper() for c in letters)
    if not upper:
        return _LOWER
    if upper == len(letters):
        return _UPPER if upper > 1 else _LETTER
    return _TITLE if upper == 1 and letters[0].isupper() else _MIXED


class WordPieces:
    """Greedy longest-match word pieces over a vocabulary `piece -> id`, with a cache by word."""

    def __init__(self, vocabulary: Mapping[str, int], *, cache_size: int = 200_000) -> None:
        self._ids = dict(vocabulary)
        self.unknown = self._ids["[UNK]"]
        self.first = self._ids["[CLS]"]
        self.last = self._ids["[SEP]"]
        self._cache: dict[str, tuple[int, ...]] = {}
        self._cache_size = cache_size

    def __call__(self, word: str) -> tuple[int, ...]:
        """The piece ids of one word: at least one, at most `MAX_LETTERS`."""
        found = self._cache.get(word)
        if found is None:
            found = tuple(self._cut(word))
            # A stream is endless, its vocabulary nearly is; starting afresh keeps memory flat.
            if len(self._cache) >= self._cache_size:
                self._cache.clear()
            self._cache[word] = found
        return found

    def _cut(self, word: str) -> Iterable[int]:
        plain = unicodedata.normalize("NFD", word.translate(_PLAIN)[:MAX_LETTERS].lower())
        plain = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))
        ids: list[int] = []
        for part in _parts(plain):
            ids.extend(self._longest(part))
        return ids[:MAX_LETTERS] or [self.unknown]

    def _longest(self, part: str) -> list[int]:
        ids: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            prefix = "##" if start else ""
            while end > start:
                found = self._ids.get(prefix + part[start:end])
                if found is not None:
                    break
                end -= 1
            else:
                return [self.unknown]
            ids.append(found)
            start = end
        return ids


def _parts(text: str) -> list[str]:
    """Runs of letters and digits; every other character alone."""
    parts: list[str] = []
    run = ""
    for c in text:
        if c.isalnum():
            run += c
            continue
        if run:
            parts.append(run)
            run = ""
        if not c.isspace():
            parts.append(c)
    if run:
        parts.append(run)
    return parts
