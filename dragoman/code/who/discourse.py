"""What a claim leaves unsaid because the report has just told it: whom an answer answers, whom "the attack" was on.

CODEBOOK 5 asks that pronouns and descriptions resolve to the party meant. A refusal or an acceptance without an addressee answers
the latest demand made to whoever answers; a definite noun ("the bombing", "the Israeli attack") takes the party it leaves out from the
latest claim of the same type that shares the party it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from dragoman.code.drafts import Draft
from dragoman.code.who.same import root, wordless
from dragoman.code.who.titles import TITLES, told_below
from dragoman.code.words import words
from dragoman.data.files import load_yaml

ANSWERS = frozenset({"REJECT", "CONCEDE", "AGREE"})
ANSWERING = frozenset({"refuse", "yield", "agree", "promise", "oppose"})
DEMANDS = frozenset({"REQUEST", "THREATEN"})
REACTIONS = frozenset({"REJECT", "CONCEDE", "AGREE", "SUPPORT", "ACCUSE"})
BLAMING = frozenset({"ACCUSE", "REQUEST", "SUPPORT"})
# What several do together: "the talks" are those told of before, by whatever word.
TOGETHER = frozenset({"CONSULT", "AGREE"})
# How somebody comes to be held.
HOLDING = frozenset({("COERCE", "arrest"), ("ASSAULT", "abduct"), ("SANCTION", "convict")})
# Sentences a demand or an event stays in mind; beyond it a reader needs to be told again.
REACH = 8
# What is told by a noun and then by its verb, of whoever goes somewhere.
MOVES = frozenset({"MOBILIZE", "RETREAT"})
FRESH = 3  # sentences in which "the attack" is still the one that the same word told of
POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})


def complete(drafts: Sequence[Draft]) -> None:
    """Fill what the report has told before; drafts in text order."""
    first = 0
    for n, draft in enumerate(drafts):
        if draft.tree.sentence.kind in TITLES and not (draft.roles.actors and draft.roles.recipients):
            told_below(draft, drafts[n + 1 :])
        while draft.sentence - drafts[first].sentence > REACH:
            first += 1
        before = drafts[first:n]
        noun = draft.tree.tokens[draft.head].pos == "NOUN"
        if not noun:
            _doing_it(draft, before)
        if draft.event in REACTIONS and draft.roles.actors and not noun and not _firm(draft):
            _react(draft, before)
        together = (
            draft.trigger.entry.frame.joint and len(draft.roles.actors) > 1
        )  # "the two signed a truce": with each other
        if _answers(draft) and not draft.roles.recipients and not together and not (noun and draft.event == "AGREE"):
            _answer(draft, before)
        if noun and draft.event == "ASSAULT" and _this(draft):
            draft.roles.recipients = []
        if not draft.roles.actors and not draft.roles.recipients and noun and definite(draft):
            _the_one(draft, before)
            if not draft.roles.actors and draft.event == "ASSAULT":
                _the_attack(draft, before)
            _blame(draft)
        elif noun and _only_guessed(draft) and definite(draft):
            _the_one(draft, before)
        elif not draft.roles.actors and draft.event == "ASSAULT" and not noun and draft.outer is None:
            _same_again(draft, before)
        if (
            draft.tree.tokens[draft.head].pos == "NOUN"
            and bool(draft.roles.actors) != bool(draft.roles.recipients)
            and definite(draft)
        ):
            _same_again(draft, before)
            _blame(draft)


def _doing_it(draft: Draft, before: Sequence[Draft]) -> None:
    """ "The Chadian deployment shows ... 'They deployed at night'": whoever "they" was held to be, it is those who deployed."""
    if draft.event not in MOVES or [(p.text or "").lower() for p in draft.roles.actors] not in (["they"], ["it"]):
        return
    stem = draft.tree.lemmas[draft.head]
    for earlier in reversed(before):
        token = earlier.tree.tokens[earlier.head]
        same = token.pos == "NOUN" and len(stem) > 4 and token.lemma.lower().startswith(stem[:6])
        if (
            not same
            or earlier.event != draft.event
            or draft.sentence - earlier.sentence > 2
            or not earlier.roles.actors
        ):
            continue
        if {root(p) for p in earlier.roles.actors} != {root(p) for p in draft.roles.actors}:
            said = draft.roles.actors[0]
            draft.roles.actors = [
                replace(p, text=said.text, start=said.start, end=said.end) for p in earlier.roles.actors
            ]
            draft.reasons.append("actor:told before of the same event")
        return


def _only_guessed(draft: Draft) -> bool:
    """Whether a head alone gives who did what is pointed at as known: "The veto drew criticism from Poland" tells of an earlier veto."""
    if draft.status != "actual" or draft.roles.recipients or "actor:learned" not in draft.reasons:
        return False
    children = draft.tree.children[draft.head]
    if any(draft.tree.dep(c) in ("nmod", "acl", "compound", "appos") for c in children):
        return False  # "the assault on the port", "the release that they demand"
    article = any(draft.tree.forms[c] in POINTING for c in children)
    return article and all("learned" in r for r in draft.reasons if r.startswith(("actor:", "recipient:")))


def _this(draft: Draft) -> bool:
    """Whether a head alone gives to whom a deed was done that is pointed at: "This raid shows what Chad does" tells of the raid before."""
    sides = [r for r in draft.reasons if r.startswith(("actor:", "recipient:"))]
    if draft.roles.actors or not sides or not all(r.startswith("recipient:learned") for r in sides):
        return False
    return any(draft.tree.forms[c] in ("this", "these") for c in draft.tree.children[draft.head])


def _blame(draft: Draft) -> None:
    """ "Condemned the bombing": whoever bombed is condemned, once the report has said who did."""
    outer = draft.outer
    if outer is None or (outer.trigger.entry.frame.joint and len(outer.roles.actors) > 1):
        return
    faint = outer.event == "SUPPORT" and "recipient:learned, faintly" in outer.reasons
    if outer.event in BLAMING and draft.roles.actors and (faint or not outer.roles.recipients):
        own = {root(a) for a in outer.roles.actors}
        outer.roles.recipients = [wordless(p) for p in draft.roles.actors if root(p) not in own]
        outer.reasons.extend(["recipient:from content"] * bool(outer.roles.recipients))


def settle(drafts: Sequence[Draft]) -> None:
    """What follows once every draft has the parties the scene gives it: who is to free whom, and who is blamed for what."""
    for n, draft in enumerate(drafts):
        if (draft.event, draft.mode) == ("COERCE", "arrest") and not draft.roles.recipients and definite(draft):
            _the_arrest(draft, drafts[:n])
        if (draft.event, draft.mode) == ("RETREAT", "release"):
            own = {p.id for p in draft.roles.actors}
            if "actor:learned" in draft.reasons and own == {p.id for p in draft.roles.recipients}:
                draft.roles.recipients = []  # "accused them of kidnapping ten and called for their release": those ten
            if not draft.roles.actors:
                _captor(draft, drafts[:n])
    for draft in drafts:
        outer = draft.outer
        if outer is None or not draft.roles.actors:
            continue
        if outer.roles.recipients and (outer.event != "SUPPORT" or draft.event != "ASSAULT"):
            continue
        if outer.event in ("ACCUSE", "SUPPORT") or (outer.event == "REQUEST" and draft.event == "RETREAT"):
            _blame(draft)


def _the_arrest(draft: Draft, before: Sequence[Draft]) -> None:
    """ "Condemned the arrest": the latest one told of."""
    if draft.tree.tokens[draft.head].pos != "NOUN" or _aimed(draft) or draft.tree.arguments(draft.head).get("of"):
        return
    own = {root(p) for p in draft.roles.actors}
    for earlier in reversed(before):
        if (earlier.event, earlier.mode) == ("COERCE", "arrest") and earlier.status == "actual":
            if earlier.roles.recipients and (not own or own & {root(p) for p in earlier.roles.actors}):
                draft.roles.actors = draft.roles.actors or [wordless(p) for p in earlier.roles.actors]
                draft.roles.recipients = [wordless(p) for p in earlier.roles.recipients]
                draft.reasons.append("recipient:told before of the same event")
            return


def _captor(draft: Draft, before: Sequence[Draft]) -> None:
    """ "Called for the general's release": whoever has jailed or seized him is to free him."""
    freed = {p.id for p in draft.roles.recipients}
    for earlier in reversed(before):
        held = (earlier.event, earlier.mode) in HOLDING and earlier.status == "actual" and earlier.roles.actors
        if held and freed & {p.id for p in earlier.roles.recipients}:
            draft.roles.actors = [wordless(p) for p in earlier.roles.actors if p.id not in freed]
            draft.reasons.extend(["actor:who holds them"] * bool(draft.roles.actors))
            return


def _firm(draft: Draft) -> bool:
    """Whether the sentence itself says to whom, by its grammar and not by a head's guess."""
    return bool(draft.roles.recipients) and "recipient:learned" not in draft.reasons


