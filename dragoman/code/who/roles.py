"""Who did it to whom: the parties that a trigger's frame finds among its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Frame, load_lexicon
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.lands import called_home, territory
from dragoman.code.who.mutual import mutual
from dragoman.code.who.parties import World, own_people, parties_of, whose_subject
from dragoman.code.who.pointed import the_other_side
from dragoman.code.who.same import distinct, itself, merge, pointing, stands_for_another
from dragoman.code.who.sides import ASKING, a_leaving, said_of
from dragoman.code.who.slots import arguments_of, slots_of
from dragoman.code.who.turned import hit_before
from dragoman.code.words import words
from dragoman.model import Party

__all__ = ["Roles", "World", "content_roots", "find_roles", "parties_of"]

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
# Frames of what is done for or against whoever the verb above has as its object: "supports the guards by providing fuel".
MEANS = frozenset({"give", "grant", "sanction", "promise", "praise"})
# Frames of a verdict on a thing, which is laid at its owner's door; frames of a deed done to what is somebody's.
JUDGING = frozenset({"accuse", "praise", "oppose", "refuse", "complain", "protest"})
OF_OTHERS = frozenset({"strike", "seize", "sanction", "capture", "kill", "threaten", "investigate"})
# What is said of whoever does what the clause says: "alleges that", "is glad that".
SAYING = frozenset({"ACCUSE", "SUPPORT"})
GOVERNED = frozenset({"with", "to", "against", "on", "for", "between"})
EMPHATIC = frozenset({"itself", "himself", "herself", "themselves", "myself", "ourselves"})
# Frames whose noun two parties may be at odds over.
DISPUTED = frozenset({"ask", "want", "threaten", "accuse", "oppose", "sanction", "strike"})
# Events that may be done to a country named only by a place in it ("bombed Aleppo").
TERRITORIAL = frozenset({"ASSAULT", "COERCE", "THREATEN"})

# Reasons of a recipient that is only where a deed lies, unless somebody is said to do it there.
THERE = frozenset({"recipient:in", "recipient:in:place"})


# What begins a clause that says when or why something is asked, and not what.
BESIDES = frozenset(
    {"as", "while", "when", "after", "before", "since", "because", "once", "although", "though", "if", "until"}
)


@dataclass(slots=True)
class Roles:
    """Parties of a claim; `reasons` names the relations that gave them."""

    actors: list[Party]
    recipients: list[Party]
    reasons: list[str]


def find_roles(tree: Tree, trigger: Trigger, world: World) -> Roles:
    """Actors and recipients of a trigger, in the order they stand in the text."""
    frame, lemma = trigger.entry.frame, tree.lemmas[trigger.head]
    noun = tree.tokens[trigger.head].pos in ("NOUN", "PROPN")
    used: set[int] = set()
    reasons: list[str] = []
    covered = set(trigger.words) - {trigger.head}
    args = arguments_of(tree, trigger, covered)
    slots, args = slots_of(tree, trigger, args, world, covered)
    if (
        not noun
        and lemma in words("launching")
        and not any(tree.dep(c) == "compound:prt" for c in tree.children[trigger.head])
    ):
        args = {**args, "obj": [h for h in args.get("obj", []) if not _weapon(tree, h)]}
    away = trigger.entry.event == "SANCTION" and trigger.entry.mode == "withdraw"  # "recalled its envoy from Quito"
    actors = _fill(tree, slots.get("actor", ()), args, world, used, reasons, "actor", every=frame.joint)
    recipients = _fill(
        tree, slots.get("recipient", ()), args, world, used, reasons, "recipient", every=frame.joint, own=actors
    )
    if "actor:obj" in reasons and lemma == "leave" and not noun and args.get("subj"):
        actors = []  # "troops to leave Chad": whoever leaves it, known or not, is not Chad
    if frame.joint and not recipients and not noun:  # "joined the coalition", "joined NATO": with the others in it
        within = [p for w in sorted(covered) if tree.dep(w) == "obj" for p in parties_of(tree, w, world)]
        recipients = [p for p in within if p.id.islower() and p.id[0].isalpha()]
        reasons.extend(["recipient:obj"] * bool(recipients))
    if noun and "recipient:in" in reasons:  # "the raid in Togo against Chad's camps": not on Togo
        theirs = [p for h in args.get("against", []) for p in parties_of(tree, h, world, owner=True)]
        recipients = theirs or recipients
    if not actors and not noun:  # "a resolution that called on", "the American text asks": whose it is, acts
        actors = _documents(tree, args.get("subj", []), world, used, reasons)
    if not actors and not noun and lemma == "invite":  # "invited to Chad's summit"
        actors = _documents(tree, args.get("to", []), world, used, reasons)
        actors = [p for p in actors if not any(itself(p, [r]) for r in recipients)]
    inner: dict[str, list[int]] = {}
    if not recipients and not noun:  # "broke off relations with", "paid a visit to": what the object itself governs
        inner = {
            r: h
            for o in args.get("obj", [])
            if o not in used and tree.tokens[o].pos == "NOUN" and not _somebodys(tree, o, frame.name, world)
            for r, h in _governed(tree, o, frame.name).items()
            if r in GOVERNED or (r == "from" and (away or (frame.name in ASKING and not a_leaving(tree, o))))
        }
        recipients = _fill(tree, slots.get("recipient", ()), inner, world, used, reasons, "recipient", every=False)
    if not recipients and frame.name == "ask":
        recipients = _addressed(tree, trigger, slots, args, world, actors, reasons)
    if not recipients and frame.name in MEANS and tree.marker(trigger.head) == "by" and not noun:
        recipients = _by_which(tree, trigger.head, world, actors, reasons)
    if not recipients and frame.name == "complain" and not noun and "actor:obj" in reasons:
        recipients = [p for h in args.get("subj", []) for p in parties_of(tree, h, world, owner=True)]
        reasons.extend(["recipient:subj:owner"] * bool(recipients))  # "Chad's threat alarmed Mali"
    if frame.name == "free" and not actors and (actors := _captors(tree, args, world)):
        reasons.append("actor:who holds them")
    if not recipients and trigger.entry.event in SAYING and tree.tokens[trigger.head].pos != "PROPN":
        recipients = [p for h in said_of(tree, trigger.head, covered) for p in parties_of(tree, h, world)]
        recipients = [p for p in recipients if not any(p.id == a.id for a in actors)]
        reasons.extend(["recipient:of whom it is said"] * bool(recipients))
    if not recipients and frame.name in OF_OTHERS and not noun:  # "struck a Togolese target", "froze Togolese assets"
        recipients = [p for p in _owners_of(tree, covered, world) if not itself(p, actors)]
        reasons.extend(["recipient:obj:owner"] * bool(recipients))
    if not recipients and frame.name == "deal" and lemma in words("buying") and not noun:  # "bought Chadian oil"
        recipients = [p for p in _owners_of(tree, args.get("obj", ()), world) if not itself(p, actors)]
        reasons.extend(["recipient:obj:owner"] * bool(recipients))
    if not recipients and frame.name in OWNED and not (lemma == "discuss" and len(actors) > 1):
        recipients = _owned(tree, trigger, slots.get("recipient", ()), args, world, used, reasons, actors)
    if noun and not actors and len(recipients) == 1 and frame.name in DISPUTED:
        actors = the_other_side(tree, trigger.head, world.parties, recipients[0])
        reasons.extend(["actor:the other side"] * bool(actors))
    elif noun and not recipients and len(actors) == 1 and frame.name in DISPUTED:
        recipients = the_other_side(tree, trigger.head, world.parties, actors[0])
        reasons.extend(["recipient:the other side"] * bool(recipients))
    if not recipients and (trigger.entry.event in TERRITORIAL or frame.name == "visit" or away):
        recipients = territory(slots.get("recipient", ()), {**args, **inner}, world, actors, reasons)
    if noun and away and "envoy" in trigger.entry.object_classes and (not recipients or "recipient:of" in reasons):
        actors, recipients = called_home(tree, args, world, actors, recipients, reasons)
    if noun and not actors and lemma in words("theatres") and not {*reasons}.isdisjoint(THERE):
        recipients = []  # "talks on military action in Chad": where it is, and nobody it is done to
    if actors and recipients:
        recipients = [own_people(p, actors, world) for p in recipients]
    actors, recipients = _told_apart(tree, trigger, args, actors, recipients, reasons)
    if len(actors) > 1 and not recipients and mutual(tree, trigger):
        recipients = list(actors)
        reasons.append("recipient:each other")
    return Roles(actors, recipients, reasons)


def _told_apart(
    tree: Tree,
    trigger: Trigger,
    args: dict[str, list[int]],
    actors: list[Party],
    recipients: list[Party],
    reasons: Sequence[str],
) -> tuple[list[Party], list[Party]]:
    """Both sides with each party once: who takes part in a joint deed is an actor, and nobody does it to himself."""
    frame = trigger.entry.frame
    if frame.joint and frame.name != "agree" and not (trigger.entry.event == "SUPPORT" and actors and recipients):
        actors, recipients = merge(actors, recipients), []
    elif frame.joint and not actors and not _somebody_acts(tree, trigger, args, reasons):
        actors, recipients = recipients, []
    if actors:
        actors = [p for p in distinct(actors) if not stands_for_another(p, recipients)]
    if recipients:
        recipients = [p for p in distinct(recipients) if not itself(p, actors)]
    return actors, recipients


def _owners_of(tree: Tree, things: Iterable[int], world: World) -> list[Party]:
    """Whose the object is that belongs to the trigger's own phrase: "froze Togolese assets"."""
    found: list[Party] = []
    for thing in (w for w in things if tree.dep(w) == "obj" and tree.tokens[w].pos == "NOUN"):
        if _weapon(tree, thing) and tree.lemmas[tree.tokens[thing].head] in words("launching") | {"use"}:
            continue
        args = tree.arguments(thing)
        owners = next((args[r] for r in ("poss", "by", "of", "pre") if args.get(r)), [thing])
        theirs = [p for h in owners for p in parties_of(tree, h, world)]
        found += theirs or parties_of(tree, thing, world)
    return found


