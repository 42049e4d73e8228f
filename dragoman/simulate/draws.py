"""Monte-Carlo over the ranges of a question: what each model says when every uncertain number is drawn anew.

Each number comes from a generator of its own, named by the seed, the draw and the party: the result has the same bits on any number of
cores, does not depend on the order of the parties, and two what-ifs with one seed meet the same luck, so that their difference is theirs.
"""

from __future__ import annotations

import hashlib
import math
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

import numpy as np

from dragoman.errors import DragomanError, QuestionError
from dragoman.simulate.question import Array, Outcome, Player, Question

Play = Callable[[Question], Outcome]
Many = Callable[[Sequence[Question]], Array]
Step = Callable[[int, int], None]
SHAPES = ("triangular", "uniform")
FIELDS = ("position", "salience", "capability")
# Draws handed to a worker at once; small enough that progress moves and an interrupt loses little.
CHUNK = 50
MOST_DRAWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """Where `level` of the draws lie, by quantiles with the same share left out at both ends."""

    low: float
    high: float
    level: float


@dataclass(frozen=True, slots=True)
class Draws:
    """The values of each model over the draws.

    `values` has a row a draw and a column a model (in the order of `models`), NaN where the model declined; `done` counts
    the rows, fewer than `asked` where the run was `stopped`. `declined` gives each model's first reason, if any.
    """

    models: tuple[str, ...]
    values: Array
    seed: int
    shape: str
    asked: int
    stopped: bool = False
    declined: tuple[tuple[str, str], ...] = ()

    @property
    def done(self) -> int:
        """Draws that were played."""
        return int(self.values.shape[0])

    def of(self, model: str) -> Array:
        """The values of one model where it gave one."""
        column = self.values[:, self.models.index(model)]
        return column[~np.isnan(column)]

    def interval(self, model: str, *, level: float = 0.9) -> Interval | None:
        """The central interval of a model's values; None where it gave none."""
        found = self.of(model)
        if not len(found):
            return None
        low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
        return Interval(float(low), float(high), level)


