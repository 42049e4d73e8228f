"""Train the language model and export it: `python -m training.train --data ../shared/data --out weights`."""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.parse.syntax import load_model
from dragoman.parse.wordpiece import WordPieces
from training import data as corpora
from training.corpus import world
from training.corpus.heads_data import TYPES
from training.export import export, sample
from training.meaning import LINKS, ROLES, STATUSES, Meaning, read_corpus, with_ewt_meaning
from training.model import Network, Sizes
from training.prepare import IGNORE, Item, Lists, batches, encode, learn, vocabulary
from training.reference import learn as learn_pairs
from training.renaming import Renamer

WEIGHTS = {
    "upos": 1.0, "scripts": 0.5, "arcs": 1.0, "labels": 1.0, "tags": 1.0, "preds": 0.3, "roles": 0.5, "facts": 0.2,
    "types": 1.0, "statuses": 0.3, "links": 0.3,
}  # fmt: skip
MEAN_EVERY, MEAN_KEPT = 5, 0.98  # the weights shipped are a running mean over about the last 250 steps
# Peoples that are no state's, and faiths.
PEOPLES = ("Arab", "Kurd", "Kurdish", "Sunni", "Shiite", "Shia", "Shi'ite", "Jewish", "Jew", "Muslim", "Christian", "Druze",
           "Alawite", "Yazidi", "Tamil", "Hutu", "Tutsi", "Rohingya", "Uighur", "Uyghur", "Tibetan", "Chechen", "Palestinian",
           "European", "African", "Asian", "Tuareg", "Berber", "Basque", "Catalan")  # fmt: skip
UNKNOWN_PIECE, SPECIAL_PIECES = 1, 3  # [PAD], [UNK], [CLS] and [SEP] come first in the vocabulary kept
SWAPS = 1  # how often a report of the corpus is shown with other names, beside its own


def peoples() -> frozenset[str]:
    """Words for the people of a state or nation, singular and plural, as they are written inside a sentence."""
    single = {p for state in world.states().values() for p in state.people if p[0].isupper() and " " not in p}
    single |= set(PEOPLES)
    return frozenset(single | {f"{p}s" for p in single if p[-1] not in "sh"})


def examples(data: Path) -> tuple[list[corpora.Example], list[corpora.Example]]:
    """Sentences with trees, and sentences with names only."""
    known = peoples()
    trees = corpora.read_ewt(data, "train") + corpora.read_gum(data, "train", free=True)
    names = corpora.read_crossner(data, ("train", "dev"))
    names += corpora.read_re3d(data, corpora.places(trees + names))
    trees, names = corpora.with_peoples(trees, known), corpora.with_peoples(names, known)
    for title, found in (("trees", trees), ("names", names)):
        print(title, dict(corpora.count(found)), flush=True)
    return trees, names


def _cross(scores: Tensor, gold: Tensor, per: Tensor | None = None) -> Tensor:
    known = ((gold != IGNORE).sum() if per is None else per).clamp(min=1)
    return F.cross_entropy(scores.flatten(0, -2).float(), gold.flatten(), ignore_index=IGNORE, reduction="sum") / known


def losses(net: Network, batch: dict[str, Tensor], dropout: float) -> dict[str, Tensor]:
    """The loss of every head, averaged over the words that are annotated for it."""
    x = net.encode(batch["pieces"], batch["casings"], batch["mask"], dropout)
    h = net.words(x, batch["at"])
    arcs = net.arcs(h, 3 * dropout).float().masked_fill(~batch["valid"][:, None, :], -1e4)
    words = h[:, 1:]
    marks = net.marks(words).float()
    types = 2 + net.sizes.types
    scores = net.roles_of(h, batch["preds"], 3 * dropout).float()
    roles, links = scores[:, :, : net.sizes.roles], scores[:, :, net.sizes.roles :]
    return {
        "upos": _cross(net.upos(words), batch["upos"]),
        "scripts": _cross(net.scripts(words), batch["scripts"]),
        "tags": _cross(net.tags(words), batch["tags"]),
        "arcs": _cross(arcs, batch["heads"]),
        "labels": _cross(net.labels_at(h, batch["heads"].clamp(min=0), 3 * dropout), batch["labels"]),
        "preds": _known(F.binary_cross_entropy_with_logits, marks[..., 0], batch["is_pred"]),
        "facts": _known(F.smooth_l1_loss, marks[..., 1], batch["facts"]),
        "types": _cross(marks[..., 2:types], batch["types"]),
        "statuses": _cross(marks[..., types:], batch["statuses"]),
        # Nearly every pair of words is none: the sum is shared out over the arguments there are.
        "roles": _cross(roles.transpose(2, 3), batch["roles"], per=(batch["roles"] > 0).sum()),
        "links": _known(F.binary_cross_entropy_with_logits, links, batch["links"], per=(batch["links"] == 1).sum()),
    }


