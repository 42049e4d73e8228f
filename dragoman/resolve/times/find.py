"""Find date phrases and resolve each to an interval of days, or decline.

Patterns are data (`dragoman/data/dates.yml`), the arithmetic is in the rules that `times.patterns` lists and in
`calendar`. Only sentences that hold a word of time are looked at, and every word of them a bounded number of times.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dragoman.data.book import Person
from dragoman.data.calendar import Days, published_days
from dragoman.model import Mention, Parse, Sentence, Token, When
from dragoman.resolve.times.book import entries
from dragoman.resolve.times.bounds import NEAR, Atom, combine
from dragoman.resolve.times.frame import Anchor, Found, Frame
from dragoman.resolve.times.life import birth_told, is_retold, own_day, own_line
from dragoman.resolve.times.patterns import RULES, Pattern, confidences, cues, lower, match_at, patterns
from dragoman.resolve.times.tense import Tenses
from dragoman.resolve.times.terms import written_within

__all__ = ["entries", "find_times", "patterns"]

# Dates told this many sentences back still carry "the next day".
REACH = 8
# No phrase begins more words than this before its first word of time.
WINDOW = 9
# No date phrase is longer; a word that is longer (a page without blanks) is not looked into.
LONGEST = 240
# Lines at the head of a page, one of which may be its own date.
HEAD = 6
# So much of the text before a date tells whether somebody was born on it.
BEFORE = 60
# So much of the text behind a date is looked at.
BEHIND = 32
# Rules that see no date where they decline: "in two weeks" may be how long it took.
SILENT = frozenset(
    ["bare_month", "year", "retold_year",
     "for_counted", "spelled_year", "in_future", "nothing", "period", "century", "hundreds", "same_day", "within", "offset",
     "season", "feast", "modified_month", "since_then", "clock", "medieval_year", "century_range",
     "counted_span", "part_month", "early_in", "long_span", "next_one", "part_of_which", "ago_untold",
     "that_named", "then_after", "this_period", "telling", "turn_of", "part_of_century", "roman_century", "month_list",
     "to_present", "short_year", "part_season", "letter_day", "in_ages", "this_time", "retold_range",
     "in_a_row", "new_year", "weekday_of_month", "week_of_month", "short_month", "season_now"]
)  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """What stays the same while one sentence is read."""

    sentence: Sentence
    number: int
    raw: str
    text: str
    starts: list[int]
    tenses: Tenses


A_MONTH = 31  # days of the longest stretch that days without a year may be taken to lie around


@dataclass(frozen=True, slots=True)
class _State:
    """What the sentences before have told: see `Frame`."""

    published: Days | None
    anchor: Anchor | None
    retold: bool
    year: int | None
    latest: date | None
    stretch: Anchor | None
    born: Days | None
    within: Days | None


def find_times(
    parse: Parse, actors: Sequence[Mention] = (), persons: Mapping[str, Person] | None = None
) -> list[Mention]:
    """All date phrases of the report, in text order, each with its interval or declined (`when` None).

    Weekdays are the latest such day not after publication, in future tense the next one; "the next day" counts from
    the date told before. Without a publication date relative phrases are declined. The two readings of a phrase that
    contradicts itself are kept: one in `when` (basis "date_conflict"), the other in `candidates`. Where a preposition
    widens a phrase ("since 2015"), "late" or "the end of" narrows one, or two make a range, `candidates` has the
    interval of the words alone, or both ends. Phrases after "before" have basis "before" and no interval. `anchor` says
    what a phrase was counted from; `confidence` how often phrases of its kind overlap hand-coded ones. Durations that
    reach to publication have basis "duration"; other durations, ages and habits are left out. On a page without any
    date, days and months lie within the terms of office of those it names, where `actors` (the mentions of parties) and
    `persons` (those of the world book, by name) are given: basis "terms".
    """
    published = published_days(parse.article.published)
    found = _read(parse, published, None)
    if published is not None:
        return found
    latest = _latest(found) or _own_year(parse, found)
    within = written_within(parse, actors, persons) if latest is None and persons else None
    return _read(parse, published, latest, within) if latest or within else found


def _latest(found: Sequence[Mention]) -> date | None:
    """The last day or month told with its year: on a page without a date, days without a year are taken to lie around it."""
    told = [m.when for m in found if m.when and m.basis in ("absolute", "range")]
    days = [(date.fromisoformat(w.start), date.fromisoformat(w.end)) for w in told if w.start and w.end]
    return max((last for first, last in days if (last - first).days < A_MONTH), default=None)


def _own_year(parse: Parse, found: Sequence[Mention]) -> date | None:
    """The middle of the only year told in a title or beside a day without one ("met on 3 March for the 2016 summit")."""
    bare = {m.sentence for m in found if m.when is None and m.text[:1].isalnum() and any(c.isdigit() for c in m.text)}
    years = {
        m.when.start[:4]
        for m in found
        if m.when and m.basis == "absolute" and m.when.granularity == "year"
        and (m.sentence in bare or parse.sentences[m.sentence].kind == "title")
    }  # fmt: skip
    return date(int(next(iter(years))), 7, 1) if bare and len(years) == 1 else None


def _read(parse: Parse, published: Days | None, latest: date | None, within: Days | None = None) -> list[Mention]:
    covers = _names(parse)
    retold = is_retold(parse, published)
    found: list[Mention] = []
    anchor: Anchor | None = None
    stretch: Anchor | None = None
    year: int | None = None
    known = False
    births: set[Days] = set()
    for number, sentence in enumerate(parse.sentences):
        if not any(_is_cue(token.text) for token in sentence.tokens):
            continue
        raw = parse.article.text[sentence.start : sentence.end]
        starts = [t.start - sentence.start for t in sentence.tokens]
        reading = _Reading(sentence, number, raw, lower(raw), starts, Tenses(sentence))
        told = anchor if anchor and number - anchor.sentence <= REACH else None
        long = stretch if stretch and number - stretch.sentence <= REACH else None
        born = next(iter(births)) if len(births) == 1 else None
        state = _State(published, told, retold, year, latest, long, born, within)
        for atom in combine(_atoms(reading, state), reading.text, published):
            mention = _mention(reading, atom, covers.get(number, {}))
            if mention is None:
                continue
            found.append(mention)
            if atom.found and (now := own_day(atom.found, atom.groups, atom.frame)) is not None:
                published = now
            elif number <= HEAD and atom.found and mention.last - mention.first >= len(sentence.tokens) - 1:
                published = own_line(atom.found, atom.groups, published)
            if atom.found and sentence.kind != "caption":
                stretch = _told(atom.found, number)
                if retold and (birth := birth_told(atom.found, reading.text[max(0, atom.start - BEFORE) : atom.start])):
                    births.add(birth)
            if atom.found and sentence.kind != "caption" and _carries(atom.found, retold=retold):
                main = _is_main(sentence.tokens, mention.head)
                if main or anchor is None or anchor.sentence != number or not known:
                    anchor, known = _told(atom.found, number), main
                year = _year(atom.found, year)
    return found


CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis", "appos", "nmod"})


def _is_main(tokens: Sequence[Token], at: int) -> bool:
    """Whether a date hangs on the main clause, and not on an aside ("the pact, which was signed in 1994")."""
    for _ in range(12):
        if tokens[at].head < 0:
            return True
        if tokens[at].dep.partition(":")[0] in CLAUSES:
            return False
        at = tokens[at].head
    return False


def _names(parse: Parse) -> dict[int, dict[int, tuple[int, int, str]]]:
    """For each sentence, the name that covers a word: persons and organisations."""
    covers: dict[int, dict[int, tuple[int, int, str]]] = {}
    for name in parse.names:
        if name.label != "LOC":
            inside = covers.setdefault(name.sentence, {})
            for index in range(name.first, name.last):
                old = inside.get(index)
                if old is None or name.last - name.first > old[1] - old[0]:
                    inside[index] = (name.first, name.last, name.label)
    return covers


@lru_cache(maxsize=1 << 15)
def _is_cue(text: str) -> bool:
    if text[0].isdigit() or text[-1].isdigit() or text[1:2].isdigit():
        return True  # "2018", "May2018", "'90s"
    word = text.lower()
    if word.rstrip(".") in cues():
        return True
    return "-" in word and any(part in cues() or part[:1].isdigit() for part in word.split("-"))  # "mid-1980s"


def _carries(found: Found, *, retold: bool) -> bool:
    """Whether other dates may be counted from one; in a life or a history not from one of the day it was written."""
    return found.granularity != "span" and not (retold and found.basis == "relative" and not found.year_told)


def _year(found: Found, before: int | None) -> int | None:
    """The year told last: a phrase counted from publication ("recently", "this week") tells none of the story's."""
    told = found.year_told or before is None or found.basis in {"absolute", "anchored", "offset"}
    return found.days[0].year if told else before


