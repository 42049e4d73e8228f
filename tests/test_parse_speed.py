"""Short cuts of the parse stage must find what the long way finds."""

from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.parse import syntax
from dragoman.parse.sentences import split
from dragoman.parse.syntax import IMPOSSIBLE, load_model
from dragoman.parse.tokens import words
from dragoman.parse.trees import decode, settled

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").rglob("*.txt"))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_settled_heads_are_those_that_decoding_finds(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(scale=4, size=(count, count + 1)).astype(np.float32)
    scores[np.arange(count), rng.integers(0, count + 1, count)] += 6
    leftward = rng.random((count, count + 1)) < 0.2
    heads = settled(scores, leftward[np.arange(count), scores.argmax(axis=1)])
    weighed = scores - np.float32(IMPOSSIBLE) * leftward * np.triu(np.ones((count, count + 1), dtype=np.float32), 2)
    assert heads is None or heads == decode(weighed)


def some_sentences(most: int = 120) -> list[list[str]]:
    found: list[list[str]] = []
    for path in EXAMPLES:
        text = path.read_text(encoding="utf-8")
        found += [[text[a:b] for a, b in words(text, *sentence)] for sentence in split(text)]
    return [sentence for sentence in found if sentence][:most]


@pytest.fixture(scope="module")
def asked() -> list[list[str]]:
    found = some_sentences()
    assert len(found) > 40
    return found


def test_relations_to_all_heads_give_the_tree_that_the_short_cut_gives(
    asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = load_model()
    found = model.annotate(asked)
    monkeypatch.setattr(syntax, "settled", lambda scores, leftward: None)
    assert model.annotate(asked) == found


@pytest.mark.parametrize("at_once", [1, 3])
def test_sentences_are_the_same_however_many_are_asked_for_at_once(
    asked: list[list[str]], monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    model = load_model()
    found = model.annotate(asked)
    monkeypatch.setattr(syntax, "LOOPED", at_once)
    monkeypatch.setattr(syntax, "TOGETHER", 7)
    assert model.annotate(asked) == found


def test_the_model_brings_all_its_graphs() -> None:
    names = {file.name for file in (resources.files("dragoman.parse") / "weights").iterdir()}
    assert {"model.onnx", syntax.RELATIONS} <= names
