"""How far a demand, refusal, promise or complaint reaches down a sentence's tree to the event that it holds."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.roles import content_roots
from dragoman.code.tree import Tree, participle
from dragoman.code.words import words

THROUGH = frozenset(
    {
        "obj",
        "xcomp",
        "ccomp",
        "nmod",
        "obl",
        "conj",
        "acl",
        "nsubj:pass",
        "csubj",
        "advcl",
        "iobj",
        "appos",
        "amod",
        "compound",
        "nmod:poss",
    }
)
PREPOSITIONS = frozenset(
    {
        "of",
        "for",
        "to",
        "from",
        "on",
        "against",
        "into",
        "about",
        "that",
        "as",
        "whether",
        "by",
        "over",
        "at",
        "with",
        None,
    }
)
# A clause of its own that only tells when or why: "as ministers urged", "after it had refused".
CIRCUMSTANCE = frozenset({"as", "after", "before", "while", "when", "because", "since", "though", "although"})

MODALS = frozenset({"will", "would", "can", "could", "may", "might", "shall", "should", "must"})


def roots_of(draft: Draft) -> list[int]:
    """Words whose subtree is the content of what a draft tells: what its frame says, and what its kind of act adds."""
    tree, head = draft.tree, draft.head
    found = content_roots(tree, draft.trigger, draft.trigger.entry.frame)
    token = tree.tokens[head]
    if draft.event == "COOPERATE":  # "coordination in arranging a truce"; joint work holds nothing else
        return [
            c for c in tree.children[head] if tree.marker(c) == "in" and tree.tokens[c].text.lower().endswith("ing")
        ]
    extra: list[int] = []
    if token.pos in ("NOUN", "PROPN") and draft.event != "CONSULT":  # "assurances that", whatever it is called
        extra += [c for c in tree.children[head] if tree.dep(c) in ("acl", "ccomp") and tree.marker(c) == "that"]
    if ends(draft):
        extra += [
            c for c in tree.children[head] if tree.dep(c) in ("obj", "nsubj:pass") or tree.marker(c) in ("of", "to")
        ]
    if (
        draft.event == "REJECT" and token.pos == "VERB"
    ):  # "rejected a grant for the building of a port", hung on the verb
        extra += [c for c in tree.children[head] if tree.dep(c) == "obl" and tree.marker(c) == "for"]
    if draft.event == "ACCUSE" and token.pos in ("VERB", "ADJ"):  # "poured scorn on the claims"
        extra += [
            c for c in tree.children[head] if tree.dep(c) == "obl" and tree.marker(c) in ("on", "at", "over", "by")
        ]
    return [*found, *(c for c in extra if c not in found)]


def ends(draft: Draft) -> bool:
    """Whether a draft lifts, stops or calls something off: what it holds is over ("lifted the curfew", "a halt to the raids")."""
    lemma = draft.tree.tokens[draft.head].lemma.lower()
    return draft.event in ("CONCEDE", "RETREAT") and lemma in words("ending")


def passes(tree: Tree, at: int) -> bool:
    """Whether the way up from a content to what holds it may lead over this word."""
    token = tree.tokens[at]
    base = token.dep.partition(":")[0]
    if token.dep == "acl:relcl":
        return False
    marker = tree.marker(at)
    if base == "nsubj" and token.head >= 0:  # "assurances that there would be a truce"
        verb = token.head
        return tree.tokens[verb].lemma == "be" and tree.has(verb, "expl") and tree.marker(verb) == "that"
    if base not in THROUGH and token.dep not in THROUGH:
        return False
    if base == "acl" and marker is None and participle(token) and tree.tokens[token.head].pos in ("NOUN", "PROPN"):
        # "the release of sailors seized in May": what has been done to them is told, not asked; "any sailors seized" are still to come
        return any(tree.tokens[c].text.lower() in ("any", "no", "every", "each") for c in tree.children[token.head])
    if base == "advcl" and marker in CIRCUMSTANCE and any(tree.dep(c) == "nsubj" for c in tree.children[at]):
        return False
    if base == "conj":
        return not hung_low(tree, at)
    taking_part = token.head >= 0 and tree.tokens[token.head].lemma.lower() in ("take", "participate", "engage", "join")
    return marker in PREPOSITIONS or (marker == "in" and (token.text.lower().endswith("ing") or taking_part))


def hung_low(tree: Tree, at: int) -> bool:
    """Whether a finite past verb is coordinated with an infinitive or a noun: "asked them to wait and thanked them"."""
    token = tree.tokens[at]
    if tree.dep(at) != "conj" or token.pos != "VERB" or token.text.lower() == token.lemma.lower():
        return False
    if (
        token.text.lower().endswith("ing")
        or tree.passive(at)
        or any(tree.dep(c) in ("aux", "mark") for c in tree.children[at])
    ):
        return False
    head = tree.tokens[token.head]
    if head.pos in ("NOUN", "PROPN"):
        return True
    if head.pos != "VERB" or head.text.lower() != head.lemma.lower():
        return False
    above = [tree.tokens[c].text.lower() for c in tree.children[token.head] if tree.tokens[c].dep.startswith("aux")]
    # "said he would appeal, and accused the court": a past form goes with no "would"
    return tree.marker(token.head) == "to" or bool(MODALS.intersection(above))


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
