""" "Togo claims that Benin shelled it", "the inquiry details the raids", "Oslo announced a gift": telling it is the act (CODEBOOK 2 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, unwritten
from dragoman.code.what.modals import speaking_party
from dragoman.code.what.triggers import Trigger
from dragoman.code.whether.status import load_cues, status_of
from dragoman.code.who.roles import Roles, World, parties_of
from dragoman.code.who.same import root
from dragoman.code.words import words
from dragoman.model import Party, Voice

# What is laid at somebody's door by telling that he did it, and what is promised by announcing it.
HARM = frozenset({"ASSAULT", "COERCE"})
GIVING = frozenset({"AID", "COOPERATE"})
YIELDING = frozenset({"CONCEDE", "RETREAT"})
# What others may have wished for, and one has made up one's mind not to do.
WISHED = frozenset({"AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"})
# Verbs of making up one's mind, with what it is made up to do.
DECIDING = frozenset({"choose", "decide", "elect", "opt", "resolve", "vote"})
NOT = frozenset({"not", "never"})
# The way up from a deed to the clause or object it stands in: "carried out raids on clinics and schools".
WITHIN = frozenset({"conj", "obj", "compound"})
# Words that say that something was made up in somebody's mind, or made known: "decided to leave", "their decision to leave".
SETTLING = frozenset({"decide", "decision", "announcement"})
# "Abuses such as beatings", "raids, including three on clinics".
INSTANCES = frozenset({"such", "including", "like", "of"})
# Why a retreat became a concession; see `drafting`.
STILL_TO_COME = "rule:a retreat still to come"
# The way up from help to the word that announces it: "the dispatch of two ambulances", "a plan to send them".
TOLD_IN = frozenset({"conj", "obj", "compound", "nmod", "obl", "acl", "xcomp"})


@cache
def _entry(event: str) -> Entry:
    frame, mode = {
        "ACCUSE": ("accuse", "allege"),
        "AGREE": ("promise", None),
        "CONCEDE": ("yield", None),
        "REJECT": ("refuse", None),
    }[event]
    return unwritten("tell", "verb", event, frame, mode=mode, where="told")


def _told(
    drafts: Sequence[Draft], kinds: Container[str], status: str, teller: Callable[[Tree, int], int | None]
) -> Iterator[tuple[Draft, int]]:
    """The drafts of some types that are the content of nothing yet, each with the word that tells it and tells no claim of its own."""
    for draft in drafts:
        if draft.event in kinds and draft.outer is None and draft.status == status:
            at = teller(draft.tree, draft.head)
            if at is not None and not any(at in d.trigger.words for d in drafts):
                yield draft, at


def alleged(drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None], world: World) -> list[Draft]:
    """An ACCUSE for each clause in which a party claims that somebody else has done harm, and each list of such deeds a report gives."""
    found: list[Draft] = []
    for draft, at in _told(drafts, HARM, "actual", _teller):
        same = next((d for d in found if d.head == at), None) or _accusation(draft, at, speaker, world)
        if same is None:
            continue
        own = {root(p) for p in same.roles.actors}
        if own & {root(p) for p in draft.roles.actors}:
            continue  # "the rebels claimed that they had taken the town"
        if draft.tree.lemmas[at] == "claim" and not draft.roles.actors and not _suffered(draft, own):
            continue  # "the army claimed that most of the shells had hit the fort": a boast, and nobody is blamed
        same.roles.recipients = same.roles.recipients or list(draft.roles.actors)
        draft.outer = same
        same.nested.append(draft)
        if same not in found:
            found.append(same)
    return found


def _suffered(draft: Draft, own: set[str]) -> bool:
    """Whether whoever tells of a deed, or people, are named as whom it was done to."""
    return any(root(p) in own or p.sector == "CVL" for p in draft.roles.recipients)


def _teller(tree: Tree, at: int) -> int | None:
    """The verb that claims what stands at `at` in its clause, or that goes through it as its object."""
    while tree.tokens[at].head >= 0:
        above, dep = tree.tokens[at].head, tree.dep(at)
        lemma = tree.lemmas[above]
        if tree.tokens[above].pos == "VERB" and not tree.passive(above):
            if dep == "ccomp" and lemma in words("alleging"):
                return above
            if dep == "obj" and lemma in words("detailing"):
                return above
        if dep not in WITHIN and not (dep == "nmod" and tree.marker(at) in INSTANCES):
            return None
        at = above
    return None


def _accusation(draft: Draft, at: int, speaker: Callable[[Draft], Voice | None], world: World) -> Draft | None:
    tree = draft.tree
    status, reasons = status_of(tree, at, load_cues())
    subjects = tree.subjects(at)
    pointing = any(tree.forms[s] in ("it", "which", "that") for s in subjects)
    # "the study, which details it": nobody's word but its own
    party = None if pointing else speaking_party(speaker(draft))
    actors = [p for s in subjects for p in parties_of(tree, s, world)] or ([party] if party else [])
    if status != "actual" or not subjects or not (actors or _inquiry(tree, at)):
        return None
    roles = Roles(actors, [], [])
    outer = Draft(draft.sentence, tree, Trigger(at, _entry("ACCUSE"), (at,)), roles, "actual", ["alleged", *reasons])
    outer.mode = "allege"
    return outer


def _inquiry(tree: Tree, at: int) -> bool:
    """Whether what goes through misdeeds is a report or an inquiry, though nobody knows whose: "the study details the raids"."""
    return any(tree.lemmas[s] in words("inquiries") for s in tree.subjects(at))


def offered(drafts: Sequence[Draft], world: World) -> list[Draft]:
    """An AGREE for each help that a party announces: "Oslo announced a gift of tents", "the announcement that it would buy them"."""
    found: list[Draft] = []
    for draft, at in _told(drafts, GIVING, "future", _announcer):
        same = next((d for d in found if d.head == at), None) or _promise(draft, at, world)
        if same is None:
            continue
        own = {root(p) for p in same.roles.actors}
        if draft.roles.actors and not own & {root(p) for p in draft.roles.actors}:
            continue
        if not draft.roles.actors:
            draft.roles.actors = list(same.roles.actors)
            draft.reasons.append("actor:who announces it")
        same.roles.recipients = same.roles.recipients or [p for p in draft.roles.recipients if root(p) not in own]
        draft.outer = same
        same.nested.append(draft)
        if same not in found:
            found.append(same)
    return found


def conceded(drafts: Sequence[Draft], world: World) -> list[Draft]:
    """A CONCEDE for each retreat still to come that a party announces or decides on; the retreat is its content (CODEBOOK 2).

    "Chad decided to leave", "announced plans to free them": deciding and announcing have happened, leaving has not.
    """
    found: list[Draft] = []
    for draft, at in _told(drafts, YIELDING, "future", _settled):
        if draft.event == "CONCEDE" and draft.instead is None:
            continue
        tellers = _tellers(draft.tree, at, world)
        own, leaving = {root(p) for p in tellers}, {root(p) for p in draft.roles.actors}
        if (own and leaving and not own & leaving) or not (own or leaving):
            continue  # "Peru announced that Chad will leave"
        same = next((d for d in found if d.head == at), None)
        if same is None:
            status, reasons = status_of(draft.tree, at, load_cues())
            actors = tellers or list(draft.roles.actors)
            same = Draft(
                draft.sentence,
                draft.tree,
                Trigger(at, _entry("CONCEDE"), (at,)),
                Roles(actors, [], []),
                status,
                ["announced", *reasons],
                mode=draft.trigger.entry.mode,
            )
            found.append(same)
        if draft.instead is not None:
            draft.instead, draft.mode = None, draft.trigger.entry.mode
            draft.reasons = [r for r in draft.reasons if r != STILL_TO_COME]
        if not draft.roles.actors:
            draft.roles.actors = list(same.roles.actors)
            draft.reasons.append("actor:who announces it")
        draft.outer = same
        same.nested.append(draft)
    return found


def _settled(tree: Tree, at: int) -> int | None:
    """The verb or noun that announces or decides what stands at `at`: "announced plans to leave", "will leave, he announced"."""
    found = None
    while tree.tokens[at].head >= 0:
        above, dep = tree.tokens[at].head, tree.dep(at)
        lemma, verb = tree.lemmas[above], tree.tokens[above].pos == "VERB"
        told = lemma in words("announcing") or lemma in SETTLING
        if (
            told
            and (verb or dep in ("acl", "ccomp", "nmod"))
            and dep in ("obj", "ccomp", "conj", "xcomp", "acl", "nmod", "advcl")
        ):
            found = above
        elif dep not in TOLD_IN or verb:
            return found
        at = above
    return found


def _tellers(tree: Tree, at: int, world: World) -> list[Party]:
    args = tree.arguments(at)
    heads = [h for r in ("subj", "poss", "by", "pre", "from") for h in args.get(r, [])]
    return [p for h in heads for p in parties_of(tree, h, world)]


def declined(drafts: Sequence[Draft], world: World) -> list[Draft]:
    """A REJECT for what a party decides not to do: "Chad decided not to join the pact"."""
    found: list[Draft] = []
    for draft, at in _told(drafts, WISHED, "negated", _decider):
        actors = _tellers(draft.tree, at, world) or list(draft.roles.actors)
        if not actors or any(d.head == at for d in found):
            continue
        roles = Roles(actors, [], [])
        outer = Draft(draft.sentence, draft.tree, Trigger(at, _entry("REJECT"), (at,)), roles, "actual", ["decided"])
        draft.outer = outer
        outer.nested.append(draft)
        found.append(outer)
    return found


def _decider(tree: Tree, at: int) -> int | None:
    """The verb of deciding of "decided not to go", at "go"."""
    above = tree.tokens[at].head
    behind = [*tree.children[at], *(c for c in tree.children[above] if c > above)]
    return above if _decided(tree, at) and any(tree.forms[c] in NOT for c in behind) else None


def _decided(tree: Tree, at: int) -> bool:
    """Whether somebody decides on what stands at `at`: "decided to form a joint list"."""
    above = tree.tokens[at].head
    decided = above >= 0 and tree.dep(at) == "xcomp" and tree.lemmas[above] in DECIDING
    return decided and tree.tokens[above].pos == "VERB" and not tree.passive(above)


def _announcer(tree: Tree, at: int) -> int | None:
    while tree.tokens[at].head >= 0:
        above, dep = tree.tokens[at].head, tree.dep(at)
        lemma = tree.lemmas[above]
        if _decided(tree, at):
            return above
        if lemma in words("announcing") and tree.tokens[above].pos == "VERB" and dep in ("obj", "ccomp", "conj"):
            return above
        if lemma == "announcement" and dep in ("acl", "ccomp", "nmod"):
            return above
        if dep not in TOLD_IN:
            return None
        at = above
    return None


def _promise(draft: Draft, at: int, world: World) -> Draft | None:
    tree = draft.tree
    actors = _tellers(tree, at, world)
    if not actors:
        return None
    roles = Roles(actors, [], [])
    return Draft(draft.sentence, tree, Trigger(at, _entry("AGREE"), (at,)), roles, "actual", ["announced"])
