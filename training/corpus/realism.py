"""How far the corpus is from real reports: `python -m training.corpus.realism --real ../shared/reports ../shared/gold/docs`.

Lengths, depth of trees, quoted speech, variety of words, and a plain classifier that tries to tell our sentences from real ones
(by report, so that no report is on both sides). The test split is not read. `--control FOLDER` names other real reports (plain
text): telling two real sources apart shows what the classifier finds where nothing is invented.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from scipy.stats import rankdata

from dragoman.clean import clean, plain
from dragoman.model import Article, Document
from dragoman.model import Sentence as Parsed
from dragoman.parse import load_model, parse_many
from dragoman.read import read
from training.corpus.load import reports

Floats = NDArray[np.float64]
FOLDS, RIDGE, WINDOW = 5, 1.0, 500
QUOTES = '"“”«»„'
CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its words, those words with names and numbers hidden, figures of its shape, words inside quotation marks."""

    report: str
    words: tuple[str, ...]
    hidden: tuple[str, ...]
    shape: tuple[float, ...]
    quoted: int


SHAPE = (
    "words", "depth of the tree", "letters a word", "commas a word", "proper nouns a word", "numbers a word", "pronouns a word",
    "adjectives a word", "adverbs a word", "clauses a word", "passives a word", "nouns a word", "has a quotation mark",
    "has a dash", "ends without a stop", "negations a word", "contractions a word",
)  # fmt: skip


def ours(registers: Iterable[str] = ()) -> list[tuple[str, Article]]:
    """Bodies of the reports of train and dev, of some registers or of all."""
    wanted = set(registers)
    found = []
    for record in (*reports("train", strict=False), *reports("dev", strict=False)):
        if wanted and record["corpus"]["register"] not in wanted:
            continue
        article = record["article"]
        body = "\n\n".join(article["text"][b["start"] : b["end"]] for b in article["blocks"] if b["kind"] == "body")
        found.append((record["document"], plain(body, name=record["document"])))
    return found


def pages(folders: Iterable[Path]) -> list[tuple[str, Article]]:
    """Bodies of real pages, cleaned as the package does it."""
    found = []
    for folder in folders:
        for document in read(folder):
            article = clean(document) if isinstance(document, Document) else None
            if isinstance(article, Article) and article.body().strip():
                found.append((Path(document.source).stem, plain(article.body())))
    return found


def texts(folder: Path) -> list[tuple[str, Article]]:
    """Bodies of reports that are plain text already."""
    return [(f.stem, plain(t)) for f in sorted(folder.glob("*.txt")) if (t := f.read_text(encoding="utf-8")).strip()]


def lines(articles: Sequence[tuple[str, Article]]) -> list[Line]:
    """Every sentence of at least three words, in order; quotation marks are followed over the sentences of a paragraph."""
    found = []
    for (name, _), parsed in zip(
        articles, parse_many((a for _, a in articles), model=load_model(threads=1)), strict=True
    ):
        named = {(n.sentence, at) for n in parsed.names for at in range(n.first, n.last)}
        block, inside = -1, False
        for number, sentence in enumerate(parsed.sentences):
            if sentence.block != block:
                block, inside = sentence.block, False
            quoted = 0
            for token in sentence.tokens:
                if token.text in QUOTES or token.text in ("``", "''"):
                    inside = token.text not in "”»''" and not inside
                elif inside and token.pos != "PUNCT":
                    quoted += 1
            if len(sentence.tokens) >= 3:
                hidden = (_hide(t.text, t.pos, (number, at) in named) for at, t in enumerate(sentence.tokens))
                words = tuple(_plain(t.text) for t in sentence.tokens)
                found.append(Line(name, words, tuple(hidden), _shape(sentence), quoted))
    return found


def _plain(word: str) -> str:
    return (
        re.sub("[“”„«»]|``|''", '"', word)
        .replace("’", "'")
        .replace("‘", "'")
        .replace("—", "-")
        .replace("–", "-")
        .lower()
    )


