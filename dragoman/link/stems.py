"""Words without their endings, and how common each is in English: without any parse."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from dragoman.data.files import load_text

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’]\w+)?")
_SUFFIXES = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ers",
    "ies",
    "als",
    "al",
    "ed",
    "es",
    "er",
    "s",
    "e",
    "y",
)


def one_stem(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two triggers have a word in common, in any form: "withdrew", "withdrawal" and "withdraws".

    >>> one_stem({"invas"}, {"invad"}), one_stem({"strik"}, {"stri"}), one_stem({"talk"}, {"tal"})
    (True, True, False)
    """
    return any(a == b or (len(a) > 3 and len(b) > 3 and a[:4] == b[:4]) for a in left for b in right)


def stems(text: str) -> Iterable[str]:
    """The stems of a text's words, without numbers."""
    return filter(None, map(stem_of, WORD.findall(text)))


@lru_cache(100_000)
def stem_of(word: str) -> str:
    """A word without its ending, the same for a verb's forms and the noun made of it; "" for numbers and letters.

    >>> [stem_of(w) for w in ("bombing", "bombed", "withdrew", "withdrawal", "agreement", "parties", "Mali's", "12")]
    ['bomb', 'bomb', 'withdraw', 'withdraw', 'agre', 'part', 'mali', '']
    """
    form = re.sub(r"['’]\w*$", "", word.lower())
    if len(form) < 3 or form[0].isdigit():
        return ""
    form = irregular().get(form, form)
    for suffix in _SUFFIXES:
        if form.endswith(suffix) and len(form) - len(suffix) >= 3:
            form = form[: -len(suffix)]
            break
    return form[:-1] if len(form) > 4 and form[-1] == form[-2] else form


@cache
def shares() -> Mapping[str, float]:
    """Which share of English texts has a word, by its stem: `data/word_shares.csv`."""
    return {
        row["stem"]: int(row["per mille"]) / 1000 for row in csv.DictReader(io.StringIO(load_text("word_shares.csv")))
    }


@cache
def irregular() -> Mapping[str, str]:
    """Irregular forms with their lemmas: "struck", "strike"."""
    return {row["form"]: row["lemma"] for row in csv.DictReader(io.StringIO(load_text("irregular.csv")))}
