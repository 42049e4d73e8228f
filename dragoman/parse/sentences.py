"""Cut a block of text into sentences.

The text is news as it was scraped: spaces missing behind full stops, headlines without one, quotation marks of all
kinds, bullets. Marks decide; a list of abbreviations (abbreviations.yml) and the next word say when they do not.
"""

from __future__ import annotations

import functools
import re
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

import yaml

from dragoman.parse import boundaries

_OPENERS = "\"'“‘«„([{"
_QUOTATION = "\"'“‘«„"
_GOES_ON = tuple(",;:.)]}&/%")
_CLOSERS = "\"'”’»)]}"

# A run of marks that may end a sentence, what closes behind it, and the marks of footnotes.
_END = re.compile(rf"(?P<mark>[.!?…]+)(?P<close>[{re.escape(_CLOSERS)}]*)(?:[*†‡]{{1,3}}(?=\s))?(?:\s?\[\d{{1,3}}\])*")
# A blank line, a line that begins with a bullet or a number, a bullet in the line.
_BREAK = re.compile(
    r"\n[^\S\n]*\n\s*"
    r"|\n(?=[^\S\n]*(?:[•‣▪●*–—-]|\d{1,2}[.)]|\(?[a-z]\))\s)"
    r"|(?<=\s)(?=[•‣▪●]\s)"
)
# A row of dashes or stars stands alone; so does what closes a letter, before the name of who wrote it.
_ROW = re.compile(r"(?<!\S)[-=*_~+]{5,}(?!\S)")
_CLOSING = re.compile(
    r"(?:(?:many |best |kind(?:est)? |warm(?:est)? )?(?:thanks|regards)|sincerely|cheers|yours (?:truly|sincerely|faithfully)|thank you)"
    r",(?=\s[A-Z])",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"[^\W_](?:[^\W_]|[.'’&-](?=[^\W_]))*$")
_WORD_AFTER = re.compile(rf"[{re.escape(_OPENERS)}\s]*([^\W_](?:[^\W_]|['’-](?=[^\W_]))*)")
_ADDRESS = re.compile(r"(?i)(?:https?:|www\.|@)\S*$")
_GLUED_NEXT = re.compile(rf"[{re.escape(_OPENERS)}]?(?:[A-Z][a-z]+|[AI]\s)")
_GLUED_BEFORE = re.compile(r"(?:[a-z]{2}|[0-9]|[)\]\"”’]|\b[A-Z]{2,})$")
_LOWER_NAMES = re.compile(r"(?:al|el|ul|ash|as|an|ad|bin|ibn|de|van|von)[- ]|i(?:Phone|Pad)|e(?:Bay|Commerce)")
_SPEAKER = re.compile(r"\s*((?:[A-Z][\w’'-]*\.?\s+){1,5}|(?:the|a|an|one|his|her|their)\s+(?:[\w’'-]+\s+){1,4})(\w+)")


class _Lists(NamedTuple):
    before_name: frozenset[str]
    either: frozenset[str]
    before_number: frozenset[str]
    starters: frozenset[str]
    after_hour: frozenset[str]
    speech: frozenset[str]


@functools.cache
def abbreviations() -> _Lists:
    """The word lists of abbreviations.yml."""
    text = (resources.files("dragoman.parse") / "abbreviations.yml").read_text(encoding="utf-8")
    # YAML 1.1 reads a bare No or Yes as a truth value. libyaml's loader is ten times as fast, where PyYAML has it.
    lists = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return _Lists(**{name: frozenset(map(str, words)) for name, words in lists.items()})


