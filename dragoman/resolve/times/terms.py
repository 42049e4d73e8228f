"""When a page without a date was written: while those it names with their office held it.

"Foreign Secretary Ada Quill met envoys on 4 April" tells no year, but the world book knows when she was foreign secretary.
Where one year alone fits, the day is known; where a few do, the day of one of them is, and the interval holds them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from dragoman.data.book import Person, Role
from dragoman.data.calendar import Days, month_days, published_days
from dragoman.model import Mention, Parse, Token
from dragoman.resolve.times.frame import Found

# An interval of more years says next to nothing of a day.
YEARS = 6
# A month without its year may be told so many days after it ("since June").
BACK = 300
# So many words before a name, and behind the comma after it, may be its title.
BEFORE, BEHIND = 9, 7
TITLE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "PART"})
SMALL = frozenset({"of", "the", "for", "to", "and", "a", "an"})
# Words that say of an office that it is held no more, or not yet, or by the one above: "former President Quill".
NOT_NOW = frozenset({"former", "ex", "late", "then", "elect", "designate", "incoming", "outgoing", "ousted", "deposed"})
LESSER = frozenset({"deputy", "vice", "acting", "assistant", "under", "shadow", "junior", "special"})
SPELT = {"defense": "defence"}


def written_within(parse: Parse, mentions: Iterable[Mention], persons: Mapping[str, Person]) -> Days | None:
    """The days on which all whom a page names with their office held it; None where they are too many, or no such days."""
    first, last = date.min, date.max
    for mention in mentions:
        person = persons.get(mention.parties[0].name) if len(mention.parties) == 1 else None
        if person is None or person.name.replace("-", " ").split()[-1].lower() not in mention.text.lower():
            continue
        role = _told(parse.sentences[mention.sentence].tokens, mention, person)
        if role is None:
            continue
        start, end = published_days(role.start), published_days(role.end)
        first = max(first, start[0] if start else first)
        last = min(last, end[1] if end else last)
    if first > last or last == date.max or first == date.min or (last - first).days > 366 * YEARS:
        return None
    later = (t.text for s in parse.sentences for t in s.tokens if len(t.text) == 4 and t.text.isdigit())
    return None if any(last.year < int(year) < 2100 for year in later) else (first, last)  # looked back on from later


def _told(tokens: Sequence[Token], mention: Mention, person: Person) -> Role | None:
    """The office that a name is given with, of those the person held: the one whose words all stand beside the name."""
    words = set(_title(tokens, mention))
    if not words.isdisjoint(NOT_NOW):
        return None
    fits = [role for role in person.roles if (office := _office(role)) <= words and not (LESSER & words) - office]
    longest = max(fits, key=lambda role: len(_office(role)), default=None)
    same = [role for role in fits if longest is not None and _office(role) == _office(longest)]
    return longest if len(same) == 1 else None  # who held it twice may be in either term


def _office(role: Role) -> set[str]:
    return {_plain(word) for word in role.office.split()} - SMALL


def _title(tokens: Sequence[Token], mention: Mention) -> Iterator[str]:
    yield from (_plain(token.text) for token in tokens[mention.first : mention.last])
    for token in reversed(tokens[max(0, mention.first - BEFORE) : mention.first]):
        if token.pos not in TITLE and token.text.lower() not in ("and", "-"):
            break
        yield _plain(token.text)
    if mention.last < len(tokens) and tokens[mention.last].text == ",":
        for token in tokens[mention.last + 1 : mention.last + 1 + BEHIND]:
            if token.pos not in TITLE:
                break
            yield _plain(token.text)


def _plain(word: str) -> str:
    low = word.lower()
    low = low.removesuffix("s") if low.endswith(("ters", "ents", "ors")) else low
    return SPELT.get(low, low)


def day_within(month: int, day: int, bounds: Days | None, weekday: int | None = None) -> Found | None:
    """The day of a month in the only year within `bounds` that has it, else all from the first such day to the last."""
    return one_of(d for d, _ in _fits(month, bounds, day) if weekday is None or d.weekday() == weekday)


def month_within(month: int, bounds: Days | None) -> Found | None:
    """The month in the only year within `bounds` that has it, else all from the first to the last."""
    found = list(_fits(month, bounds, 0))
    if not found:
        return None
    return Found((found[0][0], found[-1][1]), "month" if len(found) == 1 else "span", "terms")


def _fits(month: int, bounds: Days | None, day: int) -> Iterator[Days]:
    """The day or, with 0, the month of each year within `bounds`."""
    if bounds is None:
        return
    begin = bounds[0] - timedelta(BACK if not day else 0)
    for year in range(begin.year, bounds[1].year + 1):
        first, last = month_days(year, month)
        if day:
            if day > last.day:
                continue
            first = last = date(year, month, day)
        if first >= begin and last <= bounds[1]:
            yield first, last


def one_of(days: Iterable[date]) -> Found | None:
    """The only one of some days, in order; of several that may be meant, all from the first to the last."""
    fit = tuple((d, d) for d in days)
    if not fit:
        return None
    several = len(fit) > 1
    return Found((fit[0][0], fit[-1][0]), "span" if several else "day", "terms", plain=fit if several else ())
