"""Speed of draws: python -m benchmarks.draws [--draws N] [--file QUESTION.yml].

Plays the ten-actor example question with ranges through all models on one core, in a process bound to it where the system allows, and
prints seconds in all, processor seconds, and milliseconds a draw for each model. The floor is 2,000 draws in under 60 s.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

FLOOR = 60.0
EXAMPLE = Path(__file__).parent.parent / "examples" / "suez" / "question.yml"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--file", type=Path, default=EXAMPLE)
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    from dragoman.simulate import draws, files, models

    question = files.load(options.file)
    table = models.table(question=question)
    many = {name: model.many for name, model in table.items() if model.many}

    def step(done: int, asked: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} of {asked}")

    wall, cpu = time.perf_counter(), time.process_time()
    found = draws.play_draws(
        question, {name: model.play for name, model in table.items()}, draws=options.draws, many=many, progress=step
    )
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{len(question.players)} actors, {found.done} draws, {len(table)} models, one core")
    print(f"all             {wall:8.1f} s ({cpu:.1f} s of processor; floor {FLOOR:.0f} s for 2,000 draws)")
    few = min(200, options.draws)
    for name, model in table.items():
        start = time.process_time()
        fast = {name: model.many} if model.many else {}
        draws.play_draws(question, {name: model.play}, draws=few, many=fast)
        interval = found.interval(name)
        between = f"{interval.low:8.2f} to {interval.high:8.2f}" if interval else ""
        print(f"{name:15s} {1000 * (time.process_time() - start) / few:8.2f} ms a draw   90 %: {between}")
    sys.exit(1 if cpu * 2000 / max(found.done, 1) > FLOOR else 0)


if __name__ == "__main__":
    main()
