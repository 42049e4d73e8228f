"""Speed of the whole of `dragoman read` on one core: python -m benchmarks.speed [--copies N] [--strict].

Runs the command line in a process of its own, bound to one core where the system allows it, on copies of the example reports (each
made different by a number in its last line), and prints words a second with and without start-up, peak memory and the case's size.
The floor of the first issue is 3,000 words a second; the peer, parser and coder together, makes 1,730 to 2,980. Then what it takes
to start: processor time of a process that reads one report of two sentences (floor 2 seconds), and of one that only tells its
version, each the least of three runs, after one that leaves compiled modules behind. With `--strict` it ends with 1 where a floor is missed.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import example

FLOOR = 3000
START = 2.0  # seconds of processor time until the first report is recorded
SHORT = "The minister left Oslo on Tuesday. She said that both armies had shelled two villages near the border.\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=24)
    parser.add_argument("--strict", action="store_true", help="end with 1 where a floor is missed")
    asked = parser.parse_args()
    copies = asked.copies
    with tempfile.TemporaryDirectory() as folder:
        words = write_copies(Path(folder), copies)
        few, _ = timed(Path(folder), "warm.db", only="00")
        seconds, memory = timed(Path(folder), "case.db")
        size = sum(f.stat().st_size for f in Path(folder).glob("case.db*"))
        (Path(folder) / "short.txt").write_text(SHORT, encoding="utf-8")
        first_call = min(processor_time(Path(folder), f"{n}.db") for n in range(4))
        version = min(processor_time(Path(folder)) for _ in range(3))
    first = words // copies
    print(f"reports {copies * len(example())}, words {words}")
    print(f"whole command   {words / seconds:8.0f} words a second on one core ({seconds:.1f} s; floor {FLOOR})")
    print(f"without start   {(words - first) / (seconds - few):8.0f} words a second")
    print(f"peak memory     {memory / 1024:8.0f} MiB")
    print(f"case file       {size / words:8.0f} bytes a word")
    print(f"first report    {first_call:8.2f} s of processor time (floor {START:.1f})")
    print(f"--version       {version:8.2f} s of processor time")
    if asked.strict and (words / seconds < FLOOR or first_call > START):
        sys.exit("FAILED: too slow.")


def write_copies(folder: Path, copies: int) -> int:
    """Copies of the text reports in one subfolder a round; the number of words they hold."""
    words = 0
    for n in range(copies):
        target = folder / f"{n:02d}"
        target.mkdir()
        for stem, file in example().items():
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".html":
                text = text.replace("</body>", f"<p>Copy {n}</p></body>")
                words += len(re.sub(r"<[^>]+>", " ", text).split())
            else:
                text += f"\nCopy {n}\n"
                words += len(text.split())
            (target / f"{stem}{file.suffix}").write_text(text, encoding="utf-8")
    return words


def timed(folder: Path, case: str, *, only: str = "") -> tuple[float, int]:
    """Seconds and peak memory (KiB) of one run of the command on one core."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}

    def bind() -> None:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})

    start = time.perf_counter()
    source = folder / only if only else folder
    subprocess.run(
        [sys.executable, "-m", "dragoman", "read", str(source), "--case", str(folder / case)],
        check=True, capture_output=True, env=environment, preexec_fn=bind if os.name == "posix" else None,
    )  # fmt: skip
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def processor_time(folder: Path, case: str = "") -> float:
    """Seconds of processor time (user and system) of a process that reads one short report, or tells its version."""
    asked = ["read", str(folder / "short.txt"), "--case", str(folder / case)] if case else ["--version"]
    # Compiled modules are kept, as they are where the package is installed.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment.setdefault("PYTHONPYCACHEPREFIX", str(folder / "compiled"))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "dragoman", *asked], check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
