"""Mail (.eml) and saved pages in mail form (MHTML): headers, the body that reads best, attachments as parts."""

from __future__ import annotations

import email
import email.header
import email.policy
import logging
import re
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from dragoman.model import Hint
from dragoman.read.encodings import decode
from dragoman.read.limits import Limits
from dragoman.read.page import Page, Part, hint, web_address
from dragoman.read.reasons import Declined, Why, over

_LOG = logging.getLogger(__name__)
STUB = 400  # a plain part shorter than this may only say where to read the mail
MAX_PARTS = 200
MAX_NESTING = 12
MAX_HEADER = 2_000
# What mail programs put before the subject of a mail that is passed on or answered: no word of the report's title.
_PASSED_ON = re.compile(r"^(?:(?:fwd?|re|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
# A mail that somebody hands on is younger than what it holds, and its sender is not who wrote that.
_HANDED_ON = re.compile(r"^(?:(?:re|aw)\s*:\s*)*(?:fwd?|wg|tr)\s*:", re.IGNORECASE)
_BEFORE_HANDED_ON = re.compile(
    r"^[ \t]*(?:-{3,}[ \t]*(?:forwarded message|original message|weitergeleitete nachricht|message transféré)[ \t]*-{3,}|begin forwarded message:)"
    r"[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"[ \t*]*(from|von|de|date|sent|gesendet|datum|subject|betreff|to|an|cc|reply-to)\s?:\**[ \t]*(.*)", re.IGNORECASE
)
MAX_FIELDS = 12
_UNREAD = ("image/", "audio/", "video/", "font/", "text/css", "text/calendar", "text/vcard")
_UNREAD_APPLICATIONS = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/ics",
)


def read_mail(data: bytes, limits: Limits) -> Page:
    """The body of a mail with its headers as hints, and its attachments as parts.

    Plain text is taken before HTML, unless it is a mere stub beside it ("view in browser"). The date it was sent is a
    hint on publication, a weak one where the mail only hands on another one; then that one's own head is taken in its place.
    """
    message = _parsed(data)
    parts = _walk(message)
    plain = [part for part in parts if _is_body(part, "text/plain")]
    pages = [part for part in parts if _is_body(part, "text/html")]
    text, media = "", "message/rfc822"
    hints = _headers(message)
    for part in plain:
        text = "\n\n".join(filter(None, (text, _flowed(part, _text_of(part)))))
    attached = tuple(_attachments(parts))
    declined: tuple[str, ...] = ()
    if pages and len(text.strip()) < STUB:
        try:
            found = _extracted(_text_of(pages[0]))
        except Declined as problem:
            # What costs too much is declined as such, not taken for a mail without a report; what else it holds is read.
            if not text.strip() and not attached:
                raise
            found, declined = "", (str(problem),)
        text, media = (found, "text/html") if len(found) > 3 * len(text) else (text, media)
    if not text.strip() and not attached:
        raise Declined(Why.EMPTY, "a mail without a text")
    if media == "message/rfc822" and _HANDED_ON.match(_header(message.get("Subject"))):
        text, own = _handed_on(text)
        hints = (*own, *hints)
    return Page(text.strip(), media, hints=hints, declined=declined, parts=attached)


