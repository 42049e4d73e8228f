"""Words as they stand in the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dragoman.model import Token


def spaced(tokens: Sequence[Token]) -> str:
    """The words with one blank wherever the text has any between them: "Abdul-Salam" is three tokens and one word.

    >>> from dragoman.testing import sentence
    >>> spaced(sentence("Mr/PROPN/root/0 Abdul/PROPN/flat/1 -/PUNCT/punct/4 Salam/PROPN/flat/1")[1])
    'Mr Abdul-Salam'
    """
    found = tokens[0].text if tokens else ""
    for left, right in pairwise(tokens):
        found += ("" if left.end == right.start else " ") + right.text
    return found
