"""Where partners part: on a question, over what one demands of the other, in what they say and do to each other.

Nothing is scored. A rift lists the stands and events it is read from, how many origins tell them, and how sure their reading is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from dragoman.analyse.chains import YIELDING
from dragoman.analyse.held import Held, held
from dragoman.analyse.parties import body_of, sides_of, unknown
from dragoman.analyse.partners import Bond, Pair, bonds, patron, told_bonds
from dragoman.analyse.positions import Stand, positions
from dragoman.model import Claim, Event
from dragoman.model.terms import QUAD_OF

AGAINST = "each other"
NEAR_DAYS = 60


@dataclass(frozen=True, slots=True)
class Side:
    """One partner's part in a rift: the events that show it, their claims, and the origins behind them.

    `sign` is +1 for, -1 against, 0 where the side is only the one of whom something is demanded, or where deeds are told.
    `through` names parties it stands behind ("irn-militias") where these are meant. `day` is the first day known, `last` the last.
    """

    party: str
    sign: int
    events: int
    reports: int = 0
    claims: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    day: str | None = None
    last: str | None = None
    own_word: int = 0
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rift:
    """A break between partners.

    `over` is a question, or "each other" for deeds of one against the other, which `deeds` counts: (type, by whom, how many events). `kind` is
    apart (one for, one against), demanded (one demands of the other, who has not answered) or against. `since` is the day from
    which both sides are known to stand so, None where one of them is undated; `last` the last day on which one is told to; `closed`
    the day from which the last known words of both agree, None while they do not. `confidence` is that of the weaker side: of its
    surest claim.
    """

    partners: Pair
    bonds: tuple[Bond, ...]
    over: str
    kind: str
    sides: tuple[Side, Side]
    since: str | None
    last: str | None
    closed: str | None
    confidence: float | None
    deeds: tuple[tuple[str, str, int], ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims it is read from."""
        return tuple(dict.fromkeys(claim for side in self.sides for claim in side.claims))

    @property
    def origins(self) -> tuple[str, ...]:
        """All origins behind it, sorted."""
        return tuple(sorted({origin for side in self.sides for origin in side.origins}))


def rifts(claims: Iterable[Claim], events: Iterable[Event]) -> tuple[Rift, ...]:
    """All rifts between partners, those told on most origins first.

    Partners are those whom a treaty or a sponsor binds on the last day of the rift (`data/alliances.yml`, the world book), and those
    whom the case tells to act together or for each other more often than to strike, coerce or sanction each other.
    """
    by_id = {claim.id: claim for claim in claims}
    happened = list(events)
    stands = held(positions(by_id.values()), happened)
    told = told_bonds(happened, by_id)
    found = []
    over = list(_over_questions(stands, by_id))
    # What shows where they stand on a question is not counted among their deeds again.
    shown = {(rift.partners, claim) for rift in over for claim in rift.claims}
    for rift in (*over, *_against(happened, by_id, shown, told)):
        a, b = rift.partners
        bound = (*bonds(rift.partners, rift.last), *((told[rift.partners],) if rift.partners in told else ()))
        if bound and a != b:
            found.append(replace(rift, bonds=bound))
    return tuple(
        sorted(
            found, key=lambda r: (-len(r.origins), -sum(side.reports for side in r.sides), r.partners, r.over, r.kind)
        )
    )


def _over_questions(stands: Sequence[Held], claims: Mapping[str, Claim]) -> Iterator[Rift]:
    questions: dict[str, dict[str, list[Held]]] = {}
    for one in stands:
        party = body_of(one.stand.party)
        if not unknown(party):
            questions.setdefault(one.stand.question, {}).setdefault(party, []).append(one)
    for question, by_party in sorted(questions.items()):
        for a, b in combinations(sorted(by_party), 2):
            yield from _apart(question, (a, by_party[a]), (b, by_party[b]), claims)
        yield from _demanded(question, by_party, claims)


def _apart(
    question: str, one: tuple[str, list[Held]], other: tuple[str, list[Held]], claims: Mapping[str, Claim]
) -> Iterator[Rift]:
    """One for and one against. Where both have been both, the last known words of each decide which."""
    for sign in (1, -1):
        left = [h for h in one[1] if h.stand.position * sign > 0]
        right = [h for h in other[1] if h.stand.position * sign < 0]
        if not left or not right or (sign < 0 and _parted(one[1], other[1], 1)) or _long_apart(left, right):
            continue
        sides = (_side(one[0], sign, left, claims), _side(other[0], -sign, right, claims))
        closed = _closed(one[1], other[1])
        yield _rift(question, "apart", sides, closed, claims)


def _parted(one: Sequence[Held], other: Sequence[Held], sign: int) -> bool:
    return any(h.stand.position * sign > 0 for h in one) and any(h.stand.position * sign < 0 for h in other)


def _long_apart(one: Sequence[Held], other: Sequence[Held]) -> bool:
    """Whether one side has only done it, and the other spoken of it long before or after: who leaves Sinai in January breaks with
    nobody who vetoed a call for it in October."""
    for deeds, words in ((one, other), (other, one)):
        if all(h.stand.how == "deed" for h in deeds):
            days = [[d for h in found if (d := _ordinal(h.stand.date)) is not None] for found in (deeds, words)]
            if all(days) and min(abs(a - b) for a in days[0] for b in days[1]) > NEAR_DAYS:
                return True
    return False


def _ordinal(day: str | None) -> int | None:
    """A day as a number; None for one that is not known to the day.

    >>> _ordinal("2018-05-22"), _ordinal("2018-05"), _ordinal("2018-02-31")
    (736836, None, None)
    """
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


