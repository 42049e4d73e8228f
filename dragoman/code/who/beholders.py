"""Who is near a deed and has not done it, and for whom it was done: who welcomes an accord, at whom a campaign is aimed, who thanks for help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.drafts import Draft
from dragoman.code.who.roles import World, parties_of
from dragoman.code.who.same import root
from dragoman.code.words import words

GUESSED = "actor:learned"
# What is answered, and how.
DEEDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "ACCUSE", "MOBILIZE"})
ANSWERS = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "ACCUSE", "REJECT", "REQUEST"})
# What is said of a deed is said of whoever did it.
JUDGED = frozenset({"ACCUSE", "SUPPORT"})
PUNISHED = frozenset({"THREATEN", "SANCTION", "ACCUSE"})
# Deeds that a campaign, an operation or a drive is; what stands behind their "to" is who it is aimed at.
AIMED = frozenset({"ASSAULT", "COERCE"})

# What is claimed or denied of a deed, and by which verbs.
RESPONSIBILITY = frozenset({"responsibility", "credit"})
OWNING_UP = frozenset({"accept", "acknowledge", "admit", "claim", "deny", "disclaim", "take"})


def by_beholder(draft: Draft, world: World) -> None:
    """ "Italy welcomed the agreement": Italy did not agree; "a campaign to deal the rebels a blow": the rebels are dealt it.

    Only where a head gave the doer; whom grammar gives stays.
    """
    tree, head = draft.tree, draft.head
    if GUESSED not in draft.reasons:
        return
    noun = tree.tokens[head].head if tree.dep(head) == "acl" and tree.tokens[head].pos == "VERB" else head
    if noun < 0 or tree.tokens[noun].pos != "NOUN":
        return
    above = tree.tokens[noun].head
    if above >= 0 and tree.tokens[above].lemma in words("beholding") and tree.dep(noun) in ("obj", "obl", "nsubj"):
        only = {p.start for s in tree.subjects(above) for p in parties_of(tree, s, world)}
        if not tree.passive(above) and draft.roles.actors and {p.start for p in draft.roles.actors} <= only:
            draft.roles.actors = []
            draft.reasons.append("nobody:only beholds it")
    if above >= 0 and tree.tokens[above].lemma in words("averting") and tree.dep(noun) == "obj":
        own = {tree.tokens[w].start for w in tree.subtree(noun)}
        draft.roles.actors = [p for p in draft.roles.actors if p.start in own]
    brokered = [c for c in tree.children[noun] if tree.dep(c) == "acl" and tree.tokens[c].lemma in words("brokering")]
    inside = {tree.tokens[w].start for c in brokered for w in tree.subtree(c)}
    if draft.mode == "ceasefire" and above >= 0 and tree.lemmas[above] in words("brokering"):
        inside |= _brokers(draft, noun, above)
    draft.roles.actors = [p for p in draft.roles.actors if p.start not in inside]
    if draft.event not in AIMED or noun != head:
        return
    verbs = [c for c in tree.children[head] if tree.dep(c) == "acl" and tree.marker(c) == "to"]
    starts = {tree.tokens[w].start for v in verbs for h in _objects(draft, v) for w in tree.subtree(h)}
    hit = [p for p in draft.roles.actors if p.start in starts]
    if hit:
        draft.roles.actors = [p for p in draft.roles.actors if p not in hit]
        draft.roles.recipients = draft.roles.recipients or hit
        draft.reasons.append("recipient:aimed at")


def _brokers(draft: Draft, truce: int, broker: int) -> set[int]:
    """Where those stand who bring about a truce and do not keep it: "coordination between Mali and Togo in arranging a truce"."""
    tree = draft.tree
    joint = tree.tokens[broker].head if tree.dep(broker) in ("acl", "advcl") and not tree.subjects(broker) else -1
    who = [*tree.subjects(broker), *([joint] if joint >= 0 and tree.tokens[joint].pos == "NOUN" else [])]
    kept = {w for c in (truce, broker) for w in tree.subtree(c)}
    return {tree.tokens[w].start for h in who for w in tree.subtree(h) if w not in kept}


def by_claim(draft: Draft, world: World) -> None:
    """ "The bombing, for which the rebels claimed responsibility", "the bombing, claimed by the rebels": they did it."""
    tree, head = draft.tree, draft.head
    if draft.event != "ASSAULT" or tree.tokens[head].pos != "NOUN":
        return
    firm = any(r.startswith("actor:") and r not in (GUESSED, "actor:pre") for r in draft.reasons)
    if draft.roles.actors and firm:
        return
    above = tree.tokens[head].head
    verbs = [c for c in tree.children[head] if tree.tokens[c].dep == "acl:relcl"]
    verbs = [v for v in verbs if tree.tokens[v].lemma == "claim" and _responsible(draft, v)]
    if above >= 0 and tree.tokens[above].lemma == "claim" and tree.tokens[head].dep in ("obj", "nsubj:pass"):
        verbs.append(above)
    # "raids, also claimed by the rebels, killed ten"
    told = [c for c in tree.children[head] if tree.dep(c) == "acl" and tree.tokens[c].lemma == "claim"]
    verbs += [c for c in told if tree.passive(c)]
    verbs += _owned_up(draft)
    for verb in verbs:
        doers = [
            h for h in tree.arguments(verb).get("subj", []) if not any(tree.forms[c] == "no" for c in tree.children[h])
        ]
        found = [p for h in doers for p in parties_of(tree, h, world)]
        if found:
            draft.roles.actors = found
            draft.roles.recipients = [p for p in draft.roles.recipients if p.id not in {f.id for f in found}]
            draft.reasons.append("actor:who claims it")
            return


def _responsible(draft: Draft, verb: int) -> bool:
    tree = draft.tree
    return any(tree.tokens[c].lemma in RESPONSIBILITY for c in tree.children[verb])


def _owned_up(draft: Draft) -> list[int]:
    """The verb of "claimed responsibility for the raid", "denied responsibility for it": it is told as, or is not, the subject's."""
    tree, head = draft.tree, draft.head
    above = tree.tokens[head].head
    if above < 0 or tree.marker(head) != "for":
        return []
    if tree.lemmas[above] in RESPONSIBILITY and tree.tokens[above].dep in ("obj", "nsubj:pass"):
        above = tree.tokens[above].head
    elif not _responsible(draft, above):
        return []
    return [above] if tree.tokens[above].lemma in OWNING_UP else []


