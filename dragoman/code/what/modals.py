""" "Those forces must leave", "it is essential that they go": a speaker's own demand, carried by a modal or a word of need (CODEBOOK 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, unwritten
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles, World
from dragoman.code.who.unnamed import ANYBODY
from dragoman.code.words import words
from dragoman.data.spellings import slug
from dragoman.model import Party, Voice

DEMANDING = frozenset({"must", "should", "ought"})
# What makes a question of a clause.
ASKING = frozenset({"why", "whether", "how", "if", "when", "where"})
NEEDING = frozenset({"need", "needs"})
PRESENT = frozenset({"is", "'s", "’s", "remains"})


@cache
def _entry() -> Entry:
    return unwritten("must", "verb", "REQUEST", "ask", where="modal")


def _modal(draft: Draft) -> int | None:
    """Position of "must", "should", or of the "need" or "have" in "they need to leave"."""
    tree, token = draft.tree, draft.tree.tokens[draft.head]
    demanding = _may_demand(tree)
    at = _under_modal(tree, draft.head) if demanding else draft.head
    for c in tree.children[at] if demanding else ():
        if tree.forms[c] in DEMANDING and tree.tokens[c].dep == "aux":
            perfect = any(tree.tokens[g].lemma == "have" and tree.tokens[g].dep == "aux" for g in tree.children[at])
            return None if perfect else c
    if token.dep == "xcomp" and tree.tokens[token.head].lemma in ("need", "have") and tree.marker(draft.head) == "to":
        return token.head
    return _need(tree, draft.head) if demanding else None


def _under_modal(tree: Tree, verb: int) -> int:
    """The verb whose "must" counts for this one, too: "must stop firing and free them", "must do what it can to free them"."""
    at = verb
    while tree.tokens[at].pos == "VERB" and not any(tree.dep(c) in ("aux", "nsubj") for c in tree.children[at]):
        base, head = tree.dep(at), tree.tokens[at].head
        aim = base in ("xcomp", "advcl", "acl") and tree.marker(at) == "to"
        if head < 0 or not (aim or base == "conj") or tree.tokens[head].pos not in ("VERB", "NOUN", "PRON", "DET"):
            return verb
        at = head
        if tree.tokens[at].pos != "VERB":  # "take steps to free them", "do all it can to free them"
            if tree.dep(at) != "obj":
                return verb
            at = tree.tokens[at].head
    return at


def _need(tree: Tree, verb: int) -> int | None:
    """Position of the word that says a clause must come true: "it is vital that they go", "it is time for them to go", "has a duty to go"."""
    token = tree.tokens[verb]
    at = token.head
    if token.pos != "VERB" or at < 0 or token.dep not in ("csubj", "ccomp", "acl", "xcomp", "advcl"):
        return None
    word = tree.tokens[at]
    if token.dep == "xcomp" and word.text.lower() in NEEDING and tree.marker(verb) == "to":
        return at if word.pos == "VERB" and not _negated(tree, at) and not tree.has(at, "aux") else None
    if tree.lemmas[at] in words("needs") and token.dep == "acl" and word.head >= 0:
        there = any(tree.forms[c] == "there" for c in tree.children[word.head] if tree.dep(c) == "expl")
        return at if there and word.dep == "nsubj" and not _negated(tree, word.head) and not _no(tree, at) else None
    if word.lemma.lower() in words("duties") and token.dep == "acl":
        return at if word.head >= 0 and tree.tokens[word.head].lemma in ("have", "bear") and word.dep == "obj" else None
    if word.lemma.lower() not in words("needed") or tree.marker(verb) not in ("that", "to", "for", None):
        return None
    copula = [tree.forms[c] for c in tree.children[at] if tree.tokens[c].dep == "cop"]
    impersonal = any(tree.tokens[c].dep in ("nsubj", "expl") and tree.forms[c] == "it" for c in tree.children[at])
    return at if impersonal and any(c in PRESENT for c in copula) and not _negated(tree, at) else None


def _no(tree: Tree, at: int) -> bool:
    return any(tree.dep(c) == "det" and tree.forms[c] in ("no", "any") for c in tree.children[at])


def _negated(tree: Tree, at: int) -> bool:
    return any(tree.forms[c] in ("not", "n't", "n’t", "never") for c in tree.children[at])


def demands(drafts: list[Draft], speaker: Callable[[Draft], Voice | None]) -> list[Draft]:
    """A REQUEST for each top claim under "must" or "should" whose speaker is a party, with that claim as its content."""
    found: list[Draft] = []
    for draft in drafts:
        _by_the_speaker(draft, speaker)
    taken = {w for d in drafts if d.event != "REQUEST" or d.outer is not None for w in d.trigger.words}
    for draft in drafts:
        modal = _modal(draft)
        if (
            modal is None
            or modal in taken
            or modal in draft.trigger.words
            or draft.outer is not None
            or draft.tree.tokens[draft.head].dep == "advcl"
            or wondered(draft.tree, draft.head)
        ):
            continue
        party = speaking_party(speaker(draft))
        if party is None:
            continue
        if draft.event == "REQUEST" and draft.roles.recipients and ANYBODY in draft.reasons:
            # "a deal should induce Chad to leave": whoever says so asks it
            draft.roles.actors, draft.status = [party], "actual"
            draft.reasons.append("actor:who says so")
            continue
        if draft.tree.passive(draft.head) and "actor:learned" in draft.reasons:  # "must be freed": not by who says so
            draft.roles.actors = [p for p in draft.roles.actors if p.id != party.id]
        recipients = [p for p in draft.roles.actors if p.id != party.id]
        duty = draft.tree.lemmas[modal] in words("duties")
        if duty and not recipients:
            continue  # "we have a duty to help": asked of nobody else
        outer = next((d for d in (*found, *drafts) if modal in d.trigger.words), None)
        if outer is None:
            trigger, roles = Trigger(modal, _entry(), (modal,)), Roles([party], recipients, [])
            outer = Draft(draft.sentence, draft.tree, trigger, roles, "actual", ["modal"])
            found.append(outer)
        if draft.event == "RETREAT" and "modal" in outer.reasons:
            outer.mode = "yield"
        draft.outer = outer
        draft.status = "requested" if duty or draft.status in ("actual", "requested", "hypothetical") else draft.status
        outer.nested.append(draft)
    return found


def _by_the_speaker(draft: Draft, speaker: Callable[[Draft], Voice | None]) -> None:
    """A "must" that a head took for a demand is the speaker's, and asks whoever stands as its subject."""
    tree = draft.tree
    if draft.event == "REQUEST" and not draft.roles.actors and _impersonal(draft):
        spoken(draft, speaker)
        return
    said = [w for w in draft.trigger.words if tree.tokens[w].dep == "aux" and tree.forms[w] in DEMANDING]
    if draft.event != "REQUEST" or not said or not draft.trigger.entry.where.startswith("learned"):
        return
    party, verb = speaking_party(speaker(draft)), tree.tokens[said[0]].head
    if party is None:
        _asked_of_the_subject(draft, verb)
        return
    asked = [p for p in draft.roles.actors if p.id != party.id]
    if tree.passive(verb):
        asked = []
    draft.roles.actors, draft.roles.recipients = [party], asked
    draft.status = "actual"
    draft.reasons.append("actor:who says so")


