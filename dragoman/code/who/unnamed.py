"""Parties that nobody could resolve: an unresolved name stays a name (CODEBOOK 5), and so does "several provinces".

Only where grammar leaves no doubt who it is: the subject of a verb in the active, whoever a passive's "by" names, and the
object of a verb that is done to people. A word says what sort of somebody it is (`data/nouns.yml`, `data/grammar.yml`), or
the parser's head that learned it from context says so; things and events are nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import phrase
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.who.beside import named_beside
from dragoman.code.who.roles import World
from dragoman.code.who.turned import is_ground
from dragoman.code.words import words
from dragoman.data.book import load_book
from dragoman.data.spellings import slug
from dragoman.model import Party

NOT_KNOWN = "recipient:said, but not who"
ANYBODY = "actor:anybody"
POINTING = frozenset({"i", "we", "he", "she", "it", "they", "you"})
LONG = 6  # blanks in the words for a party: beyond, the tree has lost its way
# Frames of what is done to people: their object is somebody, where the noun says so.
BY_FORCE = frozenset({"kill", "seize", "free", "strike"})
ON_GROUND = frozenset({"seize", "strike"})
DONE_TO = frozenset(
    {"kill", "seize", "free", "accuse", "ask", "praise", "investigate", "sanction", "strike", "threaten"}
)


# Frames of taking ground.
TAKEN = frozenset({"capture", "seize", "rid"})


def name_unresolved(drafts: Sequence[Draft], world: World) -> None:
    """Fill the empty sides of claims with the words for somebody that stand there; who is resolved stays untouched."""
    for draft in drafts:
        tree, frame = draft.tree, draft.trigger.entry.frame
        verb = tree.tokens[draft.head].pos == "VERB"
        args = tree.arguments(draft.head)
        told = {p.start for p in (*draft.roles.actors, *draft.roles.recipients)}
        slots = frame.verb if verb else frame.noun
        doers = [args.get(r, []) for r in slots.get("actor", ()) if r in ("subj", "by", "poss", "between")]
        if frame.name in TAKEN and not verb:  # "the city's seizure": of it, and not by it
            owned = {h for h in args.get("poss", []) if is_ground(tree, h, world.places)}
            doers = [[h for h in heads if h not in owned] for heads in doers]
        if frame.joint:
            doers += [args.get("with", []), args.get("obj", []) if frame.name == "meet" and verb else []]
        if found := _side(tree, doers, world, told, draft.roles.actors, every=frame.joint):
            draft.roles.actors = [*draft.roles.actors, *found]
            told |= {p.start for p in found}
            draft.reasons.append("actor:unresolved")
        if not draft.roles.actors and _from_all_sides(draft, world):
            draft.reasons.append(ANYBODY)
        if verb and not frame.joint:
            relations = ("obj", "iobj") if frame.name in DONE_TO else ("iobj",)
            objects = [h for r in relations if r in slots.get("recipient", ()) for h in args.get(r, [])]
            objects = [h for h in objects if h not in draft.trigger.words]  # "taken hostage"
            if frame.name in BY_FORCE:  # "shelled the villages": whose ground they are is said by where they lie
                objects = [h for h in objects if tree.tokens[h].lemma.lower() not in words("bodies")]
            if frame.name in ON_GROUND:  # "shelled the school": a body too, and its walls are meant
                objects = [h for h in objects if _listed(tree, h, world)]
            if found := _side(tree, [objects], world, told, draft.roles.recipients, every=False):
                draft.roles.recipients = [*draft.roles.recipients, *found]
                draft.reasons.append("recipient:unresolved")
            if not draft.roles.recipients and any(_counts(tree, h) for h in objects):
                draft.reasons.append(NOT_KNOWN)


def _from_all_sides(draft: Draft, world: World) -> bool:
    """ "Calls for Rabat to leave have grown louder", "a deal should induce it to": nobody in particular does, and nobody is to be guessed."""
    tree, token = draft.tree, draft.tree.tokens[draft.head]
    if draft.event not in ("REQUEST", "ACCUSE"):
        return False
    if token.pos == "VERB" and not tree.passive(draft.head):
        subjects = tree.subjects(draft.head)
        return bool(subjects) and all(
            tree.tokens[s].pos == "NOUN" and not somebody(tree, s, world) and s not in world.unresolved
            for s in subjects
        )
    if token.pos != "NOUN" or token.dep not in ("nsubj", "nsubj:pass"):
        return False
    several = token.text.lower() != token.lemma.lower()
    return several and not any(
        c < draft.head and tree.dep(c) in ("det", "nmod", "compound") for c in tree.children[draft.head]
    )


def _counts(tree: Tree, head: int) -> bool:
    """ "Arrested four", "brutalised those who fled": somebody is said, and nobody else is to be guessed."""
    token = tree.tokens[head]
    return token.pos == "NUM" or token.text.lower() in words("anybody")


def _side(
    tree: Tree,
    groups: Sequence[Sequence[int]],
    world: World,
    told: set[int | None],
    known: Sequence[Party],
    *,
    every: bool,
) -> list[Party]:
    """Whoever stands there: anybody where the side is empty, else who is joined with, or takes part beside, somebody known."""
    found: list[Party] = []
    for heads in groups:
        if heads and (every or not known or any(p.start is not None and _inside(tree, heads, p) for p in known)):
            here = _parties(tree, heads, world, told)
            found += [p for p in here if p.start not in [f.start for f in found]] if found else here
        if found and not every:
            break
    return found


def _inside(tree: Tree, heads: Sequence[int], party: Party) -> bool:
    """Whether a party is named at one of the words, not counting what hangs on them."""
    start, end = party.start or 0, party.end or 0
    return True in [start <= tree.tokens[h].start < end for h in heads]


def _parties(tree: Tree, heads: Sequence[int], world: World, told: set[int | None]) -> list[Party]:
    found = []
    for head in heads:
        party = unresolved(tree, head, world)
        if party is not None and party.start not in told:
            found.append(party)
    return found


def unresolved(tree: Tree, head: int, world: World) -> Party | None:
    """The party that a nominal's own words make, where they say that it is somebody."""
    if head in world.parties or head in world.places or head in world.outlets:
        return None
    below = [tree.forms[c] for c in tree.children[head]]
    if "whose" in below:
        return None  # "the squad whose members met him"
    if "such" in [tree.forms[c] for c in tree.children[head] if c < head] and named_beside(tree, head, world.parties):
        return None  # "such groups as the Quill Front": named there
    if not somebody(tree, head, world):
        return None
    start, end, text = phrase(tree, head)
    above = tree.tokens[head].head
    if above >= 0 and tree.tokens[above].lemma in words("charging") and " of " in text:
        text = text[: text.index(" of ")]  # "accused by rights groups of torture"
        end = start + len(text)
    return by_words(tree, head, (start, end, text))


