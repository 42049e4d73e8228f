"""Who did it to whom, in two claims: whether the parties of a side may be the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.data.files import load_text
from dragoman.link.stems import shares, stems
from dragoman.model import Claim, Party

# A word that stands in more English texts ("three", "men") describes nobody.
COMMON = 0.1


def root(party: Party) -> str:
    """A party's id without its suffix: forces and government of a state are compared as one.

    >>> root(Party("RUS.MIL", "Russian forces", "RUS", "MIL", None, None, None))
    'RUS'
    """
    return party.id.split(".")[0]


def roots(parties: Iterable[Party]) -> frozenset[str]:
    """The ids of some parties without suffixes."""
    return frozenset(map(root, parties))


def vague(party: Party) -> bool:
    """Whether a party is described and not known: "five policemen", "rebels", a person in no list."""
    return party.id[0] == "?" or party.code is None


def person(party: Party) -> str:
    """The name of the person who stands for a party, or is it; "" where it is none.

    >>> person(Party("RUS", "Sergei Lavrov", "RUS", "GOV", None, None, None))
    'Sergei Lavrov'
    >>> person(Party("RUS.MIL", "Russia force", "RUS", "MIL", None, None, None))
    ''
    """
    words = party.name.split()
    if len(words) < 2 or party.id[0] == "?" or not all(word[0].isupper() for word in words):
        return ""
    state = len(root(party)) == 3 and party.id[:3].isupper()
    if state:
        return party.name if party.name not in _countries() and words[0] != "United" else ""
    return party.name if party.id == "-".join(words).lower() and party.sector != "IGO" and words[0] != "The" else ""


def known_names(claim: Claim) -> Iterable[str]:
    """The words for the states and bodies of a claim, and for its country: they stand in reports on many events."""
    for party in (*claim.actors, *claim.recipients):
        if not vague(party):
            who = person(party)
            yield (party.text or "").replace(who, "") if who else f"{party.name} {party.text or ''}"
    if claim.place is not None and claim.place.kind == "country":
        yield claim.place.name


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one side of a claim, as far as linking asks for them."""

    ids: frozenset[str]
    people: frozenset[str]
    count: int
    vague: bool
    kinds: frozenset[tuple[str, str]]
    words: frozenset[str]


def side_of(parties: Sequence[Party]) -> Side:
    """One side of a claim."""
    described = (stem for p in parties for stem in stems(p.text or p.name))
    return Side(
        roots(parties),
        frozenset(name.split()[-1].lower() for name in map(person, parties) if name),
        len(parties),
        all(map(vague, parties)),
        frozenset((p.code, p.sector) for p in parties if p.code and p.sector and p.sector != "GOV"),
        frozenset(stem for stem in described if shares().get(stem, 0.0) < COMMON),
    )


def agree(a: Side, b: Side) -> str:
    """How the parties of one side stand to those of another; "apart" where nobody of the one may be of the other."""
    if not a.count or not b.count:
        return "both open" if not a.count and not b.count else "one open"
    common = a.people & b.people
    if a.people and b.people and not common and a.count == b.count == 1:
        return "other person" if a.ids == b.ids else "apart"
    if a.ids == b.ids or (common and a.count == b.count):
        return "equal"
    if common or a.ids & b.ids:
        return "share"
    if a.kinds & b.kinds:
        return "kin"
    if a.vague or b.vague:
        return "described" if a.words & b.words else "vague"
    return "apart"


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["name"] for row in csv.DictReader(io.StringIO(load_text("places_countries.csv"))))
