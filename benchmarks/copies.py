"""Near-copies: python -m benchmarks.copies [--seed N] [-v]

Perturbed copies of our own invented reports (`corpus/`) among all the others: how many are found, how many of those found are
copies, and how often the direction is right. Every copy appears in another outlet, hours or days after its original.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from dragoman.clean import plain
from dragoman.link import copies_of
from dragoman.model import Article, Credit

ROOT = Path(__file__).resolve().parents[1]
_HEAD = re.compile(r"^= (?P<id>\S+) \| (?P<date>\d{4}-\d{2}-\d{2})[^|]*\|(?P<outlet>[^|]*)\|", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?”\"]) +(?=[A-Z“\"])")
FEWEST_WORDS = 90

Sentences = list[str]


def originals(folder: Path) -> list[tuple[str, str, Sentences]]:
    """Invented reports as (id, date, sentences), long enough to be cut."""
    found = []
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        heads = list(_HEAD.finditer(text))
        for head, following in zip(heads, [*heads[1:], None], strict=True):
            block = text[head.end() : following.start() if following else len(text)]
            lines = [line for line in block.splitlines()[1:] if line and line[0] not in " @%=~T#&"]
            words = " ".join(lines)
            if len(words.split()) >= FEWEST_WORDS:
                found.append((head["id"], head["date"], _SENTENCE.split(words)))
    return found


def cut(sentences: Sentences, rng: random.Random) -> Sentences:
    """The first half: how papers shorten an agency's report."""
    return sentences[: max(3, (len(sentences) + 1) // 2)]


def headline(sentences: Sentences, rng: random.Random) -> Sentences:
    """Another headline, and a line of the editor's in front."""
    return [
        "Our correspondent's account of a day that surprised the ministries in both capitals follows here.",
        *sentences,
    ]


def agency(sentences: Sentences, rng: random.Random) -> Sentences:
    """Another dateline and another credit at the end."""
    first = re.sub(r"^[A-Z][A-Z .,]+(?:,? [A-Z][a-z]+\.? \d+)? ?[-–—] ", "", sentences[0])
    return [f"PORT ALBA (HWS) - {first}", *sentences[1:], "(Reporting by Ines Carvalho; Editing by Tomas Lind)"]


def edited(sentences: Sentences, rng: random.Random) -> Sentences:
    """Every sixth sentence gone, one word in twenty replaced, a sentence of the paper's own put in."""
    kept = [one for n, one in enumerate(sentences) if n % 6 != 5]
    words = [" ".join(word if rng.random() > 0.05 else "indeed" for word in one.split()) for one in kept]
    return [*words[:2], "Nobody at this paper could reach the ministry before the evening edition closed.", *words[2:]]


def inside(sentences: Sentences, rng: random.Random) -> Sentences:
    """The middle of the report inside a longer one of the paper's own."""
    own = [
        f"The mayor of ward {n} spoke for {rng.randrange(9, 60)} minutes about drains and was thanked by item {rng.random():.6f}."
        for n in range(12)
    ]
    return [*own[:6], *sentences[1:], *own[6:]]


def quoting(sentences: Sentences, rng: random.Random) -> Sentences:
    """No copy: a report of its own that quotes one sentence."""
    own = [
        f"In district {rng.randrange(999)} the council met for item {rng.random():.9f} and voted {rng.randrange(99)} to {rng.randrange(99)} on it."
        for _ in range(9)
    ]
    return [*own[:4], rng.choice(sentences), *own[4:]]


KINDS: dict[str, Callable[[Sentences, random.Random], Sentences]] = {
    "cut": cut,
    "headline": headline,
    "agency line": agency,
    "edited": edited,
    "inside another": inside,
    "only quoting": quoting,
}


def made(folder: Path, rng: random.Random) -> tuple[list[Article], dict[str, tuple[str, str]]]:
    """All reports, and for each made one its kind and its original."""
    articles: list[Article] = []
    source: dict[str, tuple[str, str]] = {}
    for number, (name, day, sentences) in enumerate(originals(folder)):
        first = _article(name, sentences, outlet=f"Outlet {number % 7}", day=day)
        articles.append(first)
        for kind, change in KINDS.items():
            if rng.random() < 0.5:
                later = (date.fromisoformat(day) + timedelta(days=rng.randrange(0, 4))).isoformat()
                other = _article(
                    f"{name} {kind}", change(sentences, rng), outlet=f"Paper {rng.randrange(30)}", day=later
                )
                if rng.random() < 0.3:
                    other = replace(other, credits=(Credit("agency", first.outlet, 0, 1),))
                articles.append(other)
                source[other.id] = (kind, first.id)
    return articles, source


def _article(name: str, sentences: Sentences, *, outlet: str, day: str) -> Article:
    text = "\n\n".join(" ".join(sentences[n : n + 3]) for n in range(0, len(sentences), 3))
    return replace(plain(text, name=name, published=day, outlet=outlet), id=name)


def main() -> None:
    """Print precision and recall, and the direction."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--data", type=Path, default=ROOT / "corpus" / "reports")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    articles, source = made(args.data, random.Random(args.seed))
    dates = {article.id: article.published for article in articles}
    family = {article.id: source.get(article.id, ("", article.id))[1] for article in articles}
    begin = time.process_time()
    copies = copies_of(articles)
    seconds = time.process_time() - begin
    found: dict[str, int] = {}
    right = reverse = told = wrong = 0
    linked = set()
    for copy in copies:
        kinds = {source.get(one, ("original", ""))[0] for one in (copy.article, copy.original)}
        if family[copy.article] != family[copy.original] or "only quoting" in kinds:
            wrong += 1
            if args.verbose:
                print("    no copy:", copy)
            continue
        right += 1
        linked |= {copy.article, copy.original}
        # Of two copies of one report the later may be linked to the earlier; of a copy and its original, that one.
        if copy.told_by != "nothing" and (copy.original not in source or copy.article not in source):
            told += 1
            reverse += copy.article not in source
            if args.verbose and copy.article not in source:
                print("    turned round:", copy, dates[copy.original], dates[copy.article])
    for one in source:
        if one in linked:
            found[source[one][0]] = found.get(source[one][0], 0) + 1
    print(
        f"{len(articles)} reports, {len(source)} of them made from others; {len(articles) / seconds:.0f} reports a second"
    )
    for kind in KINDS:
        total = sum(1 for one, _ in source.values() if one == kind)
        want = "floor 0" if kind == "only quoting" else "floor 0.95"
        print(f"  {kind:16} {found.get(kind, 0)}/{total} linked = {found.get(kind, 0) / total:.3f}  ({want})")
    wanted = [one for one, (kind, _) in source.items() if kind != "only quoting"]
    recall = sum(one in linked for one in wanted) / len(wanted)
    print(f"precision {right / (right + wrong):.3f} (floor 0.95), recall {recall:.3f} (floor 0.95)")
    print(f"who copied whom: told in {told} pairs, {told - reverse} right = {(told - reverse) / max(1, told):.3f}")


if __name__ == "__main__":
    main()
