"""Where it happened: the place a claim's own words give, never one the text does not connect with it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.roles import World
from dragoman.code.tree import Tree
from dragoman.code.words import words
from dragoman.model import Mention, Party

LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "across",
        "inside",
        "outside",
        "around",
        "over",
        "into",
        "within",
        "throughout",
        "off",
        "along",
        "from",
        "to",
        "toward",
        "towards",
        "between",
        "beyond",
        "onto",
        "through",
        "north",
        "south",
        "east",
        "west",
        "of",
    }
)
# Prepositions that name a place only where something moves.
DIRECTED = frozenset({"from", "to", "toward", "towards", "into", "onto", "of", "through"})
MOVING = frozenset({"RETREAT", "MOBILIZE", "AID", "CONSULT", "ASSAULT", "COERCE"})
# Events whose object may itself be the place ("left the town", "captured the port", "visited Cairo").
AT_OBJECT = frozenset({"RETREAT", "ASSAULT", "CONSULT", "COERCE"})


def find_place(tree: Tree, trigger: int, event: str, world: World, parties: Sequence[Party] = ()) -> Mention | None:
    """The nearest place that stands in the trigger's own phrase, else in the clauses above it, else none."""
    if not world.places:
        return None
    top = trigger
    # Who is asked, accused or helped is a party there and no place, though a country's name is both.
    taken = {p.start for p in parties} if event not in AT_OBJECT else set()
    best: tuple[int, int, Mention] | None = None
    for level, at in enumerate([trigger, *tree.ancestors(trigger)]):
        for head, mention in world.places.items():
            if mention.start in taken or _attributed(tree, head, at):
                continue
            if not tree.under(head, at) or not _locates(tree, head, event, world, own=level == 0):
                continue
            rank = (level, _distance(tree, head, top))
            if best is None or rank < (best[0], best[1]):
                best = (*rank, mention)
        if best is not None:
            return best[2]
    return None


def _locates(tree: Tree, head: int, event: str, world: World, *, own: bool) -> bool:
    """Whether a place stands as a place: after a locative preposition, or as the object of a verb that takes one."""
    token = tree.tokens[head]
    at = head
    while tree.tokens[at].dep == "conj" and tree.tokens[at].head >= 0:
        at = tree.tokens[at].head
    dep = tree.dep(at)
    marker = tree.marker(at)
    if dep in ("obl", "nmod", "advmod", "obj", "nsubj", "appos", "advcl") and marker in LOCATIVE:
        if marker in ("between", "of") and head in world.parties:
            return False  # "relations between Paris and Bonn", "the pact of Tehran": governments, not places
        if marker == "from" and event == "ASSAULT":
            return False  # where bombers come from is not where the bombs fall
        if marker in DIRECTED and event not in MOVING:
            # "the war in the north of X", "a call from X": from and of name owners unless the place is no actor
            return head not in world.parties
        return True
    if dep == "obj" and own and event in AT_OBJECT:
        return True
    if dep in ("compound", "nmod:unmarked", "appos") and head not in world.parties:
        return True
    return token.dep == "nmod:poss" and head not in world.parties


def _attributed(tree: Tree, head: int, top: int) -> bool:
    """Whether a place only says where a voice is: "according to agents in Bombay", "the ministry in Nairobi said"."""
    at = head
    while at >= 0 and at != top:
        if any(tree.tokens[c].text.lower() == "according" for c in tree.children[at]):
            return True
        over = tree.tokens[at].head
        if tree.dep(at) == "nsubj" and over >= 0 and tree.tokens[over].lemma.lower() in words("speech"):
            return True
        at = over
    return False


def _distance(tree: Tree, head: int, trigger: int) -> int:
    return abs(head - trigger)