def _weapon(tree: Tree, thing: int) -> bool:
    """ "Launched missiles from Chadian soil", "fired Chadian rockets at Togo": whose weapons they are is not whom they hit."""
    return tree.lemmas[thing] in load_lexicon().classes["weapon"]


def _somebodys(tree: Tree, noun: int, frame: str, world: World) -> bool:
    """ "Rejected Chad's deal with Mali": of a judged thing its owner goes before whom it governs."""
    poss = [c for c in tree.children[noun] if tree.tokens[c].dep == "nmod:poss" and c in world.parties]
    return frame in JUDGING and bool(poss) and not all(pointing(p) for c in poss for p in world.parties[c].parties)


def _governed(tree: Tree, noun: int, frame: str) -> Mapping[str, list[int]]:
    """What a noun governs; "asked for help for the search from Chad": the model may hang the giver on the last noun."""
    args = tree.arguments(noun)
    if frame not in ASKING or args.get("from"):
        return args
    below = [g for r in ("for", "in", "with") for h in args.get(r, []) for g in tree.arguments(h).get("from", [])]
    return {**args, "from": below}


def _by_which(tree: Tree, head: int, world: World, actors: Sequence[Party], reasons: list[str]) -> list[Party]:
    """ "Supports the guards by providing fuel", "punished Chad by cutting aid": whoever is supported, or punished, by it."""
    above = tree.tokens[head].head
    if tree.dep(head) != "advcl" or tree.tokens[above].pos != "VERB":
        return []
    found = [p for h in tree.arguments(above).get("obj", []) for p in parties_of(tree, h, world)]
    found = [p for p in found if not itself(p, actors)]
    reasons.extend(["recipient:of the verb above"] * bool(found))
    return found


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
            if tree.dep(clause) == "advcl" and tree.marker(clause) in BESIDES:
                continue  # "ordered its men to advance, as the envoy was arriving"
            own = [c for c in tree.children[clause] if tree.tokens[c].dep == "nsubj"]
            found = [p for c in own for h in tree.conjuncts(c) for p in parties_of(tree, h, world)]
            found = [p for p in found if not any(p.id == a.id and pointing(p) for a in actors)]
            if found:
                reasons.append(f"recipient:{relation}:who is to act")
                return found
    return []


