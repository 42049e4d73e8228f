"""How many: numbers of dead, injured, arrested, or the size of a force or crowd, as stated."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import load_lexicon
from dragoman.data.files import load_yaml

Magnitude = tuple[str, int, int]
NUMBER = re.compile(r"\d[\d,.]*\Z")


@cache
def _data() -> dict[str, Any]:
    raw: dict[str, Any] = load_yaml("magnitude.yml")
    raw["kind"] = {lemma: kind for kind, lemmas in raw["counts"].items() for lemma in lemmas}
    return raw


def find_magnitude(tree: Tree, trigger: int, *, one: bool = True) -> tuple[Magnitude, ...]:
    """Numbers on the arguments of a trigger that counts people: `(kind, low, high)`, inclusive.

    Casualties told by a second verb on the same subject ("killed 13 and wounded 56") belong to that verb's claim. "A soldier"
    is one where `one` says so: not in what has not happened ("would never kill a child").
    """
    kind, relations = _counted(tree, trigger)
    if kind is None:
        return ()
    args = tree.arguments(trigger)
    beside = _beside(tree, trigger)
    if beside is not None:
        return ((kind, *beside),)
    people = kind != "size"
    attempted = any(tree.forms[c] == "attempted" for c in tree.children[trigger])
    for relation in relations:
        if relation == "subj" and people and "obj" in args and tree.tokens[trigger].lemma not in DYING | {"lose"}:
            continue
        for head in args.get(relation, []):
            found = count(tree, head, one=people and one and not attempted)
            if found is not None:
                return ((kind, *found),)
            if tree.tokens[head].pos in ("NOUN", "PROPN"):
                break  # its number is not told; those that stand with it are not all
    found = _own(tree, trigger)
    return ((kind, *found),) if found is not None else ()


LYING = frozenset({"dead", "injured", "wounded", "killed", "hurt", "arrested", "detained"})
AMONG = frozenset(
    {"and", ",", "another", "least", "further", "over", "about", "some", "than", "most", "to", "around", ";", "or"}
)


def _beside(tree: Tree, trigger: int) -> tuple[int, int] | None:
    """The number right before a participle that lost its verb: "left two dead and 18 injured", "another 5,000 injured"."""
    if trigger < 2 or tree.forms[trigger] not in LYING or tree.has(trigger, "aux:pass"):
        return None
    before = tree.tokens[trigger - 1]
    if before.text.lower() in _data()["vague"]:
        low, high = _data()["vague"][before.text.lower()]
        return int(low), int(high)
    if before.pos != "NUM" or tree.forms[trigger - 2] not in AMONG:
        return None
    value = number(before.text.lower())
    return None if value is None else (value, value)


DYING = frozenset({"die", "death", "dead"})


def _counted(tree: Tree, trigger: int) -> tuple[str | None, tuple[str, ...]]:
    """What a trigger counts, and on which arguments: "killed ten", "left ten dead", "ten lost their lives"."""
    token = tree.tokens[trigger]
    kinds = _data()["kind"]
    lemma = token.lemma.lower()
    if lemma in ("leave", "lose"):
        below = {tree.lemmas[c] for c in tree.children[trigger]}
    if lemma == "leave":
        below |= {tree.lemmas[g] for c in tree.children[trigger] for g in tree.children[c]}
        return next(
            (kinds[w] for w in ("dead", "wound", "injure", "injured", "wounded") if w in below and w in kinds), None
        ), ("obj",)
    if lemma == "lose":
        if "life" in below:
            return "dead", ("subj",)
        lost = load_lexicon().classes["fallen"]  # "lost dozens of its fighters", "lost two towns"
        behind = (
            tree.lemmas[g] for c in tree.children[trigger] if tree.dep(c) == "obj" for g in (c, *tree.children[c])
        )
        return ("dead" if any(lemma in lost for lemma in behind) else None), ("obj",)
    kind = kinds.get(lemma)
    if kind is None:
        return None, ()
    if kind == "size":
        return kind, ("subj", "obj", "of", "by")
    if token.pos == "VERB" and lemma not in DYING and not tree.passive(trigger):
        # whoever kills is not who is killed; "dozens injured" is a passive that lost its verb
        return kind, ("obj", "of", "pre", *(("subj",) if tree.dep(trigger) in ("conj", "root", "amod") else ()))
    return kind, ("obj", "subj", "of", "pre")


def count(tree: Tree, head: int, *, one: bool = False) -> tuple[int, int] | None:
    """The number a nominal states ("13 soldiers", "dozens of people", "at least two"), as a range; with those coordinated with it.

    With `one`, "a soldier" is one.
    """
    first = _count(tree, head, one=one)
    others = [
        c for c in tree.children[head] if tree.dep(c) == "conj" and tree.tokens[c].pos in ("NOUN", "PROPN", "NUM")
    ]
    rest = [_count(tree, c, one=one) for c in others]
    if first is None or any(r is None for r in rest):
        return first
    return first[0] + sum(r[0] for r in rest if r), first[1] + sum(r[1] for r in rest if r)


def _count(tree: Tree, head: int, *, one: bool) -> tuple[int, int] | None:
    data = _data()
    token = tree.tokens[head]
    word = token.text.lower()
    if word in data["vague"]:
        low, high = data["vague"][word]
        return int(low), int(high)
    if token.pos == "NUM":
        value = number(word)
        return None if value is None else (value, value)
    found = _own(tree, head)
    if found is None and one and token.pos == "NOUN" and word == token.lemma.lower():
        articles = {tree.forms[c] for c in tree.children[head] if tree.dep(c) == "det"}
        return (1, 1) if articles & {"a", "an"} else None
    return found


def _own(tree: Tree, head: int) -> tuple[int, int] | None:
    data = _data()
    value: int | None = None
    top: int | None = None
    for c in [*tree.children[head], *_before(tree, head)]:
        token = tree.tokens[c]
        if token.dep == "nummod":
            value = number(token.text.lower())
            for g in [*tree.children[c], *([c + 1] if c + 1 < head else [])]:
                scale = data["scales"].get(tree.lemmas[g])
                if value is not None and scale:
                    value *= scale
                if tree.dep(g) == "conj" and tree.forms[c - 1] in ("between", "from"):
                    top = number(tree.forms[g])  # "between 20 and 30"
            if value is None and token.lemma.lower() in data["scales"]:
                inner = [number(tree.forms[g]) for g in tree.children[c]]
                value = next((v for v in inner if v is not None), 1) * data["scales"][token.lemma.lower()]
    return None if value is None else (value, max(value, top or value))


def _before(tree: Tree, head: int) -> list[int]:
    """A number right before a nominal that the model hangs on what stands before it ("Port raid: 13 off-duty guards killed")."""
    at = min(tree.subtree(head)) - 1
    if at < 1 or any(tree.dep(c) == "nummod" for c in tree.children[head]):
        return []
    token = tree.tokens[at]
    return [at] if token.dep == "nummod" and 0 <= token.head < at and tree.tokens[at - 1].pos == "PUNCT" else []


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
