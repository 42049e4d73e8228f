"""The heads read back from exported weights answer as the exported network does, as far as its rounding goes."""

from importlib import resources

import numpy as np
import pytest

pytest.importorskip("onnx", reason="onnx comes with the development set-up")
pytest.importorskip("torch", reason="torch is for training only")
pytest.importorskip("safetensors", reason="safetensors is for training only")

import torch
from torch import Tensor

from dragoman.parse.syntax import load_model
from dragoman.parse.wordpiece import WordPieces
from training.data import Example
from training.meaning import LINKS, ROLES
from training.model import Network
from training.prepare import Lists, encode
from training.restore_heads import checkpoint

SENTENCES = [
    ["The", "rebels", "attacked", "the", "port", "on", "Monday", "and", "killed", "two", "Kenyan", "soldiers", "."],
    ["Norway", "said", "that", "it", "would", "send", "tents", "to", "the", "wrecked", "town", "in", "June", "."],
    ["Who", "asked", "Peru", "to", "withdraw", "its", "ships", "from", "the", "strait", "before", "the", "vote", "?"],
]


@pytest.fixture(scope="module")
def restored() -> tuple[Network, list[str], Lists]:
    with resources.as_file(resources.files("dragoman.parse") / "weights") as folder:
        return checkpoint(folder)


def states(words: list[str], net: Network, kept: list[str], lists: Lists) -> Tensor:
    """The states of a sentence's words, the root's first."""
    item = encode(Example("x", tuple(words)), WordPieces({p: n for n, p in enumerate(kept)}), lists)
    assert item is not None
    pieces, casings = torch.tensor([item.pieces]), torch.tensor([item.casings])
    return net.words(
        net.encode(pieces, casings, torch.ones_like(pieces, dtype=torch.bool)), torch.tensor([[0, *item.at]])
    )


@pytest.mark.parametrize("words", SENTENCES, ids=lambda words: words[1])
def test_tags_heads_and_relations_are_those_of_the_network(
    words: list[str], restored: tuple[Network, list[str], Lists]
) -> None:
    net, kept, lists = restored
    told = load_model().annotate([words])[0]
    with torch.inference_mode():
        h = states(words, net, kept, lists)
        upos = [lists.upos[u] for u in net.upos(h[:, 1:])[0].argmax(-1).tolist()]
        heads = net.arcs(h)[0].argmax(-1)
        labels = [lists.labels[n] for n in net.labels_at(h, heads[None])[0].argmax(-1).tolist()]
    assert upos == list(told.pos)
    assert [int(head) - 1 for head in heads] == list(told.heads)
    assert labels == list(told.deps)


def test_roles_are_those_of_the_network(restored: tuple[Network, list[str], Lists]) -> None:
    net, kept, lists = restored
    words = SENTENCES[0]
    with torch.inference_mode():
        scores = net.roles_of(states(words, net, kept, lists), torch.tensor([[words.index("attacked")]]))[0, 0]
    assert scores.shape == (len(ROLES) + 1 + len(LINKS), len(words))
    roles = {words[w]: ROLES[int(r) - 1] for w, r in enumerate(scores[: len(ROLES) + 1].argmax(0)) if r}
    assert (roles["rebels"], roles["port"]) == ("ARG0", "ARG1")
    assert np.isfinite(scores.numpy()).all()
