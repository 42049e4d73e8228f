"""The benchmarks that end with 1 below a floor, on made figures."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest


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
