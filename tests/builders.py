"""Builders for hand-made inputs: a `Parse` without the language model.

    parse = report("The/DET/det/2 army/NOUN/nsubj/3 left/VERB/root/0", published="2018-05-22")

How a sentence is written stands at `dragoman.testing.sentence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.clean import plain as undated
from dragoman.code import code
from dragoman.model import Article, Block, Mention, Parse
from dragoman.model.text import BlockKind
from dragoman.parse import parse
from dragoman.resolve import resolve
from dragoman.testing import parsed


def report(*lines: str, published: str | None = "2018-05-22", **options: Any) -> Parse:
    """A parsed report of the sentences `lines`, each its own block, as `dragoman.testing.parsed` makes it."""
    return parsed(*lines, published=published, **options)


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


def parties_by_case(cases: Sequence[tuple[str, str, object]]) -> dict[str, dict[str, str]]:
    """By what a case is about, the ids by the words that name them; the last mention of the same words counts."""
    each = parties([text for _, text, _ in cases], "The Plum")
    return {about: dict(named) for (about, _, _), named in zip(cases, each, strict=True)}


def types_and_parties(text: str) -> list[str]:
    """The claims of a text as "TYPE-mode ACTORS>RECIPIENTS", read by the whole coder."""
    told = parse(undated(text))
    return [
        f"{c.event}{f'-{c.mode}' if c.mode else ''} {'+'.join(p.id for p in c.actors)}>{'+'.join(p.id for p in c.recipients)}"
        for c in code(told, resolve(told))
    ]
