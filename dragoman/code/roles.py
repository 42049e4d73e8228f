"""Who did it to whom: the parties that a trigger's frame finds among its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.code.lexicon import Frame, load_lexicon
from dragoman.code.tree import Tree
from dragoman.code.triggers import Trigger
from dragoman.code.words import words
from dragoman.model import Mention, Party

# Frames whose recipient may be the owner of the thing named: "rejected a call from X", "praised X's patience".
OWNED = frozenset(
    {
        "accuse",
        "praise",
        "oppose",
        "refuse",
        "complain",
        "strike",
        "seize",
        "sanction",
        "agree",
        "yield",
        "investigate",
        "threaten",
        "protest",
        "meet",
        "visit",
        "ease",
        "free",
        "give",
        "host",
        "capture",
        "kill",
    }
)
GOVERNED = frozenset({"with", "to", "against", "on", "for", "between"})
EMPHATIC = frozenset({"itself", "himself", "herself", "themselves", "myself", "ourselves"})
NOMINATIVE = frozenset({"it", "he", "she", "they"})
OWNERS = ("poss", "pre", "by", "of", "from", "between")
# Events that may be done to a country named only by a place in it ("bombed Aleppo").
TERRITORIAL = frozenset({"ASSAULT", "COERCE", "THREATEN"})


@dataclass(slots=True)
class World:
    """What the resolver found in one sentence, by head word."""

    parties: dict[int, Mention] = field(default_factory=dict)
    places: dict[int, Mention] = field(default_factory=dict)
    outlets: dict[int, Mention] = field(default_factory=dict)
    unresolved: dict[int, Mention] = field(default_factory=dict)


@dataclass(slots=True)
class Roles:
    """Parties of a claim; `reasons` names the relations that gave them."""

    actors: list[Party]
    recipients: list[Party]
    reasons: list[str]


def find_roles(tree: Tree, trigger: Trigger, world: World) -> Roles:
    """Actors and recipients of a trigger, in the order they stand in the text."""
    frame = trigger.entry.frame
    args = dict(tree.arguments(trigger.head))
    noun = tree.tokens[trigger.head].pos in ("NOUN", "PROPN")
    slots = frame.noun if noun else frame.verb
    used: set[int] = set()
    reasons: list[str] = []
    covered = set(trigger.words) - {trigger.head}
    args = {r: [h for h in heads if h not in covered] for r, heads in args.items()}
    for word in covered:  # "broke off relations with": what the phrase's own noun governs
        if tree.tokens[word].pos == "NOUN":
            for relation, heads in tree.arguments(word).items():
                if relation not in ("subj", "obj", "pre") and not args.get(relation):
                    args[relation] = list(heads)
    if (
        noun and frame.name == "visit" and "pre" in args
    ):  # "a three-day Kenya tour": where it leads, and nobody who travels
        goal = [h for h in args["pre"] if h in world.places and tree.tokens[h].pos != "ADJ"]
        args = {**args, "pre": [h for h in args["pre"] if h not in goal], "to": [*args.get("to", []), *goal]}
    if frame.name == "complain" and tree.passive(trigger.head):
        # "is displeased by": who feels stands as the subject, and what it is about after "by"
        slots = {**slots, "actor": ("obj",), "recipient": ("subj", *slots.get("recipient", ()))}
    governed = [p for p in trigger.entry.particles if p in args and p not in slots.get("recipient", ())]
    if governed and not slots.get(
        "content"
    ):  # "meddled in Togo's election": what the pattern's own preposition governs
        slots = {**slots, "recipient": (*slots.get("recipient", ()), *governed)}
    away = trigger.entry.event == "SANCTION" and trigger.entry.mode == "withdraw"  # "recalled its envoy from Quito"
    actors = _fill(tree, slots.get("actor", ()), args, world, used, reasons, "actor", every=frame.joint)
    recipients = _fill(
        tree, slots.get("recipient", ()), args, world, used, reasons, "recipient", every=frame.joint, own=actors
    )
    if not actors and not noun:  # "a resolution that called on", "the American text asks": whose it is, acts
        actors = _documents(tree, args.get("subj", []), world, used, reasons)
    inner: dict[str, list[int]] = {}
    if not recipients and not noun:  # "broke off relations with", "paid a visit to": what the object itself governs
        inner = {
            r: h
            for o in args.get("obj", [])
            if o not in used and tree.tokens[o].pos == "NOUN"
            for r, h in tree.arguments(o).items()
            if r in GOVERNED or (away and r == "from")
        }
        recipients = _fill(tree, slots.get("recipient", ()), inner, world, used, reasons, "recipient", every=False)
    if not recipients and frame.name == "ask":
        recipients = _addressed(tree, trigger, slots, args, world, actors, reasons)
    if not recipients and frame.name in OWNED:
        recipients = _owned(tree, slots.get("recipient", ()), args, world, used, reasons, actors)
    if not recipients and (trigger.entry.event in TERRITORIAL or frame.name == "visit" or away):
        recipients = _territory(slots.get("recipient", ()), {**args, **inner}, world, actors, reasons)
    if frame.joint and frame.name != "agree" and not (trigger.entry.event == "SUPPORT" and actors and recipients):
        actors, recipients = _merge(actors, recipients), []
    elif frame.joint and not actors:
        actors, recipients = recipients, []
    actors = [p for p in _distinct(actors) if not _stands_for_another(p, recipients)]
    return Roles(actors, [p for p in _distinct(recipients) if not _itself(p, actors)], reasons)


def _addressed(
    tree: Tree,
    trigger: Trigger,
    slots: Mapping[str, Sequence[str]],
    args: dict[str, list[int]],
    world: World,
    actors: Sequence[Party],
    reasons: list[str],
) -> list[Party]:
    """Who is to do what is asked, where nobody is addressed: "recommended that the assembly adopt it", "a call for Mali to leave"."""
    for relation in slots.get("content", ()):
        for clause in args.get(relation, []):
            if tree.tokens[clause].pos not in ("VERB", "ADJ") or tree.passive(clause) or clause in trigger.words:
                continue
            own = [c for c in tree.children[clause] if tree.tokens[c].dep == "nsubj"]
            found = [p for c in own for h in tree.conjuncts(c) for p in parties_of(tree, h, world)]
            found = [p for p in found if not any(p.id == a.id and _pointing(p) for a in actors)]
            if found:
                reasons.append(f"recipient:{relation}:who is to act")
                return found
    return []


def _stands_for_another(actor: Party, recipients: Sequence[Party]) -> bool:
    """ "They rescued the Quito government": whoever they are, they are not those named after them as somebody else."""
    return (actor.text or "").lower() in NOMINATIVE and any(
        p.id == actor.id and p.start is not None and actor.start is not None and p.start > actor.start
        and not _pointing(p)
        for p in recipients
    )  # fmt: skip


def _pointing(party: Party) -> bool:
    """Whether the words only point back at somebody: "it", "their own troops"."""
    return bool(set((party.text or "").lower().split()) & words("pronouns"))


def _itself(party: Party, actors: Sequence[Party]) -> bool:
    """The actor again ("its", "itself", the same words); an organ of the same state is somebody else (a president and a parliament)."""
    for actor in actors:
        if actor.id == party.id and (
            actor.start == party.start
            or actor.sector == party.sector
            or (party.text or "").lower() in words("pronouns")
        ):
            return True
    return False


def parties_of(tree: Tree, head: int, world: World, *, owner: bool = False, depth: int = 0) -> list[Party]:
    """The parties a nominal names: itself, what it counts ("dozens of soldiers"), or, if asked, who owns it."""
    mention = world.parties.get(head)
    named = _named_beside(tree, head, world)
    if mention is not None and not (named and _loose(mention)):
        return list(mention.parties)
    if named:
        return named
    if depth > 2 or head in world.outlets:
        return []
    token = tree.tokens[head]
    if token.lemma.lower() in words("quantifiers") or token.pos == "NUM" or token.lemma.lower() in ("percent", "%"):
        for c in tree.children[head]:
            if tree.tokens[c].dep.startswith("nmod") and tree.marker(c) == "of":
                found = [p for h in tree.conjuncts(c) for p in parties_of(tree, h, world, depth=depth + 1)]
                if found:
                    return found
    if token.pos in ("PROPN", "NOUN") or owner:
        for c in tree.children[head]:
            if (
                tree.tokens[c].dep in ("appos", "flat", "nmod:desc", "compound")
                and tree.tokens[c].pos in ("PROPN", "NOUN")
                and c in world.parties
            ):
                return list(world.parties[c].parties)
    if owner and token.pos in ("NOUN", "PROPN"):
        args = tree.arguments(head)
        for relation in OWNERS:
            found = [p for h in args.get(relation, []) for p in parties_of(tree, h, world, owner=True, depth=depth + 1)]
            if found:
                return found
    return []


def _loose(mention: Mention) -> bool:
    """A description that only says what sort of party it is, by whose it is or where: "a fellow US ally", "Gulf countries"."""
    return all(p.id.startswith(("region:", "?")) or p.id.endswith("-allies") for p in mention.parties)


def _named_beside(tree: Tree, head: int, world: World) -> list[Party]:
    """States and bodies named beside a common noun: "several countries, Austria and Cyprus among them"; "its ally Gabon"."""
    token = tree.tokens[head]
    if token.pos != "NOUN":
        return []
    end = token.head if token.head > head else len(tree.tokens)  # of a subject, what stands before its verb
    beside = [c for c in tree.children[head] if tree.tokens[c].dep == "appos" and head < c < end]
    if not beside and token.lemma in words("kinds_of_state"):
        # "its ally Gabon", "a partner in the south, Chad": the model may hang the name on another word
        beside = [head + 1] if head + 1 < len(tree.tokens) and tree.marker(head + 1) is None else []
        beside += [
            g for c in tree.children[head] if c > head for g in tree.children[c] if tree.tokens[g].dep == "appos"
        ]
    found: list[Party] = []
    for h in (h for c in beside for h in tree.conjuncts(c)):
        mention = world.parties.get(h)
        if mention is not None and tree.tokens[h].pos == "PROPN" and mention.basis in ("name", "capital"):
            found.extend(mention.parties)
    return found


def _whose(tree: Tree, head: int, world: World) -> list[Party]:
    """ "a militia whose commander demands": whoever has the unknown subject of a relative clause."""
    for c in tree.children[head]:
        if tree.tokens[c].text.lower() == "whose" and tree.tokens[head].head >= 0:
            return [
                p for h in tree.antecedents(c, tree.tokens[head].head) if h != c for p in parties_of(tree, h, world)
            ]
    return []


def _fill(
    tree: Tree,
    relations: Sequence[str],
    args: dict[str, list[int]],
    world: World,
    used: set[int],
    reasons: list[str],
    role: str,
    *,
    every: bool,
    own: Sequence[Party] = (),
) -> list[Party]:
    found: list[Party] = []
    for relation in relations:
        here: list[Party] = []
        for head in args.get(relation, []):
            if head in used:
                continue
            parties = parties_of(tree, head, world) or (_whose(tree, head, world) if relation == "subj" else [])
            if role == "recipient" and tree.tokens[head].text.lower() in EMPHATIC:
                continue  # "have themselves demanded": stresses the subject
            if own and parties and all(_pointing(p) and any(p.id == o.id for o in own) for p in parties):
                continue  # "recalled its envoy from Quito": what is the actor's own is not whom it is done to
            if parties:
                here.extend(parties)
                used.add(head)
        if here:
            found.extend(here)
            reasons.append(f"{role}:{relation}")
            if not every:
                break
    return found


def _documents(tree: Tree, heads: Sequence[int], world: World, used: set[int], reasons: list[str]) -> list[Party]:
    """Whose the text, the aim or the deed is that stands as the subject: "Togo's note asks", "Togo's aim is to arm", "Togo's raids wrecked"."""
    for head in heads:
        lemma = tree.tokens[head].lemma.lower()
        if head in used or tree.tokens[head].pos != "NOUN":
            continue
        found: list[Party] = []
        if lemma in words("documents"):
            found = parties_of(tree, head, world, owner=True)
            found = found or [p for s in tree.arguments(head).get("subj", []) for p in parties_of(tree, s, world)]
        elif lemma in words("deciding") or lemma in words("aims") or load_lexicon().of("noun", lemma):
            args = tree.arguments(head)
            doers = (args.get(relation, []) for relation in ("poss", "pre", "by"))
            found = next((f for hs in doers if (f := [p for h in hs for p in parties_of(tree, h, world)])), [])
        if found:
            reasons.append("actor:subj:owner")
            return found
    return []


def _owned(
    tree: Tree,
    relations: Sequence[str],
    args: dict[str, list[int]],
    world: World,
    used: set[int],
    reasons: list[str],
    own: Sequence[Party],
) -> list[Party]:
    for relation in ("obj", *relations, "over", "of", "for", "poss"):
        for head in args.get(relation, []):
            if head in used:
                continue
            found = parties_of(tree, head, world, owner=True)
            if found and not all(_pointing(p) and any(p.id == o.id for o in own) for p in found):
                reasons.append(f"recipient:{relation}:owner")
                return found
    return []


def _territory(
    relations: Iterable[str], args: dict[str, list[int]], world: World, actors: list[Party], reasons: list[str]
) -> list[Party]:
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


def _merge(left: list[Party], right: list[Party]) -> list[Party]:
    return sorted([*left, *right], key=lambda p: -1 if p.start is None else p.start)


def _distinct(parties: Iterable[Party]) -> list[Party]:
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.id, party)
    return list(found.values())


def content_roots(tree: Tree, trigger: Trigger, frame: Frame) -> list[int]:
    """Words whose subtree is the content of a demand, refusal, promise, threat or accusation."""
    noun = tree.tokens[trigger.head].pos in ("NOUN", "PROPN")
    slots = (frame.noun if noun else frame.verb).get("content", ())
    args = tree.arguments(trigger.head)
    return [h for relation in slots for h in args.get(relation, [])]