def read_mhtml(data: bytes, limits: Limits) -> tuple[bytes, str | None, str | None, tuple[Hint, ...]]:
    """The page that an MHTML file saves: its bytes, their charset, its address and hints.

    The date in the head of such a file is when it was saved, so it is "captured" and never the publication.
    """
    message = _parsed(data)
    root = next(
        (part for part in _walk(message) if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if root is None:
        raise Declined(Why.NO_REPORT, "a saved page (MHTML) without its HTML")
    places = (message.get("Snapshot-Content-Location"), root.get("Content-Location"), message.get("Content-Location"))
    address = next(filter(None, (web_address(_header(place)) for place in places)), None)
    hints = hint("captured", _date(message.get("Date")), "mhtml Date")
    hints += hint("title", _header(message.get("Subject")), "mhtml Subject")
    return _bytes_of(root), root.get_content_charset(), address, hints


def _parsed(data: bytes) -> Message:
    # Every line is held against each boundary that is open, so their number is what parsing can cost.
    if data.lower().count(b"boundary=") > MAX_PARTS:
        raise over(Why.TOO_MANY, data.lower().count(b"boundary="), MAX_PARTS, "multipart boundaries")
    if data.startswith((b"From ", b">From ")):
        data = data.partition(b"\n")[2]
    try:
        # The old policy keeps headers as they stand: the new one parses each with a grammar that is slow on hostile ones.
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except (ValueError, LookupError, RecursionError, IndexError, AttributeError, TypeError) as error:
        raise Declined(Why.BROKEN, f"a mail that can't be parsed: {type(error).__name__}") from error


def _walk(message: Message) -> list[Message]:
    """The parts that hold something, in order; attached mails are one part each."""
    found: list[Message] = []
    stack = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        if depth > MAX_NESTING:
            raise over(Why.TOO_DEEP, depth, MAX_NESTING, "levels of parts in a mail")
        if len(found) > MAX_PARTS:
            raise over(Why.TOO_MANY, len(found), MAX_PARTS, "parts in a mail")
        inner = part.get_payload()
        if isinstance(inner, list) and (part.get_content_maintype() != "message" or depth == 0):
            stack += [(one, depth + 1) for one in reversed(inner) if isinstance(one, Message)]
        else:
            found.append(part)
    return found


def _is_body(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and not _file_name(part)


def _attachments(parts: list[Message]) -> list[Part]:
    found = []
    for number, part in enumerate(parts, 1):
        kind, name = part.get_content_type(), _file_name(part)
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                found.append(Part(name or f"mail {number}", _whole(inner[0])))
        elif name and not kind.startswith(_UNREAD) and kind not in _UNREAD_APPLICATIONS:
            found.append(Part(name, _bytes_of(part)))
    return found


def _whole(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, KeyError):
        return b""


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        name = "attachment"
    return _header(name).replace("/", "_")[:120]


def _bytes_of(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def _text_of(part: Message) -> str:
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError, TypeError, AttributeError):
        charset = None
    return decode(_bytes_of(part), charset=charset)[0] or ""


def _flowed(part: Message, text: str) -> str:
    """Lines that mail programs broke (format=flowed ends them with a space) made whole again."""
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format", "") or "").lower() != "flowed":
        return text
    out: list[str] = []
    open_line = False
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line
        if open_line:
            out[-1] += line
        else:
            out.append(line)
        open_line = line.endswith(" ") and line != "-- "
    return "\n".join(out)


def _extracted(html: str) -> str:
    """The report in the HTML of a mail, "" where it holds none. Raises Declined where reading it would cost too much."""
    from dragoman.read.pages import check_html, text_of_html

    check_html(html)
    try:
        return text_of_html(html).text
    except Declined:
        return ""


def _handed_on(text: str) -> tuple[str, tuple[Hint, ...]]:
    """The mail that a mail hands on, without the lines above it, and what its own head says; the text as it is where none is marked.

    >>> _handed_on("See below.\\n---------- Forwarded message ---------\\nFrom: Ana <a@b.example>\\nSent: 2 May 2031\\n\\nNobody leaves.")[0]
    'Nobody leaves.'
    """
    marks = list(_BEFORE_HANDED_ON.finditer(text))
    if not marks:
        return text, ()
    rest = text[marks[-1].end() :].lstrip()
    hints: tuple[Hint, ...] = ()
    for _ in range(MAX_FIELDS):
        line, _, after = rest.partition("\n")
        field = _FIELD.fullmatch(line.rstrip())
        if field is None:
            break
        name, value = field[1].lower(), field[2].strip()
        if name in ("from", "von", "de"):
            hints += hint("byline", parseaddr(value)[0] or value, "forwarded From")
        elif name in ("date", "sent", "gesendet", "datum"):
            hints += hint("published", value, "forwarded Date")
        rest = after
    return rest.strip() or text, hints


def _headers(message: Message) -> tuple[Hint, ...]:
    name, address = parseaddr(_header(message.get("From")))
    subject = _header(message.get("Subject"))
    handed_on = bool(_HANDED_ON.match(subject))
    hints = hint("title", _PASSED_ON.sub("", subject), "mail Subject")
    hints += () if handed_on else hint("byline", name or address, "mail From")
    hints += hint("published", _date(message.get("Date")), "mail Date, forwarded" if handed_on else "mail Date")
    return hints + hint("language", _header(message.get("Content-Language")), "mail Content-Language")


def _header(value: object) -> str:
    """A header as people read it: RFC 2047 words decoded, on one line."""
    if value is None:
        return ""
    text = str(value)[:MAX_HEADER]
    try:
        words = email.header.decode_header(text)
        text = "".join(
            word.decode(_codec(charset), "replace") if isinstance(word, bytes) else word for word, charset in words
        )
    except (ValueError, LookupError, MessageError):
        _LOG.debug("a header that can't be decoded is kept as written")
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(text.split())


def _codec(charset: str | None) -> str:
    from dragoman.read.encodings import known_encoding

    return known_encoding(charset) or "utf-8"


def _date(value: object) -> str | None:
    """A mail date as a prefix date with its time, in the zone it was written in."""
    if value is None:
        return None
    try:
        when = parsedate_to_datetime(str(value)[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return f"{when:%Y-%m-%dT%H:%M}" if 1970 <= when.year <= 2100 else None
