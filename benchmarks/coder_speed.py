"""How fast the coder is when parse and mentions are given: `python -m benchmarks.coder_speed`. One core, the best of five passes.

Floor 1,500 sentences a second, below which it ends with 1 if asked to with `--strict`; on its authors' machines PETRARCH2 does about
2,300 and Universal PETRARCH 855.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time

from benchmarks.corpus import example, given, run
from dragoman.__main__ import NEW_OBJECTS
from dragoman.code import code

FLOOR = 1500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="end with 1 below the floor")
    strict = parser.parse_args().strict
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
    if strict and sentences / best < FLOOR:
        sys.exit("FAILED: too slow.")


if __name__ == "__main__":
    main()
