"""The benchmarks that end with 1 below a floor, on made figures."""

from __future__ import annotations

import doctest
import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = [
    f"benchmarks.{file.stem}"
    for file in sorted((ROOT / "benchmarks").glob("*.py"))
    if ">>> " in file.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize(("false_claims", "failed"), [(1, False), (2, True)])
def test_more_false_claims_than_allowed_fail(
    false_claims: int, failed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from benchmarks import quiet

    pages = SimpleNamespace(sentences=range(100))
    found = [(pages, SimpleNamespace(event="AID"))] * false_claims
    monkeypatch.setattr(sys, "argv", ["quiet"])
    monkeypatch.setattr(quiet, "read", lambda data: ([pages], [()]))
    # Lexicon or heads alone may find what they like.
    monkeypatch.setattr(quiet, "claims", lambda parses, mentions, by: found if by == "both" else found * 9)
    if failed:
        with pytest.raises(SystemExit, match="FAILED: more than"):
            quiet.main()
    else:
        quiet.main()
    assert "(at most " in capsys.readouterr().out.splitlines()[0]