def _impersonal(draft: Draft) -> bool:
    """Whether a demand is only said to be needed: "it is imperative for all to go", "there is a need to go"."""
    said = {draft.tree.lemmas[w] for w in draft.trigger.words}
    return bool(said & (words("needed") | words("needs") | words("behoving")))


def _asked_of_the_subject(draft: Draft, verb: int) -> None:
    """Nobody is known to say it: whoever stands as the subject of what must be is asked, and does not ask."""
    tree, roles = draft.tree, draft.roles
    words = {w for s in tree.subjects(verb) for w in tree.subtree(s)}
    starts = {tree.tokens[w].start for w in words}
    asked = [p for p in roles.actors if p.start in starts]
    if not asked:
        return
    roles.actors = [p for p in roles.actors if p not in asked]
    roles.recipients = [] if tree.passive(verb) else asked
    draft.reasons.append("recipient:who must")


def wondered(tree: Tree, verb: int) -> bool:
    """Whether a "should" only asks: "why should the pact exist?", "asked whether they should leave"."""
    children = tree.children[verb]
    if any(tree.forms[c] in ASKING for c in children):
        return True
    subjects = [c for c in children if tree.dep(c) == "nsubj"]
    modal = next((c for c in children if tree.forms[c] in DEMANDING and tree.tokens[c].dep == "aux"), None)
    return modal is not None and bool(subjects) and modal < min(subjects)


