"""Trees mended where the model is known to slip: the arguments of a clause that stand before its own marker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
ARGUMENTS = frozenset({"obj", "obl", "obl:agent", "nsubj", "iobj"})


def repair(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words with mended heads; most sentences come back as they are."""
    found = list(tokens)
    for mark, token in enumerate(tokens):
        if token.dep != "mark" or token.head <= mark:
            continue
        if token.text.lower() == "for":
            _subject_after_for(found, mark, token.head)
        else:
            _argument_before_marker(found, mark, token.head)
    return tuple(found)


def _subject_after_for(tokens: list[Token], mark: int, clause: int) -> None:
    """ "a call for all troops to leave": the model may hang the troops on the call and the leaving on the verb above."""
    if any(t.head == clause and t.dep.startswith("nsubj") for t in tokens):
        return
    between = [i for i in range(mark + 1, clause) if tokens[i].pos in NOMINAL and 0 <= tokens[i].head < mark]
    if len(between) == 1:
        subject, holder = between[0], tokens[between[0]].head
        tokens[subject] = replace(tokens[subject], head=clause, dep="nsubj")
        if tokens[clause].head != holder and tokens[clause].head >= 0:
            tokens[clause] = replace(tokens[clause], head=holder, dep="acl")


def _argument_before_marker(tokens: list[Token], mark: int, clause: int) -> None:
    """ "warned Britain that it might ...": what stands before "that" belongs to the warning."""
    governor = tokens[clause].head
    if tokens[clause].dep not in ("ccomp", "advcl") or not 0 <= governor < mark:
        return
    for i in range(governor + 1, mark):
        marked = any(t.head == i and t.dep in ("case", "mark") for t in tokens)
        if tokens[i].head == clause and tokens[i].dep in ARGUMENTS and not marked:
            tokens[i] = replace(tokens[i], head=governor, dep="obj")
