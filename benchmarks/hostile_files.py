"""Hostile files against the readers: python -m benchmarks.hostile_files [--linear-only] [--case NAME].

Every case is read as a user would, through the worker process, and must end as a typed refusal or, where that is said, as a
harmless document. Floors: 2 seconds and 300 MB each, every refusal of a known type. Seconds are those of the processor, program
and worker together (a busy machine makes no difference), memory is the peak of the larger of the two. Then the time of each
reader on adversarial text of 64 kB against 16 kB: at most 6 times as long.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import ROOT
from benchmarks.hostile_cases import hostile
from benchmarks.slow_texts import adversarial
from dragoman.read.limits import Limits
from dragoman.read.reasons import Declined, Why
from dragoman.settings import Settings

sys.path.insert(0, str(ROOT / "tests"))
import read_builders as build

SECONDS, MEGABYTES, RATIO = 2.0, 300, 6.0
TYPES = {str(why) for why in Why}
# One run in a process of its own: memory is that of the worker it leaves behind, which is its only child.
RUN = """
import resource, sys
from dragoman.read import read
from dragoman.read import pool
list(read(sys.argv[2]))                       # a harmless page first: all is imported, as in a running program
pool.close()
def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
begun = spent()
list(read(sys.argv[2]))
pool.close()
start = spent() - begun                       # what a worker's start and the harmless page take
begun = spent()
items = list(read(sys.argv[2])) and list(read(sys.argv[1]))
pool.close()
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if sys.platform == "linux":                   # where a program is born with the peak of the one that started it
    own = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
print(max(0.0, spent() - begun - start), max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
for item in items[:200]:
    print(type(item).__name__, getattr(item, "reason", ""), sep="\\t")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--linear-only", action="store_true", help="only the time on adversarial text")
    parser.add_argument("--case", help="only cases whose name holds this")
    parser.add_argument("--verbose", action="store_true", help="print every pattern, not only the slow ones")
    options = parser.parse_args()
    failed = [] if options.linear_only else _files(options.case or "")
    if not options.case:
        failed += _linear(options.verbose)
    print(f"{len(failed)} over a floor" + "".join(f"\n  {line}" for line in failed))
    sys.exit(1 if failed else 0)


def _files(wanted: str) -> list[str]:
    failed = []
    count = 0
    worst = (0.0, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        calm = Path(folder) / "calm.html"
        calm.write_bytes(build.html("calm"))
        print(f"{'case':34} {'seconds':>8} {'MB':>5}  outcome (floors: {SECONDS} s, {MEGABYTES} MB, a type)")
        for name, data, harmless in hostile():
            if wanted not in name:
                continue
            count += 1
            path = Path(folder) / name
            path.write_bytes(data)
            seconds, megabytes, kinds = _measured(path, calm)
            worst = max(worst[0], seconds), max(worst[1], megabytes)
            typed = all(kind == "Document" or kind in TYPES for kind in kinds) and (harmless or "Document" not in kinds)
            bad = seconds > SECONDS or megabytes > MEGABYTES or not typed or not kinds
            print(
                f"{name:34} {seconds:8.2f} {megabytes:5.0f}  {', '.join(sorted(kinds))}{'  OVER' if bad else ''}",
                flush=True,
            )
            if bad:
                failed.append(f"{name}: {seconds:.2f} s, {megabytes:.0f} MB, {', '.join(sorted(kinds))}")
            path.unlink()
    print(
        f"{count} hostile files: at most {worst[0]:.2f} s (floor {SECONDS}) and {worst[1]:.0f} MB (floor {MEGABYTES})"
    )
    return failed


def _measured(path: Path, calm: Path) -> tuple[float, float, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(path), str(calm)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
        check=False,
    )
    if done.returncode:
        return (
            99.0,
            0.0,
            {f"the program failed: {done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}"},
        )
    head, *lines = done.stdout.splitlines()
    seconds, kilobytes = head.split()
    # Linux counts in kilobytes, macOS in bytes.
    megabytes = int(kilobytes) / (1e6 if sys.platform == "darwin" else 1e3)
    return float(seconds), megabytes, {_type(line) for line in lines}


def _type(line: str) -> str:
    kind, _, reason = line.partition("\t")
    if kind == "Document":
        return kind
    return next(
        (why for why in sorted(TYPES, key=len, reverse=True) if reason == why or reason.startswith(f"{why}: ")), reason
    )


def _linear(verbose: bool) -> list[str]:
    limits = Limits.of(Settings())
    failed = []
    print(f"{'time on adversarial text':50} {'16 kB':>9} {'64 kB':>9} {'ratio':>6} (floor {RATIO})")
    worst = 0.0
    for name, reader, make in adversarial(limits):
        times = []
        for size in (16_384, 65_536):
            data = make(size)
            times.append(min(_seconds(reader, data) for _ in range(3)))
        ratio = times[1] / times[0]
        # Below a tenth of a millisecond the clock is what is measured.
        over = ratio > RATIO and times[1] > 0.001
        worst = max(worst, ratio if times[1] > 0.001 else 0.0)
        if over:
            failed.append(f"{name}: {ratio:.1f} times as long")
        if not over and times[1] < 0.05 and not verbose:
            continue
        print(f"{name:50} {times[0] * 1000:7.2f}ms {times[1] * 1000:7.2f}ms {ratio:6.1f}{'  OVER' if over else ''}")
    print(f"worst ratio {worst:.1f} (floor {RATIO})")
    return failed


def _seconds(reader: Callable[[bytes], object], data: bytes) -> float:
    begun = time.process_time()
    with contextlib.suppress(Declined):
        reader(data)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
