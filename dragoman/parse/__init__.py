"""Article -> Parse: sentences, words, tags, trees and names.

>>> from dragoman.model import Article, Block
>>> text = "The minister left Oslo."
>>> found = parse(Article("a", "d", text, (Block("body", 0, len(text), 0),)))
>>> [(token.text, token.pos) for token in found.sentences[0].tokens]
[('The', 'DET'), ('minister', 'NOUN'), ('left', 'VERB'), ('Oslo', 'PROPN'), ('.', 'PUNCT')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from dragoman.model import Article, Name, Parse, Sentence, Token
from dragoman.model.text import BlockKind
from dragoman.parse.sentences import split
from dragoman.parse.syntax import Annotated, Model, load_model
from dragoman.parse.tokens import words

__all__ = ["Annotated", "Annotator", "Model", "load_model", "parse", "parse_many"]

PARSED: frozenset[BlockKind] = frozenset({"title", "subtitle", "body", "caption"})


class Annotator(Protocol):
    """What `parse` asks of a model: one `Annotated` for every sentence of words, in order."""

    def annotate(self, sentences: Sequence[Sequence[str]]) -> Sequence[Annotated]: ...


def parse(article: Article, *, model: Annotator | None = None) -> Parse:
    """The sentences, trees and names of a report.

    Title, subtitle, body and captions are parsed, in page order; byline and dateline are not. `model` is the one that
    ships with the package unless another is given. Raises ModelError when the model can't be loaded.

    >>> from dragoman.clean import plain
    >>> [(word.text, word.dep) for word in parse(plain("Kenya called for talks.")).sentences[0].tokens[:2]]
    [('Kenya', 'nsubj'), ('called', 'root')]
    """
    return next(parse_many([article], model=model))


def parse_many(articles: Iterable[Article], *, model: Annotator | None = None, together: int = 16) -> Iterator[Parse]:
    """`parse` for a stream of reports, in order; the sentences of `together` of them go to the model at once.

    What is found in a report never depends on the others.
    """
    model = load_model() if model is None else model
    for some in _batched(articles, together):
        cuts = [_cut(article) for article in some]
        asked = [_asked([a.text[s:e] for s, e in cut]) for a, found in zip(some, cuts, strict=True) for _, cut in found]
        answers = iter(model.annotate(asked))
        for article, found in zip(some, cuts, strict=True):
            yield _assemble(article, found, answers, model)


# What the model now and then takes for a name at the head of a sentence ("We extend our thanks"); "He" may be a surname.
NO_NAMES = frozenset(
    {"I", "We", "You", "She", "They", "Our", "My", "Your", "Their", "Her", "we", "you", "they", "our", "us"}
)
# Names that the model, which reads without capitals, takes for verbs ("landed at Port Said on Monday"), and what it is asked instead.
NAMESAKES = {"Said": "Saeed"}


def _asked(found: list[str]) -> list[str]:
    """The words as the model is asked about them: a verb's namesake behind another capital is spelt another way."""
    if not any(word in NAMESAKES for word in found):
        return found
    titled = sum(word[:1].isupper() for word in found) > 0.7 * len(found)  # a headline in capitals says nothing
    return [
        NAMESAKES[word]
        if word in NAMESAKES and n and not titled and (found[n - 1][:1].isupper() or found[n - 1] == "-")
        else word
        for n, word in enumerate(found)
    ]


Cut = tuple[int, list[tuple[int, int]]]


def _cut(article: Article) -> list[Cut]:
    """The number of the block and the words of every sentence."""
    found: list[Cut] = []
    for number, block in enumerate(article.blocks):
        if block.kind not in PARSED:
            continue
        for start, end in split(article.text, block.start, block.end):
            cut = words(article.text, start, end)
            if cut:
                found.append((number, cut))
    return found


def _assemble(article: Article, cuts: list[Cut], answers: Iterator[Annotated], model: Annotator) -> Parse:
    sentences: list[Sentence] = []
    annotated: list[Annotated] = []
    names: list[Name] = []
    text = article.text
    for number, (block, cut) in enumerate(cuts):
        got = next(answers)
        annotated.append(got)
        tokens = []
        for (start, end), lemma, pos, dep, head in zip(cut, got.lemmas, got.pos, got.deps, got.heads, strict=True):
            word = text[start:end]
            spelt = word if word in NAMESAKES and pos == "PROPN" else lemma
            tokens.append(Token(word, start, end, spelt, pos, dep, head))
        sentences.append(Sentence(cut[0][0], cut[-1][1], tuple(tokens), article.blocks[block].kind, block, got.sense))
        names.extend(
            Name(number, first, last, label)
            for first, last, label in got.names
            if last - first > 1 or text[slice(*cut[first])] not in NO_NAMES
        )
    chains = model.chains([s.tokens for s in sentences], annotated) if isinstance(model, Model) else []
    return Parse(article, tuple(sentences), tuple(names), tuple(tuple(chain) for chain in chains))


def _batched(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    some: list[Article] = []
    for article in articles:
        some.append(article)
        if len(some) >= size:
            yield some
            some = []
    if some:
        yield some
