"""A feed to its items: RSS 0.9 to 2.0 and Atom, well-formed or nearly so.

No tree is built: the parser calls for each tag, and only the few fields of an item are kept. So a feed of any shape costs
what its bytes cost, and reading stops at the first item too many. Entities of a document type are neither loaded nor
resolved.
"""

from __future__ import annotations

import email.utils
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from dragoman.errors import ReadError

MAX_ITEMS = 10_000
MAX_FIELD = 4_000
MAX_TAGS = 250_000
MAX_DEPTH = 200
MAX_MENDED = 20_000  # ampersands; whoever writes more of them wrong is read as it stands
_SPACE = re.compile(r"\s+")
_AMPERSAND = re.compile(
    rb"&(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)?"
)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
# Local names of the tags that hold a field of an item, and what the field is called here.
_FIELDS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "id": "guid",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "date": "published",
    "source": "source",
    "origlink": "original",
}
_ITEMS = ("item", "entry")
_FEEDS = ("rss", "feed", "rdf", "channel")
# Extensions repeat names with other meanings (media:title, itunes:title); these namespaces carry the fields above.
_SPACES = (
    "",
    "http://www.w3.org/2005/atom",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
    "http://purl.org/dc/elements/1.1/",
    "http://rssnamespace.org/feedburner/ext/1.0",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed: where the report stands, and what the feed says of it.

    `key` is the item's own name for itself where it has one (guid, id), else its link. `published` is a prefix date in
    UTC ("2031-03-02T08:15") or None; `source` is whom the feed names as the report's origin.
    """

    link: str
    key: str
    title: str = ""
    published: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds, in its order; `skipped` counts entries without a link."""

    title: str
    items: tuple[Item, ...]
    skipped: int = 0


def parse(data: bytes, *, url: str) -> Feed:
    """The items of a feed that was read from `url`; relative links are led back to it.

    Raises ReadError when the bytes are no feed, or one with entities of its own, with more than 10,000 items, or with more
    than 250,000 tags.

    >>> feed = b"<rss><channel><item><title>Talks end</title><link>/a</link></item></channel></rss>"
    >>> parse(feed, url="https://news.example/feed").items[0].link
    'https://news.example/a'
    """
    if not data.strip():
        raise ReadError("empty: no feed")
    if _ENTITY.search(data) or _ENTITY.search(data.replace(b"\x00", b"")):
        raise ReadError("forbidden content: the feed defines entities of its own")
    reader = _Reader(url)
    parser = etree.XMLParser(
        target=reader,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        # In pieces, so that a reader that has seen enough stops the parser and not only itself.
        mended = _mended(data)
        for start in range(0, len(mended), 1 << 16):
            parser.feed(mended[start : start + (1 << 16)])
        parser.close()
    except ReadError:
        raise
    except (etree.XMLSyntaxError, etree.ParserError, ValueError) as error:
        if not reader.items:
            raise ReadError(f"broken: no feed ({str(error)[:160]})") from error
    reader.finish()
    if not reader.is_feed:
        raise ReadError("not a feed: neither RSS nor Atom")
    return Feed(reader.title, tuple(reader.items), reader.skipped)


def date_of(text: str) -> str | None:
    """A feed's date as a prefix date in UTC; None where it is none of RFC 822, RFC 3339 or a bare day.

    >>> date_of("Sun, 02 Mar 2031 10:15:00 +0200"), date_of("2031-03-02T08:15:00Z"), date_of("2031-03-02")
    ('2031-03-02T08:15', '2031-03-02T08:15', '2031-03-02')
    """
    text = text.strip()[:64]
    found: datetime | None = None
    form = "%Y-%m-%d" if len(text) == len("2031-03-02") else "%Y-%m-%dT%H:%M"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = email.utils.parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        found = found.astimezone(UTC) if found.tzinfo else found
    except OverflowError:
        return None
    return found.strftime(form) if 1900 <= found.year <= 2100 else None


def _mended(data: bytes) -> bytes:
    """Ampersands that stand bare, as in links they often do, and HTML's names of letters, as XML would have them."""
    if b"&" not in data or b"\x00" in data:
        return data
    parts, left = [], MAX_MENDED
    for number, part in enumerate(data.split(b"<![CDATA[")):
        inside, end, after = part.partition(b"]]>") if number else (b"", b"", part)
        if left > 0:
            after, done = _AMPERSAND.subn(_reference, after, count=left)
            left -= done
        parts.append(inside + end + after)
    return b"<![CDATA[".join(parts)


def _reference(match: re.Match[bytes]) -> bytes:
    name = (match[1] or b"").decode("ascii")
    return b"".join(b"&#%d;" % ord(letter) for letter in html5.get(name, "")) or b"&amp;" + name.encode("ascii")


class _Reader:
    """Keeps where in the document the parser is, and the fields of the item it is in."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.title = ""
        self.items: list[Item] = []
        self.skipped = 0
        self.is_feed = False
        self._base = [url]
        self._stack: list[str] = []
        self._fields: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._text: list[str] | None = None
        self._length = 0
        self._field_depth = 0
        self._item_depth = 0
        self._permalink = False
        self._tags = 0

    def start(self, tag: Any, attributes: Any) -> None:
        self._tags += 1
        if self._tags > MAX_TAGS:
            raise ReadError(f"too many parts: more than {MAX_TAGS} tags in one feed")
        space, name = _split(tag)
        self._stack.append(name)
        if len(self._stack) > MAX_DEPTH:
            raise ReadError(f"too deep: more than {MAX_DEPTH} levels in one feed")
        base = attributes.get("{http://www.w3.org/XML/1998/namespace}base")
        self._base.append(_join(self._base[-1], base) if base else self._base[-1])
        if len(self._stack) <= 2 and name in _FEEDS:
            self.is_feed = True
        if name in _ITEMS and not self._item_depth and self.is_feed:
            self._item_depth = len(self._stack)
            self._fields, self._links, self._permalink = {}, {}, False
            about = attributes.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
            if about:
                self._fields["guid"] = about[:MAX_FIELD]
            return
        # Atom's text may hold tags of its own; they belong to the field that is open.
        if self._text is not None:
            return
        field = _FIELDS.get(name) if space in _SPACES else None
        depth = len(self._stack)
        wanted = (
            depth == self._item_depth + 1
            if self._item_depth
            else field == "title" and not self.title and depth in (2, 3) and self._stack[-2] in _FEEDS
        )
        if field is None or not wanted:
            return
        href = attributes.get("href")
        if field == "link" and href:
            self._links.setdefault(attributes.get("rel", "alternate"), _join(self._base[-1], href))
            return
        if field == "source" and space:
            return  # Atom's source is the whole head of another feed
        if field == "guid":
            self._permalink = attributes.get("isPermaLink", "true") == "true" and name == "guid"
        self._text, self._length, self._field_depth = [], 0, depth

    def data(self, text: str) -> None:
        if self._text is not None and self._length < MAX_FIELD:
            self._text.append(text)
            self._length += len(text)

    def end(self, tag: Any) -> None:
        depth = len(self._stack)
        if self._text is not None and depth == self._field_depth:
            field = _FIELDS.get(_split(tag)[1], "")
            value = _SPACE.sub(" ", "".join(self._text)).strip()[:MAX_FIELD]
            self._text = None
            if value and not self._item_depth:
                self.title = value[:300]
            elif value and field:
                self._fields.setdefault(field, _join(self._base[-1], value) if field in ("link", "original") else value)
        elif self._item_depth and depth == self._item_depth:
            self._item_depth = 0
            self._add()
        if self._stack:
            self._stack.pop()
            self._base.pop()

    def close(self) -> None:
        """Called by the parser at the end."""

    def finish(self) -> None:
        """The last item of a feed that ends in the middle counts if its link had come."""
        if self._item_depth and self._text is None and (self._links or "link" in self._fields):
            self._item_depth = 0
            self._add()

    def _add(self) -> None:
        fields = self._fields
        guid = fields.get("guid", "")
        link = fields.get("original") or self._links.get("alternate") or fields.get("link") or ""
        if not link and self._permalink and guid.startswith(("http://", "https://")):
            link = guid
        # A link that leads elsewhere than to the web is kept: the fetcher refuses it, with a reason that is recorded.
        if not link:
            self.skipped += 1
            return
        if len(self.items) >= MAX_ITEMS:
            raise ReadError(f"too many parts: more than {MAX_ITEMS} items in one feed")
        # The day of a change is no day of publication, so "updated" alone says nothing here.
        published = date_of(fields.get("published", ""))
        title = fields.get("title", "")[:500]
        self.items.append(Item(link, guid or link, title, published, fields.get("source", "")[:200] or None))


def _split(tag: Any) -> tuple[str, str]:
    """Namespace and local name, in lower case; a prefix that nothing declares is a namespace too."""
    space, brace, name = str(tag).rpartition("}")
    if not brace and ":" in name:
        space, _, name = name.rpartition(":")
        return ("" if space in ("rss", "atom", "dc") else space.lower() + ":"), name.lower()
    return space.removeprefix("{").lower(), name.lower()


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip().replace(" ", "%20"))
    except ValueError:
        return link