def _told(found: Found, number: int) -> Anchor:
    widened = found.plain and found.basis not in {"absolute", "relative"}
    days = found.plain[0] if widened else found.days
    return Anchor(days, found.granularity, number, found.year_told, found.basis not in {"since", "after", "until"})


def _atoms(reading: _Reading, state: _State) -> Iterator[Atom]:
    """The phrases of a sentence one by one, each resolved against the dates before it in the same sentence too."""
    text, tokens = reading.text, reading.sentence.tokens
    published, anchor, year, stretch = state.published, state.anchor, state.year, state.stretch
    for pattern, exact in _matches(reading):
        if pattern.rule == "nothing" or (exact.end() < len(text) and _cut(text, exact.end())):
            continue
        start, end = exact.start(), exact.end()
        if pattern.skip and (skipped := pattern.skip.match(text, start)):
            start = skipped.end()
        token = max(0, bisect_right(reading.starts, end - 1) - 1)
        after = tokens[token + 1] if token + 1 < len(tokens) else None
        before = text[max(0, start - NEAR) : start]
        frame = Frame(
            published,
            anchor,
            _tense(reading, _unit(reading, token, start) if pattern.rule == "offset" else token, before),
            pattern.value,
            before,
            text[end : end + BEHIND],
            any(c.isupper() for c in reading.raw[start:end]),
            after is not None and after.pos == "NOUN" and after.text.lower() != after.lemma.lower(),
            reading.number,
            state.retold,
            year,
            state.latest,
            stretch,
            state.born,
            state.within,
        )
        groups = exact.groupdict()
        try:
            result = RULES[pattern.rule](groups, frame)
        except (ValueError, OverflowError):
            result = None  # outside the calendar, which has the years 1 to 9999
        if result is None and pattern.rule in SILENT:
            continue
        atom = Atom(start, end, pattern, groups, frame, result)
        if result is not None:
            published = own_day(result, groups, frame) or published
            stretch = Anchor(result.days, result.granularity, reading.number, result.year_told)
        if result is not None and _carries(result, retold=state.retold):
            anchor = Anchor(result.days, result.granularity, reading.number, result.year_told, _plain(before))
            year = _year(result, year)
        yield atom


