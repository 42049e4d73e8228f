"""Who acts where the trigger's own arguments do not say it, and the clause around or the report's scene does (CODEBOOK 5).

Each rule stands on grammar or on one fact of the report, and says so in the claim's reasons; where none applies the side stays
empty. A guess by who is spoken of most was tried and left out: right in three to four of ten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.lexicon import load_lexicon
from dragoman.code.roles import Roles, World, parties_of
from dragoman.code.tree import Tree
from dragoman.code.triggers import Trigger
from dragoman.model import Party, Place

# Deeds whose subject may be another deed: "Ghana's raids destroyed the depot".
DONE = frozenset({"ASSAULT", "COERCE"})
# What tells of a deed that it was done in, by or during another.
CAUSES = ("subj", "in", "by", "during")
# Acts that only a state's authorities do, with the sector that does them.
AUTHORITY = {
    ("SANCTION", "convict"): "JUD",
    ("COERCE", "arrest"): "COP",
    ("COERCE", "deport"): "GOV",
    ("ACCUSE", "investigate"): "JUD",
}
# Acts of a state that are laid on its people.
LAID_ON = frozenset({("COERCE", "curfew"), ("COERCE", "martial-law")})
# Those who ask their own state.
PLEADING = frozenset({"LEG", "OPP", "PTY", "CVL", "LAB", "JRN", "EDU", "REL", "BUS", "AGR", "NGO", "REF"})
# A report's home: the state that this share of the named states' mentions are of.
HOME = 0.5
NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "IMG", "MNC"})


def by_purpose(tree: Tree, trigger: Trigger, roles: Roles, world: World, taken: Collection[int]) -> None:
    """ "built boats for the transfer of rifles to rebels", "use the isle as a base for attacks on": who builds and uses, acts.

    Only for nouns of deeds behind "for", and not below a word that has a content of its own (`taken`): what is called for is no purpose.
    """
    token = tree.tokens[trigger.head]
    if roles.actors or not roles.recipients or token.pos != "NOUN" or tree.marker(trigger.head) != "for":
        return
    at = token.head
    while at >= 0 and tree.tokens[at].pos == "NOUN" and tree.dep(at) in ("obj", "obl", "nmod") and at not in taken:
        at = tree.tokens[at].head
    if at < 0 or at in taken or tree.tokens[at].pos != "VERB" or tree.passive(at):
        return
    told = {p.id for p in roles.recipients}
    found = [p for s in tree.subjects(at) for p in parties_of(tree, s, world) if p.id not in told]
    if found:
        roles.actors = found
        roles.reasons.append("actor:subject of the purpose")


def by_cause(drafts: Sequence[Draft]) -> None:
    """ "Ghana's raids destroyed the depot", "the depot burnt down in raids by Ghana": who raided, destroyed."""
    heads = {(d.sentence, d.head): d for d in drafts}
    for draft in drafts:
        if draft.roles.actors or draft.event not in DONE:
            continue
        args = draft.tree.arguments(draft.head)
        for cause in (heads.get((draft.sentence, h)) for relation in CAUSES for h in args.get(relation, [])):
            if cause is not None and cause.event == "ASSAULT" and cause.roles.actors:
                told = {p.id for p in draft.roles.recipients}
                draft.roles.actors = [p for p in cause.roles.actors if p.id not in told]
                draft.reasons.append(f"actor:from {cause.trigger.entry.lemma}")
                break


def home_of(worlds: Sequence[World]) -> str | None:
    """The state that a report is at home in: at least half of all its mentions of states and their people are of it."""
    codes = Counter(
        code
        for world in worlds
        for mention in world.parties.values()
        for code in {p.code for p in mention.parties}
        if code is not None and _is_state(code)
    )
    if not codes:
        return None
    code, often = min(codes.items(), key=lambda item: (-item[1], item[0]))
    return code if often >= HOME * codes.total() else None


def by_authority(draft: Draft, place: str | None, home: str | None) -> None:
    """Who jails and tries, when nobody is said to ("was sentenced to six years").

    The state where it happens (`place`, a code), else the one whose citizen it happens to, else the report's own (`home`).
    """
    sector = AUTHORITY.get((draft.event, draft.mode or ""))
    if draft.roles.actors or sector is None:
        return
    if not draft.roles.recipients and not draft.tree.passive(draft.head):
        return
    code = place or next((p.code for p in draft.roles.recipients if _is_state(p.code)), None) or home
    if code is not None:
        draft.roles.actors = [Party(id=code, name=code, code=code, sector=sector, text=None, start=None, end=None)]
        draft.reasons.append("actor:understood: the authorities")


def _is_state(code: str | None) -> bool:
    return code is not None and len(code) == 3 and code.isupper() and code not in NO_STATE


def by_site(draft: Draft, place: Place | None) -> None:
    """Whose town, runway or bridge is taken or hit, when nobody is named: the state it lies in ("captured the airfield")."""
    if draft.event not in DONE or draft.roles.recipients or not draft.roles.actors or place is None or not place.code:
        return
    own = {p.code for p in draft.roles.actors}
    args = draft.tree.arguments(draft.head)
    hit = [h for relation in ("obj", "on", "at", "of", "hits", "against") for h in args.get(relation, [])]
    if any(r.startswith("recipient:") for r in draft.reasons) or place.code in own:
        return
    if not any(draft.tree.tokens[h].lemma.lower() in sites() or draft.tree.tokens[h].pos == "PROPN" for h in hit):
        return
    draft.roles.recipients = [Party(place.code, place.code, place.code, None, None, None, None)]
    draft.reasons.append("recipient:whose place it is")


@cache
def sites() -> frozenset[str]:
    """Nouns of what stands on somebody's ground."""
    classes = load_lexicon().classes
    return classes["building"] | classes["place"] | classes["territory"]


