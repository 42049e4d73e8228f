"""How many: numbers of dead, injured, arrested, or the size of a force or crowd, as stated."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dragoman.code.tree import Tree
from dragoman.data.files import load_yaml

Magnitude = tuple[str, int, int]
NUMBER = re.compile(r"\d[\d,.]*\Z")


@cache
def _data() -> dict[str, Any]:
    raw: dict[str, Any] = load_yaml("magnitude.yml")
    raw["kind"] = {lemma: kind for kind, lemmas in raw["counts"].items() for lemma in lemmas}
    return raw


def find_magnitude(tree: Tree, trigger: int) -> tuple[Magnitude, ...]:
    """Numbers on the arguments of a trigger that counts people: `(kind, low, high)`, inclusive.

    Casualties told by a second verb on the same subject ("killed 13 and wounded 56") belong to that verb's claim.
    """
    data = _data()
    kind = data["kind"].get(tree.tokens[trigger].lemma.lower())
    if kind is None:
        return ()
    args = tree.arguments(trigger)
    relations = ("obj", "subj", "of", "pre") if kind != "size" else ("subj", "obj", "of", "by")
    passive_or_die = tree.tokens[trigger].lemma in ("die", "death", "dead")
    for relation in relations:
        if relation == "subj" and kind in ("dead", "injured", "arrested") and not passive_or_die and "obj" in args:
            continue
        for head in args.get(relation, []):
            found = count(tree, head)
            if found is not None:
                return ((kind, *found),)
    found = _own(tree, trigger)
    return ((kind, *found),) if found is not None else ()


def count(tree: Tree, head: int) -> tuple[int, int] | None:
    """The number a nominal states ("13 soldiers", "dozens of people", "at least two"), as a range."""
    data = _data()
    word = tree.tokens[head].text.lower()
    if word in data["vague"]:
        low, high = data["vague"][word]
        return int(low), int(high)
    if tree.tokens[head].pos == "NUM":
        value = number(word)
        return None if value is None else (value, value)
    return _own(tree, head)


def _own(tree: Tree, head: int) -> tuple[int, int] | None:
    data = _data()
    value: int | None = None
    for c in tree.children[head]:
        token = tree.tokens[c]
        if token.dep == "nummod":
            value = number(token.text.lower())
            for g in [*tree.children[c], *([c + 1] if c + 1 < head else [])]:
                scale = data["scales"].get(tree.tokens[g].lemma.lower())
                if value is not None and scale:
                    value *= scale
            if value is None and token.lemma.lower() in data["scales"]:
                inner = [number(tree.tokens[g].text.lower()) for g in tree.children[c]]
                value = next((v for v in inner if v is not None), 1) * data["scales"][token.lemma.lower()]
    return None if value is None else (value, value)


def number(word: str) -> int | None:
    """A whole number from digits or a word, None otherwise.

    >>> number("1,500"), number("seven"), number("2.5")
    (1500, 7, None)
    """
    if NUMBER.match(word):
        plain = word.replace(",", "")
        return int(plain) if plain.isdigit() else None
    value = _data()["words"].get(word)
    return int(value) if value is not None else None
