"""Learn which words tell a claim, and which stand for somebody: `python -m training.events --weights dragoman/parse/weights`.

On the encoder as it ships. Reads the open corpus (train), the lexicon's examples, the hand-coded pages that are not kept aside, and,
of GUM (train, free genres), which mentions are persons and organisations; the encoder and all other heads stay as they are, byte for
byte. Learned in some minutes; `--dry` prints what it would reach and writes nothing.

Why beside the joint training: its head had seen the open corpus alone, and on pages nobody had tuned on its average precision was
.25 where real pages and the examples bring .32 (decision 40).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.corpus import SHARED
from dragoman.code.what.lexicon import EVENTS
from dragoman.parse.syntax import Model, load_model
from training import events_data
from training.events_data import UNKNOWN, Shown
from training.events_graph import LAYERS, Head, showing_states, states, with_events
from training.export import rounded
from training.graph import Matrix
from training.model import HIDDEN

POS = ("VERB", "NOUN", "ADJ")
INNER = 128
TOGETHER = 32
SHARE = (
    0.5  # how much of what is told is the new head's word; the rest is that of the head the encoder was trained with
)
RATE, DROP, BATCH = 1e-3, 0.3, 1024
LEVELS = 63  # as everywhere in the network (`training.export.parts_of`)
TIMES = {"corpus": 1, "lexicon": 1, "pages": 2, "entities": 2}  # how often a pass shows each

Floats = NDArray[np.float32]


class Rows(NamedTuple):
    """Words looked at: their states (n, layers * HIDDEN), types (n,) and whether each is somebody (n,), the last two UNKNOWN where not told."""

    states: NDArray[np.float16]
    types: NDArray[np.int64]
    somebody: NDArray[np.int64]


def joined(parts: Sequence[Rows]) -> Rows:
    """All rows, in order."""
    return Rows(*(np.concatenate(column) for column in zip(*parts, strict=True)))


class Net(nn.Module):
    """What `training.events_graph` writes out: logits of no claim and the types, and, last, of being somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(HIDDEN * len(LAYERS), INNER)
        self.outer = nn.Linear(INNER, len(EVENTS) + 2)

    def forward(self, x: Tensor, drop: float = 0.0) -> tuple[Tensor, Tensor]:
        x = F.dropout(F.layer_norm(x, x.shape[-1:]), drop, self.training)
        found = self.outer(F.dropout(F.gelu(self.inner(x)), drop, self.training))
        return found[:, :-1], found[:, -1]


class Encoder:
    """The network that ships, asked for the states of words and for their parts of speech."""

    def __init__(self, folder: Path) -> None:
        self.model = onnx.load(folder / "model.onnx")
        self.parser: Model = load_model(folder=folder)
        self.names = states(self.model)
        self.upos: list[str] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))["upos"]
        self.tags = tuple(self.upos.index(pos) for pos in POS)
        whole = showing_states(self.model).SerializeToString()
        self.session = onnxruntime.InferenceSession(whole, providers=["CPUExecutionProvider"])

    def __call__(self, sentences: Sequence[Shown]) -> Rows:
        """The words of the parts of speech looked at."""
        found: list[Rows] = []
        order = sorted((s for s in sentences if s.words), key=lambda s: len(s.words))
        turn = iter(order)
        while group := list(islice(turn, TOGETHER)):
            asked, known = [], []
            for shown in group:
                windows = self.parser._windows(shown.words)
                if len(windows) == 1:  # the few very long ones are left out
                    asked.append(windows[0][1])
                    known.append(shown)
            feed = self.parser._feed(asked)
            upos, *layers = self.session.run(["upos", *self.names], feed)
            ends = np.cumsum(feed["sizes"])
            for n, shown in enumerate(known):
                at = feed["at"][ends[n] - feed["sizes"][n] : ends[n]][1:]
                wanted = np.isin(upos[n], self.tags)
                numbers = np.concatenate([layer[n][0][at[wanted]] for layer in layers], axis=-1).astype(np.float16)
                somebody = np.array(shown.somebody or (UNKNOWN,) * len(shown.words))
                found.append(Rows(numbers, np.array(shown.types)[wanted], somebody[wanted]))
        return joined(found)


