"""A plain head on a tuned encoder, trained on this corpus alone: `python -m training.corpus.head`.

Research only: it says what the corpus teaches by itself. Its weights are not shipped. `--plv FILE` measures the pair head on
sentences with two marked parties that are never trained on and never chosen by.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.plv import macro_f1
from dragoman.parse.tokens import words as cut_words
from dragoman.parse.wordpiece import WordPieces
from training.corpus.heads_data import TYPES, Item, Pair, Record, Sentence, Words, batches, item, sentences, touched
from training.corpus.heads_net import Head, fresh, load, save
from training.corpus.load import reports
from training.corpus.swap import swap

OUT = Path(__file__).parent / "out"
ROOTS = (*(t for t in TYPES if t not in ("CONCEDE", "RETREAT")), "YIELD")
QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("COOPERATE", "AID", "YIELD"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD = {root: quad for quad, roots in QUADS.items() for root in roots}
TAGS, EVEN = 0.3, 0.5  # chosen on dev
Found = tuple[Words, int, float]  # words of a trigger, its type as in Sentence.tags, how sure


def merged(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns of TYPES -> columns of ROOTS: CONCEDE and RETREAT are one class there."""
    out = np.zeros((len(probabilities), len(ROOTS)))
    for column, name in enumerate(TYPES):
        out[:, ROOTS.index("YIELD" if name in ("CONCEDE", "RETREAT") else name)] += probabilities[:, column]
    return out


def pair_probabilities(net: Head, items: list[Item], size: int = 4000) -> NDArray[np.float64]:
    """Probabilities (items, TYPES) of the type between the marked parties.

    The pair head's own, times what tagging says of the words it looked at (to the power of TAGS), with the shares that the
    types have in training taken out in part (EVEN: 0 not at all, 1 wholly).
    """
    place = {id(one): n for n, one in enumerate(items)}
    out = np.zeros((len(items), len(TYPES)))
    with torch.inference_mode():
        for group, batch in batches(items, size):
            scores, looks = net.pair(*net.encode(batch, 0.0), batch)
            _, words = net.encode(batch | {"marks": torch.zeros_like(batch["marks"])}, 0.0)
            seen = (looks.softmax(-1)[:, :, None] * net.tags(words).softmax(-1)).sum(1)[:, 1:]
            mixed = scores.log_softmax(-1) + TAGS * (seen + 0.02).log() - EVEN * net.prior
            out[[place[id(one)] for one in group]] = mixed.double().softmax(-1).numpy()
    return out


def tag_probabilities(net: Head, items: list[Item], size: int = 4000) -> list[NDArray[np.float64]]:
    """Probabilities (words, 1 + TYPES) for every sentence."""
    out: dict[int, NDArray[np.float64]] = {}
    with torch.inference_mode():
        for group, batch in batches(items, size):
            scores = net.tags(net.encode(batch, 0.0)[1]).double().softmax(-1).numpy()
            out |= {id(one): scores[row, : len(one.at)] for row, one in enumerate(group)}
    return [out[id(one)] for one in items]


def triggers(probabilities: NDArray[np.float64], threshold: float) -> list[Found]:
    """Runs of words of one type where "no event" is unlikelier than 1 - threshold; sure as its surest word is.

    >>> p = np.full((3, 17), 0.01); p[:, 0] = 0.84; p[1, 0], p[1, 16] = 0.1, 0.75
    >>> triggers(p, 0.5)
    [((1,), 16, 0.75)]
    """
    kinds = np.where(1 - probabilities[:, 0] >= threshold, probabilities[:, 1:].argmax(1) + 1, 0)
    found: list[Found] = []
    start = 0
    while start < len(kinds):
        end = start + 1
        while end < len(kinds) and kinds[end] == kinds[start]:
            end += 1
        if kinds[start]:
            run = tuple(range(start, end))
            found.append((run, int(kinds[start]), float(probabilities[start:end, kinds[start]].max())))
        start = end
    return found


