"""What a claim is about (CODEBOOK 1, `context`): themes told by the words of its clause, its parties and its mode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dragoman.code.once import once
from dragoman.code.trees.tree import Tree
from dragoman.data.files import load_yaml
from dragoman.errors import DataError
from dragoman.model import Party

# A clause of its own says what it is about; it lends no theme to the clause around it.
_CLAUSES = frozenset({"advcl", "acl:relcl", "parataxis", "ccomp", "conj"})


@dataclass(frozen=True, slots=True)
class Contexts:
    """Names of contexts by word, by sector, and by type or `TYPE.mode`."""

    words: dict[str, tuple[str, ...]]
    sectors: dict[str, tuple[str, ...]]
    modes: dict[str, tuple[str, ...]]


@cache
def load_contexts() -> Contexts:
    """The table of `data/contexts.yml`; raises DataError for a key that is none of words, sectors, types, modes, example, not."""
    found: dict[str, dict[str, list[str]]] = {"words": {}, "sectors": {}, "modes": {}}
    for name, body in load_yaml("contexts.yml").items():
        unknown = sorted(set(body) - {"words", "sectors", "types", "modes", "example", "not"})
        if unknown:
            raise DataError(f"contexts.yml, {name!r}: unknown key {unknown[0]!r}.")
        for key, kind in (("words", "words"), ("sectors", "sectors"), ("modes", "modes"), ("types", "modes")):
            for value in body.get(key, ()):
                names = found[kind].setdefault(str(value), [])
                if name not in names:
                    names.append(name)
    return Contexts(*({k: tuple(v) for k, v in found[kind].items()} for kind in ("words", "sectors", "modes")))


def find_contexts(tree: Tree, head: int, event: str, mode: str | None, parties: Iterable[Party]) -> tuple[str, ...]:
    """The contexts of the claim that the word at `head` tells, in the order of the alphabet."""
    known = load_contexts()
    found: set[str] = set(known.modes.get(event, ()))
    if mode:
        found.update(known.modes.get(f"{event}.{mode}", ()))
    for party in parties:
        found.update(known.sectors.get(party.sector or "", ()))
    if telling := _telling(tree):
        top = _top(tree, head)
        for word, names in telling:
            if _in_clause(tree, word, top, head):
                found.update(names)
    return tuple(sorted(found))


@once
def _telling(tree: Tree) -> list[tuple[int, tuple[str, ...]]]:
    """The words of a sentence that tell a context, each with the contexts; all of its claims ask."""
    known = load_contexts().words
    if known.keys().isdisjoint(tree.vocabulary):
        return []
    forms = tree.forms
    return [
        (i, known.get(lemma) or known[forms[i]])
        for i, lemma in enumerate(tree.lemmas)
        if lemma in known or forms[i] in known
    ]


def _top(tree: Tree, head: int) -> int:
    """The top of a trigger's clause: the trigger, or the verb that a noun depends on."""
    top = head
    while tree.tokens[top].pos in ("NOUN", "PROPN", "ADJ") and tree.tokens[top].head >= 0:
        if tree.tokens[top].dep in _CLAUSES:
            break
        top = tree.tokens[top].head
    return top


def _in_clause(tree: Tree, word: int, top: int, head: int) -> bool:
    """Whether a word stands below `top`, and in no clause of its own but the trigger's."""
    while word != top:
        token = tree.tokens[word]
        if token.head < 0 or (token.dep in _CLAUSES and word != head and _apart(tree, word)):
            return False
        word = token.head
    return True


def _apart(tree: Tree, clause: int) -> bool:
    """A clause that says something else; "accused them of moving the border" is all one."""
    return tree.tokens[clause].dep != "advcl" or tree.marker(clause) not in ("of", "for", "from", "to", "by")
