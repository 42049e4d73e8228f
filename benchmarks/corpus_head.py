"""Trigger and type on the given records: the lexicon alone, the plain head of the corpus alone, both together.

python -m benchmarks.corpus_head [WEIGHTS ...]   (weights: see `python -m training.corpus.head`; of several heads the mean)

A found claim is right when a hand-coded one of an acceptable type stands in the same sentence and shares a word of the trigger;
one to one; optional ones cost nothing. Thresholds are chosen on the dev split of the corpus and, where it says so, on the hand-coded pages
of rounds 1 and 2 of `gold/fresh`, none on the given records.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from benchmarks.corpus import ROOT, SHARED, given, run
from benchmarks.fresh_pages import page, page_file, record, stand_off
from dragoman.code import code
from dragoman.model import Article, Block, Claim, Parse
from dragoman.parse import parse
from dragoman.parse.wordpiece import WordPieces
from dragoman.resolve import resolve
from dragoman.show.score import same_sentence, types_of
from training.corpus.head import OUT, Found, tag_probabilities, triggers
from training.corpus.heads_data import TYPES, Sentence, item
from training.corpus.heads_net import Head, load
from training.corpus.load import reports

LOW = 0.1  # head's claims under this are never looked at
STEPS = tuple(round(float(s), 2) for s in np.arange(0.1, 0.96, 0.05))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim found in a sentence; `head` is how sure the head is (of any event, for the lexicon's), `alone`: no other touches it."""

    sentence: str
    trigger: frozenset[str]
    event: str
    lexicon: bool
    head: float
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A document: what was hand-coded and what either coder found."""

    name: str
    gold: tuple[Mapping[str, Any], ...]
    found: tuple[Candidate, ...]


def candidates(parsed: Parse, claims: Sequence[Claim], nets: Sequence[Head], cut: WordPieces) -> tuple[Candidate, ...]:
    """What both coders find in a parsed report, each trigger and type once."""
    text = parsed.article.text
    plain = [Sentence(tuple(t.text for t in s.tokens), (0,) * len(s.tokens), (), ()) for s in parsed.sentences]
    items = [item(s, cut) for s in plain]
    told = [tag_probabilities(net, [i for i in items if i]) for net in nets]
    scores = iter([np.mean(each, axis=0) for each in zip(*told, strict=True)])
    found: dict[tuple[str, frozenset[str], str, bool], Candidate] = {}
    for sentence, one in zip(parsed.sentences, items, strict=True):
        p = next(scores) if one else np.eye(len(TYPES) + 1)[[0] * len(sentence.tokens)]
        whole = text[sentence.start : sentence.end]
        taken: set[int] = set()
        for claim in claims:
            if not sentence.start <= claim.trigger[0] < sentence.end:
                continue
            at = [n for n, t in enumerate(sentence.tokens) if t.start < claim.trigger[1] and claim.trigger[0] < t.end]
            taken.update(at)
            sure = float(1 - p[at, 0].min()) if at else 0.0
            _put(found, Candidate(whole, _words(text[slice(*claim.trigger)]), claim.event, True, sure))
        runs: list[Found] = triggers(p, LOW)
        for places, kind, sure in runs:
            trigger = _words(" ".join(sentence.tokens[n].text for n in places))
            _put(found, Candidate(whole, trigger, TYPES[kind - 1], False, sure, not taken & set(places)))
    return tuple(found.values())


def _put(found: dict[tuple[str, frozenset[str], str, bool], Candidate], one: Candidate) -> None:
    found.setdefault((one.sentence, one.trigger, one.event, one.lexicon), one)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def counted(document: Told, found: Sequence[Candidate]) -> NDArray[np.int64]:
    """Found and right, found, required and found, required: claims of one document."""
    weights = np.zeros((len(document.gold), len(found)))
    words = [_words(g["trigger"]) for g in document.gold]
    for (i, g), (j, c) in product(enumerate(document.gold), enumerate(found)):
        if c.event in types_of(g) and words[i] & c.trigger and same_sentence(g["sentence"], c.sentence):
            weights[i, j] = 1.0 if g.get("optional") else 1.1
    pairs = [(i, j) for i, j in zip(*linear_sum_assignment(weights, maximize=True), strict=True) if weights[i, j]]
    required = [not g.get("optional") for g in document.gold]
    return np.array([len(pairs), len(found), sum(required[i] for i, _ in pairs), sum(required)])


def shares(counts: NDArray[np.int64]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the sum of `counted` over documents (as `dragoman.show.score` has them)."""
    right, predicted, hit, gold = counts.sum(0)
    p, r = right / max(1, predicted), hit / max(1, gold)
    return p, r, 2 * p * r / max(1e-9, p + r)


