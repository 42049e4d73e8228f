"""What a page says of the report: title, subtitle, outlet, author, date; each None where it does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from dragoman.clean.dateline import dateline_end, run_on_date, title_date
from dragoman.clean.dates import cited_date, find_stamp, is_date_line, says_published, url_date
from dragoman.clean.furniture import furniture
from dragoman.clean.lines import Line, is_terminated
from dragoman.clean.published import Seen
from dragoman.data.actor_files import shipped

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_PLACE_LINE = re.compile(r"^[A-Z][\w.,' -]{1,60}\((?P<agency>[A-Z][\w ./&-]{1,40})\)\s*[-–—:]?\s")
_DASH_AGENCY = re.compile(r"^[A-Z][\w.' -]{1,40}[,/] ?(?P<agency>[A-Z]{2,12})\s?[-–—]\s?")
_DATELINE = re.compile(r"[A-Z][\w.,' -]{1,40}\((?:[A-Z]{2,8}|Reuters|Xinhua)\)|[A-Z]{4,}[A-Z., ]{0,40} ?[—–-] ")
_TOLD = re.compile(r"\btold (?P<outlet>(?:[Tt]he |)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})")
_SYNDICATED = re.compile(
    r"(?:copyright|©)(?: ©| \(c\))? ?(?P<y>(?:19|20)[0-9]{2})\b.{0,200}\b(?:may not be|rights reserved)", re.I
)
_NO_TITLE_END = re.compile(r"[.:;,][\"”’)]*$")
_INNER_STOP = re.compile(r"(?<=[a-z0-9)\"”’]{2})[.!?][\"”’)]* +[A-Z\"“‘]")


@dataclass(slots=True)
class Masthead:
    """What has been found so far, while a page is being cleaned."""

    title: str | None = None
    title_line: Line | None = None
    subtitle_line: Line | None = None
    declared_subtitle: Line | None = None
    byline: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    links: list[str] = field(default_factory=list)
    dates: list[Seen] = field(default_factory=list)
    updated: list[Seen] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)

    def put(self, field: str, value: str | None, origin: str) -> None:
        """Keep a value and where it was found, unless the field is taken."""
        if value and not getattr(self, field):
            setattr(self, field, value)
            self.origins[field] = origin


def read_fields(lines: Sequence[Line]) -> tuple[dict[str, Line], int]:
    """Fields in front of the text ("TITLE: ... LINK: ..."), and how many lines they take.

    The first line must begin with a field; several may share a line.
    """
    names = furniture().fields
    marker = re.compile(
        rf"(?:(?<=\s)|^)({'|'.join(re.escape(n) for n in sorted(names, key=len, reverse=True))}): ?", re.I
    )
    found: dict[str, Line] = {}
    count = 0
    for line in lines[:10]:
        marks = list(marker.finditer(line.text))
        # Inside a line only capitals mark a field: "Update: date: ..." is text.
        marks = [m for n, m in enumerate(marks) if m.start() == 0 or (marks[0].start() == 0 and m[1].isupper())]
        if not marks or marks[0].start() != 0:
            break
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            value = line.cut(mark.end(), following.start() if following else len(line.text))
            if value.text:
                found.setdefault(names[mark[1].lower()], value)
        count += 1
    # One field alone must be written in capitals or hold a title: "Date: ..." may be a line of the masthead.
    return (found, count) if found else ({}, 0)


def is_label(text: str) -> bool:
    """True if a short line names a section ("World", "Middle East News").

    >>> is_label("World"), is_label("Harbour Affairs News"), is_label("Ministers meet in Aden")
    (True, True, False)
    """
    words = re.split(r"\s*[|/>»•·]\s*|\s+", text.lower().strip(" |/>»•·"))
    labels = furniture().labels
    whole = text.lower().strip(" |/>»•·")
    if whole in labels:
        return True
    if len(words) > 5 or is_terminated(text) or not text[:1].isupper():
        return False
    return all(part in labels for part in re.split(r"\s*[|/>»•·]\s*", whole)) or (
        words[-1] == "news" and len(words) <= 4
    )


def is_nameplate(text: str) -> bool:
    """True if a line is the name of a newspaper, agency or station and nothing else.

    >>> is_nameplate("PORT ALBA EVENING POST"), is_nameplate("The cutter leaves the post")
    (True, False)
    """
    words = text.split()
    if not 1 <= len(words) <= 6 or not re.fullmatch(r"[\w.,'’& -]+", text):
        return False
    if _key(text) in known_outlets():
        return True
    small = {"of", "the", "and", "de", "la", "le", "for"}
    if not all(word[0].isupper() or word.lower() in small for word in words) or len(words) < 2:
        return False
    last = words[-1].lower().strip(".")
    if last in furniture().weak_nameplates:
        return words[0] == "The" or text.isupper()
    return last in furniture().nameplates or words[0].lower() in ("radio", "agence", "agencia", "televisión")


def nameplate_name(text: str) -> str:
    """The outlet's name as a person would write it: not in capitals only.

    >>> nameplate_name("PORT ALBA'S EVENING POST")
    "Port Alba's Evening Post"
    """
    known = known_outlets().get(_key(text))
    if known:
        return known
    if not text.isupper() or len(text) <= 5:
        return text
    return re.sub(r"[A-Za-z][\w'’]*", lambda m: m.group()[0] + m.group()[1:].lower(), text)


def could_be_title(text: str) -> bool:
    """True if a line can be a headline: no full stop, one sentence, not longer than headlines get."""
    words = len(text.split())
    if _DATELINE.match(text):
        return False
    return 2 <= words <= 35 and len(text) <= 250 and not _NO_TITLE_END.search(text) and not _INNER_STOP.search(text)


def could_be_subtitle(text: str) -> bool:
    """True if a line can stand under a headline: one sentence of middling length."""
    words = len(text.split())
    return 5 <= words <= 60 and not _INNER_STOP.search(text)


def find_byline(text: str) -> str | None:
    """The author a line names, or None.

    >>> find_byline("By Ines Carvalho and Tomas Lind")
    'Ines Carvalho and Tomas Lind'
    """
    if len(text) > 160 or is_date_line(text) or (text.endswith(".") and len(text.split()) > 6):
        return None
    for rule in furniture().bylines:
        match = rule.pattern.fullmatch(text)
        if match:
            return match["byline"].strip(" ,")
    return None


def same_words(left: str, right: str) -> bool:
    """True if two lines say the same but for case and punctuation."""
    return _words(left) == _words(right)


def find_links(text: str) -> list[str]:
    """Addresses in a line."""
    return [match.group().rstrip(".,;)") for match in _URL.finditer(text)]


def outlet_of(links: Sequence[str], dropped: Sequence[str], body: Sequence[str]) -> tuple[str | None, str]:
    """Who publishes the page, as a person would name them, and where it says so.

    In this order: the page's own address, its furniture (a letter to readers, a copyright line), an outlet that the
    report says it spoke to, the agency in its dateline. None where nothing tells.
    """
    known = known_outlets()
    for link in links:
        host = outlet_host(link)
        if host:
            return _by_host(host, known) or host, "address"
    for text in dropped:
        for rule in furniture().outlets:
            match = rule.pattern.search(text)
            if match:
                name = match["outlet"].strip()
                return _named("The " + name[4:] if name.startswith("the ") else name), "furniture"
    for text in body:
        for match in _TOLD.finditer(text):
            name = known.get(_key(match["outlet"]))
            # "told the Harbour Courier" is how an outlet names itself; agencies are named so by everybody.
            if name and match["outlet"][:3] == "The":
                return name, "whom the report spoke to"
    agency = dateline_agency(body[0]) if body else None
    return (known.get(_key(agency), agency), "dateline") if agency else (None, "")


def dateline_agency(text: str) -> str | None:
    """The agency that a dateline names.

    >>> dateline_agency("PORT ALBA (HWS) - Ministers met.")
    'HWS'
    >>> dateline_agency("Alba's Liberation Army (ALA) guerrillas left.") is None
    True
    >>> dateline_agency("GORRAN/PORT ALBA - Ministers met."), dateline_agency("GORRAN/ALBA - Ministers met.")
    (None, None)
    """
    match = _PLACE_LINE.match(text[:120]) or _DASH_AGENCY.match(text[:80])
    if match is None:
        return None
    town, mark = text[: match.start("agency")].rstrip(" ,/"), text[: match.start("agency")].rstrip()[-1:]
    two_towns = mark == "/" and town.isupper() and _key(match["agency"]) not in known_outlets()
    # "The National Army (NLA) guerrillas said": what is in brackets is what the army is called
    goes_on = text[match.end() : match.end() + 1].islower()
    return None if two_towns or goes_on else match["agency"]


def seen_dates(lines: Sequence[str], links: Sequence[str], body: Sequence[str], title: str | None = None) -> list[Seen]:
    """Dates that a page gives of itself outside its metadata, most trusted first: its own date lines, its address, its dateline."""
    # A line that calls itself the date of publication first, then one with the time of day: mottos and editions have none.
    stamps = [(line, stamp) for line in lines if (stamp := find_stamp(line, day_first=True))]
    ordered = sorted(stamps, key=lambda pair: (not says_published(pair[0]), "T" not in pair[1].date))
    found = [Seen("shown", "date line", line) for line, _ in ordered]
    for link in links:
        day = url_date(link)
        if day:
            found.append(Seen("address", "address", day))
            break
    at = dateline_end(body[0]) if body else 0
    if at and find_stamp(body[0][:at]):
        found.append(Seen("dateline", "dateline", body[0][:at]))
    if day := run_on_date(title or "", body[0] if body else ""):
        found.append(Seen("dateline", "date line", day))
    if day := title_date(title or ""):
        found.append(Seen("dateline", "title", day))
    return found


def hinted_date(dropped: Sequence[str], body: Sequence[str]) -> tuple[str | None, str]:
    """A part of a date where the page gives none: what an opening citation bounds, or the year of a copyright line."""
    for text in body[:2]:
        found = cited_date(text)
        if found:
            return found, "opening citation"
    for text in dropped:
        match = _SYNDICATED.search(text)
        if match:
            return match["y"], "copyright line"
    return None, ""


@cache
def known_outlets() -> dict[str, str]:
    """Names, aliases and domains of `data/outlets.yml` to the outlet's name."""
    names: dict[str, str] = {}
    for entry in shipped("outlets"):
        for alias in [entry["name"], *entry.get("names", ())]:
            names.setdefault(_key(str(alias)), str(entry["name"]))
    return names


def known_name(name: str) -> str | None:
    """The name of an outlet we know by this name or web address; None for others.

    >>> known_name("reuters.com"), known_name("Port Alba Evening Post")
    ('Reuters', None)
    """
    known = known_outlets()
    return known.get(_key(name)) or (_by_host(name.lower().removeprefix("www."), known) if "." in name else None)


def outlet_host(link: str) -> str | None:
    """The host of an address without "www."; None where there is none.

    >>> outlet_host("https://www.news.example/a"), outlet_host("/a")
    ('news.example', None)
    """
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def _named(name: str) -> str:
    """The known name of an outlet, but as the page writes it where they differ by "The" alone."""
    known = known_outlets().get(_key(name), name)
    return name if _key(known) == _key(name) else known


def _by_host(host: str, known: dict[str, str]) -> str | None:
    parts = host.split(".")
    for first in range(len(parts) - 1):
        name = known.get(".".join(parts[first:]))
        if name:
            return name
    return None


def _key(name: str) -> str:
    return re.sub(r"^the\s+", "", re.sub(r"\s+", " ", name).strip().lower())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
