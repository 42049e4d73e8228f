"""Mentions of things in the words of a report: names, pronouns and nominal phrases, by their head words, as columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Token

Ints = NDArray[np.int64]

NAME, PRONOUN, NOUN = 0, 1, 2
# Person, number and gender of pronouns: (class, 1 singular 2 plural 0 either, 1 he 2 she 3 it 0 any).
PRONOUNS = {
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), (1, 1, 0)),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), (2, 0, 0)),
    **dict.fromkeys(("he", "him", "his", "himself"), (3, 1, 1)),
    **dict.fromkeys(("she", "her", "hers", "herself"), (3, 1, 2)),
    **dict.fromkeys(("it", "its", "itself"), (3, 1, 3)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), (4, 2, 0)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (5, 2, 0)),
    **dict.fromkeys(("this", "that", "these", "those"), (6, 0, 3)),
}
_INSIDE = ("flat", "compound", "fixed", "goeswith", "punct")
_DETERMINERS = {"the": 1, "a": 2, "an": 2, "this": 3, "that": 3, "these": 3, "those": 3}
_DEPS = ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root", "compound")
LABELS = ("", "PER", "LOC", "ORG", "NORP")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Columns, one entry a mention, in text order.

    `sentence`, `word`: where its head stands; `kind`: NAME, PRONOUN or NOUN; `text`: a number for the whole phrase without its
    determiner, `head`: one for the head's lemma, `first` for its first word; `number`: 1 singular, 2 plural; `person`,
    `gender`: of pronouns; `label`: of names, in LABELS; `determiner`; `dep`; `speaker`: a number a sentence, -1 unknown;
    `governor`: the word it hangs on.
    """

    sentence: Ints
    word: Ints
    kind: Ints
    text: Ints
    head: Ints
    first: Ints
    number: Ints
    person: Ints
    gender: Ints
    label: Ints
    determiner: Ints
    dep: Ints
    speaker: Ints
    governor: Ints


def find_mentions(
    sentences: Sequence[Sequence[Token]],
    names: Sequence[tuple[int, int, int, str]],
    speakers: Sequence[int] | None = None,
) -> Mentions:
    """The mentions of a report; `names` are (sentence, first, last, label), `speakers` a number a sentence."""
    labels: dict[tuple[int, int], int] = {}
    for number, first, last, label in names:
        if label in LABELS:
            for i in range(first, last):
                labels[number, i] = LABELS.index(label)
    numbers: dict[str, int] = {}
    rows: list[tuple[int, ...]] = []
    for number, tokens in enumerate(sentences):
        parts: dict[int, list[int]] = {}
        bases = [token.dep.partition(":")[0] for token in tokens]
        for i, token in enumerate(tokens):
            if bases[i] in _INSIDE or token.dep == "amod":
                parts.setdefault(token.head, []).append(i)
        determiners = {t.head: t.text.lower() for t in tokens if t.dep in ("det", "nmod:poss")}
        for i, token in enumerate(tokens):
            kind = _kind(token, bases[i], tokens)
            if kind is None:
                continue
            words = [tokens[k].text.lower() for k in sorted([*parts.get(i, ()), i]) if tokens[k].pos != "PUNCT"]
            person, many, gender = PRONOUNS.get(token.text.lower(), (0, 0, 0)) if kind == PRONOUN else (0, 0, 0)
            if kind != PRONOUN:
                many = 2 if token.pos == "NOUN" and token.lemma.lower() != token.text.lower() else 1
            dep = bases[i]
            text, head, first = (
                numbers.setdefault(w, len(numbers)) for w in (" ".join(words), token.lemma.lower(), words[0])
            )
            rows.append((
                number, i, kind, text, head, first, many, person, gender, labels.get((number, i), 0),
                _DETERMINERS.get(determiners.get(i, ""), 4 if i in determiners else 0),
                _DEPS.index(dep) if dep in _DEPS else len(_DEPS), -1 if speakers is None else speakers[number], token.head,
            ))  # fmt: skip
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 14).T
    return Mentions(*table)


