"""What stands around a date: "from X to Y" is one range, "since X" reaches to publication, "before X" has no interval."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from dragoman.data.calendar import Days
from dragoman.resolve.times.frame import Found, Frame, number
from dragoman.resolve.times.patterns import RULES, Pattern
from dragoman.resolve.times.relative import offset_of

LEFT = re.compile(
    r"(?:^|\W)(ever since|since|until|till|before|prior to|after|from|between|ahead of|by|through|as of)\s+(?:the\s+|early\s+)?$"
)
LINK = re.compile(r"\s*(?:,\s*)?(?:to|until|till|through|and|-)\s*(?:the\s+)?$")
OWNED = re.compile(r"'s?\b|'")
OFFSET = re.compile(
    r"(?:^|\W)((?:(?:about|some|just|only|nearly|almost|roughly) )?"
    r"(\d{1,3}|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few)\s+"
    r"(day|week|month|year)s?\s+(before|after)\s+(?:the\s+)?)$"
)
ONWARDS = re.compile(r"\s+(?:on|onwards?)\b")
# So many characters to the left of a date hold the words that bound it.
NEAR = 48


@dataclass(slots=True)
class Atom:
    """A phrase `[start, end)` of a sentence, what it was resolved against, and what was found (None: declined)."""

    start: int
    end: int
    pattern: Pattern
    groups: dict[str, str | None]
    frame: Frame
    found: Found | None
    note: str = ""


def combine(atoms: Iterable[Atom], text: str, published: Days | None) -> list[Atom]:
    """Join "from X to Y", widen "since X" to publication, drop the interval of "before X". `text` is in lower case."""
    out: list[Atom] = []
    for atom in atoms:
        left = LEFT.search(text[max(0, atom.start - NEAR) : atom.start])
        word = left.group(1) if left else ""
        if out and (span := _range(out[-1], atom, text)):
            out[-1] = replace(out[-1], end=atom.end, found=span)
            continue
        if word in {"before", "after"} and (counted := _counted(atom, text)) is not None:
            out.append(counted)
        modifier = left is not None and left.group().rstrip().endswith("the") and atom.found is not None
        if (
            modifier
            and atom.found
            and atom.found.granularity in {"month", "year"}
            and not _stands_alone(text, atom.end)
        ):
            word = ""  # "after the 2012 riots" tells when the riots were
        if atom.found and not OWNED.match(text[atom.end : atom.end + 3]):
            atom = _bounded(atom, word, published, text[atom.start : atom.end])
        out.append(atom)
    return out


def _counted(atom: Atom, text: str) -> Atom | None:
    """ "Two days before" of "two days before Christmas" or "before the Nov. 8 vote": counted from the date behind it."""
    if atom.found is None or atom.found.granularity == "span" or atom.frame.here is not None:
        return None
    match = OFFSET.search(text[max(0, atom.start - NEAR) : atom.start])
    if match is None or (match.group(2) == "the" and f"{match.group(3)}s " in match.group(1)):
        return None  # "the years before 2012"
    step = (1 if match.group(2) == "the" else number(match.group(2))) * (-1 if match.group(4) == "before" else 1)
    found = offset_of(atom.found.days, atom.found.granularity, step, match.group(3), "anchored")
    if found is None:
        return None
    start = atom.start - len(match.group(1))
    end = start + match.end(4) - match.start(1)
    return replace(atom, start=start, end=end, found=replace(found, year_told=atom.found.year_told))


def _stands_alone(text: str, end: int) -> bool:
    return not text[end : end + 2].strip() or text[end : end + 1] in ".,;:)"


def _range(first: Atom, second: Atom, text: str) -> Found | None:
    """The span of two dates that a word or a dash joins to one."""
    if not (first.found and second.found) or second.start - first.end > NEAR:
        return None
    between = text[first.end : second.start]
    if not LINK.fullmatch(between):
        return None
    opener = LEFT.search(text[max(0, first.start - NEAR) : first.start])
    word = opener.group(1) if opener else ""
    joiner = between.split()
    if joiner[:1] == ["and"] and word != "between":
        return None
    if word not in {"from", "between"} and joiner[:1] not in (["-"], ["through"], ["to"]):
        return None
    left = _same_year(first, second)
    if word not in {"from", "between"} and left.granularity != second.found.granularity:
        return None
    if left.days[0] >= second.found.days[1] or left.basis in {"since", "after"}:
        return None
    days = left.days[0], second.found.days[1]
    return Found(days, "span", "range", year_told=True, plain=(left.days, second.found.days))


def _same_year(first: Atom, second: Atom) -> Found:
    """The first end of a range takes the year of the second where it has none of its own ("2 April to 5 May 2015")."""
    assert first.found is not None and second.found is not None
    if second.found.year_told and not first.found.year_told and first.pattern.rule in {"absolute", "bare_month"}:
        groups = {**first.groups, "year": str(second.found.days[0].year), "weekday": None}
        again = RULES["absolute"](groups, first.frame)
        if again is not None and again.days[0] <= second.found.days[1]:
            return again
    yearless = not (first.found.year_told or second.found.year_told)
    if (
        yearless
        and first.found.days[0] > second.found.days[1]
        and first.pattern.rule == second.pattern.rule == "absolute"
    ):
        groups = {**first.groups, "year": str(second.found.days[0].year), "weekday": None}
        again = RULES["absolute"](groups, first.frame)  # "is to run from 3 January to 9 March", told on the 28th
        if again is not None and again.days[0] <= second.found.days[1]:
            return replace(again, year_told=False)
    return first.found


def _bounded(atom: Atom, word: str, published: Days | None, phrase: str) -> Atom:
    found = atom.found
    assert found is not None
    plain = (found.days, *found.plain)
    if word.endswith("since") or (word in {"from", "as of"} and ONWARDS.match(atom.frame.after)):
        today = published[1] if published else atom.frame.latest
        end = max(found.days[1], today) if today else found.days[1]
        return replace(
            atom, found=replace(found, days=(found.days[0], end), granularity="span", basis="since", plain=plain)
        )
    if word == "after" and atom.pattern.rule not in {"shifted", "offset"}:
        end = published[1] if published and published[1] > found.days[1] else found.days[1]
        return replace(
            atom, found=replace(found, days=(found.days[1], end), granularity="span", basis="after", plain=plain)
        )
    if word in {"before", "prior to", "ahead of"}:
        if published and found.days[0] > published[1]:
            # "before the end of May" is any day of it
            ends = "end of" in phrase or atom.pattern.rule == "end_of_current"
            days = published[0], found.days[1] if ends else found.days[0] - timedelta(1)
            return replace(atom, found=replace(found, days=days, granularity="span", basis="by", plain=plain))
        return replace(atom, found=replace(found, basis="before", plain=plain), note="before")
    if word in {"by", "until", "till", "through"} and published and found.days[1] > published[1]:
        days = min(published[0], found.days[0]), found.days[1]
        basis = "by" if word == "by" else "until"
        return replace(atom, found=replace(found, days=days, granularity="span", basis=basis, plain=plain))
    if word in {"until", "till"}:
        return replace(atom, found=replace(found, basis="until"))
    return atom
