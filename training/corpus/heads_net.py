"""The plain head: the parser's encoder, a type for every word, and the type between two marked parties."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.corpus.heads_data import IGNORE, SOURCE, TARGET, TYPES
from training.model import HIDDEN, Network, Sizes
from training.prepare import vocabulary
from training.restore import encoder

INNER = 256


class Head(nn.Module):
    """Encoder with two heads; `words` gives the states that both read."""

    prior: Tensor  # logarithms of the shares of TYPES among the pairs of training

    def __init__(self, base: Network) -> None:
        super().__init__()
        self.base = base
        self.marks = nn.Embedding(3, HIDDEN)
        nn.init.zeros_(self.marks.weight)
        self.tag = nn.Linear(HIDDEN, len(TYPES) + 1)
        self.look = nn.Linear(HIDDEN, INNER)
        self.query = nn.Linear(3 * HIDDEN, INNER)
        self.mix = nn.Linear(4 * HIDDEN, INNER)
        self.root = nn.Linear(INNER, len(TYPES))
        self.register_buffer("prior", torch.zeros(len(TYPES)))

    def encode(self, batch: dict[str, Tensor], dropout: float) -> tuple[Tensor, Tensor]:
        """The state of the sentence (B, HIDDEN) and of its words (B, W, HIDDEN)."""
        base = self.base
        pieces = batch["pieces"]
        x = base.pieces(pieces) + base.positions.weight[: pieces.shape[1]] + base.casings(batch["casings"])
        x = F.dropout(base.norm(x + self.marks(batch["marks"])), dropout)
        bias = torch.zeros(pieces.shape, dtype=x.dtype).masked_fill_(~batch["mask"], -1e4)[:, None, None, :]
        for layer in base.stack():
            x = layer(x, bias, dropout)
        return x[:, 0], base.words(x, batch["at"])

    def tags(self, words: Tensor, dropout: float = 0.0) -> Tensor:
        """Scores of no event and of every type, for every word."""
        scores: Tensor = self.tag(F.dropout(words, dropout))
        return scores

    def pair(
        self, first: Tensor, words: Tensor, batch: dict[str, Tensor], dropout: float = 0.0
    ) -> tuple[Tensor, Tensor]:
        """Scores of every type between the marked parties, and where in the sentence the head looked (B, W)."""
        at_word = batch["marks"].gather(1, batch["at"]) * batch["words"]
        source, target = (_mean(words, at_word == mark) for mark in (SOURCE, TARGET))
        query = self.query(torch.cat([first, source, target], -1))
        looks = (self.look(words) @ query[:, :, None]).squeeze(-1).float() / INNER**0.5
        looks = looks.masked_fill(~batch["words"], -1e4)
        seen = (looks.softmax(-1).to(words.dtype)[:, None, :] @ words).squeeze(1)
        mixed = F.gelu(self.mix(F.dropout(torch.cat([first, seen, source, target], -1), dropout)))
        return self.root(F.dropout(mixed, dropout)), looks

    def losses(self, batch: dict[str, Tensor], dropout: float) -> dict[str, Tensor]:
        """The loss of tagging, or of the pair and of its look at the trigger."""
        first, words = self.encode(batch, dropout)
        if batch["label"][0] == IGNORE:
            scores = self.tags(words, 2 * dropout).float()
            return {"tags": F.cross_entropy(scores.flatten(0, 1), batch["tags"].flatten(), ignore_index=IGNORE)}
        scores, looks = self.pair(first, words, batch, 2 * dropout)
        look = -(batch["trigger"] * looks.log_softmax(-1)).sum(-1).mean()
        return {"pair": F.cross_entropy(scores.float(), batch["label"]), "look": 0.3 * look}


def _mean(words: Tensor, chosen: Tensor) -> Tensor:
    share = chosen.to(words.dtype)
    return (share[:, None, :] @ words).squeeze(1) / share.sum(1, keepdim=True).clamp(min=1)


def fresh(start: Path | None) -> tuple[Head, list[str]]:
    """A head on an encoder, and its vocabulary: the parser's (a checkpoint of `training.train`, or a folder of exported weights), else MiniLM."""
    if start is None:
        kept, rows = vocabulary()
        base = Network(Sizes(len(kept), 1, 1, 1, 1))
        base.load_minilm(rows)
        return Head(base), kept
    if start.is_dir():
        base, kept = encoder(start)
        return Head(base), kept
    from training.train import network  # it reads the corpus too, through a module that reads this one

    base, kept, _ = network(start)
    return Head(base), kept


def save(net: Head, kept: list[str], path: Path, *, threshold: float) -> None:
    """Keep the weights, the vocabulary and the threshold of tagging."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sizes = net.base.sizes
    torch.save({"net": net.state_dict(), "kept": kept, "sizes": sizes, "threshold": threshold}, path)


def load(path: Path) -> tuple[Head, list[str], float]:
    """What `save` kept: the head, the vocabulary, the threshold."""
    saved = torch.load(path, weights_only=False)
    net = Head(Network(saved["sizes"]))
    net.load_state_dict(saved["net"])
    return net.eval(), saved["kept"], saved["threshold"]