def _matches(reading: _Reading) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """Where a pattern matches, left to right; only words that stand at or a little before a word of time are tried."""
    free = 0
    for start in _places(reading):
        if start >= free and (found := match_at(reading.text, start)) is not None:
            yield found
            free = found[1].end()


def _places(reading: _Reading) -> Iterator[int]:
    """Beginnings of words, and of what follows a hyphen in them, within reach of a word of time."""
    tokens, base = reading.sentence.tokens, reading.sentence.start
    last = -1
    for cue, token in enumerate(tokens):
        if not _is_cue(token.text):
            continue
        for index in range(max(last + 1, cue - WINDOW), cue + 1):
            start, text = tokens[index].start - base, tokens[index].text
            if len(text) > LONGEST:
                continue  # whatever reads such a word for each date in it would take the square of its length
            yield start
            at = text.find("-")
            while at >= 0:
                yield start + at + 1
                at = text.find("-", at + 1)
        last = cue


AHEAD_OF = re.compile(
    r"\b(?:called|calls|call|set|scheduled|planned|due|convened|slated|fixed|timed|billed) for (?:the )?$"
)
BOUND = re.compile(r"\b(?:since|until|till|before|after) (?:the )?$")


def _plain(before: str) -> bool:
    return BOUND.search(before) is None