def tag_f1(rows: Iterable[tuple[Sentence, list[Found]]]) -> tuple[float, float, float]:
    """Precision, recall, F1 of trigger (a word shared) and type; optional claims cost nothing either way."""
    right = wrong = hit = required = 0
    for sentence, found in rows:
        taken: set[int] = set()
        for run, kind, _ in found:
            fits = [
                n
                for n, (t, types, _) in enumerate(sentence.claims)
                if n not in taken and set(t) & set(run) and kind in types
            ]
            if fits:
                taken.add(min(fits, key=lambda n: sentence.claims[n][2]))
                right += 1
            else:
                wrong += 1
        required += sum(not optional for _, _, optional in sentence.claims)
        hit += sum(not sentence.claims[n][2] for n in taken)
    precision, recall = right / max(1, right + wrong), hit / max(1, required)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def read_plv(path: Path, cut: WordPieces) -> tuple[list[Item], list[str], list[int]]:
    """Sentences with marked source and target, their root and their quad class."""
    items, roots, quads = [], [], []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text = row["sentence"]
            spans = cut_words(text)
            sides = [
                _marked(row["marked_sentence"], tag, row[side], text)
                for tag, side in (("s", "source"), ("t", "target"))
            ]
            source, target = (touched(spans, *side) for side in sides)
            sentence = Sentence(tuple(text[a:b] for a, b in spans), (0,) * len(spans), (), ())
            one = item(sentence, cut, Pair(source, target, 0, ()))
            if one is None:
                raise SystemExit(f"A sentence of {path} is too long: {text[:60]!r}")
            items.append(one)
            roots.append(row["gold_root"])
            quads.append(int(row["gold_penta"]))
    return items, roots, quads


def _marked(marked: str, tag: str, words: str, text: str) -> tuple[int, int]:
    found = re.search(f"<{tag}>(.*?)</{tag}>", marked)
    start = len(re.sub(r"</?[st]>", "", marked[: found.start()])) if found else text.find(words)
    length = len(re.sub(r"</?[st]>", "", found[1])) if found else len(words)
    if text[start : start + length].strip() != words.strip() and words in text:
        start, length = text.find(words), len(words)
    return start, start + length


def measure_pairs(net: Head, items: list[Item], roots: list[str], quads: list[int]) -> dict[str, float]:
    """Macro-F1 of root, quad and binary class, and accuracy; the classes are read off the root found."""
    return figures_of([ROOTS[n] for n in merged(pair_probabilities(net, items)).argmax(1)], roots, quads)


def figures_of(found: list[str], roots: list[str], quads: list[int]) -> dict[str, float]:
    """The same for roots already found."""
    quad = [QUAD[f] for f in found]
    return {
        "root": macro_f1(roots, found),
        "quad": macro_f1(quads, quad),
        "binary": macro_f1([q > 2 for q in quads], [q > 2 for q in quad]),
        "accuracy": sum(a == b for a, b in zip(roots, found, strict=True)) / len(roots),
    }


def measure_dev(net: Head, dev: list[Sentence], cut: WordPieces) -> tuple[dict[str, float], float]:
    """Figures of both heads on the dev split, and the threshold of tagging that is best there."""
    told = [(s, i) for s in dev if (i := item(s, cut))]
    tags = tag_probabilities(net, [i for _, i in told])
    scored = {
        t: tag_f1((s, triggers(p, t)) for (s, _), p in zip(told, tags, strict=True)) for t in np.arange(0.2, 0.81, 0.05)
    }
    threshold = float(max(scored, key=lambda t: scored[t][2]))
    pairs = [i for s in dev for p in s.pairs if p.source and p.target and (i := item(s, cut, p))]
    roots = ["YIELD" if TYPES[i.label] in ("CONCEDE", "RETREAT") else TYPES[i.label] for i in pairs]
    figures = measure_pairs(net, pairs, roots, [QUAD[r] for r in roots])
    p, r, f = scored[threshold]
    return {f"pair {k}": v for k, v in figures.items()} | {"tag P": p, "tag R": r, "tag F1": f}, threshold