def split(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as half-open spans in `text`, in order, without the space around them.

    Every character that is not space belongs to exactly one sentence.

    >>> text = 'Gen. Ito met Mr. Aho in the U.S. on Aug. 3. "We agree." Talks go on'
    >>> [text[a:b] for a, b in split(text)]
    ['Gen. Ito met Mr. Aho in the U.S. on Aug. 3.', '"We agree."', 'Talks go on']
    """
    end = len(text) if end is None else end
    cuts = [start]
    parted: set[int] = set()
    for a, b in _stretches(text, start, end):
        ends = rule_ends(text, a, b)
        added = [cut for cut in boundaries.add(text, a, b, ends) if not _goes_on(text, a, cut, b)]
        added += _set_apart(text, a, b, {a, *ends, *added})
        parted.update(added)
        cuts.extend(sorted({*ends, *added}))
        cuts.append(b)
    found: list[tuple[int, int]] = []
    for a, b in pairwise(cuts):
        alone = a in parted
        while a < b and text[a].isspace():
            a += 1
        while a < b and text[b - 1].isspace():
            b -= 1
        if a >= b:
            continue
        if found and not alone and not any(c.isalnum() for c in text[a:b]):
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    if len(found) > 1 and found[0][1] not in parted and not any(c.isalnum() for c in text[slice(*found[0])]):
        found[:2] = [(found[0][0], found[1][1])]
    return found


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Parts that blank lines and bullets separate."""
    found = []
    for gap in _BREAK.finditer(text, start, end):
        if gap.start() > start:
            found.append((start, gap.end()))
            start = gap.end()
    found.append((start, end))
    return found


def _set_apart(text: str, start: int, end: int, cuts: set[int]) -> list[int]:
    """Around rows of dashes, and behind what closes a letter where a sentence begins with it (`cuts` are where they begin)."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    found = [at for match in _ROW.finditer(text, start, end) for at in match.span() if start < at < end]
    begins = {start, *cuts, *found}
    for match in _CLOSING.finditer(text, start, end):
        before = match.start()
        while before > start and text[before - 1].isspace():
            before -= 1
        if before in begins:
            found.append(match.end())
    return found


def rule_ends(text: str, start: int, end: int) -> list[int]:
    """Where the rules end sentences inside a stretch without blank lines and bullets."""
    found: list[int] = []
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop >= end:
            break
        if _is_end(text, begin, match, stop, end) and not _bracketed(text, begin, stop, end):
            found.append(stop)
            begin = stop
    return found


def _is_end(text: str, begin: int, match: re.Match[str], stop: int, end: int) -> bool:
    after = _WORD_AFTER.match(text, stop, end)
    if after is None or after.end() > end:
        # Nothing but marks: a comma or a bracket that closes goes on, stars and dashes are something else.
        return text[stop].isspace() and text[stop : min(end, stop + 50)].lstrip()[:1] not in _GOES_ON
    word = after.group(1)
    spaced = text[stop].isspace()
    mark, closed = match.group("mark"), bool(match.group("close"))
    if not spaced:
        return _is_glued_end(text, begin, match, stop, end)
    opened = any(c in _QUOTATION for c in text[stop : after.start(1)])
    if word[0].islower() and not _LOWER_NAMES.match(text, after.start(1)):
        # "Yahoo! has", '"Why?" he asked': the sentence goes on; a new one after an opening mark begins with a capital.
        # But "ended. (photo: agency)" at the end of a caption is no part of what it says.
        rest = text[stop:end].strip() if end - stop < 300 else ""
        return rest.startswith("(") and rest.find(")") == len(rest) - 1
    before = _WORD_BEFORE.search(text, max(begin, match.start() - 40), match.start())
    if mark[0] in "?!" and closed and _speaker_follows(text, stop):
        return False
    if mark != ".":
        return bool(mark.strip(".…")) or _ellipsis_ends(after)
    if before is None:
        return closed or bool(match.start() > begin)
    if closed:
        return True
    return _period_ends(text, begin, before, word, opened=opened)


def _period_ends(text: str, begin: int, before: re.Match[str], word: str, *, opened: bool) -> bool:
    """Whether a period behind `before` ends the sentence: after an abbreviation it does where `word` can begin one."""
    lists = abbreviations()
    last = before.group()
    starter = word in lists.starters or opened
    if last in lists.before_name or (last.isupper() and last.title() in lists.before_name and len(last) > 2):
        return False
    if last in lists.before_number:
        return not word[0].isdigit() and (starter or last[0].islower() or last not in _MONTHS)
    if last.lower() in ("a.m", "p.m"):
        return starter or (word[0].isupper() and not word.isupper() and word not in lists.after_hour)
    if last in lists.either:
        return starter
    if len(last) == 1 and last.isupper() and last != "I":
        return starter and word != "I" and word != "A"
    if "." in last and all(len(part) <= 2 for part in last.split(".")):
        return starter
    # "1. The first point": the number belongs to what it counts.
    return not (last.isdigit() and len(last) <= 2 and not text[begin : before.start()].strip(_OPENERS + " \t\n•*-"))


_MONTHS = frozenset({"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"})


def _ellipsis_ends(after: re.Match[str]) -> bool:
    """Three dots end a sentence before a capital; before a number they leave something out."""
    return after.group(1)[0].isupper()


def _is_glued_end(text: str, begin: int, match: re.Match[str], stop: int, end: int) -> bool:
    """A sentence that begins right behind the full stop: "over.The army"; not "U.S.A", "3.5", "site.Com"."""
    i = match.start()
    following = _GLUED_NEXT.match(text, stop, end)
    if following is None:
        return False
    behind = text[max(begin, i - 40) : i]
    if not _GLUED_BEFORE.search(behind):
        return False
    if _ADDRESS.search(behind) or re.match(r"[.@/_]\w", text[following.end() : following.end() + 2]):
        return False
    if following.group() in ("Com", "Net", "Org"):
        return False
    last = re.search(r"[A-Za-z]+$", behind)
    return last is None or last.group() not in abbreviations().before_name


def _goes_on(text: str, start: int, cut: int, end: int) -> bool:
    """Where no sentence ends whatever the network thinks: behind a title, an initial or another abbreviation, in round
    brackets, and between a quotation and a small letter."""
    last = text[max(start, cut - 40) : cut]
    following = text[cut : min(end, cut + 8)].lstrip()[:1]
    quoted = last[-1] in "\"”’'»" and last[-2:-1] in (",", ".", "!", "?", "…")
    if quoted and (following.islower() or (last[-2] in ",!?" and _speaker_follows(text, cut))):
        return True
    if last[-1] == "." and (match := _WORD_BEFORE.search(last[:-1])):
        word, lists = match.group(), abbreviations()
        listed = lists.before_name | lists.either | lists.before_number
        # "No." and "art." are words as well.
        if (word in listed and (word[0].isupper() or word in lists.either)) or "." in word:
            return True
        if len(word) == 1 and word.isupper() and word != "I":
            return True
    opened = text.rfind("(", max(start, cut - 240), cut)
    if opened < 0 or text.find(")", opened, cut) >= 0:
        return False
    return text.find(")", cut, min(end, opened + 240)) >= 0


def _speaker_follows(text: str, stop: int) -> bool:
    match = _SPEAKER.match(text, stop, stop + 80)
    return match is not None and match.group(2) in abbreviations().speech


def _bracketed(text: str, begin: int, stop: int, end: int) -> bool:
    """Is the place inside round brackets that were opened in the middle of the sentence and close soon?"""
    if text.find("(", begin, stop) < 0:
        return False
    depth = 0
    first = -1
    for i in range(begin, stop):
        if text[i] == "(":
            first = i if depth == 0 else first
            depth += 1
        elif text[i] == ")" and depth:
            depth -= 1
    if not depth or not text[begin:first].strip(_OPENERS + " \n\t"):
        return False
    close = text.find(")", stop, min(end, first + 240))
    return close >= 0
