"""Where the words that a coding line quotes stand in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from training.corpus.lines import LineError, SentenceLine, Words


@dataclass(frozen=True, slots=True)
class Site:
    """A sentence and where it stands in the article's text."""

    line: SentenceLine
    start: int
    end: int
    number: int


def find(words: Words, text: str) -> tuple[int, int]:
    """Where quoted words stand in `text`; LineError where they do not, or stand several times and none is chosen.

    >>> find(Words("it", 2), "it said it would")
    (8, 10)
    """
    if not words.text.strip():
        raise LineError(
            "Empty quotation marks: quote words of the sentence, or leave the quotation out where nothing is written."
        )
    before = r"(?<!\w)" if words.text[0].isalnum() else ""
    after = r"(?!\w)" if words.text[-1].isalnum() else ""
    spans = [m.span() for m in re.finditer(before + re.escape(words.text) + after, text)]
    if not spans:
        hint = "Quote its words exactly, letter by letter."
        loose = re.search(re.escape(words.text), text, re.IGNORECASE)
        if loose:
            hint = f"It has {loose[0]!r}: mind capitals and whole words."
        raise LineError(f"{words.text!r} is not in the sentence {text[:60]!r}. {hint}")
    if words.nth is None:
        if len(spans) > 1:
            raise LineError(
                f'{words.text!r} stands {len(spans)} times in the sentence: write "{words.text}"#1 to #{len(spans)}.'
            )
        return spans[0]
    if not 1 <= words.nth <= len(spans):
        raise LineError(f"{words.text!r}#{words.nth}: it stands only {len(spans)} times in the sentence.")
    return spans[words.nth - 1]