def _somebody_acts(tree: Tree, trigger: Trigger, args: dict[str, list[int]], reasons: Sequence[str]) -> bool:
    """ "If the regions accept Peru's offer": nobody knows who they are, and whose the thing is has not done it."""
    if tree.tokens[trigger.head].pos != "VERB" or tree.passive(trigger.head):
        return False
    owned = any(r.startswith("recipient:") and r.endswith(":owner") for r in reasons)
    return owned and any(tree.tokens[h].pos in ("NOUN", "PROPN") for h in args.get("subj", []))


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
            parties = parties_of(tree, head, world) or (whose_subject(tree, head, world) if relation == "subj" else [])
            if role == "recipient" and tree.forms[head] in EMPHATIC:
                continue  # "have themselves demanded": stresses the subject
            if own and parties and all(pointing(p) and any(p.id == o.id for o in own) for p in parties):
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
        lemma = tree.lemmas[head]
        if head in used or tree.tokens[head].pos != "NOUN":
            continue
        found: list[Party] = []
        if lemma in words("documents"):
            above = tree.tokens[head].head
            if above >= 0 and tree.dep(head) == "obj" and tree.tokens[above].lemma in words("making"):
                # "Gore released a statement taking Bush to task"
                found = [p for s in tree.arguments(above).get("subj", []) for p in parties_of(tree, s, world)]
            found = found or parties_of(tree, head, world, owner=True)
            found = found or [p for s in tree.arguments(head).get("subj", []) for p in parties_of(tree, s, world)]
        elif lemma in words("deciding") or lemma in words("aims") or load_lexicon().of("noun", lemma):
            args = tree.arguments(head)
            hit = hit_before(tree, head, args)
            doers = ([h for h in args.get(relation, []) if h not in hit] for relation in ("poss", "pre", "by"))
            found = next((f for hs in doers if (f := [p for h in hs for p in parties_of(tree, h, world)])), [])
        if found:
            reasons.append("actor:subj:owner")
            return found
    return []


