"""Date phrases: every example of dates.yml, the rules of CODEBOOK 6, and what must not be taken for a date."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Article, Block, Mention, Name, Parse, Sentence, Token
from dragoman.resolve.calendar import around, month_days, part_of, published_days, season_days, shift, week_days
from dragoman.resolve.times import date_of, entries, find_times, patterns

VERBS = {"said": "say", "came": "come", "fled": "flee", "met": "meet"}


def report(*sentences: str, published: str | None = None, names: tuple[Name, ...] = ()) -> Parse:
    """A parse without trees: every word hangs on the first verb, words ending in -s are plural nouns."""
    text = " ".join(sentences)
    out, at = [], 0
    for sentence in sentences:
        start = text.index(sentence, at)
        at = start + len(sentence)
        found = list(re.finditer(r"\w+(?:[-./]\w+)*|'s|[^\w\s]", sentence))
        words = [m.group() for m in found]
        root = next((i for i, w in enumerate(words) if w.endswith("ed") or w in VERBS), len(words) - 1)
        tokens = []
        for i, m in enumerate(found):
            word = m.group()
            lemma = VERBS.get(word, word[:-1] if word.endswith("s") else word[:-2] if word.endswith("ed") else word)
            pos = "VERB" if i == root else "AUX" if word == "will" else "NOUN"
            dep = "root" if i == root else "aux" if pos == "AUX" else "obl"
            tokens.append(
                Token(word, start + m.start(), start + m.end(), lemma.lower(), pos, dep, -1 if i == root else root)
            )
        out.append(Sentence(start, at, tuple(tokens), "body", 0))
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),), published=published)
    return Parse(article, tuple(out), names)


EXAMPLES = [(entry["name"], example) for entry in entries()["patterns"] for example in entry["examples"]]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else None)
def test_dates_yml_example(name: str, example: list[str]) -> None:
    text, published, start, end, granularity, *earlier = example
    parse = report(*earlier, text, published=published)
    last = len(parse.sentences) - 1
    found = [m for m in find_times(parse) if m.sentence == last and m.when]
    if not start:
        assert found == []
        return
    assert [(m.when.start, m.when.end, m.when.granularity) for m in found if m.when] == [(start, end, granularity)]


def test_every_pattern_has_an_example_and_compiles() -> None:
    assert all(entry["examples"] for entry in entries()["patterns"])
    assert len(patterns()) == len({p.name for p in patterns()}) == len(entries()["patterns"])
