""" "The decree is illegal", "the truce is welcome": a speaker's verdict on a party or its doings accuses or praises (CODEBOOK 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, load_lexicon, unwritten
from dragoman.code.what.modals import speaking_party, spoken
from dragoman.code.what.triggers import Trigger
from dragoman.code.whether.status import load_cues, status_of
from dragoman.code.who.roles import Roles, World, parties_of
from dragoman.code.who.unnamed import somebody
from dragoman.code.words import words
from dragoman.model import Party, Voice

# What makes a noun of protest the complaint of a government.
FORMAL = frozenset({"formal", "official", "diplomatic", "written", "strong", "sharp"})
NOT = frozenset({"not", "n't", "n’t", "never", "no"})
# How a government is named; a demonym ("Turks") names its people as often.
OFFICIAL = frozenset({"name", "title", "capital", "description", "office", "pronoun"})


# Sectors of armies and armed groups, whose support of each other is more than words.
ARMED = frozenset({"MIL", "REB", "PRM"})
# Sectors of those who have no aircraft.
GROUNDED = frozenset({"REB", "UAF", "CVL", "PTY", "OPP", "CRM"})


@cache
def _entry() -> Entry:
    return unwritten("be", "adj", "ACCUSE", "accuse", mode="disapprove", where="verdict")


@cache
def _kind_word() -> Entry:
    return unwritten("be", "adj", "SUPPORT", "praise", where="verdict")


@cache
def _refusal() -> Entry:
    return unwritten("be", "adj", "REJECT", "refuse", where="verdict")


@cache
def _conduct() -> frozenset[str]:
    """What is somebody's, and judged with them."""
    classes = load_lexicon().classes
    return classes["policy"] | classes["document"] | classes["election"]


@cache
def _judging() -> frozenset[str]:
    """The words of which a sentence with a verdict has one; most have none."""
    return frozenset().union(words("welcomed"), words("welcomed_steps"), load_lexicon().classes["slur"], _ruled_out())


def verdicts(
    number: int, tree: Tree, world: World, drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]
) -> list[Draft]:
    """An ACCUSE for each hard word that a party says somebody is, or that somebody's conduct is; a SUPPORT for each kind one;
    a REJECT for what it says is out of the question.

    The speaker must be a party known by id and no outlet; whom the word is said of must be another party, or one whose act,
    plan or words it is said of ("the raid by Chad was a crime", "Chad's plan is reckless").
    """
    kind, slurs, ruled_out = words("welcomed"), load_lexicon().classes["slur"], _ruled_out()
    good = words("welcomed_steps")
    if _judging().isdisjoint(tree.vocabulary):
        return []
    taken = {w for d in drafts for w in d.trigger.words}
    by_head = {d.head: d for d in drafts}
    found: list[Draft] = []
    for i, token in enumerate(tree.tokens):
        if i in taken or token.pos not in ("NOUN", "ADJ", "VERB"):
            continue
        if tree.lemmas[i] in kind or (tree.lemmas[i] in good and token.dep == "amod"):
            if not any(
                token.head in (d.head, tree.tokens[d.head].head) and is_said(tree, tree.tokens[d.head].head)
                for d in found
            ):
                found.extend(_praise(number, tree, i, by_head, world, speaker))  # once: "a positive and welcome step"
            continue
        if tree.lemmas[i] in ruled_out and is_said(tree, i) and _before(tree, i) in ruled_out[tree.lemmas[i]]:
            found.extend(_no(number, tree, i, by_head, speaker))
            continue
        if (tree.lemmas[i] not in slurs and tree.forms[i] not in slurs) or not is_said(tree, i):
            continue
        told = [p for s in tree.subjects(i) for p in _answerable(tree, s, world, by_head, _conduct())]
        status, reasons = status_of(tree, i, load_cues())
        if status != "actual" or not told:
            continue
        draft = Draft(number, tree, Trigger(i, _entry(), (i,)), Roles([], told, []), status, ["verdict", *reasons])
        draft.mode = "disapprove"
        if spoken(draft, speaker):
            found.append(draft)
            hold(draft, [by_head[s] for s in tree.subjects(i) if s in by_head])
    return found