# A bound told in the present is still to come ("they have until Friday"); "for May" is where the verb plans.
DEADLINE = re.compile(r"\b(?:by|until|till|before) (?:the )?$")
FORWARD = re.compile(r"\blook(?:s|ed|ing)? forward to [^.;]*$")
FOR = re.compile(r"\bfor (?:the )?$")


def _tense(reading: _Reading, token: int, before: str) -> str:
    if AHEAD_OF.search(before) or FORWARD.search(before):
        return "future"
    tense = reading.tenses.at(token)
    if tense in {"present", "perfect"} and DEADLINE.search(before):
        return "future"
    if tense != "future" and FOR.search(before) and reading.tenses.plans(token):
        return "future"
    return tense


def _unit(reading: _Reading, last: int, start: int) -> int:
    """The "days" of "two days after": the word that hangs on what the sentence tells, not on what is told behind it."""
    first = max(0, bisect_right(reading.starts, start) - 1)
    return max(first, last - 1)


def _cut(text: str, end: int) -> bool:
    """Whether the match would end inside a word."""
    return text[end].isalnum() and text[end - 1].isalnum()


def _mention(reading: _Reading, atom: Atom, covers: dict[int, tuple[int, int, str]]) -> Mention | None:
    """The mention of a phrase, or None where it is part of a person's or an organisation's name."""
    sentence, tokens = reading.sentence, reading.sentence.tokens
    first = max(0, bisect_right(reading.starts, atom.start) - 1)
    last = max(first + 1, bisect_right(reading.starts, atom.end - 1))
    name = covers.get(first)
    if name and last <= name[1] and name[1] - name[0] > last - first and atom.pattern.rule != "period":
        return None
    if last - first == 1 and name and name[0] == first and name[2] == "PER":
        return None
    if tokens[last - 1].end - tokens[first].start > LONGEST:
        return None
    head = next((i for i in range(first, last) if not first <= tokens[i].head < last and tokens[i].pos != "ADP"), None)
    head = last - 1 if head is None else head
    start, end = tokens[first].start, tokens[last - 1].end
    text = " ".join(reading.raw[start - sentence.start : end - sentence.start].split())
    found, when, basis = atom.found, None, atom.note or "declined"
    candidates: Sequence[Days] = ()
    anchor, sure = None, None
    if found is not None:
        candidates = found.plain + ((found.other,) if found.other else ())
        basis = found.basis
        if basis != "before":
            when = When(found.days[0].isoformat(), found.days[1].isoformat(), found.granularity, basis)
            anchor, sure = _counted_from(atom, found), confidences().get(basis)
    return Mention(
        "time", reading.number, first, last, head, start, end, text, basis, when=when,
        candidates=tuple(f"{a.isoformat()}/{b.isoformat()}" for a, b in candidates), anchor=anchor, confidence=sure,
    )  # fmt: skip


def _counted_from(atom: Atom, found: Found) -> str | None:
    """What a phrase was counted from: "told" (an earlier date) or "publication" with its day, None for a full date."""
    frame = atom.frame
    if atom.pattern.rule == "comes_after" and frame.published is not None:
        return f"publication {frame.published[1].isoformat()}"
    if found.basis in {"anchored", "offset"} and frame.anchor is not None:
        return f"told {frame.anchor.days[0].isoformat()}"
    if frame.latest is not None and not found.year_told:
        return f"told {frame.latest.isoformat()}"
    if frame.published is None or (found.year_told and found.basis not in {"since", "after", "relative"}):
        return None
    return f"publication {frame.published[1].isoformat()}"