def _react(draft: Draft, before: Sequence[Draft]) -> None:
    """ "Ghana rejected the claim", "Benin welcomed the decision": the latest that was told of that kind, and who did it."""
    kinds = _pointed(draft)
    own = {root(p) for p in draft.roles.actors}
    for earlier in reversed(before):
        if earlier.event not in kinds or earlier is draft or earlier.outer is draft:
            continue
        others = [p for p in earlier.roles.actors if root(p) not in own]
        if others and len(others) == len(earlier.roles.actors):
            draft.roles.recipients = [wordless(p) for p in others]
            draft.reasons.append(f"recipient:of the {earlier.event} told before")
            return


def _pointed(draft: Draft) -> frozenset[str]:
    """The events that the object of a reaction may stand for; none where it says itself whose it is."""
    tree = draft.tree
    args = tree.arguments(draft.head)
    for head in (h for relation in ("obj", "to", "of", "for") for h in args.get(relation, [])):
        token = tree.tokens[head]
        word = token.text.lower()
        if token.pos in ("PRON", "DET") and word in known()["pronouns"] and draft.event in ANSWERS:
            return DEMANDS | {"AGREE"}
        told = known()["pointed"].get(token.lemma.lower())
        if draft.event == "ACCUSE" and tree.lemmas[draft.head] == "call" and tree.lemmas[head] in known()["violence"]:
            told = ["ASSAULT"]  # "called the strikes an outrage"
        if told and any(tree.forms[c] in POINTING for c in tree.children[head]):
            owned = tree.arguments(head)
            if not any(owned.get(relation) for relation in ("poss", "pre", "by", "from")):
                return frozenset(told)
    return frozenset()


