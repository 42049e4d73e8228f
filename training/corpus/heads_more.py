"""A plain head learns on, with PLOVER's labels and more variety: `python -m training.corpus.heads_more`.

It starts from the weights of `python -m training.corpus.head` and reads this corpus alone. `--average A B ...` trains nothing: it
measures the mean of the answers of several heads, on dev and, with `--plv FILE`, on sentences that are never trained on.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.parse.wordpiece import WordPieces
from training.corpus.head import OUT, QUAD, ROOTS, figures_of, merged, pair_probabilities, read_plv
from training.corpus.heads_data import IGNORE, TYPES, Item, Record, Sentence, batches, item, sentences
from training.corpus.heads_net import Head, load, save
from training.corpus.heads_variety import as_plover, exchanged, neighbours, parties, types_of, varied
from training.corpus.load import reports
from training.corpus.swap import swap

ONE_SIDED = 0.15  # how often a pair is shown of which one side only stands in the sentence
PLAIN = 0.1  # how often a sentence without a pair
LOOK, TAGS = 0.3, 0.5  # what the losses of the look and of tagging count beside that of the pair


def losses(net: Head, batch: dict[str, Tensor], dropout: float, smooth: float) -> list[Tensor]:
    """The losses of tagging and, where parties are marked, of the pair and of its look at the trigger."""
    first, words = net.encode(batch, dropout)
    tags = net.tags(words, 2 * dropout).float().flatten(0, 1)
    found = [TAGS * F.cross_entropy(tags, batch["tags"].flatten(), ignore_index=IGNORE)]
    if batch["label"][0] != IGNORE:
        scores, looks = net.pair(first, words, batch, 2 * dropout)
        found.append(F.cross_entropy(scores.float(), batch["label"], label_smoothing=smooth))
        found.append(-LOOK * (batch["trigger"] * looks.log_softmax(-1)).sum(-1).mean())
    return found


class Shows:
    """What a pass shows: other names, other parties and other words every time."""

    def __init__(self, records: Sequence[Record], net: Head, kept: Sequence[str], args: argparse.Namespace) -> None:
        self.records, self.args = records, args
        self.cut = WordPieces({p: n for n, p in enumerate(kept)})
        self.told = {id(r): list(sentences(r, as_plover)) for r in records}
        self.pool = parties(s for told in self.told.values() for s in told)
        self.near = neighbours(net.base.pieces.weight, kept) if args.neighbours else {}
        self.inner = frozenset(n for n, p in enumerate(kept) if p.startswith("##"))
        self.unknown = list(kept).index("[UNK]")

    def __call__(self, number: int, chance: random.Random) -> tuple[list[Item], list[Item]]:
        """Items of the pass for tagging alone, and with parties marked."""
        tagging: list[Item] = []
        marked: list[Item] = []
        for record in self.records:
            told = self.told[id(record)]
            if number and chance.random() < self.args.swap:
                told = list(sentences(swap(record, seed=self.args.seed * 100 + number), as_plover))
            for sentence in told:
                if not sentence.pairs and chance.random() < PLAIN and (one := item(sentence, self.cut)):
                    tagging.append(one)
                marked += self._pairs(sentence, chance, self.args.exchange if number else 0.0)
        return tagging, marked

    def _pairs(self, sentence: Sentence, chance: random.Random, rate: float) -> list[Item]:
        found = []
        for pair in sentence.pairs:
            if not (pair.source and pair.target) and chance.random() >= ONE_SIDED:
                continue
            shown, at = exchanged(sentence, pair, self.pool, chance, rate)
            one = item(shown, self.cut, at)
            if one:
                given = {"rate": self.args.neighbours, "blotted": self.args.blot, "unknown": self.unknown}
                found.append(varied(replace(one, tags=shown.tags), self.near, self.inner, chance, **given))
        return found


def learn(net: Head, shows: Shows, kept: list[str], dev: list[Sentence], args: argparse.Namespace) -> None:
    """Train for `--passes`; the weights are kept in `--out` after every one."""
    chance = random.Random(args.seed)
    net.prior.copy_(types_of(s for told in shows.told.values() for s in told))
    layers = net.base.stack()[args.freeze :]
    encoder = [p for layer in layers for p in layer.parameters()]
    heads = [p for n, p in net.named_parameters() if not n.startswith("base.")]
    chosen = {id(p) for p in (*encoder, *heads)}
    for p in net.parameters():
        p.requires_grad_(id(p) in chosen)
    rates = (args.encoder_lr, args.heads_lr)
    groups = [{"params": p, "lr": lr} for p, lr in zip((encoder, heads), rates, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    began, step = time.time(), 0
    for number in range(args.passes):
        tagging, marked = shows(number, chance)
        net.train()
        queue = [*batches(tagging, args.batch, chance), *batches(marked, args.batch, chance)]
        chance.shuffle(queue)
        mean = 0.0
        for n, (_, batch) in enumerate(queue):
            rate = min(1.0, (step + 1) / 60) * (1 - (number + n / len(queue)) / args.passes)
            for group, lr in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = lr * rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = torch.stack(losses(net, batch, args.dropout, args.smooth)).sum()
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimizer.step()
            step += 1
            mean += loss.item() / len(queue)
        told = measured([net.eval()], dev, shows.cut)
        print(f"pass {number + 1} {time.time() - began:.0f}s loss {mean:.3f} dev {told}", flush=True)
        save(net, kept, args.out, threshold=args.threshold)


def mean_of(nets: Sequence[Head], items: list[Item]) -> list[str]:
    """The likeliest root of each item by the mean of the heads' answers."""
    shares = np.mean([merged(pair_probabilities(net, items)) for net in nets], axis=0)
    return [ROOTS[n] for n in shares.argmax(1)]


