"""Who is meant where a claim leaves a side open and no rule of grammar tells: chosen from the parties the report has told of.

"The minister refused": whom? Of all the report's parties one is mostly plain to a reader, by what else they do to each other, by who spoke,
by what was told last. A logistic choice weighs those signs against "nobody can tell" (`data/unsaid.yml`, fitted by
`python -m training.corpus.unsaid` on the open corpus); a party is taken only where it is likelier than all else together.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from typing import Literal

from dragoman.code.who.same import root
from dragoman.code.who.unnamed import ANYBODY, NOT_KNOWN
from dragoman.data.files import load_yaml
from dragoman.data.gazetteer import country_entry
from dragoman.model import Claim, Mention, Parse, Party

Side = Literal["actors", "recipients"]
SIDES: tuple[Side, Side] = ("actors", "recipients")
OTHER: dict[Side, Side] = {"actors": "recipients", "recipients": "actors"}
# Types and modes that have no recipient (CODEBOOK 2); who takes part in them are all actors.
TOGETHER = frozenset({"COOPERATE", "CONSULT", "MOBILIZE"})
ALONE = frozenset({"withdraw", "disarm", "ceasefire", "resign"})
# Nobody is held to have done these by a guess (right in five of eleven on the train split).
FORCE = frozenset({"ASSAULT", "COERCE"})
# From which share on whoever is guessed to be blamed for a deed has done it.
BLAMED = 0.7
# A report tells of many; a reader weighs few.
CANDIDATES = 8
# Claims before and after, among which outer ones and contents are looked for.
AROUND = 40


@dataclass(slots=True)
class Told:
    """What a report tells of one party, and the party as it is mostly called.

    `at` are the positions where it is named, by sentence, `sentences` those sentences in order; `rank` says how many parties
    are named as often or more often, and `standing` are the signs that rank and kind of party give for every claim.
    """

    party: Party
    at: dict[int, list[int]] = field(default_factory=dict)
    rank: int = 9
    codes: set[str] = field(default_factory=set)
    sentences: list[int] = field(default_factory=list)
    in_title: bool = False
    standing: tuple[str, ...] = ()


@dataclass(slots=True)
class Scene:
    """The parties of a report, and what its claims say they do to each other; all by the root of their ids."""

    told: dict[str, Told]
    home: str | None
    sentences: dict[int, int]
    deeds: set[tuple[str, str]] = field(default_factory=set)
    kinds: set[tuple[str, str, str]] = field(default_factory=set)
    sides: dict[tuple[Side, str], int] = field(default_factory=dict)


NOBODY: frozenset[str] = frozenset()
FILLED = "understood from the report"


def fill(parse: Parse, mentions: Sequence[Mention], claims: Sequence[Claim], home: str | None) -> list[Claim]:
    """The claims with the sides filled that can be told, in the same order; what is written stays.

    `claims` is in the order of the text, `home` the state the report is at home in. A filled party has no words (`text` None), and the
    claim's reasons say how likely it is. Ids are left as they are.
    """
    if not any(open_side(claim, side) for claim in claims for side in SIDES):
        return list(claims)
    sure = load()["sure"]
    scene = survey(parse, mentions, claims, home)
    doers = {(claim.event, doer) for claim in claims for doer in roots(claim.actors)}
    out: list[Claim] = []
    blamed: dict[str, tuple[Party, ...]] = {}
    doing = {c.id: {p.id for p in c.actors} for c in claims if c.event == "REQUEST" and _army(c.actors)}
    # "the army ordered its soldiers to lay down their arms": asked of nobody else
    inward = {c.content_of for c in claims if c.actors and {p.id for p in c.actors} == doing.get(c.content_of or "")}
    for number, claim in enumerate(claims):
        for side in SIDES:
            if not open_side(claim, side) or (side == "recipients" and claim.id in inward):
                continue
            likeliest = max(shares(scene, claims, number, claim, side), key=lambda found: found[1], default=None)
            if side == "actors" and likeliest is not None and (claim.event, likeliest[0]) not in doers:
                continue  # who has shot, jailed or refused nothing in the report is not guessed to: 4 of 9 such guesses were right
            if likeliest is not None and likeliest[1] >= sure.get(f"{side} {claim.event}", sure[side]):
                chosen, share = likeliest
                party = (_unsaid(chosen, scene.told[chosen]),)
                reasons = (*claim.reasons, f"{side[:-1]}:{FILLED} ({share:.2f})")
                if side == "recipients" and claim.event == "ACCUSE" and share >= BLAMED:
                    blamed[claim.id] = party
                claim = (
                    replace(claim, actors=party, reasons=reasons)
                    if side == "actors"
                    else replace(claim, recipients=party, reasons=reasons)
                )
        out.append(claim)
    return [_done_by(claim, blamed.get(claim.content_of or "", ())) for claim in out]


def _army(parties: Sequence[Party]) -> bool:
    return bool(parties) and all(p.id.endswith(".MIL") for p in parties)


def _unsaid(key: str, told: Told) -> Party:
    """The party without words; of a state no more is guessed than the state, whether its troops or its people are told of most."""
    state = country_entry(key)
    if state is not None:
        return Party(key, state.name, key, "GOV", None, None, None)
    return replace(told.party, text=None, start=None, end=None)


def _done_by(claim: Claim, blamed: tuple[Party, ...]) -> Claim:
    """ "Condemned the attacks, which killed ten": whoever is blamed for a deed, as far as can be told, has done it."""
    if (
        claim.event not in FORCE
        or claim.actors
        or {p.id for p in claim.recipients} & {p.id for p in blamed}
        or not blamed
    ):
        return claim
    return replace(claim, actors=blamed, reasons=(*claim.reasons, f"actor:{FILLED}: who is blamed"))


def emptied(claim: Claim) -> Claim:
    """The claim as it was before `fill`."""
    sides = [side for side in SIDES if any(r.startswith(f"{side[:-1]}:{FILLED}") for r in claim.reasons)]
    return replace(
        claim,
        actors=() if "actors" in sides else claim.actors,
        recipients=() if "recipients" in sides else claim.recipients,
        reasons=tuple(r for r in claim.reasons if FILLED not in r),
    )


def open_side(claim: Claim, side: Side) -> bool:
    """Whether a claim leaves a side empty that its type has, and tells the other: of what nobody did to nobody a reader can't tell."""
    if getattr(claim, side) or not getattr(claim, OTHER[side]):
        return False
    if side == "actors":
        return claim.event not in FORCE and ANYBODY not in claim.reasons
    if NOT_KNOWN in claim.reasons:
        return False
    return claim.event not in TOGETHER and claim.mode not in ALONE and len(claim.actors) < 2


