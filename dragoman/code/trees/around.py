"""Whom the words around an event noun put on its sides: "had the support of", "was the target of", "a Kenyan-led raid", "arrests and beatings by"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.code.trees.forms import participle
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.words import words

if TYPE_CHECKING:
    from dragoman.code.trees.tree import Tree

Arguments = dict[str, list[int]]
# Verbs whose subject gets what somebody else gives: "Togo won the backing of France".
GETTING = frozenset(
    {
        "accept", "attract", "command", "count", "earn", "enjoy", "find", "gain", "garner", "get", "have", "lack", "lose", "muster",
        "need", "obtain", "rally", "receive", "retain", "secure", "seek", "win",
    }
)  # fmt: skip
THREATS = frozenset({"THREATEN"})
# What is said in so many words: "said in a rebuke of Chad".
SAID = frozenset({"ACCUSE", "THREATEN", "REQUEST", "SUPPORT", "REJECT"})
HYPHENS = frozenset({"-", "–", "/"})
# What is given so: help, and words of support.
GIVEN = frozenset({"AID", "SUPPORT"})
AIDED = frozenset({"AID"})
# Nouns by which somebody is said to be the one it is done to: "Chad was the target of raids".
BORNE_BY = frozenset({"target", "victim", "subject", "object", "recipient", "beneficiary", "focus", "butt"})
# Verbs whose passive puts its subject under a deed: "was subjected to raids".
PUT_UNDER = frozenset({"subject", "expose"})
# Verbs by which help gets to somebody: "most loans went to Chad".
GOING = frozenset({"go", "flow"})
# Participles behind a hyphen that say who does the deed: "a Kenyan-led raid"; those who back or broker it do not.
LED = frozenset({"lead", "run", "organise", "organize", "orchestrate", "inspire", "instigate", "engineer"})
# Those that say who holds a meeting: "the Kenyan-hosted talks".
HOSTING = frozenset({"convene", "host", "sponsor"})
MET = frozenset({"CONSULT"})
# Verbs by whose object a deed behind "against" or "from" is borne: "protected the nuns from raids by the militia".
SHIELDING = frozenset(
    {
        "aid",
        "arm",
        "assist",
        "back",
        "defend",
        "guard",
        "help",
        "protect",
        "safeguard",
        "save",
        "shelter",
        "shield",
        "spare",
        "support",
    }
)
# Verbs whose subject does, or forgoes, the deed behind the preposition: "resorted to raids", "refrained from shelling the port".
ENGAGED = frozenset(
    {
        ("abstain", "from"), ("boast", "of"), ("continue", "with"), ("desist", "from"), ("embark", "on"),
        ("engage", "in"), ("go", "with"), ("hold", "on"), ("implicate", "in"), ("implicated", "in"),
        ("indulge", "in"), ("involve", "in"), ("involved", "in"), ("participate", "in"), ("persist", "in"),
        ("persist", "with"), ("press", "with"), ("proceed", "with"), ("react", "with"), ("refrain", "from"),
        ("resort", "to"), ("respond", "with"), ("retaliate", "with"), ("take", "in"), ("turn", "to"), ("warn", "of"),
    }
)  # fmt: skip
# Words behind which stands what somebody gets, or needs: "Chad is eligible for a loan".
ENTITLED = frozenset(
    {
        ("apply", "for"), ("depend", "on"), ("dependent", "on"), ("eligible", "for"), ("entitle", "to"), ("qualify", "for"),
        ("reliant", "on"), ("rely", "on"), ("survive", "on"),
    }
)  # fmt: skip
# Verbs by which help does somebody good: "the grant helped Chad".
DOING_GOOD = frozenset({"aid", "allow", "assist", "benefit", "enable", "help", "rescue", "save", "sustain"})
# Verbs of being hit by a deed: "the port was battered by Chadian shelling".
BATTERED = frozenset(
    {
        "batter", "beset", "cripple", "damage", "destroy", "devastate", "drain", "exhaust", "flatten", "hit",
        "injure", "kill", "level", "plague", "pound", "ravage", "reduce", "rock", "ruin", "shake", "shatter",
        "strike", "target", "tax", "tear", "weaken", "wound", "wreck",
    }
)  # fmt: skip


def around(tree: Tree, i: int, args: Arguments) -> None:
    """Add to the arguments of the noun at `i` what the words around it say of its sides."""
    token = tree.tokens[i]
    verb = token.head
    for c in tree.children[i]:
        if (
            c >= 2
            and c < i
            and (tree.tokens[c].lemma in LED or (tree.tokens[c].lemma in HOSTING and _of_kind(tree, i, MET)))
            and tree.tokens[c - 1].text == "-"
            and participle(tree.tokens[c])
        ):
            args.setdefault("by", []).append(c - 2)
    for h in args.get("pre", [])[:]:
        if (other := _hyphened(tree, h, i)) is not None and other not in args["pre"]:
            args["pre"].insert(args["pre"].index(h) + (other > h), other)
    if tree.has(i, "cop") and _of_kind(tree, i, THREATS):
        args.setdefault("subj", []).extend(tree.subjects(i))  # "the rebels are a threat to Chad"
    if verb < 0:
        return
    above = tree.tokens[verb]
    if token.dep == "conj":
        _shared(tree, i, args)
    elif any(tree.tokens[c].dep == "conj" for c in tree.children[i]):
        _shared_back(tree, i, args)
    if token.dep == "obj" and above.lemma in GETTING and not tree.passive(verb) and _of_kind(tree, i, GIVEN):
        giver = any(args.get(r) for r in ("of", "from", "by", "poss", "pre"))
        if giver or above.lemma != "have":
            getters = tree.arguments(verb).get("subj", [])
            args["subj"] = [h for h in args.get("subj", []) if h not in getters]
            args.setdefault("helped", []).extend(getters)
            args.setdefault("from", []).extend(tree.arguments(verb).get("from", []))
    elif token.dep == "obl" and tree.marker(i) == "without" and not tree.passive(verb) and _of_kind(tree, i, GIVEN):
        args.setdefault("helped", []).extend(tree.arguments(verb).get("subj", []))
    elif token.dep == "nmod" and tree.marker(i) == "of" and above.lemma in BORNE_BY:
        holder = verb
        if tree.has(verb, "cop"):
            args.setdefault("obj", []).extend(tree.subjects(holder))
        elif (
            above.dep in ("obj", "xcomp") and above.head >= 0 and tree.tokens[above.head].lemma in ("become", "remain")
        ):
            args.setdefault("obj", []).extend(tree.subjects(above.head))
    elif token.dep == "obl" and above.pos in ("VERB", "ADJ"):
        _behind(tree, i, verb, args)
    elif token.dep == "nsubj" and above.lemma in GOING and _of_kind(tree, i, GIVEN):
        args.setdefault("to", []).extend(tree.arguments(verb).get("to", []))
    elif token.dep == "nsubj" and above.lemma in DOING_GOOD and not tree.passive(verb) and _of_kind(tree, i, AIDED):
        args.setdefault("helped", []).extend(h for h in tree.arguments(verb).get("obj", []) if h != i)
    elif token.dep == "obl:agent" and above.lemma in BATTERED and tree.passive(verb):
        args.setdefault("hits", []).extend(h for h in tree.arguments(verb).get("obj", []) if h != i)


def _hyphened(tree: Tree, h: int, noun: int) -> int | None:
    """ "The Chad-Niger talks": the other of two names that a hyphen joins before a noun, wherever the model hangs it."""
    tokens = tree.tokens
    for dash, other in ((h - 1, h - 2), (h + 1, h + 2)):
        joined = 0 <= other < noun and tokens[dash].text in HYPHENS and tokens[h].text[:1].isupper()
        if joined and tokens[other].pos in ("PROPN", "ADJ") and tokens[other].text[:1].isupper():
            return other
    return None


def _behind(tree: Tree, i: int, verb: int, args: Arguments) -> None:
    """Whom a verb puts on the sides of the deed behind its preposition."""
    marker, lemma = tree.marker(i) or "", tree.tokens[verb].lemma
    passive = tree.passive(verb)
    if (lemma, marker) in ENGAGED and not _told(tree, args):
        things = [c for c in tree.children[verb] if tree.tokens[c].dep == "obj"]
        if [tree.tokens[c].lemma for c in things] != (["part"] if lemma == "take" else []):
            return  # "turned a deaf ear to the demand"
        if lemma in ("go", "hold", "press") and not any(
            tree.forms[c] in ("ahead", "off", "on") for c in tree.children[verb]
        ):
            return
        doers = tree.arguments(verb).get("obj" if passive else "subj", [])
        args.setdefault("subj", []).extend(h for h in doers if h != i)
    elif (
        marker == "in"
        and lemma in words("speech")
        and not passive
        and not _told(tree, args)
        and _of_kind(tree, i, SAID)
    ):
        args.setdefault("subj", []).extend(tree.subjects(verb))
    elif marker == "to" and passive and lemma in PUT_UNDER:
        args.setdefault("obj", []).extend(tree.arguments(verb).get("obj", []))
    elif (lemma, marker) in ENTITLED and _of_kind(tree, i, AIDED):
        args.setdefault("helped", []).extend(tree.arguments(verb).get("obj" if passive else "subj", []))
    elif marker in ("against", "from") and lemma in SHIELDING:
        args.setdefault("obj", []).extend(h for h in tree.arguments(verb).get("obj", []) if h != i)


def _told(tree: Tree, args: Arguments) -> bool:
    """Whether a noun itself says whose deed it is: "Chad's raid", "the Chadian raid"."""
    named = any(tree.tokens[h].text[:1].isupper() for h in args.get("pre", []))
    return named or any(args.get(r) for r in ("by", "poss", "from", "between"))


def _of_kind(tree: Tree, i: int, kinds: frozenset[str]) -> bool:
    return any(entry.event in kinds for entry in load_lexicon().of("noun", tree.lemmas[i]))


def _shared(tree: Tree, i: int, args: Arguments) -> None:
    """ "Chad's shelling and bombing of the port": what says of the first of two deeds whose it is, says it of the second."""
    first = tree.tokens[i].head
    while tree.tokens[first].dep == "conj" and tree.tokens[first].head >= 0:
        first = tree.tokens[first].head
    if tree.tokens[first].pos != "NOUN" or any(tree.tokens[c].dep in ("det", "nmod:poss") for c in tree.children[i]):
        return
    deed = _a_deed(tree, first)
    named = [
        h for h in args.get("pre", []) if tree.tokens[h].text[:1].isupper()
    ]  # not "Chad's answer, or flat refusal"
    doers = args.get("poss") or args.get("by") or named
    for relation, heads in _own(tree, first).items():
        if relation not in args and (deed or relation == "poss") and not (relation in ("poss", "by") and doers):
            args[relation] = heads


def _shared_back(tree: Tree, i: int, args: Arguments) -> None:
    """ "The shelling and bombing of the port by Chad": what stands behind the last of two deeds is said of both."""
    last = next((c for c in tree.children[i] if tree.tokens[c].dep == "conj" and c == i + 2), -1)
    if last < 0 or not _a_deed(tree, i) or not _a_deed(tree, last):
        return
    told = _own(tree, last)
    article = any(tree.tokens[c].dep == "nmod:poss" for c in tree.children[last])
    for relation in ("by", "of", "on", "against"):
        open_side = not any(
            args.get(r) for r in (("by", "poss", "pre") if relation == "by" else ("of", "on", "against"))
        )
        if relation in told and open_side and not article:
            args[relation] = told[relation]


def _a_deed(tree: Tree, i: int) -> bool:
    return tree.tokens[i].pos == "NOUN" and bool(load_lexicon().of("noun", tree.lemmas[i]))


def _own(tree: Tree, i: int) -> Arguments:
    """Whose a noun is, and whom it is done to, by its own children alone."""
    found: Arguments = {}
    for c in tree.children[i]:
        dep = tree.tokens[c].dep
        if dep == "nmod:poss":
            found.setdefault("poss", []).extend(tree.conjuncts(c))
        elif dep in ("nmod", "obl", "obl:agent") and (marker := tree.marker(c)) in ("by", "of", "on", "against"):
            found.setdefault(marker, []).extend(tree.conjuncts(c))
    return found
