""" "We will stay in Peru", "Chad will keep its troops there": who says that he will not go refuses to (CODEBOOK 2, "refuses to leave")."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.leaving import refusal, withdrawal
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.what.modals import speaking_party
from dragoman.code.what.resolves import WILLING
from dragoman.code.who.parties import parties_of
from dragoman.code.who.roles import World
from dragoman.code.who.same import root
from dragoman.code.words import words
from dragoman.model import Party, Voice

WHERE = "staying"
NOT = frozenset({"not", "n't", "n’t", "never"})
THERE = frozenset({"here", "there"})
UNTIL = frozenset({"until", "till", "unless"})


def staying(
    number: int, tree: Tree, world: World, drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]
) -> list[Draft]:
    """A REJECT for each stay abroad that a party announces of itself or its forces, with the withdrawal that will not be.

    A thing that stays, a state of mind ("will remain committed") and a stay in one's own country are none.
    """
    if tree.vocabulary.isdisjoint(words("staying") | words("keeping_there")):
        return []
    taken = {w for d in drafts for w in (d.head, *d.trigger.words)}
    found: list[Draft] = _vowed(number, tree, world, drafts)
    taken |= {d.head for d in found}
    for i, token in enumerate(tree.tokens):
        will = next((c for c in tree.children[i] if tree.dep(c) == "aux" and tree.forms[c] in WILLING), None)
        if token.pos != "VERB" or i in taken or will is None or any(tree.forms[c] in NOT for c in tree.children[i]):
            continue
        stayers = _stayers(tree, i, world)
        if not stayers or not _abroad(tree, i, world, stayers):
            continue
        outer = refusal(number, tree, (will, i), stayers, WHERE)
        told = speaking_party(speaker(outer))
        if told is None or all(root(p) != root(told) for p in stayers):
            continue
        outer.roles.actors = [told]
        found += [outer, withdrawal(i, stayers, "negated", outer, WHERE)]
    return found


def _vowed(number: int, tree: Tree, world: World, drafts: Sequence[Draft]) -> list[Draft]:
    """ "Vowed to stay in Peru", "insists that its troops will stay there": the vow is the refusal, and gets what will not be."""
    heads = {d.head: d for d in drafts}
    found: list[Draft] = []
    for i, token in enumerate(tree.tokens):
        at = token.head
        if (
            token.pos != "VERB"
            or at < 0
            or tree.dep(i) not in ("xcomp", "ccomp")
            or tree.lemmas[at] not in words("vowing")
        ):
            continue
        vow = heads.get(at) or _vow(number, tree, at, world)
        if (
            vow.event not in ("AGREE", "REQUEST", "REJECT")
            or vow.status != "actual"
            or vow.nested not in ([], [heads.get(i)])
        ):
            continue
        stayers = _stayers(tree, i, world)
        own = {root(p) for p in vow.roles.actors}
        if not stayers or any(root(p) not in own for p in stayers) or not _abroad(tree, i, world, stayers):
            continue
        if at not in heads:
            found.append(vow)
        vow.instead, vow.mode, vow.roles.recipients = "REJECT", "yield", []
        vow.reasons.append(WHERE)
        if (gone := heads.get(i)) is None:
            found.append(withdrawal(i, stayers, "negated", vow, WHERE))
        else:
            gone.instead, gone.mode, gone.status, gone.outer = "RETREAT", "withdraw", "negated", vow
    return found


def _vow(number: int, tree: Tree, at: int, world: World) -> Draft:
    """A vow that is no claim by itself, since nothing that it promises has a PLOVER type."""
    return refusal(number, tree, (at,), [p for s in tree.subjects(at) for p in parties_of(tree, s, world)], WHERE)


def _stayers(tree: Tree, verb: int, world: World) -> list[Party]:
    """Who stays: the subject, whose presence lasts, or whose forces are kept; nobody where the verb says something else."""
    lemma, args = tree.lemmas[verb], tree.arguments(verb)
    subjects = [p for s in tree.subjects(verb) for p in parties_of(tree, s, world, owner=_presence(tree, s))]
    subjects = [p for p in subjects if p.sector != "CVL" and not p.id.startswith("?")]
    if lemma in words("staying") and not args.get("obj") and not args.get("xcomp"):
        return subjects if lemma in ("stay", "remain") or any(_presence(tree, s) for s in tree.subjects(verb)) else []
    kept = [h for h in args.get("obj", []) if _presence(tree, h) or tree.lemmas[h] in load_lexicon().classes["force"]]
    return subjects if lemma in words("keeping_there") and kept else []


def _presence(tree: Tree, word: int) -> bool:
    """ "Presence", "garrison"; a "role" where it is one of arms or advice."""
    if tree.lemmas[word] in words("presences"):
        return True
    return tree.lemmas[word] == "role" and any(tree.lemmas[c] in words("of_arms") for c in tree.children[word])


def _abroad(tree: Tree, verb: int, world: World, stayers: Sequence[Party]) -> bool:
    """Whether it is said where, in another country than their own, or until when: "there", "as long as Peru wants it"."""
    named = {w for s in tree.subjects(verb) for w in tree.subtree(s)}
    places = [world.places[w].place for w in tree.subtree(verb) if w in world.places and w not in named]
    own = {p.code for p in stayers}
    if any(place is not None and place.code is not None and place.code not in own for place in places):
        return True
    terms = any(tree.dep(c) == "advcl" and tree.marker(c) in UNTIL for c in tree.children[verb])
    long = any(tree.forms[w] == "long" and tree.forms[w - 1] in ("as", "so") for w in tree.subtree(verb) if w)
    return terms or long or any(tree.forms[c] in THERE for c in tree.children[verb])
