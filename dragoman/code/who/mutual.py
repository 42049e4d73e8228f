"""What several do to one another: "accused each other", "traded threats", "mutual ultimatums"."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.what.triggers import Trigger
from dragoman.code.words import words

# Of words that pass between them each is both who says them and to whom; of deeds and talks all are actors alone (CODEBOOK 4).
SAID = frozenset({"ACCUSE", "THREATEN", "SUPPORT"})


def mutual(tree: Tree, trigger: Trigger) -> bool:
    """Whether the parties of a claim say it of, or to, each other."""
    if trigger.entry.event not in SAID:
        return False
    for at in trigger.words:
        if tree.lemmas[at] in words("trading"):
            return True
        if any(tree.forms[c] in ("mutual", "reciprocal") for c in tree.children[at]):
            return True
    each = any(tree.forms[c] == "each" for s in tree.subjects(trigger.head) for c in (s, *tree.children[s]))
    if each and any(tree.forms[c] == "other" and tree.dep(c) == "obj" for c in tree.children[trigger.head]):
        return True  # "each side blamed the other"
    return any(
        tree.forms[c] in ("each", "one") and c + 1 < len(tree.tokens) and tree.forms[c + 1] in ("other", "another")
        for c in tree.children[trigger.head]
        if c > trigger.head
    )