def train(net: Head, records: list[Record], dev: list[Sentence], kept: list[str], args: argparse.Namespace) -> None:
    """Train for `--epochs`; the weights are kept in `--out` after every one."""
    cut = WordPieces({p: n for n, p in enumerate(kept)})
    chance = random.Random(args.seed)
    net.prior.copy_(prior(records))
    net.base.pieces.weight.requires_grad_(False)  # few words of 27,639 are seen: the others would drift apart from them
    encoder = [
        p for n, p in net.base.named_parameters() if n.split(".")[0] in ("positions", "norm", "layers", "casings")
    ]
    heads = [p for n, p in net.named_parameters() if not n.startswith("base.")]
    groups = [{"params": encoder, "lr": args.encoder_lr}, {"params": heads, "lr": args.heads_lr}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    began, step, seen = time.time(), 0, 0
    mean: dict[str, float] = {}
    for epoch in range(args.epochs):
        tagging, marked = epoch_items(
            records, cut, chance, swapped=args.swap if epoch else 0.0, seed=args.seed * 100 + epoch
        )
        net.train()
        queue = [*batches(tagging, args.batch, chance), *batches(marked, args.batch, chance)]
        chance.shuffle(queue)
        for n, (_, batch) in enumerate(queue):
            done = (epoch + n / len(queue)) / args.epochs
            rate = min(1.0, (step + 1) / 60) * (1 - done)
            for group, lr in zip(optimizer.param_groups, (args.encoder_lr, args.heads_lr), strict=True):
                group["lr"] = lr * rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = net.losses(batch, args.dropout)
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(torch.stack(list(parts.values())).sum())
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimizer.step()
            step += 1
            seen += int(batch["mask"].sum())
            mean |= {k: 0.98 * mean.get(k, v.item()) + 0.02 * v.item() for k, v in parts.items()}
        figures, threshold = measure_dev(net.eval(), dev, cut)
        spent = time.time() - began
        told = " ".join(f"{k} {v:.3f}" for k, v in (mean | figures).items())
        print(
            f"epoch {epoch + 1} step {step} {spent:.0f}s {seen / spent:.0f}/s {told} threshold {threshold:.2f}",
            flush=True,
        )
        save(net, kept, args.out, threshold=threshold)


def prior(records: Iterable[Record]) -> Tensor:
    """The logarithms of the shares of the types among the pairs, each seen once more than it is."""
    seen = Counter(p.label for r in records for s in sentences(r) for p in s.pairs if p.source and p.target)
    counts = torch.tensor([1.0 + seen[n] for n in range(len(TYPES))])
    return (counts / counts.sum()).log()


def epoch_items(
    records: list[Record], cut: WordPieces, chance: random.Random, *, swapped: float, seed: int
) -> tuple[list[Item], list[Item]]:
    """Items of one pass: every sentence, every pair with both parties in the sentence, and a third of the others."""
    tagging: list[Item] = []
    marked: list[Item] = []
    for record in records:
        for sentence in sentences(swap(record, seed=seed) if chance.random() < swapped else record):
            tagging += [i for i in (item(sentence, cut),) if i]
            chosen = [p for p in sentence.pairs if (p.source and p.target) or chance.random() < 0.33]
            marked += [i for p in chosen if (i := item(sentence, cut, p))]
    return tagging, marked


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--start",
        type=Path,
        help="checkpoint of training.train or folder of exported weights; else MiniLM",
    )
    parser.add_argument(
        "--out", type=Path, default=OUT / "corpus_head.pt", help="where the weights go (ignored by git)"
    )
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument(
        "--swap", type=float, default=0.5, help="share of reports with other names, from the second pass on"
    )
    parser.add_argument("--batch", type=int, default=1000, help="word pieces in a batch")
    parser.add_argument("--encoder-lr", type=float, default=2.5e-4)
    parser.add_argument("--heads-lr", type=float, default=1.5e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--plv", type=Path, help="measure the pair head on this file at the end")
    parser.add_argument("--measure", action="store_true", help="do not train: measure the weights in --out")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    dev = [s for r in reports("dev", strict=False) for s in sentences(r)]
    if args.measure:
        net, kept, _ = load(args.out)
        cut = WordPieces({p: n for n, p in enumerate(kept)})
        print(measure_dev(net, dev, cut))
    else:
        net, kept = fresh(args.start)
        cut = WordPieces({p: n for n, p in enumerate(kept)})
        records = list(reports("train", strict=False))
        print(f"{len(records)} reports to train on, {len(dev)} sentences of dev; {vars(args)}", flush=True)
        train(net, records, dev, kept, args)
    if args.plv:
        figures = measure_pairs(net.eval(), *read_plv(args.plv, cut))
        print("PLV", " ".join(f"{k} {v:.3f}" for k, v in figures.items()))


if __name__ == "__main__":
    main()
