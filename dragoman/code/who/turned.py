"""Event nouns whose owner, or the word before them, stands on the other side than with their like."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.what.triggers import Trigger
from dragoman.code.words import words

NEAR = 6  # words behind a deed within which it is said whose it was


def turned(
    tree: Tree, trigger: Trigger, slots: dict[str, tuple[str, ...]], args: dict[str, list[int]]
) -> tuple[dict[str, tuple[str, ...]], dict[str, list[int]]]:
    """Nouns whose owner, or the word before them, is on the other side than with their like."""
    frame, head = trigger.entry.frame.name, trigger.head
    if trigger.entry.event in ("ASSAULT", "COERCE") and (blamed := _ascribed(tree, head)):
        return {**slots, "actor": (*slots.get("actor", ()), "ascribed")}, {**args, "ascribed": blamed}
    if frame == "free" and args.get("poss") and not args.get("of"):  # "after his release"
        return {**slots, "actor": ("by", "pre"), "recipient": ("poss", *slots.get("recipient", ()))}, args
    if (
        frame in ("praise", "give", "grant")
        and tree.marker(head) == "in"
        and (args.get("of") or args.get("with") or args.get("for"))
    ):
        above = tree.tokens[head].head  # "marched in support of the rebels", "a rally in support of the rebels"
        doers = tree.arguments(above) if above >= 0 else {}
        found = next((h for r in ("subj", "poss", "by", "of", "pre") if (h := doers.get(r))), [])
        return {**slots, "actor": ("clause",)}, {**args, "clause": [h for h in found if h != head]}
    if tree.marker(head) == "in" and tree.dep(head) == "obl" and tree.lemmas[head] in words("manners"):
        above = tree.tokens[head].head  # "raided the camp in coordination with Chad", "left in defiance of Gabon"
        told = {**args, "clause": tree.subjects(above) if above >= 0 and not tree.passive(above) else []}
        return {**slots, "actor": (*slots.get("actor", ()), "clause")}, told
    if tree.marker(head) == "with" and tree.lemmas[head] in words("helping_nouns") and args.get("of"):
        above = tree.tokens[head].head  # "shot it down with the help of Chad"
        verb = above >= 0 and tree.tokens[above].pos == "VERB"
        helped = [c for c in tree.children[above] if tree.tokens[c].dep == "obl:agent"] if verb else []
        if verb and not tree.passive(above):
            helped = tree.subjects(above)
        return {**slots, "actor": ("of",), "recipient": ("helped",)}, {**args, "helped": helped}
    if tree.marker(head) == "at" and tree.lemmas[head] in words("inviting"):
        # "came at the invitation of Chad", "its presence is at the invitation of Chad": whoever came, or is there
        there = tree.subjects(head if tree.has(head, "cop") else tree.tokens[head].head)
        whose = [h for s in there for r in ("of", "poss") for h in tree.arguments(s).get(r, [])]
        return {**slots, "recipient": (*slots.get("recipient", ()), "guest")}, {**args, "guest": [*there, *whose]}
    if tree.marker(head) == "under" and tree.lemmas[tree.tokens[head].head] in words("putting"):
        over = tree.tokens[head].head  # "put the mine under sanctions"
        args = {**args, "clause": tree.subjects(over), "hit": tree.arguments(over).get("obj", [])}
        return {**slots, "actor": ("clause",), "recipient": ("hit",)}, args
    if tree.marker(head) == "under" and tree.dep(head) in ("obl", "nmod") and tree.tokens[head].head >= 0:
        below = tree.subjects(tree.tokens[head].head)  # "under pressure from Chad, Mali gave way"
        return {**slots, "recipient": (*slots.get("recipient", ()), "below")}, {**args, "below": below}
    if not trigger.entry.frame.joint and (borne := _borne(tree, head)):
        whom, source = borne
        args = {**args, "whom": whom, "from": [*args.get("from", []), *source]}
        return {**slots, "recipient": ("whom", *slots.get("recipient", ()))}, args
    if trigger.entry.event == "ASSAULT" and (hit := hit_before(tree, head, args)):
        args = {**args, "pre": [h for h in args["pre"] if h not in hit], "bus": hit}
        return {**slots, "recipient": (*slots.get("recipient", ()), "bus")}, args
    return slots, args


def _ascribed(tree: Tree, noun: int) -> list[int]:
    """ "Attacks attributed to the gangs", "a raid blamed on the rebels": who is said to have done it."""
    for c in range(noun + 1, min(noun + NEAR, len(tree.tokens))):  # wherever the model hangs it
        apart = any(tree.dep(g) in ("aux", "nsubj") for g in tree.children[c])
        if tree.dep(c) in ("acl", "conj") and not apart and tree.lemmas[c] in words("ascribing"):
            args = tree.arguments(c)
            return args.get("to") or args.get("on") or []
    return []


def hit_before(tree: Tree, noun: int, args: Mapping[str, Sequence[int]]) -> list[int]:
    """ "The Togolese bus attack", "the embassy bombing": what is attacked, and the word before it, which says whose it is."""
    hit = [c for c in tree.children[noun] if c < noun and tree.tokens[c].dep == "compound" and _ground(tree, c)]
    return [h for h in args.get("pre", ()) if h <= hit[-1]] if hit else []


def is_ground(tree: Tree, head: int, places: Collection[int]) -> bool:
    """Whether a word names a town, a building or a piece of land, and nobody who acts."""
    lemma, classes = tree.lemmas[head], load_lexicon().classes
    return head in places or lemma in classes["place"] or lemma in classes["building"] or lemma in classes["territory"]


def _ground(tree: Tree, head: int) -> bool:
    """Whether a noun is a thing or place that is attacked, and not one that attacks ("a tank raid", "a police raid")."""
    lemma, classes = tree.lemmas[head], load_lexicon().classes
    if tree.tokens[head].pos != "NOUN" or lemma in classes["weapon"]:
        return False
    if lemma in classes["force"] and lemma != "convoy":  # "the aid convoy attack"
        return False
    return lemma in classes["building"] or lemma in classes["vehicle"] or lemma in classes["place"]


def _borne(tree: Tree, noun: int) -> tuple[list[int], list[int]] | None:
    """ "The threat Chad faces from the rebels", "sanctions that Mali endured": whom it is done to, and from whom it comes."""
    for c in tree.children[noun]:
        verb = tree.tokens[c]
        if verb.dep != "acl:relcl" or verb.lemma not in tree.support[1] or verb.lemma == "come" or tree.passive(c):
            continue
        args = tree.arguments(c)
        whom = [h for h in args.get("subj", []) if h != noun]
        if whom:
            return whom, args.get("from", [])
    return None
