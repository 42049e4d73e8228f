"""Broken files by the thousand: python -m benchmarks.fuzz_readers --minutes M [--reader NAME] [--seed N] [--keep FOLDER].

For M minutes each, every reader is given small files that we write, changed at random: bits, bytes, lengths and tokens of its
format, pieces left out, doubled, moved and taken from other files, ends cut off; half of the files of packed formats are broken
inside and packed soundly, so that the parser behind the wrapping is reached. They go through the worker process, as files do in a
run, and every fourth document is cleaned. A worker that dies or runs out of time is a finding and its file is kept; so is an
answer that is neither a document nor a refusal of a known type. Floor: no crash, no hang.

Minutes are of processor time, ours and the workers' together, so that they mean the same on a busy machine. What was done is
written to KEEP/done.jsonl as it goes on: started again, with the same folder, a reader gets only the minutes it lacks. Each start
draws a seed of its own unless --seed names one; file n of a reader is made from the seed, the reader's name and n alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.fuzz_seeds import COMMON, Reader, readers
from dragoman.clean import clean
from dragoman.model import Document, Refusal
from dragoman.read import pool, read_bytes
from dragoman.read.reasons import Why
from dragoman.settings import Settings

HANG_SECONDS = 20
NOTE_SECONDS = 30  # of processor time between two notes of what was done
DONE = "done.jsonl"
TYPES = sorted((str(why) for why in Why), key=len, reverse=True)
LIMITS = Settings(max_seconds=HANG_SECONDS, max_bytes=1_000_000, max_file_bytes=2_000_000, max_unpacked=20_000_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--minutes", type=float, default=1.0, help="of processor time for each reader, less what DONE has"
    )
    parser.add_argument("--reader", help="only this one")
    parser.add_argument("--seed", type=int, help="to make the same files again; drawn anew when not given")
    parser.add_argument(
        "--keep", type=Path, default=Path("fuzz-findings"), help="for done.jsonl and files that broke something"
    )
    options = parser.parse_args()
    seed = secrets.randbelow(1 << 32) if options.seed is None else options.seed
    findings = 0
    print(f"seed {seed}", flush=True)
    for reader in readers():
        if options.reader in (None, reader.name):
            findings += fuzz(reader, seconds=60 * options.minutes, seed=seed, keep=options.keep)
    print(f"{findings} crashes, hangs and untyped answers (floor 0)")
    sys.exit(1 if findings else 0)


def fuzz(reader: Reader, *, seconds: float, seed: int, keep: Path, most: int | None = None) -> int:
    """Feed one reader until it had so many seconds of processor time (or `most` files); how many findings there were."""
    keep.mkdir(parents=True, exist_ok=True)
    earlier = done(keep, reader.name)
    kinds: Counter[str] = Counter()
    findings = count = noted = 0
    spent = noted_spent = 0.0
    begun, wall = _computed(), time.monotonic()
    try:
        while earlier + spent < seconds and (most is None or count < most):
            data = mutated(random.Random(f"{seed} {reader.name} {count}"), reader)
            problem = _problem(reader, data, kinds, look=count % 4 == 0)
            if problem:
                findings += 1
                path = keep / f"{reader.name}-{seed}-{count}{Path(reader.file).suffix}"
                path.write_bytes(data)
                print(f"  {reader.name}: {problem}: kept as {path}", flush=True)
            count += 1
            if count % 16 == 0:  # asking the system each time would cost as much as a small file
                spent = _computed() - begun
            if spent - noted_spent > NOTE_SECONDS:
                _note(keep, reader.name, seed, count - noted, spent - noted_spent)
                noted, noted_spent = count, spent
    finally:
        spent = _computed() - begun
        _note(keep, reader.name, seed, count - noted, spent - noted_spent)
    common = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common(6))
    print(
        f"{reader.name:9} {count:7} files in {spent:5.0f} s of processor time ({time.monotonic() - wall:.0f} s by the clock), "
        f"{earlier + spent:.0f} s in all; {findings} findings; {common}",
        flush=True,
    )
    return findings


def done(keep: Path, name: str) -> float:
    """Seconds of processor time that a reader has had in earlier starts."""
    path = keep / DONE
    if not path.exists():
        return 0.0
    notes = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return float(sum(one["seconds"] for one in notes if one["reader"] == name))


def _note(keep: Path, name: str, seed: int, files: int, seconds: float) -> None:
    if files:
        note = {"reader": name, "seed": seed, "files": files, "seconds": round(seconds, 2)}
        with (keep / DONE).open("a", encoding="utf-8") as file:
            file.write(json.dumps(note) + "\n")


def _computed() -> float:
    """Processor seconds of this process, of its workers that have ended and, where the system tells, of those that live."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system + pool.computed()


def _problem(reader: Reader, data: bytes, kinds: Counter[str], *, look: bool) -> str | None:
    try:
        items = list(read_bytes(data, "fuzz", name=reader.file, settings=LIMITS))
        begun = time.process_time()
        for item in items:
            if look and isinstance(item, Document):
                clean(item)
    except Exception as error:
        return f"{type(error).__name__} in the program: {error}"
    if time.process_time() - begun > HANG_SECONDS:
        return f"cleaning took {time.process_time() - begun:.0f} s"
    if not items:
        return "no answer"
    for item in items:
        if isinstance(item, Document):
            kinds["document"] += 1
            continue
        kind = _type(item)
        kinds[kind or "untyped"] += 1
        if kind in (Why.DIED, Why.TIME):
            return item.reason
        if kind is None:
            return f"untyped: {item.reason}"
    return None


def _type(refusal: Refusal) -> str | None:
    return next((kind for kind in TYPES if refusal.reason == kind or refusal.reason.startswith(f"{kind}: ")), None)


def mutated(rng: random.Random, reader: Reader) -> bytes:
    """A sound file with one to a dozen changes, outside or inside its wrapping."""
    if reader.pack and rng.random() < 0.5:
        return reader.pack(_broken(rng, reader.inside, reader.tokens))
    return _broken(rng, reader.seeds, reader.tokens)


def _broken(rng: random.Random, seeds: tuple[bytes, ...], tokens: tuple[bytes, ...]) -> bytes:
    data = bytearray(rng.choice(seeds))
    for _ in range(min(12, 1 + int(rng.expovariate(0.5)))):
        if not data:
            break
        at = rng.randrange(len(data))
        size = min(len(data) - at, 1 + int(rng.expovariate(0.05)))
        way = rng.randrange(10)
        if way == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif way == 1:
            data[at] = rng.randrange(256)
        elif way == 2:
            del data[at : at + size]
        elif way == 3:
            data[at:at] = data[at : at + size] * rng.choice((1, 2, 50))
        elif way == 4:
            data[at:at] = rng.choice(tokens + COMMON)
        elif way == 5:
            data[at : at + size] = rng.choice(tokens + COMMON)
        elif way == 6:
            other = rng.choice(seeds)
            begin = rng.randrange(len(other))
            data[at : at + size] = other[begin : begin + rng.randrange(1, 400)]
        elif way == 7:
            del data[at:]
        elif way == 8:
            digits = [n for n, byte in enumerate(data) if 48 <= byte <= 57]
            if digits:
                data[rng.choice(digits)] = rng.choice(b"0123456789")
        else:
            data[at:at] = bytes(rng.randrange(256) for _ in range(min(size, 16)))
    return bytes(data)


if __name__ == "__main__":
    try:
        main()
    finally:
        pool.close()
