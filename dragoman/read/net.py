"""Web addresses to documents: what the fetcher brought, read like a file of the same kind."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.errors import FetchError
from dragoman.model import Document, Hint, Refusal
from dragoman.read.fetch import Answer, Caps, Fetcher
from dragoman.read.files import read_bytes
from dragoman.read.sniff import HEAD, Kind, kind_of
from dragoman.settings import Settings

# Names that tell the kind where content doesn't; what a page may turn out to be.
_NAMES = {"text/html": "page.html", "application/xhtml+xml": "page.xhtml", "text/plain": "page.txt"}
_KINDS: frozenset[Kind] = frozenset(("html", "text", "pdf", "xml"))


def make_fetcher(settings: Settings | None = None) -> Fetcher:
    """A fetcher with the caps that a run's settings ask for."""
    settings = settings or Settings()
    return Fetcher(caps=Caps(max_bytes=settings.max_bytes))


def read_url(
    url: str, *, settings: Settings | None = None, fetcher: Fetcher | None = None
) -> Iterator[Document | Refusal]:
    """The report at one web address, or the refusal that says why there is none; nothing is tried twice.

    >>> next(read_url("http://localhost/admin")).reason
    "forbidden address: 'localhost' is a name of this machine or of the network around it"
    """
    settings = settings or Settings()
    try:
        answer = (fetcher or make_fetcher(settings)).get(url)
    except FetchError as error:
        yield Refusal(url, "fetch", error.reason)
        return
    yield from documents(answer, settings=settings)


def documents(
    answer: Answer, *, settings: Settings | None = None, hints: tuple[Hint, ...] = ()
) -> Iterator[Document | Refusal]:
    """The report in an answer, under the address that was asked; `Document.url` is the one that answered at last.

    `hints` are what the feed or list says of it that named the address.

    What comes is looked at and not what the server calls it: an archive, a mail or a table under the name of a page is
    refused, and a feed is no report.
    """
    name = _NAMES.get(answer.media_type, "")
    kind = kind_of(answer.body[:HEAD], name)
    if "feed" in (kind, kind_of(answer.body[:HEAD])):
        yield Refusal(answer.url, "read", "not a kind of report: a feed; follow it with: dragoman follow ADDRESS")
        return
    if kind not in _KINDS:
        yield Refusal(answer.url, "read", f"not a kind of report: the server sends {kind} as '{answer.media_type}'")
        return
    yield from read_bytes(
        answer.body, answer.url, settings=settings, name=name, charset=answer.charset, url=answer.final, hints=hints
    )
