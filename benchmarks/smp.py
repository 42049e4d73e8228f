"""Speed of the spatial model: python -m benchmarks.smp [KTAB_CASE.csv] [--most N] [--plot FILE.svg].

Plays 40 actors in one dimension on one core, three times, and takes the median: a case of KTAB's own to its end, or actors drawn with a
fixed seed in the ranges of KTAB's test case of 40, for as many turns as that one takes. The original needs 28 s for those 20 turns with
minimal logging on such a machine; the floor is 20 times faster, in processor seconds. Then 2,000 draws of ten actors side by side, and
the cost of a turn against the number of actors to 160, as a table and with --plot as a picture beside the original's: the work grows with
their third power.
"""

from __future__ import annotations

import argparse
import math
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
KTAB_TURNS_OF_ITS_CASES = ((26, 3.3 / 19), (34, 17.8 / 35), (40, 28.0 / 20), (80, 153.0 / 17))
"""Actors and seconds a turn of the original (commit 3b5b063, minimal logging, such a machine) on its cases SOE-Policy, SOE-Competitive,
dummyData-a040 and dummyData-a080, all of one dimension."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path)
    parser.add_argument("--most", type=int, default=160)
    parser.add_argument("--plot", type=Path, help="write the cost of a turn against the number of actors as SVG")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    actors = read_ktab(arguments.case.read_text(encoding="utf-8"))[1] if arguments.case else drawn(40)
    options = ktab_options() if arguments.case else ktab_options(most_turns=KTAB_TURNS, stop_share=0.0)
    timed(drawn(10), SmpOptions(most_turns=2))  # imports and caches are not the model's cost
    runs = [timed(actors, options) for _ in range(3)]
    seconds, busy, turns = median(r[0] for r in runs), median(r[1] for r in runs), runs[0][2]
    # One core means processor seconds: on a machine that does nothing else they are the wall's.
    times = KTAB_SECONDS / busy
    print(
        f"{len(actors.capability)} actors, {actors.positions.shape[1]} dimension(s), {turns} turns: {seconds:.3f} s on one core "
        f"({busy:.3f} s of processor)"
    )
    print(f"KTAB {KTAB_SECONDS:g} s for its own 40: {times:.0f} times faster (floor {FLOOR:g})")
    spent = drawn_questions(2000)
    print(f"2,000 draws of ten actors side by side: {spent:.1f} s")
    print("\nactors  turns  seconds  ms a turn  growth of a turn")
    before: tuple[int, float] | None = None
    found: list[tuple[int, float]] = []
    for n in (size for size in SIZES if size <= arguments.most):
        # Processor seconds, the least of some runs: what else the machine does is not in them.
        runs = [timed(drawn(n), SmpOptions(most_turns=6, stop_share=0.0)) for _ in range(1 if n > 100 else 3)]
        _, spent, turns = min(runs, key=lambda run: run[1])
        turn = spent / turns
        power = "" if before is None else f"n^{np.log(turn / before[1]) / np.log(n / before[0]):.1f}"
        print(f"{n:6}  {turns:5}  {spent:7.3f}  {turn * 1000:9.2f}  {power:>16}")
        before = n, turn
        found.append(before)
    if arguments.plot:
        arguments.plot.write_text(plot(found), encoding="utf-8", newline="\n")
        print(f"\n{arguments.plot} written")
    sys.exit(1 if times < FLOOR else 0)


def plot(ours: list[tuple[int, float]]) -> str:
    """Seconds a turn against actors, both logarithmic, ours and the original's, with a line that grows with the third power."""
    width, height, left, right, top, bottom = 760, 460, 80, 150, 24, 60
    low, high = -4.0, 1.5  # powers of ten of a second

    def x(n: float) -> float:
        return left + (math.log(n / 4) / math.log(200 / 4)) * (width - left - right)

    def y(seconds: float) -> float:
        return top + (high - math.log10(seconds)) / (high - low) * (height - top - bottom)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        'aria-label="Seconds a turn against number of actors">',
        "<style>text{font:13px Arial,sans-serif;fill:#1d2126}.t{fill:#666d76;font-size:12px}.g{stroke:#dedad1}"
        ".o{fill:none;stroke:#1f7a99;stroke-width:2}.k{fill:none;stroke:#c2491d;stroke-width:2}.c{stroke:#666d76;stroke-dasharray:4 3}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for n in SIZES:
        parts.append(f'<line class="g" x1="{x(n):.1f}" x2="{x(n):.1f}" y1="{top}" y2="{height - bottom}"/>')
        parts.append(f'<text class="t" x="{x(n):.1f}" y="{height - bottom + 18}" text-anchor="middle">{n}</text>')
    for power, words in ((-4, "0.1 ms"), (-3, "1 ms"), (-2, "10 ms"), (-1, "0.1 s"), (0, "1 s"), (1, "10 s")):
        at = y(10.0**power)
        parts.append(f'<line class="g" x1="{left}" x2="{width - right}" y1="{at:.1f}" y2="{at:.1f}"/>')
        parts.append(f'<text class="t" x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{words}</text>')
    n, seconds = ours[-1]
    start = SIZES[2]
    parts.append(
        f'<line class="c" x1="{x(start):.1f}" y1="{y(seconds * (start / n) ** 3):.1f}" x2="{x(n):.1f}" y2="{y(seconds):.1f}"/>'
    )
    for kind, colour, words, points in (
        ("o", "#1f7a99", "dragoman, one core", ours),
        ("k", "#c2491d", "KTAB, minimal logging", list(KTAB_TURNS_OF_ITS_CASES)),
    ):
        line = " ".join(f"{x(n):.1f},{y(t):.1f}" for n, t in points)
        parts.append(f'<polyline class="{kind}" points="{line}"/>')
        parts.extend(
            f'<circle cx="{x(n):.1f}" cy="{y(t):.1f}" r="4" fill="{colour}"><title>{n} actors: {1000 * t:.3g} ms a turn</title></circle>'
            for n, t in points
        )
        parts.append(f'<text x="{x(points[-1][0]) + 10:.1f}" y="{y(points[-1][1]) + 4:.1f}">{words}</text>')
    parts.append(
        f'<text class="t" x="{x(start) + 34:.1f}" y="{y(seconds * (start / n) ** 3) + 4:.1f}">third power</text>'
    )
    parts.append(
        f'<text class="t" x="{(left + width - right) / 2:.0f}" y="{height - 16}" text-anchor="middle">actors in one dimension</text>'
    )
    parts.append(f'<text class="t" x="{left - 8}" y="14" text-anchor="end">a turn</text></svg>')
    return "\n".join(parts) + "\n"


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


def timed(actors: SmpInput, options: SmpOptions) -> tuple[float, float, int]:
    """Wall and processor seconds of a whole path, and its number of turns."""
    start, busy = time.perf_counter(), time.process_time()
    states = sum(1 for _ in path(actors, options))
    return time.perf_counter() - start, time.process_time() - busy, states - 1


if __name__ == "__main__":
    main()