@cache
def known() -> dict[str, Any]:
    """What points back at what (`data/discourse.yml`)."""
    return dict(load_yaml("discourse.yml"))


def _answers(draft: Draft) -> bool:
    """Whether a claim says yes or no to somebody: told for itself, by a word of refusing, yielding or agreeing."""
    frame = draft.trigger.entry.frame.name
    return draft.event in ANSWERS and draft.outer is None and bool(draft.roles.actors) and frame in ANSWERING


def _answer(draft: Draft, before: Sequence[Draft]) -> None:
    own = {root(p) for p in draft.roles.actors}
    for demand in reversed(before):
        if demand.event in DEMANDS and demand.status == "actual" and demand.roles.actors and demand is not draft.outer:
            asked = {root(p) for p in demand.roles.recipients} | {
                root(p) for d in demand.nested for p in d.roles.actors
            }
            if own & asked and not own & {root(p) for p in demand.roles.actors}:
                draft.roles.recipients = [wordless(p) for p in demand.roles.actors]
                draft.reasons.append("recipient:answers an earlier demand")
                return


def _the_one(draft: Draft, before: Sequence[Draft]) -> None:
    """ "The ultimatum ran out", "the withdrawal was completed": the latest that was told of by the same word, and whose it was."""
    lemma = draft.trigger.entry.lemma
    known_talks = _known(draft)
    takes = draft.trigger.entry.frame.noun.get("recipient")  # whoever leaves or deploys does it to nobody
    violent = draft.event == "ASSAULT" and lemma in known()["violence"]
    for earlier in reversed(before):
        if violent and earlier.roles.actors and earlier.sentence == draft.sentence and _said_of_it(draft, earlier):
            draft.roles.actors = [wordless(p) for p in earlier.roles.actors]
            draft.roles.recipients = [wordless(p) for p in earlier.roles.recipients]
            draft.reasons.append("actor:told before of the same event")
            return
        entry = earlier.trigger.entry  # a retreat still to come is a concession (CODEBOOK 2), and no less the one meant
        alike = (not takes or draft.mode) and (entry.event, entry.mode) == (draft.event, draft.mode)
        announced = draft.event == "RETREAT" and (earlier.event, earlier.mode) == ("CONCEDE", "withdraw")
        spoken = known_talks and earlier.event == draft.event and earlier.mode == draft.mode and _several(earlier)
        same = entry.lemma == lemma or alike or announced or spoken or (violent and entry.lemma.endswith(lemma))
        if same and (_answered(earlier) or (violent and earlier.status == "hypothetical" != draft.status)):
            continue  # "the attacks" are not those that somebody threatens
        if same and violent and draft.sentence - earlier.sentence > FRESH and _others_since(draft, earlier, before):
            return  # of the attacks of several the one told of last is meant
        if same and earlier is not draft.outer and earlier.roles.actors and earlier.sentence < draft.sentence:
            draft.roles.actors = [wordless(p) for p in earlier.roles.actors]
            draft.roles.recipients = [wordless(p) for p in earlier.roles.recipients]
            draft.reasons.append("actor:told before of the same event")
            return


