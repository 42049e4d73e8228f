"""Who stands where on which question (CODEBOOK 8), read from what parties demand, promise, refuse and do.

A question is a deed of somebody: "RETREAT by IRN.MIL in SYR". A claim answers it when the deed is its content (what is
demanded, promised or refused), or when it is the deed itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
# These outer claims speak of a deed as such; whether the content happened does not turn them round.
BY_DEED = 1.0
# A deed answers a question only where somebody also demands, promises or refuses it.
_TURNED = ("negated",)


@dataclass(frozen=True, slots=True)
class Stand:
    """The position of a party on a question: -1 (against) to +1 (for), when, in which claim, on whose word.

    `question` names the deed ("RETREAT by IRN.MIL in SYR"); `date` is the day (or prefix date) of the claim that shows
    it, None where unknown; `claim` is the id of that claim and `content` of the deed it speaks of; `voices` are names
    from the outlet inwards.
    """

    question: str
    party: str
    name: str
    position: float
    date: str | None
    claim: str
    content: str
    voices: tuple[str, ...]


def positions(claims: Iterable[Claim]) -> tuple[Stand, ...]:
    """Every stand that the claims show, sorted by question, party and date.

    Demanding or urging a deed is +1, agreeing to it or promising it +0.7, doing it +1, refusing it -1. A demand that
    is denied, only thought possible or itself only demanded shows no stand.
    """
    by_id = {claim.id: claim for claim in claims}
    stands = []
    asked = set()
    for content in by_id.values():
        outer = by_id.get(content.content_of or "")
        if outer is None or outer.event not in BY_EVENT or outer.status not in ("actual", "future"):
            continue
        question = question_of(content)
        if question is None or (outer.event == "ACCUSE" and content.status == "negated"):
            continue
        asked.add(question)
        for party in _whose_stand(outer):
            stands.append(_stand(question, party, _value(outer, content), outer, content))
    for claim in by_id.values():
        question = question_of(claim)
        if question in asked and claim.status == "actual" and claim.content_of is None:
            stands += [_stand(question, party, BY_DEED, claim, claim) for party in claim.actors if question]
    return tuple(sorted(set(stands), key=lambda s: (s.question, s.party, s.date or "", s.claim, s.content)))


def question_of(content: Claim) -> str | None:
    """The question that a deed answers, or None where nobody is named who would do it.

    Without mode and day: "leave by Friday" and "withdraw in stages" are answers to one question.
    """
    if not content.actors:
        return None
    who = " and ".join(sorted({party.id for party in content.actors}))
    where = f" in {content.place.code}" if content.place and content.place.code else ""
    return f"{content.event} by {who}{where}"


def _whose_stand(outer: Claim) -> Sequence[Party]:
    return [party for party in outer.actors if not party.id.startswith("region:")]


def _value(outer: Claim, content: Claim) -> float:
    """A demand that something not be done, or a promise not to do it, counts against it.

    What is refused has the status negated by the codebook itself, so a refusal is not turned.
    """
    value = BY_EVENT[outer.event]
    turned = content.status in _TURNED and outer.event in ("REQUEST", "AGREE", "CONCEDE", "SUPPORT")
    return -value if turned else value


def _stand(question: str, party: Party, value: float, shown_by: Claim, content: Claim) -> Stand:
    voices = tuple(voice.name or voice.kind for voice in shown_by.attribution)
    date = shown_by.when.start if shown_by.when else None
    return Stand(question, party.id, party.name, value, date, shown_by.id, content.id, voices)
