"""From which probability on the learned heads are believed, and for which types and words (`data/learned.yml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.data.files import load_yaml

EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Trust:
    """From which probability on a head is believed; see `data/learned.yml` for what each is."""

    add: float
    company: float
    modal: float
    keep: float
    bear: float
    actor: float
    recipient: float
    status: float
    content: float
    voice: float
    unnamed: float


@cache
def trust() -> Trust:
    """The thresholds that ship."""
    return Trust(**{k: float(v) for k, v in load_yaml("learned.yml")["trust"].items()})


@dataclass(frozen=True, slots=True)
class Calm:
    """When a report is held to be about something else than politics, and what is asked of a claim there."""

    signs: float
    public: float
    full: float
    keep: float
    add: float


@cache
def calm() -> Calm:
    """The thresholds that ship."""
    return Calm(**{k: float(v) for k, v in load_yaml("learned.yml")["calm"].items()})


@cache
def guessable() -> frozenset[str]:
    """Types whose recipient the head may guess at under even odds: at least four in ten such guesses are right there."""
    return frozenset(load_yaml("learned.yml")["guessed"])


@cache
def accompanied() -> frozenset[str]:
    """Types that a state or its forces as a party bear out, where the head alone is not sure enough."""
    return frozenset(load_yaml("learned.yml")["accompanied"])


@cache
def discussing() -> frozenset[str]:
    """Verbs whose subject talks about what stands below them and does not do it."""
    return frozenset(load_yaml("learned.yml")["discussing"])