def _hide(word: str, pos: str, named: bool) -> str:
    """Names, nationalities and numbers say what a report is about, not how it is written."""
    if named or pos == "PROPN" or (pos == "ADJ" and word[0].isupper()):
        return "<name>"
    return "<number>" if pos == "NUM" else _plain(word)


def depth(heads: Sequence[int]) -> int:
    """The longest way from a word up to the root, in steps.

    >>> depth([1, -1, 3, 1])
    2
    """

    def steps(at: int) -> int:
        n = 0
        while heads[at] >= 0 and n <= len(heads):
            at, n = heads[at], n + 1
        return n

    return max(map(steps, range(len(heads))))


def _shape(sentence: Parsed) -> tuple[float, ...]:
    tokens = sentence.tokens
    n = len(tokens)
    pos = Counter(t.pos for t in tokens)
    dep = Counter(t.dep for t in tokens)
    low = [_plain(t.text) for t in tokens]
    return (
        float(n), float(depth([t.head for t in tokens])), sum(map(len, low)) / n, low.count(",") / n, pos["PROPN"] / n, pos["NUM"] / n,
        pos["PRON"] / n, pos["ADJ"] / n, pos["ADV"] / n, sum(dep[c] for c in CLAUSES) / n, dep["aux:pass"] / n, pos["NOUN"] / n,
        float('"' in low), float("-" in low), float(low[-1][-1] not in '.?!"'), sum(w in ("not", "n't", "no", "never") for w in low) / n,
        sum("'" in w and w not in ("'", "'s") for w in low) / n,
    )  # fmt: skip


def auc(scores: Floats, real: NDArray[np.bool_]) -> float:
    """The chance that a real sentence gets a higher score than one of ours; 0.5 is no difference.

    >>> auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True]))
    0.75
    """
    ranks = rankdata(scores)
    n = int(real.sum())
    return float((ranks[real].sum() - n * (n + 1) / 2) / (n * (len(real) - n)))


def logistic(x: Any, y: Floats, weights: Floats) -> Floats:
    """Weights of a logistic model with a ridge; the last column of `x` is the constant."""

    def loss(w: Floats) -> tuple[float, Floats]:
        z = x @ w
        penalty = w.copy()
        penalty[-1] = 0
        value = (weights * (np.logaddexp(0, z) - y * z)).sum() + RIDGE / 2 * (penalty**2).sum()
        return float(value), np.asarray(x.T @ (weights * (1 / (1 + np.exp(-z)) - y)) + RIDGE * penalty)

    return np.asarray(minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x)


def table_of(
    found: Sequence[Line], words: Callable[[Line], tuple[str, ...]] | None, shape: bool
) -> tuple[Any, list[str]]:
    """Sparse features of sentences and their names: word 1- and 2-grams of at least five reports, shape, a constant."""
    names: list[str] = []
    blocks: list[Any] = []
    if words:
        grams = [[*(w := words(line)), *(f"{a} {b}" for a, b in pairwise(w))] for line in found]
        where: dict[str, set[str]] = defaultdict(set)
        for line, here in zip(found, grams, strict=True):
            for gram in here:
                where[gram].add(line.report)
        names = sorted(g for g, r in where.items() if len(r) >= 5)
        index = {g: n for n, g in enumerate(names)}
        rows = [sorted({index[g] for g in here if g in index}) for here in grams]
        ends = np.cumsum([0, *map(len, rows)])
        # a long sentence must not weigh more for being long
        data = np.concatenate([np.full(len(r), 1 / max(1.0, len(r) ** 0.5)) for r in rows])
        blocks.append(sparse.csr_matrix((data, np.concatenate(rows).astype(int), ends), shape=(len(found), len(names))))
    if shape:
        values = np.array([line.shape for line in found])
        values = (values - values.mean(0)) / (values.std(0) + 1e-9)
        blocks.append(sparse.csr_matrix(values / 4))
        names = [*names, *(f"[{s}]" for s in SHAPE)]
    blocks.append(sparse.csr_matrix(np.ones((len(found), 1))))
    return sparse.hstack(blocks).tocsr(), names


