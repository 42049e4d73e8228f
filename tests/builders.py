"""Builders for hand-made inputs: a `Parse` without the language model.

    parse = report("The/DET/det/2 army/NOUN/nsubj/3 left/VERB/root/0", published="2018-05-22")

One string is one sentence; words are parted by spaces, each `text/POS/dep/head` with heads counted from 1 (0 is the root).
A word may add its lemma behind an equals sign (`left=leave/VERB/root/0`); without one it is the text, in lower case unless
the word is a proper noun. `names=` marks proper names as the model would: (sentence, first, last, label), from 0,
half-open. Words that carry no space before them (punctuation, 's) are glued to the word before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.model import Article, Block, Mention, Name, Parse, Sentence, Token
from dragoman.model.text import BlockKind

_GLUED = {".", ",", "?", "!", ";", ":", ")", "]", "’s", "'s", "%", "”", "n't", "n’t", "’"}
_OPENING = {"(", "[", "“", "$"}


def words(line: str, *, start: int = 0) -> tuple[str, tuple[Token, ...]]:
    """The text of one sentence and its tokens, positions counted from `start`."""
    text, tokens, glue = "", [], True
    for item in line.split():
        form, pos, dep, head = item.rsplit("/", 3)
        form, _, lemma = form.partition("=")
        if not glue and form not in _GLUED and not (form == "-" or text.endswith("-")):
            text += " "
        at = start + len(text)
        text += form
        glue = form in _OPENING
        lemma = lemma or (form if pos == "PROPN" else form.lower())
        tokens.append(Token(form, at, at + len(form), lemma, pos, dep, int(head) - 1))
    return text, tuple(tokens)


def report(
    *lines: str,
    names: Iterable[tuple[int, int, int, str]] = (),
    published: str | None = "2018-05-22",
    kinds: Sequence[BlockKind] = (),
    outlet: str | None = None,
) -> Parse:
    """A parsed report of the sentences `lines`, each its own block; `kinds` says what the blocks are (body unless said)."""
    text, blocks, sentences = "", [], []
    for number, line in enumerate(lines):
        start = len(text) + (2 if text else 0)
        part, tokens = words(line, start=start)
        text += ("\n\n" if text else "") + part
        kind: BlockKind = kinds[number] if number < len(kinds) else "body"
        blocks.append(Block(kind, start, start + len(part), start))
        sentences.append(Sentence(start, start + len(part), tokens, kind, number))
    article = Article("article", "document", text, tuple(blocks), outlet=outlet, published=published)
    return Parse(article, tuple(sentences), tuple(Name(*name) for name in names))


def plain(
    *paragraphs: str, published: str | None = "2018-05-22", outlet: str | None = None, title: str | None = None
) -> Article:
    """An article of plain paragraphs (and a title), to be parsed by the real parser."""
    parts: list[tuple[BlockKind, str]] = [("title", title)] if title else []
    parts += [("body", paragraph) for paragraph in paragraphs]
    text, blocks = "", []
    for kind, part in parts:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + part
        blocks.append(Block(kind, start, start + len(part), start))
    return Article("article", "document", text, tuple(blocks), outlet=outlet, published=published, title=title)


def readable(mentions: Iterable[Mention]) -> list[str]:
    """Mentions as strings that a failing test shows well: "Ghanaian troops = GHA.MIL", "?" where it was declined."""
    out = []
    for m in mentions:
        told = (
            m.outlet
            or "+".join(p.id for p in m.parties)
            or (m.place.name if m.place else None)
            or (m.when.start if m.when else None)
        )
        out.append(f"{m.text} = {told or '?'}")
    return out


def page(text: str, outlet: str | None = None) -> Article:
    """An article of one block, published on 2 November 2016."""
    return Article(
        "a", "d", text, (Block("body", 0, len(text), 0),), outlet=outlet, published="2016-11-02", language="en"
    )


def parties(texts: Sequence[str], outlet: str | None = None) -> list[list[tuple[str, str]]]:
    """For each text the words that name somebody, in order, and the ids they stand for; "?" where nobody was decided on."""
    from dragoman.parse import parse_many
    from dragoman.resolve import resolve

    return [
        [(m.text, "+".join(p.id for p in m.parties) or "?") for m in resolve(parsed) if m.kind == "actor"]
        for parsed in parse_many([page(text, outlet) for text in texts])
    ]
