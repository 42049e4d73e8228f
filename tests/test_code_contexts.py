"""What a claim is about: every context has an example that is coded with it, and one that looks alike and is not."""

from __future__ import annotations

import pytest

from dragoman.code import code
from dragoman.data.files import load_yaml
from dragoman.model import Article, Block, Claim
from dragoman.parse import parse
from dragoman.resolve import resolve

TABLE = load_yaml("contexts.yml")


def claims(text: str) -> tuple[Claim, ...]:
    parsed = parse(Article("a", "d", text, (Block("body", 0, len(text), 0),), published="2019-03-04"))
    return code(parsed, resolve(parsed))


@pytest.mark.parametrize("name", TABLE)
def test_the_example_has_its_context(name: str) -> None:
    found = claims(TABLE[name]["example"])
    assert found, "no claim in the example"
    assert any(name in claim.context for claim in found), [claim.context for claim in found]


@pytest.mark.parametrize("name", TABLE)
def test_what_looks_alike_has_it_not(name: str) -> None:
    assert not any(name in claim.context for claim in claims(TABLE[name]["not"]))


def test_a_clause_of_its_own_lends_no_theme() -> None:
    (claim,) = [c for c in claims("Peru thanked Chile, which has raised a tariff.") if c.event == "SUPPORT"]
    assert "economic" not in claim.context