def _owned(
    tree: Tree,
    trigger: Trigger,
    relations: Sequence[str],
    args: dict[str, list[int]],
    world: World,
    used: set[int],
    reasons: list[str],
    own: Sequence[Party],
) -> list[Party]:
    for relation in ("obj", *relations, "over", "of", "for", "poss"):
        for head in args.get(relation, []):
            if head in used or (relation == "over" and tree.tokens[head].pos == "PRON"):
                continue  # "accuses Chad of arming the rebels and has broken with it over this"
            if tree.lemmas[head] in ("time", "level"):
                continue  # "for the first time since Quill took office", "to their lowest level"
            if trigger.entry.frame.name == "free" and _captors(tree, {"obj": [head]}, world):
                continue  # "freed two nuns held by the rebels": the nuns
            found = parties_of(tree, head, world, owner=True)
            if not found and tree.tokens[trigger.head].dep == "acl:relcl" and tree.tokens[trigger.head].head == head:
                # "keeps a policy that Togo deplores": whoever keeps it
                found = [p for h in tree.arguments(head).get("subj", []) for p in parties_of(tree, h, world)]
            if found and not all(pointing(p) and any(p.id == o.id for o in own) for p in found):
                reasons.append(f"recipient:{relation}:owner")
                return found
    return []


def _captors(tree: Tree, args: dict[str, list[int]], world: World) -> list[Party]:
    """ "Two nuns held by the rebels were freed": whoever holds them frees them, where nobody else is said to."""
    for head in (h for relation in ("obj", "of") for h in args.get(relation, [])):
        for c in tree.children[head]:
            if tree.dep(c) == "acl" and tree.tokens[c].lemma in words("captive") and tree.passive(c):
                found = [p for h in tree.arguments(c).get("subj", []) for p in parties_of(tree, h, world)]
                if found:
                    return found
    return []


def content_roots(tree: Tree, trigger: Trigger, frame: Frame) -> list[int]:
    """Words whose subtree is the content of a demand, refusal, promise, threat or accusation."""
    noun = tree.tokens[trigger.head].pos in ("NOUN", "PROPN")
    slots = (frame.noun if noun else frame.verb).get("content", ())
    args = tree.arguments(trigger.head)
    return [h for relation in slots for h in args.get(relation, [])]