def tell_apart(
    found: Sequence[Line], real: NDArray[np.bool_], words: Callable[[Line], tuple[str, ...]] | None, shape: bool
) -> tuple[float, float]:
    """AUC over sentences, and over reports (by the mean of their sentences), each report held out in one of five folds."""
    x, _ = table_of(found, words, shape)
    fold: dict[str, int] = {}
    for side in (True, False):
        fold |= {
            r: n % FOLDS
            for n, r in enumerate(_shuffled({f.report for f, y in zip(found, real, strict=True) if y == side}))
        }
    at = np.array([fold[f.report] for f in found])
    scores = np.zeros(len(found))
    y = real.astype(float)
    for n in range(FOLDS):
        train = at != n
        # within a fold ranks are sound; between folds the constants differ a little
        scores[~train] = x[~train] @ logistic(x[train], y[train], _balance(real[train]))
    by: dict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(found):
        by[line.report].append(n)
    means = np.array([scores[n].mean() for n in by.values()])
    return auc(scores, real), auc(means, np.array([real[n[0]] for n in by.values()]))


def _shuffled(names: set[str]) -> list[str]:
    order = sorted(names)
    Random(1).shuffle(order)
    return order


def _balance(real: NDArray[np.bool_]) -> Floats:
    share = real.mean()
    return np.asarray(np.where(real, 0.5 / share, 0.5 / (1 - share)))


def giveaways(found: Sequence[Line], real: NDArray[np.bool_], count: int) -> tuple[list[str], list[str]]:
    """What speaks most for ours and for real (names hidden): weight times spread, with sentences per thousand in ours and real."""
    x, names = table_of(found, lambda line: line.hidden, True)
    weights = logistic(x, real.astype(float), _balance(real))[:-1]
    variance = np.asarray(x.power(2).mean(0)).ravel() - np.asarray(x.mean(0)).ravel() ** 2
    spread = np.sqrt(variance.clip(min=0))[:-1]
    order = np.argsort(weights * spread)

    def told(n: int) -> str:
        if names[n].startswith("["):
            at = SHAPE.index(names[n][1:-1])
            means = [
                np.mean([f.shape[at] for f, y in zip(found, real, strict=True) if y == side]) for side in (False, True)
            ]
            return f"{names[n]} {means[0]:.3g}/{means[1]:.3g}"
        column = np.asarray(x[:, n].todense()).ravel() > 0
        return f"{names[n]!r} {1000 * column[~real].mean():.0f}/{1000 * column[real].mean():.0f}"

    return [told(n) for n in order[:count]], [told(n) for n in order[::-1][:count]]


def figures(found: Sequence[Line]) -> dict[str, float]:
    """The figures of a set of sentences."""
    shape = np.array([f.shape for f in found])
    lengths = shape[:, 0]
    words = [w for f in found for w in f.words if w[0].isalnum()]
    windows = [len(set(words[n : n + WINDOW])) / WINDOW for n in range(0, len(words) - WINDOW + 1, WINDOW)]
    told = {
        "reports": len({f.report for f in found}),
        "sentences": len(found),
        "words": int(lengths.sum()),
        "words a sentence, mean": lengths.mean(),
        "words a sentence, tenth / median / nine tenths": 0.0,
        "depth of the tree, mean": shape[:, 1].mean(),
        "depth of the tree, sentences of 15 to 25 words": shape[(lengths >= 15) & (lengths <= 25), 1].mean(),
        "share of words inside quotation marks": sum(f.quoted for f in found) / lengths.sum(),
        "share of sentences with a quotation mark": shape[:, 12].mean(),
        f"types a token in {WINDOW} words": float(np.mean(windows)) if windows else float("nan"),
    }
    for n, name in enumerate(SHAPE):
        if name.endswith(" a word") and name != "letters a word":
            told[name.replace(" a word", ", per 1,000 words")] = 1000 * float(
                (shape[:, n] * lengths).sum() / lengths.sum()
            )
    return told


