"""Speed of the spatial model: python -m benchmarks.smp [KTAB_CASE.csv] [--most N].

Plays 40 actors in one dimension on one core, three times, and takes the median: a case of KTAB's own to its end, or actors drawn with a
fixed seed in the ranges of KTAB's test case of 40, for as many turns as that one takes. The original needs 28 s for those 20 turns with
minimal logging on such a machine; the floor is 20 times faster. Then 2,000 draws of ten actors side by side, and the cost of a turn
against the number of actors, as a table: the work grows with their third power.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from statistics import median

# One core, also for libraries that would start threads when numpy is imported.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402

from dragoman.simulate.question import Player, Question  # noqa: E402
from dragoman.simulate.smp import SmpInput, SmpOptions, ktab_options, path, play_many  # noqa: E402
from dragoman.simulate.smp_ktab import read_ktab  # noqa: E402

KTAB_SECONDS = 28.0
KTAB_TURNS = 20
FLOOR = 20.0
SIZES = (5, 10, 20, 40, 80, 120, 160)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path)
    parser.add_argument("--most", type=int, default=160)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    actors = read_ktab(arguments.case.read_text(encoding="utf-8"))[1] if arguments.case else drawn(40)
    options = ktab_options() if arguments.case else ktab_options(most_turns=KTAB_TURNS, stop_share=0.0)
    runs = [timed(actors, options) for _ in range(3)]
    seconds, turns = median(r[0] for r in runs), runs[0][1]
    times = KTAB_SECONDS / seconds
    print(
        f"{len(actors.capability)} actors, {actors.positions.shape[1]} dimension(s), {turns} turns: {seconds:.3f} s on one core"
    )
    print(f"KTAB {KTAB_SECONDS:g} s for its own 40: {times:.0f} times faster (floor {FLOOR:g})")
    spent = drawn_questions(2000)
    print(f"2,000 draws of ten actors side by side: {spent:.1f} s")
    print("\nactors  turns  seconds  ms a turn  growth of a turn")
    before: tuple[int, float] | None = None
    for n in (size for size in SIZES if size <= arguments.most):
        spent, turns = timed(drawn(n), SmpOptions(most_turns=6, stop_share=0.0))
        turn = spent / turns
        power = "" if before is None else f"n^{np.log(turn / before[1]) / np.log(n / before[0]):.1f}"
        print(f"{n:6}  {turns:5}  {spent:7.3f}  {turn * 1000:9.2f}  {power:>16}")
        before = n, turn
    sys.exit(1 if times < FLOOR else 0)


def drawn(n: int) -> SmpInput:
    """Actors in the ranges of KTAB's test case of 40: capability 0.4 to 1.8, positions 0.4 to 0.8, saliences 0.25 to 0.8."""
    rng = np.random.default_rng(np.random.SeedSequence(40))
    return SmpInput(
        rng.uniform(0.4, 1.8, n), rng.uniform(0.4, 0.8, (n, 1)).round(4), rng.uniform(0.25, 0.8, (n, 1)).round(4)
    )


def drawn_questions(draws: int) -> float:
    """Wall seconds of playing so many draws of a ten-actor question."""
    rng = np.random.default_rng(np.random.SeedSequence(10))
    questions = []
    for _ in range(draws):
        places, cares, weighs = rng.uniform(0, 100, 10), rng.uniform(0.1, 1, 10), rng.uniform(1, 5, 10)
        rows = enumerate(zip(places.tolist(), cares.tolist(), weighs.tolist(), strict=True))
        questions.append(Question("draw", "", tuple(Player(str(i), str(i), x, s, c) for i, (x, s, c) in rows)))
    start = time.perf_counter()
    play_many(questions)
    return time.perf_counter() - start


def timed(actors: SmpInput, options: SmpOptions) -> tuple[float, int]:
    """Wall seconds of a whole path and its number of turns."""
    start = time.perf_counter()
    states = sum(1 for _ in path(actors, options))
    return time.perf_counter() - start, states - 1


if __name__ == "__main__":
    main()
