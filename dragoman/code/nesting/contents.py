"""What is the content of what: demands, refusals, promises, threats and accusations hold events (CODEBOOK 4)."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.everyday import everyday
from dragoman.code.nesting.beside import beside_another
from dragoman.code.nesting.causes import killers
from dragoman.code.nesting.holder import BESIDE_THE_END, HOLDERS, RULING, above, holder_of, learned_holder
from dragoman.code.nesting.parties import HARM, direct, share_parties
from dragoman.code.nesting.reach import GOES_ON, a_topic, ends, roots_of
from dragoman.code.nesting.status import TALK, share_status
from dragoman.code.voices.phrases import load_words
from dragoman.code.what.learned import contents
from dragoman.code.what.lexicon import STATUSES
from dragoman.code.what.thresholds import trust
from dragoman.code.whether.status import load_cues, status_of
from dragoman.code.who.same import root
from dragoman.code.words import words
from dragoman.model import Sense

# Modes of a demand or refusal by what it is about (PLOVER: yield, assist, meet, change).
MODE_OF = {
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
}
# Heads of no draft.
NOTHING: frozenset[int] = frozenset()


def nest(drafts: Sequence[Draft], sense: Sense | None = None) -> None:
    """Link each draft to the nearest one of its sentence that holds it, then hand down parties and status.

    Where no rule finds a holder, the learned head may (`sense`), when it is sure.
    """
    by_head = {d.head: d for d in drafts}
    if len(drafts) > 1:
        _find_holders(drafts, by_head, sense)
    for draft in drafts:
        if draft.outer is not None:
            draft.outer.nested.append(draft)
    for draft in drafts:
        # What is met for is content of what the meeting is content of; what is talked about, of nothing.
        while draft.outer is not None and draft.outer.event == "CONSULT":
            draft.outer = None if a_topic(draft.tree, draft.head, draft.outer.head) else draft.outer.outer
    for draft in drafts:
        _of_itself(draft)
    for draft in drafts:
        if draft.outer is None:
            for inner in draft.nested:
                _settle(draft, inner)
        if draft.trigger.entry.frame.name in ("kill", "die"):
            killers(draft, by_head)


def _find_holders(drafts: Sequence[Draft], by_head: dict[int, Draft], sense: Sense | None) -> None:
    roots = {d.head: roots_of(d) for d in drafts if d.event in HOLDERS or ends(d)}
    for draft in drafts:
        holder = holder_of(draft, by_head, roots)
        # Two rules may each take one of a pair for the other's holder ("will obey no order"): the first stands.
        draft.outer = holder if holder is not None and draft is not holder and draft not in above(holder) else None
    links = contents(sense, trust().content) if sense is not None else {}
    for draft in drafts:
        if links and draft.outer is None and GOES_ON not in draft.reasons:
            draft.outer = learned_holder(draft, drafts, links)
    beside_another(drafts, by_head)
    for draft in drafts:
        if draft.outer is not None and _mediated(draft):
            draft.outer, draft.status = None, "actual"
            draft.reasons = [r for r in draft.reasons if r.partition(":")[0] not in STATUSES]


def _mediated(draft: Draft) -> bool:
    """ "Agreed to a truce brokered by Chad": the truce is agreed to, and Chad has mediated before."""
    tree, head = draft.tree, draft.head
    told = (draft.event, draft.mode) == ("CONSULT", "third-party") and draft.outer is not None
    agreed = draft.outer is not None and draft.outer.event in ("AGREE", "REJECT", "ACCUSE", "SUPPORT")
    bare = not any(tree.dep(c) in ("nsubj", "aux") for c in tree.children[head])
    by = any(tree.tokens[c].dep == "obl:agent" for c in tree.children[head])
    return told and agreed and bare and by and tree.dep(head) in ("acl", "advcl")


def _of_itself(draft: Draft) -> None:
    """The status of a content is told below what holds it: what "could demand" makes of the demand is not the content's."""
    outer = draft.outer
    if outer is None or outer.event not in RULING or any(r.startswith("learned:") for r in draft.reasons):
        return
    if BESIDE_THE_END in draft.reasons:
        return  # "an end to the raids, free passage": the passage is not what is to end
    if draft.instead is not None:
        return  # "warned that it will not accept the base": the "not" has gone into the refusal
    talk = draft.event in TALK and draft.tree.tokens[draft.head].pos == "NOUN"  # a refused request was made
    if talk or not draft.tree.under(draft.head, outer.head):
        return
    own = next((f for f in STATUSES if f in draft.trigger.entry.flags and f != "actual"), None)
    status, reasons = status_of(draft.tree, draft.head, load_cues(), own=own, below=outer.head)
    if status != draft.status:
        kept = [r for r in draft.reasons if r.partition(":")[0] not in STATUSES]
        draft.status, draft.reasons = status, [*kept, *reasons]


