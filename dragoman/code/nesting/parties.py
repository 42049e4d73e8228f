"""Who acts in what is asked, refused, promised or blamed: parties handed down to the content of an event, and up from it."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.nesting.reach import infinitive, own_doer, somebody_asked
from dragoman.code.nesting.status import TALK
from dragoman.code.what.learned import FAINT
from dragoman.code.who.roles import content_roots
from dragoman.code.who.same import joined, root
from dragoman.code.words import words
from dragoman.model import Party

HARM = frozenset({"ASSAULT", "SANCTION", "COERCE"})
# What is made to whoever turns it down: a demand, an offer, an invitation, an ultimatum.
ADDRESSED = frozenset({"REQUEST", "AGREE", "THREATEN"})
# What holds a meeting that its own parties are to take part in.
MUTUAL = frozenset({"AGREE", "REJECT", "CONCEDE"})
# What is done together, so that it has no recipient of its own.
TOGETHER = frozenset({"CONSULT", "COOPERATE"})
# Verbs whose subject wants for himself the help that they ask for.
ASKING = frozenset({"ask", "request", "appeal", "beg", "plead", "seek"})


def share_parties(outer: Draft, inner: Draft) -> None:
    """Hand parties from an event to its content, and back where only the content names them.

    The order counts: what the learned head guessed is taken back first, and the doer of the content is known before
    whoever it is done to.
    """
    _take_back_guesses(outer, inner)
    _whoever_is_asked_acts(outer, inner)
    if outer.event in ("ACCUSE", "THREATEN"):  # "condemned the bombing of X": X is not who is condemned
        victims = {p.start for p in inner.roles.recipients if p.start is not None}
        outer.roles.recipients = [p for p in outer.roles.recipients if p.start not in victims]
    if _owned_up(outer, inner):  # "apologised to Niger for the shelling": whoever apologises has done it
        inner.roles.actors = list(outer.roles.actors)
        inner.reasons = [r for r in inner.reasons if r != "actor:learned"] + ["actor:from CONCEDE"]
    if not inner.roles.actors:
        _hand_down_the_doer(outer, inner)
    together = (
        outer.trigger.entry.frame.joint and len(outer.roles.actors) > 1
    )  # "differ over the pullout": each with the other
    if not outer.roles.recipients and outer.event in ("REQUEST", "ACCUSE", "REJECT") and not together:
        source = inner.roles.actors if outer.event != "REJECT" or inner.event in TALK else []
        outer.roles.recipients = _others(source, outer.roles.actors)
        if outer.roles.recipients:
            outer.reasons.append("recipient:from content")
    if not inner.roles.recipients and inner.event in ADDRESSED:
        _made_to_whoever_answers(outer, inner)
    _meet(outer, inner)
    asks_for_himself = outer.event == "REQUEST" and outer.trigger.entry.lemma in ASKING
    if not inner.roles.recipients and inner.event == "AID" and asks_for_himself:  # "asked the fund for help"
        inner.roles.recipients = list(outer.roles.actors)
    if not outer.roles.recipients and outer.event in ("THREATEN", "AGREE"):
        _made_to_whom_it_concerns(outer, inner)


def direct(outer: Draft, inner: Draft) -> bool:
    """Whether the inner event is itself what is promised or asked, and not a thing named inside it."""
    roots = content_roots(outer.tree, outer.trigger, outer.trigger.entry.frame)
    at = inner.head
    while inner.tree.tokens[at].dep == "conj" and at not in roots:
        at = inner.tree.tokens[at].head
    return at in roots or inner.tree.dep(inner.head) in ("xcomp", "acl", "ccomp", "advcl")


def _take_back_guesses(outer: Draft, inner: Draft) -> None:
    """ "Called for the general's release": whoever is to be released is not who is asked, whatever the learned head says."""
    if outer.event != "REQUEST" or "recipient:learned" not in outer.reasons or "recipient:learned" in inner.reasons:
        return
    freed = {p.start for p in inner.roles.recipients if p.start is not None}
    outer.roles.recipients = [p for p in outer.roles.recipients if p.start not in freed]
    if inner.event == "RETREAT" and inner.roles.actors and "actor:learned" not in inner.reasons:
        outer.roles.recipients = []  # "wants the withdrawal of Malian troops from Togo": who leaves is told, and is asked


def _whoever_is_asked_acts(outer: Draft, inner: Draft) -> None:
    """Take whoever is asked or invited for the doer of an infinitive, and never who asks."""
    tree, lemma = inner.tree, outer.trigger.entry.lemma
    asks = outer.event == "REQUEST"
    addressed = (asks or lemma == "ultimatum") and outer.roles.recipients
    if addressed and infinitive(tree, inner.head) and not _named_doer(inner):
        # "urged Moscow for months to ensure": the parser may hang the infinitive where control would give the wrong subject
        asked = {root(p) for p in (*outer.roles.recipients, *outer.roles.actors)}
        with_whom = [p for p in inner.roles.actors if inner.trigger.entry.frame.joint and root(p) not in asked]
        inner.roles.actors = [*outer.roles.recipients, *with_whom]
        inner.roles.recipients = [p for p in inner.roles.recipients if p.start is None or p not in inner.roles.actors]
    elif asks and infinitive(tree, inner.head) and somebody_asked(tree, outer.head):
        # "appealed to both sides to keep out": whoever is asked acts, known or not
        asking = {p.start for p in outer.roles.actors}
        inner.roles.actors = [p for p in inner.roles.actors if p.start not in asking]
    elif addressed and asks and "actor:learned" in inner.reasons and inner.event in ("RETREAT", "CONCEDE"):
        # "urged a halt to Malian shelling": nobody asks others for what he himself is to stop
        own = {root(p) for p in outer.roles.actors}
        if {root(p) for p in inner.roles.actors} <= own:
            inner.roles.actors = [p for p in outer.roles.recipients if root(p) not in own] or inner.roles.actors
    elif asks and _of_others(inner):
        own = {root(p) for p in outer.roles.actors}  # "demanded their withdrawal", whoever they are
        inner.roles.actors = [p for p in inner.roles.actors if root(p) not in own]
    elif lemma in words("inviting") and "actor:learned" in inner.reasons:
        # "there at the invitation of Chad to fight the rebels": the guests fight
        inviting = {root(p) for p in outer.roles.actors}
        inner.roles.actors = [p for p in inner.roles.actors if root(p) not in inviting]


def _of_others(inner: Draft) -> bool:
    """Whether a pullout asked for is told by a noun that is somebody else's: "their withdrawal"."""
    tree = inner.tree
    if inner.event != "RETREAT" or inner.mode != "withdraw" or tree.tokens[inner.head].pos != "NOUN":
        return False
    return any(tree.dep(c) == "nmod" and tree.forms[c] == "their" for c in tree.children[inner.head])