def survey(parse: Parse, mentions: Sequence[Mention], claims: Sequence[Claim], home: str | None) -> Scene:
    """What the choice stands on."""
    told: dict[str, Told] = {}
    often: dict[str, int] = {}
    times: dict[str, int] = {}
    for mention in mentions:
        if mention.kind != "actor":
            continue
        for party in mention.parties:
            if party.id.startswith("?"):  # a name nobody knows explains nothing
                continue
            key = root(party)
            one = told.get(key)
            if one is None:
                one = told[key] = Told(party)
            times[key] = times.get(key, 0) + 1
            one.at.setdefault(mention.sentence, []).append(mention.start)
            if party.code:
                one.codes.add(party.code)
            count = often[party.id] = often.get(party.id, 0) + 1
            if count > often[one.party.id]:
                one.party = party
    if home is not None and home not in told:
        told[home] = Told(Party(home, home, home, "GOV", None, None, None), codes={home})
    titles = [n for n, s in enumerate(parse.sentences) if s.kind == "title"]
    for rank, key in enumerate(sorted(told, key=lambda k: -times.get(k, 0))):
        one = told[key]
        one.rank = rank
        if rank < CANDIDATES or key == home:
            one.sentences = sorted(one.at)
            one.in_title = any(n in one.at for n in titles)
            one.standing = f"rank {min(rank, 3)}", f"kind {_kind(key)}"
    scene = Scene(
        {k: one for k, one in told.items() if one.rank < CANDIDATES or k == home},
        home,
        {s.start: n for n, s in enumerate(parse.sentences)},
    )
    for claim in claims:
        doers, hit = roots(claim.actors), roots(claim.recipients)
        for side, keys in zip(SIDES, (doers, hit), strict=True):
            for key in keys:
                scene.sides[side, key] = scene.sides.get((side, key), 0) + 1
        for pair in product(doers, hit):
            scene.deeds.add(pair)
            scene.kinds.add((claim.event, *pair))
    return scene


