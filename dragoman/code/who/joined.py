"""What the claims of a sentence share, and what is nobody else's: a threat's target, who hit what else was hit, one's own ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.who.roles import World
from dragoman.code.who.same import wordless
from dragoman.code.words import words
from dragoman.model import Party

# What is done to somebody whom a threat joined to it by "and" is for, too.
AT_ODDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "SANCTION", "THREATEN"})
NOT = frozenset({"not", "n't", "n’t", "never"})
OWN = frozenset({"its", "their", "his", "her", "our"})
# What points at a thing told of before.
POINTED = frozenset({"the", "this", "that", "these", "those"})
MORE = frozenset({"more", "others"})
# A deed told behind these was before, and may be another's.
EARLIER = frozenset({"after", "since", "because", "following"})


def by_and(drafts: Sequence[Draft]) -> None:
    """ "Peru condemned Chile's raids and threatened action": threatened whom it condemned."""
    heads = {d.head: d for d in drafts}
    for draft in drafts:
        token = draft.tree.tokens[draft.head]
        if draft.event != "THREATEN" or draft.roles.recipients or token.pos != "VERB" or token.dep != "conj":
            continue
        first = heads.get(token.head)
        if first is None or first.event not in AT_ODDS or not _alike(first.roles.actors, draft.roles.actors):
            continue
        draft.roles.recipients = [wordless(p) for p in first.roles.recipients]
        draft.reasons.extend(["recipient:of the verb before"] * bool(draft.roles.recipients))


def by_meeting(drafts: Sequence[Draft]) -> None:
    """ "The officers, who met their Chadian hosts, demanded", "met the envoy and demanded": of whom they met, where nobody else is asked."""
    for draft in drafts:
        if draft.event not in AT_ODDS - {"REJECT", "SANCTION"} or draft.roles.recipients or not draft.roles.actors:
            continue
        for meeting in drafts:
            if meeting.event != "CONSULT" or meeting.status != "actual" or not _told_of_its_subject(draft, meeting):
                continue
            met = [p for p in (*meeting.roles.actors, *meeting.roles.recipients) if not _alike([p], draft.roles.actors)]
            if met and len(met) < len(meeting.roles.actors) + len(meeting.roles.recipients):
                draft.roles.recipients = [wordless(p) for p in met]
                draft.reasons.append("recipient:whom they met")
                break


def _told_of_its_subject(draft: Draft, meeting: Draft) -> bool:
    """Whether a meeting is told of the subject of a claim's verb, in a relative clause, or by the verb that it is joined to."""
    tree = draft.tree
    verb = draft.head if tree.tokens[draft.head].pos == "VERB" else tree.tokens[draft.head].head
    if verb < 0 or tree.tokens[verb].pos != "VERB" or tree.tokens[meeting.head].pos != "VERB" or tree.passive(verb):
        return False
    relative = tree.deps[meeting.head] == "acl:relcl" and tree.tokens[meeting.head].head in tree.subjects(verb)
    joined = tree.deps[verb] == "conj" and tree.tokens[verb].head == meeting.head and not tree.has(verb, "nsubj")
    return relative or joined


def by_number(drafts: Sequence[Draft]) -> None:
    """ "Rescued 300 Syrian refugees and took in 40 more", "killed ten rebels and wounded 12": 40 and 12 of the same."""
    for n, draft in enumerate(drafts):
        if draft.roles.recipients or draft.tree.tokens[draft.head].pos != "VERB":
            continue
        if not any(_number_alone(draft.tree, w) for w in _done_to(draft)):
            continue
        for before in reversed(drafts[:n]):
            counted = [w for w in _done_to(before) if before.tree.has(w, "nummod")]
            if before.sentence == draft.sentence and counted and before.roles.recipients:
                draft.roles.recipients = [wordless(p) for p in before.roles.recipients]
                draft.reasons.append("recipient:as many more of them")
                break


def by_hits(drafts: Sequence[Draft]) -> None:
    """ "Turkish jets bombed the camp, and two depots were hit": by the same, where it is not their own and nobody else hits."""
    for n, draft in enumerate(drafts):
        tree, head = draft.tree, draft.head
        if draft.event != "ASSAULT" or draft.roles.actors or not tree.passive(head) or draft.status != "actual":
            continue
        if draft.trigger.entry.lemma not in ("hit", "strike", "damage", "destroy", "flatten") or _behind(draft):
            continue
        before = [d for d in drafts[:n] if d.event == "ASSAULT" and d.roles.actors and d.status == "actual"]
        doers = before[-1].roles.actors if before and not before[-1].trigger.entry.frame.joint else []
        if len({p.id for d in before for p in d.roles.actors}) != len({p.id for p in doers}):
            continue
        if {p.id.split(".")[0] for p in doers} & {p.id.split(".")[0] for p in draft.roles.recipients}:
            continue
        draft.roles.actors = [wordless(p) for p in doers]
        draft.reasons.extend(["actor:who hit before"] * bool(doers))


