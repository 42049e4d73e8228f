"""Train the network that finds sentence boundaries without a full stop: `python -m training.boundaries --data FOLDER`.

Learned from the paragraphs of EWT train and of the freely licensed genres of GUM train, their sentences joined by
spaces. Paragraphs with hard boundaries are few, so more are made of them: some lose the marks at the end of their sentences,
the capitals at their beginning or both, and some are run together with the next ones, as scraping does to headings, lists and
signatures. The development parts are only scored. Writes dragoman/parse/weights/boundaries.json: the same bytes again
with the same torch on the same machine, one thread. About two minutes.
"""

from __future__ import annotations

import argparse
import base64
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from dragoman.parse import boundaries, sentences
from dragoman.parse.boundaries import SCALARS, WINDOW
from training import data as corpora

OUT = Path(__file__).resolve().parents[1] / "dragoman" / "parse" / "weights" / "boundaries.json"
WIDTH, FIRST, SECOND = 16, 48, 24
# How often something has to be seen to get a row of its own: forms, marks before, marks behind, casings.
SEEN = (4, 8, 8, 5)
BITS = 12  # after the point, in the second layer and the sum


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text and the places where its sentences end."""

    text: str
    ends: frozenset[int]


def paragraphs(path: Path, genres: Sequence[str] = ()) -> Iterator[Paragraph]:
    """The paragraphs of a CoNLL-U file, their sentences joined by a space; of GUM only those of `genres`."""
    texts: list[str] = []
    for sent_id, _, lines in corpora.conllu(path):
        new = any(line.startswith(("# newpar", "# newdoc")) for line in lines)
        if new and texts:
            yield _joined(texts)
            texts = []
        if not genres or sent_id.split("_")[1] in genres:
            texts.append(next(line[9:] for line in lines if line.startswith("# text = ")))
    if texts:
        yield _joined(texts)


def _joined(texts: list[str]) -> Paragraph:
    ends, at = [], -1
    for text in texts:
        at += 1 + len(text)
        ends.append(at)
    return Paragraph(" ".join(texts), frozenset(ends))


def roughened(paragraph: Paragraph, chance: random.Random) -> Paragraph:
    """The same sentences written carelessly: small throughout or at their beginning, without marks at their end, or shouted."""
    kind = chance.choice(("lower", "lower", "no mark", "no mark", "both", "shouted"))
    texts = []
    for start, end in pairwise(sorted({0, *paragraph.ends})):
        text = paragraph.text[start:end].strip()
        if kind in ("lower", "both") and chance.random() < 0.9:
            text = text.lower() if chance.random() < 0.6 else text[:1].lower() + text[1:]
        if kind == "shouted" and chance.random() < 0.7:
            text = text.upper()
        share = {"no mark": 0.6, "both": 0.6, "lower": 0.15}.get(kind, 0.0)
        if chance.random() < share:
            text = text.rstrip(".!? ") or text
        if text:
            texts.append(text)
    return _joined(texts)


def run_together(some: Sequence[Paragraph]) -> Paragraph:
    """Paragraphs as one."""
    ends, base = set(), 0
    for paragraph in some:
        ends |= {base + end for end in paragraph.ends}
        base += len(paragraph.text) + 1
    return Paragraph(" ".join(p.text for p in some), frozenset(ends))


def more_of(found: Sequence[Paragraph], *, rough: float, together: float, seed: int) -> list[Paragraph]:
    """What is made of the paragraphs beside them: a share `rough` roughened, of groups of 2 to 4 a share `together` joined."""
    chance = random.Random(seed)
    made = [roughened(paragraph, chance) for paragraph in found if chance.random() < rough]
    at = 0
    while at < len(found) and together:
        size = chance.choice((2, 2, 3, 4))
        if chance.random() < together:
            joined = run_together(found[at : at + size])
            made.append(joined if chance.random() < 0.7 else roughened(joined, chance))
        at += size
    return [paragraph for paragraph in made if paragraph.text]


def vocabulary(found: Sequence[Paragraph]) -> boundaries.Vocabulary:
    """What is seen often enough; rare forms go by their last two letters."""
    counts: list[Counter[str]] = [Counter() for _ in range(4)]
    for paragraph in found:
        for chunk in paragraph.text.split():
            for kind, part in enumerate(boundaries.parts(chunk)):
                counts[kind][part] += 1
    for form, count in list(counts[0].items()):
        if count < SEEN[0]:
            counts[0]["~" + form[-2:]] += count
    kept = [{w for w, c in counts[k].items() if c >= SEEN[k]} | {"?"} for k in range(4)]
    return boundaries.Vocabulary([sorted(k) for k in kept])


@dataclass(slots=True)
class Gaps:
    """The gaps of many paragraphs as numbers."""

    ids: list[tuple[int, int, int, int]] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)
    windows: list[int] = field(default_factory=list)
    known: list[tuple[int, ...]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    ruled: list[bool] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)  # paragraph, where the word before ends
    gold: list[frozenset[int]] = field(default_factory=list)
    told: list[list[int]] = field(default_factory=list)


def gaps(found: Sequence[Paragraph], known: boundaries.Vocabulary) -> Gaps:
    """Every gap that the network is asked about, and those the rules decide."""
    out = Gaps()
    empty = [(0, 0, 0, 0)] * WINDOW
    for number, paragraph in enumerate(found):
        text = paragraph.text
        spans = boundaries.words_of(text, 0, len(text))
        ends = sentences.rule_ends(text, 0, len(text))
        out.gold.append(paragraph.ends)
        out.told.append(sorted({*ends, len(text)}))
        if len(spans) < 3:
            continue
        words = [known.word(text[a:b]) for a, b in spans]
        ruled = boundaries.rule_flags(spans, ends)
        asked, rows, common = boundaries.describe(words, ruled, terminal=text[spans[-1][1] - 1] in boundaries.TERMINAL)
        start = len(out.ids) + 1
        out.ids += [*empty, *(word.ids for word in words), *empty]
        out.unseen += [0] * WINDOW + [known.unseen(boundaries.parts(text[a:b])[0]) for a, b in spans] + [0] * WINDOW
        for gap, row in zip(asked, rows, strict=True):
            out.windows.append(start + gap)
            out.known.append((*row, *common))
            out.right.append(spans[gap][1] in paragraph.ends)
            out.ruled.append(ruled[gap])
            out.places.append((number, spans[gap][1]))
    return out


class Net(nn.Module):
    """Embedded parts of the words around a gap, and rows for what else is known: two hidden layers."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.words = nn.Embedding(size, WIDTH)
        self.scalars = nn.Embedding(SCALARS, FIRST)
        self.first = nn.Linear(2 * WINDOW * WIDTH, FIRST)
        self.second = nn.Linear(FIRST, SECOND)
        self.last = nn.Linear(SECOND, 1)
        self.drop_words, self.drop = nn.Dropout(0.15), nn.Dropout(0.3)
        nn.init.normal_(self.words.weight, std=0.1)
        nn.init.normal_(self.scalars.weight, std=0.1)

    def forward(self, ids: Tensor, known: Tensor) -> Tensor:
        words = self.drop_words(self.words(ids).sum(2)).flatten(1)
        hidden = self.drop(torch.relu(self.first(words) + self.scalars(known).sum(1)))
        found: Tensor = self.last(torch.relu(self.second(hidden)))[:, 0]
        return found


