"""What a support verb, or the clause around, lends to an event noun: "launched a raid on", "came under attack", "met for talks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.code.trees.around import Arguments, around
from dragoman.code.trees.forms import participle
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.words import words
from dragoman.model import Token

if TYPE_CHECKING:
    from dragoman.code.trees.tree import Tree

# What puts whoever acts at a meeting: "shook hands during talks", "left for a summit", "walked out of a meeting".
OCCASIONS = frozenset({"during", "at", "in", "after", "before", "following", "for", "from", "into", "out", "of"})


# Verbs behind which "with" brings what their subject has done.
COMING = frozenset({"come", "emerge", "counter", "retaliate"})
# What is said to somebody, who then reacts to it.
SAID = frozenset({"ACCUSE", "REQUEST", "THREATEN"})


def _said(token: Token) -> bool:
    return any(entry.event in SAID for entry in load_lexicon().of("noun", token.lemma.lower()))


def lend(tree: Tree, i: int, args: Arguments) -> None:
    """Through a support verb the noun takes the verb's subject: "launched a raid on", "came under attack"."""
    token = tree.tokens[i]
    first = i
    while tree.tokens[first].head >= 0 and (tree.tokens[first].dep == "conj" or tree.counted(first)):
        first = tree.tokens[first].head
    behind = tree.has(first, "cop") and "behind" in [
        tree.forms[c] for c in tree.children[first] if tree.tokens[c].dep == "case"
    ]
    if behind:  # "was behind a series of raids on"
        args.setdefault("by", []).extend(tree.subjects(first))
    if token.lemma.lower() in words("at_odds") and tree.marker(i) == "at" and tree.has(first, "cop"):
        args.setdefault("subj", []).extend(tree.subjects(first))  # "Chad and Niger are at odds over the lake"
    verb = tree.tokens[first].head
    if verb >= 0 and token.dep == "nmod" and "poss" in args and tree.marker(i) == "of":
        owners = [c for c in tree.children[verb] if tree.tokens[c].dep == "nmod:poss"]
        if owners and all(tree.forms[h] in ("its", "their") for h in args["poss"]):
            args["poss"] = [h for c in owners for h in tree.conjuncts(c)]  # "Chad's account of its inquiry"
    if verb < 0:
        around(tree, i, args)
        return
    if token.dep == "compound" and tree.lemmas[verb] in words("processes"):  # "a withdrawal process of foreign troops"
        for relation in [r for r in tree.arguments(verb) if r not in ("pre", "subj", "obj")]:
            args.setdefault(relation, []).extend(h for h in tree.arguments(verb)[relation] if h != i)
    _by_support(tree, i, first, args)
    _by_clause(tree, i, first, args)
    _by_participles(tree, i, args)
    around(tree, i, args)


def _by_support(tree: Tree, i: int, first: int, args: Arguments) -> None:
    """What a verb that has the noun, or the first of a list it stands in, for its object lends to it."""
    token, verb = tree.tokens[i], tree.tokens[first].head
    dep = tree.tokens[first].dep
    lemma = tree.tokens[verb].lemma
    active, undergo = tree.support
    answer = tree.marker(first) in ("by", "with") and (lemma in COMING or lemma in words("reacting"))
    if answer and not tree.passive(verb):  # "answered with a threat", "came out with a promise"
        args.setdefault("subj", []).extend(tree.subjects(verb))
    elif dep in ("obj", "nsubj:pass", "xcomp", "obl") or tree.tokens[verb].dep == "acl":
        if lemma in active and dep in ("obj", "nsubj:pass"):
            for relation, heads in tree.arguments(verb).items():
                if relation == "subj":
                    args.setdefault("subj", []).extend(heads)
                elif relation == "iobj":  # "sent both sides an ultimatum"
                    args.setdefault("to", []).extend(heads)
                elif relation not in ("obj", "parataxis", "advcl", "ccomp", "in"):
                    args.setdefault(relation, []).extend(h for h in heads if h != i)
        elif lemma in undergo and dep in ("obj", "obl"):
            args.setdefault("obj", []).extend(tree.arguments(verb).get("subj", []))
            for relation in ("from", "by", "at"):
                args.setdefault("by", []).extend(h for h in tree.arguments(verb).get(relation, []) if h != i)
        elif lemma in words("reacting") and dep in ("obj", "obl") and not tree.passive(verb) and _said(token):
            args.setdefault("obj", []).extend(tree.arguments(verb).get("subj", []))