def overlap(left: Sequence[Line], right: Sequence[Line], size: int) -> float:
    """The share of running words of `right`, names and numbers hidden, that `size` words of `left` know."""
    order = list(left)
    Random(1).shuffle(order)
    known: set[str] = set()
    spent = 0
    for line in order:
        if spent >= size:
            break
        known.update(line.hidden)
        spent += len(line.hidden)
    words = [w for line in right for w in line.hidden if w[0].isalpha()]
    return sum(w in known for w in words) / len(words)


def report(sets: dict[str, list[Line]], count: int) -> str:
    """All tables as text; the first set is ours, the second the real pages."""
    out = ["", "| figure | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|"]
    rows = {name: figures(found) for name, found in sets.items()}
    for key in next(iter(rows.values())):
        values = [f"{r[key]:,}" if isinstance(r[key], int) else f"{r[key]:.3g}" for r in rows.values()]
        if "tenth" in key:
            values = [
                " / ".join(f"{q:.0f}" for q in np.quantile([f.shape[0] for f in found], (0.1, 0.5, 0.9)))
                for found in sets.values()
            ]
        out.append(f"| {key} | " + " | ".join(values) + " |")
    names = list(sets)
    size = min(int(sum(len(f.words) for f in found)) for found in sets.values())
    out += ["", f"Running words (names and numbers hidden) of the column that {size:,} words of the row know", ""]
    out += ["| | " + " | ".join(names) + " |", "|---" * (len(sets) + 1) + "|"]
    for left in names:
        out.append(
            f"| {left} | "
            + " | ".join("-" if left == r else f"{overlap(sets[left], sets[r], size):.3f}" for r in names)
            + " |"
        )
    out += [
        "",
        "| told apart by (AUC over sentences / over reports) | "
        + " | ".join(f"{a} : {b}" for a, b in _couples(names))
        + " |",
    ]
    out.append("|---" * (len(_couples(names)) + 1) + "|")
    kinds: dict[str, tuple[Callable[[Line], tuple[str, ...]] | None, bool]] = {
        "words as they stand and shape": (lambda line: line.words, True),
        "words, names and numbers hidden, and shape": (lambda line: line.hidden, True),
        "words, names and numbers hidden": (lambda line: line.hidden, False),
        "shape alone": (None, True),
    }
    for kind, (words, shape) in kinds.items():
        cells = []
        for left, right in _couples(names):
            found = [*sets[left], *sets[right]]
            real = np.array([n >= len(sets[left]) for n in range(len(found))])
            cells.append("{:.3f} / {:.3f}".format(*tell_apart(found, real, words, shape)))
        out.append(f"| {kind} | " + " | ".join(cells) + " |")
    for right in names[1:]:
        found = [*sets[names[0]], *sets[right]]
        real = np.array([n >= len(sets[names[0]]) for n in range(len(found))])
        for side, told in zip((names[0], right), giveaways(found, real, count), strict=True):
            other = right if side == names[0] else names[0]
            out += [
                "",
                f"Speaks for {side} against {other} (ours/real per 1,000 sentences, or means): " + ", ".join(told),
            ]
    return "\n".join(out)


def _couples(names: list[str]) -> list[tuple[str, str]]:
    return [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, nargs="+", required=True, help="folders of real pages as scraped")
    parser.add_argument("--control", type=Path, help="a folder of other real reports, plain text")
    parser.add_argument("--registers", nargs="*", default=(), help="only reports of ours in these registers")
    parser.add_argument("--features", type=int, default=30, help="how many giveaways to print for each side")
    args = parser.parse_args()
    sets = {"ours": lines(ours(args.registers)), "real pages": lines(pages(args.real))}
    if args.control:
        sets["other real"] = lines(texts(args.control))
    print(report(sets, args.features))


if __name__ == "__main__":
    main()
