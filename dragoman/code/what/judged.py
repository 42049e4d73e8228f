""" "The raid was unacceptable", "this is a horrific crime", "there is no excuse for it": judgements whose doer may stay unsaid (CODEBOOK 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, load_lexicon, unwritten
from dragoman.code.what.modals import spoken
from dragoman.code.what.triggers import Trigger
from dragoman.code.what.verdicts import hold, is_said
from dragoman.code.whether.status import load_cues, status_of
from dragoman.code.who.roles import Roles, World
from dragoman.code.words import words
from dragoman.model import Party, Voice

# Relations of the clause that "it is shameful" speaks of.
CLAUSES = ("csubj", "ccomp", "advcl", "xcomp", "acl")


@cache
def _entry(mode: str) -> Entry:
    return unwritten("be", "adj", "ACCUSE", "accuse", mode=mode, where="judgement")


@cache
def _of_nature() -> frozenset[str]:
    classes = load_lexicon().classes
    return classes["nuisance"] | classes["disaster"]


@cache
def _words_of_judgement() -> frozenset[str]:
    return frozenset().union(
        *map(words, ("blamed", "hinting", "excuses", "condemning", "condemning_clauses", "bearable", "vices"))
    )


def judgements(
    number: int, tree: Tree, world: World, drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]
) -> list[Draft]:
    """An ACCUSE for each word by which a party condemns a deed, whoever did it, and for each "is guilty of" that it says.

    `verdicts` finds those said of a party; here the deed is the subject, or only pointed at, and its doers are whom it accuses.
    """
    if _words_of_judgement().isdisjoint(tree.vocabulary):
        return []
    by_head = {d.head: d for d in drafts}
    taken = {w for d in drafts for w in d.trigger.words}
    found = []
    for i, token in enumerate(tree.tokens):
        if i in taken or token.pos not in ("NOUN", "ADJ", "VERB"):
            heard = by_head.get(i)
            if (
                heard is not None
                and heard.event == "ACCUSE"
                and not heard.roles.actors
                and (tree.lemmas[i] in words("blamed") or _hints(tree, heard))
            ):
                spoken(
                    heard, speaker
                )  # "is guilty", as the head heard it, "everything points to it": who says so accuses
            continue
        judged = _judged(tree, i, world, by_head)
        if judged is None:
            continue
        deeds, told, mode, status = judged
        told = told or [p for d in deeds for p in d.roles.actors]
        if status != "actual":
            continue
        draft = Draft(number, tree, Trigger(i, _entry(mode), (i,)), Roles([], told, []), "actual", ["judgement"])
        draft.mode = mode
        if spoken(draft, speaker):
            found.append(draft)
            _hold(draft, deeds)
    return found


def _hints(tree: Tree, draft: Draft) -> bool:
    """ "The raid bears the hallmarks of the guard", "all traces point to Togo": what lies there accuses nobody by itself."""
    head = draft.head
    return draft.mode == "allege" and tree.lemmas[head] in words("hinting") and bool(tree.arguments(head).get("subj"))


def _judged(
    tree: Tree, i: int, world: World, by_head: Mapping[int, Draft]
) -> tuple[list[Draft], list[Party], str, str] | None:
    """What a word judges: the deeds that are claims, the parties blamed, the mode and the status; None where it judges nothing."""
    word, form = tree.lemmas[i], tree.forms[i]
    if word in words("blamed"):
        deeds = [by_head[h] for r in ("for", "of", "in") for h in tree.arguments(i).get(r, []) if h in by_head]
        told = [p for s in tree.subjects(i) if s in world.parties for p in world.parties[s].parties]
        harm = any(d.event in ("ASSAULT", "COERCE") or word == "guilty" for d in deeds)
        said = is_said(tree, i) and harm and bool(told)
        for deed in deeds if said else ():
            if not deed.roles.actors and deed.status == "actual":  # "is guilty of war crimes": theirs
                deed.roles.actors = [p for p in told if p.id not in {r.id for r in deed.roles.recipients}]
                deed.reasons.append("actor:who is guilty of it")
        return (deeds, told, "allege", status_of(tree, i, load_cues())[0]) if said else None
    if word in words("excuses"):
        none = any(tree.dep(c) == "det" and tree.forms[c] == "no" for c in tree.children[i])
        deeds = [by_head[h] for h in tree.arguments(i).get("for", []) if h in by_head]
        return (deeds, [], "disapprove", "actual") if none and _there(tree, i) else None
    if word in words("vices"):
        return _shown(tree, i, world, by_head)
    said_of = _predicate(tree, i)
    if said_of is None:
        return None
    spared = word in words("bearable") or form in words("bearable")
    of_clauses = (word in words("condemning_clauses") or form in words("condemning_clauses")) and _of_a_clause(
        tree, said_of
    )
    if not (spared or of_clauses or word in words("condemning") or form in words("condemning")):
        return None
    status = status_of(tree, said_of, load_cues())[0]
    if spared:
        status = "actual" if status == "negated" else "negated"
    subjects = tree.subjects(said_of)
    clauses = [c for c in tree.children[said_of] if tree.dep(c) in CLAUSES]
    deeds = [by_head[s] for s in (*subjects, *clauses) if s in by_head]
    if any(
        s in world.parties or tree.forms[s] in words("pronouns") - {"it"} or tree.lemmas[s] in _of_nature()
        for s in subjects
    ):
        return None  # said of somebody, or of what nobody does
    return deeds, [], "disapprove", status


def _of_a_clause(tree: Tree, said_of: int) -> bool:
    """ "It is dangerous to arm them", "it is damning that they went"."""
    it = any(tree.dep(c) in ("nsubj", "expl") and tree.forms[c] == "it" for c in tree.children[said_of])
    return it and any(
        tree.dep(c) in CLAUSES and tree.marker(c) in ("that", "to", "for") for c in tree.children[said_of]
    )


def _shown(
    tree: Tree, i: int, world: World, by_head: Mapping[int, Draft]
) -> tuple[list[Draft], list[Party], str, str] | None:
    """ "These raids show Togo's contempt for the truce", "the utter disregard that they have for it"."""
    verb = tree.tokens[i].head
    if tree.dep(i) != "obj" or verb < 0 or tree.lemmas[verb] not in words("showing"):
        return None
    args = tree.arguments(i)
    owners = [h for r in ("poss", "of", "by", "pre") for h in args.get(r, []) if h in world.parties]
    owners += [
        s for c in tree.children[i] if tree.dep(c).startswith("acl") for s in tree.subjects(c) if s in world.parties
    ]
    deeds = [by_head[s] for s in tree.subjects(verb) if s in by_head]
    owners = owners or [s for s in tree.subjects(verb) if s in world.parties]
    told = [p for h in owners[:1] for p in world.parties[h].parties]
    return deeds, told, "disapprove", status_of(tree, verb, load_cues())[0]


def _predicate(tree: Tree, i: int) -> int | None:
    """The word of which something is said, with a copula: the judging word itself, or the noun it stands before."""
    token = tree.tokens[i]
    if is_said(tree, i) or (token.dep in ("root", "ccomp", "parataxis") and _exclaimed(tree, i)):
        return i
    at = token.head
    if at >= 0 and token.dep == "amod" and tree.dep(at) == "nmod" and tree.lemmas[tree.tokens[at].head] == "one":
        one = tree.tokens[at].head  # "one of the most appalling incidents"
        return one if is_said(tree, one) and tree.lemmas[at] in words("deeds") else None
    if at < 0 or token.dep not in ("amod", "conj") or not is_said(tree, at):
        return None
    noun = tree.lemmas[at]
    return at if token.dep == "conj" or noun in words("deeds") or noun in load_lexicon().classes["crime"] else None


def _exclaimed(tree: Tree, i: int) -> bool:
    """ "What a disgrace!", "Absolutely unacceptable." """
    kids = tree.children[i]
    return not any(tree.dep(c) in ("nsubj", "aux", "obj", "case", "nmod", "mark", "cc", "conj") for c in kids) and (
        tree.tokens[i].pos == "ADJ" or any(tree.forms[c] == "what" for c in kids)
    )


def _there(tree: Tree, noun: int) -> bool:
    """ "There is no excuse", "there can be no excuse"."""
    at = tree.tokens[noun].head
    return at >= 0 and any(
        tree.dep(c) == "expl" and tree.forms[c] == "there" for c in (*tree.children[at], *tree.children[noun])
    )


def _hold(draft: Draft, deeds: Sequence[Draft]) -> None:
    """What is judged is the content of the judgement; where a head took it for undone by the judging word, it was done."""
    free = [deed for deed in deeds if deed.outer is None]
    hold(draft, free)
    for deed in free:
        unsure = deed.status == "negated" and any(r.startswith("learned:negated") for r in deed.reasons)
        if unsure and draft.tree.marker(deed.head) != "to":
            deed.status = "actual"
            deed.reasons.append("rule:it is judged")
