""" "Is due to meet": the model often reads the "due to" of a cause, and with it loses that the meeting lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Token

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s", "'re", "’re"))
# Verbs that the model takes for nouns behind "due to"; other nouns are causes ("the delay was due to snow").
_VERBS_TOO = frozenset(
    (
        "meet",
        "visit",
        "resume",
        "return",
        "start",
        "vote",
        "launch",
        "address",
        "end",
        "report",
        "travel",
        "open",
        "release",
    )
)


def due_to(tokens: list[Token], forms: Sequence[str]) -> None:
    """ "Ministers were due to meet on Friday": "due" is what is said of them, and to meet is its content."""
    for due in range(1, len(tokens) - 2):
        if forms[due] != "due" or forms[due + 1] != "to" or not _is(tokens, forms, due):
            continue
        at = due + 2
        verb = tokens[at]
        if verb.text.lower() != verb.lemma.lower() or (verb.pos != "VERB" and forms[at] not in _VERBS_TOO):
            continue
        if verb.head != due and tokens[due].head in (at, verb.head):
            tokens[due] = replace(tokens[due], head=verb.head, dep=verb.dep, pos="ADJ")
            for i in range(due):
                if tokens[i].head == at:
                    tokens[i] = replace(tokens[i], head=due)
        elif verb.head != due:
            continue
        tokens[at] = replace(verb, head=due, dep="xcomp", pos="VERB")
        tokens[due + 1] = replace(tokens[due + 1], head=at, dep="mark", pos="PART")


def _is(tokens: Sequence[Token], forms: Sequence[str], due: int) -> bool:
    """Whether somebody "is", "was" or "had been" due, with at most an adverb between."""
    return forms[due - 1] in _BE or (due > 1 and tokens[due - 1].pos == "ADV" and forms[due - 2] in _BE)
