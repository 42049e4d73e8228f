"""Where a noun or an infinitive stands for what may be, will be or never was: subjects of "would" and "there is", "it is hard to", "for transfer"."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.whether.cues import Cues
from dragoman.code.words import words

# Where the words above go on, and what they do.
Step = tuple[int, tuple[str, str] | None]

OPEN = frozenset({"would", "could", "might", "may"})
RELATIVE = frozenset({"who", "which", "that"})
NOW = frozenset({"is", "are", "'s", "’s"})


def of_subject(tree: Tree, at: int, cues: Cues) -> Step | None:
    """What the verb of an event that is its subject says of it; None where it takes the event for granted."""
    token, head = tree.tokens[at], tree.tokens[at].head
    governor = tree.tokens[head]
    lemma = governor.lemma.lower()
    if token.pos != "NOUN":
        return None
    if token.dep == "nsubj:pass":
        if lemma in words("carried_out"):
            return head, None  # "the curfew might be imposed"
        if token.lemma.lower() in cues.through and lemma in cues.turning_down | {"deny"} and not _not(tree, head, cues):
            return -1, ("negated", "deny")  # "the claim that it struck was dismissed"
    elif lemma == "be" and any(tree.dep(c) == "expl" for c in tree.children[head]):
        return head, None  # "there will be a strike"
    elif token.lemma.lower() in words("intended") and lemma in words("failing"):
        return head, ("negated", lemma)  # "the plot to kill him failed"
    elif token.lemma.lower() in cues.through and lemma in words("falsehoods") and not _not(tree, head, cues):
        return -1, ("negated", "false")  # "the claims that it struck are baseless"
    return _any_one(tree, at, head)


def _not(tree: Tree, at: int, cues: Cues) -> bool:
    return any(tree.forms[c] in cues.negation for c in tree.children[at])


def _any_one(tree: Tree, at: int, head: int) -> Step | None:
    """ "A raid would lead to war", "another strike could end the truce": one that is only thought of.

    "A raid that killed two could be a crime" and "a strike on Monday may have killed him" tell of one that took place.
    """
    one = any(tree.forms[c] in ("a", "an", "another", "any") for c in tree.children[at])
    if not one or any(tree.dep(c) == "acl" for c in tree.children[at]):
        return None
    kids = [tree.tokens[c] for c in tree.children[head]]
    words_of = [t.text.lower() for t in kids]
    modal = next((w for t, w in zip(kids, words_of, strict=True) if t.dep == "aux" and w in OPEN), None)
    if modal is None or "have" in words_of or any(w in ("not", "n't", "n’t") for w in words_of):
        return None  # "a protest could not be stopped"
    if modal != "would" and any(t.dep == "cop" for t in kids):
        return None  # "a raid on a clinic may be a crime"
    return -1, ("hypothetical", "only thought of")


def of_clause(tree: Tree, at: int) -> Step | None:
    """ "It is dangerous to strike Chad", "to strike it would be a mistake": what one may do; "it was wrong to strike it": what was done."""
    token, head = tree.tokens[at], tree.tokens[at].head
    kids = [tree.tokens[c] for c in tree.children[head]]
    here = {c.text.lower() for c in (tree.tokens[c] for c in tree.children[at]) if c.dep in ("mark", "aux")}
    infinitive, gerund = "to" in here, token.text.lower().endswith("ing") and "that" not in here
    if not (infinitive or gerund) or "have" in here or not any(t.dep == "cop" for t in kids):
        return None
    lemma = tree.lemmas[head]
    if infinitive and lemma in words("needed"):
        return head, ("requested", lemma)
    modal = next((t.text.lower() for t in kids if t.dep == "aux" and t.text.lower() in OPEN), None)
    if modal and not any(t.text.lower() == "have" for t in kids):
        return head, None
    now = any(t.dep == "cop" and t.text.lower() in NOW for t in kids)
    if infinitive and now and lemma not in words("honours"):
        return head, ("negated" if lemma == "impossible" else "hypothetical", f"{lemma} to")
    return None


def what_is_meant(tree: Tree, at: int, cues: Cues) -> tuple[str, str] | None:
    """ "Its aim was supporting Mali", "the plan is a withdrawal", "the best answer is a truce": what somebody has in mind, not what was done."""
    kids = tree.children[at]
    if not kids or not (tree.tokens[at].pos == "NOUN" or tree.forms[at].endswith("ing")) or not tree.has(at, "cop"):
        return None
    for c in kids:
        if tree.dep(c) != "nsubj" or tree.tokens[c].pos != "NOUN":
            continue
        lemma = tree.lemmas[c]
        if lemma in words("intents"):
            return "hypothetical", lemma
        if lemma in words("proposed"):
            return "requested", lemma
        kind = any(tree.forms[k] in ("a", "an") for k in kids)
        if cues.nouns.get(lemma) in ("future", "requested") and not kind:  # not so: "the plan is a threat to Egypt"
            return cues.nouns[lemma], lemma
    return None


def of_compound(tree: Tree, at: int, cues: Cues) -> Step | None:
    """ "A withdrawal plan", "the truce proposal": a plan for it, whatever becomes of the plan."""
    token = tree.tokens[at]
    status = cues.nouns.get(tree.lemmas[token.head]) if token.pos == "NOUN" else None
    lemma = tree.lemmas[token.head]
    if lemma in words("processes"):  # "a withdrawal process": as much as the process
        return token.head, None
    return (token.head, (status, lemma)) if status and lemma in words("paper") else None


def held_for(tree: Tree, at: int) -> bool:
    """ "Did not see the talks as a thaw": what is seen as something took place, whatever it is not."""
    head = tree.tokens[at].head
    return (
        tree.dep(at) == "obj"
        and tree.lemmas[head] in words("viewing")
        and any(tree.marker(c) == "as" for c in (*tree.children[head], *tree.children[at]) if c > at)
    )


def seen_as(tree: Tree, at: int) -> int | None:
    """The verb of seeing whose object the model has hung an "as" on: "did not see the talks [as a thaw]"."""
    seen = tree.tokens[at].head
    if tree.dep(at) != "nmod" or tree.marker(at) != "as" or tree.dep(seen) != "obj":
        return None
    return tree.tokens[seen].head if tree.lemmas[tree.tokens[seen].head] in words("viewing") else None


def as_long_as(tree: Tree, at: int) -> Step | None:
    """ "The truce will last as long as Chad keeps to it": a present tense that is a condition."""
    token = tree.tokens[at]
    if tree.lemmas[token.head] != "long" or tree.marker(at) not in ("as", "that"):
        return None
    auxiliaries = [tree.forms[c] for c in tree.children[at] if tree.tokens[c].dep.startswith(("aux", "cop"))]
    lemma, word = token.lemma.lower(), token.text.lower()
    present = (
        auxiliaries[0] in NOW | {"has", "have", "do", "does"}
        if auxiliaries
        else word in (lemma, lemma + "s", lemma + "es")
    )
    return (-1, ("hypothetical", "as long as")) if present else None


def kept_for(tree: Tree, at: int, cues: Cues) -> bool:
    """ "Stored missiles for transfer to Chad", "trucks for delivery": what a thing is brought or kept for is still to come."""
    token = tree.tokens[at]
    if token.lemma.lower() not in words("purposes") or tree.marker(at) != "for":
        return False
    governor = tree.tokens[token.head]
    if (
        any(tree.tokens[c].dep in ("det", "nmod:poss") for c in tree.children[at])
        or governor.lemma.lower() in cues.nouns
    ):
        return False
    return governor.pos in ("NOUN", "PROPN") or governor.lemma.lower() in words("keeping_for")


def only_then(tree: Tree, at: int, cues: Cues) -> Step | None:
    """ "Would pull out only at the request of Chad", "may fly only with its consent": what a deed to come hangs on.

    "Could only enter after a battle" may tell of what was, and is left as it is.
    """
    head, marker = tree.tokens[at].head, tree.marker(at)
    if marker not in ("at", "with", "on", "upon", "under", "after") or "only" not in tree.vocabulary:
        return None
    if not any(tree.forms[c] == "only" for c in (*tree.children[head], *tree.children[at])):
        return None
    modals = {tree.forms[c] for c in tree.children[head] if tree.dep(c) == "aux"}
    ahead = any(cues.modals.get(word) in ("future", "hypothetical") for word in modals)
    return (-1, ("hypothetical", "only then")) if ahead and not (marker == "after" and "could" in modals) else None


def begins_relative(tree: Tree, at: int) -> bool:
    """ "Bases where Libyans live, and that Chad shells": a second clause of a noun, wherever the model hung it."""
    return any(
        tree.dep(c) == "nsubj"
        and tree.tokens[c].pos == "PRON"
        and tree.forms[c] in RELATIVE
        and tree.tokens[c - 1].dep == "cc"
        for c in tree.children[at]
        if 0 < c < at
    )
