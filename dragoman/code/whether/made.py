"""What verbs of wish and denial around an event leave untouched: the call that was rejected, the offer that is weighed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman.code.nesting.status import TALK
from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import load_words
from dragoman.code.what.learned import LEARNED
from dragoman.code.what.resolves import NOT, WILLING
from dragoman.code.what.triggers import Trigger
from dragoman.code.whether.status import Cues, cues_on, load_cues
from dragoman.code.who.roles import Roles
from dragoman.code.words import words
from dragoman.data.files import load_yaml

# Cues that leave no doubt, whatever the head holds: "will", "must", "not".
PLAIN = frozenset({"will", "'ll", "’ll", "won't", "shall", "must", "should", "not", "n't", "n’t", "never", "no"})

# What takes no more than a decree.
DECREED = frozenset({"restrict", "censor", "curfew", "martial-law"})
# How a demand says whose it is: "a Togolese request", "a request by Togo".
OWNED_BY = frozenset({"actor:pre", "actor:by", "actor:from"})

# Cues that leave none where they stand on the event's own verb.
CLOSE = frozenset({"may", "might", "can", "could", "if", "unless", "whether", "be to"})


# "Could not allow it" refuses as "will not" does.
ABLE = frozenset({"can", "ca", "cannot", "could"})


def says_no(tree: Tree, trigger: Trigger) -> bool:
    """Whether a head took the negation itself for a part of what it found ("will not return")."""
    said = {tree.forms[w] for w in trigger.words}
    return trigger.entry.where.startswith(LEARNED) and not said.isdisjoint(NOT) and not said.isdisjoint(WILLING | ABLE)


def made_already(tree: Tree, trigger: Trigger, reasons: Sequence[str], roles: Roles) -> bool:
    """Whether a demand, offer or threat is pointed at as one that is known, and only verbs above it are open."""
    head = trigger.head
    if trigger.entry.event not in TALK or tree.tokens[head].pos != "NOUN" or tree.tokens[head].lemma == "pressure":
        return False  # "is expected to turn up the pressure"
    known = any(
        tree.tokens[c].dep == "nmod:poss" or tree.forms[c] in ("the", "this", "these", "those", "that")
        for c in tree.children[head]
    ) or not OWNED_BY.isdisjoint(roles.reasons)
    open_above = {r.partition(":")[2] for r in reasons}
    if "only then" in open_above:
        return False  # "would leave only at the request of Togo": none has been made
    return known and not open_above & cues_on(tree, head, load_cues()) - PLAIN - CLOSE and "if" not in open_above


def by_word(event: str, mode: str | None, reasons: Sequence[str]) -> bool:
    """Whether an act is done by deciding on it or announcing it, and nothing else is said of it: "decided to ban its fish".

    What takes more than words is still to come: "decided to send tents", "announced a march".
    """
    said = {r.partition(":")[2] for r in reasons if r.partition(":")[0] != "actual"}
    decided, announced = said <= {"decide", "decision"}, said <= {"announce", "announcement"}
    kinds = words("done_by_deciding") if decided else words("done_by_announcing")
    decreed = event == "COERCE" and mode in DECREED
    return bool(said) and (decided or announced) and (event in kinds or decreed)


def denied_outright(tree: Tree, head: int, reasons: Sequence[str], cues: Cues) -> bool:
    """Whether a negation stands on the word itself or its verb ("no request", "made no call"), or the event is denied.

    What has not been answered, granted or met was still asked for.
    """
    denied = {r.partition(":")[2] for r in reasons if r.startswith("negated:")}
    if tree.lemmas[head] in load_words().reports:
        denied -= {"deny"}  # "denied the allegations": they were made
    if denied & (cues.determiners | {"deny", "without", "no longer", "fail"}):
        return True
    verb = tree.tokens[head].head
    made = verb >= 0 and (
        tree.tokens[verb].lemma in support()[0] or tree.tokens[verb].lemma in ("be", "receive", "hear")
    )
    return bool(denied & (cues.negation | {"yet"})) and (made or tree.dep(head) in ("nsubj", "nsubj:pass"))


@cache
def support() -> tuple[frozenset[str], frozenset[str]]:
    """Support verbs: those whose subject does what the noun tells ("launched a raid"), and those it is done to ("faced sanctions")."""
    raw = load_yaml("support.yml")
    return frozenset(raw["active"]), frozenset(raw["undergo"])
