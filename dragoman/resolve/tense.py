"""Past or future: the tense of the clause around a word, as far as dates need it."""

from __future__ import annotations

from dragoman.model import Sentence

WILL = frozenset({"will", "shall", "'ll", "\u2019ll", "wo", "gonna"})
WAS = frozenset({"was", "were", "had", "has", "have", "did", "been", "'d", "'ve"})
COULD = frozenset({"would", "could", "should", "might", "may", "must", "can"})
# Nouns and participles that put what they speak of ahead.
AHEAD = frozenset({"upcoming", "scheduled", "planned", "forthcoming", "due", "expected", "set", "slated", "coming"})


def tense_at(sentence: Sentence, token: int) -> str:
    """The tense of the verb that governs a word: past, future or unknown.

    Future is what will, shall or is due to happen; an infinitive, a modal or a bare present is unknown. Where no verb
    stands above the word the last auxiliary or verb to its left decides.
    """
    tokens = sentence.tokens
    at = token
    for _ in range(8):
        if tokens[at].text.lower() in AHEAD and at != token:
            return "future"
        if tokens[at].pos == "VERB" or (tokens[at].pos in {"NOUN", "ADJ", "PROPN"} and _auxiliaries(sentence, at)):
            return _of_verb(sentence, at)
        if tokens[at].head < 0:
            break
        at = tokens[at].head
    for index in range(token - 1, -1, -1):
        word = tokens[index].text.lower()
        if word in WILL:
            return "future"
        if word in WAS or (tokens[index].pos == "VERB" and _past(sentence, index)):
            return "past"
    return "unknown"


def _auxiliaries(sentence: Sentence, at: int) -> list[str]:
    return [t.text.lower() for t in sentence.tokens if t.head == at and (t.dep.startswith("aux") or t.dep == "cop")]


def _of_verb(sentence: Sentence, at: int) -> str:
    words = _auxiliaries(sentence, at)
    token = sentence.tokens[at]
    if any(w in WILL for w in words):
        return "future"
    if any(w in WAS for w in words) and token.text.lower() not in AHEAD:
        return "past"
    if token.text.lower() in AHEAD and any(w in {"is", "are", "'s", "'re"} for w in words):
        return "future"
    if any(w in COULD for w in words):
        return "unknown"
    if any(t.head == at and t.dep == "mark" and t.text.lower() == "to" for t in sentence.tokens) or "to" in words:
        head = token.head
        above = sentence.tokens[head] if head >= 0 else None
        return "future" if above is not None and above.text.lower() in AHEAD else "unknown"
    if any(w in {"is", "are", "am", "'re"} for w in words):
        return "unknown"
    return "past" if _past(sentence, at) else "unknown"


def _past(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    word = token.text.lower()
    if word.endswith("ing") or word == token.lemma.lower():
        return False
    return word.endswith("ed") or not word.endswith("s")
