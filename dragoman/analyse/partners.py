"""Who are partners: by treaty on the day, as sponsor of an armed group, or by what a case tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from dragoman.analyse.parties import sides_of, unknown
from dragoman.data.files import load_yaml
from dragoman.model import Claim, Event

Pair = tuple[str, str]
# What partners do together or for each other, and what they do together to somebody else.
WITH = frozenset({"COOPERATE", "AID"})
TOGETHER = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "AID", "REQUEST", "REJECT", "ACCUSE", "THREATEN"})
AGAINST = frozenset({"ASSAULT", "COERCE", "SANCTION"})
FEWEST = 2
# Ids that the resolver gives those who fight for a state: "irn-militias", "tur-allies".
_PROXY = re.compile(r"([a-z]{3})-(?:militias|allies)")


@dataclass(frozen=True, slots=True)
class Bond:
    """Why a pair counts as partners: `by` in words ("NATO", "told: 3 events of joint or mutual deeds"), from and to (None: open)."""

    by: str
    since: str | None
    until: str | None
    events: tuple[str, ...] = ()


def bonds(pair: Pair, day: str | None) -> tuple[Bond, ...]:
    """What the data knows to bind a pair on `day` (a prefix date); where no day is known, at any time.

    >>> [bond.by for bond in bonds(("HUN", "USA"), "1999-04-02")], bonds(("HUN", "USA"), "1980")
    (['NATO'], ())
    """
    return tuple(bond for bond in _known().get(_ordered(*pair), ()) if day is None or _on(bond, day))


def told_bonds(events: Iterable[Event], claims: Mapping[str, Claim]) -> dict[Pair, Bond]:
    """Pairs that a case tells to act together or for each other, more often than to strike, coerce or sanction each other.

    Events that happened count, each once, however many claims tell it. One alone binds nobody.
    """
    friendly: dict[Pair, list[Event]] = {}
    hostile: dict[Pair, int] = {}
    for event in events:
        if event.status != "actual":
            continue
        for pair in _partnered(event, claims):
            friendly.setdefault(pair, []).append(event)
        if event.event in AGAINST:
            for pair in _facing(event, claims):
                hostile[pair] = hostile.get(pair, 0) + 1
    found = {}
    for pair, told in friendly.items():
        if len(told) >= FEWEST and len(told) > hostile.get(pair, 0):
            days = sorted(event.start[:10] for event in told if event.start)
            against = f", {hostile[pair]} against each other" if pair in hostile else ""
            ids = tuple(event.id for event in told)
            found[pair] = Bond(
                f"told: {len(told)} events with or for each other{against}",
                min(days, default=None),
                max(days, default=None),
                ids,
            )
    return found


def patron(party: str) -> str:
    """The state behind an armed group or its like, as far as the data knows one; else the party itself.

    >>> patron("hezbollah"), patron("irn-militias"), patron("PER")
    ('IRN', 'IRN', 'PER')
    """
    proxy = _PROXY.fullmatch(party)
    if proxy:
        return proxy[1].upper()
    return _sponsors().get(party, (party, None))[0]


def _partnered(event: Event, claims: Mapping[str, Claim]) -> Iterator[Pair]:
    actors, recipients = map(set, sides_of(event, claims))
    if event.event in WITH:
        yield from _pairs((a, b) for a in actors for b in recipients)
    if event.event == "COOPERATE" or (event.event in TOGETHER and recipients - actors and not recipients & actors):
        yield from _pairs(combinations(sorted(actors), 2))


def _facing(event: Event, claims: Mapping[str, Claim]) -> Iterator[Pair]:
    actors, recipients = sides_of(event, claims)
    yield from _pairs((a, b) for a in actors for b in recipients)


def _pairs(found: Iterable[Pair]) -> Iterator[Pair]:
    for a, b in sorted({_ordered(*pair) for pair in found}):
        if a != b and not unknown(a) and not unknown(b):
            yield a, b


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def _on(bond: Bond, day: str) -> bool:
    """Whether it held on the day, at the precision of the dates."""
    since, until = bond.since or "", bond.until or "9999"
    return since[: len(day)] <= day[: len(since)] and day[: len(until)] <= until[: len(day)]


@cache
def _known() -> Mapping[Pair, tuple[Bond, ...]]:
    found: dict[Pair, list[Bond]] = {}
    for entry in load_yaml("alliances.yml"):
        apart = {_ordered(*pair) for pair in entry.get("except", ())}
        members: dict[str, Any] = entry["members"]
        for a, b in combinations(sorted(members), 2):
            if (a, b) in apart:
                continue
            terms = [members[one] or entry["years"] for one in (a, b)]
            since = max(str(term[0]) for term in terms)
            until = min((str(term[1]) for term in terms if term[1]), default=None)
            if until is None or since <= until:
                found.setdefault((a, b), []).append(Bond(entry["id"], since, until))
    for group, (state, years) in _sponsors().items():
        bond = Bond(f"{state} stands behind {group}", *(years or (None, None)))
        found.setdefault(_ordered(group, state), []).append(bond)
    return {pair: tuple(entries) for pair, entries in found.items()}


@cache
def _sponsors() -> Mapping[str, tuple[str, tuple[str | None, str | None] | None]]:
    return {
        entry["id"]: (entry["sponsor"], tuple(entry["years"]) if "years" in entry else None)
        for entry in load_yaml("actors/groups.yml")
        if "sponsor" in entry
    }