def by_pair(draft: Draft, world: World) -> None:
    """ "Condemned Ghana's siege of the port and its shelling of the town": Ghana shelled it, and not whoever condemns."""
    tree, head = draft.tree, draft.head
    own = draft.roles.actors
    if tree.dep(head) != "conj" or "actor:poss" not in draft.reasons or len(own) != 1:
        return
    first = tree.tokens[head].head
    if (own[0].text or "").lower() not in words("pronouns") or tree.tokens[first].pos != "NOUN":
        return
    args = tree.arguments(first)
    for relation in ("poss", "by", "pre"):
        found = [p for h in args.get(relation, []) for p in parties_of(tree, h, world)]
        if found and not any((p.text or "").lower() in words("pronouns") for p in found):
            draft.roles.actors = [replace(p, text=own[0].text, start=own[0].start, end=own[0].end) for p in found]
            draft.reasons.append("actor:whose the first is")
            return


def by_reaction(drafts: Sequence[Draft]) -> None:
    """ "The veto drew criticism from Peru", "Peru vowed revenge for the raid": who vetoed is criticised, and who raided is threatened."""
    heads = {(d.sentence, d.head): d for d in drafts}
    for draft in drafts:
        noun = draft.tree.tokens[draft.head].pos == "NOUN"
        relations = ("obj",) if draft.event in JUDGED and noun else ("for", "over") if draft.event in PUNISHED else ()
        if draft.roles.recipients or not relations:
            continue
        own = {root(p) for p in draft.roles.actors}
        args = [draft.tree.arguments(w) for w in sorted({draft.head, *draft.trigger.words})]
        for deed in (heads.get((draft.sentence, h)) for a in args for r in relations for h in a.get(r, [])):
            if deed is not None and deed.roles.actors and deed.event in DEEDS | ANSWERS:
                found = [replace(p, text=None, start=None, end=None) for p in deed.roles.actors]
                draft.roles.recipients = [p for p in found if root(p) not in own]
                draft.reasons.extend(["recipient:of the deed"] * bool(draft.roles.recipients))
                break


