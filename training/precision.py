"""What 8 bits cost: `python -m training.precision CHECKPOINT` beside the weights that ship, on EWT test with gold words.

The network of the checkpoint runs in full precision, sentence by sentence; its trees are made as `dragoman.parse` makes them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from dragoman.parse.syntax import IMPOSSIBLE, LEFTWARD, load_model
from dragoman.parse.trees import decode
from dragoman.parse.wordpiece import WordPieces
from training import data as corpora
from training.model import Network
from training.prepare import Lists, encode
from training.train import network


def read(
    net: Network, lists: Lists, pieces: WordPieces, example: corpora.Example
) -> tuple[list[str], list[int], list[str]] | None:
    """Tags, heads (0 the root) and relations in full precision; None where the sentence is too long."""
    item = encode(example, pieces, lists)
    if item is None:
        return None
    ids, cases = torch.tensor([item.pieces]), torch.tensor([item.casings])
    at = torch.tensor([[0, *item.at]])
    h = net.words(net.encode(ids, cases, torch.ones_like(ids, dtype=torch.bool)), at)
    upos = net.upos(h[:, 1:])[0].argmax(-1).tolist()
    arcs = net.arcs(h)[0].double().numpy()
    count = len(item.at)
    labels = np.stack(
        [net.labels_at(h, torch.full((1, count), head))[0].argmax(-1).numpy() for head in range(count + 1)], axis=1
    )
    leftward = np.array([name.partition(":")[0] in LEFTWARD for name in lists.labels])
    arcs -= IMPOSSIBLE * leftward[labels] * np.triu(np.ones((count, count + 1)), 2)
    heads = decode(arcs.astype(np.float32))
    deps = [lists.labels[labels[i, head]] for i, head in enumerate(heads)]
    deps = [
        "root" if head == 0 else "parataxis" if dep == "root" else dep for head, dep in zip(heads, deps, strict=True)
    ]
    return [lists.upos[u] for u in upos], heads, deps


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sentences", type=int, default=100_000, help="only so many, from the beginning")
    args = parser.parse_args()
    torch.set_num_threads(1)
    net, kept, lists = network(args.checkpoint)
    pieces = WordPieces({p: n for n, p in enumerate(kept)})
    model = load_model()
    hits: Counter[object] = Counter()
    with torch.inference_mode():
        for example in corpora.read_ewt(args.data, "test")[: args.sentences]:
            full = read(net, lists, pieces, example)
            if full is None:
                continue
            told = model.annotate([example.words])[0]
            for name, (tags, heads, deps) in {
                "full": full,
                "8 bits": (told.pos, [h + 1 for h in told.heads], told.deps),
            }.items():
                for n, gold in enumerate(zip(example.upos, example.heads, example.labels, strict=True)):
                    hits[name, "UPOS"] += tags[n] == gold[0]
                    hits[name, "UAS"] += heads[n] == gold[1]
                    hits[name, "LAS"] += (heads[n], deps[n]) == gold[1:]
            hits["words"] += len(example.words)
    print(f"{hits['words']} words of EWT test, gold words")
    for score in ("UPOS", "UAS", "LAS"):
        exact, small = (100 * hits[name, score] / hits["words"] for name in ("full", "8 bits"))
        print(f"{score:5} full precision {exact:.2f}   8 bits {small:.2f}   {small - exact:+.2f} (floor -0.3)")


if __name__ == "__main__":
    main()
