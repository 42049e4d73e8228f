""" "Each accused the other", "talks with Chad", its minister said: the sides that the sentence leaves to the one before, or to whoever speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.modals import speaking_party
from dragoman.code.who.same import root, wordless
from dragoman.model import Party, Voice

REACH = 2  # sentences in which the two that were told of together are still "each" and "both"
EACH = frozenset({"each", "both"})
# Sectors of those who speak for a state.
OFFICIAL = frozenset({"GOV", "MIL"})


def each_of_them(drafts: Sequence[Draft]) -> None:
    """ "Peru and Chile signed a truce, but each accused the other of breaking it": both, of each other; drafts in text order."""
    for n, draft in enumerate(drafts):
        if draft.roles.actors or not _each(draft):
            continue
        both = _pair(draft, drafts[:n])
        if not both:
            continue
        draft.roles.actors = [wordless(p) for p in both]
        draft.reasons.append("actor:told together before")
        if not draft.trigger.entry.frame.joint and not draft.roles.recipients and _the_other(draft.tree, draft.head):
            draft.roles.recipients = [wordless(p) for p in both]
            draft.reasons.append("recipient:each other")
        for inner in draft.nested:
            if draft.event in ("ACCUSE", "AGREE") and not inner.roles.actors:
                inner.roles.actors = [wordless(p) for p in both]
                inner.reasons.append(f"actor:from {draft.event}")


def talks_of_ours(drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]) -> None:
    """ "The foreign minister of Peru said there were no talks with Chile": Peru's, where nobody else is said to take part."""
    for draft in drafts:
        noun = draft.tree.tokens[draft.head].pos == "NOUN"
        alone = len(draft.roles.actors) == 1 and not draft.roles.recipients and "recipient:with" in draft.reasons
        if draft.event != "CONSULT" or not noun or not alone or draft.outer is not None:
            continue
        party = speaking_party(speaker(draft))
        if party is None or party.sector not in OFFICIAL or party.code is None:
            continue
        if root(party) not in {root(p) for p in draft.roles.actors}:
            draft.roles.actors = [party, *draft.roles.actors]
            draft.reasons.append("actor:who says so")


def _each(draft: Draft) -> bool:
    tree = draft.tree
    if tree.tokens[draft.head].pos != "VERB" or tree.passive(draft.head):
        return False
    own = [s for s in tree.children[draft.head] if tree.dep(s) == "nsubj"]
    return bool(own) and all(tree.forms[s] in EACH and not tree.children[s] for s in own)


def _the_other(tree: Tree, head: int) -> bool:
    return any(tree.dep(c) == "obj" and tree.forms[c] == "other" for c in tree.children[head])


def _pair(draft: Draft, before: Sequence[Draft]) -> list[Party]:
    """The two that the report has just told of together."""
    for earlier in reversed(before):
        if draft.sentence - earlier.sentence > REACH:
            break
        parties = {root(p): p for p in (*earlier.roles.actors, *earlier.roles.recipients)}
        if len(parties) == 2 and not any(id.startswith("?") for id in parties):
            return list(parties.values())
    return []
