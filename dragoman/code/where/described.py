"""A place that has no name: "on the road to the mine", "from three valleys", "the two bridges".

The codebook of the corpus takes such words for the place of a deed as much as a name (of 787 places in its training part
351 have none). They keep what is written and get the kind that the noun tells; `where.told` adds the country, where it
would have told that of a deed without any place. They have no position.
"""

from __future__ import annotations

from itertools import pairwise

from dragoman.code.trees.tree import Tree
from dragoman.code.where.aside import told_elsewhen
from dragoman.code.where.book import site_words
from dragoman.code.where.places import attributed_to, clause_between, locates
from dragoman.code.who.roles import World
from dragoman.model import Mention, Place

# So many words before the noun, and behind its "of", are a part of what it is called.
LONGEST = 6
# What stands before such a noun and is no part of its name.
LEADING = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your"}
)
# "No road", "any bridge", "which village": no place in particular.
NONE_SUCH = frozenset({"no", "any", "every", "each", "what", "which", "whatever", "some", "another"})
PARTS = frozenset({"amod", "compound", "nummod", "nmod:poss", "det", "nmod:desc", "flat"})
# "The lake port", "border guards": the noun behind them is the place, or none.
MODIFIERS = frozenset({"compound", "amod", "nmod:desc", "nmod:unmarked"})


def described(tree: Tree, trigger: int, event: str, world: World) -> Mention | None:
    """The nameless place in the trigger's own words, the nearest, in no country; None where there is none."""
    best: tuple[int, int] | None = None
    for head in tree.subtree(trigger):
        token = tree.tokens[head]
        if head == trigger or token.text.lower() not in site_words() or token.pos not in ("NOUN", "PROPN"):
            continue
        if token.text.lower() in ("street", "streets") and tree.marker(head) == "to":
            continue  # "took to the streets"
        if tree.dep(head) in MODIFIERS or (tree.dep(head) == "obj" and event == "CONSULT"):
            continue
        if head in world.places or head in world.parties or clause_between(tree, head, trigger):
            continue
        if not locates(tree, head, event, world, trigger=trigger, level=0):
            continue
        if attributed_to(tree, head, trigger) or told_elsewhen(tree, head, trigger) or _no_such(tree, head):
            continue
        rank = (abs(head - trigger), head)
        if best is None or rank < best:
            best = rank
    return _mention(tree, best[1]) if best is not None else None


def _no_such(tree: Tree, head: int) -> bool:
    return any(tree.forms[c] in NONE_SUCH for c in tree.children[head] if c < head)


def _mention(tree: Tree, head: int) -> Mention:
    tokens = tree.tokens
    before = [min(tree.subtree(c), default=c) for c in tree.children[head] if c < head and tree.dep(c) in PARTS]
    first = max(min(before, default=head), head - LONGEST)
    while first < head and tokens[first].text.lower() in LEADING:
        first += 1
    last = head + 1
    for child in tree.children[head]:
        if child > head and tree.dep(child) == "nmod" and tree.marker(child) == "of":
            end = max(tree.subtree(child), default=child) + 1
            if tokens[last].text.lower() == "of" and end - last <= LONGEST:
                last = end
    text = "".join(t.text + " " * (n.start > t.end) for t, n in pairwise(tokens[first:last]))
    text += tokens[last - 1].text
    place = Place(text, None, None, None, site_words()[tokens[head].text.lower()])
    return Mention(
        "place", 0, first, last, head, tokens[first].start, tokens[last - 1].end, text, "described", place=place
    )