def play_draws(
    question: Question,
    plays: Mapping[str, Play],
    *,
    draws: int,
    seed: int = 1,
    shape: str = "triangular",
    cores: int = 1,
    many: Mapping[str, Many] | None = None,
    progress: Step | None = None,
) -> Draws:
    """Play every model on `draws` drawn questions; `progress(done, asked)` is called as they come in.

    A `KeyboardInterrupt` (from the keyboard or raised by `progress`) ends the run early: what was played is given, with
    `stopped` set. `many` has faster functions for some models, which play the draws of a block at once; the blocks are the same on any number
    of cores. All must be functions of a module where `cores` is more than one.

    Raises `QuestionError` for a count, seed or shape that can't be used.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise QuestionError(f"{draws} draws can't be played: give 1 to {MOST_DRAWS}.")
    if seed < 0:
        raise QuestionError(f"The seed {seed} is negative: give 0 or more.")
    known_shape(shape)
    models = tuple(plays)
    rows: list[Array] = []
    declined: dict[str, str] = {}
    stopped = False
    chunks = [(start, min(start + CHUNK, draws)) for start in range(0, draws, CHUNK)]
    try:
        with closing(_run(question, plays, many or {}, chunks, seed, shape, cores)) as blocks:
            for values, reasons in blocks:
                rows.append(values)
                for model, reason in reasons:
                    declined.setdefault(model, reason)
                if progress:
                    progress(sum(map(len, rows)), draws)
    except KeyboardInterrupt:
        stopped = True
    together = np.concatenate(rows) if rows else np.empty((0, len(models)))
    stopped = stopped and len(together) < draws
    return Draws(models, together, seed, shape, draws, stopped, tuple(declined.items()))


def known_shape(shape: str) -> str:
    """The shape, if it is one of `SHAPES`; raises `QuestionError` for any other.

    >>> known_shape("uniform")
    'uniform'
    """
    if shape not in SHAPES:
        raise QuestionError(f"No shape '{shape}' of a range. Known: {', '.join(SHAPES)}.")
    return shape


def draw(question: Question, number: int, *, seed: int, shape: str = "triangular") -> Question:
    """Draw `number` of the question: each number with a range drawn from it, the others as they stand.

    Triangular: most likely at the number itself, not at all at the ends. Uniform: anywhere in the range alike.
    """
    if not uncertain(question):
        return question
    return replace(question, players=tuple(_drawn(player, number, seed, shape) for player in question.players))


def uncertain(question: Question) -> tuple[tuple[str, str], ...]:
    """(party, field) of each number that has a range, in the order of the parties."""
    return tuple((p.id, name) for p in question.players for name in FIELDS if getattr(p, f"{name}_range"))


def at(low: float, mode: float, high: float, share: float, *, shape: str = "triangular") -> float:
    """The number below which `share` of a range's weight lies.

    Only sums, products and a square root, which every machine rounds alike.

    >>> at(0, 50, 100, 0.5), at(0, 50, 100, 0.02), at(0, 20, 100, 0.25, shape="uniform")
    (50.0, 10.0, 25.0)
    """
    if shape == "uniform" or high <= low:
        return min(max(low + (high - low) * share, low), high)
    if share * (high - low) < mode - low:
        value = low + math.sqrt(share * (high - low) * (mode - low))
    else:
        value = high - math.sqrt((1 - share) * (high - low) * (high - mode))
    return min(max(value, low), high)


def _drawn(player: Player, number: int, seed: int, shape: str) -> Player:
    if not (player.position_range or player.salience_range or player.capability_range):
        return player
    # Three numbers always, so that a range added to one field leaves the draws of the others as they were.
    shares = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(number, _key(player.id)))))
    position, salience, capability = shares.random(3).tolist()
    return replace(
        player,
        position=_value(player.position, player.position_range, position, shape),
        salience=_value(player.salience, player.salience_range, salience, shape),
        capability=_value(player.capability, player.capability_range, capability, shape),
    )


def _value(value: float, between: tuple[float, float] | None, share: float, shape: str) -> float:
    return at(between[0], value, between[1], share, shape=shape) if between else value


def _key(id_: str) -> int:
    return int.from_bytes(hashlib.sha256(id_.encode("utf-8")).digest()[:8], "big")


def _run(
    question: Question,
    plays: Mapping[str, Play],
    many: Mapping[str, Many],
    chunks: Sequence[tuple[int, int]],
    seed: int,
    shape: str,
    cores: int,
) -> Generator[tuple[Array, list[tuple[str, str]]], None, None]:
    """Each chunk's values in the order of the chunks, whoever played it."""
    if cores <= 1 or len(chunks) == 1:
        for chunk in chunks:
            yield _chunk(question, plays, many, chunk, seed, shape)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Spawned and not forked: a fork copies locks that threads of numerical libraries may hold.
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as pool:
        with _deaf():
            waiting = [pool.submit(_chunk, question, dict(plays), dict(many), chunk, seed, shape) for chunk in chunks]
        try:
            for future in waiting:
                yield future.result()
        finally:
            # What has begun is finished (a second or so), the rest is not begun.
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started within don't hear Ctrl-C, which a terminal sends to all of them; the one that started them does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _chunk(
    question: Question,
    plays: Mapping[str, Play],
    many: Mapping[str, Many],
    chunk: tuple[int, int],
    seed: int,
    shape: str,
) -> tuple[Array, list[tuple[str, str]]]:
    values = np.full((chunk[1] - chunk[0], len(plays)), np.nan)
    declined: dict[str, str] = {}
    drawn = [draw(question, number, seed=seed, shape=shape) for number in range(*chunk)]
    for column, (model, play) in enumerate(plays.items()):
        if model in many:
            try:
                values[:, column] = many[model](drawn)
                continue
            except DragomanError:
                # One draw of the block can't be played: one by one, so that the others keep theirs.
                pass
        for row, one in enumerate(drawn):
            try:
                values[row, column] = play(one).value
            except DragomanError as error:
                declined.setdefault(model, str(error))
    return values, list(declined.items())
