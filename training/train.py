"""Train the language model and export it: `python -m training.train --data ../shared/data --out weights`."""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.parse.wordpiece import WordPieces
from training import data as corpora
from training.export import export
from training.model import Network, Sizes
from training.prepare import IGNORE, Item, Lists, batches, encode, learn, vocabulary

WEIGHTS = {"upos": 1.0, "scripts": 0.5, "arcs": 1.0, "labels": 1.0, "tags": 1.0}


def examples(data: Path) -> tuple[list[corpora.Example], list[corpora.Example]]:
    """Sentences with trees, and sentences with names only."""
    trees = corpora.read_ewt(data, "train") + corpora.read_gum(data, "train", free=True)
    names = corpora.read_crossner(data, ("train", "dev"))
    names += corpora.read_re3d(data, corpora.places(trees + names))
    for title, found in (("trees", trees), ("names", names)):
        print(title, dict(corpora.count(found)), flush=True)
    return trees, names


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    known = (gold != IGNORE).sum().clamp(min=1)
    return F.cross_entropy(scores.flatten(0, -2).float(), gold.flatten(), ignore_index=IGNORE, reduction="sum") / known


def losses(net: Network, batch: dict[str, Tensor], dropout: float) -> dict[str, Tensor]:
    """The loss of every head, averaged over the words that are annotated for it."""
    x = net.encode(batch["pieces"], batch["casings"], batch["mask"], dropout)
    h = net.words(x, batch["at"])
    arcs = net.arcs(h, 3 * dropout).float().masked_fill(~batch["valid"][:, None, :], -1e4)
    words = h[:, 1:]
    return {
        "upos": _cross(net.upos(words), batch["upos"]),
        "scripts": _cross(net.scripts(words), batch["scripts"]),
        "tags": _cross(net.tags(words), batch["tags"]),
        "arcs": _cross(arcs, batch["heads"]),
        "labels": _cross(net.labels_at(h, batch["heads"].clamp(min=0), 3 * dropout), batch["labels"]),
    }


def train(net: Network, items: list[Item], args: argparse.Namespace) -> int:
    """Run for `--steps` steps, or for `--minutes`; returns the number of steps."""
    chance = random.Random(args.seed)
    encoder = [p for n, p in net.named_parameters() if n.split(".")[0] in ("pieces", "positions", "norm", "layers")]
    known = {id(p) for p in encoder}
    rest = [p for p in net.parameters() if id(p) not in known]
    groups = [{"params": encoder, "lr": args.encoder_lr}, {"params": rest, "lr": args.heads_lr}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    base = [g["lr"] for g in optimizer.param_groups]
    total, step, began, seen = args.steps, 0, time.time(), 0
    mean: dict[str, float] = {}
    while True:
        for batch in batches(items, args.batch, chance):
            # With --minutes the number of steps is fixed once the speed is known, and the rate falls to zero there.
            if not args.steps and (step in (60, 200) or (step > 200 and step % 100 == 0)):
                spent = time.time() - began
                total = max(step + 1, int(step * args.minutes * 60 / spent))
            planned = total or 10_000
            done = step / planned
            rate = min(1.0, (step + 1) / 80) * max(0.0, 1 - done)
            for group, lr in zip(optimizer.param_groups, base, strict=True):
                group["lr"] = lr * rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(net, batch, args.dropout)
            loss = torch.stack([WEIGHTS[k] * v for k, v in parts.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            step += 1
            seen += int(batch["mask"].sum())
            for name, value in parts.items():
                mean[name] = 0.98 * mean.get(name, value.item()) + 0.02 * value.item()
            if step % 50 == 0:
                told = " ".join(f"{k} {v:.3f}" for k, v in mean.items())
                spent = time.time() - began
                print(f"{step}/{planned} {spent:.0f}s {seen / spent:.0f}/s {told}", flush=True)
            if total and step >= total:
                return step


def prepare(data: Path) -> tuple[list[Item], Lists, list[str], list[int]]:
    """Training items, label lists, vocabulary and its rows in MiniLM."""
    trees, names = examples(data)
    lists = learn(trees)
    kept, rows = vocabulary()
    pieces = WordPieces({p: i for i, p in enumerate(kept)})
    found = [encode(e, pieces, lists) for e in trees + names]
    items = [i for i in found if i is not None]
    print(f"{len(items)} sentences ({len(found) - len(items)} too long), {sum(len(i.pieces) for i in items)} pieces")
    print(f"{len(lists.labels)} relations, {len(lists.scripts)} lemma scripts, {len(lists.exceptions)} exceptions")
    return items, lists, kept, rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="where ewt, gum, uner_ewt, re3d, crossner lie")
    parser.add_argument("--out", type=Path, required=True, help="where the exported model goes")
    parser.add_argument("--minutes", type=float, default=30, help="how long to train, when --steps is not given")
    parser.add_argument("--steps", type=int, default=0, help="how many steps to train; gives the same run again")
    parser.add_argument("--batch", type=int, default=2000, help="word pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--encoder-lr", type=float, default=2e-4)
    parser.add_argument("--heads-lr", type=float, default=1e-3)
    parser.add_argument("--checkpoint", type=Path, help="keep the torch weights here as well")
    parser.add_argument("--start", type=Path, help="go on from the torch weights of an earlier run")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    items, lists, kept, rows = prepare(args.data)
    net = Network(Sizes(len(kept), len(lists.upos), len(lists.labels), len(lists.scripts), len(lists.tags)))
    net.load_minilm(rows)
    before = 0
    if args.start:
        earlier = torch.load(args.start, weights_only=False)
        net.load_state_dict(earlier["net"])
        before = earlier["steps"]
    net.train()
    steps = before + train(net, items, args)
    if args.checkpoint:
        state = {"net": net.state_dict(), "lists": lists, "kept": kept, "steps": steps, "args": vars(args)}
        torch.save(state, args.checkpoint)
    net.eval()
    export(net, lists, kept, args.out, seed=args.seed, steps=steps)
    print(f"{steps} steps, exported to {args.out}")


if __name__ == "__main__":
    main()
