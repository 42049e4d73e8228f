"""Which inputs drive the answer: one number at a time over its range (a tornado), one number over many values, and shares of variance.

Variance shares are Sobol's: first order S_i = V[E(Y|X_i)] / V(Y), total T_i = 1 - V[E(Y|X_~i)] / V(Y). Sampling after Saltelli et al. 2010
(Computer Physics Communications 181:259-270): two matrices A and B of a Sobol sequence, shifted by the seed, and A with column i from
B. Estimators: first order of that paper's table 2 (b), mean(f_B (f_ABi - f_A)) / V, with the mean taken off first; total after Jansen
1999, mean((f_A - f_ABi)^2) / 2V. The package of the same purpose brings plotting and data-frame libraries, which these lines do not need.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dragoman.errors import QuestionError
from dragoman.simulate.draws import Many, Play, Step, at, uncertain
from dragoman.simulate.question import Array, Player, Question


@dataclass(frozen=True, slots=True)
class Swing:
    """What a model says with one number at the low and at the high end of its range and the others at their best guess."""

    party: str
    field: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the answer moves, on the question's scale."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Share:
    """A number's share in the variance of the answer: alone (`first`) and with all that it does together with others (`total`).

    `first_error` and `total_error` are half-widths of 95 % bootstrap intervals. Estimates may fall a little outside [0, 1].
    """

    party: str
    field: str
    first: float
    total: float
    first_error: float
    total_error: float


def tornado(question: Question, play: Play) -> list[Swing]:
    """One number at a time over its range, widest swing first; empty where no number has a range."""
    found = []
    for party, field in uncertain(question):
        player = next(p for p in question.players if p.id == party)
        low, high = getattr(player, f"{field}_range")
        ends = [play(_with(question, {(party, field): end})).value for end in (low, high)]
        found.append(Swing(party, field, low, high, ends[0], ends[1]))
    return sorted(found, key=lambda swing: (-swing.width, swing.party, swing.field))


def sweep(question: Question, party: str, field: str, values: Sequence[float], play: Play) -> list[tuple[float, float]]:
    """(input, answer) for each value of one number, the others at their best guess."""
    return [(value, play(_with(question, {(party, field): value})).value) for value in values]


def sobol(
    question: Question,
    play: Play,
    *,
    base: int = 256,
    seed: int = 1,
    shape: str = "triangular",
    many: Many | None = None,
    progress: Step | None = None,
) -> list[Share]:
    """Each uncertain number's share in the variance of the answer, largest total first; (k + 2) `base` plays for k numbers.

    Empty where no number has a range or the answer never varies. `many` is a faster function for many questions at once.
    Raises `QuestionError` where `base` is no power of two.
    """
    names = uncertain(question)
    if not names:
        return []
    players = {p.id: p for p in question.players}

    def drawn(shares: Array) -> Question:
        numbers = {}
        for (party, field), share in zip(names, shares.tolist(), strict=True):
            low, high = getattr(players[party], f"{field}_range")
            numbers[party, field] = at(low, getattr(players[party], field), high, share, shape=shape)
        return _with(question, numbers)

    def values(matrix: Array) -> Array:
        questions = [drawn(row) for row in matrix]
        return many(questions) if many else np.array([play(one).value for one in questions])

    found = indices(values, len(names), base=base, seed=seed, progress=progress)
    if found is None:
        return []
    shares = [Share(party, field, *row) for (party, field), row in zip(names, found.tolist(), strict=True)]
    return sorted(shares, key=lambda share: (-share.total, share.party, share.field))


def indices(
    values: Callable[[Array], Array],
    count: int,
    *,
    base: int = 256,
    seed: int = 1,
    resamples: int = 200,
    progress: Step | None = None,
) -> Array | None:
    """Rows of (first, total, first's error, total's error) for a function of `count` shares in [0, 1); None where it never varies.

    `values` takes a matrix with a row a point and gives a value a row.
    """
    if base < 8 or base & (base - 1):
        raise QuestionError(f"The base {base} of the sampling is no power of two of at least 8: give 256 or 1024.")
    from scipy.stats import qmc

    # A random shift and not the library's scrambling, whose argument for the generator changed its name between versions.
    plain = np.asarray(qmc.Sobol(2 * count, scramble=False).random_base2(base.bit_length() - 1))
    sample = (plain + np.random.default_rng(seed).random(2 * count)) % 1.0
    a, b = sample[:, :count], sample[:, count:]
    total = base * (count + 2)
    played = 0

    def play_all(matrix: Array) -> Array:
        nonlocal played
        found = values(matrix)
        played += base
        if progress:
            progress(played, total)
        return found

    f_a, f_b = play_all(a), play_all(b)
    mixed = np.empty((count, base))
    for i in range(count):
        column = a.copy()
        column[:, i] = b[:, i]
        mixed[i] = play_all(column)
    spread = float(np.var(np.concatenate([f_a, f_b])))
    if spread <= 1e-18 * max(1.0, float(np.max(np.abs(f_a))) ** 2):
        return None
    first, whole = _estimate(f_a, f_b, mixed)
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(1,)))
    again = []
    for _ in range(resamples):
        rows = rng.integers(0, base, base)
        if np.ptp(f_a[rows]) or np.ptp(f_b[rows]):
            again.append(_estimate(f_a[rows], f_b[rows], mixed[:, rows]))
    errors = 1.96 * np.std(np.array(again), axis=0, ddof=1) if len(again) > 1 else np.zeros((2, count))
    return np.stack([first, whole, errors[0], errors[1]], axis=1)


def _estimate(f_a: Array, f_b: Array, mixed: Array) -> tuple[Array, Array]:
    both = np.concatenate([f_a, f_b])
    spread, middle = float(np.var(both)), float(np.mean(both))
    first = np.mean((f_b - middle) * (mixed - f_a), axis=1) / spread
    whole = 0.5 * np.mean((f_a - mixed) ** 2, axis=1) / spread
    return first, whole


def _with(question: Question, numbers: dict[tuple[str, str], float]) -> Question:
    def changed(player: Player) -> Player:
        fields = {field: value for (party, field), value in numbers.items() if party == player.id}
        return replace(player, **fields) if fields else player  # type: ignore[arg-type]

    return replace(question, players=tuple(changed(player) for player in question.players))
