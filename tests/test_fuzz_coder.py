"""Damaged reports made up from our own sentences are coded all the same."""

import pytest

from benchmarks import fuzz_coder


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_report_is_coded(seed: int) -> None:
    text = fuzz_coder.report(seed)
    assert fuzz_coder.report(seed) == text
    assert fuzz_coder.fault(text) is None, text


def test_a_fault_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("tuple index out of range")

    monkeypatch.setattr(fuzz_coder, "resolve", broken)
    assert fuzz_coder.fault("Chad shelled Niger.") == "IndexError: tuple index out of range"