def measured(nets: Sequence[Head], dev: list[Sentence], cut: WordPieces) -> str:
    """Figures on the pairs of dev, with labels as PLOVER has them."""
    items = [i for s in dev for p in s.pairs if p.source and p.target and (i := item(s, cut, p))]
    roots = ["YIELD" if TYPES[i.label] in ("CONCEDE", "RETREAT") else TYPES[i.label] for i in items]
    return _line(figures_of(mean_of(nets, items), roots, [QUAD[r] for r in roots]))


def _line(figures: dict[str, float]) -> str:
    return " ".join(f"{k} {v:.3f}" for k, v in figures.items())


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--init", type=Path, default=OUT / "corpus_head.pt", help="the head that learns on")
    parser.add_argument("--out", type=Path, default=OUT / "more.pt", help="where the weights go (ignored by git)")
    parser.add_argument("--average", type=Path, nargs="+", help="train nothing: measure the mean of these heads")
    parser.add_argument("--plv", type=Path, help="measure on this file at the end")
    parser.add_argument(
        "--parts",
        nargs="+",
        default=["train"],
        choices=("train", "dev"),
        help="what is read; with dev, nothing is left to choose by",
    )
    parser.add_argument("--passes", type=int, default=4)
    parser.add_argument(
        "--swap", type=float, default=0.7, help="share of reports with other names, from the 2nd pass on"
    )
    parser.add_argument("--exchange", type=float, default=0.3, help="share of parties with other words, likewise")
    parser.add_argument("--neighbours", type=float, default=0.15, help="share of words exchanged for like ones")
    parser.add_argument("--blot", type=float, default=0.05, help="share of word pieces blotted out")
    parser.add_argument("--smooth", type=float, default=0.1, help="label smoothing")
    parser.add_argument("--freeze", type=int, default=2, help="lower layers that stay as they are")
    parser.add_argument("--batch", type=int, default=1500, help="word pieces in a batch")
    parser.add_argument("--encoder-lr", type=float, default=2e-4)
    parser.add_argument("--heads-lr", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    nets: list[Head] = []
    kept: list[str] = []
    for path in args.average or [args.init]:
        net, kept, args.threshold = load(path)
        nets.append(net)
    cut = WordPieces({p: n for n, p in enumerate(kept)})
    dev = [s for r in reports("dev", strict=False) for s in sentences(r, as_plover)]
    print(f"dev {measured(nets, dev, cut)}; {vars(args)}", flush=True)
    if not args.average:
        records = [r for part in args.parts for r in reports(part, strict=False)]
        shows = Shows(records, nets[0], kept, args)
        learn(nets[0], shows, kept, dev, args)
    if args.plv:
        items, roots, quads = read_plv(args.plv, cut)
        print("PLV", _line(figures_of(mean_of(nets, items), roots, quads)))


if __name__ == "__main__":
    main()