def _hand_down_the_doer(outer: Draft, inner: Draft) -> None:
    """Give a content that names no doer the one that its outer event implies, or leave it without."""
    if _doer_left_open(outer, inner):
        return
    tree, verbal = inner.tree, _verbal(inner)
    over = tree.tokens[inner.head].head
    if (
        outer.event == "THREATEN"
        and verbal
        and tree.passive(inner.head)
        and tree.lemmas[over] in ("risk", "fear", "face")
    ):
        return  # "warned that the town risks being overrun": by others
    if tree.dep(inner.head) == "parataxis" and tree.has(inner.head, "nsubj"):
        return  # "urged us to back him: 'The mob has declared war'"
    if outer.event in ("REQUEST", "COERCE", "ACCUSE") or outer.trigger.entry.lemma in words("inviting"):
        inner.roles.actors = list(outer.roles.recipients)
    elif verbal and own_doer(tree, inner.head):
        pass  # "agreed that inspectors would fly in": whoever agreed does not fly
    elif inner.event in HARM and not verbal and _ids(outer.roles.actors) & _ids(inner.roles.recipients):
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
        inner.roles.recipients = _others(inner.roles.recipients, inner.roles.actors)


def _doer_left_open(outer: Draft, inner: Draft) -> bool:
    """Whether nothing may be said of who does what an event holds."""
    tree, head = inner.tree, inner.head
    if not (direct(outer, inner) or _goes_on(outer, inner)) or (
        tree.passive(head) and tree.arguments(head).get("subj")
    ):
        return True  # "a pledge to help the victims of aggression": whose aggression is not said
    if outer.event == "ACCUSE" and FAINT in outer.reasons:
        return True  # a faint guess at who is blamed is no ground for who did it
    # "anger at Chad's strikes on men fighting the king": the men
    return _verbal(inner) and tree.dep(head) in ("acl", "advcl") and own_doer(tree, head)