def _closed(one: Sequence[Held], other: Sequence[Held]) -> str | None:
    """The day from which the last dated words of both agree."""
    last = [_last(one), _last(other)]
    if not all(last) or last[0][1] != last[1][1]:  # type: ignore[index]
        return None
    return max(day for day, _ in filter(None, last))


def _last(found: Sequence[Held]) -> tuple[str, bool] | None:
    """The last dated stand as day and sign; on one day the one against, so that no rift closes on the day it is told."""
    dated = [(h.stand.date, h.stand.position > 0) for h in found if h.stand.date]
    if not dated:
        return None
    day = max(one for one, _ in dated)
    return day, all(sign for one, sign in dated if one == day)


def _demanded(question: str, by_party: Mapping[str, list[Held]], claims: Mapping[str, Claim]) -> Iterator[Rift]:
    """What one demands of the other, or is against that the other does, who has not been told to want it or not."""
    deed = next(iter(by_party.values()))[0].stand.deed
    whose = patron(deed.who)
    for party, found in sorted(by_party.items()):
        if party in (deed.who, whose) or unknown(whose):
            continue
        # To ask a partner for any other deed is to ask for help.
        sign = 1 if deed.event in YIELDING else -1
        asked = [h for h in found if h.stand.position * sign > 0 and h.stand.how != "deed"]
        if not asked or any(one in by_party for one in (deed.who, whose)):
            continue
        through = (deed.who,) if whose != deed.who else ()
        sides = (_side(party, sign, asked, claims), Side(whose, 0, 0, through=through))
        yield _rift(question, "demanded", sides, None, claims)


def _against(
    events: Iterable[Event], claims: Mapping[str, Claim], shown: set[tuple[Pair, str]], partners: Container[Pair]
) -> Iterator[Rift]:
    """What two say and do against each other, but for what is `shown` by question; what one demands of the other is.

    Of those who are no `partners` by what the case tells it is what was done on a day on which a bond held.
    """
    found: dict[Pair, list[tuple[str, Event]]] = {}
    for event in events:
        if event.status != "actual" or "conflict" not in QUAD_OF.get(event.event, "") or event.event == "REQUEST":
            continue
        actors, recipients = sides_of(event, claims)
        for a in actors:
            for b in recipients:
                pair = min(a, b), max(a, b)
                if a == b or unknown(a) or unknown(b) or any((pair, c) in shown for c in event.claims):
                    continue
                if pair in partners or bonds(pair, event.start):
                    found.setdefault(pair, []).append((a, event))
    for pair, told in sorted(found.items()):
        both = tuple(_doing(party, [event for who, event in told if who == party], claims) for party in pair)
        counts = Counter((event.event, who) for who, event in told)
        deeds = tuple(sorted(((*deed, number) for deed, number in counts.items()), key=lambda d: (-d[2], d[:2])))
        days = [side.day for side in both if side.day]
        last = max((side.last for side in both if side.last), default=None)
        sure = _surest([claim for side in both for claim in side.claims], claims)
        yield Rift(pair, (), AGAINST, "against", (both[0], both[1]), min(days, default=None), last, None, sure, deeds)


def _rift(question: str, kind: str, sides: tuple[Side, Side], closed: str | None, claims: Mapping[str, Claim]) -> Rift:
    one, other = sides if sides[0].party <= sides[1].party else sides[::-1]
    days = [side.day for side in sides if side.events]
    since = max(filter(None, days)) if days and all(days) else None
    last = max((side.last for side in sides if side.last), default=None)
    sure = [value for side in sides if side.claims and (value := _surest(side.claims, claims)) is not None]
    confidence = min(sure) if sure else None
    return Rift((one.party, other.party), (), question, kind, (one, other), since, last, closed, confidence)


def _side(party: str, sign: int, found: Sequence[Held], claims: Mapping[str, Claim]) -> Side:
    days = sorted(h.stand.date for h in found if h.stand.date)
    ids = tuple(dict.fromkeys(claim for h in found for claim in h.claims))
    return Side(
        party,
        sign,
        len(found),
        _reports(ids, claims),
        ids,
        tuple(sorted({origin for h in found for origin in h.origins})),
        days[0] if days else None,
        days[-1] if days else None,
        sum(h.stand.word == "own" for h in found),
    )


def _doing(party: str, events: Sequence[Event], claims: Mapping[str, Claim]) -> Side:
    days = sorted(event.start for event in events if event.start)
    ids = tuple(dict.fromkeys(claim for event in events for claim in event.claims))
    own = sum(any(_says(party, claims[c]) for c in event.claims if c in claims) for event in events)
    origins = tuple(sorted({origin for event in events for origin in event.origin_names}))
    first, last = (days[0], days[-1]) if days else (None, None)
    return Side(party, 0, len(events), _reports(ids, claims), ids, origins, first, last, own)


def _reports(ids: Iterable[str], claims: Mapping[str, Claim]) -> int:
    return len({claims[one].article_id for one in ids if one in claims})


def _says(party: str, claim: Claim) -> bool:
    return len(claim.attribution) > 1 and body_of(claim.attribution[-1].id or "") == party


def _surest(ids: Iterable[str], claims: Mapping[str, Claim]) -> float | None:
    sure = [c.confidence for one in ids if (c := claims.get(one)) is not None and c.confidence is not None]
    return max(sure, default=None)


__all__ = ["AGAINST", "Rift", "Side", "Stand", "rifts"]