def learn(rows: Rows, *, passes: int, seed: int) -> Net:
    """The head after some passes over all words, in an order that `seed` gives."""
    torch.manual_seed(seed)
    net = Net()
    known = (rows.types != UNKNOWN) | (rows.somebody != UNKNOWN)
    x, y, z = (torch.from_numpy(column[known]) for column in rows)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.02)
    size = -(-len(x) // BATCH)
    for done in range(passes):
        for n, batch in enumerate(torch.split(torch.randperm(len(x)), BATCH)):
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - (done + n / size) / passes)
            types, somebody = net(x[batch].float(), DROP)
            told = z[batch] != UNKNOWN
            loss = F.cross_entropy(types, y[batch], ignore_index=UNKNOWN)
            if told.any():
                loss = loss + F.binary_cross_entropy_with_logits(somebody[told], z[batch][told].float())
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            optimizer.step()
    net.eval()
    return net


def measured(net: Net, rows: Rows) -> str:
    """Average precision of the types and of being somebody, each where the rows tell it."""
    with torch.inference_mode():
        types, somebody = net(torch.from_numpy(rows.states).float())
    told = rows.somebody != UNKNOWN
    found = []
    if (rows.types != UNKNOWN).any():
        found.append(f"types {average_precision(types.softmax(-1).numpy(), rows.types):.3f}")
    if told.any():
        both = torch.stack([-somebody, somebody], dim=1).numpy()
        found.append(f"somebody {average_precision(both[told], rows.somebody[told]):.3f}")
    return ", ".join(found)


def average_precision(found: Floats, types: NDArray[np.int64]) -> float:
    """Precision by words, averaged over recall, of the likeliest type of each word; what may be left out does not count."""
    found, types = found[types != UNKNOWN], types[types != UNKNOWN]
    best = found[:, 1:].argmax(axis=1) + 1
    order = np.argsort(-found[np.arange(len(found)), best], kind="stable")
    right = (best == types)[order]
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    return float((precision * right).sum() / max(1, int((types > 0).sum())))


def head_of(net: Net, tags: tuple[int, ...]) -> Head:
    """The head in 8 bits."""

    def layer(linear: nn.Linear) -> Matrix:
        return rounded(linear.weight.detach().numpy().T, linear.bias.detach().numpy(), LEVELS)

    return Head(layer(net.inner), layer(net.outer), tags, SHARE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="an exported network; its model.onnx is rewritten")
    parser.add_argument("--data", type=Path, default=SHARED / "data", help="the folder that holds `gum`")
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    args = parser.parse_args()
    torch.set_num_threads(1)
    encoder = Encoder(args.weights)

    def numbers(name: str, sentences: Iterable[Shown]) -> Rows:
        rows = encoder(list(sentences))
        claims, somebody = int((rows.types > 0).sum()), int((rows.somebody > 0).sum())
        print(f"{name}: {len(rows.types)} words, {claims} known to tell a claim, {somebody} to be somebody", flush=True)
        return rows

    given = {
        "corpus": numbers("open corpus, train", events_data.from_corpus(encoder.parser, "train")),
        "lexicon": numbers("examples of the lexicon", events_data.from_lexicon()),
        "pages": numbers("hand-coded pages", events_data.from_pages()),
        "entities": numbers("entities of GUM, train", events_data.from_entities(args.data, "train")),
    }
    dev = {
        "open corpus, dev": numbers("open corpus, dev", events_data.from_corpus(encoder.parser, "dev")),
        "pages kept aside": numbers("pages kept aside", events_data.from_pages(kept_aside=True)),
        "entities of GUM, dev": numbers("entities of GUM, dev", events_data.from_entities(args.data, "dev")),
    }
    net = learn(
        joined([given[name] for name, times in TIMES.items() for _ in range(times)]), passes=args.passes, seed=args.seed
    )
    for name, rows in dev.items():
        print(f"{name}: average precision of {measured(net, rows)}")
    if not args.dry:
        onnx.save(with_events(encoder.model, head_of(net, encoder.tags)), args.weights / "model.onnx")
        print(f"written to {args.weights / 'model.onnx'}")


if __name__ == "__main__":
    main()
