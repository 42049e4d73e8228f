"""Find date phrases and resolve each to an interval of days, or decline; and say which date a claim has.

Patterns are data (`dragoman/data/dates.yml`), the arithmetic is in `time_rules`, `time_relative` and `calendar`. Only
sentences that hold a word of time are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dragoman.data.calendar import Days, published_days
from dragoman.data.files import load_yaml
from dragoman.errors import DataError
from dragoman.model import Mention, Name, Parse, Sentence, Token, When
from dragoman.resolve.tense import tense_at
from dragoman.resolve.time_frame import Found, Frame
from dragoman.resolve.time_relative import RELATIVE
from dragoman.resolve.time_rules import ABSOLUTE

__all__ = ["find_times", "patterns"]

# Characters that print a plain one; the text keeps its length.
PLAIN = str.maketrans("\u2019\u2018\u2013\u2014\u2011\u2010\u00a0\n\t\u202f\u0130", "''----    i")
# Dates told this many sentences back still carry "the next day".
REACH = 8
RULES = {**ABSOLUTE, **RELATIVE}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of dates.yml: its name, rule, constant, pattern, and what of a match is no part of the date."""

    name: str
    rule: str
    value: Any
    regex: re.Pattern[str]
    skip: re.Pattern[str] | None


@dataclass(slots=True)
class _Atom:
    start: int
    end: int
    pattern: Pattern
    groups: dict[str, str | None]
    frame: Frame
    found: Found | None
    note: str = ""


@cache
def entries() -> dict[str, Any]:
    """The parsed dates.yml."""
    data: dict[str, Any] = load_yaml("dates.yml")
    return data


@cache
def cues() -> frozenset[str]:
    """Words without which, and without a figure, a sentence holds no date."""
    return frozenset(entries()["cues"])


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns of dates.yml in order; raises DataError for an entry that names no rule or does not compile."""
    book = entries()
    slots = {name: f"(?:{text})" if name != "ord" else text for name, text in book["slots"].items()}
    slots["about"] = book["slots"]["about"]
    built = []
    for entry in book["patterns"]:
        if entry["as"] not in RULES:
            raise DataError(f"dates.yml: {entry['name']!r} uses the rule {entry['as']!r}, which no rule is called.")
        try:
            regex = re.compile(_spaced(entry["pattern"].format(**slots)))
        except (re.error, KeyError, IndexError) as error:
            raise DataError(f"dates.yml: the pattern of {entry['name']!r} does not compile: {error}.") from error
        skip = re.compile(_spaced(entry["skip"])) if entry.get("skip") else None
        built.append(Pattern(entry["name"], entry["as"], entry.get("value"), regex, skip))
    return tuple(built)


def _spaced(pattern: str) -> str:
    """A space of dates.yml stands for any white space."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


@cache
def _master() -> re.Pattern[str]:
    parts = (re.sub(r"\(\?P<\w+>", "(?:", p.regex.pattern) for p in patterns())
    return re.compile(r"(?<![\w/$])(?:" + "|".join(f"({part})" for part in parts) + ")")


def find_times(parse: Parse) -> list[Mention]:
    """All date phrases of the report, in text order, each with its interval or declined (`when` None).

    Weekdays are the latest such day not after publication, in future tense the next one; "the next day" counts from
    the date told before. Without a publication date relative phrases are declined. The two readings of a phrase that
    contradicts itself are kept: one in `when` (basis "date_conflict"), the other in `candidates`. Phrases after
    "before" have basis "before" and no interval. Durations, ages and habits are left out.
    """
    published = published_days(parse.article.published)
    names: dict[int, list[Name]] = {}
    for name in parse.names:
        if name.label != "LOC":
            names.setdefault(name.sentence, []).append(name)
    found: list[Mention] = []
    anchor: tuple[int, Days, str] | None = None
    for number, sentence in enumerate(parse.sentences):
        if not any(map(_is_cue, sentence.tokens)):
            continue
        raw = parse.article.text[sentence.start : sentence.end]
        told = anchor[1:] if anchor and number - anchor[0] <= REACH else None
        for atom in _combine(_atoms(sentence, raw, published, told), raw, published):
            mention = _mention(sentence, number, atom, raw, names.get(number, []))
            if mention is None:
                continue
            found.append(mention)
            if atom.found and atom.found.granularity != "span" and sentence.kind != "caption":
                anchor = (number, atom.found.days, atom.found.granularity)
    return found


def _is_cue(token: Token) -> bool:
    text = token.text
    if text[0].isdigit() or text[-1].isdigit() or text.lower().rstrip(".") in cues():
        return True
    return "-" in text and text.lower().rpartition("-")[2] in cues()


def _lower(raw: str) -> str:
    text = raw.translate(PLAIN).lower()
    return text if len(text) == len(raw) else "".join(c.lower()[:1] for c in raw.translate(PLAIN))


