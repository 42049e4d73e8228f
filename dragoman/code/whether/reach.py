"""Which word above an event says something of whether it happened, and what; where what stands above says nothing of it."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree, participle
from dragoman.code.whether.cues import Cues
from dragoman.code.whether.granted import firm_against, looks_back
from dragoman.code.whether.open import (
    Step,
    as_long_as,
    begins_relative,
    held_for,
    kept_for,
    of_clause,
    of_compound,
    of_subject,
    only_then,
    seen_as,
)
from dragoman.code.whether.under_nouns import under_noun
from dragoman.code.whether.under_verbs import infinitive, under_verb
from dragoman.code.words import words

CONTENT = frozenset({"obj", "xcomp", "ccomp", "nsubj:pass", "csubj", "advcl", "acl", "obl", "nmod"})
# What stands beside its head, which says nothing of whether it happened.
BESIDE = frozenset({"parataxis", "appos", "nsubj", "dep", "list", "discourse", "dislocated"})


def up(tree: Tree, at: int, cues: Cues) -> Step | None:
    """The word that governs `at`, and what it does to it; None where the governing words end."""
    token = tree.tokens[at]
    head, dep = token.head, token.dep
    if head < 0:
        return None
    base = tree.dep(at)
    governor, lemma = tree.tokens[head], tree.lemmas[head]
    if dep == "conj":
        return None if begins_relative(tree, at) else (head, None)
    if base == "acl" and _any(tree, head) and (dep == "acl:relcl" or participle(token)) and not _over(tree, at, head):
        return -1, ("hypothetical", "any")  # "any ship that enters the strait", "any force sent there"
    if dep in ("csubj", "csubj:pass", "csubj:outer") and (step := of_clause(tree, at)) is not None:
        return step
    if base == "compound":
        return of_compound(tree, at, cues)
    if base == "nsubj" and (step := of_subject(tree, at, cues)) is not None:
        return step
    if dep in ("nsubj:pass", "csubj:pass") and token.pos in ("NOUN", "VERB") and lemma in cues.passives:
        return head, (cues.passives[lemma], lemma)
    if base in BESIDE or dep == "acl:relcl":
        return _under_predicate(tree, at, cues) if base == "nsubj" else None
    marker = tree.marker(at)
    if base not in CONTENT and dep not in CONTENT:
        return None
    if marker == "as" and (verb := seen_as(tree, at)) is not None:
        return verb, None
    if base == "obl" and (step := only_then(tree, at, cues)) is not None:
        return step
    if held_for(tree, at) or looks_back(tree, at, cues) or (marker == "against" and firm_against(tree, at, cues)):
        return None
    if base in ("obl", "nmod") and kept_for(tree, at, cues):
        return head, ("future", "for")
    if base == "advcl" and (step := as_long_as(tree, at)) is not None:
        return step
    if marker == "against" and lemma in ("decide", "vote", "opt", "choose") and base in ("obl", "advcl"):
        return head, ("negated", "against")
    if lemma in ("approve", "authorise", "authorize", "mandate", "vote") and (
        base in ("xcomp", "ccomp") or (base == "advcl" and marker in ("to", None) and not tree.has(at, "nsubj"))
    ):
        return head, ("future", lemma)  # "approved sending troops"; "approved the sanctions" are in force
    if lemma == "mean" and base == "xcomp" and infinitive(tree, at):
        return head, ("future", "mean to")
    if lemma == "about" and base == "xcomp" and infinitive(tree, at):
        return head, ("future", "about to")
    if token.pos == "NOUN" and occasion(tree, at):
        while tree.tokens[head].pos == "NOUN" and tree.tokens[head].head >= 0:
            head = tree.tokens[head].head  # "warned of losses at a summit"
        return head, None  # "promised it on a visit to Quito"
    if lemma in cues.confirming and governor.pos == "VERB" and base in ("obj", "ccomp") and evasive(tree, head):
        return -1, ("hypothetical", "not confirmed")
    if lemma in cues.turning_down and governor.pos == "VERB" and base == "obj" and token.lemma.lower() in cues.through:
        return head, ("negated", "deny")
    if governor.pos in ("VERB", "ADJ", "AUX", "ADV"):
        return under_verb(tree, at, cues)
    return under_noun(tree, at, cues) if governor.pos in ("NOUN", "PROPN") else None


def _under_predicate(tree: Tree, at: int, cues: Cues) -> Step | None:
    """What the verb or adjective of which an event is the subject does to it: "the trial has not ended", "a raid is likely"."""
    token, head = tree.tokens[at], tree.tokens[at].head
    governor, lemma = tree.tokens[head], tree.lemmas[head]
    if governor.pos == "ADJ" and lemma in cues.governors:
        return head, (cues.governors[lemma], lemma)
    if token.pos == "NOUN" and lemma in ("end", "stop", "cease", "finish"):
        return None  # "the trial has not ended": it goes on
    if lemma == "continue" and any(tree.forms[c] in cues.negation for c in tree.children[head]):
        return None  # "the talks did not continue": they were held
    if governor.pos in ("VERB", "ADJ", "NOUN") and token.pos == "NOUN" and lemma in words("occur"):
        return head, None
    return None


def evasive(tree: Tree, i: int) -> bool:
    """Whether a verb of confirming or denying is itself said not to be done: "could not confirm", "neither confirmed nor denied"."""
    at = i
    for _ in range(3):
        for c in tree.children[at]:
            if tree.forms[c] in ("not", "n't", "n’t", "never", "neither", "nor", "yet") and tree.dep(c) != "mark":
                return True
        token = tree.tokens[at]
        if token.head < 0 or tree.dep(at) not in ("xcomp", "conj"):
            return False
        if tree.dep(at) == "conj" and any(tree.forms[c] in ("and", "but") for c in tree.children[at]):
            return False  # "would not resign and denied that he had fled"
        at = token.head
        if tree.lemmas[at] in ("refuse", "decline", "unable", "fail"):
            return True
    return False


def occasion(tree: Tree, at: int) -> bool:
    """Whether a noun only says on what occasion something was done or said: "at a summit", "during talks", "on a visit"."""
    token, marker = tree.tokens[at], tree.marker(at)
    if tree.lemmas[at] not in words("occasions") or tree.dep(at) not in ("obl", "nmod"):
        return False
    if tree.lemmas[token.head] in (
        "take",
        "participate",
        "engage",
        "join",
        "part",
        "interest",
        "participation",
    ):
        return False
    return marker in ("at", "in", "during", "amid") or (
        marker == "on" and token.lemma in ("visit", "trip", "tour", "sideline")
    )


def _any(tree: Tree, noun: int) -> bool:
    """Whether a noun is anybody, so that what is told of it need not have happened: "any troops that", "whoever"."""
    return tree.forms[noun] in ("anyone", "anybody", "whoever") or any(
        tree.dep(c) == "det" and tree.forms[c] == "any" for c in tree.children[noun]
    )


def _over(tree: Tree, at: int, noun: int) -> bool:
    """Whether a clause tells of what is past under nothing that is open: "pursued any rebels who fled"."""
    token, verb = tree.tokens[at], tree.tokens[noun].head
    auxiliaries = [tree.forms[c] for c in tree.children[at] if tree.tokens[c].dep.startswith("aux")]
    word, lemma = token.text.lower(), token.lemma.lower()
    past = (
        auxiliaries[0] in ("was", "were", "had", "did")
        if auxiliaries
        else word not in {lemma + s for s in ("", "s", "es")}
    )
    past = past and token.dep == "acl:relcl" and verb >= 0
    return past and not any(tree.dep(c) == "aux" for c in tree.children[verb])


def question(tree: Tree, at: int) -> bool:
    return "?" in tree.vocabulary and tree.tokens[at].head < 0 and "?" in tree.forms[-3:]
