"""What is played: the players on one question, with what they want, how much they care and what weight they carry.

Inputs are plain numbers with optional ranges; a question file (`files.py`) fills them, later a case. A model takes a `Question` and
its own frozen options and gives an `Outcome` or yields states of a path.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Player:
    """A party on a question.

    `position` stands on the question's scale, `salience` in [0, 1], `capability` is any positive weight (only ratios count).
    The ranges are inclusive `(low, high)`, None where the value is taken as certain. `note` says where the numbers come from.
    """

    id: str
    name: str
    position: float
    salience: float
    capability: float
    position_range: tuple[float, float] | None = None
    salience_range: tuple[float, float] | None = None
    capability_range: tuple[float, float] | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """How a question is put to the vote, for the pivot model.

    `setter` is the id of the player that proposes and does not vote; `quota` the share of votes that must accept, over 0 to 1 (1:
    unanimity); `consent` the ids of those who must each accept besides; `votes` of each voter, None where capabilities are the votes.
    """

    setter: str
    quota: float = 1.0
    consent: tuple[str, ...] = ()
    votes: tuple[tuple[str, float], ...] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a scale: `low` and `high` are its ends, `low_words` and `high_words` what they mean.

    `reference` is the position that holds if nothing is agreed (the reversion point), None where there is none; `procedure` says who
    proposes and how it is voted, None where nobody said. `unit` is what the scale counts ("weeks", "% of the toll"), empty where it counts
    nothing.
    """

    id: str
    title: str
    players: tuple[Player, ...]
    low: float = 0.0
    high: float = 100.0
    low_words: str = ""
    high_words: str = ""
    reference: float | None = None
    date: str | None = None
    notes: tuple[str, ...] = ()
    procedure: Procedure | None = None
    unit: str = ""

    def positions(self) -> Array:
        """Positions of the players, in their order."""
        return np.array([p.position for p in self.players], dtype=np.float64)

    def saliences(self) -> Array:
        """Saliences of the players, 0 to 1."""
        return np.array([p.salience for p in self.players], dtype=np.float64)

    def capabilities(self) -> Array:
        """Capabilities of the players."""
        return np.array([p.capability for p in self.players], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one model says: the `value` on the question's scale, and how it came about.

    `rounds` counts the steps played; `ended` is "fixed point", "cycle of N", "no end within N rounds" or "closed form";
    `positions` are where the players end, in their order (empty for aggregates); `lines` are explanations in words.
    """

    model: str
    value: float
    ended: str = "closed form"
    rounds: int = 0
    positions: tuple[float, ...] = ()
    lines: tuple[str, ...] = ()
    details: dict[str, float] = field(default_factory=dict)
