"""States that only a place names: whose town was bombed, from which capital an envoy is called home."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.code.trees.tree import Tree
from dragoman.code.who.parties import World, parties_of
from dragoman.code.who.same import itself
from dragoman.model import Party


def territory(
    relations: Iterable[str], args: dict[str, list[int]], world: World, actors: list[Party], reasons: list[str]
) -> list[Party]:
    """The state of a place that the relations lead to, unless it is the actors' own: "bombed Aleppo", "recalled its envoy from Quito"."""
    own = {a.code for a in actors}
    for relation in relations:
        for head in args.get(relation, []):
            mention = world.places.get(head)
            if mention is None or mention.place is None or mention.place.code is None or mention.place.code in own:
                continue
            code = mention.place.code
            reasons.append(f"recipient:{relation}:place")
            return [
                Party(
                    id=code,
                    name=mention.place.name,
                    code=code,
                    sector=None,
                    text=mention.text,
                    start=mention.start,
                    end=mention.end,
                )
            ]
    return []


def called_home(
    tree: Tree,
    args: dict[str, list[int]],
    world: World,
    actors: list[Party],
    envoys: list[Party],
    reasons: list[str],
) -> tuple[list[Party], list[Party]]:
    """ "The recall of its ambassador from Lima": whose the envoy is recalls him, and Peru is whom it is aimed at."""
    reasons[:] = [r for r in reasons if r != "recipient:of"]
    if envoys and not actors:
        reasons.append("actor:of")
    actors = actors or envoys
    for head in args.get("of", []):
        inner = {**args, **tree.arguments(head)}
        for relation in ("from", "to", "in"):
            hosts = [p for h in inner.get(relation, []) for p in parties_of(tree, h, world)]
            hosts = [p for p in hosts or territory((relation,), inner, world, actors, reasons) if not itself(p, actors)]
            if hosts:
                return actors, hosts
    return actors, []