def thanks(drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]) -> None:
    """ "Thank you, Mr. Quill", "Senator Quill, thank you": who says so thanks, and whoever is named beside it is thanked."""
    for draft in drafts:
        tree, token = draft.tree, draft.tree.tokens[draft.head]
        if draft.event != "SUPPORT" or token.text.lower() not in ("thank", "thanks") or not _bare(tree, draft.head):
            continue
        guessed = not draft.roles.actors or "actor:learned" in draft.reasons
        party = speaking_party(speaker(draft)) if guessed else None
        if party is None:
            continue
        draft.roles.recipients = draft.roles.recipients or [p for p in draft.roles.actors if p.start != party.start]
        draft.roles.actors = [party]
        draft.reasons.append("actor:who says so")


def _bare(tree: Tree, head: int) -> bool:
    """Whether a word of thanks stands without a subject of its own or of a verb above."""
    return tree.dep(head) in ("root", "parataxis", "conj", "discourse") and not any(
        tree.dep(c) in ("nsubj", "aux", "mark", "det", "cop") and tree.forms[c] not in ("you",)
        for c in tree.children[head]
        if c < head
    )


def _praise(
    number: int,
    tree: Tree,
    i: int,
    by_head: dict[int, Draft],
    world: World,
    speaker: Callable[[Draft], Voice | None],
) -> list[Draft]:
    """A SUPPORT for what a party calls welcome: "the truce is welcome", "this is an encouraging step"."""
    token = tree.tokens[i]
    if token.dep == "conj" and token.head >= 0 and not is_said(tree, i):
        token = tree.tokens[token.head]  # "a timely and welcome step"
    said = i if is_said(tree, i) else token.head
    step = said >= 0 and (said == i or (token.dep == "amod" and tree.lemmas[said] in words("steps")))
    if not step or not is_said(tree, said):
        return []
    subjects = tree.subjects(said)
    acts = [by_head[s] for s in subjects if s in by_head]
    pointing = any(tree.forms[s] in ("this", "that", "it") for s in subjects)
    told = [p for s in subjects for p in _answerable(tree, s, world, by_head, frozenset())]
    status, reasons = status_of(tree, said, load_cues())
    things = any(
        tree.tokens[s].pos == "NOUN" and s not in world.parties and not somebody(tree, s, world) for s in subjects
    )  # "the truce is welcome", not the visitors
    if status != "actual" or not (acts or told or pointing or (things and tree.lemmas[i] in words("welcomed"))):
        return []
    draft = Draft(number, tree, Trigger(i, _kind_word(), (i,)), Roles([], told, []), status, ["verdict", *reasons])
    party = speaking_party(speaker(draft))
    draft.roles.recipients = [p for p in told if party is None or p.id != party.id]
    if not spoken(draft, speaker):
        return []
    hold(draft, acts)
    return [draft]


@cache
def _ruled_out() -> dict[str, frozenset[str]]:
    """By noun or adjective, the small words before it that make a refusal of it: "off the table", "not on the agenda"."""
    found: dict[str, set[str]] = {}
    for phrase in words("ruled_out"):
        before, _, last = phrase.rpartition(" ")
        found.setdefault(last, set()).add(before)
    return {last: frozenset(before) for last, before in found.items()}


def _before(tree: Tree, i: int) -> str:
    """The "not" and the prepositions that hang on a word: "not on" of "is not even on the agenda"."""
    small = [c for c in tree.children[i] if c < i and (tree.dep(c) == "case" or tree.forms[c] in NOT)]
    return " ".join("not" if tree.forms[c] in NOT else tree.forms[c] for c in small)


def _no(
    number: int, tree: Tree, i: int, by_head: dict[int, Draft], speaker: Callable[[Draft], Voice | None]
) -> list[Draft]:
    """A REJECT of what a party says is out of the question; calling it off the agenda is one (CODEBOOK 8)."""
    status, reasons = status_of(tree, i, load_cues())
    if status not in ("actual", "negated"):
        return []  # "if talks are off the table"
    draft = Draft(number, tree, Trigger(i, _refusal(), (i,)), Roles([], [], []), "actual", ["verdict", *reasons])
    if not spoken(draft, speaker):
        return []
    acts = [by_head[s] for s in tree.subjects(i) if s in by_head]
    hold(draft, acts)
    for act in acts:
        if act.outer is draft and act.status in ("actual", "hypothetical", "requested", "future"):
            act.status = "negated"
            act.reasons.append("negated:ruled out")
    return [draft]


