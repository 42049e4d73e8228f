"""What is only talked about: nobody outside of what is discussed has done it."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.what.thresholds import discussing

# What stands between a talk and its topic.
ON = frozenset({"on", "about", "over", "regarding", "concerning"})


def topic_of(tree: Tree, head: int, own: Collection[int]) -> frozenset[int] | None:
    """The words of the topic that `head` stands in, None outside of one; `own` are words that make none.

    "Peru hosts talks with Chile to discuss the attack", "talks with Chile on military action": neither has done it.
    """
    at, above = head, tree.tokens[head].head
    while above >= 0:
        token = tree.tokens[above]
        lemma = token.lemma.lower()
        if lemma in discussing():
            return frozenset(tree.subtree(above)) - set(tree.subjects(above)) if above not in own else None
        if token.pos == "NOUN" and tree.marker(at) in ON and above not in own and _a_talk(lemma):
            return frozenset(tree.subtree(at))
        things = [c for c in tree.children[above] if tree.dep(c) == "obj"] if token.pos == "VERB" else []
        if tree.marker(at) in ON and any(c not in own and _a_talk(tree.lemmas[c]) for c in things):
            return frozenset(tree.subtree(at))  # "held talks on the raids": the model may hang the raids on the holding
        at, above = above, token.head
    return None


def _a_talk(lemma: str) -> bool:
    return any(entry.event == "CONSULT" for entry in load_lexicon().of("noun", lemma))