def harden(drafts: Sequence[Draft]) -> None:
    """A promise to attack, to punish or to force is a threat ("vowed to strike back"); one never to yield, a refusal."""
    for draft in drafts:
        if draft.event != "AGREE" or draft.trigger.entry.lemma not in words("vows"):
            continue
        if any(
            n.event in HARM
            and n.status != "negated"
            and direct(draft, n)
            and not _to_others(draft, n)
            and not _harmless(n)
            for n in draft.nested
        ):
            draft.instead = "THREATEN"
            draft.reasons.append("rule:a promise of harm")
        elif draft.trigger.entry.lemma in ("vow", "swear") and any(
            n.event in MODE_OF and n.status == "negated" and direct(draft, n) for n in draft.nested
        ):
            draft.instead, draft.mode, draft.status = "REJECT", "yield", "actual"
            draft.reasons.append("rule:a vow not to yield")


def join(drafts: Sequence[Draft]) -> None:
    """An exercise or patrol of several parties is a joint one ("the war games of Kenya and Uganda")."""
    for draft in drafts:
        several = len({p.id.split(".")[0] for p in draft.roles.actors}) > 1
        if several and draft.event == "MOBILIZE" and draft.trigger.entry.lemma in words("exercises"):
            draft.instead, draft.mode = "COOPERATE", None
            draft.reasons.append("rule:a joint exercise")


def _harmless(inner: Draft) -> bool:
    """ "Pledged to fight malaria", "promised to regulate the sale of fish": harm to nobody."""
    return everyday(inner) or (inner.trigger.entry.lemma in words("governing") and not inner.roles.recipients)


def _to_others(outer: Draft, inner: Draft) -> bool:
    """ "Promised Chad to help it against the rebels": what is promised to one and done to another threatens nobody addressed."""
    promised, harmed = {root(p) for p in outer.roles.recipients}, {root(p) for p in inner.roles.recipients}
    return bool(promised and harmed) and promised.isdisjoint(harmed)


def acts_above(draft: Draft) -> frozenset[int]:
    """Heads of the demands, refusals and promises whose content a draft is.

    What an accuser, or who warns or announces in a clause of his own, tells stays his word (CODEBOOK 7), and so does what
    a verb tells that does nothing but tell: "announced that it would feed them", "insisted that the crews agree".
    """
    if draft.outer is None:
        return NOTHING
    acts = [(d.head, d.tree.lemmas[d.head]) for d in above(draft) if d.event not in ("ACCUSE", "THREATEN", "CONCEDE")]
    telling = load_words().plain
    return frozenset([head for head, lemma in acts if lemma not in telling and lemma != "announcement"])


def _settle(outer: Draft, inner: Draft) -> None:
    """Hand down from the outer event to its content: who is to act, and whether it is wished, refused or promised."""
    share_parties(outer, inner)
    share_status(outer, inner)
    if outer.mode is None and outer.event in ("REQUEST", "REJECT"):
        outer.mode = _mode(outer, inner)
    for below in inner.nested:
        _settle(inner, below)


def _mode(outer: Draft, inner: Draft) -> str:
    """What is asked or refused, by its content: to pass a law is a change, and a meeting somewhere in the clause is not one asked for."""
    if inner.trigger.entry.lemma in words("enacting") or (inner.event == "CONSULT" and not direct(outer, inner)):
        return "change"
    if inner.event == "REQUEST" and inner.nested:
        inner = inner.nested[0]  # "rejected a call for all troops to leave": what is refused is what was asked
    return MODE_OF.get(inner.event, "change")
