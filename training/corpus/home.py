"""Fits `dragoman/data/home.yml`, whose "the army" and "residents" are: `python -m training.corpus.home [--write]`.

A conditional logit over the states a report speaks of and "none of them", on the words of the train split whose country is asked for and
that the hand-coded record gives to a state. How often it would be right is printed for train, dev and, where they are at hand, the given records.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from benchmarks.actors import governed, wanted_parties
from benchmarks.heads import Case, corpus, given_records
from dragoman.data.book import load_book
from dragoman.resolve.actors import home, home_signs
from dragoman.resolve.actors.find import find_actors
from dragoman.resolve.places.find import find_places
from dragoman.resolve.scene import Scene

FILE = Path(home.__file__).parent.parent / "data" / "home.yml"
SEEN, DECAY = 8, 2.0  # a sign seen less often is left out; the decay of weights was chosen on dev


@dataclass(frozen=True, slots=True)
class Example:
    """A word whose country is asked for: the signs of each state, and the state that hand coders gave it (None: no state)."""

    signs: dict[str, dict[str, float]]
    gold: str | None
    here: str | None


class Watch:
    """Stands in for `home.country` and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: dict[tuple[int, int], tuple[dict[str, dict[str, float]], str | None]] = {}
        self._country = home.country

    def __call__(self, scene: Scene, s: int, i: int, *, setting: bool = False) -> tuple[str | None, tuple[str, ...]]:
        self.asked[s, i] = (home_signs.signs(scene, s, i, setting=setting), home.same_clause(scene, s, i))
        return self._country(scene, s, i, setting=setting)


def examples(cases: Iterable[Case]) -> list[Example]:
    """The words of all documents that a hand-coded claim names as a party."""
    found: list[Example] = []
    watch = Watch()
    kept, home.country = home.country, watch
    try:
        for told, parse, _ in cases:
            watch.asked.clear()
            mentions = find_actors(parse, places=find_places(parse))
            done: set[tuple[int, int]] = set()
            for party, start, end in wanted_parties(told, parse):
                for m in mentions:
                    at = parse.sentences[m.sentence].tokens[m.head].start
                    key = (m.sentence, m.head)
                    if (
                        key in watch.asked
                        and key not in done
                        and start <= at < end
                        and not governed(parse, m, start, end)
                    ):
                        done.add(key)
                        found.append(
                            Example(watch.asked[key][0], _state(party["id"], party.get("code")), watch.asked[key][1])
                        )
    finally:
        home.country = kept
    return found


def _state(party: str, code: str | None) -> str | None:
    states = load_book().kinds["state"]
    return next((x for x in (party.partition(".")[0], party.partition("-")[0].upper(), code) if x in states), None)


def fit(data: Sequence[Example]) -> tuple[dict[str, float], float]:
    """Weights by sign, of greatest likelihood with a decay on all but `before`; and what a state must be ahead of."""
    asked = [one for one in data if one.signs]
    counts: dict[str, int] = {}
    for one in asked:
        for sign in {sign for signs in one.signs.values() for sign in signs}:
            counts[sign] = counts.get(sign, 0) + 1
    names = sorted(sign for sign, often in counts.items() if often >= SEEN)
    rows, owner, right = _flat(asked, names)
    weights = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    nobody = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    decay = torch.tensor([0.0 if name == "before" else DECAY for name in names], dtype=torch.float64)
    optimizer: Any = torch.optim.LBFGS(
        [weights, nobody], max_iter=300, line_search_fn="strong_wolfe"
    )  # its step has no types

    def step() -> Tensor:
        optimizer.zero_grad()
        odds = (rows @ weights).exp()
        none = nobody.exp().expand(len(asked))
        every = none.index_add(0, owner, odds)
        good = torch.zeros(len(asked), dtype=torch.float64).index_add(0, owner, odds * right)
        good = torch.where(good > 0, good, none)
        loss = (every.log() - good.log()).sum() + (decay * weights**2).sum()
        torch.autograd.backward(loss)
        return loss

    optimizer.step(step)
    found = {name: round(float(x), 2) for name, x in zip(names, weights.detach(), strict=True)}
    return found, round(float(nobody.detach()[0]), 2)


def _flat(data: Sequence[Example], names: list[str]) -> tuple[Tensor, Tensor, Tensor]:
    rows, owner, right = [], [], []
    for n, one in enumerate(data):
        for state, signs in sorted(one.signs.items()):
            rows.append([signs.get(name, 0.0) for name in names])
            owner.append(n)
            right.append(float(state == one.gold))
    return torch.tensor(rows, dtype=torch.float64), torch.tensor(owner), torch.tensor(right, dtype=torch.float64)


def told(data: Sequence[Example], weights: dict[str, float], nobody: float) -> str:
    """By margin: right / wrong / left open, and taken though hand coders give the word to no state."""
    rows = []
    for margin in (0.3, 0.4, 0.45, 0.5, 0.6, 0.8):
        counts = {"right": 0, "wrong": 0, "open": 0, "none": 0}
        for one in data:
            scores = {s: sum(weights.get(k, 0.0) * x for k, x in signs.items()) for s, signs in one.signs.items()}
            ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
            rival = max([nobody, *(x for _, x in ranked[1:2])])
            got = one.here or (ranked[0][0] if ranked and ranked[0][1] >= rival + margin else None)
            if one.gold is None:
                counts["none"] += got is not None
            else:
                counts["open" if got is None else "right" if got == one.gold else "wrong"] += 1
        rows.append(f"{margin}: " + "/".join(str(x) for x in counts.values()))
    return f"{len(data)} words; " + "; ".join(rows)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"replace the fitted lines of {FILE.name}")
    args = parser.parse_args()
    torch.set_num_threads(1)
    train = examples(corpus("train"))
    weights, nobody = fit(train)
    print(weights, nobody)
    for name, data in (("train", train), ("dev", examples(corpus("dev"))), ("given", examples(given_records()))):
        print(f"{name:6} {told(data, weights, nobody)}")
    if args.write:
        write(weights, nobody)


def write(weights: dict[str, float], nobody: float) -> None:
    """Put the fitted numbers into the file, its comments as they are."""
    text = FILE.read_text(encoding="utf-8")
    line = ", ".join(f'"{sign}": {x}' for sign, x in weights.items())
    text = re.sub(r"(?m)^signs: .*$", f"signs: {{{line}}}", text)
    FILE.write_text(re.sub(r"(?m)^nobody: .*$", f"nobody: {nobody}", text), encoding="utf-8")


if __name__ == "__main__":
    main()
