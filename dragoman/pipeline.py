"""The way of the data on one screen: read, clean, parse, resolve, code, record; then link.

Documents are read lazily and go through in small groups, so memory stays flat however many there are. A report that
fails at a step is recorded as an issue with its reason, and the run goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any

from dragoman.data.book import beside as actors_beside
from dragoman.data.book import use as use_actors
from dragoman.data.gazetteer import use as use_gazetteer
from dragoman.edition import edition
from dragoman.errors import ModelError
from dragoman.model import Article, Claim, Document, Event, Judgement, Mention, Parse, Refusal
from dragoman.read.limits import Limits
from dragoman.settings import Settings
from dragoman.store import Filter, Store, View

_LOG = logging.getLogger(__name__)
# What somebody should know of what they chose; the command line shows it.
_CHOICE = logging.getLogger("dragoman.settings")
RECODED_TOGETHER = 16  # reports in memory at once


@dataclass(frozen=True, slots=True)
class Steps:
    """One callable for each step; `builtin` gives those of the program, which are `ours` from the parse on."""

    read: Callable[..., Iterator[Document | Refusal]]
    clean: Callable[[Document], Article | Refusal]
    parse_many: Callable[[Iterable[Article]], Iterable[Parse]]
    resolve: Callable[[Parse], Sequence[Mention]]
    code: Callable[[Parse, Sequence[Mention]], Sequence[Claim]]
    link: Callable[[Sequence[Claim], Sequence[Article]], tuple[Sequence[Judgement], Sequence[Event]]]
    ours: bool = False


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
    """What a run did: reports recorded, pages known before, claims found, and all that was declined.

    `outdated` says how many reports of the case were coded by another edition of the coder.
    """

    recorded: int = 0
    known: int = 0
    claims: int = 0
    events: int = 0
    words: int = 0
    outdated: int = 0
    refused: list[Refusal] = field(default_factory=list)


def record(
    source: str | Path,
    store: Store,
    *,
    steps: Steps | None = None,
    settings: Settings | None = None,
    progress: Callable[[Summary, str], None] | None = None,
    link: bool = True,
) -> Summary:
    """Read a source and add what it claims to the record; `progress` is called after each page.

    `link` is false for callers that have more to read and call `relink` themselves; `Summary.events` is then 0.

    A page that is recorded already is passed over, so reading twice adds nothing and an interrupted run goes on where
    it stopped. Raises ReadError when the source does not exist, StoreError when the case can't be written.
    """
    settings = settings or Settings()
    steps = steps or builtin(settings)
    use_gazetteer(settings.places or None)
    use_actors(_actors(settings, store))
    # Of a stranger's steps no edition is known.
    summary, made_by = Summary(), edition(settings, _actors(settings, store)) if steps.ours else ""
    memory = _Memory(store, summary, Limits.of(settings).version())
    for group in _groups(_found(source, steps, settings, memory), settings):
        coded = code_documents([item for item in group if isinstance(item, Document)], steps=steps)
        # In the order of reading, so that a mark is recorded only when all that stands before it is.
        for item in group:
            _add(next(coded) if isinstance(item, Document) else item, store, summary, memory.version, made_by)
            if progress:
                progress(summary, item.document.source if isinstance(item, _Known) else item.source)
    if not link:
        return summary
    summary.outdated = len(memory.view.coded_otherwise(made_by)) if made_by and summary.known else 0
    relink(store, steps=steps)
    summary.events = store.view().counts()["events"]
    return summary


def recode(
    store: Store,
    *,
    steps: Steps | None = None,
    settings: Settings | None = None,
    progress: Callable[[Summary, str], None] | None = None,
    articles: Sequence[Article] | None = None,
) -> Summary:
    """Code the reports anew whose claims another edition of the coder made; their text stays as it was cleaned.

    With `articles`, these: recorded reports of which somebody has corrected what they say of themselves.

    Stopped at any moment, it goes on there when it is called again. `Summary.recorded` counts the reports coded.
    Raises StoreError when the case can't be written.
    """
    settings = settings or Settings()
    actors = _actors(settings, store)
    use_gazetteer(settings.places or None)
    use_actors(actors)
    made_by, summary, view = edition(settings, actors), Summary(), store.view()
    steps = steps or builtin(settings)
    stale = view.coded_otherwise(made_by) if articles is None else articles
    for start in range(0, len(stale), RECODED_TOGETHER):
        for found in _coded_again(view, stale[start : start + RECODED_TOGETHER], steps):
            document, article = found.document, found.article
            if article is None:
                continue
            with store.writer() as writer:
                writer.recode(
                    article, mentions=found.mentions, claims=found.claims, issues=found.issues, edition=made_by
                )
            summary.recorded += 1
            summary.claims += len(found.claims)
            summary.words += len(article.text.split())
            summary.refused += found.issues
            if progress:
                progress(summary, document.source)
    relink(store, steps=steps)
    summary.events = store.view().counts()["events"]
    return summary


def _coded_again(view: View, wanted: Sequence[str | Article], steps: Steps) -> Iterator[Coded]:
    read = (one if isinstance(one, Article) else view.article(one) for one in wanted)
    articles = [article for article in read if article is not None]
    documents = [document for a in articles if (document := view.document(a.document_id)) is not None]
    english = [article for article in articles if article.language == "en"]
    parses = iter(_parsed(english, steps))
    for article, document in zip(articles, documents, strict=True):
        if article.language == "en":
            yield _coded(document, article, next(parses), steps)
        else:
            yield Coded(document, article)


def _actors(settings: Settings, store: Store) -> Path | None:
    return Path(settings.actors) if settings.actors else actors_beside(store.path)


def relink(store: Store, *, steps: Steps | None = None) -> None:
    """Recompute judgements and events if claims came in since they were computed."""
    view = store.view()
    if view.linked():
        return
    from dragoman.link import repeated_claims

    steps = steps or builtin()
    claims, articles = tuple(view.claims(Filter(repeated=True))), tuple(view.articles())
    repeated = repeated_claims(claims, articles)
    judgements, events = steps.link([claim for claim in claims if claim.id not in repeated], articles)
    with store.writer() as writer:
        writer.events(judgements, events, repeated)


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
    """Articles to what they claim, in order, parsed together; for texts that need no cleaning.

    >>> from dragoman.clean import plain
    >>> [[claim.event for claim in coded.claims] for coded in code_articles([plain("Kenya shelled the port of Busia.")])]
    [['ASSAULT']]
    """
    steps = steps or builtin()
    for article, parse in zip(articles, _parsed(articles, steps), strict=True):
        document = Document(article.document_id, article.document_id, article.text, "text/plain", len(article.text))
        yield _coded(document, article, parse, steps)


def builtin(settings: Settings | None = None) -> Steps:
    """The built-in steps. They are imported on first use: the language model and its libraries take a second.

    Raises ModelError where the settings name a spaCy pipeline that can't be loaded or has no UD labels; what a pipeline
    lacks is logged as a warning.
    """
    from dragoman.clean import clean
    from dragoman.code import code
    from dragoman.link import link
    from dragoman.parse import parse_many
    from dragoman.read import read
    from dragoman.resolve import resolve

    return Steps(read, clean, _parser(settings or Settings()) or parse_many, resolve, code, link, ours=True)


def _parser(settings: Settings) -> Callable[[Iterable[Article]], Iterable[Parse]] | None:
    """`parse_many` with the model that the settings name; None for the usual one."""
    from dragoman.parse import load_model, parse_many

    if settings.pipeline:
        from dragoman.parse.spacy_pipeline import load_spacy

        model = load_spacy(settings.pipeline)
        lacks = ", ".join(model.missing)
        _CHOICE.warning(
            "the spaCy pipeline %r gives no %s: what is learned of these is left out", settings.pipeline, lacks
        )
        return partial(parse_many, model=model)
    if settings.threads > 1:
        return partial(parse_many, model=load_model(threads=settings.threads))
    return None


@dataclass(frozen=True, slots=True)
class _Known:
    """A page that was recorded before this run."""

    document: Document


class _Memory:
    """What the case knows of earlier runs, for the readers."""

    def __init__(self, store: Store, summary: Summary, version: str) -> None:
        self._store, self._summary, self.version = store, summary, version
        self.view = store.view()

    def knows(self, document_id: str, source: str) -> bool:
        if not self.view.knows(document_id):
            return False
        self._summary.known += 1
        if source not in self.view.sources(document_id):
            with self._store.writer() as writer:
                writer.source(Document(document_id, source, "", "", 0))
        return True

    def failed(self, document_id: str) -> str | None:
        return self.view.failure(document_id, version=self.version)

    def mark(self, container: str) -> str | None:
        return self.view.mark(container)

    def passed(self, container: str, count: int) -> None:
        self._summary.known += count


def _found(
    source: str | Path, steps: Steps, settings: Settings, memory: _Memory
) -> Iterator[Document | Refusal | _Known]:
    # A stranger's reader need not know of memory: what it hands out again is passed over here.
    takes_memory = "memory" in signature(steps.read).parameters
    options: dict[str, Any] = {"settings": settings, "memory": memory} if takes_memory else {"settings": settings}
    for item in steps.read(source, **options):
        yield _Known(item) if isinstance(item, Document) and memory.view.knows(item.id) else item


def _add(item: Coded | Refusal | _Known, store: Store, summary: Summary, version: str, made_by: str) -> None:
    """Record one thing that was read, with the mark it carries, in one transaction."""
    with store.writer() as writer:
        if isinstance(item, Refusal):
            writer.issue(item)
            writer.failure(item, version=version)
            summary.refused.append(item)
            mark = item.mark
        elif isinstance(item, Coded):
            document, mark = item.document, item.document.mark
            # The same report on another page (saved as text and as HTML, a row of two tables) adds nothing but its source.
            told = item.article is not None and writer.holds(item.article)
            new = writer.add(
                document, item.article, mentions=item.mentions, claims=item.claims, issues=item.issues, edition=made_by
            )
            summary.refused += (
                *(Refusal(document.source, "read", reason) for reason in document.declined if new),
                *item.issues,
            )
            summary.known += told or not new
            if new and item.article and not told:
                summary.recorded += 1
                summary.claims += len(item.claims)
                summary.words += len(item.article.text.split())
        else:
            writer.source(item.document)
            summary.known += 1
            mark = item.document.mark
        if mark:
            writer.mark(mark)


def _groups(
    items: Iterable[Document | Refusal | _Known], settings: Settings
) -> Iterator[list[Document | Refusal | _Known]]:
    group: list[Document | Refusal | _Known] = []
    chars = reports = 0
    for item in items:
        size = len(item.text) if isinstance(item, Document) else 0
        full = reports and (chars + size > settings.group_chars or reports >= settings.group_reports)
        if (full and size) or len(group) >= 16 * settings.group_reports:
            yield group
            group, chars, reports = [], 0, 0
        group.append(item)
        chars += size
        reports += size > 0
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
        from dragoman.clean import name_of

        reason = f"not in English but in {name_of(article.language)}; the report is kept and not coded"
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
