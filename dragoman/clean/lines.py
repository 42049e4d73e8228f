"""The page as lines and paragraphs, with their places in `Document.text`.

Characters are replaced one for one only, so that positions never move: no-break and other wide spaces, tabs, line
breaks and control characters become a space, and so does a zero-width character that stands beside one or at an edge.
Quotation marks, dashes and soft hyphens inside words stay as they are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_WIDE = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SPACES = re.compile("[" + _WIDE + "\\t\\x0b\\x0c\\x1c-\\x1f]")
_ZERO_WIDTH = re.compile(r"(?<!\w)[\u200b-\u200f\u2060\ufeff\u00ad]|[\u200b-\u200f\u2060\ufeff\u00ad](?!\w)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_LINE = re.compile(r"[^\n\r\u0085\u2028\u2029]+")
_BREAK = re.compile(r"[\n\r\u0085\u2028\u2029]")
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_OWN_LINE = re.compile(r"https?:|www\.|by [A-Z]|epa\d|\d{1,2} [A-Z][a-z]+ \d{4}$|[-*•–—] ")
_WIDEST_WRAP = 140  # characters; no mail or terminal wraps wider


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of the page: `[start, end)` in `Document.text`, and its words after normalisation.

    `gap` counts the empty lines before it.
    """

    start: int
    end: int
    text: str
    gap: int = 0

    def cut(self, start: int, end: int) -> Line:
        """The part between two positions of its own text, without outer spaces."""
        part = self.text[start:end]
        left = len(part) - len(part.lstrip())
        part = part.strip()
        return Line(self.start + start + left, self.start + start + left + len(part), part, self.gap)


def normal(text: str) -> str:
    """The text with unusual spaces and invisible characters replaced one for one.

    >>> normal("in\\u00a0Aden\\u200b")
    'in Aden '
    """
    text = _SPACES.sub(" ", text)
    return text if text.isascii() and not _CONTROL.search(text) else _CONTROL.sub(" ", _ZERO_WIDTH.sub(" ", text))


def split(text: str, *, wrapped: bool = True) -> list[Line]:
    """The lines of a page that hold anything; `wrapped` joins lines that were broken at a margin into paragraphs."""
    clean = normal(text)
    lines: list[Line] = []
    last = 0
    for match in _LINE.finditer(clean):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + match.group().index(words)
        breaks = clean.count("\n", last, start) or len(_BREAK.findall(clean, last, start))
        lines.append(Line(start, start + len(words), words, max(0, breaks - 1) if lines else 0))
        last = start + len(words)
    return _unwrap(lines, clean) if wrapped else lines


def is_terminated(text: str) -> bool:
    """True if the text ends as a sentence does.

    >>> is_terminated("They left."), is_terminated("What comes next")
    (True, False)
    """
    return bool(_TERMINAL.search(text))


def _unwrap(lines: list[Line], clean: str) -> list[Line]:
    """Join lines that were broken at a margin.

    A line that goes on in lower case is certain. Where a page has several of those, their width shows the margin, and a
    line that stops there in mid-sentence goes on as well; that alone would join headlines of like length.
    """
    certain = [this for this, following in pairwise(lines) if _goes_on(this, following)]
    widths = [len(this.text) for this in certain if len(this.text) <= _WIDEST_WRAP]
    width = max(widths) if len(widths) > 1 else 0
    joined: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if run and line.gap:
            joined += _join_run(run, width, clean)
            run = []
        run.append(line)
    return joined + (_join_run(run, width, clean) if run else [])


def _goes_on(this: Line, following: Line) -> bool:
    """True if a line stops in mid-sentence and the next one goes on in lower case."""
    if following.gap or len(this.text) < 40 or is_terminated(this.text) or _OWN_LINE.match(following.text):
        return False
    return following.text[0].islower()


def _stops_at(this: Line, following: Line, width: int) -> bool:
    """True if the next word would not have fitted any more; ragged margins differ by up to a tenth."""
    return len(this.text) <= width + 2 and len(this.text) + 1 + len(following.text.split(" ", 1)[0]) > 0.9 * width


def _join_run(run: list[Line], width: int, clean: str) -> list[Line]:
    """Lines without an empty one between them, joined where they were broken."""
    # Where every line but the last is full, the run is one paragraph, also across sentence ends.
    full = width > 0 and len(run) > 2 and all(0.8 * width < len(line.text) <= width + 2 for line in run[:-1])
    full = full and len({_indent(line, clean) for line in run[1:]}) == 1
    # Joined at the end: cutting the growing paragraph anew for each line would cost its length again and again.
    paragraphs: list[list[Line]] = [[run[0]]]
    for this, following in pairwise(run):
        wraps = width > 0 and not is_terminated(this.text) and _stops_at(this, following, width)
        if _goes_on(this, following) or full or (wraps and not _OWN_LINE.match(following.text)):
            paragraphs[-1].append(following)
        else:
            paragraphs.append([following])
    return [_joined(lines, clean) for lines in paragraphs]


def _joined(lines: list[Line], clean: str) -> Line:
    if len(lines) == 1:
        return lines[0]
    start, end = lines[0].start, lines[-1].end
    return Line(start, end, _BREAK.sub(" ", clean[start:end]), lines[0].gap)


def _indent(line: Line, clean: str) -> int:
    begin = max(clean.rfind("\n", 0, line.start), clean.rfind("\r", 0, line.start)) + 1
    return line.start - begin