def train(found: Gaps, size: int, args: argparse.Namespace) -> Net:
    """Adam with one rise and fall of its rate; the weights are a running mean of those of the last hundreds of steps."""
    net, mean = Net(size), Net(size)
    ids, unseen, windows = torch.tensor(found.ids), torch.tensor(found.unseen), torch.tensor(found.windows)
    known, right = torch.tensor(found.known), torch.tensor(found.right).float()
    around = torch.arange(2 * WINDOW)
    steps = len(right) // args.batch
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.lr, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, args.lr, total_steps=args.epochs * steps, pct_start=0.1)
    done = 0
    for epoch in range(args.epochs):
        net.train()
        order, total = torch.randperm(len(right)), 0.0
        for step in range(steps):
            some = order[step * args.batch : (step + 1) * args.batch]
            at = windows[some, None] + around
            read = ids[at]
            # One word in eight is read as if it had never been seen.
            rare = torch.rand(read.shape[:2]) < 0.125
            read[..., 0] = torch.where(rare, unseen[at], read[..., 0])
            loss = nn.functional.binary_cross_entropy_with_logits(net(read, known[some]), right[some])
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
            rate.step()
            done += 1
            with torch.no_grad():
                for kept, now in zip(mean.parameters(), net.parameters(), strict=True):
                    kept.lerp_(now, max(0.008, 1 / done))
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / steps:.4f}", flush=True)
    return mean


