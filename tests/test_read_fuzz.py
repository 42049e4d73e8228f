"""What is thrown at the readers: sound files before they are broken, others with each seed, and time that adds up."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks import fuzz_readers as fuzz
from benchmarks.fuzz_seeds import Reader, readers
from dragoman.model import Document
from dragoman.read import read_bytes

READERS = readers()


@pytest.mark.parametrize("reader", READERS, ids=[one.name for one in READERS])
def test_what_is_broken_was_sound(reader: Reader) -> None:
    whole = [*reader.seeds, *(reader.pack(data) for data in reader.inside if reader.pack)]
    read = [any(isinstance(item, Document) for item in read_bytes(data, "x", name=reader.file)) for data in whole]
    # One response says that it is packed and is not; one PDF holds no text.
    assert sum(read) >= len(read) - 1


def test_seeds_and_numbers_make_other_files_and_the_same_ones_again() -> None:
    for reader in READERS:
        made = [fuzz.mutated(random.Random(f"{seed} {reader.name} {n}"), reader) for seed in (1, 2) for n in range(40)]
        assert len(set(made)) > 60, reader.name
        assert fuzz.mutated(random.Random(f"1 {reader.name} 7"), reader) == made[7]


def test_time_adds_up_and_is_not_spent_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reader = READERS[0]
    assert fuzz.fuzz(reader, seconds=60, seed=1, keep=tmp_path, most=32) == 0
    first = fuzz.done(tmp_path, reader.name)
    assert 0 < first < 60
    assert fuzz.fuzz(reader, seconds=first / 2, seed=1, keep=tmp_path) == 0
    assert "      0 files" in capsys.readouterr().out.splitlines()[-1]
    assert fuzz.done(tmp_path, reader.name) == first and fuzz.done(tmp_path, "other") == 0.0