def _known(loss: Callable[..., Tensor], scores: Tensor, gold: Tensor, per: Tensor | None = None) -> Tensor:
    known = ~gold.isnan()
    count = (known.sum() if per is None else per).clamp(min=1)
    return loss(scores[known], gold[known], reduction="sum") / count


def train(net: Network, items: list[Item], args: argparse.Namespace, rename: Callable[[Item], Item]) -> int:
    """Run for `--steps` steps, or for `--minutes`; leaves the mean of the last weights in `net`; returns the number of steps."""
    chance = random.Random(args.seed)
    encoder = [p for n, p in net.named_parameters() if n.split(".")[0] in ("pieces", "positions", "norm", "layers")]
    known = {id(p) for p in encoder}
    rest = [p for p in net.parameters() if id(p) not in known]
    groups = [{"params": encoder, "lr": args.encoder_lr}, {"params": rest, "lr": args.heads_lr}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    base = [g["lr"] for g in optimizer.param_groups]
    mean = [p.detach().clone() for p in net.parameters()]
    step, began, seen = 0, time.time(), 0
    told: dict[str, float] = {}
    done = 0.0
    while done < 1:
        for batch in batches(items, args.batch, chance, rename):
            spent = time.time() - began
            done = step / args.steps if args.steps else spent / (60 * args.minutes)
            if done >= 1:
                break
            rate = min(1.0, (step + 1) / 80) * (1 - done)
            for group, lr in zip(optimizer.param_groups, base, strict=True):
                group["lr"] = lr * rate
            batch["pieces"] = blank(batch["pieces"], args.blank)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(net, batch, args.dropout)
            loss = torch.stack([WEIGHTS[k] * v for k, v in parts.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            step += 1
            if step % MEAN_EVERY == 0:
                with torch.no_grad():
                    keep = min(MEAN_KEPT, step / (step + 10 * MEAN_EVERY))
                    torch._foreach_lerp_(mean, list(net.parameters()), 1 - keep)
            seen += int(batch["mask"].sum())
            for name, value in parts.items():
                if value.item():
                    told[name] = 0.98 * told.get(name, value.item()) + 0.02 * value.item()
            if step % 50 == 0:
                shown = " ".join(f"{k} {v:.3f}" for k, v in told.items())
                print(f"{step} {100 * done:.0f}% {spent:.0f}s {seen / spent:.0f}/s {shown}", flush=True)
            if step % 500 == 0 and args.checkpoint:
                torch.save(net.state_dict(), args.checkpoint.with_suffix(".part"))
    with torch.no_grad():
        for p, m in zip(net.parameters(), mean, strict=True):
            p.copy_(m)
    return step


def blank(pieces: Tensor, share: float) -> Tensor:
    """Some of the word pieces as unknown ones, so that words are read by their company; the special pieces stay."""
    gone = (torch.rand(pieces.shape) < share) & (pieces > SPECIAL_PIECES)
    return pieces.masked_fill(gone, UNKNOWN_PIECE)


def prepare(data: Path) -> tuple[list[Item], Lists, list[str], list[int]]:
    """Training items, label lists, vocabulary and its rows in MiniLM."""
    trees, names = examples(data)
    lists = learn(trees)
    kept, rows = vocabulary()
    pieces = WordPieces({p: i for i, p in enumerate(kept)})
    found = []
    ewt = {e.id for e in corpora.read_ewt(data, "train")}
    for example, meaning in with_ewt_meaning(data, "train", [e for e in trees if e.id in ewt]):
        found.append(encode(example, pieces, lists, meaning))
    found += [encode(e, pieces, lists) for e in [e for e in trees if e.id not in ewt] + names]
    told: list[tuple[corpora.Example, Meaning]] = list(read_corpus(load_model(threads=2), "train", swaps=SWAPS))
    print("corpus", len(told), "sentences, shown with other names too", flush=True)
    found += [encode(e, pieces, lists, m) for e, m in told]
    items = [i for i in found if i is not None]
    print(f"{len(items)} sentences ({len(found) - len(items)} too long), {sum(len(i.pieces) for i in items)} pieces")
    print(f"{len(lists.labels)} relations, {len(lists.scripts)} lemma scripts, {len(lists.exceptions)} exceptions")
    return items, lists, kept, rows


def sizes(kept: list[str], lists: Lists) -> Sizes:
    """The sizes of the network for these lists."""
    meaning = (len(ROLES) + 1, len(LINKS), len(TYPES) + 1, len(STATUSES))
    return Sizes(len(kept), len(lists.upos), len(lists.labels), len(lists.scripts), len(lists.tags), *meaning)


def network(checkpoint: Path) -> tuple[Network, list[str], Lists]:
    """The network of a checkpoint, its vocabulary and its lists."""
    saved = torch.load(checkpoint, weights_only=False)
    net = Network(sizes(saved["kept"], saved["lists"]))
    net.load_state_dict(saved["net"])
    return net.eval(), saved["kept"], saved["lists"]


def take_over(net: Network, weights: dict[str, Tensor]) -> None:
    """Load the weights of an earlier network that may have had fewer heads, or fewer classes in one."""
    own = net.state_dict()
    for name, value in weights.items():
        if own[name].shape == value.shape:
            own[name].copy_(value)
        else:
            own[name][: len(value)].copy_(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="where ewt, gum, uner_ewt, re3d, crossner lie")
    parser.add_argument("--out", type=Path, help="where the exported model goes")
    parser.add_argument("--minutes", type=float, default=30, help="how long to train, when --steps is not given")
    parser.add_argument("--steps", type=int, default=0, help="how many steps to train; gives the same run again")
    parser.add_argument("--batch", type=int, default=2000, help="word pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--blank", type=float, default=0.015, help="share of word pieces shown as unknown")
    parser.add_argument("--encoder-lr", type=float, default=2e-4)
    parser.add_argument("--heads-lr", type=float, default=1e-3)
    parser.add_argument("--checkpoint", type=Path, help="keep the torch weights here as well")
    parser.add_argument("--start", type=Path, help="go on from the torch weights of an earlier run")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    items, lists, kept, rows = prepare(args.data)
    net = Network(sizes(kept, lists))
    net.load_minilm(rows)
    before = 0
    if args.start:
        earlier = torch.load(args.start, weights_only=False)
        take_over(net, earlier["net"])
        before = earlier["steps"]
    net.train()
    renamer, proper = Renamer(items, WordPieces({p: i for i, p in enumerate(kept)})), lists.upos.index("PROPN")
    chance = random.Random(args.seed + 1)
    steps = before + train(net, items, args, lambda item: renamer(item, chance, proper))
    if args.checkpoint:
        state = {"net": net.state_dict(), "lists": lists, "kept": kept, "steps": steps, "args": vars(args)}
        torch.save(state, args.checkpoint)
    net.eval()
    if not args.out:
        return
    pairs = learn_pairs(net, kept, lists, args.data)
    export(net, lists, kept, args.out, seed=args.seed, steps=steps, pairs=pairs, sample=sample(args.data, kept, lists))
    print(f"{steps} steps, exported to {args.out}")


if __name__ == "__main__":
    main()