def export(net: Net, known: boundaries.Vocabulary, least: float, strict: float) -> dict[str, object]:
    """The network in whole numbers; see dragoman/parse/boundaries.py for how they are read."""
    weights = {name: value.detach().double().numpy() for name, value in net.state_dict().items()}
    table = weights["words.weight"]
    scale = np.abs(table).max() / 127
    scale1 = np.abs(weights["first.weight"]).max() / 32767
    unit = scale * scale1
    # The bias of the first layer goes to the rows of the first scalar, one of which always holds.
    scalars = weights["scalars.weight"].copy()
    scalars[:2] += weights["first.bias"]
    shift = round(-np.log2(unit)) - BITS  # brings the first layer to about BITS bits behind the point
    step = unit * 2.0**shift
    scale2 = np.abs(weights["second.weight"]).max() / 32767
    unit2 = step * scale2
    shift2 = round(-np.log2(unit2)) - BITS
    step2 = unit2 * 2.0**shift2
    scale3 = np.abs(weights["last.weight"]).max() / 32767
    return {
        "format": boundaries.FORMAT,
        "hidden": [FIRST, SECOND],
        "shifts": [shift, shift2],
        "least": round((least - float(weights["last.bias"][0])) / (step2 * scale3)),
        "strict": round((strict - float(weights["last.bias"][0])) / (step2 * scale3)),
        "words": known.lists[0],
        "leads": known.lists[1],
        "trails": known.lists[2],
        "casings": known.lists[3],
        "table": _packed(table / scale, "int8"),
        "scalars": _packed(scalars / unit, "<i4"),
        "first": _packed(weights["first.weight"].T / scale1, "<i2"),
        "second": _packed(weights["second.weight"].T / scale2, "<i2"),
        "bias": _packed(weights["second.bias"] / unit2, "<i4"),
        "last": _packed(weights["last.weight"][0] / scale3, "<i2"),
    }


def _packed(values: NDArray[np.float64], kind: str) -> str:
    return base64.b64encode(np.ascontiguousarray(np.rint(values)).astype(kind).tobytes()).decode("ascii")


def score(net: Net, found: Gaps, least: float | None) -> float:
    """F1 of sentences, per cent, when every gap from `least` on is a boundary too; None: the rules alone."""
    told = [set(ends) for ends in found.told]
    if least is not None:
        net.eval()
        ids, windows, known = torch.tensor(found.ids), torch.tensor(found.windows), torch.tensor(found.known)
        for first in range(0, len(windows), 4096):
            some = slice(first, first + 4096)
            with torch.no_grad():
                sums = net(ids[windows[some, None] + torch.arange(2 * WINDOW)], known[some])
            for (number, place), total in zip(found.places[some], sums.tolist(), strict=True):
                if total >= least:
                    told[number].add(place)
    hits = both = 0
    for gold, cut in zip(found.gold, told, strict=True):
        a, b = sorted(gold), sorted(cut)
        both += len(a) + len(b)
        hits += len(set(zip([0, *a], a, strict=False)) & set(zip([0, *b], b, strict=False)))
    return 200 * hits / both


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="where ewt and gum lie")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--lr", type=float, default=4e-3)
    parser.add_argument("--rough", type=float, default=0.4, help="paragraphs also written carelessly, a share of all")
    parser.add_argument(
        "--together", type=float, default=0.6, help="groups of paragraphs also run together, a share of all"
    )
    parser.add_argument("--least", type=float, default=1.0, help="the logit from which on a gap is a boundary")
    parser.add_argument("--strict", type=float, default=3.0, help="the same in text that looks well kept")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    read = {
        (name, part): list(paragraphs(args.data / name / f"en_{name}-ud-{part}.conllu", genres))
        for name, genres in (("ewt", ()), ("gum", corpora.GUM_FREE))
        for part in ("train", "dev")
    }
    train_on = read["ewt", "train"] + read["gum", "train"]
    known = vocabulary(train_on)
    train_on += more_of(train_on, rough=args.rough, together=args.together, seed=args.seed)
    numbers = gaps(train_on, known)
    print(f"{len(train_on)} paragraphs, {len(numbers.right)} gaps, {known.size} rows", flush=True)
    net = train(numbers, known.size, args)
    for name in ("ewt", "gum"):
        dev = gaps(read[name, "dev"], known)
        scores = ", ".join(f"from {x}: {score(net, dev, x):.2f}" for x in (-1.0, -0.5, 0.0, 0.5, 1.0))
        print(f"{name} dev, sentence F1: rules {score(net, dev, None):.2f}, {scores}", flush=True)
    args.out.write_text(
        json.dumps(export(net, known, args.least, args.strict), ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