def bare_demands(
    number: int, tree: Tree, world: World, drafts: Sequence[Draft], speaker: Callable[[Draft], Voice | None]
) -> list[Draft]:
    """A REQUEST for each "must" or "should" that a party says of another, where what it wants done has no PLOVER type.

    "Chad must respect the border, said the Libyan minister": asked of Chad by Libya, though respect is no event. Where the
    head heard the demand and nobody it is made of, it is that one which gets whom it asks.
    """
    if not _may_demand(tree):
        return []
    heard = {d.head: d for d in drafts if d.event == "REQUEST" and not d.roles.recipients}
    taken = {w for d in drafts if d.head not in heard for w in (d.head, *d.trigger.words)}
    found = []
    for i, token in enumerate(tree.tokens):
        if token.pos != "VERB" or i in taken or tree.lemmas[i] in words("no_deeds"):
            continue
        need = _need(tree, i)
        modal = next((c for c in tree.children[i] if tree.forms[c] in DEMANDING), need)
        asked = modal is not None and modal not in taken and (modal == need or tree.tokens[modal].dep == "aux")
        if modal is None or not asked or token.dep in ("advcl", "acl:relcl", "acl") or tree.passive(i):
            continue
        if wondered(tree, i):
            continue
        told = [
            p for s in tree.subjects(i) if s in world.parties for p in world.parties[s].parties if p.sector != "CVL"
        ]
        told = told or [p for s in tree.subjects(i) for p in _those_who(tree, s)]
        done = any(tree.tokens[c].lemma == "have" and tree.tokens[c].dep == "aux" for c in tree.children[i])
        if not told or done or any(tree.forms[c] in ("i", "we") for c in tree.subjects(i)):
            continue
        draft = Draft(number, tree, Trigger(modal, _entry(), (modal,)), Roles([], told, []), "actual", ["modal"])
        draft.mode = "change"
        if modal in heard:
            draft = _told_of(heard[modal], told, speaker)
        elif spoken(draft, speaker):
            found.append(draft)
        unnamed = told[0].id.startswith("?") and draft.roles.recipients == told
        if draft.roles.actors and unnamed and token.lemma.lower() in words("going_away"):
            found.append(_to_leave(draft, i))
    return found


def _may_demand(tree: Tree) -> bool:
    """Whether a sentence has a word by which `_need` or a modal could demand anything; most have none."""
    return not _words_of_need().isdisjoint(tree.vocabulary)


@cache
def _words_of_need() -> frozenset[str]:
    return frozenset().union(DEMANDING, NEEDING, words("duties"), words("needed"), words("needs"))


def _told_of(demand: Draft, told: list[Party], speaker: Callable[[Draft], Voice | None]) -> Draft:
    """A demand that the head heard, with who makes it and whom it is made of; unchanged where that is who makes it."""
    if not demand.roles.actors and not (told and spoken(demand, speaker)):
        return demand
    if demand.roles.actors and not {p.id for p in told} & {p.id for p in demand.roles.actors}:
        demand.roles.recipients, demand.mode = told, demand.mode or "change"
        demand.reasons.append("recipient:who must")
    return demand


def _to_leave(demand: Draft, verb: int) -> Draft:
    """What is asked of "those who entered the country": that they leave it."""
    entry = unwritten(demand.tree.tokens[verb].lemma, "verb", "RETREAT", "leave", mode="withdraw", where="modal")
    roles = Roles(list(demand.roles.recipients), [], [])
    inner = Draft(demand.sentence, demand.tree, Trigger(verb, entry, (verb,)), roles, "requested", ["modal"])
    inner.mode, inner.outer, demand.mode = "withdraw", demand, "yield"
    demand.nested.append(inner)
    return inner


def _those_who(tree: Tree, head: int) -> list[Party]:
    """ "Those who have entered the country": whoever came in, known by these words alone."""
    if tree.forms[head] not in words("whoever"):
        return []
    for c in tree.children[head]:
        came = tree.tokens[c].dep == "acl:relcl" and tree.lemmas[c] in words("coming_in")
        if came and head in tree.subjects(c):
            last = max([c, *(o for o in tree.children[c] if tree.tokens[o].dep == "obj")])
            start, end = tree.tokens[head].start, tree.tokens[last].end
            text = " ".join(t.text for t in tree.tokens[head : last + 1])
            return [Party(f"?{slug(text)}", text, None, None, text, start, end)]
    return []


def spoken(draft: Draft, speaker: Callable[[Draft], Voice | None]) -> bool:
    """Make whoever says a draft's words its actor; whether somebody does, who is not the one they are said of."""
    party = speaking_party(speaker(draft))
    if party is None or any(p.id == party.id for p in draft.roles.recipients):
        return False
    draft.roles.actors.append(party)
    return True


def own_voice(worlds: Sequence[World], quoted: Callable[[int], bool]) -> Voice | None:
    """The one whose own statement a report is, by a "we" outside all quotation marks that is one party's; None elsewhere."""
    told = {
        (p.id, p.name)
        for world in worlds
        for m in world.parties.values()
        if m.text.lower() == "we" and len(m.parties) == 1 and not quoted(m.start)
        for p in m.parties
    }
    if len(told) != 1:
        return None
    ((ident, name),) = told
    return Voice(name, "organisation", id=ident)


def speaking_party(voice: Voice | None) -> Party | None:
    """A speaker as a party; None for the press and for who is not known by id."""
    if voice is None or voice.id is None or voice.kind == "outlet":
        return None
    state = voice.id.split(".")[0]
    return Party(
        id=voice.id,
        name=voice.name or voice.id,
        code=state if state.isupper() else None,
        sector="GOV" if state == voice.id and state.isupper() else None,
        text=voice.name,
        start=voice.start,
        end=voice.end,
    )