def hold(draft: Draft, acts: Sequence[Draft]) -> None:
    """What is judged is the content of the verdict: "the raid was a crime", "the truce is welcome"."""
    for act in acts:
        if act.outer is None:
            act.outer = draft
            draft.nested.append(act)


def is_said(tree: Tree, i: int) -> bool:
    """Whether a word is what a sentence says somebody is: "is reckless", "were a farce"."""
    return any(tree.tokens[c].dep == "cop" for c in tree.children[i])


def _answerable(
    tree: Tree, subject: int, world: World, by_head: dict[int, Draft], conduct: frozenset[str]
) -> list[Party]:
    """Who is judged: the party that the subject names, or whose deed, plan or words it is."""
    if subject in world.parties:
        return [p for p in world.parties[subject].parties if not p.id.endswith(".CVL")]
    if subject in by_head:
        return list(by_head[subject].roles.actors)
    if tree.lemmas[subject] not in conduct:
        return []
    args = tree.arguments(subject)
    owners = [h for r in ("poss", "pre", "by", "of") for h in args.get(r, []) if h in world.parties]
    return [p for h in owners[:1] for p in world.parties[h].parties]


def by_governments(drafts: Sequence[Draft], world: World) -> None:
    """What a government does when it protests is to complain: "Quito protested" is ACCUSE; crowds demonstrate (CODEBOOK 2).

    "The Peru protests", "unrest in Peru", "Peru's biggest march" are those of its people.
    """
    for draft in drafts:
        actors = draft.roles.actors
        if draft.event != "PROTEST" or not actors:
            continue
        blockaders = all(
            p.sector in ARMED or (p.sector == "GOV" and p.id.isupper() and _basis(p, world) in OFFICIAL) for p in actors
        )
        if draft.trigger.entry.lemma == "blockade" and blockaders:
            draft.instead, draft.mode = (
                "COERCE",
                "restrict",
            )  # a state or its foes shut somebody in, they do not demonstrate
            draft.reasons.append("rule:a blockade by forces")
            continue
        noun = draft.tree.tokens[draft.head].pos == "NOUN"
        known = OFFICIAL | {"demonym"} if noun else OFFICIAL
        if not all(p.sector == "GOV" and p.id.isupper() and _basis(p, world) in known for p in actors):
            continue
        if noun and not _formal(draft):
            draft.roles.actors = [replace(p, id=f"{p.code}.CVL", sector="CVL") for p in actors]
            draft.reasons.append("rule:its people protest")
        elif draft.trigger.entry.lemma == "protest" and draft.mode == "demo":
            draft.instead, draft.mode = "ACCUSE", "disapprove"
            draft.reasons.append("rule:a government protests")


def _formal(draft: Draft) -> bool:
    """ "Peru's protest over the arrest", "Peru's formal protest": one, that a government owns, about something."""
    tree, head = draft.tree, draft.head
    if draft.trigger.entry.lemma != "protest" or "actor:pre" in draft.reasons:
        return False
    kids = [tree.tokens[c] for c in tree.children[head]]
    if any(t.lemma.lower() in FORMAL for t in kids):
        return True
    plain = not any(t.dep == "amod" for t in kids) and tree.forms[head] == "protest"
    return plain and bool({"over", "to", "at", "against", "about"} & tree.arguments(head).keys())


def _basis(party: Party, world: World) -> str | None:
    return next(
        (m.basis for m in world.parties.values() for p in m.parties if (p.start, p.id) == (party.start, party.id)), None
    )


def by_means(drafts: Sequence[Draft]) -> None:
    """Who has no air force bombs from the ground: "bombings by militants" are explosives."""
    for draft in drafts:
        actors = draft.roles.actors
        bombs = draft.mode == "aerial" and draft.trigger.entry.lemma in ("bomb", "bombing")
        if bombs and actors and all(p.sector in GROUNDED for p in actors):
            draft.mode = "explosives"


