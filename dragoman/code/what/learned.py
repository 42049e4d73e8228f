"""What the learned heads say beside the lexicon: claims it has no entry for, parties its frames miss, and how firmly.

The heads are trained on the open corpus (`training/`, `docs/corpus.md`); `data/learned.yml` says from which probability on they
are believed, chosen on the dev part of the open corpus and on the given records.
Every claim or party that stands on them says so in its reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import load_words, voice_of
from dragoman.code.what.believed import OF_THE_PEOPLE
from dragoman.code.what.lexicon import Entry, load_lexicon, unwritten
from dragoman.code.what.links import held_by_grammar, linked, links_of
from dragoman.code.what.modals import DEMANDING
from dragoman.code.what.sensed import sensed
from dragoman.code.what.thresholds import EVEN, accompanied, calm, guessable, trust
from dragoman.code.what.triggers import POS, Trigger
from dragoman.code.who.roles import Roles, World
from dragoman.code.who.sides import for_oneself
from dragoman.code.words import words
from dragoman.data.files import load_yaml
from dragoman.model import Party, Sense, Voice

FAINT = "recipient:learned, faintly"  # a party the head gives less than an even chance
SIDES = ("actor", "recipient")
LEARNED = "learned"  # `Entry.where` of triggers that only the heads found


def learned_triggers(tree: Tree, sense: Sense, known: Sequence[Trigger], *, quiet: bool = False) -> list[Trigger]:
    """Triggers that the head is sure of and the lexicon has not: of words side by side of one type, the highest in the tree."""
    lowest = calm().add if quiet else min(trust().modal, trust().company, trust().add)
    taken = {w for t in known for w in t.words} | {t.head for t in known}
    here = sensed(sense)
    if taken.issuperset([word for word, whole in here.told.items() if whole >= lowest]):
        return []
    if taken.issuperset([word for word, _, probability in sense.events if probability >= lowest]):
        return []
    best = {word: max(events, key=_probability) for word, events in here.events.items()}
    found: list[Trigger] = []
    for run in _runs(best):
        sure = max([best[w][1] for w in run])
        if sure < lowest or not taken.isdisjoint(run):
            continue
        words = [w for w in run if tree.tokens[w].pos in POS]
        least = calm().add if quiet else _least(tree, run, best[run[0]][0])
        if sure < least or not words:
            continue
        head = min(words, key=lambda w: (len(tree.ancestors(w)), w))
        if tree.lemmas[head] in _never(best[run[0]][0]):
            continue
        found.append(Trigger(head, _entry(tree, head, best[run[0]][0]), tuple(run)))
    return found


@cache
def _never(event: str) -> frozenset[str]:
    """Verbs that are not what a head takes them for: "the sale prompted Chad to expel him" asks for nothing, "regards Chad as a foe" backs nobody."""
    return {"REQUEST": words("bringing_about"), "SUPPORT": words("viewing"), "ACCUSE": words("pondering")}.get(
        event, frozenset()
    )


def _probability(event: tuple[str, float]) -> float:
    return event[1]


def _least(tree: Tree, run: Sequence[int], event: str) -> float:
    """From which probability on the head is believed that a run of words tells an event of a type."""
    if event == "REQUEST" and any(_demanding(tree, word) for word in run):
        return trust().modal
    return trust().company if event in accompanied() else trust().add


def _demanding(tree: Tree, word: int) -> bool:
    """A "must" or "should" beside its verb."""
    return tree.tokens[word].dep == "aux" and tree.forms[word] in DEMANDING


def _runs(best: dict[int, tuple[str, float]]) -> list[list[int]]:
    runs: list[list[int]] = []
    for word in sorted(best):
        if runs and word == runs[-1][-1] + 1 and best[word][0] == best[runs[-1][-1]][0]:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


WATCHERS = frozenset({"UNO", "IGO", "NGO"})


@cache
def _frames() -> dict[str, str]:
    return dict(load_yaml("learned.yml")["frames"])


def _entry(tree: Tree, head: int, event: str) -> Entry:
    lemma, pos = tree.lemmas[head], POS[tree.tokens[head].pos]
    own = {e.frame.name for e in load_lexicon().of(pos, lemma) if e.event == event}  # "Chadian deaths": nobody struck
    frame = own.pop() if len(own) == 1 else _frames()[event]
    return unwritten(lemma, pos, event, frame, where=f"{LEARNED}:{event}")


def linked_roles(tree: Tree, trigger: Trigger, framed: Roles, world: World, sense: Sense) -> Roles:
    """The parties of a claim that only the heads found: those it is linked to, and the frame's for a side without any."""
    roles = Roles([], [], [])
    complete_roles(tree, trigger, roles, world, sense)
    told = {p.id for p in (*roles.actors, *roles.recipients)}
    for kind, side, others in (
        ("actor", roles.actors, framed.actors),
        ("recipient", roles.recipients, framed.recipients),
    ):
        if not side:
            side.extend(p for p in others if p.id not in told)
            roles.reasons.extend(r for r in framed.reasons if side and r.startswith(kind))
    return roles


