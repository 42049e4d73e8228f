"""The way of the data on one screen: read, clean, parse, resolve, code, record; then link.

Documents are read lazily and go through in small groups, so memory stays flat however many there are. A report that
fails at a step is recorded as an issue with its reason, and the run goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.model import Article, Claim, Document, Event, Judgement, Mention, Parse, Refusal
from dragoman.settings import Settings
from dragoman.store import Store

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Steps:
    """One callable for each step; `STEPS` are the built-in ones."""

    read: Callable[..., Iterator[Document | Refusal]]
    clean: Callable[[Document], Article | Refusal]
    parse_many: Callable[[Iterable[Article]], Iterable[Parse]]
    resolve: Callable[[Parse], Sequence[Mention]]
    code: Callable[[Parse, Sequence[Mention]], Sequence[Claim]]
    link: Callable[[Sequence[Claim], Sequence[Article]], tuple[Sequence[Judgement], Sequence[Event]]]


@dataclass(frozen=True, slots=True)
class Coded:
    """A report with what was found in it, and what was declined on the way."""

    document: Document
    article: Article | None
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    issues: tuple[Refusal, ...] = ()


@dataclass(slots=True)
class Summary:
    """What a run did: reports recorded, pages known before, claims found, and all that was declined."""

    recorded: int = 0
    known: int = 0
    claims: int = 0
    events: int = 0
    words: int = 0
    refused: list[Refusal] = field(default_factory=list)


def record(
    source: str | Path,
    store: Store,
    *,
    steps: Steps | None = None,
    settings: Settings | None = None,
    progress: Callable[[Summary, str], None] | None = None,
) -> Summary:
    """Read a source and add what it claims to the record; `progress` is called after each page.

    A page that is recorded already is passed over, so reading twice adds nothing and an interrupted run goes on where
    it stopped. Raises ReadError when the source does not exist, StoreError when the case can't be written.
    """
    steps = steps or builtin()
    settings = settings or Settings()
    summary = Summary()
    for group in _groups(_unknown(source, store, steps, settings, summary), settings):
        for coded in code_documents(group, steps=steps):
            with store.writer() as writer:
                new = writer.add(
                    coded.document, coded.article, mentions=coded.mentions, claims=coded.claims, issues=coded.issues
                )
            summary.refused += coded.issues
            summary.known += not new
            if new and coded.article:
                summary.recorded += 1
                summary.claims += len(coded.claims)
                summary.words += len(coded.article.text.split())
            if progress:
                progress(summary, coded.document.source)
    relink(store, steps=steps)
    summary.events = store.view().counts()["events"]
    return summary


def relink(store: Store, *, steps: Steps | None = None) -> None:
    """Recompute judgements and events if claims came in since they were computed."""
    view = store.view()
    if view.linked():
        return
    steps = steps or builtin()
    judgements, events = steps.link(tuple(view.claims()), tuple(view.articles()))
    with store.writer() as writer:
        writer.events(judgements, events)


def code_documents(documents: Iterable[Document], *, steps: Steps | None = None) -> Iterator[Coded]:
    """Documents to what they claim, in order, parsed together; without a store.

    A document without a report, not in English or failing at a step comes back with the issue that says so.
    """
    steps = steps or builtin()
    items = [(document, _cleaned(document, steps)) for document in documents]
    ready = [item.article for _, item in items if item.article and not item.issues]
    parses = iter(_parsed(ready, steps))
    for document, item in items:
        yield item if item.issues else _coded(document, item.article, next(parses), steps)


def code_articles(articles: Sequence[Article], *, steps: Steps | None = None) -> Iterator[Coded]:
    """Articles to what they claim, in order, parsed together; for texts that need no cleaning."""
    steps = steps or builtin()
    for article, parse in zip(articles, _parsed(articles, steps), strict=True):
        document = Document(article.document_id, article.document_id, article.text, "text/plain", len(article.text))
        yield _coded(document, article, parse, steps)


def builtin() -> Steps:
    """The built-in steps. They are imported on first use: the language model and its libraries take a second."""
    from dragoman.clean import clean
    from dragoman.code import code
    from dragoman.link import link
    from dragoman.parse import parse_many
    from dragoman.read import read
    from dragoman.resolve import resolve

    return Steps(read, clean, parse_many, resolve, code, link)


def _unknown(
    source: str | Path, store: Store, steps: Steps, settings: Settings, summary: Summary
) -> Iterator[Document]:
    """Documents that are not recorded yet; what can't be read is recorded as an issue on the way."""
    view = store.view()
    for item in steps.read(source, settings=settings):
        if isinstance(item, Refusal):
            summary.refused.append(item)
            with store.writer() as writer:
                writer.issue(item)
        elif view.knows(item.id):
            summary.known += 1
            if item.source not in view.sources(item.id):
                with store.writer() as writer:
                    writer.source(item)
        else:
            yield item


def _groups(documents: Iterable[Document], settings: Settings) -> Iterator[list[Document]]:
    group: list[Document] = []
    chars = 0
    for document in documents:
        if group and (chars + len(document.text) > settings.group_chars or len(group) >= settings.group_reports):
            yield group
            group, chars = [], 0
        group.append(document)
        chars += len(document.text)
    if group:
        yield group


def _cleaned(document: Document, steps: Steps) -> Coded:
    # A step may be a stranger's plug-in or meet a page nobody thought of: its failure is one issue, not the end of
    # the run. Only what the program itself must not survive (interrupts, no memory) passes through.
    try:
        article = steps.clean(document)
    except Exception as error:
        return Coded(document, None, issues=(_failed(document, "clean", error),))
    if isinstance(article, Refusal):
        return Coded(document, None, issues=(article,))
    if article.language != "en":
        reason = "not in English; the report is kept and not coded"
        return Coded(document, article, issues=(Refusal(document.source, "clean", reason),))
    return Coded(document, article)


def _parsed(articles: Sequence[Article], steps: Steps) -> Iterable[Parse | Exception]:
    """A parse for each article; where parsing them together fails, each alone, to find the one that does."""
    try:
        parses: list[Parse | Exception] = list(steps.parse_many(articles))
        if len(parses) == len(articles):
            return parses
    except Exception as error:
        _LOG.warning("parsing %d reports together failed: %s", len(articles), error)
    return [_parsed_alone(article, steps) for article in articles]


def _parsed_alone(article: Article, steps: Steps) -> Parse | Exception:
    from dragoman.errors import ModelError

    try:
        return next(iter(steps.parse_many([article])))
    except ModelError:
        raise
    except Exception as error:
        return error


def _coded(document: Document, article: Article | None, parse: Parse | Exception, steps: Steps) -> Coded:
    if isinstance(parse, Exception):
        return Coded(document, article, issues=(_failed(document, "parse", parse),))
    mentions: tuple[Mention, ...] = ()
    stage = "resolve"
    try:
        mentions = tuple(steps.resolve(parse))
        stage = "code"
        return Coded(document, article, mentions, tuple(steps.code(parse, mentions)))
    except Exception as error:
        return Coded(document, article, mentions, issues=(_failed(document, stage, error),))


def _failed(document: Document, stage: str, error: Exception) -> Refusal:
    _LOG.warning("%s failed at %s", document.source, stage, exc_info=error)
    return Refusal(document.source, stage, f"failed: {type(error).__name__}: {error}"[:300])
