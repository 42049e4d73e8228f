"""The mark-up (corpus/README.md) read line by line into `lines.ReportLines`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from training.corpus import coding
from training.corpus.codes import codes, listed
from training.corpus.lines import ChainLine, Declared, LineError, Problem, ReportLines, SentenceLine
from training.corpus.tokens import Reader, tokenize

BLOCK = re.compile(r"(T|U|B|C|S|F [a-z-]+)\| ?(.*)")
BLOCKS = {"T": "title", "U": "subtitle", "B": "byline", "C": "caption", "S": "body"}


def read(text: str, file: str) -> tuple[list[ReportLines], list[Problem]]:
    """The reports of a file in the mark-up, and what could not be read of it.

    >>> reports, problems = read('= a-1 | 1987-06-12 | the agency | agency | africa\\nKenya sent troops.\\n', "a.txt")
    >>> reports[0].sentences[0].text, problems
    ('Kenya sent troops.', [])
    """
    reports: list[ReportLines] = []
    problems: list[Problem] = []
    state = _State()
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            _line(line.rstrip(), number, file, reports, state)
        except LineError as error:
            problems.append(Problem(file, number, str(error)))
    return reports, problems


@dataclass(slots=True)
class _State:
    broken: bool = True  # a paragraph ends here
    chain: ChainLine | None = None


def _line(line: str, number: int, file: str, reports: list[ReportLines], state: _State) -> None:
    if not line.strip():
        state.broken = True
        return
    if line.startswith("%") or (line.startswith(" ") and line.lstrip().startswith("#")):
        return
    if line.startswith("= "):
        reports.append(_head(line, number, file))
        state.broken, state.chain = True, None
        return
    if not reports:
        raise LineError(
            f"{line[:40]!r} stands before the first head: begin a report with '= id | date | outlet | register | region'."
        )
    report = reports[-1]
    if line.startswith("@"):
        one = _declared(line)
        if one.id in report.declared:
            raise LineError(f"{one.id!r} is declared twice in this report: give each name once.")
        report.declared[one.id] = one
    elif line.startswith("\t"):
        raise LineError("The line begins with a tab: indent with two spaces for a claim, two more for its content.")
    elif line.startswith(" "):
        if not report.sentences:
            raise LineError(f"{line.strip()[:40]!r} codes no sentence: write the sentence above it, at the margin.")
        _coding(line, number, report.sentences[-1], state)
    else:
        report.sentences.append(_sentence(line, number, state))
        state.broken, state.chain = False, None


def _head(line: str, number: int, file: str) -> ReportLines:
    parts = [p.strip() for p in line[2:].split("|")]
    if len(parts) != 5:
        raise LineError(f"The head {line!r} has {len(parts)} parts: write '= id | date | outlet | register | region'.")
    name, day, outlet, register, region = parts
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise LineError(f"The id {name!r} is not lower-case-with-hyphens.")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise LineError(f"The date {day!r} is not a day: write it as 1987-06-12.")
    for value, allowed, what in ((register, codes()["registers"], "register"), (region, codes()["regions"], "region")):
        if value not in allowed:
            raise LineError(f"The {what} {value!r} is not one of: {listed(allowed)}.")
    return ReportLines(file, number, name, day, None if outlet == "-" else outlet, register, region)


def _declared(line: str) -> Declared:
    parts = [p.strip() for p in line[1:].split("|")]
    if len(parts) != 3 or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", parts[0]):
        raise LineError(
            f"{line!r} declares nothing: write '@ id | Name; Other Name | SECTOR CODE' or '@ id | Name | official KEN'."
        )
    names = tuple(n.strip() for n in parts[1].split(";") if n.strip())
    words = parts[2].split()
    if not names or not words:
        raise LineError(f"{line!r} gives no name or no kind: write '@ id | Name; Other Name | SECTOR CODE'.")
    kind, rest = words[0], words[1] if len(words) > 1 else None
    if kind in codes()["voices"]:
        return Declared(parts[0], names, voice=kind, speaks_for=rest)
    if kind in codes()["sectors"]:
        return Declared(parts[0], names, sector=kind, code=rest)
    raise LineError(
        f"{kind!r} is neither a sector ({listed(codes()['sectors'])}) nor a kind of voice ({listed(codes()['voices'])})."
    )


def _sentence(line: str, number: int, state: _State) -> SentenceLine:
    found = BLOCK.match(line)
    if found is None:
        if re.match(r"[A-Z]\|", line):
            raise LineError(f"{line[:2]!r} is no kind of line: use T| U| B| C| S| or 'F reason|'.")
        return SentenceLine(number, "body", line, state.broken)
    kind, text = found[1], found[2]
    if not text:
        raise LineError(f"Nothing stands after {kind + '|'!r}: write the words, or leave the line out.")
    if kind.startswith("F"):
        reason = kind[2:]
        if reason not in codes()["furniture"]:
            raise LineError(f"The reason {reason!r} of the furniture is not one of: {listed(codes()['furniture'])}.")
        return SentenceLine(number, "furniture", text, True, reason)
    return SentenceLine(number, BLOCKS[kind], text, state.broken or kind != "S")


def _coding(line: str, number: int, sentence: SentenceLine, state: _State) -> None:
    if sentence.kind in ("furniture", "byline"):
        raise LineError(f"A {sentence.kind} line can't be coded: code titles, captions and the body only.")
    indent = len(line) - len(line.lstrip())
    if indent % 2:
        raise LineError(f"The line is indented by {indent} spaces: use two for a claim, two more for its content.")
    tokens = tokenize(line.strip())
    reader = Reader(tokens)
    first = tokens[0]
    if first == ("word", "v"):
        reader.next()
        state.chain = coding.chain(reader)
        sentence.last_chain = state.chain
    elif first == ("word", "="):
        reader.next()
        for party in coding.parties(reader):
            sentence.references.append((number, party))
        reader.done()
    else:
        sentence.claims.append(coding.claim(reader, number, indent, state.chain))
        if sentence.claims[-1].chain_here:
            sentence.last_chain = sentence.claims[-1].chain_here