def complete_roles(tree: Tree, trigger: Trigger, roles: Roles, world: World, sense: Sense) -> None:
    """Fill the side that the frame left empty with the parties that the head links to the trigger, when it is sure.

    Whom grammar gives stays: where the head was surer still (.9) of somebody else, it was wrong eight times, and the frame once.
    """
    joint = trigger.entry.frame.joint
    for kind, side, least in (
        ("actor", roles.actors, trust().actor),
        ("recipient", roles.recipients, trust().recipient),
    ):
        if side:
            continue
        if kind == "recipient" and trigger.entry.event not in guessable():
            least = max(least, EVEN)
        if not links_of(trigger, kind, sense, least):
            continue
        others = roles.recipients if kind == "actor" else roles.actors
        if kind == "actor" and not others and _rather_recipient(tree, trigger, world, sense):
            continue
        if kind == "recipient" and (
            (joint and len(roles.actors) > 1) or not _takes_recipient(trigger) or for_oneself(tree, trigger.head)
        ):
            continue
        if kind == "recipient" and joint and not others and not _given(tree, trigger):
            side = others  # "an exercise was held": whoever is linked takes part
        if kind == "actor" and _of_the_verb_above(tree, trigger.head):
            continue
        held = held_by_grammar(tree, trigger, kind)
        for party in linked(tree, trigger, kind, world, sense, least, held):
            if kind == "actor" and _only_says_so(tree, trigger, party):
                continue
            if all(party.start != o.start and not _own(party, o) for o in others) and party not in side:
                side.append(party)
                roles.reasons.append(f"{kind}:learned")
        if (
            kind == "recipient"
            and side is roles.recipients
            and side
            and not linked(tree, trigger, kind, world, sense, EVEN)
        ):
            roles.reasons.append(FAINT)


def _of_the_verb_above(tree: Tree, head: int) -> bool:
    """ "A missile hit the market, killing nine": whoever the missile is of has killed them, and nobody named further back."""
    token = tree.tokens[head]
    if token.pos != "VERB" or token.dep != "advcl" or token.head < 0 or not tree.forms[head].endswith("ing"):
        return False
    if tree.marker(head) is not None or tree.subjects(head) != tree.subjects(token.head):
        return False
    return any(
        tree.lemmas[s] in words("flying") and all(tree.dep(c) in ("det", "amod", "nummod") for c in tree.children[s])
        for s in tree.subjects(head)
    )


def _only_says_so(tree: Tree, trigger: Trigger, party: Party) -> bool:
    """ "A UN official said two had been released": who watches and tells of a passive has not done it.

    States and officials mostly tell so what they did themselves: not to believe the head of them, either, lost 26 sides of the open
    corpus's train part and gained 5 (2026-11-24).
    """
    if party.code not in WATCHERS or party.start is None or party.end is None or not tree.passive(trigger.head):
        return False
    at = trigger.head
    while at >= 0 and tree.dep(at) in ("conj", "ccomp"):
        above = tree.tokens[at].head
        if tree.dep(at) == "ccomp":
            return any(party.start <= tree.tokens[s].start < party.end for s in tree.subjects(above))
        at = above
    return False


def _given(tree: Tree, trigger: Trigger) -> bool:
    """ "Was not granted leave to go": whoever is given something has not agreed to it."""
    return tree.passive(trigger.head) and "iobj" in tree.arguments(trigger.head)


def _takes_recipient(trigger: Trigger) -> bool:
    """Whether the frame knows of a recipient at all: whoever leaves, or deploys, does it to nobody (`docs/codebook.md`)."""
    frame = trigger.entry.frame
    if trigger.entry.event == "MOBILIZE":
        # only against an enemy that the sentence names as such, which frames see: of 7
        return False  # that the head gave on the given records none was right
    return bool(frame.verb.get("recipient") or frame.noun.get("recipient"))


def _own(left: Party, right: Party) -> bool:
    """One party, or a state and its own forces or organs; a state and its people are two."""
    return left.id.split(".")[0] == right.id.split(".")[0] and not {left.sector, right.sector} & OF_THE_PEOPLE


def _rather_recipient(tree: Tree, trigger: Trigger, world: World, sense: Sense) -> bool:
    """Whether the likeliest actor is, likelier still, whom it is done to ("a demand for the army to withdraw")."""
    best = dict.fromkeys(SIDES, 0.0)
    links = sensed(sense).links
    for start in trigger.words:
        for kind, _, probability in links.get(start, ()):
            if kind in best and probability > best[kind]:
                best[kind] = probability
    if best["recipient"] <= best["actor"]:
        return False
    actors, recipients = (linked(tree, trigger, kind, world, sense, 0.0)[:1] for kind in SIDES)
    return bool(actors and recipients) and _own(actors[0], recipients[0])


def learned_status(sense: Sense, trigger: Trigger) -> tuple[str, float] | None:
    """The status that the head gives the trigger, and how sure it is; None where it was not asked."""
    head = trigger.head
    for word, status, sure in sense.statuses:
        if word == head:
            return status, sure
    return None


def contents(sense: Sense, least: float) -> dict[tuple[int, int], float]:
    """How likely one word tells the content of what another tells, by both (outer, inner), where that is as likely as `least`."""
    found: dict[tuple[int, int], float] = {}
    for outer, kind, inner, probability in sense.links:
        if kind == "content" and probability >= max(least, found.get((outer, inner), 0.0)):
            found[outer, inner] = probability
    return found


def learned_voice(tree: Tree, trigger: Trigger, world: World, sense: Sense) -> Voice | None:
    """The voice that the head links a trigger to, for a claim that no rule of attribution has given one."""
    sure = dict(links_of(trigger, "voice", sense, trust().voice))
    if not sure:
        return None
    word = max(sure, key=lambda w: (sure[w], -w))
    return voice_of(tree, word, world, load_words(), verb=None)
