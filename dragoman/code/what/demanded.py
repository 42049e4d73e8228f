""" "This must stop", "the onus is on Chad to free them", "there is a need to act": demands that name nobody, or somebody apart from the deed.

Whoever says so makes the demand (CODEBOOK 2); `modals` has those whose deed names who is to do it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, unwritten
from dragoman.code.what.modals import spoken, wondered
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles, World
from dragoman.code.words import words
from dragoman.model import Party, Voice

# Who speaks of what they themselves must do demands nothing.
OURSELVES = frozenset({"i", "we", "us"})


@cache
def _entry() -> Entry:
    return unwritten("must", "verb", "REQUEST", "ask", where="modal")


@cache
def _words_of_turns() -> frozenset[str]:
    return words("needs") | words("burdens") | words("behoving")


def open_demands(
    number: int, tree: Tree, world: World, drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]
) -> list[Draft]:
    """A REQUEST for each "must" a party says of a deed that nobody is named for, and for each "it is up to Chad to go"."""
    said = tree.vocabulary
    if "must" not in said and "it" not in said and _words_of_turns().isdisjoint(said):
        return []
    taken = {w for d in drafts for w in (d.head, *d.trigger.words)}
    by_head = {d.head: d for d in drafts}
    found = []
    for i, token in enumerate(tree.tokens):
        turn = _turn(tree, i, world) if tree.marker(i) == "to" else None
        if turn is not None and turn[0] not in taken:
            found.extend(_asked(number, tree, turn[0], turn[1], by_head.get(i), speaker))
        elif tree.lemmas[i] in words("needs") and i not in taken and _there_is(tree, i):
            found.extend(_asked(number, tree, i, [], _needed(tree, i, by_head), speaker))
        elif tree.forms[i] == "must" and token.dep == "aux" and i not in taken:
            verb = token.head
            if verb not in taken and _nobody_told(tree, verb, world):
                found.extend(_asked(number, tree, i, [], None, speaker))
    return found


def _asked(
    number: int,
    tree: Tree,
    at: int,
    told: list[Party],
    deed: Draft | None,
    speaker: Callable[[Draft], Voice | None],
) -> list[Draft]:
    """The demand at a word, if a party makes it; `deed` is the claim it is about."""
    draft = Draft(number, tree, Trigger(at, _entry(), (at,)), Roles([], list(told), []), "actual", ["modal"])
    draft.mode = "change"
    if not spoken(draft, speaker):
        return []
    if deed is not None and deed.outer is None:
        deed.outer, deed.status = draft, "requested"
        deed.roles.actors = deed.roles.actors or list(told)
        draft.nested.append(deed)
    return [draft]


def _nobody_told(tree: Tree, verb: int, world: World) -> bool:
    """Whether a clause with "must" says what is to be and not who is to do it: "must be freed", "this must end", "there must be"."""
    token = tree.tokens[verb]
    there = any(tree.dep(c) == "expl" and tree.forms[c] == "there" for c in tree.children[verb])
    if token.pos != "VERB" or token.dep in ("advcl", "acl:relcl", "acl") or (wondered(tree, verb) and not there):
        return False
    if tree.lemmas[verb] in words("no_deeds") or any(
        tree.tokens[c].lemma == "have" and tree.dep(c) == "aux" for c in tree.children[verb]
    ):
        return False
    if any(tree.forms[s] in OURSELVES for s in tree.subjects(verb)):
        return False
    things = any(tree.tokens[s].pos == "NOUN" and s not in world.parties for s in tree.subjects(verb))
    return there or things or tree.passive(verb) or tree.lemmas[verb] in words("ceasing")


def _there_is(tree: Tree, need: int) -> bool:
    """ "There is an urgent need to act", "there is a need for talks"; not "there is no need"."""
    at = tree.tokens[need].head
    if at < 0 or tree.dep(need) != "nsubj" or any(tree.forms[c] == "no" for c in tree.children[need]):
        return False
    there = any(tree.dep(c) == "expl" and tree.forms[c] == "there" for c in tree.children[at])
    plain = not any(tree.dep(c) == "aux" or tree.forms[c] in ("not", "n't", "longer") for c in tree.children[at])
    return there and plain and any(tree.marker(c) in ("to", "for", "that") for c in tree.children[need])


def _needed(tree: Tree, need: int, by_head: dict[int, Draft]) -> Draft | None:
    return next((by_head[c] for c in tree.children[need] if c in by_head), None)


def _turn(tree: Tree, verb: int, world: World) -> tuple[int, list[Party]] | None:
    """The word that says whose turn it is, and whose: "the onus is on Chad to go", "it is up to them to go", "it falls to them to go".

    `verb` is an infinitive: whoever asks has seen that "to" stands before it.
    """
    token = tree.tokens[verb]
    at = token.head
    if at < 0 or token.pos != "VERB" or token.dep not in ("advcl", "csubj", "xcomp", "acl"):
        return None
    cases = {tree.forms[c] for c in tree.children[at] if tree.dep(c) == "case"}
    subjects = [c for c in tree.children[at] if tree.dep(c) in ("nsubj", "expl")]
    for s in subjects:
        burden = tree.lemmas[s] in words("burdens") and cases & {"on", "upon", "with"}
        if (burden or (tree.forms[s] == "it" and cases >= {"up", "to"})) and at in world.parties:
            up = next(c for c in tree.children[at] if tree.dep(c) == "case")
            return (s if burden else up), list(world.parties[at].parties)
    if tree.lemmas[at] in words("behoving") and any(tree.forms[s] == "it" for s in subjects):
        told = [c for c in tree.children[at] if c in world.parties and c != verb]
        return (at, [p for c in told for p in world.parties[c].parties]) if told else None
    return None
