"""Who is named beside a noun that only says what sort of party it is: "its ally Gabon", "such groups as the Quill Front"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.code.trees.tree import Tree
from dragoman.code.words import words
from dragoman.model import Mention, Party

# What introduces some of those that a noun counts, and how a party must be told to be one of them.
INCLUDING = frozenset({"including", "such", "like", "notably", "namely"})
NAMED = frozenset({"name", "capital", "guessed", "acronym"})


def loose(mention: Mention) -> bool:
    """A description that only says what sort of party it is, by whose it is or where: "a fellow US ally", "Gulf countries"."""
    return False not in [p.id.startswith(("region:", "?")) or p.id.endswith("-allies") for p in mention.parties]


def named_beside(tree: Tree, head: int, parties: Mapping[int, Mention]) -> list[Party]:
    """States and bodies named beside a common noun: "several countries, Austria and Cyprus among them"; "its ally Gabon"."""
    token, children = tree.tokens[head], tree.children[head]
    if token.pos == "NUM":  # "killed nine, including two Kenyan nurses"
        some = [c for c in tree.children[head] if c > head and tree.marker(c) == "including"]
        return [p for c in some for h in tree.conjuncts(c) if h in parties for p in parties[h].parties]
    if token.pos != "NOUN":
        return []
    such = "such" in tree.vocabulary and "such" in [tree.forms[c] for c in children if c < head]
    if such:  # "such groups as the Quill Front"
        alike = [c for c in tree.children[head] if c > head and tree.marker(c) == "as"]
        return [p for c in alike for h in tree.conjuncts(c) if h in parties for p in parties[h].parties]
    # "Nine groups, including the Quill Front and the Dhow League, signed"; "groups that backed it include the Quill Front"
    examples = []
    if not INCLUDING.isdisjoint(tree.vocabulary):
        examples = [c for c in children if c > head and tree.marker(c) in INCLUDING and tree.dep(c) == "nmod"]
    if token.dep == "nsubj" and tree.tokens[token.head].lemma == "include":
        examples += [c for c in tree.children[token.head] if tree.tokens[c].dep == "obj"]
    if examples:
        known = [h for c in examples for h in tree.conjuncts(c) if h in parties and parties[h].basis in NAMED]
        if known:
            return [p for h in known for p in parties[h].parties]
    end = token.head if token.head > head else len(tree.tokens)  # of a subject, what stands before its verb
    beside = [c for c in children if tree.deps[c] == "appos" and head < c < end] if "appos" in tree.deps else []
    if not beside and token.lemma in words("kinds_of_state"):
        # "its ally Gabon", "a partner in the south, Chad": the model may hang the name on another word
        behind = head + 1 < len(tree.tokens) and tree.tokens[head + 1].pos == "PROPN"
        beside = [head + 1] if behind and tree.marker(head + 1) is None else []
        beside += [
            g for c in tree.children[head] if c > head for g in tree.children[c] if tree.tokens[g].dep == "appos"
        ]
    after = head + 1
    if not beside and head not in parties and after in parties and tree.marker(after) is None:
        # "the Chilean copper giant Quillco": the model may hang the name beside its noun
        described = any(c < head and tree.tokens[c].dep in ("amod", "compound") for c in tree.children[head])
        beside = [after] if described and tree.tokens[after].head in (token.head, head) else []
    found: list[Party] = []
    for h in (h for c in beside for h in tree.conjuncts(c)):
        mention = parties.get(h)
        if mention is not None and tree.tokens[h].pos == "PROPN" and mention.basis in ("name", "capital"):
            found.extend(mention.parties)
    return found
