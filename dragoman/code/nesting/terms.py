"""By whose leave, word or terms something is done: "flown with the consent of", "freed, as Chad had asked", "under the accord, it left"."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.nesting.reach import ends
from dragoman.code.trees.tree import RELATIVES, Tree, participle
from dragoman.code.words import words

# What is done as it was said: promised, asked for, threatened.
SAID = frozenset({"AGREE", "REQUEST", "THREATEN", "CONCEDE"})
# Behind which words a text's terms stand: "under the accord", "in line with the accord", "as part of a deal".
TERMS = {"line": "in", "accordance": "in", "keeping": "in", "part": "as"}


def by_leave(draft: Draft, by_head: dict[int, Draft]) -> Draft | None:
    """ "flown with the consent of the government", "shot on the orders of a colonel": what was allowed or ordered, and done."""
    tree = draft.tree
    for c in tree.children[draft.head]:
        noun = by_head.get(c)
        if (
            noun is not None
            and noun.event in ("AGREE", "REQUEST", "SUPPORT", "CONCEDE")
            and tree.tokens[c].lemma.lower() in words("leave")
            and tree.marker(c) in ("with", "by", "on", "under", "at")
        ):
            return noun
    if tree.tokens[draft.head].lemma.lower() in words(
        "obeying"
    ):  # "have yet to comply with the demand": what it asked for
        for c in tree.children[draft.head]:
            noun = by_head.get(c)
            if noun is not None and noun.event == "REQUEST" and tree.marker(c) in ("with", "to", None):
                return noun
    return None


def by_terms(draft: Draft, by_head: dict[int, Draft]) -> Draft | None:
    """What was agreed, asked for or threatened, and is told as done or to be done in the clause around it."""
    return as_told(draft, by_head) or under_terms(draft, by_head)


def by_name(draft: Draft, by_head: dict[int, Draft]) -> Draft | None:
    """ "The talks promised in May", "the withdrawal that Norway demands", "delivered the aid it had pledged": what is said of the noun."""
    tree = draft.tree
    objects = [c for c in tree.children[draft.head] if c in draft.trigger.words and tree.dep(c) == "obj"]
    for noun in (draft.head, *objects):
        if tree.tokens[noun].pos != "NOUN":
            continue
        for c in tree.children[noun]:
            said = by_head.get(c)
            if said is None or said.event not in ("AGREE", "REQUEST", "REJECT", "ACCUSE", "SUPPORT") or ends(said):
                continue
            if _said_of_it(tree, c):
                return said
    return None


def _said_of_it(tree: Tree, verb: int) -> bool:
    """Whether the noun before a clause is what the verb says something of: "promised in May", "that Norway demands", "it had called for"."""
    kids = tree.children[verb]
    if any(tree.dep(c) in ("ccomp", "xcomp") for c in kids):
        return False
    objects = [c for c in kids if tree.dep(c) == "obj" and tree.tokens[c].lemma.lower() not in RELATIVES]
    if objects:
        return False
    if tree.tokens[verb].dep == "acl":
        return tree.marker(verb) is None and participle(tree.tokens[verb])
    if tree.tokens[verb].dep != "acl:relcl":
        return False
    circumstances = [c for c in kids if tree.tokens[c].lemma.lower() in ("where", "when", "why", "how")]
    circumstances += [
        c for c in kids if tree.tokens[c].lemma.lower() in RELATIVES and tree.marker(c) not in (None, "for", "to", "on")
    ]
    if circumstances:
        return False
    named = [c for c in kids if tree.dep(c) == "nsubj" and tree.tokens[c].lemma.lower() not in RELATIVES]
    return bool(named) or tree.passive(verb)


def took_place(draft: Draft) -> bool:
    """Whether what is promised or asked for is told as done: "delivered the aid it had pledged", "the strikes he ordered killed forty"."""
    tree, at = draft.tree, draft.head
    if tree.tokens[at].pos != "NOUN":
        return True
    verb = tree.tokens[at].head
    if tree.dep(at) != "nsubj" or tree.tokens[at].dep == "nsubj:pass" or verb < 0 or tree.tokens[verb].pos != "VERB":
        return False
    token, kids = tree.tokens[verb], tree.children[verb]
    open_ = any(
        tree.tokens[c].text.lower() in ("not", "n't", "n’t", "never")
        or (tree.tokens[c].dep == "aux" and tree.tokens[c].lemma not in ("have", "do", "be"))
        for c in kids
    )
    return not open_ and token.text.lower() != token.lemma.lower()


def as_told(draft: Draft, by_head: dict[int, Draft]) -> Draft | None:
    """ "As agreed, Chad withdrew", "freed the crew, as Togo had asked": the clause around is what was agreed or asked."""
    tree = draft.tree
    if tree.tokens[draft.head].pos != "VERB":
        return None
    for c in tree.children[draft.head]:
        said = by_head.get(c)
        if said is None or said.event not in SAID or tree.dep(c) != "advcl" or tree.marker(c) != "as":
            continue
        kids = [tree.dep(k) for k in tree.children[c]]
        if tree.tokens[c].pos == "VERB" and not {"obj", "ccomp", "xcomp", "advcl"}.intersection(kids):
            return said
    return None


def under_terms(draft: Draft, by_head: dict[int, Draft]) -> Draft | None:
    """ "Under the accord, Chad will leave and Togo will free its crew": what an agreement holds, told in the clause around it."""
    tree, at = draft.tree, draft.head
    if tree.tokens[at].pos != "VERB":
        return None
    while True:
        for c in tree.children[at]:
            deal = _terms(tree, c, by_head)
            if deal is not None and deal is not draft and (at == draft.head or deal.head < at):
                return deal
        if tree.tokens[at].dep != "conj" or tree.tokens[tree.tokens[at].head].pos != "VERB":
            return None
        at = tree.tokens[at].head


def _terms(tree: Tree, at: int, by_head: dict[int, Draft]) -> Draft | None:
    """The agreement that a phrase of a clause names as what the clause is done under."""
    if tree.dep(at) != "obl":
        return None
    marker, lemma = tree.marker(at), tree.tokens[at].lemma.lower()
    heads = [at] if marker == "under" else []
    if lemma in TERMS and marker == TERMS[lemma]:
        heads = [c for c in tree.children[at] if tree.marker(c) in ("with", "of")]
    for h in heads:
        deal = by_head.get(h)
        if deal is not None and deal.event == "AGREE" and tree.tokens[h].pos == "NOUN":
            return deal
    return None