def by_visit(draft: Draft, place: Place | None) -> None:
    """Who is visited when only the place is told: the state it lies in ("the minister's visit to the border town")."""
    if draft.trigger.entry.frame.name != "visit" or draft.roles.recipients or not draft.roles.actors:
        return
    if place is not None and place.code and place.code not in {p.code for p in draft.roles.actors}:
        draft.roles.recipients = [Party(place.code, place.code, place.code, "GOV", None, None, None)]
        draft.reasons.append("recipient:where the visit is")


def by_rule(draft: Draft) -> None:
    """Whom a curfew or a state of emergency is laid on when nobody is named: the people of the state."""
    if (draft.event, draft.mode) not in LAID_ON or draft.roles.recipients or not draft.roles.actors:
        return
    code = next((p.code for p in draft.roles.actors if _is_state(p.code)), None)
    if code is not None:
        draft.roles.recipients = [Party(f"{code}.CVL", code, code, "CVL", None, None, None)]
        draft.reasons.append("recipient:understood: their people")


def by_plea(draft: Draft, home: str | None) -> None:
    """Whom parties, unions and parliaments ask when nobody is named, in a report at home in their state: that state."""
    if draft.event not in ("REQUEST", "THREATEN") or draft.roles.recipients or not draft.roles.actors or home is None:
        return
    if all(p.code == home and p.sector in PLEADING for p in draft.roles.actors):
        draft.roles.recipients = [Party(home, home, home, "GOV", None, None, None)]
        draft.reasons.append("recipient:understood: their state")


def by_protest(draft: Draft, place: str | None, home: str | None) -> None:
    """Whom people march and strike against when nobody is named: the state they are of."""
    if draft.event != "PROTEST" or draft.roles.recipients or not draft.roles.actors:
        return
    code = next((p.code for p in draft.roles.actors if _is_state(p.code)), None) or place or home
    if code is not None:
        draft.roles.recipients = [Party(code, code, code, "GOV", None, None, None)]
        draft.reasons.append("recipient:understood: their state")