def by_own(drafts: Sequence[Draft]) -> None:
    """ "The Togolese town is held by Togolese troops", "voted to extend Togo's lease": what is one's own is done to nobody else."""
    for draft in drafts:
        roles = draft.roles
        if not roles.recipients or draft.event not in ("AGREE", "COERCE"):
            continue
        owned = any(r.startswith("recipient:") and r.endswith(":owner") for r in draft.reasons)
        ground = (draft.event, draft.mode) == ("COERCE", "seize") and draft.tree.tokens[draft.head].lemma == "hold"
        if not (ground or (draft.event == "AGREE" and owned)):
            continue
        own = {p.code for p in roles.actors if p.code}
        roles.recipients = [p for p in roles.recipients if p.code not in own or p.sector not in (None, "GOV")]


def by_own_stores(drafts: Sequence[Draft]) -> None:
    """ "Used the port to deliver rockets to its bases in Mali": who sends arms to his own helps nobody, and moves them."""
    arms = load_lexicon().classes["weapon"]
    for draft in drafts:
        tree = draft.tree
        if draft.event != "AID" or draft.roles.recipients or tree.tokens[draft.head].pos != "VERB":
            continue
        args = tree.arguments(draft.head)
        sent = [
            h for w in (*args.get("obj", []), *draft.trigger.words) if tree.dep(w) == "obj" for h in tree.conjuncts(w)
        ]
        goals = [*args.get("to", []), *(g for h in sent for g in tree.arguments(h).get("to", []))]
        own = any(tree.tokens[c].dep == "nmod:poss" and tree.forms[c] in OWN for g in goals for c in tree.children[g])
        things = [*sent, *(c for h in sent for c in tree.children[h] if tree.tokens[c].dep == "compound")]
        if own and any(tree.lemmas[h] in arms for h in things):
            draft.instead, draft.mode = "MOBILIZE", "weapons"
            draft.reasons.append("rule:sends arms to its own")


def by_sharing(drafts: Sequence[Draft], world: World) -> None:
    """ "Peru built the depot, but Chile shared it": with whoever was told of before as having it, where that is one party."""
    for draft in drafts:
        tree, roles = draft.tree, draft.roles
        if draft.event != "COOPERATE" or draft.trigger.entry.lemma != "share" or roles.recipients or not roles.actors:
            continue
        things = [w for w in (*draft.trigger.words, *tree.arguments(draft.head).get("obj", [])) if tree.dep(w) == "obj"]
        known = any(tree.forms[w] == "it" or any(tree.forms[c] in POINTED for c in tree.children[w]) for w in things)
        own = {p.id.split(".")[0] for p in roles.actors}
        if not known or len(own) > 1:
            continue
        before = [i for i in range(draft.head) if tree.tokens[i].dep.startswith("nsubj") and i in world.parties]
        found = {p.id.split(".")[0]: p for i in before for p in world.parties[i].parties}
        partners = [p for root, p in found.items() if root not in own]
        if len(partners) == 1:
            roles.actors = [*roles.actors, replace(partners[0], text=None, start=None, end=None)]
            draft.reasons.append("actor:who has what is shared")


def by_not_wanting(drafts: Sequence[Draft]) -> None:
    """ "Chad does not want Mali to join": it wants that Mali does not."""
    for draft in drafts:
        tree, head = draft.tree, draft.head
        if draft.event != "REQUEST" or draft.status != "negated" or tree.tokens[head].pos != "VERB":
            continue
        told = any(tree.forms[c] in NOT for c in tree.children[head])
        clause = any(tree.tokens[c].dep in ("xcomp", "ccomp") for c in tree.children[head])
        if draft.trigger.entry.lemma not in words("wishes") or not told or not clause or not draft.roles.recipients:
            continue
        draft.status = "actual"
        draft.reasons.append("rule:does not want is wants not")
        for inner in draft.nested:
            inner.status = "negated"


def _alike(left: Sequence[Party], right: Sequence[Party]) -> bool:
    """Whether the same act, or the second leaves it open."""
    return bool(left) and (not right or {p.id for p in left} == {p.id for p in right})


def _done_to(draft: Draft) -> list[int]:
    """Whom a verb is done to: its object, in the passive its subject."""
    return list(draft.tree.arguments(draft.head).get("obj", []))


def _number_alone(tree: Tree, word: int) -> bool:
    """A number without a noun: "12", "40 more"."""
    if tree.tokens[word].pos == "NUM":
        return not any(tree.tokens[c].dep in ("nmod", "nmod:desc", "flat", "compound") for c in tree.children[word])
    return tree.forms[word] in MORE and tree.has(word, "nummod")


def _behind(draft: Draft) -> bool:
    """Whether a clause tells of what was before, or has a doer of its own."""
    tree = draft.tree
    above = [draft.head, *tree.ancestors(draft.head)]
    return any((tree.marker(a) or "") in EARLIER for a in above if tree.dep(a) == "advcl")
