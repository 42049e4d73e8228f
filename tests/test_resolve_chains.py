"""What the model's chains decide: only what the rules left open, and only where one party remains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.model import Article, Mention, Parse, Party
from dragoman.resolve.reference.chains import apply_chains

ARTICLE = Article("a", "d", "text", ())


def mention(sentence: int, head: int, *ids: str, basis: str = "name", kind: str = "actor") -> Mention:
    parties = tuple(Party(i, i, i, None, "words", 0, 5) for i in ids)
    return Mention(
        kind, sentence, head, head + 1, head, 10 * sentence, 10 * sentence + 4, f"m{sentence}", basis, parties
    )


OPEN = mention(2, 0, basis="pronoun")


@pytest.mark.parametrize(
    ("others", "chain", "ids", "candidates"),
    [
        ([mention(0, 1, "KEN")], ((0, 1), (2, 0)), ["KEN"], ()),
        ([mention(0, 1, "KEN"), mention(1, 1, "KEN")], ((0, 1), (1, 1), (2, 0)), ["KEN"], ()),
        ([mention(0, 1, "KEN"), mention(1, 1, "UGA")], ((0, 1), (1, 1), (2, 0)), [], ("KEN", "UGA")),
        ([mention(0, 1, "KEN", basis="pronoun")], ((0, 1), (2, 0)), [], ()),
        ([mention(0, 1, "KEN")], ((0, 1), (1, 1)), [], ()),
    ],
    ids=["one", "the same twice", "two differ", "a guess is no ground", "not in the chain"],
)
def test_an_open_mention_takes_the_one_party_of_its_chain(
    others: list[Mention], chain: tuple[tuple[int, int], ...], ids: list[str], candidates: tuple[str, ...]
) -> None:
    found = apply_chains(Parse(ARTICLE, (), (), (chain,)), [*others, OPEN])[-1]
    assert [p.id for p in found.parties] == ids
    assert found.candidates == candidates
    if ids:
        assert found.basis == "reference"
        assert (found.parties[0].text, found.parties[0].start) == (OPEN.text, OPEN.start)


def test_what_is_decided_stays_and_other_kinds_too() -> None:
    here = [mention(0, 1, "KEN"), mention(2, 0, "UGA", basis="pronoun"), replace(OPEN, kind="place")]
    assert apply_chains(Parse(ARTICLE, (), (), (((0, 1), (2, 0)),)), here) == here
