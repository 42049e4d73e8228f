"""How fast the coder is when parse and mentions are given: `python -m benchmarks.coder_speed`. One core, the best of five passes.

Floor 1,500 sentences a second; on its authors' machines PETRARCH2 does about 2,300 and Universal PETRARCH 855.
"""

from __future__ import annotations

import gc
import os
import time

from benchmarks.corpus import example, given, run
from dragoman.__main__ import NEW_OBJECTS
from dragoman.code import code

FLOOR = 1500


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    cases = [run(file)[2:4] for files in (given(), example()) for file in files.values()]
    sentences = sum(len(parse.sentences) for parse, _ in cases)
    words = sum(len(s.tokens) for parse, _ in cases for s in parse.sentences)
    gc.collect()
    gc.set_threshold(NEW_OBJECTS)  # as the program does from the start
    gc.freeze()  # as `dragoman read` does once everything is loaded
    rates = []
    for _ in range(5):
        began = time.process_time()
        claims = sum(len(code(parse, mentions)) for parse, mentions in cases)
        rates.append(time.process_time() - began)
    best = min(rates)
    print(
        f"{sentences} sentences, {words} words, {claims} claims: {sentences / best:.0f} sentences a second (floor {FLOOR}), ",
        end="",
    )
    print(f"{1e6 * best / words:.1f} microseconds a word")


if __name__ == "__main__":
    main()
