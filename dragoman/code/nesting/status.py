"""What holding an event says of whether it happened: asked, refused, promised, threatened, or over (CODEBOOK 3 and 4)."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.nesting.reach import ends
from dragoman.code.nesting.terms import by_leave, by_name, by_terms, took_place
from dragoman.code.whether.cues import load_cues
from dragoman.code.whether.granted import apart, ended, on_all_the_same, pointed_at
from dragoman.code.words import words

# Claims that are words: made, whatever becomes of what they ask or offer.
TALK = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
# What is done to somebody, and is in force or done where it is named with "the".
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
# What somebody thinks of a deed, whether or not he thinks so.
FELT = frozenset({"SUPPORT", "ACCUSE"})
# A plan is no claim of its own: who turns it down turns down what is planned.
PLANNED = {"future:plan", "requested:proposal"}


def share_status(outer: Draft, inner: Draft) -> None:
    if ends(outer) and inner.event not in TALK and inner.status in ("actual", "negated", "future"):
        in_force = inner.tree.tokens[inner.head].pos == "NOUN" and inner.event in ("SANCTION", "COERCE")
        meant = outer.status != "actual" and ended(inner.tree, inner.head)
        judged = inner.mode == "convict" and inner.tree.tokens[inner.head].pos == "NOUN"
        if meant or judged or (in_force and outer.status != "actual"):
            # "will not lift the embargo", "asked it to end the raids": they are on; "overturned the conviction": it was passed
            inner.status = "actual"
            inner.reasons.append("actual:on all the same")
        elif inner.status != "negated":
            inner.status = "negated"
            inner.reasons.append(f"negated:{outer.trigger.entry.lemma} it")
        return
    against = outer.event == "REJECT" or (outer.event == "ACCUSE" and inner.status == "negated")
    if against and outer.status != "negated" and _only_opposed(outer, inner):
        inner.status = "actual" if inner.event in HOSTILE and pointed_at(inner.tree, inner.head) else "hypothetical"
        inner.reasons.append(
            f"{inner.status}:only opposed"
        )  # "oppose the embargo" that is in force, "oppose sanctions" to come
        return
    if outer.event == "REJECT" and outer.status == "negated" and inner.status == "negated":
        inner.status = "hypothetical"  # "did not rule out striking"
        inner.reasons.append("hypothetical:not refused")
        return
    if outer.event in FELT and outer.status == "negated" and inner.status == "negated" and _shares_its_no(outer, inner):
        inner.status = "hypothetical" if any(r.startswith("future") for r in outer.reasons) else "actual"
        inner.reasons.append(f"{inner.status}:felt about all the same")
        return
    if outer.event in ("AGREE", "CONCEDE") and inner.status == "future" and outer.status in ("negated", "hypothetical"):
        inner.status = outer.status  # "was not ready to leave", "may agree to leave"
        inner.reasons.append(f"{outer.status}:as {outer.event}")
        return
    if outer.event == "REQUEST" and outer.status == "negated" and inner.status == "requested":
        # "did not want to send troops": it did not; "there was no request to send troops": it may yet
        own = {p.id for p in outer.roles.actors} & {p.id for p in inner.roles.actors}
        inner.status = "negated" if own else "hypothetical"
        inner.reasons.append(f"{inner.status}:not asked")
        return
    if (
        outer.event == "REJECT"
        and outer.status == "actual"
        and PLANNED & set(inner.reasons)
        and inner.event not in TALK
    ):
        inner.status = "negated"  # "rejected a plan to withdraw"
        inner.reasons.append("negated:content of REJECT")
        return
    if outer.event == "THREATEN" and inner.status == "future":
        inner.status = "hypothetical"  # "warned that the port would be shelled"
        inner.reasons.append("hypothetical:content of THREATEN")
        return
    if inner.status != "actual" or "actual:said so" in inner.reasons or _done_as_said(outer, inner):
        return
    tree, head = inner.tree, inner.head
    if (
        apart(tree, head, outer.head, load_cues())
        or on_all_the_same(tree, head)
        or (outer.head != tree.tokens[head].head and ended(tree, head))
    ):
        return  # "called for a halt to the raids"
    token = inner.tree.tokens[inner.head]
    finite = token.dep == "ccomp" and inner.tree.marker(inner.head) in ("that", None)
    past = finite and (token.text.lower() != token.lemma.lower())
    new = None
    if outer.event == "REQUEST" and not past:
        new = "requested"
    elif outer.event == "REJECT" and inner.event not in TALK:
        new = "negated" if outer.status != "negated" else "hypothetical"  # "does not oppose sanctions"
    elif outer.trigger.entry.frame.name == "ease":
        new = "negated"  # "lifted the blockade": what is lifted is no more
    elif outer.event == "CONCEDE" and not words("confessing").isdisjoint(
        (outer.trigger.entry.lemma, *outer.trigger.entry.objects)
    ):
        pass  # "apologised for the raid", "pleaded guilty to the killing": it was done
    elif outer.event in ("AGREE", "CONCEDE") and not past and not (inner.event in TALK and token.pos == "NOUN"):
        new = "future"
    elif outer.event == "THREATEN" and inner.instead != "REJECT":  # "warned that it will not accept it" has refused it
        new = "hypothetical"
    if new:
        inner.status = new
        inner.reasons.append(f"{new}:content of {outer.event}")


def _shares_its_no(outer: Draft, inner: Draft) -> bool:
    """ "Is not happy with the raid", "did not condemn Mali's raid": the "not" is of the feeling, and the deed has none of its own."""
    noun = inner.tree.tokens[inner.head].pos == "NOUN" and inner.tree.tokens[outer.head].pos in ("VERB", "ADJ")
    nos = [r for r in inner.reasons if r.startswith("negated:")]
    return noun and bool(nos) and all(r in outer.reasons for r in nos)


def _done_as_said(outer: Draft, inner: Draft) -> bool:
    """Whether what was allowed, agreed or asked for is told as done: "flown with the consent of", "as agreed, it withdrew"."""
    only = {outer.head: outer}
    return outer in (by_leave(inner, only), by_terms(inner, only)) or (
        by_name(inner, only) is outer and took_place(inner)
    )


def _only_opposed(outer: Draft, inner: Draft) -> bool:
    """Whether somebody is against a deed that is not his to do or to stop: "opposes the embargo", "objected to the arrest of"."""
    if outer.trigger.entry.lemma not in words("opposing") or inner.event in TALK:
        return False
    guessed = inner.status == "actual" or (
        inner.status == "negated" and any(r.startswith("learned:negated") for r in inner.reasons)
    )
    noun = inner.tree.tokens[inner.head].pos == "NOUN"
    return guessed and noun and not on_all_the_same(inner.tree, inner.head)
