"""Where it happened, from the rest of the report: what the sentence leaves unsaid because it has just been told.

"The town", "the border", "there" take the place told before; a deed told beside another one of the same parties shares
its place; what a state's authorities do to those under them happens in that state; and in a report whose deeds lie in
one country a further deed of the same parties lies there too, as a country and no closer. Every step is recorded in the
claim's reasons ("place:told beside"); where none applies the place stays open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.drafts import Draft
from dragoman.code.what.wars import NAMED, land_of
from dragoman.code.where.again import (
    REACH,
    SCENE,
    SENTENCE,
    Located,
    code_of,
    named_again,
    of_demand,
    root_of,
    said_again,
)
from dragoman.code.where.apart import lies_apart
from dragoman.code.where.aside import told_elsewhen
from dragoman.code.where.book import where_words
from dragoman.code.where.described import described
from dragoman.code.where.land import find_held, named_for
from dragoman.code.where.places import find_place, find_target
from dragoman.code.where.pointed import country_of, pointed
from dragoman.code.who.roles import World
from dragoman.model import Mention, Party

BESIDE = 2  # sentences between two events of one place at the most
# A report has a scene where this share of its deeds with a place, and at least two, lie in one country.
SHARE = 0.6
HOME_SECTORS = frozenset({"CVL"})
# Modes of a retreat that moves no troops: a truce is not where they advanced.
STILL = frozenset({"ceasefire", "release", "access", "resign", "disarm"})


def locate(drafts: Sequence[Draft], worlds: Sequence[World]) -> dict[int, Located]:
    """The places of a report's claims by `id(draft)`; drafts in text order, none for those that stay open."""
    found: dict[int, Located] = {}
    for draft in drafts:
        if draft.mode == "phone":
            continue  # who speaks by telephone is in two places
        if draft.again is not None:  # "her remarks were aimed at Togo": where they were made of somebody to leave
            if id(draft.again) in found:
                found[id(draft)] = Located(found[id(draft.again)].mention, "told before")
            continue
        parties = (*draft.roles.actors, *draft.roles.recipients)
        world, event = worlds[draft.sentence], _deed(draft)
        if NAMED in draft.reasons:  # "raised in Lima in the Chaco War": not fought where it is told of
            mention = named_for(draft.tree, draft.trigger.words, world) or _land(draft)
        else:
            mention = find_place(draft.tree, draft.head, event, world, parties)
        basis = ""
        if mention is None and NAMED not in draft.reasons:
            mention, basis = find_target(draft.tree, draft.head, event, world, draft.roles.recipients), "target"
        if mention is None:
            mention, basis = find_held(draft.tree, draft.head, world), "vote"
        if mention is not None:
            found[id(draft)] = Located(mention, basis)
    _share_content(drafts, found)
    for draft in drafts:
        named = NAMED in draft.reasons
        own = found.get(id(draft))
        if own is not None and (own.basis or draft.tree.under(own.mention.head, draft.head)):
            continue
        if not named and _deed(draft) in where_words("deeds") and draft.mode != "phone":
            before = pointed(draft, worlds, _codes(found), within=own is not None)
            if before is not None:
                found[id(draft)] = Located(before, "told before")
    scene = _scene(drafts, found)
    for draft in drafts:
        if id(draft) in found or draft.mode == "phone" or NAMED in draft.reasons:
            continue
        if not _own(draft) and draft.mode not in where_words("domestic") and draft.event not in where_words("deeds"):
            of_demand(draft, drafts, found)
            continue
        located = _unsaid(draft, drafts, found, scene, worlds[draft.sentence])
        if draft.event in where_words("deeds"):
            here = described(draft.tree, draft.head, _deed(draft), worlds[draft.sentence])
            located = _in_country(here, located) if here is not None else located
        if located is not None:
            found[id(draft)] = located
    _share_content(drafts, found)
    return found


def _land(draft: Draft) -> Mention | None:
    """The country in which a war known by name was fought."""
    place, token = country_of(land_of(draft)), draft.tree.tokens[draft.head]
    if place is None:
        return None
    return Mention(
        "place", 0, draft.head, draft.head + 1, draft.head, token.start, token.end, token.text, "party", place=place
    )


def _deed(draft: Draft) -> str:
    """The type whose places a claim has: a withdrawal still to come is a concession, and yet from somewhere."""
    leaving = draft.event == "CONCEDE" and draft.trigger.entry.event == "RETREAT"
    return "RETREAT" if leaving else draft.event


def _share_content(drafts: Sequence[Draft], found: dict[int, Located]) -> None:
    """A demand takes the place of what is demanded, a deed that is content that of the deed it is the content of."""
    for draft in drafts:
        own = found.get(id(draft))
        if (
            own is not None and own.basis != "content"
        ):  # what is taken over is asked for again: the content may have moved
            _narrow(draft, found)
            continue
        inner = [d for d in draft.nested if id(d) in found and d.event in where_words("lending")]
        if inner and (draft.event in where_words("about") or draft.event in where_words("deeds")):
            found[id(draft)] = Located(found[id(inner[0])].mention, "content")
        elif (
            draft.outer is not None and draft.outer.event in SCENE and draft.event in SCENE and id(draft.outer) in found
        ):
            found[id(draft)] = Located(found[id(draft.outer)].mention, "outer")
        elif (deed := _occasion(draft, drafts)) is not None and id(deed) in found:
            found[id(draft)] = Located(found[id(deed)].mention, "occasion")


