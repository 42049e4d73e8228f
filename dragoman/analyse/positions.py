"""Who stands where on which question (CODEBOOK 8), read from what parties demand, promise, refuse and do.

A question is a deed of one party in one country: "RETREAT-withdraw by IRN in SYR". A claim answers it when the deed is its
content (what is demanded, promised or refused), also through another's speech ("rejected a call for troops to leave"), or when
it is the deed itself and somebody else has spoken of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.analyse.chains import Speech, earlier, reached
from dragoman.analyse.parties import body, body_of
from dragoman.model import Claim, Party, When

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
# Of these the modes are deeds of their own: who wants prisoners released has not said that troops should leave.
BY_MODE = frozenset({"RETREAT"})
# Of these it is another question to whom they are done, with the word that says so: sanctions on one state are none on another.
ON_WHOM = {"SANCTION": "on", "COERCE": "on", "ASSAULT": "on", "AID": "to", "AGREE": "with", "COOPERATE": "with"}


@dataclass(frozen=True, slots=True)
class Deed:
    """What a question asks of whom; `place` is a country code, None where it is not said; `mode` only where modes differ in kind.

    `whom` is to whom it is done, of some types, where no place is said.

    >>> str(Deed("RETREAT", "IRN", "SYR", "withdraw")), str(Deed("SANCTION", "USA", None, whom="CUB"))
    ('RETREAT-withdraw by IRN in SYR', 'SANCTION by USA on CUB')
    """

    event: str
    who: str
    place: str | None
    mode: str | None = None
    whom: str | None = None

    @property
    def what(self) -> str:
        """Type and mode."""
        return f"{self.event}-{self.mode}" if self.mode else self.event

    def __str__(self) -> str:
        where = f" in {self.place}" if self.place else f" {ON_WHOM[self.event]} {self.whom}" if self.whom else ""
        return f"{self.what} by {self.who}{where}"


@dataclass(frozen=True, slots=True)
class Stand:
    """The position of a party on a question: -1 (against) to +1 (for), when, in which claim, on whose word.

    `question` names the `deed` ("RETREAT-withdraw by IRN in SYR"); `date` is the first day (a prefix date) of the claim that
    shows the stand, or the day of publication where only that bounds it, None where unknown; `claim` is the id of that claim and
    `content` of the deed it speaks of; `voices` are names from the outlet inwards. `how` says what of the claim shows it ("REJECT
    of REQUEST of RETREAT"), `word` whose word it is: the party's "own", the "report", or "another".
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
    how: str
    word: str


def positions(claims: Iterable[Claim]) -> tuple[Stand, ...]:
    """Every stand that the claims show, sorted by question, party and date.

    Demanding or urging a deed is +1, agreeing to it, promising it or threatening it of oneself +0.7, doing it +1, refusing it -1.
    Who rejects a call for it is against it, who demands an end of it, too. A demand that is denied, only thought possible or
    itself only demanded shows no stand; old events retold show none either.

    >>> from dragoman.clean import plain
    >>> from dragoman.pipeline import code_articles
    >>> (coded,) = code_articles([plain("Kenya demanded that Uganda withdraw its troops.")])
    >>> [(stand.question, stand.party, stand.position) for stand in positions(coded.claims)]
    [('RETREAT-withdraw by UGA', 'KEN', 1.0)]
    """
    by_id = {claim.id: claim for claim in claims}
    places = _places(by_id.values())
    holding = {claim.content_of for claim in by_id.values() if claim.event in DEEDS}
    stands: set[Stand] = set()
    asked: set[Deed] = set()
    taken: set[tuple[str, str, bool]] = set()
    # A promise to withdraw is an answer to whether troops withdraw, and no question beside it.
    deeds = [claim for claim in by_id.values() if claim.event in DEEDS and not _promise(claim, holding)]
    told = [(content, speech) for content in deeds for speech in reached(content, by_id)]
    answered = earlier(by_id, told)
    bare = {speech.bare for _, speech in answered}
    for content, speech in (*told, *answered):
        # "Refused to comply" speaks of what was demanded before, and of no deed called compliance.
        if content.id in bare:
            continue
        asked.update(_deeds(content, places))
        for party in speech.claim.actors:
            # Who "agreed to push for" a withdrawal has taken one stand, and not one in the push and another in the agreement.
            key = (content.id, party.id, speech.value > 0)
            if speech.commits(party) and not party.id.startswith("region:") and key not in taken:
                taken.add(key)
                stands |= {_stand(deed, party, speech, content) for deed in _deeds(content, places)}
    for claim in deeds:
        if claim.status == "actual" and not claim.background and claim.content_of is None:
            for deed in _deeds(claim, places):
                if deed in asked:
                    did = Speech(claim, BY_DEED, "deed")
                    stands |= {_stand(deed, p, did, claim) for p in claim.actors if body(p) == deed.who}
    return tuple(sorted(stands, key=lambda s: (s.question, s.party, s.date or "", s.claim, s.content, s.position)))


def _promise(claim: Claim, holding: set[str | None]) -> bool:
    return claim.event in ("AGREE", "CONCEDE") and claim.id in holding


def _deeds(claim: Claim, places: Mapping[tuple[str, str], set[str]]) -> Iterator[Deed]:
    """The questions a claim answers, one for each party that acts; forces count with their state.

    Where the place is not said, it is to whom the deed is done, if it is one; else, where all other claims of that deed name one
    country, it is that one.
    """
    mode = claim.mode if claim.event in BY_MODE else None
    for who in sorted({body(party) for party in claim.actors}):
        known = places.get((claim.event, who), set())
        place = _place(claim, who)
        to = {body(party) for party in claim.recipients if not party.id.startswith(("?", "region:"))} - {who}
        whom = to.pop() if place is None and len(to) == 1 and claim.event in ON_WHOM else None
        if place is None and whom is None and len(known) == 1:
            (place,) = known
        yield Deed(claim.event, who, place, mode, whom)


def _places(claims: Iterable[Claim]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for claim in claims:
        for party in claim.actors:
            place = _place(claim, body(party))
            if place:
                found.setdefault((claim.event, body(party)), set()).add(place)
    return found


def _place(claim: Claim, who: str) -> str | None:
    """The country of the deed; the actor's own country says where it spoke rather than where it acts."""
    code = claim.place.code if claim.place else None
    return code if code != who else None


def _stand(deed: Deed, party: Party, speech: Speech, content: Claim) -> Stand:
    shown_by = speech.claim
    voices = tuple(voice.name or voice.kind for voice in shown_by.attribution)
    when = shown_by.when
    date = _day(when) if when is not None and not when.of_some_year else None
    word = _word(party, shown_by)
    return Stand(
        str(deed),
        party.id,
        party.name,
        speech.value,
        date,
        shown_by.id,
        content.id,
        voices,
        deed,
        f"{speech.how} of {deed.what}" if speech.how != "deed" else speech.how,
        word,
    )


def _day(when: When) -> str | None:
    """The first day; of what only the day of publication bounds, that day: when it began nobody has said."""
    return (when.end if when.granularity == "unknown" else when.start) or None


def _word(party: Party, claim: Claim) -> str:
    """Whose word it is that the party stands there: its own, the report's, or another's."""
    if len(claim.attribution) < 2:
        return "report"
    return "own" if body_of(claim.attribution[-1].id or "") == body(party) else "another"
