"""Reference on GUM test: `python -m benchmarks.reference --data ../shared/data`.

Gold sentences and words; mentions, names and links are our own; who speaks is given where GUM gives it. A mention is known by
its head word. Pairs: all pairs of names and pronouns that speak of one thing (floor 60). CoNLL: the mean of MUC, B-cubed and
CEAF-e over all mentions that are not alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from dragoman.model import Token
from dragoman.parse.syntax import Model, load_model
from training.data import GUM_FREE
from training.documents import Report, read_documents

FLOOR = 60.0
Place = tuple[int, int]
Chains = list[frozenset[Place]]


def told_chains(model: Model, report: Report, *, speakers: bool = True) -> Chains:
    """Our chains of a document, each mention as (sentence, head word)."""
    found = model.annotate([[t.text for t in s] for s in report.sentences])
    tokens = [
        [
            Token(t.text, 0, 1, lemma, pos, dep, head)
            for t, lemma, pos, dep, head in zip(s, a.lemmas, a.pos, a.deps, a.heads, strict=True)
        ]
        for s, a in zip(report.sentences, found, strict=True)
    ]
    return [frozenset(c) for c in model.chains(tokens, found, report.speakers if speakers else None)]


def gold_chains(report: Report) -> Chains:
    """The chains of GUM with more than one mention."""
    groups: dict[str, set[Place]] = {}
    for place, entity in report.entities.items():
        groups.setdefault(entity, set()).add(place)
    return [frozenset(g) for g in groups.values() if len(g) > 1]


def pairs(chains: Chains, keep: frozenset[Place]) -> set[tuple[Place, Place]]:
    """Every two mentions of a chain, among those to keep."""
    return {p for c in chains for p in combinations(sorted(c & keep), 2)}


def f1(right: float, told: float, gold: float) -> float:
    """Per cent."""
    return 200 * right / max(1e-9, told + gold)


def muc(key: Chains, response: Chains) -> tuple[float, float]:
    """Links of `key` that `response` has, and all of them."""
    where = {m: n for n, c in enumerate(response) for m in c}
    have = sum(len(c) - len({where.get(m, (m,)) for m in c}) for c in key)
    return float(have), float(sum(len(c) - 1 for c in key))


def b_cubed(key: Chains, response: Chains) -> tuple[float, float]:
    """Sum over the mentions of `key` of the share of their chain that `response` joins to them, and their number."""
    where = {m: c for c in response for m in c}
    total = sum(len(c & where[m]) / len(c) for c in key for m in c if m in where)
    return total, float(sum(len(c) for c in key))


def ceaf(key: Chains, response: Chains) -> float:
    """The best one-to-one likeness of chains (CEAF-e)."""
    if not key or not response:
        return 0.0
    alike = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
    return float(alike[linear_sum_assignment(alike, maximize=True)].sum())


def _ratio(a: tuple[float, float], b: tuple[float, float]) -> float:
    recall, precision = a[0] / max(1, a[1]), b[0] / max(1, b[1])
    return 200 * recall * precision / max(1e-9, recall + precision)


def measure(model: Model, reports: Iterable[Report], *, speakers: bool = True) -> dict[str, float]:
    """Pair P, R, F1 and the CoNLL average, per cent; without `speakers` the model is not told who speaks."""
    right = told = gold = 0
    sums = np.zeros(8)
    alike, keys, responses = 0.0, 0, 0
    for report in reports:
        key, response = gold_chains(report), told_chains(model, report, speakers=speakers)
        keep = frozenset(
            (s, w)
            for s, tokens in enumerate(report.sentences)
            for w, t in enumerate(tokens)
            if t.pos in ("PROPN", "PRON")
        )
        a, b = pairs(key, keep), pairs(response, keep)
        right, told, gold = right + len(a & b), told + len(b), gold + len(a)
        sums += [*muc(key, response), *muc(response, key), *b_cubed(key, response), *b_cubed(response, key)]
        alike, keys, responses = alike + ceaf(key, response), keys + len(key), responses + len(response)
    m, b3 = _ratio((sums[0], sums[1]), (sums[2], sums[3])), _ratio((sums[4], sums[5]), (sums[6], sums[7]))
    e = f1(alike, responses, keys)
    return {
        "pairs P": 100 * right / max(1, told), "pairs R": 100 * right / max(1, gold), "pairs F1": f1(right, told, gold),
        "MUC": m, "B-cubed": b3, "CEAF-e": e, "CoNLL": (m + b3 + e) / 3,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, help="an exported model, instead of the one that ships")
    parser.add_argument("--part", default="test")
    args = parser.parse_args()
    model = load_model(folder=args.weights)
    reports = list(read_documents(args.data / "gum" / f"en_gum-ud-{args.part}.conllu", free=False))
    groups = {
        "all genres": reports,
        "free genres": [r for r in reports if r.id.split("_")[1] in GUM_FREE],
        "news and interviews": [r for r in reports if r.id.split("_")[1] in ("news", "interview")],
    }
    for title, some in groups.items():
        told = "  ".join(f"{k} {v:.1f}" for k, v in measure(model, some).items())
        floor = f"   floor pairs F1 {FLOOR}" if some is reports else ""
        print(f"{title:20} {len(some):3} documents  {told}{floor}")
    untold = measure(model, reports, speakers=False)
    print(
        f"{'speakers not told':20} {len(reports):3} documents  " + "  ".join(f"{k} {v:.1f}" for k, v in untold.items())
    )


if __name__ == "__main__":
    main()
