"""Whom a nominal names: the parties at its words, those it counts, those beside it, or whoever owns it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dragoman.code.trees.tree import Tree
from dragoman.code.who.beside import loose, named_beside
from dragoman.code.who.pointed import called_what, held_for, of_the_pair
from dragoman.code.words import words
from dragoman.model import Mention, Party

OWNERS = ("poss", "pre", "by", "of", "from", "between")


@dataclass(slots=True)
class World:
    """What the resolver found in one sentence, by head word.

    `named` are the words of names of persons and bodies, `people` those of persons.
    """

    parties: dict[int, Mention] = field(default_factory=dict)
    places: dict[int, Mention] = field(default_factory=dict)
    outlets: dict[int, Mention] = field(default_factory=dict)
    unresolved: dict[int, Mention] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)


def parties_of(tree: Tree, head: int, world: World, *, owner: bool = False, depth: int = 0) -> list[Party]:
    """The parties a nominal names: itself, what it counts ("dozens of soldiers"), or, if asked, who owns it."""
    if tree.tokens[head].dep == "flat" and head not in world.parties:
        head = tree.tokens[head].head  # the surname of a name
    mention = world.parties.get(head) if not tree.tokens[head].text.endswith("$") else None  # "US$ 5 billion"
    if mention is not None and not loose(mention):
        return list(mention.parties)
    if tree.tokens[head].pos in ("NOUN", "NUM") and (named := named_beside(tree, head, world.parties)):
        return named
    if mention is not None:
        return list(mention.parties)
    if depth > 2 or head in world.outlets:
        return []
    token = tree.tokens[head]
    if (ordered := of_the_pair(tree, head, world.parties)) is not None:
        return ordered
    if tree.forms[head] == "what":
        called = called_what(tree, head)
        return parties_of(tree, called, world, owner=True, depth=depth + 1) if called is not None else []
    lemma = tree.lemmas[head]
    if lemma in words("quantifiers") or token.pos == "NUM" or lemma in ("percent", "%"):
        for c in tree.children[head]:
            if tree.tokens[c].dep.startswith("nmod") and tree.marker(c) == "of":  # "four of them", "both of whom"
                counted = tree.antecedents(c, token.head)
                found = [p for h in counted for p in parties_of(tree, h, world, depth=depth + 1)]
                if found:
                    return found
        some = [c for c in tree.children[head] if c > head and tree.marker(c) == "including"]
        if found := [
            p for c in some for h in tree.conjuncts(c) if h in world.parties for p in world.parties[h].parties
        ]:
            return found  # "many of his friends, including Ada Quill"
    if lemma in words("programmes"):  # "the transport ministry's Open Roads programme"
        own = [c for c in tree.children[head] if tree.tokens[c].dep == "nmod:poss" and c in world.parties]
        if own:
            return list(world.parties[own[0]].parties)
    if lemma in words("desks"):  # "the ministry's Africa Desk" is the ministry's, and nobody in Africa
        own = [c for c in tree.children[head] if tree.tokens[c].dep == "nmod:poss"]
        return [p for c in own for p in parties_of(tree, c, world, depth=depth + 1)]
    if token.pos in ("PROPN", "NOUN") or owner:
        for c in tree.children[head]:
            if (
                tree.tokens[c].dep in ("appos", "flat", "nmod:desc", "compound")
                and tree.tokens[c].pos in ("PROPN", "NOUN")
                and c in world.parties
            ):
                return list(world.parties[c].parties)
    for h in held_for(tree, head) if token.pos == "NOUN" and tree.marker(head) == "as" else ():
        if h in world.parties:
            return list(world.parties[h].parties)
    if owner and token.dep == "obj" and tree.lemmas[token.head] in words("enacting") and not tree.passive(token.head):
        # "the Council adopted a resolution, drafted by Togo, which demands": the Council demands it
        passed = [p for h in tree.subjects(token.head) for p in parties_of(tree, h, world, depth=depth + 1)]
        if passed:
            return passed
    if owner and token.pos in ("NOUN", "PROPN") and lemma not in words("opposed"):  # no rival of Chad is Chad
        for c in (c for c in tree.children[head] if tree.dep(c) == "acl" and c > head):
            # "a resolution drafted by Togo", "the bus carrying soldiers"
            made, inner = tree.lemmas[c], tree.arguments(c)
            relation = (
                "subj" if tree.passive(c) and made in words("making") else "obj" if made in words("holding") else ""
            )
            found = [p for h in inner.get(relation, []) if h != head for p in parties_of(tree, h, world)]
            if found:
                return found
        args = tree.arguments(head)
        for relation in OWNERS:
            found = [p for h in args.get(relation, []) for p in parties_of(tree, h, world, owner=True, depth=depth + 1)]
            if found:
                return found
    return []


def whose_subject(tree: Tree, head: int, world: World) -> list[Party]:
    """ "a militia whose commander demands": whoever has the unknown subject of a relative clause."""
    for c in tree.children[head]:
        if tree.forms[c] == "whose" and tree.tokens[head].head >= 0:
            return [
                p for h in tree.antecedents(c, tree.tokens[head].head) if h != c for p in parties_of(tree, h, world)
            ]
    return []


def own_people(party: Party, actors: Sequence[Party], world: World) -> Party:
    """ "The president of Chad called on Chadians": whom a state's own ruler addresses or hurts by its name are its people."""
    if party.id != party.code or party.start is None or party.id not in {a.id for a in actors}:
        return party
    said = any(m.start == party.start and m.basis == "demonym" for m in world.parties.values())
    plural = (party.text or "").endswith("s") and " " not in (party.text or "")
    return replace(party, id=f"{party.code}.CVL", sector="CVL") if said and plural else party