def _known(draft: Draft) -> bool:
    """Whether "the talks", "the accord" needs no telling which: nothing behind it says so, and it is past."""
    told_apart = any(draft.tree.tokens[c].dep == "acl:relcl" for c in draft.tree.children[draft.head])
    return draft.event in TOGETHER and draft.status == "actual" and not told_apart


def _several(draft: Draft) -> bool:
    """Whether a meeting or an agreement is told with more than one who takes part."""
    return len({root(p) for p in (*draft.roles.actors, *draft.roles.recipients)}) > 1


def _the_attack(draft: Draft, before: Sequence[Draft]) -> None:
    """ "The attack", "the killings": the latest deed of violence the report has told as done, by and to somebody."""
    if draft.trigger.entry.lemma not in known()["violence"] or _aimed(draft):
        return
    for earlier in reversed(before):
        if earlier.event != "ASSAULT" or earlier.status != "actual" or _answered(earlier):
            continue
        if earlier.sentence == draft.sentence:
            continue
        casualties = earlier.trigger.entry.frame.name in ("kill", "die") and earlier.tree.passive(earlier.head)
        if (casualties and not any(p.start is not None for p in earlier.roles.actors)) or any(
            p.sector == "UAF" for p in earlier.roles.recipients
        ):
            continue  # the gunman shot in the end is not whom the attack was on
        if earlier.roles.actors and earlier.roles.recipients:
            draft.roles.actors = [wordless(p) for p in earlier.roles.actors]
            draft.roles.recipients = [wordless(p) for p in earlier.roles.recipients]
            draft.reasons.append("actor:told before of the same event")
        return


def _answered(draft: Draft) -> bool:
    """Whether a deed is only told of as what another answers: "in retaliation for an attack on the base"."""
    tree, over = draft.tree, draft.tree.tokens[draft.head].head
    return over >= 0 and tree.lemmas[over] in words("reprisals") and tree.marker(draft.head) in ("for", "to")


def _others_since(draft: Draft, earlier: Draft, before: Sequence[Draft]) -> bool:
    """Whether the report has told of violence by others since, and just now."""
    own = {root(p) for p in earlier.roles.actors}
    return any(
        d.event == "ASSAULT"
        and d.sentence > max(earlier.sentence, draft.sentence - FRESH)
        and d.status == "actual"
        and d.roles.actors
        and d.roles.recipients
        and not own & {root(p) for p in d.roles.actors}
        for d in before
    )


def _said_of_it(draft: Draft, earlier: Draft) -> bool:
    """ "The front hit a radar, saying the attack was an answer": said of the deed that the same sentence tells."""
    tree = draft.tree
    return any(
        tree.forms[a] in ("saying", "calling", "adding", "claiming") and tree.tokens[a].head == earlier.head
        for a in tree.ancestors(draft.head)
    )


def _same_again(draft: Draft, before: Sequence[Draft]) -> None:
    if not draft.roles.recipients and _aimed(draft):
        return
    named = draft.roles.actors or draft.roles.recipients
    own = {root(p) for p in named}
    for earlier in reversed(before):
        if earlier.event != draft.event or earlier.status != "actual" or earlier.sentence == draft.sentence:
            continue
        same, other = (
            (earlier.roles.actors, earlier.roles.recipients)
            if draft.roles.actors
            else (earlier.roles.recipients, earlier.roles.actors)
        )
        if other and own & {root(p) for p in same}:
            missing = [wordless(p) for p in other if root(p) not in own]
            side = "recipient" if draft.roles.actors else "actor"
            if side == "recipient":
                draft.roles.recipients = missing
            else:
                draft.roles.actors = missing
            if missing:
                draft.reasons.append(f"{side}:told before of the same event")
            return


def _aimed(draft: Draft) -> bool:
    """Whether the noun names its own target, though nobody knows whose it is: "the raid on the customs house"."""
    args = draft.tree.arguments(draft.head)
    slots = draft.trigger.entry.frame.noun.get("recipient", ())
    return any(
        draft.tree.tokens[h].pos in ("NOUN", "PROPN") for r in slots if r not in ("of", "pre") for h in args.get(r, [])
    )


def definite(draft: Draft) -> bool:
    """Whether a noun points at a deed that is known: "the raid", "Chad's raid", "this act of murder"."""
    tree, head = draft.tree, draft.head
    children = tree.children[head]
    if tree.marker(head) == "of" and tree.lemmas[tree.tokens[head].head] in words("carriers"):
        children = [*children, *tree.children[tree.tokens[head].head]]
    return any(tree.tokens[c].dep == "nmod:poss" or tree.forms[c] in POINTING for c in children)
