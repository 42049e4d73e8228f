"""Bodies named by whose or what for they are: "the Ferry Pilots' Circle", "the Front for the Defence of Quill", which the model of names cuts."""

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
# What bodies under arms or in politics are for. Other purposes ("the Fund for London Parks") the model keeps whole, or are none.
_CAUSES = frozenset(
    ("liberation", "defence", "defense", "salvation", "freedom", "democracy", "unity", "justice", "independence", "change", "peace",
     "progress", "restoration", "reconciliation", "reform", "renewal", "self-determination", "autonomy", "resistance", "support")
)  # fmt: skip
_FOR_A_CAUSE = _TOGETHER | {
    "front",
    "movement",
    "army",
    "party",
    "alliance",
    "coalition",
    "congress",
    "committee",
    "league",
    "rally",
}
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
    yield from _for_a_cause(sentence, number)


def _for_a_cause(sentence: Sentence, number: int) -> Iterator[Name]:
    """The names "[Capitals] Front for the [Cause] and [Cause] of [Capitals]", each cause with a capital."""
    tokens = sentence.tokens
    capital = [token.text[:1].isupper() for token in tokens]
    for i in range(1, len(tokens) - 2):
        if tokens[i].text != "for" or not capital[i - 1] or tokens[i - 1].text.lower() not in _FOR_A_CAUSE:
            continue
        last = i + 1 + (tokens[i + 1].text == "the")
        if not (last < len(tokens) and capital[last] and tokens[last].text.lower() in _CAUSES):
            continue
        while last + 2 < len(tokens) and tokens[last + 1].text in ("and", "of"):
            following = last + 2 + (tokens[last + 2].text == "the" and last + 3 < len(tokens))
            cause = tokens[following].text.lower() in _CAUSES
            if not capital[following] or (tokens[last + 1].text == "and" and not cause):
                break
            last = following
        first = i - 1
        while first > 1 and capital[first - 1] and tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ"):
            first -= 1
        yield Name(number, first, last + 1, "ORG")
