"""What is the content of what: demands, refusals, promises, threats and accusations hold events (CODEBOOK 4)."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.learned import FAINT, content_of, trust
from dragoman.code.lexicon import STATUSES
from dragoman.code.nesting_reach import by_leave, ends, passes, roots_of
from dragoman.code.roles import content_roots
from dragoman.code.status import load_cues, status_of
from dragoman.code.tree import Tree
from dragoman.code.words import words
from dragoman.model import Sense

HOLDERS = frozenset(
    {"REQUEST", "REJECT", "AGREE", "CONCEDE", "THREATEN", "ACCUSE", "SUPPORT", "COERCE", "CONSULT", "COOPERATE"}
)
# Modes of a demand or refusal by what it is about (PLOVER: yield, assist, meet, change).
MODE_OF = {
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
}
HARM = frozenset({"ASSAULT", "SANCTION", "COERCE"})
# What is made to whoever turns it down: a demand, an offer, an invitation, an ultimatum.
ADDRESSED = frozenset({"REQUEST", "AGREE", "THREATEN"})
# What these hold is asked, refused or promised, whatever becomes of them.
RULING = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN", "CONCEDE"})
TALK = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})


def nest(drafts: Sequence[Draft], sense: Sense | None = None) -> None:
    """Link each draft to the nearest one of its sentence that holds it, then hand down parties and status.

    Where no rule finds a holder, the learned head may (`sense`), when it is sure.
    """
    by_head = {d.head: d for d in drafts}
    roots = {d.head: roots_of(d) for d in drafts if d.event in HOLDERS or ends(d)}
    for draft in drafts:
        holder = _holder(draft, by_head, roots)
        # Two rules may each take one of a pair for the other's holder ("will obey no order"): the first stands.
        draft.outer = holder if holder is not None and draft is not holder and draft not in _above(holder) else None
    for draft in drafts:
        if draft.outer is None and sense is not None:
            draft.outer = _learned_holder(draft, drafts, sense)
    for draft in drafts:
        if draft.outer is not None:
            draft.outer.nested.append(draft)
    for draft in drafts:
        _of_itself(draft)
    for draft in drafts:
        if draft.outer is None:
            for inner in draft.nested:
                _settle(draft, inner)
        if draft.trigger.entry.frame.name in ("kill", "die") and not draft.roles.actors:
            _killers(draft, by_head)


def _of_itself(draft: Draft) -> None:
    """The status of a content is told below what holds it: what "could demand" makes of the demand is not the content's."""
    outer = draft.outer
    if outer is None or outer.event not in RULING or any(r.startswith("learned:") for r in draft.reasons):
        return
    talk = draft.event in TALK and draft.tree.tokens[draft.head].pos == "NOUN"  # a refused request was made
    if talk or not draft.tree.under(draft.head, outer.head):
        return
    own = next((f for f in STATUSES if f in draft.trigger.entry.flags and f != "actual"), None)
    status, reasons = status_of(draft.tree, draft.head, load_cues(), own=own, below=outer.head)
    if status != draft.status:
        kept = [r for r in draft.reasons if r.partition(":")[0] not in STATUSES]
        draft.status, draft.reasons = status, [*kept, *reasons]


def _killers(draft: Draft, by_head: dict[int, Draft]) -> None:
    """ "forty were killed in a raid by X": who raided, killed."""
    args = draft.tree.arguments(draft.head)
    for relation in ("in", "by", "subj", "during", "from"):
        for head in args.get(relation, []):
            cause = by_head.get(head)
            if cause is not None and cause.event == "ASSAULT" and cause.roles.actors:
                draft.roles.actors = list(cause.roles.actors)
                draft.reasons.append(f"actor:from {cause.trigger.entry.lemma}")
                return


def harden(drafts: Sequence[Draft]) -> None:
    """A promise to attack, to punish or to force is a threat ("vowed to strike back")."""
    for draft in drafts:
        if draft.event != "AGREE" or draft.trigger.entry.lemma not in words("vows"):
            continue
        if any(n.event in HARM and _direct(draft, n) for n in draft.nested):
            draft.instead = "THREATEN"
            draft.reasons.append("rule:a promise of harm")


def join(drafts: Sequence[Draft]) -> None:
    """An exercise or patrol of several parties is a joint one ("the war games of Kenya and Uganda")."""
    for draft in drafts:
        several = len({p.id.split(".")[0] for p in draft.roles.actors}) > 1
        if several and draft.event == "MOBILIZE" and draft.trigger.entry.lemma in words("exercises"):
            draft.instead, draft.mode = "COOPERATE", None
            draft.reasons.append("rule:a joint exercise")


