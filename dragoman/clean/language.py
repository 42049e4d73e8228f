"""Which language a report is in: its script, then the share of the small words that every paragraph of a language holds."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from dragoman.data.files import load_yaml

_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufeff]")
# Running text has 25 to 45 small words of its language in a hundred, and under 10 of any that is no neighbour.
SHARE = 0.12
ENGLISH_SHARE = 0.16  # of words that are among the commonest of English
# No other language comes near: the others need not be counted.
SURE = 0.26
FEWEST_WORDS = 25  # with fewer, shares tell little
LONGEST_SAMPLE = 4000  # characters looked at
OWN_SCRIPT = 0.3  # share of letters that makes a text one of their script


def language(text: str, *, declared: str | None = None) -> str | None:
    """The language as a two- or three-letter code; None where nothing tells.

    `declared` is what the page says of itself: it decides only where the text does not. Texts too short to tell pass as
    English in Latin letters.

    >>> language("The ministers met in the harbour."), language("Министры встретились в гавани и не договорились.")
    ('en', 'ru')
    """
    sample = text[:LONGEST_SAMPLE]
    words = _WORD.findall(sample.lower())
    told = _code(declared)
    script = _script(sample)
    if script:
        languages = _data()["scripts"][script]["languages"]
        best = _most(words, tuple(languages))[0] if len(languages) > 1 else languages[0]
        # Without a small word of any of them, the page's own word is better than a guess.
        return best or (told if told in languages else languages[0])
    if len(words) < FEWEST_WORDS:
        best, share = _most(words, _latin())
        english = sum(word in _words()["en"] for word in words)
        if best not in (None, "en") and share * len(words) >= english + 3:
            return best
        return "en" if told in (None, "en") or english >= 3 else told
    known = _words()["en"]
    if sum(word in known for word in words) >= SURE * len(words):
        return "en"
    best, share = _most(words, _latin())
    if best == "en":
        return "en" if share >= ENGLISH_SHARE else told if told != "en" else None
    return best if share >= SHARE else told if told != "en" else None


def name_of(code: str | None) -> str:
    """The English name of a language.

    >>> name_of("tr"), name_of(None)
    ('Turkish', 'an unknown language')
    """
    return str(_data()["names"].get(code, f"'{code}'")) if code else "an unknown language"


def _most(words: list[str], languages: tuple[str, ...]) -> tuple[str | None, float]:
    """The language with most of its small words in the text, and their share; the first in the list where two tie."""
    if not words:
        return None, 0.0
    seen = Counter(words)
    known = _words()
    counts = {code: sum(seen[word] for word in known[code] if word in seen) for code in languages}
    best = max(counts, key=lambda code: counts[code], default=None)
    if best is None or not counts[best]:
        return None, 0.0
    return best, counts[best] / len(words)


def _script(text: str) -> str | None:
    """The script of a third of the letters or more, if it is not the Latin one; kana counts before Chinese signs."""
    sample = text[:2000]
    if not _OTHER_SCRIPT.search(sample):
        return None
    letters = [ord(char) for char in sample if char.isalpha()]
    found = dict.fromkeys(_ranges(), 0)
    for letter in letters:
        if letter < 0x370:
            continue
        for name, ranges in _ranges().items():
            if any(first <= letter <= last for first, last in ranges):
                found[name] += 1
                break
    if found["kana"] > 0.1 * len(letters):
        return "kana"
    best = max(found, key=lambda name: found[name])
    return best if found[best] >= OWN_SCRIPT * len(letters) else None


def _code(declared: str | None) -> str | None:
    """ "de-AT" and "de_AT" as "de"; None for anything that is no code."""
    match = re.match(r"([a-zA-Z]{2,3})(?:[-_].*)?$", declared.strip()) if declared else None
    return match[1].lower() if match else None


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml("languages.yml")
    return found


@cache
def _words() -> dict[str, frozenset[str]]:
    return {str(code): frozenset(str(words).split()) for code, words in _data()["words"].items()}


@cache
def _latin() -> tuple[str, ...]:
    other = {code for script in _data()["scripts"].values() for code in script["languages"]}
    return tuple(code for code in _words() if code not in other)


@cache
def _ranges() -> dict[str, tuple[tuple[int, int], ...]]:
    return {name: tuple((low, high) for low, high in script["ranges"]) for name, script in _data()["scripts"].items()}