def _narrow(draft: Draft, found: dict[int, Located]) -> None:
    """A demand that has another place than what is demanded, and behind it, has that one's: "... from Homs near the border"."""
    own = found[id(draft)]
    if own.basis or draft.event not in where_words("about") or own.mention.head < draft.head:
        return
    inner = next((found[id(d)] for d in draft.nested if d.event in where_words("lending") and id(d) in found), None)
    if inner is not None and not inner.basis and inner.mention is not own.mention:
        found[id(draft)] = Located(inner.mention, "content")


def _occasion(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The deed in which a word is spoken: "thousands marched in Lima, demanding his release"."""
    tree = draft.tree
    if draft.event in where_words("deeds") or tree.dep(draft.head) != "advcl" or tree.marker(draft.head) is not None:
        return None
    if not tree.forms[draft.head].endswith("ing"):
        return None
    over = tree.tokens[draft.head].head
    return next((d for d in drafts if d.tree is tree and d.head == over and d.event in ("PROTEST", "CONSULT")), None)


def _in_country(here: Mention, unsaid: Located | None) -> Located:
    """A place without a name, in the country where the deed would be without it."""
    place = unsaid.mention.place if unsaid is not None else None
    if here.place is not None and place is not None:
        here = replace(here, place=replace(here.place, code=place.code))
    return Located(here, "described")


def _codes(found: dict[int, Located]) -> set[str | None]:
    """The countries where something in the report happens: of several just named, "the country" is one of them."""
    return {located.mention.place.code for located in found.values() if located.mention.place is not None}


def _scene(drafts: Sequence[Draft], found: dict[int, Located]) -> Mention | None:
    """The country in which the report's deeds lie, in the words that tell it first; None where there is no such one."""
    counted: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for draft in drafts:
        located = found.get(id(draft))
        if located is None or _deed(draft) not in SCENE or located.mention.place is None:
            continue
        code = located.mention.place.code
        if code is not None:
            counted[code] += 1
            first.setdefault(code, located.mention)
    if not counted:
        return None
    code, count = counted.most_common(1)[0]
    place = country_of(code)
    if count < 2 or count < SHARE * counted.total() or place is None:
        return None
    return replace(first[code], place=place)


def _unsaid(
    draft: Draft, drafts: Sequence[Draft], found: dict[int, Located], scene: Mention | None, world: World
) -> Located | None:
    """The place of a deed whose sentence names none."""
    roles, codes = draft.roles, {p.code for p in (*draft.roles.actors, *draft.roles.recipients)}
    home: Mention | None = None
    if draft.mode in where_words("domestic"):
        acting = [p for p in roles.actors if p.code]
        alone = not roles.actors and draft.mode not in where_words("by_somebody")
        home = _home(acting, draft) or (_home(roles.recipients, draft) if alone else None)
    elif _own(draft) and roles.actors and roles.recipients and None not in codes:
        home = _home((*roles.actors, *roles.recipients), draft)
    elif draft.event == "COERCE" and draft.tree.lemmas[draft.head] in where_words("inside"):
        home = _home(roles.recipients, draft)
    elif draft.mode == "restrict" and _over_its_own(roles.actors, roles.recipients):
        near, gap = _beside(draft, drafts, found)
        if near is None or gap:  # not "by shelling the quays and shutting the ports": where it hits
            home = _home(roles.actors, draft)
    if home is not None:
        return Located(home, "at home")
    if (again := said_again(draft, drafts, found)) is not None:
        return Located(again, "told beside")
    scene_code = scene.place.code if scene is not None and scene.place is not None else None
    beside, gap = _beside(draft, drafts, found)
    named = named_again(draft, drafts, found) if beside is None or gap else None
    if named is not None:
        return Located(named, "told beside")
    if gap and beside is not None and lies_apart(draft.tree, draft.head, world):
        country = country_of(beside.place.code) if beside.place is not None else None
        beside = replace(beside, place=country) if country is not None else None
    if (host := _host(draft, world)) is not None and (beside is None or code_of(beside) != code_of(host)):
        return Located(host, "at home")
    if beside is not None and (not gap or scene_code in (None, beside.place.code if beside.place else None)):
        return Located(beside, "told beside")
    if draft.event == "ASSAULT":
        home = _home([p for p in roles.recipients if p.sector in HOME_SECTORS and not _abroad(p)], draft)
        if home is not None:
            return Located(home, "at home")
    if scene is not None and draft.event in SCENE:
        # Nobody retreats from his own country; what only may happen, and help, may well be meant for elsewhere.
        party = scene_code in codes
        leaves = draft.event == "RETREAT" and scene_code in {p.code for p in roles.actors}
        loose = draft.event == "AID" or (draft.status == "hypothetical" and draft.event != "RETREAT")
        if not leaves and (party or not loose):
            return Located(scene, "scene")
    return None


def _host(draft: Draft, world: World) -> Mention | None:
    """The country of the state that hosts a meeting of which no other place is told."""
    tree = draft.tree
    verbs = [v for v in (draft.head, tree.tokens[draft.head].head) if v >= 0]
    verb = next((v for v in verbs if tree.lemmas[v] in where_words("hosting") and tree.tokens[v].pos == "VERB"), None)
    if draft.event != "CONSULT" or verb is None:
        return None
    role = "obl:agent" if tree.passive(verb) else "nsubj"
    hosts = [world.parties[c] for c in tree.children[verb] if c in world.parties and tree.tokens[c].dep == role]
    states = [p for m in hosts for p in m.parties if p.code == root_of(p)]
    return _home(states, draft) if len(hosts) == 1 else None


def _own(draft: Draft) -> bool:
    """Whether a state does to its own what is done at home; troops that leave a post may stand anywhere."""
    return draft.event != "RETREAT" and draft.mode in where_words("own")


def _beside(draft: Draft, drafts: Sequence[Draft], found: dict[int, Located]) -> tuple[Mention | None, int]:
    """The place of the nearest like deed that shares a party: of the same sentence, or told a sentence or two away.

    Troops that were sent somewhere leave that place, and a visit is one visit however often it is told.
    """
    own = {root_of(p) for p in (*draft.roles.actors, *draft.roles.recipients)}
    best: tuple[int, int, Mention] | None = None
    here = draft.sentence
    reach = slice(
        bisect_left(drafts, here - REACH, key=SENTENCE), bisect_right(drafts, here + REACH, key=SENTENCE)
    )  # they stand in the order of the text
    for other in drafts[reach]:
        gap = abs(other.sentence - here)
        located = found.get(id(other))
        if located is None or other is draft or located.basis in ("scene", "at home"):
            continue
        written = not located.basis or located.mention.sentence == here
        if not gap and written and told_elsewhen(draft.tree, located.mention.head, draft.head):
            continue
        if _elsewhere(draft, other):
            continue
        theirs = {root_of(p) for p in (*other.roles.actors, *other.roles.recipients)}
        if own & theirs:
            moving = {draft.event, other.event} == {"RETREAT", "MOBILIZE"} and not {draft.mode, other.mode} & STILL
            kin = draft.event == other.event or moving
            if gap and draft.event == "CONSULT" and len(own & theirs) < min(2, len(own), len(theirs)):
                continue  # who met one and then another met twice
            going = draft.event != other.event and bool(_acting(draft) & _acting(other))
            lasting = kin and (going or draft.event == "CONSULT")
            near = gap <= BESIDE and kin if gap else draft.event in SCENE and other.event in SCENE
        else:
            lasting, near = False, gap == 0 and draft.event == other.event in SCENE and not (own and theirs)
        if near or lasting:
            rank = (gap, abs(other.tree.tokens[other.head].start - draft.tree.tokens[draft.head].start))
            if best is None or rank < best[:2]:
                best = (*rank, located.mention)
    return (best[2], best[0]) if best else (None, 0)


def _elsewhere(draft: Draft, other: Draft) -> bool:
    """ "Asked Chad to pull out, fearing raids on Togo": what only may come lies elsewhere than what is told beside it."""
    if draft.sentence == other.sentence:
        return other.status in ("hypothetical", "future") and other.event != draft.event
    return draft.status == "hypothetical" and other.status == "actual"


def _acting(draft: Draft) -> set[str]:
    return {root_of(p) for p in draft.roles.actors}


def _abroad(party: Party) -> bool:
    """Whether people are called by what takes them abroad ("two Canadian tourists")."""
    return not where_words("travellers").isdisjoint((party.text or "").lower().split())


def _over_its_own(actors: Sequence[Party], recipients: Sequence[Party]) -> bool:
    """Whether one state's government acts, on nobody told or on its own: "Chile has cracked down on smuggling"."""
    state = actors[0].code if len(actors) == 1 and actors[0].id == actors[0].code else None
    return state is not None and all(p.code == state for p in recipients)


def _home(parties: Sequence[Party], draft: Draft) -> Mention | None:
    """The country that all the parties belong to, in the words of the first that is written, else in those of the claim."""
    codes = {p.code for p in parties if p.code}
    place = country_of(next(iter(codes))) if len(codes) == 1 else None
    if place is None:
        return None
    said = next((p for p in parties if p.start is not None and p.end is not None and p.code), None)
    if said is not None and said.start is not None and said.end is not None:
        return Mention("place", 0, 0, 1, 0, said.start, said.end, said.text or "", "party", place=place)
    at, token = draft.head, draft.tree.tokens[draft.head]
    return Mention("place", 0, at, at + 1, at, token.start, token.end, token.text, "party", place=place)