def by_answer(drafts: Sequence[Draft]) -> None:
    """ "Peru recalled its envoy from Chile over its raids": whoever is answered raided, and not whoever answers.

    "Its" may be either's; nobody is punished for what the punisher did.
    """
    for draft in drafts:
        tree, head = draft.tree, draft.head
        own = draft.roles.actors
        if (
            tree.tokens[head].pos != "NOUN"
            or draft.event not in DEEDS
            or len(own) != 1
            or "actor:poss" not in draft.reasons
        ):
            continue
        if (own[0].text or "").lower() not in words("pronouns") or not _for_which(draft):
            continue
        above = tree.ancestors(head)
        for answer in (d for d in drafts if d.sentence == draft.sentence and d.event in ANSWERS and d is not draft):
            beside = tree.tokens[answer.head].head
            if not (answer.head in above or beside in above) or not answer.roles.recipients:
                continue
            if {root(p) for p in answer.roles.actors} == {root(own[0])}:
                draft.roles.actors = [
                    replace(p, text=own[0].text, start=own[0].start, end=own[0].end)
                    for p in answer.roles.recipients
                    if root(p) != root(own[0])
                ]
                draft.reasons.append("actor:who is answered")
                break


def _for_which(draft: Draft) -> bool:
    """Whether a deed stands behind what says that it is answered: "over its raid", "in response to its raid"."""
    tree, at = draft.tree, draft.head
    while tree.tokens[at].dep == "conj":
        at = tree.tokens[at].head
    above = tree.tokens[at].head
    reprisal = above >= 0 and tree.lemmas[above] in words("reprisals")
    return tree.marker(at) in ("over", "for", "because") or reprisal


def by_campaign(draft: Draft, world: World) -> None:
    """ "Ghana made gains in the war on the rebels": Ghana fights it; "helped Togo in the war on the rebels": Togo does."""
    tree, head = draft.tree, draft.head
    if draft.roles.actors or draft.event != "ASSAULT" or tree.lemmas[head] not in words("campaigns"):
        return
    if not draft.roles.recipients or tree.marker(head) != "in":
        return
    at = tree.tokens[head].head
    hit = {root(p) for p in draft.roles.recipients}
    nouns = []
    while at >= 0 and tree.tokens[at].pos == "NOUN" and tree.dep(at) in ("obj", "obl", "nmod"):
        nouns.append(at)
        at = tree.tokens[at].head
    nouns += [c for c in tree.children[at] if tree.dep(c) == "obj" and c < head] if at >= 0 else []
    for noun in (n for n in nouns if tree.tokens[n].lemma in words("helping_nouns")):
        helped = [h for r in ("for", "to") for h in tree.arguments(noun).get(r, []) if h < head]
        backed = [p for h in helped for p in parties_of(tree, h, world) if root(p) not in hit]
        if backed:  # "support for Togo in the war on the rebels"
            draft.roles.actors = backed
            draft.reasons.append("actor:in the campaign")
            return
    if at < 0 or tree.tokens[at].pos != "VERB" or tree.passive(at):
        return
    verb = tree.tokens[at].lemma
    if verb in words("dying") or verb in words("happening") or verb in words("speech"):
        return
    helped = tree.arguments(at).get("obj", []) if verb in words("enabling") else []
    for heads in (helped, tree.subjects(at)):
        found = [p for h in heads for p in parties_of(tree, h, world) if root(p) not in hit]
        if found:
            draft.roles.actors = found
            draft.reasons.append("actor:in the campaign")
            return


def _objects(draft: Draft, verb: int) -> list[int]:
    return [c for c in draft.tree.children[verb] if draft.tree.tokens[c].dep in ("obj", "iobj")]


def by_thanks(drafts: Sequence[Draft]) -> None:
    """ "Norway thanked Chad for its help": Norway was helped."""
    for draft in drafts:
        outer = draft.outer
        if outer is None or draft.event != "AID" or outer.event != "SUPPORT" or draft.roles.recipients:
            continue
        if outer.trigger.entry.lemma in words("thanking"):
            doers = {root(p) for p in draft.roles.actors}
            draft.roles.recipients = [p for p in outer.roles.actors if root(p) not in doers]
            draft.reasons.extend(["recipient:who thanks"] * bool(draft.roles.recipients))