def score(told: Iterable[Told], chosen: Mapping[str, Sequence[Candidate]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over documents."""
    return shares(np.array([counted(d, chosen[d.name]) for d in told]))


def ahead(
    told: Sequence[Told], one: Mapping[str, Sequence[Candidate]], other: Mapping[str, Sequence[Candidate]]
) -> float:
    """The share of 2,000 resamples of the documents in which `one` has the higher F1."""
    left, right = (np.array([counted(d, chosen[d.name]) for d in told]) for chosen in (one, other))
    draws = np.random.default_rng(1).integers(0, len(told), (2000, len(told)))
    return float(np.mean([shares(left[d])[2] > shares(right[d])[2] for d in draws]))


def choose(told: Iterable[Told], way: str, add: float = 0.0, keep: float = 0.0) -> dict[str, list[Candidate]]:
    """What counts as found: `lexicon`, `head` (as sure as `add`), or `both`.

    Both: the lexicon's claims where the head holds an event at least `keep` likely, and the head's own as sure as `add` whose
    words the lexicon has not coded.
    """

    def counts(c: Candidate) -> bool:
        if c.lexicon:
            return way == "lexicon" or (way == "both" and c.head >= keep)
        return c.head >= add and (way == "head" or (way == "both" and c.alone))

    return {d.name: [c for c in d.found if counts(c)] for d in told}


def best(dev: Sequence[Told], way: str, adds: Sequence[float], keeps: Sequence[float]) -> tuple[float, float]:
    """The thresholds of the highest F1 on dev."""
    return max(product(adds, keeps), key=lambda at: score(dev, choose(dev, way, *at))[2])


def corpus_dev(nets: Sequence[Head], cut: WordPieces) -> list[Told]:
    """The dev split of the corpus, coded by both."""
    found = []
    for report in reports("dev", strict=False):
        told = report["article"]
        blocks = tuple(Block(b["kind"], b["start"], b["end"], b["start"]) for b in told["blocks"])
        article = Article(
            report["document"], report["document"], told["text"], blocks, outlet=told["publisher"], title=told["title"],
            published=told["published"], language="en",
        )  # fmt: skip
        parsed = parse(article)
        claims = code(parsed, resolve(parsed), by="lexicon")
        found.append(Told(report["document"], tuple(report["events"]), candidates(parsed, claims, nets, cut)))
    return found


def given_records(nets: Sequence[Head], cut: WordPieces) -> list[Told]:
    """The given records, coded by both."""
    found = []
    for stem, file in given().items():
        gold = json.loads((SHARED / "gold" / f"{stem}.json").read_text(encoding="utf-8"))["events"]
        _, _, parsed, mentions, _ = run(file)
        claims = code(parsed, mentions, by="lexicon")
        found.append(Told(stem, tuple(gold), candidates(parsed, claims, nets, cut)))
    return found


def pages(nets: Sequence[Head], cut: WordPieces) -> list[Told]:
    """The hand-coded pages of rounds 1 and 2 of `gold/fresh` that are not kept aside, coded by both."""
    found = []
    for told in stand_off():
        if told["kept_aside"] or told["round"] not in (1, 2):
            continue
        with page_file(told) as file:
            _, _, parsed, mentions, _ = run(file)
        claims = code(parsed, mentions, by="lexicon")
        gold = tuple(record(told, page(told))["events"])
        found.append(Told(told["document"], gold, candidates(parsed, claims, nets, cut)))
    return found


def main() -> None:
    nets: list[Head] = []
    kept: list[str] = []
    for weights in [Path(name) for name in sys.argv[1:]] or [OUT / "corpus_head.pt"]:
        if not weights.exists():
            raise SystemExit(
                f"No weights at {weights.relative_to(ROOT) if weights.is_relative_to(ROOT) else weights}: train them first."
            )
        net, kept, _ = load(weights)
        nets.append(net)
    cut = WordPieces({p: n for n, p in enumerate(kept)})
    dev, real, held = corpus_dev(nets, cut), pages(nets, cut), given_records(nets, cut)
    alone = best(dev, "head", STEPS, (0.0,))[0]
    added = best(dev, "both", STEPS, (0.0,))[0]
    checked = best(dev, "both", STEPS, (0.0, *STEPS[:12]))
    sound = best(real, "both", STEPS, (0.0,))[0]
    ways = {
        "lexicon alone": ("lexicon", 0.0, 0.0),
        f"head alone (sure {alone:.2f})": ("head", alone, 0.0),
        f"both: lexicon, and all of the head's ({alone:.2f})": ("both", alone, 0.0),
        f"both: lexicon, and the head's from {added:.2f}": ("both", added, 0.0),
        f"both, lexicon kept where the head holds an event {checked[1]:.2f} likely, head's from {checked[0]:.2f}": (
            "both",
            *checked,
        ),
        f"both: lexicon, and the head's from {sound:.2f}, as is best on the pages": ("both", sound, 0.0),
    }
    print(
        f"{len(dev)} reports of dev (where thresholds are chosen), {len(real)} hand-coded pages, {len(held)} given records, {len(nets)} heads\n"
    )
    print("| | dev P | R | F1 | pages P | R | F1 | given P | R | F1 |\n" + "|---" * 10 + "|")
    for name, way in ways.items():
        cells = [f"{v:.3f}" for told in (dev, real, held) for v in score(told, choose(told, *way))]
        print(f"| {name} | {' | '.join(cells)} |")
    sure = ahead(held, choose(held, "both", sound), choose(held, "lexicon"))
    print(f"\nboth (head's from {sound:.2f}) above the lexicon in {sure:.2f} of the resamples of the given records")
    print("\nF1 by type on the given records\n\n| | " + " | ".join(TYPES) + " |\n" + "|---" * (len(TYPES) + 1) + "|")
    for name, way in ways.items():
        chosen = choose(held, *way)
        cells = []
        for kind in TYPES:
            one = [Told(d.name, tuple(g for g in d.gold if kind in types_of(g)[:1]), ()) for d in held]
            value = score(one, {d: [c for c in found if c.event == kind] for d, found in chosen.items()})[2]
            cells.append(f"{value:.2f}")
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
