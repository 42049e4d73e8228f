"""code: from parsed words and resolved mentions to claims: what, who to whom, when, where, how firmly, on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import yaml

from dragoman.code.assemble import assemble
from dragoman.code.attribution import Hearing, Scope, chain_at, find_scopes
from dragoman.code.drafts import Draft
from dragoman.code.lexicon import STATUSES, load_lexicon
from dragoman.code.modals import demands
from dragoman.code.nesting import nest
from dragoman.code.quotes import find_quotes, quote_at
from dragoman.code.roles import World, find_roles
from dragoman.code.speakers import find_speakers
from dragoman.code.status import load_cues, status_of
from dragoman.code.tree import Tree
from dragoman.code.triggers import Trigger, find_triggers
from dragoman.code.voices import load_words
from dragoman.model import Claim, Mention, Parse, Voice

__all__ = ["code"]

def code(parse: Parse, mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """The claims of one report, in text order (CODEBOOK 1 to 7).

    Pure: the same parse and mentions give the same claims. Claims whose parties can't be told keep the ones that can;
    a trigger with no party at all is not coded unless its frame allows it.
    """
    worlds = _worlds(parse, mentions)
    words = load_words()
    heard = Hearing()
    trees = [Tree(sentence, support=_support()) for sentence in parse.sentences]
    scopes: list[list[Scope]] = []
    said = []
    for tree, world in zip(trees, worlds, strict=True):
        scopes.append(find_scopes(tree, world, words, heard) if tree.sentence.kind != "caption" else [])
        said.append(list(heard.said) if tree.sentence.kind != "caption" else [])
    quotes = find_quotes(parse.article)
    speakers = find_speakers(parse, quotes, said)
    publisher = Voice(parse.article.outlet, "outlet")

    def speaker(draft: Draft) -> Voice | None:
        at = quote_at(quotes, draft.tree.tokens[draft.head].start)
        chain = chain_at(draft.head, scopes[draft.sentence], publisher, speakers[at] if at is not None else ())
        return chain[-1] if len(chain) > 1 else None

    drafts: list[Draft] = []
    for number, (tree, world) in enumerate(zip(trees, worlds, strict=True)):
        here = _drafts(number, tree, world)
        drafts.extend([*here, *demands(here, speaker)])
    return assemble(parse, mentions, drafts, worlds=worlds, scopes=scopes, quotes=quotes, speakers=speakers)


def _drafts(number: int, tree: Tree, world: World) -> list[Draft]:
    """The triggers of a sentence with roles and status, nested, and sifted by what their entries ask for."""
    lexicon, cues = load_lexicon(), load_cues()
    triggers = find_triggers(tree, lexicon, set(world.parties), set(world.places))
    drafts = []
    for trigger in triggers:
        roles = find_roles(tree, trigger, world)
        own = next((f for f in STATUSES if f in trigger.entry.flags), None)
        status, reasons = status_of(tree, trigger.head, cues, own=own if own != "actual" else None)
        drafts.append(
            Draft(number, tree, trigger, roles, status, [f"entry:{trigger.entry.where}", *roles.reasons, *reasons], mode=trigger.entry.mode)
        )
    nest(drafts)
    kept = [d for d in drafts if _keep(d)]
    if len(kept) < len(drafts):
        for d in kept:
            while d.outer is not None and d.outer not in kept:
                d.outer = d.outer.outer
            d.nested = [n for n in d.nested if n in kept]
    return kept


def _keep(draft: Draft) -> bool:
    """Whether a draft meets what its entry and frame ask for; the rest are no claims between parties."""
    entry, roles = draft.trigger.entry, draft.roles
    if not roles.actors and not roles.recipients:
        return entry.frame.alone and _peopled(draft)
    if "weak" in entry.flags and not (roles.actors and roles.recipients) and not (entry.frame.joint and len(roles.actors) > 1):
        return False
    if "pair" in entry.flags and not roles.actors:
        return False
    if "content" in entry.flags and not draft.nested:
        return False
    if entry.frame.agent and not roles.actors:
        return False
    return not (entry.frame.patient and not roles.recipients)


def _peopled(draft: Draft) -> bool:
    """A casualty sentence with nobody named: kept where people are counted."""
    from dragoman.code.magnitude import find_magnitude

    return bool(find_magnitude(draft.tree, draft.head))


@cache
def _support() -> tuple[frozenset[str], frozenset[str]]:
    raw = yaml.safe_load((resources.files("dragoman.data") / "support.yml").read_text(encoding="utf-8"))
    return frozenset(raw["active"]), frozenset(raw["undergo"])


def _worlds(parse: Parse, mentions: Sequence[Mention]) -> list[World]:
    worlds = [World() for _ in parse.sentences]
    for mention in mentions:
        world = worlds[mention.sentence]
        if mention.kind == "actor":
            (world.parties if mention.parties else world.unresolved).setdefault(mention.head, mention)
        elif mention.kind == "place" and mention.place is not None:
            world.places.setdefault(mention.head, mention)
        elif mention.kind == "outlet":
            world.outlets.setdefault(mention.head, mention)
    return worlds


def triggers_of(tree: Tree, world: World) -> list[Trigger]:
    """The triggers of one sentence, before roles: for tests and tools."""
    return find_triggers(tree, load_lexicon(), set(world.parties), set(world.places))
