"""Where a report was filed: the town of its dateline, and the state that it lies in.

"HYDERABAD, Pakistan, May 27 -", "PARIS, Mo. -": what stands behind the town decides between its namesakes. Papers of old
print the line as the first words of the report ("From our own Correspondent, Dar es Salaam, Oct. 8").
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from dragoman.data.book import Book
from dragoman.data.files import load_yaml
from dragoman.data.gazetteer import Entry, abbreviations, fold, gazetteer
from dragoman.model import Parse


class Filed(NamedTuple):
    """The state a report was filed from, and the town as the gazetteer has it; both None where the line names no known place.

    `key` is the town's name as the gazetteer folds it, empty without a dateline; `told` whether the line says what the town
    lies in ("Paris, Mo."): then a town that the gazetteer does not hold is given without a position.
    """

    key: str
    town: Entry | None
    state: str | None
    told: bool = False


_NOWHERE = Filed("", None, None)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_CUT = re.compile(r"[,(–—]| -|-+ |-$|--")
_DATE = re.compile(rf"{_MONTH} \d|\d+ {_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
# "Brazzaville, April 11", "From our Correspondent in Odessa, Sept. 10", "Muscat, by way of Karachi, Nov. 18"
_OLD = re.compile(
    r"(?:From our (?:own |special )?correspondent(?:,| in| at) )?"
    rf"([A-Z][\w.’' -]{{2,30}}?)(?:, by [\w ]{{3,30}})?, (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:, \d{{4}}| \d{{4}})?"
    r"(?:, by [\w ]{3,30}?)? (?=[A-Z“\"‘'])",
    re.IGNORECASE,
)


def filed(parse: Parse, book: Book, named: Mapping[str, int]) -> Filed:
    """Where the report says it was filed; `named` are the states it speaks of, which decide between namesakes.

    The United Nations and the seat of an organisation are no state's news: their town has no state here.
    """
    line = _line(parse)
    if not line:
        return _NOWHERE
    towns, behind = line.partition(",")[::2]
    each = [
        _place(f"{town}{behind and ','}{behind}", book, parse.article.published, named) for town in towns.split("/")
    ]
    return (
        each[0] if len({one.state for one in each}) == 1 else _NOWHERE
    )  # "RIGA/TARTU, May 3 -": filed from two states


def _line(parse: Parse) -> str:
    """The words of the dateline, empty where there is none."""
    text, blocks = parse.article.text, parse.article.blocks
    line = next((text[b.start : b.end] for b in blocks if b.kind == "dateline"), "")
    first = next((b.start for b in blocks if b.kind == "body"), None)
    if line or first is None:
        return line
    old = _OLD.match(text[first : first + 160])
    return old[1] if old is not None and old[1][0].isupper() else ""


def _place(line: str, book: Book, day: str | None, named: Mapping[str, int]) -> Filed:
    parts = [part.strip() for part in _CUT.split(line)]
    words = parts[0].title() if parts[0].isupper() else parts[0]
    key = " ".join(fold(words))
    towns = tuple(e for e in gazetteer().find(key) if e.kind != "country")
    behind = next((part for part in parts[1:] if part and not _DATE.match(part)), "")
    for found in book.find(words):
        then = [e for e in found.alias.entries if e.valid(day)] or found.alias.entries
        state = then[-1].id if then[-1].exact else then[0].id
        if towns and state not in book.kinds["state"] and then[0].kind == "name":
            continue  # "ERBIL, Iraq": the seat of a region is a town like others
        if state not in book.kinds["state"]:
            return Filed(key, None, None)
        if _within(behind) is None:
            return Filed(key, _largest([e for e in towns if e.capital]), state)
    within = _within(behind)
    if within is not None:
        code, division = within
        inside = [e for e in towns if e.code == code and (not division or e.division == division)]
        unlisted = Entry(words, code, None, None, "city", 0, division)
        return Filed(key, _largest(inside) or unlisted, _state(code, book, day), told=True)
    town = _largest([e for e in towns if named.get(e.code or "")]) or _largest(towns)
    return Filed(key, town, _state(town.code if town is not None else None, book, day))


def _state(code: str | None, book: Book, day: str | None) -> str | None:
    return of_its_day(code, day) if code is not None and code in book.kinds["state"] else None


def of_its_day(code: str, day: str | None) -> str:
    """The state that a town of today's state `code` lay in on `day` (an ISO date; None: today).

    >>> of_its_day("UKR", "1983-05-02"), of_its_day("UKR", "1995-01-01"), of_its_day("PER", "1983-05-02")
    ('SUN', 'UKR', 'PER')
    """
    if day is None or day > "2006-06-05":
        return code
    return next((state for state, since, until in _gone().get(code, ()) if since <= day[:10] <= until), code)


@cache
def _gone() -> dict[str, tuple[tuple[str, str, str], ...]]:
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for row in load_yaml("gone.yml"):
        for code in row["now"]:
            found[code] = (*found.get(code, ()), (row["id"], row["since"], row["until"]))
    return found


def _within(words: str) -> tuple[str, str] | None:
    """The country, and the division of it if it is one, that stands behind the town ("Ky.", "South Korea", "B.C.")."""
    short = abbreviations().get(words) or abbreviations().get(words + ".")
    found = [e for e in gazetteer().find(short or " ".join(fold(words))) if e.kind in ("country", "admin area")]
    best = next((e for e in found if e.kind == "country"), None) or _largest(found)
    return (best.code, best.division if best.kind == "admin area" else "") if best is not None and best.code else None


def _largest(entries: tuple[Entry, ...] | list[Entry]) -> Entry | None:
    """Places of our own list before others, towns before divisions, the largest and best known first (as in `places.choice`)."""
    if not entries:
        return None
    return max(entries, key=lambda e: (e.listed, e.kind != "admin area", _weight(e)))


def _weight(entry: Entry) -> float:
    return math.log10(max(entry.population, 1000)) + 1.5 * math.log10(1 + entry.fame / 5) + 0.3 * entry.capital


@lru_cache(maxsize=1024)
def printed_under(outlet: str | None) -> str | None:
    """The country that an outlet's web address tells: its domain ("example.ca"), or the call letters of an American station.

    Stations of the United States are called W and K with two or three letters more (47 CFR 2.302), and so are their sites.
    """
    name, dot, last = (outlet or "").lower().rpartition(".")
    if not dot:
        return None
    if re.fullmatch(r"(?:www\.)?[wk][a-z]{3}(?:tv|radio)?", name) and last in ("com", "org", "net", "tv"):
        return "USA"
    return _domains().get(last)


@cache
def _domains() -> dict[str, str]:
    return dict(load_yaml("domains.yml")["domains"])
