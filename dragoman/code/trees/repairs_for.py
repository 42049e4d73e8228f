"""Trees mended behind "for": who is to do what is called, waited or pleaded for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# Behind these "for" names who is to act and not for whom it is done ("mediated for the sailors to come home").
FOR_SOMEBODY = frozenset(
    {
        "appeal", "arrange", "ask", "beg", "call", "campaign", "clamour", "cry", "hope", "lobby", "long", "mediate", "opt",
        "plead", "pray", "press", "push", "vote", "wait", "yearn",
    }
)  # fmt: skip


def subject_after_for(tokens: list[Token], mark: int, clause: int) -> None:
    """ "a call for all troops to leave": the model may hang the troops on the call and the leaving on the verb above."""
    if any(t.head == clause and t.dep.startswith("nsubj") for t in tokens):
        return
    objects = [i for i, t in enumerate(tokens) if t.head == clause and t.dep == "obj"]
    if objects and mark < objects[0] < clause < [*objects, len(tokens)][1] and tokens[objects[0]].pos in NOMINAL:
        tokens[objects[0]] = replace(tokens[objects[0]], dep="nsubj")  # "calls for Lima to leave", "to end its role"
        holder = tokens[clause].head
        if 0 <= holder < mark and tokens[holder].pos == "NOUN" and tokens[clause].dep == "advcl":
            tokens[clause] = replace(tokens[clause], dep="acl")
        return
    between = [i for i in range(mark + 1, clause) if tokens[i].pos in NOMINAL and 0 <= tokens[i].head < mark]
    if len(between) == 1:
        subject, holder = between[0], tokens[between[0]].head
        tokens[subject] = replace(tokens[subject], head=clause, dep="nsubj")
        if tokens[clause].head != holder and tokens[clause].head >= 0:
            tokens[clause] = replace(tokens[clause], head=holder, dep="acl")


def doer_after_for(tokens: list[Token], children: list[list[int]], mark: int) -> None:
    """ "rejected a call from Quito for all foreign crews to leave": who stands between "for" and "to" is to leave."""
    doer = tokens[mark].head
    noun = tokens[doer].head
    stray = tokens[doer].dep == "acl" and tokens[doer].pos in NOMINAL  # a noun is no clause
    if noun < 0 or noun > mark or not (stray or tokens[doer].dep in ("nmod", "obl")):
        return
    if tokens[noun].pos == "VERB":
        _doers_parted(tokens, children, mark)
    if tokens[noun].pos != "NOUN":
        return
    above = tokens[noun].head
    for clause in (*children[noun], *(children[above] if above >= 0 else ())):
        if clause > doer and (tokens[clause].dep, tokens[clause].head) in (("acl", noun), ("advcl", above)):
            to = [c for c in children[clause] if tokens[c].dep == "mark" and tokens[c].text.lower() == "to"]
            beside = all(tokens[w].head in (doer, to[0]) or w == doer for w in range(doer, to[0])) if to else False
            if beside and not any(tokens[c].dep.startswith("nsubj") for c in children[clause]):
                tokens[doer] = replace(tokens[doer], head=clause, dep="nsubj")
                tokens[mark] = replace(tokens[mark], head=clause, dep="mark")
                tokens[clause] = replace(tokens[clause], head=noun, dep="acl")
            return


def _doers_parted(tokens: list[Token], children: list[list[int]], mark: int) -> None:
    """ "pressed for Malian troops and Chadian fighters to leave": both are to leave, and neither one alone nor who presses."""
    doer = tokens[mark].head
    verb = tokens[doer].head
    for clause in children[verb]:
        to = [c for c in children[clause] if tokens[c].dep == "mark" and tokens[c].text.lower() == "to"]
        subjects = [c for c in children[clause] if tokens[c].dep == "nsubj"]
        if not subjects and to and tokens[verb].lemma in FOR_SOMEBODY:
            for c in children[verb]:  # "for Malian troops and Chadian fighters to leave", the fighters hung on the verb
                joined = any(tokens[g].dep == "cc" and doer < g < c for g in children[c])
                if doer < c < to[0] and joined and tokens[c].pos in NOMINAL:
                    tokens[c] = replace(tokens[c], head=doer, dep="conj")
        if not subjects and to and tokens[verb].lemma in FOR_SOMEBODY and _reaches(tokens, doer, to[0]):
            tokens[doer] = replace(tokens[doer], head=clause, dep="nsubj")
            tokens[mark] = replace(tokens[mark], head=clause, dep="mark")
            return
        if not to or len(subjects) != 1 or not doer < subjects[0] < to[0]:
            continue
        other = subjects[0]
        if any(tokens[c].dep == "cc" and doer < c < other for c in children[other]):
            tokens[other] = replace(tokens[other], head=doer, dep="conj")
            tokens[doer] = replace(tokens[doer], head=clause, dep="nsubj")
            tokens[mark] = replace(tokens[mark], head=clause, dep="mark")
        return


def _reaches(tokens: Sequence[Token], noun: int, stop: int) -> bool:
    """Whether every word between a noun and `stop` hangs, directly or not, below the noun."""
    for i in range(noun + 1, stop):
        above = i
        while above not in (-1, noun):
            above = tokens[above].head
        if above != noun:
            return False
    return True