def by_halting(drafts: Sequence[Draft]) -> None:
    """ "Peru wants Chile to stop those arms shipments": who stops what he sends, at another's word, gives way and punishes nobody."""
    sent = {(d.sentence, d.head) for d in drafts if d.event == "AID" and not d.roles.recipients}
    for draft in drafts:
        asked = draft.outer is not None and draft.outer.event == "REQUEST"
        if (draft.event, draft.mode) != ("SANCTION", "discontinue") or not asked or draft.roles.recipients:
            continue
        if any((draft.sentence, h) in sent for h in draft.tree.arguments(draft.head).get("obj", [])):
            draft.instead, draft.mode = "RETREAT", None
            draft.reasons.append("rule:stops its own deed when asked")


def _fight(parties: Sequence[Party]) -> bool:
    return bool(parties) and all(p.sector in ARMED for p in parties)


def sympathies(
    number: int, tree: Tree, world: World, drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]
) -> list[Draft]:
    """A SUPPORT for whoever "our thoughts are with", "our hearts go out to": the way condolences are said."""
    if words("sympathies").isdisjoint(tree.vocabulary):
        return []
    taken = {w for d in drafts for w in d.trigger.words}
    found = []
    for i, token in enumerate(tree.tokens):
        if token.pos != "NOUN" or token.dep != "nsubj" or i in taken or tree.lemmas[i] not in words("sympathies"):
            continue
        at = token.head
        if at < 0 or not any(tree.tokens[c].dep == "nmod:poss" for c in tree.children[i]):
            continue
        with_whom = tree.marker(at) == "with" or tree.lemmas[at] == "go"
        if not with_whom:
            continue
        told = [p for c in tree.subtree(at) if c in world.parties and c != i for p in world.parties[c].parties]
        own = [p for s in tree.children[i] if s in world.parties for p in world.parties[s].parties]
        others = [p for p in told if p.id not in {o.id for o in own}]
        roles = Roles(own, others[:1], [])
        draft = Draft(number, tree, Trigger(i, _kind_word(), (i,)), roles, "actual", ["sympathy"])
        if own or spoken(draft, speaker):
            found.append(draft)
    return found


def by_delivery(drafts: Sequence[Draft], world: World) -> None:
    """ "Norway handed over ten tanks to Chad": a state that gives arms to another party helps it, and lays down none of its own."""
    for draft in drafts:
        if (draft.event, draft.mode) != ("RETREAT", "disarm") or not draft.roles.actors:
            continue
        tree, own = draft.tree, {p.id.split(".")[0] for p in draft.roles.actors}
        given = [p for h in tree.arguments(draft.head).get("to", []) for p in parties_of(tree, h, world)]
        others = [p for p in given if p.id.split(".")[0] not in own and p.sector not in GROUNDED - {"OPP"}]
        of_state = all(p.sector in ("GOV", "MIL") and p.id[:3].isupper() for p in draft.roles.actors)
        if of_state and others and draft.status != "requested":
            draft.instead, draft.mode, draft.roles.recipients = "AID", None, others
            draft.reasons.append("rule:arms for others")


def by_arms(drafts: Sequence[Draft], world: World) -> None:
    """What a state or its forces give to those who fight is help: "Libya backed the rebels", "jets supported the troops" (CODEBOOK 2).

    "Peruvians marched in support of the rebels" are its people.
    """
    for draft in drafts:
        actors, others = draft.roles.actors, draft.roles.recipients
        if draft.event == "PROTEST" and draft.trigger.entry.lemma == "strike" and _fight(actors):
            draft.instead, draft.mode = "ASSAULT", None
            draft.reasons.append("rule:a strike by forces")
        if draft.event != "SUPPORT" or draft.trigger.entry.lemma not in words("backing") or not actors or not others:
            continue
        if any(n.event == "RETREAT" for n in draft.nested):
            continue  # "supports the withdrawal of the troops": what they are to do, and not them
        able = all(
            p.sector in ARMED or (p.sector == "GOV" and p.id.isupper() and _basis(p, world) != "demonym")
            for p in actors
        )
        if able and all(p.sector in ARMED for p in others):
            draft.instead, draft.mode = "AID", None
            draft.reasons.append("rule:support of forces")
