"""Wars named by the country they are in: "the Chadian civil war", "Chad's conflict" on Chadian ground are no act of that state."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.parties import parties_of
from dragoman.code.who.roles import Roles, World
from dragoman.code.words import words
from dragoman.model import Party, Place

# What names somebody whom a war is waged on; where one stands there, whose war it is wages it.
FOES = ("against", "on", "with", "between", "upon")
WITHIN = frozenset({"civil", "internal", "domestic", "internecine"})
THEATRE = "rule:the war is named by where it is"


def by_theatre(tree: Tree, trigger: Trigger, roles: Roles, world: World) -> None:
    """ "Joined the Chadian civil war", "died in the Chad war": the country says where, and has not done it.

    "Togo's war" may be one that it wages; only a civil one is not, or one told on its own ground (`on_own_ground`).
    """
    if trigger.entry.event != "ASSAULT" or not roles.actors or words("wars").isdisjoint(tree.vocabulary):
        return
    own: set[str] = set()
    for war in (
        w for w in {trigger.head, *trigger.words} if tree.lemmas[w] in words("wars") and tree.tokens[w].pos == "NOUN"
    ):
        args = tree.arguments(war)
        if any(args.get(r) for r in FOES):
            continue
        within = any(tree.lemmas[c] in WITHIN for c in tree.children[war])
        if not within and any(p.text for p in roles.recipients):
            continue  # "the Soviet war in Afghanistan"
        before = [h for h in args.get("pre", []) if h < war]
        owners = [*before, *(h for h in args.get("poss", []) if within and tree.tokens[h].pos == "PROPN")]
        named = [p for h in owners for p in parties_of(tree, h, world) if _state(p)]
        own |= {p.id for p in named} if len({p.id for p in named}) == 1 else set()
    if own and any(p.id in own for p in roles.actors):
        roles.actors = [p for p in roles.actors if p.id not in own]
        roles.reasons.append(THEATRE)


def on_own_ground(draft: Draft, place: Place | None) -> None:
    """ "As Chad's war winds down", of one in Chad: nobody is told to fight there, and not the state alone with nobody."""
    roles, tree = draft.roles, draft.tree
    if draft.event != "ASSAULT" or roles.recipients or len(roles.actors) != 1 or place is None:
        return
    if tree.lemmas[draft.head] not in words("wars") or tree.tokens[draft.head].pos != "NOUN":
        return
    (one,) = roles.actors
    if "actor:poss" in draft.reasons and _state(one) and one.code == place.code and one.text == one.name:
        roles.actors = []
        draft.reasons.append(THEATRE)


def _state(party: Party) -> bool:
    return len(party.id) == 3 and party.id.isupper() and party.sector in (None, "GOV")
