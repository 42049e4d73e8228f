"""What the learned heads say beside the lexicon: claims it has no entry for, parties its frames miss, and how firmly.

The heads are trained on the open corpus (`training/`, `docs/corpus.md`); `data/learned.yml` says from which probability on they
are believed, chosen on the dev part of the open corpus and on the given records.
Every claim or party that stands on them says so in its reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import load_words, phrase, voice_of
from dragoman.code.what.believed import OF_THE_PEOPLE
from dragoman.code.what.lexicon import Entry, load_lexicon, unwritten
from dragoman.code.what.modals import DEMANDING
from dragoman.code.what.thresholds import EVEN, accompanied, calm, discussing, guessable, trust
from dragoman.code.what.triggers import POS, Trigger
from dragoman.code.who.roles import Roles, World, parties_of
from dragoman.code.who.sides import for_oneself
from dragoman.code.who.topics import topic_of
from dragoman.code.who.unnamed import by_words, people
from dragoman.code.words import words
from dragoman.data.book import load_book
from dragoman.data.files import load_yaml
from dragoman.model import Party, Sense, Voice

FAINT = "recipient:learned, faintly"  # a party the head gives less than an even chance
SIDES = ("actor", "recipient")
# Deeds whose object, where they are told as the subject of a verb, has not done them: "the raids shook Peru".
DEEDS = frozenset({"ASSAULT", "COERCE", "THREATEN", "SANCTION", "PROTEST", "ACCUSE"})
LEARNED = "learned"  # `Entry.where` of triggers that only the heads found


def learned_triggers(tree: Tree, sense: Sense, known: Sequence[Trigger], *, quiet: bool = False) -> list[Trigger]:
    """Triggers that the head is sure of and the lexicon has not: of words side by side of one type, the highest in the tree."""
    lowest = calm().add if quiet else min(trust().modal, trust().company, trust().add)
    taken = {w for t in known for w in t.words} | {t.head for t in known}
    if taken.issuperset([word for word, _, probability in sense.events if probability >= lowest]):
        return []
    best: dict[int, tuple[str, float]] = {}
    for word, event, probability in sense.events:
        if probability > best.get(word, ("", 0.0))[1]:
            best[word] = event, probability
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
        found.append(Trigger(head, _entry(tree, head, best[run[0]][0]), tuple(run)))
    return found


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
        if not _links(trigger, kind, sense, least):
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
        held = _within(tree, trigger, kind)
        for party in linked(tree, trigger, kind, world, sense, least, held):
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


def _given(tree: Tree, trigger: Trigger) -> bool:
    """ "Was not granted leave to go": whoever is given something has not agreed to it."""
    return tree.passive(trigger.head) and "iobj" in tree.arguments(trigger.head)


def _takes_recipient(trigger: Trigger) -> bool:
    """Whether the frame knows of a recipient at all: whoever leaves, or deploys, does it to nobody (`docs/codebook.md`)."""
    frame = trigger.entry.frame
    if (
        trigger.entry.event == "MOBILIZE"
    ):  # only against an enemy that the sentence names as such, which frames see: of 7
        return False  # that the head gave on the given records none was right
    return bool(frame.verb.get("recipient") or frame.noun.get("recipient"))


def _own(left: Party, right: Party) -> bool:
    """One party, or a state and its own forces or organs; a state and its people are two."""
    return left.id.split(".")[0] == right.id.split(".")[0] and not {left.sector, right.sector} & OF_THE_PEOPLE


def _rather_recipient(tree: Tree, trigger: Trigger, world: World, sense: Sense) -> bool:
    """Whether the likeliest actor is, likelier still, whom it is done to ("a demand for the army to withdraw")."""
    best = dict.fromkeys(SIDES, 0.0)
    for start, kind, _, probability in sense.links:
        if kind in best and probability > best[kind] and start in trigger.words:
            best[kind] = probability
    if best["recipient"] <= best["actor"]:
        return False
    actors, recipients = (linked(tree, trigger, kind, world, sense, 0.0)[:1] for kind in SIDES)
    return bool(actors and recipients) and _own(actors[0], recipients[0])


def _within(tree: Tree, trigger: Trigger, kind: str) -> frozenset[int] | None:
    """The words that may name a side of a verb whose grammar says where it stands, though nobody knows who it is.

    "A ferry was sunk" has whom it was done to; whoever else the sentence names, it is not they. None where all words may.
    """
    if tree.tokens[trigger.head].pos != "VERB":
        return None
    args, frame = tree.arguments(trigger.head), trigger.entry.frame
    first = (frame.verb.get(kind) or ("",))[0]
    if first == "subj":
        heads = [c for c in tree.children[trigger.head] if tree.tokens[c].dep == "nsubj"]
        doers = tree.subjects(trigger.head) if tree.dep(trigger.head) == "acl" else []
        if doers and all(tree.forms[h] in words("anybody") and tree.dep(h) == "obj" for h in doers):
            return frozenset()  # "armed those fighting Chad": whoever they are
        if doers and all(tree.tokens[h].dep == "nmod:poss" for h in doers):
            return frozenset()  # "Chad is angered by their wish to arm the nuns"
    else:
        heads = args.get("obj", []) if first == "obj" and "obj" not in frame.verb.get("content", ()) else []
    heads = [h for h in heads if h not in trigger.words and tree.tokens[h].pos in ("NOUN", "PROPN")]
    if not heads:
        return None
    others = [h for r, hs in args.items() if r in frame.verb.get(kind, ())[1:] for h in hs]
    return frozenset(w for h in (*heads, *others) for w in tree.subtree(h))


def linked(
    tree: Tree,
    trigger: Trigger,
    kind: str,
    world: World,
    sense: Sense,
    least: float,
    held: Collection[int] | None = None,
) -> list[Party]:
    """The parties at the words that a trigger is linked to, the surest first; under an even chance the surest alone."""
    links = _links(trigger, kind, sense, least)
    if not links:
        return []
    words = set(trigger.words) | {trigger.head}
    speakers = _speakers(tree, trigger)
    if kind != "actor":  # "Rome said the claim was false" defends itself; the analyst who says so does not
        judged = trigger.entry.event == "ACCUSE" and tree.tokens[trigger.head].pos == "NOUN"
        speakers = frozenset(
            [w for w in speakers if not any(map(_of_state, parties_of(tree, w, world)))] if judged else ()
        )
    inside = topic_of(tree, trigger.head, words)
    others = _beholders(tree, trigger) if tree.tokens[trigger.head].pos == "NOUN" else frozenset[int]()
    if kind == "actor":
        others |= _done_to(tree, trigger)
        telling = [
            w for w in speakers for p in parties_of(tree, w, world) if p.sector == "JRN" or not (p.code or p.sector)
        ]
        others |= {
            w for s in telling for w in tree.subtree(s)
        }  # the press, and an expert of no state or group, only say so
        if trigger.entry.event in ("ASSAULT", "COERCE"):
            others |= _victims(tree, trigger) | _opponents(tree, trigger)
    else:  # a faint guess at where it happens: "rejected the idea that it would use its guns in Chad"
        others |= {w for w, sure in links if sure < EVEN and w in world.places and tree.marker(w) == "in"}
    scores: dict[int, float] = {}
    for word, probability in links:
        if (inside is not None and word not in inside) or (held is not None and word not in held):
            continue
        own = word in words and tree.tokens[word].dep not in (
            "amod",
            "compound",
        )  # "taken hostage", not "terrorist attack"
        if word in others or own:
            continue
        if word not in speakers or probability >= EVEN:
            scores[word] = max(scores.get(word, 0.0), probability)
    found: list[Party] = []
    for word in sorted(scores, key=lambda w: (-scores[w], w)):
        if not found or scores[word] >= EVEN:
            here = parties_of(tree, word, world) or _unnamed(tree, word, world, scores[word])
            found += [p for p in here if p.id not in {f.id for f in found}]
    return found


def _of_state(party: Party) -> bool:
    return party.id.isupper() and party.sector not in OF_THE_PEOPLE


def _links(trigger: Trigger, kind: str, sense: Sense, least: float) -> list[tuple[int, float]]:
    """The words that the head links a trigger to, each with its probability."""
    return [
        (word, probability)
        for start, name, word, probability in sense.links
        if name == kind and probability >= least and (start in trigger.words or start == trigger.head)
    ]


def _beholders(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Whoever only talks about a noun, and what only comes before or after it: "the raid, condemned by Peru", "it came before talks"."""
    found = [
        w
        for c in tree.children[trigger.head]
        if tree.dep(c) == "acl" and tree.lemmas[c] in discussing()
        for w in tree.subtree(c)
    ]
    above = tree.tokens[trigger.head].head
    if above >= 0 and tree.dep(trigger.head) == "obl" and tree.tokens[above].lemma in words("happening"):
        found += tree.subjects(above)
    return frozenset(found)


