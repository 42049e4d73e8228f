"""What is the content of what: demands, refusals, promises, threats and accusations hold events (CODEBOOK 4)."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.everyday import everyday
from dragoman.code.nesting.beside import beside_another
from dragoman.code.nesting.causes import killers
from dragoman.code.nesting.holder import BESIDE_THE_END, HOLDERS, RULING, above, holder_of, learned_holder
from dragoman.code.nesting.reach import GOES_ON, a_topic, ends, infinitive, own_doer, roots_of, somebody_asked
from dragoman.code.nesting.status import TALK, share_status
from dragoman.code.voices.phrases import load_words
from dragoman.code.what.learned import FAINT, contents
from dragoman.code.what.lexicon import STATUSES
from dragoman.code.what.thresholds import trust
from dragoman.code.whether.status import load_cues, status_of
from dragoman.code.who.roles import content_roots
from dragoman.code.who.same import joined, root
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
HARM = frozenset({"ASSAULT", "SANCTION", "COERCE"})
# What is made to whoever turns it down: a demand, an offer, an invitation, an ultimatum.
ADDRESSED = frozenset({"REQUEST", "AGREE", "THREATEN"})
# What holds a meeting that its own parties are to take part in.
MUTUAL = frozenset({"AGREE", "REJECT", "CONCEDE"})


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
    for (
        draft
    ) in drafts:  # what is met for is content of what the meeting is content of; what is talked about, of nothing
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
            and _direct(draft, n)
            and not _to_others(draft, n)
            and not _harmless(n)
            for n in draft.nested
        ):
            draft.instead = "THREATEN"
            draft.reasons.append("rule:a promise of harm")
        elif draft.trigger.entry.lemma in ("vow", "swear") and any(
            n.event in MODE_OF and n.status == "negated" and _direct(draft, n) for n in draft.nested
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


def _direct(outer: Draft, inner: Draft) -> bool:
    """Whether the inner event is itself what is promised or asked, and not a thing named inside it."""
    roots = content_roots(outer.tree, outer.trigger, outer.trigger.entry.frame)
    at = inner.head
    while inner.tree.tokens[at].dep == "conj" and at not in roots:
        at = inner.tree.tokens[at].head
    return at in roots or inner.tree.dep(inner.head) in ("xcomp", "acl", "ccomp", "advcl")


NOTHING: frozenset[int] = frozenset()


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
    _share_parties(outer, inner)
    share_status(outer, inner)
    if outer.mode is None and outer.event in ("REQUEST", "REJECT"):
        outer.mode = _mode(outer, inner)
    for below in inner.nested:
        _settle(inner, below)


def _mode(outer: Draft, inner: Draft) -> str:
    """What is asked or refused, by its content: to pass a law is a change, and a meeting somewhere in the clause is not one asked for."""
    if inner.trigger.entry.lemma in words("enacting") or (inner.event == "CONSULT" and not _direct(outer, inner)):
        return "change"
    if (
        inner.event == "REQUEST" and inner.nested
    ):  # "rejected a call for all troops to leave": what is refused is what was asked
        inner = inner.nested[0]
    return MODE_OF.get(inner.event, "change")


def _share_parties(outer: Draft, inner: Draft) -> None:
    tree, token = inner.tree, inner.tree.tokens[inner.head]
    verbal = token.pos not in ("NOUN", "PROPN")
    if outer.event == "REQUEST" and "recipient:learned" in outer.reasons and "recipient:learned" not in inner.reasons:
        # "called for the general's release": whoever is to be released is not who is asked
        freed = {p.start for p in inner.roles.recipients if p.start is not None}
        outer.roles.recipients = [p for p in outer.roles.recipients if p.start not in freed]
        if inner.event == "RETREAT" and inner.roles.actors and "actor:learned" not in inner.reasons:
            outer.roles.recipients = []  # "wants the withdrawal of Malian troops from Togo": who leaves is told, and is asked
    if (
        (outer.event == "REQUEST" or outer.trigger.entry.lemma == "ultimatum")
        and outer.roles.recipients
        and infinitive(tree, inner.head)
        and not _named_doer(inner)
    ):
        # "urged Moscow for months to ensure": the parser may hang the infinitive where control would give the wrong subject
        asked = {root(p) for p in (*outer.roles.recipients, *outer.roles.actors)}
        with_whom = [p for p in inner.roles.actors if inner.trigger.entry.frame.joint and root(p) not in asked]
        inner.roles.actors = [*outer.roles.recipients, *with_whom]
        inner.roles.recipients = [p for p in inner.roles.recipients if p.start is None or p not in inner.roles.actors]
    elif outer.event == "REQUEST" and infinitive(tree, inner.head) and somebody_asked(tree, outer.head):
        # "appealed to both sides to keep out": whoever is asked acts, known or not, and never who asks
        asking = {p.start for p in outer.roles.actors}
        inner.roles.actors = [p for p in inner.roles.actors if p.start not in asking]
    elif outer.trigger.entry.lemma in words("inviting") and "actor:learned" in inner.reasons:
        # "there at the invitation of Chad to fight the rebels": the guests fight
        inviting = {root(p) for p in outer.roles.actors}
        inner.roles.actors = [p for p in inner.roles.actors if root(p) not in inviting]
    if outer.event in ("ACCUSE", "THREATEN"):  # "condemned the bombing of X": X is not who is condemned
        victims = {p.start for p in inner.roles.recipients if p.start is not None}
        outer.roles.recipients = [p for p in outer.roles.recipients if p.start not in victims]
    if _owned_up(outer, inner):  # "apologised to Niger for the shelling": whoever apologises has done it
        inner.roles.actors = list(outer.roles.actors)
        inner.reasons = [r for r in inner.reasons if r != "actor:learned"] + ["actor:from CONCEDE"]
    if not inner.roles.actors:
        if not _direct(outer, inner) or (tree.passive(inner.head) and tree.arguments(inner.head).get("subj")):
            pass  # "a pledge to help the victims of aggression": whose aggression is not said
        elif outer.event == "ACCUSE" and FAINT in outer.reasons:
            pass  # a faint guess at who is blamed is no ground for who did it
        elif verbal and inner.tree.dep(inner.head) in ("acl", "advcl") and own_doer(tree, inner.head):
            pass  # "anger at Chad's strikes on men fighting the king": the men
        elif outer.event in ("REQUEST", "COERCE", "ACCUSE") or outer.trigger.entry.lemma in words("inviting"):
            inner.roles.actors = list(outer.roles.recipients)
        elif verbal and own_doer(tree, inner.head):
            pass  # "agreed that inspectors would fly in": whoever agreed does not fly
        elif (
            inner.event in HARM
            and not verbal
            and {p.id for p in outer.roles.actors} & {p.id for p in inner.roles.recipients}
        ):
            pass  # "accepted the truce, provided that the raids on it end": nobody raids himself
        elif outer.event == "CONCEDE" and inner.event == "REQUEST" and not verbal:
            # "gave way to all demands": they were made by others, and of whoever gives way
            inner.roles.recipients = inner.roles.recipients or list(outer.roles.actors)
        elif outer.event in ("AGREE", "THREATEN", "CONCEDE") or (
            outer.event == "REJECT" and verbal and infinitive(tree, inner.head)
        ):
            inner.roles.actors = list(outer.roles.actors)
        elif outer.event == "SUPPORT" and outer.trigger.entry.lemma in words("authorising"):
            inner.roles.actors = list(outer.roles.actors)  # "approved a bill that cuts aid", "authorised strikes on"
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
    taken_up = outer.event in ("AGREE", "CONCEDE") and inner.head != outer.head and not _direct_promise(outer, inner)
    if not inner.roles.recipients and taken_up and inner.event in ADDRESSED and inner.roles.actors:
        own = {p.id for p in inner.roles.actors}  # "accepted Togo's invitation": it was made to whoever accepts
        inner.roles.recipients = [p for p in outer.roles.actors if p.id not in own]
    wanted = (
        outer.event == "REQUEST"
        and "recipient:with" in inner.reasons
        and not any(r.startswith("actor:") for r in inner.reasons)
    )  # "wants talks with Togo"
    if (
        inner.event in ("CONSULT", "COOPERATE")
        and inner.trigger.entry.frame.joint
        and (outer.event in MUTUAL or wanted)
    ):
        _take_part(outer, inner)
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
        # "committed to working with Chad": to Chad; "pledged to fight threats to us" is pledged to nobody
        source = [*inner.roles.recipients, *(inner.roles.actors if inner.event in ("CONSULT", "COOPERATE") else [])]
        if outer.event == "AGREE" and inner.event in HARM:
            source = []  # "agreed to sanction Chad", "the invitation to fight the rebels": agreed with others
        own = {p.id for p in outer.roles.actors}
        outer.roles.recipients = [p for p in source if p.id not in own]


def _owned_up(outer: Draft, inner: Draft) -> bool:
    """Whether a deed is confessed whose doer was only guessed."""
    said = {outer.trigger.entry.lemma, *outer.trigger.entry.objects}
    confessed = outer.event == "CONCEDE" and not words("confessing").isdisjoint(said) and bool(outer.roles.actors)
    direct = inner.tree.tokens[inner.head].head == outer.head
    return confessed and direct and inner.event in HARM and "actor:learned" in inner.reasons


def _direct_promise(outer: Draft, inner: Draft) -> bool:
    """Whether what is agreed to is told by a verb: "agreed to offer", "promised that it would demand"."""
    return inner.tree.tokens[inner.head].pos not in ("NOUN", "PROPN")


def _take_part(outer: Draft, inner: Draft) -> None:
    """ "Ruled out talks with the rebels", "invited Togo to talks": who asks, is asked, agrees or refuses takes part.

    One alone meets nobody; where the content names two, or nobody, it stays as it is.
    """
    if len(inner.roles.actors) != 1 or inner.roles.recipients:
        return
    inner.roles.actors = joined(inner.roles.actors, (*outer.roles.actors, *outer.roles.recipients))
    if len(inner.roles.actors) > 1:
        inner.reasons.append(f"actor:with {outer.event}")


def _named_doer(draft: Draft) -> bool:
    """Whether a noun has its doer beside it: "urged Moscow to ensure an Iranian withdrawal"."""
    return draft.tree.tokens[draft.head].pos in ("NOUN", "PROPN") and any(
        r in ("actor:pre", "actor:poss", "actor:by", "actor:of") for r in draft.reasons
    )
