"""What holding an event says of whether it happened: asked, refused, promised, threatened, or over (CODEBOOK 3 and 4)."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.nesting.reach import ends
from dragoman.code.nesting.terms import by_leave, by_name, by_terms, took_place
from dragoman.code.whether.cues import load_cues
from dragoman.code.whether.granted import apart, ended, on_all_the_same, pointed_at, to_end
from dragoman.code.words import words

# Claims that are words: made, whatever becomes of what they ask or offer.
TALK = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
# What is done to somebody, and is in force or done where it is named with "the".
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
# What somebody thinks of a deed, whether or not he thinks so.
FELT = frozenset({"SUPPORT", "ACCUSE"})
# A plan is no claim of its own: who turns it down turns down what is planned.
PLANNED = {"future:plan", "requested:proposal"}
# A status, and the rule that gives it.
Settled = tuple[str, str]


def share_status(outer: Draft, inner: Draft) -> None:
    """Settle whether the content of an event happened by what the event does with it: end it, refuse it, ask for it, promise it."""
    if ends(outer) and inner.event not in TALK and inner.status in ("actual", "negated", "future"):
        settled = _by_its_end(outer, inner)
    else:
        settled = _by_the_outer_status(outer, inner) or _by_being_held(outer, inner)
    if settled is not None:
        inner.status, rule = settled
        inner.reasons.append(f"{inner.status}:{rule}")


def _by_its_end(outer: Draft, inner: Draft) -> Settled | None:
    """What is brought to an end goes on until then, and is no more afterwards."""
    noun = inner.tree.tokens[inner.head].pos == "NOUN"
    not_yet = outer.status != "actual"
    in_force = not_yet and noun and inner.event in ("SANCTION", "COERCE")
    judged = noun and inner.mode == "convict"
    if in_force or judged or (not_yet and ended(inner.tree, inner.head)):
        # "will not lift the embargo", "asked it to end the raids": they are on; "overturned the conviction": it was passed
        return "actual", "on all the same"
    return ("negated", f"{outer.trigger.entry.lemma} it") if inner.status != "negated" else None


def _by_the_outer_status(outer: Draft, inner: Draft) -> Settled | None:
    """What a refusal, a promise, a demand or a feeling makes of its content where either has a status that is not "actual"."""
    against = outer.event == "REJECT" or (outer.event == "ACCUSE" and inner.status == "negated")
    if against and outer.status != "negated" and _only_opposed(outer, inner):
        # "oppose the embargo" that is in force, "oppose sanctions" to come
        in_force = inner.event in HOSTILE and pointed_at(inner.tree, inner.head)
        return "actual" if in_force else "hypothetical", "only opposed"
    if outer.event == "REJECT" and outer.status == "negated" and inner.status == "negated":
        return "hypothetical", "not refused"  # "did not rule out striking"
    if outer.event in FELT and outer.status == "negated" and inner.status == "negated" and _shares_its_no(outer, inner):
        to_come = any(r.startswith("future") for r in outer.reasons)
        return "hypothetical" if to_come else "actual", "felt about all the same"
    if outer.event in ("AGREE", "CONCEDE") and inner.status == "future" and outer.status in ("negated", "hypothetical"):
        return outer.status, f"as {outer.event}"  # "was not ready to leave", "may agree to leave"
    if outer.event == "REQUEST" and outer.status == "negated" and inner.status == "requested":
        # "did not want to send troops": it did not; "there was no request to send troops": it may yet
        own = {p.id for p in outer.roles.actors} & {p.id for p in inner.roles.actors}
        return "negated" if own else "hypothetical", "not asked"
    planned = not PLANNED.isdisjoint(inner.reasons) and inner.event not in TALK
    if outer.event == "REJECT" and outer.status == "actual" and planned:
        return "negated", "content of REJECT"  # "rejected a plan to withdraw"
    if outer.event == "THREATEN" and inner.status == "future":
        return "hypothetical", "content of THREATEN"  # "warned that the port would be shelled"
    return None


def _by_being_held(outer: Draft, inner: Draft) -> Settled | None:
    """What a content whose own words tell it as a fact is by the kind of event that holds it: asked for, refused, promised."""
    tree, head = inner.tree, inner.head
    if inner.status != "actual" or "actual:said so" in inner.reasons or _done_as_said(outer, inner):
        return None
    if (
        apart(tree, head, outer.head, load_cues())
        or on_all_the_same(tree, head)
        or (outer.head != tree.tokens[head].head and ended(tree, head))
        or to_end(tree, head)
    ):
        return None  # "called for a halt to the raids"
    token, rule = tree.tokens[head], f"content of {outer.event}"
    finite = token.dep == "ccomp" and tree.marker(head) in ("that", None)
    past = finite and (token.text.lower() != token.lemma.lower())
    if outer.event == "REQUEST" and not past:
        return "requested", rule
    if outer.event == "REJECT" and inner.event not in TALK:
        return "negated" if outer.status != "negated" else "hypothetical", rule  # "does not oppose sanctions"
    if outer.trigger.entry.frame.name == "ease":
        return "negated", rule  # "lifted the blockade": what is lifted is no more
    said = {outer.trigger.entry.lemma, *outer.trigger.entry.objects}
    if outer.event == "CONCEDE" and not words("confessing").isdisjoint(said):
        return None  # "apologised for the raid", "pleaded guilty to the killing": it was done
    if outer.event in ("AGREE", "CONCEDE") and not past and not (inner.event in TALK and token.pos == "NOUN"):
        return "future", rule
    if outer.event == "THREATEN" and inner.instead != "REJECT":  # "warned that it will not accept it" has refused it
        return "hypothetical", rule
    return None


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
