"""Two verbs that tell one deed: "shelled and overran the post", "kill and maim villagers"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft


def twins(drafts: Sequence[Draft]) -> list[Draft]:
    """The second of two verbs of one type with nothing but "and" between them and one object, as drafts that tell nothing of their own.

    The first takes what only the second says: how it was done.
    """
    heads = {(d.sentence, d.head): d for d in drafts}
    found: list[Draft] = []
    for second in drafts:
        tree, at = second.tree, second.head
        first = heads.get((second.sentence, at - 2)) if tree.tokens[at].dep == "conj" else None
        if first is None or tree.tokens[at].head != first.head or tree.tokens[at - 1].dep != "cc":
            continue
        if tree.tokens[at].pos != "VERB" or tree.tokens[first.head].pos != "VERB" or first.event != second.event:
            continue
        own = any(tree.tokens[c].dep.startswith("nsubj") for c in tree.children[at])
        if own or first.status != second.status or (first.mode and second.mode and first.mode != second.mode):
            continue
        first.mode = first.mode or second.mode
        first.roles.recipients = first.roles.recipients or second.roles.recipients
        found.append(second)
    return found
