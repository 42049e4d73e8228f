"""Roles, factuality and reported speech: `python -m benchmarks.meaning --data ../shared/data`.

Roles: PropBank on EWT test, predicates given; an argument is right when its predicate, its role and its head word are.
Factuality: UDS It-Happened test, Pearson's r with the mean judgement; predicates the model does not ask count as 0.
Reported speech: 84 news articles of PolNeAR dev, from raw text, never trained on: sources by exact span, contents by words.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from dragoman.model import Article, Block, Parse
from dragoman.parse import parse_many
from dragoman.parse.reported import find_reported
from dragoman.parse.syntax import Model, load_model
from training import data as corpora
from training.meaning import arguments, read_factuality, read_propbank

FLOORS = {"roles F1": 84.0, "factuality r": 0.78, "source exact F1": 60.0, "content word F1": 75.0}


def f1(right: float, told: float, gold: float) -> tuple[float, float, float]:
    """Precision, recall and F1, per cent."""
    precision, recall = right / max(1, told), right / max(1, gold)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall)


def roles(model: Model, data: Path, part: str = "test") -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of all arguments, and of each role seen twenty times."""
    examples = {e.id: e for e in corpora.read_ewt(data, part)}
    told = read_propbank(data, part)
    ids = [i for i in told if i in examples]
    found = model.annotate([examples[i].words for i in ids], every_predicate=True)
    counts: dict[str, Counter[str]] = {"gold": Counter(), "told": Counter(), "right": Counter()}
    for sent_id, got in zip(ids, found, strict=True):
        preds = {p["i"] - 1 for p in told[sent_id]}
        gold = set(arguments([h - 1 for h in examples[sent_id].heads], told[sent_id]))
        mine = {r for r in (got.sense.roles if got.sense else ()) if r[0] in preds}
        for name, some in (("gold", gold), ("told", mine), ("right", gold & mine)):
            counts[name].update(r[1] for r in some)
            counts[name]["all"] += len(some)
    return {
        role: f1(counts["right"][role], counts["told"][role], n) for role, n in counts["gold"].most_common() if n >= 20
    }


def factuality(model: Model, data: Path, part: str = "test") -> float:
    """Pearson's r over the predicates of a part."""
    examples = {e.id: e for e in corpora.read_ewt(data, part)}
    told = read_factuality(data, part)
    ids = [i for i in told if i in examples]
    gold, mine = [], []
    for sent_id, got in zip(ids, model.annotate([examples[i].words for i in ids], every_predicate=True), strict=True):
        values = dict(got.sense.factuality) if got.sense else {}
        for word, value in told[sent_id]:
            gold.append(value)
            mine.append(values.get(word, 0.0))
    return float(np.corrcoef(gold, mine)[0, 1])


_PIECES = re.compile(r"^T\d+\t(Source|Cue|Content) ([\d ;]+)\t", re.MULTILINE)


def read_polnear(folder: Path) -> list[tuple[str, dict[str, set[tuple[tuple[int, int], ...]]]]]:
    """Text of each article, and its spans by kind, each a tuple of stretches; of two annotators the first."""
    found = []
    first = {p.stem.rpartition("_")[0]: p for p in sorted((folder / "attributions").glob("*.ann"), reverse=True)}
    for path in sorted(first.values()):
        text = (folder / "text" / f"{path.stem.rpartition('_')[0]}.txt").read_text(encoding="utf-8")
        spans: dict[str, set[tuple[tuple[int, int], ...]]] = {"Source": set(), "Cue": set(), "Content": set()}
        for kind, places in _PIECES.findall(path.read_text(encoding="utf-8")):
            parts = [tuple(map(int, piece.split())) for piece in places.split(";")]
            spans[kind].add(tuple((a, b) for a, b in parts))
        found.append((text, spans))
    return found


def reported(data: Path, model: Model) -> dict[str, tuple[float, float, float]]:
    """Sources by exact span, sources and contents by words."""
    documents = read_polnear(data / "polnear_dev" / "dev")
    articles = [
        Article(str(n), str(n), text, _paragraphs(text), language="en") for n, (text, _) in enumerate(documents)
    ]
    exact, sources, contents = Counter[str](), Counter[str](), Counter[str]()
    for (text, gold), parsed in zip(documents, parse_many(articles, model=model), strict=True):
        told_sources, told_content = _told(parsed)
        whole = {(s[0][0], s[-1][1]) for s in gold["Source"]}
        _count(exact, whole, told_sources)
        words = {(m.start(), m.end()) for m in re.finditer(r"\w+", text)}
        _count(sources, _inside(words, [p for s in gold["Source"] for p in s]), _inside(words, told_sources))
        _count(contents, _inside(words, [p for s in gold["Content"] for p in s]), _inside(words, told_content))
    counts = {"source exact": exact, "source word": sources, "content word": contents}
    return {k: f1(c["right"], c["told"], c["gold"]) for k, c in counts.items()}


def _paragraphs(text: str) -> tuple[Block, ...]:
    found, start = [], 0
    for match in re.finditer(r"[^\n]+", text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if match.group().strip():
            found.append(Block("body", start, start + len(match.group().strip()), start))
    return tuple(found)


def _told(parsed: Parse) -> tuple[set[tuple[int, int]], list[tuple[int, int]]]:
    sources: set[tuple[int, int]] = set()
    contents: list[tuple[int, int]] = []
    for sentence in parsed.sentences:
        for one in find_reported(sentence):
            if one.source:
                sources.add((sentence.tokens[one.source[0]].start, sentence.tokens[one.source[1] - 1].end))
            contents += [(sentence.tokens[w].start, sentence.tokens[w].end) for w in one.content]
    contents += _quoted(parsed.article.text)
    return sources, contents


def _quoted(text: str) -> list[tuple[int, int]]:
    """Direct speech of at least four words, within a paragraph."""
    return [
        m.span() for m in re.finditer(r"[“\"][^“”\"\n]+(?:[”\"]|$)", text, re.MULTILINE) if len(m.group().split()) > 3
    ]


def _inside(words: set[tuple[int, int]], stretches: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    covered: set[int] = set()
    for start, end in stretches:
        covered.update(range(start, end))
    return {w for w in words if w[0] in covered}


def _count(total: Counter[str], gold: set[tuple[int, int]], told: set[tuple[int, int]]) -> None:
    total["gold"] += len(gold)
    total["told"] += len(told)
    total["right"] += len(gold & told)


def show(name: str, values: Sequence[float]) -> None:
    """A line of P, R, F1 with the floor beside it."""
    floor = FLOORS.get(f"{name} F1")
    print(
        f"{name:16} P {values[0]:5.1f}  R {values[1]:5.1f}  F1 {values[2]:5.1f}"
        + (f"   floor {floor}" if floor else "")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, help="an exported model, instead of the one that ships")
    args = parser.parse_args()
    model = load_model(folder=args.weights)
    found = roles(model, args.data)
    show("roles", found.pop("all"))
    for role, values in found.items():
        show(f"  {role}", values)
    print(f"factuality r {factuality(model, args.data):.3f}   floor {FLOORS['factuality r']}")
    for name, values in reported(args.data, model).items():
        show(name, values)


if __name__ == "__main__":
    main()