def _direct(outer: Draft, inner: Draft) -> bool:
    """Whether the inner event is itself what is promised or asked, and not a thing named inside it."""
    roots = content_roots(outer.tree, outer.trigger, outer.trigger.entry.frame)
    at = inner.head
    while inner.tree.tokens[at].dep == "conj" and at not in roots:
        at = inner.tree.tokens[at].head
    return at in roots or inner.tree.dep(inner.head) in ("xcomp", "acl", "ccomp", "advcl")


def _holder(draft: Draft, by_head: dict[int, Draft], roots: dict[int, list[int]]) -> Draft | None:
    tree = draft.tree
    leave = by_leave(draft, by_head)
    if leave is not None:
        return leave
    at = draft.head
    while at >= 0:
        token = tree.tokens[at]
        outer = by_head.get(token.head)
        if outer is not None and outer.head in roots and any(tree.under(draft.head, r) for r in roots[outer.head]):
            return outer
        # "made a demand for", "issued a call for": the content may hang on the verb instead of the noun
        base = token.dep.partition(":")[0]
        if token.head >= 0 and base in ("xcomp", "advcl", "obl", "ccomp"):
            for c in tree.children[token.head]:
                sibling = by_head.get(c)
                if (
                    sibling is not None
                    and tree.tokens[c].dep in ("obj", "nsubj:pass")
                    and c in roots
                    and at in roots[c]
                ):
                    return sibling
        if token.dep == "acl:relcl" and tree.tokens[token.head].lemma in words("documents"):
            at = token.head  # "vetoed a resolution that called on": what the text says is what is vetoed
            continue
        if not passes(tree, at):
            return None
        at = token.head
    return None


def _learned_holder(draft: Draft, drafts: Sequence[Draft], sense: Sense) -> Draft | None:
    best, found = trust().content, None
    for other in drafts:
        if other is draft or other.event not in HOLDERS or draft in _above(other):
            continue
        sure = max(content_of(sense, a, b) for a in other.trigger.words for b in draft.trigger.words)
        if sure >= best:
            best, found = sure, other
    if found is not None:
        draft.reasons.append(f"content:learned:{found.trigger.entry.lemma}")
    return found


def _above(draft: Draft) -> list[Draft]:
    found = []
    while draft.outer is not None:
        draft = draft.outer
        found.append(draft)
    return found


def acts_above(draft: Draft) -> frozenset[int]:
    """Heads of the demands, refusals and promises whose content a draft is.

    What an accuser, or who warns or announces in a clause of his own, tells stays his word (CODEBOOK 7).
    """
    return frozenset(d.head for d in _above(draft) if d.event not in ("ACCUSE", "THREATEN", "CONCEDE"))


def _settle(outer: Draft, inner: Draft) -> None:
    """Hand down from the outer event to its content: who is to act, and whether it is wished, refused or promised."""
    _share_parties(outer, inner)
    _share_status(outer, inner)
    if outer.mode is None and outer.event in ("REQUEST", "REJECT"):
        outer.mode = MODE_OF.get(inner.event, "change")
    for below in inner.nested:
        _settle(inner, below)


def _somebody_asked(tree: Tree, verb: int) -> bool:
    """Whether an active verb of asking names whom it asks: "asked the commission", "appealed to both sides"."""
    if tree.tokens[verb].pos != "VERB" or tree.passive(verb):
        return False
    return any(
        tree.dep(c) in ("obj", "iobj") or (tree.dep(c) == "obl" and tree.marker(c) in ("to", "on", "upon", "with"))
        for c in tree.children[verb]
    )


