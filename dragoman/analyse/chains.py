"""Who speaks of a deed, for or against it: through one speech or several that lie around each other.

"Uganda rejected a call from Kenya for all foreign troops to leave" holds two stands on one deed: Kenya's in the call, Uganda's in
the rejection of the call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.analyse.parties import body
from dragoman.model import Claim, Party
from dragoman.model.terms import QUAD_OF

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
# Who threatens to strike is ready to; who warns of another's deed is against it.
OF_ONES_OWN = {"THREATEN": 0.7}
# Of another's yielding a threat is a demand ("gave them three hours to release the officer").
YIELDING = frozenset({"RETREAT", "CONCEDE"})
# Speeches through which an outer one speaks of the deed. Who rejects allegations is not for what is alleged.
THROUGH = frozenset({"REQUEST", "AGREE", "CONCEDE", "REJECT", "THREATEN"})
# What turns where its content is negated. What is refused has the status negated by the codebook itself.
TURNING = frozenset({"REQUEST", "AGREE", "CONCEDE", "SUPPORT"})
# Who concedes one of these lifts or ends it.
LIFTED = frozenset({"SANCTION", "COERCE", "ASSAULT"})
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Speech:
    """A claim that speaks of a deed: how much it is for it (-1 to +1) and through what ("REJECT of REQUEST").

    `of_own` are ids of parties (without suffix) that another claim around this one has take it back. `bare` is the id of a content
    that names no deed itself ("to comply").
    """

    claim: Claim
    value: float
    how: str
    of_own: frozenset[str] = frozenset()
    bare: str | None = None

    def commits(self, party: Party) -> bool:
        """Whether the speech is that party's own stand."""
        return body(party) not in self.of_own


def reached(deed: Claim, by_id: Mapping[str, Claim]) -> Iterator[Speech]:
    """The speeches around a deed, from the nearest outwards, that commit those who make them."""
    inner, value, how = deed, 0.0, ""
    for depth in range(DEEPEST):
        outer = by_id.get(inner.content_of or "")
        if outer is None or outer.event not in BY_EVENT or (depth and inner.event not in THROUGH):
            return
        if not depth and not _of_the_accused(outer, deed):
            return
        said = _value(outer, inner, deed, refused=_refused(outer, by_id))
        if said is None or (depth and outer.event == "REJECT" and inner.event == "THREATEN"):
            return
        value = said if not depth else said * (1 if value > 0 else -1)
        how = f"{outer.event} of {how}" if how else outer.event
        if speaks(outer):
            yield Speech(outer, value, how, _taken_back(outer, by_id))
        inner = outer


def earlier(by_id: Mapping[str, Claim], told: Sequence[tuple[Claim, Speech]]) -> list[tuple[Claim, Speech]]:
    """What is refused or granted in so many words ("refused to comply", "rejected the demand"), with the deed demanded before.

    It is the last deed of that party that the same report has demanded of it until then, by whom the answer is given to where it
    is said to whom. Of several deeds of one demand it is all.
    """
    demands = [(content, speech) for content, speech in told if speech.claim.event == "REQUEST"]
    holding = {claim.content_of for claim in by_id.values()}
    found = []
    for bare in by_id.values():
        outer = by_id.get(bare.content_of or "")
        if outer is None or bare.event not in ("CONCEDE", "REQUEST") or bare.id in holding:
            continue
        if outer.event not in ("REJECT", "AGREE", "CONCEDE") or not speaks(outer):
            continue
        who = {body(party) for party in outer.actors}
        before = [
            (content, speech)
            for content, speech in demands
            if speech.claim.article_id == outer.article_id
            and speech.claim.trigger < outer.trigger
            and who & {body(party) for party in content.actors}
            and _meets(outer.recipients, speech.claim.actors)
        ]
        if before:
            last = max(speech.claim.trigger for _, speech in before)
            for content, speech in before:
                if speech.claim.trigger == last:
                    value = BY_EVENT[outer.event] * (1 if speech.value > 0 else -1)
                    found.append((content, Speech(outer, value, f"{outer.event} of an earlier REQUEST", bare=bare.id)))
    return found


def speaks(outer: Claim) -> bool:
    """True if the claim commits its actors on its content."""
    return outer.event in BY_EVENT and outer.status in ("actual", "future") and not outer.background


def _refused(claim: Claim, by_id: Mapping[str, Claim]) -> bool:
    """Whether it stands in a refusal, for which all that is in it has the status negated."""
    for _ in range(DEEPEST):
        above = by_id.get(claim.content_of or "")
        if above is None:
            return False
        if above.event == "REJECT":
            return True
        claim = above
    return False


def _value(outer: Claim, content: Claim, deed: Claim, *, refused: bool = False) -> float | None:
    """How much the outer claim is for its content; None where it says nothing of it.

    Blame for what did not happen says nothing. A demand that tells of what goes on ("an end of the strikes") is against it where
    that is conflict, and says nothing where it is not.
    """
    negated = content.status == "negated" and not refused
    if outer.event == "ACCUSE" and negated:
        return None
    if outer.event == "REQUEST" and negated and content.event == "CONCEDE":
        return None  # "have yet to comply with the demand"
    if outer.event == "REQUEST" and content.status == "actual" and content is deed:
        return -1.0 if QUAD_OF[content.event] == "material conflict" else None
    own = bool({body(p) for p in outer.actors} & {body(p) for p in content.actors})
    if own and outer.event in OF_ONES_OWN:
        return -OF_ONES_OWN[outer.event] if negated else OF_ONES_OWN[outer.event]
    if outer.event == "THREATEN" and content.event in YIELDING:
        return 1.0
    turned = (negated and outer.event in TURNING) != (outer.event == "CONCEDE" and content.event in LIFTED)
    return -BY_EVENT[outer.event] if turned else BY_EVENT[outer.event]


def _of_the_accused(outer: Claim, deed: Claim) -> bool:
    """Who accuses speaks of a deed of the accused, and not of all that the sentence tells besides, its own deeds among it."""
    if outer.event != "ACCUSE" or not deed.actors:
        return True
    if {body(p) for p in outer.actors} & {body(p) for p in deed.actors}:
        return False
    return not outer.recipients or _meets(outer.recipients, deed.actors)


def _meets(left: Iterable[Party], right: Iterable[Party]) -> bool:
    """Whether some party may stand on both sides: by its id, or by its country; nobody named may be anybody."""
    one, other = list(left), list(right)
    if not one or not other:
        return True
    return any(body(a) == body(b) or (a.code is not None and a.code == b.code) for a in one for b in other)


def _taken_back(claim: Claim, by_id: Mapping[str, Claim]) -> frozenset[str]:
    """Who rejects what the claim says: a party that "vetoed a resolution demanding" it has not demanded it."""
    outer = by_id.get(claim.content_of or "")
    return frozenset(map(body, outer.actors)) if outer is not None and outer.event == "REJECT" else frozenset()