def _done_to(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Whoever stands as the subject of a passive, and whatever a deed is told to hit: "guards and nuns were led out", "raids that shook Peru"."""
    head, frame = trigger.head, trigger.entry.frame
    if tree.tokens[head].pos == "VERB":
        if frame.joint or trigger.entry.event not in {*DEEDS, "AID"} or frame.name == "complain":
            return frozenset()  # "no foreigner was allowed in" is told of whoever may not
        below = (
            [c for c in tree.children[head] if tree.tokens[c].dep == "nsubj:pass"] if tree.has(head, "aux:pass") else []
        )
        things = [g for s in below for c in tree.conjuncts(s) for g in (c, *_counted(tree, c))]
        return frozenset(things) if "iobj" not in tree.arguments(head) else frozenset()
    if tree.tokens[head].pos != "NOUN" or trigger.entry.event not in DEEDS:
        return frozenset()
    doing = [c for c in tree.children[head] if tree.tokens[c].dep == "acl:relcl" and head in tree.subjects(c)]
    if tree.tokens[head].dep == "nsubj" and tree.tokens[tree.tokens[head].head].pos == "VERB":
        doing.append(tree.tokens[head].head)
    hit = [c for verb in doing for c in tree.children[verb] if tree.tokens[c].dep == "obj"]
    return frozenset(w for c in hit for g in tree.conjuncts(c) for w in tree.subtree(g))


def _counted(tree: Tree, head: int) -> list[int]:
    return [
        g
        for c in tree.children[head]
        if tree.tokens[c].dep.startswith("nmod") and tree.marker(c) == "of"
        for g in tree.conjuncts(c)
    ]


def _victims(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Whoever something is done to by the verb above a deed: "four guards were killed in the attacks", "died in a raid"."""
    above = next((a for a in tree.ancestors(trigger.head) if tree.tokens[a].pos == "VERB"), None)
    if above is None or tree.dep(trigger.head) != "obl":
        return frozenset()
    if not tree.passive(above) and tree.lemmas[above] not in words("dying"):
        return frozenset()
    return frozenset(w for s in tree.children[above] if tree.dep(s) == "nsubj" for w in tree.subtree(s))


def _opponents(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Whoever stands against a deed: "Peru's stand against the killing of nuns", "marched against the raids"."""
    above = tree.tokens[trigger.head].head
    if above < 0 or tree.marker(trigger.head) != "against":
        return frozenset()
    return frozenset(h for r in ("subj", "poss", "pre", "by", "of") for h in tree.arguments(above).get(r, []))


def _speakers(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Who only says that it happened: subjects of verbs of saying above the trigger."""
    over = tree.ancestors(trigger.head)  # "the raids go on, Peru said": the model may hang the saying on what is said
    over += [c for a in over for c in tree.children[a] if tree.dep(c) == "parataxis"]
    above = [a for a in over if tree.lemmas[a] in load_words().speech]
    return frozenset(s for a in above if a not in trigger.words for s in tree.subjects(a))


WITHIN = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "throughout"})
# Words that point and name nobody, tagged as names where a page has broken the sentence ("give[s] us hope").
POINTING = frozenset({"i", "me", "you", "he", "him", "she", "her", "it", "we", "us", "they", "them", "who", "whom"})


