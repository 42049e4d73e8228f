"""Two words that tell one deed: "shelled and overran the post", "shelled the port in retaliation for the raid"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.code.drafts import Draft
from dragoman.code.words import words

# What may be got.
GIVEN = frozenset({"AID", "SUPPORT"})


def twins(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that tell again what another one of the sentence tells."""
    return [*_joined(drafts), *_answering(drafts), *_unwilling(drafts)] if len(drafts) > 1 else []


def _unwilling(drafts: Sequence[Draft]) -> list[Draft]:
    """ "Has no intention of leaving": of two refusals, found in "has no" and in "no intention", the second holds what is refused."""
    held = {(d.sentence, d.tree.tokens[d.head].head) for d in drafts if d.event == "REJECT" and d.instead and d.nested}
    return [d for d in drafts if d.event == "REJECT" and (d.sentence, d.head) in held]


def _answering(drafts: Sequence[Draft]) -> list[Draft]:
    """ "Shelled the port in retaliation": the shelling is the retaliation, and there is no other."""
    deeds = {(d.sentence, d.head) for d in drafts}
    return [
        d
        for d in drafts
        if d.tree.lemmas[d.head] in words("reprisals")
        and d.tree.tokens[d.head].pos == "NOUN"
        and d.tree.marker(d.head) in ("in", "as")
        and (d.sentence, d.tree.tokens[d.head].head) in deeds
    ]


def _joined(drafts: Sequence[Draft]) -> list[Draft]:
    """What has no deed of its own: the second of two verbs with nothing but "and" between them and one object, the war fought, the help got.

    The first takes what only the second says: how it was done.
    """
    heads = {(d.sentence, d.head): d for d in drafts}
    found: list[Draft] = []
    for second in drafts:
        tree, at = second.tree, second.head
        if second.trigger.entry.frame.name == "get" and any(
            (second.sentence, h) in heads and heads[second.sentence, h].event in GIVEN
            for h in tree.arguments(at).get("obj", [])
        ):
            found.append(second)  # "received help from Niger": the help tells whose it is
            continue
        if tree.tokens[at].pos == "NOUN" and (verb := _fought(second, heads)) is not None:
            verb.roles.actors = verb.roles.actors or second.roles.actors
            if len(verb.roles.actors) == 1:
                verb.roles.recipients = verb.roles.recipients or second.roles.recipients
            found.append(second)
            continue
        first = heads.get((second.sentence, at - 2)) if tree.tokens[at].dep == "conj" else None
        if first is None or tree.tokens[at].head != first.head or tree.tokens[at - 1].dep != "cc":
            continue
        if tree.tokens[at].pos != "VERB" or tree.tokens[first.head].pos != "VERB" or first.event != second.event:
            continue
        own = any(tree.tokens[c].dep.startswith("nsubj") for c in tree.children[at])
        if own or first.status != second.status or (first.mode and second.mode and first.mode != second.mode):
            continue
        if tree.lemmas[at] in words("killing") and tree.lemmas[first.head] not in words("killing"):
            continue  # "kidnapped and killed", "was struck and killed": first the one and then the other
        first.mode = first.mode or second.mode
        first.roles.recipients = first.roles.recipients or second.roles.recipients
        found.append(second)
    return found


def _fought(noun: Draft, heads: Mapping[tuple[int, int], Draft]) -> Draft | None:
    """The verb whose object only says what sort of fight it is: "fought a civil war with the rebels"."""
    tree, token = noun.tree, noun.tree.tokens[noun.head]
    verb = heads.get((noun.sentence, token.head)) if token.dep == "obj" else None
    if verb is None or tree.tokens[verb.head].lemma != "fight" or verb.event != noun.event or verb.outer is noun:
        return None
    return verb


def named_twice(drafts: Sequence[Draft]) -> list[Draft]:
    """One of two nouns for one event: "a summit meeting", "the Oslo summit was a meeting of Chad and Mali". The other takes its parties."""
    if len(drafts) < 2:
        return []
    heads = {d.head: d for d in drafts}
    found: list[Draft] = []
    for below in drafts:
        tree, at = below.tree, below.head
        dep, over = tree.tokens[at].dep, tree.tokens[at].head
        above = heads.get(over)
        if above is None or above.event != below.event or above.status != below.status:
            continue
        if any(tree.tokens[h].pos not in ("NOUN", "PROPN") for h in (at, over)):
            continue
        if dep == "compound":
            stays, goes = above, below
        elif dep == "nsubj" and tree.has(over, "cop"):
            stays, goes = below, above
        else:
            continue
        stays.mode = stays.mode or goes.mode
        stays.roles.actors.extend(p for p in goes.roles.actors if all(p.id != o.id for o in stays.roles.actors))
        stays.roles.recipients = stays.roles.recipients or goes.roles.recipients
        found.append(goes)
    return found