def _share_parties(outer: Draft, inner: Draft) -> None:
    tree, token = inner.tree, inner.tree.tokens[inner.head]
    verbal = token.pos not in ("NOUN", "PROPN")
    if (
        (outer.event == "REQUEST" or outer.trigger.entry.lemma == "ultimatum")
        and outer.roles.recipients
        and _infinitive(tree, inner.head)
        and not _named_doer(inner)
    ):
        # "urged Moscow for months to ensure": the parser may hang the infinitive where control would give the wrong subject
        inner.roles.actors = list(outer.roles.recipients)
    elif outer.event == "REQUEST" and _infinitive(tree, inner.head) and _somebody_asked(tree, outer.head):
        # "appealed to both sides to keep out": whoever is asked acts, known or not, and never who asks
        asking = {p.start for p in outer.roles.actors}
        inner.roles.actors = [p for p in inner.roles.actors if p.start not in asking]
    if outer.event == "REQUEST" and "recipient:learned" in outer.reasons and "recipient:learned" not in inner.reasons:
        # "called for the general's release": whoever is to be released is not who is asked
        freed = {p.start for p in inner.roles.recipients if p.start is not None}
        outer.roles.recipients = [p for p in outer.roles.recipients if p.start not in freed]
    if outer.event in ("ACCUSE", "THREATEN"):  # "condemned the bombing of X": X is not who is condemned
        victims = {p.start for p in inner.roles.recipients if p.start is not None}
        outer.roles.recipients = [p for p in outer.roles.recipients if p.start not in victims]
    if not inner.roles.actors:
        if not _direct(outer, inner) or (tree.passive(inner.head) and tree.arguments(inner.head).get("subj")):
            pass  # "a pledge to help the victims of aggression": whose aggression is not said
        elif outer.event == "ACCUSE" and FAINT in outer.reasons:
            pass  # a faint guess at who is blamed is no ground for who did it
        elif outer.event in ("REQUEST", "COERCE", "ACCUSE"):
            inner.roles.actors = list(outer.roles.recipients)
        elif outer.event in ("AGREE", "THREATEN", "CONCEDE") or (
            outer.event == "REJECT" and verbal and _infinitive(tree, inner.head)
        ):
            inner.roles.actors = list(outer.roles.actors)
        if inner.roles.actors:
            inner.reasons.append(f"actor:from {outer.event}")
            known = {p.id for p in inner.roles.actors}
            inner.roles.recipients = [p for p in inner.roles.recipients if p.id not in known]
    if not outer.roles.recipients and outer.event in ("REQUEST", "ACCUSE", "REJECT"):
        own = {p.id for p in outer.roles.actors}
        source = inner.roles.actors if outer.event != "REJECT" or inner.event in TALK else []
        outer.roles.recipients = [p for p in source if p.id not in own]
        if outer.roles.recipients:
            outer.reasons.append("recipient:from content")
    told = any(n.roles.actors for n in inner.nested)
    if not inner.roles.recipients and not told and inner.event in ADDRESSED and outer.event == "REJECT":
        inner.roles.recipients = list(
            outer.roles.actors
        )  # "declined to take up a demand from X": it was made to whoever declined
    if (
        not inner.roles.recipients
        and inner.event == "AID"
        and outer.event == "REQUEST"
        and outer.trigger.entry.lemma in ("ask", "request", "appeal", "beg", "plead", "seek")
    ):
        inner.roles.recipients = list(outer.roles.actors)  # "asked the fund for help"
    if (
        not outer.roles.recipients
        and outer.event in ("THREATEN", "AGREE")
        and (not outer.trigger.entry.frame.joint or len(outer.roles.actors) == 1)
    ):
        outer.roles.recipients = list(inner.roles.recipients)


def _named_doer(draft: Draft) -> bool:
    """Whether a noun has its doer beside it: "urged Moscow to ensure an Iranian withdrawal"."""
    return draft.tree.tokens[draft.head].pos in ("NOUN", "PROPN") and any(
        r in ("actor:pre", "actor:poss", "actor:by", "actor:of") for r in draft.reasons
    )


def _infinitive(tree: Tree, at: int) -> bool:
    """An infinitive without a subject of its own, or the object of one: "to attack", "to launch an attack"."""
    if tree.tokens[at].pos == "NOUN" and tree.dep(at) == "obj" and tree.tokens[at].head >= 0:
        at = tree.tokens[at].head
    if tree.dep(at) == "conj" and tree.tokens[at].text.lower() == tree.tokens[at].lemma and not tree.has(at, "nsubj"):
        at = tree.tokens[at].head  # "to stop firing and pull back"
    return (
        tree.marker(at) == "to"
        and tree.dep(at) in ("xcomp", "advcl", "acl")
        and not any(tree.tokens[c].dep.startswith("nsubj") for c in tree.children[at])
    )


def _share_status(outer: Draft, inner: Draft) -> None:
    if ends(outer) and inner.event not in TALK and inner.status in ("actual", "negated", "future"):
        if inner.status != "negated":
            inner.status = "negated"
            inner.reasons.append(f"negated:{outer.trigger.entry.lemma} it")
        return
    if inner.status != "actual" or by_leave(inner, {outer.head: outer}) is outer:
        return
    token = inner.tree.tokens[inner.head]
    finite = token.dep == "ccomp" and inner.tree.marker(inner.head) in ("that", None)
    past = finite and (token.text.lower() != token.lemma.lower())
    new = None
    if outer.event == "REQUEST" and not past:
        new = "requested"
    elif outer.event == "REJECT" and inner.event not in TALK:
        new = "negated"
    elif outer.trigger.entry.frame.name == "ease":
        new = "negated"  # "lifted the blockade": what is lifted is no more
    elif outer.event in ("AGREE", "CONCEDE") and not past and not (inner.event in TALK and token.pos == "NOUN"):
        new = "future"
    elif outer.event == "THREATEN":
        new = "hypothetical"
    if new:
        inner.status = new
        inner.reasons.append(f"{new}:content of {outer.event}")