def _unnamed(tree: Tree, word: int, world: World, sure: float) -> list[Party]:
    """Somebody the report names only by words that nobody could resolve: an unresolved name stays a name (CODEBOOK 5)."""
    token = tree.tokens[word]
    if sure < trust().unnamed or word in world.places or word in world.outlets or token.text.lower() in POINTING:
        return []
    kind = load_book().noun(token.lemma.lower())
    somebody = (kind is not None and kind.name != "asset") or token.lemma.lower() in people()
    if token.pos != "PROPN" and not (token.pos == "NOUN" and somebody):
        return []
    first = token.head if token.dep == "conj" else word
    if token.pos == "PROPN" and tree.marker(first) in WITHIN:
        return []  # "the raids in Quillton and Ostholm": towns that no gazetteer has, and nobody
    party = by_words(tree, word, phrase(tree, word))
    return [party] if party is not None else []


def learned_status(sense: Sense, trigger: Trigger) -> tuple[str, float] | None:
    """The status that the head gives the trigger, and how sure it is; None where it was not asked."""
    return next(((status, sure) for word, status, sure in sense.statuses if word == trigger.head), None)


def contents(sense: Sense, least: float) -> dict[tuple[int, int], float]:
    """How likely one word tells the content of what another tells, by both (outer, inner), where that is as likely as `least`."""
    found: dict[tuple[int, int], float] = {}
    for outer, kind, inner, probability in sense.links:
        if kind == "content" and probability >= max(least, found.get((outer, inner), 0.0)):
            found[outer, inner] = probability
    return found


def learned_voice(tree: Tree, trigger: Trigger, world: World, sense: Sense) -> Voice | None:
    """The voice that the head links a trigger to, for a claim that no rule of attribution has given one."""
    words = {*trigger.words, trigger.head}
    sure = {w: p for a, kind, w, p in sense.links if kind == "voice" and a in words and p >= trust().voice}
    if not sure:
        return None
    word = max(sure, key=lambda w: (sure[w], -w))
    return voice_of(tree, word, world, load_words(), verb=None)
