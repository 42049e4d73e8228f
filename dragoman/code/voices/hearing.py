"""What was heard so far in a report, and which words of a sentence stand on a voice's word."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.model import Voice

# Sentences within which a voice is still the one a reader thinks of.
NEAR = 3
# Sentences within which "she said", where "she" was taken for a state, is still the one who spoke last: a long quotation.
FAR = 9
UNNAMED = Voice(None, "unnamed", anonymous=True)


@dataclass(frozen=True, slots=True)
class Scope:
    """Words of one sentence that stand on a voice's word; `chain` outermost first, without the publisher."""

    tokens: frozenset[int]
    chain: tuple[Voice, ...]
    cue: int | None


@dataclass(slots=True)
class Hearing:
    """What was heard so far in a report: voices by the noun that names them, and the last to speak."""

    sources: dict[str, tuple[Voice, ...]] = field(default_factory=dict)
    outlet: tuple[Voice, ...] = ()
    first: tuple[Voice, ...] = ()
    report: tuple[Voice, ...] = ()
    last: tuple[Voice, ...] = ()
    said: list[tuple[int, tuple[Voice, ...]]] = field(default_factory=list)
    running: tuple[Voice, ...] = ()
    persons: dict[str, list[tuple[frozenset[str], Voice]]] = field(default_factory=dict)
    number: int = 0
    last_in: int = -9
    outlet_in: int = -9

    def speaks(self, chain: tuple[Voice, ...]) -> None:
        """`chain` is the last to speak, in this sentence."""
        self.last, self.last_in = chain, self.number