def _goes_on(outer: Draft, inner: Draft) -> bool:
    """ "Vowed that raids on the fort would go on": by whoever vows it."""
    tree, head = inner.tree, inner.head
    over = tree.tokens[head].head
    if outer.event not in ("AGREE", "THREATEN") or tree.tokens[head].pos != "NOUN" or over < 0:
        return False
    told = tree.dep(head) == "nsubj" and tree.lemmas[over] in words("going_on")
    return told and tree.tokens[over].head == outer.head and tree.dep(over) == "ccomp"


def _made_to_whoever_answers(outer: Draft, inner: Draft) -> None:
    """Take whoever turns down, accepts or gives in to a demand, offer or threat for the one it was made to."""
    told = any(n.roles.actors for n in inner.nested)
    if not told and outer.event == "REJECT":  # "declined to take up a demand from X"
        inner.roles.recipients = list(outer.roles.actors)
    taken_up = outer.event in ("AGREE", "CONCEDE") and inner.head != outer.head and not _verbal(inner)
    if taken_up and inner.roles.actors:
        # "accepted Togo's invitation", not "agreed to offer", "promised that it would demand"
        inner.roles.recipients = _others(outer.roles.actors, inner.roles.actors)


def _meet(outer: Draft, inner: Draft) -> None:
    """ "Ruled out talks with the rebels", "invited Togo to talks": who asks, is asked, agrees or refuses takes part.

    One alone meets nobody; where the content names two, or nobody, it stays as it is.
    """
    if inner.event not in TOGETHER or not inner.trigger.entry.frame.joint:
        return
    said_whose = any(r.startswith("actor:") for r in inner.reasons)
    wanted = (
        outer.event == "REQUEST" and "recipient:with" in inner.reasons and not said_whose
    )  # "wants talks with Togo"
    if outer.event not in MUTUAL and not wanted:
        return
    if len(inner.roles.actors) != 1 or inner.roles.recipients:
        return
    inner.roles.actors = joined(inner.roles.actors, (*outer.roles.actors, *outer.roles.recipients))
    if len(inner.roles.actors) > 1:
        inner.reasons.append(f"actor:with {outer.event}")


def _made_to_whom_it_concerns(outer: Draft, inner: Draft) -> None:
    """ "Committed to working with Chad": to Chad; "pledged to fight threats to us" is pledged to nobody."""
    if outer.trigger.entry.frame.joint and len(outer.roles.actors) != 1:
        return
    if outer.event == "AGREE" and inner.event in HARM:
        return  # "agreed to sanction Chad", "the invitation to fight the rebels": agreed with others
    source = [*inner.roles.recipients, *(inner.roles.actors if inner.event in TOGETHER else [])]
    outer.roles.recipients = _others(source, outer.roles.actors)


def _owned_up(outer: Draft, inner: Draft) -> bool:
    """Whether a deed is confessed whose doer was only guessed."""
    said = {outer.trigger.entry.lemma, *outer.trigger.entry.objects}
    confessed = outer.event == "CONCEDE" and not words("confessing").isdisjoint(said) and bool(outer.roles.actors)
    held = inner.tree.tokens[inner.head].head == outer.head
    return confessed and held and inner.event in HARM and "actor:learned" in inner.reasons


def _named_doer(draft: Draft) -> bool:
    """Whether a noun has its doer beside it: "urged Moscow to ensure an Iranian withdrawal"."""
    return not _verbal(draft) and any(r in ("actor:pre", "actor:poss", "actor:by", "actor:of") for r in draft.reasons)


def _verbal(draft: Draft) -> bool:
    """Whether an event is told by a verb or adjective, and not named by a noun."""
    return draft.tree.tokens[draft.head].pos not in ("NOUN", "PROPN")


def _others(parties: list[Party], than: list[Party]) -> list[Party]:
    """The parties that are not among some others, by actor."""
    known = _ids(than)
    return [p for p in parties if p.id not in known]


def _ids(parties: list[Party]) -> set[str]:
    return {p.id for p in parties}
