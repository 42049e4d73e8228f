"""Past decisions to measure forecasts on, in the layout of DEU III (Arregui and Perarnaud, doi 10.34810/data53; the user downloads it).

Text, tabs or commas between columns, a line an issue: `prnr` (the proposal), `isnr`, `prname`, `proc`, `counvte`, `intro`, `rp` (what holds
without a decision), `out` (the outcome), and for each actor `p<code>` (position) and `s<code>` (salience), 0 to 100. There may be
`c<code>` (capability), which is not in DEU III. Lines without `prnr`, as the second line of DEU III, hold no issue and are passed over.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import QuestionError
from dragoman.simulate.council import power, rule_at
from dragoman.simulate.question import Player, Procedure, Question

CODINGS = ("power", "votes", "equal")
# Institutions that are no members of the Council: each weighs as much as the largest member.
INSTITUTIONS = ("com", "ep")
NEEDED = ("prnr", "out")
# Other codes for four members, as other editions of such data write them.
ALSO = {"bg": "bu", "hr": "cr", "gr": "el", "gb": "uk"}
_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{2}|\d{4})")
# A proposal's number begins with its year: d160288 is of 2016.
_YEAR = re.compile(r"d(\d{2})\d{3,5}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
MOST_BYTES = 50_000_000


class _Unusable(QuestionError):
    """A value of one line."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A question with its known `outcome`; `proposal` groups issues decided together; `kinds` are what it is of, by aspect.

    How it was decided: `setter` proposed, `consent` had to accept besides, `votes` of the members on record and the `quota` of them.
    """

    question: Question
    outcome: float
    proposal: str
    kinds: tuple[tuple[str, str], ...]
    setter: str | None = None
    consent: tuple[str, ...] = ()
    votes: tuple[tuple[str, float], ...] = ()
    quota: float = 1.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """Decisions of a file, and the lines passed over with the reason."""

    decisions: tuple[Decision, ...]
    passed_over: tuple[tuple[int, str], ...]


def load(path: str | Path, *, capability: str = "power") -> Loaded:
    """Decisions from a file. `capability` is "power" (Shapley-Shubik index of the Council's rule at the time, equal under unanimity),
    "votes" (the votes themselves) or "equal"; columns `c<code>` in the file come before it.

    A salience that is blank is filled with the mean of the issue. A line with a value that can't be used is passed over, with the reason; raises
    `QuestionError` where nothing is left.
    """
    if capability not in CODINGS:
        raise QuestionError(f"No coding '{capability}' of capability. Known: {', '.join(CODINGS)}.")
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            raise QuestionError(f"Decision file '{path}' is larger than {MOST_BYTES} bytes.")
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionError(f"Decision file '{path}' can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"Decision file '{path}' is not UTF-8 text (byte {error.start}).") from error
    if "\0" in text[:4096]:
        raise QuestionError(f"Decision file '{path}' is binary; export it as text with tabs between columns.")
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in first else ";" if ";" in first else ",")
    reader.fieldnames = [_column(name) for name in reader.fieldnames or ()]
    actors = _actors(reader.fieldnames, path)
    decisions: list[Decision] = []
    passed: list[tuple[int, str]] = []
    try:
        for row in reader:
            try:
                found = _decision(row, actors, capability)
            except _Unusable as reason:
                found = str(reason)
            if isinstance(found, Decision):
                decisions.append(found)
            elif found:
                passed.append((reader.line_num, found))
    except csv.Error as error:
        raise QuestionError(f"Decision file '{path}', line {reader.line_num}: {error}.") from error
    if not decisions:
        first_reason = f" (line {passed[0][0]}: {passed[0][1]})" if passed else ""
        raise QuestionError(f"Decision file '{path}' has no issue with an outcome and two positions{first_reason}.")
    return Loaded(tuple(decisions), tuple(passed))


def _column(name: str) -> str:
    """A heading in small letters, with the member's code that the rules of the Council know.

    >>> _column(" pGR"), _column("prname")
    ('pel', 'prname')
    """
    name = (name or "").strip().lower()
    return name[0] + ALSO[name[1:]] if name[1:] in ALSO and name[0] in "psc" else name


def _actors(names: list[str] | tuple[str, ...] | object, path: str | Path) -> tuple[str, ...]:
    columns = [str(name) for name in names] if isinstance(names, list | tuple) else []
    missing = [name for name in NEEDED if name not in columns]
    actors = tuple(name[1:] for name in columns if name.startswith("p") and f"s{name[1:]}" in columns)
    if missing or len(actors) < 2:
        lacks = missing or ["a position p<code> and a salience s<code> for two actors"]
        raise QuestionError(f"Decision file '{path}' lacks the columns {', '.join(lacks)}; see docs/how-to/play.md.")
    return actors


def _decision(row: Mapping[str, str | None], actors: tuple[str, ...], coding: str) -> Decision | str | None:
    proposal = _cell(row, "prnr")
    if not proposal:
        return None
    outcome = _number(row, "out")
    if outcome is None:
        return "no outcome"
    positions = {code: _number(row, f"p{code}") for code in actors}
    placed = {code: value for code, value in positions.items() if value is not None}
    if len(placed) < 2:
        return "fewer than two positions"
    saliences = {code: _number(row, f"s{code}") for code in placed}
    known = [value for value in saliences.values() if value is not None]
    mean = sum(known) / len(known) if known else 50.0
    unanimous = _cell(row, "counvte").lower().startswith("unan")
    date = _date(_cell(row, "intro"))
    if date is None and (named := _YEAR.fullmatch(proposal)):
        date = f"{_century(int(named[1]))}-07-01"
    weights = _capabilities(placed, date, coding, unanimous=unanimous)
    weights |= {code: value for code in placed if (value := _number(row, f"c{code}"))}
    players = []
    for code, position in placed.items():
        salience = saliences[code]
        players.append(Player(code, code, position, (mean if salience is None else salience) / 100, weights[code]))
    id_ = _cell(row, "isnr") or proposal
    codecision = _cell(row, "proc").upper() == "COD" and "ep" in placed
    rule = rule_at(date, frozenset(code for code in placed if code not in INSTITUTIONS))
    setter = "com" if "com" in placed else None
    consent = ("ep",) if codecision else ()
    votes = tuple((code, float(votes)) for code, votes in rule.votes if code in placed)
    quota = 1.0 if unanimous else rule.quota / sum(votes for _, votes in rule.votes)
    question = Question(
        id_,
        " ".join((_cell(row, "prname"), id_)).strip(),
        tuple(players),
        reference=_number(row, "rp"),
        date=date,
        procedure=Procedure(setter, quota, consent, votes) if setter and votes else None,
    )
    return Decision(
        question=question,
        outcome=outcome,
        proposal=proposal,
        kinds=tuple(_kinds(row, placed, question.reference, unanimous=unanimous)),
        setter=setter,
        consent=consent,
        votes=votes,
        quota=quota,
    )


def _capabilities(placed: Mapping[str, float], date: str | None, coding: str, *, unanimous: bool) -> dict[str, float]:
    members = frozenset(code for code in placed if code not in INSTITUTIONS)
    rule = rule_at(date, members)
    if coding == "equal" or not members <= {id_ for id_, _ in rule.votes}:
        return dict.fromkeys(placed, 1.0)
    whole = power(rule) if coding == "power" else {id_: float(n) for id_, n in rule.votes}
    if unanimous and coding == "power":
        whole = dict.fromkeys(whole, 1.0 / len(whole))
    most = max(whole.values())
    return {code: whole.get(code, most) for code in placed}


def _kinds(
    row: Mapping[str, str | None], placed: Mapping[str, float], reference: float | None, *, unanimous: bool
) -> Iterator[tuple[str, str]]:
    yield "positions", "two camps" if len(set(placed.values())) <= 2 else "graded"
    yield "vote", "unanimity" if unanimous else "qualified majority"
    procedure = _cell(row, "proc")
    if procedure:
        yield "procedure", {"COD": "co-decision", "CNS": "consultation"}.get(procedure, procedure)
    yield "reference point", "known" if reference is not None else "not known"


def _cell(row: Mapping[str, str | None], name: str) -> str:
    return (row.get(name) or "").strip()


def _number(row: Mapping[str, str | None], name: str) -> float | None:
    text = _cell(row, name)
    if text in ("", ".", "NA", "NaN", "nan"):
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise _Unusable(f"'{name}' is '{text[:40]}', which is not a number") from None
    if not 0 <= value <= 100 and not name.startswith("c"):
        raise _Unusable(f"'{name}' is {text[:40]}, outside 0 to 100")
    if not 0 <= value < float("inf"):
        raise _Unusable(f"'{name}' is {text[:40]}; a capability must be above 0")
    return value


def _date(text: str) -> str | None:
    """An ISO date of "26-01-00", "26-01-2000" (day first, years 70 to 99 of the last century) or "2000-01-26"; None for anything else.

    All three stand side by side in the columns of DEU III.

    >>> _date("26-01-00"), _date("14-09-2016"), _date("1999-05-17"), _date("999")
    ('2000-01-26', '2016-09-14', '1999-05-17', None)
    """
    if match := _ISO.fullmatch(text):
        return match[0]
    if match := _DAY.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        return f"{_century(year)}-{month:02d}-{day:02d}"
    return None


def _century(year: int) -> int:
    return year if year >= 100 else year + (1900 if year >= 70 else 2000)