def _atoms(sentence: Sentence, raw: str, published: Days | None, anchor: tuple[Days, str] | None) -> Iterator[_Atom]:
    """The phrases of a sentence one by one, each resolved against the dates before it in the same sentence too."""
    text = _lower(raw)
    starts = [t.start - sentence.start for t in sentence.tokens]
    for match in _master().finditer(text):
        pattern = patterns()[match.lastindex - 1 if match.lastindex else 0]
        exact = pattern.regex.match(text, match.start())
        if exact is None or pattern.rule == "nothing" or (exact.end() < len(text) and _cut(text, exact.end())):
            continue
        start, end = exact.start(), exact.end()
        if pattern.skip and (skipped := pattern.skip.match(text, start)):
            start = skipped.end()
        token = max(0, bisect_right(starts, end - 1) - 1)
        after = sentence.tokens[token + 1] if token + 1 < len(sentence.tokens) else None
        frame = Frame(
            published,
            anchor,
            tense_at(sentence, token),
            pattern.value,
            text[:start],
            text[end:],
            any(c.isupper() for c in raw[start:end]),
            after is not None and after.pos == "NOUN" and after.text.lower() != after.lemma.lower(),
        )
        groups = exact.groupdict()
        result = RULES[pattern.rule](groups, frame)
        if result is None and pattern.rule in {"bare_month", "year", "in_future"}:
            continue
        if result is not None and result.granularity != "span":
            anchor = (result.days, result.granularity)
        yield _Atom(start, end, pattern, groups, frame, result)


def _cut(text: str, end: int) -> bool:
    """Whether the match would end inside a word."""
    return text[end].isalnum() and text[end - 1].isalnum()


LEFT = re.compile(
    r"(?:^|\W)(since|ever since|until|till|before|prior to|after|from|between|ahead of|by)\s+(?:the\s+)?$"
)
LINK = re.compile(r"\s*(?:to|until|till|through|and|-)\s*(?:the\s+)?$")
OWNED = re.compile(r"'s?\b|'")


def _combine(atoms: Iterator[_Atom], raw: str, published: Days | None) -> list[_Atom]:
    """Join "from X to Y", widen "since X" to publication, drop the interval of "before X"."""
    text = _lower(raw)
    out: list[_Atom] = []
    for atom in atoms:
        left = LEFT.search(text[: atom.start])
        word = left.group(1) if left else ""
        if out and out[-1].found and atom.found and LINK.fullmatch(text[out[-1].end : atom.start]):
            opener = LEFT.search(text[: out[-1].start])
            joiner = text[out[-1].end : atom.start].split()
            if (
                opener
                and opener.group(1) in {"from", "between"}
                and (joiner != ["and"] or opener.group(1) == "between")
            ):
                first = _same_year(out[-1], atom)
                if first.days[0] < atom.found.days[1]:
                    span = Found((first.days[0], atom.found.days[1]), "span", "range", year_told=True)
                    out[-1] = replace(out[-1], end=atom.end, found=span)
                    continue
        modifier = left is not None and left.group().rstrip().endswith("the") and atom.found is not None
        if modifier and atom.found and atom.found.granularity in {"month", "year"}:
            word = ""  # "after the 2012 riots" tells when the riots were
        if atom.found and not OWNED.match(text[atom.end :]):
            atom = _bounded(atom, word, published)
        out.append(atom)
    return out


def _same_year(first: _Atom, second: _Atom) -> Found:
    """The first end of a range takes the year of the second where it has none of its own ("2 April to 5 May 2015")."""
    assert first.found is not None and second.found is not None
    if second.found.year_told and not first.found.year_told and first.pattern.rule in {"absolute", "bare_month"}:
        groups = {**first.groups, "year": str(second.found.days[0].year), "weekday": None}
        again = RULES["absolute"](groups, first.frame)
        if again is not None and again.days[0] <= second.found.days[1]:
            return again
    return first.found


def _bounded(atom: _Atom, word: str, published: Days | None) -> _Atom:
    found = atom.found
    assert found is not None
    if word.endswith("since") or (word == "from" and re.match(r"\s+(?:on|onwards?)\b", atom.frame.after)):
        end = max(found.days[1], published[1]) if published else found.days[1]
        return replace(atom, found=replace(found, days=(found.days[0], end), granularity="span", basis="since"))
    if word == "after" and atom.pattern.rule not in {"shifted"}:
        end = published[1] if published and published[1] > found.days[1] else found.days[1]
        return replace(atom, found=replace(found, days=(found.days[1], end), granularity="span", basis="after"))
    if word in {"before", "prior to", "ahead of"}:
        return replace(atom, found=None, note="before")
    if word in {"until", "till"}:
        return replace(atom, found=replace(found, basis="until"))
    return atom


def _mention(sentence: Sentence, number: int, atom: _Atom, raw: str, names: list[Name]) -> Mention | None:
    """The mention of a phrase, or None where it is part of a person's or an organisation's name."""
    tokens = sentence.tokens
    starts = [t.start - sentence.start for t in tokens]
    first = max(0, bisect_right(starts, atom.start) - 1)
    last = max(first + 1, bisect_right(starts, atom.end - 1))
    if any(n.first <= first and last <= n.last and n.last - n.first > last - first for n in names):
        return None
    if last - first == 1 and any(n.first == first and n.label == "PER" for n in names):
        return None
    head = next((i for i in range(first, last) if not first <= tokens[i].head < last and tokens[i].pos != "ADP"), None)
    head = last - 1 if head is None else head
    start, end = tokens[first].start, tokens[last - 1].end
    text = " ".join(raw[start - sentence.start : end - sentence.start].split())
    found = atom.found
    when = None
    candidates: tuple[str, ...] = ()
    basis = atom.note or "declined"
    if found is not None:
        when = When(found.days[0].isoformat(), found.days[1].isoformat(), found.granularity, found.basis)
        basis = found.basis
        if found.other:
            candidates = (f"{found.other[0].isoformat()}/{found.other[1].isoformat()}",)
    return Mention("time", number, first, last, head, start, end, text, basis, when=when, candidates=candidates)