def choices(
    scene: Scene, claims: Sequence[Claim], number: int, claim: Claim, side: Side
) -> Iterator[tuple[str, list[str]]]:
    """Every party that may be meant, with the signs that speak for it or against."""
    own = roots(getattr(claim, OTHER[side]))
    place = claim.place.code if claim.place is not None else None
    speaker = claim.attribution[-1].id if len(claim.attribution) > 1 else None
    near = _neighbours(claims, number)
    sentence = scene.sentences[claim.sentence[0]]
    states = [scene.told[o].codes for o in own if o in scene.told]
    for key, one in scene.told.items():
        if key in own:
            continue
        signs = [*_whereabouts(one, sentence, claim.trigger[0]), *one.standing]
        if key == scene.home:
            signs.append("home")
        for codes in states:
            if not one.codes.isdisjoint(codes):
                signs.append("of the same state")
                break
        if speaker is not None and speaker.split(".")[0] == key:
            signs.append("speaker")
        if place == key:
            signs.append("place")
        signs += [sign for sign, parties in near.items() if key in parties]
        signs += _dealings(scene, claim.event, side, own, key)
        yield key, signs


def nobody(claim: Claim) -> list[str]:
    """The signs that nobody can tell."""
    return [
        "nobody",
        f"nobody {claim.event}",
        f"nobody {claim.event}.{claim.mode}",
        f"nobody {claim.status}",
        "nobody, content" if claim.content_of else "nobody, free",
    ]


def _whereabouts(one: Told, sentence: int, trigger: int) -> list[str]:
    """Where a party is told of, seen from a claim."""
    here = one.at.get(sentence)
    if here:
        near = min([abs(start - trigger) for start in here])
        signs = [
            "told before in the sentence" if min(here) < trigger else "told after in the sentence",
            "letters 25" if near < 25 else "letters 60" if near < 60 else "letters more",
        ]
    else:
        before = bisect_left(one.sentences, sentence)
        if before:
            gap = sentence - one.sentences[before - 1]
            signs = [f"sentences {gap if gap < 3 else 5 if gap < 6 else 'more'}"]
        else:
            signs = ["told later" if one.at else "not told"]
    if one.in_title:
        signs.append("title")
    return signs


def _neighbours(claims: Sequence[Claim], number: int) -> dict[str, frozenset[str]]:
    """The parties of the claims around: outer, contents, same sentence, the one before."""
    claim = claims[number]
    found: dict[str, frozenset[str]] = {}

    def add(name: str, other: Claim) -> None:
        for sign, parties in ((f"{name} actor", other.actors), (f"{name} recipient", other.recipients)):
            found[sign] = found[sign] | roots(parties) if sign in found else roots(parties)

    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(claims) and claims[at].sentence == claim.sentence:
            add("same sentence", claims[at])
            at += step
    own, holder = claim.id, claim.content_of
    for other in claims[max(0, number - AROUND) : number + AROUND]:
        if other.content_of == own:
            add("outer" if other.id == holder else "content", other)
        elif other.id == holder:
            add("outer", other)
    before = next((c for n in range(number - 1, -1, -1) if (c := claims[n]).actors or c.recipients), None)
    if before is not None:
        add("last", before)
        if before.event == claim.event:
            add("last, same type", before)
    return found


def _dealings(scene: Scene, event: str, side: Side, own: frozenset[str], key: str) -> list[str]:
    times = scene.sides.get((side, key), 0)
    often = ["mostly so" if times > 2 else "so"] if times else []
    if not times and (OTHER[side], key) not in scene.sides:
        return []  # it does nothing in the report, and nothing is done to it
    so = back = same = False
    for o in own:
        pair, turned = ((o, key), (key, o)) if side == "recipients" else ((key, o), (o, key))
        so = so or pair in scene.deeds
        back = back or turned in scene.deeds
        same = same or (event, *pair) in scene.kinds
    return ["deals so"] * so + ["deals back"] * back + ["same deed"] * same + often


def shares(scene: Scene, claims: Sequence[Claim], number: int, claim: Claim, side: Side) -> list[tuple[str, float]]:
    """How likely each party is meant; what is left to one is the share of "nobody can tell"."""
    weights = load()[side]

    def odds(signs: Sequence[str]) -> float:
        return math.exp(sum([weights[sign] for sign in signs if sign in weights]))

    found = [(key, odds(signs)) for key, signs in choices(scene, claims, number, claim, side)]
    total = odds(nobody(claim)) + sum(value for _, value in found)
    return [(key, value / total) for key, value in found]


def roots(parties: Sequence[Party]) -> frozenset[str]:
    """The ids without their sectors."""
    return frozenset([p.id.split(".")[0] for p in parties]) if parties else NOBODY


def _kind(key: str) -> str:
    if len(key) == 3 and key.isupper():
        return "state"
    return "region" if key.startswith("region:") else "body"


@cache
def load() -> dict[str, dict[str, float]]:
    """Weights by sign for each side, and from which share on a party is taken (`sure`)."""
    raw = load_yaml("unsaid.yml")
    return {name: dict(raw[name]) for name in ("actors", "recipients", "sure")}
