"""Who stands where on which question (CODEBOOK 8), read from what parties demand, promise, refuse and do.

A question is a deed of one party in one country: "RETREAT by IRN in SYR". A claim answers it when the deed is its
content (what is demanded, promised or refused), or when it is the deed itself and somebody else has spoken of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.model import Claim, Party

# What an outer claim says of its content, from -1 (against) to +1 (for).
BY_EVENT = {
    "REQUEST": 1.0,
    "SUPPORT": 1.0,
    "AGREE": 0.7,
    "CONCEDE": 0.7,
    "REJECT": -1.0,
    "ACCUSE": -1.0,
    "THREATEN": -1.0,
}
BY_DEED = 1.0
# Deeds that parties can want or not want of somebody. That somebody demands or criticises is no question by itself.
DEEDS = frozenset(
    (
        "AGREE",
        "CONSULT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    )
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a question asks of whom; `place` is a country code, None where it is not said.

    >>> str(Deed("RETREAT", "IRN", "SYR"))
    'RETREAT by IRN in SYR'
    """

    event: str
    who: str
    place: str | None

    def __str__(self) -> str:
        return f"{self.event} by {self.who}" + (f" in {self.place}" if self.place else "")


@dataclass(frozen=True, slots=True)
class Stand:
    """The position of a party on a question: -1 (against) to +1 (for), when, in which claim, on whose word.

    `question` names the `deed` ("RETREAT by IRN in SYR"); `date` is the first day (a prefix date) of the claim that
    shows the stand, None where unknown; `claim` is the id of that claim and `content` of the deed it speaks of;
    `voices` are names from the outlet inwards.
    """

    question: str
    party: str
    name: str
    position: float
    date: str | None
    claim: str
    content: str
    voices: tuple[str, ...]
    deed: Deed


def positions(claims: Iterable[Claim]) -> tuple[Stand, ...]:
    """Every stand that the claims show, sorted by question, party and date.

    Demanding or urging a deed is +1, agreeing to it or promising it +0.7, doing it +1, refusing it -1. A demand that
    is denied, only thought possible or itself only demanded shows no stand; old events retold show none either.

    >>> from dragoman.clean import plain
    >>> from dragoman.pipeline import code_articles
    >>> (coded,) = code_articles([plain("Kenya demanded that Uganda withdraw its troops.")])
    >>> [(stand.question, stand.party, stand.position) for stand in positions(coded.claims)]
    [('RETREAT by UGA', 'KEN', 1.0)]
    """
    by_id = {claim.id: claim for claim in claims}
    places = _places(by_id.values())
    stands = set()
    asked = set()
    for content in by_id.values():
        outer = by_id.get(content.content_of or "")
        if outer is None or not _speaks(outer, content):
            continue
        for deed in _deeds(content, places):
            asked.add(deed)
            for party in outer.actors:
                if not party.id.startswith("region:"):
                    stands.add(_stand(deed, party, _value(outer, content), outer, content))
    for claim in by_id.values():
        if claim.status == "actual" and not claim.background and claim.content_of is None:
            for deed in _deeds(claim, places):
                if deed in asked:
                    stands |= {_stand(deed, p, BY_DEED, claim, claim) for p in claim.actors if _root(p) == deed.who}
    return tuple(sorted(stands, key=lambda s: (s.question, s.party, s.date or "", s.claim, s.content, s.position)))


def _speaks(outer: Claim, content: Claim) -> bool:
    """True if the outer claim commits its actors on the content. Blame for what did not happen says nothing of it."""
    if outer.event not in BY_EVENT or outer.status not in ("actual", "future") or outer.background:
        return False
    return not (outer.event == "ACCUSE" and content.status == "negated")


def _deeds(claim: Claim, places: Mapping[tuple[str, str], set[str]]) -> Iterator[Deed]:
    """The questions a claim answers, one for each party that acts; forces count with their state.

    Where the place is not said and all other claims of that deed name one country, it is that one.
    """
    if claim.event not in DEEDS:
        return
    for who in sorted({_root(party) for party in claim.actors}):
        known = places.get((claim.event, who), set())
        place = _place(claim, who)
        yield Deed(claim.event, who, place or (next(iter(known)) if len(known) == 1 else None))


def _places(claims: Iterable[Claim]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for claim in claims:
        for party in claim.actors:
            place = _place(claim, _root(party))
            if place:
                found.setdefault((claim.event, _root(party)), set()).add(place)
    return found


def _place(claim: Claim, who: str) -> str | None:
    """The country of the deed; the actor's own country says where it spoke rather than where it acts."""
    code = claim.place.code if claim.place else None
    return code if code != who else None


def _root(party: Party) -> str:
    return party.id.partition(".")[0]


def _value(outer: Claim, content: Claim) -> float:
    """A demand that something not be done, or a promise not to do it, counts against it.

    What is refused has the status negated by the codebook itself, so a refusal is not turned.
    """
    turned = content.status == "negated" and outer.event in ("REQUEST", "AGREE", "CONCEDE", "SUPPORT")
    return -BY_EVENT[outer.event] if turned else BY_EVENT[outer.event]


def _stand(deed: Deed, party: Party, value: float, shown_by: Claim, content: Claim) -> Stand:
    voices = tuple(voice.name or voice.kind for voice in shown_by.attribution)
    when = shown_by.when
    date = when.start or None if when is not None and not when.of_some_year else None
    return Stand(str(deed), party.id, party.name, value, date, shown_by.id, content.id, voices, deed)
