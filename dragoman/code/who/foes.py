"""Whose enemy it is: from whom a town is taken back, whose depot a raid destroyed, when the sentence does not say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.who.discourse import REACH, definite
from dragoman.code.who.same import root, wordless
from dragoman.code.words import words
from dragoman.model import Party

# Who holds ground against a state.
AGAINST_STATES = frozenset({"REB", "PRM", "UAF"})
# What tells of a deed that it was done in, by or during another.
CAUSES = ("subj", "in", "by", "during")
HITTING = frozenset({"ASSAULT", "COERCE"})
# What a recipient stands on that is only the place, or whoever lives there.
BY_PLACE = (":place", "whose place it is")


def regains(draft: Draft) -> bool:
    """Whether a claim tells of taking back what an enemy holds: "liberated the port", "the campaign to retake the town"."""
    entry = draft.trigger.entry
    return draft.event == "ASSAULT" and (
        entry.lemma in words("regaining")
        or not words("regaining").isdisjoint((*entry.objects, *entry.before))
        or ("for" in entry.particles and "place" in entry.object_classes)
    )


def by_foe(drafts: Sequence[Draft]) -> None:
    """ "Kenyan troops retook the port": from whom they fight in this report, and not from the state it lies in; drafts in text order.

    Of several enemies it is the one fought nearest before, else nearest after. Where rebels retake a town nothing is said. Who retakes it,
    where nobody is named, is whoever else fights them in the sentence, or last did.
    """
    for n, draft in enumerate(drafts):
        if not regains(draft):
            continue
        doers = {root(p) for p in draft.roles.actors}
        rebels = any(armed_group(p) for p in draft.roles.actors)
        if not draft.roles.recipients or (_not_hit(draft) and not rebels):
            foes = enemy(drafts, n, doers)
            if foes or draft.roles.recipients:
                draft.roles.recipients = foes
                draft.reasons.extend(["recipient:their enemy"] * bool(foes))
        if not draft.roles.actors and draft.roles.recipients:
            draft.roles.actors = _fighters(drafts, n)
            draft.reasons.extend(["actor:who fights them"] * bool(draft.roles.actors))


def by_mission(drafts: Sequence[Draft]) -> None:
    """ "AMISOM shelled Barawe": a force of several states, which fights an armed group in this report, hits that group and not the host.

    Only where nothing but the place tells whom it hits, and nowhere else the state that it lies in.
    """
    deeds = [d for d in drafts if d.event in HITTING and any(_mission(p) for p in d.roles.actors)]
    if not deeds:
        return
    told = {root(p) for d in deeds if not _not_hit(d) for p in d.roles.recipients}
    for n, draft in enumerate(drafts):
        if draft.event not in HITTING or not any(_mission(p) for p in draft.roles.actors):
            continue
        hit = {root(p) for p in draft.roles.recipients}
        if not hit or hit & told or not _not_hit(draft) or any(_people(p) for p in draft.roles.recipients):
            continue
        foes = [p for p in enemy(drafts, n, {root(p) for p in draft.roles.actors}) if armed_group(p)]
        if foes:
            draft.roles.recipients = foes
            draft.reasons.append("recipient:their enemy")


def _mission(party: Party) -> bool:
    """A force of several states: a peace mission, a coalition, an alliance."""
    return party.code in ("IMG", "IGO", "UNO") and party.sector in ("MIL", "IGO") and party.id.islower()


def _not_hit(draft: Draft) -> bool:
    """Whether those to whom it is done, by grammar, only live there or own the ground: "the Iraqi city", "freed the villagers"."""
    placed = any(r.startswith("recipient:") and r.endswith(BY_PLACE) for r in draft.reasons)
    if placed or all(_people(p) for p in draft.roles.recipients):
        return True
    states = all(p.id.isupper() and p.sector in (None, "GOV") for p in draft.roles.recipients)
    said = [(p.text or "").lower().split()[-1:] for p in draft.roles.recipients]
    return states and all(w and w[0].removesuffix("s") in _grounds() for w in said)


@cache
def _grounds() -> frozenset[str]:
    classes = load_lexicon().classes
    return classes["place"] | classes["territory"]


def _fighters(drafts: Sequence[Draft], n: int) -> list[Party]:
    """Who fights those whom the `n`th claim is done to, in its sentence or a few before."""
    draft = drafts[n]
    foes = {root(p) for p in draft.roles.recipients}
    if draft.outer is not None:  # "supported the liberation of the port": whoever helps has not done it
        foes |= {root(p) for p in draft.outer.roles.actors}
    near = [d for d in (*reversed(drafts[:n]), *drafts[n + 1 :]) if d.event == "ASSAULT" and d.roles.actors]
    near = [d for d in near if not any(r.startswith("actor:from ") for r in d.reasons)]
    same = [d for d in near if d.sentence == draft.sentence and not foes & {root(p) for p in d.roles.actors}]
    before = [
        d
        for d in near
        if 0 < draft.sentence - d.sentence <= REACH
        and foes & {root(p) for p in d.roles.recipients}
        and d.status == "actual"
    ]
    return [wordless(p) for p in (*same, *before)[0].roles.actors] if same or before else []


def enemy(drafts: Sequence[Draft], n: int, doers: AbstractSet[str]) -> list[Party]:
    """Whom whoever does the `n`th of the claims (roots of ids) fights in the claims around, else the armed group that anybody fights there."""
    around = [d for d in (*reversed(drafts[:n]), *drafts[n + 1 :]) if d.event == "ASSAULT"]
    for deed in around:
        for own, others in ((deed.roles.actors, deed.roles.recipients), (deed.roles.recipients, deed.roles.actors)):
            foes = [p for p in others if root(p) not in doers and not _people(p) and not p.id.startswith("?")]
            if foes and not doers.isdisjoint(root(p) for p in own):
                return [wordless(p) for p in foes]
    for deed in around:
        foes = [p for p in (*deed.roles.recipients, *deed.roles.actors) if armed_group(p) and root(p) not in doers]
        if foes:
            return [wordless(p) for p in foes[:1]]
    return []


def by_strike(drafts: Sequence[Draft]) -> None:
    """ "A Danish strike hit a depot", "the strike" after an air strike told before: no workers walk out."""
    for n, draft in enumerate(drafts):
        if draft.event != "PROTEST" or draft.tree.lemmas[draft.head] != "strike":
            continue
        if draft.tree.tokens[draft.head].pos != "NOUN":
            continue
        before = [d for d in drafts[:n] if draft.sentence - d.sentence <= REACH and "strike" in d.trigger.entry.lemma]
        hits = bool(draft.tree.arguments(draft.head).get("hits"))
        again = definite(draft) and bool(before) and all(d.event == "ASSAULT" for d in before)
        if not hits and not again:
            continue
        draft.instead, draft.mode = "ASSAULT", None
        draft.roles.actors = [
            replace(p, id=root(p), sector="GOV") if "rule:its people protest" in draft.reasons else p
            for p in draft.roles.actors
        ]
        if again and not hits:
            draft.roles.recipients = [p for p in draft.roles.recipients if p.sector != "GOV"]
        draft.reasons.append("rule:a strike that hits")


def by_target(drafts: Sequence[Draft]) -> None:
    """ "Ghana's raids on the rebels wrecked two depots": the depots are theirs; "the operation killed ten": whose operation was told before."""
    heads = {(d.sentence, d.head): d for d in drafts}
    for n, draft in enumerate(drafts):
        if draft.event != "ASSAULT" or (draft.roles.actors and draft.roles.recipients):
            continue
        args = draft.tree.arguments(draft.head)
        for cause in causes_of(draft):
            deed = heads.get((draft.sentence, cause))
            before = None if deed is not None and deed.roles.actors else _told(draft, cause, drafts[:n])
            deed = deed or before
            if deed is None or deed.event != "ASSAULT":
                continue
            if not draft.roles.recipients and not _somebody_hit(draft, args):
                own = {root(p) for p in draft.roles.actors or deed.roles.actors}
                draft.roles.recipients = [wordless(p) for p in deed.roles.recipients if root(p) not in own]
                draft.reasons.extend(["recipient:of the same deed"] * bool(draft.roles.recipients))
            if not draft.roles.actors:
                hit = {root(p) for p in draft.roles.recipients}
                draft.roles.actors = [wordless(p) for p in (before or deed).roles.actors if root(p) not in hit]
                draft.reasons.extend(["actor:of the deed told before"] * bool(draft.roles.actors))
            break


def causes_of(draft: Draft) -> list[int]:
    """The nouns that a deed is told to be done by or in: "a series of raids killed ten", "died in the raid"."""
    args = draft.tree.arguments(draft.head)
    found = [h for relation in CAUSES for h in args.get(relation, [])]
    several = [h for h in found if draft.tree.lemmas[h] in words("quantifiers")]
    return [*found, *(h for c in several for h in draft.tree.arguments(c).get("of", []))]


def _told(draft: Draft, cause: int, before: Sequence[Draft]) -> Draft | None:
    """The latest deed told by the same noun, where the sentence points at it: "the operation", "these strikes"."""
    tree, noun = draft.tree, draft.tree.tokens[cause]
    pointed = any(tree.forms[c] in ("the", "this", "these", "those", "its", "their") for c in tree.children[cause])
    if noun.pos != "NOUN" or not pointed:
        return None
    for deed in reversed(before):
        if draft.sentence - deed.sentence > REACH:
            return None
        if deed.sentence < draft.sentence and deed.tree.tokens[deed.head].lemma == noun.lemma and deed.roles.actors:
            return deed
    return None


def _somebody_hit(draft: Draft, args: Mapping[str, Sequence[int]]) -> bool:
    """Whether the object is people: who they are is not told by whom the raid was on ("the raid on the rebels killed ten villagers")."""
    people = load_lexicon().classes["person"]
    return any(
        draft.tree.tokens[h].pos in ("PROPN", "NUM", "PRON")
        or draft.tree.lemmas[h] in people | words("persons") | words("quantifiers")
        for h in args.get("obj", [])
    )


def armed_group(party: Party) -> bool:
    """A group that fights and is no state's army."""
    return party.sector in AGAINST_STATES and party.id.islower()


def _people(party: Party) -> bool:
    return party.sector == "CVL" or party.id.endswith(".CVL")