def _by_clause(tree: Tree, i: int, first: int, args: Arguments) -> None:
    """What stands in the clause that the noun is the subject, or an occasion, of: "the raid hit the port", "met during talks"."""
    token, verb, dep = tree.tokens[i], tree.tokens[first].head, tree.tokens[first].dep
    lemma = tree.tokens[verb].lemma
    if token.dep == "nsubj" or dep == "nsubj":
        # "the raids were carried out by", "attacks by X continued against Y"
        for relation in ("against", "on", "between"):  # "a rift has opened between Chad and Niger"
            if relation not in args and relation in tree.arguments(verb):
                args[relation] = list(tree.arguments(verb)[relation])
    if dep == "nsubj" and lemma in words("originating"):  # "the proposal came from Canada"
        args.setdefault("by", []).extend(tree.arguments(verb).get("from", []))
    if dep == "nsubj" and lemma in words("hitting"):  # "the airstrike hit several sites"
        args.setdefault("hits", []).extend(tree.arguments(verb).get("obj", []))
    if (
        dep == "obl"
        and tree.tokens[verb].lemma not in words("happening")
        and not any(tree.tokens[h].text[:1].isupper() for h in args.get("pre", []))
        and tree.marker(first) in OCCASIONS
    ):
        # "shook hands during a meeting": who meets stands in the clause
        others = tree.arguments(verb).get("obj", []) if lemma in words("company") else []
        args.setdefault("clause", []).extend(tree.arguments(verb).get("subj", []))
        args.setdefault("company", []).extend([*others, *tree.arguments(verb).get("with", [])])
    # "advanced with foreign help": who advanced was helped; not "complied with the support plan"
    if dep == "obl" and tree.marker(first) == "with" and lemma not in words("taking_with"):
        args.setdefault("helped", []).extend(tree.arguments(verb).get("subj", []))


def _by_participles(tree: Tree, i: int, args: Arguments) -> None:
    """What the participles and relative clauses of the noun say of its sides."""
    active = tree.support[0]
    # "raids carried out by X": a participle that hangs on the noun; "the help it gave the rebels": a relative clause
    for c in tree.children[i]:
        if tree.tokens[c].dep == "acl:relcl" and tree.tokens[c].lemma in words("hitting") and i in tree.subjects(c):
            args.setdefault("hits", []).extend(tree.arguments(c).get("obj", []))  # "raids that killed ten nuns"
        if tree.tokens[c].dep == "acl:relcl" and tree.tokens[c].lemma in active:
            inner = tree.arguments(c)
            if i not in inner.get("obj", []) and inner.get("subj"):
                inner = {
                    **inner,
                    "iobj": [*inner.get("iobj", []), *inner.get("obj", [])],
                    "obj": [i],
                }  # the one object is who it was given to
            if i in inner.get("obj", []):
                args.setdefault("subj", []).extend(inner.get("subj", []))
                for relation in ("iobj", "to", "for", "on", "against", "with"):
                    args.setdefault("to" if relation == "iobj" else relation, []).extend(inner.get(relation, []))
        aimed = tree.tokens[c].lemma in words("aiming") and not args.get("against") and not args.get("on")
        if tree.dep(c) == "acl" and aimed and c > i and participle(tree.tokens[c]):
            inner = tree.arguments(c)  # "the violence aimed at Chad", "the worst raids seen on the port"
            for relation in ("on", "against", "at", "to"):
                if relation in inner:
                    args.setdefault("against", []).extend(inner[relation])
        if tree.dep(c) == "acl" and tree.tokens[c].lemma in active and participle(tree.tokens[c]):
            inner = tree.arguments(c)
            args.setdefault("by", []).extend(inner.get("subj", []))
            for relation in ("on", "against", "at", "to", "for", "with", "from"):
                if relation in inner:
                    args.setdefault(relation, []).extend(inner[relation])
