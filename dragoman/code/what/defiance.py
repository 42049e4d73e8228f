""" "Nobody can force Chad to sign", "they cannot make us leave": who says so refuses to yield (CODEBOOK 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.leaving import refusal, withdrawal
from dragoman.code.what.modals import speaking_party
from dragoman.code.who.parties import parties_of
from dragoman.code.who.roles import World
from dragoman.code.who.same import root
from dragoman.code.words import words
from dragoman.model import Voice

WHERE = "defiance"
ABLE = frozenset({"can", "ca", "could", "will", "wo", "would", "'ll", "’ll", "may", "might", "shall"})
NOT = frozenset({"not", "n't", "n’t", "never"})
NO = frozenset({"no", "nobody", "none"})
GOING = frozenset({"go", "leave", "quit", "withdraw"})
# What one may be made to do, and says one will not be.
YIELDING = frozenset({"RETREAT", "CONCEDE", "AGREE", "CONSULT"})


def defiance(
    number: int, tree: Tree, world: World, drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]
) -> list[Draft]:
    """A REJECT for each force that a speaker says cannot be put on him or his own, with what he would be forced to as its content."""
    if tree.vocabulary.isdisjoint(words("forcing")):
        return []
    found: list[Draft] = []
    for i, token in enumerate(tree.tokens):
        if token.pos != "VERB" or tree.lemmas[i] not in words("forcing") or tree.passive(i):
            continue
        args = tree.arguments(i)
        forced = [*args.get("obj", []), *args.get("on", []), *args.get("to", [])]
        made = [c for c in tree.children[i] if tree.dep(c) in ("xcomp", "ccomp")]
        forced += [s for c in made for s in tree.children[c] if tree.dep(s) == "nsubj"]
        if not _cannot(tree, i) or (tree.lemmas[i] == "make" and not made):
            continue
        other = next((d for d in drafts if i == d.head or i in d.trigger.words), None)
        draft = refusal(number, tree, (i,), [], WHERE)
        told = speaking_party(speaker(draft))
        own = {root(p) for h in forced for p in parties_of(tree, h, world)}
        if told is None or root(told) not in own:
            continue
        draft.roles.actors = [told]
        below = {w for c in made for w in tree.subtree(c)}
        for inner in drafts:
            if inner is not other and inner.head in below and inner.event in YIELDING and inner.outer in (None, other):
                inner.outer, inner.status = draft, "negated"
                draft.nested.append(inner)
        going = next((c for c in made if tree.lemmas[c] in GOING), None)
        if not draft.nested and going is not None:  # no claim yet: its words were those of the forcing
            found.append(withdrawal(going, [told], "negated", draft, WHERE))
        if other is None:
            found.append(draft)
        elif other.event in ("COERCE", "REQUEST") and other.status == "negated":
            other.outer = draft
            draft.nested.append(other)
            found.append(draft)
    return found


def _cannot(tree: Tree, verb: int) -> bool:
    """Whether it is said that nobody can: "nobody can force", "cannot force", "will be unable to force"."""
    at, head = verb, tree.tokens[verb].head
    if head >= 0 and tree.dep(verb) == "xcomp" and tree.lemmas[head] == "unable":
        return True
    if head >= 0 and tree.dep(verb) == "xcomp" and tree.lemmas[head] == "able":
        at = head
    elif not any(tree.forms[c] in ABLE for c in tree.children[verb] if tree.dep(c) == "aux"):
        return False
    if any(tree.forms[c] in NOT for c in tree.children[at]):
        return True
    subjects = [c for c in tree.children[at] if tree.dep(c) == "nsubj"]
    return any(tree.forms[w] in NO for s in subjects for w in (s, *tree.children[s]))