def by_words(tree: Tree, head: int, told: tuple[int, int, str]) -> Party | None:
    """A party known by its words alone (first and last letter, and the words), at `head`.

    None where they hold no letter, or say that there is nobody.
    """
    start, end, text = told
    if any(tree.forms[c] == "no" for c in tree.children[head] if c < head):
        return None  # "no group claimed it"
    if text.count(" ") > LONG:
        token = tree.tokens[head]
        start, end, text = token.start, token.end, token.text
    return Party(f"?{slug(text)}", text, None, None, text, start, end) if slug(text) else None


def somebody(tree: Tree, head: int, world: World) -> bool:
    """Whether a noun stands for people or for a body of them: a kind of party, a person, a unit of a state in the plural.

    Words that no list knows ("airframers") do where the parser takes them for somebody in their sentence.
    """
    if _listed(tree, head, world):
        return True
    token, sense = tree.tokens[head], tree.sentence.sense
    if token.pos != "NOUN" or sense is None or head not in sense.somebody:
        return False
    return token.lemma.lower() not in words("nobody")


def _listed(tree: Tree, head: int, world: World) -> bool:
    """Whether the lists of nouns, or a name, make somebody of it."""
    token = tree.tokens[head]
    lemma = token.lemma.lower()
    if token.pos == "PROPN":
        pointing = token.text.lower() in POINTING  # "We offer", taken for a name
        return not pointing and (head in world.unresolved or head in world.named)
    if token.pos != "NOUN" or lemma in words("nobody"):
        return False
    kind = load_book().noun(lemma)
    return (
        (kind is not None and kind.name != "asset")
        or lemma in people()
        or lemma in words("bodies")
        or lemma in words("organisations")
        or lemma in words("persons")
        or any(tree.tokens[c].text.lower().endswith("year-old") for c in tree.children[head])
    )


@cache
def people() -> frozenset[str]:
    """Nouns of persons and forces."""
    classes = load_lexicon().classes
    return classes["person"] | classes["force"]
