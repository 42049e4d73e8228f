"""Other names in the same sentences: a name for one of its kind and length, so that its surroundings are learned and not the name.

Names come from the training sentences themselves and from the world book and gazetteer that the package ships. The tree stays:
only runs of proper nouns change places with runs of as many words.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.data import actor_files
from dragoman.data.book import load_book
from dragoman.data.gazetteer import Gazetteer, gazetteer
from dragoman.parse.wordpiece import WordPieces, casing
from training.prepare import IGNORE, NAME_TAGS, Item

KINDS = ("PER", "LOC", "ORG")
SHARE = 0.2  # of the names in a sentence that change at a showing
LISTED = 0.5  # of the new ones that come from the world book and the gazetteer
LONGEST = 4
PLACES = 8000  # the most populous places of the gazetteer


def spans(tags: list[int]) -> Iterator[tuple[int, int, str]]:
    """Names in numbered tags: words `[start, end)` and kind.

    >>> list(spans([0, 1, 2, 3, -100]))
    [(1, 3, 'PER'), (3, 4, 'LOC')]
    """
    start = None
    for i, tag in enumerate([*tags, 0]):
        name = NAME_TAGS[tag] if tag >= 0 else "O"
        if start is not None and not name.startswith("I-"):
            yield start, i, NAME_TAGS[tags[start]][2:]
            start = None
        if name.startswith("B-"):
            start = i


def listed() -> dict[tuple[str, int], list[tuple[str, ...]]]:
    """Names of the world book and the gazetteer by kind and number of words."""
    book = load_book()
    found: dict[tuple[str, int], dict[tuple[str, ...], None]] = defaultdict(dict)

    def add(kind: str, names: Iterable[str]) -> None:
        for name in names:
            words = tuple(name.split())
            if 0 < len(words) <= LONGEST and all(w[0].isupper() and w.isalpha() for w in words):
                found[kind, len(words)][words] = None

    for person in book.persons.values():
        add("PER", (person.name, person.name.split()[-1]))
    for section in ("organisations", "groups"):
        for row in actor_files.shipped(section):
            add("ORG", (str(n) for n in (row["name"], *row.get("names", []))))
    for row in actor_files.shipped("states"):
        add("LOC", (str(n) for n in (row["name"], *row.get("names", []), *row.get("capitals", []))))
    known = gazetteer()
    if isinstance(known, Gazetteer):
        places = sorted((known.at(n) for n in range(len(known.lines))), key=lambda e: (-e.population, e.name))
        add("LOC", (e.name for e in places[:PLACES]))
    return {key: list(names) for key, names in found.items()}


class Renamer:
    """Gives items other names; `pieces` cuts the new words as the old were cut."""

    def __init__(self, items: list[Item], pieces: WordPieces) -> None:
        self.pieces = pieces
        self.seen: dict[tuple[str, int], list[tuple[str, ...]]] = defaultdict(list)
        for item in items:
            for start, end, kind in spans(item.tags):
                if kind in KINDS and all(w[0].isupper() for w in item.words[start:end]):
                    self.seen[kind, end - start].append(item.words[start:end])
        self.listed = listed()

    def __call__(self, item: Item, chance: random.Random, proper: int) -> Item:
        """The item with about a fifth of its names changed; `proper` is the number of the tag PROPN."""
        for start, end, kind in list(spans(item.tags)):
            plain = kind in KINDS and all(item.upos[i] in (proper, IGNORE) for i in range(start, end))
            plain = plain and all(w[0].isupper() and w.isalpha() for w in item.words[start:end])
            if not plain or chance.random() >= SHARE:
                continue
            pools = [p for p in (self.listed.get((kind, end - start)), self.seen.get((kind, end - start))) if p]
            if not pools:
                continue
            pool = pools[0] if chance.random() < LISTED else pools[-1]
            item = self._put(item, start, chance.choice(pool))
        return item

    def _put(self, item: Item, start: int, words: tuple[str, ...]) -> Item:
        end = start + len(words)
        cut = [self.pieces(w) for w in words]
        counts = [*item.piece_counts[:start], *map(len, cut), *item.piece_counts[end:]]
        first = item.at[start]
        last = item.at[end - 1] + item.piece_counts[end - 1]
        cases = [casing(w) for w, c in zip(words, cut, strict=True) for _ in c]
        at, place = [], 1
        for n in counts:
            at.append(place)
            place += n
        return replace(
            item,
            pieces=[*item.pieces[:first], *(p for c in cut for p in c), *item.pieces[last:]],
            casings=[*item.casings[:first], *cases, *item.casings[last:]],
            at=at,
            words=(*item.words[:start], *words, *item.words[end:]),
            piece_counts=counts,
            scripts=[IGNORE if start <= i < end else s for i, s in enumerate(item.scripts)],
        )
