"""Steps that need no language model: a claim wherever a line says "A demanded/attacked/left B"."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable, Iterator, Sequence

from dragoman.clean import clean
from dragoman.model import (
    Article,
    Claim,
    Event,
    Judgement,
    Mention,
    Parse,
    Party,
    Place,
    Sentence,
    Voice,
    When,
)
from dragoman.pipeline import Steps
from dragoman.read import read

NAMES = {"Arvania": "ARV", "Belmark": "BEL", "Corvia": "COR", "Delmar": "DEL"}
DEEDS = {"demanded": "REQUEST", "refused": "REJECT", "attacked": "ASSAULT", "left": "RETREAT", "praised": "SUPPORT"}
_WORD = re.compile(r"\w+")


def parse_many(articles: Iterable[Article]) -> Iterator[Parse]:
    for article in articles:
        if "BREAK THE PARSER" in article.text:
            raise ValueError("a parser that breaks")
        sentences = [
            Sentence(block.start, block.end, (), block.kind, number) for number, block in enumerate(article.blocks)
        ]
        yield Parse(article, tuple(sentences), ())


def resolve(parse: Parse) -> tuple[Mention, ...]:
    if "BREAK THE RESOLVER" in parse.article.text:
        raise KeyError("a resolver that breaks")
    found = []
    for number, sentence in enumerate(parse.sentences):
        for match in _WORD.finditer(parse.article.text, sentence.start, sentence.end):
            if match.group() in NAMES:
                party = _party(match)
                found.append(
                    Mention("actor", number, 0, 1, 0, match.start(), match.end(), match.group(), "name", (party,))
                )
    return tuple(found)


def code(parse: Parse, mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    article = parse.article
    claims = []
    for number, sentence in enumerate(parse.sentences):
        words = list(_WORD.finditer(article.text, sentence.start, sentence.end))
        for word in words:
            if word.group() not in DEEDS or sentence.kind == "title":
                continue
            near = [m for m in mentions if m.sentence == number]
            actors = tuple(p for m in near if m.end <= word.start() for p in m.parties)
            recipients = tuple(p for m in near if m.start >= word.end() for p in m.parties)
            key = f"{article.id}{word.start()}{word.group()}"
            day = article.published[:10] if article.published else "2031-05-04"
            claims.append(
                Claim(
                    id=hashlib.sha256(key.encode()).hexdigest()[:20],
                    article_id=article.id,
                    event=DEEDS[word.group()],
                    mode="yield" if word.group() == "demanded" else None,
                    actors=actors,
                    recipients=recipients,
                    status="actual",
                    trigger=(word.start(), word.end()),
                    sentence=(sentence.start, sentence.end),
                    place=Place("Port Alba", "ARV", 1.5, 2.5, "city"),
                    when=When(day, day, "day", "publication"),
                    attribution=(Voice(article.outlet, "outlet"), Voice("Ana Petrova", "official", "ARV", "said")),
                    magnitude=(("dead", 3, 5),),
                    confidence=0.5,
                    reasons=("fake",),
                )
            )
    return tuple(claims)


def link(claims: Sequence[Claim], articles: Sequence[Article]) -> tuple[tuple[Judgement, ...], tuple[Event, ...]]:
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda one: one.id):
        groups.setdefault((claim.event, *(p.id for p in claim.actors)), []).append(claim)
    judgements, events = [], []
    for group in groups.values():
        first = group[0]
        judgements += [Judgement(first.id, other.id, "same", 0.9, ("fake",), "fakes") for other in group[1:]]
        ids = tuple(claim.id for claim in group)
        actors = tuple(p.id for p in first.actors)
        standing = "corroborated" if len(group) > 1 else "single-sourced"
        day = first.when.start if first.when else None
        events.append(
            Event(first.id, ids, first.event, actors, (), day, day, first.status, len(group), len(group), standing)
        )
    return tuple(judgements), tuple(events)


def slow_code(parse: Parse, mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """As `code`, but slow enough to be killed in the middle."""
    time.sleep(0.004)
    return code(parse, mentions)


STEPS = Steps(read, clean, parse_many, resolve, code, link)
SLOW_STEPS = Steps(read, clean, parse_many, resolve, slow_code, link)


def _party(match: re.Match[str]) -> Party:
    name = match.group()
    return Party(NAMES[name], name, NAMES[name], "GOV", name, match.start(), match.end())
