"""What a noun above an event says of it: a plan, a demand, no sign of it, a part in it that somebody denies."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree, participle
from dragoman.code.whether.cues import Cues
from dragoman.code.whether.granted import persons
from dragoman.code.whether.open import Step
from dragoman.code.words import words

# Prepositions through which a governing word reaches the event ("called for a truce", "stopped from striking").
REACH = frozenset({"for", "to", "of", "from", "against", "on", "about", "into", "in", "with", "that", "as", None})


def under_noun(tree: Tree, at: int, cues: Cues) -> Step | None:
    """What the noun above `at` does to it; None where it takes the event for granted."""
    token, head, base, marker = tree.tokens[at], tree.tokens[at].head, tree.dep(at), tree.marker(at)
    governor, lemma = tree.tokens[head], tree.lemmas[head]
    if marker == "including" and cues.nouns.get(lemma) == "requested":
        return head, ("requested", lemma)  # "new conditions, including the release of the crew"
    if marker not in REACH and base != "acl":
        return None
    if base == "acl" and marker is None and participle(token):
        return None  # "the agreement reached on Monday"
    if base == "acl" and marker is None and token.text.lower().endswith("ing") and persons(tree, head):
        return None  # "those fighting the rebels", "people fleeing Juba"
    trace = untraced(tree, head, cues)
    if trace is not None:
        return trace
    if lemma in ("return", "exchange") and tree.marker(head) == "in" and marker == "for":
        return head, None  # "will disarm in return for a pullout": both, or neither
    if lemma == "event" and tree.marker(head) == "in" and marker == "of":
        return head, ("hypothetical", "in event")
    if lemma in cues.parts and marker in ("for", "in", "with", "to") and _disowned(tree, head):
        return -1, ("negated", "deny")  # "denied responsibility for the raid": it was not theirs
    if lemma in ("claim", "responsibility") and marker == "for":
        return None  # "no claim of responsibility for the raid": it took place
    if marker == "for" and lemma in words("timetables"):
        return -1, (
            "future",
            "in time",
        )  # "has given no date for its withdrawal": still to come, and not yet promised
    if lemma in cues.nouns:
        return head, (cues.nouns[lemma], lemma)
    if lemma in cues.through or (marker == "of" and lemma in words("occurring")):
        return head, None
    if (
        base == "acl"
        and marker == "to"
        and tree.sentence.kind in ("title", "subtitle")
        and (governor.head < 0 or lemma not in words("deciding"))
    ):
        return head, ("future", "headline to")  # "Troops to Leave Port": what a headline says will be
    if base == "acl" and marker == "to":
        top = governor.head if tree.dep(head) == "nmod" and tree.marker(head) == "of" else head
        if tree.lemmas[top] == "use":  # "its use of the port to land arms"
            return top, None
        return head, None if lemma in cues.doing else ("hypothetical", f"{lemma} to")
    return None


def _disowned(tree: Tree, noun: int) -> bool:
    """Whether somebody denies to have had a part: "denied any role in", "rejected responsibility for"."""
    verb = tree.tokens[noun].head
    return (
        verb >= 0 and tree.dep(noun) == "obj" and tree.tokens[verb].lemma in ("deny", "reject", "disclaim", "dismiss")
    )


def _marks(tree: Tree, clause: int) -> set[str]:
    return {tree.forms[c] for c in tree.children[clause] if tree.dep(c) == "mark"}


def untraced(tree: Tree, noun: int, cues: Cues) -> Step | None:
    """ "No sign of", "no evidence that": what it does to the event, and nothing above it counts."""
    status = cues.traces.get(tree.lemmas[noun])
    if status is None or not any(tree.forms[c] in ("no", "little", "any", "scant") for c in tree.children[noun]):
        return None
    below = (c for c in tree.children[noun] if tree.dep(c).startswith(("acl", "ccomp", "csubj")))
    if tree.lemmas[noun] in ("question", "point") and any(
        tree.has(c, "mark") and "that" in _marks(tree, c) for c in below
    ):
        return None  # "there is no question of sending them", and "no question that it sent them"
    return -1, (status, "no sign" if status == "negated" else "no evidence")
