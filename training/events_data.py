"""Sentences in which words are known to tell a claim, or to tell none: from the open corpus, the lexicon's examples and hand-coded pages;
and sentences in which words are known to stand for somebody, or for nobody: from the entities of GUM.

What is measured on is left out: the corpus's dev and test parts, the given records, the example case, and every page that is kept aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import run
from benchmarks.fresh_pages import page_file, stand_off
from benchmarks.lexicon import article_of, rows
from dragoman.code import code
from dragoman.code.what.lexicon import EVENTS
from dragoman.model import Article, Parse
from dragoman.parse import parse_many
from dragoman.parse.syntax import Model
from dragoman.resolve import resolve
from training.data import GUM_FREE, conllu, entities, head_of
from training.meaning import read_corpus

UNKNOWN = -100  # a word that a good coder may code or leave out
# Of the pages in `gold/fresh`. The third round, tried with three seeds each, moved the average precision on pages kept aside from
# .426, .436, .430 to .421, .417, .442: it measures instead.
ROUNDS = (1, 2)
BEINGS = ("person", "organization")  # of the types of mentions in GUM, those that can act


class Shown(NamedTuple):
    """The words of a sentence, and of each: 0 no claim, n the n-th of EVENTS, UNKNOWN not told.

    `somebody`, where it is told: 1 for words that stand for persons or bodies of them, 0 for all others, UNKNOWN not told.
    """

    words: tuple[str, ...]
    types: tuple[int, ...]
    somebody: tuple[int, ...] = ()


def from_corpus(parser: Model, split: str) -> Iterator[Shown]:
    """The sentences of a part of the open corpus, as coded by hand."""
    for example, meaning in read_corpus(parser, split):
        if meaning.types is not None:
            yield Shown(example.words, meaning.types)


def from_lexicon() -> Iterator[Shown]:
    """The example sentences of the lexicon's rows with what the rows find in them.

    Each shows its own row's word at least, and `benchmarks/lexicon.py` fails where it does not. Rows that say that a word tells
    nothing show just that.
    """
    texts = dict.fromkeys(row["example"] for _, _, row in rows([]))
    for parsed in parse_many([article_of(text) for text in texts]):
        claims = code(parsed, resolve(parsed), by="lexicon")
        told = [(*claim.trigger, EVENTS.index(claim.event) + 1) for claim in claims]
        yield from _shown(parsed, told)


def from_pages(*, kept_aside: bool = False) -> Iterator[Shown]:
    """The sentences of the hand-coded pages of ROUNDS in `gold/fresh`, of those kept aside or of all others."""
    for record in stand_off():
        if record["kept_aside"] != kept_aside or record["round"] not in ROUNDS:
            continue
        with page_file(record) as file:
            _, article, parsed, _, _ = run(file)
        told = [
            (*event["trigger"], UNKNOWN if event["optional"] else EVENTS.index(event["event"][0]) + 1)
            for event in sorted(record["events"], key=lambda e: bool(e["optional"]))
            if event["trigger"] is not None
        ]
        yield from _shown(parsed, told, article)


def from_entities(data: Path, part: str) -> Iterator[Shown]:
    """The sentences of GUM's freely licensed genres: which words are heads of persons and organisations, and which of other mentions or of none.

    A noun inside another mention ("government forces": "government") is not told.
    """
    for sent_id, words, _ in conllu(data / "gum" / f"en_gum-ud-{part}.conllu"):
        if sent_id.split("_")[1] not in GUM_FREE:
            continue
        heads = [int(word[6]) - 1 for word in words]
        kinds: dict[int, str] = {}
        for start, end, kind in sorted(entities(words), key=lambda span: span[1] - span[0]):
            kinds.setdefault(head_of(heads, start, end), kind)
        told = [
            int(kinds[n] in BEINGS) if n in kinds else UNKNOWN if word[3] in ("NOUN", "PROPN") else 0
            for n, word in enumerate(words)
        ]
        yield Shown(tuple(word[1] for word in words), (UNKNOWN,) * len(words), tuple(told))


def _shown(parsed: Parse, told: Sequence[tuple[int, int, int]], article: Article | None = None) -> Iterator[Shown]:
    """The sentences of a report; where its `article` is given, positions are those of the page."""
    for sentence in parsed.sentences:
        types = [0] * len(sentence.tokens)
        places = [
            (t.start, t.end) if article is None else (article.raw(t.start), article.raw(t.end - 1) + 1)
            for t in sentence.tokens
        ]
        for start, end, event in told:  # of two claims that share a word, the first told has it
            for n, (first, last) in enumerate(places):
                if first < end and start < last and not types[n]:
                    types[n] = event
        yield Shown(tuple(t.text for t in sentence.tokens), tuple(types))
