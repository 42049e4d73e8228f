"""Bodies named by those they are of: "the Ferry Pilots' Circle", which the model of names cuts at the apostrophe."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.data.book import Book
from dragoman.model import Name, Sentence

# The genitives of a plural, and how the plural ends.
_IRREGULAR = ("men", "people", "children", "folk")
_PLURAL = {"'": ("s",), "’": ("s",), "'s": _IRREGULAR, "’s": _IRREGULAR}
GENITIVE = frozenset(_PLURAL)
# What people come together in that is no word of the world book's for bodies.
_TOGETHER = frozenset(
    ("association", "brotherhood", "circle", "club", "college", "cooperative", "council", "forum", "guild", "society", "union")
)  # fmt: skip
_TITLED = ("title", "subtitle")


def societies(sentence: Sentence, number: int, book: Book) -> Iterator[Name]:
    """The names "[Capitals]s' [Body]" of one sentence, whole.

    In a headline every word has a capital, so none is found there.
    """
    tokens = sentence.tokens
    if sentence.kind in _TITLED:
        return
    for i in range(1, len(tokens) - 1):
        if tokens[i].text not in _PLURAL or not tokens[i - 1].text.lower().endswith(_PLURAL[tokens[i].text]):
            continue
        first, last = i - 1, i + 1
        while first and tokens[first - 1].text[:1].isupper() and tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ"):
            first -= 1
        word = tokens[last].text
        body = word.lower() in _TOGETHER or word.lower() in book.sectors or word.lower() in book.groups
        if body and word[:1].isupper() and tokens[i - 1].text[:1].isupper():
            yield Name(number, first, last + 1, "ORG")
