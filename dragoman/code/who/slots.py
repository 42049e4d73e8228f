"""Which relations of a trigger's words fill which role: the slots of its frame, put right by what stands around the trigger."""

from __future__ import annotations

from collections.abc import Set

from dragoman.code.trees.tree import Arguments, Tree
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.parties import World
from dragoman.code.who.sides import ASKING, Slots, a_leaving, placed
from dragoman.code.who.turned import is_ground, turned
from dragoman.code.words import words

# Relations by role; the words that stand in each relation are the arguments.

# Frames of taking ground, whose owner in the genitive is what is taken: "the city's seizure", "Port Quill's capture".
TAKEN = frozenset({"capture", "seize", "rid"})
ABOUT = ("about", "over", "against", "of")


def arguments_of(tree: Tree, trigger: Trigger, covered: Set[int]) -> Arguments:
    """What the words of a trigger govern, the words themselves apart (`covered` are those beside its head)."""
    args = dict(tree.arguments(trigger.head))
    for relation, heads in args.items() if covered else ():
        if not covered.isdisjoint(heads):
            args[relation] = [h for h in heads if h not in covered]
    for word in covered:  # "broke off relations with": what the phrase's own noun governs
        if tree.tokens[word].pos == "VERB" and not args.get("obj"):  # "voted to impeach the president"
            below = tree.arguments(word)  # "a campaign to free the town from the rebels"
            taken = below.get("from", []) if tree.tokens[word].lemma in words("regaining") else []
            args["obj"] = taken or below.get("obj", [])
        if tree.tokens[word].pos == "NOUN" and tree.marker(word) != "as":  # not "denounced it as a surrender to Togo"
            for relation, heads in tree.arguments(word).items():
                if relation not in ("subj", "obj", "pre") and not args.get(relation):
                    args[relation] = list(heads)
    return args


def slots_of(tree: Tree, trigger: Trigger, args: Arguments, world: World, covered: Set[int]) -> tuple[Slots, Arguments]:
    """The relations that fill the roles of a trigger, and its arguments, as its voice, its particles and its lemma have them."""
    frame, lemma = trigger.entry.frame, tree.lemmas[trigger.head]
    noun = tree.tokens[trigger.head].pos in ("NOUN", "PROPN")
    slots: Slots = frame.noun if noun else frame.verb
    if noun and frame.name == "visit" and "pre" in args:
        # "a three-day Kenya tour": where it leads, and nobody who travels
        goal = [h for h in args["pre"] if h in world.places and tree.tokens[h].pos != "ADJ"]
        args = {**args, "pre": [h for h in args["pre"] if h not in goal], "to": [*args.get("to", []), *goal]}
    if frame.joint and (
        beside := [h for h in args.get("along", []) if any(tree.forms[c] == "with" for c in tree.children[h])]
    ):
        args = {**args, "alongside": [*args.get("alongside", []), *beside]}  # "trained along with Chad"
    if frame.name == "complain" and tree.passive(trigger.head):
        # "is displeased by": who feels stands as the subject, and what it is about after "by"
        slots = {**slots, "actor": ("obj",), "recipient": ("subj", *slots.get("recipient", ()))}
    if lemma in words("bound") and not noun and tree.passive(trigger.head) and not args.get("subj"):
        args = {**args, "subj": args.get("obj", []), "obj": []}  # "is committed to helping"
    if lemma in words("complaining") and any(args.get(r) for r in ABOUT):
        args = {
            r: h for r, h in args.items() if r != "to"
        }  # "complained to the court about Togo": the court is no culprit
    governed = [] if slots.get("content") else _governed_by_pattern(trigger, slots, args)
    if governed:  # "meddled in Togo's election"
        slots = {**slots, "recipient": (*slots.get("recipient", ()), *governed)}
    if noun:
        slots, args = turned(tree, trigger, slots, args)
        if frame.name in TAKEN:  # "the city's seizure"
            ground = [h for h in args.get("poss", []) if h not in world.parties and is_ground(tree, h, world.places)]
            owners = [h for h in args.get("poss", []) if h not in ground]
            args = {**args, "poss": owners, "of": [*args.get("of", []), *ground]} if ground else args
    slots, args = placed(tree, trigger, slots, args, world.parties)
    if frame.name in ASKING and args.get("from") and any(a_leaving(tree, h) for h in (*covered, *args.get("obj", []))):
        args = {r: h for r, h in args.items() if r != "from"}  # "wants the withdrawal of troops from Togo"
    return slots, args


def _governed_by_pattern(trigger: Trigger, slots: Slots, args: Arguments) -> list[str]:
    """The prepositions of the entry's own pattern, which bring a recipient where the frame has no other place for them."""
    frame = trigger.entry.frame.name
    governed = [p for p in trigger.entry.particles if p in args and p not in slots.get("recipient", ())]
    if frame in ("leave", "pull"):  # "Chad's exit from Mali": where from, and nobody it is done to
        governed = [p for p in governed if p != "from"]
    if frame == "clash":  # "the battle for the port", "at odds over the lake": between others
        governed = [p for p in governed if p not in ("for", "over")]
    return governed
