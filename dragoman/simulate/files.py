"""A question in a YAML file: the scale with words at both ends, and the parties with what they want, how much they care, their weight.

Each number stands alone (`position: 40`) or with its range and where it comes from
(`position: {value: 40, range: [25, 60], source: "speech of 3 May"}`). Everything that is wrong with a file is told at once, each with its line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import yaml

from dragoman.errors import QuestionError
from dragoman.simulate.question import Player, Procedure, Question

MOST_BYTES = 1_000_000
MOST_TOLD = 12
TOP = ("id", "title", "date", "scale", "reference", "procedure", "notes", "parties")
PROCEDURE = ("setter", "quota", "consent", "votes")
PARTY = ("id", "name", "position", "salience", "capability", "note")
NUMBER = ("value", "range", "source")
END = ("at", "means")
_PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
# What a what-if can name: "IRN.position=40".
ID = re.compile(r"[^\W_][\w:&-]{0,63}")


@dataclass(slots=True)
class _Wrong:
    """Collects what is wrong, so that one run of the command shows all of it."""

    source: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def say(self, node: yaml.Node, text: str) -> None:
        self.found.append((node.start_mark.line + 1, text))

    def end(self) -> None:
        if not self.found:
            return
        told = [f"line {line}: {text}" for line, text in sorted(self.found)[:MOST_TOLD]]
        more = len(self.found) - len(told)
        rest = f"; and {more} more" if more > 0 else ""
        raise QuestionError(f"Question file '{self.source}' can't be used: {'; '.join(told)}{rest}.")


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    range: tuple[float, float] | None
    source: str | None
    node: yaml.Node


def load(path: str | Path) -> Question:
    """The question in a YAML file. Raises `QuestionError` where the file can't be read or holds what can't be used."""
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise QuestionError(f"Question file '{path}' has {size} bytes; at most {MOST_BYTES} are read.")
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionError(f"Question file '{path}' can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"Question file '{path}' is not UTF-8 text (byte {error.start}).") from error
    return parse(text, source=str(path))


def parse(text: str, *, source: str = "question") -> Question:
    """The question that a YAML text holds; `source` names it in errors.

    Raises `QuestionError` that lists every entry which can't be used, with its line and the value quoted.

    >>> found = parse('''
    ... title: When do they leave?
    ... scale: {low: {at: 0, means: at once}, high: {at: 100, means: never}}
    ... parties:
    ...   - {id: ARV, position: {value: 20, range: [10, 30]}, salience: 0.9, capability: 2}
    ...   - {id: BEL, position: 80, salience: 0.4, capability: 1}
    ... ''')
    >>> found.players[0].position_range, found.high_words
    ((10.0, 30.0), 'never')
    """
    wrong = _Wrong(source)
    root = _compose(text, source)
    if not isinstance(root, yaml.MappingNode):
        raise QuestionError(f"Question file '{source}' can't be used: it holds no keys; it needs {', '.join(TOP[1:])}.")
    top = _mapping(root, TOP, wrong, "the file")
    low, high, low_words, high_words, unit = _scale(top.get("scale"), root, wrong)
    reference = _reference(top.get("reference"), low, high, wrong)
    title = _text(top.get("title"), wrong, "title")
    if "title" not in top:
        wrong.say(root, "'title' is missing: say the question in words")
    players = tuple(_parties(top.get("parties"), root, low, high, wrong))
    procedure = _procedure(top.get("procedure"), [p.id for p in players], wrong)
    wrong.end()
    return Question(
        id=_text(top.get("id"), wrong, "id") or Path(source).stem,
        title=title or "",
        players=players,
        low=low,
        high=high,
        low_words=low_words,
        high_words=high_words,
        reference=reference,
        date=_text(top.get("date"), wrong, "date"),
        notes=tuple(_texts(top.get("notes"), wrong)),
        procedure=procedure,
        unit=unit,
    )


def _compose(text: str, source: str) -> yaml.Node | None:
    # Nodes and not values: they keep their lines, and "NO" stays Norway. The pure loader, whose recursion Python bounds.
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise QuestionError(
            f"Question file '{source}' is not valid YAML: {where}{error.problem or error.context or 'unreadable'}."
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        first = (str(error).splitlines() or ["nested too deeply"])[0]
        raise QuestionError(f"Question file '{source}' is not valid YAML: {first}.") from error
    return node


def _mapping(node: yaml.MappingNode, known: tuple[str, ...], wrong: _Wrong, what: str) -> dict[str, yaml.Node]:
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
            wrong.say(key, f"{_quote(key)} is no key of {what}; {hint}")
        elif name in found:
            wrong.say(key, f"'{name}' stands twice in {what} (first in line {found[name].start_mark.line + 1})")
        else:
            found[name] = value
    return found


def _scale(node: yaml.Node | None, root: yaml.Node, wrong: _Wrong) -> tuple[float, float, str, str, str]:
    if not isinstance(node, yaml.MappingNode):
        wrong.say(node or root, "'scale' is missing or no mapping: give low and high, each with at and means")
        return 0.0, 100.0, "", "", ""
    ends = _mapping(node, ("low", "high", "unit"), wrong, "'scale'")
    unit = _text(ends.get("unit"), wrong, "unit") or ""
    numbers, words = [0.0, 100.0], ["", ""]
    for n, name in enumerate(("low", "high")):
        end = ends.get(name)
        if not isinstance(end, yaml.MappingNode):
            wrong.say(end or node, f"'{name}' of the scale needs {{at: number, means: words}}")
            continue
        parts = _mapping(end, END, wrong, f"'{name}'")
        at = _float(parts.get("at"), end, wrong, f"'at' of '{name}'")
        numbers[n] = numbers[n] if at is None else at
        words[n] = _text(parts.get("means"), wrong, "means") or ""
        if not words[n]:
            wrong.say(end, f"'{name}' of the scale says no meaning: add means with words")
    if numbers[0] >= numbers[1]:
        wrong.say(node, f"the scale runs from {numbers[0]:g} to {numbers[1]:g}: low must be less than high")
        return 0.0, math.inf, words[0], words[1], unit
    return numbers[0], numbers[1], words[0], words[1], unit


def _reference(node: yaml.Node | None, low: float, high: float, wrong: _Wrong) -> float | None:
    if node is None or _is_null(node):
        return None
    value = _float(node, node, wrong, "'reference'")
    if value is not None and not low <= value <= high:
        wrong.say(node, f"'reference' is {value:g}, outside the scale {low:g} to {high:g}")
    return value


def _procedure(node: yaml.Node | None, ids: list[str], wrong: _Wrong) -> Procedure | None:
    if node is None or _is_null(node):
        return None
    if not isinstance(node, yaml.MappingNode):
        wrong.say(
            node, f"'procedure' is {_quote(node)}; it needs {', '.join(PROCEDURE)}, of which setter must be given"
        )
        return None
    parts = _mapping(node, PROCEDURE, wrong, "'procedure'")

    def party(one: yaml.Node, what: str) -> str:
        id_ = _text(one, wrong, what) or ""
        if id_ not in ids:
            near = get_close_matches(id_, ids, n=1)
            wrong.say(one, f"'{id_[:60]}' of '{what}' is no party" + (f"; did you mean '{near[0]}'?" if near else ""))
        return id_

    if "setter" not in parts:
        wrong.say(node, "'procedure' lacks setter: say which party proposes")
        return None
    setter = party(parts["setter"], "setter")
    quota: float | None = 1.0
    if "quota" in parts:
        quota = _float(parts["quota"], node, wrong, "'quota'")
        if quota is not None and not 0 < quota <= 1:
            wrong.say(parts["quota"], f"'quota' is {quota:g}; it is a share of the votes, over 0 and at most 1")
    asked = parts.get("consent")
    listed = asked.value if isinstance(asked, yaml.SequenceNode) else [asked] if asked is not None else []
    consent = tuple(party(one, "consent") for one in listed if not _is_null(one))
    if setter in consent:
        wrong.say(parts["consent"], f"'{setter}' proposes and can't be asked to consent besides")
    counted = parts.get("votes")
    votes: list[tuple[str, float]] | None = None
    if counted is not None and not _is_null(counted):
        votes = []
        if not isinstance(counted, yaml.MappingNode):
            wrong.say(
                counted, f"'votes' is {_quote(counted)}; give each voter's, as in {{{ids[0] if ids else 'A'}: 10}}"
            )
        else:
            for key, value in counted.value:
                number = _float(value, counted, wrong, f"votes of {_quote(key)}")
                if number is not None and number < 0:
                    wrong.say(value, f"votes of {_quote(key)} are {number:g}; give 0 or more")
                votes.append((party(key, "votes"), number or 0.0))
    return Procedure(setter, quota or 1.0, consent, None if votes is None else tuple(votes))


def _parties(node: yaml.Node | None, root: yaml.Node, low: float, high: float, wrong: _Wrong) -> Iterator[Player]:
    if not isinstance(node, yaml.SequenceNode) or len(node.value) < 2:
        wrong.say(node or root, "'parties' needs a list of two parties or more")
        return
    lines: dict[str, int] = {}
    for entry in node.value:
        if not isinstance(entry, yaml.MappingNode):
            wrong.say(entry, f"{_quote(entry)} is no party: give id, position, salience, capability")
            continue
        parts = _mapping(entry, PARTY, wrong, "a party")
        id_ = _text(parts.get("id"), wrong, "id")
        if not id_:
            wrong.say(entry, "a party without 'id'")
            continue
        if not ID.fullmatch(id_):
            wrong.say(parts["id"], f"the id '{id_[:70]}' has other signs than letters, digits, '-', ':', '&' and '_'")
        if id_ in lines:
            wrong.say(parts["id"], f"the party '{id_}' stands twice (first in line {lines[id_]})")
        lines.setdefault(id_, parts["id"].start_mark.line + 1)
        position = _number(parts.get("position"), entry, wrong, f"position of {id_}", low, high)
        salience = _number(parts.get("salience"), entry, wrong, f"salience of {id_}", 0.0, 1.0)
        capability = _number(parts.get("capability"), entry, wrong, f"capability of {id_}", 0.0, math.inf)
        if capability and min(capability.value, *(capability.range or ()) or (capability.value,)) <= 0:
            wrong.say(capability.node, f"capability of {id_} must be above 0; leave out a party without weight")
        if position is None or salience is None or capability is None:
            continue
        sources = [
            f"{name}: {number.source}"
            for name, number in (("position", position), ("salience", salience), ("capability", capability))
            if number.source
        ]
        note = _text(parts.get("note"), wrong, "note")
        yield Player(
            id=id_,
            name=_text(parts.get("name"), wrong, "name") or id_,
            position=position.value,
            salience=salience.value,
            capability=capability.value,
            position_range=position.range,
            salience_range=salience.range,
            capability_range=capability.range,
            note="; ".join([*([note] if note else []), *sources]) or None,
        )


def _number(
    node: yaml.Node | None, entry: yaml.Node, wrong: _Wrong, what: str, low: float, high: float
) -> _Number | None:
    if node is None:
        wrong.say(entry, f"{what} is missing")
        return None
    source = None
    between: tuple[float, float] | None = None
    value: float | None
    if isinstance(node, yaml.MappingNode):
        parts = _mapping(node, NUMBER, wrong, what)
        value = _float(parts.get("value"), node, wrong, f"value of {what}")
        source = _text(parts.get("source"), wrong, "source")
        between = _range(parts.get("range"), wrong, what)
    else:
        value = _float(node, node, wrong, what)
    if value is None:
        return None
    bounds = f"{low:g} to {high:g}" if high < math.inf else f"{low:g} or more"
    for one in (value, *(between or ())):
        if not low <= one <= high:
            wrong.say(node, f"{what} is {one:g}, outside {bounds}")
            return None
    if between and not between[0] <= value <= between[1]:
        wrong.say(node, f"{what} is {value:g}, outside its own range {between[0]:g} to {between[1]:g}")
        return None
    if between and between[0] == between[1]:
        between = None
    return _Number(value, between, source, node)


def _range(node: yaml.Node | None, wrong: _Wrong, what: str) -> tuple[float, float] | None:
    if node is None or _is_null(node):
        return None
    if not isinstance(node, yaml.SequenceNode) or len(node.value) != 2:
        wrong.say(node, f"range of {what} is {_quote(node)}; it needs two numbers, [low, high]")
        return None
    ends = [_float(end, node, wrong, f"range of {what}") for end in node.value]
    if ends[0] is None or ends[1] is None:
        return None
    if ends[0] > ends[1]:
        wrong.say(node, f"range of {what} runs backwards, from {ends[0]:g} to {ends[1]:g}")
        return None
    return ends[0], ends[1]


def _float(node: yaml.Node | None, parent: yaml.Node, wrong: _Wrong, what: str) -> float | None:
    if node is None:
        wrong.say(parent, f"{what} is missing")
        return None
    if not isinstance(node, yaml.ScalarNode) or not _PLAIN.fullmatch(node.value):
        wrong.say(node, f"{what} is {_quote(node)}, which is not a number")
        return None
    value = float(node.value)
    if not math.isfinite(value):
        wrong.say(node, f"{what} is {_quote(node)}, which is too large")
        return None
    return value


def _text(node: yaml.Node | None, wrong: _Wrong, what: str) -> str | None:
    if node is None or _is_null(node):
        return None
    if not isinstance(node, yaml.ScalarNode):
        wrong.say(node, f"'{what}' must be words, not {_quote(node)}")
        return None
    return " ".join(str(node.value).split()) or None


def _texts(node: yaml.Node | None, wrong: _Wrong) -> Iterator[str]:
    for one in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        text = _text(one, wrong, "notes")
        if text:
            yield text


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _quote(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        text = str(node.value)
        return f"'{text[:60]}{'…' if len(text) > 60 else ''}'"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
