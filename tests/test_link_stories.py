"""Linking of whole reports: invented stories told by several outlets, each with a twin that is another event."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from dragoman.clean import plain
from dragoman.code import code
from dragoman.link import link
from dragoman.model import Article, Claim
from dragoman.parse import parse_many
from dragoman.resolve import resolve

FILE = Path(__file__).with_name("link_stories.yml")
MARK = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")


@dataclass(frozen=True)
class Story:
    name: str
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    events: Mapping[str, str]


@cache
def stories() -> tuple[Story, ...]:
    """The stories, coded; the event of each claim whose words are marked."""
    made = []
    for number, story in enumerate(yaml.safe_load(FILE.read_text(encoding="utf-8"))):
        articles = [_report(f"{number:02}{n}", report) for n, report in enumerate(story["reports"])]
        claims: list[Claim] = []
        events: dict[str, str] = {}
        for article, told, parsed in zip(articles, story["reports"], parse_many(articles), strict=True):
            found = code(parsed, resolve(parsed))
            marks = _marks(told["text"], article.text)
            claims += found
            events |= {c.id: f"{number}: {name}" for c in found for name in _event(c, marks)}
        made.append(Story(story["name"], tuple(articles), tuple(claims), events))
    return tuple(made)


def _report(name: str, told: Mapping[str, str]) -> Article:
    published = str(told["published"]) if "published" in told else None
    article = plain(MARK.sub(r"\1", told["text"]), name=name, published=published, outlet=told["outlet"])
    return replace(article, id=name)


def _marks(marked: str, text: str) -> list[tuple[int, int, str]]:
    """Where the marked words stand in the cleaned text: what is no blank stays in its order."""
    letters = [n for n, sign in enumerate(text) if not sign.isspace()]
    found = []
    for match in MARK.finditer(marked):
        before = len("".join(MARK.sub(r"\1", marked[: match.start()]).split()))
        found.append((letters[before], letters[before] + len(match[1]), match[2]))
    return found


def _event(claim: Claim, marks: Sequence[tuple[int, int, str]]) -> list[str]:
    return [name for start, end, name in marks if start < claim.trigger[1] and claim.trigger[0] < end][:1]


def joined(articles: Sequence[Article], claims: Sequence[Claim], told: Mapping[str, str]) -> tuple[int, set[str], int]:
    """Pairs of marked claims that are rightly joined; those wrongly joined, by their events; those that are one event."""
    _, events = link(claims, articles)
    ours = {one: event.id for event in events for one in event.claims}
    right, wrong, one = 0, set(), 0
    for a, b in combinations([c.id for c in claims if c.id in told], 2):
        one += told[a] == told[b]
        right += ours[a] == ours[b] and told[a] == told[b]
        wrong |= {" = ".join(sorted((told[a], told[b])))} if ours[a] == ours[b] and told[a] != told[b] else set()
    return right, wrong, one


@pytest.mark.parametrize("number", range(len(yaml.safe_load(FILE.read_text(encoding="utf-8")))))
def test_twins_stay_apart(number: int) -> None:
    story = stories()[number]
    assert not joined(story.articles, story.claims, story.events)[1], story.name


def test_all_stories_as_one_case() -> None:
    articles = [article for story in stories() for article in story.articles]
    claims = [claim for story in stories() for claim in story.claims]
    right, wrong, one = joined(
        articles, claims, {key: name for story in stories() for key, name in story.events.items()}
    )
    # 2026-11-24: 65 of 71 pairs and none wrong; before decision 49: 14 and five wrong.
    assert right >= 0.85 * one
    assert len(wrong) <= 1
