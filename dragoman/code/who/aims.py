"""Against whom an operation is that is named by its aim: "the operation to destroy the militia"."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.what.patterns import ARMED
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles, World, parties_of


def by_aim(tree: Tree, trigger: Trigger, roles: Roles, world: World) -> None:
    """ "The operation to destroy the rebels", "a campaign to drive the rebels out": it is against them, as its infinitive says.

    Only of armies and armed groups: an operation to shell a state's port is told so by the port.
    """
    head = trigger.head
    if roles.recipients or trigger.entry.event != "ASSAULT" or tree.tokens[head].pos != "NOUN":
        return
    for clause in (c for c in tree.children[head] if tree.tokens[c].dep == "acl" and tree.marker(c) == "to"):
        if not any(entry.event == "ASSAULT" for entry in load_lexicon().of("verb", tree.lemmas[clause])):
            continue
        args = tree.arguments(clause)
        found = [p for r in ("obj", "from", "of") for h in args.get(r, []) for p in parties_of(tree, h, world)]
        own = {p.id for p in roles.actors}
        roles.recipients = [p for p in found if p.sector in ARMED and p.id not in own]
        roles.reasons.extend(["recipient:its aim"] * bool(roles.recipients))