def _kind(token: Token, base: str, tokens: Sequence[Token]) -> int | None:
    if token.pos == "PROPN":
        if base in _INSIDE and token.head >= 0 and tokens[token.head].pos == "PROPN":
            return None
        return NAME if base not in ("flat", "fixed", "goeswith") else None
    if token.pos == "PRON":
        return PRONOUN if token.text.lower() in PRONOUNS and base not in ("expl", "mark", "det") else None
    if token.pos == "NOUN" and base not in ("compound", "flat", "fixed", "goeswith"):
        return NOUN
    return None


FAR = 60  # candidates an antecedent is sought among: the mentions before
_SENTENCES = (0, 1, 2, 3, 5, 9)
_BEFORE = (1, 2, 3, 5, 8, 13, 25)


def pair_features(m: Mentions, later: Ints, earlier: Ints) -> NDArray[np.float32]:
    """What two mentions have in common, (pairs, FEATURES): yes or no each."""
    return pair_columns(m, later, earlier).astype(np.float32).T


def pair_columns(m: Mentions, later: Ints, earlier: Ints) -> NDArray[np.bool_]:
    """What two mentions have in common, (FEATURES, pairs)."""
    a = {name: getattr(m, name)[earlier] for name in Mentions.__slots__}
    b = {name: getattr(m, name)[later] for name in Mentions.__slots__}
    apart, between = b["sentence"] - a["sentence"], later - earlier
    same: dict[str, Any] = {k: a[k] == b[k] for k in ("text", "head", "first", "number", "gender", "person", "label")}
    speaker = (a["speaker"] == b["speaker"]) & (a["speaker"] >= 0)
    told = (a["speaker"] >= 0) & (b["speaker"] >= 0)
    named = (a["kind"] != PRONOUN) & (b["kind"] != PRONOUN)
    pro = b["kind"] == PRONOUN
    columns: list[Any] = [a["kind"] == k for k in range(3)]
    columns += [(a["kind"] == i) & (b["kind"] == j) for i in range(3) for j in range(3)]
    columns += [apart == n for n in _SENTENCES[:4]] + [apart >= n for n in _SENTENCES[4:]]
    columns += [between <= n for n in _BEFORE]
    columns += [named & same["text"], named & same["head"], named & same["first"]]
    columns += [named & same["text"] & (a["kind"] == k) for k in range(3)]
    columns += [named & (a["head"] == b["first"]), named & (a["first"] == b["head"])]
    columns += [(a["kind"] == PRONOUN) & pro & same["person"] & same["gender"]]
    columns += [(a["kind"] == PRONOUN) & pro & ~(same["person"] & same["gender"])]
    columns += [(b["person"] == p) & speaker for p in range(1, 6)] + [
        (b["person"] == p) & told & ~speaker for p in range(1, 6)
    ]
    columns += [(b["person"] == p) & (a["person"] == q) & speaker for p in (1, 2, 4) for q in (1, 2, 4)]
    columns += [(b["person"] == p) & (a["person"] == q) & told & ~speaker for p in (1, 2, 4) for q in (1, 2, 4)]
    columns += [(b["person"] == p) & (a["person"] == q) & ~told for p in (1, 2, 4) for q in (1, 2, 4)]
    columns += [pro & (b["gender"] == g) & (a["label"] == n) & (a["kind"] == NAME) for g in range(4) for n in range(5)]
    columns += [pro & (b["person"] == p) & (a["number"] == n) for p in range(1, 7) for n in (1, 2)]
    columns += [pro & (b["dep"] == i) & (a["dep"] == j) for i in (0, 1) for j in range(5)]
    columns += [a["dep"] == j for j in range(10)] + [b["dep"] == j for j in range(10)]
    columns += [b["determiner"] == d for d in range(5)] + [a["determiner"] == d for d in range(5)]
    columns += [(apart == 0) & (a["governor"] == b["governor"]), (apart == 0) & (a["governor"] == b["word"])]
    columns += [
        (apart == 0) & (b["governor"] == a["word"]),
        (apart == 0) & (b["dep"] == _DEPS.index("appos")) & (b["governor"] == a["word"]),
    ]
    columns += [named & same["label"] & (a["label"] > 0), named & ~same["label"] & (a["label"] > 0) & (b["label"] > 0)]
    columns += [named & same["number"], named & ~same["number"]]
    # Column by column in one stretch of memory each: writing across them would take three times as long.
    return np.array(columns, dtype=bool)
