"""The open corpus as a whole: everything compiles, nothing is wrong, and the counts it promises are there."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_corpus_is_valid_and_as_large_as_promised() -> None:
    command = [sys.executable, "-m", "training.corpus.validate", "corpus/reports", "--counts", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "0 wrong, 0 short" in done.stdout
