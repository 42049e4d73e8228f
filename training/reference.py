"""Learn which mentions speak of the same thing, on a trained encoder that stays as it is: `python -m training.reference`.

Reads GUM's entities (freely licensed genres of train), learns two projections of the encoder's states and a small scorer of
pairs, and writes them beside the checkpoint; `training.export` puts them into the shipped files. Measured by
`benchmarks/reference.py`.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.parse.mentions import Mentions, find_mentions, pair_features
from dragoman.parse.reference import WIDTH, candidates
from dragoman.parse.wordpiece import WordPieces
from training.data import Example
from training.documents import Report, read_documents
from training.model import HIDDEN, Network
from training.prepare import Item, Lists, encode

INNER = 96


class Pairs(nn.Module):
    """Projections of the states, and the scorer that `dragoman.parse.reference.pair_scores` writes out in numpy."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.vectors = nn.Linear(HIDDEN, 2 * WIDTH)
        self.left = nn.Linear(WIDTH, INNER, bias=False)
        self.right = nn.Linear(WIDTH, INNER, bias=False)
        self.both = nn.Linear(WIDTH, INNER, bias=False)
        self.features = nn.Linear(features, INNER)
        self.out = nn.Linear(INNER, 1)

    def forward(self, states: Tensor, later: Tensor, earlier: Tensor, features: Tensor, drop: float = 0.0) -> Tensor:
        vectors = self.vectors(nn.functional.dropout(states, drop, self.training))
        a, b = vectors[:, :WIDTH], vectors[:, WIDTH:]
        inner = self.both(a[earlier] * b[later]) + self.left(a)[earlier] + self.right(b)[later]
        inner = torch.relu(inner + self.features(features))
        scores: Tensor = self.out(nn.functional.dropout(inner, drop, self.training)).squeeze(-1)
        return scores

    def arrays(self) -> dict[str, np.ndarray]:
        """The scorer's weights by the names that `pair_scores` uses."""
        got = {
            "left": self.left.weight.T, "right": self.right.weight.T, "both": self.both.weight.T,
            "features": self.features.weight.T, "bias": self.features.bias, "out": self.out.weight[0], "out_bias": self.out.bias,
        }  # fmt: skip
        return {k: v.detach().numpy().astype(np.float32) for k, v in got.items()}


def load_pairs(path: Path) -> Pairs:
    """What `main` kept."""
    saved = torch.load(path, weights_only=True)
    pairs = Pairs(saved["features.weight"].shape[1])
    pairs.load_state_dict(saved)
    pairs.eval()
    return pairs


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document as numbers: states (M, HIDDEN), pairs, features, and which pairs are right."""

    states: Tensor
    later: Tensor
    earlier: Tensor
    features: Tensor
    right: Tensor


def states_of(net: Network, items: list[Item]) -> list[Tensor]:
    """The encoder's states of the words of each sentence."""
    found = []
    with torch.inference_mode():
        for item in items:
            pieces, casings = torch.tensor([item.pieces]), torch.tensor([item.casings])
            x = net.encode(pieces, casings, torch.ones_like(pieces, dtype=torch.bool))
            found.append(x[0, torch.tensor(item.at)].clone())
    return found


def lesson(report: Report, net: Network, pieces: WordPieces, lists: Lists) -> Lesson | None:
    """The numbers of a document; None where it has too few mentions or a sentence too long."""
    items = [encode(Example(report.id, tuple(t.text for t in s)), pieces, lists) for s in report.sentences]
    mentions: Mentions = find_mentions(report.sentences, report.names, report.speakers)
    if len(mentions.word) < 2:
        return None
    states = states_of(net, [i for i in items if i])
    whole = iter(states)
    by_sentence = [
        next(whole) if item else torch.zeros(len(s), HIDDEN) for item, s in zip(items, report.sentences, strict=True)
    ]
    places = list(zip(mentions.sentence.tolist(), mentions.word.tolist(), strict=True))
    later, earlier = candidates(len(places))
    entities = [report.entities.get(p) for p in places]
    right = [entities[a] is not None and entities[a] == entities[b] for a, b in zip(later, earlier, strict=True)]
    return Lesson(
        torch.stack([by_sentence[s][w] for s, w in places]),
        torch.from_numpy(later), torch.from_numpy(earlier),
        torch.from_numpy(pair_features(mentions, later, earlier)), torch.tensor(right),
    )  # fmt: skip


def loss_of(pairs: Pairs, one: Lesson) -> Tensor:
    """Minus the logarithm of the share of the right pairs (or of "none") of every mention."""
    scores = pairs(one.states, one.later, one.earlier, one.features, 0.2)
    count = len(one.states)
    right = scores.masked_fill(~one.right, -1e4)
    any_right = torch.zeros(count).scatter_reduce(0, one.later, one.right.float(), "amax")
    total = _log_sum(scores, one.later, torch.zeros(count))
    good = _log_sum(right, one.later, torch.where(any_right > 0, -1e4, 0.0))
    return (total - good)[1:].mean()


def _log_sum(scores: Tensor, group: Tensor, none: Tensor) -> Tensor:
    top = none.scatter_reduce(0, group, scores, "amax").detach()
    summed = (none - top).exp().scatter_add(0, group, (scores - top[group]).exp())
    return summed.log() + top


def learn(net: Network, kept: list[str], lists: Lists, data: Path, *, epochs: int = 12, seed: int = 1) -> Pairs:
    """The scorer of pairs, learned on GUM train with the encoder as it is."""
    torch.manual_seed(seed)
    pieces = WordPieces({p: i for i, p in enumerate(kept)})
    documents = read_documents(data / "gum" / "en_gum-ud-train.conllu", free=True)
    lessons = [one for one in (lesson(r, net, pieces, lists) for r in documents) if one]
    print(len(lessons), "documents", sum(len(one.states) for one in lessons), "mentions", flush=True)
    pairs = Pairs(lessons[0].features.shape[1])
    optimizer = torch.optim.AdamW(pairs.parameters(), lr=1e-3, weight_decay=0.02)
    chance = random.Random(seed)
    for epoch in range(epochs):
        total = 0.0
        for group in optimizer.param_groups:
            group["lr"] = 1e-3 * (1 - epoch / epochs)
        for one in chance.sample(lessons, len(lessons)):
            loss = loss_of(pairs.train(), one)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(pairs.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
        print("reference", epoch + 1, f"{total / len(lessons):.4f}", flush=True)
    pairs.eval()
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True, help="of training.train")
    parser.add_argument("--out", type=Path, required=True, help="where the projections and the scorer go (.pt)")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    from training.train import network

    net, kept, lists = network(args.checkpoint)
    torch.save(learn(net, kept, lists, args.data, epochs=args.epochs, seed=args.seed).state_dict(), args.out)


if __name__ == "__main__":
    main()
