"""What a sentence takes for granted whatever governs it: what is answered, appealed against, under way, or ended only on demand."""

from __future__ import annotations

from functools import cache

from dragoman.code.trees.tree import Tree
from dragoman.code.whether.cues import Cues
from dragoman.code.words import words
from dragoman.data.files import load_yaml

# Words by which a deed that is answered, or condemned, may not have been done yet: "will condemn any raid".
UNTOLD = frozenset({"any", "every", "further", "future"})


def looks_back(tree: Tree, at: int, cues: Cues) -> bool:
    """Whether the word above answers a deed or looks back at it: "a response to the raid", "did not condemn the killing"."""
    token = tree.tokens[at]
    governor = tree.tokens[token.head]
    lemma, marker, base = tree.lemmas[token.head], tree.marker(at), tree.dep(at)
    noun = governor.pos == "NOUN"
    if lemma not in (cues.back_nouns if noun else cues.back_verbs) and (noun or lemma not in _looking_back()):
        return False
    for c in tree.children[at]:
        if tree.forms[c] in UNTOLD:
            return False
    if noun:
        return base in ("nmod", "obl") and marker in ("to", "for", "over", "into", "against", "of")
    if governor.pos == "ADJ" and lemma in words("answerable"):
        return marker == "for"
    if lemma == "hold" and marker == "for" and base == "obl":  # "will hold it accountable for the raid"
        return any(tree.lemmas[c] in words("answerable") for c in tree.children[token.head])
    if governor.pos != "VERB" or any(
        tree.tokens[c].dep == "mark" and tree.tokens[c].lemma == "to" for c in tree.children[at]
    ):
        return False
    if lemma in words("taking_up") and base == "obj" and token.pos == "NOUN":
        return pointed_at(tree, at)  # "is to appeal her sentence", "may explain the truce"
    if lemma not in cues.back_verbs:
        return False
    return base in ("obj", "obl", "advcl") and marker in (None, "to", "for", "over", "into")


@cache
def _looking_back() -> frozenset[str]:
    """What else than a verb of looking back may do so with the right words beside it."""
    return frozenset({"hold"}).union(words("answerable"), words("taking_up"))


def firm_against(tree: Tree, at: int, cues: Cues) -> bool:
    """ "Help Mali against the terrorism of its foes": what is withstood is there; "warned against an attack", "voted against the war" are others."""
    governor = tree.tokens[tree.tokens[at].head]
    if governor.pos != "VERB" or governor.lemma.lower() in cues.governors or tree.tokens[at].pos != "NOUN":
        return False
    return tree.dep(at) == "obl" and pointed_at(tree, at)


def persons(tree: Tree, noun: int) -> bool:
    """Whether a word is people, of whom a bare participle tells what they do: "those fighting there", "rebels holding the port"."""
    lemma = tree.lemmas[noun]
    return lemma in ("those", "that", "anyone", "individual", "person", "people") or lemma in _people()


@cache
def _people() -> frozenset[str]:
    nouns = load_yaml("nouns.yml")
    kinds = ("civilian", "migrant", "refugee", "rebel", "militia", "attacker")
    return frozenset(word for kind in kinds for word in nouns[kind]["nouns"])


def on_all_the_same(tree: Tree, at: int) -> bool:
    """Whether an adjective says of an event that it is on or has been: "discussed the ongoing raids", "a recent pledge"."""
    return tree.tokens[at].pos == "NOUN" and any(
        tree.dep(c) == "amod" and tree.lemmas[c] in words("under_way_already") for c in tree.children[at]
    )


def ended(tree: Tree, at: int) -> bool:
    """Whether a noun is what somebody is to end: "urged it to stop those raids", "until the siege ends" (it goes on meanwhile)."""
    token = tree.tokens[at]
    if token.head >= 0 and to_end(tree, at):
        return True
    if token.pos != "NOUN" or token.head < 0:
        return False
    if tree.lemmas[token.head] not in words("ending"):
        return False
    if tree.tokens[token.head].lemma == "call" and not any(tree.forms[c] == "off" for c in tree.children[token.head]):
        return False  # "is calling a strike"
    whole = any(tree.tokens[c].dep == "obj" for c in tree.children[token.head])
    if token.dep == "nsubj" and whole:
        return False  # "a raid would end the truce"
    object_of = ("obj", "nsubj", "nsubj:pass") if tree.tokens[token.head].pos == "VERB" else ("nmod", "obl")
    return token.dep in object_of and not any(
        tree.forms[c] in ("any", "further", "future", "planned") for c in tree.children[at]
    )


def to_end(tree: Tree, at: int) -> bool:
    """ "Called for the fighting to stop", "wants the bombing to end": what is to end by itself, so to speak."""
    token = tree.tokens[at]
    known = any(
        tree.tokens[c].dep == "det" for c in tree.children[at]
    )  # "the fighting", which a tagger may take for a verb
    if not (token.pos == "NOUN" or (known and token.text.lower().endswith("ing"))):
        return False
    below = tree.children[token.head] if token.dep in ("obj", "obl", "nsubj") else ()
    return any(
        c > at
        and tree.lemmas[c] in ("stop", "end", "cease")
        and tree.tokens[c].dep in ("xcomp", "acl", "advcl", "ccomp")
        and tree.marker(c) == "to"
        and not any(tree.tokens[k].dep == "obj" for k in tree.children[c])
        for c in (*tree.children[at], *below)
    )


def apart(tree: Tree, inner: int, outer: int, cues: Cues) -> bool:
    """Whether the way up from a content to what holds it leads through words that tell it as a fact of its own.

    "Agreed to arrest men selling arms", "pledged to punish nobody for the march", "announced a truce, giving way to them".
    """
    if tree.under(outer, inner):
        return tree.tokens[inner].pos == "VERB"  # "the talks promised in May were put off"
    at = inner
    while at >= 0 and at != outer:
        token = tree.tokens[at]
        if token.head < 0:
            return False
        if looks_back(tree, at, cues) or (tree.marker(at) == "against" and firm_against(tree, at, cues)):
            return True
        bare = tree.marker(at) is None
        if token.dep == "acl:relcl":
            return True
        if token.dep == "acl" and bare and token.text.lower().endswith("ing") and persons(tree, token.head):
            return True
        if token.dep == "advcl" and bare and token.head == outer and at > outer and token.text.lower().endswith("ing"):
            return any(t.text == "," for t in tree.tokens[outer:at])  # and not "ruled out attacking"
        at = token.head
    return False


def pointed_at(tree: Tree, at: int) -> bool:
    """ "The raid", "this raid", "their raid": one that is known to the reader."""
    kids = [tree.tokens[c] for c in tree.children[at]]
    return any(t.dep == "nmod:poss" or t.text.lower() in ("the", "this", "that", "these", "those") for t in kids)
